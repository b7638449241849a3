"""How a figure changes between two years: counts and money in per cent, rates in points, never across a new census.

Figures of people before and after a census differ by the count itself (methods: 2011 and 2022), so a change across one
is no development. Which figures that concerns is said by `rests_on_people`. Nor is a change from one source to another
that counts otherwise, which the figure declares (`Indicator.breaks`).
"""

from itertools import combinations
from typing import Final

import numpy as np

from kleinstadt.compare.trends import CENSUS_FROM
from kleinstadt.indicators.model import Count, Indicator, Ratio
from kleinstadt.indicators.population import POPULATION
from kleinstadt.indicators.vintages import last_of
from kleinstadt.territory.coding import Floats
from kleinstadt.words.language import Text

Breaks = tuple[tuple[int, Text], ...]  # first year on another basis, and which
OTHER_SOURCE: Final = Text("andere Quelle", "other source")

STEADY: Final = {"population": 1.0, "employees_workplace": 3.0}  # per cent within which a count is called unchanged
STEADY_YEARS: Final = 10  # of so many years; the band of other spans follows the root of their length

# Counted by registers of their own, not updated from a census; shares of what is counted in the same way.
NOT_OF_PEOPLE: Final = frozenset({"employees_workplace", "unemployed", "commuter_balance_persons", "voters"})
OF_PEOPLE: Final = frozenset({"employment_rate_pct", "employment_rate_gemeinde_pct", "potential_persons"})
PER_PERSON: Final = frozenset(
    {
        "per_km2",
        "per_1000",
        "per_10000",
        "per_10000_children",
        "per_100000",
        "per_resident",
        "eur_per_head",
        "thousand_eur_per_head",
        "kw_per_head",
    }
)


def in_percent(indicator: Indicator) -> bool:
    """Whether a change is told in per cent of the first value, not as a difference.

    Parameters
    ----------
    indicator : Indicator
        What is measured.

    Returns
    -------
    bool
        True for counts and money.
    """
    return isinstance(indicator, Count) or "eur" in indicator.unit


def changed(indicator: Indicator, first: Floats, last: Floats) -> Floats:
    """The change of each value: in per cent for counts and money, else in the indicator's unit; NaN where none.

    Parameters
    ----------
    indicator : Indicator
        What is measured.
    first, last : array of float
        Values then and now, in the indicator's unit, same shape.

    Returns
    -------
    array of float
        Same shape; in per cent NaN also where the first value is not above 0.

    Examples
    --------
    >>> import numpy as np
    >>> changed(ed.indicators["population"], np.array([200.0, 0.0]), np.array([210.0, 5.0])).round(1).tolist()
    [5.0, nan]
    """
    if not in_percent(indicator):
        return last - first
    with np.errstate(divide="ignore", invalid="ignore"):
        grown = (last / first - 1) * 100
    return np.where(np.isfinite(grown) & (first > 0), grown, np.nan)


def rests_on_people(indicator: Indicator) -> bool:
    """Whether the figure hangs on how many people the census counted.

    Parameters
    ----------
    indicator : Indicator
        What is measured.

    Returns
    -------
    bool
        A quotient does if either of its counts does.
    """
    if indicator.id in NOT_OF_PEOPLE:
        return False
    if isinstance(indicator, Ratio):
        return rests_on_people(indicator.numerator) or rests_on_people(indicator.denominator)
    if isinstance(indicator, Count):
        return indicator.unit == "persons"
    return indicator.id in OF_PEOPLE or indicator.unit in PER_PERSON or indicator.theme == "population"


def people_of(indicator: Indicator) -> Indicator | None:
    """The people that a figure hangs on: of a quotient those of one of its counts; None where it hangs on none.

    Parameters
    ----------
    indicator : Indicator
        What is measured.

    Returns
    -------
    Indicator or None
        The first of its counts that hangs on people, or itself.
    """
    if not rests_on_people(indicator):
        return None
    if isinstance(indicator, Ratio):
        return people_of(indicator.numerator) or people_of(indicator.denominator)
    return indicator


def comparable(indicator: Indicator, start: str, end: str) -> bool:
    """Whether two periods stand on one basis: of a quotient that of its people, whose other count follows theirs.

    Parameters
    ----------
    indicator : Indicator
        What is measured.
    start, end : str
        Two periods.

    Returns
    -------
    bool
        False across a new census or a change of source.

    Examples
    --------
    >>> comparable(ed.indicators["population"], "2010", "2015"), comparable(ed.indicators["population"], "2013", "2019")
    (False, True)
    """
    based = _based_on(indicator)
    return based.basis(start) == based.basis(end)


def breaks_of(indicator: Indicator) -> Breaks:
    """Where a line of a figure breaks: its people go on from another census, or its source is another.

    Parameters
    ----------
    indicator : Indicator
        What is measured.

    Returns
    -------
    tuple of (int, Text)
        First year on another basis, and which; oldest first.
    """
    years = [int(first[:4]) for first in first_periods(indicator)]
    if people_of(indicator) is None:
        return tuple((year, OTHER_SOURCE) for year in years)
    censuses = [Text(f"Zensus {census}", f"Census {census}") for census in CENSUS_FROM.values()]
    return tuple(zip(years, censuses, strict=False))


def first_periods(indicator: Indicator) -> tuple[str, ...]:
    """The first period on each other basis, of a quotient of its people.

    Parameters
    ----------
    indicator : Indicator
        What is measured.

    Returns
    -------
    tuple of str
        Oldest first.
    """
    return _based_on(indicator).breaks


def _based_on(indicator: Indicator) -> Indicator:
    """What says on which basis a figure stands: itself, or its people; those of a publisher go on as the residents."""
    people = people_of(indicator) or indicator
    return POPULATION if rests_on_people(people) and not people.breaks else people


def pairs(indicator: Indicator, periods: list[str]) -> list[tuple[str, str]]:
    """All pairs of periods on one basis, each with the earlier one first.

    Parameters
    ----------
    indicator : Indicator
        What is measured.
    periods : list of str
        Oldest first.

    Returns
    -------
    list of (str, str)
        In the order of the periods.
    """
    based = _based_on(indicator)
    basis = {period: based.basis(period) for period in periods}
    return [(start, end) for start, end in combinations(periods, 2) if basis[start] == basis[end]]


def years_between(start: str, end: str) -> float:
    """The length of a span in years.

    Parameters
    ----------
    start, end : str
        Two periods; a year ends with its December, "2019-06" with that month.

    Returns
    -------
    float
        Years.

    Examples
    --------
    >>> years_between("2013", "2023-06")
    9.5
    """
    return (_months(end) - _months(start)) / 12


def _months(period: str) -> int:
    year, _, month = last_of(period).partition("-")
    return int(year) * 12 + int(month or 12)


def nearest_pair(
    indicator: Indicator, periods: list[str], start: str | None, end: str | None
) -> tuple[str, str] | None:
    """The two periods on one basis nearest to those asked for; by default the newest, and ten years before it.

    Parameters
    ----------
    indicator : Indicator
        What is measured.
    periods : list of str
        Those known, oldest first.
    start, end : str or None
        Those wished for; the end counts twice as much as the start.

    Returns
    -------
    tuple of (str, str), or None
        None where no two periods stand on one basis.
    """
    known = pairs(indicator, periods)
    if not known:
        return None
    months = {period: _months(period) for period in periods}
    last = _months(end or known[-1][1])
    first = _months(start) if start else last - 12 * STEADY_YEARS

    def distance(pair: tuple[str, str]) -> tuple[int, int]:
        begun, ended = months[pair[0]], months[pair[1]]
        return 2 * abs(ended - last) + abs(begun - first), -ended

    return min(known, key=distance)


def on_basis_of(indicator: Indicator, periods: list[str], start: str) -> tuple[str, str] | None:
    """The longest span that stands on the basis of a period; None if it stands alone.

    Parameters
    ----------
    indicator : Indicator
        What is measured.
    periods : list of str
        Those known, oldest first.
    start : str
        The period.

    Returns
    -------
    tuple of (str, str), or None
        The earlier one first.
    """
    known = [pair for pair in pairs(indicator, periods) if comparable(indicator, pair[0], start)]
    return max(known, key=lambda pair: years_between(*pair), default=None)


def steady_band(indicator: Indicator, start: str, end: str) -> float | None:
    """Within what change a figure is called almost unchanged, as far as that is settled.

    Parameters
    ----------
    indicator : Indicator
        What is measured.
    start, end : str
        The two periods of the change.

    Returns
    -------
    float or None
        Per cent; the band of ten years (STEADY) times the root of the span's length in decades. None for others.
    """
    within = STEADY.get(indicator.id)
    if within is None:
        return None
    return round(within * (years_between(start, end) / STEADY_YEARS) ** 0.5, 1) or 0.1
