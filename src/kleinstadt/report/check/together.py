"""Where the partners of an alliance are apart: a row a success factor, a mark a partner. No total, no mean, no rank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from textwrap import wrap
from typing import Final

from kleinstadt.report.frames import Frame
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.workbench.cooperation.spread import Row
from kleinstadt.workbench.cooperation.statements import ANSWERS, Said
from kleinstadt.workbench.cooperation.telling import who_says_what

WIDE: Final = Frame("on-page", 640, 190, 90, right=36)
NARROW: Final = Frame("on-phone", 340, 100, 48, right=16)
LINE: Final = 16  # of text
MARK: Final = 20  # height of a partner's line
GAP: Final = 16  # between two factors
RADIUS: Final = 7
COVERED: Final = Text("noch verdeckt", "still covered")


@dataclass(frozen=True)
class Drawn:
    """A row of the picture.

    Attributes
    ----------
    row : Row
        The success factor, and what each partner says of it.
    covered : bool
        Whether it may not be seen yet.
    before : mapping of str to str
        What partners said in the round before, by their key.
    """

    row: Row
    covered: bool = False
    before: Mapping[str, Said] = field(default_factory=dict)


def together_picture(drawn: Sequence[Drawn], names: Mapping[str, str], lang: Lang, frame: Frame = WIDE) -> str:
    """Each factor with a line a partner: a dot where it stands now, a ring where it stood before, a band between all.

    Parameters
    ----------
    drawn : sequence of Drawn
        From top to bottom.
    names : mapping of str to str
        Of all partners asked, by key, in their order.
    lang : {"de", "en"}
        Language.
    frame : Frame
        How wide it is.

    Returns
    -------
    str
        An SVG, styled by the page; its words are its label.
    """
    parts, y = _heads(frame, lang)
    for one in drawn:
        block, y = _factor(one, names, y, frame, lang)
        parts += block
    alt = "; ".join(f"{pick(one.row.statement.text, lang)} {_told(one, names, lang)}" for one in drawn)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="check-picture {frame.name}" '
        f'viewBox="0 0 {frame.width} {y}" role="img" aria-label="{escape(alt, quote=True)}">'
    )
    return "".join([head, *parts, "</svg>"])


def _told(one: Drawn, names: Mapping[str, str], lang: Lang) -> str:
    return pick(COVERED, lang) if one.covered else who_says_what(one.row, names, lang)


def _x(said: Said, frame: Frame) -> float:
    """The answers from left to right; "do not know" stands apart from the scale."""
    step = (frame.width - frame.left - frame.right) / len(ANSWERS)
    return round(frame.left + step * (list(ANSWERS).index(said) + 0.5 + (said == "unknown") * 0.5), 1)


def _heads(frame: Frame, lang: Lang) -> tuple[list[str], int]:
    """The answers' names above their columns, and where the rows begin."""
    step = _x("rather_agree", frame) - _x("rather_disagree", frame)
    letters = max(8, int(step / 6.4))
    names = {said: wrap(pick(word, lang), letters, break_long_words=False) for said, word in ANSWERS.items()}
    most = max(map(len, names.values()))
    parts = []
    for said, lines in names.items():
        for place, line in enumerate(lines, most - len(lines) + 1):
            y = LINE * place
            parts.append(f'<text class="head" x="{_x(said, frame)}" y="{y}" text-anchor="middle">{line}</text>')
    return parts, LINE * most + GAP


def _factor(one: Drawn, names: Mapping[str, str], y: int, frame: Frame, lang: Lang) -> tuple[list[str], int]:
    """The factor's words, then its partners; and where the next one begins."""
    parts = []
    for line in wrap(pick(one.row.statement.text, lang), frame.letters):
        parts.append(f'<text class="name" x="0" y="{y + 12}">{escape(line)}</text>')
        y += LINE
    y += 4
    if one.covered:
        parts.append(f'<text x="{frame.left}" y="{y + 12}">{pick(COVERED, lang)}</text>')
        return parts, y + LINE + GAP
    lines = {key: wrap(name, int(frame.left / 6.6)) for key, name in names.items()}
    height = sum(MARK + LINE * (len(those) - 1) for those in lines.values())
    parts += _ground(one.row, y, height, frame)
    for key, those in lines.items():
        parts += [f'<text x="0" y="{y + 14 + LINE * place}">{escape(word)}</text>' for place, word in enumerate(those)]
        parts += _marks(one, key, y + MARK // 2, frame)
        y += MARK + LINE * (len(those) - 1)
    return parts, y + GAP


def _ground(row: Row, y: int, height: int, frame: Frame) -> list[str]:
    """A line for each answer, and a band from the lowest to the highest that partners gave."""
    parts = []
    if row.span is not None and row.steps:
        scale = list(ANSWERS)
        since, until = (_x(scale[place], frame) for place in (row.span.low, row.span.high))
        width = round(until - since, 1)
        parts.append(f'<rect class="between" x="{since}" y="{y}" width="{width}" height="{height}"/>')
    for said in ANSWERS:
        x = _x(said, frame)
        parts.append(f'<line class="grid" x1="{x}" x2="{x}" y1="{y}" y2="{y + height}"/>')
    return parts


def _marks(one: Drawn, partner: str, y: int, frame: Frame) -> list[str]:
    """A partner's ring and dot; without an answer there is no dot."""
    parts = []
    if before := one.before.get(partner):
        parts.append(f'<circle class="before" cx="{_x(before, frame)}" cy="{y}" r="{RADIUS + 2}"/>')
    said = one.row.said.get(partner)
    if said:
        kind = "unknown" if said == "unknown" else "now"
        parts.append(f'<circle class="{kind}" cx="{_x(said, frame)}" cy="{y}" r="{RADIUS}"/>')
    if said == "unknown":
        parts.append(f'<text x="{_x(said, frame)}" y="{y + 4}" text-anchor="middle">?</text>')
    return parts
