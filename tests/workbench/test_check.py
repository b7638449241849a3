"""The check: its questions, what an answer counts, next steps, differences, comparison."""

from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Edition
from kleinstadt.errors import SourceContentError, UnknownNameError
from kleinstadt.workbench.check import questionnaire as asked
from kleinstadt.workbench.check.beside import values_beside
from kleinstadt.workbench.check.following import Span, answered_by_all, differences, next_steps, spans, standing
from kleinstadt.workbench.check.scoring import Level, Point, answered, counting, self_reported

QUESTIONS = asked.questionnaire()
NAMES = [one.id for one in QUESTIONS.recommendations]

LEVELS = st.builds(
    Level,
    state=st.sampled_from(["", "level", "unknown", "not_applicable"]),
    chosen=st.none() | st.integers(0, 4),
    untrue=st.sets(st.integers(1, 4)).map(lambda found: tuple(sorted(found))),
    because=st.text(max_size=5),
    evidence=st.text(max_size=5),
)
PEOPLE = st.dictionaries(st.sampled_from(NAMES), LEVELS)


# --- the questions ------------------------------------------------------------------------------------------------


def test_six_recommendations_and_eight_fields_in_two_languages() -> None:
    assert [len(QUESTIONS.recommendations), len(QUESTIONS.topics)] == [6, 8]
    texts = [text for one in QUESTIONS.recommendations for text in (one.title, one.question, *one.next)]
    texts += [step.text for one in QUESTIONS.recommendations for step in one.levels]
    texts += [text for one in QUESTIONS.topics for text in (one.title, *(item.text for item in one.items))]
    assert all(text.de.strip() and text.en.strip() for text in texts)
    for one in QUESTIONS.recommendations:
        assert all(step.evidence for step in one.levels[2:]), f"{one.id}: evidence from level 2 on"
    assert sum(len(one.items) for one in QUESTIONS.topics) == 45


def test_versions_are_never_changed_once_answered() -> None:
    """Old answers name their version, and the version is still here."""
    assert asked.questionnaire(1).day == date(2026, 11, 28)
    with pytest.raises(UnknownNameError, match="version 99"):
        asked.questionnaire(99)


def test_a_slip_in_the_questions_is_named() -> None:
    text = files("kleinstadt.workbench.check").joinpath("questions/1.toml").read_text(encoding="utf-8")
    with pytest.raises(SourceContentError, match="no indicator forrest_share"):
        asked.questionnaire_in(text.replace('"forest_share"', '"forrest_share"'))
    with pytest.raises(SourceContentError, match="stands twice"):
        asked.questionnaire_in(text.replace('id = "energy"', 'id = "mobility"'))


# --- what an answer counts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "untrue", "level"),
    [(0, (), 0), (4, (), 4), (3, (2,), 1), (3, (1,), 0), (2, (3, 4), 2), (4, (4,), 3)],
)
def test_a_level_counts_only_from_below(chosen: int, untrue: tuple[int, ...], level: int) -> None:
    assert counting(Level("level", chosen, untrue)) == level


@given(LEVELS)
def test_do_not_know_is_never_a_level(said: Level) -> None:
    level = counting(said)
    assert (level is None) == (said.state != "level" or said.chosen is None)
    if level is not None:
        assert said.chosen is not None
        assert 0 <= level <= said.chosen
        assert not set(range(1, level + 1)) & set(said.untrue)


@given(LEVELS, st.integers(1, 4), st.text(max_size=5))
def test_a_doubt_never_raises_and_evidence_never_moves_a_level(said: Level, doubt: int, evidence: str) -> None:
    doubted = replace(said, untrue=(*said.untrue, doubt))
    assert counting(replace(said, evidence=evidence)) == counting(said)
    before, after = counting(said), counting(doubted)
    assert (before is None) == (after is None)
    assert after is None or before is None or after <= before


def test_evidence_is_asked_from_level_two() -> None:
    assert not self_reported(Level("level", 1))
    assert self_reported(Level("level", 2))
    assert not self_reported(Level("level", 2, evidence="Ratsbeschluss 12/2025"))
    assert self_reported(Level("level", 2, evidence="  "))
    assert not self_reported(Level("level", 3, untrue=(2,))), "level 1 counts, which needs none"
    assert not self_reported(Level("unknown"))


def test_items_are_counted_as_answered() -> None:
    points = {"a": Point("done"), "b": Point("unknown"), "gone": Point("done")}
    assert answered(points, ["a", "b", "c"]) == 2


# --- next steps, differences, comparison --------------------------------------------------------------------------


@pytest.mark.slow
@given(st.lists(PEOPLE, max_size=3))
def test_at_most_three_steps_from_the_lowest_levels(people: list[dict[str, Level]]) -> None:
    steps, found = next_steps(QUESTIONS, people), spans(QUESTIONS, people)
    assert len(steps) <= 3
    assert [step.since for step in steps] == sorted(step.since for step in steps)
    chosen = {step.recommendation for step in steps}
    for step in steps:
        span = found[step.recommendation]
        assert span is not None
        assert step.since == span.low < 4
        assert step.to == step.since + 1
    left = [span.low for name, span in found.items() if span and name not in chosen and span.low < 4]
    assert not left or len(steps) == 3
    assert all(low >= steps[-1].since for low in left)


def test_a_step_says_what_to_do() -> None:
    steps = next_steps(QUESTIONS, [{"mistakes": Level("level", 1), "strategy": Level("level", 4)}])
    assert [(one.recommendation, one.what.de) for one in steps] == [
        ("mistakes", "45 Minuten Rückschau zum letzten Vorhaben")
    ]
    assert next_steps(QUESTIONS, [{"strategy": Level("unknown")}]) == []


def test_two_people_are_a_span_and_differ_only_where_both_spoke() -> None:
    ours = {"strategy": Level("level", 3), "anchoring": Level("level", 2), "exchange": Level("unknown")}
    theirs = {"strategy": Level("level", 3, untrue=(2,)), "anchoring": Level("level", 2, evidence="Plan")}
    assert spans(QUESTIONS, [ours, theirs])["strategy"] == Span(1, 3)
    assert spans(QUESTIONS, [ours, theirs])["exchange"] is None
    points = {"safety": {"warning": Point("done"), "shelters": Point("planned")}}
    others = {"safety": {"warning": Point("wished"), "unease": Point("done")}}
    found = differences(QUESTIONS, [(ours, points), (theirs, others)])
    assert [(one.question, one.item) for one in found] == [("strategy", ""), ("safety", "warning")]


def test_a_third_person_who_differs_is_named_with_the_others() -> None:
    agreed = {"strategy": Level("level", 3), "exchange": Level("level", 1)}
    third = {"strategy": Level("level", 1)}
    assert differences(QUESTIONS, [(agreed, {}), (agreed, {})]) == []
    (found,) = differences(QUESTIONS, [(agreed, {}), (agreed, {}), (third, {})])
    assert (found.question, found.said) == ("strategy", (Level("level", 3), Level("level", 3), Level("level", 1)))


@pytest.mark.slow
@given(st.lists(PEOPLE, min_size=2, max_size=3))
def test_who_answers_apart_sees_no_question_that_he_has_not_answered(people: list[dict[str, Level]]) -> None:
    shown = answered_by_all([(said, {}) for said in people])
    for said in people:
        assert all(said.get(name, Level()).state for levels, _ in shown for name in levels)
    alone = answered_by_all([(people[0], {"safety": {"warning": Point("done"), "unease": Point()}})])
    assert alone[0][1] == {"safety": {"warning": Point("done")}}


@pytest.mark.slow
@given(PEOPLE, PEOPLE)
def test_differences_do_not_depend_on_who_is_asked_first(ours: dict[str, Level], theirs: dict[str, Level]) -> None:
    there, back = (differences(QUESTIONS, [(one, {}) for one in said]) for said in ([ours, theirs], [theirs, ours]))
    assert [one.question for one in there] == [one.question for one in back]
    assert differences(QUESTIONS, [(ours, {}), (ours, {})]) == []


def test_comparison_needs_five_published_towns_and_gives_no_rank() -> None:
    assert standing(2, [1, 2, None, 3, 4]) is None
    found = standing(2, [1, 2, 2, 3, 4, None])
    assert found is not None
    assert (found.n, dict(found.towns)) == (5, {0: 0, 1: 1, 2: 2, 3: 1, 4: 1})


# --- the edition's values -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(Edition())


def test_values_stand_beside_with_period_source_and_edition(atlas: Atlas) -> None:
    values = values_beside(atlas, "gemeinde", "05970004", ["population", "commuter_balance_per_100"])
    population, commuters = values
    assert population.text.de == "18.833 Personen"
    assert population.text.en == "18,833 persons"
    assert population.period == "2023"
    assert population.source.de
    assert population.edition == atlas.fingerprint
    assert commuters.why.de == "", "published for the Verband that the town is by itself"
    member = values_beside(atlas, "gemeinde", "01054019", ["commuter_balance_per_100"])[0]
    assert member.why.de == "modelliert"


def test_every_field_says_its_values_or_that_there_is_none(atlas: Atlas) -> None:
    for topic in QUESTIONS.topics:
        values = values_beside(atlas, "gemeinde", "05970004", topic.beside)
        assert [one.indicator for one in values] == list(topic.beside)
        assert values or topic.without
        for one in values:
            assert one.text.de if one.value is not None else one.why.de
