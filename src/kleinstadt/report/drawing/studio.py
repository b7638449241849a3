"""What the pictures of one report share: the edition, the year, the language, the borders."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from kleinstadt.edition.territories import OLDEST_BORDERS
from kleinstadt.report.contents.phrases import REFORM_LAND
from kleinstadt.report.drawing import maps
from kleinstadt.report.drawing.classes import Classes
from kleinstadt.report.tables import broadband, jobs, town_groups
from kleinstadt.report.tables.catalogue import unrounded
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

if TYPE_CHECKING:
    import geopandas as gpd

    from kleinstadt.edition.edition import Edition

MAP_TOLERANCE_M: Final = 700.0  # unseen at the size of a page, and halves the file


@dataclass
class Studio:
    """What the pictures of one report share: the edition, the year, the language, the borders.

    Attributes
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.
    lang : {"de", "en"}
        Language.
    reform_land : str
        Key of the Land whose reforms Abb. 4 shows, two digits.
    """

    edition: "Edition"
    year: int
    lang: Lang
    reform_land: str = REFORM_LAND

    @cached_property
    def periods(self) -> dict[str, str]:
        """Which period is meant where not the nearest: the broadband atlas."""
        period = broadband.atlas_period(self.edition, self.year)
        return {"broadband_all_50_pct": period, "broadband_all_1000_pct": period}

    @cached_property
    def has_borders(self) -> bool:
        """Whether borders of this year are known."""
        return self.year >= OLDEST_BORDERS and not self.edition.store.scan("base_polygons").head(1).collect().is_empty()

    def said(self) -> dict[str, str]:
        """What the words of Karte 9 need, which is known when its groups are.

        Returns
        -------
        dict of str to str
            town_groups, silhouette, stability, n_indicators; a dash for each where borders are not known.
        """
        if not self.has_borders:
            return dict.fromkeys(("town_groups", "silhouette", "stability", "n_indicators"), "–")
        found = self.town_groups
        word = pick(("Gruppe", "Group"), self.lang)
        features = town_groups.words_of(found, self.lang)
        return {
            "town_groups": "; ".join(f"{word} {place}: {said}" for place, said in enumerate(features, start=1)),
            "silhouette": number(found.silhouette, 2, self.lang),
            "stability": number(found.stability, 2, self.lang),
            "n_indicators": str(len(found.indicators)),
        }

    def has_scheme(self, scheme: str) -> bool:
        """Whether the edition has classes of this scheme of about the year.

        Parameters
        ----------
        scheme : str
            "central_place", "einzugsbereich".

        Returns
        -------
        bool
            Classes of a day more than MOST_YEARS_OFF years away do not count.
        """
        first, last = (pl.date(self.year + off, 12, 31) for off in (-jobs.MOST_YEARS_OFF, jobs.MOST_YEARS_OFF))
        wanted = (pl.col("scheme") == scheme) & pl.col("territory").is_between(first, last)
        return not self.edition.store.scan("groups").filter(wanted).head(1).collect().is_empty()

    def classes(self, scheme: str) -> pl.DataFrame:
        """The classes of a scheme, of the day nearest to the year.

        Parameters
        ----------
        scheme : str
            One that the edition has.

        Returns
        -------
        pl.DataFrame
            The table `groups`, its rows of municipalities: area_id, group_id, group_name and others.
        """
        groups = self.edition.store.scan("groups").filter(pl.col("scheme") == scheme).collect()
        day = min(groups["territory"].unique(), key=lambda then: abs(then.year - self.year))
        return groups.filter(pl.col("territory") == day, pl.col("level") == "gemeinde")

    def table(self, table_id: str) -> pl.DataFrame:
        """The unrounded numbers of a table that a picture shows, too.

        Parameters
        ----------
        table_id : str
            Id of the table.

        Returns
        -------
        pl.DataFrame
            As `tables.catalogue.unrounded` gives it.

        Raises
        ------
        UnknownNameError
            For a table or year that is not there.
        """
        return unrounded(self.edition, table_id, self.year)

    @cached_property
    def town_groups(self) -> town_groups.TownGroups:
        """The groups of Karte 9, which its picture and its words both need."""
        return town_groups.map_9(self.edition, self.year)

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
        """The borders with a column `value`.

        Parameters
        ----------
        indicator : str
            Id of the indicator.
        period : str, optional
            Exactly this period instead of the vintage nearest to the year.

        Returns
        -------
        gpd.GeoDataFrame
            As `borders`; NaN where there is no value.
        """
        values = self.edition.indicator(indicator, self.year, "verband", period=period)
        return self.borders.join(values.select("verband", "value").to_pandas().set_index("verband"))


@dataclass(frozen=True)
class Theme:
    """A map of one indicator.

    Attributes
    ----------
    indicator : str
        Id of the indicator.
    classes : Classes
        Limits in its unit, and colours.
    title, unit : tuple of (str, str)
        The words over the legend in German and English, "|" between lines.
    """

    indicator: str
    classes: Classes
    title: tuple[str, str]
    unit: tuple[str, str]

    def draw(self, studio: Studio) -> Any:  # noqa: ANN401
        """The map of a studio's year and language.

        Parameters
        ----------
        studio : Studio
            Edition, year, language and borders of the report.

        Returns
        -------
        alt.LayerChart
            As wide as the report's page, with words for screen readers.
        """
        values = studio.with_values(self.indicator, studio.periods.get(self.indicator))
        title, unit = (pick(pair, studio.lang).split("|") for pair in (self.title, self.unit))
        return maps.choropleth(values, studio.laender, "value", self.classes, studio.lang, title=title, subtitle=unit)
