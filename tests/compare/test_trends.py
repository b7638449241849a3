"""Lines over the years: an index stays on one side of a census, a count may be shown on both."""

import numpy as np
import pytest

from kleinstadt.compare.basket import basket_of
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.group_values import series_of_group
from kleinstadt.compare.groups import group_of
from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.compare.trends import CENSUS_FROM, developments, index_of, since_the_census
from kleinstadt.edition.edition import Edition, Level
from kleinstadt.indicators.same_people import of_the_same_people


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
        assert when == f"{periods[0]}/{periods[-1]}"
        assert change.value is not None
        assert line.values[-1] == pytest.approx(100 + change.value)


def test_a_line_of_a_group_leaves_out_the_years_that_know_half_of_it(opened: OpenedEdition) -> None:
    atlas = opened.atlas
    areas = atlas.areas(atlas.newest, "gemeinde")
    name, key = "broadband_all_50_pct", "03153019"  # the Breitbandatlas of 2010 to 2014 ends within Rheinland-Pfalz
    (found,) = developments(atlas, areas, key, group_of(atlas, areas, key), (name,))
    partial = found.periods.index("2014-12") + 1
    assert found.own.values[0] is not None
    for line in found.others:
        assert set(line.values[:partial]) == {None}
        assert None not in line.values[partial:]
    assert np.isnan(atlas.series(name, atlas.newest, "bund").values[:partial]).all()


def test_a_period_may_lack_a_few_and_may_know_more_than_the_newest() -> None:
    values, people = np.array([1.0, 2.0, 3.0, np.nan]), np.array([80.0, 85.0, 100.0, 0.0])
    assert np.array_equal(of_the_same_people(values, people), [np.nan, np.nan, 3.0, np.nan], equal_nan=True)
    assert np.array_equal(of_the_same_people(values[:2], people[:2]), values[:2])


@pytest.mark.parametrize("level", ["gemeinde", "verband", "land"])
def test_lines_of_groups_that_are_kept_are_those_of_the_rule(edition: Edition, level: Level) -> None:
    atlas = Atlas(edition)
    areas = atlas.areas(2019, level)
    for key in areas.keys[:: len(areas.keys) // 3]:
        group = group_of(atlas, areas, key)
        for found in developments(atlas, areas, key, group):
            for line in found.others if found.index_base is None else ():
                mask = areas.everywhere if line.name == "bund" else group.mask
                expected = series_of_group(atlas, found.indicator, areas, mask)[-len(line.values) :]
                assert [x if x is not None else np.nan for x in line.values] == pytest.approx(
                    expected.tolist(), rel=0, abs=0, nan_ok=True
                )


def test_a_series_that_is_kept_holds_the_values_of_each_period(edition: Edition) -> None:
    atlas = Atlas(edition)
    found, name = atlas.series("unemployed_share", 2019, "verband"), "unemployed_share"
    assert found.values.shape == (len(found.periods), len(atlas.areas(2019, "verband").keys))
    for at in (0, len(found.periods) // 2, len(found.periods) - 1):
        one = atlas.column(name, 2019, "verband", found.periods[at]).values
        known = ~np.isnan(found.values[at])
        assert known.any() and (found.values[at][known] == one[known]).all()
