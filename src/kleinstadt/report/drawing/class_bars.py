"""Abb. 14: bars of 100 % for each group of towns, cut by classes of minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt
import polars as pl

from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.bars import Canvas, Part, key, stack
from kleinstadt.report.drawing.style import BOLD, QUIET_INK, WIDTH, lage_label, percent, styled, type_label
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

LEFT: Final = 178.0
RIGHT: Final = 36.0
ROW: Final = 21.0
LAGE_GAP: Final = 7.0
SCALE: Final = (WIDTH - LEFT - RIGHT) / 100  # pixels for one per cent
HEAD: Final = 46.0
PANEL_GAP: Final = 26.0


@dataclass(frozen=True)
class Shade:
    """A class of a bar.

    Attributes
    ----------
    column : str
        Where its share stands, per cent.
    name : tuple of (str, str)
        Words in German and English.
    colour : str
        "#rrggbb".
    """

    column: str
    name: tuple[str, str]
    colour: str


def class_bars(
    frame: pl.DataFrame, panels: Mapping[str, Sequence[Shade]], words: Mapping[str, str], lang: Lang
) -> alt.LayerChart:
    """A panel for each goal, a bar for each size and Lage, its number of towns at the end.

    Parameters
    ----------
    frame : pl.DataFrame
        ziel (German name of the goal), typ, lage, n (towns), and the columns of the shades in per cent; within a goal
        rows of one Lage stand together.
    panels : mapping of str to sequence of Shade
        German name of the goal to its classes, the shortest way first.
    words : mapping of str to str
        German to English names of the goals.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    canvas, y, said = Canvas(), 0.0, []
    for goal, shades in panels.items():
        rows = frame.filter(pl.col("ziel") == goal)
        canvas.say(pick((goal, words[goal]), lang), 0, y + 8, weight=BOLD)
        key(canvas, [(shade.colour, pick(shade.name, lang)) for shade in shades], 0, y + 27)
        y = _bars(canvas, rows, shades, y + HEAD, lang) + PANEL_GAP
        said.append(f"{pick((goal, words[goal]), lang)}: {_said(rows, shades, lang)}")
    return styled(pen.page(canvas.layers(), WIDTH, y - PANEL_GAP), lang, " ".join(said))


def _bars(canvas: Canvas, rows: pl.DataFrame, shades: Sequence[Shade], y: float, lang: Lang) -> float:
    """All bars of a panel from y on; returns where they end."""
    last = None
    for row in rows.iter_rows(named=True):
        if last != row["lage"]:
            y += LAGE_GAP if last is not None else 0
            canvas.say(lage_label(row["lage"], lang), 0, y + ROW / 2)
        last = row["lage"]
        short = type_label(row["typ"], lang).split(" ")[0]
        canvas.say(short, LEFT - 8, y + ROW / 2, align="right", colour=QUIET_INK)
        parts = [Part(row[shade.column] or 0.0, shade.colour, (_rounded(row[shade.column], lang),)) for shade in shades]
        # no room for words above a bar: there are other bars
        shown = [part if part.value * SCALE >= part.needs() else Part(part.value, part.colour, ("",)) for part in parts]
        stack(canvas, shown, LEFT, y + 2, ROW - 4, SCALE)
        canvas.say(number(row["n"], 0, lang), WIDTH, y + ROW / 2, align="right", colour=QUIET_INK)
        y += ROW
    return y


def _rounded(value: float | None, lang: Lang) -> str:
    return percent(value, 0, lang)


def _said(rows: pl.DataFrame, shades: Sequence[Shade], lang: Lang) -> str:
    return "; ".join(
        f"{lage_label(row['lage'], lang)}, {type_label(row['typ'], lang)}: "
        + ", ".join(f"{pick(shade.name, lang)} {_rounded(row[shade.column], lang)}" for shade in shades)
        for row in rows.iter_rows(named=True)
    )
