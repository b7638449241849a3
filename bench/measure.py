"""Seconds, processor time and peak memory of a child process with all its own children."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.table import Row

PAUSE_S: Final = 0.05


@dataclass(frozen=True)
class Run:
    """One run of a child process."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


@dataclass(frozen=True)
class Job:
    """Something to be measured: what it is called in the table, and the arguments of `python`."""

    name: str
    arguments: tuple[str, ...]


def compare(jobs: Sequence[Job], rounds: int) -> list[Row]:
    """Run all jobs in turn, `rounds` times over; medians, as ratios to the first job."""
    runs: dict[str, list[Run]] = {job.name: [] for job in jobs}
    for turn in range(rounds):
        for job in jobs:
            sys.stderr.write(f"round {turn + 1} of {rounds}: {job.name} ...\n")
            runs[job.name].append(run(job.arguments))
    medians = {name: _median(found) for name, found in runs.items()}
    first = medians[jobs[0].name]
    return [
        Row(
            name,
            (each.seconds, each.cpu_seconds, each.peak_mb),
            (each.seconds / first.seconds, each.cpu_seconds / first.cpu_seconds, each.peak_mb / first.peak_mb),
        )
        for name, each in medians.items()
    ]


def _median(runs: list[Run]) -> Run:
    return Run(
        statistics.median(one.seconds for one in runs),
        statistics.median(one.cpu_seconds for one in runs),
        statistics.median(one.peak_mb for one in runs),
    )


def run(arguments: Sequence[str]) -> Run:
    """Run `python` with these arguments; CalledProcessError if it fails.

    Peak memory is that of all processes together: what each holds for itself and its share of what several hold
    (PSS), looked at every 50 ms; and at least what the largest of them ever held (getrusage).
    """
    command = [sys.executable, *arguments]
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    highest = 0.0
    while True:
        pid, code, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            break
        highest = max(highest, sum(map(_pss_mb, _family(child.pid))))
        time.sleep(PAUSE_S)
    seconds = time.perf_counter() - started
    if code:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(code), command)
    return Run(seconds, usage.ru_utime + usage.ru_stime, max(highest, usage.ru_maxrss / 1024))


def _family(pid: int) -> list[int]:
    """The process and all below it, on Linux; elsewhere only itself."""
    members = [pid]
    for member in members:
        with suppress(OSError):
            tasks = Path(f"/proc/{member}/task").iterdir()
            members += [int(found) for task in tasks for found in (task / "children").read_text().split()]
    return members


def _pss_mb(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
