"""A desk with one plan made by hand: quick to make, and every page has something to show."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "workbench")]

import desks  # noqa: E402
import plans  # noqa: E402
import served  # noqa: E402
from browsing import PATIENCE  # noqa: E402
from stores import KEY  # noqa: E402

from kleinstadt.workbench.storage.store import Store  # noqa: E402


@pytest.fixture(scope="session")
def desk_app(tmp_path_factory: pytest.TempPathFactory) -> object:
    return desks.app(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def plan_store(desk_app: object) -> Store:
    """The store of the application, with nothing but the plan made by hand."""
    routes = desk_app.state.desk.open().routes  # type: ignore[attr-defined]
    store = next(route.endpoint.__closure__ for route in routes if route.path == "/plan")
    desk = next(cell.cell_contents for cell in store if hasattr(cell.cell_contents, "store"))
    for key in desk.store.kept():
        desk.store.remove(key)
    desk.store.create(KEY, plans.RECORDS, "Planung")
    return desk.store  # type: ignore[no-any-return]


@pytest.fixture
def browser_of(desk_app: object, plan_store: Store) -> Iterator[desks.Browser]:
    with TestClient(desk_app) as client:  # type: ignore[arg-type]
        yield desks.Browser(client)


# --- in Chromium: one server, one browser, a plan made anew for each test ---


@pytest.fixture
def kept(address: str) -> Iterator[Store]:
    """The store of the running server, with nothing but the plan made by hand."""
    store = Store(served.database())
    for key in store.kept():
        store.remove(key)
    store.create(KEY, plans.RECORDS, "Planung")
    yield store
    store.close()


@dataclass(frozen=True)
class Visit:
    """A reader at the desk: with script or without, in a language."""

    page: Any
    script: bool
    prefix: str

    def go(self, path: str) -> None:
        self.page.goto(self.prefix + path)

    def press(self, button: str) -> None:
        """Click a button by what it sends, whatever it is called."""
        self.page.locator(button).first.click()


@pytest.fixture(params=["script", "plain", "english"])
def visit(request: pytest.FixtureRequest, browser: Any, address: str, kept: Store) -> Iterator[Visit]:
    """Three readers: with script, without, in English. Script errors and foreign requests fail the test."""
    script = request.param != "plain"
    page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 900}, java_script_enabled=script)
    page.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    yield Visit(page, script, "/en" if request.param == "english" else "")
    page.close()
    assert wrong == []
