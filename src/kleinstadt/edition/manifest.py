"""What an edition says of itself: of each variable the sources, licences, vintages, territories and raw files."""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.files import sha256_of
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.sources.reading.tables import ReadFile

MODELLED_FROM: Final = {
    "reach_model": (
        "gv",
        "bbsr_reference_2019",
        "inkar",
        "inkar_2021",
        "inkar_2024",
        "landuse",
        "pendler",
        "zensus2011_grid",
        "vg250",
    ),
}


def describe(tables: dict[str, pl.DataFrame], read: list[ReadFile], borders: Path) -> dict[str, object]:
    """The head of datapackage.json for these tables, made of these raw files and this tarball of borders.

    Parameters
    ----------
    tables : dict of str to pl.DataFrame
        The edition's tables, by name.
    read : list of ReadFile
        The raw files they are made of; of the facts one row of each vintage is enough.
    borders : Path
        The tarball of borders.

    Returns
    -------
    dict
        Licences, sources with their files and checksums, variables with their vintages.
    """
    files = [(done.file.source, done.file.path, done.sha256) for done in read]
    files.append(("vg250", borders.name, sha256_of(borders)))
    used = {source for source, _, _ in files} | set(tables["facts"]["source"].unique())
    return {
        "profile": "data-package",
        "name": "kleinstadt-edition",
        "title": "kleinstadt: the open small-town observatory, embedded edition",
        "description": "Computed from the official files named under sources; see variables for what is what.",
        "licenses": _licences(used),
        "sources": [_source_entry(source_id, files) for source_id in SOURCES if source_id in used],
        "variables": _variables(tables["facts"], read, files),
    }


def _licences(used: set[str]) -> list[dict[str, str]]:
    pairs = {(SOURCES[name].licence, SOURCES[name].licence_url) for name in used}
    return [{"name": licence, "path": url} for licence, url in sorted(pairs)]


def _source_entry(source_id: str, files: list[tuple[str, str, str]]) -> dict[str, object]:
    source = SOURCES[source_id]
    own = [{"path": path, "sha256": checksum} for name, path, checksum in files if name == source_id]
    return {
        "name": source.id,
        "title": source.title_en,
        "publisher": source.publisher,
        "path": source.url,
        "licence": source.licence,
        "attribution": source.attribution,
        "files": own,
    }


def _variables(
    facts: pl.DataFrame, read: list[ReadFile], files_of_sources: list[tuple[str, str, str]]
) -> list[dict[str, object]]:
    files = _files_of_vintages(read)
    entries = (
        facts.group_by("variable", "period", "territory", "level", "source")
        .agg(pl.len().alias("rows"), pl.col("value").is_null().sum().alias("missing"))
        .sort("variable", "period", "territory", "level", "source")
    )
    variables: dict[str, list[dict[str, object]]] = {}
    for row in entries.iter_rows(named=True):
        vintage = {**row, "territory": row["territory"].isoformat()}
        name = vintage.pop("variable")
        key = (name, row["period"], row["territory"], row["level"], row["source"])
        vintage |= {
            "licence": SOURCES[row["source"]].licence,
            **_made_of(row["source"], files.get(key, []), files_of_sources),
        }
        variables.setdefault(name, []).append(vintage)
    return [{"name": name, "vintages": vintages} for name, vintages in variables.items()]


def _made_of(source_id: str, own: list[dict[str, str]], files: list[tuple[str, str, str]]) -> dict[str, object]:
    """The raw files of a vintage with their checksums; what is modelled names the sources it was made from."""
    if source_id in MODELLED_FROM:
        return {"files": [], "made_from": list(MODELLED_FROM[source_id])}
    all_of_source = [{"path": path, "sha256": checksum} for source, path, checksum in files if source == source_id]
    return {"files": own or all_of_source}


def _files_of_vintages(read: list[ReadFile]) -> dict[tuple[object, ...], list[dict[str, str]]]:
    """Which raw file, with which checksum, each vintage was made of."""
    files: dict[tuple[object, ...], list[dict[str, str]]] = {}
    for done in read:
        facts = done.reading.facts
        if facts is None:
            continue
        entry = {"path": done.file.path, "sha256": done.sha256}
        for key in facts.select("variable", "period", "territory", "level", "source").unique().rows():
            files.setdefault(key, []).append(entry)
    return files
