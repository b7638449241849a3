"""Which parts of a network of footways count: the largest, and every other with a service or a hundred people.

An island without a bridge is such a part; a courtyard that nobody joined to the street on the map is none.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.travel.roads.networks import NO_NODE, Network
from kleinstadt.travel.walking.cells import Cells
from kleinstadt.travel.walking.walking import CELL_SHARE, REACH_M, Footing

LEAST_PERSONS: Final = 100
NOT_COUNTED: Final = "footways that are not joined to the rest, without a service and with fewer than 100 residents"


def footing_of(network: Network, cells: Cells, places: Mapping[str, pl.DataFrame]) -> Footing:
    """The parts of a network that count.

    Parameters
    ----------
    network : Network
        Footways.
    cells : Cells
        The populated cells near it.
    places : mapping of str to pl.DataFrame
        Of each service lon, lat (degrees WGS 84).

    Returns
    -------
    Footing
        The network, the nodes of the parts that count, and those of the largest part.
    """
    parts = int(network.part.max()) + 1
    counts = np.zeros(parts, dtype=bool)
    counts[0] = True
    if parts > 1:
        near = cells.within(network.bounds).frame
        part, people = _of_cells(network, near, max(REACH_M, CELL_SHARE * cells.size_m))
        persons = np.bincount(part, people, minlength=parts)
        counts |= persons >= LEAST_PERSONS
        for frame in places.values():
            node, _ = network.nearest(frame["lon"].to_numpy(), frame["lat"].to_numpy(), REACH_M)
            counts[network.part[node[node != NO_NODE]]] = True
    return Footing(network, np.flatnonzero(counts[network.part]), np.flatnonzero(network.part == 0))


def _of_cells(network: Network, cells: pl.DataFrame, reach_m: float) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """The part nearest to each cell, and its people."""
    node, _ = network.nearest(cells["lon"].to_numpy(), cells["lat"].to_numpy(), reach_m)
    near = node != NO_NODE
    return network.part[node[near]], cells["persons"].to_numpy()[near]


def not_counted(footing: Footing) -> pl.DataFrame:
    """The parts that do not count.

    Parameters
    ----------
    footing : Footing
        Of a network.

    Returns
    -------
    pl.DataFrame
        One row a part: id (its first node), lon, lat (the mean, degrees), count (nodes).
    """
    network = footing.network
    rest = np.setdiff1d(np.arange(network.nodes), footing.counted)
    frame = pl.DataFrame(
        {"part": network.part[rest], "node": network.node_id[rest], "lon": network.lon[rest], "lat": network.lat[rest]}
    )
    grouped = frame.group_by("part").agg(
        id=pl.format("n{}", pl.col("node").min()), lon=pl.col("lon").mean(), lat=pl.col("lat").mean(), count=pl.len()
    )
    return grouped.sort("part").select("id", "lon", "lat", pl.col("count").cast(pl.Float64))
