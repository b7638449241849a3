"""Abb. 5, 7, 11, 12, 15: values of groups as dots on a line for each row, with the mean to compare them with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import polars as pl

from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.bars import Canvas
from kleinstadt.report.drawing.scales import Scale, round_scale
from kleinstadt.report.drawing.style import BOLD, HAIRLINE, QUIET_INK, WIDTH, spread, styled, text_width
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

LEFT: Final = 200.0  # where the axis begins, unless words are longer
AFTER_WORDS: Final = 24.0  # at least, between the words of a row and the axis
ROW: Final = 27.0
LOW_ROW: Final = 19.0  # of a single series, whose numbers stand beside the dots
BLOCK_GAP: Final = 8.0
INDENT: Final = 12.0
HEAD: Final = 58.0  # with a legend, and words over the line to compare with
LOW_HEAD: Final = 28.0
DOT: Final = 78.0
WORD: Final = 12.0  # pixels between a dot and its number
CLEAR: Final = 8.0  # above and below the middle of a number that would touch the line to compare with


@dataclass(frozen=True)
class Series:
    """A kind of dot.

    Attributes
    ----------
    column : str
        Where its values stand.
    name : tuple of (str, str)
        Words in German and English.
    colour : str
        "#rrggbb".
    """

    column: str
    name: tuple[str, str]
    colour: str


@dataclass(frozen=True)
class DotRows:
    """A picture of rows of dots.

    Attributes
    ----------
    series : sequence of Series
        Several have a legend, and their numbers above the dots; a single one needs neither.
    unit : tuple of (str, str)
        Said over the axis, in German and English.
    digits : int
        Decimals of the numbers.
    reference : float or None
        Where the line to compare with stands; None for none.
    reference_name : tuple of (str, str)
        Its words.
    """

    series: Sequence[Series]
    unit: tuple[str, str]
    digits: int = 0
    reference: float | None = None
    reference_name: tuple[str, str] = ("", "")

    def draw(self, frame: pl.DataFrame, lang: Lang) -> alt.LayerChart:
        """A row of the frame a line of dots.

        Parameters
        ----------
        frame : pl.DataFrame
            zeile (words), block (rows of one block stand together), fett (bold), tief (indented; may be absent), and a
            column each series (null: no dot).
        lang : {"de", "en"}
            Language.

        Returns
        -------
        alt.LayerChart
            As wide as the report's page, with words for screen readers.
        """
        scale = self._scale(frame, lang)
        canvas, lines = Canvas(), []
        heights = _heights(frame, self._head + 10, LOW_ROW if self._is_single else ROW)
        floor = heights[-1] + (LOW_ROW if self._is_single else ROW) / 2
        if not self._is_single:
            self._legend(canvas, scale.low_at, lang)
        lines += _grid(canvas, scale, self._head, floor, self.digits, lang)
        canvas.say(pick(self.unit, lang), 0, self._head - 18, colour=QUIET_INK)
        touched: list[float] = []
        for y, row in zip(heights, frame.iter_rows(named=True), strict=True):
            canvas.say(row["zeile"], INDENT if row.get("tief") else 0, y, weight=BOLD if row["fett"] else 400)
            touched += self._numbers(canvas, row, scale, y, lang)
        lines = [line for line in lines if self.reference is None or line["x"] != scale.at(self.reference)]
        layers = [pen.rules(lines, colour=HAIRLINE, width=0.6), *self._reference(canvas, scale, floor, touched, lang)]
        layers += [self._dots(frame, one, scale, heights) for one in self.series]
        return styled(pen.page([*layers, *canvas.layers()], WIDTH, floor + 6), lang, self._said(frame, lang))

    @property
    def _is_single(self) -> bool:
        return len(self.series) == 1 and self.reference is None

    @property
    def _head(self) -> float:
        return LOW_HEAD if self._is_single else HEAD

    def _scale(self, frame: pl.DataFrame, lang: Lang) -> Scale:
        """A scale around all values and what they are compared with, right of the longest words."""
        values = [value for one in self.series for value in frame[one.column].drop_nulls().to_list()]
        compared = [*values, *([self.reference] if self.reference is not None else [])]
        words = [*frame["zeile"], pick(self.unit, lang)]
        return round_scale(compared, max(LEFT, *(text_width(text) + AFTER_WORDS for text in words)), WIDTH - 24)

    def _legend(self, canvas: Canvas, x: float, lang: Lang) -> None:
        """Over the axis, or further left where it would not fit there."""
        names = [pick(one.name, lang) for one in self.series]
        x = min(x, WIDTH - sum(15 + text_width(words) + 18 for words in names))
        for one, words in zip(self.series, names, strict=True):
            canvas.box(x, 3, x + 10, 13, one.colour).say(words, x + 15, 8.5)
            x += 15 + text_width(words) + 18

    def _reference(
        self, canvas: Canvas, scale: Scale, floor: float, touched: Sequence[float], lang: Lang
    ) -> list[alt.Chart]:
        """The line to compare with, which leaves room for the numbers that would touch it."""
        if self.reference is None:
            return []
        x = scale.at(self.reference)
        canvas.say(pick(self.reference_name, lang), x, HEAD - 34, align="center", colour=QUIET_INK)
        starts, ends = [HEAD - 10, *(y + CLEAR for y in touched)], [*(y - CLEAR for y in touched), floor]
        parts = [{"x": x, "y": y, "x2": x, "y2": end} for y, end in zip(starts, ends, strict=True) if end > y]
        return [pen.rules(parts, colour=QUIET_INK, width=1.1)]

    def _dots(self, frame: pl.DataFrame, one: Series, scale: Scale, heights: Sequence[float]) -> alt.Chart:
        rows = [
            {"x": scale.at(value), "y": y, "colour": one.colour}
            for y, value in zip(heights, frame[one.column], strict=True)
            if value is not None
        ]
        return pen.circles(rows, area=DOT)

    def _numbers(self, canvas: Canvas, row: dict[str, Any], scale: Scale, y: float, lang: Lang) -> list[float]:
        """Each dot's number above it, moved apart where two would touch; of a single series beside it.

        Returns where one of them would touch the line to compare with.
        """
        found = sorted(float(row[one.column]) for one in self.series if row[one.column] is not None)
        texts = [number(value, self.digits, lang) for value in found]
        gap = max((text_width(text) for text in texts), default=0) + 4
        wanted = [scale.at(value) for value in found]
        if self._is_single:
            for x, text in zip(wanted, texts, strict=True):
                canvas.say(text, x + WORD, y, colour=QUIET_INK)
            return []
        placed = spread(wanted, gap, WIDTH - gap / 2)
        for x, text in zip(placed, texts, strict=True):
            canvas.say(text, x, y - WORD, align="center", colour=QUIET_INK)
        line = scale.at(self.reference) if self.reference is not None else -gap
        return [y - WORD] if any(abs(x - line) < gap / 2 for x in placed) else []

    def _said(self, frame: pl.DataFrame, lang: Lang) -> str:
        said = []
        for row in frame.iter_rows(named=True):
            values = [f"{pick(one.name, lang)} {number(row[one.column], self.digits, lang)}" for one in self.series]
            said.append(f"{row['zeile']}: {', '.join(values)}")
        return f"{'; '.join(said)} ({pick(self.unit, lang)})."


def _heights(frame: pl.DataFrame, y: float, step: float) -> list[float]:
    """Middle of each row from y down, with a gap before each new block."""
    heights, block = [], None
    for found in frame["block"]:
        y += BLOCK_GAP if block is not None and found != block else 0
        heights.append(y)
        y, block = y + step, found
    return heights


def _grid(canvas: Canvas, scale: Scale, head: float, floor: float, digits: int, lang: Lang) -> list[dict[str, float]]:
    for tick in scale.ticks:
        canvas.say(number(tick, digits, lang), scale.at(tick), head - 18, align="center", colour=QUIET_INK)
    return [{"x": scale.at(tick), "y": head - 10, "x2": scale.at(tick), "y2": floor} for tick in scale.ticks]
