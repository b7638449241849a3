"""Engines of the two databases, set up so that what was confirmed is kept, and the migrations that lead there."""

from importlib.resources import files
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from kleinstadt.errors import ExtraMissingError, PlanError

if TYPE_CHECKING:
    from alembic.config import Config

WAIT_MS: Final = 10_000  # SQLite's own waiting, as a net: the writer lock of the process comes first
DRIVERS: Final = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
IMMEDIATE: Final = "immediate"


def engine_of(url: str) -> Engine:
    """An engine for the address of a database; makes the file's folder.

    Parameters
    ----------
    url : str
        sqlite:///plans.sqlite or postgresql://host/base.

    Returns
    -------
    Engine
        Set up so that what was confirmed is kept.

    Raises
    ------
    PlanError
        For an address of another kind.
    ExtraMissingError
        Without the library that PostgreSQL needs.
    """
    try:
        found = make_url(url)
    except ArgumentError as error:
        raise _no_database(url) from error
    if found.drivername not in DRIVERS:
        raise _no_database(url)
    found = found.set(drivername=DRIVERS[found.drivername])
    if found.drivername != "sqlite":
        return _postgres(found)
    if found.database and found.database != ":memory:":
        Path(found.database).absolute().parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(found)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _postgres(found: Any) -> Engine:  # noqa: ANN401 - SQLAlchemy's URL
    try:
        return create_engine(found, pool_size=10, max_overflow=20)
    except ModuleNotFoundError as error:
        msg = "PostgreSQL needs an extra: install kleinstadt[postgres]."
        raise ExtraMissingError(msg) from error


def _prepare(connection: SqliteConnection, _: object) -> None:
    """WAL lets readers read while one writes; FULL means that a confirmed save survives the power cut."""
    connection.isolation_level = None  # transactions begin where _begin says
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={WAIT_MS}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """A writer takes its place at once, so that it never has to give up half-way."""
    immediate = connection.get_execution_options().get(IMMEDIATE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("kleinstadt.workbench.storage") / "migrations"))
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine, to: str = "head") -> None:
    """Bring a database to a layout.

    Parameters
    ----------
    engine : Engine
        Of the database.
    to : str
        Name of the layout: "head" the newest, "base" none.

    Raises
    ------
    PlanError
        If the database was made by a newer version, or cannot be opened.
    """
    from alembic import command
    from alembic.script import ScriptDirectory
    from alembic.script.revision import ResolutionError
    from alembic.util import CommandError

    try:
        with engine.connect().execution_options(**{IMMEDIATE: True}) as connection, connection.begin():
            config = _config(connection)
            scripts = ScriptDirectory.from_config(config)
            now = _layout(connection)
            if now is not None:
                scripts.get_revision(now)
            if to == "head" and now == scripts.get_current_head():
                return
            order = [None, *reversed([one.revision for one in scripts.walk_revisions()])]
            wanted = {"head": order[-1], "base": None}.get(to, to)
            step = command.downgrade if order.index(wanted) < order.index(now) else command.upgrade
            step(config, to)
    except (CommandError, ResolutionError) as error:
        msg = "This database was made by a newer version of kleinstadt and was not changed. Please update kleinstadt."
        german = "Diese Datenbank stammt aus einer neueren Fassung von kleinstadt und wurde nicht verändert."
        raise PlanError(msg, f"{german} Bitte kleinstadt aktualisieren.") from error
    except OperationalError as error:
        raise _unreachable(engine, error) from error


def _layout(connection: Connection) -> str | None:
    """The layout that a database has now."""
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def _no_database(url: str) -> PlanError:
    kind = url.partition("://")[0]  # never the rest: it may hold a password
    msg = f"'{kind}://...' is no database that plans can be kept in. Use sqlite:///plans.sqlite or postgresql://host/name."
    german = f"„{kind}://…“ ist keine Datenbank für Pläne. Möglich: sqlite:///plans.sqlite oder postgresql://host/name."
    return PlanError(msg, german)


def _unreachable(engine: Engine, error: OperationalError) -> PlanError:
    where = engine.url.render_as_string(hide_password=True)
    reason = str(error.orig).strip().splitlines()[0]
    msg = f"The database {where} cannot be opened: {reason}"
    return PlanError(msg, f"Die Datenbank {where} lässt sich nicht öffnen: {reason}")
