"""How far it is on foot from where people live to the nearest service: along footways, and in a straight line.

Two measures with two names. `..._footway_m` is the straight way from the centre of the cell to the nearest node of the
network of footways (every 50 m), the shortest way along it, and the straight way from there to the service.
`..._straight_m` is the great circle. The first is never shorter than the second.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.territory.coding import Floats
from kleinstadt.travel.roads.network_files import load
from kleinstadt.travel.roads.networks import NO_NODE, Network, arc_m, on_sphere, with_doors
from kleinstadt.travel.walking.facilities import SERVICES

LIMIT_M: Final = 1000.0  # what counts as reached on foot (BBSR, Nahversorgung)
REACH_M: Final = 300.0  # how far from a footway a service or the centre of a cell may lie
CELL_SHARE: Final = 0.75  # of its width, for large cells: from the centre to beyond the corner
NEAREST_M: Final = 0.001  # scipy takes a way of no length for none

Solve = Callable[[Mapping[str, "Doors"]], Mapping[str, Floats]]


@dataclass(frozen=True)
class Doors:
    """Where the services of one kind are, on the network.

    Attributes
    ----------
    node : array of int
        Node of each.
    metres : array of float
        From there to the service.
    cutoff_m : float
        Metres beyond which none is looked for.
    """

    node: NDArray[np.int64]
    metres: Floats
    cutoff_m: float


@dataclass(frozen=True)
class Footing:
    """The parts of a network that count: the largest, and every other with a service or enough people (`parts.py`).

    What lies near two parts (a mall whose passage nobody drew) is reached by either, so a gap in the map does not cut a
    house off.

    Attributes
    ----------
    network : Network
        Of footways.
    counted : array of int
        Nodes of all parts that count.
    largest : array of int
        Nodes of the largest part.
    """

    network: Network
    counted: NDArray[np.int64]  # nodes, of all parts that count
    largest: NDArray[np.int64]  # nodes of the largest part

    @classmethod
    def whole(cls, network: Network) -> "Footing":
        """Every part counts.

        Parameters
        ----------
        network : Network
            Of footways.

        Returns
        -------
        Footing
            With all nodes.
        """
        return cls(network, np.arange(network.nodes), np.flatnonzero(network.part == 0))

    @property
    def several(self) -> bool:
        """Whether more than one part counts."""
        return len(self.counted) > len(self.largest)

    def steps(self, places: pl.DataFrame, max_m: float) -> list[tuple[NDArray[np.int64], Floats]]:
        """The nodes that places are reached from: of the nearest part, and of the largest.

        Parameters
        ----------
        places : pl.DataFrame
            lon, lat (degrees).
        max_m : float
            Metres beyond which there is no node.

        Returns
        -------
        list of tuple
            For each part: node of each place (NO_NODE for none), and metres to it.
        """
        lon, lat = places["lon"].to_numpy(), places["lat"].to_numpy()
        parts = (self.counted, self.largest) if self.several else (self.largest,)
        return [self.network.nearest(lon, lat, max_m, among) for among in parts]


def doors_of(footing: Footing, places: pl.DataFrame, cutoff_m: float) -> Doors:
    """The nodes nearest to places.

    Parameters
    ----------
    footing : Footing
        Parts of the network that count.
    places : pl.DataFrame
        lon, lat (degrees).
    cutoff_m : float
        Metres beyond which none is looked for.

    Returns
    -------
    Doors
        A place farther than REACH_M from any footway has none.
    """
    steps = footing.steps(places, REACH_M)
    node, metres = (np.concatenate([step[which] for step in steps]) for which in (0, 1))
    joined = node != NO_NODE
    return Doors(node[joined], metres[joined], cutoff_m)


def node_distances(network: Network, doors: Doors) -> Floats:
    """Metres from every node to the nearest service, along the network.

    One search from all services at once.

    Parameters
    ----------
    network : Network
        Of footways.
    doors : Doors
        Of one service.

    Returns
    -------
    array of float
        One a node; infinite beyond the cut-off.
    """
    from scipy.sparse.csgraph import dijkstra

    if len(doors.node) == 0:
        return np.full(network.nodes, np.inf)
    graph, starts = with_doors(network.matrix("length_m"), doors.node, np.maximum(doors.metres, NEAREST_M))
    found = dijkstra(graph, directed=True, indices=starts, min_only=True, limit=doors.cutoff_m)
    return np.asarray(found[: network.nodes], dtype=np.float64)


def service_on_worker(network: Path, doors: Doors) -> Floats:
    """One service, searched by a worker that reads the prepared network from its file.

    Parameters
    ----------
    network : Path
        File of the network.
    doors : Doors
        Of the service.

    Returns
    -------
    array of float
        As `node_distances`.
    """
    return node_distances(load(network), doors)


def straight_distances(places: pl.DataFrame, cells: pl.DataFrame) -> Floats:
    """Metres as the crow flies from each cell to the nearest place.

    Parameters
    ----------
    places, cells : pl.DataFrame
        lon, lat (degrees).

    Returns
    -------
    array of float
        One a cell; infinite without any place.

    Examples
    --------
    >>> here, there = pl.DataFrame({"lon": [13.0], "lat": [52.0]}), pl.DataFrame({"lon": [13.0], "lat": [52.01]})
    >>> straight_distances(here, there).round(-1).tolist()
    [1110.0]
    """
    from scipy.spatial import cKDTree

    if places.is_empty():
        return np.full(cells.height, np.inf)
    tree = cKDTree(on_sphere(places["lon"].to_numpy(), places["lat"].to_numpy()))
    chord, _ = tree.query(on_sphere(cells["lon"].to_numpy(), cells["lat"].to_numpy()))
    return arc_m(chord)


def cell_distances(
    footing: Footing,
    places: Mapping[str, pl.DataFrame],
    cells: pl.DataFrame,
    cell_m: float,
    cutoff_m: float,
    solve: Solve | None = None,
) -> pl.DataFrame:
    """The distances of every cell to the nearest place of each service.

    Parameters
    ----------
    footing : Footing
        Parts of the network that count.
    places : mapping of str to pl.DataFrame
        By service, lon and lat (degrees); services that are not in it stay null.
    cells : pl.DataFrame
        lon, lat of the centres, any other columns.
    cell_m : float
        Width of a cell in metres.
    cutoff_m : float
        Metres beyond which no service is looked for.
    solve : Callable, optional
        Who searches, by default this process, one service after the other.

    Returns
    -------
    pl.DataFrame
        The columns of `cells`, to_footway_m (metres to the nearest node), on_network, then SERVICE_footway_m (null off
        the network, and beyond the cut-off) and SERVICE_straight_m.

    Notes
    -----
    SERVICE_footway_m: centre to node, along the network, and node to service. SERVICE_straight_m: the great circle.
    docs/walking.md, Two measures.
    """
    steps = footing.steps(cells, max(REACH_M, CELL_SHARE * cell_m))
    doors = {name: doors_of(footing, places[name], cutoff_m) for name in SERVICES if name in places}
    found = (solve or _here(footing.network))(doors)
    offset = np.min([metres for _, metres in steps], axis=0)
    on_network = np.any([node != NO_NODE for node, _ in steps], axis=0)
    columns = [pl.Series("to_footway_m", offset), pl.Series("on_network", on_network)]
    for name in SERVICES:
        along = np.full(cells.height, np.inf)
        if name in found:
            along = np.min([_along(found[name], *step) for step in steps], axis=0)
            along[along > cutoff_m] = np.inf
        straight = straight_distances(places[name], cells) if name in places else np.full(cells.height, np.inf)
        columns += [_metres(f"{name}_footway_m", along), _metres(f"{name}_straight_m", straight)]
    return cells.with_columns(columns)


def _along(found: Floats, node: NDArray[np.int64], offset: Floats) -> Floats:
    """Metres from each cell by way of its node; infinite without one."""
    return np.where(node == NO_NODE, np.inf, found[node] + offset)


def _here(network: Network) -> Solve:
    return lambda doors: {name: node_distances(network, some) for name, some in doors.items()}


def _metres(name: str, values: Floats) -> pl.Series:
    return pl.Series(name, np.where(np.isfinite(values), values, np.nan)).fill_nan(None)
