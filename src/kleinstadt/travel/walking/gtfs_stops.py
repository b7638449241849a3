"""The stops of a timetable: which platforms make a station, and where each is."""

from typing import Final

import numpy as np
import polars as pl

from kleinstadt.travel.roads.graph import distance_m
from kleinstadt.travel.walking.gtfs_tables import Tables

DHID: Final = r"^([a-z]{2}:\d+:[^:]+):"
FAR_M: Final = 3_000.0  # a platform farther than this from its station stands at a wrong place
AGREEING: Final = 3  # so many platforms show where a station is that has no place of its own
NEST: Final = 3  # boarding area in a platform in a station


def read_stops(tables: Tables, called: pl.Series) -> pl.DataFrame:
    """The platforms of a timetable, each with its station and place.

    Parameters
    ----------
    tables : Tables
        Of the archive.
    called : pl.Series of str
        Ids of the stops with departures; only of these what was mended is said.

    Returns
    -------
    pl.DataFrame
        stop_id, stop (the station's id), name, lon, lat (degrees WGS 84), one row a platform; null where nothing tells
        its place.

    Raises
    ------
    SourceLayoutError
        Without the table or a column.
    SourceContentError
        For a stop that stands twice and differs.
    """
    raw = tables.read("stops", ["stop_id", "stop_name", "stop_lat", "stop_lon"], ("parent_station",))
    raw = tables.once(tables.known(raw, "stops", ["stop_id"], "stops without an id"), "stops", ["stop_id"])
    stops = raw.select(
        "stop_id",
        stop=_station(raw),
        name=pl.col("stop_name"),
        lon=pl.col("stop_lon").cast(pl.Float64, strict=False),
        lat=pl.col("stop_lat").cast(pl.Float64, strict=False),
    ).with_columns(_in_the_world())
    placed = _mended(stops)
    changed = placed.filter(pl.col("mended") & pl.col("stop_id").is_in(called.implode())).height
    what = "stops stand out of the world or far from their station, and count at the station's place"
    tables.lose("stops", what, changed, stops.height, departures=False)
    return placed.drop("mended")


def _station(raw: pl.DataFrame) -> pl.Series:
    """The station of each stop: the uppermost parent, else that of platforms of the same DHID, else the DHID itself."""
    own = dict(raw.select("stop_id", "parent_station").drop_nulls().iter_rows())
    parent = raw["parent_station"]
    for _ in range(NEST):
        parent = parent.replace(own)
    prefix = pl.coalesce(pl.col("stop_id").str.extract(DHID), pl.col("stop_id"))
    shared = pl.col("parent").drop_nulls().first().over(prefix)  # some platforms of a station name their parent
    return raw.with_columns(parent=parent).select(pl.coalesce("parent", shared, prefix)).to_series()


def _in_the_world() -> list[pl.Expr]:
    """lon and lat, null where they are none: beyond the poles, not finite, or the 0/0 of an empty field."""
    real = pl.col("lon").is_between(-180, 180) & pl.col("lat").is_between(-90, 90)
    null_island = (pl.col("lon").abs() < 0.01) & (pl.col("lat").abs() < 0.01)
    return [pl.when(real & ~null_island).then(pl.col(name)).alias(name) for name in ("lon", "lat")]


def _mended(stops: pl.DataFrame) -> pl.DataFrame:
    """The stops with `mended`: those far from their station, or nowhere, take the station's place if it is known."""
    stations = stops.select(stop="stop_id", at_lon="lon", at_lat="lat")
    joined = stops.join(stations, on="stop", how="left", maintain_order="left")
    enough = pl.col("lon").is_not_null().sum().over("stop") >= AGREEING
    middle = {
        f"to_{name}": pl.coalesce(f"at_{name}", pl.when(enough).then(pl.col(name).median().over("stop")))
        for name in ("lon", "lat")
    }
    joined = joined.with_columns(**middle)
    metres = distance_m(*(joined[name].fill_null(np.nan).to_numpy() for name in ("lon", "lat", "to_lon", "to_lat")))
    far = pl.Series("far", metres).fill_nan(0.0) > FAR_M
    somewhere = {name: pl.col(name).mean().over("stop") for name in ("lon", "lat")}
    nowhere = pl.col("lon").is_null() | pl.col("lat").is_null()
    return (
        joined.with_columns(
            pl.when(far | nowhere).then(pl.coalesce(f"to_{name}", somewhere[name])).otherwise(pl.col(name)).alias(name)
            for name in ("lon", "lat")
        )
        .with_columns(mended=far | joined["lon"].is_null() | joined["lat"].is_null())
        .select("stop_id", "stop", "name", "lon", "lat", mended=pl.col("mended") & pl.col("lon").is_not_null())
    )
