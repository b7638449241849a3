"""Shortest times from many nodes to many nodes within a cut-off, by the engine that fits the work.

Both engines give the same whole milliseconds. `scipy` runs Dijkstra's search with a limit from each source and needs no
extra library; `hierarchy` prepares the network once and then is some hundred times faster (docs/decisions).
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from kleinstadt.travel.roads import hierarchy as hierarchies
from kleinstadt.travel.roads.networks import MS_PER_MIN, Network
from kleinstadt.travel.roads.osm import Progress

Engine = Literal["auto", "scipy", "hierarchy"]

CHUNK: Final = 256  # sources whose times are held at once
SCIPY_BYTES: Final = 256 * 2**20  # of one dense answer of scipy
NO_WAY: Final = np.uint32(2**31 - 1)

# What the work costs in CPU seconds, measured on networks of 250,000 and 1,000,000 nodes (docs/scale.md)
SCIPY_S: Final = 20e-9  # a source and a node
PREPARE_S: Final = 25e-6  # a node
START_S: Final = 2.0  # loading the compiled sweep


@dataclass(frozen=True, eq=False)
class Pairs:
    """Times of the pairs within the cut-off.

    Attributes
    ----------
    source, target : array of int
        Places in the lists of sources and of targets.
    time_ms : array of int
        Whole milliseconds.
    """

    source: NDArray[np.int32]
    target: NDArray[np.int32]
    time_ms: NDArray[np.int32]


class Searcher(Protocol):
    """Answers times (ms) from some sources to the targets it was made for, shape (sources, targets)."""

    def times(self, sources: NDArray[np.int64]) -> NDArray[np.uint32]:
        """Times from some sources to the targets.

        Parameters
        ----------
        sources : array of int
            Nodes.

        Returns
        -------
        array of int
            Milliseconds, sources x targets; NO_WAY where the target is not reached (or lies beyond the cut-off, if the
            engine stops there).
        """
        ...


class ScipySearcher(Searcher):
    """Dijkstra's search with a limit, source by source."""

    def __init__(self, network: Network, targets: NDArray[np.int64], cutoff_ms: int) -> None:
        """Take what is searched.

        Parameters
        ----------
        network : Network
            Of roads.
        targets : array of int
            Nodes.
        cutoff_ms : int
            Milliseconds at which a search ends.
        """
        self._matrix, self._targets, self._cutoff = network.matrix("time_ms"), targets, float(cutoff_ms)
        self._rows = max(1, SCIPY_BYTES // (8 * network.nodes))

    def times(self, sources: NDArray[np.int64]) -> NDArray[np.uint32]:
        """Milliseconds from each source to each target; NO_WAY beyond the cut-off."""
        from scipy.sparse.csgraph import dijkstra

        out = np.empty((len(sources), len(self._targets)), dtype=np.uint32)
        for begin in range(0, len(sources), self._rows):
            part = slice(begin, begin + self._rows)
            found = dijkstra(self._matrix, indices=sources[part], limit=self._cutoff)[:, self._targets]
            out[part] = np.where(np.isfinite(found), found, NO_WAY)
        return out


class HierarchySearcher(Searcher):
    """Restricted sweeps over a contraction hierarchy, in threads that share it."""

    def __init__(self, hierarchy: hierarchies.Hierarchy, targets: NDArray[np.int64], threads: int = 1) -> None:
        """Take what is searched.

        Parameters
        ----------
        hierarchy : Hierarchy
            Of the network.
        targets : array of int
            Nodes.
        threads : int
            Among which sources are divided.
        """
        from kleinstadt.travel.roads import sweep

        self._sweep, self._hierarchy, self._threads = sweep, hierarchy, threads
        self.targets = sweep.select_targets(hierarchy, targets)

    def times(self, sources: NDArray[np.int64]) -> NDArray[np.uint32]:
        """Milliseconds from each source to each target; NO_WAY where there is no way, however far."""
        parts = np.array_split(sources, self._threads)
        with ThreadPoolExecutor(self._threads) as pool:
            found = pool.map(lambda part: self._sweep.times(self._hierarchy, self.targets, part), parts)
            return np.concatenate(list(found))


def choose(network: Network, sources: int, *, prepared: bool = False) -> Engine:
    """The engine that is done first: preparing pays from some hundred sources on.

    Parameters
    ----------
    network : Network
        Of roads.
    sources : int
        How many there are.
    prepared : bool
        Whether the hierarchy is made already.

    Returns
    -------
    str
        "scipy" or "hierarchy".
    """
    if not hierarchies.available():
        return "scipy"
    dijkstra = sources * network.nodes * SCIPY_S
    return "hierarchy" if dijkstra > START_S + (0 if prepared else network.nodes * PREPARE_S) else "scipy"


def searcher(
    network: Network,
    targets: NDArray[np.int64],
    cutoff_min: float,
    engine: Engine = "auto",
    *,
    sources: int,
    kept: Path | None = None,
    threads: int = 1,
    progress: Progress = lambda *_: None,
) -> Searcher:
    """A searcher to some targets.

    Parameters
    ----------
    network : Network
        Of roads.
    targets : array of int
        Nodes.
    cutoff_min : float
        Minutes beyond which nothing is asked.
    engine : {"auto", "scipy", "hierarchy"}
        Both give the same milliseconds; "auto" takes the one that is done first.
    sources : int
        How many there will be.
    kept : Path, optional
        File of the prepared hierarchy, made if it is not there.
    threads : int
        Of the engine "hierarchy".
    progress : Callable
        Called with what is being done.

    Returns
    -------
    Searcher
        Asked for times, chunk by chunk of sources (`pairs`).

    Raises
    ------
    ExtraMissingError
        If the engine named is not installed.
    ValueError
        For a cut-off that is none.
    """
    if engine == "auto":
        engine = choose(network, sources, prepared=kept is not None and kept.is_file())
    if engine == "scipy":
        return ScipySearcher(network, targets, cutoff_ms(cutoff_min))
    made = hierarchies.prepared(network, kept, progress) if kept else hierarchies.build(network)
    return HierarchySearcher(made, targets, threads)


def pairs(search: Searcher, sources: NDArray[np.int64], limit_ms: int) -> Iterator[Pairs]:
    """Pairs within the limit, chunk by chunk of sources.

    Parameters
    ----------
    search : Searcher
        To the targets.
    sources : array of int
        Nodes.
    limit_ms : int
        Milliseconds.

    Returns
    -------
    iterator of Pairs
        Of CHUNK sources each; `source` counts from the first of all.
    """
    for begin in range(0, len(sources), CHUNK):
        found = search.times(sources[begin : begin + CHUNK])
        source, target = np.nonzero(found <= np.uint32(limit_ms))
        time_ms = found[source, target].astype(np.int32)
        yield Pairs((source + begin).astype(np.int32), target.astype(np.int32), time_ms)


def join(found: list[Pairs]) -> Pairs:
    """Pairs of several chunks as one.

    Parameters
    ----------
    found : list of Pairs
        In the order they shall have.

    Returns
    -------
    Pairs
        None of no chunks.
    """
    if not found:
        none = np.empty(0, dtype=np.int32)
        return Pairs(none, none, none)
    return Pairs(*(np.concatenate([getattr(part, name) for part in found]) for name in Pairs.__dataclass_fields__))


def cutoff_ms(cutoff_min: float) -> int:
    """A cut-off in whole milliseconds.

    Parameters
    ----------
    cutoff_min : float
        Minutes.

    Returns
    -------
    int
        Milliseconds.

    Raises
    ------
    ValueError
        If it is not above 0 and below 500 hours.

    Examples
    --------
    >>> cutoff_ms(1.5)
    90000
    """
    if not 0 < cutoff_min < 30_000:
        msg = f"A cut-off of {cutoff_min} minutes: expected more than 0 and less than 30,000."
        raise ValueError(msg)
    return int(cutoff_min * MS_PER_MIN)
