"""Small extracts of OpenStreetMap, written for a test, and the plainest way to search a network."""

import heapq
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kleinstadt.travel.roads.networks import EARTH_M, Network

LON, LAT = 11.28, 49.50  # near Lauf a.d. Pegnitz
STEP = 0.001  # degrees: about 111 m north, 72 m east


def write_extract(path: Path, things: Mapping[tuple[float, float], Mapping[str, str]], ways: Iterable[Any]) -> Path:
    """An extract of nodes (column, row of a grid of STEP, with tags) and ways (columns and rows, tags)."""
    import osmium

    ids = {place: number for number, place in enumerate(things, 1)}
    writer = osmium.SimpleWriter(str(path), overwrite=True)
    for (column, row), tags in things.items():
        place = (LON + column * STEP, LAT + row * STEP)
        writer.add_node(osmium.osm.mutable.Node(id=ids[column, row], location=place, tags=dict(tags)))
    for number, (corners, tags) in enumerate(ways, 1):
        writer.add_way(osmium.osm.mutable.Way(id=number, nodes=[ids[corner] for corner in corners], tags=tags))
    writer.close()
    return path


def haversine_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Great-circle distance, as in any textbook."""
    north1, north2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((north2 - north1) / 2) ** 2
    half += math.cos(north1) * math.cos(north2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(half))


def plain_dijkstra(network: Network, starts: Mapping[int, float]) -> list[float]:
    """Metres from the nearest start (node: metres to begin with) to every node: a heap and nothing else."""
    found = [math.inf] * network.nodes
    heap = [(metres, node) for node, metres in starts.items()]
    heapq.heapify(heap)
    while heap:
        metres, node = heapq.heappop(heap)
        if metres >= found[node]:
            continue
        found[node] = metres
        for edge in range(network.first_edge[node], network.first_edge[node + 1]):
            ahead = metres + float(network.length_m[edge])
            if ahead < found[network.to[edge]]:
                heapq.heappush(heap, (ahead, int(network.to[edge])))
    return found
