"""Parquet files that claim more than they hold: `python -m bench.sturdy.parquet_bombs [--count 2000] [--seed 12]`.

A small table's footer, page heads and pages are damaged by a seed: bits turned, numbers made huge, bytes cut or put in.
Each file is read as a source's is, and is refused by an error of ours or gives a table; memory is looked at.
"""

import argparse
import io
import random
import resource
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import KleinstadtError
from kleinstadt.sources.reading.parquet import read_parquet

HUGE: Final = bytes([0xFE, 0xFF, 0xFF, 0xFF, 0x0F])  # 2,147,483,647, as Parquet's heads and footer write it


def small() -> bytes:
    """A table of the kinds of columns that sources have."""
    rows = 400
    frame = pl.DataFrame(
        {
            "ags": [f"{1_001_000 + row:08}" for row in range(rows)],
            "name": ["Lauf a.d. Pegnitz"] * rows,
            "value": [row / 7 if row % 5 else None for row in range(rows)],
            "year": [2019] * rows,
        }
    )
    stream = io.BytesIO()
    frame.write_parquet(stream, row_group_size=100)
    return stream.getvalue()


def _turned(dice: random.Random, data: bytes) -> bytes:
    """A bit, somewhere."""
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]


def _of_the_footer(change: Callable[[random.Random, bytes], bytes]) -> Callable[[random.Random, bytes], bytes]:
    """The same, in the footer, whose length is set right again."""

    def changed(dice: random.Random, data: bytes) -> bytes:
        begin = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
        footer = change(dice, data[begin:-8])
        return data[:begin] + footer + len(footer).to_bytes(4, "little") + data[-4:]

    return changed


def _huge(dice: random.Random, data: bytes) -> bytes:
    """The greatest number in place of some bytes."""
    at = dice.randrange(len(data))
    return data[:at] + HUGE + data[at + dice.randrange(1, 6) :]


def _cut(dice: random.Random, data: bytes) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.randrange(1, 40) :]


KINDS: Final[dict[str, Callable[[random.Random, bytes], bytes]]] = {
    "a bit turned": _turned,
    "a bit of the footer turned": _of_the_footer(_turned),
    "a huge number": _huge,
    "a huge number in the footer": _of_the_footer(_huge),
    "bytes gone": _cut,
    "bytes of the footer gone": _of_the_footer(_cut),
}


def tried(data: bytes, folder: Path) -> str:
    """What became of a file: refused, read, or the name of another library's error."""
    path = folder / "table.parquet"
    path.write_bytes(data)
    try:
        read_parquet(path)
    except KleinstadtError:
        return "refused"
    except BaseException as error:
        return f"{type(error).__module__}.{type(error).__name__}"
    return "read"


def outcomes(count: int, seed: int) -> Counter[tuple[str, str]]:
    """`count` damaged files, kind by kind in turn; the same seed gives the same ones."""
    dice, whole = random.Random(seed), small()
    found: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as name:
        for turn in range(count):
            kind = list(KINDS)[turn % len(KINDS)]
            found[kind, tried(KINDS[kind](dice, whole), Path(name))] += 1
    return found


def table(count: int, seed: int) -> str:
    """Markdown: of each kind how many were refused and read, and the memory that the most hungry took."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = outcomes(count, seed)
    taken = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    said = sorted({outcome for _, outcome in found})
    lines = [f"| damage | {' | '.join(said)} |", "| --- |" + " ---: |" * len(said)]
    lines += [f"| {kind} | {' | '.join(str(found[kind, one]) for one in said)} |" for kind in KINDS]
    return "\n".join([*lines, "", f"Memory taken by the most hungry of them: {taken:.0f} MB"]) + "\n"


def main() -> None:
    """Damage files, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.sturdy.parquet_bombs")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=12)
    asked = parser.parse_args()
    print(table(asked.count, asked.seed))


if __name__ == "__main__":
    main()
