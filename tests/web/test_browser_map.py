"""The map in a real browser: filters zoom, the address brings everything back, panel and chip never stand together."""

import io
import re
from typing import Any

import numpy as np
import pytest
from browsing import PATIENCE, drawn, keep

images = pytest.importorskip("PIL.Image")
sync_api = pytest.importorskip("playwright.sync_api")
Page, expect = sync_api.Page, sync_api.expect

pytestmark = pytest.mark.browser

CHANGE = "/karte?i=population&art=veraenderung&jahr=2019"
BOXES = """() => [...document.querySelectorAll(".names .name > span")].map((name) => {
  const box = name.getBoundingClientRect();
  return [name.textContent, box.left, box.top, box.right, box.bottom, parseFloat(getComputedStyle(name).fontSize)];
})"""
FILLS_HALF = """() => {
  const tops = [...document.querySelectorAll(".named")].map((name) => name.getBoundingClientRect().top);
  const span = Math.max(...tops) - Math.min(...tops);
  return tops.length === 11 && span >= document.querySelector("#karten").clientHeight / 2;
}"""
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
    # The view moves for 300 ms, and names are drawn anew meanwhile: ask for all of them in one script.
    page.wait_for_function(FILLS_HALF, timeout=PATIENCE)
    ground = page.locator("#karten").bounding_box()

    page.locator(".pane .ground").click(position={"x": ground["width"] / 2, "y": ground["height"] / 2})
    panel = page.locator("#tafel")
    expect(panel).to_be_visible()
    expect(page.locator(".tip")).to_be_hidden()
    said = panel.locator("h2").inner_text()
    panel.get_by_role("link", name="+ Vergleich").click()
    expect(page.locator("p.said", has_text=f"Umrandet sind die Orte des Vergleichs: {said}.")).to_be_visible()
    expect(page.locator("#korb")).to_contain_text("Im Vergleich: 1")
    expect(panel.locator("a.add")).to_have_text("im Vergleich")
    assert "ort=" in page.url
    keep(page, "map-kreis")
    page.reload()
    drawn(page, "population")
    expect(title).to_have_text(TITLE)
    expect(panel.locator("h2")).to_have_text(said)
    page.go_back()
    expect(title).to_have_text("Wo die Einwohnerzahl in Nordrhein-Westfalen seit 2013 wächst")
    expect(panel).to_be_hidden()


def test_the_live_map_takes_the_place_of_its_picture_without_a_jump(page: Page) -> None:
    def seen() -> np.ndarray:
        return np.asarray(images.open(io.BytesIO(page.locator("#karten").screenshot())).convert("RGB")).astype(int)

    page.route("**/karte/ebene?*", lambda route: None)  # not answered: the picture stays
    page.goto("/karte")
    page.wait_for_function("document.querySelector('.start img').complete")
    picture = seen()
    page.unroute("**/karte/ebene?*")
    page.reload()
    drawn(page, "type")
    assert page.locator(".start").count() == 0
    live = seen()
    painted = (picture < 200).any(axis=2)  # neither paper nor land

    def alike(right: int, down: int) -> float:
        moved = np.roll(live, (-down, -right), axis=(0, 1))
        return float((np.abs(moved - picture).max(axis=2) < 40)[painted].mean())

    shifts = [(right, down) for right in (-3, 0, 3) for down in (-3, 0, 3)]
    assert max(shifts, key=lambda shift: alike(*shift)) == (0, 0)


def test_the_map_can_be_used_before_it_is_painted(page: Page) -> None:
    """Hover, click, legend, keys and zoom work on the picture that the map begins with."""
    page.route("**/ground.json", lambda route: None)  # never answered: the map is never painted whole
    page.goto("/karte?i=settlement_density&jahr=2019")
    page.wait_for_function("() => performance.getEntriesByName('map usable').length > 0", timeout=PATIENCE)
    picture, tip, ground = page.locator(".start img"), page.locator(".tip"), page.locator(".pane .ground")
    ground.hover(position={"x": 560, "y": 390})
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("je km²")
    expect(page.locator(".marks .marked path.line")).to_have_count(1)
    shown = page.locator(".marks .marked path.line").bounding_box()
    around = ground.bounding_box()
    assert shown["x"] <= around["x"] + 560 <= shown["x"] + shown["width"]
    assert shown["y"] <= around["y"] + 390 <= shown["y"] + shown["height"]

    only = page.locator(".legend .only").first
    only.click()
    veil = page.locator(".marks .veil path.line")
    expect(veil).to_have_count(1)
    only.click()
    expect(veil).to_have_count(0)
    expect(only).to_have_attribute("aria-pressed", "false")

    ground.click(position={"x": 560, "y": 390})
    expect(page.locator("#tafel")).to_be_visible()
    expect(page.locator(".marks .chosen path.line")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#tafel")).to_be_hidden()

    before = picture.bounding_box()
    page.locator(".maplibregl-canvas").focus()
    page.keyboard.press("+")
    wider = "(least) => document.querySelector('.start img').getBoundingClientRect().width > least"
    page.wait_for_function(wider, arg=1.9 * before["width"])
    page.keyboard.press("ArrowRight")
    expect(page.locator("#ansage")).to_contain_text("je km²")
    assert page.locator(".pane[data-drawn]").count() == 0
    assert page.locator(".start").count() == 1


def test_the_panel_says_for_how_many_of_the_people_a_value_is_known(page: Page) -> None:
    """Altenkirchen-Flammersfeld's guest beds are those of 2 % of its people; its page says so as well."""
    page.goto("/karte?i=guest_beds_per_1000&land=07&ort=071325010")
    drawn(page, "guest_beds_per_1000")
    panel = page.locator("#tafel")
    expect(panel.locator("h2")).to_have_text(re.compile("Altenkirchen-Flammersfeld"), timeout=PATIENCE)
    expect(panel).to_contain_text(re.compile(r"754.*\(für\s2\s%\)"))


def test_a_class_of_the_legend_is_shown_alone_and_all_come_back(page: Page) -> None:
    def seen() -> np.ndarray:
        return np.asarray(images.open(io.BytesIO(page.locator("#karten").screenshot())).convert("RGB")).astype(int)

    def differs(first: np.ndarray, other: np.ndarray) -> float:
        return float((np.abs(first - other).max(axis=2) > 24).mean())

    page.goto("/karte")
    drawn(page, "type")
    page.wait_for_timeout(300)
    whole = seen()
    only = page.locator(".legend .only").last
    only.click()
    page.mouse.move(5, 5)
    page.wait_for_timeout(1500)
    assert differs(whole, seen()) > 0.1
    only.click()
    page.mouse.move(5, 5)
    page.wait_for_timeout(1500)
    assert differs(whole, seen()) < 0.001


def test_the_grey_print_is_chosen_on_the_page_and_kept_in_the_address(page: Page) -> None:
    page.goto("/karte?i=population_change_10y_pct")
    drawn(page, "population_change_10y_pct")
    assert page.locator(".legend .hatch").count() == 0
    page.get_by_label("Schwarz-Weiß-Druck").check()
    expect(page.locator(".legend .hatch.day")).to_have_count(3)
    assert "grau=1" in page.url
    page.reload()
    drawn(page, "population_change_10y_pct")
    expect(page.get_by_label("Schwarz-Weiß-Druck")).to_be_checked()
    keep(page, "map-grey")
    page.get_by_label("Schwarz-Weiß-Druck").uncheck()
    expect(page.locator(".legend .hatch")).to_have_count(0)
    assert "grau" not in page.url


def test_names_find_room_at_every_scale(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(CHANGE + "#5.4/51/10.2")
    drawn(page, "population")
    for where in ("5.4/51/10.2", "7/51.45/7.2", "8.2/48.8/9.2", "9.6/51/8.3", "11/51/8.3"):
        page.evaluate("(to) => { location.hash = to; }", where)
        zoom = float(where.split("/")[0])
        page.wait_for_selector(f".names[data-zoom='{zoom:.2f}'] .name", state="attached")
        boxes = page.evaluate(BOXES)
        assert len(boxes) >= 5, where
        assert min(size for *_, size in boxes) >= 11
        crossed = [
            (name, other)
            for at, (name, a, b, c, d, _) in enumerate(boxes)
            for other, p, q, r, s, _ in boxes[at + 1 :]
            if a < r and p < c and b < s and q < d
        ]
        assert crossed == [], where


def test_on_a_phone_the_sheet_leaves_the_chosen_town_free(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(CHANGE + "&land=05&ort=059700004")
    drawn(page, "population")
    legend = page.locator(".legend .swatch").first.bounding_box()
    assert legend["y"] + legend["height"] < 844, "colours are seen without a tap"
    sheet, handle = page.locator("#tafel"), page.locator("#tafel .handle")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("Median von")
    expect(sheet).to_contain_text("Deutschland: +4,8 %")
    assert sheet.bounding_box()["height"] == 96
    page.locator("#karten").scroll_into_view_if_needed()
    keep(page, "map-sheet")
    handle.click()
    assert sheet.bounding_box()["height"] == 422
    box = handle.bounding_box()
    page.mouse.move(box["x"] + 195, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 195, box["y"] - 300, steps=3)
    page.mouse.up()
    assert sheet.get_attribute("data-size") == "full"
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


@pytest.mark.parametrize("width", [360, 560, 799, 800, 1366])
def test_names_of_an_embedded_map_are_large_enough_and_the_legend_stands_below_where_it_is_narrow(
    page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/einbetten/karte")
    drawn_map, legend = (
        page.locator(".embedded-map img").bounding_box(),
        page.locator(".embedded-map > div").bounding_box(),
    )
    least = min(width - 32, 500)  # of the picture's 700 units; its smallest names are 11.5 of them high
    assert drawn_map["width"] >= least
    assert (legend["y"] > drawn_map["y"] + drawn_map["height"] - 1) == (width < 800)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_on_the_map_can_be_read_in_forced_colours(page: Page, scheme: str) -> None:
    """The map keeps its colours there, as pictures do; letters in the colour of their edge would be blots."""
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    page.goto("/karte?ort=08436049")
    name = page.locator(".name > span", has_text="Isny im Allgäu").first
    expect(name).to_be_visible(timeout=PATIENCE)
    seen = np.asarray(images.open(io.BytesIO(page.screenshot(clip=name.bounding_box()))).convert("L"))
    dark, light = (seen < 90).mean(), (seen > 180).mean()
    letters, edge = (dark, light) if scheme == "light" else (light, dark)
    assert 0.01 < letters < edge, (letters, edge)


@pytest.mark.parametrize("ink", ["#222222", "#ffffff"])
def test_hatched_circles_have_the_lines_that_the_layer_names(page: Page, ink: str) -> None:
    """Light lines on dark circles, dark ones on light circles, as in the legend."""

    def inked(route: Any) -> None:
        answer = route.fetch()
        scene = answer.json()
        scene["panes"][0]["lines"] = {scheme: [ink, ink] for scheme in ("light", "dark")}
        route.fulfill(response=answer, json=scene)

    page.route("**/karte/ebene?*", inked)
    seen = []
    for grey in ("", "&grau=1"):
        page.goto(f"/karte?i=commuter_balance_persons{grey}")
        drawn(page, "commuter_balance_persons")
        page.wait_for_timeout(300)
        shot = page.locator(".maplibregl-canvas").screenshot()
        seen.append(np.asarray(images.open(io.BytesIO(shot)).convert("L")).astype(int))
    lines = (seen[1] - seen[0])[np.abs(seen[1] - seen[0]) > 20]
    assert len(lines) > 200
    assert (float(lines.mean()) > 0) == (ink == "#ffffff")
