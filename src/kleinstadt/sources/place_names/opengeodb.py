"""OpenGeoDB: 60,368 names of places with a point, many of them rounded to a minute of arc (1.9 km by 1.2 km).

Municipalities stand in it beside their parts, and so do Kreise, Länder and Germany, without saying which is what.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.sources.place_names.points import places_of
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

MINUTE: Final = 1 / 60
ROUNDED: Final = 2e-3  # of a minute: how near to a whole one a rounded point lies
HALF_A_MINUTE: Final = 0.5 * MINUTE
AS_WRITTEN: Final = 0.001  # degrees, about 100 m


def read(path: Path, file: RawFile) -> Reading:
    """Names with point and how far off it may be.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: places.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For other columns.
    SourceContentError
        Where a row has no name or no point, or many lie outside Germany.
    """
    frame = read_delimited(decode(read_bytes(path), path.name), path.name, ["name", "lat", "lon"])
    points = places_of(frame, path.name, file.source)
    rounded = _on_a_minute("lon") & _on_a_minute("lat")
    return Reading(places=points.with_columns(off=pl.when(rounded).then(HALF_A_MINUTE).otherwise(AS_WRITTEN)))


def _on_a_minute(column: str) -> pl.Expr:
    minutes = pl.col(column) / MINUTE
    return (minutes - minutes.round(0)).abs() < ROUNDED * 10


READER: Final = Reader("opengeodb", read)
