"""A contraction hierarchy of a network: made by RoutingKit (through ch-router), kept as arrays.

The library answers one pair at a time; we only take its hierarchy and search many pairs at once in `sweep`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from kleinstadt.errors import ExtraMissingError, SourceLayoutError
from kleinstadt.files import temporary_folder
from kleinstadt.travel.roads.network_files import read_arrays, write_arrays
from kleinstadt.travel.roads.networks import Network
from kleinstadt.travel.roads.osm import Progress

MAGIC: Final = 0x436F6E7448696572  # first eight bytes of RoutingKit's file
HEADER_BYTES: Final = 24
BITS_A_BLOCK: Final = 512
ARRAYS: Final = ("rank", "up_first", "up_to", "up_ms", "down_first", "down_from", "down_ms")


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """Nodes by rank, and the arcs between each node and those of a higher rank.

    Arcs up leave node r for up_to; arcs down come from down_from to node r. Both lie at first[r] to first[r + 1].

    Attributes
    ----------
    rank : array of int
        Of each node of the network.
    up_first, down_first : array of int
        Where the arcs of each rank begin.
    up_to, down_from : array of int
        The other end of each arc, by rank.
    up_ms, down_ms : array of int
        Milliseconds.
    """

    rank: NDArray[np.uint32]  # of each node of the network
    up_first: NDArray[np.uint32]
    up_to: NDArray[np.uint32]
    up_ms: NDArray[np.uint32]
    down_first: NDArray[np.uint32]
    down_from: NDArray[np.uint32]
    down_ms: NDArray[np.uint32]

    @property
    def bytes(self) -> int:
        """Memory of the arrays."""
        return sum(getattr(self, name).nbytes for name in ARRAYS)


def available() -> bool:
    """Whether the libraries of the extra `access-fast` are installed.

    Returns
    -------
    bool
        True for ch-router and numba both.
    """
    from importlib.util import find_spec

    return find_spec("routingkit_ch") is not None and find_spec("numba") is not None


def prepared(network: Network, kept: Path, progress: Progress = lambda *_: None) -> Hierarchy:
    """The hierarchy of a network, from its file or made and kept there.

    Parameters
    ----------
    network : Network
        Of roads.
    kept : Path
        File of the hierarchy; written if it is not there.
    progress : Callable
        Called with what is being done.

    Returns
    -------
    Hierarchy
        Of this network; that the file is of the same is for the caller to see to.

    Raises
    ------
    ExtraMissingError
        If it must be made, and the library is not installed.
    SourceLayoutError
        If the file is damaged.
    """
    if kept.is_file():
        return load(kept)
    progress(f"{network.origin.name}: ordering {network.nodes:,} nodes", 0, 0)
    hierarchy = build(network)
    write_arrays(kept, {name: getattr(hierarchy, name) for name in ARRAYS})
    return hierarchy


def load(path: Path) -> Hierarchy:
    """Read a hierarchy that was kept.

    Parameters
    ----------
    path : Path
        File of the hierarchy.

    Returns
    -------
    Hierarchy
        As it was kept.

    Raises
    ------
    SourceLayoutError
        If the file is damaged.
    """
    return Hierarchy(**cast("dict[str, Any]", read_arrays(path, ARRAYS)))


def build(network: Network) -> Hierarchy:
    """Contract a network (about 10 seconds a million nodes).

    Parameters
    ----------
    network : Network
        Of roads.

    Returns
    -------
    Hierarchy
        Of its times.

    Raises
    ------
    ExtraMissingError
        Without the library.
    SourceLayoutError
        If the library's file is not what is expected of its version.
    """
    try:
        from routingkit_ch import ContractionHierarchy
    except ImportError as error:
        msg = "The fast engine needs ch-router and numba: pip install 'kleinstadt[access-fast]', or --engine scipy."
        raise ExtraMissingError(msg) from error
    start, end = network.edge_from.astype(np.uint32), network.to.astype(np.uint32)
    made = ContractionHierarchy.build(network.nodes, start, end, np.ascontiguousarray(network.time_ms))
    with temporary_folder() as folder:
        file = folder / "hierarchy"
        made.save(str(file))
        return _parse(file)


def _parse(file: Path) -> Hierarchy:
    """Read RoutingKit's own file, the only way to its arrays: a header, the ranks, then arcs up and arcs down."""
    data = np.fromfile(file, dtype=np.uint32)
    nodes, *arcs = (int(count) for count in data[2:5])
    expected = HEADER_BYTES // 4 + nodes + sum(nodes + 1 + 4 * count + _bit_words(count) for count in arcs)
    if int(data[:2].view(np.uint64)[0]) != MAGIC or len(data) != expected:
        msg = (
            f"The hierarchy that ch-router wrote has {len(data)} words, {expected} were expected: its file format has "
            "changed. Install a version below 0.4, or use --engine scipy."
        )
        raise SourceLayoutError(msg)
    at = HEADER_BYTES // 4
    parts = [data[at : at + nodes].copy()]
    at += nodes
    for count in arcs:
        for length in (nodes + 1, count, count):
            parts.append(data[at : at + length].copy())
            at += length
        at += _bit_words(count) + 2 * count  # how shortcuts unfold: paths are not asked for
    return Hierarchy(*parts)


def _bit_words(count: int) -> int:
    """Words of a vector of `count` bits, written in blocks of 512."""
    return -(-count // BITS_A_BLOCK) * (BITS_A_BLOCK // 32)
