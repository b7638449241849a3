"""Abb. 21: how the tax rates spread, as ranges around their median."""

import math
from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import polars as pl

from kleinstadt.report import labels, pen
from kleinstadt.report.bars import Canvas
from kleinstadt.report.numbers import number
from kleinstadt.report.style import (
    BOLD,
    HAIRLINE,
    INK,
    LINE_COLOURS,
    PAPER,
    QUIET_INK,
    WIDTH,
    Lang,
    lage_label,
    pick,
    styled,
    type_key,
    type_label,
)

LEFT: Final = 142
GAP: Final = 24
TOP: Final = 46
ROW: Final = 19
TYPE_GAP: Final = 8
STEP: Final = 100
CROWD: Final = 6  # from so many ticks on, every second one is labelled
WHISKER: Final = "#8b8b8b"
TAIL: Final = 26  # room for the median behind the range
_TAXES: Final = dict(labels.TAXES.values())


def tax_rates(frame: pl.DataFrame, lang: Lang) -> alt.LayerChart:
    """Abb. 21: spread of the Hebesätze in % by tax and type: middle 80 %, middle half, median.

    frame : steuer, typ, lage (null: all of the type), q10, q25, median, q75, q90, n; groups without rates are left out
    """
    taxes = frame["steuer"].unique(maintain_order=True).to_list()
    known = frame.drop_nulls("median")
    groups = known.select("typ", "lage").unique(maintain_order=True).rows()
    middles = _middles(groups)
    bottom = middles[-1] + 12
    width = (WIDTH - LEFT - GAP * (len(taxes) - 1)) / len(taxes)
    canvas, layers = Canvas(), []
    for (typ, lage), y in zip(groups, middles, strict=True):
        _name(canvas, typ, lage, y, lang)
    for place, tax in enumerate(taxes):
        rows = known.filter(pl.col("steuer") == tax).to_dicts()
        left = LEFT + place * (width + GAP)
        axis = _Axis(left, left + width - TAIL, *_domain(known))
        canvas.say(labels.word((tax, _TAXES.get(tax, tax)), lang), left, 8, weight=BOLD)
        layers += _grid(canvas, axis, bottom, lang)
        layers += _ranges(canvas, rows, dict(zip(groups, middles, strict=True)), axis, lang)
    layers += _explained(canvas, bottom + 26, lang)
    return styled(pen.page([*layers, *canvas.layers()], WIDTH, bottom + 40), lang, _in_words(known, lang))


class _Axis:
    """From percent to pixels."""

    def __init__(self, left: float, right: float, low: float, high: float) -> None:
        self.left, self.right, self.low, self.high = left, right, low, high

    def at(self, value: float) -> float:
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def _domain(frame: pl.DataFrame) -> tuple[float, float]:
    low, high = frame["q10"].min(), frame["q90"].max()
    half = STEP / 2
    return half * math.floor(float(low) / half), half * math.ceil(float(high) / half)  # type: ignore[arg-type]


def _middles(groups: Sequence[tuple[str, str | None]]) -> list[float]:
    """Middle of each row, with a gap before each new type."""
    y, middles = float(TOP - TYPE_GAP), []
    for place, (typ, _) in enumerate(groups):
        y += ROW + (TYPE_GAP if place == 0 or groups[place - 1][0] != typ else 0)
        middles.append(y - ROW / 2)
    return middles


def _name(canvas: Canvas, typ: str, lage: str | None, y: float, lang: Lang) -> None:
    if lage is None:
        canvas.say(type_label(typ, lang), 0, y, weight=BOLD if type_key(typ) in labels.SMALL_TOWNS else 400)
    else:
        canvas.say(lage_label(lage, lang), 14, y, colour=QUIET_INK)


def _grid(canvas: Canvas, axis: _Axis, bottom: float, lang: Lang) -> list[alt.Chart]:
    ticks = range(STEP * math.ceil(axis.low / STEP), int(axis.high) + 1, STEP)
    for tick in ticks if len(ticks) < CROWD else ticks[ticks[0] // STEP % 2 :: 2]:
        text = number(tick, 0, lang)
        canvas.say(text, axis.at(tick), TOP - 18, align="center", colour=QUIET_INK)
    lines = [{"x": axis.at(tick), "y": TOP - 8, "x2": axis.at(tick), "y2": bottom} for tick in ticks]
    return [pen.rules(lines, colour=HAIRLINE, width=0.6)]


def _ranges(
    canvas: Canvas,
    rows: Sequence[dict[str, Any]],
    middles: dict[tuple[str, str | None], float],
    axis: _Axis,
    lang: Lang,
) -> list[alt.Chart]:
    """Thin line from 10 to 90 %, bar from 25 to 75 %, white stroke at the median, which is also said in figures."""
    whiskers, halves, medians = [], [], []
    for row in rows:
        y = middles[row["typ"], row["lage"]]
        thick = 5.5 if row["lage"] is None else 3.0
        whiskers.append({"x": axis.at(row["q10"]), "y": y, "x2": axis.at(row["q90"]), "y2": y})
        colour = LINE_COLOURS.get(type_key(row["typ"]), INK)
        halves.append(
            {"x": axis.at(row["q25"]), "y": y - thick, "x2": axis.at(row["q75"]), "y2": y + thick, "colour": colour}
        )
        middle = axis.at(row["median"])
        medians.append({"x": middle, "y": y - thick - 1.5, "x2": middle, "y2": y + thick + 1.5})
        canvas.say(number(row["median"], 0, lang), axis.at(row["q90"]) + 5, y, colour=QUIET_INK)
    return _drawn(whiskers, halves, medians)


def _drawn(
    whiskers: list[dict[str, Any]], halves: list[dict[str, Any]], medians: list[dict[str, Any]]
) -> list[alt.Chart]:
    return [
        pen.rules(whiskers, colour=WHISKER, width=1.2),
        pen.boxes(halves),
        pen.rules(medians, colour=PAPER, width=3.4),
        pen.rules(medians, colour=INK, width=1.6),
    ]


def _explained(canvas: Canvas, y: float, lang: Lang) -> list[alt.Chart]:
    """A range with its parts named, in place of a legend."""
    canvas.say(pick(lang, "Hebesatz in %", "Rate in %"), 0, TOP - 18, colour=QUIET_INK)
    words = pick(
        lang,
        "Strich: Median (Zahl rechts) · Balken: mittlere 50 % · Linie: mittlere 80 %",
        "Stroke: median (figure at the right) · bar: middle 50% · line: middle 80%",
    )
    canvas.say(words, LEFT, y)
    half = {"x": 34, "y": y - 5.5, "x2": 84, "y2": y + 5.5, "colour": LINE_COLOURS["mittelstadt"]}
    return _drawn([{"x": 0, "y": y, "x2": 118, "y2": y}], [half], [{"x": 52, "y": y - 7, "x2": 52, "y2": y + 7}])


def _in_words(frame: pl.DataFrame, lang: Lang) -> str:
    whole = frame.filter(pl.col("lage").is_null())
    rows = [
        (labels.word((tax, _TAXES.get(tax, tax)), lang), type_label(typ, lang), number(median, 0, lang))
        for tax, typ, median in whole.select("steuer", "typ", "median").iter_rows()
    ]
    return "; ".join(f"{tax}, {kind}: Median {median} %" for tax, kind, median in rows)
