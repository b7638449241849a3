"""The factor on the potential by official minutes: laws, and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.travel.modelled.correction import FITTED_CORRECTION, Correction

MINUTES = st.lists(st.floats(0, 200), min_size=2, max_size=20)


def factor(
    motorway: list[float], official: list[float], modelled: list[float], by: Correction = FITTED_CORRECTION
) -> list[float]:
    everybody = np.ones(len(motorway), dtype=np.bool_)
    values = by.factor(*(np.array(column) for column in (motorway, official, modelled)), everybody)
    return [float(value) for value in values]


def test_by_hand() -> None:
    near, far = factor([5.0, 15.0], [20.0, 20.0], [20.0, 20.0], Correction(1.0, 0.0))
    assert near / far == pytest.approx(2), "20 minutes with the first five are twice ten"
    quick, slow = factor([0.0, 0.0], [15.0, 35.0], [35.0, 35.0], Correction(0.5, 1.0))
    assert quick / slow == pytest.approx(2), "the official way takes half of the modelled"


@given(MINUTES)
def test_the_mean_of_all_is_one_and_longer_ways_reach_fewer(minutes: list[float]) -> None:
    same = [30.0] * len(minutes)
    found = factor(sorted(minutes), same, same)
    assert np.log(found).mean() == pytest.approx(0, abs=1e-9)
    assert found == sorted(found, reverse=True)


def test_what_is_not_known_is_not_corrected() -> None:
    assert factor([np.nan, 10.0, 20.0], [10.0] * 3, [10.0] * 3)[0] == 1
    assert factor([10.0, 10.0, 40.0], [10.0] * 3, [np.inf, 10.0, 10.0])[0] == 1
    assert factor([np.nan] * 2, [10.0] * 2, [10.0] * 2) == [1, 1]


def test_who_is_not_counted_does_not_move_the_mean() -> None:
    ways = np.array([10.0, 20.0, 200.0]), np.full(3, 20.0), np.full(3, 20.0)
    some = Correction().factor(*ways, np.array([True, True, False]))
    assert np.log(some[:2]).mean() == pytest.approx(0)
