"""The profile of a check: six levels and eight fields. No total, no mean, no rank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.workbench.check.following import Span
from kleinstadt.workbench.check.questionnaire import LEVELS
from kleinstadt.workbench.check.scoring import DONE, Done

Shade = Done | Literal["apart"]

WIDTH: Final = 640
LABEL: Final = 250
ROW: Final = 34
TOP: Final = 30
STEP: Final = (WIDTH - LABEL - 40) / (LEVELS - 1)
RADIUS: Final = 8
BAR: Final = 14
# Answers of a field from left to right; shade and pattern differ, so that print without colour tells them apart.
SHADES: Final[tuple[Shade, ...]] = ("done", "building", "planned", "wished", "no_issue", "unknown", "apart")
OTHERS: Final[dict[Shade, Text]] = {"apart": Text("verschieden", "answers differ"), "": Text("offen", "open")}


@dataclass(frozen=True)
class LevelRow:
    """A recommendation in the picture.

    Attributes
    ----------
    title : str
        What it is called.
    now, before : Span or None
        Lowest and highest level that people give it; None without one.
    said : str
        What stands there without a level.
    """

    title: str
    now: Span | None
    before: Span | None
    said: str


@dataclass(frozen=True)
class FieldRow:
    """A field in the picture.

    Attributes
    ----------
    title : str
        What it is called.
    counts : mapping of str to int
        How many of its items have which answer; "apart" where people differ, "" where nobody answered.
    """

    title: str
    counts: Mapping[Shade, int]


def level_picture(rows: Sequence[LevelRow], lang: Lang) -> str:
    """Six rows of five levels: a dot is the level now, a bar where two people differ, a ring the level before.

    Where they differed before there is no ring: it would name one of their levels.

    Parameters
    ----------
    rows : sequence of LevelRow
        From top to bottom.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        An SVG, styled by the page; its words are its label.
    """
    height = TOP + ROW * len(rows) + 6
    parts = [_head(height, _levels_alt(rows, lang))]
    for level in range(LEVELS):
        x = _x(level)
        parts.append(f'<line class="grid" x1="{x}" x2="{x}" y1="{TOP - 6}" y2="{height - 6}"/>')
        parts.append(f'<text x="{x}" y="{TOP - 14}" text-anchor="middle">{level}</text>')
    for place, row in enumerate(rows):
        parts += _level_row(row, TOP + ROW * place + ROW // 2)
    return "".join([*parts, "</svg>"])


def _level_row(row: LevelRow, y: int) -> list[str]:
    parts = [f'<text class="name" x="0" y="{y + 4}">{escape(row.title)}</text>']
    if row.before is not None and row.before.low == row.before.high:
        parts.append(f'<circle class="before" cx="{_x(row.before.low)}" cy="{y}" r="{RADIUS + 3}"/>')
    if row.now is None:
        parts.append(f'<text x="{_x(0) - 4}" y="{y + 4}">{escape(row.said)}</text>')
    elif row.now.low == row.now.high:
        parts.append(f'<circle class="now" cx="{_x(row.now.low)}" cy="{y}" r="{RADIUS}"/>')
    else:
        x, width = _x(row.now.low), _x(row.now.high) - _x(row.now.low)
        box = f'x="{x - RADIUS}" y="{y - RADIUS}" width="{round(width + 2 * RADIUS, 1)}" height="{2 * RADIUS}"'
        parts.append(f'<rect class="apart" {box} rx="{RADIUS}"/>')
    return parts


def field_picture(rows: Sequence[FieldRow], lang: Lang) -> str:
    """A bar a field: as many squares as it has items, in the order of the answers; empty ones are not answered.

    Parameters
    ----------
    rows : sequence of FieldRow
        From top to bottom.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        An SVG, styled by the page; its words are its label.
    """
    height = TOP + ROW * len(rows) + 6
    parts = [_head(height, _fields_alt(rows, lang))]
    x = 0.0
    for done in SHADES:
        word = _name(done, lang)
        parts.append(f'<rect class="{done}" x="{x}" y="2" width="{BAR}" height="{BAR}"/>')
        parts.append(f'<text x="{x + BAR + 4}" y="13">{escape(word)}</text>')
        x += BAR + 20 + 6.3 * len(word)
    for place, row in enumerate(rows):
        y = TOP + ROW * place + ROW // 2
        parts.append(f'<text class="name" x="0" y="{y + 4}">{escape(row.title)}</text>')
        squares: list[Shade] = [done for done in SHADES for _ in range(row.counts.get(done, 0))]
        squares += [""] * row.counts.get("", 0)
        for number, done in enumerate(squares):
            left = LABEL + number * (2 * BAR)
            parts.append(
                f'<rect class="{done or "none"}" x="{left}" y="{y - 11}" width="{2 * BAR - 6}" height="22" rx="2"/>'
            )
    return "".join([*parts, "</svg>"])


def _name(shade: Shade, lang: Lang) -> str:
    """An answer's name in the key: "kein Thema, weil …" without its "because"."""
    word = OTHERS.get(shade) or next(text for done, text in DONE.items() if done == shade)
    return pick(word, lang).split(",")[0]


def _x(level: int) -> float:
    return round(LABEL + 10 + level * STEP, 1)


def _head(height: int, alt: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="check-picture" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(alt, quote=True)}">'
    )


def _levels_alt(rows: Sequence[LevelRow], lang: Lang) -> str:
    """The picture in words: each recommendation with its level."""
    level = pick(("Stufe", "level"), lang)
    told = []
    for row in rows:
        if row.now is None:
            told.append(f"{row.title}: {row.said}")
        elif row.now.low == row.now.high:
            told.append(f"{row.title}: {level} {row.now.low}")
        else:
            told.append(f"{row.title}: {level} {row.now.low} – {row.now.high}")
    return "; ".join(told)


def _fields_alt(rows: Sequence[FieldRow], lang: Lang) -> str:
    told = []
    for row in rows:
        named = [(_name(done, lang), row.counts.get(done, 0)) for done in (*SHADES, "")]
        told.append(f"{row.title}: " + ", ".join(f"{count} {word}" for word, count in named if count))
    return "; ".join(told)


# For places without the page's style sheet, such as the PDF.
INK: Final = (
    "text{font:12px 'Fira Sans';fill:#5c5c5c}text.name{fill:#222}.grid{stroke:#d5d3cf}"
    ".now{fill:#a93a20}.apart{fill:#d98e7c}"
    ".before{fill:none;stroke:#6b6b6b;stroke-width:1.5}.done{fill:#1f4e53}.building{fill:#1f7079}.planned{fill:#7fb4b8}"
    ".wished{fill:#cfe2e3;stroke:#7fb4b8}.no_issue{fill:#d5d3cf}.unknown{fill:#fff;stroke:#6b6b6b}"
    ".none{fill:#fff;stroke:#d5d3cf;stroke-dasharray:2 2}"
)


def inked(svg: str, height_px: int | None = None) -> str:
    """A picture with its colours inside, for PDF and Word.

    Parameters
    ----------
    svg : str
        As `level_picture` or `field_picture` draws it.
    height_px : int, optional
        Its height in pixels; the picture's own shape by default.

    Returns
    -------
    str
        A whole SVG document.
    """
    size = f' width="{WIDTH}"' + (f' height="{height_px}"' if height_px else "")
    return svg.replace('class="check-picture"', f'class="check-picture"{size}', 1).replace(
        '">', f'"><style>{INK}</style>', 1
    )
