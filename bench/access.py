"""`python -m bench.access [--nodes 250000]`: 4,600 x 4,600 travel times within 120 minutes, engine by engine.

A smaller network than that has a town at every node; one of fewer than 100 nodes is refused.

`python -m bench.access_walk` measures access on foot, `python -m bench.access_extracts` real extracts.

Each engine runs in a process of its own on the same network; those that would take minutes search a sample of the
sources, and their seconds are scaled up (marked "x"). The limit is what the memory allows: the bytes that the sweeps
must move over the bandwidth of a plain copy.
"""

import json
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.access_country import FEWEST_NODES, country, seats
from bench.own_process import Result, bandwidth, in_process, machine, parser, peak_mb, timed
from kleinstadt.travel.modelled.potential import potential
from kleinstadt.travel.roads import hierarchy, routing
from kleinstadt.travel.roads.network_files import load, save
from kleinstadt.travel.roads.networks import MS_PER_MIN, Network

CUTOFF_MIN: Final = 120.0
SAMPLE: Final = 115  # of 4,600 sources; all where there are fewer towns
TITLES: Final = {
    "hierarchy": "hierarchy, one thread",
    "hierarchy-2": "hierarchy, two threads",
    "scipy": "scipy dijkstra with limit",
    "pandana": "pandana",
}


def main() -> None:
    """Make the country, measure each engine, print Markdown."""
    arguments = parser("bench.access", TITLES)
    arguments.add_argument("--nodes", type=int, default=250_000)
    asked = arguments.parse_args()
    if asked.nodes < FEWEST_NODES:
        arguments.error(f"argument --nodes: {asked.nodes} are too few, at least {FEWEST_NODES} are needed")
    if asked.engine:
        print(json.dumps(measure(asked.engine, asked.folder)))
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(asked.nodes, Path(folder))


def compare(nodes: int, folder: Path) -> None:
    """One table."""
    network = country(nodes)
    save(network, folder / "network.npz")
    print(machine())
    towns, size = len(seats(network)), network.bytes / 2**20
    print(f"{network.nodes:,} nodes, {network.edges:,} edges, {towns:,} towns, {size:.0f} MiB\n")
    print("| engine | prepare s | search s | peak MiB | pairs wrong |\n| --- | ---: | ---: | ---: | ---: |")
    for engine, title in TITLES.items():
        found = in_process("bench.access", engine, folder)
        if found is None:
            print(f"| {title} | not installed | | | |")
            continue
        scaled = " x" if found["scaled"] else ""
        cells = f"{found['prepare']:.1f} | {found['search']:.2f}{scaled} | {found['peak']:.0f} | {found['wrong']:,.0f}"
        print(f"| {title} | {cells} |", flush=True)
        if "limit" in found:
            print(f"| the limit of memory | | {found['limit']:.2f} | | |")
            print(f"| the potential of all towns | | {found['potential']:.2f} | | |")


def measure(engine: str, folder: Path) -> Result:
    """Seconds, memory, and pairs that differ from plain Dijkstra (on the sample)."""
    network = load(folder / "network.npz")
    towns = seats(network)
    found = {"scipy": _scipy, "pandana": _pandana}.get(engine, _hierarchy)(network, towns, engine, folder)
    times: NDArray[np.uint32] = found.pop("times")
    found["peak"] = peak_mb()
    found["wrong"] = 0 if engine == "scipy" else int((times != _plain(network, towns)).sum())
    return found


def _hierarchy(network: Network, towns: NDArray[np.int64], engine: str, folder: Path) -> dict[str, Any]:
    threads, kept, limit = 2 if engine.endswith("2") else 1, folder / "hierarchy.npz", routing.cutoff_ms(CUTOFF_MIN)
    kept.unlink(missing_ok=True)
    warm = routing.HierarchySearcher(hierarchy.build(_small()), np.arange(10), threads)
    warm.times(np.arange(10))  # load the compiled code
    begun = time.perf_counter()
    made = hierarchy.prepared(network, kept)
    ready = time.perf_counter()
    search = routing.HierarchySearcher(made, towns, threads)
    routing.join(list(routing.pairs(search, towns, limit)))
    done = time.perf_counter()
    times = search.times(_sample(towns))
    times[times > limit] = routing.NO_WAY
    minutes = search.times(towns).astype(np.float32) / MS_PER_MIN
    people = np.random.default_rng(7).lognormal(8, 1.5, len(towns))
    sweeps = -(-len(towns) // 16)
    return {
        "prepare": ready - begun,
        "search": done - ready,
        "scaled": 0,
        "times": times,
        "potential": timed(lambda: potential(minutes, people))[1],
        "limit": search.targets.bytes_a_sweep * sweeps / bandwidth() / threads,
    }


def _scipy(network: Network, towns: NDArray[np.int64], *_: object) -> dict[str, Any]:
    search, some = routing.ScipySearcher(network, towns, routing.cutoff_ms(CUTOFF_MIN)), _sample(towns)
    times, seconds = timed(lambda: search.times(some))
    return {"prepare": 0, "search": seconds * len(towns) / len(some), "scaled": _scaled(towns), "times": times}


def _pandana(network: Network, towns: NDArray[np.int64], *_: object) -> dict[str, Any]:
    import pandana
    import pandas as pd

    begun = time.perf_counter()
    graph = pandana.Network(
        pd.Series(network.lon),
        pd.Series(network.lat),
        pd.Series(network.edge_from),
        pd.Series(network.to),
        pd.DataFrame({"s": network.time_ms / 1000}),  # it keeps thousandths of the unit, in 32 bits
        twoway=False,
    )
    prepare = time.perf_counter() - begun
    some = _sample(towns)
    found, seconds = timed(lambda: graph.shortest_path_lengths(np.repeat(some, len(towns)), np.tile(towns, len(some))))
    times = np.array(found).reshape(len(some), len(towns))
    times = np.where(times <= CUTOFF_MIN * 60, np.rint(times * 1000), routing.NO_WAY).astype(np.uint32)
    scale = len(towns) / len(some)
    return {"prepare": prepare, "search": seconds * scale, "scaled": _scaled(towns), "times": times}


def _plain(network: Network, towns: NDArray[np.int64]) -> NDArray[np.uint32]:
    return routing.ScipySearcher(network, towns, routing.cutoff_ms(CUTOFF_MIN)).times(_sample(towns))


def _sample(towns: NDArray[np.int64]) -> NDArray[np.int64]:
    return towns[:: max(len(towns) // SAMPLE, 1)][:SAMPLE]


def _scaled(towns: NDArray[np.int64]) -> int:
    """Whether seconds of the sample stand for more."""
    return int(len(towns) > SAMPLE)


def _small() -> Network:
    return country(400)


if __name__ == "__main__":
    main()
