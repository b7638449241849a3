"""Classes of maps: readable limits, no tie split, one set for all years; and changes between two years."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kleinstadt.compare import map_values
from kleinstadt.compare.changes import (
    changed,
    comparable,
    in_percent,
    nearest_pair,
    on_basis_of,
    pairs,
    rests_on_people,
    steady_band,
)
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.map_classes import Classing, around, classes, nice, thirds
from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.catalogue import indicator

PEOPLE = indicator("population")
YEARS = ["1990", "2002", "2009", "2011", "2013", "2019", "2023"]
NUMBERS = st.lists(st.floats(0, 1e6).map(lambda x: round(x, 2)), min_size=8, max_size=80)


@given(NUMBERS, st.booleans())
@settings(max_examples=80)
def test_every_value_has_one_class_and_equal_values_the_same(values: list[float], share: bool) -> None:
    known = np.array(values)
    found = classes(known[None, :], share=share)
    assert list(found.limits) == sorted(set(found.limits))
    assert len(found.limits) <= 4
    assert sum(found.counts(known)) == len(known)
    places = found.places(known)
    assert all(len(set(places[known == value])) == 1 for value in known)


@given(NUMBERS)
@settings(max_examples=60)
def test_five_classes_only_fail_where_values_are_equal(values: list[float]) -> None:
    spread = np.unique(values) + np.arange(len(np.unique(values)))  # all different
    if len(spread) >= 20:
        assert len(classes(spread[None, :], share=False).limits) == 4


def test_limits_are_readable() -> None:
    values = np.linspace(1, 100, 5000)
    assert classes(values[None, :], share=True).limits == (20, 40, 60, 80)
    assert classes(values[None, :] * 1037, share=False).limits == (20_000, 40_000, 60_000, 80_000)
    assert [nice(x) for x in (0.013, 16.0, 2300.0, 7.5e6)] == [0.015, 15.0, 2500.0, 8e6]


def test_a_pile_at_an_end_is_a_class_of_its_own() -> None:
    values = np.concatenate([np.zeros(300), np.linspace(1, 99, 500), np.full(200, 100.0)])
    found = classes(values[None, :], share=True)
    assert found.least_alone and found.most_alone
    assert (found.limits[0], found.limits[-1]) == (0, 100)
    assert (found.counts(values)[0], found.counts(values)[-1]) == (300, 200)
    assert found.places(np.array([0.0, 1e-9, 99.999, 100.0])).tolist() == [0, 1, 3, 4]


def test_fewer_classes_say_why() -> None:
    values = np.concatenate([np.full(600, 2.0), np.full(300, 3.0), np.full(100, 4.0)])
    found = classes(values[None, :], share=False)
    assert len(found.limits) < 4
    assert found.tie is not None
    assert (found.tie.areas, found.tie.value) == (600, 2.0)


def test_the_newest_year_is_not_crowded_into_one_class() -> None:
    old = np.tile(np.linspace(0, 50, 1000), (9, 1))
    new = np.linspace(60, 100, 1000)[None, :]
    found = classes(np.vstack([old, new]), share=True)
    assert max(found.counts(new[0])) <= 700 < max(classes(old, share=True).counts(new[0]))


def test_one_set_of_classes_serves_all_years_and_borders(edition: Edition) -> None:
    atlas = Atlas(edition)
    limits = {
        map_values.state(atlas, "working_age_share", 2019, "verband", period).classing.limits
        for period in ("2005", "2013", "2021")
    }
    assert len(limits) == 1


def test_the_change_of_population_counts_as_the_trial_map_does(edition: Edition) -> None:
    atlas = Atlas(edition)
    found = map_values.change(atlas, "population", 2019, "verband", "2013", "2023")
    inhabited = atlas.areas(2019, "verband").inhabited
    assert found.classing.limits == (-10, -5, -1, 1, 5, 10)
    assert found.classing.counts(found.values[inhabited]) == [59, 391, 597, 430, 1266, 1195, 472]
    assert found.germany == pytest.approx(4.8, abs=0.05)
    own = found.values[atlas.areas(2019, "verband").row["059700004"]]
    assert own == pytest.approx(-2.1, abs=0.05), "Bad Berleburg"


def test_seven_classes_stand_around_their_middle() -> None:
    found = around(np.linspace(-30, 60, 1000), 0.0, 1.0)
    assert [-limit for limit in reversed(found.limits)] == list(found.limits)
    assert found.limits[3] == 1.0
    assert around(np.linspace(80, 130, 1000), 100.0).middle == 100.0


def test_a_census_parts_figures_of_people_only() -> None:
    assert not comparable(PEOPLE, "2009", "2013")
    assert comparable(PEOPLE, "2013", "2023")
    assert comparable(indicator("broadband_all_50_pct"), "2010-12", "2021-06")
    assert comparable(indicator("unemployed_share"), "2011", "2021"), "its people of 2011 are of that census already"
    assert not comparable(indicator("unemployed_share"), "2010", "2021")
    assert rests_on_people(indicator("working_age_share"))
    assert rests_on_people(indicator("tax_strength_eur_per_head"))
    assert not rests_on_people(indicator("employees_workplace"))


def test_the_nearest_years_on_one_basis_are_offered() -> None:
    assert nearest_pair(PEOPLE, YEARS, "2009", "2023") == ("2013", "2023")
    assert nearest_pair(PEOPLE, YEARS, None, None) == ("2013", "2023")
    assert nearest_pair(PEOPLE, YEARS, "1990", "2009") == ("1990", "2009")
    assert on_basis_of(PEOPLE, YEARS, "2009") == ("1990", "2011")
    assert nearest_pair(PEOPLE, ["2023", "2024"], None, None) is None


@pytest.mark.parametrize("name", ["population", "unemployed_share", "broadband_all_50_pct"])
def test_pairs_are_all_that_may_be_compared(name: str) -> None:
    found = indicator(name)
    assert pairs(found, YEARS) == [two for two in combinations(YEARS, 2) if comparable(found, *two)]


def test_counts_change_in_per_cent_and_rates_in_points() -> None:
    first, last = np.array([50.0, 0.0, np.nan]), np.array([60.0, 5.0, 1.0])
    np.testing.assert_allclose(changed(PEOPLE, first, last), [20.0, np.nan, np.nan])
    np.testing.assert_allclose(changed(indicator("working_age_share"), first, last), [10.0, 5.0, np.nan])
    assert in_percent(indicator("income_tax_eur_per_head"))


def test_the_band_of_almost_unchanged_grows_with_the_span() -> None:
    assert steady_band(PEOPLE, "2013", "2023") == 1.0
    assert steady_band(PEOPLE, "2013", "2014") == 0.3
    assert steady_band(indicator("density"), "2013", "2023") is None


def test_thirds_part_in_three() -> None:
    assert thirds(np.linspace(0, 90, 1000), share=True) == (30, 60)
    assert Classing((30.0, 60.0)).counts(np.array([29.9, 30.0, 59.0, 60.0])) == [1, 2, 1]
