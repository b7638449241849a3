"""Links: from the lists of changes, essential and compact."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reforms import AREAS, END, changes, links

from kleinstadt.errors import SourceContentError
from kleinstadt.territory.crosswalk import compact, edition_crosswalk, essential, links_of_changes

years = st.lists(st.integers(1990, 2018), min_size=1, max_size=8, unique=True)


@given(st.lists(st.tuples(years, st.sampled_from(AREAS), st.sampled_from([0.25, 1.0])), min_size=1, max_size=6))
def test_compact_loses_nothing(runs: list[tuple[list[int], str, float]]) -> None:
    rows = {(year, 2019, area, "x", weight) for starts, area, weight in runs for year in starts}
    full = links(sorted(rows))
    small = compact(full)
    assert small.height <= full.height
    order = full.columns
    days = pl.date_ranges("first_from", "last_from", "1y").alias("from_territory")
    expanded = small.with_columns(days).explode("from_territory").select(order)
    assert expanded.sort(order).equals(full.sort(order))


def test_of_several_targets_the_nearest_is_essential() -> None:
    both = links(
        [(2018, 2019, "a", "x", 1), (2018, 2020, "a", "y", 1), (2019, 2020, "x", "y", 1), (2019, 2019, "x", "x", 1)]
    )
    assert essential(both).select("from_id", "to_id").rows() == [("a", "x"), ("x", "y")]


def test_changes_one_after_the_other_on_their_own_day() -> None:
    """b gives a quarter of its people to a, and a is dissolved into c later that year."""
    listed = changes(
        [
            (date(2024, 3, 1), "2", "b", "a", 10, 25),
            (date(2024, 3, 1), "2", "b", "b", 90, 75),
            (date(2024, 6, 1), "1", "a", "c", 100, 200),
            (date(2024, 6, 1), "4", "c", "c", None, None),
            (date(2025, 1, 1), "1", "b", "c", 90, 75),
        ]
    )
    step = links_of_changes(listed, pl.Series(AREAS), END[2023], END[2024])
    shares = {
        (a, b): (people, land)
        for a, b, people, land in step.select(*step.columns[2:4], "weight_population", "weight_area").rows()
    }
    assert shares == {
        ("a", "c"): (1, 1),
        ("b", "b"): (0.75, 0.9),
        ("b", "c"): (0.25, 0.1),
        ("c", "c"): (1, 1),
        ("d", "d"): (1, 1),
    }


def test_a_new_key_moves_everything_and_nobody_counted_means_nobody_moved() -> None:
    day = date(2024, 1, 1)
    listed = changes(
        [
            (day, "3", "a", "x", None, None),
            (day, "2", "b", "d", 10, 0),  # Fehrbellin 2024: the list counts 0 people on both sides
            (day, "2", "b", "b", 90, 0),
            (day, "1", "c", "x", 30, 0),  # a forest is dissolved
            (day, "1", "c", "d", 70, 0),
        ]
    )
    step = links_of_changes(listed, pl.Series(AREAS), END[2023], END[2024])
    people = {(a, b): share for a, b, share in step.select("from_id", "to_id", "weight_population").rows() if share}
    assert people == {("a", "x"): 1, ("b", "b"): 1, ("c", "x"): 0.3, ("c", "d"): 0.7, ("d", "d"): 1}
    assert step.filter((pl.col("from_id") == "b") & (pl.col("to_id") == "d"))["weight_area"].to_list() == [0.1]


def test_what_changed_on_the_first_day_itself_is_no_change_after_it() -> None:
    listed = changes([(END[2023], "1", "a", "b", 100, 200), (date(2024, 1, 1), "1", "c", "d", 100, 200)])
    step = links_of_changes(listed, pl.Series(AREAS), END[2023], END[2024])
    assert step.select("from_id", "to_id").rows() == [("a", "a"), ("b", "b"), ("c", "d"), ("d", "d")]


def test_the_lists_go_on_where_the_links_end_and_stop_with_the_month_of_the_last_change() -> None:
    listed = changes([(date(2021, 7, 1), "1", "a", "b", 100, 200), (date(2022, 2, 1), "1", "c", "d", 100, 200)])
    known = links([(2019, 2020, key, key, 1.0) for key in AREAS])
    steps = edition_crosswalk(known, listed).select("to_territory", "from_id", "to_id").filter(pl.col("from_id") != "d")
    assert steps.sort("to_territory", "from_id").rows() == [
        *((END[2020], key, key) for key in "abc"),
        *((END[2021], key, to) for key, to in ("ab", "bb", "cc")),
        *((date(2022, 2, 28), key, to) for key, to in ("bb", "cd")),
    ]


def test_a_gift_without_remainder_is_refused() -> None:
    listed = changes([(date(2024, 1, 1), "2", "b", "a", 10, 25)])
    with pytest.raises(SourceContentError, match="no row says what it keeps"):
        links_of_changes(listed, pl.Series(AREAS), END[2023], END[2024])
