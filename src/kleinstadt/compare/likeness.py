"""Towns to learn from: the most alike, those that did better from the same start, neighbours that complement.

Arrays in, arrays out. Rows are towns, columns are standardised indicators (typologies/standard.py), NaN where missing.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.typologies.standard import Floats

Rows = NDArray[np.intp]

LEAST_WEIGHT: Final = 0.6  # share of the weights that two towns must both have values for
ALIKE: Final = 0.3  # standard deviations within which two towns are called similar
APART: Final = 1.0  # beyond which they are called different
STRONG: Final = 0.5  # standard deviations over or under the median that make a strength or a deficit


@dataclass(frozen=True)
class Complement:
    """What a neighbour has, lacks and shares with a town, as columns; each strength or deficit is at least STRONG.

    gives : its strengths that the town lacks; takes : the town's strengths that it lacks; shared : deficits of both
    """

    row: int
    gives: tuple[int, ...]
    takes: tuple[int, ...]
    shared: tuple[int, ...]


def distances(scaled: Floats, weights: Floats, row: int) -> Floats:
    """Weighted distance of every town to that of `row`: root of the weighted mean of squared differences.

    scaled : towns x indicators; weights : one an indicator
    Returns one a town; NaN where they share values for less than LEAST_WEIGHT of the weights. Zero for the town itself.
    """
    squared = (scaled - scaled[row]) ** 2
    weight = np.where(np.isnan(squared), 0.0, weights)
    shared = weight.sum(axis=1)
    total = (np.nan_to_num(squared) * weight).sum(axis=1)
    found: Floats = np.sqrt(np.divide(total, shared, out=np.full(len(scaled), np.nan), where=shared > 0))
    found[shared < LEAST_WEIGHT * weights.sum()] = np.nan
    return found


def nearest(distance: Floats, candidates: NDArray[np.bool_], count: int) -> Rows:
    """The `count` candidates of smallest distance, nearest first; those without distance are none."""
    rows = np.flatnonzero(candidates & ~np.isnan(distance))
    chosen: Rows = rows[np.argsort(distance[rows], kind="stable")][:count]
    return chosen


def reasons(scaled: Floats, weights: Floats, one: int, other: int) -> tuple[list[int], list[int]]:
    """In which columns two towns are alike, heaviest first, and in which they are most apart, farthest first."""
    gap = np.abs(scaled[one] - scaled[other])
    alike = [int(c) for c in np.lexsort((gap, -weights)) if gap[c] <= ALIKE]
    apart = [int(c) for c in np.argsort(-np.nan_to_num(gap), kind="stable") if gap[c] >= APART]
    return alike, apart


def better_from_the_same_start(
    start: Floats, outcome: Floats, row: int, candidates: NDArray[np.bool_], *, alike: int, count: int
) -> Rows:
    """Of the `alike` towns that started most like this one, those that did better since, best first.

    start : towns x standardised indicators at the start
    outcome : towns x standardised changes since, each turned so that more is better
    """
    rows = nearest(distances(start, np.ones(start.shape[1]), row), candidates, alike)
    gained = mean_known(outcome)
    better = rows[gained[rows] > gained[row]] if not np.isnan(gained[row]) else rows[:0]
    found: Rows = better[np.argsort(-gained[better], kind="stable")][:count]
    return found


def mean_known(values: Floats) -> Floats:
    """Mean over the columns, for towns that have all of them; else NaN."""
    means: Floats = values.mean(axis=1)
    return means


def complements(scaled: Floats, signs: Floats, row: int, neighbours: Rows) -> list[Complement]:
    """Neighbours of a town that have what it lacks, or lack what it has; the most complementary first.

    signs : 1 where more is better, -1 where less is
    """
    good = scaled * signs
    found = []
    for other in neighbours:
        gives = np.flatnonzero((good[row] <= -STRONG) & (good[other] >= STRONG))
        takes = np.flatnonzero((good[row] >= STRONG) & (good[other] <= -STRONG))
        shared = np.flatnonzero((good[row] <= -STRONG) & (good[other] <= -STRONG))
        found.append(Complement(int(other), _columns(gives), _columns(takes), _columns(shared)))
    return sorted(found, key=lambda c: (-len(c.gives) - len(c.takes), -len(c.shared), c.row))


def _columns(found: Rows) -> tuple[int, ...]:
    return tuple(int(column) for column in found)
