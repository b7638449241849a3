"""Commands that are ended at random moments: the old result stays whole, no process and no folder stays behind.

`python -m bench.sturdy.kills --kills 10 --seed 12`. SIGKILL leaves a temporary folder, which the next start sweeps up;
after SIGTERM and Ctrl-C there is none.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.raw import raw_folder
from kleinstadt.edition.store import Store, embedded_path

REGISTER: Final = "gemeindeverzeichnis/31122019_Auszug_GV.xlsx"
SIGNALS: Final = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
GONE_S: Final = 2.0  # a command and its workers are gone after this long


@dataclass(frozen=True)
class Command:
    """A command line, how long it takes, and whether what it leaves is whole."""

    name: str
    arguments: tuple[str, ...]
    seconds: float
    whole: Callable[[Path], bool]  # of the folder where it works


@dataclass
class Result:
    """What became of many kills of one command."""

    name: str
    kills: int = 0
    broken: int = 0  # results that were neither the old nor the new one
    behind: int = 0  # temporary folders after a tidy end, or after the start that follows a kill
    alive: int = 0  # processes of it that still ran GONE_S after
    slowest_s: float = 0.0


def _group_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _ended(command: Command, folder: Path, after_s: float, number: signal.Signals) -> tuple[float, bool]:
    """Start, wait, end; the seconds until it and its workers were gone, and whether they were in time."""
    started = subprocess.Popen(
        [sys.executable, "-m", "kleinstadt", *command.arguments],
        cwd=folder,
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
        if started.poll() is not None and not _group_alive(started.pid):
            break
        time.sleep(0.02)
    seconds = time.perf_counter() - begun
    if _group_alive(started.pid):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    return seconds, seconds <= GONE_S


def _left(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.startswith(".")]


def ended_often(command: Command, folder: Path, kills: int, rng: random.Random) -> Result:
    """End the command at random moments, with each signal in turn."""
    result = Result(command.name)
    for turn in range(kills):
        number = SIGNALS[turn % len(SIGNALS)]
        before = set(_left(folder))
        seconds, in_time = _ended(command, folder, rng.uniform(0.05, command.seconds), number)
        result.kills += 1
        result.slowest_s = max(result.slowest_s, seconds)
        result.alive += not in_time
        result.broken += not command.whole(folder)
        if number is not signal.SIGKILL:
            result.behind += len(set(_left(folder)) - before)
    return result


def _whole_edition(folder: Path) -> bool:
    store = Store(folder / "edition")
    store.verify()
    return bool(store.manifest["resources"])


def _whole_report(folder: Path) -> bool:
    """As many files as the first report had: it was swapped as a whole."""
    said: list[str] = json.loads((folder / "files.json").read_text())
    return sorted(path.name for path in (folder / "report").rglob("*")) == said


def _whole_embedded(_: Path) -> bool:
    Store(embedded_path()).verify()
    return True


def commands(folder: Path, raw: Path) -> list[Command]:
    """A small build, a report, and the server, each with an old result to lose."""
    (folder / "raw" / REGISTER).parent.mkdir(parents=True)
    (folder / "raw" / REGISTER).symlink_to(raw / REGISTER)
    build = ("build", "--raw", "raw", "--out", "edition")
    report = ("report", "--year", "2019", "--out", "report")
    lasted: list[float] = []
    for arguments in (build, report):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kleinstadt", *arguments], cwd=folder, check=True, capture_output=True)
        lasted.append(time.perf_counter() - begun)
    (folder / "files.json").write_text(json.dumps(sorted(path.name for path in (folder / "report").rglob("*"))))
    return [
        Command("build", build, lasted[0], _whole_edition),
        Command("report", report, lasted[1], _whole_report),
        Command("serve", ("serve", "--port", "0", "--no-plans"), 6.0, _whole_embedded),
    ]


def results(raw: Path, kills: int, seed: int) -> list[Result]:
    """Every command ended `kills` times; the same seed gives the same moments."""
    rng = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    try:
        made = []
        for command in commands(folder, raw):
            result = ended_often(command, folder, kills, rng)
            if command.name != "serve":  # the next start sweeps up what kills left
                again = [sys.executable, "-m", "kleinstadt", *command.arguments]
                subprocess.run(again, cwd=folder, check=True, capture_output=True)
                result.behind += len(_left(folder))
            made.append(result)
        return made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def table(made: list[Result]) -> str:
    """Markdown: of each command how often it was ended, and what was wrong after it."""
    lines = [
        "| command | ended | broken results | left behind | not gone in 2 s | slowest end (s) |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in made:
        numbers = (one.kills, one.broken, one.behind, one.alive, f"{one.slowest_s:.1f}")
        lines.append(f"| {one.name} | {' | '.join(map(str, numbers))} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """End commands, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.sturdy.kills")
    parser.add_argument("--kills", type=int, default=10, help="of each command")
    parser.add_argument("--seed", type=int, default=12)
    asked = parser.parse_args()
    print(table(results(raw_folder(), asked.kills, asked.seed)))


if __name__ == "__main__":
    main()
