"""`python -m bench.web_browser`: how soon pages can be used in a real browser, how soon a PDF is there.

Each page is opened in a fresh context of Debian's chromium, nothing kept from before, five times; medians. Of a map
the server's picture stands first; it can be used when it is drawn whole. Both are told by the page's own clock: looked
at from outside, an answer would wait for the frames that follow. There is no graphics card here: chromium paints the
map on the processor.
"""

import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

from bench.web import PORT, START, fetch, until_answers, warm

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROUNDS: Final = 5
LAST: Final = """(kind) => {
    const seen = new PerformanceObserver(() => {});
    seen.observe({ type: kind, buffered: true });
    return seen.takeRecords().at(-1)?.startTime;
}"""  # milliseconds until the last thing of a kind was painted
CHROMIUM: Final = "/usr/bin/chromium"
PAGES: Final = ("/", "/stadt/06440002-bad-nauheim")
MAPS: Final = ("/karte", "/karte?i=broadband_all_1000_pct&ebene=gemeinde")
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
            for path in PAGES:
                _row(path, [_opened(browser, path) for _ in range(ROUNDS)])
            print(f"| `/`, kB sent | {_sent(browser):.0f} | |")
            for path in MAPS:
                both = [_drawn(browser, path) for _ in range(1 + ROUNDS)][1:]  # the server has it ready
                _row(f"{path}: picture", [picture for picture, _ in both])
                _row(f"{path}: live map", [live for _, live in both])
            browser.close()
        for part in PDFS:
            _row(f"/{part}.pdf", [_fetched(f"/{part}.pdf") for _ in range(ROUNDS)])
    finally:
        server.terminate()
        server.wait(20)


def _row(what: str, seconds: list[float]) -> None:
    print(f"| `{what}` | {statistics.median(seconds):.2f} | {max(seconds):.2f} |", flush=True)


def _page(browser: "Browser") -> "Page":
    return browser.new_context(viewport={"width": 1280, "height": 800}).new_page()


def _opened(browser: "Browser", path: str) -> float:
    """Seconds from asking for a page until its largest part is painted, by the page's own clock."""
    page = _page(browser)
    page.goto(f"http://127.0.0.1:{PORT}{path}", wait_until="load")
    page.wait_for_timeout(300)
    painted: float = page.evaluate(LAST, "largest-contentful-paint")
    page.context.close()
    return painted / 1000


def _sent(browser: "Browser") -> float:
    """Kilobytes that the first page costs, as they are sent."""
    page = _page(browser)
    page.goto(f"http://127.0.0.1:{PORT}/", wait_until="networkidle")
    found: float = page.evaluate(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".reduce((sum, one) => sum + one.transferSize, 0)"
    )
    page.context.close()
    return found / 1000


def _drawn(browser: "Browser", path: str) -> tuple[float, float]:
    """Seconds until the map's picture is painted, and until the live map is drawn."""
    page = _page(browser)
    page.goto(f"http://127.0.0.1:{PORT}{path}", wait_until="commit")
    page.wait_for_selector(".pane[data-drawn]", timeout=60_000)
    live: float = page.evaluate("performance.getEntriesByName('map drawn')[0].startTime")
    picture: float = page.evaluate(LAST, "element") or live
    page.context.close()
    return picture / 1000, live / 1000


def _fetched(path: str) -> float:
    started = time.perf_counter()
    fetch(path)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
