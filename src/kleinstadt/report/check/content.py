"""What a paper of a check says, in one language: the same for page, PDF and DOCX."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kleinstadt.report.check.pictures import FieldRow, LevelRow, Shade
from kleinstadt.words import dates, labels
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.workbench.check.answers import levels_in, people_of, points_in
from kleinstadt.workbench.check.beside import Value
from kleinstadt.workbench.check.following import Levels, Span, next_steps, spans
from kleinstadt.workbench.check.questionnaire import Questionnaire, Recommendation, Topic, questionnaire
from kleinstadt.workbench.check.records import CheckState
from kleinstadt.workbench.check.scoring import DONE, Level, Point, counting, self_reported

STATES = {
    "": Text("noch nicht beantwortet", "not answered yet"),
    "unknown": Text("weiß nicht", "do not know"),
    "not_applicable": Text("trifft nicht zu", "not applicable"),
}


@dataclass(frozen=True)
class Said:
    """What one person says of a recommendation.

    Attributes
    ----------
    who : str
        "Person 1", empty where only one answered; names and notes are for the town hall alone.
    level : str
        "Stufe 2"; empty without one.
    sentence : str
        The level's own, or why there is none.
    evidence : str
        What proves it, or that nothing does; empty without a level.
    """

    who: str
    level: str
    sentence: str
    evidence: str


@dataclass(frozen=True)
class Part:
    """A recommendation with all that was said of it.

    Attributes
    ----------
    title, question : str
        The recommendation's own.
    said : tuple of Said
        One for each who answered it.
    """

    title: str
    question: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Field:
    """A field of a town with what is done in it.

    Attributes
    ----------
    title : str
        What it is called.
    values : tuple of str
        Figures beside it, as `value_words` writes them.
    without : str
        Why there are none; empty where there are some.
    lacking : str
        Who lacks something today, in the people's words; may be empty.
    items : tuple of (str, str)
        What was asked, and the answers.
    """

    title: str
    values: tuple[str, ...]
    without: str
    lacking: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Paper:
    """A check as a paper shows it, all words in one language.

    Attributes
    ----------
    title : str
        What the state is called.
    town : str
        Whose it is.
    lead : str
        What is asked, of when it is, how many answered.
    levels : tuple of LevelRow
        Rows of the first picture.
    fields_drawn : tuple of FieldRow
        Rows of the second picture.
    steps : tuple of (str, str)
        The next ones: title of the recommendation, what to do.
    parts : tuple of Part
        The recommendations.
    fields : tuple of Field
        All fields.
    how : tuple of str
        How to read it, and the sources of the figures where there are some.
    """

    title: str
    town: str
    lead: str
    levels: tuple[LevelRow, ...]
    fields_drawn: tuple[FieldRow, ...]
    steps: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    fields: tuple[Field, ...]
    how: tuple[str, ...]


def paper(state: CheckState, town: str, lang: Lang, before: CheckState | None = None) -> Paper:
    """The paper of a frozen state.

    Parameters
    ----------
    state : CheckState
        A frozen state.
    town : str
        Name of the town.
    lang : {"de", "en"}
        Language.
    before : CheckState, optional
        An earlier state, whose levels stand as rings in the picture.

    Returns
    -------
    Paper
        Nobody is named in it.
    """
    questions, who = questionnaire(state.version), people_of(state)
    people, points = [levels_in(state, one) for one in who], [points_in(state, one) for one in who]
    steps = [(pick(one.title, lang), pick(one.what, lang)) for one in next_steps(questions, people)]
    return Paper(
        title=state.label,
        town=town,
        lead=_lead(state, len(who), lang),
        levels=level_rows(questions, people, lang, _before(before)),
        fields_drawn=tuple(field_row(topic, points, lang) for topic in questions.topics),
        steps=tuple(steps),
        parts=tuple(_part(one, people, lang) for one in questions.recommendations),
        fields=tuple(_field(one, state, who, lang) for one in questions.topics),
        how=_how(state, lang),
    )


def level_rows(
    questions: Questionnaire, people: Sequence[Levels], lang: Lang, before: Mapping[str, Span | None] | None = None
) -> tuple[LevelRow, ...]:
    """The rows of the picture of levels.

    Parameters
    ----------
    questions : Questionnaire
        The version that was answered.
    people : sequence of mapping of str to Level
        What each person says.
    lang : {"de", "en"}
        Language.
    before : mapping of str to Span or None, optional
        Earlier levels by id of the recommendation.

    Returns
    -------
    tuple of LevelRow
        One a recommendation.
    """
    found = spans(questions, people)
    rows = []
    for one in questions.recommendations:
        states = [said[one.id].state for said in people if one.id in said]
        told = pick(STATES[states[0]], lang) if states and states[0] in STATES else pick(STATES[""], lang)
        rows.append(LevelRow(pick(one.title, lang), found[one.id], (before or {}).get(one.id), told))
    return tuple(rows)


def _before(state: CheckState | None) -> dict[str, Span | None]:
    if state is None:
        return {}
    return spans(questionnaire(state.version), [levels_in(state, one) for one in people_of(state)])


def field_row(topic: Topic, people: Sequence[Mapping[str, Mapping[str, Point]]], lang: Lang) -> FieldRow:
    """A field's answers in the picture; an item that people answer differently is "apart".

    Parameters
    ----------
    topic : Topic
        The field.
    people : sequence of mapping of str to mapping of str to Point
        What each person says, by id of the field and of the item.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    FieldRow
        Every item counted once.
    """
    found: list[Shade] = []
    for item in topic.items:
        given = {one.get(topic.id, {}).get(item.id, Point()).done for one in people} - {""}
        found.append("apart" if len(given) > 1 else next(iter(given), ""))
    return FieldRow(pick(topic.title, lang), {shade: found.count(shade) for shade in found})


def _part(one: Recommendation, people: Sequence[Levels], lang: Lang) -> Part:
    said = [
        told(one, levels[one.id], _person(number) if len(people) > 1 else "", lang)
        for number, levels in enumerate(people, 1)
        if one.id in levels
    ]
    return Part(pick(one.title, lang), pick(one.question, lang), tuple(said))


def _person(number: int) -> str:
    """How a paper calls those who answered: nobody is named where a council or the public may read."""
    return f"Person {number}"


def told(one: Recommendation, said: Level, who: str, lang: Lang) -> Said:
    """An answer in words.

    Parameters
    ----------
    one : Recommendation
        What was asked.
    said : Level
        An answer.
    who : str
        "Person 1"; may be empty.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    Said
        Without a level where the answer does not count.
    """
    level = counting(said)
    if level is None:
        because = f", {pick(('weil', 'because'), lang)} {said.because}" if said.because else ""
        return Said(who, "", pick(STATES[said.state if said.state in STATES else ""], lang) + because, "")
    evidence = said.evidence.strip()
    if self_reported(said):
        evidence = pick(("keiner, Selbstauskunft", "none, own statement"), lang)
    return Said(who, f"{pick(('Stufe', 'Level'), lang)} {level}", pick(one.levels[level].text, lang), evidence)


def _field(topic: Topic, state: CheckState, who: Sequence[str], lang: Lang) -> Field:
    beside = [one for one in state.values if one.indicator in topic.beside]
    items = []
    for item in topic.items:
        given = [points_in(state, person).get(topic.id, {}).get(item.id, Point()) for person in who]
        items.append((pick(item.text, lang), _answers(given, lang)))
    lacking = " ".join(one.lacking for one in state.fields if one.topic == topic.id and one.lacking)
    without = pick(topic.without, lang) if topic.without else ""
    return Field(
        pick(topic.title, lang), tuple(value_words(one, lang) for one in beside), without, lacking, tuple(items)
    )


def _answers(given: Sequence[Point], lang: Lang) -> str:
    """The answers to an item: one word where all agree, else each with who gave it."""
    told_so = [(_person(number), _answer(one, lang)) for number, one in enumerate(given, 1) if one.done]
    if not told_so:
        return "–"
    if len({answer for _, answer in told_so}) == 1:
        return told_so[0][1]
    return "; ".join(f"{person}: {answer}" for person, answer in told_so)


def _answer(one: Point, lang: Lang) -> str:
    if one.done == "":
        return ""
    word = pick(DONE[one.done], lang).split(",")[0]
    extra = one.because if one.done == "no_issue" else one.note
    return f"{word} ({extra})" if extra else word


def value_words(one: Value, lang: Lang) -> str:
    """A value beside a question: "Kaltmiete 5,51 € je m² (2022; …)", or "… kein Wert: geheim gehalten".

    Parameters
    ----------
    one : Value
        A figure of a field.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        In one line.
    """
    label = pick(one.label, lang)
    if one.value is None:
        none = pick(("kein Wert", "no value"), lang)
        return f"{label}: {none}" + (f", {pick(one.why, lang)}" if pick(one.why, lang) else "")
    extra = [dates.period(one.period, lang), pick(one.why, lang)]
    if pick(one.group_text, lang):
        extra.append(f"{pick(labels.GROUP_WEIGHTED, lang)} {pick(one.group_text, lang)}")
    return f"{label}: {pick(one.text, lang)} ({'; '.join(part for part in extra if part)})"


def _lead(state: CheckState, people: int, lang: Lang) -> str:
    day = dates.day(state.day, lang)
    said = pick(
        (
            f"Stand vom {day}, Fassung {state.version} der Fragen, beantwortet von {_number(people, 'de')}.",
            f"As of {day}, version {state.version} of the questions, answered by {_number(people, 'en')}.",
        ),
        lang,
    )
    aim = pick(
        (
            "Gefragt ist nicht, wie viel Technik da ist, sondern ob die Stadt mit ihr besser für die Menschen sorgt.",
            "The question is not how much technology there is, but whether the town serves its people better with it.",
        ),
        lang,
    )
    return f"{aim} {said}"


def _number(people: int, lang: Lang) -> str:
    words = Text("einer Person", "one person") if people == 1 else Text(f"{people} Personen", f"{people} people")
    return pick(words, lang)


def _how(state: CheckState, lang: Lang) -> tuple[str, ...]:
    """How to read it, and where the figures are from."""
    read = pick(
        (
            "Eine Stufe gilt, wenn ihr Satz stimmt und die Sätze darunter stimmen. Es gibt keine Gesamtnote und keinen "
            "Rang. Die Stufen sind gesetzt, kein geeichtes Maß. „Weiß nicht“ zählt nicht als 0. Die Zahlen daneben "
            "setzen keine Stufe.",
            "A level holds if its sentence is true and those below it are. There is no total and no rank. The levels "
            "are set by us, no calibrated measure. “Do not know” does not count as 0. The figures beside set no level.",
        ),
        lang,
    )
    sources = list(dict.fromkeys(pick(one.source, lang) for one in state.values if pick(one.source, lang)))
    editions = sorted({one.edition[:12] for one in state.values})
    where = pick(("Quellen der Zahlen", "Sources of the figures"), lang)
    edition = pick(("Edition", "edition"), lang)
    return (read, f"{where}: {'; '.join(sources)} ({edition} {', '.join(editions)})") if sources else (read,)
