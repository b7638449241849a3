"""What a chapter is made of: tables, figures, maps, and a line for what is not at hand."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from kleinstadt.words.language import Lang, pick

Kind = Literal["table", "figure", "map", "drawing"]
Pair = tuple[str, str]

KIND_LABELS: Final[dict[str, Pair]] = {
    "tab": ("Tabelle", "Table"),
    "abb": ("Abbildung", "Figure"),
    "karte": ("Karte", "Map"),
}


MORE: Final[dict[str, Pair]] = {"neubau": ("Neubau", "New houses")}


def _label_of(item_id: str, lang: Lang) -> str:
    """ "Tabelle 1", "Map 10", "Map 1 (Lage)"."""
    stem, number, more = re.fullmatch(r"([a-z]+)(\d+)([a-z]*)", item_id).groups()  # type: ignore[union-attr]
    return f"{pick(KIND_LABELS[stem], lang)} {number}" + (
        f" ({pick(MORE.get(more, (more, more)), lang).capitalize()})" if more else ""
    )


@dataclass(frozen=True)
class Item:
    """A table, figure, map or schematic drawing. `{year}` and the other names of phrases.py may stand in its texts.

    Attributes
    ----------
    id : str
        "tab1", "abb4", "karte10", "karte1lage".
    kind : {"table", "figure", "map", "drawing"}
        What it is; a drawing is a scheme.
    title, how : pair of str
        In German and English: what it is called, a line on how it was computed; of a drawing, which part of the
        program does it.
    indicators : tuple of str
        Where its numbers come from.
    alt : pair of str
        What a picture shows, for those who do not see it.
    drawn_after : pair of str
        For a drawing without numbers, whose idea it is.
    sources : tuple of (str, str)
        Further sources, each with the period taken from it, where the numbers are no indicators.
    also : tuple of str
        Periods of the indicators that it shows beside those of the report's year.
    """

    id: str
    kind: Kind
    title: Pair
    how: Pair
    indicators: tuple[str, ...]
    alt: Pair = ("", "")
    drawn_after: Pair = ("", "")
    sources: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()

    def label(self, lang: Lang) -> str:
        """ "Tabelle 1", "Map 10", "Map 1 (Lage)"."""
        return _label_of(self.id, lang)


@dataclass(frozen=True)
class Absent:
    """What cannot be shown.

    Attributes
    ----------
    id : str
        As the printed report numbers it.
    shows, brings : pair of str
        In German and English: what it would show, and which file would bring it.
    """

    id: str
    shows: Pair
    brings: Pair

    def line(self, lang: Lang) -> str:
        """All of it in a sentence."""
        start = _label_of(self.id, lang)
        middle = pick(("zeigte", "would show"), lang)
        file = pick(("Die Daten brächte", "The data would come with"), lang)
        return f"{start} {middle} {pick(self.shows, lang)}. {file} {pick(self.brings, lang)}."


@dataclass(frozen=True)
class Section:
    """A chapter: a title, a few sentences, its items.

    Attributes
    ----------
    id : str
        Its anchor on the page.
    number : int
        Of the printed report's chapter.
    title, lead : pair of str
        In German and English: what it is called, the sentences at its beginning.
    lead_from : tuple of str
        Indicators where the numbers in these sentences come from.
    items : tuple of Item
        In their order.
    absent : tuple of Absent
        What of the printed chapter nobody has data for.
    """

    id: str
    number: int
    title: Pair
    lead: Pair
    lead_from: tuple[str, ...]
    items: tuple[Item, ...]
    absent: tuple[Absent, ...] = ()
