"""What the BBSR calls a place: central place, Mittelbereich, Großstadtregion, growing or shrinking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from kleinstadt.compare.columns import Atlas
from kleinstadt.words.language import Lang, Text, pick

LABELS: Final = {
    "central_place": Text("Zentraler Ort", "Central place"),
    "mittelbereich": Text("Mittelbereich", "Mittelbereich"),
    "grossstadtregion": Text("Großstadtregion", "City region"),
    "growth_official": Text(
        "Entwicklung in fünf Jahren nach Einwohnern, Arbeit und Steuern",
        "Development in five years by people, jobs and taxes",
    ),
}
NO_REGION: Final = Text("keine", "none")
_ENGLISH: Final = {
    "Oberzentrum und höher": "Oberzentrum or higher",
    "Grundzentrum und niedriger": "Grundzentrum or lower",
    "keine zentralörtliche Einstufung": "no central-place function",
    "Zentrum": "centre",
    "Ergänzungsgebiet": "area that complements the centre",
    "engerer Pendlerverflechtungsbereich": "inner commuting area",
    "weiterer Pendlerverflechtungsbereich": "outer commuting area",
    "überdurchschnittlich wachsend": "growing above average",
    "wachsend": "growing",
    "keine eindeutige Entwicklungsrichtung": "no clear direction",
    "schrumpfend": "shrinking",
    "überdurchschnittlich schrumpfend": "shrinking above average",
}


@dataclass(frozen=True)
class BbsrClass:
    """One class of a place.

    Attributes
    ----------
    scheme : str
        Which list, one of LABELS.
    name : Text
        What the list is called.
    value : Text
        What the place is in it.
    year : int
        The year at whose end it holds.
    """

    scheme: str
    name: Text
    value: Text
    year: int

    def said(self, lang: Lang) -> str:
        """ "Mittelbereich: Bad Berleburg (2019)"."""
        return f"{pick(self.name, lang)}: {pick(self.value, lang)} ({self.year})"


def towns_of(atlas: Atlas, level: str, key: str, year: int) -> tuple[str, ...]:
    """The municipality itself, or those of a Verband; none for larger areas, which no list classes.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    level : str
        Level of the area.
    key : str
        Key of the area.
    year : int
        Year of the borders.

    Returns
    -------
    tuple of str
        Keys of municipalities, eight digits.
    """
    if level == "gemeinde":
        return (key,)
    members = atlas.edition.members(year)
    return tuple(members.filter(pl.col("verband") == key)["ags"]) if level == "verband" else ()


def bbsr_classes(atlas: Atlas, towns: Sequence[str], year: int) -> tuple[BbsrClass, ...]:
    """The classes in the nearest list that all these municipalities share; those that nobody knows are left out.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    towns : sequence of str
        Keys of municipalities, eight digits.
    year : int
        Year of the borders.

    Returns
    -------
    tuple of BbsrClass
        At most one a list, in the order of LABELS.

    Notes
    -----
    BBSR, reference files: https://www.bbsr.bund.de/BBSR/DE/forschung/raumbeobachtung/downloads/downloads-referenz.html
    """
    lists = atlas.once(("town classes", year), lambda: atlas.edition.town_classes(year))
    places = atlas.once(("places in town classes", year), lambda: {ags: at for at, ags in enumerate(lists["ags"])})
    rows = [lists.row(places[ags], named=True) for ags in towns if ags in places]
    found = []
    for scheme, name in LABELS.items():
        said = {(_value(row, scheme), row[f"{_dated(scheme)}_of"]) for row in rows}
        value, day = said.pop() if len(said) == 1 else (None, None)
        if value is not None and day is not None:
            found.append(BbsrClass(scheme, name, value, day.year))
    return tuple(found)


def _dated(scheme: str) -> str:
    """The list that says whether a place lies in a Großstadtregion also names those that lie in none."""
    return "einzugsbereich" if scheme == "grossstadtregion" else scheme


def _value(row: Mapping[str, str | None], scheme: str) -> Text | None:
    value = row[scheme]
    if scheme != "grossstadtregion":
        return _text(value) if value else None
    catchment = row["einzugsbereich"]
    if not value or not catchment:
        return NO_REGION if catchment else None
    within = _text(catchment)
    return Text(f"{value}, {within.de}", f"{value}, {within.en}")


def _text(german: str) -> Text:
    return Text(german, _ENGLISH.get(german, german))
