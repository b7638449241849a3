"""`python -m bench sturdy`: schemathesis, mutants, Parquet bombs, kills and load; a table each, and one of all.

About ten minutes on two cores that nobody else uses. `bench.sturdy.kills --kills 50` ends every command, fifty times.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.sturdy import kills, load, mutants, parquet_bombs

SEED: Final = 12
MUTANTS: Final = 1000
PARQUETS: Final = 3000
KILLS: Final = 3  # of each command, one by each signal
# One of each way of writing: a folder that is swapped, a file, several files, a database, what runs until it is ended.
ENDED: Final = (
    "build (small)",
    "site (small)",
    "report",
    "areas as Excel",
    "town as slides",
    "plan import",
    "plan backup",
    "base-map",
    "access walk",
    "serve",
)
DESCRIBED: Final = "tests/web/test_api_described.py"
MEMORY_MB: Final = 800
PAGES_MS: Final = 300
HEAD: Final = "| part | tried | asked | found | seconds |\n| --- | ---: | --- | --- | ---: |"


@dataclass(frozen=True)
class Part:
    """What came of one part: what was tried, what was asked of it, what was found, and its own table."""

    tried: str
    asked: str
    found: str
    table: str = ""


def described() -> Part:
    """Schemathesis asks every call of the API all it may and may not be asked."""
    line = [sys.executable, "-m", "pytest", "--no-header", "--disable-warnings", "-p", "no:cacheprovider"]
    asked = [*line, f"--hypothesis-seed={SEED}", DESCRIBED]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    whole = done.returncode == 0
    found = "all as described" if whole else "NOT as described"
    return Part("every call", "answers as described", found, "" if whole else f"{done.stdout}{done.stderr}")


def damaged(raw: Path) -> Part:
    """Mutants of real raw files, read as if they had been accepted."""
    made = mutants.mutants(raw, MUTANTS, SEED)
    counts = mutants.counted(made)
    found = ", ".join(f"{counts[outcome]} {outcome}" for outcome in mutants.OUTCOMES)
    return Part(str(len(made)), "0 unnoticed, 0 tracebacks", found, mutants.table(made))


def bombs() -> Part:
    """Damaged Parquet files."""
    found = parquet_bombs.outcomes(PARQUETS, SEED)
    said = sorted({outcome for _, outcome in found})
    counts = [f"{sum(number for (_, one), number in found.items() if one == outcome)} {outcome}" for outcome in said]
    return Part(str(PARQUETS), "read or refused, nothing else", ", ".join(counts))


def ended(raw: Path) -> Part:
    """Commands that are ended at random moments."""
    made = kills.results(raw, KILLS, SEED, ENDED)
    broken, behind, alive = (sum(getattr(one, name) for one in made) for name in ("broken", "behind", "alive"))
    found = f"{broken} broken, {behind} left behind, {alive} not gone in 2 s"
    return Part(str(sum(one.kills.total() for one in made)), "none broken, left or alive", found, kills.table(made))


def loaded() -> Part:
    """The server under load."""
    found = load.measured(SEED)
    tried = f"{load.DROPPED} downloads dropped, {load.PDFS} PDFs, {load.CONNECTIONS} connections"
    asked = f"pages in {PAGES_MS} ms (95 %), under {MEMORY_MB} MB and back"
    memory = f"{found.before_mb:.0f}, {found.most_mb:.0f} at most, {found.after_mb:.0f} MB after"
    return Part(tried, asked, f"{found.p95_ms:.0f} ms; {memory}", load.table(found))


def main(raw: Path) -> None:
    """Run all of it, print each part's table when it is there, and one line of each at the end."""
    parts: dict[str, Callable[[], Part]] = {
        "the API against its description (schemathesis)": described,
        "damaged raw files": lambda: damaged(raw),
        "damaged Parquet files": bombs,
        "ended commands": lambda: ended(raw),
        "load": loaded,
    }
    begun, lines = time.perf_counter(), []
    for title, made in parts.items():
        started = time.perf_counter()
        part = made()
        lines.append(f"| {title} | {part.tried} | {part.asked} | {part.found} | {time.perf_counter() - started:.0f} |")
        print(f"## {title}\n\n{part.table}", flush=True)
    processor = sum(os.times()[:4])
    print("\n".join([HEAD, *lines]))
    print(f"\n{time.perf_counter() - begun:.0f} s, {processor:.0f} s of a processor; load {os.getloadavg()[0]:.1f}.")
