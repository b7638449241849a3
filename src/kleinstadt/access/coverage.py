"""How far the data of an extract reach: not a box, as extracts follow the borders of a Land or a Kreis.

The points of the network are closed morphologically: gaps between footways narrower than twice CLOSING_M (a wood, a
lake) belong to the extract, and so does whatever it encloses; beyond its outline nothing is known.
"""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from kleinstadt.access.cells import to_metres

CLOSING_M: Final = 1500.0
THIN_M: Final = 250.0  # one point of the network a square of this width is enough
MANY: Final = 200_000  # points; of more, one every kilometre
COARSE_M: Final = 1000.0
CORNERS: Final = 6  # of a quarter of a circle


def coverage(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> shapely.Geometry:
    """The area (metres EPSG:3035) that points (degrees) cover."""
    corners = np.column_stack(to_metres(lon, lat))
    thinned = _thinned(corners, THIN_M)
    if len(thinned) > MANY:
        thinned = _thinned(corners, COARSE_M)
    discs = shapely.buffer(shapely.points(thinned), CLOSING_M, quad_segs=CORNERS)
    closed = shapely.buffer(shapely.union_all(discs), -CLOSING_M, quad_segs=CORNERS)
    outlines = [shapely.Polygon(shapely.get_exterior_ring(part)) for part in shapely.get_parts(closed)]
    return shapely.union_all(outlines)


def _thinned(corners: NDArray[np.float64], width_m: float) -> NDArray[np.float64]:
    """The outermost points of each square: those farthest left, right, down and up."""
    square = np.floor(corners / width_m).astype(np.int64)
    kept = []
    for values in (corners[:, 0], -corners[:, 0], corners[:, 1], -corners[:, 1]):
        order = np.lexsort((values, square[:, 1], square[:, 0]))
        placed = square[order]
        fresh = np.ones(len(order), dtype=bool)
        fresh[1:] = (placed[1:] != placed[:-1]).any(axis=1)
        kept.append(order[fresh])
    return np.asarray(corners[np.unique(np.concatenate(kept))])


def depth_m(area: shapely.Geometry, x: NDArray[np.int32], y: NDArray[np.int32]) -> NDArray[np.float64]:
    """Metres from each point to the outline of the area, below zero outside."""
    points = shapely.points(x, y)
    shapely.prepare(area)
    distance = shapely.distance(points, shapely.boundary(area))
    return np.asarray(np.where(shapely.intersects(area, points), distance, -distance), dtype=np.float64)
