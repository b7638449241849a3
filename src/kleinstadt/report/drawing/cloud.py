"""Two figures of all towns as a cloud of dots: a group dark, others pale, some towns by name, medians as lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np
import polars as pl
from markupsafe import Markup
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.indicators.model import Indicator
from kleinstadt.report.drawing.inline_charts import ticks
from kleinstadt.report.drawing.picture import Picture, Row, credited, pictured
from kleinstadt.report.drawing.style import spread
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.names import short
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import measured, number

SIDE: Final = 560
LEFT: Final = 62
RIGHT: Final = 14
TOP: Final = 44
BOTTOM: Final = 46
BEYOND: Final = 0.5  # per cent of the towns at each end that do not stretch the picture
NAME_GAP: Final = 14
FEWEST: Final = 8  # towns under which nothing is said of all of them together


@dataclass(frozen=True)
class Axis:
    """A figure on one side of the picture.

    Attributes
    ----------
    indicator : Indicator
        What is measured.
    period : str
        Of the values.
    values : array of float, one entry an area
        In the indicator's unit; NaN where missing.
    lent : bool
        Whether most areas bear the value of their Kreis or Verband.
    """

    indicator: Indicator
    period: str
    values: Floats
    lent: bool

    def named(self, lang: Lang) -> str:
        """The figure with unit and period: "Leerstandsquote (%), 2022"."""
        return f"{self.indicator.titled(lang)}, {dates.period(self.period, lang)}"

    def said(self, value: float, lang: Lang) -> str:
        """A value with its unit.

        Parameters
        ----------
        value : float
            In the indicator's unit.
        lang : {"de", "en"}
            Language.

        Returns
        -------
        str
            With a space that does not break: "3,5 %".
        """
        unit = self.indicator.unit_label(lang)
        return measured(number(value, self.indicator.decimals, lang), unit, lang, "\N{NO-BREAK SPACE}")


@dataclass(frozen=True)
class Cloud:
    """All dots.

    Attributes
    ----------
    areas : Areas
        All areas of the level.
    x, y : Axis
        The figures to the right and upwards.
    chosen : array of bool, one entry an area
        The group that is meant.
    marked : tuple of int
        Rows of the areas that bear their names.
    group : str
        Name of the group.
    sources : sequence of str
        Whom to name.
    """

    areas: Areas
    x: Axis
    y: Axis
    chosen: NDArray[np.bool_]
    marked: tuple[int, ...]
    group: str
    sources: Sequence[str]

    @property
    def both(self) -> NDArray[np.bool_]:
        """The inhabited areas of which both figures are known."""
        known: NDArray[np.bool_] = ~np.isnan(self.x.values) & ~np.isnan(self.y.values) & self.areas.inhabited
        return known

    @property
    def rows(self) -> NDArray[np.intp]:
        """The group's areas of which both are known, by the first figure from high to low."""
        found = np.flatnonzero(self.both & self.chosen)
        return found[np.argsort(-self.x.values[found], kind="stable")]

    def title(self, lang: Lang) -> str:
        """Both figures, without a claim."""
        return f"{self.x.indicator.label(lang)} {pick(('und', 'and'), lang)} {self.y.indicator.label(lang)}"

    def together(self, lang: Lang) -> str:
        """How often both lie above the group's medians; empty for few towns, and where a median splits nothing."""
        rows = self.rows
        if len(rows) < FEWEST:
            return ""
        above_x, above_y = (one.values[rows] > np.median(one.values[rows]) for one in (self.x, self.y))
        if not above_x.any():
            return ""
        high, low = (number(float(np.mean(above_y[at]) * 100), 0, lang) for at in (above_x, ~above_x))
        x, y = self.x.indicator.label(lang), self.y.indicator.label(lang)
        many = number(len(rows), 0, lang)
        german = (
            f"{self.group} ({many}): Von den Orten, die bei „{x}“ über dem gemeinsamen Median liegen, liegen {high} % "
            f"auch bei „{y}“ darüber, von den übrigen {low} %. Das beschreibt nur, was zusammen vorkommt; es sagt "
            "nicht, dass das eine vom anderen kommt."
        )
        english = (
            f"{self.group} ({many}): of the places above their common median of ‘{x}’, {high}% are also above that of "
            f"‘{y}’, of the others {low}%. This only describes what occurs together; it does not say that one comes "
            "from the other."
        )
        return pick((german, english), lang)

    def cited(self, lang: Lang) -> str:
        """Title, source and borders, as a line to cite."""
        what = f"{self.x.named(lang)}; {self.y.named(lang)}. {self.group}, n = {number(len(self.rows), 0, lang)}"
        return f"{what}. {credited(self.sources, self.areas.year, lang)}"

    def picture(self, lang: Lang, address: str) -> str:
        """The chart as an SVG document.

        Parameters
        ----------
        lang : {"de", "en"}
            Language.
        address : str
            Of the page it comes from, the last line of the picture.

        Returns
        -------
        str
            SVG.
        """
        under = f"{self.group}: {number(len(self.rows), 0, lang)}"
        return pictured(Picture(self.title(lang), under, [Row(str(self.drawn(lang)))], (), self.cited(lang), address))

    def table(self) -> pl.DataFrame:
        """A row for each town of the group.

        Returns
        -------
        pl.DataFrame
            key, name, a column named after each figure (the second "_2" where both are the same) with its period
            (_vintage), source, territory (year of the borders); values with six decimals.
        """
        rows = self.rows
        names = [self.x.indicator.id, self.y.indicator.id + ("_2" if self.y.indicator == self.x.indicator else "")]
        return pl.DataFrame(
            {
                "key": [self.areas.keys[row] for row in rows],
                "name": [self.areas.names[row] for row in rows],
                names[0]: self.x.values[rows].round(6),
                f"{names[0]}_vintage": self.x.period,
                names[1]: self.y.values[rows].round(6),
                f"{names[1]}_vintage": self.y.period,
                "source": "; ".join(self.sources),
                "territory": self.areas.year,
            }
        )

    def _frame(self) -> "_Square":
        """From values to pixels: the whole range but the outermost towns, and always those that are named."""
        return _Square(*(_range(axis.values, self.both, self.marked) for axis in (self.x, self.y)))

    def points(self, lang: Lang) -> list[tuple[str, str, str, float, float]]:
        """Name, both values in words and the place in the picture, of the group's towns that are in it.

        Parameters
        ----------
        lang : {"de", "en"}
            Language.

        Returns
        -------
        list of (str, str, str, float, float)
            Pixels from the left and from the top, of SIDE; by the first figure, the lowest first.
        """
        frame = self._frame()
        rows = [row for row in self.rows[::-1].tolist() if frame.holds(self.x.values[row], self.y.values[row])]
        return [
            (
                short(self.areas.names[row]),
                self.x.said(self.x.values[row], lang),
                self.y.said(self.y.values[row], lang),
                *frame.at(self.x.values[row], self.y.values[row]),
            )
            for row in rows
        ]

    def outside(self) -> int:
        """How many of the group's towns lie outside the picture.

        Returns
        -------
        int
            Of those with both figures; the outermost BEYOND per cent at either end do not stretch the picture.
        """
        frame = self._frame()
        return sum(not frame.holds(self.x.values[row], self.y.values[row]) for row in self.rows)

    def drawn(self, lang: Lang) -> Markup:
        """The picture inside a page."""
        frame = self._frame()
        label = escape(f"{self.title(lang)}: {self._in_words(lang)}")
        parts = [
            *frame.grid(self.x, self.y, lang),
            self._dots("all", self.both & ~self.chosen, frame),
            self._dots("group", self.both & self.chosen, frame),
            *self._medians(frame, lang),
            *self._names(frame),
        ]
        return Markup(
            f'<svg class="cloud" role="img" aria-label="{label}" viewBox="0 0 {SIDE} {SIDE}">{"".join(parts)}</svg>'
        )

    def _dots(self, kind: str, those: NDArray[np.bool_], frame: "_Square") -> str:
        """Many dots as one path; those on the same pixel once."""
        pairs = zip(self.x.values[those].tolist(), self.y.values[those].tolist(), strict=True)
        found = sorted({frame.at(x, y, 0) for x, y in pairs if frame.holds(x, y)})
        return f'<path class="{kind}" d="{"".join(f"M{x:.0f} {y:.0f}h0" for x, y in found)}"/>'

    def _medians(self, frame: "_Square", lang: Lang) -> list[str]:
        rows = self.rows
        if len(rows) < FEWEST:
            return []
        x, y = (float(np.median(one.values[rows])) for one in (self.x, self.y))
        left, top = frame.at(x, y)
        everybody = len(rows) == np.count_nonzero(self.both)
        word = pick(("Median aller", "Median of all") if everybody else ("Gruppenmedian", "Median of the group"), lang)
        return [
            f'<line class="median" x1="{left}" x2="{left}" y1="{TOP}" y2="{SIDE - BOTTOM}"/>',
            f'<text x="{left}" y="{TOP - 6}" text-anchor="middle">{word} {escape(self.x.said(x, lang))}</text>',
            f'<line class="median" x1="{LEFT}" x2="{SIDE - RIGHT}" y1="{top}" y2="{top}"/>',
            f'<text x="{SIDE - RIGHT}" y="{top - 5}" text-anchor="end">{word} {escape(self.y.said(y, lang))}</text>',
        ]

    def _names(self, frame: "_Square") -> list[str]:
        known = [row for row in self.marked if self.both[row]]
        placed = sorted((frame.at(self.x.values[row], self.y.values[row]), row) for row in known)
        placed.sort(key=lambda one: one[0][1])
        heights = spread([y for (_, y), _ in placed], NAME_GAP, SIDE - BOTTOM)
        parts = []
        for ((x, y), row), height in zip(placed, heights, strict=True):
            right = x < SIDE * 0.66
            where = f'x="{x + 9 if right else x - 9:g}" y="{height + 4:g}" text-anchor="{"start" if right else "end"}"'
            parts.append(f'<circle class="own" cx="{x}" cy="{y}" r="5.5"/>')
            parts.append(f'<text class="own" {where}>{escape(short(self.areas.names[row]))}</text>')
        return parts

    def _in_words(self, lang: Lang) -> str:
        """The named towns with both values, for who does not see the picture."""
        told = [
            f"{short(self.areas.names[row])} {self.x.said(self.x.values[row], lang)}, "
            f"{self.y.said(self.y.values[row], lang)}"
            for row in self.marked
            if self.both[row]
        ]
        return "; ".join([f"{self.group}, n = {number(len(self.rows), 0, lang)}", *told])


@dataclass(frozen=True)
class _Square:
    """The step from two values to pixels: the marks of both axes, whose ends are the picture's."""

    across: tuple[float, ...]
    up: tuple[float, ...]

    def at(self, x: float, y: float, digits: int = 1) -> tuple[float, float]:
        """Pixels from the left and from the top."""
        width, height = SIDE - LEFT - RIGHT, SIDE - TOP - BOTTOM
        right = (x - self.across[0]) / (self.across[-1] - self.across[0])
        above = (y - self.up[0]) / (self.up[-1] - self.up[0])
        return round(LEFT + right * width, digits), round(TOP + (1 - above) * height, digits)

    def holds(self, x: float, y: float) -> bool:
        """Whether a dot lies in the picture."""
        return self.across[0] <= x <= self.across[-1] and self.up[0] <= y <= self.up[-1]

    def grid(self, x: Axis, y: Axis, lang: Lang) -> list[str]:
        """Lines at round values, and the names of both figures."""
        bottom, parts = SIDE - BOTTOM, []
        for mark in self.across:
            at = self.at(mark, self.up[0])[0]
            parts.append(f'<line class="grid" x1="{at}" x2="{at}" y1="{TOP}" y2="{bottom}"/>')
            parts.append(f'<text x="{at}" y="{bottom + 16}" text-anchor="middle">{_mark(mark, lang)}</text>')
        for mark in self.up:
            at = self.at(self.across[0], mark)[1]
            parts.append(f'<line class="grid" x1="{LEFT}" x2="{SIDE - RIGHT}" y1="{at}" y2="{at}"/>')
            parts.append(f'<text x="{LEFT - 6}" y="{at + 4}" text-anchor="end">{_mark(mark, lang)}</text>')
        parts.append(f'<text x="{SIDE - RIGHT}" y="{SIDE - 8}" text-anchor="end">{escape(x.named(lang))} →</text>')
        parts.append(f'<text x="4" y="12">↑ {escape(y.named(lang))}</text>')
        return parts


def _range(values: Floats, known: NDArray[np.bool_], marked: Sequence[int]) -> tuple[float, ...]:
    """Round marks from the lowest to the highest value that the picture shows."""
    of = values[known]
    if not len(of):
        return ticks(0.0, 1.0)
    low, high = np.percentile(of, (BEYOND, 100 - BEYOND))
    named = [values[row] for row in marked if known[row]]
    return ticks(float(min(low, *named)), float(max(high, *named))) if named else ticks(float(low), float(high))


def _mark(value: float, lang: Lang) -> str:
    digits = next((digits for digits in range(4) if round(value, digits) == value), 4)
    return number(value, digits, lang)
