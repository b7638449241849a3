"""Many-to-many times on a contraction hierarchy: restricted PHAST, compiled by numba.

From each source a search upwards; then one sweep down over the part of the hierarchy above the targets, for sixteen
sources at once (one SIMD register wide). Method: Delling, Goldberg, Nowatzyk, Werneck 2011 (PHAST); Delling, Goldberg,
Werneck 2011 (restricted to targets).
"""

import heapq
from dataclasses import dataclass
from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kleinstadt.travel.roads.hierarchy import Hierarchy

Unsigned = NDArray[np.uint32]
Longs = NDArray[np.int64]
Places = NDArray[np.int32]
Flags = NDArray[np.bool_]

LANES: Final = 16
UNREACHED: Final = np.uint32(2**31 - 1)  # 596 hours; plus any edge it still fits 32 bits


@dataclass(frozen=True, eq=False)
class Targets:
    """The part of a hierarchy above some targets, highest rank first: nodes, and the arcs down into each.

    Attributes
    ----------
    local : array of int, one entry a rank
        Place of a node in the part, -1 outside.
    first : array of int, one more entry than there are places
        Where the arcs into each place begin.
    source : array of int, one entry an arc
        The place that the arc comes from, always before its end.
    time_ms : array of int, one entry an arc
        Milliseconds.
    places : array of int, one entry a target
        Place of each target, as asked.
    """

    local: NDArray[np.int32]
    first: NDArray[np.int64]
    source: NDArray[np.int32]
    time_ms: NDArray[np.uint32]
    places: NDArray[np.int32]

    @property
    def bytes_a_sweep(self) -> int:
        """Bytes that one sweep of sixteen sources must move: arcs once, times of both ends of each arc."""
        return self.source.nbytes + self.time_ms.nbytes + self.first.nbytes + len(self.first) * LANES * 4


def select_targets(hierarchy: Hierarchy, nodes: NDArray[np.int64]) -> Targets:
    """Everything from which a path down leads to one of the targets.

    Parameters
    ----------
    hierarchy : Hierarchy
        Of the network.
    nodes : array of int, one entry a target
        Indices of nodes of the network.

    Returns
    -------
    Targets
        To be swept as often as needed.
    """
    ranks = hierarchy.rank[nodes].astype(np.int64)
    inside = _above(hierarchy.down_first, hierarchy.down_from, ranks)
    members = np.flatnonzero(inside)[::-1]
    local = np.full(len(inside), -1, dtype=np.int32)
    local[members] = np.arange(len(members), dtype=np.int32)
    low, high = hierarchy.down_first[members].astype(np.int64), hierarchy.down_first[members + 1].astype(np.int64)
    first = np.concatenate(([0], np.cumsum(high - low)))
    arcs = np.arange(first[-1]) + np.repeat(low - first[:-1], high - low)
    return Targets(local, first, local[hierarchy.down_from[arcs]], hierarchy.down_ms[arcs], local[ranks])


def times(hierarchy: Hierarchy, targets: Targets, sources: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Travel times from each source to each target.

    Releases the interpreter lock: threads may each take a part of the sources.

    Parameters
    ----------
    hierarchy : Hierarchy
        Of the network.
    targets : Targets
        As `select_targets` gives them.
    sources : array of int, one entry a source
        Indices of nodes of the network.

    Returns
    -------
    array of int, sources x targets
        Milliseconds; UNREACHED where there is no way.
    """
    ranks = hierarchy.rank[sources].astype(np.int64)
    out = np.empty((len(sources), len(targets.places)), dtype=np.uint32)
    graph = (hierarchy.up_first, hierarchy.up_to, hierarchy.up_ms)
    _many_to_many(*graph, ranks, targets.local, targets.first, targets.source, targets.time_ms, targets.places, out)
    return out


@njit(nogil=True, cache=True)
def _above(first: Unsigned, to: Unsigned, ranks: Longs) -> Flags:
    """Mark all that lies above some ranks."""
    inside = np.zeros(len(first) - 1, dtype=np.bool_)
    inside[ranks] = True
    for node in range(len(inside)):  # arcs lead to higher ranks only: one pass upwards is enough
        if inside[node]:
            for arc in range(first[node], first[node + 1]):
                inside[to[arc]] = True
    return inside


@njit(nogil=True, cache=True)
def _many_to_many(
    up_first: Unsigned,
    up_to: Unsigned,
    up_ms: Unsigned,
    ranks: Longs,
    local: Places,
    first: Longs,
    source: Places,
    time_ms: Unsigned,
    places: Places,
    out: Unsigned,
) -> None:
    """Sixteen sources at a time: up from each, down for all, then pick the targets."""
    reached = np.full(len(up_first) - 1, UNREACHED, dtype=np.uint32)  # one search's times by rank, cleaned after it
    table = np.empty((len(first) - 1, LANES), dtype=np.uint32)
    for begin in range(0, len(ranks), LANES):
        width = min(LANES, len(ranks) - begin)
        table[:] = UNREACHED
        for lane in range(width):
            _climb(up_first, up_to, up_ms, ranks[begin + lane], reached, local, table, lane)
        _descend(first, source, time_ms, table)
        for lane in range(width):
            for target in range(len(places)):
                out[begin + lane, target] = table[places[target], lane]


@njit(nogil=True, cache=True)
def _climb(
    up_first: Unsigned,
    up_to: Unsigned,
    up_ms: Unsigned,
    start: int,
    reached: Unsigned,
    local: Places,
    table: Unsigned,
    lane: int,
) -> None:
    """All nodes above a source, in order of rank (so each is final when it is taken), into its lane."""
    queue = [np.int64(start)]
    reached[start] = 0
    while len(queue) > 0:
        node = heapq.heappop(queue)
        time = reached[node]
        reached[node] = UNREACHED
        if local[node] >= 0:
            table[local[node], lane] = time
        for arc in range(up_first[node], up_first[node + 1]):
            end = up_to[arc]
            if reached[end] == UNREACHED:
                heapq.heappush(queue, np.int64(end))
            reached[end] = min(reached[end], time + up_ms[arc])


@njit(nogil=True, cache=True)
def _descend(first: Longs, source: Places, time_ms: Unsigned, table: Unsigned) -> None:
    """From the highest node down: the best way into each, sixteen sources in one register.

    Unsigned indices and a width known only at run time: so the compiler leaves out the test for negative indices and
    makes the innermost loop vector instructions, which halves the time.
    """
    lanes = np.uint64(table.shape[1])
    for node in range(np.uint64(len(first) - 1)):
        for arc in range(np.uint64(first[node]), np.uint64(first[node + np.uint64(1)])):
            begin, weight = np.uint64(source[arc]), time_ms[arc]
            for lane in range(lanes):
                table[node, lane] = min(table[node, lane], np.uint32(table[begin, lane] + weight))
