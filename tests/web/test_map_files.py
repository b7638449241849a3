"""The map as a file: picture, table, borders, a page of paper, and a page for other sites to embed."""

import html
import io
import re
import shutil
import sqlite3
import struct
import subprocess
from pathlib import Path

import polars as pl
import pytest
from map_answers import PEOPLE, VIEW, counted, layers
from starlette.testclient import TestClient


def test_circles_of_the_picture_have_areas_as_the_counts(client: TestClient) -> None:
    asked = VIEW | {"i": "population", "land": "10"}
    svg = client.get("/karte/karte.svg", params=asked).text
    radii = sorted(float(r) for r in re.findall(r'r="([\d.]+)" fill="#[^"]+" fill-opacity', svg))
    answer = client.get("/karte/ebene", params=asked).json()
    (layer,) = answer["panes"]
    people = sorted(v for v, shown in zip(layer["values"], answer["shown"], strict=True) if v and shown == "1")
    assert len(radii) == len(people)
    for radius, count in zip(radii, people, strict=True):
        assert (radius / radii[-1]) ** 2 == pytest.approx(count / people[-1], rel=0.02)


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


def test_files_are_called_by_what_they_hold(client: TestClient) -> None:
    asked = PEOPLE | {"land": "05", "kreis": "05970"}
    said = client.get("/karte/karte.svg", params=asked).headers["content-disposition"]
    assert 'filename="bevolkerung-veranderung-2013-2023-siegen-wittgenstein.svg"' in said.replace("ae", "a").replace(
        "oe", "o"
    )
    table = pl.read_csv(io.BytesIO(client.get("/karte/karte.csv", params=asked).content), infer_schema_length=0)
    assert (table.height, set(table["vintage"]), set(table["unit"])) == (11, {"2013–2023"}, {"%"})
    assert "population_change" in table.columns


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["quer", "hoch"])
def test_a_picture_carries_all_that_explains_it(client: TestClient, shape: str) -> None:
    svg = client.get("/karte/karte.svg", params=PEOPLE | {"form": shape}).text
    words = " ".join(re.sub(r"<[^>]+>", " ", html.unescape(svg)).split())
    explained = ("Wo die Einwohnerzahl seit 2013 wächst", "um 10 % oder mehr gesunken", "1.266", "unbewohnt", "208")
    source = ("Gemeindeverzeichnis (2013, 2023;", "Vervielfältigung mit", "eigene Berechnung", "GeoNutzV")
    for said in (*explained, *source):
        assert said in words.replace("\N{NO-BREAK SPACE}", " "), said


@pytest.mark.parametrize(("shape", "size"), [("quer", (1600, 1550)), ("hoch", (1080, 1350))])
@pytest.mark.slow
def test_pictures_have_the_sizes_that_are_promised(client: TestClient, shape: str, size: tuple[int, int]) -> None:
    data = client.get("/karte/karte.png", params=VIEW | {"land": "10", "form": shape}).content
    assert struct.unpack(">II", data[16:24]) == size


def test_a_page_to_embed_may_stand_anywhere_and_runs_nothing(client: TestClient) -> None:
    answer = client.get("/einbetten/karte", params=PEOPLE)
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "x-frame-options" not in answer.headers
    assert "<script" not in answer.text
    assert "Wo die Einwohnerzahl seit 2013 wächst" in answer.text
    assert "1.266" in answer.text
    assert "Gemeindeverzeichnis" in answer.text
    assert client.get("/karte", params=PEOPLE).headers["x-frame-options"] == "DENY"


def test_a_page_to_embed_outlines_the_place_that_is_chosen_and_says_its_value(client: TestClient) -> None:
    page = client.get("/einbetten/karte", params=PEOPLE | {"ort": "059700004", "orte": "06440"}).text
    assert re.search(r"Umrandet ist Bad Berleburg: \S+\s%\.", html.unescape(page))
    assert "orte=059700004,06440" in re.search(r'<img src="([^"]+)"', page).group(1)  # type: ignore[union-attr]
    assert re.search(r'href="/karte\?[^"]*ort=059700004"', page), "the atlas opens with the same place"
    unknown = client.get("/einbetten/karte", params=PEOPLE | {"ort": "999999999"}).text
    assert "Umrandet ist" not in unknown
    assert "ort=9" not in unknown


@pytest.mark.parametrize("form", ["gpkg", "svg", "csv"])
def test_a_year_without_borders_is_refused_with_those_there_are(client: TestClient, form: str) -> None:
    for path in (f"/karte/karte.{form}", "/karte"):
        answer = client.get(path, params=VIEW | {"jahr": "2009"})
        assert answer.status_code == 404
        assert "2016, 2017, 2019" in answer.text


@pytest.mark.slow
def test_pictures_are_pictures(client: TestClient) -> None:
    svg = client.get("/karte/karte.svg", params=VIEW)
    assert svg.headers["content-type"] == "image/svg+xml"
    assert "2.000 oder mehr" in svg.text
    words = " ".join(re.sub(r"<[^>]+>", " ", svg.text).split())
    assert "Grenzen: © GeoBasis-DE / BKG 2016 (Daten verändert), GeoNutzV." in words
    assert "Natural Earth. Ortsnamen: © EuroGeographics 2022." in words
    asked = VIEW | {"land": "06", "typ": "kleinstadt", "groesse": "2", "lage": "zentral"}
    filtered = client.get("/karte/karte.svg", params=asked).text
    assert "Siedlungsdichte in Hessen, 2019" in filtered
    assert "Kleinstädte, zentral, 5.000 bis unter 10.000 Einwohner." in filtered
    assert "Small towns, central, " in client.get("/en/karte/karte.svg", params=asked).text


@pytest.mark.slow
def test_a_picture_holds_what_is_seen_and_no_border_twice(client: TestClient) -> None:
    asked = VIEW | {"land": "10", "i": "academics_pct", "jahr": "2024", "ebene": "gemeinde"}
    svg = client.get("/karte/karte.svg", params=asked).text
    west, top, width, height = map(float, re.findall(r'<view id="karte" viewBox="([^"]+)"', svg)[0].split())
    for path in re.findall(r' d="(M[^"]+)"', svg.split("</defs>")[1]):
        for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", path):
            assert west - 12 <= float(x) <= west + width + 12
            assert top - 12 <= float(y) <= top + height + 12
    hatched = re.findall(r'<use href="#(modelled-\d)" fill="url\(#modelled\)"/>', svg)
    assert hatched
    assert all(svg.count(f'id="{name}"') == 1 for name in hatched)
    assert len(svg) < 120_000


@pytest.mark.parametrize("name", ["settlement_density", "broadband_all_50_pct"])
def test_the_map_its_picture_and_its_page_count_the_same(client: TestClient, name: str) -> None:
    asked = VIEW | {"i": name}
    (layer,) = layers(client, asked)
    places = [place for place in layer["places"] if place >= 0]
    expected = [places.count(place) for place in range(len(layer["labels"]))][::-1]
    svg = client.get("/karte/karte.svg", params=asked).text
    printed = re.findall(r'text-anchor="end" fill="#5c5c5c">([\d.]+)</text>', svg)[: len(expected)]
    assert [int(number.replace(".", "")) for number in printed] == expected
    assert [row[0] for row in counted(client, asked)] == expected


def test_both_maps_of_a_view_can_be_saved(client: TestClient) -> None:
    page = html.unescape(client.get("/karte", params=VIEW | {"i2": "population", "stand2": "1990"}).text)
    links = re.findall(r'href="(/karte/karte\.csv[^"]+)"', page)
    assert len(links) == 2
    first, second = (pl.read_csv(io.BytesIO(client.get(link).content), infer_schema_length=0) for link in links)
    assert "settlement_density" in first.columns
    assert set(second["vintage"]) == {"1990"}


@pytest.mark.parametrize(("asked", "across"), [("land=06", False), ("kreis=05970", True)])
def test_a_map_is_a_page_of_paper(client: TestClient, asked: str, across: bool) -> None:
    answer = client.get(f"/karte/karte.pdf?{asked}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].endswith('.pdf"')
    width, height = map(float, re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", answer.content)[0])
    assert (width > height) is across, "it lies as the land lies"
    assert 'href="/karte/karte.pdf?i=type' in client.get(f"/karte?{asked}").text
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext here")
    told = subprocess.run([reader, "-", "-"], input=answer.content, capture_output=True, check=True).stdout.decode()
    for said in ("Gebietsstand", "Erstellt am", "Anzahl", "Quelle: ", "GeoNutzV", "/karte?"):
        assert said in told


def test_a_map_says_what_is_known_for_a_part_of_the_people(client: TestClient) -> None:
    """Guest beds are secret in most villages: Altenkirchen-Flammersfeld's 754 are those of 2 % of its people."""
    asked = "i=guest_beds_per_1000&land=07"
    frame = pl.read_csv(client.get(f"/karte/karte.csv?{asked}").content, schema_overrides={"verband": pl.String})
    people = frame.filter(pl.col("guest_beds_per_1000").is_not_null())["guest_beds_per_1000_people_pct"]
    of_one = frame.row(by_predicate=pl.col("verband") == "071325010", named=True)
    assert of_one["guest_beds_per_1000_people_pct"] == 1.8
    few = int((people < 95).sum())
    assert few > 50
    page = client.get(f"/karte?{asked}").text
    assert f"Bei {few} Gebieten ist der Wert nur für einen Teil der Menschen bekannt, mindestens für 2 %." in page
    assert "(für\N{NO-BREAK SPACE}2\N{NO-BREAK SPACE}%)</td>" in page, "in its row of the table"
    assert "für einen Teil der Menschen" not in client.get("/karte?i=residents_per_job&land=06").text
