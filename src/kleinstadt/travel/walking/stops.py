"""How many stops a municipality has: all of a timetable's on one day, and those with enough departures (Abb. 15).

A station counts once, where the mean of its platforms lies. A municipality in which the timetable has none is not
known: it may have none, or the timetable may be of another association.
"""

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from kleinstadt.territory.grid import cells_to_areas
from kleinstadt.travel.walking.cells import to_metres
from kleinstadt.travel.walking.gtfs import Timetable

if TYPE_CHECKING:
    import geopandas as gpd

COUNTS: Final = ("stops", "stops_served")
RATES: Final = tuple(f"{name}_per_1000" for name in COUNTS)


def stops_by_municipality(timetable: Timetable, polygons: "gpd.GeoDataFrame", departures: int) -> pl.DataFrame:
    """The stops of every municipality that has any.

    Parameters
    ----------
    timetable : Timetable
        Of one day.
    polygons : gpd.GeoDataFrame
        With a column ags.
    departures : int
        From so many on a stop is counted in stops_served.

    Returns
    -------
    pl.DataFrame
        ags, stops (with a departure on the day), stops_served.
    """
    stations = timetable.platforms.group_by("stop").agg(pl.col("lon", "lat").mean(), pl.col("departures").first())
    x, y = to_metres(stations["lon"].to_numpy(), stations["lat"].to_numpy())
    places = stations.with_columns(x=pl.Series(np.rint(x).astype(np.int32)), y=pl.Series(np.rint(y).astype(np.int32)))
    owned = places.join(cells_to_areas(places, polygons, "ags", reach_m=0), on=["x", "y"]).drop_nulls("area_id")
    served = (pl.col("departures") >= departures).sum().cast(pl.Int64)
    return owned.group_by(ags="area_id").agg(pl.len().cast(pl.Int64).alias("stops"), stops_served=served).sort("ags")


def per_1000(counts: pl.DataFrame) -> pl.DataFrame:
    """The frame with stops per 1,000 residents.

    Parameters
    ----------
    counts : pl.DataFrame
        COUNTS and population (persons).

    Returns
    -------
    pl.DataFrame
        With RATES, null where the count or the residents are not known.
    """
    people = pl.when(pl.col("population") > 0).then(pl.col("population"))
    return counts.with_columns(
        (pl.col(name) / people * 1000).alias(rate) for name, rate in zip(COUNTS, RATES, strict=True)
    )
