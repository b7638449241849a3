"""The report as a page to read, and the ledger as a page to check."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from kleinstadt.report.contents.model import Kind
from kleinstadt.report.contents.sentences import Said
from kleinstadt.report.drawing.images import font_faces
from kleinstadt.report.drawing.style import VERDICT_COLOURS
from kleinstadt.report.ledger import entries as published
from kleinstadt.report.ledger.column_words import in_words
from kleinstadt.report.ledger.deviating import Deviating, deviating
from kleinstadt.report.ledger.printed import CITATION
from kleinstadt.report.ledger.row_words import row_in_words
from kleinstadt.report.tables.display import Grid, grid
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

_COMMAND: Final = re.compile(r"`([^`]+)`")

VERDICT_WORDS: Final = {
    "exact": ("genau", "exact"),
    "close": ("nahe", "close"),
    "deviates": ("weicht ab", "deviates"),
    "no data": ("keine Daten", "no data"),
}
PRINTED_TABLES: Final = {
    "tabelle_1": ("Tabelle 1", "Table 1"),
    "tabelle_2": ("Tabelle 2", "Table 2"),
    "tabelle_3": ("Tabelle 3", "Table 3"),
    "tabelle_4": ("Tabelle 4", "Table 4"),
    "abbildung_1": ("Abbildung 1", "Figure 1"),
    "zahlen_im_text": ("Zahlen im Text", "Numbers in the text"),
}


@dataclass(frozen=True)
class Shown:
    """A table or picture as it stands on the page, in the page's language.

    Attributes
    ----------
    id : str
        As in Item.
    kind : {"table", "figure", "map", "drawing"}
        What it is.
    label, title, how, source, alt : str
        "Table 1"; what it is called; how it was computed; where from; what a picture shows, for those who do not
        see it.
    frame : pl.DataFrame or None
        The numbers of a table; None for a picture.
    has_data : bool
        Whether its numbers lie beside the page as files.
    """

    id: str
    kind: Kind
    label: str
    title: str
    how: str
    source: str
    alt: str
    frame: pl.DataFrame | None
    has_data: bool

    def grid(self, lang: Lang) -> Grid | None:
        """The table as text; None for a picture."""
        return None if self.frame is None else grid(self.frame, lang)


@dataclass(frozen=True)
class Chapter:
    """A chapter as it stands on the page, in the page's language.

    Attributes
    ----------
    id : str
        Its anchor.
    number : int
        In the printed report.
    title, lead : str
        What it is called, the sentences at its beginning.
    note : str
        What this year lacks; may be empty.
    items : list of Shown
        In their order.
    absent : list of str
        A line for each item that nobody has data for.
    said : list of Said
        The numbers of the printed text, computed.
    """

    id: str
    number: int  # in the printed report
    title: str
    lead: str
    note: str  # what this year lacks; may be empty
    items: list[Shown]
    absent: list[str]  # a line for each item that nobody has data for
    said: list[Said]  # the numbers of the printed text, computed


@dataclass(frozen=True)
class Page:
    """Everything the templates need.

    Attributes
    ----------
    year : int
        Year of the report.
    lang : {"de", "en"}
        Language.
    words : dict of str to str
        What the placeholders mean, as `phrases` gives them.
    chapters : list of Chapter
        In their order.
    entries : list of Entry
        The ledger.
    sizes : dict of str to (int, int)
        Width and height of pictures in pixels, by name, so that a page keeps their room.
    """

    year: int
    lang: Lang
    words: dict[str, str]
    chapters: list[Chapter]
    entries: list[published.Entry]
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)  # of pictures, so that a page keeps their room

    @cached_property
    def verdicts(self) -> dict[published.Verdict, int]:
        """How many printed numbers have which verdict."""
        return published.counts(self.entries)

    def verdict_word(self, verdict: str) -> str:
        """A verdict in the page's language.

        Parameters
        ----------
        verdict : {"exact", "close", "deviates", "no data"}
            Of a printed number.

        Returns
        -------
        str
            A word or two.
        """
        return pick(VERDICT_WORDS[verdict], self.lang)

    def table_word(self, table: str) -> str:
        """A printed table's name in the page's language.

        Parameters
        ----------
        table : str
            "tabelle_1", "abbildung_1", "zahlen_im_text".

        Returns
        -------
        str
            "Table 1".
        """
        return pick(PRINTED_TABLES[table], self.lang)

    def deviating(self) -> list[Deviating]:
        """What comes out otherwise than printed, with its reasons, in the page's language.

        Returns
        -------
        list of Deviating
            In the ledger's order.
        """
        return deviating(self.entries, self.lang)

    def row_words(self, entry: published.Entry) -> str:
        """The row of a printed number in the page's language.

        Parameters
        ----------
        entry : Entry
            Of the ledger.

        Returns
        -------
        str
            As a reader understands it.
        """
        return row_in_words(entry.row, self.lang)

    def column_words(self, entry: published.Entry) -> str:
        """The column of a printed number as its table's headings read.

        Parameters
        ----------
        entry : Entry
            Of the ledger.

        Returns
        -------
        str
            In the page's language.
        """
        return in_words(entry.table, entry.column, self.lang)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kleinstadt.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    environment.filters["code"] = _code
    return environment


def _code(text: str) -> Markup:
    """A line in which `commands` stand between backticks, as in the PDF."""
    return Markup(_COMMAND.sub(r"<code>\1</code>", str(escape(text))))


def report_page(page: Page) -> str:
    """The whole report as one HTML page; pictures beside it are shown by name.

    Parameters
    ----------
    page : Page
        What stands on it.

    Returns
    -------
    str
        HTML.
    """
    return _render("report.html", page)


def ledger_page(page: Page) -> str:
    """The ledger as an HTML page.

    Parameters
    ----------
    page : Page
        What stands on it.

    Returns
    -------
    str
        HTML.
    """
    return _render("ledger.html", page)


def _render(template: str, page: Page) -> str:
    found = _environment().get_template(template)
    return found.render(
        page=page,
        t=lambda german, english: pick((german, english), page.lang),
        fonts=font_faces(),
        colours=VERDICT_COLOURS,
        citation=CITATION,
    )
