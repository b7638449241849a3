"""What a command imports: help needs no tables, a town's figures no reports, plans or roads."""

import subprocess
import sys

import pytest

CALL = """
import sys
from kleinstadt.cli.main import main
sys.argv = ["kleinstadt", *{words!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("MODULES", *sorted(sys.modules))
"""


def imported(*words: str) -> set[str]:
    """The modules that a process has imported when a command is done, and the rooms that they stand in."""
    done = subprocess.run([sys.executable, "-c", CALL.format(words=words)], capture_output=True, text=True, check=True)
    modules = done.stdout.rpartition("MODULES")[2].split()
    return {".".join(name.split(".")[:length]) for name in modules for length in range(1, name.count(".") + 2)}


def test_help_imports_no_table_and_no_edition() -> None:
    found = imported("--help")
    assert "kleinstadt.cli.plan" in found, "its sentences come from the commands themselves"
    assert found & {"polars", "numpy", "kleinstadt.edition", "kleinstadt.compare", "kleinstadt.workbench"} == set()


@pytest.mark.slow
def test_a_town_imports_what_it_uses() -> None:
    found = imported("town", "Eichwalde")
    assert "kleinstadt.compare.profile" in found
    unused = ("altair", "geopandas", "pandas", "rich.progress", "sqlalchemy")
    rooms = ("cli.plan", "cli.report", "report", "web", "workbench")
    assert found & {*unused, *(f"kleinstadt.{room}" for room in rooms)} == set()


@pytest.mark.slow
def test_the_server_starts_without_what_only_reports_and_files_use() -> None:
    code = "import sys, kleinstadt.web.app; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"altair", "geopandas", "pandas", "docx", "typst"}.isdisjoint(done.stdout.split())
