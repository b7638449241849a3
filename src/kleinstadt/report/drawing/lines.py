"""Abb. 6: how the population went, as lines that break where a census broke the series."""

import math
from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import polars as pl

from kleinstadt.report.drawing.style import (
    BAND,
    BASE,
    BOLD,
    INK,
    LAGE_LINE_COLOURS,
    LINE_COLOURS,
    QUIET_INK,
    SMALL,
    lage_key,
    lage_label,
    spread,
    styled,
    type_key,
    type_label,
)
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

CENSUSES: Final = (2011, 2022)
PLOT_WIDTH: Final = 446
PLOT_HEIGHT: Final = 206
LABEL_GAP: Final = 14
_PARTS: Final = [alt.Detail("name:N"), alt.Detail("abschnitt:N")]

Domain = tuple[float, float]


def population_index(frame: pl.DataFrame, lang: Lang) -> alt.VConcatChart:
    """Abb. 6: population as an index of its first year, by type; where the frame has a Lage, also by Lage.

    Nothing is drawn between two stretches: a grey band says which census lies there.

    Parameters
    ----------
    frame : pl.DataFrame
        typ, jahr, index, abschnitt (numbers the stretches between censuses), and perhaps lage (null: all of the type).
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.VConcatChart
        One panel, or two one below the other, with words for screen readers.
    """
    prepared = _prepared(frame, lang)
    panels = [(_by_type(prepared), pick(("Nach Stadt- und Gemeindetyp", "By type of municipality"), lang))]
    if prepared["lage"].is_not_null().any():
        panels.append((_by_lage(prepared), pick(("Kleinstädte nach Lage", "Small towns by location"), lang)))
    drawn = alt.vconcat(*(_panel(rows, title, lang) for rows, title in panels), spacing=26)
    return styled(drawn, lang, _in_words(prepared, lang))


def _prepared(frame: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """Each row with its series, its colour, its name and whether it stands in front."""
    lage = pl.col("lage") if "lage" in frame.columns else pl.lit(None, pl.String)
    rows = frame.with_columns(
        lage=lage.map_elements(lage_key, return_dtype=pl.String),
        kind=pl.col("typ").map_elements(type_key, return_dtype=pl.String),
    )
    small = pl.col("kind").is_in(("kleinstadt", *labels.SMALL_TOWNS))
    named = pl.col("kind").map_elements(lambda kind: type_label(kind, lang), return_dtype=pl.String)
    placed = pl.col("lage").map_elements(lambda name: lage_label(name, lang), return_dtype=pl.String)
    painted = pl.col("kind").replace_strict(LINE_COLOURS, default=INK)
    return rows.with_columns(
        name=pl.coalesce(placed, named),
        colour=pl.coalesce(pl.col("lage").replace_strict(LAGE_LINE_COLOURS, default=None), painted),
        front=small & pl.col("lage").is_null(),
        whole=pl.col("kind") == "insgesamt",
    )


def _by_type(rows: pl.DataFrame) -> pl.DataFrame:
    """One line a type; small towns as a whole only where they do not come by size."""
    whole = rows.filter(pl.col("lage").is_null())
    by_size = whole["kind"].is_in(labels.SMALL_TOWNS).any()
    return whole.filter(pl.col("kind") != "kleinstadt") if by_size else whole


def _by_lage(rows: pl.DataFrame) -> pl.DataFrame:
    """The groups that come by Lage, and their whole."""
    kinds = rows.filter(pl.col("lage").is_not_null())["kind"].unique()
    return rows.filter(pl.col("kind").is_in(kinds.implode()))


def _panel(rows: pl.DataFrame, title: str, lang: Lang) -> alt.LayerChart:
    years = _reach(rows["jahr"], 1)
    levels = _reach(rows["index"], 5)
    behind, front = (rows.filter(pl.col("front") == chosen) for chosen in (False, True))
    layers = [
        *_census_bands(rows, years, lang),
        _base_line(levels),
        *_lines(behind, years, levels, 1.5),
        *_lines(front, years, levels, 2.6),
        *_end_labels(rows, levels),
    ]
    subtitle = f"Index, {years[0]:.0f} = 100"
    return alt.LayerChart(layer=layers, width=PLOT_WIDTH, height=PLOT_HEIGHT, title=_heading(title, subtitle))


def _reach(values: pl.Series, step: int) -> Domain:
    """From the smallest to the largest value, widened to multiples of a step."""
    low, high = float(values.min()), float(values.max())  # type: ignore[arg-type]
    return step * math.floor(low / step), step * math.ceil(high / step)


def _heading(title: str, subtitle: str) -> alt.TitleParams:
    letters = alt.TitleParams(title, subtitle=subtitle, fontSize=BASE, subtitleFontSize=SMALL, fontWeight=BOLD)
    letters.color, letters.subtitleColor = INK, QUIET_INK
    letters.anchor, letters.frame, letters.offset, letters.dx = "start", "group", 8, -30
    return letters


def _lines(rows: pl.DataFrame, years: Domain, levels: Domain, thick: float) -> list[alt.Chart]:
    """A line for each stretch of each series, and a dot for each year that is known."""
    values = rows.select("jahr", "index", "abschnitt", "name", "colour", "whole").to_dicts()
    chart = alt.Chart(alt.InlineData(values=tuple(values)))
    colour = alt.Stroke("colour:N").scale(None)
    line = chart.mark_line(strokeWidth=thick, strokeJoin="round", strokeCap="round")
    dot = chart.mark_point(shape="circle", filled=True, size=11 * thick, opacity=1)
    return [
        line.encode(_x("jahr", years), _y(levels), colour, _dash(), detail=_PARTS),
        dot.encode(_x("jahr", years), _y(levels), fill=alt.Fill("colour:N").scale(None)),
    ]


def _dash() -> alt.StrokeDash:
    """The whole country is dashed, as it is a measure and not one of the types."""
    return alt.StrokeDash("whole:N").scale(domain=[False, True], range=[[1, 0], [4, 3]]).legend(None)


def _x(column: str, years: Domain) -> alt.X:
    """Every layer says the same scale: Vega would stretch it to zero for one that does not."""
    axis = alt.Axis(format="d", grid=False, title=None, values=_ticks(years), labelFlush=False)
    return alt.X(f"{column}:Q").scale(domain=list(years), nice=False, zero=False).axis(axis)


def _y(levels: Domain) -> alt.Y:
    axis = alt.Axis(title=None, domain=False, ticks=False, format="d", tickCount=6)
    return alt.Y("index:Q").scale(domain=list(levels), nice=False, zero=False).axis(axis)


def _base_line(levels: Domain) -> alt.Chart:
    rule = alt.Chart(alt.InlineData(values=[{"index": 100}])).mark_rule(stroke=QUIET_INK, strokeWidth=0.8)
    drawn: alt.Chart = rule.encode(y=_y(levels))
    return drawn


def _ticks(years: Domain) -> list[float]:
    first = 5 * math.ceil(years[0] / 5)
    return [float(year) for year in range(first, int(years[1]) + 1, 5)]


def _gaps(rows: pl.DataFrame) -> list[tuple[int, int, int]]:
    """Where a census broke the series: last year before, first year after (either may be its own), the census."""
    stretches = rows.group_by("abschnitt").agg(first=pl.col("jahr").min(), last=pl.col("jahr").max()).sort("first")
    between = zip(stretches["last"], stretches["first"].shift(-1), strict=True)
    return [
        (before, after, census)
        for before, after in between
        if after is not None
        for census in CENSUSES
        if before <= census <= after
    ]


def _census_bands(rows: pl.DataFrame, years: Domain, lang: Lang) -> list[alt.Chart]:
    word = pick(("Zensus", "Census"), lang)
    bands = [
        {"von": before, "bis": after, "mitte": (before + after) / 2, "text": f"{word} {census}"}
        for before, after, census in _gaps(rows)
    ]
    chart = alt.Chart(alt.InlineData(values=bands))
    area = chart.mark_rect(fill=BAND).encode(x=_x("von", years), x2=alt.X2("bis"))
    words = chart.mark_text(fill=QUIET_INK, baseline="bottom")
    return [area, words.encode(x=_x("mitte", years), y=alt.value(-3), text=alt.Text("text:N"))] if bands else []


def _end_labels(rows: pl.DataFrame, levels: Domain) -> list[alt.Chart]:
    """The name of each line at its end, moved apart where names would touch, and a hairline from line to name."""
    last = rows.filter(pl.col("jahr") == pl.col("jahr").max().over("name")).sort("index", descending=True)
    scale = PLOT_HEIGHT / (levels[1] - levels[0])
    wanted = [(levels[1] - level) * scale for level in last["index"]]
    heights = [levels[1] - y / scale for y in spread(wanted, LABEL_GAP, PLOT_HEIGHT)]
    placed = last.select("name", "front", "index", label=pl.Series(heights, dtype=pl.Float64)).to_dicts()
    hairlines = alt.Chart(alt.InlineData(values=placed)).mark_rule(stroke=QUIET_INK, strokeWidth=0.5)
    ends = {"x": alt.value(PLOT_WIDTH + 4), "x2": alt.value(PLOT_WIDTH + 11), "y": _y(levels), "y2": alt.Y2("label")}
    return [hairlines.encode(**ends), *(_names(placed, levels, front) for front in (False, True))]


def _names(placed: Sequence[dict[str, Any]], levels: Domain, front: bool) -> alt.Chart:
    chosen = [{"name": row["name"], "index": row["label"]} for row in placed if row["front"] == front]
    mark = alt.Chart(alt.InlineData(values=chosen)).mark_text(align="left", baseline="middle")
    mark.mark.fontWeight = BOLD if front else 400
    drawn: alt.Chart = mark.encode(x=alt.value(PLOT_WIDTH + 14), y=_y(levels), text=alt.Text("name:N"))
    return drawn


def _in_words(rows: pl.DataFrame, lang: Lang) -> str:
    last = rows.filter(pl.col("jahr") == pl.col("jahr").max())
    values = "; ".join(f"{name} {number(level, 1, lang)}" for name, level in last.select("name", "index").iter_rows())
    return f"{pick(('Index der Bevölkerung', 'Population index'), lang)} {last['jahr'][0]}: {values}."
