"""All areas of a level in the borders of a year, as arrays: who they are, and which belong together."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.edition.edition import Edition, Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.aggregation import TERRITORIES
from kleinstadt.indicators.sums import Sums
from kleinstadt.territory.coding import Codes, Floats, coded, floats
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.territory.names import told_apart

TOWN_LEVELS: Final[tuple[Level, ...]] = ("verband", "gemeinde")
FIELDS: Final = ("type", "own_type", "lage", "land", "kreis", "kreis_type")


@dataclass(frozen=True)
class Areas:
    """All areas of a level in the borders of a year.

    Every array has one entry an area, in the order of `keys`, except `area_of`.

    Attributes
    ----------
    year : int
        Year of the borders.
    level : {"verband", "gemeinde", "kreis", "region", "land", "bund"}
        Level of the areas.
    frame : pl.DataFrame
        As `Edition.areas` gives it; a Verband that shares its name with another says where it is.
    keys : list of str
        The key of each row, sorted.
    row : dict of str to int
        Where a key stands.
    names : list of str
        What each area is called.
    population : array of float
        Persons; NaN where unknown.
    inhabited : array of bool
        False for areas without people (forests, lakes), which belong to no group of towns.
    codes : dict of str to array of object
        For each of FIELDS that the level has, and for "level": what each area is, None where it is nothing.
    area_of : array of int, one entry a municipality
        The row of the area that each municipality of the year lies in, in the order of the municipalities' keys.
    """

    year: int
    level: Level
    frame: pl.DataFrame
    keys: list[str]
    row: dict[str, int]
    names: list[str]
    population: Floats
    inhabited: NDArray[np.bool_]
    codes: dict[str, NDArray[Any]]
    area_of: Codes

    @cached_property
    def sums(self) -> Sums:
        """Adds up what is known of municipalities for each area."""
        return Sums(self.area_of, len(self.keys))

    def mask(self, column: str, value: str | None) -> NDArray[np.bool_]:
        """The areas that are alike in one respect: of a Land or Kreis all, of a type or Lage those with people.

        Parameters
        ----------
        column : str
            One of FIELDS ("type", "own_type", "lage", "land", "kreis", "kreis_type"), or "level".
        value : str or None
            What it has to be.

        Returns
        -------
        array of bool
            One entry an area.

        Raises
        ------
        KeyError
            If areas of this level have no such column.

        Examples
        --------
        >>> towns = ed.atlas.areas(2019, "verband")
        >>> int(towns.mask("type", "grossstadt").sum())
        80
        """
        same: NDArray[np.bool_] = self.codes[column] == value
        return same & (self.everywhere if column in TERRITORIES else self.inhabited)

    @property
    def everywhere(self) -> NDArray[np.bool_]:
        """All areas, also those without people: what Germany is made of."""
        return np.ones(len(self.keys), dtype=np.bool_)

    def record(self, key: str) -> dict[str, Any]:
        """The row of one area.

        Parameters
        ----------
        key : str
            Key of the area.

        Returns
        -------
        dict
            Column of `frame` to value; None where there is none.

        Raises
        ------
        UnknownNameError
            If the year has no such area.

        Examples
        --------
        >>> ed.atlas.areas(2019, "kreis").record("12061")["name"]
        'Dahme-Spreewald'
        """
        if key not in self.row:
            raise no_area(self.level, key, self.year)
        return self.frame.row(self.row[key], named=True)


def no_area(level: Level, key: str, year: int) -> UnknownNameError:
    """The error that says that a year has no such area, to be raised.

    Parameters
    ----------
    level : Level
        Level that was asked for.
    key : str
        Key that is not there.
    year : int
        Year of the borders.

    Returns
    -------
    UnknownNameError
        With its message in English and German.
    """
    german = f"Einen Schlüssel „{key}“ der Ebene {level} gibt es im Gebietsstand {year} nicht."
    return UnknownNameError(f"There is no {level} '{key}' in {year}.", german)


def areas_of(edition: Edition, year: int, level: Level) -> Areas:
    """All areas of a level as arrays; whoever has an Atlas asks it, which keeps them.

    Parameters
    ----------
    edition : Edition
        The edition.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.

    Returns
    -------
    Areas
        Sorted by key.

    Raises
    ------
    UnknownNameError
        For a year or level that is not there.
    """
    frame = edition.areas(year, level)
    keys = frame[KEY_COLUMN[level]].to_list()
    population = floats(frame["population"])
    codes: dict[str, NDArray[Any]] = {
        str(name): np.array(frame[name].to_list(), dtype=object) for name in FIELDS if name in frame.columns
    }
    codes["level"] = np.full(len(keys), level, dtype=object)  # Länder are compared with all others of their level
    if level == "verband":
        frame = frame.with_columns(told_apart(frame, edition.members(year)))
    names = frame["name"].to_list()
    row = {key: place for place, key in enumerate(keys)}
    _, area_of = coded(edition.members(year)[KEY_COLUMN[level]])
    return Areas(year, level, frame, keys, row, names, population, population > 0, codes, area_of)


def makes_up(area_of: Codes, larger: pl.Series) -> NDArray[np.bool_]:
    """Which areas are all there is of the larger area they belong to.

    Parameters
    ----------
    area_of : array of int, one entry a municipality
        The row of each municipality's area.
    larger : pl.Series of str, one entry a municipality
        Key of the larger area that each municipality belongs to.

    Returns
    -------
    array of bool
        One entry an area; where an area lies in several larger ones, one of them is looked at.
    """
    _, codes = coded(larger)
    members, of_larger = np.bincount(area_of), np.bincount(codes)
    larger_of = np.zeros(len(members), dtype=np.intp)
    larger_of[area_of] = codes
    same: NDArray[np.bool_] = members == of_larger[larger_of]
    return same
