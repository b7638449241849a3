"""The one rule (aggregation.py) on frames: parts of municipalities in, values of areas and groups out."""

from typing import Final

import polars as pl

from kleinstadt.errors import AggregationError
from kleinstadt.indicators.aggregation import Grouped, GroupValue, group_values, is_lent, value_of
from kleinstadt.indicators.model import Indicator, Published
from kleinstadt.indicators.parts import Parts
from kleinstadt.indicators.sums import Sums
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.territory.coding import coded, named

QUANTILES: Final = {"min": 0.0, "q10": 0.1, "q25": 0.25, "median": 0.5, "q75": 0.75, "q90": 0.9, "max": 1.0}

_NUMBER: Final = "number of the group"


def aggregate(parts: pl.DataFrame, indicator: Indicator, by: str) -> pl.DataFrame:
    """Value of each area: counts are summed, ratios are sums divided (aggregation.group_values has the rule).

    Parameters
    ----------
    parts : pl.DataFrame
        One row a municipality: ags, numerator, denominator, status, vintage (engine.py), and the column `by`;
        population (persons) and area_km2, where known.
    indicator : Indicator
        Its class is the rule.
    by : str
        Column that says which area a municipality belongs to.

    Returns
    -------
    pl.DataFrame
        by, value (in the indicator's unit), status, vintage, numerator, denominator, people_pct, area_pct; one row an
        area, in order of its key. A rate that is published for larger areas than `by` is "modelled" there.

    Examples
    --------
    >>> from kleinstadt.indicators.catalogue import indicator
    >>> parts = pl.DataFrame({"kreis": ["01", "01"], "numerator": [6.0, 3.0], "denominator": [2.0, 1.0]})
    >>> parts = parts.with_columns(status=pl.lit("measured"), vintage=pl.lit("2019"))
    >>> aggregate(parts, indicator("residents_per_job"), "kreis").select("kreis", "value").row(0)
    ('01', 3.0)
    """
    return of_areas(Parts.of(parts), indicator, parts[by])


def of_areas(parts: Parts, indicator: Indicator, area: pl.Series) -> pl.DataFrame:
    """The same of arrays.

    Parameters
    ----------
    parts : Parts
        One entry a municipality.
    indicator : Indicator
        Its class is the rule.
    area : pl.Series
        Key of each municipality's area; its name is that of the column ("kreis").

    Returns
    -------
    pl.DataFrame
        As from `aggregate`.
    """
    keys, groups = coded(area)
    found = group_values(parts, indicator, Sums(groups, len(keys)), lent=is_lent(indicator, area.name))
    return grouped_frame(keys, parts, found)


def grouped_frame(keys: pl.Series, parts: Parts, found: Grouped) -> pl.DataFrame:
    """Groups as a frame.

    Parameters
    ----------
    keys : pl.Series
        Key of each group; its name is that of the column.
    parts : Parts
        What the groups were made of: it knows the vintages.
    found : Grouped
        One entry a group.

    Returns
    -------
    pl.DataFrame
        The keys, value, status, vintage, numerator, denominator, people_pct, area_pct; null where there is none.
    """
    numbers = {name: getattr(found, name) for name in ("value", "numerator", "denominator", "people_pct", "area_pct")}
    frame = pl.DataFrame({keys.name: keys, **numbers}).with_columns(pl.col(*numbers).fill_nan(None))
    words = (named(found.status, STATUSES).alias("status"), named(found.vintage, parts.vintages).alias("vintage"))
    return frame.with_columns(*words).select(
        keys.name, "value", "status", "vintage", "numerator", "denominator", "people_pct", "area_pct"
    )


def values_of(parts: Parts, indicator: Indicator, masks: pl.DataFrame) -> dict[str, GroupValue]:
    """The value of each group.

    Parameters
    ----------
    parts : Parts
        One entry a municipality.
    indicator : Indicator
        Its class is the rule.
    masks : pl.DataFrame
        A column a group, true for its municipalities.

    Returns
    -------
    dict of str to GroupValue
        By the names of the groups.
    """
    return {group.name: value_of(parts, indicator, group.to_numpy()) for group in masks}


def refuse_sums(indicator: Indicator, by: list[str]) -> None:
    """Refuse an indicator that cannot be added up.

    Parameters
    ----------
    indicator : Indicator
        The one that is asked for.
    by : list of str
        What it is to be added up over, for the message.

    Raises
    ------
    AggregationError
        For a published rate without a weight.
    """
    if isinstance(indicator, Published) and indicator.weight is None:
        msg = (
            f"'{indicator.id}' is a rate without a named weight: it cannot be added up over {', '.join(by)}. "
            "Ask for the values of single areas, or for medians."
        )
        raise AggregationError(msg)


def summarise(parts: pl.DataFrame, values: pl.DataFrame, indicator: Indicator, by: list[str]) -> pl.DataFrame:
    """Group values and the spread of the members.

    Parameters
    ----------
    parts : pl.DataFrame
        As for `aggregate`, with the columns `by`.
    values : pl.DataFrame
        value of each area, with the columns `by`.
    indicator : Indicator
        Its class is the rule.
    by : list of str
        Columns of the groups.

    Returns
    -------
    pl.DataFrame
        by, value (of the group, by the rule), areas (number), missing (number without a value), mean and the quantiles
        of QUANTILES (of the areas' values, each counting once), status, people_pct, area_pct.

    Raises
    ------
    AggregationError
        For a published rate without a weight.
    """
    refuse_sums(indicator, by)
    value = pl.col("value")
    spread = [value.quantile(q, "linear").alias(name) for name, q in QUANTILES.items()]
    missing = value.is_null().sum().alias("missing")
    areas = values.group_by(by, maintain_order=True).agg(
        pl.len().alias("areas"), missing, value.mean().alias("mean"), *spread
    )
    groups = parts.select(by).unique().sort(by).with_row_index(_NUMBER)
    numbered = parts.join(groups, on=by, how="left", nulls_equal=True, maintain_order="left")
    found = aggregate(numbered, indicator, _NUMBER).join(groups, on=_NUMBER, how="left")
    joined = found.join(areas, on=by, how="left", nulls_equal=True).sort(by)
    return joined.select(*by, "value", "areas", "missing", "mean", *QUANTILES, "status", "people_pct", "area_pct")
