"""The map page and what its script draws: classes, counts, titles, refusals, places."""

import html
import json
import re

import polars as pl
import pytest
from map_answers import PEOPLE, VIEW, counted, heading, layers
from starlette.testclient import TestClient

from kleinstadt.edition.edition import Edition

UNINHABITED = 208  # areas without people in the borders of 2019


def test_the_printed_thresholds_are_used(client: TestClient) -> None:
    (layer,) = layers(client, VIEW)
    assert layer["labels"][:2] == ["unter 750", "750 bis unter 1.000"]
    assert layer["labels"][-1] == "2.000 oder mehr"
    assert len(layer["colours"]) == len(layer["dark"]) == 5
    (fixed,) = layers(client, VIEW | {"klassen": "fest"})
    assert fixed["labels"] != layer["labels"]


def test_older_addresses_still_lead_to_a_map(client: TestClient) -> None:
    assert layers(client, VIEW | {"klassen": "quantiles", "n": "4"}) == layers(client, VIEW | {"klassen": "fest"})


def test_a_typology_is_a_layer(client: TestClient, edition: Edition) -> None:
    (layer,) = layers(client, VIEW | {"i": "type"})
    places = [layer["labels"][place] for place in layer["places"] if place >= 0]
    expected = edition.areas(2019).filter(pl.col("population") > 0)["type"].value_counts()
    for kind, label in (("grossstadt", "Großstädte"), ("landgemeinde", "Landgemeinden")):
        assert places.count(label) == expected.filter(pl.col("type") == kind)["count"].item()


@pytest.mark.parametrize("name", ["type", "growth", "central_place", "settlement_density", "population"])
def test_areas_without_people_are_in_no_class(client: TestClient, edition: Edition, name: str) -> None:
    asked = VIEW | {"i": name}
    (layer,) = layers(client, asked)
    assert layer["places"].count(-2) == UNINHABITED
    inhabited = edition.areas(2019).filter(pl.col("population") > 0).height
    missing = layer["places"].count(-1)
    assert sum(row[0] for row in counted(client, asked)) == inhabited - missing
    page = client.get("/karte", params=asked).text
    assert f'unbewohnt</td><td class="num" colspan="1">{UNINHABITED}<' in page


def test_two_years_share_their_classes(client: TestClient) -> None:
    asked = VIEW | {"i": "broadband_all_50_pct", "art": "jahre", "von": "2018-12", "stand": "2021-06"}
    first, last, difference = layers(client, asked)
    assert first["labels"] == last["labels"]
    assert difference["signed"]
    rows = counted(client, asked)[: len(first["labels"])]
    for at, layer in enumerate((first, last)):
        places = [place for place in layer["places"] if place >= 0]
        assert [row[at] for row in rows] == [places.count(place) for place in range(len(rows))][::-1]
    assert heading(client, asked).startswith("Breitband ab 50 Mbit/s, Ende 2018 und Mitte 2021: dieselben Klassen")


def test_a_change_is_a_finding_with_its_counts(client: TestClient) -> None:
    said = heading(client, PEOPLE)
    assert said.startswith("Wo die Einwohnerzahl seit 2013 wächst In 2.933 von 4.410 Gemeinden und Verbänden")
    assert "in 1.047 um mindestens 1\N{NO-BREAK SPACE}% niedriger" in html.unescape(
        client.get("/karte", params=PEOPLE).text
    )
    assert "Beide Jahre auf der Grundlage des Zensus 2011" in said
    assert heading(client, PEOPLE, "/en/karte").startswith("Where the population has grown since 2013")


def test_what_is_over_is_told_as_past(client: TestClient) -> None:
    over = PEOPLE | {"von": "2002", "stand": "2009"}
    assert heading(client, over).startswith("Wo die Einwohnerzahl von 2002 bis 2009 gewachsen ist")
    assert heading(client, over, "/en/karte").startswith("Where the population grew from 2002 to 2009")
    kreis = over | {"land": "05", "kreis": "05970"}
    assert "ist die Einwohnerzahl von 2002 bis 2009 gesunken" in heading(client, kreis)
    assert "the population fell" in heading(client, kreis, "/en/karte")


@pytest.mark.slow
def test_a_change_in_a_kreis_names_its_members(client: TestClient) -> None:
    asked = PEOPLE | {"land": "05", "kreis": "05970"}
    said = heading(client, asked)
    assert said.startswith("In sechs von elf Gemeinden sinkt die Einwohnerzahl")
    assert re.search(r"Siegen-Wittgenstein \+0,6.%, Nordrhein-Westfalen \+3,5.%, Deutschland \+4,8.%", said)
    assert [row[0] for row in counted(client, asked)] == [0, 1, 3, 1, 5, 1, 0]
    svg = client.get("/karte/karte.svg", params=asked).text
    assert "Bad Berleburg" in svg
    eifel = PEOPLE | {"land": "07", "kreis": "07233", "jahr": "2024"}
    assert heading(client, eifel).startswith("In allen drei Gemeinden und Verbänden wächst die Einwohnerzahl")
    assert heading(client, eifel, "/en/karte").startswith("In all three municipalities and Verbände the population is")
    assert "Kassel" not in svg


def test_a_change_across_a_census_is_refused_with_what_there_is(client: TestClient) -> None:
    asked = PEOPLE | {"von": "2009", "stand": "2023"}
    page = html.unescape(client.get("/karte", params=asked).text)
    assert "Zwischen 2009 und 2023 liegt eine neue Zählung" in page
    assert "Gezeigt ist 2013–2023" in page
    assert re.search(r'von=1990&stand=2011[^"]*">Zeigen 1990–2011</a>', page)
    insisted = heading(client, asked | {"trotz": "1"})
    assert insisted.startswith("Unterschied der Zählungen 2009 und 2023: Bevölkerung")
    assert not re.search("wächst|sinkt|steigt", insisted)
    assert "Zwischen den Jahren liegt eine neue Zählung" in insisted


def test_a_figure_of_one_year_says_that_it_cannot_change(client: TestClient) -> None:
    page = client.get("/karte", params=VIEW | {"i": "census_vacancy_pct", "art": "veraenderung"}).text
    assert "nicht zwei Jahre auf einer Grundlage" in page


def test_counts_are_circles(client: TestClient) -> None:
    for name in ("population", "employees_workplace", "renewable_pv_kw"):
        (layer,) = layers(client, VIEW | {"i": name})
        assert layer["circles"], name
        assert layer["radius"] == 26
        known = [value for value in layer["values"] if value is not None]
        assert layer["most"] == pytest.approx(max(known), rel=0.01)
    assert not layers(client, VIEW)[0]["circles"]
    assert not layers(client, PEOPLE)[0]["circles"]


def test_two_figures_make_nine_classes(client: TestClient) -> None:
    asked = VIEW | {"i": "unemployed_share", "i2": "census_vacancy_pct", "zusammen": "1"}
    (layer,) = layers(client, asked)
    assert len(layer["labels"]) == len(set(layer["colours"])) == 9
    assert layer["second"]["id"] == "census_vacancy_pct"
    known = [place for place in layer["places"] if place >= 0]
    assert [row[0] for row in counted(client, asked)] == [known.count(place) for place in range(9)]
    both = zip(layer["values"], layer["second"]["values"], layer["places"], strict=True)
    assert all(place < 0 for one, other, place in both if one is None or other is None)


def test_a_kreis_goes_with_its_land(client: TestClient) -> None:
    assert client.get("/karte/ebene", params=VIEW | {"kreis": "06440"}).json()["place"] == "06440"
    other = client.get("/karte/ebene", params=VIEW | {"kreis": "06440", "land": "05"}).json()
    assert other["place"] == "05"
    west, south, east, north = client.get("/karte/ebene", params=VIEW | {"land": "06"}).json()["bounds"]
    assert (7.7 < west < 7.9) and (49.3 < south < 49.5) and (10.1 < east < 10.3) and (51.5 < north < 51.7)


def test_classes_for_a_selection_are_offered_where_those_for_germany_say_little(client: TestClient) -> None:
    asked = {"i": "broadband_all_50_pct", "jahr": "2019", "land": "02", "klassen": "fest", "ebene": "gemeinde"}
    assert "Klassen für diese Auswahl</a>" not in client.get("/karte", params=asked).text, "one area needs no classes"
    asked = VIEW | {"i": "foreigners_pct", "land": "14"}
    page = client.get("/karte", params=asked).text
    assert "hält hier eine über 60" in page or "weniger als drei belegt" in page
    (national,), (own,) = layers(client, asked), layers(client, asked | {"klassen": "auswahl"})
    assert national["labels"] != own["labels"]


def test_the_page_holds_the_table_without_scripts(client: TestClient) -> None:
    page = client.get("/karte", params=VIEW | {"land": "06"}).text
    assert "<noscript>" in page
    assert page.count("Hessen") >= 50
    assert "selected>Siedlungsdichte" in page


def test_the_page_is_small(client: TestClient) -> None:
    page = client.get("/karte", params=VIEW)
    assets = (
        "maplibre-gl.js",
        "maplibre-gl.css",
        "atlas.css",
        "map.css",
        "map.js",
        "map_pane.js",
        "map_style.js",
        "map_table.js",
    )
    sizes = [len(client.get(f"/static/x/{name}").content) for name in assets]
    packed = [int(client.get(f"/static/x/{name}").headers["content-length"]) for name in assets]
    assert sum(sizes) > 900_000
    assert sum(packed) + len(page.content) < 400_000


@pytest.mark.slow
@pytest.mark.parametrize("level", ["verband", "gemeinde"])
def test_the_picture_that_the_map_begins_with_is_small_and_has_its_colours(client: TestClient, level: str) -> None:
    page = client.get("/karte", params={"ebene": level}).text
    day, night = re.search(r'srcset="([^"]+)"><img src="([^"]+)"', page).group(2, 1)  # type: ignore[union-attr]
    layer = client.get("/karte/ebene", params={"ebene": level}).json()["panes"][0]
    for address, colours in ((day, layer["colours"]), (night, layer["dark"])):
        picture = client.get(address.replace("&amp;", "&"), headers={"Accept-Encoding": "gzip"})
        assert int(picture.headers["content-length"]) <= 90_000
        assert all(f'fill="{colour}"' in picture.text for colour in colours)
        assert "lz" not in picture.text, "a path without steps ends all that follows it"


def test_for_grey_print_the_classes_below_the_middle_are_hatched_in_map_legend_and_files(client: TestClient) -> None:
    asked = PEOPLE | {"grau": "1"}
    assert client.get("/karte/ebene", params=asked).json()["panes"][0]["grey"] == [0, 1, 2]
    assert client.get("/karte/ebene", params=PEOPLE).json()["panes"][0]["grey"] == []
    script = client.get("/static/x/map_style.js").text
    for inks in layers(client, asked)[0]["lines"].values():
        assert len(inks) == 7
        assert all(f'": "{ink}"' in script for ink in inks), "the script has lines of each of these colours"
    for path in ("/karte", "/einbetten/karte"):
        page = client.get(path, params=asked).text
        assert page.count('class="day hatch"') == 3, path
        assert 'class="day hatch"' not in client.get(path, params=PEOPLE).text
        assert "grau=1" in page, "files and links keep it"
    assert "url(#hatch-" in client.get("/karte/karte.svg", params=asked | {"anzeigen": "1"}).text
    assert "url(#hatch-" not in client.get("/karte/karte.svg", params=PEOPLE | {"anzeigen": "1"}).text


def test_circles_begin_without_a_picture(client: TestClient) -> None:
    assert "anfang.svg" not in client.get("/karte", params={"i": "population"}).text


def test_the_map_gets_for_how_many_a_value_is_known_where_that_is_a_part(client: TestClient, edition: Edition) -> None:
    """As the page of the place says it, in words, and of those areas only: the others would be most of the data."""
    asked = {"i": "guest_beds_per_1000", "ebene": "verband"}
    areas = edition.areas(2024, level="verband")
    row = areas["verband"].to_list().index("071325010")  # 2 % of its people
    (layer,) = layers(client, asked)
    assert layer["covered"][str(row)] == " (für\N{NO-BREAK SPACE}2\N{NO-BREAK SPACE}%)"
    english = client.get("/en/karte/ebene", params=asked).json()["panes"][0]
    assert english["covered"][str(row)] == " (for\N{NO-BREAK SPACE}2%)"
    assert english["covered"].keys() == layer["covered"].keys()
    assert all(layer["values"][int(one)] is not None for one in layer["covered"])
    assert 300 < len(layer["covered"]) < areas.height / 4
    assert layers(client, {"i": "density", "ebene": "verband"})[0]["covered"] == {}
    assert all(one["covered"] == {} for one in layers(client, {"i": "type", "ebene": "verband"}))


@pytest.mark.slow
@pytest.mark.parametrize("level", ["verband", "gemeinde"])
def test_the_maps_data_are_small(client: TestClient, level: str) -> None:
    paths = (f"geometry?level={level}", f"attributes?level={level}", "geometry?level=land")
    total = sum(int(client.get(f"/api/v1/{path}").headers["content-length"]) for path in paths)
    assert total < (1_200_000 if level == "verband" else 1_500_000)


@pytest.mark.parametrize(
    "name",
    ["i", "i2", "art", "von", "stand", "stand2", "jahr", "ebene", "klassen", "typ", "lage", "land", "kreis", "trotz"],
)
@pytest.mark.slow
def test_no_parameter_breaks_the_map(client: TestClient, name: str) -> None:
    for value in ("", "nix", "-1", "9" * 40, "²", "\x00", "<i>x", "../x"):
        for path in ("/karte", "/karte/ebene", "/karte/karte.csv", "/en/karte", "/einbetten/karte"):
            answer = client.get(path, params=VIEW | {name: value})
            assert answer.status_code in (200, 404)
            assert "<i>x" not in answer.text


def test_places_to_compare_are_outlined_and_named(client: TestClient) -> None:
    """A town in its Verband's borders, a Kreis in its own; a group of towns has no place on a map."""
    asked = "i=density&jahr=2024&land=06&orte=06440002,06440&orte=mittelstadt"
    drawn = client.get(f"/karte/karte.svg?{asked}&anzeigen=1").text
    assert drawn.count('class="basket"') == 2 * 2, "a dark line on a light one"
    for name in ("Bad Nauheim", "Wetteraukreis"):
        assert f'font-weight="600">{name}</text>' in drawn
    assert "Umrandet sind die Orte des Vergleichs: Bad Nauheim, Wetteraukreis." in drawn
    assert "Karte: kleinstadt." in drawn
    page = client.get(f"/karte?{asked}").text
    assert "Im Vergleich: <b>3</b> <a href" in page
    body = page.split("<main")[1]
    assert body.count("Bad Nauheim, Wetteraukreis") == 1, "which they are is said once"
    assert 'href="/vergleich?orte=06440002,06440,mittelstadt"' in page
    assert 'name="orte" value="06440002,06440,mittelstadt"' in page, "the form keeps them"
    places = json.loads(html.unescape(re.findall(r'data-places="([^"]*)"', page)[0]))
    rows = {one["source"]: one["rows"] for one in places}
    verbaende = client.get("/api/v1/attributes?year=2024&level=verband").json()["key"]
    assert [verbaende[row] for row in rows["areas"]] == ["064400002"]


def test_a_value_of_germany_that_lacks_a_land_says_so(client: TestClient) -> None:
    """Bavaria's income tax of 2017 is missing."""
    page = client.get("/karte", params={"i": "income_tax_eur_per_head", "jahr": "2019", "stand": "2017"}).text
    assert re.search(r"Deutschland 449\s€ \(für\s84\s%\)", page)


@pytest.mark.parametrize(
    ("asked", "level"), [("ort=06440002", "gemeinde"), ("ort=064400002", "verband"), ("", "verband")]
)
def test_a_place_in_the_address_is_on_the_map(client: TestClient, asked: str, level: str) -> None:
    page = client.get(f"/karte?{asked}").text
    assert re.search(rf'<option value="{level}" selected>', page)
