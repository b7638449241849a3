"""Damaged copies of real raw files: each is refused, or gives the same numbers. `python -m bench.sturdy.mutants`.

A mutant goes through its reader and the common checks as if it had been accepted with --accept-changed. What passes
with other numbers must be named by what the build says differs; without that option its checksum refuses it anyway.

One file of each source is damaged, each kind of damage on one source after the other. Two processes share the sources;
each reads its files once undamaged. What a mutant is hangs on its number and the seed alone.
"""

import argparse
import gc
import gzip
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from bench.raw import raw_folder
from bench.sturdy.grids import Cells, Grid, NoSuchFileError, bytes_alone, grid_of, number
from kleinstadt.errors import KleinstadtError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.known_areas import KnownAreas, areas_in, known_areas, refuse_strangers
from kleinstadt.sources.reading.tables import Reading
from kleinstadt.sources.registry import READERS, read_checked
from kleinstadt.sources.releases import differences

LISTS: Final = (
    "bbsr_crosswalk",
    "bbsr_reference",
    "bbsr_reference_2020",
)  # with these and the registers areas are known
REGISTERS: Final = ("2017", "2019", "2021", "2023", "31122024")
CELLS: Final = 4_000_000  # of files with more only bytes are damaged: Python takes seconds and gigabytes for such grids
WORKERS: Final = 2
AHEAD: Final = 3  # turns of each kind that are handed out at once, so that neither process waits for the other
OUTCOMES: Final = ("refused", "same numbers", "named", "unnoticed", "traceback")

Change = Callable[[random.Random, Grid], Cells | bytes | None]


@dataclass(frozen=True)
class Mutant:
    """What became of one damaged file."""

    kind: str
    path: str
    outcome: str
    said: str


def _changed(grid: Grid, row: int, column: int, cell: object) -> Cells:
    cells = list(grid.cells)
    cells[row] = [*cells[row][:column], cell, *cells[row][column + 1 :]]
    return cells


def _cell(to: Callable[[float], object], *, least: float = 0.0) -> Change:
    """One number of at least `least` becomes what `to` makes of it."""

    def change(rng: random.Random, grid: Grid) -> Cells | None:
        for _ in range(50 if grid.rows else 0):
            row, column = rng.choice(grid.rows), rng.choice(grid.numbers)
            value = number(grid.cells[row][column])
            if value is not None and abs(value) >= least:
                was = grid.cells[row][column]
                made = to(value)
                text = isinstance(was, str) and isinstance(made, float)
                return _changed(grid, row, column, f"{made:g}".replace(".", _point(grid)) if text else made)
        return None

    return change


def _point(grid: Grid) -> str:
    return "," if grid.separator == ";" else "."


def _thousands(mark: str) -> Callable[[float], str]:
    return lambda value: f"{value:,.0f}".replace(",", mark)


def _swapped_columns(rng: random.Random, grid: Grid) -> Cells | None:
    if len(grid.numbers) < 2:
        return None
    one, other = sorted(rng.sample(grid.numbers, 2))
    cells = list(grid.cells)
    for at in grid.rows:
        row = list(cells[at])
        row[one], row[other] = row[other], row[one]
        cells[at] = row
    return cells


def _flipped_key(rng: random.Random, grid: Grid) -> Cells | None:
    if not grid.rows:
        return None
    row = rng.choice(grid.rows)
    key = grid.cells[row][grid.key]
    digits = str(key).removesuffix(".0")
    at = rng.randrange(len(digits))
    other = rng.choice([digit for digit in "0123456789" if digit != digits[at]])
    flipped = digits[:at] + other + digits[at + 1 :]
    return _changed(grid, row, grid.key, type(key)(flipped) if isinstance(key, int | float) else flipped)


def _doubled_key(rng: random.Random, grid: Grid) -> Cells | None:
    if not grid.rows:
        return None
    one, other = rng.sample(grid.rows, 2)
    return _changed(grid, one, grid.key, grid.cells[other][grid.key])


def _row_twice(rng: random.Random, grid: Grid) -> Cells | None:
    if not grid.rows:
        return None
    row = rng.choice(grid.rows)
    return [*grid.cells[:row], grid.cells[row], *grid.cells[row:]]


def _rows_gone(rng: random.Random, grid: Grid) -> Cells | None:
    if not grid.rows:
        return None
    first = rng.choice(grid.rows)
    return grid.cells[:first] + grid.cells[first + rng.choice((1, 1, 3, 100)) :]


def _cut_at_a_line(rng: random.Random, grid: Grid) -> Cells | None:
    if not grid.rows:
        return None
    return grid.cells[: rng.choice(grid.rows)]


def _last_line_gone(_: random.Random, grid: Grid) -> Cells | None:
    if not grid.rows:
        return None
    return grid.cells[: grid.rows[-1]] + grid.cells[grid.rows[-1] + 1 :]


def _last_character_gone(rng: random.Random, grid: Grid) -> bytes:
    data = (grid.raw / grid.file.path).read_bytes()
    cut = rng.choice((1, 2, 3))
    if grid.file.path.endswith(".gz"):
        return gzip.compress(gzip.decompress(data)[:-cut], 1)
    return data[:-cut]


def _byte_flipped(rng: random.Random, grid: Grid) -> bytes:
    data = bytearray((grid.raw / grid.file.path).read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def _cut_anywhere(rng: random.Random, grid: Grid) -> bytes:
    data = (grid.raw / grid.file.path).read_bytes()
    return data[: rng.randrange(len(data))]


KINDS: Final[dict[str, Change]] = {
    "not finite (nan, inf)": _cell(lambda _: float("inf")),
    "the word nan": _cell(lambda _: "nan"),
    "1e5": _cell(lambda _: "1e5"),
    "a fraction of a whole": _cell(lambda value: value + 0.5),
    "below zero": _cell(lambda value: -value - 1),
    "a million times": _cell(lambda value: value * 1e6, least=1),
    "ten times": _cell(lambda value: value * 10, least=1),
    "thousands with dots": _cell(_thousands("."), least=1000),
    "thousands with commas": _cell(_thousands(","), least=1000),
    "a dash": _cell(lambda _: "-", least=0.1),
    "#N/A": _cell(lambda _: "#N/A"),
    "a formula": _cell(lambda _: "=SUM(A1:A9)"),
    "emptied": _cell(lambda _: ""),
    "columns swapped": _swapped_columns,
    "a digit of a key": _flipped_key,
    "a key twice": _doubled_key,
    "a row twice": _row_twice,
    "rows gone": _rows_gone,
    "cut at a line": _cut_at_a_line,
    "the last line gone": _last_line_gone,
    "the last characters gone": _last_character_gone,
    "a bit flipped": _byte_flipped,
    "cut anywhere": _cut_anywhere,
}


@dataclass(frozen=True)
class Whole:
    """A file that will be damaged, and what it gives undamaged."""

    grid: Grid
    reading: Reading


@dataclass
class Bench:
    """What a process that damages files keeps: the areas there are, and the files of its sources."""

    known: KnownAreas
    wholes: dict[str, Whole]


BENCHES: Final[list[Bench]] = []  # of this process: at most one


def prepared(raw: Path, sources: list[str], seed: int) -> list[str]:
    """Read one file of each of these sources undamaged, and keep it; the sources of which there is one that holds."""
    known = registers(raw)
    found = {source: whole for source in sources if (whole := whole_of(raw, source, known, seed))}
    BENCHES[:] = [Bench(known, found)]
    gc.collect()
    gc.freeze()  # millions of cells, which need not be looked through again
    return list(found)


def whole_of(raw: Path, source: str, known: KnownAreas, seed: int) -> Whole | None:
    """A file of the source that passes every check; damaged cell by cell only if, written again, it gives the same."""
    files = sorted((file for file in known_files() if file.source == source), key=lambda file: file.path)
    random.Random(f"{seed}/{source}").shuffle(files)
    for file in files:
        try:
            reading = read_checked(raw, file)
            refuse_strangers(file, areas_in(reading), known)
        except (KleinstadtError, OSError):
            continue  # a list of areas of a day that these registers do not know, or not there
        grid = grid_of(raw, file, CELLS)
        try:
            same = not grid.rows or _same(grid.read(grid.cells), reading)
        except (KleinstadtError, NoSuchFileError):
            same = False
        return Whole(grid if same else bytes_alone(raw, file), reading)
    return None


def _same(one: Reading, other: Reading) -> bool:
    theirs = other.tables()
    return one.tables().keys() == theirs.keys() and all(
        frame.equals(theirs[name]) or frame.sort(frame.columns).equals(theirs[name].sort(frame.columns))
        for name, frame in one.tables().items()
    )


def registers(raw: Path) -> KnownAreas:
    """The areas of the last years, as the build knows them from the registers it reads."""
    wanted = [
        file
        for file in known_files()
        if file.source in LISTS or (file.source == "gv" and any(year in file.path for year in REGISTERS))
    ]
    return known_areas([read_checked(raw, file) for file in wanted])


def tried(kind: str, whole: Whole, known: KnownAreas, rng: random.Random) -> Mutant | None:
    """Damage a file and read it; None where it has nothing to damage in this way."""
    grid = whole.grid
    damaged = KINDS[kind](rng, grid)
    if damaged is None:
        return None
    try:
        reading = grid.read_bytes(damaged) if isinstance(damaged, bytes) else grid.read(damaged)
        refuse_strangers(grid.file, areas_in(reading), known)
        if _same(reading, whole.reading):
            return Mutant(kind, grid.file.path, "same numbers", "")
        named = differences(reading, grid.file)
    except NoSuchFileError:
        return None
    except KleinstadtError as error:
        return Mutant(kind, grid.file.path, "refused", str(error))
    except Exception as error:
        return Mutant(kind, grid.file.path, "traceback", f"{type(error).__name__}: {error}")
    return Mutant(kind, grid.file.path, "named" if named else "unnoticed", "; ".join(named))


def tried_here(kind: str, source: str, number: str) -> Mutant | None:
    """The same of a file that this process keeps; number : what the damage hangs on."""
    return tried(kind, BENCHES[0].wholes[source], BENCHES[0].known, random.Random(number))


@dataclass
class Turn:
    """Which source is damaged next in one way."""

    kind: str
    sources: list[str]
    at: int = 0

    def next(self) -> str:
        """The source whose turn it is; each kind goes through all of them in an order of its own."""
        self.at += 1
        return self.sources[(self.at - 1) % len(self.sources)]


def mutants(raw: Path, count: int, seed: int) -> list[Mutant]:
    """`count` damaged files, kind by kind and source by source in turn; the same seed gives the same ones."""
    with ExitStack() as stack:
        shares = [list(share) for share in _shares(raw)]
        pools = [stack.enter_context(ProcessPoolExecutor(1, get_context("spawn"))) for _ in shares]
        ready = [pool.submit(prepared, raw, share, seed) for pool, share in zip(pools, shares, strict=True)]
        pool_of = {source: pool for pool, one in zip(pools, ready, strict=True) for source in one.result()}
        turns = [Turn(kind, random.Random(f"{seed}/{kind}").sample(sorted(pool_of), len(pool_of))) for kind in KINDS]
        return _made(turns, pool_of, count, seed)


def _shares(raw: Path) -> Iterator[list[str]]:
    """The sources, divided so that each process has about as many bytes to read."""
    sizes: dict[str, int] = {}
    for file in known_files():
        path = raw / file.path
        if file.source in READERS and path.is_file():
            sizes[file.source] = min(path.stat().st_size, sizes.get(file.source, path.stat().st_size))
    largest = sorted(sizes, key=lambda source: (-sizes[source], source))
    for first in range(WORKERS):
        yield largest[first::WORKERS]


def _made(turns: list[Turn], pool_of: dict[str, ProcessPoolExecutor], count: int, seed: int) -> list[Mutant]:
    """Let every kind have its turn until there are enough; what has nothing to damage passes its turn on."""
    made: list[Mutant] = []
    while len(made) < count:
        asked: list[tuple[Turn, Future[Mutant | None]]] = []
        for turn in turns * AHEAD:
            source = turn.next()
            asked.append((turn, pool_of[source].submit(tried_here, turn.kind, source, f"{seed}/{turn.kind}/{turn.at}")))
        for turn, future in asked:
            found = future.result()
            for _ in turn.sources:
                if found is not None:
                    made.append(found)
                    break
                source = turn.next()
                found = pool_of[source].submit(tried_here, turn.kind, source, f"{seed}/{turn.kind}/{turn.at}").result()
    return made[:count]


def counted(made: list[Mutant], kind: str = "") -> Counter[str]:
    """How many came to what, of one kind or of all."""
    return Counter(mutant.outcome for mutant in made if kind in (mutant.kind, ""))


def table(made: list[Mutant]) -> str:
    """Markdown: of each kind how many were refused, gave the same numbers, passed and were named, passed unnoticed."""
    lines = [f"| kind | {' | '.join(OUTCOMES)} |", "| --- |" + " ---: |" * len(OUTCOMES)]
    for kind in (*KINDS, "all"):
        counts = counted(made, "" if kind == "all" else kind)
        lines.append(f"| {kind} | {' | '.join(str(counts[outcome]) for outcome in OUTCOMES)} |")
    return "\n".join(lines) + f"\n\nFiles of {len({mutant.path for mutant in made})} sources.\n"


def main() -> None:
    """Make mutants, print the table and what was not refused."""
    parser = argparse.ArgumentParser(prog="python -m bench.sturdy.mutants")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--passed", action="store_true", help="also print what passed, and every traceback")
    asked = parser.parse_args()
    begun = time.perf_counter()
    made = mutants(raw_folder(), asked.count, asked.seed)
    print(table(made))
    sys.stderr.write(f"{time.perf_counter() - begun:.0f} s\n")
    if asked.passed:
        for mutant in made:
            if mutant.outcome not in ("refused", "same numbers"):
                print(f"{mutant.outcome}: {mutant.kind}: {mutant.path}: {mutant.said[:300]}")


if __name__ == "__main__":
    main()
