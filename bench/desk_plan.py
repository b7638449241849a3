"""`python -m bench.desk_plan [--measures 300]`: how long the pages and documents of a large plan take.

The plan is a draft of Bad Berleburg with so many measures, each with text, money and a log; medians of three rounds.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from starlette.testclient import TestClient

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Edition
from kleinstadt.web.app import create_app
from kleinstadt.workbench.draft.create import draft
from kleinstadt.workbench.models.findings import Chapter
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import LogEntry, Measure
from kleinstadt.workbench.models.money import MoneyRow
from kleinstadt.workbench.reading.when import when
from kleinstadt.workbench.records import Record
from kleinstadt.workbench.storage.store import Store

KEY = "05970004"
PAGES = ("", "/befunde", "/kapitel", "/ziele", "/massnahmen", "/massnahmen?ansicht=stufen", "/geld", "/nachhalten")
FILES = ("konzept.docx", "konzept.pdf", "blaetter.docx", "kofi.xlsx")
ROUNDS = 3


def large(measures: int) -> list[Record]:
    """A draft with so many measures."""
    records = draft(Atlas(Edition()), KEY)
    goals = [one.id for one in records if isinstance(one, Goal)]
    words = "Ein leeres Ladenhaus wird zu zwei Praxen. " * 8
    for n in range(1, measures + 1):
        cost = Decimal(10_000 * n)
        records += [
            Measure(
                id=f"m{n}",
                number=f"M {n}",
                title=f"Maßnahme {n}",
                summary=words,
                goals=(goals[n % len(goals)],),
                stage="measure",
                priority="1",
                begin=when("2028"),
                end=when("2030"),
                cost=cost,
            ),
            MoneyRow(
                id=f"r{n}", title=f"Maßnahme {n}", measure=f"m{n}", total=cost, own=cost / 2, land=cost / 2, order=n
            ),
            LogEntry(id=f"v{n}", measure=f"m{n}", day=date(2028, 8, 14), what="Angefragt"),
        ]
    assert any(isinstance(one, Chapter) for one in records)
    return records


def medians(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor, medians of some rounds."""
    times, used = [], []
    for _ in range(ROUNDS):
        begun, worked = time.perf_counter(), time.process_time()
        act()
        times.append(time.perf_counter() - begun)
        used.append(time.process_time() - worked)
    return statistics.median(times), statistics.median(used)


def main() -> None:
    """Print a table of pages and files."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk_plan")
    parser.add_argument("--measures", type=int, default=300)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'plans.sqlite'}"
        Store(url).create(KEY, large(chosen.measures), "bench")
        with TestClient(create_app(ahead=False, database=url)) as client:
            base = client.get(f"/plan/{KEY}", follow_redirects=True).url.path

            def asked(path: str) -> None:
                assert client.get(base + path).status_code == 200, path

            print(f"| what | ms, median of {ROUNDS} | CPU ms |\n| --- | ---: | ---: |")
            for path in (*PAGES, *(f"/dokument/{name}" for name in FILES)):
                asked(path)
                clock, work = medians(partial(asked, path))
                print(f"| {path or 'overview'} | {clock * 1000:.0f} | {work * 1000:.0f} |", flush=True)


if __name__ == "__main__":
    main()
