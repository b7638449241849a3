"""What the pages of the check show, made from a plan and the edition; no request and no database here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Level as AreaLevel
from kleinstadt.report.check.content import field_row, level_rows, told, value_words
from kleinstadt.report.check.pictures import field_picture, level_picture
from kleinstadt.words.language import Lang, pick
from kleinstadt.workbench.check.answers import (
    answer_of,
    field_of,
    levels_in,
    levels_of,
    open_questions,
    people,
    people_of,
    points_of,
)
from kleinstadt.workbench.check.beside import Value, values_beside
from kleinstadt.workbench.check.following import Difference, Span, differences, next_steps, spans, standing
from kleinstadt.workbench.check.publishing import Profile
from kleinstadt.workbench.check.questionnaire import Questionnaire, Recommendation, Topic, questionnaire
from kleinstadt.workbench.check.records import CheckAnswer, CheckState
from kleinstadt.workbench.check.scoring import DONE, Level, Point, counting, self_reported
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.storage.workspace import Workspace

TWO = 2


@dataclass(frozen=True)
class Person:
    """Who answers: how many questions are done, and the first that is not."""

    name: str
    done: int
    next: str | None


def order(questions: Questionnaire) -> list[str]:
    """The ids of all pages of the check, in their order."""
    return [one.id for one in questions.recommendations] + [one.id for one in questions.topics]


def overview(
    space: Workspace, questions: Questionnaire, profiles: Sequence[Profile], joining: str, lang: Lang
) -> dict[str, Any]:
    """The page of the whole check.

    joining : somebody who has just said that he or she answers too, and has no answer yet
    """
    names, pages = people(space, questions.version), order(questions)
    names += [joining] if joining and joining not in names else []
    levels = [levels_of(space, questions.version, name) for name in names]
    points = [points_of(space, questions.version, name) for name in names]
    states = sorted(space.all(CheckState), key=lambda one: one.day)
    return {
        "people": [_person(space, questions, name, len(pages)) for name in names],
        "total": len(pages),
        "first": pages[0],
        "level_picture": Markup(level_picture(level_rows(questions, levels, lang, _last(states)), lang)),
        "field_picture": Markup(field_picture([field_row(one, points, lang) for one in questions.topics], lang)),
        "steps": next_steps(questions, levels),
        "taken": _taken(space, questions),
        "differences": _differences(space, questions, names, lang),
        "states": states[::-1],
        "timeline": timeline(states, lang),
        "others": others(questions, levels, profiles, lang),
        "profiles": len(profiles),
    }


def _person(space: Workspace, questions: Questionnaire, name: str, total: int) -> Person:
    left = open_questions(questions, space, name)
    return Person(name, total - len(left), left[0] if left else None)


def _last(states: Sequence[CheckState]) -> dict[str, Span | None]:
    if not states:
        return {}
    last = states[-1]
    return spans(questionnaire(last.version), [levels_in(last, one) for one in people_of(last)])


def _taken(space: Workspace, questions: Questionnaire) -> dict[str, str]:
    """Measures that were made of a next step, by the recommendation: those whose title is one of its steps."""
    titles = {text: one.id for one in questions.recommendations for step in one.next for text in step}
    return {titles[one.title]: one.id for one in space.all(Measure) if one.title in titles}


def _differences(space: Workspace, questions: Questionnaire, names: Sequence[str], lang: Lang) -> list[dict[str, Any]]:
    """Where the first two people who answered differ."""
    if len(names) < TWO:
        return []
    both = [(levels_of(space, questions.version, name), points_of(space, questions.version, name)) for name in names]
    found = differences(questions, both[0], both[1])
    return [_difference(one, questions, names, lang) for one in found]


def _difference(one: Difference, questions: Questionnaire, names: Sequence[str], lang: Lang) -> dict[str, Any]:
    if one.item:
        topic = questions.topic(one.question)
        item = next(item for item in topic.items if item.id == one.item)
        said = [
            pick(DONE[point.done], lang) for point in (one.ours, one.theirs) if isinstance(point, Point) and point.done
        ]
        title = f"{pick(topic.title, lang)}: {pick(item.text, lang)}"
    else:
        asked = questions.recommendation(one.question)
        words = [told(asked, level, "", "", lang) for level in (one.ours, one.theirs) if isinstance(level, Level)]
        said = [" ".join(filter(None, (word.level, word.sentence))) for word in words]
        title = pick(asked.title, lang)
    return {"title": title, "said": list(zip(names[:TWO], said, strict=True))}


def timeline(states: Sequence[CheckState], lang: Lang) -> dict[str, Any] | None:
    """The levels of all kept states beside each other; None below two of them."""
    if len(states) < TWO:
        return None
    found = [spans(questionnaire(one.version), [levels_in(one, who) for who in people_of(one)]) for one in states]
    newest = questionnaire(states[-1].version)
    rows = [(pick(one.title, lang), [_span(at.get(one.id)) for at in found]) for one in newest.recommendations]
    return {"heads": [one.label for one in states], "rows": rows}


def _span(span: Span | None) -> str:
    if span is None:
        return "–"
    return str(span.low) if span.low == span.high else f"{span.low} – {span.high}"


def others(
    questions: Questionnaire, levels: Sequence[Mapping[str, Level]], profiles: Sequence[Profile], lang: Lang
) -> dict[str, Any] | None:
    """How many published towns have which level; None where no recommendation has five of them."""
    own = spans(questions, levels)
    rows = []
    for one in questions.recommendations:
        span = own[one.id]
        mine = span.low if span and span.low == span.high else None
        rows.append((pick(one.title, lang), standing(mine, [profile.levels.get(one.id) for profile in profiles])))
    return {"n": len(profiles), "rows": rows} if any(found for _, found in rows) else None


def question(space: Workspace, questions: Questionnaire, one: Recommendation, person: str) -> dict[str, Any]:
    """The page of one recommendation."""
    kept = answer_of(space, questions.version, one.id, person) or CheckAnswer(
        question=one.id, person=person, version=questions.version
    )
    return {
        "one": one,
        "said": kept.said,
        "note": kept.note,
        "counted": counting(kept.said),
        "self_reported": self_reported(kept.said),
        **_where(questions, one.id),
    }


def topic_page(
    space: Workspace, questions: Questionnaire, one: Topic, person: str, values: Sequence[Value], lang: Lang
) -> dict[str, Any]:
    """The page of one field, with the edition's values beside it."""
    kept = field_of(space, questions.version, one.id, person)
    return {
        "one": one,
        "points": kept.points if kept else {},
        "lacking": kept.lacking if kept else "",
        "values": [value_words(value, lang) for value in values],
        "done_words": DONE,
        **_where(questions, one.id),
    }


def _where(questions: Questionnaire, name: str) -> dict[str, Any]:
    pages = order(questions)
    at = pages.index(name)
    return {"nth": at + 1, "total": len(pages), "following": pages[at + 1] if at + 1 < len(pages) else None}


def all_values(atlas: Atlas, level: AreaLevel, key: str, questions: Questionnaire) -> list[Value]:
    """The values that stand beside the questions, each once."""
    names = dict.fromkeys(name for topic in questions.topics for name in topic.beside)
    return values_beside(atlas, level, key, list(names))
