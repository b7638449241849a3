"""A town drawn here, its people, its two municipalities and its timetable, and who walks how far in it."""

from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import geopandas as gpd
import numpy as np
import polars as pl
from extracts import LAT, LON, STEP, write_extract
from shapely.geometry import box

from kleinstadt.travel.walking import walk_job
from kleinstadt.travel.walking.cells import Cells, to_metres
from kleinstadt.travel.walking.walk_job import WalkOptions, WalkResult
from kleinstadt.travel.walking.walk_shares import share_name

SIZE = 40  # the town is a square of streets, 40 blocks wide (2.9 km) and high (4.4 km)
SHOPS = {
    (20.2, 20.1): {"amenity": "pharmacy"},
    (10.1, 20.2): {"amenity": "school", "name": "Grundschule am Markt"},
    (20.1, 10.1): {"amenity": "doctors"},
    (22.1, 22.2): {"amenity": "post_office"},
    (20.3, 20.3): {"shop": "supermarket"},
}
FOOTWAY = {"highway": "residential"}


def town(folder: Path, size: int = SIZE, *, lake: bool = False) -> Path:
    """Streets every block; with a lake there are none in a part of the north east."""
    corners = [(column, row) for column in range(size + 1) for row in range(size + 1)]
    dry = [(c, r) for c, r in corners if not (lake and 26 < c < 36 and 26 < r < 36)]
    lines = [[[corner for corner in dry if corner[axis] == line] for line in range(size + 1)] for axis in (0, 1)]
    pairs = [pair for way in (*lines[0], *lines[1]) for pair in pairwise(way)]
    ways = [(list(pair), FOOTWAY) for pair in pairs if abs(pair[0][0] - pair[1][0]) + abs(pair[0][1] - pair[1][1]) == 1]
    return write_extract(folder / "town.osm.pbf", {**{corner: {} for corner in dry}, **SHOPS}, ways)


def people(*places: tuple[float, float], persons: float = 10.0) -> Cells:
    """Cells of 100 m whose centres are at places of the town's grid (rounded to the metre)."""
    columns, rows = np.array(places, dtype=float).T
    lon, lat = LON + columns * STEP, LAT + rows * STEP
    x, y = (values.round().astype(np.int32) for values in to_metres(lon, lat))
    frame = pl.DataFrame({"x": x, "y": y, "lon": lon, "lat": lat}).with_columns(persons=pl.lit(persons))
    return Cells(frame, 100, "test")


def halves() -> gpd.GeoDataFrame:
    """Two municipalities: the west and the east of the town."""
    middle, east = LON + 20.5 * STEP, LON + 60 * STEP
    shapes = [
        box(LON - 20 * STEP, LAT - 20 * STEP, middle, LAT + 60 * STEP),
        box(middle, LAT - 20 * STEP, east, LAT + 60 * STEP),
    ]
    return gpd.GeoDataFrame(geometry=shapes, index=["09000001", "09000002"], crs=4326).to_crs(25832).rename_axis("ags")


FEED = {
    "stops": f"stop_id,stop_name,stop_lat,stop_lon\na,A,{LAT + 20 * STEP},{LON + 20 * STEP}\nb,B,{LAT},{LON}\n",
    "trips": "trip_id,service_id\nt,s\n",
    "stop_times": "trip_id,stop_id,stop_sequence\nt,a,1\nt,b,2\n",
    "calendar_dates": "service_id,date,exception_type\ns,20240514,1\n",
    "frequencies": "trip_id,start_time,end_time,headway_secs\nt,06:00:00,16:00:00,1800\n",
}


def feed(folder: Path, *without: str) -> Path:
    with ZipFile(folder / "feed.zip", "w") as archive:
        for name, text in FEED.items():
            if name not in without:
                archive.writestr(f"{name}.txt", text)
    return folder / "feed.zip"


def walked(tmp_path: Path, cells: Cells, *, lake: bool = False, gtfs: bool = True, **options: Any) -> WalkResult:
    wanted = WalkOptions(cache=tmp_path / "cache", **{"edge_m": 0.0, **options})
    return walk_job.run(town(tmp_path, lake=lake), cells, halves(), feed(tmp_path) if gtfs else None, options=wanted)


def share(result: WalkResult, ags: str, service: str, measure: str) -> float | None:
    return result.shares.filter(pl.col("ags") == ags)[share_name(service, measure, 1000)].item()
