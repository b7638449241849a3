"""Split the search for travel times by source: in this process, over local worker processes, or on a Dask cluster.

Each worker reads the prepared network (and hierarchy) from its file, so a cluster needs the folder of prepared networks
under the same path on every machine. A part that is lost with its worker is searched again by another: the result does
not depend on who computed what.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.errors import ExtraMissingError, SourceMissingError
from kleinstadt.travel.roads import hierarchy as hierarchies
from kleinstadt.travel.roads import routing
from kleinstadt.travel.roads.network_files import load
from kleinstadt.travel.roads.osm import Progress
from kleinstadt.travel.roads.routing import Engine, Pairs

if TYPE_CHECKING:
    from distributed import Client

PART: Final = 512  # sources of a task: some seconds of work


@dataclass(frozen=True)
class Job:
    """What every worker must know.

    Attributes
    ----------
    network : Path
        File of the prepared network.
    hierarchy : Path
        File of the prepared hierarchy.
    cutoff_min : float
        Longer ways are not searched, minutes.
    engine : {"scipy", "hierarchy"}
        How to search.
    """

    network: Path
    hierarchy: Path
    cutoff_min: float
    engine: Engine


def solve_on(
    client: "Client",
    job: Job,
    sources: NDArray[np.int64],
    targets: NDArray[np.int64],
    progress: Progress = lambda *_: None,
) -> list[Pairs]:
    """Travel times within the cut-off, searched by the workers of a Dask client.

    Parameters
    ----------
    client : distributed.Client
        Of a cluster.
    job : Job
        Files and cut-off.
    sources, targets : array of int
        Indices of nodes of the network.
    progress : callable, optional
        Told what is done: text, parts done, number of parts.

    Returns
    -------
    list of Pairs
        Milliseconds of each pair, in the order of the sources.

    Raises
    ------
    SourceMissingError
        If a worker does not see the files.
    """
    from distributed import as_completed

    begins = range(0, len(sources), PART)
    futures = {
        client.submit(part_of, job, sources[begin : begin + PART], targets, begin, pure=False): begin
        for begin in begins
    }
    found: dict[int, Pairs] = {}
    for future in as_completed(futures):
        found[futures[future]] = future.result()
        progress(f"{min(len(sources), len(found) * PART):,} of {len(sources):,} sources", len(found), len(futures))
    return [found[begin] for begin in begins]


def part_of(job: Job, sources: NDArray[np.int64], targets: NDArray[np.int64], begin: int) -> Pairs:
    """Travel times from some of the sources: what a worker does.

    Parameters
    ----------
    job : Job
        Files and cut-off.
    sources, targets : array of int
        Indices of nodes of the network.
    begin : int
        Place of the first of these sources among all.

    Returns
    -------
    Pairs
        Milliseconds of each pair; places of sources count from `begin`.

    Raises
    ------
    SourceMissingError
        If this machine does not see the files.
    """
    search = _searcher(job, targets.tobytes())
    found = routing.join(list(routing.pairs(search, sources, routing.cutoff_ms(job.cutoff_min))))
    return Pairs(found.source + np.int32(begin), found.target, found.time_ms)


@lru_cache(maxsize=1)
def _searcher(job: Job, targets: bytes) -> routing.Searcher:
    """Read once in each worker, then reused for all its parts."""
    nodes = np.frombuffer(targets, dtype=np.int64)
    needed = job.hierarchy if job.engine == "hierarchy" else job.network
    if not needed.is_file():
        msg = f"{needed}: not on this worker. All machines must see the folder of prepared networks under this path."
        raise SourceMissingError(msg)
    if job.engine == "hierarchy":
        return routing.HierarchySearcher(hierarchies.load(job.hierarchy), nodes)
    return routing.ScipySearcher(load(job.network), nodes, routing.cutoff_ms(job.cutoff_min))


@contextmanager
def workers(scheduler: str | None, count: int) -> Iterator["Client"]:
    """A Dask client: of the scheduler at an address, or of `count` worker processes on this machine.

    Parameters
    ----------
    scheduler : str or None
        Address of a Dask scheduler; None for workers of our own.
    count : int
        How many of these.

    Yields
    ------
    distributed.Client
        Closed at the end of the block, with the workers begun for it.

    Raises
    ------
    ExtraMissingError
        Without Dask.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        msg = "Splitting over workers needs Dask: pip install 'kleinstadt[access-cluster]'."
        raise ExtraMissingError(msg) from error
    if scheduler:
        with Client(scheduler) as client:
            yield client
        return
    with (
        LocalCluster(n_workers=count, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client
