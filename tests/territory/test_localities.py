"""Ortsteile: on which land a named place lies, and that nobody guesses where the point leaves it open."""

import geopandas as gpd
import polars as pl
import shapely

from kleinstadt.sources.reading.tables import PLACES
from kleinstadt.territory import geometry
from kleinstadt.territory.geometry import BASE_POLYGONS
from kleinstadt.territory.localities import localities

EXACT, MINUTE = 0.001, 0.5 / 60


def pieces() -> pl.DataFrame:
    """Two pieces of land with a border at 10.1° E."""
    boxes = gpd.GeoSeries([shapely.box(10.0, 51.0, 10.1, 51.1), shapely.box(10.1, 51.0, 10.2, 51.1)], crs=4326)
    metres = boxes.to_crs(geometry.EPSG)
    rows = {"piece": ["A", "B"], "name": ["A", "B"], "geometry": shapely.to_wkb(metres.to_numpy()).tolist()}
    return pl.DataFrame(rows, schema=BASE_POLYGONS)


def places(*rows: tuple[str, float, float, float, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=PLACES, orient="row")


def found(*rows: tuple[str, float, float, float, str]) -> dict[str, tuple[str, str]]:
    table = localities(places(*rows), pieces())
    return {row["name"]: (row["piece"], row["source"]) for row in table.iter_rows(named=True)}


def test_a_place_lies_where_its_whole_box_lies() -> None:
    assert found(("Mitte", 10.05, 51.05, MINUTE, "opengeodb")) == {"Mitte": ("A", "opengeodb")}


def test_a_place_near_a_border_is_not_guessed() -> None:
    assert found(("Rand", 10.099, 51.05, MINUTE, "opengeodb")) == {}


def test_a_better_point_of_the_same_name_decides() -> None:
    near = ("Rand", 10.103, 51.05, EXACT, "euronym")
    assert found(("Rand", 10.099, 51.05, MINUTE, "opengeodb"), near) == {"Rand": ("B", "euronym")}


def test_of_two_namesakes_close_by_none_is_taken() -> None:
    two = [("Rand", lon, 51.05, EXACT, "euronym") for lon in (10.09, 10.11)]
    assert found(("Rand", 10.099, 51.05, MINUTE, "opengeodb"), *two) == {}


def test_a_name_that_is_on_the_map_only_is_no_place() -> None:
    """A river, a wood: EuroGeographics does not say."""
    assert found(("Wümme", 10.05, 51.05, EXACT, "euronym")) == {}


def test_no_places_give_no_localities() -> None:
    assert localities(places(), pieces()).is_empty()
