"""Lage: sehr zentral, zentral, peripher, sehr peripher, from the day population that can be reached.

Source: BBSR 2021, "Kleinstädte in Deutschland", Infobox 2. The mean of 183,000 is that of the logarithms: the two
other thresholds lie by the same factor (2.25) below and above it.
"""

from collections.abc import Sequence
from typing import Final

import polars as pl

from kleinstadt.typologies.official import official_first

LAGEN: Final = ("sehr_zentral", "zentral", "peripher", "sehr_peripher")

LAGE: Final = pl.Enum(LAGEN)

SEHR_ZENTRAL_FROM: Final = 410_000
ZENTRAL_FROM: Final = 183_000
PERIPHER_FROM: Final = 81_000


def lage(potential: pl.Series) -> pl.Series:
    """Lage of each Verband.

    potential : reachable day population (persons, weighted by travel time), one value per Verband
    Returns a category ordered from the centre outwards, same length; null where the potential is null or no number.
    Source: BBSR 2021, Infobox 2.
    """
    persons = pl.col("persons")
    rule = (
        pl.when(persons.is_null() | persons.is_nan())
        .then(None)
        .when(persons >= SEHR_ZENTRAL_FROM)
        .then(pl.lit("sehr_zentral"))
        .when(persons >= ZENTRAL_FROM)
        .then(pl.lit("zentral"))
        .when(persons >= PERIPHER_FROM)
        .then(pl.lit("peripher"))
        .otherwise(pl.lit("sehr_peripher"))
    )
    return pl.DataFrame({"persons": potential.cast(pl.Float64)}).select(rule.cast(LAGE).alias("lage"))["lage"]


def with_basis(members: pl.DataFrame, official: Sequence[pl.DataFrame] = ()) -> pl.DataFrame:
    """Members with the official Lage of their Verband where there is one, else the computed; and which of both it is.

    members : ags, verband, population (persons), lage (computed), other columns are kept
    official : each ags or verband, lage (text as in LAGEN; null is left out), the strongest first
    Adds lage_basis: "official", "modelled", null where the Lage is null; else as `official.official_first`.
    """
    return official_first(members, official, "lage", LAGE, otherwise="modelled")


def agreement(computed: pl.Series, official: pl.Series) -> pl.DataFrame:
    """How often each official class meets each computed one: official, computed, len (Verbände).

    computed, official : Lage, one value per Verband each; those that lack one of the two are left out
    """
    both = pl.DataFrame({"official": official.cast(LAGE), "computed": computed.cast(LAGE)}).drop_nulls()
    return both.group_by("official", "computed").len().sort("official", "computed")


def agreeing_shares(met: pl.DataFrame) -> tuple[float, float]:
    """Share of the Verbände in the same class, and within one class; met as from `agreement`, and not empty."""
    off = (pl.col("official").to_physical().cast(pl.Int64) - pl.col("computed").to_physical().cast(pl.Int64)).abs()
    same, near = (pl.col("len").filter(off <= classes).sum() / pl.col("len").sum() for classes in (0, 1))
    return met.select(same, near.alias("near")).row(0)
