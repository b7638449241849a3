"""What hostile and busy askers do to everybody else: `python -m bench.sturdy.load`.

Sixty downloads that are dropped, forty PDFs and 500 connections in turn, while one browser asks for ordinary pages.
Counted: how long those took, and the server's memory before, at its most, and a while after.
"""

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.web import PORT, START, address, until_answers, warm

DROPPED: Final = 60
PDFS: Final = 40
CONNECTIONS: Final = 500
COSTLY: Final = (
    "/api/v1/areas?level=gemeinde&format=xlsx&year={year}",
    "/karte/karte.png?i=density&jahr={year}",
    "/karte/karte.gpkg?i=density&jahr={year}",
    "/api/v1/areas?level=verband&format=parquet&year={year}",
)
YEARS: Final = (2014, 2015, 2016, 2017, 2019, 2021, 2023)
KEYS: Final = ("06440002", "14626110", "09574138", "01001000", "03154028", "15003000", "12061112", "08115041")
ORDINARY: Final = (
    "/",
    "/karte",
    "/stadt/06440002-bad-nauheim",
    "/api/v1",
    "/api/v1/areas?level=land",
    "/api/v1/search?q=Nauheim",
)
AFTER_S: Final = 20.0
TIMEOUT_S: Final = 60.0


@dataclass(frozen=True)
class Load:
    """What was measured: milliseconds of ordinary pages, memory in MB, what became of the PDFs."""

    pages: int
    median_ms: float
    p95_ms: float
    most_ms: float
    before_mb: float
    most_mb: float
    after_mb: float
    papers: int
    busy: int


def memory_mb(process: int) -> float:
    """What a process and those that it started hold now, what they share counted once (Linux)."""
    return sum(map(_own_mb, [process, *_started_by(process)]))


def _own_mb(process: int) -> float:
    """The proportional share of a process: pages of several count for each in part."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:  # it has ended meanwhile
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith("Pss:"))


def _started_by(process: int) -> list[int]:
    """The processes that a process has started, and those that these did."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except OSError:
        return []
    return [one for child in children for one in (child, *_started_by(child))]


async def asked(path: str, *, drop_after: int | None = None) -> bytes:
    """The head of an answer, read to its end, or dropped after so many bytes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        if drop_after is not None:
            return await asyncio.wait_for(reader.read(drop_after), 0.5)
        return (await asyncio.wait_for(reader.read(-1), TIMEOUT_S))[:15]
    except TimeoutError:
        return b""
    finally:
        writer.close()


async def _attack(dice: random.Random, towns: list[str]) -> tuple[int, int]:
    """All of it at once; how many papers came, and how many askers were told to come again."""
    years = [dice.choice(COSTLY).format(year=dice.choice(YEARS)) for _ in range(DROPPED)]
    dropped = [asked(path, drop_after=100) for path in years]
    papers = [asked(f"{path}.pdf?n={number}") for number, path in enumerate(towns)]

    async def in_turn() -> list[bytes]:
        return [await asked("/static/x/icon.svg") for _ in range(CONNECTIONS)]

    answers = await asyncio.gather(asyncio.gather(*papers), asyncio.gather(*dropped), in_turn())
    return sum(b" 200" in answer for answer in answers[0]), sum(b" 503" in answer for answer in answers[0])


async def _ordinary(stop: asyncio.Event, process: int) -> tuple[list[float], float]:
    """Milliseconds of ordinary pages, one after the other, and the most memory, until it is over."""
    taken, most, turn = [], 0.0, 0
    while not stop.is_set():
        begun = time.perf_counter()
        await asked(ORDINARY[turn % len(ORDINARY)])
        taken.append((time.perf_counter() - begun) * 1000)
        most, turn = max(most, memory_mb(process)), turn + 1
        await asyncio.sleep(0.05)
    return taken, most


async def _measured(process: int, seed: int, towns: list[str]) -> tuple[list[float], float, tuple[int, int]]:
    stop = asyncio.Event()
    pages = asyncio.create_task(_ordinary(stop, process))
    papers = await _attack(random.Random(seed), towns)
    stop.set()
    taken, most = await pages
    return taken, most, papers


def measured(seed: int) -> Load:
    """Start a server, load it, stop it."""
    line = [sys.executable, "-c", START, "serve", "--no-plans", "--port", str(PORT)]
    server = subprocess.Popen(line, stdout=subprocess.DEVNULL, text=True)
    try:
        until_answers(server)
        warm()
        towns = [address(KEYS[number % len(KEYS)]) for number in range(PDFS)]
        before = memory_mb(server.pid)
        taken, most, papers = asyncio.run(_measured(server.pid, seed, towns))
        time.sleep(AFTER_S)
        taken.sort()
        p95 = taken[int(len(taken) * 0.95)]
        after = memory_mb(server.pid)
        return Load(len(taken), statistics.median(taken), p95, taken[-1], before, max(most, after), after, *papers)
    finally:
        server.terminate()
        server.wait(20)


def table(found: Load) -> str:
    """Markdown, with the load of the machine, without which the numbers say little."""
    rows = (
        ("ordinary pages meanwhile", f"{found.pages}"),
        ("median, 95 %, most (ms)", f"{found.median_ms:.0f}, {found.p95_ms:.0f}, {found.most_ms:.0f}"),
        (
            "memory with workers before, most, after (MB)",
            f"{found.before_mb:.0f}, {found.most_mb:.0f}, {found.after_mb:.0f}",
        ),
        ("PDFs that came, askers told to come again (503)", f"{found.papers}, {found.busy}"),
        ("load of the machine (1 min)", f"{os.getloadavg()[0]:.1f}"),
    )
    head = f"| {DROPPED} dropped downloads, {PDFS} PDFs, {CONNECTIONS} connections in turn | |\n| --- | ---: |\n"
    return head + "".join(f"| {name} | {text} |\n" for name, text in rows)


def main() -> None:
    """Measure once, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.sturdy.load")
    parser.add_argument("--seed", type=int, default=12)
    print(table(measured(parser.parse_args().seed)))


if __name__ == "__main__":
    main()
