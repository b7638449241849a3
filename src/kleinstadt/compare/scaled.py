"""Indicators of all Verbände on one scale: what twins, role models and groups of towns are measured by."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.model import Indicator
from kleinstadt.territory.coding import Floats
from kleinstadt.typologies.location import LAGEN
from kleinstadt.typologies.standard import standardise

LEVEL: Final[Level] = "verband"  # types, Lage and cooperation are of Verbände
LEAST_WEIGHT: Final = 0.6  # share of the weights that two towns must both have values for

# Compared by ratio, not by difference.
LOGARITHMIC: Final = (
    "population",
    "potential_persons",
    "density",
    "settlement_density",
    "residents_per_job",
    "employees_workplace",
)

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Scaled:
    """Indicators of all Verbände of a year: rows as in `areas`, columns as in `indicators`.

    Attributes
    ----------
    areas : Areas
        All Verbände.
    indicators : list of Indicator
        What was measured.
    raw : array of float
        As published, in the indicators' units; NaN where missing.
    scaled : array of float
        In standard deviations over the inhabited Verbände; NaN where missing.
    """

    areas: Areas
    indicators: list[Indicator]
    raw: Floats
    scaled: Floats


def scaled(atlas: Atlas, names: tuple[str, ...], year: int) -> Scaled:
    """Indicators of all Verbände on one scale.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition (OpenedEdition.atlas).
    names : tuple of str
        Ids of indicators; those that the edition lacks are left out.
    year : int
        Year of the borders.

    Returns
    -------
    Scaled
        Made once for each set of names and year.
    """
    return atlas.once(("scaled", names, year), lambda: _scaled(atlas, names, year))


def _scaled(atlas: Atlas, names: tuple[str, ...], year: int) -> Scaled:
    areas = atlas.areas(year, LEVEL)
    found = [name for name in names if name in atlas.indicators]
    if not found:  # an edition of few raw files has none of them
        nothing = np.empty((len(areas.keys), 0))
        return Scaled(areas, [], nothing, nothing)
    raw = np.column_stack([atlas.column(name, year, LEVEL).values for name in found])
    return Scaled(areas, [atlas.known(name) for name in found], raw, on_one_scale(raw, found, areas))


def on_one_scale(raw: Floats, names: list[str], areas: Areas) -> Floats:
    """Values in standard deviations over the inhabited areas.

    Parameters
    ----------
    raw : array of float
        Areas x indicators; NaN where missing.
    names : list of str
        Ids of the indicators.
    areas : Areas
        Rows of the table.

    Returns
    -------
    array of float
        Standardised (typologies/standard.py); logarithms where ratios count. NaN where missing, or nobody lives.
    """
    compared = [compared_as(raw[:, place], name) for place, name in enumerate(names)]
    table = np.column_stack(compared)
    table[~areas.inhabited] = np.nan
    return standardise(table)


def compared_as(values: Floats, name: str) -> Floats:
    """The values, or their logarithms where ratios count.

    Parameters
    ----------
    values : array of float
        Of one indicator.
    name : str
        Its id.

    Returns
    -------
    array of float
        NaN for the logarithm of nothing.
    """
    return np.log(np.where(values > 0, values, np.nan)) if name in LOGARITHMIC else values


def distances(table: Floats, weights: Floats, row: int) -> Floats:
    """Weighted distance of every town to one.

    Parameters
    ----------
    table : array of float
        Towns x indicators, standardised; NaN where missing.
    weights : array of float
        One an indicator.
    row : int
        Of the town.

    Returns
    -------
    array of float
        One a town, in standard deviations: zero for the town itself, NaN where they share values for less than
        LEAST_WEIGHT of the weights.

    Notes
    -----
    sqrt(sum w (z - z')^2 / sum w), over the indicators that both have.

    Examples
    --------
    >>> distances(np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([1.0, 1.0]), 0).round(2).tolist()
    [0.0, 3.54]
    """
    squared = (table - table[row]) ** 2
    weight = np.where(np.isnan(squared), 0.0, weights)
    shared = weight.sum(axis=1)
    total = (np.nan_to_num(squared) * weight).sum(axis=1)
    found: Floats = np.sqrt(np.divide(total, shared, out=np.full(len(table), np.nan), where=shared > 0))
    found[shared < LEAST_WEIGHT * weights.sum()] = np.nan
    return found


def nearest(distance: Floats, candidates: NDArray[np.bool_], count: int) -> Rows:
    """The candidates of smallest distance.

    Parameters
    ----------
    distance : array of float
        One a town; NaN is nobody's.
    candidates : array of bool
        Which towns may be taken.
    count : int
        How many at most.

    Returns
    -------
    array of int
        Rows, nearest first.

    Examples
    --------
    >>> nearest(np.array([0.0, 2.0, 1.0, np.nan]), np.array([False, True, True, True]), 5).tolist()
    [2, 1]
    """
    rows = np.flatnonzero(candidates & ~np.isnan(distance))
    chosen: Rows = rows[np.argsort(distance[rows], kind="stable")][:count]
    return chosen


def lage_steps(areas: Areas, row: int) -> Floats:
    """How many classes of Lage lie between each Verband and one.

    Parameters
    ----------
    areas : Areas
        All Verbände.
    row : int
        Of the one.

    Returns
    -------
    array of float
        0 to 3; NaN where a Lage is unknown.
    """
    place = {name: float(step) for step, name in enumerate(LAGEN)}
    steps = np.array([place.get(str(name), np.nan) for name in areas.codes["lage"]])
    found: Floats = np.abs(steps - steps[row])
    return found


def value(number: float) -> float | None:
    """A number of an array.

    Parameters
    ----------
    number : float
        May be NaN.

    Returns
    -------
    float or None
        None for NaN.
    """
    return None if np.isnan(number) else float(number)
