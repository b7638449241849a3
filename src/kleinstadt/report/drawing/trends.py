"""Abb. 7 and 22: lines over years, their names at their ends, and what happened marked on the axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import altair as alt
import polars as pl

from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.bars import Canvas
from kleinstadt.report.drawing.scales import Scale, round_scale
from kleinstadt.report.drawing.style import BAND, BOLD, HAIRLINE, QUIET_INK, WIDTH, spread, styled
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

LEFT: Final = 44.0
RIGHT: Final = 168.0  # room for the names
HEAD: Final = 56.0
TALL: Final = 210.0
PANEL: Final = HEAD + TALL + 40
EVERY: Final = 5  # years between two labels of the axis
FEW: Final = 8  # up to so many years each is labelled


@dataclass(frozen=True)
class Event:
    """A time that explains what is seen.

    Attributes
    ----------
    first, last : float
        Years.
    name : tuple of (str, str)
        Words in German and English.
    """

    first: float
    last: float
    name: tuple[str, str]


@dataclass(frozen=True)
class Panel:
    """One picture of lines.

    Attributes
    ----------
    title : tuple of (str, str)
        In German and English.
    unit : tuple of (str, str)
        Said over the axis, in German and English.
    frame : pl.DataFrame
        reihe (words), jahr, wert (null: no dot), farbe, fett (bold); a row a year and line.
    digits : int
        Decimals of the ticks.
    events : sequence of Event
        Bands behind the lines.
    """

    title: tuple[str, str]
    unit: tuple[str, str]
    frame: pl.DataFrame
    digits: int = 0
    events: Sequence[Event] = ()


def trends(panels: Sequence[Panel], lang: Lang) -> alt.LayerChart:
    """One panel below the other, all of them over the same years.

    Parameters
    ----------
    panels : sequence of Panel
        From the top.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    canvas, layers = Canvas(), []
    for place, panel in enumerate(panels):
        layers += _panel(canvas, panel, place * PANEL, lang)
    says = " ".join(_said(panel, lang) for panel in panels)
    return styled(pen.page([*layers, *canvas.layers()], WIDTH, PANEL * len(panels) - 8), lang, says)


def _panel(canvas: Canvas, panel: Panel, top: float, lang: Lang) -> list[alt.Chart]:
    rows = panel.frame.drop_nulls("wert")
    years = Scale(float(rows["jahr"].min()), float(rows["jahr"].max()), LEFT, WIDTH - RIGHT)  # type: ignore[arg-type]
    floor = top + HEAD + TALL
    levels = round_scale(rows["wert"].to_list(), floor, top + HEAD)
    canvas.say(pick(panel.title, lang), 0, top + 8, weight=BOLD)
    canvas.say(pick(panel.unit, lang), 0, top + 24, colour=QUIET_INK)
    drawn = [*_events(canvas, panel.events, years, top, floor, lang), *_grid(canvas, panel, years, levels, floor, lang)]
    for (_, bold), own in sorted(rows.group_by("reihe", "fett"), key=lambda found: (found[0][1], found[0][0])):
        drawn += _line(own.sort("jahr"), years, levels, 2.6 if bold else 1.5)
    _names(canvas, rows, levels, floor)
    return drawn


def _events(
    canvas: Canvas, events: Sequence[Event], years: Scale, top: float, floor: float, lang: Lang
) -> list[alt.Chart]:
    bands = []
    for event in events:
        first, last = max(event.first, years.low), min(event.last, years.high)
        if last <= first:
            continue
        bands.append({"x": years.at(first), "y": top + HEAD, "x2": years.at(last), "y2": floor, "colour": BAND})
        middle = (years.at(first) + years.at(last)) / 2
        canvas.say(pick(event.name, lang), middle, top + HEAD - 8, align="center", colour=QUIET_INK)
    return [pen.boxes(bands)] if bands else []


def _grid(canvas: Canvas, panel: Panel, years: Scale, levels: Scale, floor: float, lang: Lang) -> list[alt.Chart]:
    lines = [{"x": LEFT, "y": levels.at(tick), "x2": years.high_at, "y2": levels.at(tick)} for tick in levels.ticks]
    for tick in levels.ticks:
        canvas.say(number(tick, panel.digits, lang), LEFT - 6, levels.at(tick), align="right", colour=QUIET_INK)
    first, last = int(years.low), int(years.high)
    labelled = [year for year in range(first, last + 1) if last - first < FEW or year % EVERY == 0]
    for year in labelled:
        lines.append({"x": years.at(year), "y": floor, "x2": years.at(year), "y2": floor + 4})
        canvas.say(str(year), years.at(year), floor + 13, align="center", colour=QUIET_INK)
    return [pen.rules(lines, colour=HAIRLINE, width=0.6)]


def _line(rows: pl.DataFrame, years: Scale, levels: Scale, width: float) -> list[alt.Chart]:
    points = [(years.at(year), levels.at(value)) for year, value in rows.select("jahr", "wert").iter_rows()]
    colour = rows["farbe"][0]
    pieces = [{"x": x, "y": y, "x2": x2, "y2": y2} for (x, y), (x2, y2) in pairwise(points)]
    dots = [{"x": x, "y": y, "colour": colour} for x, y in points]
    return [*([pen.rules(pieces, colour=colour, width=width)] if pieces else []), pen.circles(dots, area=6 * width)]


def _names(canvas: Canvas, rows: pl.DataFrame, levels: Scale, floor: float) -> None:
    """Each line's name at its end, moved apart where names would touch."""
    last = rows.filter(pl.col("jahr") == pl.col("jahr").max().over("reihe")).sort("wert", descending=True)
    wanted = [levels.at(value) for value in last["wert"]]
    for y, row in zip(spread(wanted, 14, floor), last.iter_rows(named=True), strict=True):
        canvas.say(row["reihe"], WIDTH - RIGHT + 10, y, weight=BOLD if row["fett"] else 400)


def _said(panel: Panel, lang: Lang) -> str:
    last = panel.frame.drop_nulls("wert").sort("jahr").group_by("reihe", maintain_order=True).last()
    values = [f"{name} {number(value, panel.digits, lang)}" for name, value in last.select("reihe", "wert").iter_rows()]
    return f"{pick(panel.title, lang)} ({pick(panel.unit, lang)}), {last['jahr'][0]}: {'; '.join(values)}."
