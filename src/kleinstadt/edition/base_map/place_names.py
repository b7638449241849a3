"""Names of municipalities and of their parts, each with the zoom from which it is written.

EuroGeographics says for each name up to how many metres a pixel its label fits. A municipality bears its name as the
register has it, without titles, at the point of its namesake on its land; a part is named where another source calls it
a place too (territory/localities.py), and only close by.
"""

from math import log2
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
import shapely

from kleinstadt.edition.base_map.shapes import WGS84
from kleinstadt.edition.edition import Edition
from kleinstadt.territory.names import fold, short

if TYPE_CHECKING:
    import geopandas as gpd

FILE: Final = "orte/euronym_DE_20.csv"
ZOOM_0_M: Final = 49_258.0  # metres of a pixel at zoom 0, at 51 degrees north
LIMITS: Final = (  # people from whom on: the first and the last zoom from which the name may be written
    (500_000, 4.3, 4.8),
    (100_000, 4.8, 5.6),
    (20_000, 6.0, 8.0),
    (0, 7.5, 10.0),
)
PARTS: Final = (9.5, 11.0)  # the same for parts of municipalities
CLOSE: Final = 0.03  # degrees within which two namesakes are the same place
REACH: Final = 0.01  # degrees beyond a municipality's land where its namesake may lie

NAMES: Final = {
    "name": pl.String,
    "lon": pl.Int32,  # thousandths of a degree
    "lat": pl.Int32,
    "zoom": pl.Int32,  # tenths: from where on it is written
    "people": pl.Int32,  # thousands, at least 1; of parts 0
}


def place_names(raw: Path, edition: Edition) -> pl.DataFrame:
    """Names of municipalities and of their parts, those of most weight first.

    Parameters
    ----------
    raw : Path
        Folder of raw files.
    edition : Edition
        Its newest year.

    Returns
    -------
    pl.DataFrame
        NAMES: municipalities by people, then their parts by the room they have.
    """
    written = pl.read_csv(raw / FILE).with_row_index("at")
    towns = _towns(written, edition)
    parts = _parts(written.join(towns.select("at"), on="at", how="anti"), edition)
    ordered = pl.concat([towns.drop("at"), parts])
    thousandths = [(pl.col(axis) * 1000).round(0).cast(pl.Int32) for axis in ("lon", "lat")]
    tenths = (pl.col("zoom") * 10).round(0).cast(pl.Int32)
    return ordered.with_columns(*thousandths, tenths).select(pl.col(name).cast(kind) for name, kind in NAMES.items())


def _zoom(people: float, metres: float | None) -> float:
    """From where on a municipality is named: where its label fits, within the limits of its size."""
    first, last = next((first, last) for least, first, last in LIMITS if people >= least)
    return min(max(log2(ZOOM_0_M / metres), first), last) if metres else last


def _towns(written: pl.DataFrame, edition: Edition) -> pl.DataFrame:
    """name, lon, lat, zoom, people and `at`, the row of the namesake (null without)."""
    year = edition.years[-1]
    known = edition.areas(year, "gemeinde").select("ags", "name", "population").filter(pl.col("population") > 0)
    shapes = edition.polygons(year, "gemeinde").geometry.to_crs(WGS84)
    known = known.filter(pl.col("ags").is_in(shapes.index.to_list()))
    own = shapes.loc[known["ags"].to_list()]
    found = _namesakes(known["name"].to_list(), own, written)
    inside = own.representative_point()
    rows = []
    for row, (name, people) in enumerate(known.select("name", "population").iter_rows()):
        at = found.get(row)
        one = written.row(at, named=True) if at is not None else None
        lon, lat = (one["lon"], one["lat"]) if one else (inside.iloc[row].x, inside.iloc[row].y)
        zoom = _zoom(people, one["rs"] if one else None)
        rows.append((short(name), lon, lat, zoom, max(1, int(people / 1000 + 0.5)), at, people))
    columns = {"name": pl.String, "lon": pl.Float64, "lat": pl.Float64, "zoom": pl.Float64, "people": pl.Int64}
    frame = pl.DataFrame(rows, schema={**columns, "at": pl.UInt32, "all": pl.Float64}, orient="row")
    return frame.sort("all", "name", "lon", descending=[True, False, False]).drop("all")


def _namesakes(names: list[str], shapes: "gpd.GeoSeries", written: pl.DataFrame) -> dict[int, int]:
    """Row of each municipality to that of the written name on its land: the same name, else one that begins like it."""
    points = shapely.points(written.select("lon", "lat").to_numpy())
    town, at = shapely.STRtree(points).query(shapes.to_numpy(), predicate="dwithin", distance=REACH)
    said = [fold(name) for name in written["name"]]
    sizes = written["rs"].to_list()
    best: dict[int, tuple[int, float, int]] = {}
    for row, point in zip(town.tolist(), at.tolist(), strict=True):
        wanted = fold(short(names[row]))
        alike = 2 if said[point] == wanted else 1 if said[point].split(" ")[0] == wanted.split(" ")[0] else 0
        mark = (alike, float(sizes[point]), -point)
        if alike and mark > best.get(row, (0, 0.0, 0)):
            best[row] = mark
    return {row: -mark[2] for row, mark in best.items()}


def _parts(written: pl.DataFrame, edition: Edition) -> pl.DataFrame:
    """Parts of municipalities that another source knows too."""
    places = edition.store.read("localities").select("name", known_lon="lon", known_lat="lat")
    near = ((pl.col("lon") - pl.col("known_lon")).abs() < CLOSE) & ((pl.col("lat") - pl.col("known_lat")).abs() < CLOSE)
    agreed = written.join(places, on="name").filter(near).unique("at").sort("rs", "at", descending=[True, False])
    zooms = np.clip(np.log2(ZOOM_0_M / agreed["rs"].to_numpy()), *PARTS)
    return agreed.select("name", "lon", "lat", pl.Series("zoom", zooms), people=pl.lit(0, dtype=pl.Int64))
