"""Who may use a way of OpenStreetMap, in which direction, and how fast.

Rules follow the wiki's German defaults; what the values of access and barrier tags mean stands in tag_values.csv. Left
out, and so a limit of every number made from them: turn restrictions and turn costs, traffic lights, conditional tags
("@"), nodes that close a road without being a barrier, and the rule that a road for residents is no way through (such
a road is made slow instead).
"""

import math
import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from kleinstadt.travel.roads.ferries import is_ferry, parse_duration, takes
from kleinstadt.travel.roads.tag_values import GONE, Tags, Verdict, barrier_open, first_verdict, gone, values

Mode = Literal["car", "walk"]

RULES_VERSION: Final = 2  # raise when a rule changes: prepared graphs are made anew

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
WALK_KEYS: Final = ("foot", "access")
LEAST_WIDTH_M: Final = 1.8  # of a car that still passes
LEAST_HEIGHT_M: Final = 1.6
LEAST_WEIGHT_T: Final = 1.5
INVITING_SIDEWALKS: Final = frozenset({"both", "left", "right", "yes"})

FOOTWAYS: Final = frozenset(
    {"footway", "path", "pedestrian", "steps", "track", "cycleway", "bridleway", "corridor", "platform", "residential",
     "living_street", "service", "unclassified", "road", "tertiary", "tertiary_link", "secondary", "secondary_link",
     "primary", "primary_link"}
)  # fmt: skip

URBAN_KMH: Final = 50.0
RURAL_KMH: Final[dict[str, float]] = {
    "DE": 100, "AT": 100, "PL": 90, "CZ": 90, "LU": 90, "NL": 80, "CH": 80, "FR": 80, "DK": 80, "BE": 70,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Travel:
    """What a way allows.

    Attributes
    ----------
    forward_kmh, backward_kmh : float
        Speed in km/h; 0 where not allowed. Of a ferry 1 for allowed.
    duration_min : float
        Minutes that a ferry takes for all of it; 0 for roads.
    """

    forward_kmh: float
    backward_kmh: float
    duration_min: float = 0.0


RELEVANT_KEYS: Final = frozenset(
    {"highway", "route", "man_made", "area", "service", "duration", "junction", "surface", "smoothness", "bicycle",
     "sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right", "oneway", "oneway:motorcar",
     "oneway:motor_vehicle", "oneway:vehicle", "oneway:foot", "conveying", "maxspeed", "maxspeed:forward",
     "maxspeed:backward", "maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic", "motorroad",
     "bicycle_road", "4wd_only", "winter_road", "ice_road", "maxwidth", "maxwidth:physical", "maxheight",
     "maxheight:physical", "maxweight", "foot", "foot:forward", "foot:backward", *GONE, *CAR_KEYS,
     *(f"{key}:{direction}" for key in CAR_KEYS for direction in ("forward", "backward"))}
)  # fmt: skip


def rules_of(mode: Mode) -> Callable[[Tags], Travel | None]:
    """The rule of a mode; ways with the same tags are judged once.

    Parameters
    ----------
    mode : {"car", "walk"}
        Who travels.

    Returns
    -------
    callable
        From the tags of a way to its Travel, None where it may not be used.
    """
    judge = car_travel if mode == "car" else walk_travel

    @lru_cache(maxsize=100_000)
    def judged(tags: tuple[tuple[str, str], ...]) -> Travel | None:
        return judge(dict(tags))

    return lambda tags: judged(tuple(item for item in tags.items() if item[0] in RELEVANT_KEYS))


def car_travel(tags: Tags) -> Travel | None:
    """What a way allows a car.

    Parameters
    ----------
    tags : mapping of str to str
        Of the way, as in OpenStreetMap.

    Returns
    -------
    Travel or None
        None where no car may go.

    Examples
    --------
    >>> car_travel({"highway": "secondary", "maxspeed": "70", "oneway": "yes"})
    Travel(forward_kmh=56.0, backward_kmh=0.0, duration_min=0.0)
    """
    if is_ferry(tags):
        return _ferry(tags, on_foot=False)
    highway = _class(tags, CAR_KMH)
    said = [_car_access(tags, direction) for direction in ("forward", "backward")]
    if not highway or _not_for_cars(tags) or set(said) == {"closed"}:
        return None
    if highway == "track" and not {"open", "residents"} & set(said):
        return None
    open_ = _directions(tags, highway)
    forward, backward = (
        (may and verdict != "closed") * _kmh(tags, highway, direction, verdict)
        for may, verdict, direction in zip(open_, said, ("forward", "backward"), strict=True)
    )
    return Travel(forward, backward)


def _kmh(tags: Tags, highway: str, direction: str, verdict: Verdict) -> float:
    most = min(_roughness_kmh(tags), RESIDENTS_KMH if verdict == "residents" else math.inf)
    return min(most, car_kmh(tags, highway, direction))


def _class(tags: Tags, known: Container[str]) -> str:
    """The class of a road; of several ("residential;service") the first that is known."""
    return next((value for value in values(tags.get("highway", "")) if value in known), "")


def _car_access(tags: Tags, direction: str) -> Verdict:
    """What the access tags say of one direction ("motor_vehicle:backward" before "motor_vehicle")."""
    keys = tuple(name for key in CAR_KEYS for name in (f"{key}:{direction}", key))
    said = first_verdict(tags, keys, "car")
    bicycle_road = tags.get("bicycle_road") == "yes"  # StVO, sign 244.1: no car unless a sign says so
    return "closed" if said == "unsaid" and bicycle_road else said


def _not_for_cars(tags: Tags) -> bool:
    """Ways that cars are kept from by other tags than those of access."""
    never = tags.get("area") == "yes" or gone(tags) or tags.get("smoothness") == "impassable"
    minor = bool(MINOR_SERVICES & set(values(tags.get("service", ""))))
    rough = any(tags.get(key) == "yes" for key in ("4wd_only", "winter_road", "ice_road"))
    return never or minor or rough or _too_narrow(tags)


def _too_narrow(tags: Tags) -> bool:
    """Whether a signposted width, height or weight keeps every car away."""
    least = {"maxwidth": LEAST_WIDTH_M, "maxheight": LEAST_HEIGHT_M, "maxweight": LEAST_WEIGHT_T}
    signs = ((tags.get(name, ""), most) for key, most in least.items() for name in (key, f"{key}:physical"))
    return any((size := parse_size(text)) is not None and size < most for text, most in signs)


def parse_size(text: str) -> float | None:
    """Metres, or tonnes, of a sign: "2.3", "2,3 m", "1.5 t"; None for any other unit, and for words.

    Parameters
    ----------
    text : str
        Value of the tag.

    Returns
    -------
    float or None
        In metres or tonnes.
    """
    match = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(m|t)?", text.strip().lower())
    return float(match[1].replace(",", ".")) if match else None


def walk_travel(tags: Tags) -> Travel | None:
    """What a way allows a walker; one-way rules are for vehicles.

    Parameters
    ----------
    tags : mapping of str to str
        Of the way, as in OpenStreetMap.

    Returns
    -------
    Travel or None
        None where no walker may go.

    Examples
    --------
    >>> walk_travel({"highway": "motorway"}) is None, walk_travel({"highway": "footway"}).forward_kmh
    (True, 5.0)
    """
    if is_ferry(tags):
        return _ferry(tags, on_foot=True)
    said = [first_verdict(tags, (f"foot:{direction}", *WALK_KEYS), "walk") for direction in ("forward", "backward")]
    invited = first_verdict(tags, ("foot",), "walk") == "open" or _has_sidewalk(tags)
    kept_out = gone(tags) or (tags.get("motorroad") == "yes" and not invited)
    known = _class(tags, FOOTWAYS) or tags.get("man_made") == "pier" or (invited and _class(tags, CAR_KMH))
    if kept_out or not known or set(said) == {"closed"}:
        return None
    forward, backward = (
        WALK_KMH if may and verdict != "closed" else 0.0 for may, verdict in zip(_walked(tags), said, strict=True)
    )
    return Travel(forward, backward)


def _has_sidewalk(tags: Tags) -> bool:
    sides = (tags.get(f"sidewalk:{side}") == "yes" for side in ("both", "left", "right"))
    return tags.get("sidewalk") in INVITING_SIDEWALKS or any(sides)


def _walked(tags: Tags) -> tuple[bool, bool]:
    """May one walk forward, and backward? Everywhere, but on moving stairs and where a sign is for walkers."""
    moving = {"forward": (True, False), "backward": (False, True)}
    signed = {"yes": (True, False), "-1": (False, True)}
    return moving.get(tags.get("conveying", "")) or signed.get(tags.get("oneway:foot", "")) or (True, True)


def blocks(tags: Tags, mode: Mode) -> bool:
    """True where a node with these tags cannot be passed (a bollard, a private gate).

    Whoever may pass by law passes what can be opened; what stands fast for cars is opened only by a tag for vehicles.

    Parameters
    ----------
    tags : mapping of str to str
        Of a node.
    mode : {"car", "walk"}
        Who travels.

    Returns
    -------
    bool
        False for a node without a barrier.
    """
    barrier = tags.get("barrier")
    if barrier is None or gone(tags):
        return False
    said = first_verdict(tags, CAR_KEYS if mode == "car" else WALK_KEYS, mode)
    if said == "closed" or (mode == "car" and _too_narrow(tags)):
        return True
    special = CAR_KEYS[:-1] if mode == "car" else WALK_KEYS[:-1]
    if first_verdict(tags, special, mode) in {"open", "residents"}:
        return False
    rising = mode == "car" and tags.get("bollard") == "rising"
    return tags.get("locked") == "yes" or not (rising or barrier_open(barrier, mode))


def car_kmh(tags: Tags, highway: str, direction: str) -> float:
    """Average speed of a car on a road in one direction, from its limit if it is signposted, else from its class.

    Parameters
    ----------
    tags : mapping of str to str
        Of the way.
    highway : str
        Its class, one of CAR_KMH.
    direction : {"forward", "backward"}
        Along the way as it is drawn, or against it.

    Returns
    -------
    float
        km/h.
    """
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

    Parameters
    ----------
    text : str
        Value of the tag.

    Returns
    -------
    float or None
        km/h.

    Examples
    --------
    >>> parse_limit("80;50"), parse_limit("DE:urban"), parse_limit("30 mph"), parse_limit("signals")
    (50.0, 50.0, 48.28032, None)
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
    oneway = _first(tags, ("oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway"))
    if oneway in {"-1", "reverse"}:
        return False, True
    if oneway == "reversible":  # changes by the hour, nobody knows which
        return False, False
    implied = tags.get("junction") in {"roundabout", "circular"} or highway == "motorway"
    single = oneway in {"yes", "true", "1"} or (implied and oneway not in {"no", "false", "0", "alternating"})
    return True, not single


def _ferry(tags: Tags, *, on_foot: bool) -> Travel | None:
    """A ferry or car train counts only with its duration, and for whom it takes."""
    minutes = parse_duration(tags.get("duration", ""))
    if minutes is None or not takes(tags, on_foot=on_foot):
        return None
    forward, backward = (True, True) if on_foot else _directions(tags, "ferry")
    return Travel(float(forward), float(backward), minutes)


def _first(tags: Tags, keys: tuple[str, ...]) -> str | None:
    """The value of the first key that is there."""
    return next((tags[key] for key in keys if key in tags), None)
