"""Population in years without a register: a straight line between the registers before and after."""

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError


def population_at(edition: Edition, then: int, year: int) -> pl.DataFrame:
    """Persons of each Verband at the end of a year, in the borders of another: measured, or on the straight line.

    The line runs between the nearest years in which the Verband is known; before the first or after the last of them
    its population is null.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    then : int
        The year whose population is wanted.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        verband, population_then (persons).

    Raises
    ------
    UnknownNameError
        For a year outside the series.
    """
    series = edition.series("population", year, "verband").with_columns(
        at=pl.col("period").str.slice(0, 4).cast(pl.Int64)
    )
    first, last = series["at"].min(), series["at"].max()
    if not (isinstance(first, int) and isinstance(last, int) and first <= then <= last):
        msg = f"The population series runs from {first!r} to {last!r}; {then} lies outside."
        raise UnknownNameError(msg)
    known = series.drop_nulls("value").unique(["verband", "at"], keep="last").sort("at")
    before = known.filter(pl.col("at") <= then).group_by("verband", maintain_order=True).last()
    after = known.filter(pl.col("at") >= then).group_by("verband", maintain_order=True).first()
    both = before.join(after, on="verband", suffix="_after")
    span = pl.col("at_after") - pl.col("at")
    share = pl.when(span > 0).then((then - pl.col("at")) / span).otherwise(0.0)
    line = pl.col("value") * (1 - share) + pl.col("value_after") * share
    return both.select("verband", population_then=line).sort("verband")
