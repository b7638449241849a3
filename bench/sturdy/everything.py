"""`python -m bench sturdy`: schemathesis, mutants, kills and load, one table each."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from bench.sturdy import kills, load, mutants

SEED: Final = 12
MUTANTS: Final = 1000
KILLS: Final = 10  # of each command
DESCRIBED: Final = "tests/web/test_api_described.py"


def described() -> str:
    """Schemathesis asks every call of the API all it may and may not be asked."""
    line = [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", DESCRIBED]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr[-300:]
    return f"{'all as described' if done.returncode == 0 else 'NOT as described'}: {last}\n"


def main(raw: Path) -> None:
    """Run all of it, and print each table when it is there."""
    print("## The API against its own description (schemathesis)\n")
    print(described(), flush=True)
    print("## Damaged raw files\n")
    print(mutants.table(mutants.mutants(raw, MUTANTS, SEED)), flush=True)
    print("## Ended commands\n")
    print(kills.table(kills.results(raw, KILLS, SEED)), flush=True)
    print("## Load\n")
    print(load.table(load.measured(SEED)), flush=True)
