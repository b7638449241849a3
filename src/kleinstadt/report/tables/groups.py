"""The groups of Verbände that the report prints, and the value that an indicator has for them."""

from collections.abc import Iterator, Sequence

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.words import labels

Group = tuple[str, str | None, pl.Expr]  # words for type and Lage, and which units are meant


def types() -> list[Group]:
    """Every type as a whole, small towns together."""
    small = (labels.KLEINSTAEDTE[0], None, pl.col("type").is_in(labels.SMALL_TOWNS))
    others = [
        (name, None, pl.col("type") == key) for key, (name, _) in labels.TYPES.items() if key not in labels.SMALL_TOWNS
    ]
    return [*others[:2], small, *others[2:]]


def small_towns_by_lage() -> list[Group]:
    """Small towns in each Lage."""
    small = pl.col("type").is_in(labels.SMALL_TOWNS)
    return [
        (labels.KLEINSTAEDTE[0], words[0], small & (pl.col("lage") == key)) for key, words in labels.LAGEN.items()
    ]


def germany() -> Group:
    """All Verbände."""
    return (labels.BUND[0], None, pl.lit(value=True))


def group_values(
    edition: Edition,
    indicator: str,
    year: int,
    groups: Sequence[Group],
    units: pl.DataFrame,
    period: str | None = None,
) -> Iterator[tuple[str, str | None, float | None]]:
    """Type, Lage and value of each group: sum of numerators over sum of denominators, by the indicator's own weight.

    units : verband, type, lage
    """
    values = edition.indicator(indicator, year, "verband", period=period).join(units, on="verband")
    known = values.filter(pl.col("value").is_not_null())
    for typ, lage, wanted in groups:
        yield typ, lage, group_value(known.filter(wanted))


def group_value(values: pl.DataFrame) -> float | None:
    """Sum of numerators over sum of denominators; None for no areas."""
    below = float(values["denominator"].sum())
    return float(values["numerator"].sum()) / below if below else None
