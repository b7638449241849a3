"""The base map's files, opened for pictures: shapes and names in metres of EPSG:25832."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import polars as pl
import shapely

from kleinstadt.edition.base_map.place_names import ZOOM_0_M
from kleinstadt.edition.base_map.shapes import metres, to_metres

NAMES: Final = ("names.json", "more_names.json")
SHAPES: Final = ("ground.json", "railways.json")


def zoom_of(metres_a_pixel: float) -> float:
    """The zoom of the live map that shows as much.

    Parameters
    ----------
    metres_a_pixel : float
        Scale of a picture.

    Returns
    -------
    float
        Zoom.
    """
    return float(np.log2(ZOOM_0_M / metres_a_pixel))


@cache
def shapes() -> dict[str, shapely.Geometry]:
    """Each kind of shape: near, land, boundary, lake, large lake, river, railway, station.

    Returns
    -------
    dict of str to shapely geometry
        By kind; metres of EPSG:25832.
    """
    features = [one for name in SHAPES for one in _read(name)["features"]]
    read = {one["properties"]["kind"]: metres(shapely.from_geojson(json.dumps(one["geometry"]))) for one in features}
    return {kind: shapely.make_valid(shape) for kind, shape in read.items()}  # corners that few digits moved may cross


@cache
def places() -> pl.DataFrame:
    """Names of municipalities and their parts, those of most weight first.

    Returns
    -------
    pl.DataFrame
        name, x, y (metres EPSG:25832), zoom (from which it is written), people (thousands; 0 for parts).
    """
    read = [pl.DataFrame(_read(name)["places"]) for name in NAMES]
    towns = pl.concat([*(one.filter(pl.col("people") > 0) for one in read)])
    ordered = pl.concat([towns, *(one.filter(pl.col("people") == 0) for one in read)])
    x, y = to_metres((ordered["lon"] / 1000).to_numpy(), (ordered["lat"] / 1000).to_numpy())
    return ordered.select("name", pl.Series("x", x), pl.Series("y", y), pl.col("zoom") / 10, "people")


@cache
def waters() -> pl.DataFrame:
    """Names of seas, rivers and lakes.

    Returns
    -------
    pl.DataFrame
        kind, de, en, x, y (metres EPSG:25832).
    """
    read = pl.DataFrame(_read(NAMES[0])["waters"])
    x, y = to_metres(read["lon"].to_numpy(), read["lat"].to_numpy())
    return read.select("kind", "de", "en", pl.Series("x", x), pl.Series("y", y))


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files(__package__).joinpath("files", name).read_bytes())
    return found
