"""A network of roads or footways: nodes, directed edges in rows (CSR), the nearest node to a point, and its file."""

import json
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kleinstadt.errors import SourceLayoutError
from kleinstadt.files import user_cache, written_whole
from kleinstadt.travel.roads.road_rules import RULES_VERSION, Mode

if TYPE_CHECKING:
    from scipy.sparse import csr_array
    from scipy.spatial import cKDTree

Weight = Literal["time_ms", "length_m"]

FORMAT: Final = 2
EARTH_M: Final = 6_371_008.8  # mean radius
MS_PER_MIN: Final = 60_000
NO_NODE: Final = -1
ARRAYS: Final = ("node_id", "lon", "lat", "first_edge", "to", "length_m", "time_ms", "loose")


@dataclass(frozen=True)
class LeftOut:
    """A way that is not in the network though one would expect it: a ferry that does not say how long it takes."""

    id: str  # w1 = way 1 of OpenStreetMap
    name: str
    lon: float  # degrees WGS 84, of its first point
    lat: float
    reason: str


@dataclass(frozen=True)
class Origin:
    """Where a network comes from, and what was left out of it."""

    name: str  # of the file
    sha256: str
    mode: Mode
    dropped_nodes: int = 0  # in bits that are not joined to the rest in both directions
    missing_points: int = 0  # named by ways, not in the extract
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, eq=False)
class Network:
    """A directed graph: by car every node reaches every other; on foot every other of its part (`part`).

    Nodes lie in the order of a space-filling curve. The edges out of node i are first_edge[i] to first_edge[i + 1]; at
    most one leads to any other node. Times are whole milliseconds, so that sums of them are exact.
    """

    node_id: NDArray[np.int64]  # of OpenStreetMap
    lon: NDArray[np.float64]  # degrees, WGS 84
    lat: NDArray[np.float64]
    first_edge: NDArray[np.int64]  # one more than there are nodes
    to: NDArray[np.int32]  # node index
    length_m: NDArray[np.float32]
    time_ms: NDArray[np.uint32]
    origin: Origin = field(default_factory=lambda: Origin("", "", "car"))
    loose: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))  # lon, lat of nodes not joined to it

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
    def minutes(self) -> NDArray[np.float64]:
        """Minutes of each edge."""
        return self.time_ms / MS_PER_MIN

    @property
    def bytes(self) -> int:
        """Memory of the arrays."""
        return sum(getattr(self, name).nbytes for name in ARRAYS)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the nodes, in degrees."""
        return float(self.lon.min()), float(self.lat.min()), float(self.lon.max()), float(self.lat.max())

    def matrix(self, weight: Weight = "time_ms") -> "csr_array":
        """The graph as a scipy CSR array of shape (nodes, nodes), weights as float64."""
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

        lon, lat : degrees, any equal length; NaN where a point has no place
        among : only these nodes (indices); by default all
        Returns node indices, -1 where the nearest is farther than `max_m` (or the point has no place), and the
        distances in metres to the nearest node however far it is.
        """
        tree = self._tree if among is None else _tree_of(self.lon[among], self.lat[among])
        found, distance = _nearest(tree, lon, lat)
        index = found if among is None else np.where(found == NO_NODE, NO_NODE, among[found])
        index[distance > max_m] = NO_NODE
        return index, distance

    def nearest_loose_m(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
        """Metres from each point to the nearest node that is not joined to the network; infinite without any."""
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


def save(network: Network, path: Path) -> None:
    """Write a network to a file, whole or not at all."""
    meta = {"format": FORMAT, **asdict(network.origin)}
    arrays = {name: getattr(network, name) for name in ARRAYS}
    write_arrays(path, {**arrays, "meta": np.array(json.dumps(meta))})


def load(path: Path) -> Network:
    """Read a network that `save` wrote; raises SourceLayoutError if it is damaged or of another version."""
    arrays = read_arrays(path, (*ARRAYS, "meta"))
    meta = json.loads(str(arrays.pop("meta")))
    if meta.pop("format") != FORMAT:
        msg = f"{path}: a network of another version of this package. Delete it; it is made anew from the extract."
        raise SourceLayoutError(msg)
    left_out = tuple(LeftOut(**one) for one in meta.pop("left_out"))
    return Network(**cast("dict[str, Any]", arrays), origin=Origin(**meta, left_out=left_out))


def write_arrays(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write arrays into one file (npz, not compressed), atomically."""
    with written_whole(path) as stream:
        np.savez(stream, **cast("dict[str, Any]", arrays))


def read_arrays(path: Path, names: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """Read arrays that `write_arrays` wrote; raises SourceLayoutError if one is missing or cut off."""
    import zipfile

    try:
        with np.load(path) as file:
            return {name: file[name] for name in names}
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        msg = f"{path}: a damaged prepared network ({error}). Delete it; it is made anew from the extract."
        raise SourceLayoutError(msg) from error


def prepared_file(checksum: str, mode: Mode, cache: Path | None = None, kind: str = "network") -> Path:
    """Where the prepared network (or hierarchy) of an extract is kept; other rules make another name."""
    return (cache or user_cache() / "networks") / f"{checksum[:20]}-{mode}-{FORMAT}.{RULES_VERSION}.{kind}.npz"


def with_doors(
    matrix: "csr_array", node: NDArray[np.int64], cost: NDArray[np.floating]
) -> tuple["csr_array", NDArray[np.int64]]:
    """A graph with a node more for each door, and these new nodes: one search from all of them finds the nearest door.

    matrix : CSR, from every node onwards
    node, cost : of each door its node and what the way between them costs; more than 0, which scipy takes for no way
    """
    from scipy.sparse import csr_array

    size = matrix.shape[0] + len(node)
    first = np.concatenate((matrix.indptr, matrix.indptr[-1] + np.arange(1, len(node) + 1)))
    to = np.concatenate((matrix.indices, node)).astype(np.int32)
    graph = csr_array((np.concatenate((matrix.data, cost)), to, first), shape=(size, size))
    return graph, np.arange(matrix.shape[0], size)


def arc_m(chord: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres along the Earth between points whose chord (as between those of `on_sphere`) is known."""
    return np.asarray(2 * EARTH_M * np.arcsin(np.clip(chord / (2 * EARTH_M), 0, 1)))


def on_sphere(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points in metres from the Earth's centre, shape (n, 3): chords between them order like distances."""
    east, north = np.radians(lon), np.radians(lat)
    return EARTH_M * np.column_stack((np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)))
