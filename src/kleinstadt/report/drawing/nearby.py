"""Abb. 16 as a picture: who has all six services near, against the size of the town; and each service by type."""

from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import polars as pl

from kleinstadt.report.contents import captions
from kleinstadt.report.contents.captions import Caption
from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing import scatter as clouds
from kleinstadt.report.drawing.bars import Canvas
from kleinstadt.report.drawing.scales import Scale
from kleinstadt.report.drawing.style import BOLD, HAIRLINE, LINE_COLOURS, QUIET_INK, WIDTH, percent, styled, type_label
from kleinstadt.report.tables.walking import Walked
from kleinstadt.travel.walking.walk_shares import MEASURES
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

LEFT: Final = 96
STEP: Final = (WIDTH - LEFT) / len(labels.TYPES)  # from panel to panel
PANEL: Final = STEP - 28
HEAD: Final = 38
ROW: Final = 20
DOT: Final = 52.0


def nearby(walked: Walked, caption: Caption, lang: Lang) -> alt.LayerChart:
    """Abb. 16: a cloud for each way of measuring, area against share with all six; below, each service by type.

    Parameters
    ----------
    walked : Walked
        Shares of people by town and by type.
    caption : Caption
        Title and notes, which stand in the picture.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    canvas, layers = Canvas(), []
    y = captions.head(canvas, caption)
    types = walked.types
    if not walked.drawn.is_empty():
        layers += clouds.clouds(canvas, walked.drawn, y, lang)
        y += clouds.HEIGHT
    layers += _by_type(canvas, types, y, lang)
    height = captions.foot(canvas, caption, y + HEAD + ROW * types["service"].n_unique() + 34)
    says = f"{caption.title}. {_in_words(types, lang)}"
    return styled(pen.page([*layers, *canvas.layers()], WIDTH, height), lang, says)


def _by_type(canvas: Canvas, types: pl.DataFrame, y: float, lang: Lang) -> list[alt.Chart]:
    """A row each service, a panel each type: a full dot along footways, a hollow one in a straight line."""
    services = types["service"].unique(maintain_order=True).to_list()
    top, bottom = y + HEAD, y + HEAD + ROW * len(services)
    for place, service in enumerate(services):
        weight = BOLD if service == "all_six" else 400
        canvas.say(pick(labels.SERVICES[service], lang), 0, top + ROW * (place + 0.5), weight=weight)
    layers: list[alt.Chart] = []
    for place, ((kind,), rows) in enumerate(types.group_by("typ", maintain_order=True)):
        left = LEFT + STEP * place + 6
        axis = Scale(0, 100, left, left + PANEL)
        _panel_head(canvas, str(kind), rows["persons"][0], left - 6, y, lang)
        for tick in (0, 100):
            canvas.say(percent(tick, 0, lang), axis.at(tick), bottom + 9, align="center", colour=QUIET_INK)
        layers += _panel(canvas, rows.to_dicts(), axis, top, LINE_COLOURS[str(kind)], lang)
    return [*layers, *_explained(canvas, bottom + 30, lang)]


def _panel_head(canvas: Canvas, kind: str, persons: float, left: float, y: float, lang: Lang) -> None:
    """The type in one or two lines, and how many people are assessed."""
    first, _, second = type_label(kind, lang).rpartition(" ")
    small = kind in labels.SMALL_TOWNS
    for line, text in enumerate((first, second)):
        canvas.say(text, left, y + 14 * line - 6, weight=BOLD if small else 400)
    canvas.say(f"{number(persons, 0, lang)} {pick(('Einw.', 'res.'), lang)}", left, y + 22, colour=QUIET_INK)


def _panel(
    canvas: Canvas, rows: Sequence[dict[str, Any]], axis: Scale, top: float, colour: str, lang: Lang
) -> list[alt.Chart]:
    grid = [{"x": axis.at(at), "y": top + 2, "x2": axis.at(at), "y2": top + ROW * len(rows)} for at in (0, 50, 100)]
    spans: list[dict[str, float]] = []
    ends: dict[str, list[dict[str, Any]]] = {name: [] for name in MEASURES}
    for place, row in enumerate(rows):
        y = top + ROW * (place + 0.5)
        if any(row[name] is None for name in MEASURES):
            canvas.say(pick(("unbekannt", "not known"), lang), axis.low_at + 4, y, colour=QUIET_INK)
            continue
        for name in MEASURES:
            ends[name].append({"x": axis.at(row[name]), "y": y, "colour": colour})
        spans.append({"x": axis.at(row["footway"]), "y": y, "x2": axis.at(row["straight"]), "y2": y})
    return [pen.rules(grid, colour=HAIRLINE, width=0.6), pen.rules(spans, colour=QUIET_INK), *_pair(ends)]


def _pair(ends: dict[str, list[dict[str, Any]]]) -> list[alt.Chart]:
    return [pen.circles(ends["straight"], area=DOT, hollow=True), pen.circles(ends["footway"], area=DOT)]


def _explained(canvas: Canvas, y: float, lang: Lang) -> list[alt.Chart]:
    """A pair of dots with its parts named, in place of a legend."""
    ends = {"footway": LEFT + 6, "straight": LEFT + 130}
    for name, x in ends.items():
        canvas.say(pick(labels.WAYS[name], lang), x + 9, y)
    colour = LINE_COLOURS["mittelstadt"]
    return _pair({name: [{"x": x, "y": y, "colour": colour}] for name, x in ends.items()})


def _in_words(types: pl.DataFrame, lang: Lang) -> str:
    said = []
    for (kind,), rows in types.group_by("typ", maintain_order=True):
        shares = [
            f"{pick(labels.SERVICES[row['service']], lang)} {percent(row['footway'], 0, lang)} / "
            f"{percent(row['straight'], 0, lang)}"
            for row in rows.drop_nulls(MEASURES).iter_rows(named=True)
        ]
        said.append(f"{type_label(str(kind), lang)}: {', '.join(shares)}")
    ways = " / ".join(pick(words, lang) for words in labels.WAYS.values())
    return f"{ways}. {'; '.join(said)}"
