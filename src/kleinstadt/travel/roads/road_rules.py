"""Who may use a way of OpenStreetMap, in which direction, and how fast.

Rules follow the wiki's German defaults. Left out, and so a limit of every number made from them: turn restrictions and
turn costs, traffic lights, conditional tags ("@"), and the rule that a road for residents is no way through (such a
road is made slow instead).
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Mode = Literal["car", "walk"]
Tags = Mapping[str, str]

RULES_VERSION: Final = 1  # raise when a rule changes: prepared graphs are made anew

WALK_KMH: Final = 5.0
LIMIT_SHARE: Final = 0.8  # of a speed limit that is driven on average, between junctions and bends
NO_LIMIT_KMH: Final = 150.0  # motorways without a limit: 120 km/h on average
RESIDENTS_KMH: Final = 10.0

# Typical speed without a signposted limit, and the most that is driven there with one (km/h)
CAR_KMH: Final[dict[str, tuple[float, float]]] = {
    "motorway": (115, 120),
    "trunk": (85, 100),
    "primary": (65, 85),
    "secondary": (55, 80),
    "tertiary": (45, 75),
    "unclassified": (35, 60),
    "residential": (25, 40),
    "living_street": (8, 10),
    "road": (30, 40),
    "service": (12, 30),
    "track": (12, 20),
    "motorway_link": (50, 70),
    "trunk_link": (45, 65),
    "primary_link": (35, 55),
    "secondary_link": (30, 50),
    "tertiary_link": (25, 45),
}
SURFACE_KMH: Final[dict[str, float]] = {
    "paving_stones": 60, "sett": 40, "cobblestone": 30, "unhewn_cobblestone": 20, "compacted": 60, "fine_gravel": 50,
    "gravel": 40, "pebblestone": 40, "unpaved": 40, "ground": 25, "dirt": 25, "earth": 25, "grass": 15, "sand": 15,
    "mud": 10, "wood": 30, "metal": 50,
}  # fmt: skip
SMOOTHNESS_KMH: Final[dict[str, float]] = {"bad": 40, "very_bad": 20, "horrible": 10, "very_horrible": 5}
MINOR_SERVICES: Final = frozenset({"driveway", "parking_aisle", "drive-through", "emergency_access", "parking"})

CAR_KEYS: Final = ("motorcar", "motor_vehicle", "vehicle", "access")  # the more special key wins
DENIED: Final = frozenset(
    {"no", "private", "agricultural", "forestry", "agricultural;forestry", "emergency", "psv", "bus", "military",
     "delivery", "customers", "permit", "residents"}
)  # fmt: skip
RESIDENTS: Final = frozenset({"destination", "destination;delivery"})
ALLOWED: Final = frozenset({"yes", "designated", "permissive", "official", *RESIDENTS})

FOOTWAYS: Final = frozenset(
    {"footway", "path", "pedestrian", "steps", "track", "cycleway", "bridleway", "corridor", "platform", "residential",
     "living_street", "service", "unclassified", "road", "tertiary", "tertiary_link", "secondary", "secondary_link",
     "primary", "primary_link"}
)  # fmt: skip

URBAN_KMH: Final = 50.0
RURAL_KMH: Final[dict[str, float]] = {
    "DE": 100, "AT": 100, "PL": 90, "CZ": 90, "LU": 90, "NL": 80, "CH": 80, "FR": 80, "DK": 80, "BE": 70,
}  # fmt: skip
OPEN_BARRIERS: Final = frozenset(
    {"gate", "lift_gate", "swing_gate", "sliding_gate", "cattle_grid", "border_control", "toll_booth", "sally_port",
     "entrance", "height_restrictor", "arch", "kerb", "no", "bump_gate", "checkpoint"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Travel:
    """What a way allows: km/h forward and backward (0: not allowed), or the minutes a ferry takes for all of it."""

    forward_kmh: float
    backward_kmh: float
    duration_min: float = 0.0


RELEVANT_KEYS: Final = frozenset(
    {"highway", "route", "area", "service", "duration", "junction", "surface", "smoothness", "tracktype", "foot",
     "bicycle", "sidewalk", "oneway", "oneway:motorcar", "oneway:motor_vehicle", "oneway:foot", "maxspeed",
     "maxspeed:forward", "maxspeed:backward", "maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic",
     *CAR_KEYS}
)  # fmt: skip


def rules_of(mode: Mode) -> Callable[[Tags], Travel | None]:
    """The rule of a mode; ways with the same tags are judged once."""
    judge = car_travel if mode == "car" else walk_travel

    @lru_cache(maxsize=100_000)
    def judged(tags: tuple[tuple[str, str], ...]) -> Travel | None:
        return judge(dict(tags))

    return lambda tags: judged(tuple(item for item in tags.items() if item[0] in RELEVANT_KEYS))


def car_travel(tags: Tags) -> Travel | None:
    """What a way allows a car, or None. `tags`: of the way, as in OpenStreetMap."""
    access = _first(tags, CAR_KEYS)
    if access in DENIED or tags.get("area") == "yes":
        return None
    if tags.get("route") == "ferry":
        return _ferry(tags, on_foot=False)
    highway = tags.get("highway", "")
    if highway not in CAR_KMH or tags.get("service") in MINOR_SERVICES:
        return None
    if highway == "track" and access not in ALLOWED:
        return None
    most = _roughness_kmh(tags)
    if access in RESIDENTS:
        most = min(most, RESIDENTS_KMH)
    forward, backward = _directions(tags, highway)
    return Travel(
        forward * min(most, car_kmh(tags, highway, "forward")),
        backward * min(most, car_kmh(tags, highway, "backward")),
    )


def walk_travel(tags: Tags) -> Travel | None:
    """What a way allows a walker, or None; one-way rules are for vehicles."""
    foot = tags.get("foot") or tags.get("access")
    if foot in DENIED or foot == "use_sidepath":
        return None
    if tags.get("route") == "ferry":
        return _ferry(tags, on_foot=True)
    highway = tags.get("highway", "")
    invited = tags.get("foot") in ALLOWED or tags.get("sidewalk") in {"both", "left", "right", "yes"}
    if highway in FOOTWAYS or (highway in CAR_KMH and invited):
        return Travel(WALK_KMH, WALK_KMH)
    return None


def blocks(tags: Tags, mode: Mode) -> bool:
    """True where a node with these tags cannot be passed (a bollard, a private gate)."""
    barrier = tags.get("barrier")
    if barrier is None:
        return False
    access = _first(tags, CAR_KEYS) if mode == "car" else tags.get("foot") or tags.get("access")
    if access in DENIED:
        return True
    if access is not None:
        return False
    if mode == "walk":
        return barrier in {"wall", "fence", "hedge"}
    return barrier not in OPEN_BARRIERS and tags.get("bollard") != "rising"


def car_kmh(tags: Tags, highway: str, direction: str) -> float:
    """Average speed of a car on a road in one direction, from its limit if it is signposted, else from its class."""
    usual, most = CAR_KMH[highway]
    limit = parse_limit(tags.get(f"maxspeed:{direction}") or tags.get("maxspeed") or "")
    if limit is None:
        limit = _zone_limit(tags)
        if limit is None:
            return usual
        return min(usual, limit * LIMIT_SHARE) if limit <= URBAN_KMH else max(usual, min(most, limit * LIMIT_SHARE))
    return min(most, limit * LIMIT_SHARE)


def parse_limit(text: str) -> float | None:
    """A `maxspeed` in km/h: numbers, mph, knots, "none", "walk" and national codes (DE:urban); None if it says nothing.

    Of several values ("80;50") the lowest counts.
    """
    found = [_parse_one(part.strip()) for part in text.split(";") if part.strip()]
    limits = [limit for limit in found if limit is not None]
    return min(limits) if limits else None


def _parse_one(text: str) -> float | None:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(mph|knots|km/h|kmh|kph)?", text)
    if match:
        value = float(match[1]) * {"mph": 1.609344, "knots": 1.852}.get(match[2], 1.0)
        return value if value > 0 else None
    if text == "none":
        return NO_LIMIT_KMH
    if text == "walk":
        return 7.0
    code = re.fullmatch(r"([A-Z]{2}):(.+)", text)
    return _national_limit(code[1], code[2]) if code else None


def _national_limit(country: str, zone: str) -> float | None:
    number = re.search(r"(\d+)$", zone)
    if number:  # DE:zone30, DE:zone:30, DE:30
        return float(number[1])
    named = {"urban": URBAN_KMH, "rural": RURAL_KMH.get(country, 80.0), "living_street": 7.0, "bicycle_road": 30.0}
    if zone == "motorway":
        return NO_LIMIT_KMH if country == "DE" else 130.0
    return named.get(zone)


def _zone_limit(tags: Tags) -> float | None:
    for key in ("maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic"):
        limit = parse_limit(tags.get(key, ""))
        if limit is not None:
            return limit
    return None


def _roughness_kmh(tags: Tags) -> float:
    """The most that the road's surface lets one drive."""
    return min(
        SURFACE_KMH.get(tags.get("surface", ""), math.inf),
        SMOOTHNESS_KMH.get(tags.get("smoothness", ""), math.inf),
    )


def _directions(tags: Tags, highway: str) -> tuple[bool, bool]:
    """May one drive forward, and backward? Roundabouts and motorways are one-way unless they say otherwise."""
    oneway = _first(tags, ("oneway:motorcar", "oneway:motor_vehicle", "oneway"))
    if oneway in {"-1", "reverse"}:
        return False, True
    if oneway == "reversible":  # changes by the hour, nobody knows which
        return False, False
    implied = tags.get("junction") in {"roundabout", "circular"} or highway == "motorway"
    single = oneway in {"yes", "true", "1"} or (implied and oneway not in {"no", "false", "0", "alternating"})
    return True, not single


def _ferry(tags: Tags, *, on_foot: bool) -> Travel | None:
    """A ferry counts only with its duration; for cars it must not be for walkers and bicycles only."""
    minutes = parse_duration(tags.get("duration", ""))
    if minutes is None:
        return None
    for_cars = _first(tags, ("motorcar", "motor_vehicle", "vehicle")) in ALLOWED
    if not on_foot and not for_cars and ("foot" in tags or "bicycle" in tags):
        return None
    forward, backward = (True, True) if on_foot else _directions(tags, "ferry")
    return Travel(float(forward), float(backward), minutes)


def parse_duration(text: str) -> float | None:
    """Minutes of a `duration`: "00:25", "1:05:00", "25", "PT1H5M"; None if it says nothing."""
    iso = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", text)
    if iso and text != "PT":
        hours, minutes, seconds = (int(part or 0) for part in iso.groups())
    elif re.fullmatch(r"\d+(:\d{1,2}){0,2}", text):
        parts = [int(part) for part in text.split(":")]
        hours, minutes, seconds = {1: [0, *parts, 0], 2: [*parts, 0], 3: parts}[len(parts)]
    else:
        return None
    total = hours * 60 + minutes + seconds / 60
    return total if total > 0 else None


def _first(tags: Tags, keys: tuple[str, ...]) -> str | None:
    """The value of the first key that is there."""
    return next((tags[key] for key in keys if key in tags), None)
