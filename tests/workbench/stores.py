"""Stores that tests write to: SQLite in a folder of the test's own, PostgreSQL where it is installed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kleinstadt.workbench.draft.create import plan_in
from kleinstadt.workbench.models.findings import Chapter, Finding
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.records import Record
from kleinstadt.workbench.storage.workspace import Workspace

KEY = "05970004"
PLAN = Plan(
    id="plan", key=KEY, unit="gemeinde", name="Bad Berleburg", land="05", title="INSEK 2035", edition="e1", year=2023
)
RECORDS = (
    PLAN,
    Finding(id="b1", side="weakness", theme="services", sentence="Zur Apotheke fährt man 8,6 Minuten."),
    Chapter(id="demografie", topic="demografie", title="Demografie", text="Eins.\n\nZwei.\n\nDrei."),
    Goal(id="z1", sentence="Die Zahl der Arbeitsplätze bleibt."),
    Measure(id="m1", number="M 1.1", title="Praxisräume im Ortskern", goals=("z1",)),
)


def workspace(records: tuple[Record, ...]) -> Workspace:
    kinds: dict[str, dict[str, Record]] = {}
    for one in records:
        kinds.setdefault(one.KIND, {})[one.id] = one
    return Workspace(plan_in(records).key, 1, kinds)


def measure(**fields: object) -> Measure:
    return replace(Measure(title="Marktplatz"), **fields)  # type: ignore[arg-type]


def postgres_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of the test's own: started in a temporary folder, on a socket in it."""
    binaries = postgres_binaries()
    assert binaries is not None
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="kspg"))
    if as_user:
        shutil.chown(folder, "postgres")

    def run(*command: object) -> None:
        done = subprocess.run([*as_user, *map(str, command)], capture_output=True, text=True, cwd="/", check=False)
        assert done.returncode == 0, done.stderr

    data = folder / "data"
    run(binaries / "initdb", "-D", data, "-A", "trust", "-U", "plan", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    run(binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
    try:
        yield f"postgresql://plan@/postgres?host={folder}"
    finally:
        run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
