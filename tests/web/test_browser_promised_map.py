"""What is promised about the map, in a real browser: change, classes, circles, borders, slider, files, embedding."""

import io
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from browsing import PATIENCE, drawn

images = pytest.importorskip("PIL.Image")
sync_api = pytest.importorskip("playwright.sync_api")
Page, Browser, expect = sync_api.Page, sync_api.Browser, sync_api.expect

pytestmark = pytest.mark.browser

COUNTS = """rows => rows.map(row => [...row.querySelectorAll("td.num")]
  .map(one => Number(one.textContent.replace(/\\D/g, ""))))"""
FILLS = "swatches => swatches.map(one => one.getAttribute('fill'))"
RINGS = """svg => [[...svg.querySelectorAll('circle')].map(one => one.r.baseVal.value),
                   [...svg.querySelectorAll('text')].map(one => Number(one.textContent.replace(/\\D/g, '')))]"""
LABELS = "names => names.map(one => one.textContent)"


def counted(page: Page, legend: int = 0) -> list[list[int]]:
    """The counts of the classes that a legend shows, the highest class first."""
    return page.locator(".legend").nth(legend).locator("tr.class").evaluate_all(COUNTS)


def areas_of(page: Page) -> int:
    """How many areas the sentence under the title speaks of."""
    found = re.search(r"(?:von )?([\d.]+) Gemeinden", page.locator(".said").first.inner_text().split(" von ")[-1])
    assert found is not None
    return int(found[1].replace(".", ""))


def test_two_years_share_their_classes_and_a_third_map_shows_the_difference(page: Page) -> None:
    page.goto("/karte?i=broadband_all_1000_pct")
    drawn(page, "broadband_all_1000_pct")
    page.get_by_label("Zwei Jahre").check()
    page.wait_for_selector(".pane:nth-of-type(3)[data-drawn]", timeout=PATIENCE)
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Breitband ab 1000 Mbit/s, Ende 2018 und Mitte 2021: dieselben Klassen")
    expect(page.locator(".pane-head")).to_have_text(["Ende 2018", "Mitte 2021", re.compile("^Unterschied")])
    both, areas = counted(page), areas_of(page)
    assert [sum(column) for column in zip(*both, strict=True)] == [areas, areas]
    assert sum(row[0] for row in counted(page, 1)) == areas
    page.get_by_label("von", exact=True).select_option("2019-06")
    expect(title).to_have_text("Breitband ab 1000 Mbit/s, Mitte 2019 und Mitte 2021: dieselben Klassen")
    after = counted(page)
    assert [row[1] for row in after] == [row[1] for row in both], "one set of classes for all years"
    assert [row[0] for row in after] != [row[0] for row in both]


def test_a_land_is_zoomed_to_its_counts_are_its_areas_and_a_class_can_be_shown_alone(page: Page) -> None:
    page.goto("/karte?i=population_change_10y_pct")
    drawn(page, "population_change_10y_pct")
    page.get_by_label("Land", exact=True).select_option("06")
    expect(page.get_by_role("heading", level=1)).to_contain_text("in Hessen")
    assert sum(row[0] for row in counted(page)) == areas_of(page) < 500
    colours = [bytes.fromhex(fill[1:]) for fill in page.locator(".legend .swatch rect.day").evaluate_all(FILLS)[:7]]

    def painted() -> list[np.ndarray]:
        shown = images.open(io.BytesIO(page.locator("#karten").screenshot())).convert("RGB")
        seen = np.asarray(shown).astype(int)
        return [(np.abs(seen - list(colour)) < 3).all(axis=2) for colour in colours]

    page.wait_for_timeout(900)  # the view moves for 300 ms, and what it shows then is painted anew
    before = painted()
    coloured = np.any(before[:3] + before[4:], axis=0)  # without the middle class, which is nearly that of the land
    spans = [np.diff(np.percentile(one, (0.5, 99.5)))[0] for one in np.nonzero(coloured)]
    assert max(span / size for span, size in zip(spans, coloured.shape, strict=True)) >= 0.6
    page.get_by_role("button", name="5 bis unter 10", exact=True).click()
    page.wait_for_timeout(500)
    after = painted()
    assert after[1].sum() > before[1].sum() / 2
    assert sum(one.sum() for one in after[4:]) < sum(one.sum() for one in before[4:]) / 10


def test_counts_are_circles_and_the_slider_takes_the_panel_along(page: Page) -> None:
    page.goto("/karte?i=population&ebene=gemeinde&ort=05970004")
    drawn(page, "population")
    panel, title = page.locator("#tafel"), page.get_by_role("heading", level=1)
    expect(panel).to_contain_text("18.833")
    radii, numbers = page.locator(".legend svg.figure").evaluate(RINGS)
    assert [(one / radii[0]) ** 2 for one in radii] == pytest.approx([one / numbers[0] for one in numbers], rel=0.02)
    page.locator("#zeit").focus()
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text("Bevölkerung in Deutschland, 2022")
    expect(panel).to_contain_text("18.923")
    expect(panel.locator("h2")).to_have_text("Bad Berleburg")
    page.get_by_label("Was gezeigt wird").select_option("census_vacancy_pct")
    drawn(page, "census_vacancy_pct")
    assert page.locator(".legend svg.figure circle").count() == 0, "a rate is an area"


def test_euros_stand_before_an_english_number(page: Page) -> None:
    page.goto("/en/karte?i=income_tax_eur_per_head&ebene=gemeinde&ort=06440002")
    expect(page.locator("#tafel")).to_contain_text("€640", timeout=PATIENCE)


def test_types_growth_central_places_and_groups_have_their_legends(page: Page) -> None:
    page.goto("/karte?i=type&jahr=2019")
    drawn(page, "type")
    assert sum(row[0] for row in counted(page)) == areas_of(page) == 4410
    expect(page.locator(".legend tr.uninhabited")).to_contain_text("208")
    said = {
        "lage": "sehr peripher",
        "growth": "überdurchschnittlich wachsend",
        "central_place": "Mittelzentrum",
        "clusters": "hoch",
    }
    for kind, word in said.items():
        if kind == "clusters":
            page.get_by_label("Gebiet", exact=True).select_option("2024")
            expect(page.get_by_role("heading", level=1)).to_contain_text("2024")
        page.get_by_label("Was gezeigt wird").select_option(kind)
        drawn(page, kind)
        expect(page.locator(".legend tr.class").filter(has_text=word).first).to_be_visible()


def test_two_figures_lie_on_one_map_with_nine_counts(page: Page) -> None:
    page.goto("/en/karte?i=unemployed_share")
    drawn(page, "unemployed_share")
    page.get_by_label("Figure or type").select_option("census_vacancy_pct")
    page.wait_for_selector(".pane:nth-of-type(2)[data-drawn=census_vacancy_pct]", timeout=PATIENCE)
    page.get_by_label("They are shown").select_option("1")
    expect(page.locator(".pane")).to_have_count(1)
    rows = page.locator(".legend tr.class")
    expect(rows).to_have_count(9)
    fills = page.locator(".legend tr.class .swatch rect.day").evaluate_all(FILLS)
    assert len(set(fills)) == 9
    assert all(row[0] > 50 for row in counted(page))


def test_a_change_across_a_census_is_refused_and_then_told_without_growing(page: Page) -> None:
    page.goto("/karte?i=population&art=veraenderung&von=2009&stand=2023&jahr=2019")
    expect(page.get_by_role("status").first).to_contain_text("Zwischen 2009 und 2023 liegt eine neue Zählung")
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Wo die Einwohnerzahl seit 2013 wächst")
    page.get_by_role("link", name="Trotzdem zeigen").click()
    expect(title).to_have_text("Unterschied der Zählungen 2009 und 2023: Bevölkerung")
    assert not re.search("wächst|sinkt|steigt", page.locator(".map-head").inner_text())
    page.goto("/stadt/05970004-bad-berleburg")
    page.locator("#entwicklung > summary").click()
    line = page.locator("#d-population path.line.own")
    assert line.get_attribute("d").count("M") >= 2, "the line is broken where the census counted anew"


def test_an_address_brings_the_view_back_and_forth_however_places_are_joined(page: Page) -> None:
    page.goto("/karte?i=lage&orte=05970004&orte=05970040")
    drawn(page, "lage")
    outlined = page.locator("p.said", has_text="Umrandet sind").first.inner_text()
    page.get_by_label("Was gezeigt wird").select_option("type")
    drawn(page, "type")
    page.go_back()
    drawn(page, "lage")
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("Lage in Deutschland")
    page.go_forward()
    expect(title).to_contain_text("Stadt- und Gemeindetyp in Deutschland")
    page.goto("/karte?i=lage&orte=05970004,05970040")
    expect(page.locator("p.said", has_text="Umrandet sind").first).to_have_text(outlined)


def test_a_picture_carries_title_years_source_licence_and_counts(page: Page, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    page.goto("/karte?i=population&art=veraenderung&land=05&kreis=05970")
    saved = {}
    for form in ("SVG", "PDF"):
        with page.expect_download(timeout=PATIENCE) as waiting:
            page.get_by_role("link", name=form, exact=True).click()
        saved[form] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(saved[form])
    assert saved["SVG"].name == "bevoelkerung-veraenderung-2013-2023-siegen-wittgenstein.svg"
    said = {"PDF": "".join(one.extract_text() for one in pypdf.PdfReader(saved["PDF"]).pages)}
    page.set_content(saved["SVG"].read_text(encoding="utf-8"))  # the browser reads it
    said["SVG"] = page.evaluate("[...document.querySelectorAll('text')].map(one => one.textContent).join(' ')")
    title = "In sechs von elf Gemeinden sinkt die Einwohnerzahl"
    for form, text in said.items():
        plain = " ".join(text.split())
        for one in (
            title,
            "2013",
            "2023",
            "Gemeindeverzeichnis",
            "GeoNutzV",
            "1 bis unter 5 % gesunken",
            "GeoBasis-DE",
        ):
            assert one in plain, (form, one)


@pytest.fixture
def town_hall(address: str) -> Iterator[str]:
    """The address of a page on another server, with the map in a frame."""
    frame = f'<iframe src="{address}/einbetten/karte?i=type" width="560" height="640" title="Karte"></iframe>'

    class TownHall(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Rathaus</title>{frame}".encode())

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), TownHall) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_the_page_to_embed_stands_in_a_page_of_somebody_else(browser: Browser, town_hall: str) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(town_hall, timeout=PATIENCE)
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("heading", level=1)).to_have_text("Stadt- und Gemeindetyp in Deutschland, 2024")
        expect(frame.locator(".legend tr.class")).to_have_count(5)
        expect(frame.get_by_text("Quelle: BBSR 2021")).to_be_attached()
        expect(frame.get_by_role("link", name="Zum Atlas")).to_have_attribute("target", "_blank")
        assert frame.locator("img").first.evaluate("img => img.decode().then(() => img.naturalWidth)") > 0
        picture = images.open(io.BytesIO(frame.locator("img").first.screenshot())).convert("RGB")
        seen = np.unique(np.asarray(picture).reshape(-1, 3), axis=0).tolist()
        painted = {f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in seen}
        shown = frame.locator(".legend tr.class .swatch rect:visible").evaluate_all(FILLS)
        assert len(shown) == 5
        assert set(shown) <= painted, "the legend has the colours of the picture, in the dark too"
        assert frame.locator("script").count() == 0
        assert context.cookies() == []


def test_on_a_phone_a_chosen_town_stays_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/karte?i=population&art=veraenderung&land=05&kreis=05970&ort=059700004")
    drawn(page, "population")
    expect(page.locator("#tafel")).to_be_visible()
    page.locator("#karten").scroll_into_view_if_needed()
    name = page.locator(".named", has_text="Bad Berleburg")
    expect(name).to_be_visible(timeout=PATIENCE)
    label, sheet = name.bounding_box(), page.locator("#tafel").bounding_box()
    assert 0 < label["y"] < label["y"] + label["height"] < sheet["y"]
