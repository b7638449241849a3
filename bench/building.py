"""Benchmark: all raw files, from the offices' formats to an edition."""

import sys
import tempfile
from pathlib import Path
from typing import Final

from bench.measure import Job, compare
from bench.table import Row

TITLE: Final = "From the raw files to an edition"


def rows(raw: Path, rounds: int) -> list[Row]:
    """The build, reading alone, reading with pandas, and the bytes alone."""
    from kleinstadt.sources.catalogue import known_files

    folder, paths = str(raw), [file.path for file in known_files() if (raw / file.path).is_file()]
    jobs = (
        Job("kleinstadt build: read, check, borders, carry, write", ("-m", "bench.building", "build", folder)),
        Job("kleinstadt: read and check, in one process", ("-m", "bench.building", "read", folder)),
        Job("pandas: read into frames, no more", ("-W", "ignore", "-m", "bench.usual", folder, "", *paths)),
        Job("limit: read the bytes, unpack the XLSX", ("-m", "bench.limit", folder, *paths)),
    )
    return compare(jobs, rounds)


def _build(raw: Path) -> None:
    from kleinstadt.edition.build import build

    with tempfile.TemporaryDirectory() as folder:
        build(raw, Path(folder) / "edition")


def _read(raw: Path) -> None:
    from kleinstadt.sources.catalogue import known_files
    from kleinstadt.sources.registry import read_raw

    kept = [read_raw(raw, file) for file in known_files() if (raw / file.path).is_file()]
    print(len(kept))


_JOBS: Final = {"build": _build, "read": _read}

if __name__ == "__main__":
    _JOBS[sys.argv[1]](Path(sys.argv[2]))
