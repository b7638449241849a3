"""Carrying counts over a crosswalk: the laws, and what is missing, modelled or without a taker."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reforms import AREAS, as_dict, carry, counts, crosswalk

from kleinstadt.errors import AggregationError
from kleinstadt.territory.crosswalk import identity
from kleinstadt.territory.numbering import Numbering
from kleinstadt.territory.ways import Ways


@st.composite
def crosswalks(draw: st.DrawFn) -> pl.DataFrame:
    """Each of four areas goes, in parts that sum to 1, to up to three of four others."""
    rows = []
    for area in AREAS:
        takers = draw(st.lists(st.sampled_from(AREAS), min_size=1, max_size=3, unique=True))
        parts = [draw(st.integers(1, 9)) for _ in takers]
        rows += [(area, taker, part / sum(parts)) for taker, part in zip(takers, parts, strict=True)]
    return crosswalk(rows)


def _composed(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    numbering = Numbering.of(*(step[name] for step in (first, second) for name in ("from_id", "to_id")))
    return Ways.of(first, numbering).then(Ways.of(second, numbering)).frame(numbering)


persons = st.one_of(st.none(), st.integers(0, 10**6).map(float))
known_counts = st.fixed_dictionaries(dict.fromkeys(AREAS, st.integers(0, 10**6).map(float))).map(counts)
some_counts = st.fixed_dictionaries(dict.fromkeys(AREAS, persons)).map(counts)
partial_counts = st.dictionaries(st.sampled_from([*AREAS, "unheard of"]), persons, max_size=5).map(counts)


@pytest.mark.slow
@given(known_counts, crosswalks())
def test_a_reform_moves_people_and_makes_none(before: pl.DataFrame, way: pl.DataFrame) -> None:
    after, unassigned = carry(before, way)
    assert after["value"].sum() == pytest.approx(before["value"].sum())
    assert unassigned.is_empty()
    assert (after["value"] >= 0).all()


@given(some_counts)
def test_no_reform_changes_nothing(before: pl.DataFrame) -> None:
    after, unassigned = carry(before, identity(before["area_id"]))
    assert as_dict(after) == as_dict(before)
    assert unassigned.is_empty()


@pytest.mark.slow
@given(partial_counts, crosswalks(), crosswalks())
def test_two_steps_are_one_composed(before: pl.DataFrame, first: pl.DataFrame, second: pl.DataFrame) -> None:
    second = second.filter(pl.col("from_id").is_in(first["to_id"].implode()))  # it starts where the first one ends
    twice, _ = carry(carry(before, first)[0], second)
    once, _ = carry(before, _composed(first, second))
    assert twice["area_id"].to_list() == once["area_id"].to_list()
    assert twice["value"].is_null().to_list() == once["value"].is_null().to_list()
    assert twice["value"].to_list() == pytest.approx(once["value"].to_list())


@given(some_counts, crosswalks())
def test_missing_stays_missing_wherever_a_part_of_it_goes(before: pl.DataFrame, way: pl.DataFrame) -> None:
    after, _ = carry(before, way)
    unknown = before.filter(pl.col("value").is_null())["area_id"]
    touched = set(way.filter(pl.col("from_id").is_in(unknown.implode()))["to_id"])
    assert set(after.filter(pl.col("value").is_null())["area_id"]) == touched
    assert set(after.filter(pl.col("status") == "missing")["area_id"]) == touched


@given(st.dictionaries(st.just("unheard of"), persons.filter(lambda one: one is not None)), known_counts, crosswalks())
def test_nothing_is_dropped_in_silence(strange: dict[str, float], known: pl.DataFrame, way: pl.DataFrame) -> None:
    before, half = pl.concat([known, counts(strange)]), way.with_columns(pl.col("^weight_.*$") * 0.5)
    after, unassigned = carry(before, half)
    assert after["value"].sum() + unassigned["value"].sum() == pytest.approx(before["value"].sum())
    assert set(unassigned["area_id"]) == set(before.filter(pl.col("value") > 0)["area_id"])


def test_an_area_that_the_source_lacks_makes_its_taker_missing() -> None:
    way = crosswalk([("a", "x", 1), ("b", "x", 1), ("c", "y", 1)])
    assert as_dict(carry(counts({"a": 5, "c": 3}), way)[0]) == {"x": None, "y": 3}


def test_a_part_without_people_needs_no_count() -> None:
    way = crosswalk([("a", "x", 1), ("b", "x", 0), ("b", "y", 1)])
    assert as_dict(carry(counts({"a": 5, "b": None}), way)[0]) == {"x": 5, "y": None}


def test_a_forest_that_joins_a_town_leaves_its_people_known() -> None:
    """Kelheim took in the Hienheimer Forst in 2022; sources that list inhabited municipalities do not name it."""
    way = crosswalk([("town", "x", 1), ("forest", "x", 1), ("wood", "y", 1)])
    empty = pl.Series(["forest", "wood"])
    for people in ({"town": 5, "wood": None}, {"town": 5, "forest": None, "wood": None}):
        assert as_dict(carry(counts(people), way, empty=empty)[0]) == {"x": 5, "y": None}, "and y is not zero"
        assert as_dict(carry(counts(people), way, "area", empty=empty)[0]) == {"x": None, "y": None}, "its land is not"
        assert as_dict(carry(counts(people), way)[0]) == {"x": None, "y": None}, "unless it is known to be empty"
    assert as_dict(carry(counts({"town": None, "forest": 3}), way, empty=empty)[0])["x"] is None
    assert as_dict(carry(counts({"town": 5, "forest": 3}), way, empty=empty)[0])["x"] == 8, "what is known counts"


def test_what_has_no_taker_is_listed_with_its_value() -> None:
    after, unassigned = carry(counts({"a": 5, "b": 7}), crosswalk([("a", "x", 0.6)]))
    assert as_dict(after) == {"x": 3}
    assert as_dict(unassigned) == {"a": 2, "b": 7}


def test_estimated_shares_show_in_the_status() -> None:
    after, _ = carry(counts({"a": 5}), crosswalk([("a", "x", 1)], "modelled"))
    assert after["status"].to_list() == ["modelled"]


def test_what_is_no_number_is_missing() -> None:
    after, _ = carry(counts({"a": float("nan"), "b": 3}), crosswalk([("a", "x", 1), ("b", "y", 1)]))
    assert after.rows() == [("x", None, "missing"), ("y", 3.0, "measured")]


@pytest.mark.parametrize("modelled", [0, 1])
def test_two_steps_are_an_estimate_where_one_of_them_is(modelled: int) -> None:
    steps = [crosswalk([("a", "a", 1)], "modelled" if at == modelled else "measured") for at in (0, 1)]
    assert _composed(*steps)["status"].to_list() == ["modelled"]


def test_a_taker_of_whom_the_source_says_nothing_is_not_in_the_answer() -> None:
    """A source for one Land alone has no rows, and so no gaps, in the others."""
    way = crosswalk([("a", "x", 1), ("b", "y", 1)])
    assert as_dict(carry(counts({"a": 5}), way)[0]) == {"x": 5}


def test_a_modelled_count_of_which_nothing_arrives_leaves_the_taker_measured() -> None:
    way = crosswalk([("a", "x", 1), ("b", "x", 0), ("b", "y", 1)])
    said = counts({"a": 5, "b": 7}).with_columns(status=pl.Series(["measured", "modelled"]))
    assert dict(carry(said, way)[0].select("area_id", "status").rows()) == {"x": "measured", "y": "modelled"}


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_reasons_the_same_is_told_whatever_the_order(order: int) -> None:
    said = counts({"a": None, "b": None}).with_columns(status=pl.Series(["unreliable", "secret"]))
    after, _ = carry(said[::order], crosswalk([("a", "x", 1), ("b", "x", 1)]))
    assert after["status"].to_list() == ["secret"]


def test_refuses_what_is_no_single_count() -> None:
    twice = pl.concat([counts({"a": 1}), counts({"a": 2})])
    with pytest.raises(AggregationError, match="area number 0 has several rows"):
        carry(twice, identity(pl.Series(["a"])))
    with pytest.raises(AggregationError, match="population, area or employees"):
        carry(counts({"a": 1}), identity(pl.Series(["a"])), "households")  # type: ignore[arg-type]
