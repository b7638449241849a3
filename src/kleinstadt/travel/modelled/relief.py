"""How high a spot lies above the sea, from the coarse table of declared.py."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.travel.modelled.declared import heights

CELLS: Final = 4
FARTHEST_CELL_M: Final = 40_000


def height_km(spots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Height above the sea, between the nearest cells of some 15 km.

    Cells count by the inverse of their distance (Shepard 1968).

    Parameters
    ----------
    spots : array of float, spots x 2
        x, y in metres of EPSG:3035.

    Returns
    -------
    array of float, one entry a spot
        Kilometres; 0 far from every cell: the table ends some 30 km beyond the places that the modelled roads know.
    """
    from scipy.spatial import KDTree

    cells = heights()
    away, which = KDTree(cells.select("x", "y").to_numpy()).query(spots, CELLS, distance_upper_bound=FARTHEST_CELL_M)
    metres = np.append(cells["height_m"].to_numpy(), 0)[which]
    weight = 1 / np.maximum(away, 1.0)  # 0 where there is no cell
    share = np.maximum(weight.sum(axis=1), 1e-9)
    height: NDArray[np.float64] = (metres * weight).sum(axis=1) / share / 1000
    return height
