"""Where the numbers of a table, figure or map come from: sources, vintages, licences, territory."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.catalogue import indicator as declared
from kleinstadt.indicators.vintages import Vintage
from kleinstadt.report.contents.items import ITEMS
from kleinstadt.report.contents.model import Item
from kleinstadt.report.contents.phrases import is_official
from kleinstadt.report.tables import knowledge
from kleinstadt.report.tables.broadband import atlas_period
from kleinstadt.report.tables.jobs import far_from_jobs
from kleinstadt.report.tables.town_groups import GROUPED_BY
from kleinstadt.sources.catalogue import SOURCES, Source
from kleinstadt.words.language import Lang, pick

ABOUT_TYPES: Final = ("tab1", "tab2", "abb1", "karte1")  # whose subject are the Stadt- und Gemeindetypen themselves
SAY_THEIR_YEARS: Final = ("abb4", "abb5neubau", "abb6")  # each row is of the year that it names


@dataclass(frozen=True)
class Provenance:
    """What a reader must know to check a number.

    Attributes
    ----------
    sources : list of Source
        Where it comes from, in the order of the catalogue.
    vintages : dict of str to list of str
        By id of the source the periods, oldest first.
    borders : bool
        Whether borders are drawn.
    """

    sources: list[Source]
    vintages: dict[str, list[str]]  # source id to periods, oldest first
    borders: bool  # whether borders are drawn

    def line(self, lang: Lang) -> str:
        """One line: attribution and vintages of each source; several files under one name stand together."""
        together: dict[tuple[str, str], set[str]] = {}
        for source in self.sources:
            named = (source.attribution_in(lang), source.licence_in(lang))
            together.setdefault(named, set()).update(self.vintages[source.id])
        parts = []
        for (attribution, licence), found in together.items():
            first, last = min(found), max(found)
            parts.append(f"{attribution} ({first if first == last else f'{first}–{last}'}; {licence})")
        if self.borders:
            vg250 = SOURCES["vg250"]
            word = pick(("Grenzen", "Borders"), lang)
            parts.append(f"{word}: {vg250.attribution_in(lang)} ({vg250.licence_in(lang)})")
        return "; ".join(parts)


def provenance(edition: Edition, item: Item, year: int, periods: dict[str, str]) -> Provenance:
    """The sources of an item's indicators, with the vintages that a report of this year uses.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    item : Item
        A table, figure or map of the report.
    year : int
        Year of the borders.
    periods : dict of str to str
        Id of an indicator to the period that the item asks for; others take the nearest.

    Returns
    -------
    Provenance
        Sources, periods and borders.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    vintages: dict[str, set[str]] = {}
    for source, known in item.sources:
        occupations = knowledge.year_of(edition, year) or "–"
        vintages.setdefault(source, set()).add(known.format(occupations_year=occupations))
    for name in GROUPED_BY if item.id == "karte9" else item.indicators:
        for vintage in _used(edition, name, year, periods.get(name), everything=item.id == "abb6"):
            vintages.setdefault(vintage.source, set()).add(vintage.period)
        for period in item.also:
            if name in edition.indicators and period in edition.periods(name):
                for vintage in edition.vintages(name, year, period):
                    vintages.setdefault(vintage.source, set()).add(vintage.period)
    reference = f"bbsr_reference_{year}"
    if reference in SOURCES and ("reach_model" in vintages or item.id in ABOUT_TYPES):
        areas = edition.areas(year, "verband")
        if "reach_model" in vintages and is_official(areas):
            vintages[reference] = {str(year)}
            del vintages["reach_model"]
        if item.id in ABOUT_TYPES and "official" in areas["type_basis"]:
            vintages[reference] = {str(year)}
    order = [source for source in SOURCES.values() if source.id in vintages]
    listed = {name: sorted(found) for name, found in vintages.items()}
    drawn = item.kind == "map" or item.id == "abb3"
    return Provenance(order, listed, drawn)


def other_years(edition: Edition, item_id: str, year: int, lang: Lang) -> str:
    """Which numbers of an item are not of the year asked for, and of when.

    An indicator is named with the periods of those of its variables that are of another year: "Not of 1990: …".

    Parameters
    ----------
    edition : Edition
        The opened edition.
    item_id : str
        "tab1", "abb5", "karte4".
    year : int
        Year of the borders.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        A sentence; "" if all numbers are of the year, or the rows say it.
    """
    if item_id in SAY_THEIR_YEARS or item_id not in ITEMS:
        return ""
    named: dict[str, list[str]] = {}
    for name in ITEMS[item_id].indicators:
        if off := [period for period in _periods_of(edition, name, year) if period[:4] != str(year)]:
            named.setdefault(", ".join(off), []).append(declared(name).label(lang))
    if item_id == "tab2" and far_from_jobs(edition, year):
        return ""  # left empty rather than filled with jobs of another time
    start, word = pick((("Nicht von", "Stand"), ("Not of", "vintage")), lang)
    listed = "; ".join(f"{', '.join(labels)} ({word} {periods})" for periods, labels in named.items())
    return f"{start} {year}: {listed}." if listed else ""


def _periods_of(edition: Edition, name: str, year: int) -> list[str]:
    """The periods that the values of an indicator are of, as the engine says, oldest first; none where it has none."""
    if name not in edition.indicators:
        return []
    atlas = atlas_period(edition, year) if declared(name).theme == "digital" else None
    values = edition.parts(name, year, atlas if atlas in edition.periods(name) else None)
    return sorted({period for said in values["vintage"].drop_nulls().unique() for period in said.split(" / ")})


def _used(edition: Edition, name: str, year: int, period: str | None, *, everything: bool) -> Sequence[Vintage]:
    """The vintages of an indicator that are used; none where the edition lacks one of its variables."""
    if name not in edition.indicators:
        return []
    if everything:
        return [one for variable in declared(name).variables for one in edition.choice.vintages.of(variable)]
    return edition.vintages(name, year, period if period in edition.periods(name) else None)
