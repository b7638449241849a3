"""The one engine: from facts to the values of any indicator, on any territory, at any level, for any group.

Everything becomes a sum of numerators and a sum of denominators per municipality of the target territory. Counts are
carried there by the crosswalk; rates are computed last, so no rate is ever carried or averaged. All of it are arrays in
the order of one list of municipalities (territory/ways.py).
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import date
from typing import Final

import numpy as np
import polars as pl

from kleinstadt.errors import AggregationError
from kleinstadt.indicators.choice import Choice
from kleinstadt.indicators.facts import Facts
from kleinstadt.indicators.made_of_several import both_times, times_told, worse_status
from kleinstadt.indicators.model import Change, Count, Indicator, Published, Ratio
from kleinstadt.indicators.parts import Parts, parts_frame
from kleinstadt.indicators.population import POPULATION
from kleinstadt.indicators.vintages import Vintage, span
from kleinstadt.memory import Kept
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.crosswalk import Weight
from kleinstadt.territory.numbering import Numbering
from kleinstadt.territory.ways import MISSING, NO_ROW, Counts, Ways

MEMORY: Final = 10_000_000  # bytes of carried variables kept, those used last: forty; more saves a year 0.2 s
NOT_MEANINGFUL: Final = STATUSES.index("not_meaningful")


class Engine:
    """Values of indicators out of one edition.

    Attributes
    ----------
    numbering : Numbering
        All municipalities of all days; arrays have one entry for each, in this order.
    """

    def __init__(self, choice: Choice, facts: Facts, numbering: Numbering, ways: Callable[[date, date], Ways]) -> None:
        """Take what an edition has.

        Parameters
        ----------
        choice : Choice
            Which deliveries an indicator is made of.
        facts : Facts
            The figures.
        numbering : Numbering
            All municipalities by number.
        ways : callable
            From two days to the ways that counts take between their borders.
        """
        self._choice = choice
        self.numbering = numbering
        self._facts = facts
        self._ways = ways
        self._kept = Kept(MEMORY)

    def parts(self, indicator: Indicator, day: date, *, when: float, period: str | None = None) -> Parts:
        """Numerator and denominator of each municipality by number, in the borders of a day.

        Parameters
        ----------
        indicator : Indicator
            What is measured.
        day : date
            A day that the register knows.
        when : float
            Point of time wanted, in years, a year's end being year + 1 (2020.0 for the end of 2019); the nearest
            vintage is taken.
        period : str, optional
            Instead of the nearest, exactly this period of the numerator.

        Returns
        -------
        Parts
            One entry for each of `numbering`, also for those that are none on this day: their status is NO_ROW. The
            denominator is NaN for a Count; vintages are as "2019" or "2019 / 2020".

        Raises
        ------
        UnknownNameError
            If the edition has not what the indicator needs.
        AggregationError
            For a kind of indicator that is not known here.
        """
        if isinstance(indicator, Count):
            return self._count(indicator, day, when, period)
        if isinstance(indicator, Change):
            return self._change(indicator, day, when, period)
        if isinstance(indicator, Ratio):
            return self._ratio(indicator, day, when, period)
        if isinstance(indicator, Published):
            return self._published(indicator, day, when, period)
        msg = f"{type(indicator).__name__} is no kind of indicator that the engine knows."
        raise AggregationError(msg)

    def frame(self, indicator: Indicator, day: date, *, when: float, period: str | None = None) -> pl.DataFrame:
        """The same as a frame of those who have a row.

        Parameters
        ----------
        indicator : Indicator
            What is measured.
        day : date
            A day that the register knows.
        when : float
            Point of time wanted, as in `parts`.
        period : str, optional
            Exactly this period of the numerator.

        Returns
        -------
        pl.DataFrame
            ags, numerator, denominator (in the units of the indicator's counts), status, vintage.

        Raises
        ------
        UnknownNameError
            If the edition has not what the indicator needs.
        AggregationError
            For a kind of indicator that is not known here.
        """
        parts = self.parts(indicator, day, when=when, period=period)
        there = np.flatnonzero(parts.status != NO_ROW)
        return parts_frame(parts.at(there)).insert_column(0, self.numbering.keys.gather(there).alias("ags"))

    def reading_ahead(self, vintages: Iterable[Vintage]) -> AbstractContextManager[None]:
        """Read what many indicators need at once: inside, `parts` need not read any of these vintages again.

        Parameters
        ----------
        vintages : iterable of Vintage
            What will be asked for.

        Returns
        -------
        context manager
            What was read is let go at its end.
        """
        return self._facts.ahead(vintages)

    def unassigned(self, count: Count, day: date, *, when: float, period: str | None = None) -> float:
        """How much of a count no municipality of a day takes over.

        Parameters
        ----------
        count : Count
            What is counted.
        day : date
            A day that the register knows.
        when : float
            Point of time wanted, as in `parts`.
        period : str, optional
            Exactly this period.

        Returns
        -------
        float
            In the count's unit: what the ways to the borders of the day leave over, and what was counted at keys that
            no register has.

        Raises
        ------
        UnknownNameError
            If the edition has not what is counted.
        """
        lost = 0.0
        for name in count.variables:
            vintage = self._choice.vintage(name, "gemeinde", day, when, period)
            counts = self._facts.of(vintage)
            if vintage.territory != day:
                left = self._ways(vintage.territory, day).left_over(counts, count.carried_by)
                lost += counts.strange + float(np.nansum(left))
        return lost * count.factor

    def _count(self, count: Count, day: date, when: float, period: str | None) -> Parts:
        read = self._in_turn if count.in_turn else self._of_one
        first, *others = (read(name, count.carried_by, day, when, period) for name in count.variables)
        value, status = first.numerator, first.status
        for more in others:
            value, status = value + more.numerator, worse_status(status, more.status)
        return Parts(value * count.factor, first.denominator, status, first.vintage, first.vintages, None, None)

    def _of_one(self, name: str, weight: Weight, day: date, when: float, period: str | None) -> Parts:
        """A variable at one of its vintages."""
        vintage = self._choice.vintage(name, "gemeinde", day, when, period)
        counts = self._carried(vintage, weight, day)
        place = np.where(counts.status != NO_ROW, 0, -1)
        return Parts(counts.value, _nothing(counts.value), counts.status, place, (vintage.period,), None, None)

    def _in_turn(self, name: str, weight: Weight, day: date, when: float, period: str | None) -> Parts:
        """Of each municipality the figure of the vintage nearest to `when` that has one; the vintage is its own."""
        vintages = self._choice.vintages.in_turn(name, when, period)

        def make() -> Parts:
            carried = [self._carried(vintage, weight, day) for vintage in vintages]
            value, status = np.stack([one.value for one in carried]), np.stack([one.status for one in carried])
            absent = (status == MISSING) | (status == NO_ROW)
            lacking = np.isnan(value).astype(np.int8) + absent + (status == NO_ROW)
            nearest = lacking.argmin(axis=0)
            own = nearest, np.arange(len(nearest))
            place, words = times_told(np.where(absent[own], -1, nearest), [vintage.period for vintage in vintages])
            return Parts(value[own], _nothing(value[own]), status[own], place, words, None, None)

        return self._kept.once(("in turn", tuple(vintages), weight, day), make)

    def _carried(self, vintage: Vintage, weight: Weight, day: date) -> Counts:
        def make() -> Counts:
            return self._carry(self._facts.of(vintage), vintage.territory, day, weight)

        return self._kept.once(("variable", vintage, weight, day), make)

    def _carry(self, counts: Counts, source: date, target: date, weight: Weight) -> Counts:
        return counts if source == target else self._ways(source, target).carry(counts, weight)

    def _ratio(self, ratio: Ratio, day: date, when: float, period: str | None) -> Parts:
        of_top, of_below = self._choice.times(ratio, day, when, period)
        top = self._count(ratio.numerator, day, of_top, period)
        below = self._count(ratio.denominator, day, of_below, None)
        vintage, words = both_times(top, below)
        return Parts(top.numerator, below.numerator, worse_status(top.status, below.status), vintage, words, None, None)

    def _change(self, change: Change, day: date, when: float, period: str | None) -> Parts:
        later, earlier = self._choice.pair(change, when, period)
        now = self._count(change.numerator, day, when, later)
        then = self._count(change.denominator, day, when, earlier)
        above, below, status = (
            change.above(now.numerator, then.numerator),
            then.numerator,
            worse_status(now.status, then.status),
        )
        if change.basis(later) != change.basis(earlier):
            above, below, status = _nothing(above), _nothing(above), np.where(status == NO_ROW, NO_ROW, NOT_MEANINGFUL)
        vintage = np.where(status == NO_ROW, -1, 0)
        return Parts(above, below, status, vintage, (span((earlier, later)),), None, None)

    def _published(self, rate: Published, day: date, when: float, period: str | None) -> Parts:
        vintage = self._choice.vintage(rate.variables[0], rate.level, day, when, period)
        return self._kept.once(("published", vintage, rate, day), lambda: self._weighted_rate(rate, vintage, day))

    def _weighted_rate(self, rate: Published, vintage: Vintage, day: date) -> Parts:
        """Rate times weight, and the weight, both carried as counts; persons serve where no weight is named.

        Of a harmonic mean: the weight, and the weight over the rate.
        """
        weight = rate.weight or POPULATION
        rates = self._facts.by_road(vintage) if rate.by_road else self._facts.of(vintage)
        weights = self._count(weight, vintage.territory, vintage.year, None)
        known = ~np.isnan(rates.value)
        unweighted = known & np.isnan(weights.numerator)
        why = np.where(weights.status == NO_ROW, MISSING, weights.status)
        status = np.where(unweighted, why, rates.status)
        above, below = rates.value * weights.numerator, weights.numerator
        if rate.mean == "harmonic":  # nobody per km² says nothing of how many km² there are
            status = np.where(known & ~(rates.value > 0), NOT_MEANINGFUL, status)
            known = known & (rates.value > 0)
            above, below = below, np.divide(below, rates.value, out=_nothing(below), where=known)
        both = [Counts(np.where(known, part, np.nan), status) for part in (above, below)]
        top, under = (self._carry(one, vintage.territory, day, weight.carried_by) for one in both)
        period = np.where(top.status == NO_ROW, -1, 0)
        return Parts(top.value, under.value, top.status, period, (vintage.period,), None, None)


def _nothing(like: Floats) -> Floats:
    return np.full(len(like), np.nan)
