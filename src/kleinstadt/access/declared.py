"""What the modelled roads are told, in three tables beside this file.

| file            | a row is                                                                               |
| --------------- | -------------------------------------------------------------------------------------- |
| `motorways.csv` | a place that a motorway passes, in the order of its course (end of 2019; some abroad)  |
| `waters.csv`    | a point of a line without a bridge: lower Elbe and Weser, Rhine, Oder, bays, lakes     |
| `abroad.csv`    | people beyond the border within 100 km, summed up on squares of 12 km                  |

The courses of motorways and waters were drawn up for this project from general knowledge, not read from a survey or a
road register; checked is only that every place exists and that legs are short. Points of a motorway are the centres of
municipalities (`gv`: Gemeindeverzeichnis, abroad GeoNames), some km off the road. The people abroad are those of
GeoNames (CC BY 4.0), each country's figures times one factor, so that they add up to about its population on 1 January
2020 (Belgium 0.72, where GeoNames counts quarters twice; Poland 1.22, where it lacks villages; else 0.91 to 1.07). The
totals behind the factors were not read from a file of Eurostat: look them up before leaning on a single figure.
"""

from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl


@cache
def motorways() -> pl.DataFrame:
    """Courses: part (pieces without a gap), position, route, place, lon, lat, source, x, y (metres EPSG:3035)."""
    return _located("motorways.csv")


@cache
def waters() -> pl.DataFrame:
    """Lines that no road crosses: part, position, water, lon, lat, x, y (metres EPSG:3035)."""
    return _located("waters.csv")


@cache
def abroad() -> pl.DataFrame:
    """People beyond the border: country, largest (settlement), geonames_id, settlements, population, lon, lat, x, y."""
    return _located("abroad.csv")


def _located(name: str) -> pl.DataFrame:
    from pyproj import Transformer

    table = pl.read_csv(files("kleinstadt.access").joinpath(name).read_bytes(), infer_schema_length=None)
    x, y = Transformer.from_crs(4326, 3035, always_xy=True).transform(table["lon"].to_numpy(), table["lat"].to_numpy())
    return table.with_columns(x=pl.Series(np.asarray(x)), y=pl.Series(np.asarray(y)))
