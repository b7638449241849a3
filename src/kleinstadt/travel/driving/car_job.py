"""From an extract to travel times: prepare or reuse, place the points, choose an engine, split, search."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.travel.driving import car
from kleinstadt.travel.gaps import ferries_left_out, gap_table, gaps_of
from kleinstadt.travel.roads import hierarchy, routing, tasks
from kleinstadt.travel.roads.network_files import prepared_file
from kleinstadt.travel.roads.networks import Network
from kleinstadt.travel.roads.osm import Progress
from kleinstadt.travel.roads.prepared import read_network
from kleinstadt.travel.roads.routing import Engine, Pairs


@dataclass(frozen=True)
class Options:
    """How to search, not what.

    Attributes
    ----------
    cutoff_min : float
        Longer ways are not searched, minutes.
    engine : {"auto", "scipy", "hierarchy"}
        How to search; "auto" takes what is quicker for so many points.
    threads : int
        Of this process.
    workers : int
        Local processes that search; 0 searches in this one.
    scheduler : str, optional
        Address of a Dask scheduler, which wins over `workers`.
    cache : Path, optional
        Folder of prepared networks; in the user's cache by default.
    """

    cutoff_min: float = 120.0
    engine: Engine = "auto"
    threads: int = 1
    workers: int = 0
    scheduler: str | None = None
    cache: Path | None = None


@dataclass(frozen=True)
class CarResult:
    """Travel times, what they lack, and how they were made.

    Attributes
    ----------
    times : TravelTimes
        Between the points.
    asked : pl.DataFrame
        The points: id, lon, lat (degrees).
    network : Network
        Roads.
    engine : {"scipy", "hierarchy"}
        How it was searched.
    prepare_s, search_s : float
        Seconds that preparing and searching took.
    peak_bytes : int
        The most memory of this process; 0 where the system does not tell.
    """

    times: car.TravelTimes
    asked: pl.DataFrame
    network: Network
    engine: Engine
    prepare_s: float
    search_s: float
    peak_bytes: int

    @property
    def left_out(self) -> pl.DataFrame:
        """Points without times, ferries, and roads that are not joined, each with the reason (travel/gaps.py)."""
        loose = pl.DataFrame({"count": [float(len(self.network.loose))]}).filter(pl.col("count") > 0)
        return gap_table(
            gaps_of("point", self.times.gaps),
            gaps_of("ferry", ferries_left_out(self.network.origin)),
            gaps_of("roads", loose, reason="nodes of roads that are not joined to the network both ways"),
        )


def run(
    osm: Path,
    choose_points: Callable[[Network], pl.DataFrame],
    options: Options | None = None,
    progress: Progress = lambda *_: None,
) -> CarResult:
    """Travel times between points on the roads of an extract.

    Parameters
    ----------
    osm : Path
        An extract, .osm.pbf.
    choose_points : callable
        From the network to its points: id, lon, lat (degrees).
    options : Options, optional
        How to search.
    progress : callable, optional
        Told what is done: text, step, number of steps.

    Returns
    -------
    CarResult
        Minutes between the points.

    Raises
    ------
    SourceMissingError
        Without the extract.
    SourceLayoutError
        If the extract is cut off or no PBF.
    SourceContentError
        If it has no usable road, or two points have one id or a point is not on Earth.
    ExtraMissingError
        Without a library that reading, searching by hierarchy or splitting over workers needs.
    """
    options = options or Options()
    begun = time.perf_counter()
    network = read_network(osm, "car", progress, options.cache)
    points = choose_points(network)
    kept = prepared_file(network.origin.sha256, "car", options.cache, "hierarchy")
    engine = options.engine
    if engine == "auto":
        engine = routing.choose(network, points.height, prepared=kept.is_file())
    if engine == "hierarchy":
        hierarchy.prepared(network, kept, progress)
    prepared = time.perf_counter()
    times = car.travel_times(network, points, options.cutoff_min, _solver(network, kept, engine, options, progress))
    return CarResult(times, points, network, engine, prepared - begun, time.perf_counter() - prepared, peak_bytes())


def _solver(network: Network, kept: Path, engine: Engine, options: Options, progress: Progress) -> car.Solve:
    def here(sources: NDArray[np.int64], targets: NDArray[np.int64]) -> Iterable[Pairs]:
        search = routing.searcher(
            network, targets, options.cutoff_min, engine, sources=len(sources), kept=kept, threads=options.threads
        )
        found = routing.pairs(search, sources, routing.cutoff_ms(options.cutoff_min))
        for number, part in enumerate(found, start=1):
            progress(f"searching ({engine})", min(len(sources), number * routing.CHUNK), len(sources))
            yield part

    def spread(sources: NDArray[np.int64], targets: NDArray[np.int64]) -> Iterable[Pairs]:
        job = tasks.Job(
            prepared_file(network.origin.sha256, "car", options.cache).resolve(),
            kept.resolve(),
            options.cutoff_min,
            engine,
        )
        with tasks.workers(options.scheduler, options.workers) as client:
            return tasks.solve_on(client, job, sources, targets, progress)

    return spread if options.scheduler or options.workers else here


def peak_bytes() -> int:
    """The most memory this process has held so far; 0 where the system does not tell (Windows).

    Returns
    -------
    int
        Bytes.
    """
    try:
        import resource
    except ImportError:
        return 0
    import sys

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
