"""What is not worth a council's minute: old figures as judgements, and the way of a centre to itself."""

from kleinstadt.compare.opened import OpenedEdition
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
