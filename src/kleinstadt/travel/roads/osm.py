"""Read the ways of an OpenStreetMap extract (PBF): the points of each way that a mode may use, and how it may."""

from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.errors import ExtraMissingError, SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.travel.roads.ferries import is_ferry, takes
from kleinstadt.travel.roads.ferry_lines import read_lines
from kleinstadt.travel.roads.networks import LeftOut
from kleinstadt.travel.roads.road_rules import Mode, Travel, blocks, rules_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import osmium

Progress = Callable[[str, int, int], None]

DEGREES: Final = 1e-7  # OpenStreetMap counts in ten-millionths of a degree
REPORT_EVERY: Final = 50_000  # ways
NO_DURATION: Final = "a ferry that does not say how long it takes"


@dataclass(frozen=True)
class Ways:
    """Pieces of ways, their points one after the other; a way is cut where a point of it is not in the extract.

    Attributes
    ----------
    point_id : array of int, one entry a point of a piece
        Ids of OpenStreetMap.
    lon, lat : array of float, one entry a point of a piece
        Degrees WGS 84.
    first : array of int, one more entry than there are pieces
        Where each piece begins, and the end.
    forward_kmh, backward_kmh : array of float, one entry a piece
        Speed in km/h; 0 where not allowed.
    duration_min : array of float, one entry a piece
        Minutes that a ferry takes; 0 for roads.
    blocked : array of int
        Ids of points that cannot be passed.
    missing : int
        Points that the extract names and does not have.
    left_out : tuple of LeftOut
        Ways that one would expect.
    """

    point_id: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    first: NDArray[np.int64]
    forward_kmh: NDArray[np.float64]
    backward_kmh: NDArray[np.float64]
    duration_min: NDArray[np.float64]
    blocked: NDArray[np.int64]
    missing: int
    left_out: tuple[LeftOut, ...] = ()


@dataclass
class _Collector:
    """Gathers points in flat arrays, 8 bytes a number."""

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    x: "array[int]" = field(default_factory=lambda: array("i"))
    y: "array[int]" = field(default_factory=lambda: array("i"))
    first: "array[int]" = field(default_factory=lambda: array("q"))
    travels: list[Travel] = field(default_factory=list)
    blocked: "array[int]" = field(default_factory=lambda: array("q"))
    missing: int = 0
    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, way: "osmium.osm.Way", reason: str) -> None:
        """Remember a way that one would expect in the network, at its first point."""
        place = next((node.location for node in way.nodes if node.location.valid()), None)
        if place is not None:
            self.left_out.append(LeftOut(f"w{way.id}", way.tags.get("name") or "", place.lon, place.lat, reason))

    def add(self, nodes: "Iterable[Any]", travel: Travel) -> None:
        """Take the points of a way; a gap in it begins a new piece."""
        begun = False
        for node in nodes:
            location = node.location
            if not location.valid():
                self.missing += 1
                begun = False
                continue
            if not begun:
                self.first.append(len(self.ids))
                self.travels.append(travel)
                begun = True
            self.ids.append(node.ref)
            self.x.append(location.x)
            self.y.append(location.y)

    def ways(self) -> Ways:
        table = np.array([(t.forward_kmh, t.backward_kmh, t.duration_min) for t in self.travels]).reshape(-1, 3)
        return Ways(
            point_id=np.array(self.ids, dtype=np.int64),
            lon=np.array(self.x, dtype=np.float64) * DEGREES,
            lat=np.array(self.y, dtype=np.float64) * DEGREES,
            first=np.array([*self.first, len(self.ids)], dtype=np.int64),
            forward_kmh=table[:, 0],
            backward_kmh=table[:, 1],
            duration_min=table[:, 2],
            blocked=np.array(self.blocked, dtype=np.int64),
            missing=self.missing,
            left_out=tuple(self.left_out),
        )


def read_ways(path: Path, mode: Mode, progress: Progress = lambda *_: None) -> Ways:
    """The ways of an extract that a mode may use.

    A file cut exactly between two of its blocks reads like a smaller extract; nothing in the format tells.

    Parameters
    ----------
    path : Path
        An .osm.pbf file, its nodes before its ways (as every publisher sorts it).
    mode : {"car", "walk"}
        Who travels.
    progress : callable, optional
        Told what is done: text, step, number of steps (0 of 0: unknown).

    Returns
    -------
    Ways
        With speeds by the rules of road_rules.py.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If the file is cut off or no PBF.
    SourceContentError
        If it has no usable road, or several versions of a way.
    ExtraMissingError
        Without the library that reads PBF.
    """
    with whole_file(path):
        collector = _collect(path, mode, progress)
    if not collector.ids:
        what = "cars" if mode == "car" else "walkers"
        found = f"{collector.missing:,} points of roads are named, none has a place" if collector.missing else "none"
        msg = (
            f"{path.name}: no road that {what} may use (found: {found}). The extract was made without roads, or its "
            "ways stand before its nodes: take another, or sort it with `osmium sort`."
        )
        raise SourceContentError(msg)
    return collector.ways()


def _collect(path: Path, mode: Mode, progress: Progress) -> _Collector:
    osmium = library()
    collector, rule, located = _Collector(), rules_of(mode), carries_places(path)
    lines = read_lines(osmium, path, located=located)
    seen, last = 0, -1
    for thing in _roads_and_barriers(path, located=located):
        if thing.is_node():
            if blocks(dict(thing.tags), mode):
                collector.blocked.append(thing.id)
            continue
        _refuse_history(thing, last, path.name)
        seen, last = seen + 1, thing.id
        if seen % REPORT_EVERY == 0:
            progress(f"{path.name}: {seen:,} ways read", 0, 0)
        tags = lines.completed(thing.id, dict(thing.tags)) if thing.id in lines.tags else dict(thing.tags)
        travel = rule(tags)
        if travel is not None:
            collector.add(thing.nodes, travel)
        elif is_ferry(tags) and takes(tags, on_foot=mode == "walk"):
            collector.leave_out(thing, NO_DURATION)
    return collector


def _roads_and_barriers(path: Path, *, located: bool) -> "Iterable[Any]":
    """The nodes and ways of a file that may matter, each way with the places of its points."""
    osmium = library()
    processor = osmium.FileProcessor(osmium.io.File(str(path), "pbf"), osmium.osm.NODE | osmium.osm.WAY)
    processor = processor if located else processor.with_locations()
    found: Iterable[Any] = processor.with_filter(
        osmium.filter.KeyFilter("barrier").enable_for(osmium.osm.NODE)
    ).with_filter(osmium.filter.KeyFilter("highway", "route", "man_made").enable_for(osmium.osm.WAY))
    return found


def carries_places(path: Path) -> bool:
    """Whether the ways of a file carry the places of their points (`osmium add-locations-to-ways`).

    Parameters
    ----------
    path : Path
        An .osm.pbf file.

    Returns
    -------
    bool
        False for a file without ways.
    """
    osmium = library()
    for way in osmium.FileProcessor(osmium.io.File(str(path), "pbf"), osmium.osm.WAY):
        return any(node.location.valid() for node in way.nodes)
    return False


def _refuse_history(way: "osmium.osm.Way", last: int, where: str) -> None:
    """Raise SourceContentError where a file holds several versions of a way, or deleted ones: no state of a day."""
    if way.visible and way.id != last:
        return
    msg = (
        f"{where}: holds deleted or several versions of way {way.id}: it is a history, or several files one after the "
        "other. Take the state of one day (`osmium time-filter`), or merge the files (`osmium merge`)."
    )
    raise SourceContentError(msg)


@contextmanager
def whole_file(path: Path) -> Iterator[None]:
    """For the time an extract is read: turn what the library says of a bad file into our own errors.

    Parameters
    ----------
    path : Path
        An .osm.pbf file.

    Yields
    ------
    None
        Read the file inside the block.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If the file is cut off or no PBF.
    """
    if not path.is_file():
        msg = f"{path}: no such file. An extract of a Land or a Kreis (.osm.pbf) is needed; Geofabrik has them."
        raise SourceMissingError(msg)
    try:
        yield
    except RuntimeError as error:
        msg = (
            f"{path.name}: the file ends early or is no OpenStreetMap PBF (the reader says: {error}). "
            "Expected whole blocks to the end of the file; download it again."
        )
        raise SourceLayoutError(msg) from error


def library() -> ModuleType:
    """The library that reads PBF.

    Returns
    -------
    module
        osmium.

    Raises
    ------
    ExtraMissingError
        If it is not installed.
    """
    try:
        import osmium
    except ImportError as error:
        msg = "Reading an OpenStreetMap extract needs the library `osmium`: pip install 'kleinstadt[access]'."
        raise ExtraMissingError(msg) from error
    return osmium
