"""Benchmark: `kleinstadt town` as people call it, whole processes, beside `import polars`."""

from pathlib import Path
from typing import Final

from bench.measure import Job, compare
from bench.table import Row

TITLE: Final = "`kleinstadt town`, the whole process"
TOWN: Final = "Eichwalde"

_CALL: Final = f"import sys; sys.argv = ['kleinstadt', 'town', '{TOWN}']; from kleinstadt.cli.main import main; main()"
_FRESH: Final = (
    "import os, tempfile; folder = tempfile.TemporaryDirectory(); os.environ['XDG_CACHE_HOME'] = folder.name; "
)


def rows(raw: Path, rounds: int) -> list[Row]:  # noqa: ARG001 - every benchmark is asked the same way
    """With the columns kept by an earlier run, and with an empty cache, as ratios to importing Polars."""
    jobs = (
        Job("import polars", ("-c", "import polars")),
        Job("kleinstadt --help", ("-m", "kleinstadt", "--help")),
        Job("kleinstadt town, columns kept", ("-c", _CALL)),
        Job("kleinstadt town, first run ever", ("-c", _FRESH + _CALL)),
    )
    return compare(jobs, rounds)
