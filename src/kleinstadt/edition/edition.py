"""The opened edition: areas, indicators, groups, series and polygons of any year, as frames."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.edition.classes import official_at
from kleinstadt.edition.developments import developments, values_from
from kleinstadt.edition.indicator_values import IndicatorValues
from kleinstadt.edition.territories import Level as Level
from kleinstadt.edition.territories import refuse_unknown
from kleinstadt.indicators.aggregation import TERRITORIES, GroupValue
from kleinstadt.indicators.catalogue import indicator as declared
from kleinstadt.indicators.group_frames import of_areas, summarise, values_of
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.typologies.growth import growth, official_growth

GROUPINGS: Final = ("type", "own_type", "lage", "size", "kreis_type", "regiostar7", "land", "region", "kreis", "bund")


class Edition(IndicatorValues):
    """An edition of the observatory: areas, indicators, groups, series and polygons of any year.

    Frames it returns are sorted by key, and safe to change. Levels are "gemeinde", "verband", "kreis", "region" (a
    Regierungsbezirk), "land" and "bund"; the column of keys is called `ags` for "gemeinde", else as the level. A
    `year` is always that of the borders; values are of the vintage nearest to it. A level or year that is not there
    raises UnknownNameError, which lists those there are.
    """

    @cached_property
    def without_official(self) -> "Edition":
        """The same edition with all official classes left aside."""
        return self if self.computed else Edition(self.store, computed=True)

    def areas(
        self, year: int, level: Level = "verband", indicators: Sequence[str] = (), *, computed: bool = False
    ) -> pl.DataFrame:
        """All areas of a level in the borders of a year, with their type and any indicators.

        Parameters
        ----------
        year : int
            Year of the borders.
        level : {"verband", "gemeinde", "kreis", "region", "land", "bund"}
            Level of the areas.
        indicators : sequence of str
            Ids of indicators (docs/indicators.md); "growth" gives the class of that name.
        computed : bool
            Leave official classes aside, and show what the rules alone give.

        Returns
        -------
        pl.DataFrame
            One row an area, sorted by key:

            - the key, name, land, land_name, kreis, kreis_name
            - population (persons), area_km2, members (number of municipalities)
            - type, type_basis, lage, lage_basis, potential (persons, modelled), size (class of population, "5000-9999")
              : municipalities and Verbände only
            - own_type, own_type_basis : municipalities only
            - kreis_type, regiostar7, region : where the areas of the level have them
            - one column an indicator, in the indicator's unit; null where there is no value

        Raises
        ------
        UnknownNameError
            For a year, level or indicator that is not there.

        Examples
        --------
        >>> found = ed.areas(2019, "verband", ["residents_per_job"])
        >>> found.filter(name="Eichwalde").select("verband", "type", "population").row(0)
        ('120610112', 'kleine_kleinstadt', 6420)
        """
        if computed and not self.computed:
            return self.without_official.areas(year, level, indicators)
        frame = self._frame_of(year, level)
        key = KEY_COLUMN[level]
        for name in dict.fromkeys(indicators):
            if name in frame.columns:
                continue  # population and area are there anyway
            if name == "growth":
                frame = frame.join(self.growth(year, level).select(key, name), on=key, how="left")
                continue
            values = self.indicator(name, year, level).select(key, pl.col("value").alias(name))
            frame = frame.join(values, on=key, how="left")
        return frame

    def growth(self, year: int, level: Level = "verband", *, computed: bool = False) -> pl.DataFrame:
        """Growing or shrinking, over the five years before a year (typologies/growth.py has the rule and its source).

        Parameters
        ----------
        year : int
            Year of the borders; the window ends with the year before.
        level : {"verband", "gemeinde", "kreis", "region", "land", "bund"}
            Level of the areas; a municipality has what its Verband has.
        computed : bool
            Leave official classes aside, and show the rule alone.

        Returns
        -------
        pl.DataFrame
            The key, one column a development (its mean change in per cent a year), indicators (how many of the six are
            known), points (their sum), growth (class, null with fewer than four known), growth_basis: "official" where
            the BBSR gave a class for this very year, else "computed".

        Raises
        ------
        UnknownNameError
            For a year or level that is not there.

        Examples
        --------
        >>> ed.growth(2019).filter(verband="120610112").select("growth", "growth_basis").row(0)
        ('growing', 'official')
        """
        refuse_unknown("level", level, tuple(KEY_COLUMN))
        if computed and not self.computed:
            return self.without_official.growth(year, level)
        key = KEY_COLUMN[level]
        if level == "gemeinde":
            of_verband = self.members(year).select("ags", "verband").sort("ags")
            return of_verband.join(self.growth(year), on="verband", how="left", maintain_order="left").drop("verband")
        areas = self._inhabited(year, level)
        read = partial(self.indicator, year=year, level=level)
        changes = developments(values_from(areas[key], read, self.periods, self.indicators), year)
        scored = growth(areas.with_columns(changes.get_columns()))
        every = self._frame_of(year, level).select(key).join(scored, on=key, how="left", maintain_order="left")
        return official_growth(
            every, key, self.members(year), self._official_growth(year) if level == "verband" else None
        )

    def _official_growth(self, year: int) -> pl.DataFrame | None:
        """Official classes of this very year: the user's, else the edition's; none where they are left aside."""
        if self.computed:
            return None
        if self.official is not None and self.official.year == year:
            return self.official.frame
        return official_at(self.store, self.territory(year))

    def _inhabited(self, year: int, level: Level) -> pl.DataFrame:
        """The keys of the areas with people."""
        return self._frame_of(year, level).filter(pl.col("population") != 0).select(KEY_COLUMN[level])

    def groups(
        self,
        indicator_id: str,
        year: int,
        by: str | Sequence[str] = "type",
        level: Level = "verband",
        *,
        period: str | None = None,
    ) -> pl.DataFrame:
        """One indicator for groups of areas.

        Groups by territory (land, region, kreis, bund) have all their land; groups of towns, and every count and spread
        of areas, leave out areas without people.

        Parameters
        ----------
        indicator_id : str
            Id of the indicator.
        year : int
            Year of the borders.
        by : str or sequence of str
            One or several of "type" (of the Verband), "own_type" (of the municipality by itself: what municipalities
            are compared within), "lage", "size", "kreis_type", "regiostar7", "land", "region", "kreis", "bund".
        level : {"verband", "gemeinde", "kreis", "region", "land", "bund"}
            Level of the areas that are grouped.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.

        Returns
        -------
        pl.DataFrame
            The grouping columns, value (of the group, by the indicator's own rule), areas (number), missing (number
            without a value), mean, min, q10, q25, median, q75, q90, max (of the areas' values), status, people_pct,
            area_pct. Values in the indicator's unit.

        Raises
        ------
        UnknownNameError
            For an indicator, year, level or grouping that is not there.
        AggregationError
            For a published rate without a weight: it has no group value.

        Examples
        --------
        >>> found = ed.groups("broadband_all_50_pct", 2019, by="type")
        >>> found.select("type", pl.col("value").round(1)).rows()[:2]
        [('grossstadt', 97.8), ('mittelstadt', 94.6)]
        """
        found, columns = declared(indicator_id), [by] if isinstance(by, str) else list(by)
        for name in columns:
            refuse_unknown("grouping", name, GROUPINGS)
        key = KEY_COLUMN[level]
        units = self._frame_of(year, level).with_columns(bund=pl.lit(keys.BUND))
        units = units.select(key, *(name for name in columns if name != key), inhabited=pl.col("population") != 0)
        values = self.indicator(indicator_id, year, level, period=period).select(key, "value")
        parts = self.parts(indicator_id, year, period)
        parts = parts.drop(*columns, strict=False) if key not in columns else parts
        inside = parts.join(units, on=key, how="left", maintain_order="left")
        if not set(columns) <= set(TERRITORIES):
            inside = inside.filter(pl.col("inhabited"))
        spread = values.join(units, on=key, how="left").filter(pl.col("inhabited"))
        return summarise(inside, spread, found, columns)

    def values_of(
        self, indicator_id: str, year: int, groups: Mapping[str, pl.Expr], period: str | None = None
    ) -> dict[str, GroupValue]:
        """One indicator for groups of Verbände that are told by expressions over the columns of `areas`.

        Parameters
        ----------
        indicator_id : str
            Id of the indicator.
        year : int
            Year of the borders.
        groups : mapping of str to pl.Expr
            Name of each group, and which Verbände are meant; Verbände without people belong to none.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.

        Returns
        -------
        dict of str to GroupValue
            By the names of the groups; value in the indicator's unit.

        Raises
        ------
        UnknownNameError
            For an indicator or year that is not there.

        Examples
        --------
        >>> small = {"small": pl.col("type").is_in(["groessere_kleinstadt", "kleine_kleinstadt"])}
        >>> round(ed.values_of("residents_per_job", 2019, small)["small"].value, 1)
        3.2
        """
        parts = self.part_arrays(indicator_id, year, period, enough=True)
        return values_of(parts, declared(indicator_id), self._masks(year, groups))

    def values_over_time(
        self, indicator_id: str, year: int, groups: Mapping[str, pl.Expr]
    ) -> dict[str, dict[str, GroupValue]]:
        """The same as `values_of` at each of an indicator's periods, on the constant borders of a year.

        Parameters
        ----------
        indicator_id : str
            Id of the indicator.
        year : int
            Year of the borders.
        groups : mapping of str to pl.Expr
            Name of each group, and which Verbände are meant; Verbände without people belong to none.

        Returns
        -------
        dict of str to dict of str to GroupValue
            By period, oldest first, then by the names of the groups; value in the indicator's unit.

        Raises
        ------
        UnknownNameError
            For an indicator or year that is not there.

        Examples
        --------
        >>> cities = {"cities": pl.col("type") == "grossstadt"}
        >>> list(ed.values_over_time("census_population", 2019, cities))
        ['2022']
        """
        found, masks = declared(indicator_id), self._masks(year, groups)
        over_time = self.part_arrays_over_time(indicator_id, year)
        return {period: values_of(parts, found, masks) for period, parts in over_time.items()}

    def _masks(self, year: int, groups: Mapping[str, pl.Expr]) -> pl.DataFrame:
        """Which municipalities are in which group of inhabited Verbände."""
        units = self._frame_of(year, "verband").filter(pl.col("population") != 0)
        marked = units.select("verband", **dict(groups))
        towns = self.members(year).select("verband").join(marked, on="verband", how="left", maintain_order="left")
        return towns.drop("verband").select(pl.all().fill_null(value=False))

    def series(self, indicator_id: str, year: int, level: Level = "verband", by: str | None = None) -> pl.DataFrame:
        """One indicator at all its periods, on the constant borders of a year.

        Parameters
        ----------
        indicator_id : str
            Id of the indicator.
        year : int
            Year of the borders.
        level : {"verband", "gemeinde", "kreis", "region", "land", "bund"}
            Level of the areas.
        by : str, optional
            A grouping as in `groups`; without one, every area of the level.

        Returns
        -------
        pl.DataFrame
            period, the key or the grouping, value (in the indicator's unit), status; oldest period first.

        Raises
        ------
        UnknownNameError
            For an indicator, year, level or grouping that is not there.

        Examples
        --------
        >>> ed.series("census_population", 2019, "bund").columns
        ['period', 'bund', 'value', 'status']
        """
        found = declared(indicator_id)
        refuse_unknown("level", level, tuple(KEY_COLUMN))
        refuse_unknown("grouping", by or GROUPINGS[0], GROUPINGS)
        column = by or KEY_COLUMN[level]
        towns = self.members(year).with_row_index("place")
        if by == "size":
            towns = towns.join(self._frame_of(year, level).select(KEY_COLUMN[level], "size"), on=KEY_COLUMN[level])
        if column not in TERRITORIES:
            inhabited = self._inhabited(year, level)
            towns = towns.join(inhabited, on=KEY_COLUMN[level], how="semi", maintain_order="left")
        rows, told = towns["place"].to_numpy(), ("period", column, "value", "status")
        frames = [
            of_areas(parts.at(rows), found, towns[column]).with_columns(period=pl.lit(period)).select(told)
            for period, parts in self.part_arrays_over_time(indicator_id, year).items()
        ]
        return pl.concat(frames)
