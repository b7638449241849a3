"""Where an area stands: its figures beside its own group, its Land and Germany."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.indicators.model import THEMES, Indicator
from kleinstadt.observatory import Level
from kleinstadt.web.atlas import Areas, Atlas, Column, Floats, Origin

KEY_FIGURES: Final = (
    "population",
    "settlement_density",
    "mean_age_years",
    "residents_per_job",
    "unemployed_share",
    "census_vacancy_pct",
    "buildings_3plus_share",
    "broadband_all_1000_pct",
    "income_tax_eur_per_head",
    "gewerbesteuer_rate_pct",
)
QUARTILES: Final = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class Place:
    """Place of a value among those of a group.

    percentile : 0 to 100, the middle of those who share the value
    lower : how many of the group have a lower value; of : how many have a value at all
    quartiles : the group's first quartile, median, third quartile
    land, bund : percentile at which the values of Land and Germany would stand; None where they have none
    """

    percentile: float
    lower: int
    of: int
    quartiles: tuple[float, float, float]
    land: float | None
    bund: float | None


@dataclass(frozen=True)
class Figure:
    """One number of an area with all that is needed to judge it; group, land, bund by the indicator's own rule."""

    indicator: Indicator
    value: float | None
    status: str
    vintage: str | None
    group: float | None
    land: float | None
    bund: float | None
    place: Place | None
    origins: list[Origin]


@dataclass(frozen=True)
class Group:
    """The areas that an area is compared with: those of its type, and of its Lage where that is known."""

    type: str
    lage: str | None
    size: int
    mask: NDArray[np.bool_]


@dataclass(frozen=True)
class Standing:
    """An area with all its figures by theme, the key figures first.

    area : its row of Edition.areas
    absent : declared indicators for which this edition has no data
    """

    area: dict[str, Any]
    year: int
    level: Level
    group: Group
    key_figures: list[Figure]
    themes: dict[str, list[Figure]]
    absent: list[Indicator]


def group_of(atlas: Atlas, areas: Areas, area: dict[str, Any]) -> Group:
    """The group of an area: type x Lage, or the type alone where Lage is unknown."""

    def make() -> NDArray[np.bool_]:
        mask = areas.mask("type", area["type"])
        return mask & (areas.codes["lage"] == area["lage"]) if area.get("lage") else mask

    mask = atlas.once(("group mask", areas.year, areas.level, area["type"], area.get("lage")), make)
    return Group(str(area["type"]), area.get("lage"), int(mask.sum()), mask)


def standing(atlas: Atlas, level: Level, key: str, year: int) -> Standing:
    """All figures of an area; raises UnknownNameError if the year has no such area."""
    areas = atlas.areas(year, level)
    area = areas.record(key)
    group = group_of(atlas, areas, area)
    figures = {name: figure(atlas, name, areas, key, group) for name in atlas.indicators}
    themes = {
        theme: [found for found in figures.values() if found.indicator.theme == theme]
        for theme in dict.fromkeys([*THEMES, *(f.indicator.theme for f in figures.values())])
    }
    first = [figures[name] for name in KEY_FIGURES if name in figures]
    return Standing(area, year, level, group, first, {k: v for k, v in themes.items() if v}, _absent(atlas))


def _absent(atlas: Atlas) -> list[Indicator]:
    from kleinstadt.indicators.catalogue import INDICATORS

    return [found for name, found in INDICATORS.items() if name not in atlas.indicators]


def figure(atlas: Atlas, name: str, areas: Areas, key: str, group: Group) -> Figure:
    """One figure of an area, beside its group, Land and Germany."""
    column = atlas.column(name, areas.year, areas.level)
    row = areas.row[key]
    value = None if np.isnan(column.values[row]) else float(column.values[row])
    land_code = areas.codes["land"][row] if "land" in areas.codes else key
    who = (name, areas.year, areas.level)
    land = atlas.once(("land", *who, land_code), lambda: column.group_value(areas.mask("land", land_code)))
    bund = atlas.once(("bund", *who), lambda: column.group_value(areas.inhabited))
    own = ("group", *who, group.type, group.lage)
    of_group = atlas.once(own, lambda: column.group_value(group.mask))
    spread = atlas.once(("spread", *own), lambda: _spread(column, group.mask))
    place = _place(spread, value, land, bund)
    origins = atlas.origins(name, areas.year)
    return Figure(
        column.indicator, value, column.status[row], column.vintage[row], of_group, land, bund, place, origins
    )


def _spread(column: Column, mask: NDArray[np.bool_]) -> tuple[Floats, tuple[float, float, float]]:
    """A group's values in ascending order, and their quartiles."""
    values = column.values[mask]
    ordered = np.sort(values[~np.isnan(values)])
    low, middle, high = np.quantile(ordered, QUARTILES) if len(ordered) else (np.nan, np.nan, np.nan)
    return ordered, (float(low), float(middle), float(high))


def _place(
    spread: tuple[Floats, tuple[float, float, float]], value: float | None, land: float | None, bund: float | None
) -> Place | None:
    """Place of a value in its group; None without a value, or alone."""
    ordered, quartiles = spread
    if value is None or len(ordered) < 2:
        return None
    low, high = ordered.searchsorted(value), ordered.searchsorted(value, side="right")
    return Place(
        percentile=float(low + high) / 2 / len(ordered) * 100,
        lower=int(low),
        of=len(ordered),
        quartiles=quartiles,
        land=_percentile(ordered, land),
        bund=_percentile(ordered, bund),
    )


def _percentile(ordered: Floats, value: float | None) -> float | None:
    if value is None:
        return None
    low, high = ordered.searchsorted(value), ordered.searchsorted(value, side="right")
    return float(low + high) / 2 / len(ordered) * 100
