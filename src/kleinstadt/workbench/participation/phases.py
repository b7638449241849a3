"""The phases of a measure's way: in which of them people are asked, and from when to when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kleinstadt.words.language import Text
from kleinstadt.workbench.models.proofs import Participation, Phase

PHASES: Final[dict[Phase, Text]] = {
    "preparation": Text("Vorbereitung", "Preparation"),
    "analysis": Text("Analyse", "Analysis"),
    "goals": Text("Ziele", "Goals"),
    "measures": Text("Maßnahmen", "Measures"),
    "draft": Text("Entwurf", "Draft"),
    "implementation": Text("Umsetzung", "Carrying it out"),
}


@dataclass(frozen=True)
class Stretch:
    """A phase in which people are asked.

    Attributes
    ----------
    phase : str
        Its id.
    first, last : date
        First and last day of its steps.
    steps : tuple of int
        Their numbers in the list, from 1.
    """

    phase: Phase
    first: date
    last: date
    steps: tuple[int, ...]


def stretches(steps: Sequence[Participation]) -> list[Stretch]:
    """The phases that steps with a date name, in the order in which a measure goes through them.

    A step lasts from the earliest day that its date can mean to the latest day of its "until"; without one, that day.
    Steps count in the order given, from 1; a phase that no dated step names has no place in time and is left out.

    Parameters
    ----------
    steps : sequence of Participation
        Of one measure.

    Returns
    -------
    list of Stretch
        One a phase.
    """
    found = []
    for phase in PHASES:
        spans = [(number, *span) for number, one in enumerate(steps, 1) if one.phase == phase and (span := _span(one))]
        if spans:
            first, last = min(since for _, since, _ in spans), max(until for _, _, until in spans)
            found.append(Stretch(phase, first, last, tuple(number for number, _, _ in spans)))
    return found


def _span(step: Participation) -> tuple[date, date] | None:
    if step.day is None or step.day.earliest is None:
        return None
    since = step.day.earliest
    until = step.until.latest if step.until is not None else None
    return since, max(since, until or since)
