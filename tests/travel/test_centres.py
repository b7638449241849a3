"""Centre and spread of a population, from cells and from parts."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.travel.modelled.centres import centres, joint_centres


def test_two_cells_by_hand() -> None:
    cells = pl.DataFrame({"area_id": ["v", "v", None], "x": [4_000_500, 4_004_500, 1], "y": [3_000_500, 3_000_500, 1]})
    found = centres(cells.with_columns(persons=pl.Series([300, 100, 7]))).row(0, named=True)
    assert found == {"area_id": "v", "x": 4_001_500, "y": 3_000_500, "spread_km": pytest.approx(3**0.5), "persons": 400}


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9), st.integers(0, 9), st.integers(1, 99)), min_size=1))
def test_parts_add_up_to_the_whole(rows: list[tuple[str, int, int, int]]) -> None:
    part, x, y, persons = (list(column) for column in zip(*rows, strict=True))
    cells = pl.DataFrame({"x": np.array(x) * 1000 + 4_000_500, "y": np.array(y) * 1000 + 3_000_500, "persons": persons})
    whole = centres(cells.with_columns(area_id=pl.lit("v")))
    joint = joint_centres(centres(cells.with_columns(area_id=pl.Series(part))).with_columns(area_id=pl.lit("v")))
    np.testing.assert_allclose(joint.drop("area_id").to_numpy(), whole.drop("area_id").to_numpy(), atol=1e-2)


def test_an_area_of_nobody_lies_amid_its_parts() -> None:
    parts = pl.DataFrame({"area_id": ["f", "f"], "x": [0.0, 2000.0], "y": [0.0, 0.0]})
    found = joint_centres(parts.with_columns(spread_km=pl.lit(0.0), persons=pl.lit(0)))
    assert found.row(0) == ("f", 1000.0, 0.0, 1.0, 0)
