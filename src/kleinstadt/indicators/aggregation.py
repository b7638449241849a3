"""The one rule for the value of a group: from municipalities to any larger area, or to any group of areas.

Library, command line, API, pages and PDF all ask here, so the same question has the same answer everywhere.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.errors import AggregationError
from kleinstadt.indicators.model import Count, Indicator, Published, Ratio
from kleinstadt.indicators.vintages import span, with_spans
from kleinstadt.keys import LEVELS
from kleinstadt.memory import KEPT_ELSEWHERE
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.territory.coding import Codes, Floats, coded, floats, named, places
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

ROUNDING: Final = 1e-9
ALL: Final = 100.0  # per cent
AS_GOOD_AS_ALL: Final = 95.0  # per cent of the people: a group's value is then told without its coverage
SAME_PEOPLE: Final = 10.0  # points of coverage that an earlier period of a line may lack
QUANTILES: Final = {"min": 0.0, "q10": 0.1, "q25": 0.25, "median": 0.5, "q75": 0.75, "q90": 0.9, "max": 1.0}
PARTIAL: Final = STATUSES.index("partial")
TERRITORIES: Final = ("ags", "verband", "kreis", "region", "land", "bund")  # have all their land, whoever lives there

_NUMBER: Final = "number of the group"


@dataclass(frozen=True)
class Parts:
    """What an indicator is made of: arrays of one entry a municipality, NaN where unknown.

    denominator : all NaN for a Count
    status : place in STATUSES; vintage : place in `vintages`, -1 for none
    population (persons), area_km2 : what coverage is told by; None where nobody knows
    """

    numerator: Floats
    denominator: Floats
    status: Codes
    vintage: Codes
    vintages: tuple[str, ...]
    population: Floats | None = field(metadata=KEPT_ELSEWHERE)
    area_km2: Floats | None = field(metadata=KEPT_ELSEWHERE)

    @classmethod
    def of(cls, frame: pl.DataFrame) -> "Parts":
        """Numerator, denominator, status, vintage, and population and area_km2 where the frame has them."""
        vintages = with_spans(tuple(frame["vintage"].drop_nulls().unique().to_list()))
        weights = [floats(frame[name]) if name in frame.columns else None for name in ("population", "area_km2")]
        return cls(
            floats(frame["numerator"]),
            floats(frame["denominator"]),
            places(frame["status"], STATUSES),
            places(frame["vintage"], vintages),
            vintages,
            *weights,
        )

    def at(self, rows: Codes) -> "Parts":
        """The parts of these municipalities."""
        people, km2 = (None if weights is None else weights[rows] for weights in (self.population, self.area_km2))
        above, below = self.numerator[rows], self.denominator[rows]
        return Parts(above, below, self.status[rows], self.vintage[rows], self.vintages, people, km2)

    def known(self, indicator: Indicator) -> NDArray[np.bool_]:
        """Which municipalities have all that the indicator needs."""
        above = ~np.isnan(self.numerator)
        return above if isinstance(indicator, Count) else above & ~np.isnan(self.denominator)


def parts_frame(parts: Parts) -> pl.DataFrame:
    """Numerator, denominator, status, vintage as a frame."""
    numbers = pl.DataFrame({"numerator": parts.numerator, "denominator": parts.denominator}).fill_nan(None)
    status, vintage = named(parts.status, STATUSES), named(parts.vintage, parts.vintages)
    return numbers.with_columns(status.alias("status"), vintage.alias("vintage"))


@dataclass(frozen=True)
class Grouped:
    """Groups with their values: arrays of one entry a group, NaN where there is none.

    status : place in STATUSES; vintage : place in Parts.vintages, -1 for none
    people_pct, area_pct : share of the group's residents, and of its land, for which the indicator is known
    """

    value: Floats
    numerator: Floats
    denominator: Floats
    status: Codes
    vintage: Codes
    people_pct: Floats
    area_pct: Floats


@dataclass(frozen=True)
class GroupValue:
    """The value of one group; None and a status where there is none. Coverage as in Grouped, None where unknown."""

    value: float | None
    status: str
    people_pct: float | None
    area_pct: float | None

    def said(self, digits: int, lang: Lang) -> str:
        """The number, and for how many of the people where not for all: "4,9 (für 87 %)"."""
        return number(self.value, digits, lang) + self.covered(lang)

    def covered(self, lang: Lang) -> str:
        """For how many of the people the value is known, where too many lack for a reader not to be told."""
        if self.value is None or self.people_pct is None or self.people_pct >= AS_GOOD_AS_ALL:
            return ""
        share = number(self.people_pct, 0, lang)
        return pick((f" (für\N{NO-BREAK SPACE}{share}\N{NO-BREAK SPACE}%)", f" (for\N{NO-BREAK SPACE}{share}%)"), lang)


NO_VALUE: Final = GroupValue(None, "not_meaningful", None, None)


def group_values(
    parts: Parts, indicator: Indicator, groups: Codes, count: int, *, lent: bool | NDArray[np.bool_] = False
) -> Grouped:
    """The value of each group of municipalities, by the indicator's own rule.

    groups : the group of each municipality, 0 to count - 1; -1 for none
    lent : whether the groups, or which, have a rate only because the larger areas that they belong to have one
    A Count is the sum; it is missing with one inhabited member (with any, where it counts land). A Ratio is the sum
    of numerators over that of denominators, both over the members that have both; a share of more than all is no
    number. A Published rate is the mean weighted by its named weight; without one only a single member has a value.
    What is known of a part of the members is "partial".
    """
    known = parts.known(indicator)
    unknown, sums = ~known, _Sums(groups, count)
    present, unseen = sums.how_many(known), sums.how_many(unknown)
    members = present + unseen
    above, below = sums.of(parts.numerator, known), sums.of(parts.denominator, known)
    lacking = sums.how_many(unknown & _needed(parts, indicator))
    modelled = (sums.how_many(known & (parts.status == STATUSES.index("modelled"))) > 0) | lent
    too_much = _more_than_all(indicator, above, below)
    possible = _possible(indicator, members, present, lacking, (below > 0) & ~too_much)
    value = _value(indicator, above, below, possible=possible)
    reason = sums.first(parts.status, unknown)
    nothing = np.where(too_much, STATUSES.index("unreliable"), STATUSES.index("not_meaningful"))
    status: Codes = np.where(modelled, STATUSES.index("modelled"), STATUSES.index("measured")).astype(np.int64)
    status = np.where(unseen > 0, PARTIAL, status)
    status = np.where(np.isnan(value), np.where(reason >= 0, reason, nothing), status)
    vintage = _vintages(parts, sums, known)
    coverage = [_share(sums, weight, known) for weight in (parts.population, parts.area_km2)]
    return Grouped(value, above, below, status, vintage, *coverage)


def value_of(parts: Parts, indicator: Indicator, members: NDArray[np.bool_], *, lent: bool = False) -> GroupValue:
    """The value of one group: the municipalities marked in `members`."""
    found = group_values(parts, indicator, np.where(members, 0, -1), 1, lent=lent)
    numbers = [None if np.isnan(x[0]) else float(x[0]) for x in (found.value, found.people_pct, found.area_pct)]
    return GroupValue(numbers[0], STATUSES[found.status[0]], numbers[1], numbers[2])


class _Sums:
    """Sums over the members of each group, always in the order of the municipalities."""

    def __init__(self, groups: Codes, count: int) -> None:
        self._groups, self.count, self._inside = groups, count, groups >= 0
        self._places = np.where(self._inside, groups, count).astype(np.intp)  # those of no group behind all groups

    def of(self, weights: Floats, among: NDArray[np.bool_]) -> Floats:
        counted = np.where(among, weights, 0.0)
        return np.bincount(self._places, counted, minlength=self.count + 1)[: self.count].astype(np.float64, copy=False)

    def how_many(self, among: NDArray[np.bool_]) -> Codes:
        return np.bincount(self._places[among], minlength=self.count + 1)[: self.count]

    def first(self, codes: Codes, among: NDArray[np.bool_]) -> Codes:
        """The code of each group's first member of those; -1 where it has none."""
        chosen = np.flatnonzero(self._inside & among)[::-1]
        found = np.full(self.count, -1, dtype=np.int64)
        found[self._groups[chosen]] = codes[chosen]  # of several the last one stays, which is the first
        return found


def _vintages(parts: Parts, sums: _Sums, known: NDArray[np.bool_]) -> Codes:
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
    needed: NDArray[np.bool_] = parts.population != 0
    return needed


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
    return _at_most_all(found) if isinstance(indicator, Published) and indicator.unit == "pct" else found


def _at_most_all(shares: Floats) -> Floats:
    """A mean of rates of 100 % is 100 %, whatever the last binary digit of its sums says."""
    return np.where((shares > ALL) & (shares <= ALL * (1 + ROUNDING)), ALL, shares)


def quotient(above: Floats, below: Floats) -> Floats:
    """Sums divided; NaN where there is nothing to divide by."""
    found: Floats = np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
    return found


def _more_than_all(indicator: Indicator, above: Floats, below: Floats) -> NDArray[np.bool_]:
    """Parts that exceed their whole: numbers of two times, or two estimates, that do not fit each other."""
    if not (isinstance(indicator, Ratio) and indicator.is_share):
        return np.zeros(len(above), dtype=np.bool_)
    return np.asarray((above > below * (1 + ROUNDING)) & (below > 0))


def of_the_same_people(values: Floats, people_pct: Floats) -> Floats:
    """A series without the periods at which clearly fewer people are known than at the newest that is known.

    Its steps would be those of who is known: the Breitbandatlas has half of Germany up to 2014.

    values, people_pct : a row a period, oldest first; in columns one area each or none
    """
    newest = np.full(values.shape[1:], np.nan)
    for value, share in zip(values, people_pct, strict=True):
        newest = np.where(np.isnan(value), newest, share)
    return np.where(newest - people_pct > SAME_PEOPLE, np.nan, values)


def _share(sums: _Sums, weight: Floats | None, known: NDArray[np.bool_]) -> Floats:
    if weight is None:
        return np.full(sums.count, np.nan)
    there = ~np.isnan(weight)
    if known.all():
        return np.where(sums.of(weight, there) > 0, ALL, np.nan)
    return quotient(sums.of(weight, known & there), sums.of(weight, there)) * 100


def aggregate(parts: pl.DataFrame, indicator: Indicator, by: str) -> pl.DataFrame:
    """Value of each area: counts are summed, ratios are sums divided (`group_values` says how).

    parts : ags, numerator, denominator, status, vintage (engine.py), and the column `by`; population (persons) and
        area_km2, where known
    Returns by, value, status, vintage, numerator, denominator, people_pct, area_pct, one row an area, in order of its
    key. A rate that is published for larger areas than `by` is modelled there.
    """
    return of_areas(Parts.of(parts), indicator, parts[by])


def of_areas(parts: Parts, indicator: Indicator, area: pl.Series) -> pl.DataFrame:
    """The same of arrays; area : the key of each municipality's area."""
    keys, groups = coded(area)
    found = group_values(parts, indicator, groups, len(keys), lent=is_lent(indicator, area.name))
    return grouped_frame(keys, parts, found)


def grouped_frame(keys: pl.Series, parts: Parts, found: Grouped) -> pl.DataFrame:
    """Groups as a frame: the keys, value, status, vintage, numerator, denominator, people_pct, area_pct."""
    numbers = {name: getattr(found, name) for name in ("value", "numerator", "denominator", "people_pct", "area_pct")}
    frame = pl.DataFrame({keys.name: keys, **numbers}).with_columns(pl.col(*numbers).fill_nan(None))
    words = (named(found.status, STATUSES).alias("status"), named(found.vintage, parts.vintages).alias("vintage"))
    return frame.with_columns(*words).select(
        keys.name, "value", "status", "vintage", "numerator", "denominator", "people_pct", "area_pct"
    )


def is_lent(indicator: Indicator, by: str) -> bool:
    """Whether areas of `by` have a rate only because the larger area that they belong to has one."""
    if not isinstance(indicator, Published):
        return False
    finer = LEVELS[: LEVELS.index(indicator.level)]
    return by in [KEY_COLUMN[level] for level in finer]


def values_of(parts: Parts, indicator: Indicator, masks: pl.DataFrame) -> dict[str, GroupValue]:
    """The value of each group; masks : a column a group, true for its municipalities."""
    return {group.name: value_of(parts, indicator, group.to_numpy()) for group in masks}


def refuse_sums(indicator: Indicator, by: list[str]) -> None:
    """Raise AggregationError where the indicator is a published rate without a weight."""
    if isinstance(indicator, Published) and indicator.weight is None:
        msg = (
            f"'{indicator.id}' is a rate without a named weight: it cannot be added up over {', '.join(by)}. "
            "Ask for the values of single areas, or for medians."
        )
        raise AggregationError(msg)


def summarise(parts: pl.DataFrame, values: pl.DataFrame, indicator: Indicator, by: list[str]) -> pl.DataFrame:
    """Group values and the spread of the members.

    parts : as for `aggregate`, with the columns `by`; values : value of each area, with the columns `by`
    Returns by, value, areas, missing, mean, the quantiles of QUANTILES (of the areas' values), status, people_pct,
    area_pct. Raises AggregationError where the indicator is a published rate without a weight.
    """
    refuse_sums(indicator, by)
    value = pl.col("value")
    spread = [value.quantile(q, "linear").alias(name) for name, q in QUANTILES.items()]
    missing = value.is_null().sum().alias("missing")
    areas = values.group_by(by, maintain_order=True).agg(
        pl.len().alias("areas"), missing, value.mean().alias("mean"), *spread
    )
    groups = parts.select(by).unique().sort(by).with_row_index(_NUMBER)
    numbered = parts.join(groups, on=by, how="left", nulls_equal=True, maintain_order="left")
    found = aggregate(numbered, indicator, _NUMBER).join(groups, on=_NUMBER, how="left")
    joined = found.join(areas, on=by, how="left", nulls_equal=True).sort(by)
    return joined.select(*by, "value", "areas", "missing", "mean", *QUANTILES, "status", "people_pct", "area_pct")
