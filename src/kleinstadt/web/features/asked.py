"""What a request for features asks for: which part, within which box, of which time. What is wrong is 400, by name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Final

from starlette.requests import Request

from kleinstadt.web.serving.problems import RequestError

USUAL: Final = 500  # features a page
MOST: Final = 2000  # who asks for more gets this many, as the standard has it
FARTHEST: Final = 10_000_000
LONGEST: Final = 200  # characters of a value that are read
ITEM_PARAMETERS: Final = ("limit", "offset", "bbox", "datetime")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d))?", re.IGNORECASE)
_OPEN: Final = ("", "..")

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Asked:
    """A part of a collection.

    Attributes
    ----------
    limit : int
        Features at most, 1 to MOST.
    offset : int
        Features before the first.
    boxes : tuple of Box or None
        West, south, east, north in degrees of CRS84; two boxes across the 180th meridian, None for no box.
    """

    limit: int
    offset: int
    boxes: tuple[Box, ...] | None


def asked_of(request: Request) -> Asked:
    """What a request for items asks for; areas have no time of their own, so any well-written datetime fits them.

    Parameters
    ----------
    request : Request
        With the query of ITEM_PARAMETERS.

    Returns
    -------
    Asked
        With the usual page where nothing is asked for.

    Raises
    ------
    RequestError
        If a parameter is unknown, given twice or not well written.
    """
    only_known(request, ITEM_PARAMETERS)
    _check_datetime(request.query_params.get("datetime"))
    limit = _whole(request, "limit", USUAL, 1)
    return Asked(min(limit, MOST), _whole(request, "offset", 0, 0), _boxes(request.query_params.get("bbox")))


def only_known(request: Request, known: Iterable[str]) -> None:
    """Refuse a parameter that this address does not know, or that is given twice.

    Parameters
    ----------
    request : Request
        With any query.
    known : iterable of str
        Names of the parameters that there are.

    Raises
    ------
    RequestError
        If there is another parameter, or one of these twice; it lists the known ones.
    """
    names = [name for name, _ in request.query_params.multi_items()]
    for name in names:
        if name not in known or names.count(name) > 1:
            listed = ", ".join(known)
            german = f"Unbekannter oder doppelter Parameter: {name[:40]}. Es gibt hier: {listed or 'keine'}."
            english = f"Unknown or repeated parameter: {name[:40]}. Known here: {listed or 'none'}."
            raise RequestError(german, english)


def _whole(request: Request, name: str, usual: int, least: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST and int(text) >= least):
        german, english = f"{name}: eine ganze Zahl ab {least}.", f"{name}: a whole number from {least} on."
        raise RequestError(german, english)
    return min(int(text), FARTHEST)


def _boxes(text: str | None) -> tuple[Box, ...] | None:
    """The boxes that bbox means; of six numbers the heights are left aside, as areas have none."""
    if text is None:
        return None
    try:
        numbers = [float(part) for part in text[:LONGEST].split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(map(isfinite, numbers)):
        raise _bad_box()
    west, south, east, north = numbers
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise _bad_box()
    return ((west, south, east, north),) if west <= east else ((west, south, 180, north), (-180, south, east, north))


def _bad_box() -> RequestError:
    german = "bbox: vier (mit Höhen sechs) Zahlen, West,Süd,Ost,Nord in Grad (CRS84), Süd nicht über Nord."
    english = "bbox: four numbers (six with heights), west,south,east,north in degrees (CRS84), south not above north."
    return RequestError(german, english)


def _check_datetime(text: str | None) -> None:
    if text is None:
        return
    parts = text[:LONGEST].split("/")
    ends = [_moment(part) for part in parts if part not in _OPEN or len(parts) == 1]
    moments = [end for end in ends if end]
    backwards = len(moments) == 2 and moments[0] > moments[1]
    if len(parts) > 2 or not moments or len(moments) != len(ends) or backwards:
        german = "datetime: ein Zeitpunkt nach RFC 3339 oder zwei mit / dazwischen, ein offenes Ende als „..“."
        english = 'datetime: a moment as in RFC 3339, or two with / between them, an open end as "..".'
        raise RequestError(german, english)


def _moment(text: str) -> float | None:
    """Seconds of a moment; None if it is none."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.upper() if "T" in text.upper() else f"{text}T00:00:00Z").timestamp()
    except (ValueError, OverflowError):
        return None
