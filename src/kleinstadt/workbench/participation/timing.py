"""Whether people are asked while something is still open: the planning paradox, for one measure.

At the beginning most is open and few look; at the end many look and little is open. So participation that begins after
the council has decided can change little. Whether that happens follows from the plan's own dates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kleinstadt.workbench.models.proofs import Decision, Participation
from kleinstadt.workbench.participation.formats import REAL_FROM

Verdict = Literal["no_step", "no_date", "no_decision", "before", "unclear", "after"]


@dataclass(frozen=True)
class Timing:
    """When the council decides on a measure and when people have a say for the first time.

    Attributes
    ----------
    verdict : {"after", "unclear", "before", "no_step", "no_date", "no_decision"}
        "after" if the first real step lies after the decision in every reading of its date, "unclear" if only in some,
        "before" if in none; "no_step" without a step of having a say, "no_date" where none has a date, "no_decision"
        where no decision has one.
    decided : date or None
        The day of the decision.
    first : Participation or None
        The first step of having a say (step 4 of the pyramid or higher) that has a date.
    """

    verdict: Verdict
    decided: date | None
    first: Participation | None


def decided_on(measure: str, decisions: Sequence[Decision]) -> date | None:
    """The first day on which a body decides on a measure; None where no date is known.

    Parameters
    ----------
    measure : str
        Id of the measure.
    decisions : sequence of Decision
        Of the plan.

    Returns
    -------
    date or None
        Of a body that decides.
    """
    days = [
        hearing.day
        for one in decisions
        if one.kind == "decision" and measure in one.measures
        for hearing in one.hearings
        if hearing.role == "decides" and hearing.day is not None
    ]
    return min(days, default=None)


def timing(measure: str, steps: Sequence[Participation], decisions: Sequence[Decision]) -> Timing:
    """How a measure's participation lies in time; only citizens' steps of having a say count.

    Parameters
    ----------
    measure : str
        Id of the measure.
    steps : sequence of Participation
        Of the plan.
    decisions : sequence of Decision
        Of the plan.

    Returns
    -------
    Timing
        With its verdict.
    """
    decided = decided_on(measure, decisions)
    real = [
        one
        for one in steps
        if one.measure == measure and one.kind == "citizens" and one.level is not None and one.level >= REAL_FROM
    ]
    dated = [one for one in real if one.day is not None and one.day.earliest is not None]
    first = min(dated, key=_earliest, default=None)
    if not real:
        return Timing("no_step", decided, None)
    if first is None:
        return Timing("no_date", decided, None)
    if decided is None:
        return Timing("no_decision", None, first)
    return Timing(_against(first, dated, decided), decided, first)


def _against(first: Participation, dated: Sequence[Participation], decided: date) -> Verdict:
    if _earliest(first) > decided:
        return "after"
    latest = [one.day.latest for one in dated if one.day is not None and one.day.latest is not None]
    return "before" if any(day <= decided for day in latest) else "unclear"


def _earliest(step: Participation) -> date:
    return step.day.earliest if step.day is not None and step.day.earliest is not None else date.max
