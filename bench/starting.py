"""Benchmark: what it costs to start."""

from pathlib import Path
from typing import Final

from bench.measure import Job, compare
from bench.table import Row

TITLE: Final = "Starting"


def rows(raw: Path, rounds: int) -> list[Row]:  # noqa: ARG001 - every benchmark is asked the same way
    """`import kleinstadt` beside its largest part, beside pandas and beside Python alone."""
    jobs = (
        Job("import kleinstadt", ("-c", "import kleinstadt")),
        Job("the same, and open the edition", ("-c", "import kleinstadt; kleinstadt.open()")),
        Job("import polars", ("-c", "import polars")),
        Job("import pandas", ("-c", "import pandas")),
        Job("Python alone", ("-c", "pass")),
    )
    return compare(jobs, rounds)
