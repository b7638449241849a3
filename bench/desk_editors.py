"""`python -m bench.desk_editors [--editors 50] [--seconds 12] [--database URL]`: many people save in one plan at once.

Each saves a field of a measure of its own once a second, with its revision; printed are the times of all saves and how
many were refused. `--kill N [--seed 1]` kills a writer N times while it saves and counts confirmed saves that are not
there.
"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread

from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.storage.store import Store

KEY = "05970004"
PLAN = Plan(id="plan", key=KEY, unit="gemeinde", name="Bad Berleburg", land="05", title="ISEK", edition="e", year=2023)


def filled(url: str, measures: int) -> Store:
    """A store with a plan of so many measures."""
    store = Store(url)
    if store.has(KEY):
        store.remove(KEY)
    store.create(KEY, [PLAN, *(Measure(id=f"m{n}", title=f"Maßnahme {n}") for n in range(1, measures + 1))], "bench")
    return store


def editors(url: str, count: int, seconds: float) -> None:
    """So many threads, a save a second each."""
    store = filled(url, 300)
    times: list[float] = []
    refused: list[str] = []

    def edit(number: int) -> None:
        end = time.monotonic() + seconds
        time.sleep(random.random())
        turn = 0
        while time.monotonic() < end:
            begun = time.monotonic()
            turn += 1
            try:
                with store.change(KEY, f"editor {number}", "Text") as change:
                    change.save(Measure, f"m{number}", {"summary": f"Stand {turn} " + "Wort " * 100}, 10**9)
            except Exception as error:
                refused.append(str(error))
            times.append(time.monotonic() - begun)
            time.sleep(max(0.0, 1 - (time.monotonic() - begun)))

    worked = time.process_time()
    threads = [Thread(target=edit, args=(number,)) for number in range(1, count + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    each = (time.process_time() - worked) / len(times)
    cuts = statistics.quantiles(times, n=100)
    kind = store.engine.dialect.name
    told = f"{count} editors, {len(times)} saves: median {cuts[49] * 1000:.0f} ms, 95 % under {cuts[94] * 1000:.0f} ms"
    print(f"{kind}, {os.cpu_count()} cores: {told}, most {max(times) * 1000:.0f} ms, refused {len(refused)}")
    print(f"{kind}: {each * 1000:.1f} ms of the processor a save; fifty a second take {each * 50:.0%} of a core")
    begun = time.monotonic()
    store.load(KEY)
    print(f"{kind}: a plan of 300 measures is read in {(time.monotonic() - begun) * 1000:.0f} ms")


def write_for_ever(url: str) -> None:
    """Save again and again; each confirmed number is printed."""
    store = Store(url)
    turn = 0
    while True:
        turn += 1
        with store.change(KEY, "writer", "Text") as change:
            change.save(Measure, "m1", {"summary": str(turn)}, 10**9)
        print(turn, flush=True)


def kills(url: str, count: int, seed: int = 1) -> int:
    """Kill a writer that many times, at moments drawn with a seed; returns confirmed saves that are not there."""
    store, chance = filled(url, 3), random.Random(seed)
    lost = saved = 0
    for _ in range(count):
        command = [sys.executable, "-m", "bench.desk_editors", "--write", "--database", url]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chance.random() / 10)
        writer.send_signal(signal.SIGKILL)
        confirmed = [line for line in writer.stdout.read().split("\n") if line]
        writer.wait()
        last = int(confirmed[-1]) if confirmed else 1
        saved += last
        kept = int(store.load(KEY).one(Measure, "m1").summary)
        lost += kept < last
    kind = store.engine.dialect.name
    print(f"{kind}: killed {count} times while saving (seed {seed}), {saved} saves confirmed, lost: {lost}")
    return lost


def main() -> None:
    """Measure, or be the writer that is killed."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk_editors")
    parser.add_argument("--editors", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=12)
    parser.add_argument("--kill", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.database or f"sqlite:///{Path(folder) / 'plans.sqlite'}"
        if chosen.write:
            write_for_ever(url)
        elif chosen.kill:
            kills(url, chosen.kill, chosen.seed)
        else:
            editors(url, chosen.editors, chosen.seconds)


if __name__ == "__main__":
    main()
