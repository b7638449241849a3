"""Where an area stands: its figures beside its own group, its Land and Germany."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.beside import Quartiles, beside, land_beside, land_of, own_figures, percentiles_of
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import Group, group_of
from kleinstadt.compare.values import Origin
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.aggregation import NO_VALUE, GroupValue
from kleinstadt.indicators.model import Indicator
from kleinstadt.indicators.units import THEMES
from kleinstadt.words import dates
from kleinstadt.words.categories import status
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.words.numbers import number

COMPUTED: Final = {  # type, Lage
    (True, True): Text("Typ und Lage sind berechnet, nicht amtlich.", "Type and location are computed, not official."),
    (True, False): Text("Der Typ ist berechnet, nicht amtlich.", "The type is computed, not official."),
    (False, True): Text("Die Lage ist berechnet, nicht amtlich.", "The location is computed, not official."),
}
PLACES_KEPT: Final = 20_000  # sentences of a place in a group: 100 bytes each
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
        return _place_said(self.lower, self.of, lang)


@lru_cache(PLACES_KEPT)
def _place_said(lower: int, of: int, lang: Lang) -> str:
    below, those = number(lower, 0, lang), number(of, 0, lang)
    if lower == 0:
        return pick((f"keiner von {those} liegt niedriger", f"none of {those} is lower"), lang)
    return pick((f"höher als {below} von {those}", f"higher than {below} of {those}"), lang)


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

    @property
    def told_status(self) -> str:
        """The status, but for a part that is as good as all, of which tables tell nothing either."""
        as_all = self.status == "partial" and self.own.people_pct is not None and not self.own.covered("en")
        return "measured" if as_all else self.status

    def of_when(self, lang: Lang) -> str:
        """The time it is of, and what it is where it is not measured: "Ende 2023", "2022, modelliert", "geheim"."""
        told = self.told_status
        said = [dates.period(self.vintage or "", lang), "" if told == "measured" else status(told, lang)]
        return ", ".join(filter(None, said))

    @property
    def prints_above_median(self) -> bool:
        """Whether a reader sees more than the group's median, with the digits that are printed."""
        digits = self.indicator.decimals
        if self.value is None or self.place is None:
            return False
        return round(self.value, digits) > round(self.place.quartiles[1], digits)


def without_numbers(figure: Figure) -> Figure:
    """What figures of many areas have in common: indicator, status, period and sources.

    Parameters
    ----------
    figure : Figure
        Of an area.

    Returns
    -------
    Figure
        With a value of 0 where it has any, and neither groups nor a place.
    """
    own = GroupValue(None if figure.value is None else 0.0, figure.status, None, None)
    return Figure(figure.indicator, own, figure.vintage, NO_VALUE, NO_VALUE, NO_VALUE, None, figure.origins)


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
    area, row = areas.record(key), areas.row[key]
    group = group_of(atlas, areas, key)
    figures = _figures(atlas, areas, row, group)
    themes = {
        theme: [found for found in figures if found.indicator.theme == theme]
        for theme in dict.fromkeys([*THEMES, *(found.indicator.theme for found in figures)])
    }
    by_name = {found.indicator.id: found for found in figures}
    first = [by_name[name] for name in KEY_FIGURES if name in by_name]
    return Profile(area, year, level, group, first, {k: v for k, v in themes.items() if v})


def _figures(atlas: Atlas, areas: Areas, row: int, group: Group) -> list[Figure]:
    held, land_key = beside(atlas, areas, group), land_of(areas, row)
    land, own = land_beside(atlas, areas, land_key), own_figures(atlas, areas, row, held)
    who = ("land places", areas.year, areas.level, group.type, group.lage, land_key)
    land_percentiles = atlas.once(who, lambda: percentiles_of(held.ordered, land))
    values = map(GroupValue, own.value, own.status, own.people_pct, own.area_pct)
    percentiles = zip(land_percentiles, held.bund_percentiles, strict=True)
    of = map(len, held.ordered)
    places = map(_place, own.percentile, own.lower, of, held.quartiles, percentiles)
    return list(map(Figure, held.indicators, values, own.vintage, held.group, land, held.bund, places, held.origins))


def _place(
    percentile: float | None, lower: int, of: int, quartiles: Quartiles, others: tuple[float | None, float | None]
) -> Place | None:
    """Place of a value in its group; None without a value, or alone."""
    return None if percentile is None else Place(percentile, lower, of, quartiles, *others)
