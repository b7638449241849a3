"""The levels of a check over time: a small picture a recommendation, side by side. No total, no mean, no rank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick
from kleinstadt.workbench.check.following import LAST, Span

WIDTH: Final = 640
COLUMNS: Final = 2
PANEL: Final = 310  # wide, with room to the next one
LEFT, RIGHT, TOP = 24, 30, 26
STEP: Final = 16  # between two levels
HEIGHT: Final = TOP + LAST * STEP + 40
RADIUS: Final = 5


@dataclass(frozen=True)
class Moment:
    """A kept state.

    Attributes
    ----------
    label : str
        What it is called.
    day : date
        Of when it is.
    levels : mapping of str to Span or None
        By id of the recommendation; None without a level.
    """

    label: str
    day: date
    levels: Mapping[str, Span | None]


def time_picture(titles: Mapping[str, str], moments: Sequence[Moment], lang: Lang) -> str:
    """All recommendations, each with a dot a state, as far apart as the states lie in time; bars where people differ.

    Parameters
    ----------
    titles : mapping of str to str
        Of the recommendations, by id.
    moments : sequence of Moment
        At least one, the earliest first.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        An SVG, styled by the page; its words are its label.
    """
    rows = -(-len(titles) // COLUMNS)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="check-picture" viewBox="0 0 {WIDTH} {rows * HEIGHT}" '
        f'role="img" aria-label="{escape(_told(titles, moments, lang), quote=True)}">'
    ]
    for place, (name, title) in enumerate(titles.items()):
        left, top = place % COLUMNS * (WIDTH - PANEL), place // COLUMNS * HEIGHT
        parts.append(f'<g transform="translate({left} {top})">')
        parts += [*_ground(title), *_line(name, moments), *_days(moments, lang), "</g>"]
    return "".join([*parts, "</svg>"])


def _ground(title: str) -> list[str]:
    parts = [f'<text class="name" x="0" y="14">{escape(title)}</text>']
    for level in range(LAST + 1):
        y = _y(level)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{PANEL}" y1="{y}" y2="{y}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{level}</text>')
    return parts


def _line(name: str, moments: Sequence[Moment]) -> list[str]:
    """Dots and bars, and a line between neighbours that both have one level; a state without a level is a gap."""
    marks, lines = [], []
    before: tuple[float, int] | None = None
    for moment in moments:
        span, x = moment.levels.get(name), _x(moment, moments)
        if span is None or span.low != span.high:
            before = None
        if span is None:
            continue
        if span.low != span.high:
            top, height = _y(span.high) - RADIUS, (span.high - span.low) * STEP + 2 * RADIUS
            box = f'x="{x - RADIUS}" y="{top}" width="{2 * RADIUS}" height="{height}" rx="{RADIUS}"'
            marks.append(f'<rect class="apart" {box}/>')
            continue
        if before is not None:
            ends = f'x1="{before[0]}" y1="{_y(before[1])}" x2="{x}" y2="{_y(span.low)}"'
            lines.append(f'<line class="way" {ends}/>')
        marks.append(f'<circle class="now" cx="{x}" cy="{_y(span.low)}" r="{RADIUS}"/>')
        before = x, span.low
    return [*lines, *marks]


def _days(moments: Sequence[Moment], lang: Lang) -> list[str]:
    """The first and the last day; those between stand in the table."""
    ends = [(moments[0], "start"), (moments[-1], "end")]
    return [
        f'<text x="{_x(one, moments)}" y="{_y(0) + 20}" text-anchor="{anchor}">{dates.day(one.day, lang)}</text>'
        for one, anchor in (ends if moments[0].day < moments[-1].day else ends[:1])
    ]


def _x(moment: Moment, moments: Sequence[Moment]) -> float:
    """By time; states of one and the same day stand beside each other by their place."""
    days = (moments[-1].day - moments[0].day).days
    share = (moment.day - moments[0].day).days / days if days else moments.index(moment) / max(len(moments) - 1, 1)
    return round(LEFT + 12 + share * (PANEL - LEFT - 12 - RIGHT), 1)


def _y(level: int) -> int:
    return TOP + (LAST - level) * STEP


def _told(titles: Mapping[str, str], moments: Sequence[Moment], lang: Lang) -> str:
    """The picture in words: each recommendation with its levels in the order of the states."""
    none = pick(("keine Stufe", "no level"), lang)
    heads = ", ".join(one.label for one in moments)
    return f"{heads}: " + "; ".join(
        f"{title} {', '.join(_span(one.levels.get(name), none) for one in moments)}" for name, title in titles.items()
    )


def _span(span: Span | None, none: str) -> str:
    if span is None:
        return none
    return str(span.low) if span.low == span.high else f"{span.low} – {span.high}"
