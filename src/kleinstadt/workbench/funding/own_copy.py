"""The federal funding database as the user's own copy: its texts are CC BY-ND 3.0 DE and not in the package.

Read is the table that CorrelAid's crawler makes of foerderdatenbank.de (Parquet, CSV, or its ZIP). Of each programme
its title, funder, area and applicants are shown as they stand there, with a link to the text; nothing is added. What
else a programme asks stands in its text alone, so none of them ever "fits": it may be worth reading.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.files import written_whole
from kleinstadt.keys import LAENDER
from kleinstadt.sources.reading.archives import read_member, refuse_bomb
from kleinstadt.sources.reading.parquet import parquet_table, read_parquet
from kleinstadt.sources.reading.text import read_bytes
from kleinstadt.workbench.storage.place import user_data

FILE: Final = "foerderdatenbank.parquet"
ADDRESS: Final = "https://www.foerderdatenbank.de/"
LICENCE: Final = "Förderdatenbank des Bundes, CC BY-ND 3.0 DE"
EVERYWHERE: Final = "bundesweit"
TOWN: Final = "Kommune"
WANTED: Final = ("title", "url", "funding_location", "eligible_applicants", "funding_area", "funding_body")
GONE: Final = ("offline", "deleted")  # how newer and older tables mark what is no longer on the website
MOST_MB: Final = 512
# The database's own areas, by our topics; a topic that is not among them has none there.
AREAS: Final = {
    "urban": ("Städtebau & Stadterneuerung",),
    "centre": ("Städtebau & Stadterneuerung",),
    "village": ("Landwirtschaft & Ländliche Entwicklung",),
    "housing": ("Wohnungsbau & Modernisierung",),
    "culture": ("Kultur, Medien & Sport",),
    "sport": ("Kultur, Medien & Sport",),
    "cohesion": ("Gesundheit & Soziales",),
    "health": ("Gesundheit & Soziales",),
    "cooperation": ("Regionalförderung",),
    "economy": ("Regionalförderung",),
    "digital": ("Digitalisierung", "Smart Cities & Regionen"),
    "administration": ("Digitalisierung",),
    "mobility": ("Mobilität",),
    "energy": ("Energieeffizienz & Erneuerbare Energien",),
    "climate": ("Energieeffizienz & Erneuerbare Energien", "Umwelt- & Naturschutz"),
    "adaptation": ("Umwelt- & Naturschutz",),
    "nature": ("Umwelt- & Naturschutz",),
    "education": ("Aus- & Weiterbildung",),
    "infrastructure": ("Infrastruktur",),
}


@dataclass(frozen=True)
class Entry:
    """A programme as the federal database tells it; a field that it leaves empty is empty.

    Attributes
    ----------
    title, url, provider, area : str
        What it is called, where it stands, who funds, where it holds.
    places : tuple of str
        Länder that are named.
    applicants : tuple of str
        Who may apply.
    """

    title: str
    url: str
    provider: str
    area: str
    places: tuple[str, ...]
    applicants: tuple[str, ...]


@dataclass(frozen=True)
class Copy:
    """What a copy holds for a town of a Land.

    Attributes
    ----------
    kept_on : date
        When it was kept.
    worth_reading : tuple of Entry
        May be for the town: no other Land is named, and municipalities may apply, or nothing is said of either.
    elsewhere, others : int
        How many are only for other Länder, or for other applicants alone.
    """

    kept_on: date
    worth_reading: tuple[Entry, ...]
    elsewhere: int
    others: int


def keep(path: Path) -> tuple[int, Path]:
    """Keep a copy of the user's file in the user's own data.

    Parameters
    ----------
    path : Path
        Parquet, CSV, or a ZIP of one.

    Returns
    -------
    tuple of (int, Path)
        How many programmes it holds, and where it stands.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For a file that is no such table.
    SourceContentError
        For a file that is too large, or holds no programme that is still on the website.
    """
    table = _read(path)
    lacking = [name for name in WANTED if name not in table.columns]
    if lacking:
        msg = (
            f"{path.name}: lacks the columns {', '.join(lacking)}. Expected is the table of the Förderdatenbank as "
            "CorrelAid publishes it (parquet_data.zip, csv_data.zip, or the table inside)."
        )
        raise SourceLayoutError(msg)
    known = [_plain(table[name]).alias(name) for name in WANTED]
    kept = pl.DataFrame(known).filter(~_gone(table) & (pl.Series(known[0]) != ""))
    if kept.is_empty():
        msg = f"{path.name}: holds no programme that is still on the website. Get a newer file."
        raise SourceContentError(msg)
    target = user_data() / FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    stream = io.BytesIO()
    kept.write_parquet(stream)
    with written_whole(target) as file:
        file.write(stream.getvalue())
    return kept.height, target


def of_town(land: str | None, topic: str | None = None) -> Copy | None:
    """What the user's copy holds for a town of a Land (its first two digits); None where there is no copy.

    Parameters
    ----------
    land : str or None
        First two digits of the town's key.
    topic : str, optional
        Only programmes of a topic.

    Returns
    -------
    Copy or None
        What is worth reading, and how many are not.
    """
    path = user_data() / FILE
    if not path.is_file():
        return None
    written = path.stat().st_mtime
    entries = _entries(path, written)
    asked = entries if topic is None else tuple(one for one in entries if _about(one, topic))
    here = [one for one in asked if land is None or not one.places or {EVERYWHERE, LAENDER.get(land)} & {*one.places}]
    found = tuple(one for one in here if not one.applicants or TOWN in one.applicants)
    return Copy(date.fromtimestamp(written), found, len(asked) - len(here), len(here) - len(found))


def _about(one: Entry, topic: str) -> bool:
    return not one.area or any(area in one.area for area in AREAS.get(topic, ()))


@lru_cache(maxsize=2)
def _entries(path: Path, _written: float) -> tuple[Entry, ...]:
    table = read_parquet(path)
    return tuple(sorted(map(_entry, table.iter_rows(named=True)), key=lambda one: one.title.casefold()))


def _entry(row: dict[str, str]) -> Entry:
    url = row["url"] if row["url"].startswith(ADDRESS) else ""
    places, applicants = (tuple(_parts(row[name])) for name in ("funding_location", "eligible_applicants"))
    return Entry(row["title"], url, row["funding_body"], row["funding_area"], places, applicants)


def _parts(text: str) -> Iterator[str]:
    return (part for each in text.split(",") if (part := each.strip()))


def _plain(column: pl.Series) -> pl.Series:
    """A column as text on one line each: lists as the CSV has them, joined by commas; missing ones empty."""
    text = column.list.join(", ") if isinstance(column.dtype, pl.List) else column.cast(pl.String)
    return text.fill_null("").str.replace_all(r"\s+", " ").str.strip_chars()


def _gone(table: pl.DataFrame) -> pl.Series:
    """Which programmes are no longer on the website."""
    for name in GONE:
        if name in table.columns:
            told = table[name].cast(pl.String).fill_null("").str.to_lowercase()
            return ~told.is_in(["", "false"])
    return pl.Series([False] * table.height)


def _read(path: Path) -> pl.DataFrame:
    if path.is_file() and path.stat().st_size > MOST_MB * 2**20:
        msg = f"{path.name}: is larger than {MOST_MB} MB; no table of the Förderdatenbank is."
        raise SourceContentError(msg)
    name, data = path.name, read_bytes(path)
    if name.lower().endswith(".zip"):
        name, data = _unpacked(data, path.name)
    return parquet_table(data, path.name) if name.lower().endswith(".parquet") else _csv(data, path.name)


def _csv(data: bytes, where: str) -> pl.DataFrame:
    try:
        return pl.read_csv(data, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        msg = f"{where}: is no table that can be read ({error}). Expected: .parquet, .csv, or a .zip of them."
        raise SourceLayoutError(msg) from error


def _unpacked(data: bytes, where: str) -> tuple[str, bytes]:
    """The table in a ZIP, its name and its bytes: the first Parquet, else the first CSV."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            refuse_bomb(archive, where, MOST_MB)
            name = _table_in(archive.namelist())
            if name:
                return name, read_member(archive, name, where)
    except BadZipFile as error:
        msg = f"{where}: is no whole ZIP ({error}); get it again."
        raise SourceLayoutError(msg) from error
    msg = f"{where}: holds no .parquet and no .csv."
    raise SourceLayoutError(msg)


def _table_in(names: Sequence[str]) -> str | None:
    return next((name for kind in (".parquet", ".csv") for name in names if name.lower().endswith(kind)), None)
