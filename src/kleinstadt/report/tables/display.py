"""Tables as people read them: headings in words, numbers as text in the reader's format."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from kleinstadt.report.tables.catalogue import digits
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

Pair = tuple[str, str]

# column: heading over several columns, heading of the column; {a} and {b} stand for the years in its name
_HEADINGS: Final[dict[str, tuple[Pair, Pair]]] = {
    "land": (("", ""), ("Bundesland", "Land")),
    "anzahl": (("Kleinstädte", "Small towns"), ("Anzahl", "Number")),
    "anzahl_anteil_pct": (("Kleinstädte", "Small towns"), ("Anteil %", "Share %")),
    "flaeche_km2": (("Fläche der Kleinstädte", "Area of small towns"), ("km²", "km²")),
    "flaeche_anteil_pct": (("Fläche der Kleinstädte", "Area of small towns"), ("Anteil %", "Share %")),
    "bevoelkerung": (("Bevölkerung der Kleinstädte", "People in small towns"), ("absolut", "Number")),
    "bevoelkerung_anteil_pct": (("Bevölkerung der Kleinstädte", "People in small towns"), ("Anteil %", "Share %")),
    "dichte_ew_je_km2": (("Dichte", "Density"), ("E./km²", "per km²")),
    "typ": (("", ""), ("Stadt- und Gemeindetyp", "Type")),
    "lage": (("", ""), ("Lage", "Location")),
    "uebertragungsrate": (("", ""), ("Übertragungsrate", "Speed")),
    "funktion": (("", ""), ("Zentralörtliche Funktion", "Central-place function")),
}
_HEADINGS_BY_START: Final[dict[str, tuple[Pair, Pair]]] = {
    "wohnzentralitaet": (("Wohnzentralität", "Residents per job"), ("{a}", "{a}")),
    "veraenderung": (("Wohnzentralität", "Residents per job"), ("Veränderung {a}–{b}", "Change {a}–{b}")),
    "bevoelkerung_": (("Entwicklung {a}–{b} in %", "Change {a}–{b} in %"), ("Bevölkerung", "Population")),
    "beschaeftigte": (
        ("Entwicklung {a}–{b} in %", "Change {a}–{b} in %"),
        ("Beschäftigte am Arbeitsort", "Employees at workplace"),
    ),
}
_HIDDEN: Final = ("schluessel",)
_CENTRALITY: Final = {"zentral": ("zentral", "central"), "peripher": ("peripher", "peripheral")}


@dataclass(frozen=True)
class Heading:
    """A column's heading.

    Attributes
    ----------
    over : str
        What it shares with its neighbours; may be empty.
    text : str
        Its own words.
    numeric : bool
        Whether the column has numbers.
    """

    over: str
    text: str
    numeric: bool


@dataclass(frozen=True)
class Grid:
    """A table ready to print.

    Attributes
    ----------
    headings : list of Heading
        One a column.
    rows : list of list of str
        Cells as text.
    strong : list of bool
        Which rows are totals.
    indented : list of bool
        Which rows are parts of the row above.
    """

    headings: list[Heading]
    rows: list[list[str]]
    strong: list[bool]
    indented: list[bool]

    @property
    def spans(self) -> list[tuple[str, int]]:
        """The shared headings, each with the number of columns it covers."""
        spans: list[tuple[str, int]] = []
        for heading in self.headings:
            if spans and heading.over and spans[-1][0] == heading.over:
                spans[-1] = (heading.over, spans[-1][1] + 1)
            else:
                spans.append((heading.over, 1))
        return spans


def grid(frame: pl.DataFrame, lang: Lang) -> Grid:
    """The table as text in a language.

    Parameters
    ----------
    frame : pl.DataFrame
        A table of the report (catalogue.table).
    lang : {"de", "en"}
        Language.

    Returns
    -------
    Grid
        Columns in their order; a Lage stands indented under its type.
    """
    columns = [name for name in frame.columns if name not in _HIDDEN]
    if "typ" in columns and "lage" in columns:
        columns.remove("lage")  # shown indented under its type
    headings = [heading(name, lang, numeric=frame.schema[name].is_numeric()) for name in columns]
    rows = [[_cell(row, name, lang) for name in columns] for row in frame.iter_rows(named=True)]
    first = frame.columns[0]
    strong = [row[first] in (labels.BUND[0], labels.ALL[0]) for row in frame.iter_rows(named=True)]
    indented = [row.get("lage") is not None for row in frame.iter_rows(named=True)]
    return Grid(headings, rows, strong, indented)


def heading(column: str, lang: Lang, *, numeric: bool) -> Heading:
    """A column's heading in a language; its own name where there are no words for it.

    Parameters
    ----------
    column : str
        Name of a column of the report's tables.
    lang : {"de", "en"}
        Language.
    numeric : bool
        Whether it has numbers.

    Returns
    -------
    Heading
        In words, with unit.
    """
    years = [part for part in column.split("_") if part.isdigit()] + ["", ""]
    kind, _, centrality = column.partition(" ")
    if kind in labels.TYPES:
        return Heading(pick(labels.TYPES[kind], lang), pick(_CENTRALITY[centrality], lang), numeric)
    found = _HEADINGS.get(column) or next(
        (pair for start, pair in _HEADINGS_BY_START.items() if column.startswith(start)), (("", ""), (column, column))
    )
    over, text = (pick(pair, lang).format(a=years[0], b=years[1]) for pair in found)
    return Heading(over, text, numeric)


def _cell(row: dict[str, object], column: str, lang: Lang) -> str:
    value = row[column]
    if isinstance(value, (int, float)) or value is None:
        return number(value, 0 if isinstance(value, int) else digits(column), lang)
    if column == "typ" and row.get("lage") is not None:
        return translated(str(row["lage"]), lang)
    return translated(str(value), lang)


def translated(text: str, lang: Lang) -> str:
    """The words of a cell in a language; unknown ones stay as they are.

    Parameters
    ----------
    text : str
        In German, as the tables have it.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        In that language.
    """
    return pick((text, _english(text)), lang)


def _english(text: str) -> str:
    categories = [*labels.TYPES.values(), *labels.LAGEN.values(), *labels.TAXES.values(), *labels.FUNCTIONS]
    words = dict([*categories, labels.BUND, labels.KLEINSTAEDTE, labels.ALL])
    if text.startswith("Zunahme "):
        return text.replace("Zunahme ", "Growth ").replace("%-Punkte", "percentage points")
    return words.get(text, text)
