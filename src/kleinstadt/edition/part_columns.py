"""What indicators are made of, municipality by municipality: all of a year at once, or one at all its periods."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from kleinstadt.edition.kept_columns import Columns, KeptFrames, wide
from kleinstadt.indicators.choice import Choice
from kleinstadt.indicators.model import Indicator
from kleinstadt.indicators.parts import Parts
from kleinstadt.territory.coding import Codes, Floats, floats
from kleinstadt.territory.ways import MISSING, NO_ROW

if TYPE_CHECKING:
    from kleinstadt.indicators.engine import Engine

Asked = tuple[str, Indicator, str | None]
"""Name of a column, indicator, period (None: that nearest to the year)."""


class PartColumns:
    """Parts in the order of an edition's members of a year, for the one rule (indicators/aggregation.py)."""

    def __init__(
        self,
        engine: "Callable[[], Engine]",
        choice: Choice,
        kept: KeptFrames,
        day_of: Callable[[int], date],
        members: Callable[[int], pl.DataFrame],
    ) -> None:
        """Take what computes, what keeps, the borders of a year, and its municipalities with their people and land.

        Parameters
        ----------
        engine : callable
            Gives what computes parts; asked for only where something has to be computed.
        choice : Choice
            Which deliveries an indicator is made of.
        kept : KeptFrames
            Keeps them.
        day_of : callable
            From a year to the day of its borders.
        members : callable
            From a year to its municipalities: ags, population (persons), area_km2.
        """
        self._engine, self._choice, self._kept = engine, choice, kept
        self._day_of, self._members = day_of, members

    def are_made(self, year: int) -> bool:
        """Whether those of all indicators are there already: who wants one of many need not make them.

        Parameters
        ----------
        year : int
            Year of the borders.

        Returns
        -------
        bool
            In memory or on disk.
        """
        return self._kept.has("columns", self._day_of(year).year)

    def of(self, found: Indicator, year: int, period: str | None = None) -> Parts:
        """One indicator, computed now; who has no row is missing.

        Parameters
        ----------
        found : Indicator
            What is measured.
        year : int
            Year of the borders.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.

        Returns
        -------
        Parts
            One entry a municipality of the year.

        Raises
        ------
        UnknownNameError
            If the edition has not what the indicator needs.
        """
        parts = self._engine().parts(found, self._day_of(year), when=year + 1, period=period)
        made, (people, km2) = parts.at(self._numbers(year)), self._people_and_land(year)
        status = np.where(made.status == NO_ROW, MISSING, made.status)
        return replace(made, status=status, population=people, area_km2=km2)

    def of_all(self, name: str, year: int, indicators: dict[str, Indicator]) -> Parts:
        """One of these indicators, of a frame that has them all and is kept.

        Parameters
        ----------
        name : str
            Id of the indicator.
        year : int
            Year of the borders.
        indicators : dict of str to Indicator
            All that the frame has, by id.

        Returns
        -------
        Parts
            One entry a municipality of the year.
        """
        asked = [(name, found, None) for name, found in indicators.items()]
        columns = self._kept.memory.once(
            ("columns", self._day_of(year)), lambda: Columns.of(self._frame("columns", year, asked))
        )
        return columns.parts(name, *self._people_and_land(year))

    def over_time(self, found: Indicator, year: int, periods: list[str]) -> dict[str, Parts]:
        """One indicator at several periods, on the borders of a year; kept, too.

        Parameters
        ----------
        found : Indicator
            What is measured.
        year : int
            Year of the borders.
        periods : list of str
            Periods of the indicator.

        Returns
        -------
        dict of str to Parts
            By period, in the same order; one entry a municipality of the year.
        """
        columns = Columns.of(self._frame(f"series-{found.id}", year, [(period, found, period) for period in periods]))
        return {period: columns.parts(period, *self._people_and_land(year)) for period in periods}

    def _frame(self, what: str, year: int, asked: Sequence[Asked]) -> pl.DataFrame:
        """Several parts as one frame, their facts read at once."""
        day = self._day_of(year)

        def make() -> pl.DataFrame:
            used = [
                vintage
                for _, found, period in asked
                for vintage in self._choice.used(found, day, when=year + 1, period=period)
            ]
            with self._engine().reading_ahead(used):
                return wide({name: self.of(found, year, period) for name, found, period in asked})

        return self._kept.frame(what, day.year, make)

    def _people_and_land(self, year: int) -> tuple[Floats, Floats]:
        """Residents and km² of the municipalities: what coverage is told by."""
        return self._kept.memory.once(
            ("people and land", year),
            lambda: (floats(self._members(year)["population"]), floats(self._members(year)["area_km2"])),
        )

    def _numbers(self, year: int) -> Codes:
        """The number of each municipality."""
        return self._kept.memory.once(
            ("numbers", year), lambda: self._engine().numbering.numbers(self._members(year)["ags"])
        )
