"""Indicators of all Verbände on one scale: what twins, role models and groups of towns are measured by."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.columns import Areas, Atlas
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.model import Indicator
from kleinstadt.typologies.standard import Floats, standardise

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

LAGEN: Final = ("sehr_zentral", "zentral", "peripher", "sehr_peripher")

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Scaled:
    """Indicators of all Verbände of a year: rows as in `areas`, columns as in `indicators`.

    raw : as published; scaled : in standard deviations over the inhabited Verbände; both NaN where missing
    """

    areas: Areas
    indicators: list[Indicator]
    raw: Floats
    scaled: Floats


def scaled(atlas: Atlas, names: tuple[str, ...], year: int) -> Scaled:
    """These indicators, as far as the edition has them."""
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
    """Values in standard deviations over the inhabited areas; the logarithms of those where ratios count."""
    compared = [compared_as(raw[:, place], name) for place, name in enumerate(names)]
    table = np.column_stack(compared)
    table[~areas.inhabited] = np.nan
    return standardise(table)


def compared_as(values: Floats, name: str) -> Floats:
    """The values, or their logarithms where ratios count."""
    return np.log(np.where(values > 0, values, np.nan)) if name in LOGARITHMIC else values


def distances(table: Floats, weights: Floats, row: int) -> Floats:
    """Weighted distance of every town to that of `row`: root of the weighted mean of squared differences.

    table : towns x standardised indicators; weights : one an indicator
    Returns one a town; NaN where they share values for less than LEAST_WEIGHT of the weights. Zero for the town itself.
    """
    squared = (table - table[row]) ** 2
    weight = np.where(np.isnan(squared), 0.0, weights)
    shared = weight.sum(axis=1)
    total = (np.nan_to_num(squared) * weight).sum(axis=1)
    found: Floats = np.sqrt(np.divide(total, shared, out=np.full(len(table), np.nan), where=shared > 0))
    found[shared < LEAST_WEIGHT * weights.sum()] = np.nan
    return found


def nearest(distance: Floats, candidates: NDArray[np.bool_], count: int) -> Rows:
    """The `count` candidates of smallest distance, nearest first; those without distance are none."""
    rows = np.flatnonzero(candidates & ~np.isnan(distance))
    chosen: Rows = rows[np.argsort(distance[rows], kind="stable")][:count]
    return chosen


def lage_steps(areas: Areas, row: int) -> Floats:
    """How many classes of Lage lie between each Verband and that of `row`: 0 to 3; NaN where one is unknown."""
    place = {name: float(step) for step, name in enumerate(LAGEN)}
    steps = np.array([place.get(str(name), np.nan) for name in areas.codes["lage"]])
    found: Floats = np.abs(steps - steps[row])
    return found


def value(number: float) -> float | None:
    """A number of an array; None for NaN."""
    return None if np.isnan(number) else float(number)
