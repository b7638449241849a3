"""What tests in a real browser share: pages, patience, screenshots."""

import shutil
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# maps need WebGL, which a software renderer draws; the rest of a page is painted without it, in a third of the time
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-gpu-compositing",
    "--disable-gpu-rasterization",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
PATIENCE = 60_000  # milliseconds: drawing without a graphics card on a busy machine
TOWN = "/stadt/06440002-bad-nauheim"
MAP = "/karte?i=settlement_density&jahr=2019&ebene=verband"
DESK = "/plan/05970004-bad-berleburg"
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
    "former": "/stadt/06635005",
    "old year": TOWN + "?jahr=1990",
    "empty table": "/tabelle?typ=grossstadt&groesse=0",
    "error": "/stadt/99999999-bad-naueim",
}

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_STOPS = 60
STOP = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  return {
    name: at.id || at.getAttribute("aria-label") || at.textContent.trim().slice(0, 40) || at.className,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: at !== document.body && box.width > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""


def drawn(page: Any, indicator: str) -> None:
    """Wait until the map shows an indicator, all areas painted."""
    page.wait_for_selector(f".pane[data-drawn={indicator}]", timeout=PATIENCE)


def keep(page: Any, name: str) -> None:
    """A screenshot among the build's artefacts."""
    folder = BUILD / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")


def to(page: Any, name: str) -> list[str]:
    """Press Tab until a stop of this beginning; every stop on the way must be on the screen, with a ring around it."""
    passed: list[str] = []
    if page.evaluate("document.activeElement === document.body"):
        page.screenshot()  # the browser drops keys that come before a page is painted for the first time
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        for _ in range(40):  # the page may be on its way there
            if stop["seen"]:
                break
            page.wait_for_timeout(50)
            stop = page.evaluate(STOP)
        assert stop["seen"], f"{stop['name']} is not on the screen"
        assert stop["outline"] >= 2, f"{stop['name']} has no ring"
        passed.append(stop["name"])
        if stop["name"].startswith(name):
            return passed
    msg = f"no stop begins with {name}, only {passed}"
    raise AssertionError(msg)


def enter(page: Any) -> None:
    """Press Enter and wait for the page that follows."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def findings(page: Any, where: str) -> list[str]:
    """What axe says against a page into which its script was put; what it finds in order does not leave the page."""
    options = f"{{runOnly: {RULES}, resultTypes: ['violations'], preload: false}}"
    told = "found => found.violations.flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ': ' + n.html.slice(0, 160)))"
    return [f"{where}: {one}" for one in page.evaluate(f"axe.run(document, {options}).then({told})")]
