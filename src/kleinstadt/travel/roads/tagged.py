"""Where tagged things of an extract are: points, outlines and relations of OpenStreetMap, each as one place.

A building or a ground stands for the centroid of its outline.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
import shapely

from kleinstadt.sources.reading.tables import Schema
from kleinstadt.travel.roads.osm import library, whole_file

if TYPE_CHECKING:
    import osmium

KindsOf = Callable[[Mapping[str, str]], Sequence[str]]

PLACES: Final[Schema] = {
    "kind": pl.String,
    "name": pl.String,
    "lon": pl.Float64,
    "lat": pl.Float64,
    "origin": pl.String,
}


@dataclass(frozen=True)
class Tagged:
    """Places of some kinds.

    Attributes
    ----------
    frame : pl.DataFrame
        kind, name, lon, lat (degrees WGS 84), origin (n1 = node 1, w1 = way 1, r1 = relation 1), a row for each kind
        that a thing is of; sorted.
    unplaced : int
        How many things have no point in the extract.
    """

    frame: pl.DataFrame
    unplaced: int


@dataclass
class _Found:
    """Tagged things of an extract, by id."""

    kinds: dict[str, Sequence[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, tuple[float, float]] = field(default_factory=dict)
    ways: dict[str, list[int]] = field(default_factory=dict)  # ids of points
    relations: dict[str, list[int]] = field(default_factory=dict)  # ids of member ways
    points: dict[int, tuple[float, float]] = field(default_factory=dict)  # that the ways of the file carry themselves


def tagged_places(path: Path, keys: Iterable[str], kinds_of: KindsOf) -> Tagged:
    """Everything in an extract that has one of some keys and is of some kind.

    Parameters
    ----------
    path : Path
        An .osm.pbf file.
    keys : iterable of str
        Keys of tags.
    kinds_of : callable
        From the tags of a thing to its kinds, none for what is not wanted.

    Returns
    -------
    Tagged
        A building or a ground at the centroid of its outline.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If the file is cut off or no PBF.
    ExtraMissingError
        Without the library that reads PBF.
    """
    with whole_file(path):
        found = _find(path, keys, kinds_of)
        lines = _points_of_ways(path, {ref for refs in found.relations.values() for ref in refs}, found.points)
        wanted = {ref for refs in (*found.ways.values(), *lines.values()) for ref in refs} - found.points.keys()
        points = found.points | _points(path, wanted)
    return _placed(found, lines, points)


def _find(path: Path, keys: Iterable[str], kinds_of: KindsOf) -> _Found:
    """One pass over everything that has one of the keys."""
    osmium, found = library(), _Found()
    for thing in osmium.FileProcessor(osmium.io.File(str(path), "pbf")).with_filter(osmium.filter.KeyFilter(*keys)):
        kinds = kinds_of(dict(thing.tags))
        if not kinds:
            continue
        key = f"{thing.type_str()}{thing.id}"
        found.kinds[key], found.names[key] = kinds, thing.tags.get("name", "")
        if thing.is_node():
            found.nodes[key] = (thing.location.lon, thing.location.lat)
        elif thing.is_way():
            found.ways[key] = [node.ref for node in thing.nodes]
            found.points |= _carried(thing)
        else:
            found.relations[key] = [part.ref for part in thing.members if part.type == "w" and part.role != "inner"]
    return found


def _points_of_ways(path: Path, wanted: set[int], points: dict[int, tuple[float, float]]) -> dict[int, list[int]]:
    """The ids of the points of some ways, by id of the way; places that the ways carry are added to `points`."""
    if not wanted:
        return {}
    osmium, found = library(), {}
    file = osmium.io.File(str(path), "pbf")
    for way in osmium.FileProcessor(file, osmium.osm.WAY).with_filter(osmium.filter.IdFilter(wanted)):
        found[way.id] = [node.ref for node in way.nodes]
        points |= _carried(way)
    return found


def _carried(way: "osmium.osm.Way") -> dict[int, tuple[float, float]]:
    """The places of its points that a way carries itself; in most files none."""
    return {node.ref: (node.location.lon, node.location.lat) for node in way.nodes if node.location.valid()}


def _points(path: Path, wanted: set[int]) -> dict[int, tuple[float, float]]:
    """Places of points: lon, lat by id. Only those wanted are kept, so that an extract of a country fits in memory."""
    if not wanted:
        return {}
    osmium = library()
    file = osmium.io.File(str(path), "pbf")
    nodes = osmium.FileProcessor(file, osmium.osm.NODE).with_filter(osmium.filter.IdFilter(wanted))
    return {node.id: (node.location.lon, node.location.lat) for node in nodes}


def _placed(found: _Found, lines: dict[int, list[int]], points: dict[int, tuple[float, float]]) -> Tagged:
    """Everything that was found at its place, one row a kind."""
    outlines = {key: [refs] for key, refs in found.ways.items()}
    outlines |= {key: [lines[ref] for ref in refs if ref in lines] for key, refs in found.relations.items()}
    places = dict(found.nodes)
    for key, outline in outlines.items():
        centre = centre_of([[points[ref] for ref in refs if ref in points] for refs in outline])
        if centre is not None:
            places[key] = centre
    rows = [(kind, found.names[key], *places[key], key) for key in places for kind in found.kinds[key]]
    frame = pl.DataFrame(rows, schema=PLACES, orient="row").sort("kind", "origin")
    return Tagged(frame, len(found.kinds) - len(places))


def centre_of(lines: Iterable[list[tuple[float, float]]]) -> tuple[float, float] | None:
    """The centroid of the area that lines enclose, or of the hull of their points.

    Parameters
    ----------
    lines : iterable of list of (float, float)
        Longitude and latitude of their points, degrees.

    Returns
    -------
    tuple of (float, float), or None
        Longitude and latitude in degrees; None without any point.

    Examples
    --------
    >>> centre_of([[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)]])
    (1.0, 1.0)
    """
    known = [line for line in lines if line]
    if not known:
        return None
    rings = shapely.polygonize([shapely.LineString(line) for line in known if len(line) > 1])
    area = rings if not rings.is_empty else shapely.MultiPoint(np.concatenate(known)).convex_hull
    centre = area.centroid
    return float(centre.x), float(centre.y)
