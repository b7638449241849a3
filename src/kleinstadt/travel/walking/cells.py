"""Where people live: cells of the census grids, whose centres are in metres of EPSG:3035.

Two files are understood. The census of 2022 as published, `Zensus2022_Bevoelkerungszahl_100m-Gitter.csv` (also the
1 km and 10 km files of the same archive): separated by semicolons, `GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner`, the
id naming the lower left corner (CRS3035RES100mN2689100E4337000), a dash for a cell whose number is not given. The
format is taken from its description and from other people's programs; the real file has not been seen here. And the
1 km grid of the census of 2011 (sources/statistical_offices/census_grid.py).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.reading.tables import RawFile, refuse_doubled
from kleinstadt.sources.reading.text import read_bytes, require_columns, why, without_blank
from kleinstadt.sources.statistical_offices import census_grid

SIZES_M: Final = {"100m": 100, "1km": 1000, "10km": 10_000}
NO_NUMBER: Final = ("–", "-", "—", "\x96", "\ufffd", "")  # a dash in UTF-8, or what is left of it in another encoding
WHOLE_NUMBER: Final = r"^\d{1,7}$"
EPSG: Final = 3035
CELLS_2011: Final = "zensus2011/continuous_Einwohner.parquet"


@dataclass(frozen=True)
class Cells:
    """Populated cells of one grid.

    Attributes
    ----------
    frame : pl.DataFrame
        x, y (centre, metres EPSG:3035, Int32), persons (Float64, above 0), lon, lat (degrees WGS 84).
    size_m : int
        Width of a cell, metres.
    source : str
        Id of the source.
    without_number : int
        Cells that the file names and gives no number for; they are in no sum.
    """

    frame: pl.DataFrame
    size_m: int
    source: str
    without_number: int = 0

    def within(self, bounds: tuple[float, float, float, float]) -> "Cells":
        """The cells whose centre lies in a box of west, south, east, north (degrees).

        Parameters
        ----------
        bounds : tuple of four floats
            West, south, east, north in degrees.

        Returns
        -------
        Cells
            `without_number` is still that of the whole file.
        """
        west, south, east, north = bounds
        inside = self.frame.filter(pl.col("lon").is_between(west, east) & pl.col("lat").is_between(south, north))
        return Cells(inside, self.size_m, self.source, self.without_number)


def read_cells(path: Path) -> Cells:
    """The populated cells of a file: CSV of the census of 2022, or Parquet of the 1 km grid of 2011.

    Parameters
    ----------
    path : Path
        The file; one that ends in .parquet is of 2011.

    Returns
    -------
    Cells
        Sorted by x and y.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it has no such columns, or is no text.
    SourceContentError
        For a doubled cell, an id that does not fit its centre, a number that is none or below zero, a file where nobody
        lives.
    """
    if path.suffix.lower() == ".parquet":
        return _of_2011(path)
    return _of_2022(path)


def cells_of_2011(raw: Path) -> Cells:
    """The 1 km grid of the census of 2011 from the folder of raw files.

    Parameters
    ----------
    raw : Path
        The folder of raw files.

    Returns
    -------
    Cells
        1 km wide.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it holds another quantity than persons.
    """
    return _of_2011(raw / CELLS_2011)


def _of_2011(path: Path) -> Cells:
    source = "zensus2011_grid"
    reading = census_grid.read(path, RawFile(path.name, source, None, "2011", ""))
    cells = reading.cells
    if cells is None or set(cells["variable"].unique()) - {"grid_population"}:
        msg = f"{path.name}: holds another quantity than persons. Take continuous_Einwohner.parquet."
        raise SourceLayoutError(msg)
    known = cells.drop_nulls("value").select("x", "y", persons="value")
    return Cells(_placed(known), 1000, source, cells.height - known.height)


def _of_2022(path: Path) -> Cells:
    data = read_bytes(path)
    try:
        table = pl.read_csv(data, separator=";", infer_schema=False, encoding="utf8-lossy")
    except pl.exceptions.PolarsError as error:
        msg = f"{path.name}: is no well-formed table separated by ';' ({why(error)}). Unpack the archive, name its CSV."
        raise SourceLayoutError(msg) from error
    names = {name: name.strip().removeprefix("\ufeff").lower() for name in table.columns}
    table = without_blank(table.rename(names))
    suffix = _suffix(table.columns, path.name)
    require_columns(table.columns, [f"x_mp_{suffix}", f"y_mp_{suffix}", "einwohner"], path.name)
    cells = table.select(
        id=f"gitter_id_{suffix}",
        x=pl.col(f"x_mp_{suffix}").str.strip_chars().cast(pl.Int32, strict=False),
        y=pl.col(f"y_mp_{suffix}").str.strip_chars().cast(pl.Int32, strict=False),
        text=pl.col("einwohner").str.strip_chars().fill_null(""),
    ).with_columns(persons=pl.when(pl.col("text").str.contains(WHOLE_NUMBER)).then(pl.col("text")).cast(pl.Float64))
    _refuse_odd(cells, SIZES_M[suffix], path.name)
    refuse_doubled(cells, ["x", "y"], path.name)
    known = cells.drop_nulls("persons").select("x", "y", "persons")
    if known["persons"].sum() == 0:
        msg = f"{path.name}: nobody lives in any of its {cells.height:,} cells. Get the file again from its publisher."
        raise SourceContentError(msg)
    return Cells(_placed(known), SIZES_M[suffix], "zensus2022_grid", cells.height - known.height)


def _suffix(columns: list[str], where: str) -> str:
    """Which of the three grids it is, by the name of its first column."""
    for suffix in SIZES_M:
        if f"gitter_id_{suffix}" in columns:
            return suffix
    msg = (
        f"{where}: no column GITTER_ID_100m, GITTER_ID_1km or GITTER_ID_10km (found: {', '.join(columns[:8])}). "
        "Expected the census of 2022, Bevölkerungszahl in Gitterzellen, as its publisher's CSV."
    )
    raise SourceLayoutError(msg)


def _refuse_odd(cells: pl.DataFrame, size_m: int, where: str) -> None:
    fine = pl.col("persons").is_not_null() | pl.col("text").is_in(NO_NUMBER)
    corner = pl.format("N{}E{}", pl.col("y") - size_m // 2, pl.col("x") - size_m // 2)
    placed = (pl.col("id").str.strip_chars().str.ends_with(corner)).fill_null(value=False)
    for rule, expected in (
        (fine, "whole persons (1010, not 1.010 or 1e3), or a dash"),
        (placed, "a centre that fits the cell's id"),
    ):
        odd = cells.with_row_index("row", 2).filter(~rule)
        if not odd.is_empty():
            row, name, x, y, text = odd.select("row", "id", "x", "y", "text").row(0)
            msg = (
                f"{where}: {odd.height} rows without {expected}, first in line {row}: {name}, x {x}, y {y}, "
                f"Einwohner '{text}'. Get the file again from its publisher."
            )
            raise SourceContentError(msg)


def _placed(cells: pl.DataFrame) -> pl.DataFrame:
    """The populated cells with the degrees of their centres, sorted."""
    populated = cells.filter(pl.col("persons") > 0).sort("x", "y")
    lon, lat = to_degrees(populated["x"].to_numpy(), populated["y"].to_numpy())
    return populated.with_columns(lon=pl.Series(lon), lat=pl.Series(lat)).cast({"x": pl.Int32, "y": pl.Int32})


def to_degrees(x: NDArray[np.int32], y: NDArray[np.int32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Degrees (WGS 84) of points in metres of EPSG:3035.

    Parameters
    ----------
    x, y : array of int, one entry a point
        Metres.

    Returns
    -------
    tuple of two arrays of float, one entry a point
        Longitude and latitude, degrees.
    """
    from pyproj import Transformer

    lon, lat = Transformer.from_crs(EPSG, 4326, always_xy=True).transform(x, y)
    return np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)


def to_metres(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Metres of EPSG:3035 of points in degrees (WGS 84).

    Parameters
    ----------
    lon, lat : array of float, one entry a point
        Degrees.

    Returns
    -------
    tuple of two arrays of float, one entry a point
        x and y, metres.
    """
    from pyproj import Transformer

    x, y = Transformer.from_crs(4326, EPSG, always_xy=True).transform(lon, lat)
    return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
