"""Where a goal stands: on course, unclear or off, each with its because; unclear is the rule where little is known."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from kleinstadt.compare.changes import comparable
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.trends import census_of
from kleinstadt.errors import UnknownNameError
from kleinstadt.words.dates import newest_year
from kleinstadt.words.language import Text
from kleinstadt.words.numbers import number
from kleinstadt.workbench.draft.subject import town_of
from kleinstadt.workbench.draft.telling import years
from kleinstadt.workbench.models.goals import REBASED, Goal
from kleinstadt.workbench.models.plan import OwnFigure
from kleinstadt.workbench.storage.workspace import Workspace

Verdict = Literal["on_course", "unclear", "off"]
WORDS: Final = {
    "on_course": Text("auf Kurs", "on course"),
    "unclear": Text("unklar", "unclear"),
    "off": Text("daneben", "off"),
}
SIGNS: Final = {"on_course": "●", "unclear": "◐", "off": "▲"}
COUNTED_ONE_BY_ONE: Final = ("Personen", "Stellen")  # one value is enough to be off (rule 35)


@dataclass(frozen=True)
class Newest:
    """The newest value of a goal's indicator, by reference.

    Attributes
    ----------
    value : float
        In the goal's unit.
    period, edition, source : str
        Of when, from which edition (fingerprint), from whom.
    earlier : tuple of (str, float)
        Period and value of those before, of the same census.
    swing : float or None
        The usual change from one value to the next, without direction (median); None with fewer than three.
    decimals : int
        With which it is printed.
    """

    value: float
    period: str
    edition: str
    source: str
    earlier: tuple[tuple[str, float], ...]
    swing: float | None
    decimals: int


@dataclass(frozen=True)
class Standing:
    """A goal beside its newest value.

    Attributes
    ----------
    goal : Goal
        The goal.
    newest : Newest or None
        None where there is no value.
    due : float or None
        Where it should be now, in its unit; None too where the newest value is of another census than the goal, so that
        the two cannot be compared.
    verdict : {"on_course", "unclear", "off"}
        Where it stands.
    because : str
        Why.
    """

    goal: Goal
    newest: Newest | None
    due: float | None
    verdict: Verdict
    because: str


def newest(found: Workspace, goal: Goal, atlas: Atlas) -> Newest | None:
    """The newest value of a goal, from the edition or the town's own figures; None where there is none.

    Parameters
    ----------
    found : Workspace
        The plan.
    goal : Goal
        A goal of the plan.
    atlas : Atlas
        Columns of the newest edition.

    Returns
    -------
    Newest or None
        With the values before it.
    """
    if goal.measure_by == "own_figure":
        return _own(found, goal)
    if goal.measure_by != "indicator" or goal.indicator not in atlas.indicators:
        return None
    try:
        town = town_of(atlas, found.plan)
    except UnknownNameError:  # the town was merged away
        return None
    series = town.series(goal.indicator)
    if series is None:
        return None
    own = series.values[:, town.row]
    known = [(period, float(value)) for period, value in zip(series.periods, own, strict=True) if not np.isnan(value)]
    if not known:
        return None
    figure = town.atlas.known(goal.indicator)
    origins = atlas.origins(goal.indicator, town.year)
    source = origins[0].source.publisher if origins else ""
    period, value = known[-1]
    known = [one for one in known if comparable(figure, one[0], period)]
    return Newest(value, period, atlas.fingerprint, source, tuple(known[:-1]), _swing(known), figure.decimals)


def _own(found: Workspace, goal: Goal) -> Newest | None:
    mine = sorted((one for one in found.all(OwnFigure) if one.subject == goal.indicator), key=lambda one: one.day)
    if not mine:
        return None
    known = [(one.day.isoformat(), float(one.value)) for one in mine]
    last = mine[-1]
    decimals = max(0, -int(last.value.as_tuple().exponent))
    return Newest(known[-1][1], known[-1][0], "", last.source, tuple(known[:-1]), _swing(known), decimals)


def _swing(known: list[tuple[str, float]]) -> float | None:
    """The usual yearly change, over neighbouring values."""
    steps = [
        abs(value - before) / max(1, newest_year(period) - newest_year(earlier))
        for (earlier, before), (period, value) in pairwise(known)
    ]
    return float(np.median(steps)) if len(steps) > 1 else None


def due_now(goal: Goal, year: int) -> float | None:
    """Where a goal should be in a year: on the straight line from start by the intermediate value to the target.

    Parameters
    ----------
    goal : Goal
        A goal of a plan.
    year : int
        The year.

    Returns
    -------
    float or None
        In the goal's unit; None without start or target.
    """
    if goal.start_value is None or goal.target is None or goal.target_year is None:
        return None
    points = [(newest_year(goal.start_period) or year, float(goal.start_value))]
    if goal.between is not None and goal.between_year is not None:
        points.append((goal.between_year, float(goal.between)))
    points.append((goal.target_year, float(goal.target)))
    points.sort()
    return float(np.interp(year, [at for at, _ in points], [value for _, value in points]))


def judge(found: Workspace, goal: Goal, atlas: Atlas) -> Standing:
    """A goal's verdict with its because.

    Parameters
    ----------
    found : Workspace
        The plan.
    goal : Goal
        A goal of the plan.
    atlas : Atlas
        Columns of the newest edition.

    Returns
    -------
    Standing
        Verdict and because.
    """
    if goal.measure_by == "milestone":
        if goal.reached:
            return Standing(goal, None, None, "on_course", "erreicht")
        return Standing(goal, None, None, "unclear", "noch nicht erreicht")
    last = newest(found, goal, atlas)
    if last is None:
        return Standing(goal, None, None, "unclear", "kein Wert")
    if because := of_another_census(goal, last, atlas):
        return Standing(goal, last, None, "unclear", because)
    due = due_now(goal, newest_year(last.period))
    verdict, because = _weighed(goal, last, due)
    return Standing(goal, last, due, verdict, because)


def of_another_census(goal: Goal, last: Newest, atlas: Atlas) -> str:
    """Why the newest value says nothing of a goal that stands on another census; empty where both are of one.

    Parameters
    ----------
    goal : Goal
        A goal of a plan.
    last : Newest
        Its newest value.
    atlas : Atlas
        Columns of the newest edition.

    Returns
    -------
    str
        In German.
    """
    if goal.measure_by != "indicator" or not goal.start_period:
        return ""
    if REBASED in goal.start_source and goal.indicator == "population":
        census = census_of(last.period)
        here = f"dem Zensus {census}" if census else "älteren Zählungen"
        told = f"der neueste Wert beruht auf {here}, Start und Ziel auf dem Zensus 2022"
        return "" if census == 2022 else f"{told}; ein Fortschritt lässt sich daran nicht ablesen"
    alike = comparable(atlas.known(goal.indicator), goal.start_period, last.period)
    return "" if alike else "zwischen Start und neuestem Wert hat die Zählung gewechselt"


def _weighed(goal: Goal, last: Newest, due: float | None) -> tuple[Verdict, str]:
    if goal.area and goal.measure_by == "indicator":
        return "unclear", "das Ziel gilt für ein Gebiet, die Zahl für die ganze Gemeinde"
    if due is None:
        return "unclear", "ohne Zielwert und Jahr lässt sich nichts beurteilen"
    if newest_year(last.period) <= newest_year(goal.start_period):
        return "unclear", f"seit dem Start kein neuer Wert ({years(last.period)})"
    due = round(due, last.decimals)
    gap = round(last.value, last.decimals) - due  # of what is printed
    short = gap < 0 if goal.wanted in ("up", "keep") else gap > 0
    said = (
        f"{number(abs(gap), last.decimals, 'de')} {'unter' if gap < 0 else 'über'} dem Sollwert von"
        f" {number(due, last.decimals, 'de')}"
    )
    if not short:
        return "on_course", said
    if last.swing is None or abs(gap) <= last.swing:
        why = (
            "weniger, als die Jahre schwanken"
            if last.swing is not None
            else "zu wenige Werte, um Schwankung zu erkennen"
        )
        return "unclear", f"{said}; {why}"
    since = [value for period, value in last.earlier if newest_year(period) > newest_year(goal.start_period)]
    if not since and goal.unit not in COUNTED_ONE_BY_ONE:
        return "unclear", f"{said}; erst ein Wert seit dem Start"
    return "off", said
