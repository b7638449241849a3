"""What the schematic drawings are made of: boxes with text, arrows, curves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Self

import altair as alt
import numpy as np
import shapely

from kleinstadt.report.contents.captions import wrapped
from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.bars import Canvas
from kleinstadt.report.drawing.style import BOLD, INK, QUIET_INK, WIDTH, ink_on, styled
from kleinstadt.words.language import Lang

Point = tuple[float, float]

LINE: Final = 14.5
HEAD: Final = 7.0  # pixels of an arrow's head
ROUND: Final = 5.0
GREY: Final = "#eae7e0"
BRICK: Final = "#a93a20"
PALE: Final = "#f6ddcc"
BLUE: Final = "#35789b"
PALE_BLUE: Final = "#d9e8ee"


@dataclass
class Board:
    """A drawing in the making: shapes below, lines above them, words on top.

    Attributes
    ----------
    lang : {"de", "en"}
        Language.
    canvas : Canvas
        Boxes and words, above all else.
    """

    lang: Lang
    canvas: Canvas = field(default_factory=Canvas)
    _fills: dict[str, list[shapely.Geometry]] = field(default_factory=dict)
    _lines: dict[tuple[str, float], list[shapely.Geometry]] = field(default_factory=dict)

    def shape(self, geometry: shapely.Geometry, colour: str) -> Self:
        """A filled area.

        Parameters
        ----------
        geometry : shapely geometry
            Polygon in pixels.
        colour : str
            "#rrggbb".

        Returns
        -------
        Board
            The same one.
        """
        self._fills.setdefault(colour, []).append(geometry)
        return self

    def line(self, points: Sequence[Point], *, colour: str = QUIET_INK, width: float = 1.4) -> Self:
        """A line.

        Parameters
        ----------
        points : sequence of (float, float)
            Pixels from the left and from the top.
        colour : str
            "#rrggbb".
        width : float
            Pixels.

        Returns
        -------
        Board
            The same one.
        """
        self._lines.setdefault((colour, width), []).append(shapely.linestrings(np.asarray(points, dtype=float)))
        return self

    def arrow(self, points: Sequence[Point], *, colour: str = QUIET_INK, width: float = 1.4) -> Self:
        """A line whose last point is the tip of an arrow.

        Parameters
        ----------
        points : sequence of (float, float)
            Pixels from the left and from the top; two at least.
        colour : str
            "#rrggbb".
        width : float
            Of the line, pixels.

        Returns
        -------
        Board
            The same one.
        """
        tip, before = np.asarray(points[-1], dtype=float), np.asarray(points[-2], dtype=float)
        along = (tip - before) / np.hypot(*(tip - before))
        across = np.array([-along[1], along[0]])
        foot = tip - along * HEAD
        self.shape(shapely.polygons([tip, foot + across * HEAD * 0.55, foot - across * HEAD * 0.55]), colour)
        return self.line([*points[:-1], (float(foot[0]), float(foot[1]))], colour=colour, width=width)

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        tall: float,
        lines: Sequence[str],
        colour: str,
        *,
        bold_first: bool = True,
    ) -> Self:
        """A rounded box with words in its middle.

        Parameters
        ----------
        x, y : float
            Upper left corner, pixels.
        wide, tall : float
            Pixels.
        lines : sequence of str
            Long ones are wrapped.
        colour : str
            "#rrggbb" of the box; that of the words follows it.
        bold_first : bool
            Whether the first line is a bold title.

        Returns
        -------
        Board
            The same one.
        """
        self.shape(shapely.box(x + ROUND, y + ROUND, x + wide - ROUND, y + tall - ROUND).buffer(ROUND), colour)
        return self.words(lines, x + wide / 2, y + tall / 2, wide - 12, ink_on(colour), bold_first=bold_first)

    def words(
        self,
        lines: Sequence[str],
        x: float,
        y: float,
        wide: float,
        colour: str = INK,
        *,
        align: pen.Align = "center",
        bold_first: bool = False,
    ) -> Self:
        """Lines one below the other.

        Parameters
        ----------
        lines : sequence of str
            Long ones are wrapped.
        x : float
            Pixels from the left, of the side that `align` names.
        y : float
            Pixels from the top, of the middle of them all.
        wide : float
            Pixels that a line may take.
        colour : str
            "#rrggbb".
        align : {"left", "center", "right"}
            Which side of a line stands at x.
        bold_first : bool
            Whether the first line is a bold title.

        Returns
        -------
        Board
            The same one.
        """
        placed = [(part, bold_first and place == 0) for place, line in enumerate(lines) for part in wrapped(line, wide)]
        top = y - LINE * (len(placed) - 1) / 2
        for row, (text, bold) in enumerate(placed):
            self.canvas.say(text, x, top + LINE * row, align=align, weight=BOLD if bold else 400, colour=colour)
        return self

    def finished(self, height: float, says: str) -> alt.LayerChart:
        """The drawing.

        Parameters
        ----------
        height : float
            Of the page, pixels.
        says : str
            What it shows, for who does not see it.

        Returns
        -------
        alt.LayerChart
            As wide as the report's page.
        """
        fills = {colour: np.array(own, dtype=object) for colour, own in self._fills.items()}
        lines = [
            pen.strokes(np.array(own, dtype=object), colour=colour, width=width)
            for (colour, width), own in self._lines.items()
        ]
        painted = [pen.shapes({colour: own}) for colour, own in fills.items()]
        return styled(pen.page([*painted, *lines, *self.canvas.layers()], WIDTH, height), self.lang, says)
