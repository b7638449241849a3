"""The audit of pinned packages tells what it should."""

import json
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version
from threading import Thread
from typing import ClassVar

import pytest

from tools import advisories
from tools.advisories import ACCEPTED, NOT_ASKED, holes, indexes
from tools.audit import faults, pinned, refused

LOCK = """polars=={polars} \\
    --hash=sha256:00
nowhere-package==1.0 \\
    --hash=sha256:00
other-system==1.0 ; sys_platform == 'amiga' \\
    --hash=sha256:00
numpy==0.0.1
"""


def test_what_is_wrong_with_a_lock_is_told() -> None:
    told = faults(pinned(LOCK.format(polars=version("polars"))))
    assert told[0] == "nowhere-package: pinned, but not installed (python3 run.py setup)"
    assert told[1] == "numpy: no checksum in the lock"
    assert told[2].endswith("is installed, 0.0.1 is pinned")
    assert len(told) == 3


def test_licences() -> None:
    known = (
        "MIT",
        "ISC License (ISCL)",
        "BSD-3-Clause AND MIT",
        "(Apache-2.0 OR MIT)",
        "Apache Software License|MIT License",
    )
    assert not any(map(refused, known))
    assert all(map(refused, ("", "GPL-3.0-only", "MIT AND GPL-3.0-only", "Proprietary", "AGPL-3.0")))


HOLES = {
    "/mirror/pypi/leaky/1.0/json": [
        {"id": "PYSEC-1", "aliases": ["CVE-1"], "fixed_in": ["1.1"], "withdrawn": None},
        {"id": "PYSEC-2", "aliases": [], "fixed_in": [], "withdrawn": "2026-01-01"},
    ],
    "/mirror/pypi/sound/2.0/json": [],
}


class Index(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Authorization"]))
        found = HOLES.get(self.path)
        body = json.dumps({"vulnerabilities": found}).encode()
        self.send_response(404 if found is None else 200)
        self.end_headers()
        self.wfile.write(body if found is not None else b"<html>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    Index.asked.clear()
    with HTTPServer(("127.0.0.1", 0), Index) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def test_known_holes_are_told_by_an_index_that_answers(index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    releases = [("leaky", "1.0"), ("sound", "2.0"), ("unheard-of", "3.0")]
    told, asked = holes(releases, [f"http://reader:a%40b@{index}/mirror/simple/"])
    assert told == ["leaky: 1.0 has a known hole, PYSEC-1 = CVE-1; mended in: 1.1"]
    assert asked == "Known holes: 2 releases asked of 127.0.0.1, 1 found; of 1 it had no answer."
    assert Index.asked[0][1] == "Basic cmVhZGVyOmFAYg=="
    monkeypatch.setitem(ACCEPTED, "CVE-1", "we do not use it")
    assert holes(releases[:2], [f"http://{index}/mirror/simple"])[0] == []


def test_an_index_that_cannot_say_is_asked_once_and_named(index: str) -> None:
    told, asked = holes([("sound", "1.0"), ("leaky", "1.0")], [f"http://{index}/mirror/simple"])
    assert (told, len(Index.asked)) == ([], 1)
    assert asked == "Known holes: not known, as no index answers that can say them (asked: 127.0.0.1)."
    assert holes([("sound", "2.0")], []) == ([], NOT_ASKED)


def test_only_servers_that_pip_is_set_up_for_are_asked() -> None:
    listed = (
        ":env:.find-links='/folder'\n"
        "global.extra-index-url='file:///folder/simple http://b.test/simple'\n"
        "global.index-url='https://a.test/simple'\n"
        "install.index-url='https://a.test/simple'\n"
    )
    assert indexes(listed) == ["http://b.test/simple", "https://a.test/simple"]
    assert indexes("") == []


@pytest.mark.parametrize(
    ("listed", "asked"),
    [
        ("global.index-url='https://a.test/simple'\n", ["https://a.test/simple"]),
        (":env:.no-index='1'\n", []),
        ("", ["https://own.test/simple"]),
        ("global.extra-index-url='file:///folder'\n", ["https://own.test/simple"]),
    ],
)
def test_pips_own_index_is_asked_where_it_would_go_there(
    listed: str, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advisories, "_of_pip_itself", lambda: "https://own.test/simple")
    done = subprocess.CompletedProcess[str]([], 0, stdout=listed)
    monkeypatch.setattr(advisories.subprocess, "run", lambda *_, **__: done)
    assert advisories.of_pip() == asked
