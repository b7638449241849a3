"""Which vintage of a variable serves a year: the nearest one, and it is always said which."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kleinstadt.errors import UnknownNameError
from kleinstadt.words.dates import SPAN


def span(periods: Iterable[str]) -> str:
    """What figures of several periods speak of together: "2019/2024"; of a single one itself.

    Parameters
    ----------
    periods : iterable of str
        Periods or spans, at least one.

    Returns
    -------
    str
        From the earliest to the latest.

    Examples
    --------
    >>> span(["2021", "2019", "2024"]), span(["2019"])
    ('2019/2024', '2019')
    """
    ends = sorted(end for period in periods for end in period.split(SPAN))
    return ends[0] if ends[0] == ends[-1] else f"{ends[0]}{SPAN}{ends[-1]}"


def with_spans(periods: tuple[str, ...]) -> tuple[str, ...]:
    """Periods in order, and what is between each two plain years: of what a group of areas of several may speak.

    Parameters
    ----------
    periods : tuple of str
        Periods.

    Returns
    -------
    tuple of str
        Sorted.

    Examples
    --------
    >>> with_spans(("2019", "2020", "2021-06"))
    ('2019', '2019/2020', '2020', '2021-06')
    """
    years = sorted(period for period in periods if period.isdigit())
    spans = {f"{first}{SPAN}{last}" for first in years for last in years if first < last}
    return tuple(sorted({*periods, *spans}))


def last_of(period: str) -> str:
    """The last that a period speaks of: 2024 of "2021/2024", itself of any other.

    Parameters
    ----------
    period : str
        A period or a span.

    Returns
    -------
    str
        A period.
    """
    return period.rpartition(SPAN)[2]


def point_of_time(period: str) -> float:
    """A period on the time line: "2019" is its end, 2020.0; "2019-06" is 2019.5; several years are their end.

    Parameters
    ----------
    period : str
        A period or a span.

    Returns
    -------
    float
        Years.

    Examples
    --------
    >>> point_of_time("2019"), point_of_time("2019-06")
    (2020.0, 2019.5)
    """
    year, _, month = last_of(period).partition("-")
    return int(year) + (int(month) / 12 if month else 1.0)


@dataclass(frozen=True)
class Vintage:
    """One delivery of one variable.

    Attributes
    ----------
    variable : str
        Name of the variable.
    period : str
        What its figures speak of, "2019" or "2019-06".
    territory : date
        The day of the borders it was published in.
    level : str
        Level of its areas.
    source : str
        Id of the source.
    """

    variable: str
    period: str
    territory: date
    level: str
    source: str

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """By what its facts are found (edition/store.py)."""
        return self.variable, self.period, self.territory.isoformat(), self.level, self.source

    @cached_property
    def year(self) -> float:
        """The period on a time line; a bare year stands for its end, as stocks are counted on 31 December."""
        return point_of_time(self.period)


class Vintages:
    """All vintages of an edition, from its manifest."""

    def __init__(self, variables: dict[str, dict[str, Any]]) -> None:
        """Take the manifest's variables (store.py).

        Parameters
        ----------
        variables : dict of str to dict
            For each variable its "vintages", a list of dicts with period, territory (ISO date), level and source.
        """
        self._vintages = {
            name: [
                Vintage(name, row["period"], date.fromisoformat(row["territory"]), row["level"], row["source"])
                for row in entry["vintages"]
            ]
            for name, entry in variables.items()
        }

    def of(self, variable: str) -> list[Vintage]:
        """Every vintage of a variable.

        Parameters
        ----------
        variable : str
            Name of the variable.

        Returns
        -------
        list of Vintage
            In the order of the manifest.

        Raises
        ------
        UnknownNameError
            For a variable that the edition has not, listing those it has.
        """
        if variable not in self._vintages:
            msg = f"The edition has no variable '{variable}'. It has: {', '.join(sorted(self._vintages))}."
            raise UnknownNameError(msg)
        return self._vintages[variable]

    def has(self, variable: str) -> bool:
        """Whether the edition has any vintage of this variable.

        Parameters
        ----------
        variable : str
            Name of the variable.

        Returns
        -------
        bool
            At whatever level.
        """
        return variable in self._vintages

    def nearest(self, variable: str, level: str, when: float, territory: date) -> Vintage:
        """The vintage of a level nearest to a point of time; of equals the earlier, then that in the nearest borders.

        Parameters
        ----------
        variable : str
            Name of the variable.
        level : str
            Level of its areas.
        when : float
            Point of time in years, a year's end being year + 1.
        territory : date
            The day whose borders are wanted.

        Returns
        -------
        Vintage
            At this level.

        Raises
        ------
        UnknownNameError
            If there is none at this level.
        """
        there = [vintage for vintage in self.of(variable) if vintage.level == level]
        if not there:
            levels = ", ".join(sorted({vintage.level for vintage in self.of(variable)}))
            msg = f"'{variable}' is not there at level {level} (only: {levels})."
            raise UnknownNameError(msg, f"„{variable}“ gibt es auf der Ebene {level} nicht (nur: {levels}).")
        return min(there, key=lambda v: (abs(v.year - when), v.year, abs((v.territory - territory).days), v.source))

    def in_turn(self, variable: str, when: float, period: str | None) -> list[Vintage]:
        """All vintages of municipalities that each speak of another part of the country, that nearest to a time first.

        Parameters
        ----------
        variable : str
            Name of the variable.
        when : float
            Point of time in years, a year's end being year + 1.
        period : str or None
            None or the span of all of them ("2019/2024") for all, else one of them.

        Returns
        -------
        list of Vintage
            Of the level "gemeinde".

        Raises
        ------
        UnknownNameError
            For any other period, listing those there are.
        """
        there = [vintage for vintage in self.of(variable) if vintage.level == "gemeinde"]
        if period is not None and period != span(vintage.period for vintage in there):
            there = [vintage for vintage in there if vintage.period == period] or [
                self.at(variable, "gemeinde", period, date.max)
            ]
        return sorted(there, key=lambda one: (abs(one.year - when), one.year, one.source))

    def at(self, variable: str, level: str, period: str, territory: date) -> Vintage:
        """The vintage of exactly one period, in the nearest borders.

        Parameters
        ----------
        variable : str
            Name of the variable.
        level : str
            Level of its areas.
        period : str
            The period.
        territory : date
            The day whose borders are wanted.

        Returns
        -------
        Vintage
            Of several sources the first by id.

        Raises
        ------
        UnknownNameError
            If there is none, listing the periods.
        """
        there = [v for v in self.of(variable) if v.level == level and v.period == period]
        if not there:
            listed = ", ".join(sorted({v.period for v in self.of(variable) if v.level == level}))
            msg = f"'{variable}' is not there for {period} at level {level} (periods: {listed or 'none'})."
            german = f"„{variable}“ gibt es für {period} auf der Ebene {level} nicht (Zeiten: {listed or 'keine'})."
            raise UnknownNameError(msg, german)
        return min(there, key=lambda v: (abs((v.territory - territory).days), v.source))
