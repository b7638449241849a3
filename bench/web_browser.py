"""`python -m bench.web_browser`: how soon pages can be used in a real browser, how soon a PDF is there.

Each page is opened in a fresh context of Debian's chromium, nothing kept from before, five times; medians. Of a map
the server's picture stands first. It can be used when the pointer is told what it is on, a click has opened that
place's panel and a key has brought it nearer: a reader who cannot wait tries all this in each frame from the start.
Later the map is painted whole. All are told by the page's own clock: looked at from outside, an answer would wait for
the frames that follow. There is no graphics card here: chromium paints the map on the processor.
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
IMPATIENT: Final = """
    let turn = 0, width;
    const once = (name) => performance.getEntriesByName(name).length || performance.mark(name);
    const tried = () => {
        const canvas = document.querySelector(".maplibregl-canvas"), shown = document.querySelector(".start img");
        if (width && (!shown || shown.getBoundingClientRect().width > 1.2 * width)) { once("map nearer"); return; }
        requestAnimationFrame(tried);
        if (!canvas || width) return;
        const box = canvas.getBoundingClientRect();
        const at = { clientX: box.left + box.width / 2 + turn++ % 2, clientY: box.top + box.height / 2, bubbles: true };
        const send = (kind) => canvas.dispatchEvent(new MouseEvent(kind, at));
        if (!document.getElementById("tafel").hidden) {
            once("map opened");
            width = shown ? shown.getBoundingClientRect().width : 1;
            canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "+", bubbles: true }));
        } else if (!document.querySelector(".tip").hidden) {
            once("map named");
            ["mousedown", "mouseup", "click"].forEach(send);
        } else send("mousemove");
    };
    document.addEventListener("DOMContentLoaded", tried);
"""
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
                _row(f"{path}: painted whole", [live for _, live in both])
                used = [_used(browser, path) for _ in range(ROUNDS)]
                for place, what in enumerate(("names what the pointer is on", "panel is open", "comes nearer")):
                    _row(f"{path}: {what}", [one[place] for one in used])
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
    """Seconds until the map's picture is painted, and until the live map is."""
    page = _page(browser)
    page.goto(f"http://127.0.0.1:{PORT}{path}", wait_until="commit")
    page.wait_for_selector(".pane[data-drawn]", timeout=60_000)
    live: float = page.evaluate("performance.getEntriesByName('map drawn')[0].startTime")
    picture: float = page.evaluate(LAST, "element") or live
    page.context.close()
    return picture / 1000, live / 1000


def _used(browser: "Browser", path: str) -> tuple[float, float, float]:
    """Seconds until the map names what the pointer is on, has opened its panel, and has begun to come nearer."""
    page = _page(browser)
    page.add_init_script(IMPATIENT)
    page.goto(f"http://127.0.0.1:{PORT}{path}", wait_until="commit")
    page.wait_for_selector(".pane[data-drawn]", timeout=60_000)
    marks = ["map named", "map opened", "map nearer"]
    named, opened, nearer = page.evaluate(
        "(names) => names.map((name) => performance.getEntriesByName(name)[0].startTime)", marks
    )
    page.context.close()
    return named / 1000, opened / 1000, nearer / 1000


def _fetched(path: str) -> float:
    started = time.perf_counter()
    fetch(path)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
