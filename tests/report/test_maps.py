import re

import geopandas as gpd
import numpy as np
import pytest
import shapely
from chart_specs import drawn, rows
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.report.drawing import images, maps
from kleinstadt.report.drawing.classes import Classes, _format_breaks
from kleinstadt.report.drawing.sheet import CITIES, LEGEND_LEFT, Sheet, hatching
from kleinstadt.report.drawing.style import BRICK, LAGE_COLOURS, TYPE_COLOURS, WIDTH

KM = 1e3
BOUNDS = (280 * KM, 5236 * KM, 921 * KM, 6101 * KM)
TYPES = [
    "grossstadt",
    "mittelstadt",
    "groessere_kleinstadt",
    "kleine_kleinstadt",
    "kleine_kleinstadt",
    "landgemeinde",
    None,
]


def square(column, row=0, size=80 * KM):
    west, south = BOUNDS[0] + column * size, BOUNDS[1] + 200 * KM + row * size
    return shapely.box(west, south, west + size, south + size)


@pytest.fixture
def laender():
    return gpd.GeoDataFrame(geometry=[shapely.box(*BOUNDS)], crs=25832)


@pytest.fixture
def polygons():
    data = {
        "type": TYPES,
        "wert": [9.0, 9.0, 12.0, np.nan, 5.0, 9.0, 9.0],
        "lage": [None, None, "zentral", None, "peripher", None, None],
    }
    return gpd.GeoDataFrame(data, geometry=[square(i) for i in range(len(TYPES))], crs=25832)


def legend_of(chart):
    """The legend as {label: count}, read from the chart's texts."""
    texts = rows(chart, "text")
    labels = {round(row["y"]): row["text"] for row in texts if LEGEND_LEFT < row["x"] < WIDTH}
    counts = {round(row["y"]): row["text"] for row in texts if row["x"] == WIDTH}
    return {label: counts[y] for y, label in labels.items() if y in counts}


def test_the_type_map_counts_every_type(polygons, laender):
    assert legend_of(maps.type_map(polygons, laender, "de")) == {
        "Größere Kleinstädte": "1",
        "Kleine Kleinstädte": "2",
        "Großstädte": "1",
        "Mittelstädte": "1",
        "Landgemeinden": "1",
    }


def test_a_unit_without_a_type_is_not_painted(polygons, laender):
    areas = drawn(maps.type_map(polygons, laender, "de"))
    painted = shapely.union_all([areas[colour] for key, colour in TYPE_COLOURS.items() if colour in areas])
    one = shapely.area(areas[TYPE_COLOURS["grossstadt"]])
    assert shapely.area(painted) == pytest.approx(6 * one, rel=0.02)


def test_nothing_is_distorted(polygons, laender):
    west, north, east, south = drawn(maps.type_map(polygons, laender, "de"))[TYPE_COLOURS["grossstadt"]].bounds
    assert east - west == pytest.approx(south - north, abs=0.11)


def test_north_is_up(laender):
    frame = gpd.GeoDataFrame({"type": ["grossstadt", "mittelstadt"]}, geometry=[square(0, row=4), square(0)], crs=25832)
    areas = drawn(maps.type_map(frame, laender, "de"))
    assert areas[TYPE_COLOURS["grossstadt"]].bounds[3] < areas[TYPE_COLOURS["mittelstadt"]].bounds[1]


def test_a_choropleth_counts_small_towns_by_class_and_says_what_is_missing(polygons, laender):
    classes = Classes((5, 10), BRICK[:3])
    key = legend_of(maps.choropleth(polygons, laender, "wert", classes, "de", title=("Wert",)))
    assert key == {
        "10 und mehr": "1",
        "5 bis unter 10": "1",
        "unter 5": "0",
        "keine Angabe": "1",
        "Groß-, Mittelstädte": "2",
        "Landgemeinden": "1",
    }


def test_without_missing_values_no_such_class_is_in_the_legend(polygons, laender):
    known = polygons.fillna({"wert": 1.0})
    key = legend_of(maps.choropleth(known, laender, "wert", Classes((5,), BRICK[:2]), "en", title=("Value",)))
    assert "no data" not in key
    assert key["under 5"] == "1"


def test_missing_values_are_hatched(polygons, laender):
    with_gap = maps.choropleth(polygons, laender, "wert", Classes((5,), BRICK[:2]), "de", title=("Wert",))
    hatch = drawn(with_gap)["#6d6d6d"]
    unknown = Sheet.around(laender.total_bounds).place(np.array([square(3)], dtype=object))[0]
    assert shapely.covers(unknown.buffer(0.2), hatch)


def test_the_lage_map_begins_with_the_most_central(polygons, laender):
    chart = maps.lage_map(polygons, laender, "de")
    key = legend_of(chart)
    assert list(key)[:4] == ["sehr zentral", "zentral", "peripher", "sehr peripher"]
    assert (key["zentral"], key["peripher"], key["keine Angabe"]) == ("1", "1", "1")
    assert LAGE_COLOURS["zentral"] in drawn(chart)


def test_a_map_says_in_words_what_its_legend_says(polygons, laender):
    said = maps.type_map(polygons, laender, "en").to_dict()["description"]
    assert said.startswith("Map of Germany.")
    assert "Rural municipalities: 1" in said


@pytest.mark.parametrize(("lang", "name"), [("de", "München"), ("en", "Munich")])
def test_cities_are_named_in_the_readers_language(polygons, laender, lang, name):
    assert f">{name}</text>" in images.svg(maps.type_map(polygons, laender, lang))


def test_cities_lie_in_germany():
    assert all(BOUNDS[0] < e * KM < BOUNDS[2] and BOUNDS[1] < n * KM < BOUNDS[3] for _, _, e, n, _ in CITIES)


def test_hatching_of_nothing_is_nothing():
    assert hatching(np.array([], dtype=object)) == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", ["unter 1.000", "1.000 bis unter 2.000", "2.000 und mehr"]),
        ("en", ["under 1,000", "1,000 to under 2,000", "2,000 and more"]),
    ],
)
def test_classes_in_words(lang, words):
    assert _format_breaks((1000, 2000), 0, lang) == words


def test_decimals_of_breaks_in_german():
    assert _format_breaks((7.5,), 1, "de") == ["unter 7,5", "7,5 und mehr"]


def test_a_limit_belongs_to_the_upper_class_and_missing_to_none():
    classes = Classes((10, 20), ("#a", "#b", "#c"))
    assert classes.index([9.99, 10, 19.99, 20, np.nan]).tolist() == [0, 1, 1, 2, -1]


@pytest.mark.parametrize(("breaks", "colours"), [((2, 1), 3), ((1, 1), 3), ((1, 2), 2)])
def test_classes_that_cannot_be_painted_are_refused(breaks, colours):
    with pytest.raises(ValueError, match=r"ascend|colours"):
        Classes(breaks, ("#ffffff",) * colours)


@given(st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(float("nan"))), min_size=1, max_size=50))
def test_every_known_value_is_in_one_class(values):
    counts = Classes((-10, 0, 10), BRICK[:4]).counts(values)
    assert sum(counts) == int((~np.isnan(values)).sum())


def test_a_map_of_all_verbaende_stays_small(raw_dir):
    municipalities = gpd.read_file(raw_dir / "grenzen" / "VG250_GEM_simplified.zip")
    municipalities["geometry"] = shapely.make_valid(municipalities.geometry.to_numpy())
    verbaende = municipalities.dissolve(municipalities["ARS"].str[:9])[["geometry"]]
    verbaende["type"] = np.resize(["kleine_kleinstadt", "landgemeinde"], len(verbaende))
    laender = verbaende.dissolve(verbaende.index.str[:2])[["geometry"]]
    picture = images.svg(maps.type_map(verbaende, laender, "de"))
    assert len(picture) < 4_000_000  # unsimplified; the edition's borders make a third of it
    assert re.search(r'width="605"', picture)
