"""Benchmark: the whole report of a year."""

from pathlib import Path
from typing import Final

from bench.measure import Job, compare
from bench.table import Row

TITLE: Final = "The report"

_REPORT: Final = """
import pathlib, tempfile
import kleinstadt as ks
with tempfile.TemporaryDirectory() as folder:
    ks.write_report(ks.open(), 2019, pathlib.Path(folder))
"""


def rows(raw: Path, rounds: int) -> list[Row]:  # noqa: ARG001 - every benchmark is asked the same way
    """The report of 2019 with all its files."""
    return compare([Job("write the report of 2019", ("-c", _REPORT))], rounds)
