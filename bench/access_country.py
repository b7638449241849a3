"""A country that does not exist: a planar road network with a hierarchy of roads, the same for the same seed."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.travel.roads.graph import Edges, distance_m, largest_part
from kleinstadt.travel.roads.networks import Network, Origin

WEST, SOUTH, EAST, NORTH = 6.0, 47.5, 14.5, 54.5
KMH: Final = {1: 30.0, 4: 50.0, 16: 75.0, 64: 115.0}  # every so many rows and columns a better road
MISSING: Final = 0.15  # of the smallest roads
ONE_WAY: Final = 0.05
SEATS: Final = 4_600
FEWEST_NODES: Final = 100


def country(nodes: int, seed: int = 7) -> Network:
    """A grid of about so many nodes, shaken; neighbours joined, some smallest roads missing or one-way.

    Raises ValueError for fewer nodes than a country of several towns has.
    """
    if nodes < FEWEST_NODES:
        msg = f"A country has at least {FEWEST_NODES} nodes, not {nodes}."
        raise ValueError(msg)
    rng, side = np.random.default_rng(seed), int(np.sqrt(nodes))
    row, column = np.divmod(np.arange(side * side), side)
    shaken = rng.uniform(-0.35, 0.35, (2, side * side))
    lon = WEST + (column + shaken[0]) * (EAST - WEST) / side
    lat = SOUTH + (row + shaken[1]) * (NORTH - SOUTH) / side
    node = np.arange(side * side)
    right, up = node[column < side - 1], node[row < side - 1]
    start, end = np.concatenate((right, up)), np.concatenate((right + 1, up + side))
    kmh = _kmh(np.concatenate((row[right], column[up])))
    smallest = kmh == KMH[1]
    kept = ~smallest | (rng.random(len(kmh)) > MISSING)
    back = kept & (~smallest | (rng.random(len(kmh)) > ONE_WAY))
    length = distance_m(lon[start], lat[start], lon[end], lat[end]) * rng.uniform(1.0, 1.3, len(kmh))
    time = np.maximum(np.rint(length * 3600 / kmh), 1).astype(np.int64)
    edges = Edges(
        np.concatenate((start[kept], end[back])),
        np.concatenate((end[kept], start[back])),
        np.concatenate((length[kept], length[back])),
        np.concatenate((time[kept], time[back])),
    )
    return largest_part(node, lon, lat, edges, Origin(f"country of {nodes:,}", f"{nodes}-{seed}", "car"))


def seats(network: Network, seed: int = 7) -> NDArray[np.int64]:
    """The nodes of 4,600 towns, or all nodes of a network that has fewer."""
    towns = min(SEATS, network.nodes)
    return np.sort(np.random.default_rng(seed).choice(network.nodes, towns, replace=False))


def _kmh(line: NDArray[np.int64]) -> NDArray[np.float64]:
    """Speed of a road by its row or column."""
    speed = np.full(len(line), KMH[1])
    for every, kmh in KMH.items():
        speed[line % every == 0] = kmh
    return speed
