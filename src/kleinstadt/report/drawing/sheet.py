"""What every map of Germany shares: the page, borders of the Länder, cities to find one's way, a scale, a legend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import altair as alt
import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.pen import Geometries
from kleinstadt.report.drawing.style import BOLD, INK, PAPER, QUIET_INK, WIDTH
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

MAP_WIDTH: Final = 492
LEGEND_LEFT: Final = 450
MARGIN: Final = 4
ENTRY: Final = 17
GROUP_GAP: Final = 9
BORDER: Final = "#3d3d3d"

CITIES: Final = (
    # German and English name, easting and northing in km (EPSG:25832), side on which the name stands
    ("Berlin", "Berlin", 799, 5828, "right"),
    ("Bremen", "Bremen", 487, 5881, "left"),
    ("Dresden", "Dresden", 832, 5666, "above"),
    ("Erfurt", "Erfurt", 642, 5649, "right"),
    ("Frankfurt/M.", "Frankfurt", 477, 5551, "right"),
    ("Freiburg", "Freiburg", 414, 5316, "right"),
    ("Hamburg", "Hamburg", 566, 5934, "right"),
    ("Hannover", "Hanover", 550, 5803, "right"),
    ("Kassel", "Kassel", 535, 5685, "right"),
    ("Kiel", "Kiel", 574, 6020, "left"),
    ("Köln", "Cologne", 356, 5645, "right"),
    ("Leipzig", "Leipzig", 735, 5693, "right"),
    ("Magdeburg", "Magdeburg", 680, 5778, "left"),
    ("München", "Munich", 692, 5335, "right"),
    ("Münster", "Münster", 406, 5758, "right"),
    ("Nürnberg", "Nuremberg", 650, 5480, "right"),
    ("Regensburg", "Regensburg", 727, 5434, "above"),
    ("Rostock", "Rostock", 705, 5998, "right"),
    ("Saarbrücken", "Saarbrücken", 354, 5456, "right"),
    ("Stuttgart", "Stuttgart", 513, 5403, "right"),
)


@dataclass(frozen=True)
class LegendEntry:
    """A line of the legend.

    Attributes
    ----------
    colour : str
        "#rrggbb".
    label : str
        What it means.
    count : int
        How many units have it.
    hatched : bool
        Whether the colour is hatched, for "no data".
    """

    colour: str
    label: str
    count: int
    hatched: bool = False


@dataclass(frozen=True)
class Sheet:
    """The step from metres to pixels: one scale in both directions, so that nothing is distorted.

    Attributes
    ----------
    west, north : float
        Of the upper left corner, metres of EPSG:25832.
    pixels_per_metre : float
        Scale.
    height : float
        Of the page, pixels.
    """

    west: float
    north: float
    pixels_per_metre: float
    height: float

    @classmethod
    def around(cls, bounds: Sequence[float], below: float = 0.0) -> Self:
        """A sheet on which a land is as wide as a map may be.

        Parameters
        ----------
        bounds : sequence of float
            West, south, east, north in metres.
        below : float
            Pixels left free under the map, for the scale where the land leaves no corner for it.

        Returns
        -------
        Sheet
            The land is MAP_WIDTH pixels wide.
        """
        west, south, east, north = bounds
        scale = MAP_WIDTH / (east - west)
        return cls(west, north, scale, (north - south) * scale + 2 * MARGIN + below)

    def holds(self, east: float, north: float) -> bool:
        """Whether a point lies on the map.

        Parameters
        ----------
        east, north : float
            Metres of EPSG:25832.

        Returns
        -------
        bool
            Margins count as the map.
        """
        x, y = self.xy(east, north)
        return 0 <= x <= MAP_WIDTH and 0 <= y <= self.height

    def xy(self, east: float, north: float) -> tuple[float, float]:
        """Pixels of a point.

        Parameters
        ----------
        east, north : float
            Metres of EPSG:25832.

        Returns
        -------
        tuple of (float, float)
            From the left and from the top.
        """
        return (east - self.west) * self.pixels_per_metre + MARGIN, (
            self.north - north
        ) * self.pixels_per_metre + MARGIN

    def place(self, geometries: Geometries) -> Geometries:
        """Geometries in pixels, to a tenth of one (140 m; a fortieth of a millimetre on paper).

        Parameters
        ----------
        geometries : array of geometry
            In metres of EPSG:25832.

        Returns
        -------
        array of geometry
            In pixels, as many.
        """
        placed: Geometries = shapely.transform(geometries, self._place)
        return placed

    def _place(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        flipped = (points - (self.west, self.north)) * (self.pixels_per_metre, -self.pixels_per_metre)
        return np.round(flipped + MARGIN, 1)


def geometries(frame: gpd.GeoDataFrame) -> Geometries:
    """The bare geometries of a frame.

    Parameters
    ----------
    frame : gpd.GeoDataFrame
        With a geometry column.

    Returns
    -------
    array of geometry
        One entry a row.
    """
    return np.asarray(frame.geometry.to_numpy(), dtype=object)


def borders(laender: gpd.GeoDataFrame, sheet: Sheet) -> list[alt.Chart]:
    """Borders of the Länder: a dark line on a pale, wider one, so that it is seen on light and dark ground.

    Parameters
    ----------
    laender : gpd.GeoDataFrame
        Polygons of the Länder in EPSG:25832.
    sheet : Sheet
        The page and its scale.

    Returns
    -------
    list of alt.Chart
        Layers for `pen.page`, in drawing order.
    """
    lines = shapely.boundary(sheet.place(geometries(laender)))
    return [pen.strokes(lines, colour=PAPER, width=1.7), pen.strokes(lines, colour=BORDER, width=0.7)]


def cities(sheet: Sheet, lang: Lang) -> list[alt.Chart]:
    """Cities to find one's way by: dots, and names with a halo.

    Parameters
    ----------
    sheet : Sheet
        The page and its scale.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of alt.Chart
        Layers for `pen.page`; cities that lie outside are left out.
    """
    points = [
        (pick((german, english), lang), *sheet.xy(e * 1e3, n * 1e3), side)
        for german, english, e, n, side in CITIES
        if sheet.holds(e * 1e3, n * 1e3)
    ]
    layers = [pen.dots([{"x": x, "y": y} for _, x, y, _ in points], colour=INK, area=20)]
    for side, (dx, dy, align) in _NAME_PLACES.items():
        rows = [{"x": x + dx, "y": y + dy, "text": name} for name, x, y, placed in points if placed == side]
        layers += pen.haloed(rows, align=align)
    return layers


_NAME_PLACES: Final[dict[str, tuple[float, float, pen.Align]]] = {
    "right": (6, 0, "left"),
    "left": (-6, 0, "right"),
    "above": (0, -9, "center"),
}


def scale_bar(sheet: Sheet, lang: Lang, kilometres: int = 100) -> list[alt.Chart]:
    """A scale at the lower left.

    Parameters
    ----------
    sheet : Sheet
        The page and its scale.
    lang : {"de", "en"}
        Language.
    kilometres : int
        Its length.

    Returns
    -------
    list of alt.Chart
        Layers for `pen.page`, in drawing order.
    """
    left, bottom = MARGIN, sheet.height - MARGIN
    right = left + kilometres * 1e3 * sheet.pixels_per_metre
    strokes = [(left, bottom, right, bottom), (left, bottom - 4, left, bottom), (right, bottom - 4, right, bottom)]
    rows = [dict(zip(("x", "y", "x2", "y2"), stroke, strict=True)) for stroke in strokes]
    label = {"x": (left + right) / 2, "y": bottom - 9, "text": f"{number(kilometres, 0, lang)} km"}
    return [pen.rules(rows, colour=QUIET_INK), pen.texts([label], colour=QUIET_INK, align="center")]


def legend(
    title: Sequence[str], subtitle: Sequence[str], groups: Iterable[Sequence[LegendEntry]], sheet: Sheet, lang: Lang
) -> list[alt.Chart]:
    """A legend at the lower right, in the corner that Germany leaves free: swatches, meanings, counts.

    Parameters
    ----------
    title, subtitle : sequence of str
        Their lines; the subtitle is set lighter.
    groups : iterable of sequence of LegendEntry
        Entries, set apart by a gap.
    sheet : Sheet
        The page and its scale.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of alt.Chart
        Layers for `pen.page`, in drawing order.
    """
    stacked = list(groups)
    lines = len(title) + len(subtitle)
    rows = sum(len(group) for group in stacked)
    body = sheet.height - MARGIN - ENTRY * rows - GROUP_GAP * (len(stacked) - 1) + (ENTRY - 12)
    head = body - 14 - 15 * lines - 8
    return _legend_head(title, subtitle, head, lang) + _legend_body(stacked, body, lang)


def _legend_head(title: Sequence[str], subtitle: Sequence[str], top: float, lang: Lang) -> list[alt.Chart]:
    lines = [{"x": LEGEND_LEFT, "y": top + 15 * i, "text": line} for i, line in enumerate((*title, *subtitle))]
    counted = {"x": WIDTH, "y": top + 15 * len(lines) + 4, "text": pick(("Anzahl", "Number"), lang)}
    return [
        pen.texts(lines[: len(title)], weight=BOLD),
        pen.texts(lines[len(title) :]),
        pen.texts([counted], colour=QUIET_INK, align="right"),
    ]


def _legend_body(groups: Sequence[Sequence[LegendEntry]], top: float, lang: Lang) -> list[alt.Chart]:
    swatches, meanings, counts, hatches = [], [], [], []
    y = top
    for group in groups:
        for entry in group:
            box = {"x": LEGEND_LEFT, "y": y, "x2": LEGEND_LEFT + 16, "y2": y + 12, "colour": entry.colour}
            swatches.append(box)
            meanings.append({"x": LEGEND_LEFT + 21, "y": y + 6.5, "text": entry.label})
            counts.append({"x": WIDTH, "y": y + 6.5, "text": number(entry.count, 0, lang)})
            if entry.hatched:
                hatches.append(shapely.box(box["x"], y, box["x2"], y + 12))
            y += ENTRY
        y += GROUP_GAP
    layers = [pen.boxes(swatches, stroke="#8b8b8b", width=0.4), pen.texts(meanings), pen.texts(counts, align="right")]
    return layers + hatching(np.array(hatches, dtype=object))


def hatching(areas: Geometries, *, gap: float = 2.6, colour: str = "#6d6d6d") -> list[alt.Chart]:
    """Fine diagonal lines over areas.

    Parameters
    ----------
    areas : array of geometry
        Polygons in pixels of the page.
    gap : float
        Pixels from line to line, measured to the right.
    colour : str
        "#rrggbb".

    Returns
    -------
    list of alt.Chart
        Empty where there are no areas.
    """
    if not len(areas):
        return []
    ground = shapely.union_all(shapely.make_valid(areas))
    west, north, east, south = shapely.bounds(ground)
    starts = np.arange(west - (south - north), east, gap)
    diagonals = shapely.linestrings([[(x, south), (x + south - north, north)] for x in starts])
    strokes = shapely.get_parts(shapely.intersection(shapely.multilinestrings(diagonals), ground))
    lines = strokes[shapely.get_dimensions(strokes) == 1]
    return [pen.strokes(lines, colour=colour, width=0.6)] if len(lines) else []
