"""`python -m bench.access_walk [--nodes 4000000] [--cells 3000000]`: six services on foot for every populated cell.

The work: from each cell the metres to the nearest of six kinds of services along footways, within 1,000 m, and in a
straight line. Ours is one search from all doors of a kind at once. Beside it: pandana, which orders the network first
and takes a service to be at its nearest node; and what one would write first with scipy, a search from each cell
(a sample, scaled up: "x"). The limit is the bytes of the network, read once a service, over the bandwidth of a copy.
"""

import json
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bench.access_country import country
from bench.own_process import Result, bandwidth, in_process, machine, parser, peak_mb, timed
from kleinstadt.travel.roads.network_files import load, save
from kleinstadt.travel.roads.networks import Network
from kleinstadt.travel.walking.walking import LIMIT_M, Footing, cell_distances, straight_distances

# About as many as OpenStreetMap knows in Germany, in thousands
SERVICES: Final = {"pharmacy": 17, "primary_school": 15, "gp": 40, "stop": 90, "post": 20, "supermarket": 28}
CELL_M: Final = 100.0
CELLS_SAMPLED: Final = 60
JITTER: Final = 0.0004  # degrees that a cell or a service lies beside its footway
TITLES: Final = {"ours": "all doors of a kind at once", "scipy": "scipy, from each cell", "pandana": "pandana"}


def main() -> None:
    """Make the country, measure each way, print Markdown."""
    arguments = parser("bench.access_walk", TITLES)
    arguments.add_argument("--nodes", type=int, default=4_000_000)
    arguments.add_argument("--cells", type=int, default=3_000_000)
    arguments.add_argument("--skip", choices=TITLES, nargs="*", default=[], help="ways that would take hours")
    asked = arguments.parse_args()
    if asked.engine:
        print(json.dumps(measure(asked.engine, asked.folder)))
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(asked.nodes, asked.cells, [name for name in TITLES if name not in asked.skip], Path(folder))


def compare(nodes: int, cells: int, engines: list[str], folder: Path) -> None:
    """One table."""
    network = country(nodes)
    save(network, folder / "network.npz")
    dice = np.random.default_rng(7)
    _beside(network, cells, dice).write_parquet(folder / "cells.parquet")
    for name, thousands in SERVICES.items():
        count = max(1, round(thousands * 1000 * min(1.0, nodes / 4_000_000)))
        _beside(network, count, dice).write_parquet(folder / f"{name}.parquet")
    print(machine())
    print(f"{network.nodes:,} nodes, {network.edges:,} edges, {cells:,} cells, {len(SERVICES)} services\n")
    print("| how | prepare s | search s | straight line s | peak MiB |\n| --- | ---: | ---: | ---: | ---: |")
    for engine in engines:
        title, found = TITLES[engine], in_process("bench.access_walk", engine, folder)
        if found is None:
            print(f"| {title} | not installed | | | |")
            continue
        scaled = " x" if found["scaled"] else ""
        straight = f"{found['straight']:.1f}" if "straight" in found else ""
        cost = f"{found['prepare']:.1f} | {found['search']:.1f}{scaled} | {straight} | {found['peak']:.0f}"
        print(f"| {title} | {cost} |", flush=True)
    print(f"| the limit of memory | | {_limit(network):.1f} | | |")


def measure(engine: str, folder: Path) -> Result:
    """Seconds and memory of one way."""
    network, cells = load(folder / "network.npz"), pl.read_parquet(folder / "cells.parquet")
    places = {name: pl.read_parquet(folder / f"{name}.parquet") for name in SERVICES}
    found: Result = {"ours": _ours, "scipy": _scipy, "pandana": _pandana}[engine](network, cells, places)
    found["peak"] = peak_mb()
    return found


def _ours(network: Network, cells: pl.DataFrame, places: dict[str, pl.DataFrame]) -> Result:
    _, seconds = timed(lambda: cell_distances(Footing.whole(network), places, cells, CELL_M, LIMIT_M))
    _, straight = timed(lambda: [straight_distances(some, cells) for some in places.values()])
    return {"prepare": 0, "search": seconds - straight, "straight": straight, "scaled": 0}


def _scipy(network: Network, cells: pl.DataFrame, places: dict[str, pl.DataFrame]) -> Result:
    from scipy.sparse.csgraph import dijkstra

    matrix = network.matrix("length_m")
    some = cells.sample(CELLS_SAMPLED, seed=7)
    node, _ = network.nearest(some["lon"].to_numpy(), some["lat"].to_numpy())
    doors = [network.nearest(place["lon"].to_numpy(), place["lat"].to_numpy())[0] for place in places.values()]

    def one(start: int) -> list[float]:
        metres: NDArray[Any] = dijkstra(matrix, indices=start, limit=LIMIT_M)
        return [float(metres[door].min()) for door in doors]

    _, seconds = timed(lambda: [one(int(start)) for start in node])
    return {"prepare": 0, "search": seconds * cells.height / CELLS_SAMPLED, "scaled": 1}


def _pandana(network: Network, cells: pl.DataFrame, places: dict[str, pl.DataFrame]) -> Result:
    import pandana
    import pandas as pd

    begun = time.perf_counter()
    graph = pandana.Network(
        pd.Series(network.lon),
        pd.Series(network.lat),
        pd.Series(network.edge_from),
        pd.Series(network.to),
        pd.DataFrame({"m": network.length_m}),
        twoway=False,
    )
    ready = time.perf_counter()
    node = graph.get_node_ids(pd.Series(cells["lon"]), pd.Series(cells["lat"])).to_numpy()
    for name, some in places.items():
        graph.set_pois(name, LIMIT_M, 1, pd.Series(some["lon"]), pd.Series(some["lat"]))
        graph.nearest_pois(LIMIT_M, name, num_pois=1).to_numpy()[node]
    return {"prepare": ready - begun, "search": time.perf_counter() - ready, "scaled": 0}


def _beside(network: Network, count: int, dice: np.random.Generator) -> pl.DataFrame:
    """Points beside random nodes: lon, lat."""
    at = dice.integers(0, network.nodes, count)
    lon, lat = (getattr(network, name)[at] + dice.uniform(-JITTER, JITTER, count) for name in ("lon", "lat"))
    return pl.DataFrame({"lon": lon, "lat": lat})


def _limit(network: Network) -> float:
    """Seconds to move each node's distance and each edge once a service."""
    moved = network.nodes * 2 * 8 + network.edges * (8 + 4)
    return len(SERVICES) * moved / bandwidth()


if __name__ == "__main__":
    main()
