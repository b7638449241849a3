"""The picture beside a link in messages and networks, 1200 by 630 pixels: a name, one finding, where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from kleinstadt.compare.profile import Place
from kleinstadt.report.drawing.map_legend_picture import wrapped
from kleinstadt.report.drawing.style import BAND, HAIRLINE, INK, PAPER, QUIET_INK, TYPE_COLOURS

WIDTH: Final = 1200
HEIGHT: Final = 630
LEFT: Final = 72
NAME_SIZES: Final = (84, 68, 54, 44)  # the largest in which a name takes so few lines is taken
NAME_LINES: Final = 2
BRICK: Final = TYPE_COLOURS["groessere_kleinstadt"]
MAP_WIDTH: Final = 490  # a bare map is 700 by 900
BARE_MAP: Final = 'width="700" height="900"'
SEMI_BOLD: Final = 1.06  # as wide as the regular letters


@dataclass(frozen=True)
class Finding:
    """A figure with its name, what is said of it, and its place among others.

    Attributes
    ----------
    label : str
        Name of the figure.
    figure : str
        Its value with its unit.
    said : str
        A sentence on it, at most two lines.
    place : Place or None
        None where there are no others; no strip is drawn.
    """

    label: str
    figure: str
    said: str
    place: Place | None


def of_place(kicker: str, name: str, finding: Finding | None, told: str, source: str) -> str:
    """The picture of a town or a region.

    Parameters
    ----------
    kicker : str
        A line over the name.
    name : str
        Of the place, in at most two lines.
    finding : Finding or None
        What is shown of it.
    told : str
        What is said instead where there is no finding.
    source : str
        Whom to name. None of these words is escaped.

    Returns
    -------
    str
        SVG document.
    """
    parts = [_text(LEFT, 92, 28, kicker, QUIET_INK)]
    size, lines = _fitting(name, WIDTH - 2 * LEFT)
    y = 104.0
    for line in lines:
        y += size * 1.08
        parts.append(_text(LEFT, y, size, line, weight=600))
    if finding is None:
        parts += _lines(LEFT, y + 84, 34, told, WIDTH - 2 * LEFT, 4)
    else:
        parts += _lines(LEFT, y + 70, 32, finding.label, WIDTH - 2 * LEFT, 1)
        parts.append(_text(LEFT, y + 142, 64, finding.figure, BRICK, 600))
        parts += _lines(LEFT, y + 190, 28, finding.said, WIDTH - LEFT, 2)
        parts += _strip(finding.place, min(y + 250, 520)) if finding.place else []
    return _picture([*parts, *_foot(source, WIDTH - 2 * LEFT)])


def of_map(title: str, said: Sequence[str], bare_map: str, source: str) -> str:
    """The picture of a map, its title beside it.

    Parameters
    ----------
    title : str
        Of the map, up to five lines; not escaped.
    said : sequence of str
        Sentences under it, up to six lines; not escaped.
    bare_map : str
        The map alone, an SVG of `map_picture.picture`.
    source : str
        Whom to name; not escaped.

    Returns
    -------
    str
        SVG document.
    """
    width = WIDTH - MAP_WIDTH - 2 * LEFT + 30
    parts, y = [], 120.0
    for line in wrapped(title, 46 * SEMI_BOLD, width)[:5]:
        parts.append(_text(LEFT, y, 46, line, weight=600))
        y += 54
    parts += _lines(LEFT, y + 16, 26, " ".join(said), width, 6)
    placed = f'x="{WIDTH - MAP_WIDTH}" y="0" width="{MAP_WIDTH}" height="{HEIGHT}"'
    return _picture([*parts, *_foot(source, width), bare_map.replace(BARE_MAP, placed, 1)])


def _picture(parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="Fira Sans, sans-serif"><rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        f'<rect width="16" height="{HEIGHT}" fill="{BRICK}"/>{"".join(parts)}</svg>'
    )


def _fitting(name: str, width: float) -> tuple[int, list[str]]:
    """The size of a name and its lines; in the smallest size what is over is left out."""
    for size in NAME_SIZES:
        lines = wrapped(name, size * SEMI_BOLD, width)
        if len(lines) <= NAME_LINES:
            return size, lines
    return NAME_SIZES[-1], wrapped(name, NAME_SIZES[-1] * SEMI_BOLD, width)[:NAME_LINES]


def _text(x: float, y: float, size: float, text: str, colour: str = INK, weight: int = 400) -> str:
    look = f'font-size="{size:g}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="{x:g}" y="{y:g}" {look}>{escape(text)}</text>'


def _lines(x: float, y: float, size: float, text: str, width: float, most: int) -> list[str]:
    """Text in lines; where it is longer than may be, its last line ends in an ellipsis."""
    lines = wrapped(text, size, width)
    shown = lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1].rstrip(" ,;.") + " …"]
    return [_text(x, y + at * size * 1.32, size, line) for at, line in enumerate(shown)]


def _foot(source: str, width: float) -> list[str]:
    lines = wrapped(f"kleinstadt · {source}", 20, width)[:3]
    top = HEIGHT - 30 - 26 * (len(lines) - 1)
    return [_text(LEFT, top + 26 * at, 20, line, QUIET_INK) for at, line in enumerate(lines)]


def _strip(place: Place, y: float) -> list[str]:
    """Where the value stands among the group, 0 to 100: the middle half is darker, the median a line."""
    width = WIDTH - 2 * LEFT
    at = LEFT + width * place.percentile / 100
    middle = LEFT + width / 2
    return [
        f'<rect x="{LEFT}" y="{y:g}" width="{width}" height="16" rx="8" fill="{BAND}"/>',
        f'<rect x="{LEFT + width / 4:g}" y="{y:g}" width="{width / 2:g}" height="16" fill="{HAIRLINE}"/>',
        f'<path d="M{middle:g} {y - 6:g}v28" stroke="{INK}" stroke-width="3"/>',
        f'<circle cx="{at:g}" cy="{y + 8:g}" r="16" fill="{BRICK}" stroke="{PAPER}" stroke-width="4"/>',
    ]
