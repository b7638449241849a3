"""The method of the Modellrechnung, on series made by hand."""

import numpy as np
import pytest

from kleinstadt.compare.values import Series
from kleinstadt.workbench.draft.outlook import damped, launches, missed_in, trend_start

PERIODS = ["2005", "2009", "2013", "2017", "2023"]


def test_a_straight_line_of_growth_is_missed_by_half() -> None:
    """An area that grows 1 % a year is calculated with half of it, whoever is asked."""
    values = np.array([[1000 * 1.01 ** (int(period) - 2005)] for period in PERIODS])
    series = Series(PERIODS, values)
    assert trend_start(PERIODS, 3) == 2  # 2013: on the base of 2017
    calculated = damped(series, 3, 4)
    assert calculated is not None
    assert calculated[0] == pytest.approx(values[3, 0] * 1.005**6)
    whole = damped(series, 3, 4, by=1.0)
    assert whole is not None
    assert whole[0] == pytest.approx(values[4, 0])


def test_launches_lie_the_wanted_years_apart() -> None:
    assert launches(PERIODS, 6) == [(3, 4)] or (3, 4) in launches(PERIODS, 6)
    for launch, target in launches(PERIODS, 10):
        assert 9 <= int(PERIODS[target]) - int(PERIODS[launch]) <= 11


def test_nobody_moves_no_error() -> None:
    series = Series(PERIODS, np.full((len(PERIODS), 5), 7000.0))
    found = missed_in(series, np.arange(5), 6)
    assert found is not None
    assert (found.median, found.wide) == (0.0, 0.0)
