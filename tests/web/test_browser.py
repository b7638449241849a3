"""The atlas in a real browser: as a planner uses it, in English, without scripts."""

import io
import sqlite3
from pathlib import Path

import polars as pl
import pytest
from browsing import MAP, PATIENCE, TOWN, drawn, keep

sync_api = pytest.importorskip("playwright.sync_api")
Page, Browser, expect = sync_api.Page, sync_api.Browser, sync_api.expect

pytestmark = pytest.mark.browser


def test_search_leads_to_the_profile_and_its_numbers(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Stadt, Gemeinde oder Schlüssel").type("Bad Naueim", delay=20)
    page.get_by_role("option").first.click()
    page.wait_for_url("**" + TOWN)
    page.get_by_label("Gebietsstand").select_option("2019")
    page.get_by_role("button", name="Zeigen").click()
    expect(page.get_by_text("32.447").first).to_be_visible()
    keep(page, "town")


def test_the_map_is_filtered_and_its_view_is_in_the_address(page: Page) -> None:
    page.goto(MAP)
    drawn(page, "settlement_density")
    expect(page.locator(".legend")).to_contain_text("1.000 bis unter 1.500")
    page.get_by_label("Land", exact=True).select_option("06")
    page.wait_for_url("**land=06**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Siedlungsdichte in Hessen, 2019")
    rows = page.locator("#karten-tabelle tbody tr td:nth-child(2)")
    expect(rows.first).to_have_text("Hessen")
    page.get_by_label("Was gezeigt wird").select_option("lage")
    drawn(page, "lage")
    keep(page, "map")


def test_two_maps_stand_side_by_side(page: Page) -> None:
    page.goto(MAP)
    drawn(page, "settlement_density")
    page.get_by_label("Zahl oder Typ").select_option("type")
    page.wait_for_selector(".pane:nth-of-type(2)[data-drawn=type]", timeout=PATIENCE)
    assert page.locator(".pane").count() == 2
    keep(page, "two-maps")


@pytest.mark.parametrize("form", ["PNG", "SVG", "GeoPackage", "CSV"])
def test_each_file_can_be_saved_and_opened(page: Page, form: str, tmp_path: Path) -> None:
    page.goto(MAP + "&land=10")
    drawn(page, "settlement_density")
    with page.expect_download(timeout=PATIENCE) as waiting:
        page.get_by_role("link", name=form, exact=True).click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    data = path.read_bytes()
    if form == "PNG":
        assert data.startswith(b"\x89PNG")
    elif form == "SVG":
        assert b"Siedlungsdichte" in data
    elif form == "CSV":
        assert set(pl.read_csv(io.BytesIO(data), infer_schema_length=0)["land"]) == {"10"}
    else:
        with sqlite3.connect(path) as base:
            assert base.execute("select count(*) from verband_2019").fetchone()[0] > 40


def test_a_map_without_borders_says_so(page: Page) -> None:
    page.context.route("**/api/v1/geometry**", lambda route: route.fulfill(status=500, body="broken"))
    page.goto(MAP)
    expect(page.locator(".waiting")).to_contain_text("ließ sich nicht laden")
    page.wait_for_timeout(600)  # "loading" is said after 0.4 s, and must not take the place of what failed before it
    expect(page.locator(".waiting")).to_contain_text("ließ sich nicht laden")
    expect(page.locator("#karten-tabelle tbody tr").first).to_be_visible()
    expect(page.locator(".pane[data-drawn]")).to_have_count(0)


def test_what_the_pointer_is_on_is_named(page: Page) -> None:
    page.goto(MAP)
    drawn(page, "settlement_density")
    page.locator(".pane .ground").hover(position={"x": 560, "y": 390})
    expect(page.locator(".pane .tip")).to_be_visible(timeout=PATIENCE)


def test_towns_are_compared(page: Page) -> None:
    page.goto(TOWN)
    page.get_by_role("link", name="Vergleichen").click()
    page.get_by_label("Ort hinzufügen").fill("Friedberg Hessen")
    page.get_by_role("button", name="Hinzufügen").click()
    expect(page.locator(".towns li")).to_have_count(2)
    keep(page, "compare")
    page.goto("/suche?q=Neustadt")
    page.locator("a.add").first.click()
    expect(page.locator(".main a[data-count]")).to_have_attribute("data-count", "3")
    page.get_by_role("link", name="Tabelle").click()
    page.locator("a.add").first.click()
    expect(page.locator("tr.within")).to_have_count(1)
    assert page.url.endswith(page.locator("tr.within a.add").get_attribute("data-compare"))
    page.locator("#korb a").click()
    expect(page.locator(".towns li")).to_have_count(4)


@pytest.mark.parametrize("path", ["/kreis/05970-siegen-wittgenstein", "/land/06-hessen"])
def test_a_region_takes_six_screens_of_a_phone_before_more(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    page.wait_for_function("document.querySelector('.smallmap').complete")  # the map has its height
    assert page.locator("#mehr").bounding_box()["y"] <= 6 * 844
    expect(page.locator("#liste")).to_have_attribute("open", "")


def test_an_unknown_name_keeps_the_comparison(page: Page) -> None:
    page.goto("/vergleich?orte=06440002,06440005")
    page.get_by_label("Ort hinzufügen").fill("Timbuktu")
    page.get_by_label("Ort hinzufügen").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Kein weiterer Ort namens „Timbuktu“")
    expect(page.locator(".towns li")).to_have_count(2)
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator(".towns li")).to_have_count(3)


def test_english_by_the_switch(page: Page) -> None:
    page.goto(TOWN)
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en" + TOWN)
    expect(page.get_by_role("heading", name="Ten key figures")).to_be_visible()


def test_pages_work_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(TOWN + "?jahr=2019", timeout=PATIENCE)
        expect(page.get_by_text("32.447").first).to_be_visible()
        page.goto(MAP, timeout=PATIENCE)
        expect(page.locator(".still")).to_be_visible()
        assert page.locator("#karten-tabelle tbody tr").count() == 50
