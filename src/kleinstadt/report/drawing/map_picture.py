"""A map as a picture: SVG with title, legend and source, for print and for browsers without scripts; PNG of it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from html import escape
from math import sqrt
from typing import Final, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from kleinstadt.compare.borders import borders_source
from kleinstadt.compare.map_places import seats
from kleinstadt.edition.base_map.shapes import to_metres
from kleinstadt.edition.edition import Level
from kleinstadt.report.drawing import base_layers, map_colours
from kleinstadt.report.drawing.map_basket import Marked
from kleinstadt.report.drawing.map_borders import COARSE_M, borders, shapes
from kleinstadt.report.drawing.map_frame import GERMANY, Frame
from kleinstadt.report.drawing.map_layers import MISSING, UNINHABITED, Layer
from kleinstadt.report.drawing.map_legend import largest, legend
from kleinstadt.report.drawing.map_legend_picture import (
    HATCHES,
    LEFT,
    LEGEND_WIDTH,
    SMALL_PX,
    TEXT_PX,
    drawn_legend,
    hatch_on,
    wrapped,
)
from kleinstadt.report.drawing.map_names import Name, names
from kleinstadt.report.drawing.map_scene import Scene
from kleinstadt.report.drawing.map_titles import Headline, headline
from kleinstadt.report.drawing.style import INK, PAPER, QUIET_INK
from kleinstadt.territory.names import bare, short
from kleinstadt.words.language import Lang, pick

Shapes = TypeVar("Shapes", shapely.Geometry, NDArray[np.object_])

TITLE_PX: Final = 25
COARSE_FROM: Final = 400.0  # metres a pixel
# From so many metres a pixel on borders are simplified by so many metres, the coarsest first.
FINENESS: Final = ((COARSE_FROM, COARSE_M), (200.0, 320.0), (100.0, 200.0))
FINE_M: Final = 0.0  # as fine as the edition has them
NATION: Final = "#4a4640"
KREIS: Final = "#8b8780"
FORMATS: Final = {"quer": (1120, 1085, 1600), "hoch": (1080, 1350, 1080)}  # width, height, pixels across as PNG
PAGES: Final = ((800, 1090), (1180, 720))  # on paper: an A4 page upright and across, without its margins
PATTERNS: Final = (
    '<defs><pattern id="missing" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" '
    'fill="#fff"/><circle cx="2" cy="2" r="1" fill="#a8a49c"/></pattern><pattern id="uninhabited" width="5" height="5" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/>'
    '<path d="M0 0V5" stroke="#8b8780" stroke-width="1.6"/></pattern>'
    '<pattern id="modelled" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(135)">'
    '<path d="M0 0V7" stroke="#fff" stroke-width="2" stroke-opacity=".6"/></pattern>'
    '<pattern id="modelled-chip" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(135)">'
    '<rect width="7" height="7" fill="#a3a3a3"/><path d="M0 0V7" stroke="#fff" stroke-width="2"/></pattern>'
    f"{HATCHES}</defs>"
)


def picture(scene: Scene, layers: tuple[Layer, ...], lang: Lang, *, shape: str = "quer", bare: bool = False) -> str:
    """One map as an SVG document.

    Parameters
    ----------
    scene : Scene
        What the map shows.
    layers : tuple of Layer
        The maps that share the legend, the one that is drawn last.
    lang : {"de", "en"}
        Language.
    shape : {"quer", "hoch"}
        A picture across or upright, of the size in FORMATS.
    bare : bool
        The map alone, 700 by 900 pixels, for pages that write title and legend themselves.

    Returns
    -------
    str
        SVG; its part "#karte" is the map without title and legend.
    """
    width, height, _ = FORMATS[shape]
    return _drawn(scene, layers, lang, (width, height), bare=bare)


def printed(scene: Scene, layers: tuple[Layer, ...], lang: Lang) -> tuple[str, bool]:
    """The same for a page of paper; classes that grey would not tell apart are hatched.

    Parameters
    ----------
    scene : Scene
        What the map shows.
    layers : tuple of Layer
        The maps that share the legend, the one that is drawn last.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    tuple of (str, bool)
        SVG of the size of an A4 page without its margins, and whether the page lies across.
    """
    west, south, east, north = _box(scene)
    rooms = [(width - LEFT - LEGEND_WIDTH - 70, height - 200) for width, height in PAGES]
    upright, across = (max((east - west) / width, (north - south) / height) for width, height in rooms)
    return _drawn(replace(scene, grey=True), layers, lang, PAGES[across < upright]), across < upright


def _drawn(scene: Scene, layers: tuple[Layer, ...], lang: Lang, size: tuple[int, int], *, bare: bool = False) -> str:
    width, height = size
    head = headline(scene, lang)
    if bare:
        width, height = 700, 900
        frame, top = Frame.around(_box(scene), 0, 0, width, height), list[str]()
    else:
        frame, top = _framed(scene, layers, lang, size)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'font-family="Fira Sans, sans-serif" font-size="{TEXT_PX}" fill="{INK}" role="img" '
            f'aria-label="{escape(head.title, quote=True)}">',
            f'{PATTERNS}<rect width="{width}" height="{height}" fill="{PAPER}"/>',
            *top,
            *_map(scene, layers, frame, lang),
            "</svg>",
        ]
    )


def _framed(scene: Scene, layers: tuple[Layer, ...], lang: Lang, size: tuple[int, int]) -> tuple[Frame, list[str]]:
    """Where the map lies between title, legend and sources, and these."""
    width, height = size
    explained = legend(scene, layers, lang)
    top, below = _title(headline(scene, lang), width)
    source, foot = _source(explained.layer, width, height, lang, railways=bool(scene.land or scene.kreis))
    left = LEFT + LEGEND_WIDTH + 10
    frame = Frame.around(_box(scene), left, below, width - left - 10, foot - below - 6)
    window = f'<view id="karte" viewBox="{frame.left:g} {frame.top:g} {frame.width:g} {frame.height:g}"/>'
    return frame, [*top, window, *drawn_legend(explained, below + 16, lang), *source]


def window(scene: Scene, layers: tuple[Layer, ...], lang: Lang) -> tuple[float, float, float, float]:
    """What of the land the part "#karte" of the picture shows.

    Parameters
    ----------
    scene : Scene
        What the map shows.
    layers : tuple of Layer
        The maps that share the legend, the one that is drawn last.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    tuple of (float, float, float, float)
        West, south, east, north in metres of EPSG:25832; of the picture across.
    """
    width, height, _ = FORMATS["quer"]
    west, south, east, north = _framed(scene, layers, lang, (width, height))[0].window.bounds
    return west, south, east, north


def _box(scene: Scene) -> tuple[float, float, float, float]:
    """What is to be seen, in metres: the place that is shown, by default Germany."""
    if not (scene.land or scene.kreis):
        return GERMANY
    all_of = shapes(scene.atlas, scene.year, scene.level, COARSE_M)
    west, south, east, north = shapely.total_bounds(all_of[scene.shown])
    return float(west), float(south), float(east), float(north)


def _map(scene: Scene, layers: tuple[Layer, ...], frame: Frame, lang: Lang) -> list[str]:
    layer = layers[-1]
    tolerance = next((fine for metres, fine in FINENESS if frame.metres > metres), FINE_M)
    areas = shapes(scene.atlas, scene.year, scene.level, tolerance)
    seen = shapely.intersects(areas, frame.window)
    drawn = areas.copy()
    drawn[seen] = _within(areas[seen], frame)
    path = partial(_path, drawn, frame)
    coloured, modelled = _coloured(scene, layer, seen, path)
    close = frame.zoom >= base_layers.RAILWAYS_FROM
    line = 0.3 if frame.metres > COARSE_FROM else 1.0
    clip = f'x="{frame.left}" y="{frame.top}" width="{frame.width}" height="{frame.height}"'
    body = [
        f'<clipPath id="window"><rect {clip}/></clipPath><g clip-path="url(#window)">',
        *base_layers.under(frame),
        f'<g fill-rule="evenodd" stroke="{PAPER}" stroke-width="{line}">',
        *coloured,
        "</g>",
        *base_layers.over(frame),
        *([_outline(scene, "kreis", tolerance, frame, KREIS, 1.0)] if close else []),
        _outline(scene, "land", tolerance, frame, NATION, 0.9 if line < 1 else 1.4),
    ]
    if not layer.circles:
        body += [
            f'<path fill="{hatch_on(layer.colours.light[place])}" d="{path(rows)}"/>'
            for place in sorted(scene.hatched(layer))
            if len(rows := np.flatnonzero(seen & scene.shown & (layer.places == place)))
        ]
    body += modelled
    if scene.kreis:
        around = shapely.union_all(areas[scene.shown & seen])
        body.append(f'<path fill="none" stroke="{INK}" stroke-width="2.2" d="{frame.rings(around)}"/>')
    if layer.circles:
        body += _circles(scene, layers, areas, frame)
    body += [part for one in scene.basket for part in _basket_outline(scene, one, frame, tolerance)]
    members = _members(scene, layer, frame, lang)
    named = {one.text for one in members}
    compared = [one for one in _compared(scene, frame) if one.text not in named]
    return [*body, *names(frame, [*members, *compared], lang), "</g>"]


def _basket_outline(scene: Scene, one: Marked, frame: Frame, tolerance: float) -> list[str]:
    """The border of a place to compare: a dark line on a light one, which is seen on every class."""
    of = shapes(scene.atlas, scene.year, one.level, tolerance)[list(one.rows)]
    path = frame.rings(shapely.union_all(of))
    return [
        f'<path class="basket" fill="none" stroke="{colour}" stroke-width="{width}" d="{path}"/>'
        for colour, width in ((PAPER, 4.2), (INK, 1.9))
    ]


def _compared(scene: Scene, frame: Frame) -> list[Name]:
    """The names of the places to compare."""
    metres = np.array([to_metres(*one.at) for one in scene.basket]).reshape(-1, 2)
    pixels = frame.pixels(metres).tolist()
    return [Name(one.name, x, y, 13.5, bold=True, kept=True) for one, (x, y) in zip(scene.basket, pixels, strict=True)]


def _outline(scene: Scene, level: Level, tolerance_m: float, frame: Frame, colour: str, width: float) -> str:
    """Borders of larger areas as far as they are to be seen."""
    seen = _within(borders(scene.atlas, scene.year, level, tolerance_m), frame)
    return f'<path fill="none" stroke="{colour}" stroke-width="{width}" d="{frame.lines(seen)}"/>'


def _coloured(
    scene: Scene, layer: Layer, seen: NDArray[np.bool_], path: Callable[[NDArray[np.intp]], str]
) -> tuple[list[str], list[str]]:
    """The areas in their colours, and over them the hatch of those that are modelled, which repeats no border."""
    modelled = np.zeros(len(seen), dtype=bool)
    modelled[layer.hatched] = True
    modelled &= scene.shown
    coloured, hatched = [], []
    for place, (colour, rows) in enumerate(_fills(scene, layer, seen)):
        if len(plain := rows[~modelled[rows]]):
            coloured.append(f'<path fill="{colour}" d="{path(plain)}"/>')
        if len(over := rows[modelled[rows]]):
            coloured.append(f'<g fill="{colour}"><path id="modelled-{place}" d="{path(over)}"/></g>')
            hatched.append(f'<use href="#modelled-{place}" fill="url(#modelled)"/>')
    return coloured, hatched


def _fills(scene: Scene, layer: Layer, seen: NDArray[np.bool_]) -> Iterable[tuple[str, NDArray[np.intp]]]:
    """Colours and the rows of areas that bear them."""
    if layer.circles:
        yield map_colours.LAND[0], np.flatnonzero(seen & (layer.places != UNINHABITED))
        yield "url(#uninhabited)", np.flatnonzero(seen & scene.shown & (layer.places == UNINHABITED))
        return
    for place, colour in enumerate(layer.colours.light):
        here = seen & (layer.places == place)
        yield map_colours.paler(colour), np.flatnonzero(here & ~scene.shown)
        yield colour, np.flatnonzero(here & scene.shown)
    for code, fill in ((MISSING, "url(#missing)"), (UNINHABITED, "url(#uninhabited)")):
        here = seen & (layer.places == code)
        yield map_colours.LAND[0], np.flatnonzero(here & ~scene.shown)
        yield fill, np.flatnonzero(here & scene.shown)


def _within(shapes_of: Shapes, frame: Frame) -> Shapes:
    """What of areas or lines is seen, cut off well outside the window, so that the cuts are not."""
    outside = frame.window.buffer(10 * frame.metres, join_style="mitre")
    found: Shapes = shapely.clip_by_rect(shapes_of, *outside.bounds)
    return found


def _path(shapes_of: NDArray[np.object_], frame: Frame, rows: NDArray[np.intp]) -> str:
    return "".join(frame.rings(shapes_of[row]) for row in rows if shapes_of[row] is not None)


def _points(areas: NDArray[np.object_], rows: NDArray[np.intp], frame: Frame) -> NDArray[np.float64]:
    return frame.pixels(shapely.get_coordinates(shapely.point_on_surface(areas[rows])))


def _circles(scene: Scene, layers: tuple[Layer, ...], areas: NDArray[np.object_], frame: Frame) -> list[str]:
    """The circles, the largest first, so that small ones lie on top."""
    layer = layers[-1]
    most, radius = largest(scene, layers)
    hatched = scene.hatched(layer)
    known = scene.inhabited & ~np.isnan(layer.values) & np.array([shape is not None for shape in areas])
    rows = np.flatnonzero(known)
    rows = rows[np.argsort(-np.abs(layer.values[rows]))]
    drawn = []
    for row, (x, y) in zip(rows, _points(areas, rows, frame), strict=True):
        r = radius * sqrt(abs(layer.values[row]) / most)
        colour = layer.colours.light[layer.places[row]]
        drawn.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="{r:.2f}" fill="{colour}" fill-opacity=".7" stroke="{PAPER}" '
            f'stroke-width="{min(1.0, r / 4):.2f}"/>'
        )
        if layer.places[row] in hatched:
            drawn.append(f'<circle cx="{x:g}" cy="{y:g}" r="{r:.2f}" fill="{hatch_on(colour)}"/>')
    return drawn


def _members(scene: Scene, layer: Layer, frame: Frame, lang: Lang) -> list[Name]:
    """Names with values of the areas that are shown, where they are few."""
    if not scene.few:
        return []
    degrees = seats(scene.atlas, scene.year, scene.level)
    rows = np.flatnonzero(scene.inhabited & ~np.isnan(degrees).any(axis=1))
    pixels = frame.pixels(np.column_stack(to_metres(*degrees[rows].T)))
    return [
        Name(
            bare(short(scene.areas.names[row])),
            float(x),
            float(y),
            13.5,
            bold=True,
            value=layer.shown_value(int(row), lang),
        )
        for row, (x, y) in zip(rows.tolist(), pixels, strict=True)
    ]


def _title(head: Headline, width: int) -> tuple[list[str], float]:
    """Title and sentences, and where they end."""
    parts = []
    y = 42.0
    for line in wrapped(head.title, TITLE_PX, width - 2 * LEFT):
        parts.append(f'<text x="{LEFT}" y="{y:g}" font-size="{TITLE_PX}" font-weight="600">{escape(line)}</text>')
        y += 30
    for line in (part for said in head.lines for part in wrapped(said, TEXT_PX, width - 2 * LEFT)):
        parts.append(f'<text x="{LEFT}" y="{y - 4:g}">{escape(line)}</text>')
        y += 21
    return parts, y


def _source(layer: Layer, width: int, height: int, lang: Lang, *, railways: bool) -> tuple[list[str], float]:
    """Who is named, and where these lines begin."""
    source, borders = pick((("Quelle", "Grenzen"), ("Source", "Borders")), lang)
    own = pick(("; eigene Berechnung", "; own calculation"), lang) if layer.of and layer.of.sort == "change" else ""
    base = base_layers.credit(lang, railways=railways)
    made = pick(("Karte", "Map"), lang)
    text = f"{source}: {layer.source}{own}. {borders}: {borders_source(lang)}. {base} {made}: kleinstadt."
    lines = wrapped(text, SMALL_PX, width - 2 * LEFT)
    top = height - 16 - 15 * (len(lines) - 1)
    said = [
        f'<text x="{LEFT}" y="{top + 15 * at}" font-size="{SMALL_PX}" fill="{QUIET_INK}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    ]
    return said, top - 18
