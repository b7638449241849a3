"""Robust scale: spread, cut, and columns that differ by rounding alone."""

import numpy as np
import pytest

from kleinstadt.typologies.standard import FARTHEST, standardise


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
