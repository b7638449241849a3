"""Drawing in page coordinates: text, boxes, lines and shapes at pixels, as layers of an Altair chart.

What has no axis (maps, outlines, mosaics, legends with counts) is laid out here to the pixel, x going right, y down.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import altair as alt
import numpy as np
import shapely
from numpy.typing import NDArray

from kleinstadt.report.drawing.style import INK, PAPER, SMALL

Geometries = NDArray[np.object_]
Rows = Sequence[Mapping[str, Any]]
Align = Literal["left", "center", "right"]

_X = alt.X("x:Q").scale(None).axis(None)
_Y = alt.Y("y:Q").scale(None).axis(None)
# Channels as objects: of a mere "text:N" Altair makes one by going through all its classes, 5 ms each time.
_ENDS = {"x2": alt.X2("x2"), "y2": alt.Y2("y2")}
_TEXT = {"text": alt.Text("text:N")}
_FILL = {"fill": alt.Fill("colour:N").scale(None)}


def _marks(rows: Rows, mark: Mapping[str, Any], channels: Mapping[str, Any]) -> alt.Chart:
    """One mark for each row, at its x and y; of a list Altair would copy every row with every layer."""
    chart = alt.Chart(alt.InlineData(values=tuple(rows)), mark=alt.MarkDef(**mark))
    placed: alt.Chart = chart.encode(x=_X, y=_Y, **channels)
    return placed


def texts(
    rows: Rows, *, size: float = SMALL, weight: int = 400, colour: str = INK, align: Align = "left", halo: bool = False
) -> alt.Chart:
    """Lines of text.

    Parameters
    ----------
    rows : sequence of mapping
        x, y (the middle of the line) and text; all of them or none also colour.
    size : float
        Of the letters, pixels.
    weight : int
        400, or BOLD.
    colour : str
        "#rrggbb", where rows have none of their own.
    align : {"left", "center", "right"}
        Which side of a line stands at x.
    halo : bool
        Draw the letters as a thick pale outline, for the same text on top of it.

    Returns
    -------
    alt.Chart
        One layer.
    """
    outline = {"stroke": PAPER, "strokeWidth": 2.6, "strokeJoin": "round", "opacity": 0.9} if halo else {}
    letters = {"type": "text", "fontSize": size, "fontWeight": weight, "align": align, "baseline": "middle"}
    own = _FILL if rows and "colour" in rows[0] else {}
    return _marks(rows, {**letters, "fill": colour, **outline}, {**_TEXT, **own})


def haloed(rows: Rows, *, align: Align = "left") -> list[alt.Chart]:
    """Text that stays readable on a busy ground: the same words first in a thick white outline.

    Parameters
    ----------
    rows : sequence of mapping
        As in `texts`.
    align : {"left", "center", "right"}
        Which side of a line stands at x.

    Returns
    -------
    list of alt.Chart
        Two layers.
    """
    return [texts(rows, align=align, halo=True), texts(rows, align=align)]


def boxes(rows: Rows, *, stroke: str | None = None, width: float = 0.6) -> alt.Chart:
    """Filled rectangles.

    Parameters
    ----------
    rows : sequence of mapping
        x, y (upper left), x2, y2 and colour.
    stroke : str or None
        Colour of their edges; None for none.
    width : float
        Of the edges, pixels.

    Returns
    -------
    alt.Chart
        One layer.
    """
    outline = {"stroke": stroke, "strokeWidth": width} if stroke else {}
    return _marks(rows, {"type": "rect", **outline}, {**_ENDS, **_FILL})


def rules(rows: Rows, *, colour: str = INK, width: float = 0.8) -> alt.Chart:
    """Straight lines.

    Parameters
    ----------
    rows : sequence of mapping
        x, y, x2, y2.
    colour : str
        "#rrggbb".
    width : float
        Pixels.

    Returns
    -------
    alt.Chart
        One layer.
    """
    return _marks(rows, {"type": "rule", "stroke": colour, "strokeWidth": width}, _ENDS)


def dots(rows: Rows, *, colour: str = INK, area: float = 18) -> alt.Chart:
    """Small discs with a white rim.

    Parameters
    ----------
    rows : sequence of mapping
        x and y.
    colour : str
        "#rrggbb".
    area : float
        Of a disc, square pixels.

    Returns
    -------
    alt.Chart
        One layer.
    """
    disc = {"type": "point", "shape": "circle", "filled": True, "size": area, "opacity": 1}
    return _marks(rows, {**disc, "fill": colour, "stroke": PAPER, "strokeWidth": 0.8}, {})


def circles(rows: Rows, *, area: float, hollow: bool = False) -> alt.Chart:
    """Discs, or rings with a white middle.

    Parameters
    ----------
    rows : sequence of mapping
        x, y and colour.
    area : float
        Of a disc, square pixels.
    hollow : bool
        Whether they are rings.

    Returns
    -------
    alt.Chart
        One layer.
    """
    disc = {"type": "point", "shape": "circle", "filled": True, "size": area, "opacity": 1, "strokeWidth": 1.4}
    rim = {"stroke": alt.Stroke("colour:N").scale(None)}
    return _marks(rows, {**disc, "fill": PAPER} if hollow else disc, rim if hollow else {**rim, **_FILL})


def shapes(areas: Mapping[str, Geometries], *, stroke: str | None = None, width: float = 0.3) -> alt.Chart:
    """Areas by fill colour; each colour is drawn as a single path.

    Parameters
    ----------
    areas : mapping of str to array of geometry
        Polygons by colour, in pixels of the page.
    stroke : str or None
        Colour of their edges; None for none.
    width : float
        Of the edges, pixels.

    Returns
    -------
    alt.Chart
        One layer.
    """
    outline = {"stroke": stroke, "strokeWidth": width, "strokeJoin": "round"} if stroke else {}
    collected = {colour: shapely.multipolygons(shapely.get_parts(own)) for colour, own in areas.items() if len(own)}
    return _geoshape(collected, {"filled": True, **outline}, _FILL["fill"])


def strokes(lines: Geometries, *, colour: str, width: float) -> alt.Chart:
    """Lines, drawn as a single path.

    Parameters
    ----------
    lines : array of geometry
        In pixels of the page.
    colour : str
        "#rrggbb".
    width : float
        Pixels.

    Returns
    -------
    alt.Chart
        One layer.
    """
    collected = {colour: shapely.multilinestrings(shapely.get_parts(lines))}
    return _geoshape(collected, {"filled": False, "strokeWidth": width, "strokeJoin": "round"}, None)


def _geoshape(
    collected: Mapping[str, shapely.Geometry], mark: Mapping[str, Any], painted: alt.Fill | None
) -> alt.Chart:
    """Geometry as a GeoJSON text inside the chart: Altair would otherwise walk through every coordinate."""
    features = ",".join(
        f'{{"type":"Feature","colour":"{colour}","geometry":{shapely.to_geojson(geometry)}}}'
        for colour, geometry in collected.items()
    )
    data = alt.InlineData(
        values=f'{{"type":"FeatureCollection","features":[{features}]}}',
        format=alt.JsonDataFormat(type="json", property="features"),
    )
    colour = {"fill": painted} if painted is not None else {"stroke": alt.Stroke("colour:N").scale(None)}
    drawn: alt.Chart = alt.Chart(data, mark=alt.MarkDef(type="geoshape", clip=False, **mark)).encode(**colour)
    return drawn.project(type="identity", scale=1, translate=[0, 0])


def page(layers: Sequence[alt.Chart], width: float, height: float) -> alt.LayerChart:
    """All layers on a page of exactly this many pixels; what stands out of it is cut off.

    Parameters
    ----------
    layers : sequence of alt.Chart
        In drawing order.
    width, height : float
        Pixels.

    Returns
    -------
    alt.LayerChart
        Without typography yet (`style.styled`).
    """
    exact = alt.AutoSizeParams(type="none")
    return alt.LayerChart(layer=list(layers), width=width, height=height, autosize=exact)
