"""Where the services are: pharmacies, primary schools, general practitioners, post and supermarkets in an extract.

A building or a ground stands for the centroid of its outline. What the tags do not tell is not guessed: a school that
neither its tags nor its name call primary is counted as undecided, and said.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
import shapely

from kleinstadt.access.osm import library, whole_file
from kleinstadt.errors import SourceMissingError
from kleinstadt.sources.reading import Schema, tidy

SERVICES: Final = ("pharmacy", "primary_school", "gp", "stop", "post", "supermarket")
FACILITIES: Final[Schema] = {
    "service": pl.String,
    "name": pl.String,
    "lon": pl.Float64,
    "lat": pl.Float64,
    "origin": pl.String,
}

KEYS: Final = ("amenity", "shop", "healthcare", "post_office")
PRIMARY_NAME: Final = re.compile(r"grundschul|volksschul|primarschul|grund- ?u|grund und|école primaire", re.IGNORECASE)
GENERAL: Final = frozenset({"general", "general_practice", "general_practitioner", "family", "family_medicine"})
PARCELS_ONLY: Final = re.compile(r"\b(hermes|dpd|gls|ups|amazon)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Facilities:
    """Places of services.

    frame : service, name, lon, lat (degrees WGS 84), origin (n1 = node 1, w1 = way 1, r1 = relation 1 of the extract)
    undecided : by service, how many places may be one but do not say so
    unplaced : how many have no point in the extract
    """

    frame: pl.DataFrame
    undecided: dict[str, int] = field(default_factory=dict)
    unplaced: int = 0

    def of(self, service: str) -> pl.DataFrame:
        """The places of one service."""
        return self.frame.filter(pl.col("service") == service)

    def replacing(self, service: str, places: pl.DataFrame) -> "Facilities":
        """The same with other places (name, lon, lat, origin) for one service."""
        others = self.frame.filter(pl.col("service") != service)
        fresh = tidy(places, FACILITIES, service=service)
        undecided = {name: count for name, count in self.undecided.items() if name != service}
        return Facilities(pl.concat([others, fresh]), undecided, self.unplaced)


def services_of(tags: Mapping[str, str]) -> list[str]:
    """The services that a place with these tags offers; "primary_school?" where it may be one."""
    found = []
    if tags.get("amenity") == "pharmacy" or tags.get("healthcare") == "pharmacy":
        found.append("pharmacy")
    if tags.get("amenity") == "school":
        found += _school(tags)
    if _is_general_practice(tags):
        found.append("gp")
    if _is_post(tags):
        found.append("post")
    if tags.get("shop") == "supermarket":
        found.append("supermarket")
    return found


def _school(tags: Mapping[str, str]) -> list[str]:
    level = tags.get("isced:level")
    if level is not None:
        return ["primary_school"] if 1 in _levels(level) else []
    if tags.get("school") == "primary" or PRIMARY_NAME.search(tags.get("name", "")):
        return ["primary_school"]
    return ["primary_school?"]


def _levels(text: str) -> set[int]:
    """Levels of the international classification: "1", "0;1", "1-3", "2,3"."""
    levels: set[int] = set()
    for first, last in re.findall(r"(\d)(?:\s*-\s*(\d))?", text):
        levels |= set(range(int(first), int(last or first) + 1))
    return levels


def _is_general_practice(tags: Mapping[str, str]) -> bool:
    """A doctor's practice that names no speciality, or a general one."""
    kinds = set(tags.get("healthcare", "doctor").split(";"))
    if tags.get("amenity") != "doctors" and "healthcare" not in tags:
        return False
    specialities = {part.strip() for part in tags.get("healthcare:speciality", "general").split(";")}
    return "doctor" in kinds and bool(specialities & GENERAL)


def _is_post(tags: Mapping[str, str]) -> bool:
    """A post office or an agency in a shop; counters of carriers that take no letters do not count."""
    named = " ".join(tags.get(key, "") for key in ("name", "operator", "brand"))
    office = tags.get("amenity") == "post_office" or tags.get("post_office", "no") != "no"
    return office and not PARCELS_ONLY.search(named)


def read_facilities(path: Path) -> Facilities:
    """The services of an extract (.osm.pbf), all but stops.

    Raises SourceMissingError without the file, SourceLayoutError if it is cut off or no PBF.
    """
    if not path.is_file():
        msg = f"{path}: no such file. An extract of a Land or a Kreis (.osm.pbf) is needed; Geofabrik has them."
        raise SourceMissingError(msg)
    with whole_file(path):
        found = _find(path)
        lines = _member_lines(path, found)
        points = _points(path, {ref for refs in (*found.ways.values(), *lines.values()) for ref in refs})
    return _placed(found, lines, points)


@dataclass
class _Found:
    """Tagged things of an extract, by id."""

    services: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, tuple[float, float]] = field(default_factory=dict)
    ways: dict[str, list[int]] = field(default_factory=dict)  # ids of points
    relations: dict[str, list[int]] = field(default_factory=dict)  # ids of member ways


def _find(path: Path) -> _Found:
    """One pass over everything that has one of the keys."""
    osmium, found = library(), _Found()
    for thing in osmium.FileProcessor(osmium.io.File(str(path), "pbf")).with_filter(osmium.filter.KeyFilter(*KEYS)):
        services = services_of(dict(thing.tags))
        if not services:
            continue
        key = f"{thing.type_str()}{thing.id}"
        found.services[key], found.names[key] = services, thing.tags.get("name", "")
        if thing.is_node():
            found.nodes[key] = (thing.location.lon, thing.location.lat)
        elif thing.is_way():
            found.ways[key] = [node.ref for node in thing.nodes]
        else:
            found.relations[key] = [part.ref for part in thing.members if part.type == "w" and part.role != "inner"]
    return found


def _member_lines(path: Path, found: _Found) -> dict[int, list[int]]:
    """Points of the ways that relations are made of."""
    wanted = {ref for refs in found.relations.values() for ref in refs}
    if not wanted:
        return {}
    osmium = library()
    file = osmium.io.File(str(path), "pbf")
    ways = osmium.FileProcessor(file, osmium.osm.WAY).with_filter(osmium.filter.IdFilter(wanted))
    return {way.id: [node.ref for node in way.nodes] for way in ways}


def _points(path: Path, wanted: set[int]) -> dict[int, tuple[float, float]]:
    """Places of points: lon, lat by id. Only those wanted are kept, so that an extract of a country fits in memory."""
    if not wanted:
        return {}
    osmium = library()
    file = osmium.io.File(str(path), "pbf")
    nodes = osmium.FileProcessor(file, osmium.osm.NODE).with_filter(osmium.filter.IdFilter(wanted))
    return {node.id: (node.location.lon, node.location.lat) for node in nodes}


def _placed(found: _Found, lines: dict[int, list[int]], points: dict[int, tuple[float, float]]) -> Facilities:
    """Everything that was found at its place, one row a service."""
    outlines = {key: [refs] for key, refs in found.ways.items()}
    outlines |= {key: [lines[ref] for ref in refs if ref in lines] for key, refs in found.relations.items()}
    places = dict(found.nodes)
    for key, outline in outlines.items():
        centre = centre_of([[points[ref] for ref in refs if ref in points] for refs in outline])
        if centre is not None:
            places[key] = centre
    rows = [
        (service, found.names[key], *places[key], key)
        for key in places
        for service in found.services[key]
        if not service.endswith("?")
    ]
    unsure = Counter(name.rstrip("?") for names in found.services.values() for name in names if name.endswith("?"))
    frame = pl.DataFrame(rows, schema=FACILITIES, orient="row").sort("service", "origin")
    return Facilities(frame, dict(unsure), len(found.services) - len(places))


def centre_of(lines: Iterable[list[tuple[float, float]]]) -> tuple[float, float] | None:
    """Centroid (lon, lat) of the area that lines enclose, or of the hull of their points; None without any point."""
    known = [line for line in lines if line]
    if not known:
        return None
    rings = shapely.polygonize([shapely.LineString(line) for line in known if len(line) > 1])
    area = rings if not rings.is_empty else shapely.MultiPoint(np.concatenate(known)).convex_hull
    centre = area.centroid
    return float(centre.x), float(centre.y)
