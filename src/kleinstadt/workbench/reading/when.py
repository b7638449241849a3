"""Dates as people type them: "2028", "Q3 2028", "08/2028", "14.8.2028", "spätestens 2030", "offen"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from kleinstadt.errors import PlanError
from kleinstadt.words import dates

MONTHS: Final = (
    ("januar", "jan", "january"),
    ("februar", "feb", "february"),
    ("märz", "mär", "maerz", "march", "mar"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nov"),
    ("dezember", "dez", "december", "dec"),
)
MONTH_OF: Final = {name: place for place, names in enumerate(MONTHS, 1) for name in names}
ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
OPEN: Final = ("offen", "open")
UNSURE: Final = re.compile(r"^(ca\.?|etwa|rund|frühestens|spätestens|about|earliest|latest)\s+", re.IGNORECASE)
QUARTER: Final = re.compile(r"^(?:q([1-4])|([1-4])\.?\s*quartal|(i{1,3}|iv)\s*/|([1-4])\s*/\s*q)\s*[/ ]?\s*(\d{4})$")
MONTH: Final = re.compile(r"^(\d{1,2})\s*[/.]\s*(\d{4})$")
NAMED_MONTH: Final = re.compile(r"^([a-zä]+)\.?\s+(\d{4})$")
DAY: Final = re.compile(r"^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$")
ISO: Final = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200


@dataclass(frozen=True)
class When:
    """A point of time as it was typed, and the days it can mean.

    Attributes
    ----------
    typed : str
        The words.
    earliest, latest : date or None
        First and last day meant; None without a limit ("offen").
    sure : bool
        False after "ca.", "frühestens", "spätestens".
    """

    typed: str
    earliest: date | None
    latest: date | None
    sure: bool = True


def when(text: str) -> When | None:
    """What a typed date means.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    When or None
        None for nothing typed.

    Raises
    ------
    PlanError
        With the ways that are understood.

    Examples
    --------
    >>> when("Q3 2028").earliest, when("spätestens 2030").sure
    (datetime.date(2028, 7, 1), False)
    """
    typed = " ".join(text.split())
    if not typed:
        return None
    if typed.lower() in OPEN:
        return When(typed, None, None, sure=False)
    said = UNSURE.match(typed)
    bare = (typed[said.end() :] if said else typed).lower()
    span = _span(bare)
    if span is None:
        raise _not_understood(typed)
    first, last = span
    word = said.group(1).lower() if said else ""
    if word in ("frühestens", "earliest"):
        return When(typed, first, None, sure=False)
    if word in ("spätestens", "latest"):
        return When(typed, None, last, sure=False)
    return When(typed, first, last, sure=not said)


def of_year(year: int) -> When:
    """A whole year.

    Parameters
    ----------
    year : int
        The year.

    Returns
    -------
    When
        From its first to its last day.
    """
    return When(str(year), date(year, 1, 1), date(year, 12, 31))


def of_day(day: date) -> When:
    """A day.

    Parameters
    ----------
    day : date
        The day.

    Returns
    -------
    When
        That day alone.
    """
    return When(dates.day(day, "de"), day, day)


def ends_before(end: When | None, begin: When | None) -> bool:
    """Whether an end lies before a beginning in every reading of both.

    Parameters
    ----------
    end, begin : When or None
        Two points of time; None where nothing was typed.

    Returns
    -------
    bool
        False where one of them is open.
    """
    return bool(end and begin and end.latest and begin.earliest and end.latest < begin.earliest)


def last_day(point: When | None) -> date | None:
    """The day that a calendar shows: the last one meant.

    Parameters
    ----------
    point : When or None
        A point of time.

    Returns
    -------
    date or None
        None where it is open.
    """
    return (point.latest or point.earliest) if point else None


def _span(bare: str) -> tuple[date, date] | None:
    """First and last day of a date without its "ca."."""
    try:
        return _whole(bare) or _part(bare)
    except ValueError:  # 31.2.2028, 14/2028
        return None


def _whole(bare: str) -> tuple[date, date] | None:
    """A year, a day."""
    if bare.isdigit() and len(bare) == 4 and EARLIEST_YEAR <= int(bare) <= LATEST_YEAR:
        return date(int(bare), 1, 1), date(int(bare), 12, 31)
    if found := DAY.match(bare):
        day = date(int(found[3]), int(found[2]), int(found[1]))
        return day, day
    if found := ISO.match(bare):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day
    return None


def _part(bare: str) -> tuple[date, date] | None:
    """A quarter, a month."""
    if found := QUARTER.match(bare):
        quarter = ROMAN.get(found[3] or "") or int(found[1] or found[2] or found[4])
        return _months(int(found[5]), quarter * 3 - 2, quarter * 3)
    if found := MONTH.match(bare):
        return _months(int(found[2]), int(found[1]), int(found[1]))
    found = NAMED_MONTH.match(bare)
    if found and found[1] in MONTH_OF:
        return _months(int(found[2]), MONTH_OF[found[1]], MONTH_OF[found[1]])
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _not_understood(typed: str) -> PlanError:
    german = f"„{typed}“ verstehen wir nicht als Zeitpunkt. Möglich: 2028, 3. Quartal 2028, 08/2028, 14.08.2028, offen."
    msg = f"'{typed}' is not understood as a date. Possible: 2028, Q3 2028, 08/2028, 14.08.2028, open."
    return PlanError(msg, german)
