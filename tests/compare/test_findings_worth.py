"""What is not worth a council's minute: old figures as judgements, and the way of a centre to itself."""

from kleinstadt.compare.findings import most_marked
from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.compare.standings import FAMILIES, GIVEN
from kleinstadt.indicators.catalogue import INDICATORS


def test_figures_of_the_first_years_and_of_mid_2021_judge_nobody() -> None:
    assert INDICATORS["dsl_households_pct"].better is None
    assert all(found.better is None for name, found in INDICATORS.items() if name.startswith("business_broadband"))


def test_a_centre_is_not_praised_for_the_way_to_itself(opened: OpenedEdition) -> None:
    """Wolfach is a Mittelzentrum: nought minutes to the next one."""
    told = opened.findings("08317145")
    assert told.strengths
    assert all(one.value > 0 for one in told.strengths + told.weaknesses if one.indicator.unit == "min")


def test_a_rank_among_those_with_a_value_says_so(opened: OpenedEdition) -> None:
    """Of the 3,829 municipalities that Marienmünster is compared with, some hundreds have a number of doctors."""
    told = opened.findings("05762024")
    found = told.strengths + told.weaknesses
    assert {one.of < told.group.size for one in found} == {True, False}
    for one in found:
        assert ("mit eigenem Wert" in one.rank("de")) == (one.of < told.group.size)
        assert ("with a value of their own" in one.rank("en")) == (one.of < told.group.size)


def test_what_is_computed_of_type_and_lage_is_said(opened: OpenedEdition) -> None:
    """The BBSR's classes in the edition are of 2019 and before; those of 2015 say the type alone."""
    told = {year: opened.profile("05970004", year).class_basis("de") for year in (2015, 2019, 2024)}
    assert told == {
        2015: "Die Lage ist berechnet, nicht amtlich.",
        2019: "",
        2024: "Typ und Lage sind berechnet, nicht amtlich.",
    }


def test_a_jump_that_changes_no_verdict_hides_no_finding(opened: OpenedEdition) -> None:
    """Oberkochen: 11,823 employees in 2021, 13,166 in 2022; with either it has more jobs than any of its group."""
    told = next(one for one in opened.findings("08136050").strengths if one.indicator.id == "jobs_per_100_working_age")
    assert round(told.value) == 264
    assert told.rank("de") == (
        "besser als 559 von 560; die Zahl der Beschäftigten springt 2022, mit der von 2021 ist das Urteil dasselbe"
    )


def test_nobody_is_better_than_none(opened: OpenedEdition) -> None:
    """Oestrich-Winkel: 26.7 minutes to a fast charger, more than in any other of its group."""
    told = next(one for one in opened.findings("06439012").weaknesses if one.better_than == 0)
    assert told.rank("de") == "niemand von 375 steht schlechter da"
    assert told.rank("en") == "none of 375 does worse"


def test_a_verdict_that_rests_on_a_jump_is_none(opened: OpenedEdition) -> None:
    """Bad Berleburg: 7,888 employees in 2021, 8,841 in 2022; with those of 2021 it is no strength."""
    assert "jobs_per_100_working_age" not in {one.indicator.id for one in opened.findings("05970004").strengths}


def test_what_a_place_cannot_change_judges_nobody(opened: OpenedEdition) -> None:
    """43 minutes from Bad Berleburg to the motorway are more than in 227 of 231; nobody asks the council for one."""
    told = opened.findings("05970004")
    assert "minutes_to_motorway" in GIVEN
    assert set(INDICATORS) >= GIVEN
    assert {one.indicator.id for one in told.strengths + told.weaknesses}.isdisjoint(GIVEN)


def test_a_jump_is_told_of_the_year_that_is_shown(opened: OpenedEdition) -> None:
    """Oberkochen's employees jump in 2022; a page of 2019 knows nothing of it."""
    then = opened.findings("08136050", 2019)
    assert "jobs_per_100_working_age" in {one.indicator.id for one in then.strengths}
    assert not [one for one in then.strengths + then.weaknesses if one.jump and one.jump.after > "2019"]


def test_doctors_and_gps_are_the_same_people_told_once(opened: OpenedEdition) -> None:
    family = next(one for one in FAMILIES if "gps_per_10000" in one)
    assert "physicians_per_10000" in family
    told = opened.findings("059700004")
    assert sum(one.indicator.id in family for one in told.strengths + told.weaknesses) <= 1


def test_where_not_all_are_told_the_most_marked_are_of_several_themes(opened: OpenedEdition) -> None:
    """Of 14 weaknesses of Bad Berleburg ten are ways; its GPs must not be lost behind them."""
    told = [one.indicator.id for one in most_marked(opened.findings("05970004").weaknesses)]
    assert told == ["minutes_to_pharmacy", "minutes_to_emergency_hospital", "mobile_5g_pct", "gps_per_10000"]


def test_role_models_do_not_win_by_a_jump(opened: OpenedEdition) -> None:
    """Where the number of employees jumps in 2022, that of 2021 counts, and it is said."""
    found = opened.role_models("05970004")
    jobs = next(one for one in found.changes if one.indicator.id == "employees_workplace")
    assert float(jobs.after[found.row]) == 7888.0
    assert "Wo der Wert von 2022 springt, zählt der von 2021 (Beschäftigte am Arbeitsort: hier selbst" in found.note(
        "de"
    )
