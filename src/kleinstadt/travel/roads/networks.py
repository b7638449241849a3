"""A network of roads or footways: nodes, directed edges in rows (CSR), the nearest node to a point."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kleinstadt.travel.roads.road_rules import Mode

if TYPE_CHECKING:
    from scipy.sparse import csr_array
    from scipy.spatial import cKDTree

Weight = Literal["time_ms", "length_m"]

EARTH_M: Final = 6_371_008.8  # mean radius
MS_PER_MIN: Final = 60_000
NO_NODE: Final = -1
ARRAYS: Final = ("node_id", "lon", "lat", "first_edge", "to", "length_m", "time_ms", "loose")


@dataclass(frozen=True)
class LeftOut:
    """A way that is not in the network though one would expect it: a ferry that does not say how long it takes.

    Attributes
    ----------
    id : str
        "w1" for way 1 of OpenStreetMap.
    name : str
        Its name, or "".
    lon, lat : float
        Degrees WGS 84, of its first point.
    reason : str
        Why it is left out.
    """

    id: str
    name: str
    lon: float
    lat: float
    reason: str


@dataclass(frozen=True)
class Origin:
    """Where a network comes from, and what was left out of it.

    Attributes
    ----------
    name : str
        Of the file.
    sha256 : str
        Checksum of the file.
    mode : {"car", "walk"}
        Who travels.
    dropped_nodes : int
        Nodes in bits that are not joined to the rest in both directions.
    missing_points : int
        Points that ways name and the extract has not.
    left_out : tuple of LeftOut
        Ways that one would expect.
    """

    name: str
    sha256: str
    mode: Mode
    dropped_nodes: int = 0
    missing_points: int = 0
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, eq=False)
class Network:
    """A directed graph: by car every node reaches every other; on foot every other of its part (`part`).

    Nodes lie in the order of a space-filling curve. The edges out of node i are first_edge[i] to first_edge[i + 1]; at
    most one leads to any other node. Times are whole milliseconds, so that sums of them are exact.

    Attributes
    ----------
    node_id : array of int, one entry a node
        Ids of OpenStreetMap.
    lon, lat : array of float, one entry a node
        Degrees WGS 84.
    first_edge : array of int, one more entry than there are nodes
        Where each node's edges begin.
    to : array of int, one entry an edge
        Index of the node it leads to.
    length_m : array of float, one entry an edge
        Metres.
    time_ms : array of int, one entry an edge
        Milliseconds.
    origin : Origin
        Where it comes from.
    loose : array of float, n x 2
        Longitude and latitude of nodes that are not joined to it.
    """

    node_id: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    first_edge: NDArray[np.int64]
    to: NDArray[np.int32]
    length_m: NDArray[np.float32]
    time_ms: NDArray[np.uint32]
    origin: Origin = field(default_factory=lambda: Origin("", "", "car"))
    loose: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))

    @property
    def nodes(self) -> int:
        """How many nodes."""
        return len(self.node_id)

    @property
    def edges(self) -> int:
        """How many directed edges."""
        return len(self.to)

    @property
    def edge_from(self) -> NDArray[np.int32]:
        """The node each edge leaves."""
        return np.repeat(np.arange(self.nodes, dtype=np.int32), np.diff(self.first_edge))

    @property
    def bytes(self) -> int:
        """Memory of the arrays."""
        return sum(getattr(self, name).nbytes for name in ARRAYS)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the nodes, in degrees."""
        return float(self.lon.min()), float(self.lat.min()), float(self.lon.max()), float(self.lat.max())

    def matrix(self, weight: Weight = "time_ms") -> "csr_array":
        """The graph as a sparse matrix.

        Parameters
        ----------
        weight : {"time_ms", "length_m"}
            What an edge costs.

        Returns
        -------
        csr_array of float, nodes x nodes
            Milliseconds or metres, from row to column.
        """
        from scipy.sparse import csr_array

        data = np.asarray(getattr(self, weight), dtype=np.float64)
        return csr_array((data, self.to, self.first_edge), shape=(self.nodes, self.nodes))

    @cached_property
    def part(self) -> NDArray[np.int32]:
        """The part that each node belongs to, within which all reach each other; 0 is the largest."""
        from scipy.sparse.csgraph import connected_components

        _, label = connected_components(self.matrix(), directed=True, connection="strong")
        by_size = np.argsort(-np.bincount(label), kind="stable")
        rank = np.empty(len(by_size), dtype=np.int32)
        rank[by_size] = np.arange(len(by_size), dtype=np.int32)
        return np.asarray(rank[label])

    def nearest(
        self, lon: ArrayLike, lat: ArrayLike, max_m: float = np.inf, among: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The nearest node to each point, as the crow flies.

        Parameters
        ----------
        lon, lat : array of float, one entry a point
            Degrees WGS 84; NaN where a point has no place.
        max_m : float
            Farther nodes do not count, metres.
        among : array of int, optional
            Only these nodes (indices); all by default.

        Returns
        -------
        tuple of (array of int, array of float), one entry a point each
            Index of the node, -1 where the nearest is too far or the point has no place; metres to the nearest node
            however far it is, infinite for a point without a place.
        """
        tree = self._tree if among is None else _tree_of(self.lon[among], self.lat[among])
        found, distance = _nearest(tree, lon, lat)
        index = found if among is None else np.where(found == NO_NODE, NO_NODE, among[found])
        index[distance > max_m] = NO_NODE
        return index, distance

    def nearest_loose_m(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
        """Metres from each point to the nearest node that is not joined to the network; infinite without any.

        Parameters
        ----------
        lon, lat : array of float, one entry a point
            Degrees WGS 84.

        Returns
        -------
        array of float, one entry a point
            Metres.
        """
        if not len(self.loose):
            return np.full(len(np.atleast_1d(np.asarray(lon))), np.inf)
        return _nearest(_tree_of(*self.loose.T), lon, lat)[1]

    @cached_property
    def _tree(self) -> "cKDTree":
        return _tree_of(self.lon, self.lat)


def _tree_of(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> "cKDTree":
    from scipy.spatial import cKDTree

    return cKDTree(on_sphere(lon, lat))


def _nearest(tree: "cKDTree", lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The nearest point of a tree, and metres to it; -1 and infinite for a point without a place."""
    points = on_sphere(np.atleast_1d(np.asarray(lon, float)), np.atleast_1d(np.asarray(lat, float)))
    placed = np.isfinite(points).all(axis=1)
    index, distance = np.full(len(points), NO_NODE, dtype=np.int64), np.full(len(points), np.inf)
    chord, found = tree.query(points[placed])
    distance[placed] = arc_m(chord)
    index[placed] = found
    return index, distance


def with_doors(
    matrix: "csr_array", node: NDArray[np.int64], cost: NDArray[np.floating]
) -> tuple["csr_array", NDArray[np.int64]]:
    """A graph with a node more for each door, and these new nodes: one search from all of them finds the nearest door.

    Parameters
    ----------
    matrix : csr_array, nodes x nodes
        What each way costs, from every node onwards.
    node : array of int, one entry a door
        The node that each door lies at.
    cost : array of float, one entry a door
        What the way between door and node costs; more than 0, which scipy takes for no way.

    Returns
    -------
    tuple of (csr_array, array of int)
        The graph, and the indices of the new nodes.
    """
    from scipy.sparse import csr_array

    size = matrix.shape[0] + len(node)
    first = np.concatenate((matrix.indptr, matrix.indptr[-1] + np.arange(1, len(node) + 1)))
    to = np.concatenate((matrix.indices, node)).astype(np.int32)
    graph = csr_array((np.concatenate((matrix.data, cost)), to, first), shape=(size, size))
    return graph, np.arange(matrix.shape[0], size)


def arc_m(chord: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres along the Earth between points whose chord (as between those of `on_sphere`) is known.

    Parameters
    ----------
    chord : array of float
        Metres.

    Returns
    -------
    array of float
        Metres, same shape.
    """
    return np.asarray(2 * EARTH_M * np.arcsin(np.clip(chord / (2 * EARTH_M), 0, 1)))


def on_sphere(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points on a sphere: chords between them order like distances.

    Parameters
    ----------
    lon, lat : array of float, one entry a point
        Degrees WGS 84.

    Returns
    -------
    array of float, points x 3
        Metres from the Earth's centre.
    """
    east, north = np.radians(lon), np.radians(lat)
    return EARTH_M * np.column_stack((np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)))
