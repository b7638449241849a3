"""Participation: formats, and whether people are asked while something is still open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.workbench.models.proofs import Decision, Hearing, Participation
from kleinstadt.workbench.participation.formats import EFFORT, STEPS, formats
from kleinstadt.workbench.participation.phases import stretches
from kleinstadt.workbench.participation.timing import decided_on, timing
from kleinstadt.workbench.reading.when import when


def decision(
    *days: str, role: str = "decides", kind: str = "decision", measures: tuple[str, ...] = ("m1",)
) -> Decision:
    hearings = tuple(Hearing(body="Rat", day=date.fromisoformat(day), role=role) for day in days)  # type: ignore[arg-type]
    return Decision(title="Beschluss", kind=kind, hearings=hearings, measures=measures)  # type: ignore[arg-type]


def step(day: str, level: int | None = 4, measure: str = "m1") -> Participation:
    return Participation(title="Runde", day=when(day), level=level, measure=measure)


def test_every_step_of_the_pyramid_has_a_format() -> None:
    assert list(STEPS) == [1, 2, 3, 4, 5, 6, 7]
    assert all(any(one.low <= step <= one.high for one in formats().values()) for step in STEPS)
    assert len(formats()) == 11
    for one in formats().values():
        assert one.effort in EFFORT
        assert 1 <= one.low <= one.high <= 7


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("11.3.2026", "before"),
        ("12.3.2026", "before"),  # the same day: the council can still hear it
        ("13.3.2026", "after"),
        ("2026", "unclear"),
        ("03/2026", "unclear"),
        ("Q2 2026", "after"),
        ("2025", "before"),
        ("offen", "no_date"),
    ],
)
def test_the_first_say_is_held_against_the_decision(day: str, verdict: str) -> None:
    assert timing("m1", [step(day)], [decision("2026-03-12")]).verdict == verdict


def test_telling_people_is_no_participation_and_other_measures_do_not_count() -> None:
    decided = [decision("2026-03-12")]
    assert timing("m1", [step("1.1.2026", level=3), step("1.1.2026", level=None)], decided).verdict == "no_step"
    assert timing("m1", [step("1.1.2026", measure="m2")], decided).verdict == "no_step"
    assert timing("m1", [step("1.1.2026", level=3), step("1.5.2026")], decided).verdict == "after"


def test_only_a_dated_decision_of_this_measure_draws_a_line() -> None:
    others = [decision("2026-01-01", role="advises"), decision("2026-01-01", measures=("m2",))]
    others += [decision("2026-01-01", kind="notice"), decision()]
    assert decided_on("m1", others) is None
    assert timing("m1", [step("1.5.2026")], others).verdict == "no_decision"
    assert decided_on("m1", [*others, decision("2026-06-01", "2026-04-01")]) == date(2026, 4, 1)


@given(st.lists(st.dates(date(2024, 1, 1), date(2028, 1, 1)), min_size=1, max_size=5), st.dates(date(2024, 1, 1)))
def test_an_earlier_step_never_makes_it_later(days: list[date], decided: date) -> None:
    order = ["after", "before"]
    steps = [step(f"{day.day}.{day.month}.{day.year}") for day in days]
    council = [decision(decided.isoformat())]
    whole, last = timing("m1", steps, council), timing("m1", steps[1:], council)
    assert whole.verdict == ("after" if min(days) > decided else "before")
    if steps[1:]:
        assert order.index(whole.verdict) >= order.index(last.verdict)


def test_phases_come_in_their_order_with_the_days_of_their_steps() -> None:
    steps = [
        Participation(title="a", day=when("5.5.2027"), phase="draft"),
        Participation(title="b", day=when("1.3.2026"), until=when("04/2026"), phase="analysis"),
        Participation(title="c", day=when("1.2.2026"), phase="analysis"),
        Participation(title="d", phase="goals"),  # without a date: no place in time
        Participation(title="e", day=when("1.1.2026")),
    ]
    found = stretches(steps)
    assert [(one.phase, one.first, one.last, one.steps) for one in found] == [
        ("analysis", date(2026, 2, 1), date(2026, 4, 30), (2, 3)),
        ("draft", date(2027, 5, 5), date(2027, 5, 5), (1,)),
    ]
