"""The embedded edition with its questions, and the atlas as a client sees it, on the same edition."""

import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kleinstadt.compare.opened import OpenedEdition

sys.path.append(str(Path(__file__).parent.parent / "web"))


@pytest.fixture(scope="session")
def opened() -> OpenedEdition:
    return OpenedEdition()


@pytest.fixture(scope="session")
def client() -> TestClient:
    import served

    return TestClient(served.atlas(), follow_redirects=False)
