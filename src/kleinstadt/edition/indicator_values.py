"""One indicator in the borders of a year: the values of areas, and what they are made of."""

from functools import cached_property

import polars as pl

from kleinstadt.edition.part_columns import PartColumns
from kleinstadt.edition.store import Store
from kleinstadt.edition.territories import Level, Territories, refuse_unknown
from kleinstadt.errors import AggregationError
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.catalogue import indicator as declared
from kleinstadt.indicators.group_frames import of_areas
from kleinstadt.indicators.model import Count, Indicator
from kleinstadt.indicators.parts import Parts, parts_frame
from kleinstadt.indicators.vintages import Vintage
from kleinstadt.territory.gazetteer import KEY_COLUMN


class IndicatorValues(Territories):
    """An edition's areas with one indicator at a time: what `Edition` is built on."""

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The declared indicators for which the edition has figures: one built of few raw files lacks some."""
        return {name: found for name, found in INDICATORS.items() if self.choice.has(found)}

    @cached_property
    def _parts(self) -> PartColumns:
        return PartColumns(lambda: self.engine, self.choice, self.kept, self.territory, self.members)

    def indicator(
        self, indicator_id: str, year: int, level: Level = "verband", *, period: str | None = None
    ) -> pl.DataFrame:
        """One indicator for all areas of a level, in the borders of a year.

        An area's value is made of its municipalities by the indicator's own rule (indicators/model.py).

        Parameters
        ----------
        indicator_id : str
            Id of the indicator (docs/indicators.md).
        year : int
            Year of the borders.
        level : {"verband", "gemeinde", "kreis", "region", "land", "bund"}
            Level of the areas.
        period : str, optional
            Exactly this period ("2020", "2020-06") instead of the vintage nearest to the year.

        Returns
        -------
        pl.DataFrame
            The key, name, value (in the indicator's unit), status (as in sources/reading/symbols.py, or "partial"),
            vintage (period), numerator, denominator, people_pct and area_pct (for how much of the area's people and
            land it is known).

        Raises
        ------
        UnknownNameError
            For an indicator, year or level that is not there; for an indicator with near ids.

        Examples
        --------
        >>> found = ed.indicator("population", 2019, "land")
        >>> found.filter(name="Brandenburg").select("value", "status").row(0)
        (2521893.0, 'measured')
        """
        refuse_unknown("level", level, tuple(KEY_COLUMN))
        found, key = declared(indicator_id), KEY_COLUMN[level]
        parts = self.part_arrays(indicator_id, year, period, enough=True)
        values = of_areas(parts, found, self.members(year)[key])
        names = self._frame_of(year, level).select(key, "name")
        return values.join(names, on=key, how="left", maintain_order="left").select(
            key, "name", pl.exclude(key, "name")
        )

    def parts(self, indicator_id: str, year: int, period: str | None = None) -> pl.DataFrame:
        """What an indicator is made of, municipality by municipality.

        Whoever groups municipalities in a way of their own begins here.

        Parameters
        ----------
        indicator_id : str
            Id of the indicator.
        year : int
            Year of the borders.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.

        Returns
        -------
        pl.DataFrame
            The columns of `members` without name, and numerator, denominator (in the units of the indicator's counts),
            status, vintage.

        Raises
        ------
        UnknownNameError
            For an indicator or year that is not there.

        Examples
        --------
        >>> parts = ed.parts("residents_per_job", 2019)
        >>> parts.filter(ags="12061112").select("numerator", "vintage").row(0)
        (6420.0, '2019')
        """
        parts = self.part_arrays(indicator_id, year, period, enough=True)
        return self.members(year).drop("name").hstack(parts_frame(parts))

    def part_arrays(self, indicator_id: str, year: int, period: str | None = None, *, enough: bool = False) -> Parts:
        """The same as `parts`, as arrays in the order of `members`, for the one rule (indicators/aggregation.py).

        Parameters
        ----------
        indicator_id : str
            Id of the indicator.
        year : int
            Year of the borders.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.
        enough : bool
            Whether this one is all that is wanted, so that those of all indicators need not be made.

        Returns
        -------
        Parts
            One entry a municipality; NaN where a number is missing.

        Raises
        ------
        UnknownNameError
            For an indicator or year that is not there.
        """
        kept = indicator_id in self.indicators and isinstance(self.store, Store)  # a draft changes while it is made
        if period is None and kept and (not enough or self._parts.are_made(year)):
            return self._parts.of_all(indicator_id, year, self.indicators)
        return self._parts.of(declared(indicator_id), year, period)

    def part_arrays_over_time(self, indicator_id: str, year: int) -> dict[str, Parts]:
        """The same as `part_arrays` at each of an indicator's periods, on the constant borders of a year.

        Parameters
        ----------
        indicator_id : str
            Id of the indicator.
        year : int
            Year of the borders.

        Returns
        -------
        dict of str to Parts
            By period, oldest first.

        Raises
        ------
        UnknownNameError
            For an indicator or year that is not there.
        """
        return self._parts.over_time(declared(indicator_id), year, self.periods(indicator_id))

    def vintages(self, indicator_id: str, year: int, period: str | None = None) -> tuple[Vintage, ...]:
        """The deliveries that the values of a year are made of.

        Parameters
        ----------
        indicator_id : str
            Id of the indicator.
        year : int
            Year of the borders.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.

        Returns
        -------
        tuple of Vintage
            Numerator first, a rate before its weight; each with variable, period, borders, level and source.

        Raises
        ------
        UnknownNameError
            For an indicator or year that is not there.

        Examples
        --------
        >>> [(one.variable, one.source) for one in ed.vintages("residents_per_job", 2019)]
        [('population', 'gv'), ('employees_workplace', 'inkar_2024')]
        """
        return self.choice.used(declared(indicator_id), self.territory(year), when=year + 1, period=period)

    def unassigned(self, indicator_id: str, year: int, period: str | None = None) -> float:
        """How much of a count no municipality of a year takes over, after all changes of borders.

        Parameters
        ----------
        indicator_id : str
            Id of a count.
        year : int
            Year of the borders.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.

        Returns
        -------
        float
            In the count's unit; 0 where every piece has a taker.

        Raises
        ------
        UnknownNameError
            For an indicator, year or period that is not there.
        AggregationError
            For an indicator that is no count: rates are carried as the counts that they are made of.

        Examples
        --------
        >>> ed.unassigned("population", 2023, period="1990")
        0.0
        """
        found = declared(indicator_id)
        if not isinstance(found, Count):
            msg = f"'{indicator_id}' is no count: ask for one of the counts that it is made of (docs/indicators.md)."
            raise AggregationError(msg)
        return self.engine.unassigned(found, self.territory(year), when=year + 1, period=period)

    def periods(self, indicator_id: str) -> list[str]:
        """The periods at which an indicator's first variable was observed at its own level.

        Parameters
        ----------
        indicator_id : str
            Id of the indicator.

        Returns
        -------
        list of str
            Oldest first: "2019", or "2020-06" where the month matters.

        Raises
        ------
        UnknownNameError
            For an indicator that is not there, with near ids.

        Examples
        --------
        >>> ed.periods("census_population")
        ['2022']
        """
        return self.choice.periods(declared(indicator_id))
