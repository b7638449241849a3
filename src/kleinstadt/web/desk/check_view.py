"""What the pages of the check show, made from a plan and the edition; no request and no database here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Level as AreaLevel
from kleinstadt.report.check.content import field_row, level_rows, told, value_words
from kleinstadt.report.check.over_time import Moment, time_picture
from kleinstadt.report.check.pictures import LevelRow, field_picture, level_picture
from kleinstadt.web.desk.check_forms import wrong_items
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
from kleinstadt.workbench.check.following import (
    Answers,
    Difference,
    Span,
    answered_by_all,
    differences,
    next_steps,
    spans,
    standing,
)
from kleinstadt.workbench.check.publishing import Profile
from kleinstadt.workbench.check.questionnaire import Questionnaire, Recommendation, Topic, questionnaire
from kleinstadt.workbench.check.records import CheckAnswer, CheckState
from kleinstadt.workbench.check.scoring import DONE, Level, Point, counting, self_reported
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.storage.workspace import Workspace

TWO = 2


@dataclass(frozen=True)
class Person:
    """Somebody who answers.

    Attributes
    ----------
    name : str
        A function or a name.
    done : int
        Questions that are finished.
    next : str or None
        Id of the first question that is not; None where all are.
    """

    name: str
    done: int
    next: str | None


def _order(questions: Questionnaire) -> list[str]:
    """The ids of all pages of the check, in their order."""
    return [one.id for one in questions.recommendations] + [one.id for one in questions.topics]


def title_of(questions: Questionnaire, name: str) -> str:
    """The German title of a page, for the history.

    Parameters
    ----------
    questions : Questionnaire
        The version that is answered.
    name : str
        Id of a recommendation or of a field that there is.

    Returns
    -------
    str
        In German.
    """
    titles = {one.id: one.title.de for one in questions.recommendations}
    return (titles | {one.id: one.title.de for one in questions.topics})[name]


def leads_to(questions: Questionnaire, name: str, person: str, *, onward: bool) -> str:
    """Where saving a page leads: to itself, or on to the next one and after the last to the overview.

    Parameters
    ----------
    questions : Questionnaire
        The version that is answered.
    name : str
        Id of the page.
    person : str
        Who answers.
    onward : bool
        Whether to go on to the next page.

    Returns
    -------
    str
        Path and query below the address of the check; "" for its overview.
    """
    pages = _order(questions)
    at = pages.index(name) + onward
    return f"/{pages[at]}?wer={quote(person)}" if at < len(pages) else ""


def overview(
    space: Workspace,
    questions: Questionnaire,
    profiles: Sequence[Profile],
    joining: str,
    lang: Lang,
    *,
    uncovered: bool = False,
) -> dict[str, Any]:
    """The page of the whole check.

    Parameters
    ----------
    space : Workspace
        The plan.
    questions : Questionnaire
        The version that is answered.
    profiles : sequence of Profile
        What other towns gave away.
    joining : str
        Somebody who has just said that he or she answers too, and has no answer yet; "" for nobody.
    lang : {"de", "en"}
        Language.
    uncovered : bool
        Show as well what not everybody has answered yet.

    Returns
    -------
    dict of str to object
        Values of the template; pictures are SVG.
    """
    names, pages = people(space, questions.version), _order(questions)
    names += [joining] if joining and joining not in names else []
    everything = [answered_by_all([one])[0] for one in _answers_of(space, questions, names)]
    shown = everything if uncovered else answered_by_all(everything)
    levels, points = [one for one, _ in shown], [one for _, one in shown]
    covered = {name for said, _ in everything for name in said} - {name for said in levels for name in said}
    states = sorted(space.all(CheckState), key=lambda one: one.day)
    rows = level_rows(questions, levels, lang, _last(states))
    rows = tuple(
        _covered(row, lang) if one.id in covered else row
        for one, row in zip(questions.recommendations, rows, strict=True)
    )
    return {
        "people": [_person(space, questions, name, len(pages)) for name in names],
        "covered": shown != everything,
        "total": len(pages),
        "first": pages[0],
        "level_picture": Markup(level_picture(rows, lang)),
        "field_picture": Markup(field_picture([field_row(one, points, lang) for one in questions.topics], lang)),
        "steps": next_steps(questions, levels),
        "taken": _taken(space, questions),
        "differences": [_difference(one, questions, names, lang) for one in differences(questions, shown)],
        "states": states[::-1],
        "timeline": _timeline(states, lang),
        "others": _others(questions, levels, profiles, lang),
        "profiles": len(profiles),
    }


def _answers_of(space: Workspace, questions: Questionnaire, names: Sequence[str]) -> list[Answers]:
    """What each of these people says of the recommendations and the fields."""
    version = questions.version
    return [(levels_of(space, version, name), points_of(space, version, name)) for name in names]


def _covered(row: LevelRow, lang: Lang) -> LevelRow:
    """A row that stays covered until everybody has answered; its ring would tell what one of them has said."""
    word = "verdeckt, bis alle geantwortet haben", "covered until everybody has answered"
    return replace(row, before=None, said=pick(word, lang))


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


def _difference(one: Difference, questions: Questionnaire, names: Sequence[str], lang: Lang) -> dict[str, Any]:
    """The question, and who said what to it; who has not answered is not named."""
    if one.item:
        topic = questions.topic(one.question)
        item = next(item for item in topic.items if item.id == one.item)
        said = [pick(DONE[point.done], lang) if isinstance(point, Point) and point.done else "" for point in one.said]
        title = f"{pick(topic.title, lang)}: {pick(item.text, lang)}"
    else:
        asked = questions.recommendation(one.question)
        said = [_level(asked, level, lang) if isinstance(level, Level) and level.state else "" for level in one.said]
        title = pick(asked.title, lang)
    return {"title": title, "said": [(who, words) for who, words in zip(names, said, strict=True) if words]}


def _level(asked: Recommendation, level: Level, lang: Lang) -> str:
    said = told(asked, level, "", lang)
    return " ".join(filter(None, (said.level, said.sentence)))


def _timeline(states: Sequence[CheckState], lang: Lang) -> dict[str, Any] | None:
    """The levels of all kept states beside each other, drawn and as a table; None below two of them."""
    if len(states) < TWO:
        return None
    found = [spans(questionnaire(one.version), [levels_in(one, who) for who in people_of(one)]) for one in states]
    newest = questionnaire(states[-1].version)
    rows = [(pick(one.title, lang), [_span(at.get(one.id)) for at in found]) for one in newest.recommendations]
    moments = [Moment(one.label, one.day, at) for one, at in zip(states, found, strict=True)]
    titles = {one.id: pick(one.title, lang) for one in newest.recommendations}
    return {
        "heads": [one.label for one in states],
        "rows": rows,
        "picture": Markup(time_picture(titles, moments, lang)),
    }


def _span(span: Span | None) -> str:
    if span is None:
        return "–"
    return str(span.low) if span.low == span.high else f"{span.low} – {span.high}"


def _others(
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
    """The page of one recommendation.

    Parameters
    ----------
    space : Workspace
        The plan.
    questions : Questionnaire
        The version that is answered.
    one : Recommendation
        What is asked.
    person : str
        Who answers.

    Returns
    -------
    dict of str to object
        Values of the template, in no language yet.
    """
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
    """The page of one field, with the edition's values beside it.

    Parameters
    ----------
    space : Workspace
        The plan.
    questions : Questionnaire
        The version that is answered.
    one : Topic
        The field.
    person : str
        Who answers.
    values : sequence of Value
        Figures that stand beside the field.
    lang : {"de", "en"}
        Language of these figures.

    Returns
    -------
    dict of str to object
        Values of the template.
    """
    kept = field_of(space, questions.version, one.id, person)
    points = kept.points if kept else {}
    return {
        "one": one,
        "points": points,
        "wrong": wrong_items(points),
        "measures": {each.id: each.title for each in space.all(Measure)},
        "lacking": kept.lacking if kept else "",
        "values": [value_words(value, lang) for value in values],
        "done_words": DONE,
        **_where(questions, one.id),
    }


def _where(questions: Questionnaire, name: str) -> dict[str, Any]:
    pages = _order(questions)
    return {"nth": pages.index(name) + 1, "total": len(pages)}


def all_values(atlas: Atlas, level: AreaLevel, key: str, questions: Questionnaire) -> list[Value]:
    """The values that stand beside the questions, each once.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    level : Level
        Level of the area.
    key : str
        Key of the area.
    questions : Questionnaire
        The version that is answered.

    Returns
    -------
    list of Value
        In the order of the questions.
    """
    names = dict.fromkeys(name for topic in questions.topics for name in topic.beside)
    return values_beside(atlas, level, key, list(names))
