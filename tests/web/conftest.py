"""The atlas as a client sees it, on the embedded edition."""

import shutil
import socket
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import sleep
from typing import Any

import pytest
import served
import uvicorn
from browsing import ARGUMENTS, BUILD, CHROMIUM, PATIENCE
from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def client() -> TestClient:
    return TestClient(served.atlas(), follow_redirects=False)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(served.atlas(), log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            sleep(0.01)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no chromium here")
    sync_api.expect.set_options(timeout=PATIENCE)
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core: from build/axe.min.js, else fetched once as an npm package."""
    kept = BUILD / "axe.min.js"
    if not kept.is_file():
        if shutil.which("npm") is None:
            pytest.skip("no axe-core: put axe.min.js into build/")
        BUILD.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=BUILD) as folder:  # two runs may fetch it at once: it comes into its place whole
            line = ["npm", "pack", "axe-core@4", "--pack-destination", folder]
            fetched = subprocess.run(line, capture_output=True, text=True, check=False)
            if fetched.returncode:
                pytest.skip("axe-core cannot be fetched here")
            with tarfile.open(Path(folder) / fetched.stdout.split()[-1]) as packed:
                packed.extract("package/axe.min.js", folder, filter="data")
            (Path(folder) / "package/axe.min.js").replace(kept)
    return kept.read_text(encoding="utf-8")


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that fails its test when a script fails, or when it asks another host for anything."""
    opened = browser.new_page(base_url=address, viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    opened.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    opened.on("request", lambda asked: wrong.append(asked.url) if not _own(asked.url, address) else None)
    yield opened
    opened.close()
    assert wrong == []


def _own(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))
