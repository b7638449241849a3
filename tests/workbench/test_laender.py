"""Profiles of the Länder, the checklist, verdicts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

import pytest
from plans import GOAL, workspace
from stores import PLAN

from kleinstadt.keys import LAENDER
from kleinstadt.workbench.laender.checklist import POINTS, checklist, summary
from kleinstadt.workbench.laender.profiles import profile_of, titles
from kleinstadt.workbench.monitoring.verdicts import Newest, _weighed, due_now, of_another_census

NEWEST: Final = Newest(8020.0, "2026", "e2", "BBSR", (("2021", 7888.0), ("2024", 7950.0)), 60.0, 0)


@pytest.mark.parametrize("land", LAENDER)
def test_every_land_has_a_dated_sourced_profile(land: str) -> None:
    found = profile_of(land)
    assert found.sources
    assert found.compiled.year >= 2026
    assert set(found.chapters) <= set(titles())
    required = {name for name, duty in profile_of("05").chapters.items() if duty == "required"}
    assert {"zielsystem", "massnahmen", "beteiligung", "klima"} <= required  # the Bund asks for them everywhere
    assert {"zielsystem", "massnahmen", "beteiligung", "klima"} <= set(found.chapters)


def test_a_land_without_known_rules_says_so() -> None:
    for land in ("07", "10"):
        assert not profile_of(land).known
        assert "kennen wir keine Vorgaben" in profile_of(land).notes[0]
    assert profile_of("14").known
    assert profile_of("14").max_age == 5
    assert profile_of("14").due[0].day == "28.2."
    assert profile_of("14").chapters["finanzen"] == "required"
    assert "finanzen" not in profile_of("05").chapters


def test_the_checklist_counts_what_can_be_counted() -> None:
    points = {one.id: one for one in checklist(workspace(), date(2026, 11, 28))}
    assert len(points) == len(POINTS) == 22
    assert points["money"].answer == "yes"
    assert points["citizens"].answer == "yes"
    assert points["area"].answer == "no"  # no border yet
    assert points["measures"].why == "bei 1 von 2 fehlen Kosten, Kostenstand, Priorität oder Zuständige"
    assert points["retail"].answer == "not_needed"
    assert points["others"].answer == "open"
    said = {
        one.id: one
        for one in checklist(workspace(replace(PLAN, fits={"others": "yes"}, evidence={"others": "Vermerk"})))
    }
    assert (said["others"].answer, said["others"].why, said["others"].counted) == ("yes", "Vermerk", False)
    assert summary(list(points.values())).endswith("1 gilt hier nicht")


def test_a_plan_of_saxony_is_too_old_after_five_years() -> None:
    plan = replace(PLAN, land="14", decided=date(2020, 1, 1))
    point = checklist(workspace(plan), date(2026, 1, 1))[0]
    assert (point.answer, point.why) == ("no", "älter als 5 Jahre, Förderbedingung in Sachsen")
    assert checklist(workspace(replace(plan, land="05")), date(2026, 1, 1))[0].answer == "yes"


def test_where_a_goal_should_be_lies_on_a_line() -> None:
    assert due_now(GOAL, 2027) == pytest.approx(7894)
    bent = replace(GOAL, between=Decimal(7900), between_year=2028)
    assert due_now(bent, 2028) == 7900
    assert due_now(replace(GOAL, target=None), 2027) is None


@pytest.mark.parametrize(
    ("newest", "goal", "verdict", "said"),
    [
        (NEWEST, GOAL, "on_course", "über dem Sollwert"),
        (replace(NEWEST, value=7850.0), GOAL, "unclear", "weniger, als die Jahre schwanken"),
        (replace(NEWEST, value=7600.0), GOAL, "off", "unter dem Sollwert"),
        (replace(NEWEST, period="2021"), GOAL, "unclear", "kein neuer Wert"),
        (replace(NEWEST, swing=None, value=7600.0), GOAL, "unclear", "zu wenige Werte"),
        (
            replace(NEWEST, value=7600.0, earlier=(("2019", 7800.0),)),
            replace(GOAL, unit="%"),
            "unclear",
            "erst ein Wert",
        ),
        (replace(NEWEST, value=7600.0), replace(GOAL, wanted="down"), "on_course", "unter dem Sollwert"),
    ],
)
def test_verdicts(newest: Newest, goal: object, verdict: str, said: str) -> None:
    found = _weighed(goal, newest, due_now(goal, 2026))  # type: ignore[arg-type]
    assert found[0] == verdict
    assert said in found[1]


def test_a_value_of_another_census_says_nothing_of_a_goal() -> None:
    from kleinstadt.compare.columns import Atlas
    from kleinstadt.edition.edition import Edition

    atlas, goal = Atlas(Edition()), replace(GOAL, indicator="population")
    assert "die Zählung gewechselt" in of_another_census(goal, replace(NEWEST, period="2024"), atlas)
    assert of_another_census(goal, replace(NEWEST, period="2023"), atlas) == ""


def test_a_new_edition_names_moved_numbers_and_touches_no_text() -> None:
    """The plan quotes 18.833 for 2023 from edition e1; a wrong quoted number is found, the right one is not."""
    from plans import CHAPTER, QUOTED

    from kleinstadt.compare.columns import Atlas
    from kleinstadt.edition.edition import Edition
    from kleinstadt.workbench.monitoring.stale import stale

    atlas = Atlas(Edition())
    assert stale(workspace(), atlas) == []
    old = replace(CHAPTER, text="Es sind 18.900 Menschen.", quoted=(replace(QUOTED, text="18.900", value=18900.0),))
    found = stale(workspace(old), atlas)
    assert [(one.id, one.now_text, one.kind, one.touched) for one in found] == [("demografie", "18.833", "moved", True)]
    group = replace(QUOTED, area="group", text="1", value=19000.0)
    flipped = replace(old, text="18.900 und 1", quoted=(*old.quoted, replace(group, text="1")))
    assert stale(workspace(flipped), atlas)[0].kind == "flipped"
