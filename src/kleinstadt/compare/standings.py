"""Where an area stands in each indicator of which it is agreed what is good; what findings are made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import Final

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.border_workers import AFFECTED, work_abroad
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import FEWEST, Group, group_of
from kleinstadt.compare.values import Column
from kleinstadt.indicators.model import Indicator
from kleinstadt.memory import KEPT_ELSEWHERE
from kleinstadt.typologies.standard import ascending, median_of_sorted, percentile_of_sorted
from kleinstadt.words.dates import newest_year

OLDEST: Final = 10  # years: nobody is judged by an older value

# Families: the same matter measured in several ways is told once, by the first of them that the area has a place in.
FAMILIES: Final = (
    (
        "broadband_all_1000_pct",
        "broadband_ftth_1000_pct",
        *(f"broadband_all_{mbit}_pct" for mbit in (200, 100, 50, 16)),
    ),
    ("gps_per_10000", "physicians_per_10000"),
    ("minutes_to_supermarket", "within_1km_supermarket_pct", "distance_supermarket_m"),
    ("minutes_to_pharmacy", "within_1km_pharmacy_pct", "distance_pharmacy_m"),
    ("minutes_to_primary_school", "within_1km_primary_school_pct", "distance_primary_school_m"),
    ("near_stop_20_departures_pct", "within_1km_stop_pct", "distance_stop_m"),
    ("minutes_people_to_centre_car", "minutes_to_mittelzentrum", "modelled_minutes_to_mittelzentrum"),
    ("minutes_to_fast_charging", "minutes_to_charging"),
    ("minutes_to_indoor_pool", "minutes_to_outdoor_pool"),
    ("tax_revenue_eur_per_head", "tax_strength_eur_per_head", "trade_tax_eur_per_head", "value_added_tax_eur_per_head"),
    ("employment_rate_gemeinde_pct", "employment_rate_pct"),
    ("mobile_5g_pct", "mobile_lte_pct"),
    ("unemployed_share", "basic_income_support_per_1000"),
)
# What a place cannot change and nobody asks of it: where motorways, long-distance trains and the next city are.
GIVEN: Final = frozenset(
    {
        "minutes_to_motorway",
        "minutes_to_ic_station",
        "minutes_to_oberzentrum",
        "modelled_minutes_to_oberzentrum",
        "minutes_to_grossstadt",
    }
)


@dataclass(frozen=True)
class Standing:
    """One indicator of one area within its group.

    Attributes
    ----------
    column : Column
        The indicator's values at all areas.
    row : int
        Of the area among those of its level.
    value, reference : float
        In the indicator's unit, reference being the group's median.
    goodness : float
        Percentile turned so that 100 is the best.
    better_than : int
        How many of the group are worse.
    of : int
        How many of the group have a value.
    """

    column: Column
    row: int
    value: float
    reference: float
    goodness: float
    better_than: int
    of: int

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.column.indicator


@dataclass(frozen=True)
class Scale:
    """The values of a group that an area is judged by.

    Attributes
    ----------
    column : Column
        The indicator's values at all areas.
    sign : float
        -1 where less is better, so that values times it are the better the greater.
    ordered : sequence of float
        Values of the group times `sign`, ascending.
    median : float
        Of `ordered`.
    """

    column: Column = field(metadata=KEPT_ELSEWHERE)
    sign: float
    ordered: Sequence[float]
    median: float


def placed_of(held: list[Standing]) -> list[Standing]:
    """The standings of an area, one of each of FAMILIES.

    Parameters
    ----------
    held : list of Standing
        All of the area.

    Returns
    -------
    list of Standing
        Without those that say the same as one before.
    """
    placed = {one.indicator.id: one for one in held}
    repeated = {name for family in FAMILIES for name in [name for name in family if name in placed][1:]}
    return [one for name, one in placed.items() if name not in repeated]


def standings(atlas: Atlas, areas: Areas, row: int) -> list[Standing]:
    """Every indicator that has a direction and in which an area has a place of its own.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    areas : Areas
        All areas of the level.
    row : int
        The area's row in them.

    Returns
    -------
    list of Standing
        Without values that are lent, missing or more than ten years old, without GIVEN, and without what work abroad
        distorts (border_workers.py).
    """
    affected = AFFECTED if work_abroad(atlas, areas.year, areas.level)[row] else ()
    held = []
    for scale in _scales(atlas, areas, group_of(atlas, areas, areas.keys[row])):
        name, value = scale.column.indicator.id, float(scale.column.values[row])
        own = areas.inhabited[row] and atlas.own(name, areas.year, areas.level)[row]
        fresh = areas.year - newest_year(scale.column.vintage[row]) <= OLDEST
        if own and fresh and name not in affected and not isnan(value):
            held.append(standing_of(scale, row, value))
    return held


def standing_of(scale: Scale, row: int, value: float) -> Standing:
    """Where a value stands on a scale.

    Parameters
    ----------
    scale : Scale
        The group's values.
    row : int
        Of the area.
    value : float
        In the indicator's unit.

    Returns
    -------
    Standing
        `goodness` is the percentile (typologies/standard.py) among values times the sign.
    """
    goodness, lower = percentile_of_sorted(scale.ordered, scale.sign * value)
    return Standing(scale.column, row, value, scale.sign * scale.median, goodness, lower, len(scale.ordered))


def _scales(atlas: Atlas, areas: Areas, group: Group) -> list[Scale]:
    """What the areas of a group are judged by, made once for all of them; none where too few have a value."""

    def make() -> list[Scale]:
        names = [name for name, found in atlas.indicators.items() if found.better and name not in GIVEN]
        scales = [scale_of(atlas, areas, group, atlas.column(name, areas.year, areas.level)) for name in names]
        return [scale for scale in scales if len(scale.ordered) >= FEWEST]

    return atlas.once(("scales", areas.year, areas.level, group.type, group.lage), make)


def scale_of(atlas: Atlas, areas: Areas, group: Group, column: Column) -> Scale:
    """The values that areas of the group have of their own, none of a larger area's.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    areas : Areas
        All areas of the level.
    group : Group
        The areas that are compared.
    column : Column
        The indicator's values at all areas.

    Returns
    -------
    Scale
        Without areas in which nobody lives.
    """
    own = group.mask & areas.inhabited & atlas.own(column.indicator.id, areas.year, areas.level)
    sign = 1.0 if column.indicator.better == "higher" else -1.0
    values = column.values[own]
    ordered = ascending(sign * values)
    return Scale(column, sign, ordered, median_of_sorted(ordered))
