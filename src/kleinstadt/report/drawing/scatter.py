"""The upper part of Abb. 16: towns as dots, their area to the right, the share with all six services upwards."""

from collections.abc import Mapping
from typing import Any, Final

import altair as alt
import polars as pl

from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.bars import LINE, Canvas, key
from kleinstadt.report.drawing.scales import Scale, log_scale
from kleinstadt.report.drawing.style import (
    BOLD,
    HAIRLINE,
    LAGE_LINE_COLOURS,
    QUIET_INK,
    WIDTH,
    lage_label,
    percent,
    spread,
)
from kleinstadt.travel.walking.walk_shares import MEASURES
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

LEFT: Final = 42
GAP: Final = 22
INSET: Final = 16  # half the width of "1.000" below the last tick, and a little
HEAD: Final = 64
PLOT: Final = 168
HEIGHT: Final = HEAD + PLOT + 54
NAMED: Final = 8  # up to so many towns bear their names
NO_LAGE: Final = "#9a9a9a"
DOT: Final = 52.0
CROWDED: Final = (60, 22.0)  # from so many towns on, dots are smaller
WAYS: Final = {measure: labels.WAYS[measure] for measure in MEASURES}
ALL_SIX: Final = ("Anteil der Einwohner mit allen sechs Einrichtungen", "Share of residents with all six services")
SHARES: Final = (0, 25, 50, 75, 100)


def clouds(
    canvas: Canvas,
    towns: pl.DataFrame,
    y: float,
    lang: Lang,
    panels: Mapping[str, tuple[str, str]] = WAYS,
    upwards: tuple[str, str] = ALL_SIX,
) -> list[alt.Chart]:
    """Two panels, by default one for each way of measuring, HEIGHT pixels high.

    Parameters
    ----------
    canvas : Canvas
        What is drawn on.
    towns : pl.DataFrame
        name, lage, area_km2, known (full dot), and the column of each panel; not empty, as in `walking.Walked`.
    y : float
        Where they begin, pixels from the top.
    lang : {"de", "en"}
        Language.
    panels : mapping of str to (str, str)
        Column with the share of each panel, in per cent, and its heading.
    upwards : tuple of (str, str)
        What that share is.

    Returns
    -------
    list of alt.Chart
        What lies under the words on the canvas.
    """
    wide = (WIDTH - LEFT - GAP) / 2
    there = [lage for lage in labels.LAGEN if lage in towns["lage"].to_list()]
    key(canvas, [(LAGE_LINE_COLOURS[lage], lage_label(lage, lang)) for lage in there], LEFT, y + 2)
    canvas.say(
        pick(("Fläche in km²", "Area in km²"), lang), WIDTH, y + HEAD + PLOT + 30, align="right", colour=QUIET_INK
    )
    canvas.say(pick(upwards, lang), 0, y + HEAD - 18, colour=QUIET_INK)
    layers: list[alt.Chart] = []
    for place, (measure, words) in enumerate(panels.items()):
        left = LEFT + place * (wide + GAP)
        area = log_scale(towns["area_km2"].to_list(), left + INSET, left + wide - INSET)
        share = Scale(0, 100, y + HEAD + PLOT, y + HEAD)
        canvas.say(pick(words, lang), left, y + 26, weight=BOLD)
        layers += [*_frame(canvas, area, share, lang, labelled=place == 0), *_dots(canvas, towns, measure, area, share)]
    return layers


def _frame(canvas: Canvas, area: Scale, share: Scale, lang: Lang, *, labelled: bool) -> list[alt.Chart]:
    """Grid and ticks; the shares are written at the first panel only."""
    west, east, floor = area.low_at - INSET, area.high_at + INSET, share.low_at
    lines = [{"x": west, "y": share.at(tick), "x2": east, "y2": share.at(tick)} for tick in SHARES]
    lines += [{"x": area.at(tick), "y": floor, "x2": area.at(tick), "y2": floor + 4} for tick in area.ticks]
    for tick in area.ticks:
        canvas.say(f"{number(tick, 0, lang)}", area.at(tick), floor + 13, align="center", colour=QUIET_INK)
    for tick in SHARES if labelled else ():
        canvas.say(percent(tick, 0, lang), west - 6, share.at(tick), align="right", colour=QUIET_INK)
    return [pen.rules(lines, colour=HAIRLINE, width=0.6)]


def _dots(canvas: Canvas, towns: pl.DataFrame, measure: str, area: Scale, share: Scale) -> list[alt.Chart]:
    """Full where most residents are assessed, hollow where not; few towns bear their names."""
    rows = [_dot(town, measure, area, share) for town in towns.drop_nulls(measure).iter_rows(named=True)]
    if len(rows) <= NAMED:
        _names(canvas, rows, (area.low_at + area.high_at) / 2, share.low_at)
    size = CROWDED[1] if len(rows) >= CROWDED[0] else DOT
    return [
        pen.circles([row for row in rows if row["known"] == full], area=size, hollow=not full) for full in (False, True)
    ]


def _names(canvas: Canvas, rows: list[dict[str, Any]], middle: float, floor: float) -> None:
    """Beside the dots, towards the middle, moved up or down where they would touch."""
    ordered = sorted(rows, key=lambda row: float(row["y"]))
    for row, y in zip(ordered, spread([row["y"] for row in ordered], LINE, floor), strict=True):
        side = -8 if row["x"] > middle else 8
        canvas.say(row["name"], row["x"] + side, y, align="left" if side > 0 else "right")


def _dot(town: dict[str, Any], measure: str, area: Scale, share: Scale) -> dict[str, Any]:
    return {
        "x": area.at(town["area_km2"]),
        "y": share.at(town[measure]),
        "colour": LAGE_LINE_COLOURS.get(town["lage"], NO_LAGE),
        "known": town["known"],
        "name": town["name"].split(",")[0],
    }
