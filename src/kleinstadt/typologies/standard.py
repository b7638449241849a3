"""Indicators on one scale, so that differences in euros and in per cent can be added up; and their quantiles."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, cast

import numpy as np

from kleinstadt.territory.coding import Floats

ROUNDING: Final = 1e-12
FARTHEST: Final = 3.0  # standard deviations; what lies beyond counts as this far


def standardise(values: Floats) -> Floats:
    """Each column as robust z-scores.

    Parameters
    ----------
    values : array of float
        Areas x indicators, NaN where missing.

    Returns
    -------
    array of float
        The same shape, in standard deviations; missing stays NaN, and a column without spread is 0 throughout.

    Notes
    -----
    (value - median) / (interquartile range / 1.349), cut at 3 on both sides. Where the middle half has one value, the
    standard deviation stands for the spread. 1.349 is the interquartile range of the standard normal distribution.

    Examples
    --------
    >>> standardise(np.array([[1.0], [2.0], [3.0], [100.0]])).round(2).ravel().tolist()
    [-0.08, -0.03, 0.03, 3.0]
    """
    centre = np.nanmedian(values, axis=0)
    low, high = np.nanquantile(values, [0.25, 0.75], axis=0)
    spread = (high - low) / 1.349
    least = ROUNDING * np.nanmax(np.abs(values), axis=0)  # what differs by less differs by rounding alone
    spread = np.where(spread > least, spread, np.nanstd(values, axis=0))
    scaled = np.where(spread > least, (values - centre) / np.where(spread > least, spread, 1.0), values * 0.0)
    result: Floats = np.clip(scaled, -FARTHEST, FARTHEST)
    return result


def ascending(values: Floats) -> Sequence[float]:
    """Values in ascending order, without those that are missing.

    Parameters
    ----------
    values : array of float
        NaN where missing.

    Returns
    -------
    sequence of float
        As large as an array and read one by one in a third of its time.

    Examples
    --------
    >>> list(ascending(np.array([3.0, np.nan, 1.0])))
    [1.0, 3.0]
    """
    return cast("Sequence[float]", np.sort(values[~np.isnan(values)]).data)


def median_of_sorted(ordered: Sequence[float]) -> float:
    """The median of ascending values: the same as numpy's, which first looks for a masked array.

    Parameters
    ----------
    ordered : sequence of float
        Ascending, none missing.

    Returns
    -------
    float
        NaN of none.

    Examples
    --------
    >>> median_of_sorted([1.0, 2.0, 10.0, 20.0])
    6.0
    """
    last = len(ordered) - 1
    return float(ordered[last // 2] + ordered[(last + 1) // 2]) / 2 if len(ordered) else float("nan")


def percentile_of_sorted(ordered: Sequence[float], value: float) -> tuple[float, int]:
    """The percentile of a value among ascending values: the middle of those who share it.

    Parameters
    ----------
    ordered : sequence of float
        Ascending, none missing, at least one.
    value : float
        One of them, or another.

    Returns
    -------
    percentile : float
        0 to 100: 100 (lower + not higher) / 2 / all.
    lower : int
        How many are lower.

    Examples
    --------
    >>> percentile_of_sorted([1.0, 2.0, 2.0, 5.0], 2.0)
    (50.0, 1)
    """
    lower = bisect_left(ordered, value)
    upper = bisect_right(ordered, value, lower)
    return (lower + upper) / 2 / len(ordered) * 100, lower


def quantile_of_sorted(ordered: Sequence[float], share: float) -> float:
    """The quantile of ascending values, between two of them in proportion.

    The same as numpy's "linear", which takes thirty times as long to prepare for any order and any number of axes.

    Parameters
    ----------
    ordered : sequence of float
        Ascending, none missing.
    share : float
        Share of the values below, 0 to 1.

    Returns
    -------
    float
        NaN of none.

    Examples
    --------
    >>> quantile_of_sorted([0.0, 10.0], 0.25)
    2.5
    """
    if not len(ordered):
        return float("nan")
    at = share * (len(ordered) - 1)
    part = at - int(at)
    below, above = ordered[int(at)], ordered[min(int(at) + 1, len(ordered) - 1)]
    step = above - below
    return float(below + step * part if part < 0.5 else above - step * (1 - part))  # rounded as numpy does
