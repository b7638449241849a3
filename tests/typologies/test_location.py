"""Lage from the reachable day population: the printed thresholds."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.typologies.location import LAGE, LAGEN, agreeing_shares, agreement, lage, with_basis


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


MEMBERS = pl.DataFrame(
    {
        "ags": ["01", "02", "03", "04"],
        "verband": ["a", "a", "b", "c"],
        "population": [100, 300, 50, 10],
        "lage": pl.Series(["zentral", "zentral", "peripher", None], dtype=LAGE),
    }
)


def test_without_a_file_every_lage_is_modelled() -> None:
    assert with_basis(MEMBERS)["lage_basis"].to_list() == ["modelled", "modelled", "modelled", None]


def test_the_official_class_wins_where_it_is_named_and_the_computed_stays_elsewhere() -> None:
    official = pl.DataFrame(
        {"ags": ["01", "02", "04", "99"], "lage": ["peripher", "sehr_zentral", "peripher", "zentral"]}
    )
    found = with_basis(MEMBERS, [official])
    assert found["lage"].to_list() == ["sehr_zentral", "sehr_zentral", "peripher", "peripher"], (
        "300 of 400 people say so"
    )
    assert found["lage_basis"].to_list() == ["official", "official", "modelled", "official"]
    assert found.select("ags", "population").equals(MEMBERS.select("ags", "population"))


def test_official_classes_by_verband_do_as_well() -> None:
    official = pl.DataFrame({"verband": ["b", "c"], "lage": ["zentral", None]})
    assert with_basis(MEMBERS, [official])["lage"].to_list() == ["zentral", "zentral", "zentral", None]


def test_agreement_counts_classes_that_both_know() -> None:
    computed = pl.Series(["zentral", "zentral", "peripher", None, "sehr_zentral"])
    official = pl.Series(["zentral", "peripher", "peripher", "zentral", "sehr_peripher"])
    met = agreement(computed, official)
    assert met["len"].sum() == 4
    assert agreeing_shares(met) == (0.5, 0.75)
