"""Maps of Germany: the small towns carry the colour, everything else steps back.

Polygons come in metres (EPSG:25832) and go to pixels with one scale, so no projection distorts them. Every map returns
an Altair chart; `images.svg` makes a picture of it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import altair as alt
import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from kleinstadt.keys import LAENDER
from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.classes import MISSING, Classes
from kleinstadt.report.drawing.pen import Geometries
from kleinstadt.report.drawing.sheet import LegendEntry, Sheet, borders, cities, geometries, hatching, legend, scale_bar
from kleinstadt.report.drawing.style import LAGE_COLOURS, TYPE_COLOURS, WIDTH, lage_label, styled, type_label
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick

LARGER: Final = "#d6d9dd"
RURAL: Final = "#f0f1f3"
NO_DATA: Final = "#ffffff"
TOWN_LINE: Final = 0.35
UNDER_A_PART: Final = 26.0  # pixels for the scale: Germany leaves it a corner, a Land may not


def type_map(polygons: gpd.GeoDataFrame, laender: gpd.GeoDataFrame, lang: Lang) -> alt.LayerChart:
    """Karte 1: every Verband by its Stadt- und Gemeindetyp.

    Parameters
    ----------
    polygons : gpd.GeoDataFrame
        Verbände in EPSG:25832 with a column `type` (keys as in labels.TYPES; null is left white).
    laender : gpd.GeoDataFrame
        Polygons of the Länder in EPSG:25832.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    sheet = Sheet.around(laender.total_bounds)
    kinds = polygons["type"].to_numpy()
    members = {key: kinds == key for key in labels.TYPES}
    entries = [LegendEntry(TYPE_COLOURS[key], type_label(key, lang), int(own.sum())) for key, own in members.items()]
    towns = {TYPE_COLOURS[key]: sheet.place(geometries(polygons[members[key]])) for key in labels.SMALL_TOWNS}
    muted = {TYPE_COLOURS[key]: polygons[members[key]] for key in labels.TYPES if key not in labels.SMALL_TOWNS}
    title = (pick(("Stadt- und Gemeindetyp", "Type of municipality"), lang),)
    key = legend(title, (), [entries[2:4], [*entries[:2], entries[4]]], sheet, lang)
    return _finished(muted_ground(muted, sheet), towns, laender, sheet, key, lang, title, entries)


def lage_map(polygons: gpd.GeoDataFrame, laender: gpd.GeoDataFrame, lang: Lang) -> alt.LayerChart:
    """The small towns by Lage, from very central to very peripheral.

    Parameters
    ----------
    polygons : gpd.GeoDataFrame
        Verbände in EPSG:25832 with columns `type` and `lage` (keys as in labels.LAGEN; null is hatched).
    laender : gpd.GeoDataFrame
        Polygons of the Länder in EPSG:25832.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    order = list(reversed(labels.LAGEN))  # the legend begins with the last
    found = polygons["lage"].map({key: rank for rank, key in enumerate(order)}).fillna(MISSING).to_numpy(dtype=int)
    words = [lage_label(key, lang) for key in order]
    title = (pick(("Lage der Kleinstädte", "Location of small towns"), lang),)
    return _classed(polygons, laender, found, [LAGE_COLOURS[key] for key in order], words, title, lang)


def category_map(
    polygons: gpd.GeoDataFrame,
    laender: gpd.GeoDataFrame,
    column: str,
    categories: Sequence[tuple[str | int, str, str]],
    lang: Lang,
    *,
    title: Sequence[str],
    subtitle: Sequence[str] = (),
) -> alt.LayerChart:
    """The small towns by a class without numbers; those without one are hatched.

    Parameters
    ----------
    polygons : gpd.GeoDataFrame
        Verbände in EPSG:25832 with a column `type` and the column of classes.
    laender : gpd.GeoDataFrame
        Polygons of the Länder in EPSG:25832.
    column : str
        Name of the column of classes.
    categories : sequence of (str or int, str, str)
        Key, colour and words of each class, the first one lowest in the legend.
    lang : {"de", "en"}
        Language.
    title, subtitle : sequence of str
        What the classes are, in lines of about 25 letters, for the head of the legend.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    order = {key: rank for rank, (key, _, _) in enumerate(categories)}
    found = polygons[column].map(order).fillna(MISSING).to_numpy(dtype=int)
    colours, words = [colour for _, colour, _ in categories], [said for _, _, said in categories]
    return _classed(polygons, laender, found, colours, words, title, lang, subtitle)


def choropleth(
    polygons: gpd.GeoDataFrame,
    laender: gpd.GeoDataFrame,
    value: str,
    classes: Classes,
    lang: Lang,
    *,
    title: Sequence[str],
    subtitle: Sequence[str] = (),
) -> alt.LayerChart:
    """The small towns by a value in classes; other municipalities in two greys, small towns without a value hatched.

    Parameters
    ----------
    polygons : gpd.GeoDataFrame
        Verbände in EPSG:25832 with a column `type` and the value.
    laender : gpd.GeoDataFrame
        Polygons of the Länder in EPSG:25832.
    value : str
        Name of the column; NaN or null where unknown.
    classes : Classes
        Limits, in the unit of the value, and colours.
    lang : {"de", "en"}
        Language.
    title, subtitle : sequence of str
        What the value is, and its unit, in lines of about 25 letters, for the head of the legend.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    found = classes.index(polygons[value].to_numpy(dtype=float, na_value=np.nan))
    return _classed(polygons, laender, found, classes.colours, classes.words(lang), title, lang, subtitle)


def _classed(
    polygons: gpd.GeoDataFrame,
    laender: gpd.GeoDataFrame,
    found: NDArray[np.intp],
    colours: Sequence[str],
    words: Sequence[str],
    title: Sequence[str],
    lang: Lang,
    subtitle: Sequence[str] = (),
) -> alt.LayerChart:
    """Small towns painted by class number, the highest class first in the legend."""
    sheet = Sheet.around(laender.total_bounds, UNDER_A_PART if _part(laender) else 0.0)
    small = polygons["type"].isin(labels.SMALL_TOWNS).to_numpy()
    rank = {word: small & (found == number) for number, word in enumerate(words)}
    entries = [LegendEntry(colour, word, int(rank[word].sum())) for colour, word in zip(colours, words, strict=True)]
    towns = {colour: sheet.place(geometries(polygons[own])) for colour, own in zip(colours, rank.values(), strict=True)}
    unknown = sheet.place(geometries(polygons[small & (found == MISSING)]))
    rural = (polygons["type"] == "landgemeinde").to_numpy()
    larger = polygons["type"].isin(("grossstadt", "mittelstadt")).to_numpy()
    muted = [
        LegendEntry(LARGER, pick(("Groß-, Mittelstädte", "Larger towns, cities"), lang), int(larger.sum())),
        LegendEntry(RURAL, type_label("landgemeinde", lang), int(rural.sum())),
    ]
    if len(unknown):
        muted.insert(0, LegendEntry(NO_DATA, pick(("keine Angabe", "no data"), lang), len(unknown), hatched=True))
    key = legend(title, subtitle, [entries[::-1], muted], sheet, lang)
    ground = muted_ground({LARGER: polygons[larger], RURAL: polygons[rural]}, sheet) + hatching(unknown)
    return _finished(ground, towns, laender, sheet, key, lang, (*title, *subtitle), entries)


def _part(laender: gpd.GeoDataFrame) -> list[str]:
    """Names of the Länder that the map shows, if these are not all."""
    shown = [LAENDER[key] for key in laender.index if key in LAENDER]
    return shown if len(shown) < len(LAENDER) else []


def muted_ground(muted: Mapping[str, gpd.GeoDataFrame], sheet: Sheet) -> list[alt.Chart]:
    """What steps back, each colour as one area without inner borders: fewer lines to see, and to carry.

    Parameters
    ----------
    muted : mapping of str to gpd.GeoDataFrame
        Areas by their colour, in EPSG:25832.
    sheet : Sheet
        The page and its scale.

    Returns
    -------
    list of alt.Chart
        Empty where there is nothing to paint.
    """
    merged = {
        colour: sheet.place(np.array([_joined(geometries(part))], dtype=object))
        for colour, part in muted.items()
        if len(part)
    }
    return [pen.shapes(merged)] if merged else []


def _joined(areas: Geometries) -> shapely.Geometry:
    """One area of many: fast where they lie edge to edge, as the edition's do, else by what they overlap."""
    try:
        return shapely.coverage_union_all(areas)
    except shapely.GEOSException:
        return shapely.disjoint_subset_union_all(areas)


def _finished(
    ground: list[alt.Chart],
    towns: Mapping[str, Geometries],
    laender: gpd.GeoDataFrame,
    sheet: Sheet,
    key: list[alt.Chart],
    lang: Lang,
    title: Sequence[str],
    entries: Sequence[LegendEntry],
) -> alt.LayerChart:
    layers = [
        *ground,
        pen.shapes(towns, stroke="#ffffff", width=TOWN_LINE),
        *borders(laender, sheet),
        *cities(sheet, lang),
        *scale_bar(sheet, lang),
        *key,
    ]
    counted = "; ".join(f"{entry.label}: {entry.count}" for entry in entries)
    part = ", ".join(_part(laender)) or pick(("Deutschland", "Germany"), lang)
    says = f"{pick(('Karte von', 'Map of'), lang)} {part}"
    return styled(pen.page(layers, WIDTH, sheet.height), lang, f"{says}. {' '.join(title)}. {counted}.")
