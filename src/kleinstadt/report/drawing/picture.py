"""What is drawn inside pages as a picture of its own: SVG with title, names of its signs, source and address."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil
from typing import Final

from kleinstadt.report.drawing.map_legend_picture import wrapped
from kleinstadt.report.drawing.style import INK, PAPER, QUIET_INK
from kleinstadt.words.language import Lang, pick

WIDTH: Final = 900
EDGE: Final = 32
GAP: Final = 18
TITLE_PX: Final = 24
TEXT_PX: Final = 15
SMALL_PX: Final = 12
PNG_SCALE: Final = 1600 / WIDTH
ACROSS: Final = 4  # pieces beside each other
LETTER: Final = 0.56  # of a letter's height is its width, about
# The light colours of atlas.css, which a picture takes along
COLOURS: Final = (
    ".chart text,.cloud text{font-size:11px;fill:#5c5c5c}.chart .grid,.cloud .grid{stroke:#d5d3cf}.break{fill:#ebe9e4}"
    ".line{fill:none;stroke:#6b6b6b;stroke-width:1.8}.line.own{stroke:#a93a20;stroke-width:2.8}"
    ".line.bund{stroke-dasharray:1.5 4}circle.own{fill:#a93a20;stroke:#fff;stroke-width:1.5}"
    ".panel .line{stroke:#222;stroke-width:2.2}.panel .line.town1{stroke:#a93a20;stroke-width:1.2}"
    ".panel.own .line.town1{stroke-width:2.8}.chart .median,.cloud .median{stroke:#6b6b6b;stroke-width:1.2}"
    ".chart .stem{stroke:#6b6b6b}.chart.dots text{fill:#222}"
    ".cloud path{fill:none;stroke-linecap:round;stroke-width:4}.cloud .all{stroke:#d5d3cf}.cloud .group{stroke:#6b6b6b}"
    ".cloud text{paint-order:stroke;stroke:#fff;stroke-width:4px}"
    ".cloud text.own{font-size:13px;font-weight:600;fill:#222}"
)


@dataclass(frozen=True)
class Row:
    """A piece of a picture.

    Attributes
    ----------
    svg : str
        As it stands in a page; plain text, no Markup.
    title : str
        The words over it; not escaped.
    """

    svg: str
    title: str = ""


@dataclass(frozen=True)
class Picture:
    """What a picture shows and says; none of its words is escaped.

    Attributes
    ----------
    title, under : str
        The heading, and what stands below it.
    pieces : sequence of Row
        Beside each other where there are several.
    keys : sequence of (str, str)
        Class in the style sheet and name of each line.
    source : str
        The line to cite.
    address : str
        Of the page it comes from.
    """

    title: str
    under: str
    pieces: Sequence[Row]
    keys: Sequence[tuple[str, str]]
    source: str
    address: str


def credited(sources: Sequence[str], year: int, lang: Lang) -> str:
    """Whom the figures come from and whose borders they are in: the end of a line to cite; the address follows it.

    Parameters
    ----------
    sources : sequence of str
        Whom to name.
    year : int
        Year of the borders.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        Plain text.
    """
    source, borders = pick((("Quelle", "Gebietsstand"), ("Source", "Borders of")), lang)
    made = pick(("Bild", "Picture"), lang)
    return f"{source}: {'; '.join(sources)}. {borders} {year}. {made}: kleinstadt"


def pictured(of: Picture) -> str:
    """The picture as a file of its own.

    Parameters
    ----------
    of : Picture
        What it shows and says.

    Returns
    -------
    str
        SVG document, WIDTH pixels wide.
    """
    parts, y = _heading(of)
    drawn, y = _pieces(of.pieces, y)
    keys, y = _keys(of.keys, y)
    foot, y = _lines([*wrapped(of.source, SMALL_PX, WIDTH - 2 * EDGE), of.address], y + 8, SMALL_PX, QUIET_INK)
    height = ceil(y + 10)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="Fira Sans, sans-serif" role="img" aria-label="{escape(f"{of.title}: {of.under}")}">'
        f'<style>{COLOURS}</style><rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>'
        f"{''.join([*parts, *drawn, *keys, *foot])}</svg>"
    )


def _heading(of: Picture) -> tuple[list[str], float]:
    title, y = _lines(wrapped(of.title, TITLE_PX, WIDTH - 2 * EDGE), 44, TITLE_PX, INK, weight=600)
    under, y = _lines(wrapped(of.under, TEXT_PX, WIDTH - 2 * EDGE), y, TEXT_PX, INK)
    return [*title, *under], y


def _lines(lines: Sequence[str], y: float, size: float, colour: str, weight: int = 400) -> tuple[list[str], float]:
    """Lines of text one under another from y on, and where the next one stands."""
    step = size * 1.4
    said = [
        f'<text x="{EDGE}" y="{y + at * step:g}" font-size="{size}" font-weight="{weight}" fill="{colour}">'
        f"{escape(line)}</text>"
        for at, line in enumerate(lines)
    ]
    return said, y + len(lines) * step


def _pieces(pieces: Sequence[Row], y: float) -> tuple[list[str], float]:
    """The SVGs of a page set into the picture, up to four in a line."""
    across = min(ACROSS, len(pieces))
    width = (WIDTH - 2 * EDGE - (across - 1) * GAP) / across
    drawn: list[str] = []
    for first in range(0, len(pieces), across):
        tall = 0.0
        for at, piece in enumerate(pieces[first : first + across]):
            x, top = EDGE + at * (width + GAP), y
            for line in wrapped(piece.title, SMALL_PX + 1, width):
                drawn.append(
                    f'<text x="{x:g}" y="{top + 8:g}" font-size="{SMALL_PX + 1}" fill="{INK}">{escape(line)}</text>'
                )
                top += SMALL_PX + 4
            height = width * _proportion(piece.svg)
            place = f'x="{x:g}" y="{top:g}" width="{width:g}" height="{height:g}"'
            drawn.append(piece.svg.replace("<svg ", f"<svg {place} ", 1))
            tall = max(tall, top + height - y)
        y += tall + GAP
    return drawn, y


def _proportion(svg: str) -> float:
    width, height = size_of(svg)
    return height / width


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of an SVG, as its viewBox says.

    Parameters
    ----------
    svg : str
        An SVG with a viewBox.

    Returns
    -------
    tuple of (float, float)
        In its own units.
    """
    _, _, width, height = svg.partition('viewBox="')[2].partition('"')[0].split()
    return float(width), float(height)


def _keys(keys: Sequence[tuple[str, str]], y: float) -> tuple[list[str], float]:
    """What each line means, in a line or two."""
    drawn, x = [], float(EDGE)
    for name, said in keys:
        wide = 34 + len(said) * TEXT_PX * LETTER + 24
        if x > EDGE and x + wide > WIDTH - EDGE:
            x, y = float(EDGE), y + 22
        drawn.append(f'<path class="line {name}" d="M{x:g} {y - 5:g}h26"/>')
        drawn.append(f'<text x="{x + 34:g}" y="{y:g}" font-size="{TEXT_PX}" fill="{INK}">{escape(said)}</text>')
        x += wide
    return drawn, y + (26 if keys else 0)
