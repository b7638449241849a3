"""Lage: sehr zentral, zentral, peripher, sehr peripher, from the day population that can be reached.

Source: BBSR 2021, "Kleinstädte in Deutschland", Infobox 2. The mean of 183,000 is that of the logarithms: the two
other thresholds lie by the same factor (2.25) below and above it.
"""

from typing import Final

import polars as pl

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
