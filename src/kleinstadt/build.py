"""Makes an edition from a folder of raw files: read, keep what indicators need, describe, write."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceMissingError
from kleinstadt.indicators.catalogue import needed_variables
from kleinstadt.manifest import describe
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.reading import SCHEMAS, RawFile, ReadFile
from kleinstadt.sources.registry import read_raw
from kleinstadt.store import sha256_of, write_edition
from kleinstadt.territory.links import compact, essential, links_of_changes

Progress = Callable[[str, int, int], None]

WORKERS: Final = 2

SORT_KEYS: Final = {
    "facts": ["variable", "period", "territory", "level", "source", "area_id"],
    "areas": ["level", "area_id", "territory"],
    "links": ["first_from", "last_from", "to_territory", "from_id", "to_id"],
    "changes": ["effective", "from_id", "to_id"],
    "groups": ["scheme", "territory", "level", "area_id"],
    "flows": ["variable", "period", "level", "from_id", "to_id"],
}


@dataclass(frozen=True)
class BuildResult:
    """What a build did: the edition's folder, the files that were not there, and those that have changed."""

    path: Path
    missing: list[str]
    changed: list[str]


def build(raw: Path, out: Path, progress: Progress = lambda *_: None) -> BuildResult:
    """Make the edition `out` from the files in `raw`; the old edition stays whole until the new one is.

    The same files give the same bytes. Raises SourceMissingError, SourceLayoutError or SourceContentError.
    """
    present, missing = _present_files(raw)
    read = sorted(_read_all(raw, present, progress), key=lambda done: present.index(done.file))
    progress("tables", len(present), len(present) + 2)
    tables = assemble(read)
    progress("writing", len(present) + 1, len(present) + 2)
    write_edition(out, tables, describe(tables, read))
    progress("done", len(present) + 2, len(present) + 2)
    changed = [done.file.path for done in read if done.sha256 != done.file.sha256]
    return BuildResult(out, missing, changed)


def _present_files(raw: Path) -> tuple[list[RawFile], list[str]]:
    files = known_files()
    present = [file for file in files if (raw / file.path).is_file()]
    if not present:
        msg = (
            f"{raw}: none of the {len(files)} known raw files is here. `kleinstadt sources` says where they come from."
        )
        raise SourceMissingError(msg)
    return present, [file.path for file in files if file not in present]


def _read_all(raw: Path, files: list[RawFile], progress: Progress) -> Iterator[ReadFile]:
    """Read in parallel, largest first so that no long file is left for the end."""
    largest_first = sorted(files, key=lambda file: -(raw / file.path).stat().st_size)
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(partial(_read_one, raw), file) for file in largest_first]
        for count, job in enumerate(as_completed(jobs), start=1):
            done = job.result()
            progress(done.file.path, count, len(files) + 2)
            yield done


def _read_one(raw: Path, file: RawFile) -> ReadFile:
    return ReadFile(file, sha256_of(raw / file.path), read_raw(raw, file))


def assemble(read: list[ReadFile]) -> dict[str, pl.DataFrame]:
    """The edition's tables: everything that was read, put together, and reduced to what the indicators need."""
    tables = {name: _stack(read, name) for name in SORT_KEYS}
    tables["facts"] = tables["facts"].filter(pl.col("variable").is_in(sorted(needed_variables())))
    tables["links"] = _all_links(tables)
    return {name: frame.sort(SORT_KEYS[name]) for name, frame in tables.items()}


def _all_links(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Links between municipalities of all years, in short form: the publishers', then those of the lists of changes."""
    links = tables["links"].filter(pl.col("level") == "gemeinde")
    last = links["to_territory"].max()
    newest = tables["areas"]["territory"].max()
    if isinstance(last, date) and isinstance(newest, date) and newest > last:
        areas = tables["areas"].filter((pl.col("level") == "gemeinde") & (pl.col("territory") == last))["area_id"]
        links = pl.concat([links, links_of_changes(tables["changes"], areas, last, newest)])
    return compact(essential(links))


def _stack(read: list[ReadFile], table: str) -> pl.DataFrame:
    frames = [done.reading.tables()[table] for done in read if table in done.reading.tables()]
    return pl.concat([pl.DataFrame(schema=SCHEMAS[table]), *frames])
