"""Tables of a document about its goals: what belongs to each, and where each stands."""

from decimal import Decimal

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.trends import census_of
from kleinstadt.words.numbers import number
from kleinstadt.workbench import words
from kleinstadt.workbench.documents.model import OWN, Audience
from kleinstadt.workbench.documents.sheets import titled
from kleinstadt.workbench.draft.population import BASES
from kleinstadt.workbench.draft.telling import years
from kleinstadt.workbench.models.findings import TableData
from kleinstadt.workbench.models.goals import REBASED, Goal
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.plan import FundingArea
from kleinstadt.workbench.monitoring.verdicts import SIGNS, WORDS, judge
from kleinstadt.workbench.storage.workspace import Workspace


def goals_for(found: Workspace, audience: Audience) -> list[Goal]:
    """Accepted goals; proposals too for the mayor, who reads a draft.

    Parameters
    ----------
    found : Workspace
        The plan.
    audience : {"mayor", "council", "land", "public"}
        Who reads it.

    Returns
    -------
    list of Goal
        In the plan's order.
    """
    states = ("accepted", "proposed") if audience == "mayor" else ("accepted",)
    return [goal for goal in found.all(Goal) if goal.state in states]


def _measures_of(found: Workspace, goal: Goal) -> list[Measure]:
    """The measures that serve a goal."""
    return [one for one in found.all(Measure) if goal.id in one.goals]


def value_of(amount: Decimal | None, unit: str) -> str:
    """A goal's number as printed, with its unit.

    Parameters
    ----------
    amount : Decimal or None
        Printed with the decimals that it has.
    unit : str
        In words; may be empty.

    Returns
    -------
    str
        In German; "noch offen" for None.
    """
    if amount is None:
        return "noch offen"
    digits = max(0, -int(amount.as_tuple().exponent))
    return f"{number(float(amount), digits, 'de')} {unit}".strip()


def goal_table(found: Workspace, goal: Goal) -> TableData:
    """What belongs to a goal: indicator, start, target, corridor, influence, measures.

    Parameters
    ----------
    found : Workspace
        The plan.
    goal : Goal
        A goal of the plan.

    Returns
    -------
    TableData
        Two columns, in German; what is empty has no row.
    """
    start = value_of(goal.start_value, goal.unit)
    start += (
        f" ({years(goal.start_period)}; {goal.start_source})"
        if goal.start_period and goal.start_value is not None
        else ""
    )
    target = value_of(goal.target, goal.unit)
    target += f" im Jahr {goal.target_year}" if goal.target_year and goal.target is not None else ""
    between = f"{value_of(goal.between, goal.unit)} im Jahr {goal.between_year}" if goal.between is not None else ""
    those = _measures_of(found, goal)
    influence = (
        words.INFLUENCES[goal.influence].de if goal.influence and not goal.influence_note else goal.influence_note
    )
    area = found.find(FundingArea, goal.area)
    rows = [
        ("Gebiet", area.name if area else ""),
        ("Indikator", indicator_of(goal)),
        ("Ausgangswert", start if goal.measure_by not in ("", "milestone") else ""),
        ("Zielwert", target if goal.measure_by not in ("", "milestone") else ""),
        ("Zwischenwert", between),
        ("Warum so", goal.why or goal.no_corridor),
        (f"Einfluss der {'Mitglieder' if found.plan.members else 'Stadt'}", influence),
        ("Erreicht, wenn", goal.reached_when),
        ("Zu klären", goal.comment),
        ("Maßnahmen", "; ".join(titled(one) for one in those) or "noch keine"),
    ]
    filled = tuple((name, text) for name, text in rows if text)
    return TableData(title=f"Ziel {goal.id.upper()}", heads=("Feld", "Eintrag"), rows=filled, source=OWN)


def indicator_of(goal: Goal) -> str:
    """What a goal is measured by, in words.

    Parameters
    ----------
    goal : Goal
        A goal of the plan.

    Returns
    -------
    str
        In German; that there is none yet, where there is none.
    """
    if goal.measure_by == "milestone":
        return "Meilenstein: erreicht oder nicht"
    if goal.measure_by == "own_figure":
        return f"{goal.indicator} (eigene Zahl)"
    if goal.measure_by == "indicator":
        from kleinstadt.indicators.catalogue import INDICATORS

        known = INDICATORS.get(goal.indicator)
        return known.titled("de") if known else goal.indicator
    return "noch keiner: ob das Ziel erreicht ist, lässt sich so nicht prüfen"


def watch_table(found: Workspace, atlas: Atlas | None, audience: Audience) -> TableData | None:
    """Each goal with start, newest value, where it should be, target and verdict.

    Parameters
    ----------
    found : Workspace
        The plan.
    atlas : Atlas or None
        Columns of the newest edition; None where nobody asked for new values, which the cells then say.
    audience : {"mayor", "council", "land", "public"}
        Who reads it.

    Returns
    -------
    TableData or None
        A row a goal, in German; None without goals that are measured.
    """
    goals = [goal for goal in goals_for(found, audience) if goal.measure_by]
    if not goals:
        return None
    rows = []
    for goal in goals:
        digits = max(0, -int(goal.start_value.as_tuple().exponent)) if goal.start_value is not None else 0
        base = f", {REBASED}" if REBASED in goal.start_source else ""
        start = (
            f"{value_of(goal.start_value, '')} ({years(goal.start_period)}{base})"
            if goal.start_value is not None
            else "kein Wert"
        )
        target = f"{value_of(goal.target, '')} ({goal.target_year})" if goal.target is not None else "noch offen"
        new = due = verdict = "nicht abgefragt"
        if atlas is not None:
            stand = judge(found, goal, atlas)
            last = stand.newest
            digits = last.decimals if last else digits
            count = f", {BASES[census_of(last.period)]}" if last and base else ""
            new = f"{number(last.value, digits, 'de')} ({years(last.period[:7])}{count})" if last else "kein Wert"
            due = number(stand.due, digits, "de") if stand.due is not None else "nv"
            verdict = f"{SIGNS[stand.verdict]} {WORDS[stand.verdict].de}: {stand.because}"
        name = f"{goal.id.upper()} {indicator_of(goal)}"
        rows.append((name, start, new, due, target, verdict))
    edition = f"Neueste Werte aus der Ausgabe {atlas.fingerprint}. " if atlas else ""
    heads = ("Ziel", "Start", "Neu (Stand)", "Soll heute", "Ziel", "Urteil")
    return TableData(title="Ziele im Blick", heads=heads, rows=tuple(rows), source=f"{edition}{OWN}")
