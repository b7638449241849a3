"""Commands that are ended at random moments: the old result stays whole, no process and no folder stays behind.

`python -m bench.sturdy.kills --kills 50 --seed 12 [--only NAME ...]`. SIGKILL leaves a temporary file or folder, which
the next start sweeps up; after SIGTERM and Ctrl-C there is none. What is ended stands in ended_commands.py.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.raw import raw_folder
from bench.sturdy.ended_commands import TEMPORARY, Command, commands, environment, run
from kleinstadt.web.delivery.writing import MARK

SIGNALS: Final = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
GONE_S: Final = 2.0  # a command and its workers are gone after this long


@dataclass
class Result:
    """What became of many kills of one command."""

    name: str
    kills: Counter[signal.Signals] = field(default_factory=Counter)
    broken: int = 0  # results that were neither the old nor the new one
    behind: int = 0  # temporary folders after a tidy end, or after the start that follows a kill
    alive: int = 0  # processes of it that still ran GONE_S after
    slowest_s: float = 0.0


def group_alive(group: int) -> bool:
    """Whether a process of the group still runs; one that has ended, but still stands in the list, does not."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                return True
    return False


def _ended(command: Command, folder: Path, after_s: float, number: signal.Signals) -> tuple[float, bool]:
    """Start, wait, end; the seconds until it and its workers were gone, and whether they were in time."""
    started = subprocess.Popen(
        [sys.executable, "-m", "kleinstadt", *command.arguments],
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after_s)
    begun = time.perf_counter()
    if number is signal.SIGINT:
        os.killpg(started.pid, number)  # as a terminal does
    else:
        started.send_signal(number)
    while time.perf_counter() - begun < 5 * GONE_S:
        if started.poll() is not None and not group_alive(started.pid):
            break
        time.sleep(0.02)
    seconds = time.perf_counter() - begun
    if group_alive(started.pid):
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    return seconds, seconds <= GONE_S


def _left(folder: Path) -> set[Path]:
    """Temporary files and folders of ours: beside what is written, and in the system's folder for such."""
    found = {path for path in folder.rglob(".*") if path.name != MARK}
    return found | {*(folder / TEMPORARY).iterdir()}


def ended_often(command: Command, folder: Path, kills: int, rng: random.Random) -> Result:
    """End the command at random moments, with each signal in turn; then let it finish once."""
    result = Result(command.name)
    for turn in range(kills):
        number = SIGNALS[turn % len(SIGNALS)]
        command.before(folder)
        there = _left(folder)
        seconds, in_time = _ended(command, folder, rng.uniform(0.05, command.seconds), number)
        result.kills[number] += 1
        result.slowest_s = max(result.slowest_s, seconds)
        result.alive += not in_time
        result.broken += not command.whole(folder)
        if number is not signal.SIGKILL:
            result.behind += len(_left(folder) - there)
    if command.ends:  # the next start sweeps up what kills left
        command.before(folder)
        run(command.arguments, folder)
        result.behind += len(_left(folder))
        result.broken += not command.whole(folder)
    return result


def results(raw: Path, kills: int, seed: int, only: Collection[str] = ()) -> list[Result]:
    """Every command ended `kills` times; the same seed gives the same moments."""
    rng = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    try:
        found = []
        for command in commands(folder, raw, only):
            found.append(ended_often(command, folder, kills, rng))
            sys.stderr.write(f"{_row(found[-1])}\n")
        return found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def table(made: list[Result]) -> str:
    """Markdown: of each command how often it was ended, and what was wrong after it."""
    lines = [
        "| command | ended (KILL, TERM, INT) | broken results | left behind | not gone in 2 s | slowest end (s) |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    return "\n".join([*lines, *map(_row, made)]) + "\n"


def _row(one: Result) -> str:
    by_signal = f"{one.kills.total()} ({', '.join(str(one.kills[number]) for number in SIGNALS)})"
    numbers = (by_signal, one.broken, one.behind, one.alive, f"{one.slowest_s:.1f}")
    return f"| {one.name} | {' | '.join(map(str, numbers))} |"


def main() -> None:
    """End commands, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.sturdy.kills")
    parser.add_argument("--kills", type=int, default=10, help="of each command")
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="of the commands, by default all")
    asked = parser.parse_args()
    print(table(results(raw_folder(), asked.kills, asked.seed, asked.only)))


if __name__ == "__main__":
    main()
