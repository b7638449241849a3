"""Relations of ferries and car trains in an extract: what a way of theirs does not say itself stands there."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Final

import numpy as np

from kleinstadt.travel.roads.ferries import ROUTES, parse_duration
from kleinstadt.travel.roads.networks import arc_m, on_sphere

# What of a relation does not speak of its ways one by one
OF_THE_WHOLE: Final = frozenset({"type", "duration", "name", "ref", "from", "to", "via"})


@dataclass(frozen=True)
class FerryLines:
    """What the relations of ferries and car trains say of their ways.

    Attributes
    ----------
    tags : mapping of int to mapping of str to str
        By id of a way: the tags of its relation.
    minutes : mapping of int to float
        By id of a way: the minutes that fall to it of the relation's duration.
    """

    tags: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    minutes: Mapping[int, float] = field(default_factory=dict)

    def completed(self, way: int, tags: dict[str, str]) -> dict[str, str]:
        """The tags of a way, and of its relation what the way leaves open.

        Parameters
        ----------
        way : int
            Id of the way.
        tags : dict of str to str
            Its own tags, which win.

        Returns
        -------
        dict of str to str
            With a duration where only the relation has one.
        """
        whole = {**self.tags.get(way, {}), **tags}
        if way in self.minutes and parse_duration(tags.get("duration", "")) is None:
            whole["duration"] = f"PT{self.minutes[way] * 60:.1f}S"
        return whole


def read_lines(osmium: ModuleType, path: Path, *, located: bool) -> FerryLines:
    """The ferry relations of an extract.

    Parameters
    ----------
    osmium : module
        The library that reads PBF.
    path : Path
        An .osm.pbf file.
    located : bool
        Whether the ways of the file carry the places of their points themselves.

    Returns
    -------
    FerryLines
        Empty for an extract without any.
    """
    file = osmium.io.File(str(path), "pbf")
    wanted = osmium.filter.TagFilter(*(("route", route) for route in sorted(ROUTES)))
    relations = [
        (dict(thing.tags), [part.ref for part in thing.members if part.type == "w"])
        for thing in osmium.FileProcessor(file, osmium.osm.RELATION).with_filter(wanted)
    ]
    if not relations:
        return FerryLines()
    lengths = _lengths(osmium, path, {way for _, ways in relations for way in ways}, located=located)
    tags: dict[int, dict[str, str]] = {}
    minutes: dict[int, list[float]] = defaultdict(list)
    for said, ways in relations:
        kept = {key: value for key, value in said.items() if key not in OF_THE_WHOLE}
        for way in ways:
            tags.setdefault(way, kept)
        for way, share in _shared(parse_duration(said.get("duration", "")), ways, lengths).items():
            minutes[way].append(share)
    return FerryLines(tags, {way: max(found) for way, found in minutes.items()})


def _shared(total: float | None, ways: list[int], lengths: Mapping[int, float | None]) -> dict[int, float]:
    """A duration shared out by length; nothing where a part of the line lies beyond the extract."""
    sailed = {way: lengths.get(way) for way in dict.fromkeys(ways) if lengths.get(way) != 0}
    known = {way: metres for way, metres in sailed.items() if metres}
    if total is None or not known or len(known) < len(sailed):
        return {}
    return {way: total * metres / sum(known.values()) for way, metres in known.items()}


def _lengths(osmium: ModuleType, path: Path, wanted: set[int], *, located: bool) -> dict[int, float | None]:
    """Metres of ways: 0 of a road (it is driven, not sailed), None of one that the extract does not hold wholly."""
    processor = osmium.FileProcessor(osmium.io.File(str(path), "pbf"), osmium.osm.NODE | osmium.osm.WAY)
    processor = processor if located else processor.with_locations()
    ways = processor.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY)).with_filter(
        osmium.filter.IdFilter(wanted).enable_for(osmium.osm.WAY)
    )
    found: dict[int, float | None] = dict.fromkeys(wanted)
    for way in ways:
        places = [(node.location.lon, node.location.lat) for node in way.nodes if node.location.valid()]
        whole = len(places) == len(way.nodes) > 1
        found[way.id] = 0.0 if "highway" in way.tags else _metres(places) if whole else None
    return found


def _metres(places: list[tuple[float, float]]) -> float:
    points = on_sphere(*np.array(places, dtype=np.float64).T)
    return float(arc_m(np.sqrt(((points[1:] - points[:-1]) ** 2).sum(axis=1))).sum())
