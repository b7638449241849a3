"""Abb. 9, 14, 19, 21: how commuters, minutes and tax rates spread, as ranges around their median."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import polars as pl

from kleinstadt.report.contents import captions
from kleinstadt.report.contents.captions import Caption
from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.bars import Canvas
from kleinstadt.report.drawing.style import (
    BOLD,
    HAIRLINE,
    INK,
    LINE_COLOURS,
    PAPER,
    QUIET_INK,
    WIDTH,
    lage_label,
    styled,
    type_key,
    type_label,
)
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

LEFT: Final = 142
GAP: Final = 24
TOP: Final = 46
ROW: Final = 19
TYPE_GAP: Final = 8
CROWD: Final = 6  # from so many ticks on, every second one is labelled
WHISKER: Final = "#8b8b8b"
TAIL: Final = 26  # room for the median behind the range


@dataclass(frozen=True)
class Subject:
    """What spreads.

    Attributes
    ----------
    column : str
        Where the names of the panels stand.
    panels : dict of str to str
        German to English names of the panels.
    unit : tuple of (str, str)
        In German and English.
    step : int
        How far apart ticks are, in the unit.
    """

    column: str
    panels: dict[str, str]  # German to English
    unit: tuple[str, str]
    step: int


TAX_RATES: Final = Subject("steuer", dict(labels.TAXES.values()), ("Hebesatz in %", "Rate in %"), 100)
COMMUTERS: Final = Subject("saldo", dict([labels.COMMUTERS]), ("je 100 Beschäftigte", "per 100 employees"), 50)
FAR_WAYS: Final = Subject("ziel", dict(labels.FAR_WAYS.values()), ("Minuten", "Minutes"), 30)
FAR_GOALS: Final = Subject("ziel", dict(labels.FAR_GOALS.values()), ("Minuten", "Minutes"), 30)


def tax_rates(frame: pl.DataFrame, lang: Lang) -> alt.LayerChart:
    """Abb. 21: spread of the Hebesätze in % by tax and type.

    Parameters
    ----------
    frame : pl.DataFrame
        steuer, typ, lage (null: all of the type), q10, q25, median, q75, q90 (quantiles), n; groups whose median is
        null are left out.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    return ranges(frame, TAX_RATES, lang)


def commuters(frame: pl.DataFrame, lang: Lang) -> alt.LayerChart:
    """Abb. 9: spread of the commuter balance by type and Lage.

    Parameters
    ----------
    frame : pl.DataFrame
        As in `tax_rates`, with saldo in place of steuer; per 100 employees at the place of work.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    return ranges(frame, COMMUTERS, lang)


def far_goals(frame: pl.DataFrame, caption: Caption, lang: Lang) -> alt.LayerChart:
    """Abb. 19 on a road network: spread of the minutes, with its words.

    Parameters
    ----------
    frame : pl.DataFrame
        As in `tax_rates`, with ziel in place of steuer; minutes.
    caption : Caption
        Title and notes, which stand in the picture.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    return ranges(frame, FAR_GOALS, lang, caption)


def ranges(frame: pl.DataFrame, subject: Subject, lang: Lang, caption: Caption | None = None) -> alt.LayerChart:
    """Spread by type and Lage, a panel beside the other: middle 80 %, middle half, median.

    Parameters
    ----------
    frame : pl.DataFrame
        As in `tax_rates`, the panels in the subject's column. A panel without any value says that it is not known.
    subject : Subject
        What spreads.
    lang : {"de", "en"}
        Language.
    caption : Caption or None
        Title and notes, which stand in the picture; None for a picture on the report's page.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    panels = frame[subject.column].unique(maintain_order=True).to_list()
    known = frame.drop_nulls("median")
    groups = known.select("typ", "lage").unique(maintain_order=True).rows()
    canvas, layers = Canvas(), []
    head = captions.head(canvas, caption) if caption else 0.0
    middles = _middles(groups, head + TOP)
    bottom = (middles[-1] if middles else head + TOP) + 12
    width = (WIDTH - LEFT - GAP * (len(panels) - 1)) / len(panels)
    for (typ, lage), y in zip(groups, middles, strict=True):
        _name(canvas, typ, lage, y, lang)
    for place, panel in enumerate(panels):
        rows = known.filter(pl.col(subject.column) == panel).to_dicts()
        left = LEFT + place * (width + GAP)
        canvas.say(pick((panel, subject.panels.get(panel, panel)), lang), left, head + 8, weight=BOLD)
        if not rows:
            canvas.say(pick(("nicht bekannt", "not known"), lang), left, head + TOP, colour=QUIET_INK)
            continue
        axis = _Axis(left, left + width - TAIL, *_domain(known, subject.step))
        layers += _grid(canvas, axis, (head + TOP, bottom), subject.step, lang)
        layers += _ranges(canvas, rows, dict(zip(groups, middles, strict=True)), axis, lang)
    canvas.say(pick(subject.unit, lang), 0, head + TOP - 18, colour=QUIET_INK)
    layers += _explained(canvas, bottom + 26, lang)
    height = captions.foot(canvas, caption, bottom + 40) if caption else bottom + 40
    says = _in_words(known, subject, lang)
    return styled(pen.page([*layers, *canvas.layers()], WIDTH, height), lang, says)


class _Axis:
    """From values to pixels."""

    def __init__(self, left: float, right: float, low: float, high: float) -> None:
        self.left, self.right, self.low, self.high = left, right, low, high

    def at(self, value: float) -> float:
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def _domain(frame: pl.DataFrame, step: int) -> tuple[float, float]:
    low, high = frame["q10"].min(), frame["q90"].max()
    half = step / 2
    first, last = math.floor(float(low) / half), math.ceil(float(high) / half)  # type: ignore[arg-type]
    return half * first, half * max(last, first + 1)


def _middles(groups: Sequence[tuple[str, str | None]], top: float) -> list[float]:
    """Middle of each row, with a gap before each new type."""
    y, middles = top - TYPE_GAP, []
    for place, (typ, _) in enumerate(groups):
        y += ROW + (TYPE_GAP if place == 0 or groups[place - 1][0] != typ else 0)
        middles.append(y - ROW / 2)
    return middles


def _name(canvas: Canvas, typ: str, lage: str | None, y: float, lang: Lang) -> None:
    if lage is None:
        canvas.say(type_label(typ, lang), 0, y, weight=BOLD if type_key(typ) in labels.SMALL_TOWNS else 400)
    else:
        canvas.say(lage_label(lage, lang), 14, y, colour=QUIET_INK)


def _grid(canvas: Canvas, axis: _Axis, height: tuple[float, float], step: int, lang: Lang) -> list[alt.Chart]:
    top, bottom = height
    ticks = range(step * math.ceil(axis.low / step), int(axis.high) + 1, step)
    for tick in ticks if len(ticks) < CROWD else ticks[ticks[0] // step % 2 :: 2]:
        text = number(tick, 0, lang)
        canvas.say(text, axis.at(tick), top - 18, align="center", colour=QUIET_INK)
    lines = [{"x": axis.at(tick), "y": top - 8, "x2": axis.at(tick), "y2": bottom} for tick in ticks]
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
    words = pick(
        (
            "Strich: Median (Zahl rechts) · Balken: mittlere 50 % · Linie: mittlere 80 %",
            "Stroke: median (figure at the right) · bar: middle 50% · line: middle 80%",
        ),
        lang,
    )
    canvas.say(words, LEFT, y)
    half = {"x": 34, "y": y - 5.5, "x2": 84, "y2": y + 5.5, "colour": LINE_COLOURS["mittelstadt"]}
    return _drawn([{"x": 0, "y": y, "x2": 118, "y2": y}], [half], [{"x": 52, "y": y - 7, "x2": 52, "y2": y + 7}])


def _in_words(frame: pl.DataFrame, subject: Subject, lang: Lang) -> str:
    whole = frame.filter(pl.col("lage").is_null())
    rows = whole.select(subject.column, "typ", "median").iter_rows()
    unit = pick(subject.unit, lang)
    said = [
        f"{pick((panel, subject.panels.get(panel, panel)), lang)}, {type_label(typ, lang)}: "
        f"Median {number(median, 0, lang)}"
        for panel, typ, median in rows
    ]
    return f"{unit}. {'; '.join(said)}"
