"""Abb. 5 and 7: houses and ages; Karte 4: cohorts; Abb. 11 and 12, Karte 6: knowledge-intensive work by Kreis."""

from typing import Final

import altair as alt
import polars as pl

from kleinstadt.report.drawing import maps
from kleinstadt.report.drawing.classes import Classes
from kleinstadt.report.drawing.dot_rows import DotRows, Series
from kleinstadt.report.drawing.studio import Studio
from kleinstadt.report.drawing.style import PLUM, lage_label, type_key, type_label
from kleinstadt.report.drawing.trends import Panel, trends
from kleinstadt.report.tables import knowledge, people
from kleinstadt.words import labels
from kleinstadt.words.language import pick

KREISE: Final = {  # official types of Kreis: words, colour
    "Kreisfreie Großstädte": (("Großstädte", "Cities"), "#363636"),
    "Städtische Kreise": (("Städtische Kreise", "Urban Kreise"), "#8a8a8a"),
    "Ländliche Kreise mit Verdichtungsansätzen": (("Ländliche, verdichtet", "Rural with towns"), "#b0452b"),
    "Dünn besiedelte ländliche Kreise": (("Dünn besiedelt", "Sparsely settled"), "#e08a5c"),
}
ONLY_KREISE: Final = ("Nach Kreistyp", "By type of Kreis")
COHORTS: Final = (  # from the one that lost everywhere to the one that grew everywhere
    ("neither", "#c9c4bb", ("keine von beiden", "neither")),
    ("young", "#e3b04b", ("nur 20- bis 29-Jährige", "ages 20 to 29 only")),
    ("families", "#7fa8b0", ("nur 30- bis 39-Jährige", "ages 30 to 39 only")),
    ("both", "#1f5f6b", ("beide", "both")),
)
QUOTIENT: Final = Classes((0.6, 0.8, 1.0, 1.3), PLUM, digits=1)


def houses(studio: Studio) -> alt.LayerChart:
    """Abb. 5: share of multi-family houses in the stock, by type and Lage.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    found = studio.table("abb5")
    series = [Series("bestand_pct", ("Bestand", "stock"), "#813d74")]
    return DotRows(series, ("% der Wohngebäude", "% of residential buildings"), 0).draw(
        _rows(studio, found), studio.lang
    )


def new_houses(studio: Studio) -> alt.LayerChart:
    """Abb. 5, second part: share of new dwellings in multi-family houses by type of Kreis.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    found = studio.table("abb5neubau").rename({"fertigstellungen_pct": "wert"})
    unit = ("% der fertiggestellten Wohnungen, Mittel aus vier Jahren", "% of completed dwellings, means of four years")
    return trends([Panel(ONLY_KREISE, unit, _lines(studio, found))], studio.lang)


def ages(studio: Studio) -> alt.LayerChart:
    """Abb. 7: mean age by type and Lage.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    found = studio.table("abb7")
    series = [Series("alter_jahre", ("Durchschnittsalter", "mean age"), "#1f5f6b")]
    return DotRows(series, ("Jahre", "years"), 1).draw(_rows(studio, found), studio.lang)


def knowledge_work(studio: Studio) -> alt.LayerChart:
    """Abb. 11: share of knowledge-intensive occupations over the years, by type of Kreis.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    found = studio.table("abb11").rename({"anteil_pct": "wert"})
    unit = ("% der Beschäftigten am Arbeitsort", "% of employees at the place of work")
    return trends([Panel(ONLY_KREISE, unit, _lines(studio, found), 0)], studio.lang)


def quotients(studio: Studio) -> alt.LayerChart:
    """Abb. 12: location quotients of three forms of knowledge by type of Kreis.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    found = studio.table("abb12")
    names = [pick(KREISE[kind][0], studio.lang) for kind in found["kreistyp"]]
    frame = found.with_columns(zeile=pl.Series(names, dtype=pl.String), block=pl.lit(1), fett=pl.lit(value=False))
    series = [
        Series("analytisch", ("analytisch", "analytic"), "#1f5f6b"),
        Series("synthetisch", ("synthetisch", "synthetic"), "#8a8a8a"),
        Series("symbolisch", ("symbolisch", "symbolic"), "#b0452b"),
    ]
    rows = DotRows(series, ("Standortquotient", "location quotient"), 2, 1.0, ("Deutschland", "Germany"))
    return rows.draw(frame, studio.lang)


def knowledge_map(studio: Studio) -> alt.LayerChart:
    """Karte 6: small towns painted by the quotient of their Kreis.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    values = knowledge.map_6(studio.edition, studio.year)
    kreis = studio.units.select("verband", "kreis").join(values, on="kreis", how="left")
    borders = studio.borders.join(kreis.select("verband", "value").to_pandas().set_index("verband"))
    title = pick(("Wissensintensive|Berufe im Kreis", "Knowledge-intensive|work in the Kreis"), studio.lang).split("|")
    unit = pick(("Standortquotient|(Deutschland = 1)", "location quotient|(Germany = 1)"), studio.lang).split("|")
    return maps.choropleth(borders, studio.laender, "value", QUOTIENT, studio.lang, title=title, subtitle=unit)


def cohorts(studio: Studio) -> alt.LayerChart:
    """Karte 4: small towns by the cohorts that grew, of the Länder whose ages are known.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    found = people.map_4(studio.edition, studio.year)
    land_of = dict(studio.units.select("verband", "land").iter_rows())
    known = set(found["land"])
    shown = studio.borders[studio.borders.index.map(land_of).isin(known)]
    borders = shown.join(found.select("verband", "klasse").to_pandas().set_index("verband"))
    laender = studio.laender[studio.laender.index.isin(known)]
    categories = [(code, colour, pick(words, studio.lang)) for code, colour, words in COHORTS]
    title = pick(("Kohorten, die in zehn|Jahren wuchsen", "Cohorts that grew|in ten years"), studio.lang).split("|")
    return maps.category_map(borders, laender, "klasse", categories, studio.lang, title=title)


def _rows(studio: Studio, found: pl.DataFrame) -> pl.DataFrame:
    """Rows of types and Lagen as `DotRows` takes them."""
    lang = studio.lang
    pairs = list(found.select("typ", "lage").iter_rows())
    names = [type_label(typ, lang) if lage is None else lage_label(lage, lang) for typ, lage in pairs]
    bold = [type_key(typ) in labels.SMALL_TOWNS and lage is None for typ, lage in pairs]
    return found.with_columns(
        zeile=pl.Series(names, dtype=pl.String),
        block=pl.col("typ"),
        fett=pl.Series(bold),
        tief=pl.col("lage").is_not_null(),
    )


def _lines(studio: Studio, found: pl.DataFrame) -> pl.DataFrame:
    """Rows of Kreise as a panel of `trends` takes them."""
    words = {kind: pick(names, studio.lang) for kind, (names, _) in KREISE.items()}
    colours = {kind: colour for kind, (_, colour) in KREISE.items()}
    return found.with_columns(
        reihe=pl.col("kreistyp").replace_strict(words),
        farbe=pl.col("kreistyp").replace_strict(colours),
        fett=pl.lit(value=False),
    )
