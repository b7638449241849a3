"""How many people live here, on one census base at a time: changes, breaks, the count of the census of 2022."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from kleinstadt.compare.changes import nearest_pair
from kleinstadt.compare.trends import CENSUS_FROM, census_of
from kleinstadt.workbench.draft.subject import Subject

CENSUS_DAY: Final = 2022 + 135 / 365  # 15 May 2022
BASES: Final = {0: "ältere Zählungen", 2011: "Zensus 2011", 2022: "Zensus 2022"}


@dataclass(frozen=True)
class Span:
    """A change of the number of people between two year's ends on one base.

    Attributes
    ----------
    since, until : str
        Both years.
    before, after : float
        The town's persons.
    change : float
        Of the town, per cent.
    group : float or None
        Median of the group's changes, per cent; None without a group.
    n : int
        How many of the group are known at both ends.
    land, bund : float
        Change of the sums in the Land and in Germany, per cent.
    """

    since: str
    until: str
    before: float
    after: float
    change: float
    group: float | None
    n: int
    land: float
    bund: float


def span(town: Subject, since: int | None = None, until: int | None = None) -> Span | None:
    """The change between two years, by default over about ten up to the newest on one census; None if not known.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.
    since, until : int, optional
        Years; those are taken that are nearest on one base.

    Returns
    -------
    Span or None
        None too where the town has no value at one of the ends.
    """
    series = town.series("population")
    if series is None:
        return None
    asked = (None if year is None else str(year) for year in (since, until))
    ends = nearest_pair(town.atlas.known("population"), series.periods, *asked)
    if ends is None:
        return None
    first, last = map(series.periods.index, ends)
    before, after = series.values[first], series.values[last]
    own = (float(before[town.row]), float(after[town.row]))
    if not own[0] > 0 or np.isnan(own[1]):
        return None
    rates = _rates(before, after, town.group_rows)
    areas = town.atlas.areas(town.year, town.level)
    land = areas.mask("land", town.key[:2])
    return Span(
        series.periods[first],
        series.periods[last],
        *own,
        (own[1] / own[0] - 1) * 100,
        float(np.median(rates)) if len(rates) else None,
        len(rates),
        _total(before, after, land),
        _total(before, after, areas.inhabited & areas.everywhere),
    )


def _rates(before: np.ndarray, after: np.ndarray, rows: np.ndarray) -> np.ndarray:
    known = rows[(before[rows] > 0) & ~np.isnan(after[rows])]
    rates: np.ndarray = (after[known] / before[known] - 1) * 100
    return rates


def _total(before: np.ndarray, after: np.ndarray, mask: np.ndarray) -> float:
    known = mask & ~np.isnan(before) & ~np.isnan(after)
    return float((after[known].sum() / before[known].sum() - 1) * 100)


@dataclass(frozen=True)
class Counted:
    """What the census of 2022 counted beside the register.

    Attributes
    ----------
    counted : float
        Persons in the census.
    less : float
        By how many per cent fewer than the register had that day; negative where there are more.
    rebased : float
        The newest register figure put on the base of the census, in persons; to be printed as "rund".
    newest : str
        Year of that figure.
    """

    counted: float
    less: float
    rebased: float
    newest: str


def counted(town: Subject) -> Counted | None:
    """The census of 2022 beside the register of that day, between two year's ends; None where either is missing.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.

    Returns
    -------
    Counted or None
        The register of 15 May 2022 lies on the line between two year's ends.
    """
    figure, series = town.figures.get("census_population"), town.series("population")
    if figure is None or figure.value is None or series is None or not {"2021", "2022"} <= set(series.periods):
        return None
    own = {period: float(value) for period, value in zip(series.periods, series.values[:, town.row], strict=True)}
    newest = max(period for period in own if census_of(period) != CENSUS_FROM[2024])
    that_day = own["2021"] + (own["2022"] - own["2021"]) * (CENSUS_DAY - 2022)
    if np.isnan(that_day) or not that_day > 0 or np.isnan(own[newest]):
        return None
    rebased = own[newest] * figure.value / that_day
    return Counted(figure.value, (1 - figure.value / that_day) * 100, rebased, newest)


def own_series(town: Subject) -> dict[str, float]:
    """The town's own values by year's end, as far as known.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.

    Returns
    -------
    dict of str to float
        Persons by year, oldest first.
    """
    series = town.series("population")
    if series is None:
        return {}
    pairs = zip(series.periods, series.values[:, town.row], strict=True)
    return {period: float(value) for period, value in pairs if not np.isnan(value)}


def turns(own: dict[str, float], least: float = 2.0) -> list[tuple[str, str, float]]:
    """Stretches of one direction on the newest long base; small back-and-forth is none.

    Parameters
    ----------
    own : dict of str to float
        Persons by year, as `own_series` gives them.
    least : float
        Per cent that a stretch must move to count as one.

    Returns
    -------
    list of (str, str, float)
        First year, last year and change in persons, oldest first; empty where all go one way.
    """
    years = sorted(own)
    years = [year for year in years if census_of(year) == CENSUS_FROM[2012]]
    found: list[tuple[str, str, float]] = []
    for one, other in pairwise(years):
        step = own[other] - own[one]
        if found and (found[-1][2] >= 0) == (step >= 0):
            found[-1] = (found[-1][0], other, found[-1][2] + step)
        else:
            found.append((one, other, step))
    large = [part for part in found if abs(part[2]) / own[part[0]] * 100 >= least]
    return large if len({part[2] > 0 for part in large}) > 1 else []
