"""Official classes from a file of the user's, which win over the computed ones."""

from typing import Final

import polars as pl

YEARS_AROUND: Final = 5
"""How far a year may be from that of an official file whose classes are used for it."""


def official_first(
    members: pl.DataFrame, official: pl.DataFrame, column: str, classes: pl.Enum, *, otherwise: str
) -> pl.DataFrame:
    """Members with the official class of their Verband where there is one, else the computed; and which of both it is.

    members : ags, verband, population (persons), `column` (computed), others are kept
    official : ags or verband, `column` (text as in `classes`; null is left out)
    otherwise : what the basis says of a computed class
    Adds `column`_basis: "official", `otherwise`, null where the class is null. A Verband whose members have several
    official classes has that of most of its people.
    """
    named = members.join(
        _of_verbaende(members, official, column, classes), on="verband", how="left", maintain_order="left"
    )
    said = pl.when(pl.col("_official").is_not_null()).then(pl.lit("official"))
    computed = pl.when(pl.col(column).is_not_null()).then(pl.lit(otherwise))
    both = {column: pl.coalesce("_official", column), f"{column}_basis": pl.coalesce(said, computed)}
    return named.with_columns(**both).drop("_official")


def _of_verbaende(members: pl.DataFrame, official: pl.DataFrame, column: str, classes: pl.Enum) -> pl.DataFrame:
    """verband, _official: one row a Verband that the file names."""
    key = "ags" if "ags" in official.columns else "verband"
    given = official.select(key, _official=pl.col(column).cast(classes)).drop_nulls()
    people = members.join(given, on=key).group_by("verband", "_official").agg(pl.col("population").sum())
    ordered = people.sort("verband", "population", "_official", descending=[False, True, False])
    return ordered.unique("verband", keep="first", maintain_order=True).drop("population")
