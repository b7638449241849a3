"""The answers that a plan holds: who has answered, what each person says, and how a state is frozen."""

from collections.abc import Mapping, Sequence
from datetime import date

from kleinstadt.errors import PlanError
from kleinstadt.workbench.check.beside import Value
from kleinstadt.workbench.check.questionnaire import Questionnaire
from kleinstadt.workbench.check.records import CheckAnswer, CheckField, CheckState, Kept, KeptField
from kleinstadt.workbench.check.scoring import Level, Point, answered
from kleinstadt.workbench.storage.workspace import Workspace


def people(space: Workspace, version: int) -> list[str]:
    """Who has answered something of this version, in the order in which they began.

    Parameters
    ----------
    space : Workspace
        The plan.
    version : int
        Of the questions.

    Returns
    -------
    list of str
        By function or name, as they answered.
    """
    answering = [one.person for one in space.all(CheckAnswer) if one.version == version]
    return list(dict.fromkeys(answering + [one.person for one in space.all(CheckField) if one.version == version]))


def answer_of(space: Workspace, version: int, question: str, person: str) -> CheckAnswer | None:
    """A person's answer to a recommendation, if there is one.

    Parameters
    ----------
    space : Workspace
        The plan.
    version : int
        Of the questions.
    question : str
        Id of the recommendation.
    person : str
        Who answers.

    Returns
    -------
    CheckAnswer or None
        As it is kept.
    """
    wanted = (version, question, person)
    return next((one for one in space.all(CheckAnswer) if (one.version, one.question, one.person) == wanted), None)


def field_of(space: Workspace, version: int, topic: str, person: str) -> CheckField | None:
    """A person's answers to a field, if there are any.

    Parameters
    ----------
    space : Workspace
        The plan.
    version : int
        Of the questions.
    topic : str
        Id of the field.
    person : str
        Who answers.

    Returns
    -------
    CheckField or None
        As it is kept.
    """
    wanted = (version, topic, person)
    return next((one for one in space.all(CheckField) if (one.version, one.topic, one.person) == wanted), None)


def levels_of(space: Workspace, version: int, person: str) -> dict[str, Level]:
    """What a person says of the recommendations.

    Parameters
    ----------
    space : Workspace
        The plan.
    version : int
        Of the questions.
    person : str
        Who answers.

    Returns
    -------
    dict of str to Level
        By id of the recommendation; those without an answer are left out.
    """
    kept = [one for one in space.all(CheckAnswer) if (one.version, one.person) == (version, person)]
    return {one.question: one.said for one in kept if one.state}


def points_of(space: Workspace, version: int, person: str) -> dict[str, Mapping[str, Point]]:
    """What a person says of the fields.

    Parameters
    ----------
    space : Workspace
        The plan.
    version : int
        Of the questions.
    person : str
        Who answers.

    Returns
    -------
    dict of str to mapping of str to Point
        By id of the field, then of the item.
    """
    kept = [one for one in space.all(CheckField) if (one.version, one.person) == (version, person)]
    return {one.topic: one.points for one in kept}


def open_questions(questions: Questionnaire, space: Workspace, person: str) -> list[str]:
    """What a person has not finished: recommendations without an answer, fields with an item without one.

    Parameters
    ----------
    questions : Questionnaire
        The version that is answered.
    space : Workspace
        The plan.
    person : str
        Who answers.

    Returns
    -------
    list of str
        Ids of recommendations and fields, in their order.
    """
    levels, points = levels_of(space, questions.version, person), points_of(space, questions.version, person)
    found = [one.id for one in questions.recommendations if one.id not in levels]
    for topic in questions.topics:
        items = [item.id for item in topic.items]
        if answered(points.get(topic.id, {}), items) < len(items):
            found.append(topic.id)
    return found


def frozen(space: Workspace, questions: Questionnaire, label: str, day: date, values: Sequence[Value]) -> CheckState:
    """The state of all answers of a version on a day, with the values that stood beside them.

    Parameters
    ----------
    space : Workspace
        The plan.
    questions : Questionnaire
        The version that was answered.
    label : str
        What the state is called.
    day : date
        The day.
    values : sequence of Value
        As `values_beside` gives them.

    Returns
    -------
    CheckState
        To be kept in the plan.

    Raises
    ------
    PlanError
        Without a name, for a name that is taken, or where nobody has answered anything yet.
    """
    name = " ".join(label.split())
    if not name:
        msg = "The state needs a name, for instance 'Check May 2026'."
        raise PlanError(msg, "Bitte einen Namen für den Stand eingeben, etwa „Check Mai 2026“.", field="label")
    if name in {one.label for one in space.all(CheckState)}:
        msg = f"There is a state called '{name}' already; choose another name."
        raise PlanError(msg, f"Einen Stand „{name}“ gibt es schon. Bitte einen anderen Namen wählen.", field="label")
    answers = [one for one in space.all(CheckAnswer) if one.version == questions.version and one.state]
    fields = [one for one in space.all(CheckField) if one.version == questions.version]
    if not answers and not fields:
        msg = "Nothing has been answered yet, so there is nothing to keep."
        raise PlanError(msg, "Noch ist nichts beantwortet; es gibt nichts festzuhalten.", field="label")
    return CheckState(
        label=name,
        day=day,
        version=questions.version,
        answers=tuple(Kept(question=a.question, person=a.person, said=a.said, note=a.note, day=a.day) for a in answers),
        fields=tuple(
            KeptField(topic=f.topic, person=f.person, points=f.points, lacking=f.lacking, day=f.day) for f in fields
        ),
        values=tuple(values),
    )


def people_of(state: CheckState) -> list[str]:
    """Who answered in a frozen state.

    Parameters
    ----------
    state : CheckState
        A frozen state.

    Returns
    -------
    list of str
        In the order in which they began.
    """
    return list(dict.fromkeys([one.person for one in state.answers] + [one.person for one in state.fields]))


def levels_in(state: CheckState, person: str) -> dict[str, Level]:
    """What a person said of the recommendations in a frozen state.

    Parameters
    ----------
    state : CheckState
        A frozen state.
    person : str
        Who answered.

    Returns
    -------
    dict of str to Level
        By id of the recommendation.
    """
    return {one.question: one.said for one in state.answers if one.person == person}


def points_in(state: CheckState, person: str) -> dict[str, Mapping[str, Point]]:
    """What a person said of the fields in a frozen state.

    Parameters
    ----------
    state : CheckState
        A frozen state.
    person : str
        Who answered.

    Returns
    -------
    dict of str to mapping of str to Point
        By id of the field, then of the item.
    """
    return {one.topic: one.points for one in state.fields if one.person == person}
