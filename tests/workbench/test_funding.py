"""Funding: what the files say, three-valued matching, the own share in euro."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.errors import SourceContentError, UnknownNameError
from kleinstadt.words.language import Text
from kleinstadt.workbench.funding import reading
from kleinstadt.workbench.funding.facts import Facts
from kleinstadt.workbench.funding.matching import Match, deadline_of, match, matches
from kleinstadt.workbench.funding.own_share import Span, own_share
from kleinstadt.workbench.funding.programme import LANDS, TOPICS, Conditions, Period, Programme, Rate, Window
from kleinstadt.workbench.funding.telling import rate_words, told

TODAY = date(2026, 11, 28)
PROGRAMMES = reading.programmes()
QUESTIONS = reading.questions()
BAD_BERLEBURG = Facts("05", "groessere_kleinstadt", "peripher", 18833, "2023")

TOML = """
[trial]
name = "Versuch"
provider = "Land"
level = "land"
topics = ["digital"]
de = "Etwas."
en = "Something."
window = { kind = "running" }
known = "2026"
certainty = "high"
sources = ["somewhere"]
"""


def towns() -> st.SearchStrategy[Facts]:
    """Towns of which anything may be known or not."""
    return st.builds(
        Facts,
        land=st.none() | st.sampled_from(sorted(LANDS.values())),
        type=st.none() | st.sampled_from(["groessere_kleinstadt", "landgemeinde", "grossstadt"]),
        lage=st.none() | st.sampled_from(["zentral", "peripher"]),
        population=st.none() | st.integers(0, 60_000),
        weak_finances=st.none() | st.booleans(),
        partners=st.none() | st.integers(1, 6),
        said=st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.booleans()),
        members=st.integers(1, 5),
    )


def verdict(conditions: Conditions, facts: Facts) -> str:
    return match(replace(PROGRAMMES["kommunalrichtlinie"], conditions=conditions), facts, TODAY).verdict


def of(name: str, facts: Facts = BAD_BERLEBURG) -> Match:
    return match(PROGRAMMES[name], facts, TODAY)


# --- what the files say -------------------------------------------------------------------------------------------


def test_there_are_programmes_enough_each_with_source_and_date() -> None:
    assert len(PROGRAMMES) == 57
    for one in PROGRAMMES.values():
        assert one.sources, one.id
        assert one.topics, one.id
        assert all(one.purpose), one.id
        assert one.known.earliest <= TODAY, one.id
        assert one.known.text[:4] <= one.checked.text[:4], f"{one.id} was looked at before it was known"
        for note in (one.window.note, one.rate.note, one.combination):
            assert note is None or all(note), one.id


def test_every_question_and_topic_is_asked_by_some_programme() -> None:
    asked = {question.id for one in PROGRAMMES.values() for question in one.conditions.questions}
    assert asked == set(QUESTIONS)
    used = {topic for one in PROGRAMMES.values() for topic in one.topics}
    assert used == set(TOPICS)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('topics = ["digitall"]', "digitall"),
        ("rate = [90, 70]", "low to high"),
        ("rates = [50, 70]", "no such key rates"),
        ('questions = ["leader"]', "leader_area"),
    ],
)
def test_a_slip_in_a_file_is_named(wrong: str, said: str) -> None:
    key = wrong.split(" ", maxsplit=1)[0]
    text = "\n".join(line for line in TOML.splitlines() if not line.startswith(key))
    with pytest.raises(SourceContentError, match=said):
        reading.programmes_in(f"{text}\n{wrong}\n")


def test_a_programme_without_a_source_is_refused() -> None:
    with pytest.raises(SourceContentError, match="lacks sources"):
        reading.programmes_in(TOML.replace('sources = ["somewhere"]', ""))


def test_an_unknown_programme_is_answered_with_the_known() -> None:
    with pytest.raises(UnknownNameError, match="kommunalrichtlinie"):
        reading.programme("kommunalrichtline")


# --- matching -----------------------------------------------------------------------------------------------------


@given(towns(), st.sets(st.sampled_from(["land", "type", "lage", "population", "weak_finances", "partners", "said"])))
def test_taking_a_value_away_may_only_turn_answers_into_unknown(town: Facts, away: set[str]) -> None:
    poorer = replace(town, **{name: {} if name == "said" else None for name in away})
    for one in PROGRAMMES.values():
        before, after = match(one, town, TODAY), match(one, poorer, TODAY)
        assert after.verdict in (before.verdict, "unknown")
        for old, new in zip(before.conditions, after.conditions, strict=True):
            assert new.answer in (old.answer, "unknown")
            assert new.answer == old.answer or old.value in {*away, *QUESTIONS}


@given(towns())
def test_every_answer_has_its_reason_and_the_verdict_follows(town: Facts) -> None:
    for one in PROGRAMMES.values():
        found = match(one, town, TODAY)
        answers = [condition.answer for condition in found.conditions]
        assert all(condition.reason.de and condition.reason.en for condition in found.conditions)
        if found.verdict != "closed":
            assert found.verdict == (
                "does_not_fit" if "no" in answers else "unknown" if "unknown" in answers else "fits"
            )


def test_knowing_nothing_excludes_nothing() -> None:
    found = matches(PROGRAMMES.values(), Facts(), TODAY)
    assert {one.verdict for one in found} == {"fits", "unknown", "closed"}


def test_a_programme_of_another_land_does_not_fit_and_says_so() -> None:
    found = of("sachsen_fr_regio")
    assert found.verdict == "does_not_fit"
    assert found.conditions[0].condition == Text("Land: nur Sachsen", "Land: only Sachsen")
    assert found.conditions[0].reason == Text("hier: Nordrhein-Westfalen", "here: Nordrhein-Westfalen")
    assert of("sachsen_fr_regio", replace(BAD_BERLEBURG, land=None)).verdict == "unknown"


def test_the_edge_of_a_size_counts_as_written() -> None:
    under = Conditions(population_under=10_000)
    assert verdict(under, Facts(population=9_999)) == "fits"
    assert verdict(under, Facts(population=10_000)) == "does_not_fit"
    up_to = Conditions(places_up_to=10_000)
    assert verdict(up_to, Facts(population=10_000)) == "fits"
    assert verdict(up_to, Facts(population=10_001)) == "unknown", "one of its places may be smaller"


def test_a_verband_above_a_limit_may_have_municipalities_below_it() -> None:
    small = Conditions(population_under=10_000)
    assert verdict(small, Facts(population=11_108)) == "does_not_fit"
    assert verdict(small, Facts(population=11_108, members=4)) == "unknown"
    assert verdict(small, Facts(population=9_000, members=4)) == "fits"


def test_an_end_that_is_no_deadline_goes_into_no_calendar() -> None:
    for name in ("ganztag", "lukifg", "mehrgenerationenhaus", "leader"):
        assert of(name).deadline.next is None, name
        assert of(name).deadline.is_open is None, name
    assert deadline_of(PROGRAMMES["ganztag"].window, date(2030, 1, 1)).is_open is False


def test_partners_count_the_town_itself() -> None:
    four = Conditions(partners=4)
    assert [verdict(four, Facts(partners=count)) for count in (None, 3, 4)] == ["unknown", "does_not_fit", "fits"]


def test_weak_finances_are_never_guessed() -> None:
    only_weak = Conditions(weak_finances=True)
    assert [verdict(only_weak, replace(BAD_BERLEBURG, weak_finances=said)) for said in (None, False, True)] == [
        "unknown",
        "does_not_fit",
        "fits",
    ]


# --- windows ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["kleinstadtakademie", "kfw_436", "sportstaetten", "nrw_dorf", "niedersachsen_innenstaedte"]
)
def test_closed_programmes_are_closed_for_everybody(name: str) -> None:
    assert of(name).verdict == "closed"
    assert of(name, Facts()).verdict == "closed"


def test_a_window_is_open_on_its_last_day() -> None:
    window = Window("call", date(2026, 11, 1), date(2026, 11, 28))
    assert deadline_of(window, date(2026, 11, 28)).is_open is True
    assert deadline_of(window, date(2026, 11, 29)).is_open is False
    assert deadline_of(window, date(2026, 10, 31)).is_open is None


def test_a_yearly_deadline_comes_back_until_the_rules_end() -> None:
    yearly = Window("yearly", month=10, day=30)
    assert deadline_of(yearly, date(2026, 10, 30)).next == date(2026, 10, 30)
    assert deadline_of(yearly, TODAY).next == date(2027, 10, 30)
    assert deadline_of(replace(yearly, closes=date(2027, 6, 30)), TODAY).is_open is False


def test_an_unknown_window_is_never_called_open() -> None:
    for one in PROGRAMMES.values():
        if one.window.kind in ("unknown", "yearly"):
            assert deadline_of(one.window, TODAY).is_open is not True, one.id


@pytest.mark.parametrize(
    ("checked", "day", "old"),
    [
        ("2025", date(2026, 1, 1), False),
        ("2025", date(2026, 1, 2), True),
        ("2026-03", TODAY, False),
        ("2025-11", TODAY, True),
        ("2025-11-28", TODAY, False),
        ("2025-11-28", date(2026, 11, 29), True),
    ],
)
def test_amber_after_twelve_months_counted_from_the_earliest_day(checked: str, day: date, old: bool) -> None:
    assert Period(checked).older_than(12, day) is old


# --- euro ---------------------------------------------------------------------------------------------------------


def test_the_own_share_holds_both_rates_while_finances_are_unknown() -> None:
    rate = PROGRAMMES["kfw_432"].rate
    assert own_share(rate, 160_000, None).own == Span(16_000, 40_000)
    assert own_share(rate, 160_000, False).own == Span(40_000, 40_000)
    assert own_share(rate, 160_000, True).own == Span(16_000, 16_000)


def test_a_grant_ends_at_its_most_and_at_the_least_own_share() -> None:
    assert own_share(Rate((75, 75), most_grant_eur=400_000), 1_000_000, False).grant == Span(400_000, 400_000)
    assert own_share(Rate((100, 100), least_own_pct=10), 100_001, False).own == Span(10_001, 10_001)


def test_the_budget_is_held_against_the_worse_case_first() -> None:
    rate = PROGRAMMES["kfw_432"].rate
    fits = [own_share(rate, 160_000, None, budget).fit for budget in (None, 15_999, 16_000, 40_000)]
    assert fits == ["unknown", "over", "depends", "within"]
    assert own_share(PROGRAMMES["kfw_444"].rate, 160_000, None, 40_000).fit == "unknown", "its new rate is not known"


def test_costs_outside_the_limits_are_named() -> None:
    small = PROGRAMMES["regionalbudget_gak"].rate
    assert own_share(small, 20_000, None).over_limit is False
    assert own_share(small, 20_001, None).over_limit is True
    assert own_share(PROGRAMMES["sportstaetten"].rate, 300_000, None).over_limit is True


@given(
    st.sampled_from([one for one in PROGRAMMES.values() if one.rate.usual]),
    st.integers(1, 50_000_000),
    st.none() | st.booleans(),
)
def test_grant_and_own_share_make_the_cost(one: Programme, cost: int, weak: bool | None) -> None:
    share = own_share(one.rate, cost, weak)
    assert share.grant is not None
    assert share.own is not None
    assert share.grant.low + share.own.high == cost == share.grant.high + share.own.low
    assert 0 <= share.own.low <= share.own.high
    if one.rate.least_own_pct:
        assert share.own.low * 100 >= cost * one.rate.least_own_pct
    if weak is None:
        for said in (True, False):
            known = own_share(one.rate, cost, said)
            assert known.own is not None
            assert share.own.low <= known.own.low <= known.own.high <= share.own.high


# --- words --------------------------------------------------------------------------------------------------------


def test_rates_are_written_as_the_reader_writes_numbers() -> None:
    assert (
        rate_words(PROGRAMMES["sportstaetten"], "de")
        == "45 %, finanzschwach 75 %, Zuschuss ab 250.000 €, höchstens 8.000.000 €, Eigenanteil mindestens 10 %."
        " Der höhere Satz gilt bei Haushaltsnotlage"
    )
    assert rate_words(PROGRAMMES["biologische_vielfalt"], "en") == "75%, weak finances 90%"
    assert "nicht bekannt" in rate_words(PROGRAMMES["sirenen"], "de") or PROGRAMMES["sirenen"].rate.note


def test_a_match_is_told_whole_in_both_languages() -> None:
    for found in matches(PROGRAMMES.values(), BAD_BERLEBURG, TODAY):
        for lang in ("de", "en"):
            words = told(found, None, lang)
            assert words.rate
            assert words.deadline
            assert words.own_share is None
            assert len(words.conditions) == len(found.conditions)
