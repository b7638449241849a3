"""The same tests on both databases."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

sys.path.insert(0, str(Path(__file__).parent))

import stores

from kleinstadt.workbench.storage.store import Store


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    if named := os.environ.get("KLEINSTADT_POSTGRES"):
        yield named
        return
    if stores.postgres_binaries() is None:
        pytest.skip("no PostgreSQL here")
    with stores.postgres() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/plans.sqlite"
    address = str(request.getfixturevalue("postgres_address"))
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store(url)
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with one small plan."""
    store.create(stores.KEY, stores.RECORDS, "Planung")
    return store
