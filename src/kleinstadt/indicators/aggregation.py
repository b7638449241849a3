"""From municipalities to any larger area or group, by the indicator's own rule."""

from typing import Final

import polars as pl

from kleinstadt.errors import AggregationError
from kleinstadt.indicators.model import Count, Indicator, Published, Ratio
from kleinstadt.keys import LEVELS
from kleinstadt.territory.gazetteer import KEY_COLUMN

ROUNDING: Final = 1e-9
QUANTILES: Final = {"min": 0.0, "q10": 0.1, "q25": 0.25, "median": 0.5, "q75": 0.75, "q90": 0.9, "max": 1.0}


def aggregate(parts: pl.DataFrame, indicator: Indicator, by: str) -> pl.DataFrame:
    """Value of each area: counts are summed, ratios are sums divided.

    parts : ags, numerator, denominator, status, vintage (engine.py), and the column `by`; population, where known
    Returns by, value, status, vintage, numerator, denominator, one row an area, in order of its key. A count with a
    missing member is missing, unless nobody lives there and it counts no land; a ratio leaves such members out. Both
    then say "partial". A share of more than all is null and "unreliable". A rate that is published for larger areas
    than `by` is modelled there.
    """
    known = _known(indicator)
    needed = ~_without_weight(parts, indicator)
    sums = (
        parts.filter(pl.col(by).is_not_null())
        .group_by(by)
        .agg(
            pl.col("numerator", "denominator").filter(known).sum(),
            known.sum().alias("present"),
            pl.len().alias("members"),
            (~known & needed).sum().alias("lacking"),
            ((pl.col("status") == "modelled").filter(known).any() | _lent(indicator, by)).alias("modelled"),
            pl.col("status").filter(~known).first().alias("reason"),
            pl.col("vintage").drop_nulls().first(),
        )
        .sort(by)
    )
    return sums.with_columns(value=_value(indicator)).select(
        by, "value", _status(indicator).alias("status"), "vintage", "numerator", "denominator"
    )


def _known(indicator: Indicator) -> pl.Expr:
    """Which members have what the indicator needs."""
    if isinstance(indicator, Count):
        return pl.col("numerator").is_not_null()
    return pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()


def _without_weight(parts: pl.DataFrame, indicator: Indicator) -> pl.Expr:
    """Members that may be unknown without harm to a sum: forests and waters in which nobody lives."""
    counts_land = isinstance(indicator, Count) and indicator.carried_by == "area"
    if counts_land or "population" not in parts.columns:
        return pl.lit(value=False)
    return (pl.col("population") == 0).fill_null(value=False)


def _lent(indicator: Indicator, by: str) -> bool:
    """Whether areas of `by` have a rate only because the larger area that they belong to has one."""
    if not isinstance(indicator, Published):
        return False
    finer = LEVELS[: LEVELS.index(indicator.level)]
    return by in [KEY_COLUMN[level] for level in finer]


def _value(indicator: Indicator) -> pl.Expr:
    if isinstance(indicator, Count):
        return pl.when((pl.col("lacking") == 0) & (pl.col("present") > 0)).then(pl.col("numerator"))
    scale = indicator.scale if isinstance(indicator, Ratio) else 1.0
    if isinstance(indicator, Published) and indicator.weight is None:
        single = (pl.col("members") == 1) & (pl.col("denominator") > 0)
        return pl.when(single).then(pl.col("numerator") / pl.col("denominator"))
    possible = (pl.col("denominator") > 0) & ~_more_than_all(indicator)
    return pl.when(possible).then(pl.col("numerator") / pl.col("denominator") * scale)


def _more_than_all(indicator: Indicator) -> pl.Expr:
    """Parts that exceed their whole: numbers of two times, or two estimates, that do not fit each other."""
    if isinstance(indicator, Ratio) and indicator.is_share:
        return pl.col("numerator") > pl.col("denominator") * (1 + ROUNDING)
    return pl.lit(value=False)


def _status(indicator: Indicator) -> pl.Expr:
    nonsense = pl.when(_more_than_all(indicator) & (pl.col("denominator") > 0)).then(pl.lit("unreliable"))
    return (
        pl.when(pl.col("value").is_null())
        .then(pl.col("reason").fill_null(nonsense.otherwise(pl.lit("not_meaningful"))))
        .when(pl.col("present") < pl.col("members"))
        .then(pl.lit("partial"))
        .when(pl.col("modelled"))
        .then(pl.lit("modelled"))
        .otherwise(pl.lit("measured"))
    )


def summarise(values: pl.DataFrame, indicator: Indicator, by: list[str]) -> pl.DataFrame:
    """Group values and the spread of the members.

    values : value, numerator, denominator of each area (from `aggregate`), the columns `by`, population where known
    Returns by, value (by the indicator's rule over all members), areas, missing, mean, and the quantiles of QUANTILES.
    Raises AggregationError where the indicator is a published rate without a weight.
    """
    if isinstance(indicator, Published) and indicator.weight is None:
        msg = (
            f"'{indicator.id}' is a rate without a named weight: it cannot be added up over {', '.join(by)}. "
            "Ask for the values of single areas, or for medians."
        )
        raise AggregationError(msg)
    present = pl.col("value").is_not_null()
    needed = ~_without_weight(values, indicator)
    spread = [pl.col("value").quantile(q, "linear").alias(name) for name, q in QUANTILES.items()]
    groups = (
        values.group_by(by)
        .agg(
            pl.col("numerator", "denominator").filter(present).sum(),
            pl.len().alias("members"),
            present.sum().alias("present"),
            (~present & needed).sum().alias("lacking"),
            pl.col("value").mean().alias("mean"),
            *spread,
        )
        .sort(by)
    )
    return groups.with_columns(value=_value(indicator)).select(
        *by,
        "value",
        pl.col("members").alias("areas"),
        (pl.col("members") - pl.col("present")).alias("missing"),
        "mean",
        *QUANTILES,
    )
