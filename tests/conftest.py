"""Shared fixtures: where the raw files are, if they are; a cache of the tests' own."""

import hashlib
import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import settings

from kleinstadt.edition.edition import Edition

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")

ROOT = Path(__file__).parent.parent
CACHES = ROOT / "build" / "test-cache"
OLD_S = 86_400.0


def _cache() -> Path:
    """Where tests keep columns: shared by all workers and runs that have the same code and the same edition.

    The folder's name changes with every line of code, so a column that other code has made is never found.
    """
    package = ROOT / "src" / "kleinstadt"
    said = [*sorted(package.rglob("*.py")), package / "data" / "datapackage.json"]
    state = hashlib.sha256(b"".join(str(file).encode() + file.read_bytes() for file in said)).hexdigest()[:16]
    return CACHES / state


def pytest_sessionstart(session: pytest.Session) -> None:
    """Sweep up the caches of other states that nobody has used for a day; the workers leave that to their master."""
    if hasattr(session.config, "workerinput") or not CACHES.is_dir():
        return
    for folder in CACHES.iterdir():
        if folder != CACHE and time.time() - folder.stat().st_mtime > OLD_S:
            shutil.rmtree(folder, ignore_errors=True)


CACHE = _cache()
CACHE.mkdir(parents=True, exist_ok=True)
os.utime(CACHE)
os.environ["XDG_CACHE_HOME"] = str(CACHE)  # before anything is opened; programs that tests start inherit it


def _raw_folder() -> Path | None:
    named = os.environ.get("KLEINSTADT_RAW")
    folder = Path(named) if named else ROOT.parent / "shared" / "raw"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def raw_dir() -> Path:
    folder = _raw_folder()
    if folder is None:
        pytest.skip("no folder of raw files; set KLEINSTADT_RAW")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    return Path(__file__).parent / "samples"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for the raw folder is a raw test, one that asks for a whole report is slow, marked or not."""
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if "raw_dir" in asked:
            item.add_marker("raw")
        if item.path.parent == ROOT / "tests" / "report" and {"written", "early"} & set(asked):
            item.add_marker("slow")


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The embedded edition, opened once."""
    return Edition()
