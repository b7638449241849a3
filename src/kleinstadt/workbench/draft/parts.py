"""Tables and figures under a chapter: what they show, in numbers and in words."""

from dataclasses import replace
from itertools import groupby
from typing import Final

import numpy as np

from kleinstadt.compare.changes import breaks_of
from kleinstadt.compare.profile import Figure
from kleinstadt.compare.standings import OLDEST
from kleinstadt.compare.trends import CENSUS_FROM, census_of, index_of, since_the_census
from kleinstadt.indicators.model import Indicator
from kleinstadt.indicators.vintages import point_of_time
from kleinstadt.territory.coding import Floats
from kleinstadt.words.dates import newest_year
from kleinstadt.words.labels import GROUP_MEDIAN
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.members import drawn_as, lines_of_members, of_members
from kleinstadt.workbench.draft.pen import FEWEST_NAMED
from kleinstadt.workbench.draft.population import BASES
from kleinstadt.workbench.draft.subject import Subject
from kleinstadt.workbench.draft.telling import years
from kleinstadt.workbench.models.findings import FigureData, LineOf, TableData

NEARLY_ALL: Final = 0.95  # of a group: that many values of it need no word


def sources(town: Subject, names: list[str]) -> str:
    """Who published these figures and of when: "Destatis (2023); BBSR (2021)".

    Parameters
    ----------
    town : Subject
        Whom the plan is for.
    names : list of str
        Ids of indicators; those without a figure are left out.

    Returns
    -------
    str
        In German; empty without any.
    """
    found: dict[str, set[str]] = {}
    for name in names:
        figure = town.figures.get(name)
        for origin in figure.origins if figure else ():
            own = origin.source.publisher == "kleinstadt"
            found.setdefault("eigene Rechnung" if own else origin.source.publisher, set()).add(origin.period[:4])
    return "; ".join(f"{publisher} ({', '.join(sorted(those))})" for publisher, those in found.items())


def facts(town: Subject, title: str, names: list[str]) -> list[TableData]:
    """Tables of figures: beside group, Land and Germany, or an alliance's beside its members' and Germany's.

    A value that is missing is said to be; nothing is made where none of the figures is at hand.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.
    title : str
        What the table is called, in German.
    names : list of str
        Ids of indicators, one a row; those without a figure are left out.

    Returns
    -------
    list of TableData
        One, of an alliance of many members several.
    """
    if town.alliance:
        return of_members(town, title, names, sources(town, names))
    those = [town.figures[name] for name in names if name in town.figures]
    rows = []
    for one in those:
        digits = one.indicator.decimals
        group = one.place.quartiles[1] if one.place and one.place.of >= FEWEST_NAMED else None
        mark = " (M)" if one.status == "modelled" else ""
        old = " (alt)" if one.value is not None and town.year - newest_year(one.vintage) > OLDEST else ""
        own = "kein Wert" if one.value is None else number(one.value, digits, "de") + mark
        median = "nv" if group is None else number(group, digits, "de") + _of_fewer(town, one)
        beside = ["nv" if value.value is None else value.said(digits, "de") for value in (one.land, one.bund)]
        rows.append((one.indicator.titled("de"), years(one.vintage) + old or "nv", own, median, *beside))
    heads = ("Merkmal", "Stand", town.name, GROUP_MEDIAN[0], town.land, "Deutschland")
    return [TableData(title=title, heads=heads, rows=tuple(rows), source=_note(town, names))] if rows else []


def _of_fewer(town: Subject, figure: Figure) -> str:
    """How many of the group have a value of their own, where clearly not all do: the note below counts all of it."""
    known = figure.place.of if figure.place else 0
    return "" if known >= NEARLY_ALL * town.group_size else f" (n = {number(known, 0, 'de')})"


def _note(town: Subject, names: list[str]) -> str:
    n = number(town.group_size, 0, "de")
    return (
        f"Gruppe: {town.group_name}, n = {n} {town.units}. Land und Deutschland nach der Regel des Merkmals. "
        f"(M) modelliert. nv: kein vergleichbarer Wert. Gebietsstand {town.year}. Quellen: {sources(town, names)}."
    )


def shares(town: Subject, title: str, names: list[str]) -> FigureData | None:
    """Bars of shares in per cent, the group's median beside each.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.
    title : str
        What the figure is called, in German.
    names : list of str
        Ids of indicators in per cent.

    Returns
    -------
    FigureData or None
        None where fewer than two have a value and a group to name.
    """
    those = [
        (one.indicator.de, one.value, one.place.quartiles[1])
        for name in names
        if (one := town.figures.get(name)) and one.value is not None and one.place and one.place.of >= FEWEST_NAMED
    ]
    if len(those) < 2:
        return None
    told = "; ".join(
        f"{name} {number(own, 1, 'de')} % (Median der Gruppe {number(mid, 1, 'de')} %)" for name, own, mid in those[:5]
    )
    alt = f"Balken: {title} {town.inside}. {told}. Die Werte stehen in der Tabelle dieses Kapitels."
    return FigureData(
        kind="bars", title=title, alt=alt, source=sources(town, names), unit="%", decimals=1, bars=tuple(those)
    )


def over_time(town: Subject, name: str, title: str) -> FigureData | None:
    """A line of the town beside its group's median, or an alliance's members; None with fewer than three values.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.
    name : str
        Id of the indicator.
    title : str
        What the figure is called, in German.

    Returns
    -------
    FigureData or None
        In the indicator's unit, cut where its basis changes.
    """
    series = town.series(name)
    if series is None:
        return None
    own = series.values[:, town.row]
    if (~np.isnan(own)).sum() < 3:
        return None
    inside = series.values[:, town.heard(name)]
    medians = _medians(inside)
    times = tuple(point_of_time(period) for period in series.periods)
    values = tuple(None if np.isnan(value) else float(value) for value in own)
    figure = town.figures[name].indicator
    known = [(period, value) for period, value in zip(series.periods, values, strict=True) if value is not None]
    picked = [known[0], max(known, key=lambda one: one[1]), min(known, key=lambda one: one[1]), known[-1]]
    said = ", ".join(
        f"{period[:4]} {number(value, figure.decimals, 'de')}" for period, value in dict.fromkeys(sorted(picked))
    )
    last = medians[-1]
    group = f" Median der Gruppe zuletzt {number(last, figure.decimals, 'de')}." if last is not None else ""
    lines = [LineOf(name=drawn_as(town), times=times, values=values)]
    lines += [] if town.alliance else [LineOf(name=GROUP_MEDIAN[0], times=times, values=tuple(medians))]
    return FigureData(
        kind="lines",
        title=title,
        alt=(
            f"Linie: {title} {town.inside}: {said}.{group} Genannt sind erster, höchster, niedrigster und letzter Wert."
        ),
        source=sources(town, [name]),
        unit=figure.unit_label("de"),
        decimals=figure.decimals,
        lines=tuple(part for one in (*lines, *lines_of_members(town, name)) for part in _on_each_basis(figure, one)),
        breaks=tuple((float(year), f"ab hier {basis.de}") for year, basis in breaks_of(figure)),
    )


def _on_each_basis(indicator: Indicator, line: LineOf) -> tuple[LineOf, ...]:
    """A line cut where its basis changes, so that nothing is drawn from one to the next."""
    first = [year for year, _ in breaks_of(indicator)]
    points = zip(line.times, line.values, strict=True)
    parts = [list(of) for _, of in groupby(points, lambda point: sum(point[0] - 1 >= year for year in first))]
    return tuple(replace(line, times=tuple(t for t, _ in of), values=tuple(v for _, v in of)) for of in parts)


def _medians(inside: Floats) -> list[float | None]:
    """The group's median at each period, where it has about as many values as at the newest, and not too few.

    In 2017 Bavaria's taxes are missing: the median of the others would fall and rise again without anybody moving.
    """
    known = (~np.isnan(inside)).sum(axis=1)
    newest = next((count for count in known[::-1] if count), 0)
    least = max(FEWEST_NAMED, NEARLY_ALL * newest)
    return [float(np.nanmedian(row)) if count >= least else None for row, count in zip(inside, known, strict=True)]


def people_over_time(town: Subject) -> tuple[TableData, FigureData] | None:
    """The number of people since 1990: a table with the base of each value, and an index since the last census.

    Parameters
    ----------
    town : Subject
        Whom the plan is for.

    Returns
    -------
    tuple of (TableData, FigureData), or None
        None with fewer than three values.
    """
    series = town.series("population")
    if series is None:
        return None
    own = series.values[:, town.row]
    known = [(period, float(value)) for period, value in zip(series.periods, own, strict=True) if not np.isnan(value)]
    if len(known) < 3:
        return None
    rows = tuple((period, number(value, 0, "de"), BASES[census_of(period)]) for period, value in known)
    census = town.figures.get("census_population")
    if census is not None and census.value is not None:
        counted = ("15.5.2022", number(census.value, 0, "de"), "gezählt im Zensus 2022")
        place = next((at for at, row in enumerate(rows) if row[0] >= "2022"), len(rows))
        rows = (*rows[:place], counted, *rows[place:])
    source = sources(town, ["population", "census_population"])
    note = f"Alle Jahre im Gebietsstand {town.year}, jeweils 31.12. Quellen: {source}."
    table = TableData(title="Einwohner seit 1990", heads=("Jahr", "Einwohner", "Grundlage"), rows=rows, source=note)
    return table, _index(town, known, source)


def _index(town: Subject, known: list[tuple[str, float]], source: str) -> FigureData:
    """Town, group (median) and Germany since the newest census with a line of its own: no index goes across one."""
    series = town.series("population")
    assert series is not None
    here = since_the_census([period for period, _ in known])
    known = known[here]
    start = known[0][0]
    first = series.periods.index(start)
    places = [series.periods.index(period) for period, _ in known]
    times = tuple(point_of_time(period) for period, _ in known)
    areas = town.atlas.areas(town.year, town.level)
    of_all = index_of(series.values[places], areas.inhabited & areas.everywhere, 0)
    inside = series.values[places][:, town.group_rows] / series.values[first, town.group_rows] * 100
    group = {} if town.alliance else {GROUP_MEDIAN[0]: np.nanmedian(inside, axis=1)}
    rows = {drawn_as(town): np.array([value / known[0][1] * 100 for _, value in known])} | group
    rows |= {"Deutschland": of_all}
    lines = tuple(LineOf(name=name, times=times, values=tuple(map(float, values))) for name, values in rows.items())
    beside = "" if town.alliance else "Gruppe und "
    highest = max(known, key=lambda one: one[1])
    told = ", ".join(
        f"{year} {number(value, 0, 'de')}" for year, value in dict.fromkeys(sorted([known[0], highest, known[-1]]))
    )
    alt = (
        f"Linien: Einwohner {town.inside}, {start} = 100, neben {beside}Deutschland. Genannt sind erster, höchster"
        f" und letzter Wert: {told}. Was auf anderen Zählungen beruht, steht in der Tabelle."
    )
    return FigureData(kind="lines", title=f"Einwohner, {start} = 100", alt=alt, source=source, lines=lines)


def on_each_census(name: str, values: dict[str, float]) -> tuple[LineOf, ...]:
    """A number of people over time: a line for each census, so that nothing is drawn from one to the next.

    Parameters
    ----------
    name : str
        What the lines are called.
    values : dict of str to float
        Persons by year, oldest first.

    Returns
    -------
    tuple of LineOf
        Each from its census to the next.
    """
    return tuple(
        LineOf(name=name, times=tuple(map(point_of_time, periods)), values=tuple(values[period] for period in periods))
        for periods in (list(of) for _, of in groupby(values, census_of))
    )


def census_breaks(censuses: set[int]) -> tuple[tuple[float, str], ...]:
    """Where a drawing of values of these censuses says that the count changes.

    Parameters
    ----------
    censuses : set of int
        Years of censuses, as `census_of` gives them.

    Returns
    -------
    tuple of (float, str)
        Year and what is written there, in German; the first of them needs no mark.
    """
    later = sorted(censuses)[1:]
    return tuple((float(year), f"ab hier Zensus {census}") for year, census in CENSUS_FROM.items() if census in later)
