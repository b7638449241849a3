"""What the modelled roads are told, in four tables beside this file.

| file            | a row is                                                                               |
| --------------- | -------------------------------------------------------------------------------------- |
| `motorways.csv` | a place that a motorway passes, in the order of its course (end of 2019; some abroad)  |
| `waters.csv`    | a point of a line without a bridge: lower Elbe and Weser, Rhine, Oder, bays, lakes     |
| `heights.csv`   | a sixth of a degree each way: its mean height above the sea                            |
| `abroad.csv`    | people beyond the border within 100 km, summed up on squares of 12 km                  |

The courses of motorways and waters were drawn up for this project from general knowledge, not read from a survey or a
road register; checked is only that every place exists and that legs are short. `source` tells what a point is: `drawn`,
a junction of a motorway (or a point of a water) put on the map from general knowledge, right to a kilometre or two; in
and around the large towns. `gv` (Gemeindeverzeichnis) or `geonames` with its number: the centre of a municipality, off
the road by an unknown way; `off_km` is how large the municipality is (radius of a disc of its area; abroad 2), 0 where
drawn.

Heights are means of a coarse raster (1/12 degree, steps of 28 m; sea is 0) that the library pvlib carries, made of
Mapzen's terrain tiles: produced using Copernicus data and information funded by the European Union (EU-DEM layers);
Austria: offene Daten Österreichs, Digitales Geländemodell (DGM) Österreich; SRTM courtesy of the U.S. Geological
Survey.

The people abroad are those of GeoNames (CC BY 4.0), each country's figures times one factor, so that they add up to
about its population on 1 January 2020 (Belgium 0.72, where GeoNames counts quarters twice; Poland 1.22, where it lacks
villages; else 0.91 to 1.07). The totals behind the factors were not read from a file of Eurostat: look them up before
leaning on a single figure.
"""

from functools import cache
from importlib.resources import files

import polars as pl

from kleinstadt.travel.walking.cells import to_metres


@cache
def motorways() -> pl.DataFrame:
    """The courses of motorways.

    Returns
    -------
    pl.DataFrame
        part (without a gap), position, route, place, lon, lat (degrees), off_km, source, x, y (metres EPSG:3035).
    """
    return _located("motorways.csv")


@cache
def waters() -> pl.DataFrame:
    """Lines that no road crosses.

    Returns
    -------
    pl.DataFrame
        part, position, water, lon, lat (degrees), source, x, y (metres EPSG:3035).
    """
    return _located("waters.csv")


@cache
def heights() -> pl.DataFrame:
    """The mean height of cells of a sixth of a degree.

    Returns
    -------
    pl.DataFrame
        lon, lat (degrees, of the middle), height_m, source, x, y (metres EPSG:3035).
    """
    return _located("heights.csv")


@cache
def abroad() -> pl.DataFrame:
    """People beyond the border.

    Returns
    -------
    pl.DataFrame
        country, largest (settlement), geonames_id, settlements, population (persons), lon, lat (degrees), x, y (metres
        EPSG:3035).
    """
    return _located("abroad.csv")


def in_degrees(name: str) -> pl.DataFrame:
    """One of the tables as it lies there, for who needs no metres: EPSG:3035 takes a third of a second to set up.

    Parameters
    ----------
    name : str
        "motorways.csv", "waters.csv", "heights.csv" or "abroad.csv".

    Returns
    -------
    pl.DataFrame
        Its columns, lon and lat in degrees.
    """
    return pl.read_csv(files("kleinstadt.travel.modelled").joinpath(name).read_bytes(), infer_schema_length=None)


def _located(name: str) -> pl.DataFrame:
    table = in_degrees(name)
    x, y = to_metres(table["lon"].to_numpy(), table["lat"].to_numpy())
    return table.with_columns(x=pl.Series(x), y=pl.Series(y))
