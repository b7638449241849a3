"""Karte 11: two values of the small towns on one map, in nine colours that mix two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt
import geopandas as gpd
import numpy as np
import shapely

from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.classes import Classes
from kleinstadt.report.drawing.maps import LARGER, NO_DATA, RURAL, TOWN_LINE, muted_ground
from kleinstadt.report.drawing.sheet import LEGEND_LEFT, Sheet, borders, cities, geometries, hatching, scale_bar
from kleinstadt.report.drawing.style import BOLD, QUIET_INK, WIDTH, styled, type_label
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

MIXED: Final = (  # rows: the first value rises; columns: the second does. After Stevens (2015), blue and red
    ("#eadfc2", "#b0d5df", "#5aa5b8"),
    ("#e4acac", "#ad9ea5", "#5e7c8e"),
    ("#c85a5a", "#94505a", "#503a48"),
)
STEPS: Final = 3
CELL: Final = 30.0


@dataclass(frozen=True)
class Measure:
    """One of the two values.

    Attributes
    ----------
    column : str
        Where it stands in the polygons.
    breaks : tuple of (float, float)
        Limits between its three classes, in its unit.
    name, unit : tuple of (str, str)
        Words in German and English.
    """

    column: str
    breaks: tuple[float, float]
    name: tuple[str, str]
    unit: tuple[str, str]

    def rank(self, polygons: gpd.GeoDataFrame) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """Class of each area, 0 to 2, -1 where missing.

        Parameters
        ----------
        polygons : gpd.GeoDataFrame
            With the column.

        Returns
        -------
        array of int, one entry an area
            A limit belongs to the class above it.
        """
        values = polygons[self.column].to_numpy(dtype=float, na_value=np.nan)
        return Classes(self.breaks, ("", "", "")).index(values)


def bivariate(
    polygons: gpd.GeoDataFrame, laender: gpd.GeoDataFrame, first: Measure, second: Measure, lang: Lang
) -> alt.LayerChart:
    """The small towns by two values in three classes each.

    Parameters
    ----------
    polygons : gpd.GeoDataFrame
        Verbände in EPSG:25832 with a column `type` and the two values; towns without one of them are hatched.
    laender : gpd.GeoDataFrame
        Polygons of the Länder in EPSG:25832.
    first, second : Measure
        Which rises upwards in the legend, and which to the right.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    sheet = Sheet.around(laender.total_bounds)
    small = polygons["type"].isin(labels.SMALL_TOWNS).to_numpy()
    rows, columns = first.rank(polygons), second.rank(polygons)
    known = small & (rows >= 0) & (columns >= 0)
    counts = np.array([[int((known & (rows == r) & (columns == c)).sum()) for c in range(STEPS)] for r in range(STEPS)])
    towns = {
        MIXED[r][c]: sheet.place(geometries(polygons[known & (rows == r) & (columns == c)]))
        for r in range(STEPS)
        for c in range(STEPS)
    }
    unknown = sheet.place(geometries(polygons[small & ~known]))
    rural = (polygons["type"] == "landgemeinde").to_numpy()
    larger = polygons["type"].isin(("grossstadt", "mittelstadt")).to_numpy()
    muted = {LARGER: polygons[larger], RURAL: polygons[rural]}
    layers = [
        *muted_ground(muted, sheet),
        *hatching(unknown),
        pen.shapes(towns, stroke="#ffffff", width=TOWN_LINE),
        *borders(laender, sheet),
        *cities(sheet, lang),
        *scale_bar(sheet, lang),
        *_legend(first, second, counts, len(unknown), sheet, lang),
    ]
    return styled(pen.page(layers, WIDTH, sheet.height), lang, _said(first, second, counts, lang))


def _legend(
    first: Measure,
    second: Measure,
    counts: np.ndarray[tuple[int, int], np.dtype[np.intp]],
    unknown: int,
    sheet: Sheet,
    lang: Lang,
) -> list[alt.Chart]:
    """The nine colours as a square with the number of towns in each, and the greys below it."""
    left, low = LEGEND_LEFT + 46, sheet.height - 78
    boxes, inside = [], []
    for row in range(STEPS):
        for column in range(STEPS):
            x, y = left + column * CELL, low - (row + 1) * CELL
            boxes.append({"x": x, "y": y, "x2": x + CELL, "y2": y + CELL, "colour": MIXED[row][column]})
            dark = row + column > STEPS - 1
            text = number(int(counts[row, column]), 0, lang)
            middle = {"x": x + CELL / 2, "y": y + CELL / 2, "text": text, "colour": "#ffffff" if dark else "#222222"}
            inside.append(middle)
    limits = [
        {"x": left - 5, "y": low - (place + 1) * CELL, "text": number(limit, 0, lang)}
        for place, limit in enumerate(first.breaks)
    ]
    below = [
        {"x": left + (place + 1) * CELL, "y": low + 9, "text": number(limit, 0, lang)}
        for place, limit in enumerate(second.breaks)
    ]
    top = low - STEPS * CELL
    heads: Sequence[dict[str, str | float]] = [
        {"x": LEGEND_LEFT - 22, "y": top - 24, "text": f"↑ {pick(first.name, lang)}"},
        {"x": LEGEND_LEFT - 22, "y": low + 24, "text": f"→ {pick(second.name, lang)}"},
    ]
    units = [{"x": LEGEND_LEFT - 22, "y": top - 10, "text": pick(first.unit, lang)}]
    return [
        pen.boxes(boxes, stroke="#ffffff", width=0.8),
        pen.texts(inside, align="center"),
        pen.texts(limits, align="right", colour=QUIET_INK),
        pen.texts(below, align="center", colour=QUIET_INK),
        pen.texts(heads, weight=BOLD),
        pen.texts(units, colour=QUIET_INK),
        *_greys(unknown, sheet, lang),
    ]


def _greys(unknown: int, sheet: Sheet, lang: Lang) -> list[alt.Chart]:
    """What the greys and the hatching mean."""
    entries = [
        (LARGER, pick(("Groß-, Mittelstädte", "Larger towns, cities"), lang)),
        (RURAL, type_label("landgemeinde", lang)),
    ]
    if unknown:
        entries.append((NO_DATA, f"{pick(('keine Angabe', 'no data'), lang)} ({number(unknown, 0, lang)})"))
    x = LEGEND_LEFT - 22
    tops = [sheet.height - 46 + 16 * place for place in range(len(entries))]
    boxes = [
        {"x": x, "y": y, "x2": x + 14, "y2": y + 11, "colour": colour}
        for y, (colour, _) in zip(tops, entries, strict=True)
    ]
    words = [{"x": x + 19, "y": y + 6, "text": meaning} for y, (_, meaning) in zip(tops, entries, strict=True)]
    hatched = [shapely.box(x, tops[-1], x + 14, tops[-1] + 11)] if unknown else []
    return [pen.boxes(boxes, stroke="#8b8b8b", width=0.4), pen.texts(words), *hatching(np.array(hatched, dtype=object))]


def _said(first: Measure, second: Measure, counts: np.ndarray[tuple[int, int], np.dtype[np.intp]], lang: Lang) -> str:
    says = pick(("Karte von Deutschland", "Map of Germany"), lang)
    high, low = (pick(pair, lang) for pair in (("beide hoch", "both high"), ("beide niedrig", "both low")))
    return (
        f"{says}. {pick(first.name, lang)}, {pick(second.name, lang)} ({pick(first.unit, lang)}). "
        f"{high}: {counts[-1, -1]}; {low}: {counts[0, 0]}."
    )
