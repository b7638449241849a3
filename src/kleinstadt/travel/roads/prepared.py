"""The network of an extract, made once and then kept."""

from pathlib import Path

from kleinstadt.files import sha256_of
from kleinstadt.travel.roads.graph import build_network
from kleinstadt.travel.roads.network_files import load, prepared_file, save
from kleinstadt.travel.roads.networks import Network, Origin
from kleinstadt.travel.roads.osm import Progress, read_ways
from kleinstadt.travel.roads.road_rules import Mode


def read_network(path: Path, mode: Mode, progress: Progress = lambda *_: None, cache: Path | None = None) -> Network:
    """The network of an extract for cars or walkers; prepared once, then kept and reused.

    Parameters
    ----------
    path : Path
        An .osm.pbf file.
    mode : {"car", "walk"}
        Who travels.
    progress : callable, optional
        Told what is done: text, step, number of steps.
    cache : Path, optional
        Folder of prepared networks, in the user's cache by default; a file there is named by the extract's checksum.

    Returns
    -------
    Network
        From the extract, or from the file kept of it.

    Raises
    ------
    SourceMissingError
        Without the extract.
    SourceLayoutError
        If the extract is cut off or no PBF, or the kept file is damaged.
    SourceContentError
        If it has no usable road, or none that are joined.
    ExtraMissingError
        Without the library that reads PBF.
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
