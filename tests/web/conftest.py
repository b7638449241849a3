"""The atlas as a client sees it, on the embedded edition."""

import pytest
import served
from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def client() -> TestClient:
    return TestClient(served.atlas(), follow_redirects=False)
