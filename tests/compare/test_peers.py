"""Laws of likeness, by hand and by property."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from kleinstadt.compare import likeness as peers
from kleinstadt.typologies.standard import FARTHEST, standardise

TABLES = npst.arrays(float, st.tuples(st.integers(2, 12), st.integers(1, 5)), elements=st.floats(-1e6, 1e6))


@given(TABLES)
def test_a_town_is_its_own_twin_and_distance_is_symmetric(values: np.ndarray) -> None:
    scaled, weights = standardise(values), np.ones(values.shape[1])
    first, second = peers.distances(scaled, weights, 0), peers.distances(scaled, weights, 1)
    assert first[0] == 0
    assert first[1] == pytest.approx(second[0])


@given(TABLES, st.floats(0.1, 100), st.floats(-1000, 1000))
def test_units_do_not_matter(values: np.ndarray, factor: float, shift: float) -> None:
    values = np.round(values)
    assert standardise(values * factor + shift) == pytest.approx(standardise(values), abs=1e-4)
    assert np.abs(standardise(values)).max() <= FARTHEST


def test_the_scale_is_that_of_a_standard_deviation() -> None:
    """Half of a normal distribution lies within 1.349 standard deviations around its middle."""
    column = np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0], [np.nan]])
    assert standardise(column)[:5, 0] == pytest.approx([-1.349, -0.6745, 0, 0.6745, 1.349])
    assert np.isnan(standardise(column)[5, 0])


def test_distance_by_hand() -> None:
    scaled = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 2.0], [np.nan, 1.0]])
    found = peers.distances(scaled, np.array([3.0, 1.0]), 0)
    assert found[:3] == pytest.approx([0, np.sqrt(0.75), 1.0])
    assert np.isnan(found[3])  # only a quarter of the weight is shared


def test_nearest_leaves_out_who_is_no_candidate() -> None:
    distance = np.array([0.0, 0.3, 0.1, np.nan])
    assert peers.nearest(distance, np.array([False, True, True, True]), 5).tolist() == [2, 1]


def test_reasons_name_the_heaviest_likeness_first() -> None:
    scaled = np.array([[0.0, 0.0, 0.0], [0.1, 0.2, 2.0]])
    assert peers.reasons(scaled, np.array([1.0, 2.0, 1.0]), 0, 1) == ([1, 0], [2])


def test_better_from_the_same_start() -> None:
    start = np.array([[0.0], [0.1], [0.1], [5.0]])
    outcome = np.array([[0.0], [1.0], [-1.0], [9.0]])
    others = np.array([False, True, True, True])
    assert peers.better_from_the_same_start(start, outcome, 0, others, alike=2, count=5).tolist() == [1]


def test_complements_by_hand() -> None:
    scaled = np.array([[1.0, -1.0, -1.0], [-1.0, 1.0, -1.0], [0.0, 0.0, 0.0]])
    found = peers.complements(scaled, np.array([1.0, 1.0, 1.0]), 0, np.array([2, 1]))
    assert (found[0].row, found[0].gives, found[0].takes, found[0].shared) == (1, (1,), (0,), (2,))
    assert found[1].gives == found[1].takes == ()
