"""What the three classes of indicators say of themselves."""

from dataclasses import replace

import pytest

from kleinstadt.errors import AggregationError, UnknownNameError
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.model import Count, Indicator, Published, Ratio
from kleinstadt.indicators.units import THEMES, UNITS

PEOPLE = Count(id="people", de="Leute", en="People", unit="persons", theme="population")
LAND = Count(id="land", parts=("wet", "dry"), factor=0.01, de="Land", en="Ground", unit="km2", theme="land")
SHARE = Ratio(id="share", numerator=PEOPLE, denominator=LAND, scale=100, de="A", en="S", unit="pct", theme="land")
RATE = Published(id="rate", weight=LAND, de="Satz", en="Rate", unit="pct", theme="finances")
BARE = Published(id="bare", variable="rate_as_given", de="Satz", en="Rate", unit="1", theme="finances", note_en="mind")


@pytest.mark.parametrize(
    ("indicator", "variables"),
    [
        (PEOPLE, ("people",)),
        (LAND, ("wet", "dry")),
        (SHARE, ("people", "wet", "dry")),
        (RATE, ("rate", "wet", "dry")),
        (BARE, ("rate_as_given",)),
    ],
)
def test_an_indicator_names_every_variable_it_needs(indicator: Indicator, variables: tuple[str, ...]) -> None:
    assert indicator.variables == variables


@pytest.mark.parametrize(
    ("indicator", "german", "english"),
    [
        (PEOPLE, "Summe der Gemeinden: people", "Sum over municipalities: people"),
        (LAND, "Summe der Gemeinden: wet + dry × 0.01", "Sum over municipalities: wet + dry × 0.01"),
        (SHARE, "Leute / Land × 100", "People / Ground × 100"),
        (
            RATE,
            "wie veröffentlicht; Gruppen: Mittel, gewichtet mit Land",
            "as published; groups: mean weighted by Ground",
        ),
        (BARE, "wie veröffentlicht, keine Gruppenmittel", "as published, no group means"),
    ],
)
def test_a_formula_in_both_languages(indicator: Indicator, german: str, english: str) -> None:
    assert (indicator.formula("de"), indicator.formula("en")) == (german, english)


@pytest.mark.parametrize(
    ("name", "german", "english"),
    [
        ("schools", "Schulen", "Schools"),
        ("primary_schools", "Grundschulen", "Primary schools"),
        ("schools_per_1000", "Schulen je 1.000 Einwohner", "Schools per 1,000 residents"),
        ("residential_buildings", "Wohngebäude", "Residential buildings"),
        (
            "unemployed_share",
            "Arbeitslose je 100 Personen im erwerbsfähigen Alter",
            "Unemployed per 100 of working age",
        ),
        ("renewable_kw_per_head", "Erneuerbare Leistung je Einwohner (kW)", "Renewable power per head (kW)"),
        ("unemployed", "Arbeitslose (Personen)", "Unemployed (persons)"),
        (
            "census_household_size_persons",
            "Haushaltsgröße (Personen je Haushalt)",
            "Household size (persons per household)",
        ),
        (
            "minutes_to_grossstadt",
            "Modellierte Pkw-Fahrzeit von der Ortsmitte zur nächsten Großstadt (Minuten)",
            "Modelled minutes by car from the town's centre to the nearest Großstadt",
        ),
    ],
)
def test_a_name_does_not_say_its_unit_twice(name: str, german: str, english: str) -> None:
    assert (INDICATORS[name].titled("de"), INDICATORS[name].titled("en")) == (german, english)


def test_no_indicator_repeats_its_unit() -> None:
    for indicator in INDICATORS.values():
        for lang in ("de", "en"):
            unit = indicator.unit_beside(lang).lower()
            said = indicator.label(lang).lower()
            assert not unit or unit not in [" ".join(said.split()[i:]) for i in range(len(said.split()))]
            assert not unit.endswith(("je einwohner", "per head")) or "je " not in said


def test_labels_units_and_notes_follow_the_language() -> None:
    assert (PEOPLE.label("de"), PEOPLE.label("en")) == ("Leute", "People")
    assert (PEOPLE.unit_label("de"), PEOPLE.unit_label("en")) == ("Personen", "persons")
    assert (BARE.unit_label("de"), BARE.note("de"), BARE.note("en")) == ("", "", "mind")


def test_an_indicator_of_no_class_has_no_rule() -> None:
    bare = Indicator(id="x", de="x", en="x", unit="1", theme="land")
    with pytest.raises(NotImplementedError):
        bare.formula("de")
    with pytest.raises(NotImplementedError):
        _ = bare.variables


def test_units_and_themes_have_words_in_both_languages() -> None:
    assert all(len(pair) == 2 for pair in (*UNITS.values(), *THEMES.values()))
    assert [name for name, pair in UNITS.items() if not all(pair)] == ["1"], "only a bare number has no unit to print"


@pytest.mark.parametrize(
    ("unit", "theme", "said"),
    [
        ("euros", "finances", r"indicator 'debts': no unit 'euros' \(there are: persons, .*\)\..* UNITS in"),
        ("eur", "money", r"indicator 'debts': no theme 'money' \(there are: population, .*\)\..* THEMES in"),
    ],
)
def test_an_unknown_unit_or_theme_fails_where_it_is_declared(unit: str, theme: str, said: str) -> None:
    with pytest.raises(UnknownNameError, match=said):
        Count(id="debts", de="Schulden", en="Debts", unit=unit, theme=theme)


def test_a_direction_that_is_none_is_refused() -> None:
    """Anything but "higher" was taken for "lower": the best would have been the worst."""
    with pytest.raises(UnknownNameError, match=r"'debts': better='up' is none of: higher, lower"):
        Count(id="debts", de="Schulden", en="Debts", unit="eur", theme="finances", better="up")  # type: ignore[arg-type]


@pytest.mark.parametrize(("unit", "scale"), [("per_100", 1.0), ("per_1000", 100.0), ("pct", 1.0)])
def test_a_quotient_is_multiplied_by_what_its_unit_says(unit: str, scale: float) -> None:
    with pytest.raises(AggregationError, match=f"its unit '{unit}' needs scale=1"):
        Ratio(id="x", numerator=PEOPLE, denominator=LAND, scale=scale, de="X", en="X", unit=unit, theme="land")


def test_indicators_are_told_apart_by_all_that_is_declared() -> None:
    same = Ratio(id="share", numerator=PEOPLE, denominator=LAND, scale=100, de="A", en="S", unit="pct", theme="land")
    assert (same, hash(same)) == (SHARE, hash(SHARE))
    assert replace(SHARE, de="B") != SHARE
    assert replace(SHARE, numerator=replace(PEOPLE, en="Folk")) != SHARE, "also by what it is made of"
    assert Count(id="rate", de="Satz", en="Rate", unit="pct", theme="finances") != RATE
    assert {SHARE: 1}[same] == 1
