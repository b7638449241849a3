"""Indicators on one scale, so that differences in euros and in per cent can be added up; and their quantiles."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDING: Final = 1e-12
FARTHEST: Final = 3.0  # standard deviations; what lies beyond counts as this far


def standardise(values: Floats) -> Floats:
    """Each column as robust z-scores: distance from the median in interquartile ranges / 1.349, cut at FARTHEST.

    values : areas x indicators, NaN where missing
    Returns the same shape; missing stays NaN; a column without spread is 0 throughout.
    """
    centre = np.nanmedian(values, axis=0)
    low, high = np.nanquantile(values, [0.25, 0.75], axis=0)
    spread = (high - low) / 1.349
    least = ROUNDING * np.nanmax(np.abs(values), axis=0)  # what differs by less differs by rounding alone
    spread = np.where(spread > least, spread, np.nanstd(values, axis=0))
    scaled = np.where(spread > least, (values - centre) / np.where(spread > least, spread, 1.0), values * 0.0)
    result: Floats = np.clip(scaled, -FARTHEST, FARTHEST)
    return result


def median_of_sorted(ordered: Floats) -> float:
    """The median of ascending values, NaN of none: the same as numpy's, which first looks for a masked array."""
    last = len(ordered) - 1
    return float(ordered[last // 2] + ordered[(last + 1) // 2]) / 2 if len(ordered) else float("nan")


def quantile_of_sorted(ordered: Floats, share: float) -> float:
    """The quantile of ascending values, between two of them in proportion; NaN of none.

    The same as numpy's "linear", which takes thirty times as long to prepare for any order and any number of axes.
    """
    if not len(ordered):
        return float("nan")
    at = share * (len(ordered) - 1)
    part = at - int(at)
    below, above = ordered[int(at)], ordered[min(int(at) + 1, len(ordered) - 1)]
    step = above - below
    return float(below + step * part if part < 0.5 else above - step * (1 - part))  # rounded as numpy does
