"""The one rule for the value of a group: from municipalities to any larger area, or to any group of areas.

Library, command line, API, pages and PDF all ask here, so the same question has the same answer everywhere.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kleinstadt.indicators.model import Count, Indicator, Published, Ratio
from kleinstadt.indicators.parts import Parts
from kleinstadt.indicators.sums import Sums, quotient
from kleinstadt.indicators.vintages import span
from kleinstadt.keys import LEVELS
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.territory.coding import Codes, Floats
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

ROUNDING: Final = 1e-9
ALL: Final = 100.0  # per cent
DIGITS: Final = 9  # of a mean of rates behind its point
AS_GOOD_AS_ALL: Final = 95.0  # per cent of the people: a group's value is then told without its coverage
PARTIAL, MODELLED = (STATUSES.index(word) for word in ("partial", "modelled"))
TERRITORIES: Final = ("ags", "verband", "kreis", "region", "land", "bund")  # have all their land, whoever lives there


@dataclass(frozen=True)
class Grouped:
    """Groups with their values: arrays of one entry a group, NaN where there is none.

    Attributes
    ----------
    value : array of float
        In the indicator's unit.
    numerator, denominator : array of float
        The sums it is made of.
    status : array of int
        Place in STATUSES.
    people_pct, area_pct : array of float
        Share of the group's residents, and of its land, for which the indicator is known.
    told : callable
        Makes `vintage`, which not everybody asks for.
    """

    value: Floats
    numerator: Floats
    denominator: Floats
    status: Codes
    people_pct: Floats
    area_pct: Floats
    told: Callable[[], Codes]

    @cached_property
    def vintage(self) -> Codes:
        """Each group's place in Parts.vintages, -1 for none."""
        return self.told()


class GroupValue(NamedTuple):
    """The value of one group.

    Attributes
    ----------
    value : float or None
        In the indicator's unit; None where there is none.
    status : str
        "measured", "modelled", "partial", or why there is no value.
    people_pct, area_pct : float or None
        Share of the group's residents, and of its land, for which the indicator is known; None where unknown.
    """

    value: float | None
    status: str
    people_pct: float | None
    area_pct: float | None

    def said(self, digits: int, lang: Lang) -> str:
        """The number, and for how many of the people where not for all: "4,9 (für 87 %)".

        Parameters
        ----------
        digits : int
            Decimals.
        lang : {"de", "en"}
            How numbers are written.

        Returns
        -------
        str
            Without coverage from AS_GOOD_AS_ALL per cent of the people on.
        """
        return number(self.value, digits, lang) + self.covered(lang)

    def covered(self, lang: Lang) -> str:
        """For how many of the people the value is known, where too many lack for a reader not to be told."""
        if self.value is None or self.people_pct is None or self.people_pct >= AS_GOOD_AS_ALL:
            return ""
        share = number(self.people_pct, 0, lang)
        return pick((f" (für\N{NO-BREAK SPACE}{share}\N{NO-BREAK SPACE}%)", f" (for\N{NO-BREAK SPACE}{share}%)"), lang)


NO_VALUE: Final = GroupValue(None, "not_meaningful", None, None)


def group_values(parts: Parts, indicator: Indicator, sums: Sums, *, lent: bool | NDArray[np.bool_] = False) -> Grouped:
    """The value of each group of municipalities, by the indicator's own rule.

    Parameters
    ----------
    parts : Parts
        One entry a municipality.
    indicator : Indicator
        Its class is the rule.
    sums : Sums
        The group of each municipality; the same for as many indicators as are asked for.
    lent : bool or array of bool
        Whether the groups, or which, have a rate only because the larger areas that they belong to have one.

    Returns
    -------
    Grouped
        One entry a group. What is known of a part of the members is "partial".

    Notes
    -----
    - Count: sum of numerators; missing where that of an inhabited member is unknown (of any, where it counts land).
    - Ratio: scale * sum of numerators / sum of denominators, over the members that have both; no share exceeds all.
    - Published: mean of rates weighted by the named weight, sum(rate * weight) / sum(weight), or the harmonic mean
      where the indicator says so; without a weight only a single member has a value.

    Examples
    --------
    >>> from kleinstadt.indicators.catalogue import indicator
    >>> nothing = pl.Series([None, None], dtype=pl.Float64)
    >>> rows = {"numerator": [10.0, 5.0], "denominator": nothing, "status": ["measured"] * 2, "vintage": ["2019"] * 2}
    >>> group_values(Parts.of(pl.DataFrame(rows)), indicator("population"), Sums(np.array([0, 0]), 1)).value.tolist()
    [15.0]
    """
    return next(values_of_groupings(parts, indicator, [sums], lent=lent))


def values_of_groupings(
    parts: Parts, indicator: Indicator, groupings: Iterable[Sums], *, lent: bool | NDArray[np.bool_] = False
) -> Iterator[Grouped]:
    """The same for several groupings of the same municipalities: what is known of these is asked once.

    Parameters
    ----------
    parts : Parts
        One entry a municipality.
    indicator : Indicator
        Its class is the rule.
    groupings : iterable of Sums
        The group of each municipality, in each grouping.
    lent : bool or array of bool
        As in `group_values`.

    Yields
    ------
    Grouped
        As from `group_values`, one a grouping.
    """
    known = parts.known(indicator)
    counted = [np.where(known, amounts, 0.0) for amounts in (parts.numerator, parts.denominator)]
    marks = _Marks(known, ~known, ~known & _needed(parts, indicator), known & (parts.status == MODELLED))
    weights = [_Weights.of(weights, known) for weights in (parts.population, parts.area_km2)]
    for sums in groupings:
        above, below = (sums.total(amounts) for amounts in counted)
        people, land = (_share(sums, one) for one in weights)
        value, status = _valued(parts, indicator, sums, marks, above, below, lent)
        yield Grouped(value, above, below, status, people, land, partial(_vintages, parts, sums, known))


class _Marks(NamedTuple):
    """Which municipalities are known, unknown, unknown though needed, and modelled."""

    known: NDArray[np.bool_]
    unknown: NDArray[np.bool_]
    lacking: NDArray[np.bool_]
    modelled: NDArray[np.bool_]


def _valued(
    parts: Parts,
    indicator: Indicator,
    sums: Sums,
    marks: _Marks,
    above: Floats,
    below: Floats,
    lent: bool | NDArray[np.bool_],
) -> tuple[Floats, Codes]:
    """Value and status of each group."""
    present, unseen, lacking = (sums.how_many(mark) for mark in marks[:3])
    members = present + unseen
    modelled = (sums.how_many(marks.modelled) > 0) | lent
    too_much = _more_than_all(indicator, above, below)
    possible = _possible(indicator, members, present, lacking, (below > 0) & ~too_much)
    value = _value(indicator, above, below, possible=possible)
    reason = sums.first(parts.status, marks.unknown)
    nothing = np.where(too_much, STATUSES.index("unreliable"), STATUSES.index("not_meaningful"))
    status: Codes = np.where(modelled, MODELLED, STATUSES.index("measured")).astype(np.int64)
    status = np.where(unseen > 0, PARTIAL, status)
    return value, np.where(np.isnan(value), np.where(reason >= 0, reason, nothing), status)


def value_of(parts: Parts, indicator: Indicator, members: NDArray[np.bool_], *, lent: bool = False) -> GroupValue:
    """The value of one group.

    Parameters
    ----------
    parts : Parts
        One entry a municipality.
    indicator : Indicator
        Its class is the rule (`group_values`).
    members : array of bool
        Which municipalities make up the group.
    lent : bool
        Whether the group has a rate only because the larger area that it belongs to has one.

    Returns
    -------
    GroupValue
        In the indicator's unit.
    """
    rows = np.flatnonzero(members)
    found = group_values(parts.at(rows), indicator, Sums(np.zeros_like(rows), 1), lent=lent)
    numbers = [None if np.isnan(x[0]) else float(x[0]) for x in (found.value, found.people_pct, found.area_pct)]
    return GroupValue(numbers[0], STATUSES[found.status[0]], numbers[1], numbers[2])


def _vintages(parts: Parts, sums: Sums, known: NDArray[np.bool_]) -> Codes:
    """Each group's vintage: its first member's, or from the earliest year to the latest where theirs differ."""
    first = sums.first(parts.vintage, parts.vintage >= 0)
    years = [place for place, period in enumerate(parts.vintages) if period.isdigit()]
    if len(years) <= 1:
        return first
    has = np.vstack([sums.how_many(known & (parts.vintage == place)) > 0 for place in years])
    earliest, latest = np.argmax(has, axis=0), len(years) - 1 - np.argmax(has[::-1], axis=0)
    told = [[parts.vintages.index(span((parts.vintages[a], parts.vintages[b]))) for b in years] for a in years]
    return np.where(has.any(axis=0), np.array(told, dtype=np.int64)[earliest, latest], first)


def _needed(parts: Parts, indicator: Indicator) -> NDArray[np.bool_]:
    """Members without which there is no sum: all, but forests and waters in which nobody lives, unless land counts."""
    counts_land = isinstance(indicator, Count) and indicator.carried_by == "area"
    if counts_land or parts.population is None:
        return np.ones(len(parts.numerator), dtype=np.bool_)
    return np.asarray(parts.population != 0)


def _possible(
    indicator: Indicator, members: Codes, present: Codes, lacking: Codes, divisible: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which groups have a value."""
    if isinstance(indicator, Count):
        return np.asarray((lacking == 0) & (present > 0))
    if isinstance(indicator, Published) and indicator.weight is None:
        return np.asarray((members == 1) & divisible)
    return divisible


def _value(indicator: Indicator, above: Floats, below: Floats, *, possible: NDArray[np.bool_]) -> Floats:
    if isinstance(indicator, Count):
        return np.where(possible, above, np.nan)
    scale = indicator.scale if isinstance(indicator, Ratio) else 1.0
    found = quotient(above, np.where(possible, below, 0.0)) * scale
    # A mean of 6.65s is 6.65, whatever binary fractions add: else a Kreis and its towns print one figure in two ways.
    return np.round(found, DIGITS) if isinstance(indicator, Published) else found


def _more_than_all(indicator: Indicator, above: Floats, below: Floats) -> NDArray[np.bool_]:
    """Parts that exceed their whole: numbers of two times, or two estimates, that do not fit each other."""
    if not (isinstance(indicator, Ratio) and indicator.is_share):
        return np.zeros(len(above), dtype=np.bool_)
    return np.asarray((above > below * (1 + ROUNDING)) & (below > 0))


class _Weights(NamedTuple):
    """People or land: of all, and of those of whom an indicator is known; None for the latter if it is known of all."""

    of_all: Floats | None
    of_known: Floats | None

    @classmethod
    def of(cls, weights: Floats | None, known: NDArray[np.bool_]) -> "_Weights":
        if weights is None or bool(known.all()):
            return cls(weights, None)
        return cls(weights, np.where(known & ~np.isnan(weights), weights, 0.0))


def _share(sums: Sums, weights: _Weights) -> Floats:
    if weights.of_all is None:
        return np.full(sums.count, np.nan)
    whole = sums.whole(weights.of_all)
    if weights.of_known is None:
        return np.where(whole > 0, ALL, np.nan)
    return quotient(sums.total(weights.of_known), whole) * 100


def is_lent(indicator: Indicator, by: str) -> bool:
    """Whether areas have a rate only because the larger area that they belong to has one.

    Parameters
    ----------
    indicator : Indicator
        Only a Published rate can be lent.
    by : str
        Column of the areas' keys.

    Returns
    -------
    bool
        True for areas finer than the level at which the rate is published.
    """
    if not isinstance(indicator, Published):
        return False
    finer = LEVELS[: LEVELS.index(indicator.level)]
    return by in [KEY_COLUMN[level] for level in finer]
