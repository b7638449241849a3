"""What lists of place names share: a name and a point in Germany, in every row."""

from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.symbols import plain_number
from kleinstadt.sources.reading.tables import PLACES, tidy

GERMANY: Final = {"lon": (5.5, 15.6), "lat": (47.0, 55.3)}  # degrees; lists reach a little across the border
MOST_OUTSIDE: Final = 0.01


def places_of(frame: pl.DataFrame, where: str, source: str) -> pl.DataFrame:
    """Places from text columns; points beyond Germany are left out.

    Parameters
    ----------
    frame : pl.DataFrame
        name, lon, lat (degrees WGS 84) as text.
    where : str
        Name of the file, for the error.
    source : str
        Id of the source.

    Returns
    -------
    pl.DataFrame
        PLACES.

    Raises
    ------
    SourceContentError
        Where a row has no name or no point, or where many lie outside (exchanged columns).
    """
    read = frame.select(
        name=pl.col("name").str.strip_chars(),
        lon=plain_number(pl.col("lon"), thousandths=True),
        lat=plain_number(pl.col("lat"), thousandths=True),
    )
    bad = read.with_row_index("line", offset=2).filter(pl.any_horizontal(pl.all().is_null()) | (pl.col("name") == ""))
    if bad.height:
        msg = f"{where}: line {bad['line'][0]} has no name or no point, expected both in every row. Get it once more."
        raise SourceContentError(msg)
    inside = read.filter(pl.all_horizontal(pl.col(axis).is_between(*span) for axis, span in GERMANY.items()))
    if inside.height < read.height * (1 - MOST_OUTSIDE):
        outside = read.height - inside.height
        msg = f"{where}: {outside} of {read.height} points lie outside Germany. Are lon and lat exchanged?"
        raise SourceContentError(msg)
    return tidy(inside, PLACES, source=source)
