"""Where the services are: pharmacies, primary schools, general practitioners, post and supermarkets in an extract.

What the tags do not tell is not guessed: a school that neither its tags nor its name call primary is counted as
undecided, and said.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.sources.reading.tables import Schema, tidy
from kleinstadt.travel.roads.tagged import tagged_places

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
    found = tagged_places(path, KEYS, services_of)
    doubtful = pl.col("kind").str.ends_with("?")
    unsure = Counter(found.frame.filter(doubtful)["kind"].str.strip_chars_end("?").to_list())
    return Facilities(found.frame.filter(~doubtful).rename({"kind": "service"}), dict(unsure), found.unplaced)
