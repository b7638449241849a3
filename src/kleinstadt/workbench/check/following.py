"""What follows from answers: the next steps, where people differ, and how a town stands among published ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kleinstadt.words.language import Text
from kleinstadt.workbench.check.questionnaire import LEVELS, Questionnaire
from kleinstadt.workbench.check.scoring import Level, Point, counting

MOST_STEPS: Final = 3
FEWEST_PUBLISHED: Final = 5
LAST: Final = LEVELS - 1


@dataclass(frozen=True)
class NextStep:
    """One thing to do next: which recommendation, from which level to the next, and what."""

    recommendation: str
    title: Text
    since: int
    to: int
    what: Text


@dataclass(frozen=True)
class Span:
    """The lowest and the highest counting level that people gave; equal where they agree."""

    low: int
    high: int


@dataclass(frozen=True)
class Difference:
    """Where people answered differently: the question, an item of it (empty for a recommendation), each one's answer.

    said : in the order of the people; an unanswered Level or Point where somebody has not answered
    """

    question: str
    item: str
    said: tuple[Level | Point, ...]


@dataclass(frozen=True)
class Standing:
    """A town's level among the towns that published theirs: how many have each level; n counts the others."""

    own: int | None
    n: int
    towns: Mapping[int, int]


Levels = Mapping[str, Level]
Points = Mapping[str, Mapping[str, Point]]
Answers = tuple[Levels, Points]


def answered_by_all(people: Sequence[Answers]) -> list[Answers]:
    """Only what every one of them has answered: who answers apart must not read the others' answers first."""
    said_by_all = [{name for name, level in levels.items() if level.state} for levels, _ in people]
    known = set.intersection(*said_by_all) if said_by_all else set()
    found: list[Answers] = []
    for levels, points in people:
        kept = {
            topic: {
                item: point
                for item, point in items.items()
                if all(other.get(topic, {}).get(item, Point()).done for _, other in people)
            }
            for topic, items in points.items()
        }
        found.append(({name: level for name, level in levels.items() if name in known}, kept))
    return found


def spans(questions: Questionnaire, people: Sequence[Levels]) -> dict[str, Span | None]:
    """Each recommendation's levels over all who answered; None where nobody gave a level."""
    found: dict[str, Span | None] = {}
    for one in questions.recommendations:
        levels = [level for said in people if (level := counting(said.get(one.id, Level()))) is not None]
        found[one.id] = Span(min(levels), max(levels)) if levels else None
    return found


def next_steps(questions: Questionnaire, people: Sequence[Levels]) -> list[NextStep]:
    """At most three next steps, from the lowest levels first, in the order of the questions where levels are equal."""
    return sorted(steps_from(questions, people), key=lambda step: step.since)[:MOST_STEPS]


def steps_from(questions: Questionnaire, people: Sequence[Levels]) -> list[NextStep]:
    """The step that follows from each recommendation's level, in the order of the questions.

    Where people differ, the lower level counts. Questions without a level, and those at the last level, give no step.
    """
    found = spans(questions, people)
    return [
        NextStep(one.id, one.title, span.low, span.low + 1, one.next[span.low])
        for one in questions.recommendations
        if (span := found[one.id]) is not None and span.low < LAST
    ]


def differences(questions: Questionnaire, people: Sequence[Answers]) -> list[Difference]:
    """Where people differ, in the order of the questions; only among those who have answered.

    Recommendations differ if another level counts or only some of them are a level; items if another answer was given.
    """
    found: list[Difference] = []
    for one in questions.recommendations:
        levels = tuple(said.get(one.id, Level()) for said, _ in people)
        if len({(level.state, counting(level)) for level in levels if level.state}) > 1:
            found.append(Difference(one.id, "", levels))
    for topic in questions.topics:
        for item in topic.items:
            points = tuple(said.get(topic.id, {}).get(item.id, Point()) for _, said in people)
            if len({point.done for point in points if point.done}) > 1:
                found.append(Difference(topic.id, item.id, points))
    return found


def standing(own: int | None, published: Sequence[int | None]) -> Standing | None:
    """A level among those of other towns that published theirs; None below five towns with a level.

    There is no mean and no rank: only how many towns chose which level.
    """
    levels = [level for level in published if level is not None]
    if len(levels) < FEWEST_PUBLISHED:
        return None
    return Standing(own, len(levels), {level: levels.count(level) for level in range(LEVELS)})
