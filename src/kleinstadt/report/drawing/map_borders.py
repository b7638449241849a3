"""The borders that pictures of the map draw: of each area, and of all of a level without what two of them share."""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Level

COARSE_M: Final = 500.0


def shapes(atlas: Atlas, year: int, level: Level, tolerance_m: float) -> NDArray[np.object_]:
    """The border of each area in the order of Atlas.areas; None without land.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    tolerance_m : float
        Metres by which lines are simplified, neighbours still together; 0 leaves them as the edition has them.

    Returns
    -------
    array of geometry, one entry an area
        Polygons in metres of EPSG:25832, or None.

    Raises
    ------
    UnknownNameError
        For a year before 2016.
    """

    def make() -> NDArray[np.object_]:
        frame = atlas.edition.polygons(year, level, tolerance_m=tolerance_m)
        row = atlas.areas(year, level).row
        found: NDArray[np.object_] = np.full(len(row), None, dtype=object)
        for key, shape in zip(frame.index, frame.geometry, strict=True):
            found[row[key]] = shape
        return found

    return atlas.once(("map shapes", year, level, tolerance_m), make)


def borders(atlas: Atlas, year: int, level: Level, tolerance_m: float) -> shapely.Geometry:
    """The borders of all areas of a level as lines, what two of them share only once.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.
    tolerance_m : float
        Metres by which lines are simplified; 0 leaves them as the edition has them.

    Returns
    -------
    shapely geometry
        Lines in metres of EPSG:25832.

    Raises
    ------
    UnknownNameError
        For a year before 2016.
    """

    def make() -> shapely.Geometry:
        return shapely.line_merge(shapely.union_all(shapely.boundary(shapes(atlas, year, level, tolerance_m))))

    return atlas.once(("map borders", year, level, tolerance_m), make)
