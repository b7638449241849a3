"""Abb. 14 to 16 and 19, Karten 8 and 9: centres, services, ways, and towns that are alike."""

from typing import Final

import altair as alt
import polars as pl

from kleinstadt.indicators.catalogue import indicator as declared
from kleinstadt.report.drawing import maps, pen
from kleinstadt.report.drawing.bars import Canvas
from kleinstadt.report.drawing.class_bars import Shade, class_bars
from kleinstadt.report.drawing.dot_rows import DotRows, Series
from kleinstadt.report.drawing.range_plot import FAR_WAYS, ranges
from kleinstadt.report.drawing.scatter import HEIGHT, clouds
from kleinstadt.report.drawing.studio import Studio
from kleinstadt.report.drawing.style import LAGE_LINE_COLOURS, WIDTH, styled, type_label
from kleinstadt.report.tables import minutes, services
from kleinstadt.words import labels
from kleinstadt.words.language import pick
from kleinstadt.words.numbers import number

_SHADES: Final = ("#c3dfe0", "#7fb4c6", "#35789b")
_OWN: Final = "#a93a20"

CENTRES: Final = {
    labels.CENTRES[minutes.MIDDLE][0]: (
        Shade("eigen_pct", ("ist selbst Mittelzentrum", "is a Mittelzentrum itself"), _OWN),
        Shade("kurz_pct", ("unter 7,5 Min.", "under 7.5 min"), _SHADES[0]),
        Shade("mittel_pct", ("7,5 bis unter 15", "7.5 to under 15"), _SHADES[1]),
        Shade("lang_pct", ("15 und mehr", "15 and more"), _SHADES[2]),
    ),
    labels.CENTRES[minutes.UPPER][0]: (
        Shade("kurz_pct", ("unter 15 Min.", "under 15 min"), _SHADES[0]),
        Shade("mittel_pct", ("15 bis unter 30", "15 to under 30"), _SHADES[1]),
        Shade("lang_pct", ("30 und mehr", "30 and more"), _SHADES[2]),
    ),
}
FUNCTIONS: Final = (  # code of the official list, colour, words; the highest last
    ("0", "#e8d9c5", ("keine Funktion", "no function")),
    ("3", "#eb9d74", ("Grundzentrum", "Grundzentrum")),
    ("2", "#a93a20", ("Mittelzentrum", "Mittelzentrum")),
    ("1", "#471948", ("Oberzentrum", "Oberzentrum")),
)
GROUP_COLOURS: Final = ("#1f5f6b", "#d9822b", "#7f5a9c", "#7fb3b5", "#8c2d19")
TOP: Final = 8.0
PANELS: Final = {
    "central": ("Zentrale Lage", "Central location"),
    "peripheral": ("Periphere Lage", "Peripheral location"),
}
LOWEST: Final = (
    "Kleinster der vier Anteile: so viele Menschen erreichen höchstens alle vier",
    "Lowest of the four shares: at most so many people reach all four",
)


def ways_to_centres(studio: Studio) -> alt.LayerChart:
    """Abb. 14: small towns by minutes to the next Mittelzentrum and Oberzentrum.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    frame = studio.table("abb14")
    return class_bars(frame, CENTRES, dict(labels.CENTRES.values()), studio.lang)


def far_ways(studio: Studio) -> alt.LayerChart:
    """Abb. 19: spread of the minutes to motorway, station and airport.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    return ranges(studio.table("abb19"), FAR_WAYS, studio.lang)


def against_germany(studio: Studio) -> alt.LayerChart:
    """Abb. 15: services of small towns by Lage against the mean of all.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    found = studio.table("abb15")
    names = [declared(name).label(studio.lang) for name in found["indikator"]]
    frame = found.with_columns(zeile=pl.Series(names, dtype=pl.String), block=pl.lit(1), fett=pl.lit(value=False))
    series = [Series(key, words, LAGE_LINE_COLOURS[key]) for key, words in labels.LAGEN.items()]
    unit = ("% über oder unter dem Bundesmittel", "% above or below the mean of Germany")
    return DotRows(series, unit, 0, 0.0, ("Deutschland", "Germany")).draw(frame, studio.lang)


def within_a_kilometre(studio: Studio) -> alt.LayerChart:
    """Abb. 16: towns as dots, their area to the right, the lowest of four shares upwards; central and peripheral.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    towns = studio.table("abb16")
    central = pl.col("lage").is_in(labels.CENTRAL)
    share = pl.col("at_most_pct")
    placed = towns.with_columns(
        central=pl.when(central).then(share), peripheral=pl.when(~central).then(share), known=pl.lit(value=True)
    )
    canvas = Canvas()
    layers = clouds(canvas, placed, TOP, studio.lang, PANELS, LOWEST)
    means = services.reached(studio.edition, studio.year)
    height = HEIGHT + TOP + _reached(canvas, means, HEIGHT + TOP + 8, studio)
    says = f"{towns.height}: {number(float(towns['at_most_pct'].median() or 0), 0, studio.lang)} %"  # type: ignore[arg-type]
    return styled(pen.page([*layers, *canvas.layers()], WIDTH, height), studio.lang, says)


def _reached(canvas: Canvas, means: pl.DataFrame, top: float, studio: Studio) -> float:
    """The share of people of each type within 1 km of each service, as a small table; returns its height."""
    step = (WIDTH - 170) / len(services.WITHIN_1KM)
    title = pick(("Menschen binnen 1 km Luftlinie in %", "People within 1 km in a straight line, %"), studio.lang)
    canvas.say(title, 0, top, weight=600)
    for place, words in enumerate(services.WITHIN_1KM.values()):
        canvas.say(pick(words, studio.lang), 170 + (place + 1) * step, top + 18, align="right")
    for line, row in enumerate(means.iter_rows(named=True)):
        y = top + 36 + 16 * line
        canvas.say(type_label(row["typ"], studio.lang), 0, y)
        for place, name in enumerate(services.WITHIN_1KM):
            canvas.say(number(row[name], 0, studio.lang), 170 + (place + 1) * step, y, align="right")
    return 8 + 36 + 16 * means.height


def central_places(studio: Studio) -> alt.LayerChart:
    """Karte 8: small towns by the highest official function of their members.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    classes = studio.classes("central_place").select(ags="area_id", code="group_id")
    ranks = {code: rank for rank, (code, _, _) in enumerate(FUNCTIONS)}
    members = studio.edition.members(studio.year).join(classes, on="ags", how="left")
    highest = members.group_by("verband").agg(rank=pl.col("code").replace_strict(ranks, default=None).max())
    codes = [code for code, _, _ in FUNCTIONS]
    named = highest.with_columns(function=pl.col("rank").replace_strict(dict(enumerate(codes)), default=None))
    borders = studio.borders.join(named.select("verband", "function").to_pandas().set_index("verband"))
    categories = [(code, colour, pick(words, studio.lang)) for code, colour, words in FUNCTIONS]
    title = (pick(("Zentralörtliche Funktion", "Central-place function"), studio.lang),)
    subtitle = (pick(("der Kleinstädte (oder Teil)", "of small towns (or part)"), studio.lang),)
    return maps.category_map(
        borders, studio.laender, "function", categories, studio.lang, title=title, subtitle=subtitle
    )


def groups_of_towns(studio: Studio) -> alt.LayerChart:
    """Karte 9: groups of small towns, what is typical of each said below the map.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    towns = studio.town_groups.towns.to_pandas().set_index("verband")
    borders = studio.borders.join(towns)
    word = pick(("Gruppe", "Group"), studio.lang)
    categories = [(place, colour, f"{word} {place + 1}") for place, colour in enumerate(GROUP_COLOURS)]
    title = (pick(("Gruppen von Kleinstädten", "Groups of small towns"), studio.lang),)
    return maps.category_map(borders, studio.laender, "group", categories[::-1], studio.lang, title=title)
