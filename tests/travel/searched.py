"""All pairs of nodes at once, for tests of the engines that search them."""

import numpy as np
from numpy.typing import NDArray

from kleinstadt.travel.roads.networks import Network
from kleinstadt.travel.roads.routing import Engine, Pairs, cutoff_ms, join, pairs, searcher


def times_between(
    network: Network, sources: NDArray[np.int64], targets: NDArray[np.int64], cutoff_min: float, engine: Engine
) -> Pairs:
    """Times of all pairs of nodes within a cut-off."""
    search = searcher(network, targets, cutoff_min, engine, sources=len(sources))
    return join(list(pairs(search, sources, cutoff_ms(cutoff_min))))
