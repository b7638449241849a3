"""Profiles, search, errors, languages, headers."""

import re

import polars as pl
import pytest
from starlette.testclient import TestClient

from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.edition.edition import Edition

TOWN = "/stadt/06440002-bad-nauheim"


def test_a_profile_shows_the_registers_number_of_people(client: TestClient) -> None:
    page = client.get(TOWN, params={"jahr": "2019"}).text
    assert "32.447" in page
    assert "Mittelstadt" in page


def test_a_profile_agrees_with_the_library(client: TestClient) -> None:
    page = client.get(TOWN, params={"jahr": "2019"}).text
    row = re.search(r'<tr id="residents_per_job">.*?</tr>', page, re.S)
    assert row is not None
    shown = re.findall(r'class="num[^"]*">([\d,]+)<', row.group())
    found = OpenedEdition().profile("06440002", 2019).themes["work"]
    own = next(figure for figure in found if figure.indicator.id == "residents_per_job")
    assert shown == [
        f"{value:.2f}".replace(".", ",") for value in (own.value, own.group.value, own.land.value, own.bund.value)
    ]


def test_the_own_group_is_type_and_lage(client: TestClient, edition: Edition) -> None:
    towns = edition.areas(2019, "gemeinde", ["population"]).filter(pl.col("population") > 0)
    own = towns.filter(pl.col("ags") == "06440002").row(0, named=True)
    same = towns.filter((pl.col("own_type") == own["own_type"]) & pl.col("lage").eq_missing(pl.lit(own["lage"])))
    lower = same.filter(pl.col("population") < own["population"]).height
    page = client.get(TOWN, params={"jahr": "2019"}).text
    assert f"höher als {lower} von {same.height}" in page


def test_a_verband_has_its_own_page(client: TestClient) -> None:
    page = client.get("/verband/010545489-suedtondern")
    assert page.status_code == 200
    assert "Niebüll" in page.text


def test_a_member_of_a_verband_points_to_it(client: TestClient) -> None:
    page = client.get("/stadt/01054088-niebuell").text
    assert "/verband/010545489-suedtondern" in page


@pytest.mark.parametrize("path", ["/stadt/06440002", "/stadt/06440002-something-else"])
def test_an_address_has_one_form(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (301, TOWN)


def test_english_by_prefix(client: TestClient) -> None:
    page = client.get("/en" + TOWN + "?jahr=2019").text
    assert 'lang="en"' in page
    assert "32,447" in page
    assert f'href="{TOWN}?jahr=2019"' in page
    assert client.get("/en/stadt/06440002").headers["location"] == "/en" + TOWN


def test_an_unknown_town_is_a_404_with_suggestions(client: TestClient) -> None:
    answer = client.get("/stadt/99999999-bad-naueim")
    assert answer.status_code == 404
    assert TOWN in answer.text


def test_a_former_municipality_names_its_successor(client: TestClient) -> None:
    answer = client.get("/stadt/06635005")
    assert answer.status_code == 404
    assert "Bromskirchen" in answer.text
    assert "allendorf-eder" in answer.text


@pytest.mark.parametrize("year", ["abc", "1", "99999999999999999999", "²", "-2019", "2019.0"])
def test_an_unknown_year_lists_the_known(client: TestClient, year: str) -> None:
    answer = client.get(TOWN, params={"jahr": year})
    assert answer.status_code == 404
    assert "1990" in answer.text


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    for path in ("/", TOWN, "/stadt/nix", "/api/v1/search?q=x", "/static/x/atlas.css", "/nix"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_no_page_asks_another_host_or_styles_inline(client: TestClient) -> None:
    for path in ("/", TOWN, "/suche?q=neustadt"):
        page = client.get(path).text
        assert not re.search(r'(?:src|action)="https?:', page)
        assert not re.search(r'<link[^>]+href="https?:', page)
        assert " style=" not in page
        assert "<style" not in page


@pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "atlas.css%00", "nix.css"])
def test_no_other_file_can_be_read(client: TestClient, name: str) -> None:
    assert client.get(f"/static/x/{name}").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/",
        TOWN,
        "/en" + TOWN,
        "/verband/010545489-suedtondern",
        "/suche?q=neustadt",
        "/zwillinge/064400002-bad-nauheim",
        "/gruppen?n=4",
        "/gruppen/karte.svg?n=4",
        "/vergleich?orte=06440002,06440005",
        "/tabelle?land=06",
        "/tabelle.csv?land=06",
        "/daten",
        "/bericht",
        "/karte",
        "/karte/ebene?i=density",
        "/karte/karte.csv?land=10",
        "/karte/karte.svg?land=10",
        "/api",
    ],
)
def test_a_page_is_sent_once(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    bare = client.head(path)
    assert (bare.status_code, bare.content) == (200, b"")
    assert bare.headers["etag"] == first.headers["etag"]


def test_each_language_is_a_page_of_its_own(client: TestClient) -> None:
    for path in (TOWN, "/gruppen/karte.svg?n=4", "/karte/karte.csv?land=10", "/suche?q=neustadt"):
        assert client.get("/en" + path).headers["etag"] != client.get(path).headers["etag"]


@pytest.mark.parametrize("path", [TOWN, "/api", "/api/v1/areas?level=land", "/api/v1/column/density", "/tabelle.csv"])
def test_forms_that_differ_in_bytes_share_no_strong_etag(client: TestClient, path: str) -> None:
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    bare = client.get(path, headers={"Accept-Encoding": "identity"})
    assert (packed.headers.get("content-encoding"), bare.headers.get("content-encoding")) == ("gzip", None)
    assert packed.headers["etag"] == bare.headers["etag"]
    assert bare.headers["etag"].startswith('W/"')
    for known in (bare.headers["etag"], bare.headers["etag"].removeprefix("W/"), f'"other", {bare.headers["etag"]}'):
        assert client.get(path, headers={"If-None-Match": known}).status_code == 304
    assert client.get(path, headers={"If-None-Match": 'W/"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("path", "kicker"),
    [
        ("/stadt/11000000-berlin", "Gemeinde · Deutschland"),
        ("/stadt/09563000-fuerth", "Gemeinde · Bayern · Deutschland"),
        (TOWN, "Gemeinde · Wetteraukreis · Hessen · Deutschland"),
    ],
)
def test_a_place_is_not_said_to_lie_in_itself(client: TestClient, path: str, kicker: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    told = re.search(r'<p class="kicker">(.*?)</p>', page.text)
    assert told
    assert re.sub("<[^>]+>", "", told[1]) == kicker


def test_abbreviations_in_names_are_explained(client: TestClient) -> None:
    page = client.get("/daten").text
    assert all(f" {short} " in page for short in ("GKSt", "VGem", "GVV", "VVG"))


def test_per_cent_as_each_language_writes_it(client: TestClient) -> None:
    for path in ("/", "/stadt/06635005", "/gruppen?n=4"):
        assert re.search(r"\d %", client.get(path).text)
        assert not re.search(r"\d %", client.get("/en" + path.removesuffix("/")).text)


def test_the_first_page_shows_findings_a_map_and_who_stands_behind_them(client: TestClient) -> None:
    page = client.get("/").text
    assert page.count('<p class="big">') == 3
    assert "Drei Befunde von heute" in page
    assert 'src="/deutschland/karte.svg"' in page
    assert "BBSR" in page.partition('id="wer"')[2]


def test_the_first_page_does_not_wait_for_figures(client: TestClient) -> None:
    site = client.app.state.site  # type: ignore[attr-defined]
    site.warm = False
    try:
        assert "Drei Befunde von heute" not in client.get("/").text
    finally:
        site.warm = True


@pytest.mark.parametrize(
    ("prefix", "names"), [("", "Karte Vergleich Tabelle Daten"), ("/en", "Map Compare Table Data")]
)
def test_the_menu_has_four_ways_and_the_rest_lies_behind_the_data(client: TestClient, prefix: str, names: str) -> None:
    page = client.get(prefix or "/").text
    menu = page[page.index('id="menue"') : page.index("</nav>")]
    assert re.findall(r">([^<]+)</a>", menu) == names.split()
    assert f'href="{prefix}/api"' in page[page.index("<footer") :]
    data = client.get(f"{prefix}/daten").text
    for path in ("/gruppen", "/bericht"):
        assert f'href="{prefix}{path}"' in data
        menu = client.get(prefix + path).text.partition("</nav>")[0]
        assert re.search(rf'href="{prefix}/daten" aria-current="page"', menu), "where one is"
