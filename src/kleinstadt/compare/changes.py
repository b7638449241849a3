"""How a figure changes between two years: counts and money in per cent, rates in points, never across a new census.

Figures of people before and after a census differ by the count itself (methods: 2011 and 2022), so a change across one
is no development. Which figures that concerns is said by `rests_on_people`. Nor is a change from one source to another
that counts otherwise, which the figure declares (`Indicator.breaks`).
"""

from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.trends import CENSUS_FROM
from kleinstadt.indicators.model import Count, Indicator, Ratio
from kleinstadt.indicators.population import POPULATION
from kleinstadt.indicators.vintages import last_of
from kleinstadt.words.language import Text

Floats = NDArray[np.float64]

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
    """Whether a change is told in per cent of the first value, not as a difference."""
    return isinstance(indicator, Count) or "eur" in indicator.unit


def changed(indicator: Indicator, first: Floats, last: Floats) -> Floats:
    """The change of each value: in per cent for counts and money, else in the indicator's unit; NaN where none."""
    if not in_percent(indicator):
        return last - first
    with np.errstate(divide="ignore", invalid="ignore"):
        grown = (last / first - 1) * 100
    return np.where(np.isfinite(grown) & (first > 0), grown, np.nan)


def rests_on_people(indicator: Indicator) -> bool:
    """Whether the figure hangs on how many people the census counted."""
    if indicator.id in NOT_OF_PEOPLE:
        return False
    if isinstance(indicator, Ratio):
        return rests_on_people(indicator.numerator) or rests_on_people(indicator.denominator)
    if isinstance(indicator, Count):
        return indicator.unit == "persons"
    return indicator.id in OF_PEOPLE or indicator.unit in PER_PERSON or indicator.theme == "population"


def people_of(indicator: Indicator) -> Indicator | None:
    """The people that a figure hangs on: of a quotient those of one of its counts; None where it hangs on none."""
    if not rests_on_people(indicator):
        return None
    if isinstance(indicator, Ratio):
        return people_of(indicator.numerator) or people_of(indicator.denominator)
    return indicator


def comparable(indicator: Indicator, start: str, end: str) -> bool:
    """Whether two periods stand on one basis: of a quotient that of its people, whose other count follows theirs."""
    based = _based_on(indicator)
    return based.basis(start) == based.basis(end)


def breaks_of(indicator: Indicator) -> Breaks:
    """Where a line of a figure breaks: its people go on from another census, or its source is another."""
    years = [int(first[:4]) for first in first_periods(indicator)]
    if people_of(indicator) is None:
        return tuple((year, OTHER_SOURCE) for year in years)
    censuses = [Text(f"Zensus {census}", f"Census {census}") for census in CENSUS_FROM.values()]
    return tuple(zip(years, censuses, strict=False))


def first_periods(indicator: Indicator) -> tuple[str, ...]:
    """The first period on each other basis, of a quotient of its people."""
    return _based_on(indicator).breaks


def _based_on(indicator: Indicator) -> Indicator:
    """What says on which basis a figure stands: itself, or its people; those of a publisher go on as the residents."""
    people = people_of(indicator) or indicator
    return POPULATION if rests_on_people(people) and not people.breaks else people


def pairs(indicator: Indicator, periods: list[str]) -> list[tuple[str, str]]:
    """All pairs of periods on one basis, each with the earlier one first."""
    based = _based_on(indicator)
    basis = {period: based.basis(period) for period in periods}
    return [(start, end) for start, end in combinations(periods, 2) if basis[start] == basis[end]]


def years_between(start: str, end: str) -> float:
    """The length of a span in years."""
    return (_months(end) - _months(start)) / 12


def _months(period: str) -> int:
    year, _, month = last_of(period).partition("-")
    return int(year) * 12 + int(month or 12)


def nearest_pair(
    indicator: Indicator, periods: list[str], start: str | None, end: str | None
) -> tuple[str, str] | None:
    """The two periods on one basis nearest to those asked for; by default the newest, and ten years before it.

    Returns None where no two periods stand on one basis.
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
    """The longest span that stands on the basis of a period; None if it stands alone."""
    known = [pair for pair in pairs(indicator, periods) if comparable(indicator, pair[0], start)]
    return max(known, key=lambda pair: years_between(*pair), default=None)


def steady_band(indicator: Indicator, start: str, end: str) -> float | None:
    """Within what change a figure is called almost unchanged, as far as that is settled."""
    within = STEADY.get(indicator.id)
    if within is None:
        return None
    return round(within * (years_between(start, end) / STEADY_YEARS) ** 0.5, 1) or 0.1
