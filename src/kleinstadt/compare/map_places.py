"""Where areas lie on a map: a point inside each, and its corners, in degrees."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.compare.borders import TOLERANCE_M, WGS84
from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Level
from kleinstadt.edition.kept_columns import code_of
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.territory.names import fold, short

COLUMNS = ("lon", "lat", "west", "south", "east", "north")


@dataclass(frozen=True)
class MapPlaces:
    """Points and corners of all areas of a level, in the order of Atlas.areas; NaN for an area without land.

    Attributes
    ----------
    points : array of float, areas x 2
        Longitude and latitude of a point inside each, degrees.
    corners : array of float, areas x 4
        West, south, east and north of each, degrees.
    """

    points: Floats
    corners: Floats

    def around(self, shown: NDArray[np.bool_]) -> tuple[float, float, float, float] | None:
        """West, south, east and north of these areas together; None without any.

        Parameters
        ----------
        shown : array of bool, one entry an area
            Which areas.

        Returns
        -------
        tuple of four floats, or None
            Degrees.
        """
        corners = self.corners[shown & ~np.isnan(self.corners).any(axis=1)]
        if not len(corners):
            return None
        low, high = corners.min(axis=0), corners.max(axis=0)
        return float(low[0]), float(low[1]), float(high[2]), float(high[3])


def map_places(atlas: Atlas, year: int, level: Level) -> MapPlaces:
    """Where the areas of a level lie.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.

    Returns
    -------
    MapPlaces
        Rounded to 5 decimals of a degree (1 m).

    Raises
    ------
    UnknownNameError
        For a year without borders.
    """

    def make() -> MapPlaces:
        frame = atlas.edition.frame_kept(
            f"{level}-places-{code_of(__file__)}", year, lambda: _frame(atlas, year, level)
        )
        values = frame.select(COLUMNS).to_numpy()
        return MapPlaces(values[:, :2], values[:, 2:])

    return atlas.once(("map places", year, level), make)


def seats(atlas: Atlas, year: int, level: Level) -> Floats:
    """Where the name of each area is written: at the place of the same name on its land, else at a point inside it.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.

    Returns
    -------
    array of float, areas x 2
        Longitude and latitude in degrees, in the order of Atlas.areas.

    Raises
    ------
    UnknownNameError
        For a year without borders.
    """

    def make() -> Floats:
        areas = atlas.areas(year, level)
        key = KEY_COLUMN[level]
        holders = atlas.edition.base_polygons(year).join(atlas.edition.members(year).select({"ags", key}), on="ags")
        places = atlas.edition.store.read("localities").join(holders, on="piece").sort("source", "lon", descending=True)
        at = {
            (area, fold(name)): (lon, lat) for area, name, lon, lat in places.select(key, "name", "lon", "lat").rows()
        }
        inside = map_places(atlas, year, level).points
        named = zip(areas.keys, areas.names, inside.tolist(), strict=True)
        return np.array([at.get((area, fold(short(name))), point) for area, name, point in named])

    return atlas.once(("map seats", year, level), make)


def _frame(atlas: Atlas, year: int, level: Level) -> pl.DataFrame:
    areas = atlas.areas(year, level)
    shapes = atlas.edition.polygons(year, level, tolerance_m=TOLERANCE_M).geometry
    points = shapes.representative_point().to_crs(WGS84)
    corners = shapes.to_crs(WGS84).bounds.to_numpy()
    found = np.full((len(areas.keys), len(COLUMNS)), np.nan)
    rows = [areas.row[key] for key in shapes.index]
    found[rows, 0], found[rows, 1] = points.x, points.y
    found[rows, 2:] = corners
    return pl.DataFrame(found.round(5), schema=list(COLUMNS))
