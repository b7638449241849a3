"""What a server has ready when it listens, and what it leaves until somebody asks for it."""

import asyncio
import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.routing import Match, Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Edition, Level
from kleinstadt.edition.part_columns import PartColumns
from kleinstadt.errors import PlanError
from kleinstadt.memory import all_stays
from kleinstadt.web import app as application
from kleinstadt.web import prefetch
from kleinstadt.web.app import DESK, create_app
from kleinstadt.web.delivery.asking import Asking
from kleinstadt.web.desk.desk import Desk
from kleinstadt.web.desk.routes import desk_routes
from kleinstadt.web.serving.bilingual import Templates
from kleinstadt.web.serving.later import Later
from kleinstadt.web.serving.site import Site
from kleinstadt.words.language import Lang

LEFT_UNTIL_ASKED = ("sqlalchemy", "pyproj", "geopandas", "altair", "docx", "kleinstadt.web.desk")
STARTED = """
import sys
from kleinstadt.web.app import create_app
create_app(ahead=False, plans={plans})
print(*sys.modules)
"""


@pytest.mark.parametrize("plans", [True, False])
def test_a_server_starts_without_what_only_the_desk_and_drawing_need(plans: bool) -> None:
    run = [sys.executable, "-c", STARTED.format(plans=plans)]
    imported = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
    assert "kleinstadt.web.pages.town" in imported
    assert [name for name in imported if name.startswith(LEFT_UNTIL_ASKED)] == []


def test_what_cannot_be_made_ahead_keeps_nothing_else_from_being_made(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    site: Site = client.app.state.site  # type: ignore[attr-defined]
    warmed = threading.Event()
    monkeypatch.setattr(prefetch, "AHEAD_AFTER_S", 0.0)
    monkeypatch.setattr(prefetch, "ask_first", lambda *_: None)
    monkeypatch.setattr(prefetch, "warm", lambda _: warmed.set())

    def broken() -> None:
        raise PlanError("locked", "gesperrt")

    prefetch.begin_ahead(client.app, site, broken)
    assert warmed.wait(10)


def test_every_page_of_the_desk_is_found_there(client: TestClient) -> None:
    site: Site = client.app.state.site  # type: ignore[attr-defined]
    led = [Route(address, Later(lambda: pytest.fail("made"))) for address in DESK]
    for route in desk_routes(Desk(site)).routes:
        assert isinstance(route, Route)
        scope = {"type": "http", "method": "GET", "path": route.path.replace("{", "x").replace("}", "x")}
        assert any(one.matches(scope)[0] is Match.FULL for one in led), route.path


def test_what_comes_later_is_made_once_by_the_first_who_asks() -> None:
    made: list[int] = []

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        scope["answered"] += 1

    def make() -> Any:
        time.sleep(0.02)
        made.append(threading.get_ident())
        return answer

    async def three() -> dict[str, int]:
        scope = {"answered": 0}
        later = Later(make)
        asked: Any = [later(scope, None, None) for _ in range(3)]  # type: ignore[arg-type]
        await asyncio.gather(*asked)
        return scope

    assert asyncio.run(three()) == {"answered": 3}
    assert len(made) == 1 and made[0] != threading.get_ident(), "others are answered meanwhile"


@pytest.fixture
def fresh(client: TestClient) -> Any:
    """An application that has answered nobody, of an edition whose columns are kept."""
    client.get("/stadt/06440002-bad-nauheim")
    return create_app(ahead=False, plans=False)


@pytest.mark.parametrize(("level", "lang"), [("gemeinde", "de"), ("verband", "en")])
def test_what_is_asked_ahead_is_there(client: TestClient, level: Level, lang: Lang) -> None:
    site: Site = client.app.state.site  # type: ignore[attr-defined]
    for address in prefetch._first_addresses(site.atlas, level, lang):
        answer = client.get(address, follow_redirects=False)
        assert answer.status_code == 200, address
        assert "profile" in address or f'<html lang="{lang}">' in answer.text


def test_after_the_first_were_asked_ahead_other_towns_need_nothing_more(
    fresh: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefetch.ask_first(fresh, fresh.state.site, "gemeinde", "de")
    prefetch.ask_first(fresh, fresh.state.site, "verband", "en")

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a first visitor waits for this")

    monkeypatch.setattr(Templates, "compile", refuse)
    monkeypatch.setattr(Atlas, "_made", refuse)
    monkeypatch.setattr(PartColumns, "of", refuse)
    monkeypatch.setattr("kleinstadt.compare.columns.areas_of", refuse)
    monkeypatch.setattr("kleinstadt.compare.kept_levels.Values.of", refuse)
    with Asking(fresh) as asking:
        for address in ("/stadt/06440002-bad-nauheim", "/en/verband/010545489-suedtondern"):
            assert asking.get(address).status == 200
        assert asking.get("/api/v1/profile/06440002").status == 200


@pytest.mark.parametrize("kept", [True, False])
def test_it_waits_for_them_only_where_columns_are_kept(kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    done, listens = threading.Event(), threading.Event()

    def slow(_: object, __: object, level: Level, ___: object) -> None:
        listens.wait(0.5)  # as long only where it is waited for: a busy machine must not decide
        order.append(level)

    monkeypatch.setattr(prefetch, "ask_first", slow)
    monkeypatch.setattr(prefetch, "AHEAD_AFTER_S", 0.2)
    monkeypatch.setattr(prefetch, "warm", lambda _: done.set())
    edition = SimpleNamespace(kept=SimpleNamespace(has=lambda what, year: kept and (what, year) == ("columns", 2024)))
    site: Any = SimpleNamespace(atlas=SimpleNamespace(edition=edition, newest=2024))
    also: Callable[[], object] = lambda: order.append("also")  # noqa: E731
    prefetch.begin_ahead(None, site, also)  # type: ignore[arg-type]
    order.append("listens")
    listens.set()
    assert done.wait(5)
    assert order[-2:] == ["verband", "also"], "after a pause, that who asks at once has the processor for himself"
    assert (order.index("gemeinde") < order.index("listens")) == kept


def test_columns_are_told_to_be_kept_once_they_are(client: TestClient) -> None:
    client.get("/stadt/06440002-bad-nauheim")
    edition: Edition = client.app.state.site.atlas.edition  # type: ignore[attr-defined]
    assert edition.kept.has("columns", edition.years[-1])


def test_a_server_with_plans_opens_the_desk_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    also: list[object] = []
    monkeypatch.setattr(application, "begin_ahead", lambda _, __, *more: also.extend(more))
    for plans in (True, False):
        with TestClient(create_app(plans=plans)):
            assert len(also) == 1, plans


def test_nobody_looks_for_garbage_while_a_program_starts() -> None:
    with pytest.raises(ZeroDivisionError), all_stays():
        assert not gc.isenabled()
        raise ZeroDivisionError
    assert gc.isenabled()
    gc.unfreeze()
