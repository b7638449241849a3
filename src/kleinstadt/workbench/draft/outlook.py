"""The Modellrechnung: half the trend of one census base, with a band as wide as the method missed before.

After section 8 of the project's notes on INSEKs; bench/outlook.py repeats the back-test, docs/outlook.md prints it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kleinstadt.compare.changes import nearest_pair
from kleinstadt.compare.trends import census_of
from kleinstadt.compare.values import Series
from kleinstadt.indicators.model import Indicator
from kleinstadt.territory.coding import Floats
from kleinstadt.workbench.draft.population import counted
from kleinstadt.workbench.draft.subject import Subject

DAMPED: Final = 0.5  # of the trend: it beat the whole one at every size and span (docs/outlook.md)
WIDTH: Final = 0.8  # of the past errors lie within the band
SMALLEST: Final = 2000  # below it no total is calculated
EARLIEST_LAUNCH: Final = 2002
SHORTEST: Final = 4  # years that a trend is taken from
FEWEST_CASES: Final = 30
STEPS: Final = (0, 5, 10)


@dataclass(frozen=True)
class Missed:
    """How far the method was off in a group over a span of years.

    Attributes
    ----------
    years : int
        The span.
    median, wide : float
        Absolute error in per cent: half of the cases lie below the first, WIDTH of them below the second.
    cases : int
        Areas times launches, as far as both values are known.
    launches : tuple of str
        The years from which was calculated.
    """

    years: int
    median: float
    wide: float
    cases: int
    launches: tuple[str, ...]


@dataclass(frozen=True)
class Outlook:
    """The calculation of one town.

    Attributes
    ----------
    since, until : str
        Year of the start and of the end.
    start : float
        Persons at the start.
    rebased : bool
        Whether the start was put on the base of the census of 2022.
    rate : float
        Per cent a year of the whole trend.
    trend : tuple of (str, str)
        The periods it is taken from.
    half, full : tuple of (int, float)
        Year and persons, by half the trend and by the whole; the start is the first.
    band : tuple of (int, float, float)
        Year, low and high around half the trend, in persons; empty for an alliance.
    own : tuple of (str, str, float)
        Launch, target and error in per cent: how the method would have done for this town.
    missed : tuple of Missed
        Errors of its group, the shorter span first.
    """

    since: str
    until: str
    start: float
    rebased: bool
    rate: float
    trend: tuple[str, str]
    half: tuple[tuple[int, float], ...]
    full: tuple[tuple[int, float], ...]
    band: tuple[tuple[int, float, float], ...]
    own: tuple[tuple[str, str, float], ...]
    missed: tuple[Missed, ...]


def outlook(town: Subject) -> Outlook | None:
    """The calculation for a town; None below 2,000 inhabitants, or where the series or the group is too short.

    That of an alliance is the sum of its members', without a band; None where one of them has none.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.

    Returns
    -------
    Outlook or None
        Ten years ahead.
    """
    if town.alliance:
        return _together([outlook(one) for one in town.members])
    series = town.series("population")
    if series is None:
        return None
    own = series.values[:, town.row]
    last = max((place for place in range(len(own)) if not np.isnan(own[place])), default=None)
    if last is None or own[last] < SMALLEST:
        return None
    trend = _trend(town.atlas.known("population"), series.periods[: last + 1], own)
    missed = [missed_in(series, town.group_rows, years) for years in STEPS[1:]]
    if trend is None or any(one is None or one.cases < FEWEST_CASES for one in missed):
        return None
    ends, rate = trend
    held = tuple(one for one in missed if one is not None)
    census = counted(town) if census_of(series.periods[last]) == 2011 else None
    start = census.rebased if census else float(own[last])
    begun = int(series.periods[last])
    half = tuple((begun + years, start * (1 + rate * DAMPED) ** years) for years in STEPS)
    band = tuple(
        (year, value * (1 - one.wide / 100), value * (1 + one.wide / 100))
        for (year, value), one in zip(half[1:], held, strict=True)
    )
    return Outlook(
        series.periods[last],
        str(begun + STEPS[-1]),
        start,
        census is not None,
        rate * 100,
        ends,
        half,
        tuple((begun + years, start * (1 + rate) ** years) for years in STEPS),
        ((begun, start, start), *band),
        _own_errors(series.periods, own),
        held,
    )


def _trend(indicator: Indicator, periods: list[str], own: Floats) -> tuple[tuple[str, str], float] | None:
    """About ten years up to the newest on one census, and the yearly change over them; None where they are too few."""
    ends = nearest_pair(indicator, periods, None, None)
    if ends is None or (years := int(ends[1]) - int(ends[0])) < SHORTEST:
        return None
    first, last = (own[periods.index(end)] for end in ends)
    return (ends, float(last / first) ** (1 / years) - 1) if first > 0 and last > 0 else None


def _together(members: Sequence[Outlook | None]) -> Outlook | None:
    """The members' calculations added up: how their errors hang together is unknown, so that there is no band."""
    those = [one for one in members if one is not None]
    if len(those) < len(members) or len({(one.since, one.until, one.trend, one.rebased) for one in those}) != 1:
        return None
    first, start = those[0], sum(one.start for one in those)
    half, full = (_sums([getattr(one, name) for one in those]) for name in ("half", "full"))
    rate = ((full[-1][1] / start) ** (1 / STEPS[-1]) - 1) * 100
    return replace(first, start=start, rate=rate, half=half, full=full, band=(), own=(), missed=())


def _sums(lines: list[tuple[tuple[int, float], ...]]) -> tuple[tuple[int, float], ...]:
    return tuple((points[0][0], sum(value for _, value in points)) for points in zip(*lines, strict=True))


def trend_start(periods: list[str], launch: int) -> int | None:
    """Where the trend of a launch begins: about ten years before, on its own census base if that gives four years.

    Parameters
    ----------
    periods : list of str
        Years, oldest first.
    launch : int
        Place of the launch among them.

    Returns
    -------
    int or None
        Place among the periods; None where there is no value at least four years before.
    """
    year = int(periods[launch])
    older = [place for place in range(launch) if year - int(periods[place]) >= SHORTEST]
    if not older:
        return None
    same = [place for place in older if census_of(periods[place]) == census_of(periods[launch])]
    return min(same or older, key=lambda place: abs(year - int(periods[place]) - 10))


def damped(series: Series, launch: int, target: int, by: float = DAMPED) -> Floats | None:
    """What the method would have calculated at a launch for a target, for all areas.

    Persons at the launch times (1 + by x rate) to the power of the years ahead; the rate is the yearly change from
    `trend_start` to the launch.

    Parameters
    ----------
    series : Series
        Persons.
    launch, target : int
        Their places among the periods.
    by : float
        How much of the trend goes on, from 0 (none) to 1 (all).

    Returns
    -------
    array of float, or None
        Persons, one entry an area; NaN where a value is missing. None where no trend can begin.
    """
    first = trend_start(series.periods, launch)
    if first is None:
        return None
    span = int(series.periods[launch]) - int(series.periods[first])
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = (series.values[launch] / series.values[first]) ** (1 / span) - 1
    ahead = int(series.periods[target]) - int(series.periods[launch])
    calculated: Floats = series.values[launch] * (1 + rate * by) ** ahead
    return calculated


def launches(periods: list[str], years: int) -> list[tuple[int, int]]:
    """Pairs (launch, target) that many years apart, or one more or less; each launch once, from 2002 on.

    Parameters
    ----------
    periods : list of str
        Years, oldest first.
    years : int
        How far the target is from the launch.

    Returns
    -------
    list of (int, int)
        Places among the periods.
    """
    found = []
    for launch, period in enumerate(periods):
        gaps = {place: abs(int(periods[place]) - int(period) - years) for place in range(launch + 1, len(periods))}
        ahead = [place for place, gap in gaps.items() if gap <= 1]
        if int(period) >= EARLIEST_LAUNCH and ahead and trend_start(periods, launch) is not None:
            found.append((launch, min(ahead, key=gaps.__getitem__)))
    return found


def missed_in(series: Series, rows: np.ndarray, years: int, by: float = DAMPED) -> Missed | None:
    """How far the method was off in these areas over about so many years.

    Parameters
    ----------
    series : Series
        Persons.
    rows : array of int
        Where the areas stand in it.
    years : int
        From launch to target, give or take one.
    by : float
        How much of the trend goes on, from 0 (none) to 1 (all).

    Returns
    -------
    Missed or None
        None where nothing can be compared.
    """
    errors, used = [], []
    for launch, target in launches(series.periods, years):
        calculated = damped(series, launch, target, by)
        if calculated is None:
            continue
        with np.errstate(divide="ignore", invalid="ignore"):
            off = np.abs(calculated[rows] / series.values[target, rows] - 1) * 100
        errors.append(off[np.isfinite(off)])
        used.append(series.periods[launch])
    if not errors:
        return None
    together = np.concatenate(errors)
    if not len(together):
        return None
    return Missed(years, float(np.median(together)), float(np.quantile(together, WIDTH)), len(together), tuple(used))


def _own_errors(periods: list[str], own: Floats) -> tuple[tuple[str, str, float], ...]:
    """What the method would have said about this town ten years ahead: launch, target, error in per cent."""
    alone = Series(periods, own[:, None])
    found = []
    for launch, target in launches(periods, STEPS[-1]):
        calculated = damped(alone, launch, target)
        if calculated is not None and np.isfinite(calculated[0]) and own[target] > 0:
            found.append((periods[launch], periods[target], float(calculated[0] / own[target] - 1) * 100))
    return tuple(found)
