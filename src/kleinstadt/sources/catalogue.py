"""The catalogue: which publishers there are, under which licence, and which of their files we know.

A publisher's product is a row of sources.csv, an edition of one of its files a row of editions.csv, never new code; the
module that reads it says so itself (registry.py).
"""

import csv
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final

from kleinstadt.errors import UnknownNameError
from kleinstadt.sources.reading.tables import RawFile
from kleinstadt.words.language import Lang, pick


@dataclass(frozen=True)
class Source:
    """A publisher's product: where it comes from and what may be done with it.

    Attributes
    ----------
    id : str
        Name for machines, as in docs/sources.md.
    publisher : str
        Who publishes it.
    title_de, title_en : str
        What it is called.
    licence, licence_url : str
        Under which licence, and where that stands.
    url : str
        Where the product is.
    attribution : str
        Who must be named, in the words asked for.
    attribution_en : str
        The same in English where the wording is our own; an office's is the same in every language.
    note : str
        What a reader must know; may be empty.
    """

    id: str
    publisher: str
    title_de: str
    title_en: str
    licence: str
    licence_url: str
    url: str
    attribution: str
    attribution_en: str = ""
    note: str = ""

    def licence_in(self, lang: Lang) -> str:
        """The licence as a reader of "de" or "en" is told it; licences with a name of their own keep it."""
        return pick((_LICENCES_DE.get(self.licence, self.licence), self.licence), lang)

    def attribution_in(self, lang: Lang) -> str:
        """Who must be named; an office's wording is the same in every language, our own is translated."""
        return pick((self.attribution, self.attribution_en or self.attribution), lang)


_LICENCES_DE: Final = {
    "Reproduction with attribution allowed": "Vervielfältigung mit Quellenangabe gestattet",
    "Attribution": "Namensnennung",
    "Official work, free of copyright": "Amtliches Werk, gemeinfrei",
    "Public domain": "Gemeinfrei",
}


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of one of the catalogue's own tables beside this module.

    Parameters
    ----------
    name : str
        "sources.csv" or "editions.csv".

    Returns
    -------
    list of dict of str to str
        Column to cell, in the order of the file.
    """
    text = files("kleinstadt.sources").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


SOURCES: Final = {row["id"]: Source(**row) for row in rows_of("sources.csv")}


def source(source_id: str) -> Source:
    """The source of this id.

    Parameters
    ----------
    source_id : str
        Id of a source (docs/sources.md).

    Returns
    -------
    Source
        With licence and attribution.

    Raises
    ------
    UnknownNameError
        For an id that is not there, listing those that are.

    Examples
    --------
    >>> source("gv").licence_in("en")
    'Reproduction with attribution allowed'
    """
    if source_id not in SOURCES:
        msg = f"No source '{source_id}'. There are: {', '.join(SOURCES)}."
        raise UnknownNameError(msg)
    return SOURCES[source_id]


def known_files() -> list[RawFile]:
    """Every raw file the catalogue knows, in the order of editions.csv.

    Returns
    -------
    list of RawFile
        Path, source, territory, period and checksum of each.
    """
    return [_raw_file(row) for row in rows_of("editions.csv")]


def _raw_file(row: dict[str, str]) -> RawFile:
    territory = date.fromisoformat(row["territory"]) if row["territory"] else None
    return RawFile(row["path"], source(row["source"]).id, territory, row["period"] or None, row["sha256"])
