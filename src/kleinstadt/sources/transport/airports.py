"""Aerodromes of Germany from airportsdata: those with an IATA code, where a scheduled flight can start."""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.symbols import plain_number
from kleinstadt.sources.reading.tables import CELLS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited
from kleinstadt.sources.transport.stops import BOX, metres

CLOSED: Final = ("EDDT",)  # Berlin-Tegel, which the list still has: no flight since 8 November 2020, closed May 2021
COLUMNS: Final = ["icao", "iata", "country", "lat", "lon"]


def read(path: Path, file: RawFile) -> Reading:
    """Cells `airports`, at their place in EPSG:3035, without those that are closed.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: cells (number of airports).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For other columns.
    SourceContentError
        For a doubled code, a place outside Germany.
    """

    where = path.name
    table = read_delimited(decode(read_bytes(path), where), where, COLUMNS)
    open_ones = (pl.col("country") == "DE") & (pl.col("iata") != "") & ~pl.col("icao").is_in(CLOSED)
    named = refuse_doubled(table.filter(open_ones), ["icao"], where)
    places = named.select("icao", *(plain_number(pl.col(name), thousandths=True) for name in ("lat", "lon")))
    inside = pl.all_horizontal(pl.col(name).is_between(*limits) for name, limits in BOX.items())
    odd = places.filter(~inside.fill_null(value=False))
    if not odd.is_empty():
        msg = f"{where}: {odd['icao'][0]} lies at {odd['lat'][0]}, {odd['lon'][0]}, outside Germany. Get it again."
        raise SourceContentError(msg)
    placed = pl.DataFrame(metres(places["lon"], places["lat"]))
    cells = placed.group_by("x", "y").agg(value=pl.len().cast(pl.Float64)).sort("x", "y")
    constants = {"variable": "airports", "period": file.period, "status": "measured", "source": file.source}
    return Reading(cells=tidy(cells, CELLS, **constants))


READER: Final = Reader("airports", read)
