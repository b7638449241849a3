"""Results as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One job's medians, and how many times the first job's they are."""

    name: str
    seconds: float
    peak_mb: float
    times_as_long: float
    times_the_memory: float


def markdown(title: str, rows: Sequence[Row]) -> str:
    """A titled table."""
    lines = [
        f"## {title}",
        "",
        "| what | seconds | peak MB | times as long | times the memory |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {row.name} | {row.seconds:.2f} | {row.peak_mb:.0f} | {row.times_as_long:.2f} | {row.times_the_memory:.2f} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"
