"""Every page in both languages, wide and on a phone, light and dark: axe finds nothing, nothing is cut off; print."""

import pytest
from browsing import PAGES, TOWN, drawn, findings, keep

sync_api = pytest.importorskip("playwright.sync_api")
Page, expect = sync_api.Page, sync_api.expect

pytestmark = pytest.mark.browser

SIZES_OF_TEXT = "fields => fields.map(one => parseFloat(getComputedStyle(one).fontSize))"
SIZES = {"wide": (1280, 900), "phone": (360, 740)}


# each language, width and scheme; English pages have the same elements, so that one look at some of them is enough
SEEN = {"de": (("wide", "light"), ("phone", "dark")), "en": (("wide", "dark"),)}
ENGLISH = ("start", "town", "map", "table", "compare", "search", "groups", "error")


@pytest.mark.parametrize(("name", "lang"), [*((name, "de") for name in PAGES), *((name, "en") for name in ENGLISH)])
def test_axe_finds_nothing_and_nothing_is_cut_off(page: Page, axe: str, name: str, lang: str) -> None:
    page.goto(("/en" if lang == "en" else "") + PAGES[name])
    if "map" in name:
        drawn(page, "settlement_density")
    page.evaluate(axe)
    said = []
    for size, scheme in SEEN[lang]:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        said += findings(page, f"{size}, {scheme}")
        keep(page, f"{name.replace(' ', '-')}-{lang}-{size}-{scheme}")
    assert said == []


def test_a_phone_from_the_start(page: Page) -> None:
    """Scripts measure the screen when a page opens, so that it must fit then as well."""
    page.set_viewport_size({"width": 360, "height": 740})
    for name in ("map", "town", "table", "compare"):
        page.goto(PAGES[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name


@pytest.mark.parametrize("path", [TOWN, PAGES["compare"], PAGES["table"], PAGES["twins"], PAGES["methods"]])
def test_print_is_light_and_holds_the_page_alone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 1000, "height": 1400})
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(path)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for part in (".top", ".foot", "form", "button"):
        assert not any(one.is_visible() for one in page.locator(part).all()), part
    assert page.evaluate("document.documentElement.scrollWidth") <= 1000
    if path == TOWN:
        assert page.locator(".origin summary").first.is_visible()  # the vintage of each number
    keep(page, f"print-{path.split('/')[1].split('?')[0]}")


@pytest.mark.parametrize("width", [1000, 1600, 2200])
def test_header_content_and_foot_begin_at_the_same_edge(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(PAGES["table"])
    edges = [page.locator(part).first.bounding_box()["x"] for part in (".brand", ".main a", "h1", ".foot p")]
    assert max(edges) - min(edges) < 1.5, edges


def test_on_a_phone_the_table_of_the_map_shows_its_values(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(PAGES["map"])
    drawn(page, "settlement_density")
    for cell in ("#wert-kopf", "#karten-tabelle tbody td.num"):
        box = page.locator(cell).first.bounding_box()
        assert box["x"] + box["width"] <= 360


def test_on_a_phone_wide_tables_are_cards(page: Page) -> None:
    """Name and values of each row are on the screen, and nothing scrolls sideways; no field makes the phone zoom in."""
    page.set_viewport_size({"width": 360, "height": 740})
    for path, table in ((PAGES["table"], ".listing"), (PAGES["compare"], ".sides"), ("/kreis/05970", ".members")):
        page.goto(path)
        box = page.locator(f".scroll:has({table})").first
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth"), path
        card = page.locator(f"{table} tbody tr").first
        assert card.locator("td[data-of]").first.is_visible()
        assert card.bounding_box()["height"] < 300
        sizes = page.locator("main :is(input, select)").evaluate_all(SIZES_OF_TEXT)
        assert min(sizes, default=16) >= 16, path


def test_a_table_begins_with_ten_rows_and_shows_the_others_when_asked(page: Page) -> None:
    page.goto("/tabelle?land=06")
    rows = page.locator(".listing tbody tr:visible")
    expect(rows).to_have_count(10)
    page.get_by_label("Weitere 90 zeigen").check()
    expect(rows).to_have_count(100)
    page.emulate_media(media="print")
    page.get_by_label("Weitere 90 zeigen").uncheck()
    expect(rows).to_have_count(100)


def test_no_legend_lies_on_the_country(page: Page) -> None:
    page.set_viewport_size({"width": 1920, "height": 900})
    page.goto(PAGES["two maps"])
    drawn(page, "settlement_density")
    for width in (1920, 1366, 360):
        page.set_viewport_size({"width": width, "height": 900})
        ground = page.locator("#karten").bounding_box()
        for legend in page.locator(".legend").all():
            box = legend.bounding_box()
            assert box["x"] + box["width"] <= ground["x"] or box["y"] + box["height"] <= ground["y"], width
