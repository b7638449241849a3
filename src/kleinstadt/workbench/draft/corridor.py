"""What a town's twins really reached: chosen by how they stood before, watched over as many years as a goal has."""

from typing import Final

import numpy as np

from kleinstadt.compare.changes import comparable
from kleinstadt.compare.groups import TYPE_COLUMN
from kleinstadt.compare.scaled import distances, nearest
from kleinstadt.indicators.model import Indicator
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.names import short
from kleinstadt.typologies.standard import standardise
from kleinstadt.words.labels import SMALL_TOWNS
from kleinstadt.words.language import Text
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.subject import Subject
from kleinstadt.workbench.draft.telling import signed, years
from kleinstadt.workbench.models.goals import Corridor, Goal

TWINS: Final = 10
FEWEST: Final = 8
SHORTEST: Final = 4  # years
LONGEST: Final = 10
ALIKE_BY: Final = ("population", "density", "income_tax_eur_per_head")
BY_RATIO: Final = ("population", "density")
COUNTS: Final = ("persons", "dwellings", "buildings", "schools", "kw")  # told as a change in per cent


def corridor(town: Subject, name: str, *, up: bool) -> tuple[Corridor | None, str]:
    """The corridor of an indicator, or why there is none.

    Parameters
    ----------
    town : Subject
        A municipality or Verband; of an alliance there is none.
    name : str
        Id of the indicator.
    up : bool
        Whether more is what is wanted, which decides who "gained".

    Returns
    -------
    tuple of (Corridor or None, str)
        The corridor, and an empty text; or None, and a German sentence that says why.
    """
    if town.alliance:
        return (
            None,
            "Ein Bündnis hat keine Gruppe, aus der ähnliche Orte kämen; Korridore gibt es nur je Mitglied.",
        )
    series = town.series(name)
    ends = None if series is None else _ends(town.atlas.known(name), series.periods)
    if series is None or ends is None:
        return (
            None,
            f"Die Reihe ist für einen Rückblick zu kurz (gebraucht werden Werte über mindestens {SHORTEST} Jahre).",
        )
    first, last = ends
    twins, distances = _twins_before(town, name, int(series.periods[first][:4]))
    known = ~np.isnan(series.values[first, twins]) & ~np.isnan(series.values[last, twins])
    twins, distances = twins[known], distances[known]
    if len(twins) < FEWEST:
        return (
            None,
            f"Für einen Vergleich gibt es nur {len(twins)} ähnliche Städte mit Werten; einen Korridor zeigen wir ab"
            f" {FEWEST}.",
        )
    relative = town.atlas.indicators[name].unit in COUNTS
    changes = _changes(series.values[first, twins], series.values[last, twins], relative=relative)
    low, quarter, middle, three, high = np.quantile(changes, (0.1, 0.25, 0.5, 0.75, 0.9))
    names = town.atlas.areas(town.year, town.level).names
    return (
        Corridor(
            change="pct" if relative else "points",
            low=float(quarter),
            middle=float(middle),
            high=float(three),
            least=float(low),
            most=float(high),
            n=len(twins),
            gained=int((changes > 0).sum() if up else (changes < 0).sum()),
            since=series.periods[first],
            until=series.periods[last],
            twins=tuple(short(names[row]) for row in twins),
            nearest=float(distances.min()),
            farthest=float(distances.max()),
        ),
        "",
    )


def _ends(indicator: Indicator, periods: list[str]) -> tuple[int, int] | None:
    """The ends of the newest stretch of about ten years, on one census base."""
    last = len(periods) - 1
    wanted = int(periods[last][:4]) - LONGEST
    same = [
        place
        for place in range(last)
        if int(periods[last][:4]) - int(periods[place][:4]) >= SHORTEST
        and periods[place][4:] == periods[last][4:]
        and comparable(indicator, periods[place], periods[last])
    ]
    return (min(same, key=lambda place: abs(int(periods[place][:4]) - wanted)), last) if same else None


def _changes(before: Floats, after: Floats, *, relative: bool) -> Floats:
    changes: Floats = (after / before - 1) * 100 if relative else after - before
    return changes[np.isfinite(changes)]


def _twins_before(town: Subject, name: str, year: int) -> tuple[np.ndarray, Floats]:
    """The towns most alike at the start, with values of their own: rows, distances (standard deviations)."""
    scaled = town.atlas.once(("alike in", town.level, town.year, year), lambda: _scaled(town, year))
    distance = distances(scaled, np.ones(scaled.shape[1]), town.row)
    areas = town.atlas.areas(town.year, town.level)
    kinds = TYPE_COLUMN[town.level]
    group = areas.inhabited & np.isin(areas.codes[kinds], [*SMALL_TOWNS, town.group.type or ""])
    if town.group.lage:
        group &= areas.codes["lage"] == town.group.lage
    group &= town.atlas.own(name, town.year, town.level)
    group[town.row] = False
    rows = np.asarray(nearest(distance, group, TWINS))
    return rows, distance[rows]


def _scaled(town: Subject, year: int) -> Floats:
    """Population, density, tax of that time, standardised over all areas."""
    columns = []
    for name in ALIKE_BY:
        series = town.series(name)
        if series is None:
            continue
        place = min(range(len(series.periods)), key=lambda at: abs(int(series.periods[at][:4]) - year))
        values = series.values[place]
        columns.append(np.log(np.where(values > 0, values, np.nan)) if name in BY_RATIO else values)
    return standardise(np.column_stack(columns))


def digits_of(found: Corridor, unit: str, decimals: int) -> int:
    """With how many decimals a corridor's changes are printed.

    Parameters
    ----------
    found : Corridor
        Of an indicator.
    unit : str
        The indicator's unit in German.
    decimals : int
        With which its values are printed.

    Returns
    -------
    int
        At least one, but for amounts of money, whose changes are printed as their values are.
    """
    return decimals if found.change == "points" and unit.startswith("€") else max(1, decimals)


def in_words(found: Corridor, unit: str, decimals: int) -> str:
    """A corridor in sentences: what similar towns did, how many came forward, which they are and how alike.

    Parameters
    ----------
    found : Corridor
        Of an indicator.
    unit : str
        The indicator's unit in German.
    decimals : int
        With which its values are printed.

    Returns
    -------
    str
        In German.
    """
    digits, mark = digits_of(found, unit, decimals), _mark(found, unit)

    def said(value: float) -> str:
        return signed(value, digits)

    gained = {0: "keiner kam", 1: "einer kam", found.n: "alle kamen"}.get(found.gained, f"{found.gained} kamen")
    return (
        f"{found.n} Orte, die {years(found.since)} ähnlich dastanden, bis {years(found.until)}: im Median"
        f" {said(found.middle)}{mark}, die mittlere Hälfte {said(found.low)} bis {said(found.high)}{mark}; {gained}"
        f" dabei voran. Die ähnlichsten zuerst: {', '.join(found.twins)} (Abstand {number(found.nearest, 2, 'de')} bis"
        f" {number(found.farthest, 2, 'de')} Standardabweichungen)."
    )


def middle_in_words(found: Corridor, of: Indicator) -> str:
    """The median alone, over which years, of how many: "+2,1 Prozentpunkte von 2013 bis 2023 (10 Orte)".

    Parameters
    ----------
    found : Corridor
        Of an indicator.
    of : Indicator
        What is measured.

    Returns
    -------
    str
        In German.
    """
    unit = of.unit_label("de")
    middle = signed(found.middle, digits_of(found, unit, of.decimals)) + _mark(found, unit)
    return f"{middle} von {years(found.since)} bis {years(found.until)} ({found.n} Orte)"


def _mark(found: Corridor, unit: str) -> str:
    """The unit of a corridor's changes, with a space before it."""
    return " %" if found.change == "pct" else f" {'Prozentpunkte' if unit == '%' else unit}".rstrip()


def beyond(goal: Goal) -> Text | None:
    """A remark on a target farther off than nine in ten twins came; None where it is nearer, or nothing is known.

    Parameters
    ----------
    goal : Goal
        Of a plan.

    Returns
    -------
    Text or None
        In both languages.
    """
    held, start, target = goal.corridor, goal.start_value, goal.target
    if held is None or not start or target is None:
        return None
    change = float((target / start - 1) * 100 if held.change == "pct" else target - start)
    far = change > held.most if goal.wanted == "up" else change < held.least if goal.wanted == "down" else False
    if not far:
        return None
    return Text(
        f"So weit kam von {held.n} ähnlichen Städten höchstens eine ({years(held.since)} bis {years(held.until)}). So"
        " lassen? Dann sagen Sie unten in einem Satz, warum.",
        f"At most one of {held.n} similar towns came as far ({held.since} to {held.until}). Keep it? Then say below in"
        " one sentence why.",
    )
