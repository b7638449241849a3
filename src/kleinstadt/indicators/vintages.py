"""Which vintage of a variable serves a year: the nearest one, and it is always said which."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kleinstadt.errors import UnknownNameError
from kleinstadt.words.dates import SPAN


def span(periods: Iterable[str]) -> str:
    """What figures of several periods speak of together: "2019/2024"; of a single one itself."""
    ends = sorted(end for period in periods for end in period.split(SPAN))
    return ends[0] if ends[0] == ends[-1] else f"{ends[0]}{SPAN}{ends[-1]}"


def with_spans(periods: tuple[str, ...]) -> tuple[str, ...]:
    """Periods in order, and what is between each two plain years: of what a group of areas of several may speak."""
    years = sorted(period for period in periods if period.isdigit())
    spans = {f"{first}{SPAN}{last}" for first in years for last in years if first < last}
    return tuple(sorted({*periods, *spans}))


def last_of(period: str) -> str:
    """The last that a period speaks of: 2024 of "2021/2024", itself of any other."""
    return period.rpartition(SPAN)[2]


def point_of_time(period: str) -> float:
    """A period on the time line: "2019" is its end, 2020.0; "2019-06" is 2019.5; several years are their end."""
    year, _, month = last_of(period).partition("-")
    return int(year) + (int(month) / 12 if month else 1.0)


@dataclass(frozen=True)
class Vintage:
    """One delivery of one variable: what period it speaks of, in which borders, at which level."""

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
        """Take the manifest's variables (store.py)."""
        self._vintages = {
            name: [
                Vintage(name, row["period"], date.fromisoformat(row["territory"]), row["level"], row["source"])
                for row in entry["vintages"]
            ]
            for name, entry in variables.items()
        }

    def of(self, variable: str) -> list[Vintage]:
        """Every vintage of a variable; raises UnknownNameError listing the variables there are."""
        if variable not in self._vintages:
            msg = f"The edition has no variable '{variable}'. It has: {', '.join(sorted(self._vintages))}."
            raise UnknownNameError(msg)
        return self._vintages[variable]

    def has(self, variable: str) -> bool:
        """Whether the edition has any vintage of this variable."""
        return variable in self._vintages

    def nearest(self, variable: str, level: str, when: float, territory: date) -> Vintage:
        """The vintage at `level` nearest to `when` (a year's end is year + 1); of equals the earlier.

        Raises UnknownNameError if there is none at this level.
        """
        there = [vintage for vintage in self.of(variable) if vintage.level == level]
        if not there:
            levels = ", ".join(sorted({vintage.level for vintage in self.of(variable)}))
            msg = f"'{variable}' is not there at level {level} (only: {levels})."
            raise UnknownNameError(msg, f"„{variable}“ gibt es auf der Ebene {level} nicht (nur: {levels}).")
        return min(there, key=lambda v: (abs(v.year - when), v.year, abs((v.territory - territory).days), v.source))

    def in_turn(self, variable: str, when: float, period: str | None) -> list[Vintage]:
        """All vintages of municipalities that each speak of another part of the country, that nearest to `when` first.

        period : all of them ("2019/2024"), or one; raises UnknownNameError listing the periods for any other
        """
        there = [vintage for vintage in self.of(variable) if vintage.level == "gemeinde"]
        if period is not None and period != span(vintage.period for vintage in there):
            there = [vintage for vintage in there if vintage.period == period] or [
                self.at(variable, "gemeinde", period, date.max)
            ]
        return sorted(there, key=lambda one: (abs(one.year - when), one.year, one.source))

    def at(self, variable: str, level: str, period: str, territory: date) -> Vintage:
        """The vintage of exactly this period, in the nearest borders; raises UnknownNameError listing the periods."""
        there = [v for v in self.of(variable) if v.level == level and v.period == period]
        if not there:
            listed = ", ".join(sorted({v.period for v in self.of(variable) if v.level == level}))
            msg = f"'{variable}' is not there for {period} at level {level} (periods: {listed or 'none'})."
            german = f"„{variable}“ gibt es für {period} auf der Ebene {level} nicht (Zeiten: {listed or 'keine'})."
            raise UnknownNameError(msg, german)
        return min(there, key=lambda v: (abs((v.territory - territory).days), v.source))
