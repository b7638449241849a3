"""Lines over the years: an index stays on one side of a census, a count may be shown on both."""

import numpy as np
import pytest

from kleinstadt.compare.basket import basket_of
from kleinstadt.compare.groups import group_of
from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.compare.trends import CENSUS_FROM, developments, index_of, since_the_census


def test_an_index_begins_after_the_last_census(opened: OpenedEdition) -> None:
    atlas = opened.atlas
    areas = atlas.areas(atlas.newest, "gemeinde")
    index, counted = developments(atlas, areas, "06440002", group_of(atlas, areas, "06440002"), ("population",))
    first, last = int(index.periods[0]), int(index.periods[-1])
    assert not [year for year in CENSUS_FROM if first < year <= last]
    assert index.index_base == index.periods[0]
    assert {line.values[0] for line in (index.own, *index.others)} == {100.0}
    assert (counted.periods[0], counted.index_base, counted.others) == ("1990", None, [])
    assert (index.name, counted.name) == ("population-index", "population")


def test_a_census_with_few_years_after_it_leaves_the_index_before_it() -> None:
    assert since_the_census(["2009", "2013", "2020", "2023", "2024"]) == slice(1, 4)
    assert since_the_census(["2009", "2013", "2024", "2025", "2026"]) == slice(2, 5)


def test_a_place_of_an_unknown_year_is_left_out_of_that_year_alone() -> None:
    values = np.array([[100.0, 50.0, np.nan], [110.0, np.nan, 9.0], [120.0, 60.0, 9.0]])
    np.testing.assert_allclose(index_of(values, np.array([True, True, True]), 0), [100, 110, 120])
    assert np.isnan(index_of(values, np.array([False, False, True]), 0)).all()


def test_an_index_and_a_change_of_the_same_years_are_one_number(opened: OpenedEdition) -> None:
    """Bad Driburg has no number for 2016: it was left out of the group's index and not out of its change."""
    listed = ["01053100", "groessere_kleinstadt.peripher", "kleine_kleinstadt.zentral", "05"]
    for spot in basket_of(opened.atlas, listed).spots:
        periods, line = spot.line(opened.atlas, "population", "own")
        change, when = spot.value(opened.atlas, "population_change_10y_pct")
        assert when == f"{periods[-1]} / {periods[0]}"
        assert line.values[-1] == pytest.approx(100 + (change or 0.0))
