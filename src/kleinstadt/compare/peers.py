"""Twins: the Verbände most like one, of its own type, with what is alike and what is not."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.scaled import LEVEL, Scaled, distances, lage_steps, nearest, scaled
from kleinstadt.compare.sentences import Pair, said_when
from kleinstadt.territory.coding import Floats
from kleinstadt.words.language import Lang, pick

TWINS: Final = 10
ALIKE: Final = 0.3  # standard deviations within which two towns are called similar
APART: Final = 1.0  # beyond which they are called different
REASONS: Final = 4  # said at most
SIZE: Final = "population"  # what is alike is told of size first, as everybody asks for it first

# Indicator: weight. Size and location weigh double.
WEIGHTS: Final = {
    "population": 2.0,
    "potential_persons": 2.0,
    "income_tax_eur_per_head": 1.5,
    "residents_per_job": 1.5,
    "settlement_density": 1.0,
    "mean_age_years": 1.0,
    "unemployed_share": 1.0,
    "buildings_3plus_share": 1.0,
    "census_vacancy_pct": 1.0,
    "census_rent_eur_per_m2": 1.0,
    "minutes_to_mittelzentrum": 1.0,
}
FARTHEST_LAGE: Final = 1  # classes of Lage that a twin may be away
LAGE_STEP: Final = 0.25  # what one class of Lage adds to the distance, in standard deviations


@dataclass(frozen=True)
class Twin:
    """A Verband like another.

    Attributes
    ----------
    row : int
        Its row in Atlas.areas.
    key, name : str
        Of the Verband.
    distance : float
        Standard deviations; each class of Lage between them counts LAGE_STEP.
    same_lage : bool
        Whether it has the same Lage, not the next.
    alike : tuple of Pair
        Indicators at most ALIKE standard deviations and a quarter of the larger number apart, at most four: size first,
        then what is most unusual among the candidates.
    apart : tuple of Pair
        The one in which they differ most, if by APART or more.
    """

    row: int
    key: str
    name: str
    distance: float
    same_lage: bool
    alike: tuple[Pair, ...]
    apart: tuple[Pair, ...]

    def sentence(self, lang: Lang) -> str:
        """Why: "6.490 und 7.310 Einwohner; 4,1 und 4,3 % arbeitslos; anders: 9,0 statt 4,1 % Leerstand"."""
        parts = [pair.both(lang) for pair in self.alike]
        other = pick(("anders", "different"), lang)
        return "; ".join([*parts, *(f"{other}: {pair.instead(lang)}" for pair in self.apart)])


@dataclass(frozen=True)
class Peers:
    """The twins of a Verband, nearest first.

    Attributes
    ----------
    key : str
        Of the Verband.
    year : int
        Year of the borders.
    twins : tuple of Twin
        At most ten, nearest first.
    candidates : int
        How many Verbände were looked at: those of its type, in its Lage or the next.
    weights : dict of str to float
        Weight of each indicator that the edition has.
    """

    key: str
    year: int
    twins: tuple[Twin, ...]
    candidates: int
    weights: dict[str, float]

    def none(self, lang: Lang) -> str:
        """Why there are no twins."""
        if not self.candidates:
            german = "Keine: Kein anderer Verband hat denselben Typ, in derselben Lage oder der nächsten."
            return pick((german, "None: no other Verband has the same type, in the same location or the next."), lang)
        german = "Keine: Von hier sind keine Zahlen bekannt, die sich vergleichen ließen, etwa weil niemand hier wohnt."
        english = "None: no figures are known here that could be compared, as where nobody lives."
        return pick((german, english), lang)


def peers(atlas: Atlas, key: str, year: int) -> Peers:
    """The Verbände most like one: of the same type, of the same Lage or the next, by distance of the indicators.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition (OpenedEdition.atlas).
    key : str
        Key of a Verband.
    year : int
        Year of the borders.

    Returns
    -------
    Peers
        At most ten twins.

    Raises
    ------
    UnknownNameError
        If the year has no such Verband.

    Notes
    -----
    The distance is sqrt(sum w (z - z')^2 / sum w) + 0.25 |classes of Lage between them|: z is the indicator
    standardised over all inhabited Verbände (population, densities and potential as logarithms), w its weight
    (WEIGHTS). Indicators that one of the two lacks are left out; with less than 60 % of the weights left there is no
    distance. Weights and steps are our own choice (docs/decisions/0015-questions-about-towns.md).

    Examples
    --------
    >>> peers(ed.atlas, "120610112", 2019).twins[0].distance < 1
    True
    """
    atlas.areas(year, LEVEL).record(key)
    found = scaled(atlas, tuple(WEIGHTS), year)
    weights = np.array([WEIGHTS[indicator.id] for indicator in found.indicators])
    row = found.areas.row[key]
    steps = np.nan_to_num(lage_steps(found.areas, row))
    distance = distances(found.scaled, weights, row) + LAGE_STEP * steps
    candidates = _of_its_kind(found.areas, row) & (steps <= FARTHEST_LAGE)
    when = [said_when(atlas.column(one.id, year, LEVEL).vintage[row], year) for one in found.indicators]
    told = _telling(found, candidates, row)
    twins = tuple(_twin(found, told, when, row, int(other), distance) for other in nearest(distance, candidates, TWINS))
    named = {indicator.id: WEIGHTS[indicator.id] for indicator in found.indicators}
    return Peers(key, year, twins, int(candidates.sum()), named)


def _of_its_kind(areas: Areas, row: int) -> NDArray[np.bool_]:
    """The other inhabited Verbände of the same type."""
    others: NDArray[np.bool_] = areas.inhabited & (areas.codes["type"] == areas.codes["type"][row])
    others[row] = False
    return others


def _telling(found: Scaled, candidates: NDArray[np.bool_], row: int) -> Floats:
    """How much each column tells of a Verband: how far it lies from the median of the candidates; size before all.

    That two towns have 12 % vacancy where their like have 6 says more than that both have as many people around as
    nearly all of their Lage.
    """
    known = (column[~np.isnan(column)] for column in found.scaled[candidates].T)
    middle = np.array([np.median(values) if len(values) else 0.0 for values in known])
    telling: Floats = np.nan_to_num(np.abs(found.scaled[row] - middle))
    telling[[indicator.id == SIZE for indicator in found.indicators]] = np.inf
    return telling


def _twin(found: Scaled, telling: Floats, when: list[str], row: int, other: int, distance: Floats) -> Twin:
    alike, apart = reasons(found.scaled, telling, row, other)
    pairs = [
        Pair(indicator, float(found.raw[row, column]), float(found.raw[other, column]), when[column])
        for column, indicator in enumerate(found.indicators)
    ]
    lagen = found.areas.codes["lage"]
    return Twin(
        other,
        found.areas.keys[other],
        found.areas.names[other],
        float(distance[other]),
        bool(lagen[row] == lagen[other]),
        tuple(pairs[column] for column in alike if pairs[column].near and not pairs[column].trivial)[:REASONS],
        tuple(pairs[column] for column in apart[:1]),
    )


def reasons(table: Floats, telling: Floats, one: int, other: int) -> tuple[list[int], list[int]]:
    """In which columns two towns are alike, and in which they are most apart.

    Parameters
    ----------
    table : array of float
        Towns x indicators, standardised; NaN where missing.
    telling : array of float
        How much each indicator tells of the first town.
    one, other : int
        Rows of the two towns.

    Returns
    -------
    alike : list of int
        Columns at most ALIKE standard deviations apart, most telling first.
    apart : list of int
        Columns at least APART standard deviations apart, farthest first.

    Examples
    --------
    >>> table = np.array([[0.0, 1.0, 2.0], [0.1, -1.0, 2.0]])
    >>> reasons(table, np.array([1.0, 1.0, 2.0]), 0, 1)
    ([2, 0], [1])
    """
    gap = np.abs(table[one] - table[other])
    alike = [int(c) for c in np.lexsort((gap, -telling)) if gap[c] <= ALIKE]
    apart = [int(c) for c in np.argsort(-np.nan_to_num(gap), kind="stable") if gap[c] >= APART]
    return alike, apart
