"""The tables that the API offers, as catalogues list them: where each is, its columns, and whom it comes from."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.model import Indicator
from kleinstadt.sources.catalogue import Source
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.web.api.responses import MOST_ROWS
from kleinstadt.web.api.tables import sources_of_areas
from kleinstadt.web.features.areas import COLLECTIONS
from kleinstadt.words.language import Text

REGISTER: Final = "gv"  # its populations are in most rates; it leads only where nothing else does
TYPES: Final = {"String": "string", "Enum": "string", "Int64": "integer", "UInt32": "integer", "Float64": "number"}
VALUES: Final = {
    "ags": ("string", Text("Amtlicher Gemeindeschlüssel", "Key of the municipality (AGS)")),
    "indicator": ("string", Text("Kennung des Indikators", "Id of the indicator")),
    "value": ("number", Text("Der Wert; leer, wo er fehlt", "The value; empty where missing")),
    "status": ("string", Text("Wie er bekannt ist oder warum er fehlt", "How it is known, or why it is missing")),
    "vintage": ("string", Text("Die Zeit, von der er spricht", "The time that it speaks of")),
    "unit": ("string", Text("Seine Einheit", "Its unit")),
    "people_pct": (
        "number",
        Text("Für wie viele Menschen er bekannt ist, %", "Share of people it is known for, %"),
    ),
    "area_pct": ("number", Text("Für wie viel der Fläche er bekannt ist, %", "Share of the land it is known for, %")),
    "name": ("string", Text("Name der Gemeinde", "Name of the municipality")),
}


@dataclass(frozen=True)
class Column:
    """A column of a table: name, type as a Data Package calls it, and what it holds where its name does not say it.

    Attributes
    ----------
    name : str
        As in the head of the file.
    type : {"string", "integer", "number"}
        As a Data Package calls it.
    about : Text, optional
        What it holds; None where its name says it.
    """

    name: str
    type: str
    about: Text | None = None


@dataclass(frozen=True)
class Offered:
    """A table, as files and programs fetch it.

    Attributes
    ----------
    name : str
        Of small letters, digits and hyphens, as a Data Package asks for.
    title, about : Text
        In one line, and in a few sentences.
    address : str
        Path and query, below the server's own address; gives CSV.
    columns : tuple of Column
        In the order of the file.
    key : tuple of str
        Names of the columns that tell one row from the others.
    leading : tuple of Source
        Whom the numbers come from in the first place; in catalogues the table stands with each of them.
    sources : tuple of Source
        All whose numbers are in it, the leading ones first.
    """

    name: str
    title: Text
    about: Text
    address: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    leading: tuple[Source, ...]
    sources: tuple[Source, ...]


def offered_areas(atlas: Atlas) -> list[Offered]:
    """The areas of each level in the newest borders.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.

    Returns
    -------
    list of Offered
        One table a level, municipalities first.
    """
    year = atlas.newest
    sources = tuple(sources_of_areas(atlas, year, computed=False))
    return [_areas(atlas, level, year, sources) for level in COLLECTIONS]


def _areas(atlas: Atlas, level: Level, year: int, sources: tuple[Source, ...]) -> Offered:
    title = COLLECTIONS[level]
    return Offered(
        f"areas-{level}",
        Text(f"{title.de}, {year}", f"{title.en}, {year}"),
        Text("Schlüssel, Name, Einwohner, Fläche, Typ und Lage.", "Key, name, population, area, type and location."),
        f"/api/v1/areas?level={level}&year={year}&format=csv&limit={MOST_ROWS}",
        tuple(Column(name, TYPES[_kind(kind)]) for name, kind in atlas.areas(year, level).frame.schema.items()),
        (KEY_COLUMN[level],),
        sources[:1],
        sources,
    )


def _kind(kind: pl.DataType) -> str:
    return str(kind.base_type())


def offered_values(atlas: Atlas) -> list[Offered]:
    """Each indicator at all municipalities, in the newest borders.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.

    Returns
    -------
    list of Offered
        One table an indicator, in the order of the edition.
    """
    return [_values(atlas, found) for found in atlas.indicators.values()]


def _values(atlas: Atlas, found: Indicator) -> Offered:
    year = atlas.newest
    sources = tuple({origin.source_id: origin.source for origin in atlas.origins(found.id, year)}.values())
    leading = tuple(source for source in sources if source.id != REGISTER) or sources
    return Offered(
        f"values-{found.id}".replace("_", "-"),
        Text(found.titled("de"), found.titled("en")),
        Text(_about(found.formula("de"), found.note_de), _about(found.formula("en"), found.note_en)),
        f"/api/v1/values?indicator={found.id}&level=gemeinde&year={year}&format=csv&limit={MOST_ROWS}",
        tuple(Column(name, kind, about) for name, (kind, about) in VALUES.items()),
        ("ags", "indicator"),
        leading,
        (*leading, *(source for source in sources if source not in leading)),
    )


def _about(formula: str, note: str) -> str:
    return f"{formula}. {note}".strip()
