"""How far the data of an extract reach: not a box, as extracts follow the borders of a Land or a Kreis.

The points of the network are drawn on a raster and closed morphologically: gaps between footways narrower than twice
CLOSING_M (a wood, a lake) belong to the extract, and so does whatever it encloses; beyond its outline nothing is known.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.travel.walking.cells import to_metres

CLOSING_M: Final = 1500.0
FINEST_M: Final = 25.0
SQUARES: Final = 4_000_000  # of a raster: a few for a town, 300 m wide for Germany


@dataclass(frozen=True)
class Coverage:
    """A raster of how deep in the extract each square lies.

    Attributes
    ----------
    left, bottom : float
        Its south-western corner, metres EPSG:3035.
    width_m : float
        Width of a square, metres.
    depth : array of float, rows from the south x columns from the west
        Metres to the outline of the extract; below zero outside.
    """

    left: float
    bottom: float
    width_m: float
    depth: NDArray[np.float32]

    def depth_at(self, x: NDArray[np.int32], y: NDArray[np.int32]) -> NDArray[np.float64]:
        """Metres from each point to the outline, exact to a square; below zero outside.

        Parameters
        ----------
        x, y : array of int, one entry a point
            Metres EPSG:3035.

        Returns
        -------
        array of float, one entry a point
            Metres; -CLOSING_M for what lies off the raster.
        """
        column = np.floor((x - self.left) / self.width_m).astype(np.int64)
        row = np.floor((y - self.bottom) / self.width_m).astype(np.int64)
        rows, columns = self.depth.shape
        drawn = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        depth = np.full(len(x), -CLOSING_M)
        depth[drawn] = self.depth[row[drawn], column[drawn]]
        return depth


def coverage(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Coverage:
    """The area that points cover.

    Parameters
    ----------
    lon, lat : array of float, one entry a point
        Degrees WGS 84; at least one point.

    Returns
    -------
    Coverage
        A raster of at most about SQUARES squares.
    """
    from scipy.ndimage import binary_fill_holes, distance_transform_edt

    x, y = to_metres(lon, lat)
    left, bottom = x.min() - 2 * CLOSING_M, y.min() - 2 * CLOSING_M
    wide, high = x.max() + 2 * CLOSING_M - left, y.max() + 2 * CLOSING_M - bottom
    width = max(FINEST_M, float(np.sqrt(wide * high / SQUARES)))
    empty = np.ones((int(high // width) + 1, int(wide // width) + 1), dtype=bool)
    empty[((y - bottom) // width).astype(np.int64), ((x - left) // width).astype(np.int64)] = False
    widened = distance_transform_edt(empty) * width <= CLOSING_M
    closed = binary_fill_holes(distance_transform_edt(widened) * width > CLOSING_M)
    inner, outer = distance_transform_edt(closed), distance_transform_edt(~closed)
    return Coverage(left, bottom, width, ((inner - outer) * width).astype(np.float32))
