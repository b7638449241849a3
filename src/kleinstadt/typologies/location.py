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

    Parameters
    ----------
    potential : pl.Series
        Reachable day population in persons, weighted by travel time; one value a Verband.

    Returns
    -------
    pl.Series
        LAGE, ordered from the centre outwards, same length; null where the potential is null or no number.

    Notes
    -----
    sehr_zentral from 410,000 persons, zentral from 183,000, peripher from 81,000, else sehr_peripher. How
    the potential is modelled: docs/lage.md.

    References
    ----------
    BBSR 2021, "Kleinstädte in Deutschland", Infobox 2.

    Examples
    --------
    >>> lage(pl.Series([410_000.0, 182_999.0, None])).to_list()
    ['sehr_zentral', 'peripher', None]
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

    Parameters
    ----------
    members : pl.DataFrame
        ags, verband, population (persons), lage (computed); other columns are kept.
    official : sequence of pl.DataFrame
        Each ags or verband, lage (text as in LAGEN; null is left out), the strongest first.

    Returns
    -------
    pl.DataFrame
        With lage_basis: "official", "modelled", null where the Lage is null; else as `official.official_first`.
    """
    return official_first(members, official, "lage", LAGE, otherwise="modelled")


def agreement(computed: pl.Series, official: pl.Series) -> pl.DataFrame:
    """How often each official class meets each computed one.

    Parameters
    ----------
    computed, official : pl.Series
        Lage, one value a Verband each; Verbände that lack one of the two are left out.

    Returns
    -------
    pl.DataFrame
        official, computed, len (Verbände).

    Examples
    --------
    >>> agreement(pl.Series(["zentral", "zentral"]), pl.Series(["zentral", "peripher"])).rows()
    [('zentral', 'zentral', 1), ('peripher', 'zentral', 1)]
    """
    both = pl.DataFrame({"official": official.cast(LAGE), "computed": computed.cast(LAGE)}).drop_nulls()
    return both.group_by("official", "computed").len().sort("official", "computed")


def agreeing_shares(met: pl.DataFrame) -> tuple[float, float]:
    """Share of the Verbände in the same class, and within one class.

    Parameters
    ----------
    met : pl.DataFrame
        As from `agreement`, not empty.

    Returns
    -------
    tuple of float
        Both between 0 and 1.

    Examples
    --------
    >>> agreeing_shares(agreement(pl.Series(["zentral", "zentral"]), pl.Series(["zentral", "peripher"])))
    (0.5, 1.0)
    """
    off = (pl.col("official").to_physical().cast(pl.Int64) - pl.col("computed").to_physical().cast(pl.Int64)).abs()
    same, near = (pl.col("len").filter(off <= classes).sum() / pl.col("len").sum() for classes in (0, 1))
    return met.select(same, near.alias("near")).row(0)
