"""Abb. 4: what territorial reforms did to the municipalities of a Land, without maps of the old borders.

Old polygons are not among the open data, old areas are: in the mosaic each municipality is a field as large as its
area, and the Land stays as large as it is, so one sees the fields become fewer and larger.
"""

from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import numpy as np
import polars as pl
import shapely

from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.bars import Canvas, key
from kleinstadt.report.drawing.classes import Classes
from kleinstadt.report.drawing.style import BOLD, BRICK, QUIET_INK, WIDTH, styled
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

Box = tuple[float, float, float, float]

SIZES: Final = Classes((10, 25, 75, 150), BRICK)
GAP: Final = 22
HEAD: Final = 42


def reform_sizes(frame: pl.DataFrame, lang: Lang, *, classes: Classes = SIZES) -> alt.LayerChart:
    """The mosaic: a picture a year, a field a municipality, in order of size, painted by class of size.

    Parameters
    ----------
    frame : pl.DataFrame
        jahr, flaeche_km2; a row for each municipality in each year, up to four years.
    lang : {"de", "en"}
        Language.
    classes : Classes
        Limits in km², and colours.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    pictures = sorted(
        (str(year), areas["flaeche_km2"].sort(descending=True)) for (year,), areas in frame.group_by("jahr")
    )
    width = (WIDTH - GAP * (len(pictures) - 1)) / len(pictures)
    height = min(1.15 * width, 240)
    canvas, layers, words = Canvas(), [], []
    for place, (year, areas) in enumerate(pictures):
        x = place * (width + GAP)
        layers.append(_picture(areas.to_numpy(), classes, (x, HEAD, x + width, HEAD + height)))
        words.append(_caption(canvas, year, areas, x, width, lang))
    low = HEAD + height
    _size_key(canvas, classes, low + 20, lang)
    return styled(pen.page([*layers, *canvas.layers()], WIDTH, low + 48), lang, "; ".join(words))


def _caption(canvas: Canvas, year: str, areas: pl.Series, x: float, width: float, lang: Lang) -> str:
    """Number of municipalities, and their mean and median size, over a picture; returns it as a sentence."""
    count = f"{number(len(areas), 0, lang)} {pick(('Gemeinden', 'municipalities'), lang)}"
    mean, median = (number(value, 1, lang) for value in (areas.mean(), areas.median()))  # type: ignore[arg-type]
    size = pick((f"Mittel {mean} km², Median {median} km²", f"mean {mean} km², median {median} km²"), lang)
    canvas.say(year, x, 8, weight=BOLD).say(count, x + width, 8, align="right", weight=BOLD)
    canvas.say(size, x, 26, colour=QUIET_INK)
    return f"{year}: {count}, {size}"


def _size_key(canvas: Canvas, classes: Classes, y: float, lang: Lang) -> None:
    title = pick(("Jedes Feld eine Gemeinde; ihre Fläche in km²", "Each field a municipality; its area in km²"), lang)
    canvas.say(title, 0, y, weight=BOLD)
    key(canvas, list(zip(classes.colours, classes.words(lang), strict=True)), 0, y + 18)


def _picture(areas: np.ndarray[Any, np.dtype[np.float64]], classes: Classes, frame: Box) -> alt.Chart:
    """One picture of the mosaic, a path for each class of size."""
    fields = shapely.box(*np.array(squarify(areas.tolist(), frame)).round(2).T)
    found = classes.index(areas)
    painted = {colour: fields[found == rank] for rank, colour in enumerate(classes.colours)}
    return pen.shapes(painted, stroke="#ffffff", width=0.5)


def squarify(areas: Sequence[float], frame: Box) -> list[Box]:
    """Rectangles that fill a frame and are as square as can be.

    Bruls, Huizing and van Wijk (2000): rows along the shorter side, each closed when one more would make it longer.

    Parameters
    ----------
    areas : sequence of float
        Positive, descending, in any unit; rectangles are in proportion to them.
    frame : tuple of (float, float, float, float)
        Left, top, right, bottom.

    Returns
    -------
    list of (float, float, float, float)
        Left, top, right and bottom of each, in the order of the areas.

    Examples
    --------
    >>> squarify([6, 6, 4, 3, 2, 2, 1], (0.0, 0.0, 6.0, 4.0))[:2]
    [(0.0, 0.0, 3.0, 2.0), (0.0, 2.0, 3.0, 4.0)]
    """
    x, y, x2, y2 = frame
    scale = (x2 - x) * (y2 - y) / sum(areas)
    waiting = [area * scale for area in areas]
    placed: list[Box] = []
    while len(placed) < len(waiting):
        row = _row(waiting, len(placed), min(x2 - x, y2 - y))
        total = sum(row)
        if x2 - x >= y2 - y:
            depth = total / (y2 - y)
            placed += [(x, low, x + depth, high) for low, high in _steps(row, y, depth)]
            x += depth
        else:
            depth = total / (x2 - x)
            placed += [(low, y, high, y + depth) for low, high in _steps(row, x, depth)]
            y += depth
    return placed


def _row(waiting: Sequence[float], start: int, side: float) -> list[float]:
    """As many of the waiting areas as make the squarest row along a side."""
    row: list[float] = []
    total, worst = 0.0, float("inf")
    for area in waiting[start:]:
        total += area
        largest = row[0] if row else area
        longest = max(side**2 * largest / total**2, total**2 / (side**2 * area))
        if longest > worst:
            break
        row.append(area)
        worst = longest
    return row


def _steps(row: Sequence[float], start: float, depth: float) -> list[tuple[float, float]]:
    edges = np.concatenate([[0.0], np.cumsum(row)]) / depth + start
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))
