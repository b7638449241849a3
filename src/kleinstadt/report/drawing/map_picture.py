"""A map as a picture: SVG with title, legend and source, for print and for browsers without scripts; PNG of it."""

import textwrap
from collections.abc import Sequence
from html import escape
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from kleinstadt.compare.borders import borders_source
from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Level
from kleinstadt.report.drawing.map_layers import NO_DATA, Layer
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

WIDTH: Final = 900
MAP_WIDTH: Final = 640
TOP: Final = 76
LEGEND_X: Final = 655
TOLERANCE_M: Final = 500.0
WEST: Final = 280_000.0  # Germany, metres of EPSG:25832
EAST: Final = 922_000.0
SOUTH: Final = 5_235_000.0
NORTH: Final = 6_102_000.0
SCALE: Final = MAP_WIDTH / (EAST - WEST)
HEIGHT: Final = (NORTH - SOUTH) * SCALE
LETTERS_A_LINE: Final = 135


def paths(atlas: Atlas, year: int, level: Level) -> list[str]:
    """SVG path of each area (empty without land), in pixels."""
    return atlas.once(("paths", year, level), lambda: _paths(atlas, year, level))


def _paths(atlas: Atlas, year: int, level: Level) -> list[str]:
    frame = atlas.edition.polygons(year, level, tolerance_m=TOLERANCE_M)
    row = atlas.areas(year, level).row
    found = [""] * len(row)
    for key, shape in zip(frame.index, frame.geometry, strict=True):
        corners = [np.round((shapely.get_coordinates(r) - (WEST, NORTH)) * (SCALE, -SCALE), 1) for r in rings(shape)]
        found[row[key]] = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring[:-1]) + "z" for ring in corners)
    return found


def rings(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """All rings of a polygon or of several."""
    return list(shapely.get_rings(shapely.get_parts(shape)))


def picture(
    atlas: Atlas, layer: Layer, shown: NDArray[np.bool_], year: int, level: Level, *, lang: Lang, subtitle: str
) -> str:
    """The map as an SVG document; areas that are not `shown` are pale."""
    shapes, laender = paths(atlas, year, level), paths(atlas, year, "land")
    classes = layer.classes()
    fills = [*layer.colours, NO_DATA]
    body = []
    for place, colour in enumerate(fills):
        rows = np.flatnonzero((classes == (place if place < len(layer.colours) else -1)) & shown)
        body.append(f'<path fill="{colour}" d="{"".join(shapes[row] for row in rows)}"/>')
    rest = "".join(shapes[row] for row in np.flatnonzero(~shown))
    counts = [int(((classes == place) & shown).sum()) for place in range(len(layer.colours))]
    counts.append(int(((classes == -1) & shown).sum()))
    total = int(HEIGHT + TOP + 60)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{total}" viewBox="0 0 {WIDTH} {total}" '
        f'font-family="Fira Sans, sans-serif" font-size="13" fill="#222" role="img" '
        f'aria-label="{escape(layer.title)}">',
        f'<rect width="{WIDTH}" height="{total}" fill="#fff"/>',
        f'<text x="20" y="32" font-size="21" font-weight="600">{escape(layer.title)}</text>',
        f'<text x="20" y="54" fill="#5c5c5c">{escape(subtitle)}</text>',
        f'<g transform="translate(10 {TOP})" fill-rule="evenodd" stroke="#fff" stroke-width=".25">',
        f'<path fill="#efece6" d="{rest}"/>' if rest else "",
        *body,
        f'<path fill="none" stroke="#3d3d3d" stroke-width=".8" d="{"".join(laender)}"/></g>',
        *_legend(layer, counts, lang),
        *_source(layer, total, lang),
        "</svg>",
    ]
    return "".join(parts)


def _legend(layer: Layer, counts: Sequence[int], lang: Lang) -> list[str]:
    missing = pick(("keine Daten", "no data"), lang)
    rows = list(zip([*layer.labels, missing], [*layer.colours, NO_DATA], counts, strict=True))
    lines = []
    for place, (label, colour, count) in enumerate(rows):
        if place == len(rows) - 1 and count == 0:
            continue
        y = TOP + 20 + place * 24
        lines.append(
            f'<rect x="{LEGEND_X}" y="{y}" width="20" height="15" fill="{colour}" stroke="#8b8b8b" stroke-width=".5"/>'
        )
        lines.append(f'<text x="{LEGEND_X + 28}" y="{y + 12}">{escape(label)}</text>')
        lines.append(
            f'<text x="{WIDTH - 20}" y="{y + 12}" text-anchor="end" fill="#5c5c5c">{number(count, 0, lang)}</text>'
        )
    return lines


def _source(layer: Layer, total: int, lang: Lang) -> list[str]:
    source, borders = pick((("Quelle", "Grenzen"), ("Source", "Borders")), lang)
    text = f"{source}: {layer.source}. {borders}: {borders_source(lang)}. kleinstadt"
    lines = textwrap.wrap(text, LETTERS_A_LINE)
    top = total - 14 * len(lines) + 4
    return [
        f'<text x="20" y="{top + 14 * place}" font-size="10.5" fill="#5c5c5c">{escape(line)}</text>'
        for place, line in enumerate(lines)
    ]
