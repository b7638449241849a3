"""What the report's numbers need, what an edition lacks of it, and which source would bring it.

An edition may be built of few raw files, at the least of the register of municipalities alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.catalogue import indicator as declared
from kleinstadt.indicators.digital import BROADBAND
from kleinstadt.indicators.vintages import Vintages
from kleinstadt.report.contents.items import ITEMS
from kleinstadt.report.ledger.printed import PrintedNumber
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.words.language import Lang, pick

Need = tuple[str, str | None]  # an indicator, and the period it must have been observed at

_ATLAS: Final = tuple((found.id, None) for found in BROADBAND.values())
_LAGE: Final[Need] = ("potential_persons", None)

# table, text in the row's label, text in the column's name, what such a number needs besides people and land of 2019
_NEEDS: Final[tuple[tuple[str, str, str, tuple[Need, ...]], ...]] = (
    ("tabelle_2", "", "wohnzentralitaet", (("employees_workplace", None),)),
    ("tabelle_2", "", "veraenderung", (("employees_workplace", "2000"),)),
    ("tabelle_2", "", "beschaeftigte", (("employees_workplace", "2000"),)),
    ("tabelle_2", "", "bevoelkerung_2000", (("population", "2000"),)),
    ("tabelle_2", ", ", "_2019", (_LAGE,)),
    ("tabelle_3", "insgesamt", "", (_LAGE,)),
    ("tabelle_4", "", "", (*_ATLAS, _LAGE)),
    ("zahlen_im_text", "Lage: Mittelwert", "", (_LAGE,)),
    ("zahlen_im_text", "Breitband 50 ", "", ((BROADBAND[50].id, None),)),
    ("zahlen_im_text", "Breitband 100 ", "", ((BROADBAND[100].id, None),)),
    ("zahlen_im_text", "der Haushalte an 50", "", ((BROADBAND[50].id, None),)),
    ("zahlen_im_text", "Bevölkerungsverlust", "", (("population", "1990"), ("population", "2019"))),
    ("zahlen_im_text", "Oberzentrum", "", (("minutes_to_oberzentrum", None),)),
    ("zahlen_im_text", "Pendelnde", "", (("commuters_in_pct", None), ("employees_workplace", None))),
    ("zahlen_im_text", "Pendelaufkommen", "", (("commuters_in_pct", None), ("employees_workplace", "2009"))),
    ("zahlen_im_text", "Hebesatz Grundsteuer B", "", (("grundsteuer_b_rate_pct", None),)),
)


def lacking(edition: Edition, needs: Iterable[Need]) -> list[Need]:
    """What the edition has no figures for, as variables; a period is lacking if it lies before or after all of them.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    needs : iterable of (str, str or None)
        Ids of indicators, and the period each must have been observed at.

    Returns
    -------
    list of (str, str or None)
        Names of variables; of an indicator that lacks a period alone its id and that period.
    """
    has = edition.choice.vintages.has
    missing: list[Need] = []
    for name, period in needs:
        absent = [variable for variable in declared(name).variables if not has(variable)]
        missing += [(variable, None) for variable in absent]
        if period and not absent and not covers(edition, name, period):
            missing.append((name, period))
    return list(dict.fromkeys(missing))


def covers(edition: Edition, indicator: str, year: str) -> bool:
    """Whether a year lies between the first and the last at which an indicator was observed.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    indicator : str
        Id of the indicator.
    year : str
        The year.

    Returns
    -------
    bool
        Whether a line between observations can be drawn there.
    """
    periods = edition.periods(indicator)
    return periods[0][:4] <= year <= periods[-1][:4]


def lacking_for(edition: Edition, table_id: str) -> list[Need]:
    """What the edition lacks of the figures behind a table, figure or map, by its id.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    table_id : str
        "tab1", "abb5", "karte4".

    Returns
    -------
    list of (str, str or None)
        As `lacking` gives it.
    """
    needs: tuple[Need, ...] = tuple((name, None) for name in ITEMS[table_id].indicators) if table_id in ITEMS else ()
    more: dict[str, tuple[Need, ...]] = {"tab2": (("population", "2000"), _LAGE), "tab3": (_LAGE,)}
    more |= {"tab4": (*_ATLAS, _LAGE), "abb4": (("population", "1990"), ("population", "2005"))}
    return lacking(edition, (*needs, *more.get(table_id, ())))


def lacking_of(edition: Edition, number: PrintedNumber) -> list[Need]:
    """What the edition lacks of the figures behind one printed number.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    number : PrintedNumber
        The number on paper.

    Returns
    -------
    list of (str, str or None)
        As `lacking` gives it.
    """
    needs = [
        need
        for table, row, column, found in _NEEDS
        if table == number.table and row in number.row and column in number.column
        for need in found
    ]
    return lacking(edition, needs)


@cache
def embedded() -> Vintages:
    """What the embedded edition holds: it knows a source of every variable.

    Returns
    -------
    Vintages
        Of the edition that comes with the package.
    """
    return Edition().choice.vintages


def source_of(variable: str) -> str:
    """The source that brings a variable: the one with most of its deliveries in the embedded edition.

    Parameters
    ----------
    variable : str
        Name of a variable.

    Returns
    -------
    str
        Id of a source.

    Raises
    ------
    UnknownNameError
        For a variable that the embedded edition has not.
    """
    return Counter(vintage.source for vintage in embedded().of(variable)).most_common(1)[0][0]


def told(missing: Sequence[Need], lang: Lang) -> str:
    """Each variable that is lacking, with the source that has it: "population 1990 (gv: Register of …)".

    Parameters
    ----------
    missing : sequence of (str, str or None)
        As `lacking` gives it.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        Source by source.
    """
    by_source: dict[str, list[str]] = {}
    for name, period in missing:
        by_source.setdefault(source_of(name), []).append(f"{name} {period}" if period else name)
    titles = {name: pick((SOURCES[name].title_de, SOURCES[name].title_en), lang) for name in by_source}
    return "; ".join(f"{', '.join(names)} ({source}: {titles[source]})" for source, names in by_source.items())


def reason(missing: Sequence[Need]) -> tuple[str, str]:
    """Why there is no number, in German and in English.

    Parameters
    ----------
    missing : sequence of (str, str or None)
        As `lacking` gives it.

    Returns
    -------
    tuple of (str, str)
        In one sentence each.
    """
    return (
        f"Fehlt in dieser Ausgabe: {told(missing, 'de')}.",
        f"Missing from this edition: {told(missing, 'en')}.",
    )
