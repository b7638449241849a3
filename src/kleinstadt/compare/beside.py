"""What an area's figures are held against, made once for all areas of a group; and its own figures, all at once.

Everything here is in the order of Atlas.indicators. Profile, pages and API ask these two, so that they cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.group_values import BUND, group_values_at, label_of, land_label
from kleinstadt.compare.groups import FEWEST as FEWEST_OF_A_GROUP
from kleinstadt.compare.groups import Group
from kleinstadt.compare.values import Column, Origin
from kleinstadt.indicators.aggregation import ALL, NO_VALUE, PARTIAL, GroupValue
from kleinstadt.indicators.model import Indicator
from kleinstadt.memory import KEPT_ELSEWHERE
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.typologies.standard import ascending, percentile_of_sorted, quantile_of_sorted

QUARTILES: Final = (0.25, 0.5, 0.75)
FEWEST: Final = 2  # a value has no place in a group of its own
Quartiles = tuple[float, float, float]


@dataclass(frozen=True)
class Beside:
    """What the figures of all areas of a group are held against, indicator by indicator.

    Attributes
    ----------
    indicators : tuple of Indicator
        As they are called at the level.
    columns : tuple of Column
        Their values at all areas.
    group, bund : tuple of GroupValue
        Values by the indicator's own rule.
    ordered : tuple of sequence of float
        The values that areas of the group have of their own, ascending.
    quartiles : tuple
        First quartile, median and third quartile of `ordered`.
    bund_percentiles : tuple of float or None
        Where Germany would stand among `ordered`, 0 to 100.
    origins : tuple of tuple of Origin
        Sources of the values.
    """

    indicators: tuple[Indicator, ...] = field(metadata=KEPT_ELSEWHERE)
    columns: tuple[Column, ...] = field(metadata=KEPT_ELSEWHERE)
    group: tuple[GroupValue, ...]
    bund: tuple[GroupValue, ...]
    ordered: tuple[Sequence[float], ...]
    quartiles: tuple[Quartiles, ...]
    bund_percentiles: tuple[float | None, ...]
    origins: tuple[tuple[Origin, ...], ...] = field(metadata=KEPT_ELSEWHERE)


class Own(NamedTuple):
    """All figures of one area, indicator by indicator.

    Attributes
    ----------
    value : list of float or None
        In the indicator's unit; None where it is missing.
    status : list of str
        "measured", "modelled", "partial", or why there is no value.
    people_pct, area_pct : list of float or None
        For how much of its people and its land each is known.
    vintage : list of str or None
        Period of the value.
    percentile : list of float or None
        0 to 100 in its group; None without a value, or alone.
    lower : list of int
        How many of the group have a lower value; 0 where there is no percentile.
    """

    value: list[float | None]
    status: list[str]
    people_pct: list[float | None]
    area_pct: list[float | None]
    vintage: list[str | None]
    percentile: list[float | None]
    lower: list[int]


def beside(atlas: Atlas, areas: Areas, group: Group) -> Beside:
    """What the figures of a group's areas are held against; the same object for all of them.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    areas : Areas
        All areas of the level.
    group : Group
        The areas that are compared.

    Returns
    -------
    Beside
        Values of group and Germany are by the indicator's own rule, quartiles of the areas' values.
    """
    who = ("beside", areas.year, areas.level, group.type, group.lage)
    return atlas.once(who, lambda: _beside(atlas, areas, group))


def _beside(atlas: Atlas, areas: Areas, group: Group) -> Beside:
    columns = {name: atlas.column(name, areas.year, areas.level) for name in atlas.indicators}
    of_group, of_bund = (_in_order(atlas, areas, label) for label in (label_of(group), BUND))
    ordered = tuple(ascending(one.values[heard(atlas, name, areas, group)]) for name, one in columns.items())
    return Beside(
        tuple(one.indicator for one in columns.values()),
        tuple(columns.values()),
        of_group,
        of_bund,
        ordered,
        tuple(_quartiles(one) for one in ordered),
        percentiles_of(ordered, of_bund),
        tuple(atlas.origins(name, areas.year) for name in columns),
    )


def land_of(areas: Areas, row: int) -> str:
    """Key of the Land that an area lies in, "None" for Germany.

    Parameters
    ----------
    areas : Areas
        All areas of the level.
    row : int
        The area's row in them.

    Returns
    -------
    str
        Two digits.
    """
    return str(areas.codes["land"][row])


def land_beside(atlas: Atlas, areas: Areas, land: str) -> tuple[GroupValue, ...]:
    """The values of a Land by the indicators' own rules; the same object for all its areas.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    areas : Areas
        All areas of the level.
    land : str
        Key of the Land.

    Returns
    -------
    tuple of GroupValue
        NO_VALUE for counts.
    """
    return atlas.once(("land beside", areas.year, areas.level, land), lambda: _in_order(atlas, areas, land_label(land)))


def _in_order(atlas: Atlas, areas: Areas, label: str) -> tuple[GroupValue, ...]:
    values = group_values_at(atlas, areas, label)
    return tuple(values.get(name, NO_VALUE) for name in atlas.indicators)


def percentiles_of(ordered: Sequence[Sequence[float]], values: Sequence[GroupValue]) -> tuple[float | None, ...]:
    """Where the values of a larger group would stand among those of the areas.

    Parameters
    ----------
    ordered : sequence of sequence of float
        Values of the areas, ascending, for each indicator.
    values : sequence of GroupValue
        Of the same indicators.

    Returns
    -------
    tuple of float or None
        0 to 100; None where there is no value, or nobody to stand among.
    """
    return tuple(
        None if one.value is None or not those else percentile_of_sorted(those, one.value)[0]
        for those, one in zip(ordered, values, strict=True)
    )


def heard(atlas: Atlas, name: str, areas: Areas, group: Group) -> NDArray[np.bool_]:
    """Whose values a value is placed among: those that areas have of their own.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    name : str
        Id of the indicator.
    areas : Areas
        All areas of the level.
    group : Group
        The areas that are compared.

    Returns
    -------
    array of bool
        One entry an area. Lent values (a Kreis's rate at its towns) are taken only where fewer than eight have their
        own.
    """
    own: NDArray[np.bool_] = group.mask & atlas.own(name, areas.year, areas.level)
    return own if own.sum() >= FEWEST_OF_A_GROUP else group.mask


def _quartiles(ordered: Sequence[float]) -> Quartiles:
    low, middle, high = (quantile_of_sorted(ordered, share) for share in QUARTILES)
    return low, middle, high


def own_figures(atlas: Atlas, areas: Areas, row: int, held: Beside) -> Own:
    """All figures of an area, and where each stands in its group.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    areas : Areas
        All areas of the level.
    row : int
        The area's row in them.
    held : Beside
        Of the area's group.

    Returns
    -------
    Own
        Percentiles as `percentile_of_sorted` gives them.
    """
    numbers, statuses, vintages = atlas.at(areas.year, areas.level, row)
    values = [None if isnan(number) else number for number in numbers]
    people_pct = [None if value is None else ALL for value in values]
    area_pct = people_pct.copy()
    for at, status in enumerate(statuses):
        if status == _PARTIAL:
            own = held.columns[at].own(row)
            values[at], people_pct[at], area_pct[at] = own.value, own.people_pct, own.area_pct
    placed = [_placed(value, ordered) for value, ordered in zip(values, held.ordered, strict=True)]
    percentile, lower = [percentile for percentile, _ in placed], [lower for _, lower in placed]
    return Own(values, statuses, people_pct, area_pct, vintages, percentile, lower)


def _placed(value: float | None, ordered: Sequence[float]) -> tuple[float | None, int]:
    """Percentile of a value in its group, and how many have a lower one; None without a value, or alone."""
    return (None, 0) if value is None or len(ordered) < FEWEST else percentile_of_sorted(ordered, value)


_PARTIAL: Final = STATUSES[PARTIAL]
