"""A desk with one plan made by hand: quick to make, and every page has something to show."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "workbench")]

import desks  # noqa: E402
import plans  # noqa: E402
from stores import KEY  # noqa: E402

from kleinstadt.workbench.storage.store import Store  # noqa: E402


@pytest.fixture(scope="session")
def desk_app(tmp_path_factory: pytest.TempPathFactory) -> object:
    return desks.app(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def plan_store(desk_app: object) -> Store:
    """The store of the application, with nothing but the plan made by hand."""
    store = next(route.endpoint.__closure__ for route in desk_app.routes if getattr(route, "path", "") == "/plan")  # type: ignore[attr-defined]
    desk = next(cell.cell_contents for cell in store if hasattr(cell.cell_contents, "store"))
    for key in desk.store.kept():
        desk.store.remove(key)
    desk.store.create(KEY, plans.RECORDS, "Planung")
    return desk.store  # type: ignore[no-any-return]


@pytest.fixture
def browser_of(desk_app: object, plan_store: Store) -> Iterator[desks.Browser]:
    with TestClient(desk_app) as client:  # type: ignore[arg-type]
        yield desks.Browser(client)
