"""Official classes, which win over the computed ones."""

from collections.abc import Sequence
from typing import Final

import polars as pl

YEARS_AROUND: Final = 5
"""How far a year may be from that of a user's file whose classes are used for it."""


def official_first(
    members: pl.DataFrame, official: Sequence[pl.DataFrame], column: str, classes: pl.Enum, *, otherwise: str
) -> pl.DataFrame:
    """Members with the official class of their Verband where there is one, else the computed; and which of both it is.

    Parameters
    ----------
    members : pl.DataFrame
        ags, verband, population (persons), `column` (computed); others are kept.
    official : sequence of pl.DataFrame
        Each ags or verband, `column` (text as in `classes`; null is left out); the first that names a Verband wins.
    column : str
        Name of the class.
    classes : pl.Enum
        The classes there are.
    otherwise : str
        What the basis says of a computed class.

    Returns
    -------
    pl.DataFrame
        With `column`_basis: "official", `otherwise`, null where the class is null. A Verband whose members have several
        official classes has that of most of its people.

    Examples
    --------
    >>> size = pl.Enum(["small", "large"])
    >>> members = pl.DataFrame(
    ...     {"ags": ["a", "b"], "verband": ["1", "2"], "population": [10, 20], "size": ["small", "small"]},
    ...     schema_overrides={"size": size},
    ... )
    >>> official = pl.DataFrame({"verband": ["2"], "size": ["large"]})
    >>> official_first(members, [official], "size", size, otherwise="computed").select("size", "size_basis").rows()
    [('small', 'computed'), ('large', 'official')]
    """
    named, found = members, []
    for at, frame in enumerate(official):
        of_verbaende = class_of_most(members, frame, column, classes).rename({column: f"_official_{at}"})
        named = named.join(of_verbaende, on="verband", how="left", maintain_order="left")
        found.append(f"_official_{at}")
    known = pl.any_horizontal(pl.col(found).is_not_null()) if found else pl.lit(value=False)
    computed = pl.when(pl.col(column).is_not_null()).then(pl.lit(otherwise))
    basis = pl.when(known).then(pl.lit("official")).otherwise(computed).cast(pl.String)
    return named.with_columns(pl.coalesce(*found, column).alias(column), basis.alias(f"{column}_basis")).drop(found)


def class_of_most(members: pl.DataFrame, given: pl.DataFrame, column: str, classes: pl.Enum) -> pl.DataFrame:
    """The class in which most people of a Verband live; of equals the first.

    Parameters
    ----------
    members : pl.DataFrame
        ags, verband, population (persons).
    given : pl.DataFrame
        ags or verband, `column` (text; null is left out).
    column : str
        Name of the class.
    classes : pl.Enum
        The classes there are.

    Returns
    -------
    pl.DataFrame
        verband, `column`.
    """
    key = "ags" if "ags" in given.columns else "verband"
    said = given.select(key, pl.col(column).cast(pl.String).cast(classes)).drop_nulls()
    people = members.select({"ags", "verband", "population"}).join(said, on=key)
    sums = people.group_by("verband", column).agg(pl.col("population").sum())
    ordered = sums.sort("verband", "population", column, descending=[False, True, False])
    return ordered.unique("verband", keep="first", maintain_order=True).drop("population")
