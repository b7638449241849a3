"""Stations and stops of public transport from Deutsche Bahn's timetable (HAFAS), with the modes that serve each.

A CSV of a box around Germany, packed with gzip; `products` is a sum of bits. Stops beyond the border are cut off by the
polygons of municipalities when the edition is built (reach 0). Entries without a mode are left out; a stop of several
modes counts for each. Stations and their bus stops are entries of their own, as the publisher lists them.
"""

from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.archives import inflate_gzip
from kleinstadt.sources.reading.symbols import plain_number
from kleinstadt.sources.reading.tables import CELLS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

COLUMNS: Final = ["id", "name", "lat", "lon", "products"]
MODES: Final = {
    "stations_long_distance": 1 | 2,
    "stations_regional": 4 | 8,
    "stations_suburban": 16,
    "stops_urban_rail": 32 | 64,
    "stops_bus": 128,
}
BOX: Final = {"lat": (47.0, 55.5), "lon": (5.5, 15.6)}  # degrees WGS 84
PLACES_EPSG: Final = (4326, 3035)


def read(path: Path, file: RawFile) -> Reading:
    """Cells of stations and stops by mode, at their place in EPSG:3035.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: cells (number of stops).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it is no gzip file, or has other columns.
    SourceContentError
        For a doubled id, a place outside the box, modes that are no number.
    """
    where = path.name
    data = inflate_gzip(read_bytes(path), where)
    table = refuse_doubled(read_delimited(decode(data, where), where, COLUMNS), ["id"], where)
    stops = table.select("id", *(plain_number(pl.col(name), thousandths=True) for name in ("lat", "lon", "products")))
    inside = pl.all_horizontal(pl.col(name).is_between(*limits) for name, limits in BOX.items())
    odd = stops.filter(~inside.fill_null(value=False) | pl.col("products").is_null())
    if not odd.is_empty():
        key, lat, lon, products = odd.row(0)
        msg = f"{where}: {odd.height} stops are odd, first {key} at {lat}, {lon} with modes {products}. Get it again."
        raise SourceContentError(msg)
    return Reading(cells=_cells(stops, file))


def metres(lon: pl.Series, lat: pl.Series) -> list[pl.Series]:
    """x and y in whole metres of EPSG:3035, from degrees of WGS 84.

    Parameters
    ----------
    lon, lat : pl.Series of float
        Degrees, one a point.

    Returns
    -------
    list of two pl.Series of int
        x and y, metres.
    """
    from pyproj import Transformer

    values = Transformer.from_crs(*PLACES_EPSG, always_xy=True).transform(lon.to_numpy(), lat.to_numpy())
    return [pl.Series(name, np.rint(each).astype(np.int32)) for name, each in zip(("x", "y"), values, strict=True)]


def _cells(stops: pl.DataFrame, file: RawFile) -> pl.DataFrame:

    placed = stops.with_columns(metres(stops["lon"], stops["lat"]))
    bits = pl.col("products").cast(pl.Int64)
    frames = [
        placed.filter((bits & mask) > 0).group_by("x", "y").agg(value=pl.len().cast(pl.Float64), variable=pl.lit(name))
        for name, mask in MODES.items()
    ]
    ordered = pl.concat(frames).sort("variable", "x", "y")
    return tidy(ordered, CELLS, period=file.period, status="measured", source=file.source)


READER: Final = Reader("hafas_stops", read)
