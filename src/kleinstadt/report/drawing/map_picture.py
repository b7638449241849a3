"""A map as a picture: SVG with title, legend and source, for print and for browsers without scripts; PNG of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from html import escape
from math import sqrt
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from kleinstadt.compare.borders import borders_source
from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Level
from kleinstadt.report.drawing import map_colours
from kleinstadt.report.drawing.map_layers import MISSING, UNINHABITED, Layer
from kleinstadt.report.drawing.map_legend import largest, legend
from kleinstadt.report.drawing.map_legend_picture import LEFT, LEGEND_WIDTH, SMALL_PX, TEXT_PX, drawn_legend, wrapped
from kleinstadt.report.drawing.map_scene import Scene
from kleinstadt.report.drawing.map_titles import Headline, headline
from kleinstadt.report.drawing.style import INK, PAPER, QUIET_INK
from kleinstadt.territory.names import short
from kleinstadt.words.language import Lang, pick

TITLE_PX: Final = 25
MARGIN: Final = 24  # pixels around what is shown
GERMANY: Final = (280_000.0, 5_235_000.0, 922_000.0, 6_102_000.0)  # west, south, east, north in EPSG:25832
FINE_M: Final = 60.0
COARSE_M: Final = 500.0
COARSE_FROM: Final = 400.0  # metres a pixel
NATION: Final = "#4a4640"
FORMATS: Final = {"quer": (1120, 1085, 1600), "hoch": (1080, 1350, 1080)}  # width, height, pixels across as PNG
PATTERNS: Final = (
    '<defs><pattern id="missing" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" '
    'fill="#fff"/><circle cx="2" cy="2" r="1" fill="#a8a49c"/></pattern><pattern id="uninhabited" width="5" height="5" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/>'
    '<path d="M0 0V5" stroke="#8b8780" stroke-width="1.6"/></pattern></defs>'
)


@dataclass(frozen=True)
class Frame:
    """Where on the picture the map lies, and what of the land it shows: metres of EPSG:25832 to pixels."""

    left: float
    top: float
    width: float
    height: float
    west: float
    north: float
    metres: float  # a pixel

    @property
    def window(self) -> shapely.Geometry:
        """What of the land is to be seen."""
        east, south = self.west + self.width * self.metres, self.north - self.height * self.metres
        return shapely.box(self.west, south, east, self.north)

    def pixels(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Places on the picture, to a tenth of a pixel."""
        found: NDArray[np.float64] = np.round((points - (self.west, self.north)) / (self.metres, -self.metres), 1)
        shifted: NDArray[np.float64] = np.add(found, (self.left, self.top))
        return shifted


def _frame(box: tuple[float, float, float, float], left: float, top: float, width: float, height: float) -> Frame:
    """The frame in which a box lies in the middle, with a margin around it."""
    west, south, east, north = box
    metres = max((east - west) / (width - 2 * MARGIN), (north - south) / (height - 2 * MARGIN))
    middle = ((west + east) / 2, (south + north) / 2)
    return Frame(left, top, width, height, middle[0] - width * metres / 2, middle[1] + height * metres / 2, metres)


def shapes(atlas: Atlas, year: int, level: Level, tolerance_m: float) -> NDArray[np.object_]:
    """The border of each area in the order of Atlas.areas; None without land."""

    def make() -> NDArray[np.object_]:
        frame = atlas.edition.polygons(year, level, tolerance_m=tolerance_m)
        row = atlas.areas(year, level).row
        found: NDArray[np.object_] = np.full(len(row), None, dtype=object)
        for key, shape in zip(frame.index, frame.geometry, strict=True):
            found[row[key]] = shape
        return found

    return atlas.once(("map shapes", year, level, tolerance_m), make)


def picture(scene: Scene, layers: tuple[Layer, ...], lang: Lang, *, shape: str = "quer", bare: bool = False) -> str:
    """One map as an SVG document.

    layers : the maps that share the legend, the one that is drawn last
    shape : "quer" or "hoch"; bare : the map alone, for pages that write title and legend themselves
    """
    width, height, _ = FORMATS[shape]
    head = headline(scene, lang)
    explained = legend(scene, layers, lang)
    if bare:
        width, height = 700, 900
        frame = _frame(_box(scene), 0, 0, width, height)
        top: list[str] = []
    else:
        top, below = _title(head, width)
        source, foot = _source(explained.layer, width, height, lang)
        frame = _frame(_box(scene), LEFT + LEGEND_WIDTH + 10, below, width - LEGEND_WIDTH - LEFT - 20, foot - below - 6)
        top += [*drawn_legend(explained, below + 16, lang), *source]
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


def _box(scene: Scene) -> tuple[float, float, float, float]:
    """What is to be seen, in metres: the place that is shown, by default Germany."""
    if not (scene.land or scene.kreis):
        return GERMANY
    all_of = shapes(scene.atlas, scene.year, scene.level, COARSE_M)
    west, south, east, north = shapely.total_bounds(all_of[scene.shown])
    return float(west), float(south), float(east), float(north)


def _map(scene: Scene, layers: tuple[Layer, ...], frame: Frame, lang: Lang) -> list[str]:
    layer = layers[-1]
    tolerance = COARSE_M if frame.metres > COARSE_FROM else FINE_M
    areas = shapes(scene.atlas, scene.year, scene.level, tolerance)
    laender = shapes(scene.atlas, scene.year, "land", tolerance)
    seen = np.array([shape is not None and shape.intersects(frame.window) for shape in areas])
    path = partial(_path, areas, frame)
    line = 0.3 if frame.metres > COARSE_FROM else 1.0
    clip = f'x="{frame.left}" y="{frame.top}" width="{frame.width}" height="{frame.height}"'
    body = [
        f'<clipPath id="window"><rect {clip}/></clipPath><g clip-path="url(#window)">',
        f'<g fill-rule="evenodd" stroke="{PAPER}" stroke-width="{line}">',
        *(f'<path fill="{colour}" d="{path(rows)}"/>' for colour, rows in _fills(scene, layer, seen) if len(rows)),
        "</g>",
        f'<path fill="none" stroke="{NATION}" stroke-width="{0.8 if line < 1 else 1.4}" '
        f'd="{_path(laender, frame, np.arange(len(laender)))}"/>',
    ]
    if scene.kreis:
        around = shapely.union_all(areas[scene.shown & seen])
        body.append(f'<path fill="none" stroke="{INK}" stroke-width="2.2" d="{_path_of(around, frame)}"/>')
    if layer.circles:
        body += _circles(scene, layers, areas, frame)
    if scene.few or layer.numbered:
        body += _values(scene, layer, areas, frame, lang)
    return [*body, "</g>"]


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


def _path(shapes_of: NDArray[np.object_], frame: Frame, rows: NDArray[np.intp]) -> str:
    return "".join(_path_of(shapes_of[row], frame) for row in rows if shapes_of[row] is not None)


def _path_of(shape: shapely.Geometry, frame: Frame) -> str:
    rings = shapely.get_rings(shapely.get_parts(shape))
    corners = (frame.pixels(shapely.get_coordinates(ring)) for ring in rings)
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring[:-1].round(1)) + "z" for ring in corners)


def _points(areas: NDArray[np.object_], rows: NDArray[np.intp], frame: Frame) -> NDArray[np.float64]:
    return frame.pixels(shapely.get_coordinates(shapely.point_on_surface(areas[rows])))


def _circles(scene: Scene, layers: tuple[Layer, ...], areas: NDArray[np.object_], frame: Frame) -> list[str]:
    """The circles, the largest first, so that small ones lie on top."""
    layer = layers[-1]
    most, radius = largest(scene, layers)
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
    return drawn


def _values(scene: Scene, layer: Layer, areas: NDArray[np.object_], frame: Frame, lang: Lang) -> list[str]:
    """Names with values where few areas are shown; of numbered classes the number alone."""
    known = scene.inhabited & np.array([shape is not None for shape in areas])
    rows = np.flatnonzero(known & (layer.places >= 0 if layer.numbered and not scene.few else known))
    if layer.numbered and not scene.few:
        return []
    halo = f'paint-order="stroke" stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" text-anchor="middle"'
    said = []
    for row, (x, y) in zip(rows, _points(areas, rows, frame), strict=True):
        name, value = escape(short(scene.areas.names[row])), escape(layer.shown_value(int(row), lang))
        said.append(f'<text x="{x:g}" y="{y - 3:g}" font-size="13" font-weight="600" {halo}>{name}</text>')
        said.append(f'<text x="{x:g}" y="{y + 12:g}" font-size="12" {halo}>{value}</text>')
    return said


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


def _source(layer: Layer, width: int, height: int, lang: Lang) -> tuple[list[str], float]:
    """Who is named, and where these lines begin."""
    source, borders = pick((("Quelle", "Grenzen"), ("Source", "Borders")), lang)
    own = pick(("; eigene Berechnung", "; own calculation"), lang) if layer.of and layer.of.sort == "change" else ""
    text = f"{source}: {layer.source}{own}. {borders}: {borders_source(lang)}. kleinstadt"
    lines = wrapped(text, SMALL_PX, width - 2 * LEFT)
    top = height - 16 - 15 * (len(lines) - 1)
    said = [
        f'<text x="{LEFT}" y="{top + 15 * at}" font-size="{SMALL_PX}" fill="{QUIET_INK}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    ]
    return said, top - 18
