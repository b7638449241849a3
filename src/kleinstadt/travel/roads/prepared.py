"""The network of an extract, made once and then kept."""

from pathlib import Path

from kleinstadt.files import sha256_of
from kleinstadt.travel.roads.graph import build_network
from kleinstadt.travel.roads.networks import Network, Origin, load, prepared_file, save
from kleinstadt.travel.roads.osm import Progress, read_ways
from kleinstadt.travel.roads.road_rules import Mode


def read_network(path: Path, mode: Mode, progress: Progress = lambda *_: None, cache: Path | None = None) -> Network:
    """The network of an extract for cars or walkers; prepared once, then kept in `cache` and reused.

    path : an .osm.pbf file
    cache : folder of prepared networks, by default in the user's cache; a file there is named by the extract's checksum
    Errors: those of `osm.read_ways`.
    """
    progress(f"{path.name}: checksum", 0, 3)
    checksum = sha256_of(path) if path.is_file() else ""
    kept = prepared_file(checksum, mode, cache)
    if checksum and kept.is_file():
        progress(f"{path.name}: prepared network found", 3, 3)
        return load(kept)
    progress(f"{path.name}: reading roads", 1, 3)
    ways = read_ways(path, mode, lambda text, *_: progress(text, 1, 3))
    progress(f"{path.name}: building the network", 2, 3)
    network = build_network(
        ways, Origin(path.name, checksum, mode, missing_points=ways.missing, left_out=ways.left_out)
    )
    save(network, kept)
    progress(f"{path.name}: {network.nodes:,} nodes, {network.edges:,} edges", 3, 3)
    return network
