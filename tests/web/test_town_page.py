"""The town's page: portrait and findings first, themes closed, what machines are told, and the phone."""

import html
import json
import re
from io import BytesIO

import pytest
from browsing import PATIENCE
from pypdf import PdfReader
from starlette.testclient import TestClient

TOWN = "/stadt/05970004-bad-berleburg"


def test_the_portrait_comes_first_then_findings_then_figures(client: TestClient) -> None:
    page = client.get(TOWN).text
    sections = [f'id="{name}"' for name in ("fuenf", "zehn-jahre", "kennzahlen", "mehr")]
    places = [page.index(part) for part in ("ist eine größere Kleinstadt", *sections)]
    assert places == sorted(places)


def test_every_finding_names_year_and_source(client: TestClient) -> None:
    listed = re.findall(r"<ol class=\"findings\">(.*?)</ol>", client.get(TOWN).text, re.S)[0]
    found = re.findall(r"<li>(.*?)</li>", listed, re.S)
    assert len(found) == 5
    for one in found:
        assert re.search(r"Stand (Mitte |Ende )?20\d\d( / (Mitte |Ende )?20\d\d)?(,| ·)", one), "as people say it"
        assert not re.search(r"20\d\d-\d\d", one)
        assert "©" in one or "BBSR" in one
        assert re.search(r"von \d+", one)


def test_why_names_the_towns_own_numbers(client: TestClient) -> None:
    page = client.get(TOWN).text
    why = page[page.index("Warum ist das so eingestuft?") :][:2500]
    assert "Bad Berleburg: 18.833 Einwohner, Mittelzentrum (BBSR, Stand 2019)" in why
    assert "Grenzen der Klassen: 81.000, 183.000, 410.000" in why


def test_a_verband_is_told_as_one(client: TestClient) -> None:
    """Elbtalaue joined two Samtgemeinden, whose municipalities went on: nobody says that nothing joined it."""
    german, english = (client.get(f"{of}/verband/033545406-elbtalaue").text for of in ("", "/en"))
    assert "Verbände nach ihrer größten Gemeinde: 5.000 bis unter 10.000 Einwohner" in german
    assert "Elbtalaue: 21.197 Einwohner, am größten ist Dannenberg (Elbe) mit 8.316" in german
    assert "Verbände by their largest municipality: 5,000 to under 10,000 residents" in english
    assert "type of Kreis: Sparsely populated rural Kreise" in english
    assert "No other municipality has joined" not in english
    assert "No other municipality has joined" in client.get("/en/stadt/06434010-steinbach-taunus").text


def test_a_figure_that_is_the_verbands_says_so_without_a_click(client: TestClient) -> None:
    """Insel Hiddensee has the income tax of West-Rügen."""
    page = client.get("/stadt/13073040-insel-hiddensee").text
    card = page[page.index("<h3>Gemeindeanteil an der Einkommensteuer je Einwohner</h3>") :]
    assert re.search(r"<summary>2022, modelliert<span", card[: card.index("</li>")])
    card = page[page.index("<h3>Leerstandsquote</h3>") :]
    assert re.search(r"<summary>2022<span", card[: card.index("</li>")])


def test_a_page_of_early_borders_says_that_its_figures_are_not(client: TestClient) -> None:
    assert "Grenzen vom Ende des Jahres 2019; die Zahlen sind die neuesten" in client.get(f"{TOWN}?jahr=2019").text
    assert "Grenzen vom Ende des Jahres" not in client.get(TOWN).text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_machines_are_told_what_the_page_says(client: TestClient, prefix: str) -> None:
    page = client.get(prefix + TOWN).text
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[0])
    assert (data["@type"], data["name"]) == ("AdministrativeArea", "Bad Berleburg")
    assert data["identifier"]["value"] == "05970004"
    people = next(one for one in data["additionalProperty"] if one["propertyID"] == "population")
    assert (people["value"], people["valueReference"]) == (18833.0, "2023")
    assert data["description"] in html.unescape(page)
    assert re.search(r'<meta property="og:title" content="Bad Berleburg', page)
    assert re.search(r'<meta property="og:description" content="[^"]*\d', page)


@pytest.mark.browser
@pytest.mark.parametrize("path", [TOWN, "/en" + TOWN, "/verband/010545489-suedtondern"])
def test_on_a_phone_six_screens_at_most_stand_before_more(page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path, timeout=PATIENCE)
    assert page.locator(".top").bounding_box()["height"] <= 56
    assert page.locator("#mehr").bounding_box()["y"] <= 6 * 844
    page.evaluate("document.querySelectorAll('.more details').forEach((one) => { one.open = true; })")
    wide = (
        "(one) => one.getBoundingClientRect().right > 391 && !one.closest('.scroll')"  # a wide table scrolls by itself
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(f"[...document.querySelectorAll('main *')].filter({wide}).length") == 0


@pytest.mark.browser
def test_on_a_phone_menu_and_search_open_by_button_and_close_by_escape(page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(TOWN, timeout=PATIENCE)
    assert not page.get_by_role("link", name="Karte", exact=True).is_visible()
    page.get_by_role("button", name="Menü").click()
    assert page.get_by_role("link", name="Karte", exact=True).is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Karte", exact=True).is_visible()
    page.get_by_role("button", name="Suche", exact=True).click()
    page.keyboard.type("57319")
    page.get_by_role("option", name="Bad Berleburg").wait_for(timeout=PATIENCE)


def test_each_chart_is_a_file_with_title_source_and_borders(client: TestClient) -> None:
    for page in (TOWN, "/deutschland"):
        svg = client.get(f"{page}/diagramm/population-index.svg").text
        assert "Statistische Ämter des Bundes" in svg
        assert page in svg, "the address of the page"
        assert "&lt;svg" not in svg
        assert client.get(f"{page}/diagramm/population.png").content.startswith(b"\x89PNG")
    assert "Siegen" in client.get("/kreis/05970-siegen-wittgenstein/diagramm/mitglieder.csv").text
    asked = client.get(f"/en{TOWN}/diagramm/nothing.png")
    assert (asked.status_code, "There is no chart" in asked.text) == (404, True)


@pytest.mark.parametrize(
    ("prefix", "called", "not_called"), [("", "Deutschland", "Bund"), ("/en", "Germany", "Federation")]
)
def test_there_is_one_name_of_germany_on_a_page_and_on_its_papers(
    client: TestClient, prefix: str, called: str, not_called: str
) -> None:
    """It was "Bund" in the tables and "Deutschland" in the charts, for the same value."""
    for page in (TOWN, "/kreis/05970-siegen-wittgenstein", "/land/05-nordrhein-westfalen", "/deutschland"):
        text = re.sub(r"<[^>]+>", "\n", client.get(prefix + page).text)
        assert not re.search(rf"^\s*{not_called}\s*$|Land und {not_called}\b", text, re.M), page
    assert client.get(prefix + TOWN).text.count(f'<th scope="col" class="num">{called}</th>') > 5, "one a theme"
    for paper in (".pdf", "/blatt.pdf"):
        read = " ".join(
            one.extract_text() for one in PdfReader(BytesIO(client.get(prefix + TOWN + paper).content)).pages
        )
        assert called in read
        assert not re.search(rf"\b{not_called}\b", read), paper
