"""The prepared network against the map itself: every point of every way an own node, searched by a heap."""

import heapq
import math
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from extracts import haversine_m
from searched import times_between

from kleinstadt.travel.roads.networks import MS_PER_MIN
from kleinstadt.travel.roads.prepared import read_network
from kleinstadt.travel.roads.road_rules import blocks, car_travel, walk_travel

osmium = pytest.importorskip("osmium")

EXTRACTS = (
    "Hoyerswerda.osm.pbf",
    "lauf-200115.osm.pbf",
    "north-bayreuth.osm.pbf",
    "heidelberg.test.pbf",
    "herrenberg-minimal.osm.pbf",
    "boeblingen-minimal.osm.pbf",
)

Graph = dict[int, list[tuple[int, float]]]


def whole_map(path: Path, mode: str) -> Graph:
    """From each point to its neighbours on ways: minutes by car, metres on foot."""
    judge = car_travel if mode == "car" else walk_travel
    graph: Graph = defaultdict(list)
    blocked: set[int] = set()
    for thing in osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations():
        if thing.is_node():
            if blocks(dict(thing.tags), mode):
                blocked.add(thing.id)
            continue
        travel = judge(dict(thing.tags))
        if travel is None or (travel.duration_min and mode == "car"):
            continue  # none of the extracts has a ferry for cars
        for a, b in pairwise(thing.nodes):
            if not (a.location.valid() and b.location.valid()) or {a.ref, b.ref} & blocked:
                continue
            metres = haversine_m(a.location.lon, a.location.lat, b.location.lon, b.location.lat)
            here, there = a.ref, b.ref
            for start, end, kmh in ((here, there, travel.forward_kmh), (there, here, travel.backward_kmh)):
                if kmh > 0:
                    graph[start].append((end, metres if mode == "walk" else metres * 0.06 / kmh))
    return graph


def from_one(graph: Graph, start: int) -> dict[int, float]:
    """The shortest way from one point to all others."""
    found: dict[int, float] = {}
    heap = [(0.0, start)]
    while heap:
        so_far, point = heapq.heappop(heap)
        if point in found:
            continue
        found[point] = so_far
        for ahead, more in graph[point]:
            if ahead not in found:
                heapq.heappush(heap, (so_far + more, ahead))
    return found


@pytest.mark.parametrize("mode", ["car", "walk"])
@pytest.mark.parametrize("name", EXTRACTS)
def test_every_node_is_as_far_as_on_the_map(raw_dir: Path, tmp_path: Path, name: str, mode: str) -> None:
    """From three nodes of the network to all others: the same way, but for the rounding to milliseconds."""
    network = read_network(raw_dir / "osm" / name, mode, cache=tmp_path)  # type: ignore[arg-type]
    graph = whole_map(raw_dir / "osm" / name, mode)
    everywhere = np.arange(network.nodes)
    for start in np.linspace(0, network.nodes - 1, 3).astype(int):
        plain = from_one(graph, int(network.node_id[start]))
        expected = np.array([plain.get(int(node), math.inf) for node in network.node_id])
        same_part = network.part == network.part[start]
        assert np.array_equal(np.isfinite(expected), same_part), "all nodes of a part reach each other, and no other"
        if mode == "car":
            pairs = times_between(network, np.array([start]), everywhere, 600, "scipy")
            found = pairs.time_ms / MS_PER_MIN
        else:
            from scipy.sparse.csgraph import dijkstra

            found = dijkstra(network.matrix("length_m"), indices=start)
        assert len(found) == network.nodes
        assert np.abs(found - expected)[same_part].max() < 0.02, "minutes by car (1 s), metres on foot (2 cm)"
