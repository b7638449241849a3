"""Population in years without a register: a straight line between the registers before and after."""

import polars as pl

from kleinstadt.errors import UnknownNameError
from kleinstadt.observatory import Edition


def population_at(edition: Edition, then: int, year: int) -> pl.DataFrame:
    """Persons of each Verband at the end of `then`, in the borders of `year`: measured, or on the straight line.

    Returns verband, population_then. Raises UnknownNameError where the year lies outside the series.
    """
    known = [int(period) for period in edition.periods("population") if len(period) == 4]
    if not min(known) <= then <= max(known):
        msg = f"The population series runs from {min(known)} to {max(known)}; {then} lies outside."
        raise UnknownNameError(msg)
    before = max(period for period in known if period <= then)
    after = min(period for period in known if period >= then)
    share = (then - before) / (after - before) if after > before else 0.0
    frames = [
        edition.indicator("population", year, "verband", period=str(period)).select("verband", "value")
        for period in (before, after)
    ]
    return (
        frames[0]
        .join(frames[1], on="verband")
        .select("verband", population_then=pl.col("value") * (1 - share) + pl.col("value_right") * share)
    )
