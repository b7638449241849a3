"""Where an area stands: its figures beside its own group, its Land and Germany."""

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.group_values import BUND, group_values_at, label_of, land_label
from kleinstadt.compare.groups import FEWEST as FEWEST_OF_A_GROUP
from kleinstadt.compare.groups import Group, group_of
from kleinstadt.compare.values import Column, Origin
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.aggregation import NO_VALUE, GroupValue
from kleinstadt.indicators.model import Indicator
from kleinstadt.indicators.units import THEMES
from kleinstadt.memory import KEPT_ELSEWHERE
from kleinstadt.territory.coding import Floats
from kleinstadt.typologies.standard import percentile_of_sorted, quantile_of_sorted
from kleinstadt.words import dates
from kleinstadt.words.categories import status
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.words.numbers import number

COMPUTED: Final = {  # type, Lage
    (True, True): Text("Typ und Lage sind berechnet, nicht amtlich.", "Type and location are computed, not official."),
    (True, False): Text("Der Typ ist berechnet, nicht amtlich.", "The type is computed, not official."),
    (False, True): Text("Die Lage ist berechnet, nicht amtlich.", "The location is computed, not official."),
}
KEY_FIGURES: Final = (
    "population",
    "population_change_10y_pct",
    "census_aged_67_pct",
    "residents_per_job",
    "unemployed_share",
    "census_vacancy_pct",
    "buildings_3plus_share",
    "broadband_all_1000_pct",
    "income_tax_eur_per_head",
    "gewerbesteuer_rate_pct",
)
QUARTILES: Final = (0.25, 0.5, 0.75)
FEWEST: Final = 2  # a value has no place in a group of its own


class Place(NamedTuple):
    """Place of a value among those of a group.

    Attributes
    ----------
    percentile : float
        0 to 100, the middle of those who share the value: 100 (lower + not higher) / 2 / of.
    lower : int
        How many of the group have a lower value.
    of : int
        How many have a value at all.
    quartiles : tuple of float
        The group's first quartile, median and third quartile, in the indicator's unit.
    land, bund : float or None
        Percentile at which the values of Land and Germany would stand; None where they have none.
    """

    percentile: float
    lower: int
    of: int
    quartiles: tuple[float, float, float]
    land: float | None
    bund: float | None

    def said(self, lang: Lang) -> str:
        """How many of the group a value exceeds: "höher als 301 von 368", or that none is lower."""
        lower, of = number(self.lower, 0, lang), number(self.of, 0, lang)
        if self.lower == 0:
            return pick((f"keiner von {of} liegt niedriger", f"none of {of} is lower"), lang)
        return pick((f"höher als {lower} von {of}", f"higher than {lower} of {of}"), lang)


@dataclass(frozen=True)
class Beside:
    """What a figure is held against, the same for all areas of a group in a Land.

    Attributes
    ----------
    column : Column
        The indicator's values at all areas.
    group, land, bund : GroupValue
        Values by the indicator's own rule.
    ordered : array of float
        The values that areas of the group have of their own, ascending; the same for all Länder.
    quartiles : tuple of float
        First quartile, median and third quartile of `ordered`.
    land_percentile, bund_percentile : float or None
        Where Land and Germany would stand, 0 to 100.
    origins : tuple of Origin
        Sources of the values.
    """

    column: Column = field(metadata=KEPT_ELSEWHERE)
    group: GroupValue
    land: GroupValue
    bund: GroupValue
    ordered: Floats = field(metadata=KEPT_ELSEWHERE)
    quartiles: tuple[float, float, float]
    land_percentile: float | None
    bund_percentile: float | None
    origins: tuple[Origin, ...]


class Figure(NamedTuple):
    """One number of an area with all that is needed to judge it.

    Attributes
    ----------
    indicator : Indicator
        What is measured, and its unit.
    own : GroupValue
        The area's value, status and coverage.
    vintage : str or None
        Period of the value.
    group, land, bund : GroupValue
        Values of its group, its Land and Germany, by the indicator's own rule.
    place : Place or None
        Where it stands in its group; None without a value, or alone.
    origins : tuple of Origin
        Sources of the value.
    """

    indicator: Indicator
    own: GroupValue
    vintage: str | None
    group: GroupValue
    land: GroupValue
    bund: GroupValue
    place: Place | None
    origins: tuple[Origin, ...]

    @property
    def value(self) -> float | None:
        """The area's own value, None where it is missing."""
        return self.own.value

    @property
    def status(self) -> str:
        """Whether the value is official, measured, modelled, partial, or why it is missing."""
        return self.own.status

    def of_when(self, lang: Lang) -> str:
        """The time it is of, and what it is where it is not measured: "Ende 2023", "2022, modelliert", "geheim"."""
        said = [dates.period(self.vintage or "", lang), "" if self.status == "measured" else status(self.status, lang)]
        return ", ".join(filter(None, said))

    @property
    def prints_above_median(self) -> bool:
        """Whether a reader sees more than the group's median, with the digits that are printed."""
        digits = self.indicator.decimals
        if self.value is None or self.place is None:
            return False
        return round(self.value, digits) > round(self.place.quartiles[1], digits)


@dataclass(frozen=True)
class Profile:
    """An area with all its figures by theme, the key figures first.

    Attributes
    ----------
    area : dict
        Its row of Edition.areas.
    year : int
        Year of the borders.
    level : str
        "gemeinde", "verband", "kreis", "land" or "bund".
    group : Group
        The areas it is compared with.
    key_figures : list of Figure
        Those of KEY_FIGURES that the edition has, in that order.
    themes : dict of str to list of Figure
        All figures by theme (indicators.units.THEMES).
    """

    area: dict[str, Any]
    year: int
    level: Level
    group: Group
    key_figures: list[Figure]
    themes: dict[str, list[Figure]]

    def class_basis(self, lang: Lang) -> str:
        """Which of type and Lage are computed here; empty where both are the BBSR's own, or there are none."""
        own = "own_type_basis" if self.level == "gemeinde" else "type_basis"
        computed = (self.area.get(own) == "computed", self.area.get("lage_basis") == "modelled")
        return pick(COMPUTED[computed], lang) if any(computed) else ""


def profile(atlas: Atlas, level: Level, key: str, year: int) -> Profile:
    """All figures of an area beside its group, its Land and Germany.

    Values of group, Land and Germany are by the indicator's own rule; percentile and quartiles are of the areas'
    values.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition (OpenedEdition.atlas).
    level : {"gemeinde", "verband", "kreis", "land", "bund"}
        Level of the area.
    key : str
        Its key.
    year : int
        Year of the borders.

    Returns
    -------
    Profile
        Figures by theme, the key figures first.

    Raises
    ------
    UnknownNameError
        If the year has no such area.

    Examples
    --------
    >>> found = profile(ed.atlas, "verband", "120610112", 2019)
    >>> found.group.type, found.key_figures[0].value
    ('kleine_kleinstadt', 6420.0)
    """
    areas = atlas.areas(year, level)
    area = areas.record(key)
    group = group_of(atlas, areas, key)
    figures = [_figure(held, areas.row[key]) for held in _besides(atlas, areas, key, group)]
    themes = {
        theme: [found for found in figures if found.indicator.theme == theme]
        for theme in dict.fromkeys([*THEMES, *(found.indicator.theme for found in figures)])
    }
    by_name = {found.indicator.id: found for found in figures}
    first = [by_name[name] for name in KEY_FIGURES if name in by_name]
    return Profile(area, year, level, group, first, {k: v for k, v in themes.items() if v})


def _besides(atlas: Atlas, areas: Areas, key: str, group: Group) -> list[Beside]:
    """What all figures of an area are held against: made once for all areas of its group in its Land."""
    land = str(areas.codes["land"][areas.row[key]])
    who = ("besides", areas.year, areas.level, group.type, group.lage, land)
    return atlas.once(who, lambda: _made(atlas, areas, land, group))


def _made(atlas: Atlas, areas: Areas, land: str, group: Group) -> list[Beside]:
    of_groups = [group_values_at(atlas, areas, label) for label in (label_of(group), land_label(land), BUND)]
    return [
        _beside(atlas, name, areas, group, *(values.get(name, NO_VALUE) for values in of_groups))
        for name in atlas.indicators
    ]


def _beside(
    atlas: Atlas, name: str, areas: Areas, group: Group, of_group: GroupValue, land: GroupValue, bund: GroupValue
) -> Beside:
    column = atlas.column(name, areas.year, areas.level)
    who = ("spread", name, areas.year, areas.level, group.type, group.lage)
    ordered, quartiles = atlas.once(who, lambda: _spread(column, heard(atlas, name, areas, group)))
    percentiles = (_percentile(ordered, land.value), _percentile(ordered, bund.value))
    return Beside(column, of_group, land, bund, ordered, quartiles, *percentiles, atlas.origins(name, areas.year))


def _figure(held: Beside, row: int) -> Figure:
    column = held.column
    own, vintage = column.own(row), column.vintage[row]
    place = _place(held, own.value)
    return Figure(column.indicator, own, vintage, held.group, held.land, held.bund, place, held.origins)


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


def _spread(column: Column, mask: NDArray[np.bool_]) -> tuple[Floats, tuple[float, float, float]]:
    """A group's values in ascending order, and their quartiles."""
    values = column.values[mask]
    ordered = np.sort(values[~np.isnan(values)])
    low, middle, high = (quantile_of_sorted(ordered, share) for share in QUARTILES)
    return ordered, (low, middle, high)


def _place(held: Beside, value: float | None) -> Place | None:
    """Place of a value in its group; None without a value, or alone."""
    of = len(held.ordered)
    if value is None or of < FEWEST:
        return None
    percentile, lower = percentile_of_sorted(held.ordered, value)
    return Place(percentile, lower, of, held.quartiles, held.land_percentile, held.bund_percentile)


def _percentile(ordered: Floats, value: float | None) -> float | None:
    return None if value is None or not len(ordered) else percentile_of_sorted(ordered, value)[0]
