"""Stacked bars to the pixel: each part says its own number, so that no axis has to be read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

import altair as alt

from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.style import BOLD, INK, QUIET_INK, ink_on, text_width

LINE: Final = 14


@dataclass(frozen=True)
class Part:
    """A part of a bar.

    Attributes
    ----------
    value : float
        Its length, in the unit of the bar.
    colour : str
        "#rrggbb".
    lines : tuple of str
        What it says, one line below the other; of several the first is bold.
    emphasised : bool
        Whether all lines are bold.
    """

    value: float
    colour: str
    lines: tuple[str, ...]
    emphasised: bool = False

    def needs(self) -> float:
        """Pixels that its longest line needs.

        Returns
        -------
        float
            Width, 6 pixels of air included.
        """
        return max(text_width(line) for line in self.lines) + 6


@dataclass
class Canvas:
    """Boxes and texts, collected while a drawing is laid out, and turned into layers at its end.

    Attributes
    ----------
    boxes : list of dict
        Rows as `pen.boxes` takes them.
    words : dict of (align, weight) to list of dict
        Rows as `pen.texts` takes them, by how they are set.
    """

    boxes: list[dict[str, Any]] = field(default_factory=list)
    words: dict[tuple[pen.Align, int], list[dict[str, Any]]] = field(default_factory=dict)

    def box(self, x: float, y: float, x2: float, y2: float, colour: str) -> Self:
        """A filled rectangle.

        Parameters
        ----------
        x, y, x2, y2 : float
            Upper left and lower right corner, pixels.
        colour : str
            "#rrggbb".

        Returns
        -------
        Canvas
            The same one.
        """
        self.boxes.append({"x": x, "y": y, "x2": x2, "y2": y2, "colour": colour})
        return self

    def say(
        self, text: str, x: float, y: float, *, align: pen.Align = "left", weight: int = 400, colour: str = INK
    ) -> Self:
        """A line of text.

        Parameters
        ----------
        text : str
            One line; it is not wrapped.
        x : float
            Pixels from the left, of the side that `align` names.
        y : float
            Pixels from the top, of the middle of the line.
        align : {"left", "center", "right"}
            Which side of the line stands at x.
        weight : int
            400, or BOLD.
        colour : str
            "#rrggbb".

        Returns
        -------
        Canvas
            The same one.
        """
        self.words.setdefault((align, weight), []).append({"x": x, "y": y, "text": text, "colour": colour})
        return self

    def layers(self, *, gaps: float = 0.8) -> list[alt.Chart]:
        """What was collected, boxes below texts.

        Parameters
        ----------
        gaps : float
            Pixels of the white line between boxes; 0 for none.

        Returns
        -------
        list of alt.Chart
            For `pen.page`, in drawing order.
        """
        texts = [pen.texts(rows, align=align, weight=weight) for (align, weight), rows in self.words.items()]
        return [*([pen.boxes(self.boxes, stroke="#ffffff", width=gaps)] if self.boxes else []), *texts]


def stack(canvas: Canvas, parts: Sequence[Part], x: float, y: float, height: float, pixels_per_unit: float) -> float:
    """Draw parts one after the other.

    A part too narrow for its words says them in one line above the bar, beside those of the part before.

    Parameters
    ----------
    canvas : Canvas
        What is drawn on.
    parts : sequence of Part
        From left to right.
    x, y : float
        Upper left corner of the bar, pixels.
    height : float
        Of the bar, pixels.
    pixels_per_unit : float
        Scale of Part.value.

    Returns
    -------
    float
        Where the bar ends, pixels from the left.
    """
    free = x  # above the bar
    for part in parts:
        end = x + part.value * pixels_per_unit
        canvas.box(x, y, end, y + height, part.colour)
        if end - x >= part.needs():
            _inside(canvas, part, (x + end) / 2, y + height / 2)
        elif part.value > 0:
            words, at = " · ".join(part.lines), max(x, free)
            canvas.say(words, at, y - 8, colour=QUIET_INK)
            free = at + text_width(words) + 6
        x = end
    return x


def _inside(canvas: Canvas, part: Part, x: float, y: float) -> None:
    top = y - LINE * (len(part.lines) - 1) / 2
    for number, line in enumerate(part.lines):
        weight = BOLD if part.emphasised or (number == 0 and len(part.lines) > 1) else 400
        canvas.say(line, x, top + LINE * number, align="center", weight=weight, colour=ink_on(part.colour))


def key(canvas: Canvas, entries: Sequence[tuple[str, str]], x: float, y: float, *, bold: int | None = None) -> None:
    """Colours and what they mean, side by side.

    Parameters
    ----------
    canvas : Canvas
        What is drawn on.
    entries : sequence of (str, str)
        Colour and words of each.
    x : float
        Where the first one begins, pixels.
    y : float
        The middle of the line, pixels.
    bold : int or None
        Place of the entry whose words are bold; None for none.
    """
    for number, (colour, meaning) in enumerate(entries):
        canvas.box(x, y - 6, x + 12, y + 6, colour)
        canvas.say(meaning, x + 17, y + 0.5, weight=BOLD if number == bold else 400)
        x += 17 + text_width(meaning) + 18
