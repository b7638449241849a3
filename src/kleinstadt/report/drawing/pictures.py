"""The report's pictures, each made from the edition: what goes into figures.py and maps.py."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from kleinstadt.edition.edition import OLDEST_BORDERS
from kleinstadt.report.contents.phrases import REFORM_LAND
from kleinstadt.report.drawing import figures, maps
from kleinstadt.report.drawing.classes import Classes
from kleinstadt.report.drawing.schemes import learning, participation, town_finance
from kleinstadt.report.drawing.style import BRICK, PLUM, TEAL
from kleinstadt.report.tables import computed, spreads
from kleinstadt.words.language import Lang, pick

if TYPE_CHECKING:
    import altair as alt
    import geopandas as gpd

    from kleinstadt.edition.edition import Edition

MAP_TOLERANCE_M: Final = 700.0  # unseen at the size of a page, and halves the file


@dataclass
class Studio:
    """What the pictures of one report share: the edition, the year, the language, the borders."""

    edition: "Edition"
    year: int
    lang: Lang
    reform_land: str = REFORM_LAND

    @cached_property
    def periods(self) -> dict[str, str]:
        """Which period is meant where not the nearest: the broadband atlas."""
        period = computed.atlas_period(self.edition, self.year)
        return {"broadband_all_50_pct": period, "broadband_all_1000_pct": period}

    @property
    def has_borders(self) -> bool:
        """Whether borders of this year are known."""
        return self.year >= OLDEST_BORDERS and not self.edition.store.scan("base_polygons").head(1).collect().is_empty()

    @cached_property
    def units(self) -> pl.DataFrame:
        """All Verbände of the year."""
        return self.edition.areas(self.year, "verband")

    @cached_property
    def borders(self) -> "gpd.GeoDataFrame":
        """Borders of the Verbände, with type and Lage, indexed by key."""
        frame = self.edition.polygons(self.year, "verband", tolerance_m=MAP_TOLERANCE_M)
        columns = [name for name in ("type", "lage") if name in self.units.columns]
        described = self.units.select("verband", *(pl.col(name).cast(pl.String) for name in columns))
        return frame.join(described.to_pandas().set_index("verband"))

    @cached_property
    def laender(self) -> "gpd.GeoDataFrame":
        """Borders of the Länder."""
        return self.edition.polygons(self.year, "land", tolerance_m=MAP_TOLERANCE_M)

    def with_values(self, indicator: str, period: str | None = None) -> "gpd.GeoDataFrame":
        """The borders with a column `value`."""
        values = self.edition.indicator(indicator, self.year, "verband", period=period)
        return self.borders.join(values.select("verband", "value").to_pandas().set_index("verband"))


def _type_map(studio: Studio) -> Any:  # noqa: ANN401 - Altair's chart types have no common public base
    return maps.type_map(studio.borders, studio.laender, studio.lang)


def _lage_map(studio: Studio) -> Any:  # noqa: ANN401
    return maps.lage_map(studio.borders, studio.laender, studio.lang)


@dataclass(frozen=True)
class Theme:
    """A map of one indicator: its classes, and the words over its legend, "|" between lines."""

    indicator: str
    classes: Classes
    title: tuple[str, str]
    unit: tuple[str, str]

    def draw(self, studio: Studio) -> Any:  # noqa: ANN401
        """The map of a studio's year and language."""
        values = studio.with_values(self.indicator, studio.periods.get(self.indicator))
        title, unit = (pick(pair, studio.lang).split("|") for pair in (self.title, self.unit))
        return maps.choropleth(values, studio.laender, "value", self.classes, studio.lang, title=title, subtitle=unit)


# Class breaks are stated here, so that maps of different years can be compared.
SETTLEMENT_DENSITY: Final = Theme(
    "settlement_density",
    Classes((750.0, 1000.0, 1500.0, 2000.0), BRICK),
    ("Siedlungsdichte", "Settlement density"),
    ("Einwohner je km² Siedlungs-|und Verkehrsfläche", "residents per km² of|settlement and traffic area"),
)
MULTI_FAMILY: Final = Theme(
    "buildings_3plus_share",
    Classes((5.0, 10.0, 15.0, 20.0), PLUM),
    ("Mehrfamilienhäuser", "Multi-family houses"),
    ("Gebäude mit 3 und mehr|Wohnungen in %", "buildings with 3 and more|dwellings in %"),
)
BROADBAND: Final = Theme(
    "broadband_all_50_pct",
    Classes((50.0, 70.0, 85.0, 95.0), TEAL),
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
    return figures.reform_sizes(computed.reform_sizes(studio.edition, studio.year, studio.reform_land), studio.lang)


PICTURES: Final[dict[str, Callable[[Studio], "alt.TopLevelMixin"]]] = {
    "karte1": _type_map,
    "karte1lage": _lage_map,
    "abb1": lambda studio: figures.type_shares(computed.figure_1(studio.edition, studio.year), studio.lang),
    "abb2": lambda studio: figures.lage_shares(computed.figure_2(studio.edition, studio.year), studio.lang),
    "karte2": SETTLEMENT_DENSITY.draw,
    "abb3": _extremes,
    "abb4": _reform,
    "karte3": MULTI_FAMILY.draw,
    "abb6": lambda studio: figures.population_index(computed.figure_6(studio.edition, studio.year), studio.lang),
    "karte10": BROADBAND.draw,
    "abb9": lambda studio: figures.commuters(spreads.figure_9(studio.edition, studio.year), studio.lang),
    "abb14": lambda studio: figures.minutes(spreads.figure_14(studio.edition, studio.year), studio.lang),
    "abb21": lambda studio: figures.tax_rates(spreads.figure_21(studio.edition, studio.year), studio.lang),
    "abb20": lambda studio: town_finance.town_finance(studio.lang),
    "abb23": lambda studio: participation.planning_paradox(studio.lang),
    "abb24": lambda studio: participation.intensities(studio.lang),
    "abb25": lambda studio: learning.countercurrent(studio.lang),
    "abb26": lambda studio: participation.pyramid(studio.lang),
    "abb27": lambda studio: learning.academy(studio.lang),
    "abb28": lambda studio: learning.research(studio.lang),
}

NEED_BORDERS: Final = ("karte1", "karte1lage", "karte2", "karte3", "karte10", "abb3")

NEED_LAGE: Final = ("abb2", "karte1lage")

NEED_INDICATOR: Final = {
    "karte2": "settlement_density",
    "abb3": "settlement_density",
    "karte3": "buildings_3plus_share",
    "abb9": "commuter_balance_per_100",
    "abb14": "minutes_to_mittelzentrum",
    "tab4": "broadband_all_50_pct",
    "karte10": "broadband_all_50_pct",
    "abb21": "grundsteuer_b_rate_pct",
}


def possible(studio: Studio, item_id: str) -> bool:
    """Whether a picture can be drawn (or a table has any number) for this year, of what the edition has."""
    lage = "lage" in studio.units.columns and studio.units["lage"].is_not_null().any()
    there = NEED_INDICATOR.get(item_id, "population") in studio.edition.indicators
    reformed = item_id != "abb4" or studio.reform_land in studio.units["land"]
    borders = item_id not in NEED_BORDERS or studio.has_borders
    return there and reformed and borders and (item_id not in NEED_LAGE or lage)
