"""What a plan has to argue with for one measure: findings, goals, participation, decisions, as written there."""

from collections.abc import Iterator

from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick
from kleinstadt.workbench.draft.telling import years
from kleinstadt.workbench.funding.draft import Case
from kleinstadt.workbench.models.findings import Finding
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.proofs import Decision, Participation
from kleinstadt.workbench.participation.timing import decided_on
from kleinstadt.workbench.reading.amounts import shown
from kleinstadt.workbench.storage.workspace import Workspace


def case_of(space: Workspace, one: Measure, town: str, lang: Lang) -> Case:
    """The measure's case: what the measure is linked to, save what somebody has dismissed or declined.

    Numbers come inside the findings' sentences, with year and source as they stand in the plan.

    Parameters
    ----------
    space : Workspace
        The plan.
    one : Measure
        The measure that is to be funded.
    town : str
        What the town is called.
    lang : {"de", "en"}
        Language of the words around what was written.

    Returns
    -------
    Case
        What there is to argue with.
    """
    goals = [goal for goal in space.all(Goal) if goal.id in one.goals and goal.state != "declined"]
    wanted = {*one.findings, *(name for goal in goals for name in goal.findings)}
    findings = [found for found in space.all(Finding) if found.id in wanted and found.verdict != "dismissed"]
    return Case(
        town=town,
        measure=one.title,
        what=one.summary,
        findings=[_finding(found, lang) for found in findings] + ([one.occasion] if one.occasion else []),
        goals=[_goal(goal, lang) for goal in goals],
        begins=one.begin.typed if one.begin else "",
        ends=one.end.typed if one.end else "",
        cost_eur=None if one.cost is None else int(one.cost),
        running_cost=_running(one, lang),
        asked=[*_asked(space, one, lang)],
        decided=_decided(space, one, lang),
    )


def _finding(found: Finding, lang: Lang) -> str:
    """The sentence with its sources; one that nobody has looked at yet says so."""
    sources = list(dict.fromkeys(f"{one.source}, {years(one.period)}" for one in found.quoted))
    extra = f" ({pick(('Quelle', 'Source'), lang)}: {'; '.join(sources)})" if sources else ""
    unseen = pick((" [ungeprüft]", " [not reviewed]"), lang) if found.verdict == "open" else ""
    return f"{found.sentence}{extra}{unseen}"


def _goal(goal: Goal, lang: Lang) -> str:
    if goal.target is None or goal.target_year is None:
        return goal.sentence
    target = f"{shown(goal.target, lang)} {goal.unit}".strip()
    told = f"Zielwert {target} im Jahr {goal.target_year}", f"target {target} in {goal.target_year}"
    return f"{goal.sentence} ({pick(told, lang)})"


def _running(one: Measure, lang: Lang) -> str:
    if one.running == "amount" and one.running_cost is not None:
        amount = shown(one.running_cost, lang)
        return pick((f"Der Betrieb kostet {amount} € im Jahr.", f"Running it costs €{amount} a year."), lang)
    if one.running == "none":
        because = one.running_because.strip().rstrip(".")
        told = f"Keine Folgekosten, weil: {because}.", f"No running cost, because: {because}."
        return pick(told, lang) if because else ""
    return ""


def _asked(space: Workspace, one: Measure, lang: Lang) -> Iterator[str]:
    for step in space.all(Participation):
        if step.measure != one.id:
            continue
        when = step.day.typed if step.day else pick(("ohne Datum", "no date"), lang)
        people = f", {step.people} {pick(('Menschen', 'people'), lang)}" if step.people is not None else ""
        taken = [said.said.rstrip(".") for said in step.outcomes if said.became == "taken_up"]
        listed = "; ".join(pick((f"„{said}“", f"“{said}”"), lang) for said in taken)
        became = f" {pick(('Übernommen', 'Taken up'), lang)}: {listed}." if taken else ""
        yield f"{step.title} ({when}{people}).{became}"


def _decided(space: Workspace, one: Measure, lang: Lang) -> str:
    day = decided_on(one.id, space.all(Decision))
    if day is None:
        return ""
    return f"{pick(('Beschlossen am', 'Decided on'), lang)} {dates.day(day, lang)}."
