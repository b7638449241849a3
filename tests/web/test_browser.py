"""The atlas in a real browser: as a planner uses it, on a phone, by keyboard, in English, and judged by axe."""

import io
import shutil
import socket
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import polars as pl
import pytest
import uvicorn

from kleinstadt.web.app import create_app

sync_api = pytest.importorskip("playwright.sync_api")
Page, Browser, expect = sync_api.Page, sync_api.Browser, sync_api.expect

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
PATIENCE = 60_000  # milliseconds: drawing without a graphics card on a busy machine
TOWN = "/stadt/06440002-bad-nauheim"
MAP = "/karte?i=settlement_density&jahr=2019&ebene=verband"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BUILD = Path(__file__).parent.parent.parent / "build"
PAGES = {
    "start": "/",
    "town": TOWN,
    "verband": "/verband/010545489-suedtondern",
    "map": MAP,
    "two maps": MAP + "&i2=lage",
    "compare": "/vergleich?orte=06440002,06440005",
    "empty compare": "/vergleich",
    "table": "/tabelle?land=06",
    "twins": "/zwillinge/064400002-bad-nauheim",
    "groups": "/gruppen?n=4&art=ward",
    "reports": "/bericht",
    "methods": "/daten",
    "api": "/api",
    "search": "/suche?q=Neustadt",
    "error": "/stadt/99999999-bad-naueim",
    "english": "/en" + TOWN,
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(create_app(ahead=False), log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium here")
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails its test when a script fails, or when it asks another host for anything."""
    opened = browser.new_page(base_url=address, viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    opened.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    opened.on("request", lambda asked: wrong.append(asked.url) if not _own(asked.url, address) else None)
    yield opened
    opened.close()
    assert wrong == []


def _own(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))


def drawn(page: Page, indicator: str) -> None:
    """Wait until the map shows an indicator, all areas painted."""
    page.wait_for_selector(f".pane[data-drawn={indicator}]", timeout=PATIENCE)


def keep(page: Page, name: str) -> None:
    """A screenshot among the build's artefacts."""
    folder = BUILD / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")


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
    expect(page.locator(".pane-legend")).to_contain_text("1.000 bis unter 1.500")
    page.get_by_label("Land", exact=True).select_option("06")
    page.wait_for_url("**land=06**")
    expect(page.locator(".pane-legend")).to_contain_text("von 4.618")
    rows = page.locator("#karten-tabelle tbody tr td:nth-child(2)")
    expect(rows.first).to_have_text("Hessen")
    page.get_by_label("Was gezeigt wird").select_option("lage")
    drawn(page, "lage")
    keep(page, "map")


def test_two_maps_stand_side_by_side(page: Page) -> None:
    page.goto(MAP)
    drawn(page, "settlement_density")
    page.get_by_label("Indikator oder Typ").select_option("type")
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


def test_towns_are_compared(page: Page) -> None:
    page.goto(TOWN)
    page.get_by_role("link", name="Vergleichen").click()
    page.get_by_label("Ort hinzufügen").fill("Friedberg Hessen")
    page.get_by_role("button", name="Hinzufügen").click()
    expect(page.locator(".towns li")).to_have_count(2)
    keep(page, "compare")


def test_english_by_the_switch(page: Page) -> None:
    page.goto(TOWN)
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en" + TOWN)
    expect(page.get_by_role("heading", name="Ten key figures")).to_be_visible()


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


@pytest.mark.parametrize("name", list(PAGES))
def test_nothing_is_wider_than_a_phone(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(PAGES[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    keep(page, f"phone-{name.replace(' ', '-')}")


def test_pages_work_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(TOWN + "?jahr=2019", timeout=PATIENCE)
        expect(page.get_by_text("32.447").first).to_be_visible()
        page.goto(MAP, timeout=PATIENCE)
        expect(page.locator(".still")).to_be_visible()
        assert page.locator("#karten-tabelle tbody tr").count() == 50


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core: from build/axe.min.js, else fetched once as an npm package."""
    kept = BUILD / "axe.min.js"
    if not kept.is_file():
        if shutil.which("npm") is None:
            pytest.skip("no axe-core: put axe.min.js into build/")
        BUILD.mkdir(exist_ok=True)
        fetched = subprocess.run(
            ["npm", "pack", "axe-core@4", "--pack-destination", str(BUILD)], capture_output=True, text=True, check=False
        )
        if fetched.returncode:
            pytest.skip("axe-core cannot be fetched here")
        with tarfile.open(BUILD / fetched.stdout.split()[-1]) as packed:
            kept.write_bytes(packed.extractfile("package/axe.min.js").read())
    return kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(PAGES))
def test_axe_finds_nothing(page: Page, axe: str, name: str) -> None:
    page.goto(PAGES[name])
    if "map" in name:
        drawn(page, "settlement_density")
    page.evaluate(axe)
    said = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")
        said += [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"][:3]]
    assert said == []
