"""The opened edition: areas, indicators, groups, series and polygons of any year, as frames."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.edition.classes import official_at
from kleinstadt.edition.developments import developments, values_from
from kleinstadt.edition.part_columns import PartColumns
from kleinstadt.edition.store import Store
from kleinstadt.edition.territories import Level as Level
from kleinstadt.edition.territories import Territories, refuse_unknown
from kleinstadt.indicators.aggregation import (
    TERRITORIES,
    GroupValue,
    Parts,
    aggregate,
    parts_frame,
    summarise,
    values_of,
)
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.catalogue import indicator as declared
from kleinstadt.indicators.model import Indicator
from kleinstadt.indicators.vintages import Vintage
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.typologies.growth import growth, official_growth

GROUPINGS: Final = ("type", "lage", "size", "kreis_type", "regiostar7", "land", "region", "kreis", "bund")


class Edition(Territories):
    """An edition of the observatory. Frames it returns are sorted by key, and safe to change."""

    @cached_property
    def _parts(self) -> PartColumns:
        return PartColumns(self.engine, self.kept, self.territory, self.members)

    @cached_property
    def without_official(self) -> "Edition":
        """The same edition with all official classes left aside."""
        return self if self.computed else Edition(self.store, computed=True)

    def areas(
        self, year: int, level: Level = "verband", indicators: Sequence[str] = (), *, computed: bool = False
    ) -> pl.DataFrame:
        """All areas of a level in the borders of a year, with their type and any indicators.

        computed : leave official classes aside, and show the rules alone
        Returns the key (`ags`, `verband`, `kreis`, `land`, `bund`), name, land, land_name, kreis, kreis_name,
        population (persons), area_km2, type, lage, lage_basis, potential (municipalities and Verbände only), members
        (number of municipalities), type_basis, own_type and own_type_basis (municipalities only), then one column an
        indicator, in the indicator's unit; "growth" gives the class of that name.
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
        """Growing or shrinking in the borders of a year, over the five years before it (typologies/growth.py).

        computed : leave official classes aside, and show the rule alone
        Returns the key, one column a development (its mean yearly change in per cent), indicators (how many are known),
        points (their sum), growth, growth_basis: "official" where the BBSR gave a class for this very year, else
        "computed". A municipality has what its Verband has.
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

    def indicator(
        self, indicator_id: str, year: int, level: Level = "verband", *, period: str | None = None
    ) -> pl.DataFrame:
        """One indicator for all areas of a level, in the borders of a year.

        period : exactly this period ("2020", "2020-06") instead of the vintage nearest to the year
        Returns the key, name, value (in the indicator's unit), status (symbols.py, or "partial"), vintage, numerator,
        denominator, people_pct and area_pct (of how much of the area's people and land it is known).
        Raises UnknownNameError with near names.
        """
        refuse_unknown("level", level, tuple(KEY_COLUMN))
        found, key = declared(indicator_id), KEY_COLUMN[level]
        values = aggregate(self.parts(indicator_id, year, period), found, key)
        names = self._frame_of(year, level).select(key, "name")
        return values.join(names, on=key, how="left", maintain_order="left").select(
            key, "name", pl.exclude(key, "name")
        )

    def parts(self, indicator_id: str, year: int, period: str | None = None) -> pl.DataFrame:
        """What an indicator is made of, municipality by municipality: the columns of `members`, numerator, denominator.

        Also status and vintage. Whoever groups municipalities in a way of their own begins here.
        """
        parts = self.part_arrays(indicator_id, year, period, enough=True)
        return self.members(year).drop("name").hstack(parts_frame(parts))

    def part_arrays(self, indicator_id: str, year: int, period: str | None = None, *, enough: bool = False) -> Parts:
        """The same as arrays in the order of `members`, for the one rule (indicators/aggregation.py).

        enough : whether this one is all that is wanted, so that those of all indicators need not be made
        """
        kept = indicator_id in self.indicators and isinstance(self.store, Store)  # a draft changes while it is made
        if period is None and kept and (not enough or self._parts.are_made(year)):
            return self._parts.of_all(indicator_id, year, self.indicators)
        return self._parts.of(declared(indicator_id), year, period)

    def part_arrays_over_time(self, indicator_id: str, year: int) -> dict[str, Parts]:
        """The same at each of an indicator's periods, on the constant borders of a year."""
        return self._parts.over_time(declared(indicator_id), year, self.periods(indicator_id))

    def vintages(self, indicator_id: str, year: int, period: str | None = None) -> tuple[Vintage, ...]:
        """The deliveries that the values of a year are made of: numerator first, a rate before its weight."""
        return self.engine.used(declared(indicator_id), self.territory(year), when=year + 1, period=period)

    def groups(
        self,
        indicator_id: str,
        year: int,
        by: str | Sequence[str] = "type",
        level: Level = "verband",
        *,
        period: str | None = None,
    ) -> pl.DataFrame:
        """One indicator for groups of areas: by one or several of GROUPINGS ("type", "size", "land", ...).

        Returns the grouping columns, value (by the indicator's own rule), areas, missing, mean, min, q10, q25, median,
        q75, q90, max (of the areas' values), status, people_pct, area_pct. Groups by territory (land, region, kreis,
        bund) have all their land; groups of towns, and every count and spread of areas, leave out areas without people.
        Raises AggregationError for a rate that has no group value.
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

        groups : name of each group, and which Verbände are meant; Verbände without people belong to none
        """
        units = self._frame_of(year, "verband").filter(pl.col("population") != 0)
        marked = units.select("verband", **dict(groups))
        parts = self.parts(indicator_id, year, period).join(marked, on="verband", how="left", maintain_order="left")
        return values_of(parts, declared(indicator_id), {name: pl.col(name) for name in groups})

    def series(self, indicator_id: str, year: int, level: Level = "verband", by: str | None = None) -> pl.DataFrame:
        """One indicator at all its periods, on the constant borders of a year.

        by : a grouping; without one, every area of the level
        Returns period, the key or the grouping, value, status.
        """
        found = declared(indicator_id)
        refuse_unknown("level", level, tuple(KEY_COLUMN))
        refuse_unknown("grouping", by or GROUPINGS[0], GROUPINGS)
        column = by or KEY_COLUMN[level]
        frames = []
        for period in self.periods(indicator_id):
            parts = self.parts(indicator_id, year, period)
            if by == "size":
                parts = parts.join(self._frame_of(year, level).select(KEY_COLUMN[level], "size"), on=KEY_COLUMN[level])
            if column not in TERRITORIES:
                inhabited = self._inhabited(year, level)
                parts = parts.join(inhabited, on=KEY_COLUMN[level], how="semi", maintain_order="left")
            frames.append(
                aggregate(parts, found, column).select(pl.lit(period).alias("period"), column, "value", "status")
            )
        return pl.concat(frames)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The declared indicators for which the edition has figures: one built of few raw files lacks some."""
        return {name: found for name, found in INDICATORS.items() if self.engine.has(found)}

    def periods(self, indicator_id: str) -> list[str]:
        """The periods at which an indicator's first variable was observed at its own level, oldest first."""
        return self.engine.periods(declared(indicator_id))
