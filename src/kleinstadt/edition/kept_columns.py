"""The parts of all indicators of a year, municipality by municipality: made once, kept as an Arrow file, read by all.

One file a year holds four columns an indicator (numerator, denominator, status, vintage), in the order of the
municipalities' keys. Values of any level or group come from there by the one rule (indicators/aggregation.py).
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
import polars.selectors as cs

from kleinstadt.disk_cache import frame_is_kept, kept_frame
from kleinstadt.edition.store import Store, Tables
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.parts import Parts
from kleinstadt.memory import KEPT_ELSEWHERE, Kept, give_back_now
from kleinstadt.territory.coding import Floats, as_enum

MEMORY: Final = 80_000_000  # bytes of frames kept in memory; the columns of a year, mapped from disk, are 12 MB
PARTS: Final = ("numerator", "denominator", "status", "vintage")

PACKAGE: Final = Path(__file__).parents[1]
# Who changes how a number is made, in code or in a table of it, must not find the numbers made before.
MAKING_ROOMS: Final = ("edition", "indicators", "territory", "typologies")
MAKERS_ELSEWHERE: Final = ("keys.py", "sources/reading/symbols.py")  # a status is kept as its place in the list there


def fingerprint(store: Tables) -> str:
    """Changes with the edition's content, what is declared, and the code and tables that make numbers of it.

    Parameters
    ----------
    store : Tables
        Of an edition.

    Returns
    -------
    str
        16 hexadecimal digits.
    """
    content = json.dumps(store.manifest["resources"], sort_keys=True)
    rooms = (path for room in MAKING_ROOMS for path in sorted((PACKAGE / room).iterdir()))
    makers = (*rooms, *(PACKAGE / name for name in MAKERS_ELSEWHERE))
    code = [path.read_bytes() for path in makers if path.suffix in {".py", ".csv"}]
    return hashlib.sha256(b"\n".join([content.encode(), repr(INDICATORS).encode(), *code])).hexdigest()[:16]


def code_of(*files: str) -> str:
    """Changes with these files of code: a part of the name of what rooms above keep, which the fingerprint lacks.

    Parameters
    ----------
    *files : str
        Paths of files of code.

    Returns
    -------
    str
        8 hexadecimal digits.
    """
    return hashlib.sha256(b"".join(Path(file).read_bytes() for file in files)).hexdigest()[:8]


class KeptFrames:
    """Frames that an edition makes once: kept in memory up to a limit, and on disk under the edition's fingerprint.

    Attributes
    ----------
    memory : Kept
        What is kept in memory.
    """

    def __init__(self, store: Tables, *, lasting: bool, computed: bool) -> None:
        """Take the edition's tables.

        Parameters
        ----------
        store : Tables
            Of an edition.
        lasting : bool
            Whether frames hang on nothing else, so that they may stay on disk.
        computed : bool
            Whether they are of an edition that leaves official classes aside.
        """
        self._store = store
        self._lasting = lasting and isinstance(store, Store)  # a draft changes while it is made
        self._suffix = "-computed" if computed else ""
        self.memory = Kept(MEMORY)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with the edition's content, with what is declared, and with how numbers are made."""
        return fingerprint(self._store)

    def has(self, what: str, year: int) -> bool:
        """Whether a frame is made already; who wants one column of many need not make them all.

        Parameters
        ----------
        what : str
            Name of the frame.
        year : int
            Year of the borders.

        Returns
        -------
        bool
            In memory or on disk.
        """
        name = self._name(what, year)
        return name in self.memory or (self._lasting and frame_is_kept(f"{self.fingerprint}-{name}"))

    def frame(self, what: str, year: int, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        """What was made of a year, made if it is nowhere; what making it took goes back to the system.

        Parameters
        ----------
        what : str
            Name of the frame; may not hold what a pattern of names means (*).
        year : int
            Year of the borders.
        make : callable
            Makes it.

        Returns
        -------
        pl.DataFrame
            What `make` gave, now or before.
        """

        def made() -> pl.DataFrame:
            frame = make()
            give_back_now()
            return frame

        name = self._name(what, year)
        if not self._lasting:
            return self.memory.once(name, make)
        return self.memory.once(name, lambda: kept_frame(f"{self.fingerprint}-{name}", made))

    def _name(self, what: str, year: int) -> str:
        return f"{year}-{what}{self._suffix}"


def wide(made: Mapping[str, Parts]) -> pl.DataFrame:
    """The parts of several indicators as one frame: columns "density numerator", "density denominator", and so on.

    Parameters
    ----------
    made : mapping of str to Parts
        For each indicator its parts, of the same municipalities; a status is its place in STATUSES.

    Returns
    -------
    pl.DataFrame
        Four columns an indicator, one row a municipality.
    """
    columns: list[pl.Series] = []
    for name, parts in made.items():
        columns += [
            pl.Series(f"{name} numerator", parts.numerator),
            pl.Series(f"{name} denominator", parts.denominator),
            pl.Series(f"{name} status", parts.status.astype(np.int8)),
            as_enum(parts.vintage, parts.vintages).alias(f"{name} vintage"),
        ]
    return pl.DataFrame(columns)


@dataclass(frozen=True)
class Columns:
    """What `wide` made, read: the places of its vintages for all at once, since many small questions take long.

    Attributes
    ----------
    frame : pl.DataFrame
        As `wide` made it.
    places : pl.DataFrame
        Of each column of vintages the places of its words, -1 for none.
    """

    frame: pl.DataFrame = field(metadata=KEPT_ELSEWHERE)
    places: pl.DataFrame

    @classmethod
    def of(cls, frame: pl.DataFrame) -> "Columns":
        """Read the frame.

        Parameters
        ----------
        frame : pl.DataFrame
            As `wide` made it.

        Returns
        -------
        Columns
            The frame without a copy.
        """
        return cls(frame, frame.select(cs.enum().to_physical().cast(pl.Int16).fill_null(-1)))

    def parts(self, name: str, people: Floats, km2: Floats) -> Parts:
        """The parts of one indicator, the arrays without a copy.

        Parameters
        ----------
        name : str
            Id of the indicator, as given to `wide`.
        people : array of float, one entry a municipality
            Persons.
        km2 : array of float, one entry a municipality
            Square kilometres.

        Returns
        -------
        Parts
            One entry a municipality.
        """
        numerator, denominator, status, vintage = (self.frame.get_column(f"{name} {part}") for part in PARTS)
        places = self.places.get_column(vintage.name).to_numpy()
        above, below = numerator.to_numpy(), denominator.to_numpy()
        return Parts(above, below, status.to_numpy(), places, words_of(vintage), people, km2)


def words_of(column: pl.Series) -> tuple[str, ...]:
    """What an Enum's places stand for.

    Parameters
    ----------
    column : pl.Series
        Of an Enum.

    Returns
    -------
    tuple of str
        In the order of their places; empty for another kind.
    """
    return tuple(column.dtype.categories) if isinstance(column.dtype, pl.Enum) else ()
