"""The members of an alliance beside each other: their values in tables and lines."""

from typing import Final

import numpy as np

from kleinstadt.compare.profile import Figure
from kleinstadt.indicators.aggregation import GroupValue
from kleinstadt.indicators.vintages import point_of_time
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.subject import Subject
from kleinstadt.workbench.draft.telling import years
from kleinstadt.workbench.models.findings import LineOf, TableData

MOST_DRAWN: Final = 3  # members in one figure: more lines cannot be told apart in black and white
A_TABLE: Final = 4  # members in one table: more columns do not fit a page

Rows = tuple[tuple[str, ...], ...]


def of_members(town: Subject, title: str, names: list[str], sources: str) -> list[TableData]:
    """Figures of an alliance: each member's own value, the alliance's, Germany's; of many members several tables.

    Parameters
    ----------
    town : Subject
        The alliance.
    title : str
        What the tables are called; a part of several has its number behind it.
    names : list of str
        Ids of indicators; those without a figure are left out.
    sources : str
        As `parts.sources` writes them.

    Returns
    -------
    list of TableData
        At most A_TABLE members in each; empty where none of the figures is at hand.
    """
    those = [name for name in names if name in town.figures]
    if not those:
        return []
    groups = [town.members[at : at + A_TABLE] for at in range(0, len(town.members), A_TABLE)]
    made = []
    for at, members in enumerate(groups, 1):
        heads = ("Merkmal", "Stand", *(one.name for one in members), "Bündnis", "Deutschland")
        rows = tuple(_row(town, name, members) for name in those)
        called = title if len(groups) == 1 else f"{title} (Mitglieder, Teil {at} von {len(groups)})"
        made.append(TableData(title=called, heads=heads, rows=rows, source=_note(town, rows, sources)))
    return made


def _row(town: Subject, name: str, members: tuple[Subject, ...]) -> tuple[str, ...]:
    figure = town.figures[name]
    bund = "nv" if figure.bund.value is None else figure.bund.said(figure.indicator.decimals, "de")
    ways = figure.indicator.id.startswith("commuters")  # ways between the members are no ways out of the alliance
    own = "nv" if ways else _cell(figure, figure.own)
    cells = [_cell(one.figures[name], one.figures[name].own) for one in members]
    return figure.indicator.titled("de"), years(figure.vintage) or "nv", *cells, own, bund


def _cell(figure: Figure, value: GroupValue) -> str:
    """The value; for how many of the people, and that it is modelled or of a larger area, where it is."""
    if value.value is None:
        return "kein Wert"
    mark = " (M)" if value.status == "modelled" else ""
    return number(value.value, figure.indicator.decimals, "de") + value.covered("de") + mark


def _note(town: Subject, rows: Rows, sources: str) -> str:
    """How the alliance's values are made, what the marks in these rows mean, and the sources."""
    cells = {cell for row in rows for cell in row}
    marks = {
        "kein Wert": "Ohne Summe, wo einer Anzahl ein Mitglied fehlt.",
        "für": "„für … %“: nur für so viele Menschen bekannt.",
        "(M)": "(M) modelliert, oder nur für den Verband oder Kreis veröffentlicht.",
        "nv": "nv: kein vergleichbarer Wert.",
    }
    told = [text for mark, text in marks.items() if any(mark in cell for cell in cells)]
    return " ".join(("Bündnis: Regel des Merkmals.", *told, f"Gebietsstand {town.year}. Quellen: {sources}."))


def drawn_as(town: Subject) -> str:
    """What a town's own line is called in a figure.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.

    Returns
    -------
    str
        In German.
    """
    return "Bündnis" if town.alliance else town.name


def lines_of_members(town: Subject, name: str) -> list[LineOf]:
    """Lines of an alliance's members with values of their own; none of many members, or of one town.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.
    name : str
        Id of the indicator.

    Returns
    -------
    list of LineOf
        In the indicator's unit; empty too where more than MOST_DRAWN would have to be told apart.
    """
    if len(town.members) > MOST_DRAWN:
        return []
    made = []
    for one in town.members:
        series = one.series(name)
        if series is None or not one.own(name):
            continue
        times = tuple(point_of_time(period) for period in series.periods)
        values = tuple(None if np.isnan(value) else float(value) for value in series.values[:, one.row])
        made.append(LineOf(name=one.name, times=times, values=values))
    return made
