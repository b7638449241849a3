"""Where the services are: pharmacies, primary schools, general practitioners, post and supermarkets in an extract.

What the tags do not tell is not guessed: a school that neither its tags nor its name call primary is counted as
undecided, and said.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.sources.reading.tables import Schema, tidy
from kleinstadt.travel.roads.tag_values import access_verdict, gone, said_gone, values
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
PARCELS_ONLY: Final = re.compile(r"\b(hermes|dpd|gls|ups|fedex|amazon)\b", re.IGNORECASE)
USES: Final = {  # the tags that name each service
    "pharmacy": (("amenity", "pharmacy"), ("healthcare", "pharmacy"), ("shop", "pharmacy")),
    "primary_school": (("amenity", "school"),),
    "gp": (("amenity", "doctors"), ("healthcare", "doctor")),
    "post": (("amenity", "post_office"), ("post_office", "yes"), ("post_office", "post_partner")),
    "supermarket": (("shop", "supermarket"),),
}
FOR_ITS_OWN: Final = ("primary_school", "primary_school?")  # nobody else may enter a school's grounds, and need not
SHUT: Final = re.compile(
    r"""\s*(\d{4}\s*\+?:?\s*)?(closed|off|geschlossen|none|(permanently|dauerhaft) \w+)\s*("[^"]*")?\s*$""",
    re.IGNORECASE,
)
FORMER: Final = re.compile(r"\behem(\.|als\b|alig)|\bfrühere[rs]?\b|\bgeschlossen\b", re.IGNORECASE)
YEAR: Final = re.compile(r"\d{4}")
SPLIT: Final = "|"  # between a service and why it does not count


@dataclass(frozen=True)
class Facilities:
    """Places of services.

    Attributes
    ----------
    frame : pl.DataFrame
        FACILITIES: service, name, lon, lat (degrees WGS 84), origin (n1 = node 1, w1 = way 1, r1 = relation 1 of the
        extract).
    undecided : dict of str to int
        By service, how many places may be one but do not say so.
    unplaced : int
        How many have no point in the extract.
    left_out : pl.DataFrame
        What is closed, disused, not public or another thing: FACILITIES and `reason`.
    """

    frame: pl.DataFrame
    undecided: dict[str, int] = field(default_factory=dict)
    unplaced: int = 0
    left_out: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={**FACILITIES, "reason": pl.String}))

    def of(self, service: str) -> pl.DataFrame:
        """The places of one service.

        Parameters
        ----------
        service : str
            One of SERVICES.

        Returns
        -------
        pl.DataFrame
            FACILITIES.
        """
        return self.frame.filter(pl.col("service") == service)

    def replacing(self, service: str, places: pl.DataFrame) -> "Facilities":
        """The same with other places for one service.

        Parameters
        ----------
        service : str
            One of SERVICES.
        places : pl.DataFrame
            name, lon, lat (degrees WGS 84), origin.

        Returns
        -------
        Facilities
            Nothing of the service is undecided or left out any more.
        """
        others = self.frame.filter(pl.col("service") != service)
        fresh = tidy(places, FACILITIES, service=service)
        undecided = {name: count for name, count in self.undecided.items() if name != service}
        return Facilities(
            pl.concat([others, fresh]),
            undecided,
            self.unplaced,
            self.left_out.filter(pl.col("service") != service),
        )


def judged(tags: Mapping[str, str]) -> dict[str, str | None]:
    """The services that these tags name, each with the reason why it does not count; None where it does.

    Parameters
    ----------
    tags : mapping of str to str
        Of a thing of OpenStreetMap.

    Returns
    -------
    dict of str to str or None
        By service.
    """
    return {service: _why_not(tags, service) for service in _named(tags)}


def _named(tags: Mapping[str, str]) -> list[str]:
    """The services that the tags name, whether they are open or not; each value of a list counts."""
    kinds = {key: values(tags.get(key, "")) for key in KEYS}
    found = []
    if "pharmacy" in kinds["amenity"] or "pharmacy" in kinds["healthcare"]:
        found.append("pharmacy")
    if "school" in kinds["amenity"]:
        found += _school(tags)
    if _is_general_practice(tags, kinds):
        found.append("gp")
    if _is_post(tags, kinds):
        found.append("post")
    if "supermarket" in kinds["shop"]:
        found.append("supermarket")
    return found


def _why_not(tags: Mapping[str, str], service: str) -> str | None:
    """Why a place that is called so is no service for everybody; None if it is."""
    if gone(tags) or any(said_gone(tags, key, value) for key, value in USES[service.strip("?")]):
        return "is there no more, or not yet"
    if SHUT.match(tags.get("opening_hours", "")) or FORMER.search(tags.get("name", "")):
        return "is closed for good"
    if (ended := YEAR.match(tags.get("end_date", ""))) and int(ended[0]) < date.today().year:
        return "has ended"
    if service not in FOR_ITS_OWN and access_verdict(tags.get("access", ""), "service") == "closed":
        return "is not for everybody"
    if service == "pharmacy" and tags.get("dispensing", "").lower() == "no":
        return "sells no medicine on prescription"
    return None


def _school(tags: Mapping[str, str]) -> list[str]:
    level = tags.get("isced:level")
    if level is not None:
        return ["primary_school"] if 1 in _levels(level) else []
    if "primary" in values(tags.get("school", "")) or PRIMARY_NAME.search(tags.get("name", "")):
        return ["primary_school"]
    return ["primary_school?"]


def _levels(text: str) -> set[int]:
    """Levels of the international classification: "1", "0;1", "1-3", "2,3"."""
    levels: set[int] = set()
    for first, last in re.findall(r"(\d)(?:\s*-\s*(\d))?", text):
        levels |= set(range(int(first), int(last or first) + 1))
    return levels


def _is_general_practice(tags: Mapping[str, str], kinds: Mapping[str, list[str]]) -> bool:
    """A doctor's practice that names no speciality, or a general one."""
    doctors = "doctor" in kinds["healthcare"] if kinds["healthcare"] else "doctors" in kinds["amenity"]
    return doctors and bool(set(values(tags.get("healthcare:speciality", "general"))) & GENERAL)


def _is_post(tags: Mapping[str, str], kinds: Mapping[str, list[str]]) -> bool:
    """A post office or an agency in a shop; counters of carriers that take no letters do not count."""
    named = " ".join(tags.get(key, "") for key in ("name", "operator", "brand"))
    agency = bool(kinds["post_office"]) and access_verdict(tags["post_office"], "service") != "closed"
    return ("post_office" in kinds["amenity"] or agency) and not PARCELS_ONLY.search(named)


def read_facilities(path: Path) -> Facilities:
    """The services of an extract, all but stops.

    Parameters
    ----------
    path : Path
        An .osm.pbf file.

    Returns
    -------
    Facilities
        With what does not count, and why.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If the file is cut off or no PBF.
    ExtraMissingError
        Without the library that reads PBF.
    """
    found = tagged_places(path, KEYS, _with_reason)
    parted = found.frame.with_columns(
        service=pl.col("kind").str.split(SPLIT).list.first(), reason=pl.col("kind").str.split(SPLIT).list.get(1)
    )
    counted = parted.filter(pl.col("reason") == "")
    doubtful = pl.col("service").str.ends_with("?")
    unsure = Counter(counted.filter(doubtful)["service"].str.strip_chars_end("?").to_list())
    left_out = parted.filter((pl.col("reason") != "") & ~doubtful).select(*FACILITIES, "reason")
    return Facilities(counted.filter(~doubtful).select(*FACILITIES), dict(unsure), found.unplaced, left_out)


def _with_reason(tags: Mapping[str, str]) -> list[str]:
    return [f"{service}{SPLIT}{reason or ''}" for service, reason in judged(tags).items()]
