"""`python -m bench.web_browser`: how soon pages can be used in a real browser, how soon a PDF is there.

Each page is opened in a fresh context of Debian's chromium, nothing kept from before, five times; medians. The map can
be used when it is drawn whole, which it notes by the page's own clock ("map drawn"): looked at from outside, an answer
would wait for the frames that follow. There is no graphics card here: chromium paints the map on the processor.
"""

import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

from bench.web import PORT, START, fetch, until_answers, warm

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROUNDS: Final = 5
CHROMIUM: Final = "/usr/bin/chromium"
PAGES: Final = {
    "/": "main h1",
    "/stadt/06440002-bad-nauheim": "#themen",
    "/karte": ".pane[data-drawn]",
    "/karte?i=broadband_all_1000_pct&ebene=gemeinde": ".pane[data-drawn]",
}
PDFS: Final = ("stadt/06440002-bad-nauheim", "stadt/12061112-eichwalde", "verband/010545489-suedtondern")


def main() -> None:
    """Start a server, measure, print Markdown, stop the server."""
    from playwright.sync_api import sync_playwright

    server = subprocess.Popen(
        [sys.executable, "-c", START, "serve", "--port", str(PORT)], stdout=subprocess.PIPE, text=True
    )
    try:
        until_answers(server)
        warm()
        print("| what | s, median | s, most |\n| --- | ---: | ---: |")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--enable-unsafe-swiftshader"]
            )
            for path, sign in PAGES.items():
                _row(path, [_opened(browser, path, sign) for _ in range(ROUNDS)])
            browser.close()
        for part in PDFS:
            _row(f"/{part}.pdf", [_fetched(f"/{part}.pdf") for _ in range(ROUNDS)])
    finally:
        server.terminate()
        server.wait(20)


def _row(what: str, seconds: list[float]) -> None:
    print(f"| `{what}` | {statistics.median(seconds):.2f} | {max(seconds):.2f} |", flush=True)


def _opened(browser: "Browser", path: str, sign: str) -> float:
    """Seconds from asking for a page until what it is for can be seen; of a map by the page's own clock."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    started = time.perf_counter()
    page.goto(f"http://127.0.0.1:{PORT}{path}", wait_until="commit")
    page.wait_for_selector(sign, timeout=60_000)
    seconds = time.perf_counter() - started
    drawn: float | None = page.evaluate("performance.getEntriesByName('map drawn')[0]?.startTime")
    context.close()
    return drawn / 1000 if drawn else seconds


def _fetched(path: str) -> float:
    started = time.perf_counter()
    fetch(path)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
