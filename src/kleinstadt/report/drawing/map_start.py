"""What the live map begins with, as a small picture: its classes in their colours, where the map will draw them.

It is drawn as web maps are (Mercator) and shows exactly the box into which the map's first view is fitted, so that the
map can take its place without a jump. Corners lie on whole pixels of a picture that is 560 pixels high.
"""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.map_places import map_places
from kleinstadt.edition.base_map.shapes import to_degrees
from kleinstadt.edition.edition import Level
from kleinstadt.report.drawing import map_colours
from kleinstadt.report.drawing.map_borders import COARSE_M, shapes
from kleinstadt.report.drawing.map_picture import NATION
from kleinstadt.report.drawing.map_scene import Scene
from kleinstadt.report.drawing.svg_paths import WHOLE, ring_path
from kleinstadt.territory.coding import Floats

GERMANY: Final = (5.7, 47.2, 15.2, 55.1)  # west, south, east, north in degrees, as in map_pane.js
NATION_AT_NIGHT: Final = "#c9c4ba"
HEIGHT: Final = 560


def start_picture(scene: Scene, *, night: bool) -> str:
    """The first map of a scene as an SVG document.

    Parameters
    ----------
    scene : Scene
        What the map shows.
    night : bool
        In the colours for dark paper.

    Returns
    -------
    str
        SVG, HEIGHT pixels high.
    """
    layer, land = scene.layers[0], map_colours.LAND[night]
    box = map_places(scene.atlas, scene.year, scene.level).around(scene.shown) if scene.land or scene.kreis else None
    (west, low), (east, top) = _flat(np.array(box or GERMANY).reshape(2, 2)).tolist()
    scale, window = HEIGHT / (top - low), shapely.box(west, low, east, top)
    colours = layer.colours.dark if night else layer.colours.light
    fills: dict[str, list[shapely.Geometry]] = {}
    for row, shape in enumerate(_shapes(scene.atlas, scene.year, scene.level)):
        if shape is not None and shape.intersects(window):
            fill = land if layer.places[row] < 0 or layer.circles else colours[layer.places[row]]
            fills.setdefault(fill if scene.shown[row] else map_colours.paler(fill, land), []).append(shape)
    areas = [
        f'<path fill="{fill}" d="{_path(shapely.coverage_union_all(parts), west, top, scale)}"/>'
        for fill, parts in fills.items()
    ]
    laender = (shape for shape in _shapes(scene.atlas, scene.year, "land") if shape is not None)
    borders = "".join(_path(shape, west, top, scale) for shape in laender if shape.intersects(window))
    width = round((east - west) * scale)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}">'
        f'<g fill-rule="evenodd">{"".join(areas)}</g>'
        f'<path fill="none" stroke="{NATION_AT_NIGHT if night else NATION}" stroke-width=".8" d="{borders}"/></svg>'
    )


def _shapes(atlas: Atlas, year: int, level: Level) -> NDArray[np.object_]:
    """Borders in the order of Atlas.areas, as web maps draw them; not kept, for they are made in 40 to 70 ms."""
    found: NDArray[np.object_] = shapely.transform(shapes(atlas, year, level, COARSE_M), _mercator)
    return found


def _path(shape: shapely.Geometry, west: float, top: float, scale: float) -> str:
    """An area in whole pixels."""
    rings = map(shapely.get_coordinates, shapely.get_rings(shapely.get_parts(shape)))
    return "".join(ring_path((corners - (west, top)) * (scale, -scale), WHOLE) for corners in rings)


def _mercator(metres: Floats) -> Floats:
    return _flat(np.column_stack(to_degrees(*metres.T)))


def _flat(degrees: Floats) -> Floats:
    """Longitude and latitude as web maps draw them, in degrees of longitude."""
    up = np.degrees(np.arctanh(np.sin(np.radians(degrees[:, 1]))))
    return np.column_stack([degrees[:, 0], up])
