"""Opens a report in chromium and fails when something that should be there is not.

Usage: python .ci/check_report.py REPORT_FOLDER SCREENSHOT_FOLDER
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from kleinstadt.report.contents.items import ITEMS
from kleinstadt.report.tables.catalogue import TABLES

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREENS: Final = {"desktop": (1280, 900), "phone": (390, 844)}

# No page has room for two maps, and there is a title.
FEWEST_PDF_PAGES: Final = sum(item.kind == "map" for item in ITEMS.values()) + 1
EMPTY_FROM: Final = 0.6  # a page on which nothing stands below this part of its height is half empty
FOOTER: Final = 0.93  # where the page's number stands


def files_missing(folder: Path) -> list[str]:
    """Tables as CSV and XLSX, pictures as SVG and PNG, pages."""
    wanted = [f"{name}.{form}" for name in TABLES for form in ("csv", "xlsx")]
    wanted += [f"{item.id}.{form}" for item in ITEMS.values() if item.kind != "table" for form in ("svg", "png")]
    wanted += ["index.html", "ledger.html", "ledger.csv", "report.pdf"]
    return [f"no file {name}" for name in wanted if not (folder / name).is_file() or not (folder / name).stat().st_size]


def pdf_faults(path: Path) -> list[str]:
    """Too few pages, or an item of the contents that the text does not name."""
    text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    pages = text.count("\f")
    faults = [] if pages >= FEWEST_PDF_PAGES else [f"report.pdf has {pages} pages instead of {FEWEST_PDF_PAGES}"]
    faults += [f"report.pdf: page {page} is half empty" for page in half_empty(path)]
    return faults + [f"report.pdf: no {item.label('de')}" for item in ITEMS.values() if item.label("de") not in text]


def half_empty(path: Path) -> list[int]:
    """Numbers of the pages that end well above their foot."""
    drawn = subprocess.run(["pdftoppm", "-r", "20", "-gray", path], check=True, capture_output=True).stdout
    found, number = [], 0
    while drawn:
        _, wide, tall, rest = drawn[:2], *map(int, drawn[3:].split(b"\n", 1)[0].split()), drawn
        start = len(drawn) - len(rest.split(b"\n", 3)[3])
        rows = [drawn[start + wide * row : start + wide * (row + 1)] for row in range(int(tall * FOOTER))]
        number += 1
        lowest = max((row for row, dots in enumerate(rows) if min(dots) < 200), default=0)
        found += [number] if lowest < EMPTY_FROM * tall else []
        drawn = drawn[start + wide * tall :]
    return found


def page_faults(browser: Browser, path: Path, shots: Path) -> list[str]:
    """What is wrong with one page, on a large screen and on a phone; leaves screenshots."""
    return [
        f"{path.name} ({screen}): {fault}"
        for screen in SCREENS
        for fault in screen_faults(browser, path, screen, shots / f"{path.stem}-{screen}.png")
    ]


def screen_faults(browser: Browser, path: Path, screen: str, shot: Path) -> list[str]:
    """What is wrong with one page on one screen."""
    faults: list[str] = []
    width, height = SCREENS[screen]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.on("console", lambda said: faults.append(f"console: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("requestfailed", lambda request: faults.append(f"not loaded: {request.url}"))
    page.goto(path.resolve().as_uri())
    faults += images_broken(page) + links_dead(page, path.parent)
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        faults.append("scrolls sideways")
    if path.name == "index.html":
        faults += items_missing(page)
    elif page.evaluate(
        "[...document.querySelectorAll('table')].some(t => t.getBoundingClientRect().right > innerWidth)"
    ):
        faults.append("a table is cut off at the right")
    page.screenshot(path=shot, full_page=screen == "desktop")
    page.close()
    return faults


def items_missing(page: Page) -> list[str]:
    """Items of the contents without a heading, a picture or rows."""
    faults = []
    for item in ITEMS.values():
        inside = "tbody tr" if item.kind == "table" else "img"
        if not page.locator(f"article#{item.id} h3").count():
            faults.append(f"no {item.id}")
        elif not page.locator(f"article#{item.id} {inside}").count():
            faults.append(f"{item.id} is empty")
    return faults


def images_broken(page: Page) -> list[str]:
    """Images that do not show; those further down are loaded first."""
    broken = page.evaluate(
        """async () => {
            const images = [...document.images];
            images.forEach(image => { image.loading = 'eager'; });
            await Promise.allSettled(images.map(image => image.decode()));
            return images.filter(image => !image.naturalWidth).map(image => image.src);
        }"""
    )
    return [f"image does not show: {source}" for source in broken]


def links_dead(page: Page, folder: Path) -> list[str]:
    """Links to places on the page, or files beside it, that do not exist."""
    targets = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    dead = []
    for target in dict.fromkeys(targets):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        there = (folder / name).is_file() if name else page.locator(f"[id='{anchor}']").count() == 1
        if not there:
            dead.append(f"dead link {target}")
    return dead


def chromium() -> str:
    """Where the browser is."""
    named = os.environ.get("KLEINSTADT_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        sys.exit("No chromium here; install it, or name it in KLEINSTADT_CHROMIUM.")
    return found


def main(folder: Path, shots: Path) -> None:
    """Look at everything, then tell all faults at once."""
    shots.mkdir(parents=True, exist_ok=True)
    faults = files_missing(folder)
    if (folder / "report.pdf").is_file():
        faults += pdf_faults(folder / "report.pdf")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for name in ("index.html", "ledger.html"):
            if (folder / name).is_file():
                faults += page_faults(browser, folder / name, shots)
        browser.close()
    if faults:
        sys.exit("\n".join([f"{folder} lacks something:", *faults]))
    print(f"{folder}: {len(ITEMS)} items, all there; screenshots in {shots}.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
