"""Who became whom, by hand: units of two days that ended in the same unit of a later day, the hub."""

import polars as pl
import pytest

from kleinstadt.territory.successors import successors

Described = dict[str, tuple[str, float, float]]  # key: name, people, km²


def units(described: Described) -> pl.DataFrame:
    rows = [(key, *about) for key, about in described.items()]
    return pl.DataFrame(rows, schema=["area_id", "name", "population", "area_km2"], orient="row").cast(
        {"population": pl.Float64, "area_km2": pl.Float64}
    )


def to_hub(described: Described) -> pl.DataFrame:
    weights = {f"weight_{name}": pl.lit(1.0) for name in ("population", "area", "employees")}
    keys = pl.DataFrame({"from_id": list(described)})
    return keys.with_columns(to_id=pl.lit("hub"), status=pl.lit("measured"), **weights)


def found(before: Described, after: Described) -> dict[tuple[str, str], tuple[float, float, str]]:
    """From, to: shares of the people and of the land, status."""
    rows = successors(to_hub(before), to_hub(after), units(before), units(after))
    shares = rows.select("from_id", "to_id", "weight_population", "weight_area", "status").iter_rows()
    return {(one, other): (round(people, 6), round(land, 6), status) for one, other, people, land, status in shares}


WHOLE = (1, 1, "measured")


def test_a_merger_and_its_reverse_are_exact() -> None:
    apart: Described = {"a": ("A", 600, 30), "b": ("B", 400, 10)}
    joined: Described = {"a": ("A", 1000, 40)}
    assert found(apart, joined) == {("a", "a"): WHOLE, ("b", "a"): WHOLE}
    assert found(joined, apart) == {("a", "a"): (0.6, 0.75, "modelled"), ("a", "b"): (0.4, 0.25, "modelled")}


def test_who_keeps_key_or_name_went_on() -> None:
    """B got a new key; A and C are what they were. Nobody swaps land, as all have the same size as before."""
    before: Described = {"a": ("A", 100, 10), "b": ("B, Stadt", 200, 20), "c": ("C", 300, 30)}
    after: Described = {"a": ("A", 110, 10), "x": ("b", 210, 20), "c": ("C", 310, 30)}
    assert found(before, after) == {("a", "a"): WHOLE, ("b", "x"): WHOLE, ("c", "c"): WHOLE}


def test_a_name_counts_only_where_neither_has_a_unit_of_its_key() -> None:
    """Key b went on as "New"; that another is called B now does not make it B's successor."""
    before: Described = {"a": ("A", 100, 10), "b": ("B", 200, 20)}
    after: Described = {"b": ("New", 200, 20), "x": ("B", 100, 10)}
    assert found(before, after) == {("b", "b"): WHOLE, ("a", "x"): WHOLE}
    before, after = {"a": ("B", 100, 10), "b": ("A", 200, 20)}, {"b": ("B", 200, 20), "x": ("C", 100, 10)}
    assert found(before, after) == {("b", "b"): WHOLE, ("a", "x"): WHOLE}


def test_a_name_that_two_bear_tells_nothing() -> None:
    """Either Neustadt may have become the one there is: the land is divided by size, and called an estimate."""
    before: Described = {"a": ("Neustadt", 100, 10), "b": ("Neustadt", 100, 10)}
    after: Described = {"x": ("Neustadt", 100, 10), "y": ("Burg", 300, 10)}
    shared = found(before, after)
    assert {status for _, _, status in shared.values()} == {"modelled"}
    assert {land for _, land, _ in shared.values()} == {0.5}
    assert shared["a", "y"][0] == pytest.approx(0.75), "people go where people are"


def test_small_differences_are_surveying_and_no_change_of_borders() -> None:
    """A was 1 % larger in the older register; that hectare did not go to B, which was 1 % smaller."""
    before: Described = {"a": ("A", 1000, 100), "b": ("B", 1000, 99)}
    after: Described = {"a": ("A", 1000, 99), "b": ("B", 1000, 100)}
    assert found(before, after) == {("a", "a"): WHOLE, ("b", "b"): WHOLE}
    moved: Described = {"a": ("A", 950, 95), "b": ("B", 1050, 104)}
    assert found(before, moved)["a", "b"][1] == pytest.approx(0.05)


def test_land_goes_to_who_grew_by_enough() -> None:
    """C ended with 40 km²; B grew by 40, A by 5 only: so all of C went to B."""
    before: Described = {"a": ("A", 100, 100), "b": ("B", 100, 100), "c": ("C", 100, 40)}
    after: Described = {"a": ("A", 100, 105), "b": ("B", 200, 140)}
    shared = found(before, after)
    assert shared["c", "b"] == WHOLE
    assert ("c", "a") not in shared


def test_a_forest_is_divided_by_land_and_not_by_people() -> None:
    """Nobody lives in either new part: the shares of people are those of the land."""
    before: Described = {"f": ("Forst", 0, 40)}
    after: Described = {"x": ("X", 0, 30), "y": ("Y", 0, 10)}
    assert found(before, after) == {("f", "x"): (0.75, 0.75, "modelled"), ("f", "y"): (0.25, 0.25, "modelled")}


def test_units_without_land_are_not_lost() -> None:
    before: Described = {"a": ("A", 10, 0)}
    after: Described = {"x": ("X", 10, 0), "y": ("Y", 30, 0)}
    shared = found(before, after)
    assert sum(people for people, _, _ in shared.values()) == pytest.approx(1)
    assert {land for _, land, _ in shared.values()} == {0.5}
