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
    """One thing to do next.

    Attributes
    ----------
    recommendation : str
        Its id.
    title : Text
        What it is called.
    since, to : int
        From which level to the next.
    what : Text
        What to do.
    """

    recommendation: str
    title: Text
    since: int
    to: int
    what: Text


@dataclass(frozen=True)
class Span:
    """The lowest and the highest counting level that people gave; equal where they agree.

    Attributes
    ----------
    low, high : int
        Levels, 0 to 4.
    """

    low: int
    high: int


@dataclass(frozen=True)
class Difference:
    """Where people answered differently.

    Attributes
    ----------
    question : str
        Id of the recommendation or field.
    item : str
        Id of the item; empty for a recommendation.
    said : tuple of Level or Point
        In the order of the people; an unanswered one where somebody has not answered.
    """

    question: str
    item: str
    said: tuple[Level | Point, ...]


@dataclass(frozen=True)
class Standing:
    """A town's level among the towns that published theirs.

    Attributes
    ----------
    own : int or None
        Its level; None where it has none.
    n : int
        The others with a level.
    towns : mapping of int to int
        How many of them have each level.
    """

    own: int | None
    n: int
    towns: Mapping[int, int]


Levels = Mapping[str, Level]
Points = Mapping[str, Mapping[str, Point]]
Answers = tuple[Levels, Points]


def answered_by_all(people: Sequence[Answers]) -> list[Answers]:
    """Only what every one of them has answered: who answers apart must not read the others' answers first.

    Parameters
    ----------
    people : sequence of (levels, points)
        What each person says.

    Returns
    -------
    list of (levels, points)
        In the same order.
    """
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
    """Each recommendation's levels over all who answered; None where nobody gave a level.

    Parameters
    ----------
    questions : Questionnaire
        The version that was answered.
    people : sequence of mapping of str to Level
        What each person says.

    Returns
    -------
    dict of str to Span or None
        By id of the recommendation.
    """
    found: dict[str, Span | None] = {}
    for one in questions.recommendations:
        levels = [level for said in people if (level := counting(said.get(one.id, Level()))) is not None]
        found[one.id] = Span(min(levels), max(levels)) if levels else None
    return found


def next_steps(questions: Questionnaire, people: Sequence[Levels]) -> list[NextStep]:
    """At most three next steps, from the lowest levels first, in the order of the questions where levels are equal.

    Parameters
    ----------
    questions : Questionnaire
        The version that was answered.
    people : sequence of mapping of str to Level
        What each person says.

    Returns
    -------
    list of NextStep
        At most MOST_STEPS.
    """
    return sorted(steps_from(questions, people), key=lambda step: step.since)[:MOST_STEPS]


def steps_from(questions: Questionnaire, people: Sequence[Levels]) -> list[NextStep]:
    """The step that follows from each recommendation's level, in the order of the questions.

    Where people differ, the lower level counts. Questions without a level, and those at the last level, give no step.

    Parameters
    ----------
    questions : Questionnaire
        The version that was answered.
    people : sequence of mapping of str to Level
        What each person says.

    Returns
    -------
    list of NextStep
        At most one a recommendation.
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

    Parameters
    ----------
    questions : Questionnaire
        The version that was answered.
    people : sequence of (levels, points)
        What each person says.

    Returns
    -------
    list of Difference
        Recommendations first.
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

    Parameters
    ----------
    own : int or None
        The town's level.
    published : sequence of int or None
        Levels of the other towns.

    Returns
    -------
    Standing or None
        Counts of towns.
    """
    levels = [level for level in published if level is not None]
    if len(levels) < FEWEST_PUBLISHED:
        return None
    return Standing(own, len(levels), {level: levels.count(level) for level in range(LEVELS)})
