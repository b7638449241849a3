"""Results as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

Three = tuple[float, float, float]


@dataclass(frozen=True)
class Row:
    """One job's medians (seconds, processor seconds, MB), and how many times the first job's they are."""

    name: str
    medians: Three
    ratios: Three


def markdown(title: str, rows: Sequence[Row]) -> str:
    """A titled table."""
    lines = [
        f"## {title}",
        "",
        "| what | seconds | CPU seconds | peak MB | times as long | times the CPU | times the memory |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        seconds, cpu_seconds, peak_mb = row.medians
        ratios = " | ".join(f"{ratio:.2f}" for ratio in row.ratios)
        lines.append(f"| {row.name} | {seconds:.2f} | {cpu_seconds:.2f} | {peak_mb:.0f} | {ratios} |")
    return "\n".join(lines) + "\n"
