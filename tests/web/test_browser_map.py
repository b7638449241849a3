"""The map in a real browser: filters zoom, the address brings everything back, panel and chip never stand together."""

import pytest
from browsing import PATIENCE, drawn, keep

sync_api = pytest.importorskip("playwright.sync_api")
Page, expect = sync_api.Page, sync_api.expect

pytestmark = pytest.mark.browser

CHANGE = "/karte?i=population&art=veraenderung&jahr=2019"
TITLE = "In sechs von elf Gemeinden sinkt die Einwohnerzahl"


def test_filter_panel_back_and_reload(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 900})
    page.goto(CHANGE + "&land=05")
    drawn(page, "population")
    page.get_by_label("Kreis", exact=True).select_option("05970")
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text(TITLE)
    names = page.locator(".named")
    expect(names).to_have_count(11, timeout=PATIENCE)
    page.wait_for_timeout(600)  # the view moves for 300 ms
    spots = [name.bounding_box() for name in names.all()]
    ground = page.locator("#karten").bounding_box()
    span = max(box["y"] for box in spots) - min(box["y"] for box in spots)
    assert span >= 0.5 * ground["height"], "the Kreis fills the map"

    page.locator(".pane .ground").click(position={"x": ground["width"] / 2, "y": ground["height"] / 2})
    panel = page.locator("#tafel")
    expect(panel).to_be_visible()
    expect(page.locator(".tip")).to_be_hidden()
    said = panel.locator("h2").inner_text()
    assert "ort=" in page.url
    keep(page, "map-kreis")
    page.reload()
    drawn(page, "population")
    expect(title).to_have_text(TITLE)
    expect(panel.locator("h2")).to_have_text(said)
    page.go_back()
    expect(title).to_have_text("Wo die Einwohnerzahl in Nordrhein-Westfalen seit 2013 wächst")
    expect(panel).to_be_hidden()
