"""The atlas by keyboard alone: every stop is to be seen, and all can be done."""

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
    page.wait_for_selector("[role=option]", timeout=PATIENCE)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/verband/010545489-suedtondern")
    page.locator("#kennzahlen ~ .cards summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cards details[open]")).to_have_count(1)


def test_the_map_by_keyboard(page: Page) -> None:
    page.goto(MAP)
    drawn(page, "settlement_density")
    to(page, "Zum Inhalt")
    page.keyboard.press("Enter")
    passed = to(page, "land")
    assert passed[0] == "i"
    page.keyboard.type("Hessen")
    page.wait_for_url("**land=06**")
    expect(page.locator(".pane-legend")).to_contain_text("von 4.618")
    assert to(page, "CSV")[-4:] == ["PNG", "SVG", "GeoPackage", "CSV"]
    passed = to(page, "Tabelle der Karte")
    assert {"Karte 1", "Vergrößern", "Verkleinern"} <= set(passed)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/verband/06**")


def test_the_legend_folds_by_keyboard(page: Page) -> None:
    page.goto(MAP)
    drawn(page, "settlement_density")
    page.locator(".pane-legend summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pane-legend table")).to_be_hidden()


def test_a_comparison_by_keyboard(page: Page) -> None:
    page.goto("/vergleich")
    for typed, count in (("Bad Nauh", 1), ("Butzb", 2), ("Friedberg (H", 3)):
        to(page, "dazu")
        page.keyboard.type(typed, delay=20)
        page.wait_for_selector("[role=option]", timeout=PATIENCE)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".towns li")).to_have_count(count)
    to(page, "entfernen Butzbach")
    page.keyboard.press("Enter")
    expect(page.locator(".towns li")).to_have_count(2)
    assert page.url.endswith("orte=06440002,06440008")


def test_suggestions_close_by_escape(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Stadt, Gemeinde oder Schlüssel").focus()
    page.keyboard.type("Halle", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("Halle (Saale)")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
