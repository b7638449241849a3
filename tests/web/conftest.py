"""The atlas as a client sees it, on the embedded edition."""

import pytest
from starlette.testclient import TestClient

from kleinstadt.web.app import create_app


@pytest.fixture(scope="session")
def client() -> TestClient:
    return TestClient(create_app(ahead=False), follow_redirects=False)
