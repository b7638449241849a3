"""Which deliveries an indicator is made of: whether there are any, at which periods, and which serve a year."""

from datetime import date
from typing import Final

from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.model import Change, Count, Indicator, Published, Ratio
from kleinstadt.indicators.vintages import Vintage, Vintages, span

MOST_YEARS_APART: Final = 3  # numerator and denominator of a ratio, where there is a choice


class Choice:
    """What an edition has for indicators, and what of it a year is told by; no figure is read for it.

    Attributes
    ----------
    vintages : Vintages
        What there is of each variable.
    """

    def __init__(self, vintages: Vintages) -> None:
        """Take what an edition has.

        Parameters
        ----------
        vintages : Vintages
            What there is of each variable.
        """
        self.vintages = vintages

    def has(self, indicator: Indicator) -> bool:
        """Whether the edition has figures of all that the indicator needs, a rate at the level that it declares.

        Parameters
        ----------
        indicator : Indicator
            What is measured.

        Returns
        -------
        bool
            False for a Change without two periods so many years apart.
        """
        if not all(map(self.vintages.has, indicator.variables)):
            return False
        if isinstance(indicator, Change):
            return bool(self._pairs(indicator))
        if not isinstance(indicator, Published):
            return True
        return any(one.level == indicator.level for one in self.vintages.of(indicator.variables[0]))

    def periods(self, indicator: Indicator) -> list[str]:
        """The periods at which its first variable was observed, at the level it is computed from, oldest first.

        Parameters
        ----------
        indicator : Indicator
            What is measured.

        Returns
        -------
        list of str
            Of an indicator whose parts of the country are counted in turn one span, "2019/2024".

        Raises
        ------
        UnknownNameError
            If the edition has not its first variable.
        """
        level = indicator.level if isinstance(indicator, Published) else "gemeinde"
        vintages = self.vintages.of(indicator.variables[0])
        periods = sorted({vintage.period for vintage in vintages if vintage.level == level})
        if isinstance(indicator, Count | Ratio) and indicator.in_turn:
            return [span(periods)] if periods else []
        return indicator.comparable(periods) if isinstance(indicator, Change) else periods

    def used(self, indicator: Indicator, day: date, *, when: float, period: str | None = None) -> tuple[Vintage, ...]:
        """The vintages that Engine.parts takes for the same arguments: numerator first, a rate before its weight.

        Parameters
        ----------
        indicator : Indicator
            What is measured.
        day : date
            A day that the register knows.
        when : float
            Point of time wanted, as in `vintage`.
        period : str, optional
            Exactly this period of the numerator.

        Returns
        -------
        tuple of Vintage
            The same vintage may come twice.

        Raises
        ------
        UnknownNameError
            If the edition has not what the indicator needs.
        """
        if isinstance(indicator, Change):
            times = self.pair(indicator, when, period)
            return tuple(one for time in times for one in self.used(indicator.numerator, day, when=when, period=time))
        if isinstance(indicator, Ratio):
            above, below = self.times(indicator, day, when, period)
            return (
                *self.used(indicator.numerator, day, when=above, period=period),
                *self.used(indicator.denominator, day, when=below),
            )
        if isinstance(indicator, Published):
            rate = self.vintage(indicator.variables[0], indicator.level, day, when, period)
            weights = self.used(indicator.weight, rate.territory, when=rate.year) if indicator.weight else ()
            return (rate, *weights)
        if isinstance(indicator, Count) and indicator.in_turn:
            return tuple(one for name in indicator.variables for one in self.vintages.in_turn(name, when, period))
        return tuple(self.vintage(name, "gemeinde", day, when, period) for name in indicator.variables)

    def vintage(self, name: str, level: str, day: date, when: float, period: str | None) -> Vintage:
        """The delivery of a variable that serves a point of time.

        Parameters
        ----------
        name : str
            Id of the variable.
        level : str
            Level it was published at: "gemeinde", "verband" or "kreis".
        day : date
            Day of the borders wanted; of two deliveries alike that in nearer borders is taken.
        when : float
            Point of time wanted, in years, a year's end being year + 1 (2020.0 for the end of 2019).
        period : str, optional
            Exactly this period instead of the nearest.

        Returns
        -------
        Vintage
            The nearest one.

        Raises
        ------
        UnknownNameError
            If the edition has not the variable, or not of this period.
        """
        if period is not None:
            return self.vintages.at(name, level, period, day)
        return self.vintages.nearest(name, level, when, day)

    def times(self, ratio: Ratio, day: date, when: float, period: str | None) -> tuple[float, float]:
        """The points of time for which numerator and denominator are wanted.

        The denominator follows the numerator's vintage, so that a share is of one time as far as can be; where there is
        none near, the numerator follows: both of 2020, rather than people of 1990 per job of 2020. Where both go on
        from censuses, they are of the same one: the people of working age of 2011 among all of 2013, not of 2011.

        Parameters
        ----------
        ratio : Ratio
            What is measured.
        day : date
            Day of the borders wanted.
        when : float
            Point of time wanted, as in `vintage`.
        period : str, optional
            Exactly this period of the numerator.

        Returns
        -------
        tuple of (float, float)
            In years: of the numerator, of the denominator.

        Raises
        ------
        UnknownNameError
            If the edition has not both.
        """
        if ratio.in_turn:
            return when, when
        first = self.vintage(ratio.numerator.variables[0], "gemeinde", day, when, period)
        second = self.vintage(ratio.denominator.variables[0], "gemeinde", day, first.year, None)
        if ratio.numerator.breaks and ratio.denominator.breaks:
            second = self._of_one_census(ratio, first) or second
            return when, second.year
        apart = period is None and abs(first.year - second.year) > MOST_YEARS_APART
        return (second.year if apart else when), first.year

    def _of_one_census(self, ratio: Ratio, first: Vintage) -> Vintage | None:
        """The denominator's vintage nearest to the numerator's among those that go on from the same census."""
        basis, name = ratio.numerator.basis(first.period), ratio.denominator.variables[0]
        there = [one for one in self.vintages.of(name) if one.level == "gemeinde"]
        alike = [one for one in there if ratio.denominator.basis(one.period) == basis]
        return min(alike, key=lambda one: (abs(one.year - first.year), one.year), default=None)

    def _pairs(self, change: Change) -> list[tuple[str, str]]:
        """All pairs of a later and an earlier period that the edition has, in order of time."""
        later, earlier = (
            {vintage.period for vintage in self.vintages.of(count.variables[0]) if vintage.level == "gemeinde"}
            for count in (change.numerator, change.denominator)
        )
        pairs = [(time, str(int(time) - change.years)) for time in sorted(later) if time.isdigit()]
        return [pair for pair in pairs if pair[1] in earlier]

    def pair(self, change: Change, when: float, period: str | None) -> tuple[str, str]:
        """The two periods of a change; where none is asked for, the nearest pair without a census between.

        Parameters
        ----------
        change : Change
            What is measured.
        when : float
            Point of time wanted, as in `vintage`.
        period : str, optional
            Exactly this later period.

        Returns
        -------
        tuple of (str, str)
            The later one and the earlier one.

        Raises
        ------
        UnknownNameError
            If the edition has not both.
        """
        known = [pair for pair in self._pairs(change) if period in (None, pair[0])]
        unbroken = [pair for pair in known if change.basis(pair[0]) == change.basis(pair[1])]
        if not known:
            asked = period or f"{change.years}"
            msg = f"'{change.id}': no {change.variables[0]} of {asked} and {change.years} years before in this edition."
            german = f"„{change.id}“: {change.variables[0]} fehlt für {asked} oder {change.years} Jahre zuvor."
            raise UnknownNameError(msg, german)
        return min(unbroken or known, key=lambda pair: (abs(int(pair[0]) + 1 - when), pair[0]))
