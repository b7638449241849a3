"""What the forms of the check change: an answer, a field, a next step that becomes a measure, a frozen state."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import cast, get_args

from kleinstadt.web.desk.desk import read_at
from kleinstadt.web.desk.sent import Sent
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.workbench.check.answers import answer_of, field_of, levels_of, people
from kleinstadt.workbench.check.evidence import with_file
from kleinstadt.workbench.check.following import NextStep, steps_from
from kleinstadt.workbench.check.questionnaire import LEVELS, Item, Questionnaire, Recommendation, Topic
from kleinstadt.workbench.check.records import CheckAnswer, CheckField
from kleinstadt.workbench.check.scoring import Done, Level, Point, State, counting
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.reading.clean import one_line, plain
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.storage.workspace import Workspace


def save_answer(
    change: Change,
    space: Workspace,
    questions: Questionnaire,
    one: Recommendation,
    person: str,
    form: Sent,
    day: date,
) -> None:
    """Save one person's answer to a recommendation; what is wrong with it is shown, never a reason not to keep it.

    Parameters
    ----------
    change : Change
        The change that is written.
    space : Workspace
        The plan.
    questions : Questionnaire
        The version that is answered.
    one : Recommendation
        What is answered.
    person : str
        Who answers.
    form : Sent
        `level`, `untrue`, `because`, `evidence`, `note`, and `stand`, which says what the person had read.
    day : date
        On which it is answered.
    """
    fields = {**vars(_said_in(form)), "note": plain(form.get("note")), "day": day}
    kept = answer_of(space, questions.version, one.id, person)
    if kept is None:
        change.put(replace(CheckAnswer(question=one.id, person=person, version=questions.version), **fields))
    else:
        change.save(CheckAnswer, kept.id, fields, read_at(form.form))


def _said_in(form: Sent) -> Level:
    """What a form says of a recommendation."""
    state, chosen = _level(form.get("level"))
    untrue = tuple(sorted({int(n) for n in form.all("untrue") if n.isdecimal() and 0 < int(n) < (chosen or 0)}))
    return Level(state, chosen, untrue, plain(form.get("because")), plain(form.get("evidence")))


def save_evidence(
    change: Change, space: Workspace, questions: Questionnaire, one: Recommendation, person: str, name: str, given: str
) -> None:
    """Name a file in the evidence of one person's answer; the answer begins with it if there was none.

    Parameters
    ----------
    change : Change
        The change that is written.
    space : Workspace
        The plan.
    questions : Questionnaire
        The version that is answered.
    one : Recommendation
        What is answered.
    person : str
        Who answers.
    name : str
        What the file is called among the plan's attachments.
    given : str
        What it was called where it came from.
    """
    kept = answer_of(space, questions.version, one.id, person)
    answer = kept or CheckAnswer(question=one.id, person=person, version=questions.version)
    change.put(replace(answer, evidence=with_file(answer.evidence, name, given)))


def _level(text: str) -> tuple[State, int | None]:
    if text.isdecimal() and int(text) < LEVELS:
        return "level", int(text)
    return (cast("State", text), None) if text in ("unknown", "not_applicable") else ("", None)


def save_field(
    change: Change, space: Workspace, questions: Questionnaire, topic: Topic, person: str, form: Sent, day: date
) -> CheckField:
    """Save one person's answers to a field.

    Parameters
    ----------
    change : Change
        The change that is written.
    space : Workspace
        The plan.
    questions : Questionnaire
        The version that is answered.
    topic : Topic
        The field.
    person : str
        Who answers.
    form : Sent
        `done-ITEM`, `note-ITEM` and `measure-ITEM` of each item, `lacking`, and `stand`. A measure that the plan has
        not is dropped.
    day : date
        On which it is answered.

    Returns
    -------
    CheckField
        The answers as they are kept now.
    """
    kept = field_of(space, questions.version, topic.id, person)
    before: Mapping[str, Point] = kept.points if kept else {}
    measures = {one.id for one in space.all(Measure)}
    points = {item.id: _point(form, item.id, before.get(item.id, Point()), measures) for item in topic.items}
    fields = {"points": points, "lacking": plain(form.get("lacking")), "day": day}
    if kept is None:
        new = CheckField(topic=topic.id, person=person, version=questions.version)
        return change.put(replace(new, **fields))  # type: ignore[arg-type]
    return change.save(CheckField, kept.id, fields, read_at(form.form))


def _point(form: Sent, item: str, before: Point, measures: Collection[str]) -> Point:
    done = form.get(f"done-{item}")
    known = done if done in get_args(Done) else ""
    text, linked = plain(form.get(f"note-{item}")), form.get(f"measure-{item}", before.measure)
    measure = linked if linked in measures else ""
    if known == "no_issue":
        return Point("no_issue", text, "", measure)
    return Point(cast("Done", known), "", text, measure)


def step_of(space: Workspace, questions: Questionnaire, name: str) -> NextStep | None:
    """The next step of a recommendation, from the lowest level that people have said so far.

    Parameters
    ----------
    space : Workspace
        The plan.
    questions : Questionnaire
        The version that is answered.
    name : str
        Id of the recommendation.

    Returns
    -------
    NextStep or None
        None where there is none, and for an unknown id.
    """
    levels = [levels_of(space, questions.version, one) for one in people(space, questions.version)]
    return next((step for step in steps_from(questions, levels) if step.recommendation == name), None)


def measure_of_step(change: Change, step: NextStep, lang: Lang) -> Measure:
    """A next step as a measure: an idea, with the check as its occasion.

    Parameters
    ----------
    change : Change
        The change that is written.
    step : NextStep
        What is to be done.
    lang : {"de", "en"}
        Language in which the measure is written.

    Returns
    -------
    Measure
        With its id.
    """
    told = Text(
        f"Selbst-Check, {step.title.de}: von Stufe {step.since} zu Stufe {step.to}.",
        f"Self-check, {step.title.en}: from level {step.since} to level {step.to}.",
    )
    return change.put(Measure(title=pick(step.what, lang), occasion=pick(told, lang), kind="management"))


def measure_of_item(change: Change, kept: CheckField, topic: Topic, item: Item, lang: Lang) -> Measure:
    """An item of a field as a measure, linked from the answers in which it was taken.

    Parameters
    ----------
    change : Change
        The change that is written.
    kept : CheckField
        The answers in which the item was taken; they are put again with the link.
    topic : Topic
        The field.
    item : Item
        What is to be done.
    lang : {"de", "en"}
        Language in which the measure is written.

    Returns
    -------
    Measure
        With its id.
    """
    told = Text(f"Selbst-Check, Feld {topic.title.de}.", f"Self-check, field {topic.title.en}.")
    made = change.put(Measure(title=pick(item.text, lang), occasion=pick(told, lang)))
    point = replace(kept.points.get(item.id, Point()), measure=made.id)
    change.put(replace(kept, points={**kept.points, item.id: point}))
    return made


def wrong_in(kept: CheckAnswer | None) -> dict[str, Text]:
    """What should be mended in an answer, by field.

    Parameters
    ----------
    kept : CheckAnswer or None
        None where the question is not answered yet.

    Returns
    -------
    dict of str to Text
        What to do, by name of the form's field; empty where nothing is wrong.
    """
    if kept is None:
        return {}
    if kept.state == "not_applicable" and not kept.because.strip():
        return {"because": Text("Bitte einen Grund nennen, damit man später weiß, warum.", "Please say why.")}
    return {}


def wrong_items(points: Mapping[str, Point]) -> dict[str, Text]:
    """Items that are said to be no issue without a reason.

    Parameters
    ----------
    points : mapping of str to Point
        Answers to a field, by id of the item.

    Returns
    -------
    dict of str to Text
        What to do, by id of the item; empty where nothing is wrong.
    """
    why = Text("Bitte einen Grund nennen, damit man später weiß, warum.", "Please say why.")
    return {item: why for item, point in points.items() if point.done == "no_issue" and not point.because.strip()}


def says_all(form: Sent, questions: Questionnaire, name: str) -> bool:
    """Whether an answer can be left behind: its level counts as chosen, and no reason is missing.

    Parameters
    ----------
    form : Sent
        As it was posted.
    questions : Questionnaire
        The version that is answered.
    name : str
        Id of a recommendation or of a field.

    Returns
    -------
    bool
        False where the page has something to say about the answer.
    """
    if name in {one.id for one in questions.topics}:
        items = [item.id for item in questions.topic(name).items]
        return all(form.get(f"done-{item}") != "no_issue" or form.get(f"note-{item}").strip() for item in items)
    said = _said_in(form)
    return counting(said) == said.chosen and (said.state != "not_applicable" or bool(said.because))


def person_in(text: str) -> str:
    """Who answers: a function or a name, on one line.

    Parameters
    ----------
    text : str
        As typed.

    Returns
    -------
    str
        At most 60 characters; "" for nothing typed.
    """
    return one_line(text, 60)
