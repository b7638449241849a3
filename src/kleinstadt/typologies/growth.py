"""Growing or shrinking: points by quintile of yearly changes over five years.

The BBSR takes six indicators: population, net migration, working-age population, jobs at the place of work,
unemployment rate, trade-tax base yield per head. Openly at hand are three (AT_HAND); MISSING says what the others lack.
Its exact rule is not known either, so the classes here are our own: five of equal width on the mean of the points. An
official class (column GWS of sources/raumgliederungen.py) wins for its own year.

Censuses break the series. A change is taken between two years of one basis only; years between two bases are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

GROWTH: Final = pl.Enum(("strongly_growing", "growing", "no_clear_direction", "shrinking", "strongly_shrinking"))

YEARS: Final = 5

LEAST_YEARS: Final = 3  # within one basis, of the five; with fewer there is no change

LEAST_INDICATORS: Final = 2

POINTS: Final = (-2, -1, 0, 1, 2)  # for the quintiles, the lowest first

LIMITS: Final = (-1.2, -0.4, 0.4, 1.2)  # of the mean of the points, between the five classes


@dataclass(frozen=True)
class Development:
    """An indicator whose development counts.

    relative : its change is in per cent a year, else in its own unit a year
    good : 1 where more is growth, -1 where less is
    last_of_basis : the last years of the bases before those in use; the change to the year after is not taken
    """

    indicator: str
    relative: bool
    good: int
    last_of_basis: tuple[int, ...]


AT_HAND: Final = (
    Development("population", relative=True, good=1, last_of_basis=(2011, 2023)),
    Development("working_age_population", relative=True, good=1, last_of_basis=(2010, 2011)),
    Development("unemployed_share", relative=False, good=-1, last_of_basis=(2010, 2011)),
)
"""The registers to 2011 go on from older counts; INKAR does not say on which side 2011 stands, so it is on neither."""

MISSING: Final = {
    "net_migration": ("Wanderungen fehlen (Regionaldatenbank 12711-91-01-5)", "no migration (12711-91-01-5)"),
    "jobs": ("Beschäftigte nur 2020 und 2021 (13111-01-03-5)", "employees of 2020 and 2021 only (13111-01-03-5)"),
    "trade_tax": ("Gewerbesteuer-Grundbetrag fehlt (71231-01-03-5)", "no trade-tax base (71231-01-03-5)"),
}


def yearly_change(values: pl.DataFrame, key: str, development: Development, until: int) -> pl.DataFrame:
    """Mean yearly change of each area in the five years to the end of `until`.

    values : `key`, year, value; years that are not there are bridged, those of another basis are not
    Returns `key`, change (per cent, or the indicator's unit, a year), years (within one basis, that it is made of);
    change is null with fewer than LEAST_YEARS.
    """
    window = values.drop_nulls("value").filter(pl.col("year").is_between(until - YEARS, until)).sort(key, "year")
    basis = sum((pl.col("year") > last).cast(pl.Int64) for last in development.last_of_basis)
    size = pl.col("value").log() if development.relative else pl.col("value")
    stretches = (
        window.filter(pl.col("value") > 0 if development.relative else pl.lit(value=True))
        .group_by(key, pl.lit(0).alias("_") + basis)
        .agg(step=(size.last() - size.first()), years=pl.col("year").last() - pl.col("year").first())
    )
    total = stretches.group_by(key).agg(pl.col("step", "years").sum()).sort(key)
    mean = pl.when(pl.col("years") >= LEAST_YEARS).then(pl.col("step") / pl.col("years"))
    return total.select(key, change=(mean.exp() - 1) * 100 if development.relative else mean, years="years")


def growth(changes: pl.DataFrame, developments: Mapping[str, Development]) -> pl.DataFrame:
    """Points and class of each area.

    changes : one row an area, a column for each of `developments` (null where unknown), other columns are kept
    Adds indicators (how many are known), points (mean; -2 for the lowest fifth to 2 for the highest), growth; the last
    two are null with fewer than LEAST_INDICATORS.
    """
    fifths = [_points(pl.col(name) * found.good).alias(f"_{name}") for name, found in developments.items()]
    columns = [f"_{name}" for name in developments]
    counted = changes.with_columns(fifths).with_columns(
        indicators=pl.sum_horizontal(pl.col(columns).is_not_null()), points=pl.mean_horizontal(columns)
    )
    enough = pl.col("indicators") >= LEAST_INDICATORS
    scored = counted.with_columns(points=pl.when(enough).then("points")).drop(columns)
    return scored.with_columns(growth=_class_of("points"))


def _points(value: pl.Expr) -> pl.Expr:
    """By fifth among the known; equal values get equal points."""
    share = (value.rank("average") - 0.5) / value.count()
    fifth = (share * len(POINTS)).floor().clip(0, len(POINTS) - 1).cast(pl.Int64)
    return pl.when(value.is_not_null()).then(fifth + POINTS[0])


def _class_of(points: str) -> pl.Expr:
    value = pl.col(points).round(9)  # means of three are no exact fractions
    strongly_down, down, up, strongly_up = LIMITS
    return (
        pl.when(value.is_null())
        .then(None)
        .when(value >= strongly_up)
        .then(pl.lit("strongly_growing"))
        .when(value >= up)
        .then(pl.lit("growing"))
        .when(value > down)
        .then(pl.lit("no_clear_direction"))
        .when(value > strongly_down)
        .then(pl.lit("shrinking"))
        .otherwise(pl.lit("strongly_shrinking"))
        .cast(GROWTH)
    )


def official_growth(
    scored: pl.DataFrame, key: str, members: pl.DataFrame, official: pl.DataFrame | None
) -> pl.DataFrame:
    """`scored` with the official class where there is one, and growth_basis: "official", "computed", null for no class.

    key : ags or verband where there are official classes
    members : ags, verband; official : ags or verband, growth (text as in GROWTH; null is left out)
    An area whose members have several official classes keeps the computed one.
    """
    computed = pl.when(pl.col("growth").is_not_null()).then(pl.lit("computed"))
    if official is None:
        return scored.with_columns(growth_basis=computed)
    own = "ags" if "ags" in official.columns else "verband"
    classes = members.join(official.select(own, _official=pl.col("growth").cast(GROWTH)).drop_nulls(), on=own)
    single = classes.group_by(key).agg(pl.col("_official").unique()).filter(pl.col("_official").list.len() == 1)
    found = scored.join(single.select(key, pl.col("_official").list.first()), on=key, how="left", maintain_order="left")
    by_file = pl.when(pl.col("_official").is_not_null()).then(pl.lit("official"))
    return found.with_columns(
        growth=pl.coalesce("_official", "growth"), growth_basis=pl.coalesce(by_file, computed)
    ).drop("_official")
