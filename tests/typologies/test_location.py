"""Lage from the reachable day population: the printed thresholds."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.typologies.location import LAGE, LAGEN, lage


def test_each_threshold_belongs_to_the_class_above_it() -> None:
    persons = pl.Series([410_000.0, 409_999.9, 183_000.0, 182_999.9, 81_000.0, 80_999.9, 0.0])
    assert lage(persons).to_list() == [
        *("sehr_zentral", "zentral", "zentral", "peripher", "peripher", "sehr_peripher", "sehr_peripher")
    ]


def test_unknown_stays_unknown() -> None:
    assert lage(pl.Series([None, float("nan"), 100_000.0])).to_list() == [None, None, "peripher"]
    assert lage(pl.Series([], dtype=pl.Float64)).dtype == LAGE


def test_whole_numbers_do() -> None:
    assert lage(pl.Series([500_000, None], dtype=pl.Int64)).to_list() == ["sehr_zentral", None]


@given(st.lists(st.floats(0, 5e6), min_size=2, max_size=20))
def test_who_reaches_more_is_never_more_peripheral(persons: list[float]) -> None:
    ordered = lage(pl.Series(sorted(persons, reverse=True))).to_physical().to_list()
    assert ordered == sorted(ordered)
    assert set(ordered) <= set(range(len(LAGEN)))
