"""Drawing in page coordinates: text, boxes, lines and shapes at pixels, as layers of an Altair chart.

What has no axis (maps, outlines, mosaics, legends with counts) is laid out here to the pixel, x to the right and y down.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import altair as alt
import numpy as np
import shapely
from numpy.typing import NDArray

from kleinstadt.report.style import INK, PAPER, SMALL

Geometries = NDArray[np.object_]
Align = Literal["left", "center", "right"]

_X = alt.X("x:Q").scale(None).axis(None)
_Y = alt.Y("y:Q").scale(None).axis(None)


def texts(
    rows: Sequence[Mapping[str, Any]],
    *,
    size: float = SMALL,
    weight: int = 400,
    colour: str = INK,
    align: Align = "left",
) -> alt.Chart:
    """Lines of text; each row has x, y (the middle of the line) and text, and may have its own colour."""
    chart = alt.Chart(alt.Data(values=list(rows)))
    mark = chart.mark_text(fontSize=size, fontWeight=weight, align=align, baseline="middle", fill=colour)
    own = {"fill": alt.Fill("colour:N").scale(None)} if rows and "colour" in rows[0] else {}
    return mark.encode(x=_X, y=_Y, text="text:N", **own)


def haloed(rows: Sequence[Mapping[str, Any]], *, size: float = SMALL, align: Align = "left") -> list[alt.Chart]:
    """Text that stays readable on a busy ground: the same words first in a thick white outline."""
    halo = texts(rows, size=size, align=align)
    halo.mark.stroke, halo.mark.strokeWidth, halo.mark.strokeJoin = PAPER, 2.6, "round"
    halo.mark.opacity = 0.9
    return [halo, texts(rows, size=size, align=align)]


def boxes(rows: Sequence[Mapping[str, Any]], *, stroke: str | None = None, width: float = 0.6) -> alt.Chart:
    """Filled rectangles; each row has x, y (upper left), x2, y2 and colour."""
    mark = alt.Chart(alt.Data(values=list(rows))).mark_rect(
        **({"stroke": stroke, "strokeWidth": width} if stroke else {})
    )
    return mark.encode(x=_X, y=_Y, x2="x2", y2="y2", fill=alt.Fill("colour:N").scale(None))


def rules(rows: Sequence[Mapping[str, Any]], *, colour: str = INK, width: float = 0.8) -> alt.Chart:
    """Straight lines; each row has x, y, x2, y2."""
    mark = alt.Chart(alt.Data(values=list(rows))).mark_rule(stroke=colour, strokeWidth=width)
    return mark.encode(x=_X, y=_Y, x2="x2", y2="y2")


def dots(rows: Sequence[Mapping[str, Any]], *, colour: str = INK, area: float = 18) -> alt.Chart:
    """Small discs with a white rim; each row has x and y."""
    mark = alt.Chart(alt.Data(values=list(rows))).mark_point(
        shape="circle", filled=True, size=area, fill=colour, stroke=PAPER, strokeWidth=0.8, opacity=1
    )
    return mark.encode(x=_X, y=_Y)


def shapes(
    layers: Mapping[str, Geometries], *, stroke: str | None = None, width: float = 0.3, filled: bool = True
) -> alt.Chart:
    """Geometries that are already in page coordinates; one entry per colour, each drawn as a single path.

    The geometry travels as a GeoJSON text inside the chart: Altair would otherwise walk through every coordinate.
    """
    features = ",".join(_feature(colour, geometries) for colour, geometries in layers.items() if len(geometries))
    data = alt.InlineData(
        values=f'{{"type":"FeatureCollection","features":[{features}]}}',
        format=alt.JsonDataFormat(type="json", property="features"),
    )
    outline = {"stroke": stroke, "strokeWidth": width, "strokeJoin": "round"} if stroke else {}
    channel = alt.Fill if filled else alt.Stroke
    mark = alt.Chart(data).mark_geoshape(filled=filled, **({"strokeWidth": width} if not filled else outline))
    painted = mark.encode(**{"fill" if filled else "stroke": channel("properties.colour:N").scale(None)})
    return painted.project(type="identity", scale=1, translate=[0, 0])


def _feature(colour: str, geometries: Geometries) -> str:
    parts = shapely.get_parts(geometries)
    collected = shapely.multilinestrings(parts) if _are_lines(parts) else shapely.multipolygons(parts)
    return f'{{"type":"Feature","properties":{{"colour":"{colour}"}},"geometry":{shapely.to_geojson(collected)}}}'


def _are_lines(parts: Geometries) -> bool:
    return bool(shapely.get_dimensions(parts[0]) == 1)


def page(layers: Sequence[alt.Chart], width: float, height: float) -> alt.LayerChart:
    """All layers, in drawing order, on a page of this many pixels."""
    return alt.layer(*layers).properties(width=width, height=height)
