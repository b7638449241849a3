"""The places to compare on a map: which areas they are there, and where their names stand."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from kleinstadt.compare.areas import TOWN_LEVELS
from kleinstadt.compare.basket import LEVEL_OF_DIGITS, MOST
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.map_places import map_places
from kleinstadt.edition.edition import Level
from kleinstadt.keys import BUND
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.territory.names import bare, short

SOURCES: Final[dict[Level, str]] = {"kreis": "kreise", "land": "laender"}  # of the live map; towns are its "areas"


@dataclass(frozen=True)
class Marked:
    """A place to compare as a map shows it.

    Attributes
    ----------
    name : str
        In short.
    level : Level
        Whose borders are drawn: those of the map for towns, else Kreise or Länder.
    rows : tuple of int
        Its areas among those of the level; a Verband on a map of municipalities is several.
    at : tuple of (float, float)
        Longitude and latitude of its name.
    """

    name: str
    level: Level
    rows: tuple[int, ...]
    at: tuple[float, float]

    @property
    def source(self) -> str:
        """Where the live map has its borders."""
        return SOURCES.get(self.level, "areas")


def marked(atlas: Atlas, keys: tuple[str, ...], year: int, level: Level) -> tuple[Marked, ...]:
    """The places of these keys that a map of a level can outline; groups, Germany and unknown keys are none of them.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    keys : tuple of str
        Keys of places; the first MOST count, each once.
    year : int
        Year of the borders.
    level : Level
        Level of the map: "gemeinde" or "verband".

    Returns
    -------
    tuple of Marked
        In the order of the keys.
    """
    found = (_marked(atlas, key, year, level) for key in dict.fromkeys(keys[:MOST]))
    return tuple(one for one in found if one is not None)


def _marked(atlas: Atlas, key: str, year: int, level: Level) -> Marked | None:
    own = LEVEL_OF_DIGITS.get(len(key)) if key.isdigit() and key != BUND else None
    areas = atlas.areas(year, own) if own else None
    if own is None or areas is None or key not in areas.row:
        return None
    row = areas.row[key]
    drawn, rows = (own, (row,)) if own not in TOWN_LEVELS else (level, _rows(atlas, key, own, year, level))
    lon, lat = map_places(atlas, year, own).points[row].tolist()
    return None if np.isnan(lon) or not rows else Marked(bare(short(areas.names[row])), drawn, rows, (lon, lat))


def _rows(atlas: Atlas, key: str, own: Level, year: int, level: Level) -> tuple[int, ...]:
    """The areas of the map's level that a municipality or a Verband lies in or consists of."""
    members = atlas.edition.members(year)
    inside = members.filter(members[KEY_COLUMN[own]] == key)[KEY_COLUMN[level]].unique(maintain_order=True)
    row = atlas.areas(year, level).row
    return tuple(row[one] for one in inside.to_list())
