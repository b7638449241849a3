"""Shared fixtures: where the raw files are, if they are."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from kleinstadt.edition.edition import Edition

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")

ROOT = Path(__file__).parent.parent


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
    """A test that asks for the raw folder is a raw test, marked or not."""
    for item in items:
        if "raw_dir" in getattr(item, "fixturenames", ()):
            item.add_marker("raw")


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The embedded edition, opened once."""
    return Edition()
