"""The parts of all indicators of a year, municipality by municipality: made once, kept as an Arrow file, read by all.

One file a year holds four columns an indicator (numerator, denominator, status, vintage), in the order of the
municipalities' keys. Values of any level or group come from there by the one rule (indicators/aggregation.py).
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

import polars as pl
import polars.selectors as cs

from kleinstadt.disk_cache import frame_is_kept, kept_frame
from kleinstadt.edition.store import Store, Tables
from kleinstadt.indicators import aggregation
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.vintages import with_spans
from kleinstadt.memory import Kept
from kleinstadt.territory.coding import Floats

MEMORY: Final = 100_000_000  # bytes of frames kept in memory; the columns of a year, mapped from disk, are 12 MB
PARTS: Final = ("numerator", "denominator", "status", "vintage")

# Who changes how a number is made must not find the numbers made before.
MAKERS: Final = (
    *(f"indicators/{name}.py" for name in ("aggregation", "engine", "islands", "vintages")),
    *(f"territory/{name}.py" for name in ("areas", "crosswalk", "gazetteer", "geometry", "reapportion", "successors")),
    *(f"typologies/{name}.py" for name in ("central_places", "location", "settlement")),
    *(f"edition/{name}.py" for name in ("edition", "classes")),
)


def fingerprint(store: Tables) -> str:
    """Changes with the edition's content, with what is declared, and with the code that makes numbers of it."""
    content = json.dumps(store.manifest["resources"], sort_keys=True)
    code = [(Path(__file__).parents[1] / name).read_bytes() for name in MAKERS]
    return hashlib.sha256(b"\n".join([content.encode(), repr(INDICATORS).encode(), *code])).hexdigest()[:16]


def code_of(*files: str) -> str:
    """Changes with these files of code: a part of the name of what rooms above keep, which the fingerprint lacks."""
    return hashlib.sha256(b"".join(Path(file).read_bytes() for file in files)).hexdigest()[:8]


class KeptFrames:
    """Frames that an edition makes once: kept in memory up to a limit, and on disk under the edition's fingerprint."""

    def __init__(self, store: Tables, *, lasting: bool, computed: bool) -> None:
        """Take the edition's tables.

        lasting : whether frames hang on nothing else, so that they may stay on disk
        computed : whether they are of an edition that leaves official classes aside
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
        """Whether a frame is made already; who wants one column of many need not make them all."""
        name = self._name(what, year)
        return name in self.memory or (self._lasting and frame_is_kept(f"{self.fingerprint}-{name}"))

    def frame(self, what: str, year: int, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        """What was made of a year, made if it is nowhere."""
        name = self._name(what, year)
        if not self._lasting:
            return self.memory.once(name, make)
        return self.memory.once(name, lambda: kept_frame(f"{self.fingerprint}-{name}", make))

    def _name(self, what: str, year: int) -> str:
        return f"{year}-{what}{self._suffix}"


def wide(made: Mapping[str, Callable[[], pl.DataFrame]]) -> pl.DataFrame:
    """The parts of several indicators as one frame: columns "density numerator", "density denominator", and so on.

    made : for each indicator what makes its ags, numerator, denominator, status, vintage; the same municipalities each
    """
    columns: list[pl.Series] = []
    for name, make in made.items():
        frame = make()
        words = with_spans(tuple(frame["vintage"].drop_nulls().unique()))
        frame = frame.with_columns(
            pl.col("status").cast(pl.Enum(aggregation.STATUSES)), pl.col("vintage").cast(pl.Enum(words))
        )
        columns += [frame[part].alias(f"{name} {part}") for part in PARTS]
    return pl.DataFrame(columns).with_columns(cs.float().fill_null(float("nan")))  # so arrays need no copy


def parts_of(columns: pl.DataFrame, name: str, people: Floats, km2: Floats) -> aggregation.Parts:
    """The parts of one indicator out of `wide`, as arrays; people, km2 : of the municipalities."""
    numerator, denominator, status, vintage = (columns[f"{name} {part}"] for part in PARTS)
    return aggregation.Parts(
        numerator.to_numpy(),
        denominator.to_numpy(),
        status.to_physical().cast(pl.Int16).to_numpy(),
        vintage.to_physical().cast(pl.Int16).fill_null(-1).to_numpy(),
        words_of(vintage),
        people,
        km2,
    )


def words_of(column: pl.Series) -> tuple[str, ...]:
    """What an Enum's places stand for."""
    return tuple(column.dtype.categories) if isinstance(column.dtype, pl.Enum) else ()


def narrow(columns: pl.DataFrame, name: str) -> pl.DataFrame:
    """The parts of one indicator out of `wide`: numerator, denominator, status, vintage (text)."""
    found = columns.select(pl.col(f"{name} {part}").alias(part) for part in PARTS)
    return found.with_columns(cs.float().fill_nan(None), pl.col("status", "vintage").cast(pl.String))
