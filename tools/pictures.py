"""`python -m tools.pictures`: the pictures of the tutorials, made anew from one real town in a real browser.

Needs Chromium and the packages of the tests. The plan is begun in a folder of its own and thrown away afterwards.
"""

import io
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any, Final

import uvicorn
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from kleinstadt.web.app import create_app
from kleinstadt.workbench.check.questionnaire import questionnaire

IMAGES: Final = Path(__file__).parent.parent / "docs" / "images"
TOWN: Final = "/stadt/05970004-bad-berleburg"
PLAN: Final = "/plan/05970004-bad-berleburg"
WIDTH, HEIGHT = 1000, 620
COLOURS: Final = 64  # enough for text and a chart, a fifth of the bytes
MOST_BYTES: Final = 150_000
LEVELS: Final = {"Hauptamt": (2, 1, 1, 2, 1, 2), "Bauamt": (2, 2, 1, 1, 1, 3)}


@contextmanager
def served() -> Iterator[str]:
    """The address of an atlas whose plans are kept in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        app = create_app(ahead=False, database=f"sqlite:///{folder}/plans.sqlite")
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def keep(page: Page, name: str, at: str = "main h1") -> None:
    """A picture of what is on the screen, from this element down; small enough for a page."""
    page.locator(at).first.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + scrollY - 12)")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    path = IMAGES / f"{name}.png"
    picture.save(path, optimize=True)
    size = path.stat().st_size
    if size > MOST_BYTES:
        msg = f"{path.name} has {size} bytes, at most {MOST_BYTES} are meant."
        raise ValueError(msg)
    print(f"{path.name}: {size // 1000} kB")


def press(page: Page, button: str) -> None:
    """Click, and wait for the page that follows."""
    with page.expect_navigation():
        page.locator(button).first.click()


def plan(page: Page) -> None:
    """From the town's page to a goal with its corridor, and the document."""
    page.goto(TOWN)
    page.locator(".actions a[href*='/plan/']").click()
    page.locator("#name").fill("Bauamt")
    press(page, "main form button")
    keep(page, "insek-overview")
    page.goto(f"{PLAN}/befunde")
    keep(page, "insek-findings", "main h2")
    page.goto(f"{PLAN}/ziele/z1")
    keep(page, "insek-goal", "label[for=start_value]")
    page.goto(f"{PLAN}/dokument")
    keep(page, "insek-document")


def check(page: Page) -> None:
    """Two people answer the six questions; a question, and the profile that comes of them."""
    questions = [one.id for one in questionnaire().recommendations]
    for person, levels in LEVELS.items():
        for question, level in zip(questions, levels, strict=True):
            page.goto(f"{PLAN}/check/{question}?wer={person}")
            page.locator(f"input[name=level][value='{level}']").check()
            if question == questions[0] and person == "Hauptamt":
                page.locator("[name=evidence]").first.fill("Ratsbeschluss 12/2025")
                keep(page, "check-question")
            press(page, "main form:has(input[name=level]) button")
    page.goto(f"{PLAN}/check?wer=Hauptamt")
    keep(page, "check-profile", "main svg, main img")


def main() -> None:
    """Make all pictures anew."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with served() as address, sync_playwright() as playwright:
        browser: Any = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(base_url=address, viewport={"width": WIDTH, "height": HEIGHT}, locale="de-DE")
        page.set_default_timeout(60_000)
        plan(page)
        check(page)
        browser.close()


if __name__ == "__main__":
    main()
