"""Abb. 3: small towns at their extremes, as outlines at one scale."""

from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import geopandas as gpd
import numpy as np
import polars as pl
import shapely

from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.bars import Canvas
from kleinstadt.report.drawing.pen import Geometries
from kleinstadt.report.drawing.style import BOLD, QUIET_INK, TYPE_COLOURS, WIDTH, styled
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

COLUMNS: Final = 3
GAP: Final = 20
FOOT: Final = 84
ROW_GAP: Final = 26
SCALE_ROOM: Final = 30
LARGEST: Final = 168  # pixels of the largest outline


def extremes(towns: pl.DataFrame, polygons: gpd.GeoDataFrame, lang: Lang) -> alt.LayerChart:
    """Abb. 3: outlines of small towns at one common scale, three in a row, with persons, area and density.

    Parameters
    ----------
    towns : pl.DataFrame
        label (heading over the name), verband, name, population, area_km2, settlement_density; in the order of drawing.
    polygons : gpd.GeoDataFrame
        Verbände in EPSG:25832, indexed by verband.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    rows = towns.to_dicts()
    shapes = np.asarray(polygons.loc[towns["verband"].to_list()].geometry.to_numpy(), dtype=object)
    scale = _scale(shapes)
    canvas, drawn, y = Canvas(), [], 2.0
    for start in range(0, len(rows), COLUMNS):
        line, own = rows[start : start + COLUMNS], shapes[start : start + COLUMNS]
        tallest = max(_extent(shape)[1] for shape in own) * scale
        drawn += [
            _outline(canvas, town, shape, place, (y, tallest, scale), lang)
            for place, (town, shape) in enumerate(zip(line, own, strict=True))
        ]
        y += tallest + FOOT + (ROW_GAP if start + COLUMNS < len(rows) else 0)
    colour = TYPE_COLOURS["groessere_kleinstadt"]
    layers = [
        pen.shapes({colour: np.array(drawn, dtype=object)}),
        *canvas.layers(),
        *_scale_bar(scale, y + SCALE_ROOM, lang),
    ]
    return styled(pen.page(layers, WIDTH, y + SCALE_ROOM), lang, _in_words(rows, lang))


def _cell_width() -> float:
    return (WIDTH - GAP * (COLUMNS - 1)) / COLUMNS


def _extent(shape: shapely.Geometry) -> tuple[float, float]:
    west, south, east, north = shape.bounds
    return east - west, north - south


def _scale(shapes: Geometries) -> float:
    """Pixels per metre that let the largest outline just fit its cell."""
    extents = [_extent(shape) for shape in shapes]
    return min(_cell_width() / max(width for width, _ in extents), LARGEST / max(height for _, height in extents))


def _outline(
    canvas: Canvas,
    town: dict[str, Any],
    shape: shapely.Geometry,
    place: int,
    cell: tuple[float, float, float],
    lang: Lang,
) -> shapely.Geometry:
    """Words of one town on the canvas; returns its outline in pixels, standing on the line above its name."""
    y, tallest, scale = cell
    x = place * (_cell_width() + GAP)
    floor = y + tallest
    canvas.say(town["label"][:1].upper() + town["label"][1:], x, floor + 14, colour=QUIET_INK)
    canvas.say(town["name"], x, floor + 31, weight=BOLD)
    for line, text in enumerate(_facts(town, lang)):
        canvas.say(text, x, floor + 46 + 15 * line)
    west, south, _, _ = shape.bounds
    corner = np.array([x, floor])
    return shapely.transform(shape, lambda points: np.round((points - (west, south)) * (scale, -scale) + corner, 2))


def _facts(town: dict[str, Any], lang: Lang) -> Sequence[str]:
    area = town["area_km2"]
    density = number(town["settlement_density"], 0, lang)
    settled = pick((f"Siedlungsdichte {density} Einw./km²", f"settlement density {density} per km²"), lang)
    return (
        f"{number(town['population'], 0, lang)} {pick(('Einwohner', 'residents'), lang)}",
        f"{number(area, 1 if area < 100 else 0, lang)} km²",
        settled,
    )


def _scale_bar(scale: float, y: float, lang: Lang, kilometres: int = 10) -> list[alt.Chart]:
    length = kilometres * 1e3 * scale
    low = y - 2
    strokes = [
        {"x": WIDTH - length, "y": low, "x2": WIDTH, "y2": low},
        {"x": WIDTH - length, "y": low - 4, "x2": WIDTH - length, "y2": low},
        {"x": WIDTH, "y": low - 4, "x2": WIDTH, "y2": low},
    ]
    label = {"x": WIDTH - length / 2, "y": low - 9, "text": f"{number(kilometres, 0, lang)} km"}
    return [pen.rules(strokes, colour=QUIET_INK), pen.texts([label], colour=QUIET_INK, align="center")]


def _in_words(rows: Sequence[dict[str, Any]], lang: Lang) -> str:
    return "; ".join(f"{town['label']}: {town['name']}, {', '.join(_facts(town, lang))}" for town in rows)
