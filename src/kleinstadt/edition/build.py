"""Makes an edition from a folder of raw files: read, keep what indicators need, describe, write."""

from collections.abc import Callable, Collection
from concurrent.futures import as_completed
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.edition.draft import Draft, refuse_foreign, write_edition
from kleinstadt.edition.edition import Edition
from kleinstadt.edition.employees import MADE_OF, employees_facts
from kleinstadt.edition.manifest import describe
from kleinstadt.edition.reach import BASE_YEAR, inputs, reach_facts
from kleinstadt.edition.store import FACTS_ORDER
from kleinstadt.errors import SourceContentError, SourceMissingError, UnknownNameError
from kleinstadt.files import user_cache
from kleinstadt.indicators.catalogue import OCCUPATION, needed_variables
from kleinstadt.keys import DIGITS
from kleinstadt.sources.bbsr.reference_2019 import INKAR_VERBAND
from kleinstadt.sources.bkg import vg250
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.fetch.npm import check, fetch
from kleinstadt.sources.known_areas import INKARS_OWN, areas_in, known_areas, refuse_strangers
from kleinstadt.sources.reading.tables import SCHEMAS, RawFile, ReadFile, Reading, compact, spelt
from kleinstadt.sources.registry import read_known
from kleinstadt.sources.transport import stops
from kleinstadt.territory.crosswalk import edition_crosswalk
from kleinstadt.territory.geometry import make_base_polygons
from kleinstadt.territory.grid import cells_to_base_polygons, mean_age_facts, place_count_facts
from kleinstadt.territory.localities import localities
from kleinstadt.workers import worker_pool

Progress = Callable[[str, int, int], None]
WORKERS: Final = 2

BASE_POLYGONS_DAY: Final = date(2015, 12, 31)  # the borders of 1 January 2016 are those of the day before

REPEATED: Final = ("gv100",)  # read and checked; the register of a month later and BBSR's of 2022 say the same

PLACES: Final = ("schools", "primary_schools")  # cells that are places of single things
ACROSS: Final = (*stops.MODES, "airports")  # such places, of lists that reach beyond the border

SORT_KEYS: Final = {
    "facts": list(FACTS_ORDER),
    "areas": ["level", "area_id", "territory"],
    "crosswalk": ["first_from", "last_from", "to_territory", "from_id", "to_id"],
    "changes": ["effective", "from_id", "to_id"],
    "groups": ["scheme", "territory", "level", "area_id"],
    "flows": ["variable", "period", "level", "from_id", "to_id"],
    "postcodes": ["postcode", "area_id"],
}

KeptOf = tuple[ReadFile, pl.DataFrame]
"""A file as it was read, and level, territory and area_id of what it speaks of."""


@dataclass(frozen=True)
class BuildResult:
    """What a build did.

    Attributes
    ----------
    path : Path
        Folder of the edition.
    missing : list of str
        Known raw files that were not there.
    changed : dict of str to tuple of str
        For each file that was accepted as changed, what differs from the catalogue.
    """

    path: Path
    missing: list[str]
    changed: dict[str, tuple[str, ...]]


def build(
    raw: Path,
    out: Path,
    progress: Progress = lambda *_: None,
    *,
    borders: Path | None = None,
    accept_changed: Collection[str] = (),
) -> BuildResult:
    """Make an edition from a folder of raw files; the old edition stays whole until the new one is.

    The same files give the same bytes. It takes about a minute.

    Parameters
    ----------
    raw : Path
        Folder of raw files, with the paths of sources/editions.csv.
    out : Path
        Folder of the new edition: a new or empty one, or that of an older edition.
    progress : Callable
        Called with what is being done, how many steps are done, and how many there are.
    borders : Path, optional
        The tarball of borders (sources/bkg/vg250.py); by default the one in the user's cache, fetched if need be.
    accept_changed : collection of str
        Paths of files (as in editions.csv) that may be others than the catalogue knows.

    Returns
    -------
    BuildResult
        The folder, files that were missing, and what differs in those accepted as changed.

    Raises
    ------
    SourceMissingError
        Without any register of municipalities.
    SourceLayoutError
        If a file's columns or sheets are not what its publisher used so far.
    SourceContentError
        If a file contradicts itself, is not the one the catalogue knows, or names areas that no register knows.
    UnknownNameError
        For an accepted path that the catalogue does not have.
    EditionError
        If `out` holds files that are no edition.
    """
    refuse_foreign(out)
    _refuse_unknown_paths(accept_changed)
    present, missing = _present_files(raw)
    steps = len(present) + 5
    progress("borders: fetch", 0, steps)
    tarball = check(borders, vg250.PACKAGE) if borders else fetch(vg250.PACKAGE, user_cache())
    reading = partial(read_kept, raw, accepted=frozenset(accept_changed))
    found, pieces = _read_all(
        reading, _largest_first(raw, present), tarball, lambda text, done: progress(text, done, steps)
    )
    found.sort(key=lambda pair: present.index(pair[0].file))
    read = [done for done, _ in found]
    known = known_areas(done.reading for done in read)
    for done, areas in found:
        refuse_strangers(done.file, areas, known)
    progress("tables", steps - 3, steps)
    cells = _stack(read, "cells")
    owners = cells_to_base_polygons(cells.filter(~pl.col("variable").is_in(ACROSS)), pieces)
    tables = assemble(found, pieces, owners)
    tables["localities"] = localities(_stack(read, "places"), pieces)
    progress("location", steps - 2, steps)
    homes = cells.filter(pl.col("variable") == "grid_population").select("x", "y", persons="value").drop_nulls()
    located = homes.join(owners.rename({"area_id": "piece"}), on=["x", "y"])
    read = [_head(done) for done in read]
    del found, cells, owners, homes  # half of the memory, from here on
    tables["facts"] = with_location(tables, located, read, tarball)
    progress("writing", steps - 1, steps)
    write_edition(out, tables, describe(tables, read, tarball))
    progress("done", steps, steps)
    return BuildResult(out, missing, {done.file.path: done.differing for done in read if done.differing})


def _refuse_unknown_paths(paths: Collection[str]) -> None:
    known = {file.path for file in known_files()}
    for path in paths:
        if path not in known:
            near = get_close_matches(path, known, 3)
            hint = f" Near ones: {', '.join(near)}." if near else ""
            msg = f"No raw file is called '{path}'; give its path below the raw folder, as the build names it.{hint}"
            raise UnknownNameError(msg)


def _present_files(raw: Path) -> tuple[list[RawFile], list[str]]:
    files = known_files()
    present = [file for file in files if (raw / file.path).is_file()]
    if not any(file.source == "gv" for file in present):
        msg = (
            f"{raw}: no register of municipalities (gemeindeverzeichnis/*.xlsx) among the {len(present)} known raw "
            f"files that are here, and nothing can be built without one. `kleinstadt sources` says where to get it."
        )
        raise SourceMissingError(msg)
    return present, [file.path for file in files if file not in present]


def _largest_first(raw: Path, files: list[RawFile]) -> list[RawFile]:
    return sorted(files, key=lambda file: -(raw / file.path).stat().st_size)


def _read_all(
    read_one: Callable[[RawFile], KeptOf], files: list[RawFile], tarball: Path, said: Callable[[str, int], None]
) -> tuple[list[KeptOf], pl.DataFrame]:
    """Read the borders and the files in parallel."""
    read: list[KeptOf] = []
    with worker_pool(WORKERS) as pool:
        pieces = pool.submit(_make_pieces, tarball)
        jobs = [pool.submit(read_one, file) for file in files]
        import scipy.spatial  # noqa: F401 - nearness needs it, and here this process has nothing else to do

        for job in as_completed(jobs):
            done = job.result()
            read.append(done)
            said(done[0].file.path, len(read))
        said("borders", len(read) + 1)
        return read, pieces.result()


def read_kept(raw: Path, file: RawFile, accepted: Collection[str]) -> KeptOf:
    """In a worker, which hands back no more than is needed: what is kept of a file, and all areas it speaks of.

    Parameters
    ----------
    raw : Path
        Folder of raw files.
    file : RawFile
        One that the catalogue knows.
    accepted : collection of str
        Paths of files that may be others than the catalogue knows.

    Returns
    -------
    tuple of (ReadFile, pl.DataFrame)
        The file with the facts that indicators need; level, territory, area_id of all that it speaks of.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If its columns or sheets are not what its publisher used so far.
    SourceContentError
        If it contradicts itself, or is not the one the catalogue knows.
    """
    done = read_known(raw, file, accepted)
    areas, reading = areas_in(done.reading), done.reading
    if reading.facts is not None:
        wanted = _needed() | pl.col("variable").is_in(MADE_OF)
        reading = replace(reading, facts=compact(reading.facts.filter(wanted)))
    if reading.cells is not None:
        reading = replace(reading, cells=compact(reading.cells))
    return replace(done, reading=reading), areas


def _needed() -> pl.Expr:
    """Facts that an indicator needs."""
    name = pl.col("variable").cast(pl.String)
    return name.is_in(sorted(needed_variables())) | name.str.starts_with(OCCUPATION)


def _head(done: ReadFile) -> ReadFile:
    """What describe() asks of a file: one row of each vintage."""
    facts = done.reading.facts
    return replace(done, reading=Reading(facts=facts if facts is None else facts.unique(FACTS_ORDER[:-1])))


def _make_pieces(tarball: Path) -> pl.DataFrame:
    return make_base_polygons(vg250.read(tarball))


def assemble(found: list[KeptOf], pieces: pl.DataFrame, owners: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The edition's tables: everything that was read, put together, and reduced to what the indicators need.

    Parameters
    ----------
    found : list of (ReadFile, pl.DataFrame)
        As `read_kept` gives them.
    pieces : pl.DataFrame
        BASE_POLYGONS (territory/geometry.py).
    owners : pl.DataFrame
        The piece of every cell that was read (cells_to_base_polygons).

    Returns
    -------
    dict of str to pl.DataFrame
        By name of the table; facts are compact (tables.py) and in any order.

    Raises
    ------
    SourceContentError
        For a Verband that no scheme names.
    """
    read = [done for done, _ in found]
    tables = {name: _stack(read, name) for name in SORT_KEYS}
    known = tables["areas"].filter((pl.col("level") == "gemeinde") & (pl.col("territory") == BASE_POLYGONS_DAY))[
        "area_id"
    ]
    named = [areas.with_columns(file=pl.lit(done.file.path)) for done, areas in found]
    given = with_verband_keys(tables["facts"], tables["groups"], pl.concat(named))
    tables["groups"] = tables["groups"].filter(pl.col("scheme") != INKAR_VERBAND)
    densities = spelt(given.filter(pl.col("variable").is_in(MADE_OF)))
    made = [
        employees_facts(densities, tables["areas"].filter(pl.col("level") == "gemeinde")),
        *_from_cells(_stack(read, "cells"), owners, pieces, known),
    ]
    facts = pl.concat([given, *map(compact, made)]).filter(_needed())
    tables["crosswalk"] = edition_crosswalk(tables["crosswalk"], tables["changes"])
    rest = {name: frame.sort(SORT_KEYS[name]) for name, frame in tables.items() if name != "facts"}
    return {**rest, "facts": facts, "base_polygons": pieces}  # facts are sorted once, as they are written


def with_verband_keys(facts: pl.DataFrame, groups: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """Facts whose Verbände have INKAR's own eight digits, with the first nine of the ARS instead.

    Parameters
    ----------
    facts : pl.DataFrame
        FACTS.
    groups : pl.DataFrame
        With the scheme INKAR_VERBAND, where its file was read; without it such facts are left out.
    areas : pl.DataFrame
        level, territory, area_id, file of all that was read, of numbers that are not kept, too.

    Returns
    -------
    pl.DataFrame
        FACTS; what is known of a Verband also for the towns that the BBSR counts to it.

    Raises
    ------
    SourceContentError
        For a Verband that the scheme does not name.
    """
    ours = groups.filter(pl.col("scheme") == INKAR_VERBAND).select("territory", "area_id", verband="group_id")
    if ours.is_empty():
        return facts.filter(~INKARS_OWN)
    lost = areas.filter(INKARS_OWN).join(ours, on=["territory", "area_id"], how="anti").sort("file", "area_id")
    if not lost.is_empty():
        key, file, day = lost.select("area_id", "file", "territory").row(0)
        msg = (
            f"{lost.height} Verbände have numbers, but BBSR's reference does not name them, first {key} ({file}, "
            f"borders of {day}). Read the reference of that day (bbsr/reference_2019.py) with the indicators."
        )
        raise SourceContentError(msg)
    named = facts.filter(INKARS_OWN).join(ours, on=["territory", "area_id"], maintain_order="left")
    keyed = pl.concat([facts.filter(~INKARS_OWN), named.with_columns(area_id="verband").drop("verband")])
    return pl.concat([keyed, _of_joined_towns(keyed, groups)])


def _of_joined_towns(facts: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """The Verband's numbers again, for towns that are Verbände by their own key and that BBSR counts to another one.

    Bosau and Tangstedt; without it they, and the Verbände they are counted to, would lack what is known of both.
    """
    members = groups.filter((pl.col("scheme") == "verband_official") & (pl.col("level") == "gemeinde"))
    key = pl.col("area_id")
    alone = key.str.slice(0, DIGITS["kreis"]) + "0" + key.str.slice(DIGITS["kreis"])
    pairs = members.select("territory", alone=alone, verband="group_id", kreis=key.str.slice(0, DIGITS["kreis"]))
    joined = pairs.filter(pl.col("verband").str.slice(0, DIGITS["kreis"]) != pl.col("kreis")).drop("kreis")
    known = facts.filter(pl.col("level") == "verband")
    theirs = known.join(joined, left_on=["territory", "area_id"], right_on=["territory", "verband"])
    mine = theirs.with_columns(area_id="alone").select(facts.columns)
    return mine.join(known, on=["variable", "period", "territory", "area_id", "source"], how="anti")


def _from_cells(
    cells: pl.DataFrame, owners: pl.DataFrame, pieces: pl.DataFrame, known: pl.Series
) -> list[pl.DataFrame]:
    """Facts of municipalities that are made of cells and places: years lived by the residents, schools.

    known : municipalities of the day of the pieces; those that ended with it have no piece, their land lies in another
    """
    if cells.is_empty():
        return []
    places = cells.filter(pl.col("variable").is_in(PLACES))
    across = cells.filter(pl.col("variable").is_in(ACROSS))
    every = pl.concat([pieces["piece"], known]).unique().sort()
    inside = cells_to_base_polygons(across, pieces, reach_m=0)
    return [
        mean_age_facts(cells, owners, BASE_POLYGONS_DAY),
        place_count_facts(places, owners, every, BASE_POLYGONS_DAY),
        place_count_facts(across, inside, every, BASE_POLYGONS_DAY),
    ]


def with_location(
    tables: dict[str, pl.DataFrame], homes: pl.DataFrame, read: list[ReadFile], borders: Path
) -> pl.DataFrame:
    """The facts, and what is modelled of how near everything is, where there is what it is modelled from.

    Parameters
    ----------
    tables : dict of str to pl.DataFrame
        The edition's tables.
    homes : pl.DataFrame
        x, y (metres EPSG:3035), persons, piece of the populated cells.
    read : list of ReadFile
        The raw files they are made of; of the facts one row of each vintage is enough.
    borders : Path
        The tarball of borders.

    Returns
    -------
    pl.DataFrame
        FACTS.
    """
    facts = tables["facts"]
    needed = {**tables, "facts": spelt(inputs(facts))}
    draft = Edition(Draft(needed, describe(needed, read, borders)))
    if homes.is_empty() or BASE_YEAR not in draft.years:
        return facts
    return pl.concat([facts, compact(reach_facts(draft, homes))])


def _stack(read: list[ReadFile], table: str) -> pl.DataFrame:
    kept = [done for done in read if done.file.source not in REPEATED]
    frames = [done.reading.tables()[table] for done in kept if table in done.reading.tables()]
    none = pl.DataFrame(schema=SCHEMAS[table])
    return pl.concat([compact(none), *frames] if table == "facts" else [none, *map(spelt, frames)])
