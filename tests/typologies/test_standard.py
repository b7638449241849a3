"""Robust scale: spread, cut, and columns that differ by rounding alone."""

import numpy as np
import pytest

from kleinstadt.typologies.standard import FARTHEST, median_of_sorted, quantile_of_sorted, standardise


def test_distance_in_quartile_ranges_and_cut() -> None:
    values = np.array([[1.0], [2.0], [3.0], [4.0], [100.0], [np.nan]])
    scaled = standardise(values)[:, 0]
    assert scaled[2] == 0
    assert scaled[4] == FARTHEST
    assert np.isnan(scaled[5])


@pytest.mark.filterwarnings("error")
def test_what_differs_by_rounding_is_alike() -> None:
    values = np.array([[0.1 + 0.2], [0.3], [0.3], [0.1 + 0.2], [np.nan]])
    assert (standardise(values)[:4] == 0).all()


def test_quantiles_of_sorted_values_are_those_of_numpy_to_the_last_digit() -> None:
    draw = np.random.default_rng(7)
    for length in (1, 2, 3, 8, 61, 400):
        ordered = np.sort(draw.normal(1e3, 1e2, length))
        assert median_of_sorted(ordered) == np.median(ordered)
        for share in (0.1, 0.25, 0.5, 0.75, 0.9, 1.0):
            assert quantile_of_sorted(ordered, share) == np.quantile(ordered, share), (length, share)
    assert np.isnan([median_of_sorted(np.empty(0)), quantile_of_sorted(np.empty(0), 0.5)]).all()
