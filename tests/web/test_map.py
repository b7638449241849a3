"""The map page, its layers, and the map as files."""

import html
import io
import re
import sqlite3
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kleinstadt.edition.edition import Edition
from kleinstadt.report.drawing.map_layers import class_breaks

VIEW = {"i": "settlement_density", "jahr": "2019", "ebene": "verband"}


def test_the_printed_thresholds_are_used(client: TestClient) -> None:
    layer = client.get("/karte/ebene", params=VIEW).json()
    assert layer["breaks"] == [750, 1000, 1500, 2000]
    assert layer["labels"][0] == "unter 750"
    assert len(layer["colours"]) == 5


@pytest.mark.parametrize("method", ["quantiles", "natural"])
def test_other_breaks_ascend_inside_the_values(client: TestClient, method: str) -> None:
    layer = client.get("/karte/ebene", params=VIEW | {"klassen": method, "n": "4"}).json()
    known = [value for value in layer["values"] if value is not None]
    assert len(layer["breaks"]) == 3
    assert min(known) < layer["breaks"][0] < layer["breaks"][1] < layer["breaks"][2] < max(known)


def test_a_typology_is_a_layer(client: TestClient, edition: Edition) -> None:
    layer = client.get("/karte/ebene", params=VIEW | {"i": "type"}).json()
    places = [layer["labels"][int(value)] for value in layer["values"] if value is not None]
    expected = edition.areas(2019)["type"].value_counts()
    assert places.count("Großstädte") == expected.filter(pl.col("type") == "grossstadt")["count"].item() == 80


@given(st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=2, max_size=60), st.integers(3, 5))
@settings(max_examples=60)
def test_classes_hold_every_value_once(values: list[float], count: int) -> None:
    for method in ("quantiles", "natural"):
        breaks = class_breaks("x", np.array(values), method, count)
        assert list(breaks) == sorted(set(breaks))
        assert 1 <= len(breaks) <= count - 1


def test_files_hold_what_the_filter_lets_through(client: TestClient, tmp_path: Path) -> None:
    asked = VIEW | {"land": "06", "typ": "kleinstadt"}
    table = pl.read_csv(io.BytesIO(client.get("/karte/karte.csv", params=asked).content), infer_schema_length=0)
    assert set(table["land"]) == {"06"}
    assert set(table["type"]) == {"groessere_kleinstadt", "kleine_kleinstadt"}
    path = tmp_path / "map.gpkg"
    path.write_bytes(client.get("/karte/karte.gpkg", params=asked).content)
    with sqlite3.connect(path) as base:
        assert base.execute("select count(*) from verband_2019").fetchone() == (table.height,)
        (said,) = base.execute("select description from gpkg_contents where table_name = 'verband_2019'").fetchone()
    assert set(table["territory"]) == {"2019"}
    assert all(word in said for word in ("Siedlungsdichte", "Gebietsstand 2019", "dl-de/by-2-0", "BKG", "GeoNutzV"))
    assert ", Kleinstädte, Hessen." in said


@pytest.mark.parametrize("form", ["gpkg", "svg", "csv"])
def test_a_year_without_borders_is_refused_with_those_there_are(client: TestClient, form: str) -> None:
    for path in (f"/karte/karte.{form}", "/karte"):
        answer = client.get(path, params=VIEW | {"jahr": "2009"})
        assert answer.status_code == 404
        assert "2016, 2017, 2019" in answer.text


def test_pictures_are_pictures(client: TestClient) -> None:
    svg = client.get("/karte/karte.svg", params=VIEW)
    assert svg.headers["content-type"] == "image/svg+xml"
    assert "2.000 und mehr" in svg.text
    words = re.sub(r"<[^>]+>", " ", svg.text)
    assert "Grenzen: © GeoBasis-DE / BKG 2016 (Daten verändert), GeoNutzV. kleinstadt" in " ".join(words.split())
    asked = VIEW | {"land": "06", "typ": "kleinstadt", "groesse": "2", "lage": "zentral"}
    filtered = client.get("/karte/karte.svg", params=asked).text
    assert "Gebietsstand 2019 · Kleinstädte · zentral · Hessen · 5.000 bis unter 10.000 Einwohner" in filtered
    assert "Small towns · central · Hessen" in client.get("/en/karte/karte.svg", params=asked).text
    assert client.get("/karte/karte.png", params=VIEW | {"ebene": "verband"}).content.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["settlement_density", "buildings_3plus_share", "broadband_all_50_pct", "population"])
def test_the_map_and_its_picture_count_the_same(client: TestClient, name: str) -> None:
    layer = client.get("/karte/ebene", params=VIEW | {"i": name}).json()
    known = np.array([value for value in layer["values"] if value is not None])
    counted = np.bincount(np.searchsorted(layer["breaks"], known, side="right"), minlength=len(layer["labels"]))
    svg = client.get("/karte/karte.svg", params=VIEW | {"i": name}).text
    printed = re.findall(r'text-anchor="end" fill="#5c5c5c">([\d.]+)</text>', svg)[: len(counted)]
    assert [int(number.replace(".", "")) for number in printed] == counted.tolist()


def test_both_maps_of_a_view_can_be_saved(client: TestClient) -> None:
    page = html.unescape(client.get("/karte", params=VIEW | {"i2": "population", "stand2": "1990"}).text)
    links = re.findall(r'href="(/karte/karte\.csv[^"]+)"', page)
    assert len(links) == 2
    first, second = (pl.read_csv(io.BytesIO(client.get(link).content), infer_schema_length=0) for link in links)
    assert "settlement_density" in first.columns
    assert set(second["vintage"]) == {"1990"}
    assert 'id="speichern2" hidden' in client.get("/karte", params=VIEW).text


def test_the_page_holds_the_table_without_scripts(client: TestClient) -> None:
    page = client.get("/karte", params=VIEW | {"land": "06"}).text
    assert "<noscript>" in page
    assert page.count("Hessen") >= 50
    assert "selected>Siedlungsdichte" in page


def test_the_page_is_small(client: TestClient) -> None:
    page = client.get("/karte", params=VIEW)
    assets = ("maplibre-gl.js", "maplibre-gl.css", "atlas.css", "map.css", "map.js", "map_pane.js", "map_table.js")
    sizes = [len(client.get(f"/static/x/{name}").content) for name in assets]
    packed = [int(client.get(f"/static/x/{name}").headers["content-length"]) for name in assets]
    assert sum(sizes) > 900_000
    assert sum(packed) + len(page.content) < 400_000


@pytest.mark.parametrize("level", ["verband", "gemeinde"])
def test_the_maps_data_are_small(client: TestClient, level: str) -> None:
    paths = (f"geometry?level={level}", f"attributes?level={level}", "geometry?level=land")
    total = sum(int(client.get(f"/api/v1/{path}").headers["content-length"]) for path in paths)
    assert total < (1_200_000 if level == "verband" else 1_500_000)


@pytest.mark.parametrize("name", ["i", "i2", "stand", "stand2", "jahr", "ebene", "klassen", "n", "typ", "lage", "land"])
@pytest.mark.slow
def test_no_parameter_breaks_the_map(client: TestClient, name: str) -> None:
    for value in ("", "nix", "-1", "9" * 40, "²", "\x00", "<i>x", "../x"):
        for path in ("/karte", "/karte/ebene", "/karte/karte.csv", "/en/karte"):
            answer = client.get(path, params=VIEW | {name: value})
            assert answer.status_code in (200, 404)
            assert "<i>x" not in answer.text
