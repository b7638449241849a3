"""The report's pictures, each made from the edition: what goes into figures.py and maps.py."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from kleinstadt.report.contents.items import ITEMS
from kleinstadt.report.drawing import (
    figures,
    maps,
    pictures_of_money,
    pictures_of_people,
    pictures_of_services,
    pictures_of_work,
)
from kleinstadt.report.drawing.classes import PRINTED, Classes
from kleinstadt.report.drawing.schemes import learning, participation, town_finance
from kleinstadt.report.drawing.studio import Studio, Theme
from kleinstadt.report.drawing.style import BRICK, PLUM, TEAL
from kleinstadt.report.tables import computed, knowledge, reforms
from kleinstadt.words.language import pick

if TYPE_CHECKING:
    import altair as alt

__all__ = ["PICTURES", "Studio", "possible"]


def _type_map(studio: Studio) -> Any:  # noqa: ANN401 - Altair's chart types have no common public base
    return maps.type_map(studio.borders, studio.laender, studio.lang)


def _lage_map(studio: Studio) -> Any:  # noqa: ANN401
    return maps.lage_map(studio.borders, studio.laender, studio.lang)


# Class breaks are stated here, so that maps of different years can be compared.
SETTLEMENT_DENSITY: Final = Theme(
    "settlement_density",
    Classes(PRINTED["settlement_density"], BRICK),
    ("Siedlungsdichte", "Settlement density"),
    ("Einwohner je km² Siedlungs-|und Verkehrsfläche", "residents per km² of|settlement and traffic area"),
)
MULTI_FAMILY: Final = Theme(
    "buildings_3plus_share",
    Classes(PRINTED["buildings_3plus_share"], PLUM),
    ("Mehrfamilienhäuser", "Multi-family houses"),
    ("Gebäude mit 3 und mehr|Wohnungen in %", "buildings with 3 and more|dwellings in %"),
)
BROADBAND: Final = Theme(
    "broadband_all_50_pct",
    Classes(PRINTED["broadband_all_50_pct"], TEAL),
    ("Breitband ab 50 Mbit/s", "Broadband from 50 Mbit/s"),
    ("Anteil der Haushalte in %", "share of households in %"),
)


_ROLES: Final = {
    "area_km2 min": ("kleinste Fläche", "smallest area"),
    "area_km2 median": ("mittlere Fläche", "median area"),
    "area_km2 max": ("größte Fläche", "largest area"),
    "settlement_density min": ("niedrigste Siedlungsdichte", "lowest settlement density"),
    "settlement_density median": ("mittlere Siedlungsdichte", "median settlement density"),
    "settlement_density max": ("höchste Siedlungsdichte", "highest settlement density"),
}


def _extremes(studio: Studio) -> Any:  # noqa: ANN401
    towns = computed.extremes(studio.edition, studio.year)
    words = {role: pick(pair, studio.lang) for role, pair in _ROLES.items()}
    named = towns.with_columns(
        label=pl.col("role").replace_strict(words), name=pl.col("name").str.split(",").list.first()
    )
    shapes = studio.edition.polygons(studio.year, "verband")
    return figures.extremes(named, shapes.loc[towns["verband"].unique().to_list()], studio.lang)


def _reform(studio: Studio) -> Any:  # noqa: ANN401
    return figures.reform_sizes(reforms.reform_sizes(studio.edition, studio.year, studio.reform_land), studio.lang)


PICTURES: Final[dict[str, Callable[[Studio], "alt.TopLevelMixin"]]] = {
    "karte1": _type_map,
    "karte1lage": _lage_map,
    "abb1": lambda studio: figures.type_shares(studio.table("abb1"), studio.lang),
    "abb2": lambda studio: figures.lage_shares(computed.figure_2(studio.edition, studio.year), studio.lang),
    "karte2": SETTLEMENT_DENSITY.draw,
    "abb3": _extremes,
    "abb4": _reform,
    "karte3": MULTI_FAMILY.draw,
    "karte4": pictures_of_people.cohorts,
    "abb6": lambda studio: figures.population_index(studio.table("abb6"), studio.lang),
    "karte10": BROADBAND.draw,
    "abb21": lambda studio: figures.tax_rates(studio.table("abb21"), studio.lang),
    "abb5": pictures_of_people.houses,
    "abb5neubau": pictures_of_people.new_houses,
    "abb7": pictures_of_people.ages,
    "abb11": pictures_of_people.knowledge_work,
    "abb12": pictures_of_people.quotients,
    "karte6": pictures_of_people.knowledge_map,
    "karte5": pictures_of_work.COMMUTER_BALANCE.draw,
    "abb9": pictures_of_work.commuters,
    "abb10": pictures_of_work.flows_between_kreise,
    "abb14": pictures_of_services.ways_to_centres,
    "abb15": pictures_of_services.against_germany,
    "abb16": pictures_of_services.within_a_kilometre,
    "abb19": pictures_of_services.far_ways,
    "karte8": pictures_of_services.central_places,
    "karte9": pictures_of_services.groups_of_towns,
    "karte11": pictures_of_money.taxes,
    "abb22": pictures_of_money.tax_strength,
    "abb20": lambda studio: town_finance.town_finance(studio.lang),
    "abb23": lambda studio: participation.planning_paradox(studio.lang),
    "abb24": lambda studio: participation.intensities(studio.lang),
    "abb25": lambda studio: learning.countercurrent(studio.lang),
    "abb26": lambda studio: participation.pyramid(studio.lang),
    "abb27": lambda studio: learning.academy(studio.lang),
    "abb28": lambda studio: learning.research(studio.lang),
}

NEED_BORDERS: Final = ("abb3",)  # and every map

NEED_LAGE: Final = ("abb2", "karte1lage")

NEED_OCCUPATIONS: Final = ("abb11", "abb12", "karte6")

NEED_SCHEME: Final = {"karte8": "central_place", "abb10": "einzugsbereich"}


def possible(studio: Studio, item_id: str) -> bool:
    """Whether a picture can be drawn (or a table has any number) for this year, of what the edition has.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.
    item_id : str
        Id of a picture or table, as in ITEMS.

    Returns
    -------
    bool
        False leaves it out of the report.
    """
    lage = "lage" in studio.units.columns and studio.units["lage"].is_not_null().any()
    there = set(ITEMS[item_id].indicators) <= set(studio.edition.indicators) if item_id in ITEMS else True
    reformed = item_id != "abb4" or studio.reform_land in studio.units["land"]
    borders = studio.has_borders or not (item_id in NEED_BORDERS or item_id.startswith("karte"))
    occupations = item_id not in NEED_OCCUPATIONS or knowledge.has_occupations(studio.edition)
    scheme = item_id not in NEED_SCHEME or studio.has_scheme(NEED_SCHEME[item_id])
    return there and reformed and borders and scheme and occupations and (item_id not in NEED_LAGE or lage)
