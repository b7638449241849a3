"""From pieces of ways to a network: junctions become nodes, the road between two of them an edge."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.errors import SourceContentError
from kleinstadt.travel.roads.networks import EARTH_M, MS_PER_MIN, Network, Origin
from kleinstadt.travel.roads.osm import Ways

SPACING_M: Final = {"car": 200.0, "walk": 50.0}  # a node about so often, that points find one near


@dataclass(frozen=True)
class Edges:
    """Directed edges.

    Attributes
    ----------
    start, end : array of int, one entry an edge
        Indices of nodes.
    length_m : array of float, one entry an edge
        Metres.
    time_ms : array of int, one entry an edge
        Milliseconds.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    length_m: NDArray[np.float64]
    time_ms: NDArray[np.int64]

    def where(self, mask: NDArray[np.bool_]) -> "Edges":
        """Those of a mask.

        Parameters
        ----------
        mask : array of bool, one entry an edge
            Which.

        Returns
        -------
        Edges
            In the same order.
        """
        return Edges(self.start[mask], self.end[mask], self.length_m[mask], self.time_ms[mask])


def build_network(ways: Ways, origin: Origin) -> Network:
    """The network of ways: for cars of the largest part whose nodes all reach each other, on foot of every such part.

    What is not in it is counted, and its places are kept.

    Parameters
    ----------
    ways : Ways
        The pieces of ways of an extract.
    origin : Origin
        Where they come from, and for which mode.

    Returns
    -------
    Network
        Junctions, ends, barriers, and points about every SPACING_M as nodes.

    Raises
    ------
    SourceContentError
        If no two nodes reach each other.
    """
    ids, point = np.unique(ways.point_id, return_inverse=True)
    lon, lat = np.empty(len(ids)), np.empty(len(ids))
    lon[point], lat[point] = ways.lon, ways.lat
    edges = _edges(ways, ids, point, SPACING_M[origin.mode])
    return (largest_part if origin.mode == "car" else every_part)(ids, lon, lat, edges, origin)


def largest_part(
    node_id: NDArray[np.int64], lon: NDArray[np.float64], lat: NDArray[np.float64], edges: Edges, origin: Origin
) -> Network:
    """The network of the most nodes that all reach each other, in the order of a space-filling curve.

    Parameters
    ----------
    node_id : array of int, one entry a node
        Ids of OpenStreetMap.
    lon, lat : array of float, one entry a node
        Degrees WGS 84.
    edges : Edges
        Between indices of these nodes.
    origin : Origin
        Where they come from.

    Returns
    -------
    Network
        Of these nodes; all others that an edge touches are its `loose`.

    Raises
    ------
    SourceContentError
        If no two nodes reach each other.
    """
    label, size = _parts(len(node_id), edges)
    return _network_of(np.flatnonzero(label == size.argmax()), node_id, lon, lat, edges, origin)


def every_part(
    node_id: NDArray[np.int64], lon: NDArray[np.float64], lat: NDArray[np.float64], edges: Edges, origin: Origin
) -> Network:
    """The network of all nodes that reach at least one other and are reached from it.

    Parameters
    ----------
    node_id : array of int, one entry a node
        Ids of OpenStreetMap.
    lon, lat : array of float, one entry a node
        Degrees WGS 84.
    edges : Edges
        Between indices of these nodes.
    origin : Origin
        Where they come from.

    Returns
    -------
    Network
        Of these nodes; all others that an edge touches are its `loose`.

    Raises
    ------
    SourceContentError
        If no two nodes reach each other.
    """
    label, size = _parts(len(node_id), edges)
    return _network_of(np.flatnonzero(size[label] > 1), node_id, lon, lat, edges, origin)


def _network_of(
    kept: NDArray[np.int64],
    node_id: NDArray[np.int64],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    edges: Edges,
    origin: Origin,
) -> Network:
    """The network of some nodes; all others that an edge touches are loose."""
    touched = np.unique(np.concatenate((edges.start, edges.end)))
    if len(kept) < 2:
        msg = (
            f"{origin.name}: {len(touched)} road points, and no two reach each other both ways. Take a larger extract."
        )
        raise SourceContentError(msg)
    kept = kept[np.argsort(_curve(lon[kept], lat[kept]), kind="stable")]
    loose = np.setdiff1d(touched, kept)
    origin = replace(origin, dropped_nodes=len(loose))
    network = assemble(node_id[kept], lon[kept], lat[kept], _renumbered(edges, kept, len(node_id)), origin)
    return replace(network, loose=np.column_stack((lon[loose], lat[loose])))


def assemble(
    node_id: NDArray[np.int64], lon: NDArray[np.float64], lat: NDArray[np.float64], edges: Edges, origin: Origin
) -> Network:
    """A network of nodes and edges between their indices; of several edges between two nodes the fastest stays.

    Parameters
    ----------
    node_id : array of int, one entry a node
        Ids of OpenStreetMap.
    lon, lat : array of float, one entry a node
        Degrees WGS 84.
    edges : Edges
        Between indices of these nodes; one from a node to itself is left out.
    origin : Origin
        Where they come from.

    Returns
    -------
    Network
        With all nodes, in their order.
    """
    order = np.lexsort((edges.time_ms, edges.end, edges.start))
    start, end = edges.start[order], edges.end[order]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    order = order[fresh & (start != end)]
    counts = np.bincount(edges.start[order], minlength=len(node_id))
    return Network(
        node_id=node_id,
        lon=lon,
        lat=lat,
        first_edge=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        to=edges.end[order].astype(np.int32),
        length_m=edges.length_m[order].astype(np.float32),
        time_ms=edges.time_ms[order].astype(np.uint32),
        origin=origin,
    )


def distance_m(
    lon1: NDArray[np.float64], lat1: NDArray[np.float64], lon2: NDArray[np.float64], lat2: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Great-circle distance (haversine).

    Parameters
    ----------
    lon1, lat1, lon2, lat2 : array of float, one entry a pair
        Degrees.

    Returns
    -------
    array of float, one entry a pair
        Metres on a sphere of the Earth's mean radius.

    Examples
    --------
    >>> import numpy as np
    >>> round(float(distance_m(*map(np.array, ([13.0], [52.0], [14.0], [52.0])))[0] / 1000), 1)
    68.5
    """
    north1, north2 = np.radians(lat1), np.radians(lat2)
    half = np.sin((north2 - north1) / 2) ** 2
    half += np.cos(north1) * np.cos(north2) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def _edges(ways: Ways, ids: NDArray[np.int64], point: NDArray[np.int64], spacing_m: float) -> Edges:
    """Edges between points that are kept: ends, junctions, barriers, and points about every `spacing_m`."""
    piece = np.repeat(np.arange(len(ways.first) - 1), np.diff(ways.first))
    step = distance_m(ways.lon[:-1], ways.lat[:-1], ways.lon[1:], ways.lat[1:])
    step[piece[1:] != piece[:-1]] = 0.0
    along = np.concatenate(([0.0], np.cumsum(step)))
    along -= along[ways.first[:-1]][piece]
    blocked = np.isin(ids, ways.blocked)[point]
    stop = blocked | (np.bincount(point)[point] > 1)
    stop[ways.first[:-1]] = stop[ways.first[1:] - 1] = True
    section = np.floor(along / spacing_m)
    stop[1:] |= (section[1:] != section[:-1]) & (piece[1:] == piece[:-1])
    at = np.flatnonzero(stop)
    joined = (piece[at[1:]] == piece[at[:-1]]) & ~blocked[at[1:]] & ~blocked[at[:-1]]
    before, after = at[:-1][joined], at[1:][joined]
    length = along[after] - along[before]
    return _both_ways(ways, piece[before], point[before], point[after], length, along[ways.first[1:] - 1])


def _both_ways(
    ways: Ways,
    piece: NDArray[np.int64],
    before: NDArray[np.int64],
    after: NDArray[np.int64],
    length_m: NDArray[np.float64],
    piece_m: NDArray[np.float64],
) -> Edges:
    """An edge for each direction that is allowed, with its time."""
    found = []
    for kmh, start, end in ((ways.forward_kmh, before, after), (ways.backward_kmh, after, before)):
        open_ = kmh[piece] > 0
        where = piece[open_]
        minutes = length_m[open_] * 60 / 1000 / kmh[where]
        share = length_m[open_] / np.maximum(piece_m[where], 0.01)
        minutes = np.where(ways.duration_min[where] > 0, ways.duration_min[where] * share, minutes)
        time_ms = np.maximum(np.rint(minutes * MS_PER_MIN), 1).astype(np.int64)
        found.append(Edges(start[open_], end[open_], np.maximum(length_m[open_], 0.01), time_ms))
    return Edges(*(np.concatenate([getattr(edges, name) for edges in found]) for name in Edges.__dataclass_fields__))


def _parts(nodes: int, edges: Edges) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The strongly connected component of each node, and how many nodes each has."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(edges.start), dtype=np.int8), (edges.start, edges.end)), shape=(nodes, nodes))
    _, label = connected_components(graph.tocsr(), directed=True, connection="strong")
    return label, np.bincount(label)


def _renumbered(edges: Edges, kept: NDArray[np.int64], nodes: int) -> Edges:
    index = np.full(nodes, -1, dtype=np.int64)
    index[kept] = np.arange(len(kept))
    start, end = index[edges.start], index[edges.end]
    return Edges(start, end, edges.length_m, edges.time_ms).where((start >= 0) & (end >= 0))


def _curve(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Place of each point on a Z-order curve: neighbours in space are neighbours in memory, which halves searches."""
    x, y = _spread((lon + 180) / 360), _spread((lat + 90) / 180)
    return x | (y << np.uint64(1))


def _spread(share: NDArray[np.float64]) -> NDArray[np.uint64]:
    """The upper 31 bits of a share of one, a gap after each."""
    bits = (np.clip(share, 0, 1 - 2**-40) * 2**31).astype(np.uint64)
    for shift, mask in ((16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F),
                        (2, 0x3333333333333333), (1, 0x5555555555555555)):  # fmt: skip
        bits = (bits | (bits << np.uint64(shift))) & np.uint64(mask)
    return bits
