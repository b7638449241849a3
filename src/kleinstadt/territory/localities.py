"""Ortsteile and other places within municipalities: which piece of land (geometry.py) each named place lies on.

A place is what OpenGeoDB calls one. Its point may be rounded to a minute of arc; where EuroGeographics has the same
name close by, that point is taken, which is good to 100 m. A place is kept only where its whole box of uncertainty lies
on one piece: whether "Neuhof" belongs to this municipality or the next is not guessed.
"""

from typing import Final

import geopandas as gpd
import numpy as np
import polars as pl
import shapely

from kleinstadt.sources.reading.tables import Schema
from kleinstadt.territory import geometry

LOCALITIES: Final[Schema] = {
    "name": pl.String,
    "piece": pl.String,
    "lon": pl.Float64,  # degrees WGS 84, three digits
    "lat": pl.Float64,
    "source": pl.String,
}
BETTER, LISTED = "euronym", "opengeodb"
CLOSE: Final = 0.025  # degrees beyond its uncertainty within which a namesake is the same place
WGS84: Final = 4326


def localities(places: pl.DataFrame, pieces: pl.DataFrame) -> pl.DataFrame:
    """The places within municipalities, each with the piece of land it surely lies on.

    Parameters
    ----------
    places : pl.DataFrame
        PLACES (sources/place_names/points.py): name, lon, lat, off (degrees WGS 84; how far off the point may be),
        source.
    pieces : pl.DataFrame
        BASE_POLYGONS (geometry.py).

    Returns
    -------
    pl.DataFrame
        LOCALITIES: name, piece, lon, lat (degrees, three digits), source; one row a name and piece, sorted.
    """
    if places.is_empty():
        return pl.DataFrame(schema=LOCALITIES)
    sharpened = _sharpened(places)
    on = _piece_of_boxes(sharpened, pieces)
    located = sharpened.with_columns(piece=on).drop_nulls("piece").with_columns(pl.col("lon", "lat").round(3))
    kept = located.sort("name", "piece", "off", "lon", "lat").unique(
        ["name", "piece"], keep="first", maintain_order=True
    )
    return kept.select(pl.col(name).cast(kind) for name, kind in LOCALITIES.items())


def _sharpened(places: pl.DataFrame) -> pl.DataFrame:
    """The listed places, each with the better point of a namesake close by, where there is exactly one."""
    listed = places.filter(pl.col("source") == LISTED).with_row_index("row")
    better = places.filter(pl.col("source") == BETTER).select("name", b_lon="lon", b_lat="lat", b_off="off")
    reach = pl.col("off") + CLOSE
    near = ((pl.col("lon") - pl.col("b_lon")).abs() < reach) & ((pl.col("lat") - pl.col("b_lat")).abs() < reach)
    same = listed.join(better, on="name").filter(near).filter(pl.len().over("row") == 1)
    joined = listed.join(same.select("row", "b_lon", "b_lat", "b_off"), on="row", how="left")
    return joined.select(
        "name",
        lon=pl.coalesce("b_lon", "lon"),
        lat=pl.coalesce("b_lat", "lat"),
        off=pl.coalesce("b_off", "off"),
        source=pl.when(pl.col("b_lon").is_null()).then(pl.lit(LISTED)).otherwise(pl.lit(BETTER)),
    )


def _piece_of_boxes(places: pl.DataFrame, pieces: pl.DataFrame) -> pl.Series:
    """The piece that holds a place's whole box of uncertainty; null where none does."""
    shapes = gpd.GeoSeries.from_wkb(pieces["geometry"].to_list(), crs=geometry.EPSG).to_crs(WGS84).to_numpy()
    lon, lat, off = (places[name].to_numpy() for name in ("lon", "lat", "off"))
    boxes = shapely.box(lon - off, lat - off, lon + off, lat + off)
    box, shape = shapely.STRtree(shapes).query(boxes, predicate="covered_by")
    owner = np.full(places.height, -1, dtype=np.int64)
    owner[box] = shape
    names = pieces["piece"]
    return names.gather(pl.Series(owner).replace(-1, None)).rename("piece")
