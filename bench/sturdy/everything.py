"""`python -m bench sturdy`: schemathesis, mutants, Parquet bombs, kills and load, one table each, with its seconds."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.sturdy import kills, load, mutants, parquet_bombs

SEED: Final = 12
MUTANTS: Final = 1000
PARQUETS: Final = 3000
KILLS: Final = 3  # of each command, one by each signal; `bench.sturdy.kills --kills 50` takes half an hour
DESCRIBED: Final = "tests/web/test_api_described.py"


def described() -> str:
    """Schemathesis asks every call of the API all it may and may not be asked."""
    line = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--no-header",
        "--disable-warnings",
        "-p",
        "no:cacheprovider",
        DESCRIBED,
    ]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr[-300:]
    return f"{'all as described' if done.returncode == 0 else 'NOT as described'}: {last}\n"


def main(raw: Path) -> None:
    """Run all of it, and print each table when it is there."""
    parts: dict[str, Callable[[], str]] = {
        "The API against its own description (schemathesis)": described,
        "Damaged raw files": lambda: mutants.table(mutants.mutants(raw, MUTANTS, SEED)),
        "Damaged Parquet files": lambda: parquet_bombs.table(PARQUETS, SEED),
        "Ended commands": lambda: kills.table(kills.results(raw, KILLS, SEED)),
        "Load": lambda: load.table(load.measured(SEED)),
    }
    for title, made in parts.items():
        begun = time.perf_counter()
        print(f"## {title}\n\n{made()}\n{time.perf_counter() - begun:.0f} s\n", flush=True)
