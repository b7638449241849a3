"""Ferries and car trains: whom they take, and for how many minutes."""

import re
from typing import Final

from kleinstadt.travel.roads.tag_values import Tags, first_verdict, gone

FERRY: Final = "ferry"
CAR_TRAIN: Final = "shuttle_train"
ROUTES: Final = frozenset({FERRY, CAR_TRAIN})
MOTOR_KEYS: Final = ("motorcar", "motor_vehicle", "vehicle")
UNITS_MIN: Final[dict[str, float]] = {
    "d": 1440, "day": 1440, "days": 1440, "tag": 1440, "tage": 1440,
    "h": 60, "hr": 60, "hrs": 60, "hour": 60, "hours": 60, "std": 60, "stunde": 60, "stunden": 60,
    "m": 1, "min": 1, "mins": 1, "minute": 1, "minutes": 1, "minuten": 1, "'": 1,
    "s": 1 / 60, "sec": 1 / 60, "second": 1 / 60, "seconds": 1 / 60, "sek": 1 / 60, "sekunden": 1 / 60,
}  # fmt: skip
ABOUT: Final = re.compile(r"^(about|approx|approximately|around|ca|circa|etwa|~|≈)\.?\s*", re.IGNORECASE)
ISO: Final = re.compile(r"P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?")
CLOCK: Final = re.compile(r"\d+(:\d{1,2}){0,2}")
PART: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z']+)\.?")


def is_ferry(tags: Tags) -> bool:
    """Whether a way is sailed or railed by those who bring no engine to it.

    Parameters
    ----------
    tags : mapping of str to str
        Of a way of OpenStreetMap.

    Returns
    -------
    bool
        True for ferries and car trains.
    """
    return tags.get("route") in ROUTES


def takes(tags: Tags, *, on_foot: bool) -> bool:
    """Whether a ferry takes walkers, or cars; cars, and walkers on a car train, only where the tags say so.

    Parameters
    ----------
    tags : mapping of str to str
        Of a ferry or car train.
    on_foot : bool
        Whether walkers are meant, not cars.

    Returns
    -------
    bool
        False for what is there no more.
    """
    if gone(tags):
        return False
    if on_foot:
        said = first_verdict(tags, ("foot", "access"), "walk")
        return said == "open" if tags.get("route") == CAR_TRAIN else said != "closed"
    return first_verdict(tags, MOTOR_KEYS, "car") in {"open", "residents"}


def parse_duration(text: str) -> float | None:
    """Minutes of a `duration`: "00:25", "1:05:00", "25", "PT1H5M", "P0DT0H35M", "35 min", "1 h 5 min"; None if none.

    Of a range or a list ("25-35 min", "00:25;00:30") the longest counts.

    Parameters
    ----------
    text : str
        Value of the tag.

    Returns
    -------
    float or None
        Minutes; None for what says none.

    Examples
    --------
    >>> parse_duration("00:25"), parse_duration("PT1H5M"), parse_duration("1 h 5 min"), parse_duration("soon")
    (25.0, 65.0, 65.0, None)
    """
    text = ABOUT.sub("", text.strip())
    found = [_one_duration(part.strip()) for part in re.split(r"[;|/]|(?<=[\d\w'])\s*[-–]\s*(?=\d)", text)]
    known = [minutes for minutes in found if minutes]
    return max(known) if known and len(known) == len(found) else _range_with_one_unit(text)


def _range_with_one_unit(text: str) -> float | None:
    """ "25-35 min": the unit stands once, at the end."""
    match = re.fullmatch(r"\d+\s*[-–]\s*(\d+\s*[A-Za-z']+\.?)", text)
    return _one_duration(match[1]) if match else None


def _one_duration(text: str) -> float | None:
    if match := ISO.fullmatch(text.upper()):
        days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    elif CLOCK.fullmatch(text):
        parts = [float(part) for part in text.split(":")]
        days, hours, minutes, seconds = {1: [0, 0, *parts, 0], 2: [0, *parts, 0], 3: [0, *parts]}[len(parts)]
    else:
        return _in_words(text.lower().replace(",", "."))
    total = days * 1440 + hours * 60 + minutes + seconds / 60
    return total if total > 0 else None


def _in_words(text: str) -> float | None:
    """ "35 min", "1h5min", "1.5 h", "1 h 5"."""
    rest = PART.sub("", text).replace("und", "").replace("and", "").strip(" ,")
    parts = PART.findall(text)
    if not parts or any(unit not in UNITS_MIN for _, unit in parts):
        return None
    total = sum(float(number) * UNITS_MIN[unit] for number, unit in parts)
    if rest.isdigit() and UNITS_MIN[parts[-1][1]] == 60:
        return total + int(rest)
    return total if not rest and total > 0 else None
