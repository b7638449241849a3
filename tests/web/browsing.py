"""What tests in a real browser share: pages, patience, screenshots."""

import shutil
from pathlib import Path
from typing import Any

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


def drawn(page: Any, indicator: str) -> None:
    """Wait until the map shows an indicator, all areas painted."""
    page.wait_for_selector(f".pane[data-drawn={indicator}]", timeout=PATIENCE)


def keep(page: Any, name: str) -> None:
    """A screenshot among the build's artefacts."""
    folder = BUILD / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
