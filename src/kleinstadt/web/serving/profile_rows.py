"""Cards and rows of the profile, as HTML: written here, since a template takes ten times as long for each number."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from html import escape
from typing import Final

from markupsafe import Markup

from kleinstadt.compare.now_and_then import Change
from kleinstadt.compare.profile import Figure
from kleinstadt.indicators.aggregation import GroupValue
from kleinstadt.indicators.model import Indicator
from kleinstadt.report.drawing.chart import Chart
from kleinstadt.report.drawing.group_strip import strip_drawn
from kleinstadt.words import categories as words
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import around, number

VALUES_KEPT: Final = 20_000  # of groups, Länder and Germany, which come back on many pages: 200 bytes each


def cards(figures: Sequence[Figure], changes: Sequence[Change], lang: Lang, origin: Callable[[Figure], str]) -> Markup:
    """A card a figure: its value, what it has changed by, its place in the group as a strip and in words.

    Parameters
    ----------
    figures : sequence of Figure
        In the order of the page.
    changes : sequence of Change
        Those of the figures that have one.
    lang : {"de", "en"}
        Language.
    origin : callable of Figure to str
        Writes where a figure comes from, as HTML.

    Returns
    -------
    Markup
        Items of a list.
    """
    changed = {change.indicator.id: change for change in changes}
    return Markup("".join(_card(figure, changed.get(figure.indicator.id), lang, origin(figure)) for figure in figures))


def _card(figure: Figure, change: Change | None, lang: Lang, origin: str) -> str:
    label, before, unit = _named(figure.indicator, lang)
    digits = figure.indicator.decimals
    value = (
        '<span class="none">–</span>' if figure.value is None else before + number(figure.value, digits, lang) + unit
    )
    if figure.place:
        said = figure.place.said(lang)
        shown = strip_drawn(figure.place, pick(("Platz in der Gruppe: ", "Place in the group: "), lang) + said)
        said = f"{said} · Median {number(figure.place.quartiles[1], digits, lang)}"
    else:
        said, shown = escape(words.status(figure.status, lang)) if figure.value is None else "", ""
    if change:
        since = f"{pick(('seit', 'since'), lang)} {change.start} {change.signed(change.change, lang)}"
        said = f"{said} · {since}" if said else since
    return f'<li>\n<h3>{label}</h3>\n<p class="big">{value}</p>\n{shown}<p class="quiet">{said}</p>\n{origin}</li>\n'


def figure_rows(figures: Sequence[Figure], lang: Lang, origin: Callable[[Figure], str]) -> Markup:
    """A row a figure: its name, the town's value, those of its group, Land and Germany, its place, where it is from.

    Parameters
    ----------
    figures : sequence of Figure
        Of one theme.
    lang : {"de", "en"}
        Language.
    origin : callable of Figure to str
        Writes where a figure comes from, as HTML.

    Returns
    -------
    Markup
        Rows of a table's body, each with the indicator's id as its anchor.
    """
    return Markup("".join(_figure_row(figure, lang, origin(figure)) for figure in figures))


def _figure_row(figure: Figure, lang: Lang, origin: str) -> str:
    digits = figure.indicator.decimals
    place = strip_drawn(figure.place, figure.place.said(lang)) if figure.place else ""
    return (
        f"{_head(figure.indicator, lang)}{_cell('num own', figure.own, digits, lang)}"
        f"{_same_cell(figure.group, digits, lang)}{_same_cell(figure.land, digits, lang)}"
        f"{_same_cell(figure.bund, digits, lang)}"
        f"<td>{place}</td><td>{origin}</td></tr>\n"
    )


def _cell(kind: str, found: GroupValue, digits: int, lang: Lang) -> str:
    """A value; small beside it for how many of the people it is known, where that is not for all."""
    covered = found.covered(lang)
    part = f"<small>{covered}</small>" if covered else ""
    return f'<td class="{kind}">{number(found.value, digits, lang)}{part}</td>'


@lru_cache(VALUES_KEPT)
def _same_cell(found: GroupValue, digits: int, lang: Lang) -> str:
    """The value of what many areas are held against."""
    return _cell("num", found, digits, lang)


@cache
def _head(indicator: Indicator, lang: Lang) -> str:
    """The beginning of a row: what is counted, and in which unit."""
    unit = indicator.unit_beside(lang)
    beside = f' <span class="unit">{escape(unit)}</span>' if unit else ""
    return f'<tr id="{indicator.id}"><th scope="row">{escape(indicator.label(lang))}{beside}</th>'


@cache
def _named(indicator: Indicator, lang: Lang) -> tuple[str, str, str]:
    """An indicator's name, and what stands before and behind its numbers."""
    before, after = around(indicator.unit_label(lang), lang)
    unit = after.lstrip()
    space = after.removesuffix(unit)
    return escape(indicator.label(lang)), before, f'{space}<span class="unit">{escape(unit)}</span>' if unit else ""


def chart_rows(chart: Chart, lang: Lang) -> Markup:
    """A row a period: the value of each line; a period that none of them knows is left out.

    Parameters
    ----------
    chart : Chart
        What is drawn.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    Markup
        Rows of a table's body.
    """
    rows = zip(chart.periods, *(line.values for line in chart.lines), strict=True)
    known = [(period, values) for period, *values in rows if any(value is not None for value in values)]
    return Markup("".join(_period_row(period, values, chart.digits, lang) for period, values in known))


def _period_row(period: str, values: Sequence[float | None], digits: int, lang: Lang) -> str:
    cells = "".join(f'<td class="num">{number(value, digits, lang)}</td>' for value in values)
    return f'<tr><th scope="row">{dates.period(period, lang)}</th>{cells}</tr>'
