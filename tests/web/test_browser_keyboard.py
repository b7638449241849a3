"""The atlas by keyboard alone: every stop is to be seen, and all can be done."""

import re

import pytest
from browsing import MAP, PATIENCE, drawn, to

sync_api = pytest.importorskip("playwright.sync_api")
Page, expect = sync_api.Page, sync_api.expect

pytestmark = pytest.mark.browser


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("Stadt, Gemeinde oder Schlüssel").focus()
    page.keyboard.type("Suedtondern", delay=20)
    page.wait_for_selector("[data-of=Suedtondern] [role=option]", timeout=PATIENCE)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/verband/010545489-suedtondern")
    page.locator("#kennzahlen ~ .cards summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cards details[open]")).to_have_count(1)


def test_the_map_by_keyboard(page: Page) -> None:
    """From the page's start to a town's page in at most twelve presses; what is reached is said, Escape comes back."""
    page.goto(MAP)
    drawn(page, "settlement_density")
    page.wait_for_function("performance.getEntriesByName('map drawn').length > 0")
    to(page, "Zum Inhalt")
    page.keyboard.press("Enter")
    presses = 2 + len(to(page, "Karte, Tabelle folgt"))
    page.keyboard.press("ArrowRight")
    said = page.locator("#ansage")
    expect(said).to_contain_text(re.compile(r": [\d.]+.je km²"))
    page.keyboard.press("Enter")
    expect(page.locator("#tafel")).to_be_visible()
    expect(page.get_by_role("link", name="Zur Seite")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#tafel")).to_be_hidden()
    assert page.evaluate("document.activeElement.className").startswith("maplibregl-canvas")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Zur Seite")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/verband/**")
    assert presses + 3 <= 12


def test_the_maps_form_by_keyboard(page: Page) -> None:
    page.goto(MAP)
    drawn(page, "settlement_density")
    page.locator("#i").focus()
    to(page, "land")
    while page.locator("#land").input_value() != "06":  # typed letters count as one word only if they come quickly
        page.keyboard.press("ArrowDown")
    page.wait_for_url("**land=06**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Siedlungsdichte in Hessen, 2019")
    expect(page.locator("#land")).to_be_focused()
    assert to(page, "CSV")[-6:] == ["PNG", "PNG hochkant", "SVG", "PDF", "GeoPackage", "CSV"]


def test_a_comparison_by_keyboard(page: Page) -> None:
    page.goto("/vergleich")
    towns = (("Bad Nauh", "eim"), ("Butzb", "ach"), ("Friedberg (H", "essen)"))
    for count, (typed, meant) in enumerate(towns, start=1):
        to(page, "dazu")
        page.keyboard.type(typed, delay=20)
        expect(page.get_by_role("option").first).to_contain_text(typed + meant)  # suggestions of fewer letters go by
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".towns li")).to_have_count(count)
    to(page, "entfernen Butzbach")
    page.keyboard.press("Enter")
    expect(page.locator(".towns li")).to_have_count(2)
    assert page.url.endswith("orte=06440002,06440008")
    panel = page.get_by_role("slider").nth(1)
    panel.focus()
    page.keyboard.press("Home")
    assert panel.get_attribute("aria-valuetext") == "2013: Bad Nauheim 100,0; Friedberg (Hessen) 100,0"
    page.keyboard.press("ArrowRight")
    expect(page.locator(".told-values:visible")).to_contain_text("2014")
    page.keyboard.press("Escape")
    expect(page.locator(".told-values:visible")).to_have_count(0)


def test_suggestions_close_by_escape(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Stadt, Gemeinde oder Schlüssel").focus()
    page.keyboard.type("Halle", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("Halle (Saale)")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
