"""`python -m bench.access_extracts --raw DIR`: real extracts: read once, read again, all times between 500 places.

Times are those of the product's own path: rules for roads, network, order, search; each extract's first row is the
whole way, with nothing kept before. scipy's search answers for the same places; pairs that differ are counted.
"""

import argparse
import os
import tempfile
from pathlib import Path
from typing import Final

import numpy as np

from bench.access import CUTOFF_MIN
from bench.own_process import machine, timed
from kleinstadt.travel.roads import hierarchy, routing
from kleinstadt.travel.roads.prepared import read_network

PLACES: Final = 500
HEAD: Final = (
    "| extract | MB | nodes | edges | read s | again s | order s | all pairs s | scipy s | pairs wrong |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def main() -> None:
    """Measure every extract of the folder of raw files, print Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.access_extracts")
    parser.add_argument("--raw", type=Path, default=os.environ.get("KLEINSTADT_RAW"), help="folder of raw files")
    raw = parser.parse_args().raw
    files = sorted(Path(raw, "osm").glob("*.pbf")) if raw else []
    if not files:
        parser.error("no extract: --raw needs a folder with osm/*.pbf")
    print(f"{machine()}\n\n{HEAD}")
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            print(f"| {row(file, Path(folder))} |", flush=True)


def row(file: Path, cache: Path) -> str:
    """The cells of one extract's row."""
    network, first = timed(lambda: read_network(file, "car", cache=cache))
    _, again = timed(lambda: read_network(file, "car", cache=cache))
    places = np.sort(np.random.default_rng(7).choice(network.nodes, min(PLACES, network.nodes), replace=False))
    limit = routing.cutoff_ms(CUTOFF_MIN)
    ordered, order = timed(lambda: hierarchy.build(network))
    search = routing.HierarchySearcher(ordered, places)
    search.times(places[:16])  # load the compiled code
    ours, seconds = timed(lambda: search.times(places))
    plain, usual = timed(lambda: routing.ScipySearcher(network, places, limit).times(places))
    ours[ours > limit] = routing.NO_WAY
    size = file.stat().st_size / 1e6
    shape = f"{file.name} | {size:.1f} | {network.nodes:,} | {network.edges:,}"
    wrong = int((ours != plain).sum())
    return f"{shape} | {first:.2f} | {again:.2f} | {order:.2f} | {seconds:.3f} | {usual:.2f} | {wrong}"


if __name__ == "__main__":
    main()
