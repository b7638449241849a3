"""Markdown in the few forms that the pages use."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

GENERATED: Final = "<!-- Made from the code by `python3 run.py docs`; edit there, not here. -->"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; cells are joined as they stand, with bars escaped."""
    lines = [_row(head), "|" + " --- |" * len(head), *(_row(row) for row in rows)]
    return "\n".join(lines)


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def span(periods: Iterable[str]) -> str:
    """Periods in short: runs of years are drawn together ("1990, 1994, 2011-2014")."""
    listed = sorted(set(periods))
    years = [int(period) for period in listed if period.isdigit()]
    runs = [list(run) for _, run in groupby(enumerate(years), lambda pair: pair[1] - pair[0])]
    parts = [_run([year for _, year in run]) for run in runs]
    return ", ".join([*parts, *(period for period in listed if not period.isdigit())])


def _run(years: list[int]) -> str:
    return f"{years[0]}-{years[-1]}" if len(years) > 2 else ", ".join(map(str, years))
