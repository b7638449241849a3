"""Lines over the years: an index stays on one side of a census, a count may be shown on both."""

from kleinstadt.compare.groups import group_of
from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.compare.trends import CENSUS_FROM, developments, since_the_census


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
