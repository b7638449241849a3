"""The legend of a map as a part of its picture: classes with counts, nested circles, the square of two figures."""

import textwrap
from html import escape
from math import sqrt
from typing import Final

from kleinstadt.report.drawing.map_legend import Legend
from kleinstadt.report.drawing.style import INK, PAPER, QUIET_INK, ink_on
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

LEFT: Final = 28
LEGEND_WIDTH: Final = 285
TEXT_PX: Final = 14
SMALL_PX: Final = 11
CELL: Final = 46.0  # side of a class in the square of two figures
LETTER: Final = 0.5  # of the size, the width of a letter in the mean

HATCHES: Final = "".join(
    f'<pattern id="hatch-{name}" width="5.6" height="5.6" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><path d="M0 0V5.6" stroke="{ink}" stroke-width="1.2"/></pattern>'
    for name, ink in (("light", PAPER), ("dark", INK))
)


def wrapped(text: str, size: float, width: float) -> list[str]:
    """A text in lines of at most so many pixels, about.

    Parameters
    ----------
    text : str
        Words; a single one that is longer stays whole.
    size : float
        Of the letters, pixels.
    width : float
        Of a line, pixels.

    Returns
    -------
    list of str
        Not escaped; empty for an empty text.
    """
    return textwrap.wrap(text, int(width / (size * LETTER)), break_long_words=False)


def _said(line: str, y: float, size: float, colour: str) -> str:
    return f'<text x="{LEFT}" y="{y:g}" font-size="{size:g}" fill="{colour}">{escape(line)}</text>'


def hatch_on(colour: str) -> str:
    """The pattern that is seen on a colour, for classes that grey would not tell apart.

    Parameters
    ----------
    colour : str
        "#rrggbb".

    Returns
    -------
    str
        For the fill of an SVG that has HATCHES among its <defs>.
    """
    return f"url(#{'hatch-light' if ink_on(colour) == PAPER else 'hatch-dark'})"


def drawn_legend(explained: Legend, y: float, lang: Lang) -> list[str]:
    """Heading, classes with counts, what is missing, notes.

    Parameters
    ----------
    explained : Legend
        What is said.
    y : float
        Pixels from the top, of the first line.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of str
        SVG elements, at the left edge of the picture.
    """
    right = LEFT + LEGEND_WIDTH
    parts = []
    for line in wrapped(explained.title, TEXT_PX, LEGEND_WIDTH - 52):
        parts.append(f'<text x="{LEFT}" y="{y:g}" font-weight="600">{escape(line)}</text>')
        y += 18
    heads = [*enumerate(reversed(explained.heads))]
    if not explained.circles or len(explained.heads) > 1:
        parts += [_right(head, right - 48 * at, y - 18, SMALL_PX + 1) for at, head in heads]
    y += 4
    if explained.circles:
        drawn, y = _nested(explained, y)
        parts += drawn
    if explained.square:
        drawn, y = _square(explained, y, lang)
        parts += drawn
    else:
        rows = () if explained.circles and len(explained.rows) == 1 else explained.rows
        for row in rows:
            counts = [number(count, 0, lang) if count else "–" for count in row.counts]
            chip = y
            drawn, y = _row(row.light, row.label, counts, right, y)
            parts += drawn
            if row.hatched:
                parts.append(f'<rect x="{LEFT}" y="{chip:g}" width="26" height="18" fill="{hatch_on(row.light)}"/>')
    for fill, label, rest in _besides(explained, lang):
        drawn, y = _row(f"url(#{fill})", label, [number(count, 0, lang) for count in rest], right, y)
        parts += drawn
    y += 10
    for note in explained.notes:
        for line in wrapped(note, SMALL_PX + 1, LEGEND_WIDTH):
            parts.append(_said(line, y, SMALL_PX + 1, QUIET_INK))
            y += 17
    return parts


def _besides(explained: Legend, lang: Lang) -> list[tuple[str, str, tuple[int, ...]]]:
    """Pattern, words and counts of what is no class."""
    missing, uninhabited, modelled = pick(
        (
            ("liegt nicht vor", "unbewohnt", "Modell oder Schätzung"),
            ("not available", "uninhabited", "model or estimate"),
        ),
        lang,
    )
    rows = [
        ("modelled-chip", modelled, (explained.modelled,)),
        ("missing", missing, explained.missing),
        ("uninhabited", uninhabited, (explained.uninhabited,)),
    ]
    return [row for row in rows if any(row[2])]


def _right(text: str, x: float, y: float, size: float = TEXT_PX) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" text-anchor="end" fill="{QUIET_INK}">{escape(text)}</text>'


def _row(fill: str, label: str, counts: list[str], right: float, y: float) -> tuple[list[str], float]:
    parts = [f'<rect x="{LEFT}" y="{y:g}" width="26" height="18" fill="{fill}" stroke="#8b8780" stroke-width=".6"/>']
    lines = wrapped(label, TEXT_PX, LEGEND_WIDTH - 30 - 48 * len(counts))
    for at, line in enumerate(lines):
        parts.append(f'<text x="{LEFT + 36}" y="{y + 14 + 17 * at:g}">{escape(line)}</text>')
    parts += [_right(count, right - 48 * at, y + 14) for at, count in enumerate(reversed(counts))]
    return parts, y + 9 + 17 * max(len(lines), 1)


def _nested(explained: Legend, y: float) -> tuple[list[str], float]:
    """The circles of the legend inside one another, each with its value; and where they end."""
    radius = max(circle.radius for circle in explained.circles)
    bottom, middle = y + 2 * radius, LEFT + radius + 2
    parts = []
    for circle in explained.circles:
        top = bottom - 2 * circle.radius
        parts.append(
            f'<circle cx="{middle:g}" cy="{bottom - circle.radius:g}" r="{circle.radius:g}" fill="none" '
            f'stroke="currentColor"/><path d="M{middle:g} {top:g}H{middle + radius + 14:g}" stroke="currentColor" '
            f'stroke-width=".6"/>'
        )
        place = f'x="{middle + radius + 18:g}" y="{top + 4:g}"'
        parts.append(f'<text {place} font-size="12" fill="currentColor">{circle.label}</text>')
    return parts, bottom + 14


def _square(explained: Legend, y: float, lang: Lang, *, both: bool = False) -> tuple[list[str], float]:
    """The nine classes of two figures as a square on its corner, with counts; the words of its arrows below.

    both : with the colours for dark paper too, for a page whose style chooses
    """
    half = CELL / sqrt(2)
    middle, top = LEFT + LEGEND_WIDTH / 2, y + 8
    parts = []
    for row in explained.rows:
        second, first = divmod(row.place, 3)
        x, at = middle + (first - second) * half, top + (5 - first - second) * half
        corners = f"{x:g},{at - half:g} {x + half:g},{at:g} {x:g},{at + half:g} {x - half:g},{at:g}"
        for kind, colour in (("day", row.light), ("night", row.dark))[: 2 if both else 1]:
            over = f'<polygon points="{corners}" fill="{hatch_on(colour)}"/>' if row.hatched else ""
            text = f'<text x="{x:g}" y="{at + 4:g}" font-size="12" text-anchor="middle" fill="{ink_on(colour)}">'
            parts.append(
                f'<g class="{kind}"><polygon points="{corners}" fill="{colour}"/>{over}'
                f"{text}{number(row.counts[0], 0, lang)}</text></g>"
            )
    y = top + 6 * half + 16
    name, other = explained.square or ("", "")
    right = pick(("nach rechts oben mehr", "more towards the upper right"), lang)
    left = pick(("nach links oben mehr", "more towards the upper left"), lang)
    for text in (f"↗ {name} ({right})", f"↖ {other} ({left})"):
        for line in wrapped(text, SMALL_PX + 1, LEGEND_WIDTH):
            parts.append(_said(line, y, SMALL_PX + 1, "currentColor"))
            y += 17
    return parts, y + 4


def figure(explained: Legend, lang: Lang) -> str:
    """What of a legend is no table, for a page: nested circles, or the square of two figures; else empty.

    Parameters
    ----------
    explained : Legend
        What is said.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        SVG in the page's colours, by day and by night.
    """
    if explained.circles:
        parts, height = _nested(explained, 10)
    elif explained.square:
        parts, height = _square(explained, 0, lang, both=True)
        if any(row.hatched for row in explained.rows):
            parts = [f"<defs>{HATCHES}</defs>", *parts]
    else:
        return ""
    size = f'viewBox="{LEFT} 0 {LEGEND_WIDTH} {height:g}" width="{LEGEND_WIDTH}" height="{height:g}"'
    return f'<svg class="figure" {size} aria-hidden="true">{"".join(parts)}</svg>'
