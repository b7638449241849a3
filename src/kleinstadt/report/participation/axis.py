"""The planning paradox, drawn for one measure: when people have a say, and when the council decides.

Two curves show the scheme of the report's figure 23 and are marked as such; dots and lines are this measure's own
dates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from kleinstadt.words import dates
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.workbench.participation.formats import STEPS
from kleinstadt.workbench.participation.timing import Timing

WIDTH: Final = 680
HEIGHT: Final = 300
LEFT: Final = 150
RIGHT: Final = 20
TOP: Final = 24
BOTTOM: Final = 40
MARGIN_DAYS: Final = 45


@dataclass(frozen=True)
class Dot:
    """A step of participation: its number in the list, its day (the earliest it can mean), its step of the pyramid."""

    number: int
    day: date
    level: int
    title: str


def axis(dots: Sequence[Dot], found: Timing, lang: Lang) -> str:
    """The picture; empty where there is no date at all to draw."""
    days = [dot.day for dot in dots] + ([found.decided] if found.decided else [])
    if not days:
        return ""
    first, last = min(days).toordinal() - MARGIN_DAYS, max(days).toordinal() + MARGIN_DAYS
    scale = _Scale(first, last)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="axis-picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(told(dots, found, lang), quote=True)}">'
    ]
    parts += _ground(lang)
    if found.decided:
        parts += _decision(found, scale, lang)
    for dot in dots:
        x, y = scale.x(dot.day), _y(dot.level)
        parts.append(f'<circle class="step" cx="{x}" cy="{y}" r="10"/>')
        parts.append(f'<text class="number" x="{x}" y="{y + 4}" text-anchor="middle">{dot.number}</text>')
    for day in sorted({min(days), max(days)}):
        parts.append(f'<text x="{scale.x(day)}" y="{HEIGHT - 20}" text-anchor="middle">{dates.day(day, lang)}</text>')
    return "".join([*parts, "</svg>"])


def told(dots: Sequence[Dot], found: Timing, lang: Lang) -> str:
    """The picture in words: all steps with day and place in the pyramid, and the decision."""
    steps = [
        f"{dot.number} {dot.title}, {dates.day(dot.day, lang)}, {pick(STEPS[dot.level], lang)}"
        for dot in sorted(dots, key=lambda one: one.day)
    ]
    council = pick(("Entscheidung des Rates", "council's decision"), lang)
    if found.decided:
        steps.append(f"{council} {dates.day(found.decided, lang)}")
    return "; ".join(steps)


def sentence(found: Timing, lang: Lang, today: date) -> str:
    """What the dates mean, in a sentence; empty where there is nothing to warn of."""
    if found.verdict not in ("after", "unclear") or found.decided is None or found.first is None:
        return ""
    decided = dates.day(found.decided, lang)
    asked = found.first.day.typed if found.first.day else ""
    if found.verdict == "unclear":
        told_so = Text(
            f"Der Rat entscheidet am {decided}, gefragt wird {asked}: Das kann zu spät sein. Bitte den Tag festlegen.",
            f"The council decides on {decided}, people are asked {asked}: that may be too late. Please settle the day.",
        )
    else:
        council = decides(found.decided, lang, today)
        told_so = Text(
            f"{council}, gefragt wird erst ab {asked}. Offen ist dann nur noch, was Sie unter „Was ist noch offen?“ "
            "nennen.",
            f"{council}, people are asked only from {asked}. What is still open then is only what you name under "
            "“What is still open?”.",
        )
    return pick(told_so, lang)


def decides(day: date, lang: Lang, today: date) -> str:
    """That the council decides on a day, or has decided."""
    when = dates.day(day, lang)
    if day < today:
        return pick((f"Der Rat hat am {when} entschieden", f"The council decided on {when}"), lang)
    return pick((f"Der Rat entscheidet am {when}", f"The council decides on {when}"), lang)


@dataclass(frozen=True)
class _Scale:
    first: int
    last: int

    def x(self, day: date) -> float:
        """Pixels from the left."""
        share = (day.toordinal() - self.first) / max(self.last - self.first, 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _y(level: float) -> float:
    return round(HEIGHT - BOTTOM - (level - 0.5) / len(STEPS) * (HEIGHT - TOP - BOTTOM), 1)


def _ground(lang: Lang) -> list[str]:
    """The pyramid's steps as lines, and the two curves of the scheme."""
    parts = []
    for level, word in STEPS.items():
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(level)}" y2="{_y(level)}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{_y(level) + 4}" text-anchor="end">{level} {pick(word, lang)}</text>')
    left, right, high, low = LEFT, WIDTH - RIGHT, _y(7.2), _y(0.8)
    middle = (left + right) / 2
    parts.append(f'<path class="open" d="M{left},{high} C{middle},{high} {middle},{low} {right},{low}"/>')
    parts.append(f'<path class="looking" d="M{left},{low} C{middle},{low} {middle},{high} {right},{high}"/>')
    scheme = pick(
        (
            "Schema, keine Messung: was noch offen ist (fallend), wie viele hinschauen (steigend)",
            "Scheme, no measurement: what is still open (falling), how many look (rising)",
        ),
        lang,
    )
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 4}">{scheme}</text>')
    return parts


def _decision(found: Timing, scale: _Scale, lang: Lang) -> list[str]:
    if found.decided is None:
        return []
    x, parts = scale.x(found.decided), []
    if found.verdict == "after" and found.first is not None and found.first.day and found.first.day.earliest:
        width = round(scale.x(found.first.day.earliest) - x, 1)
        parts.append(f'<rect class="late" x="{x}" y="{TOP}" width="{width}" height="{HEIGHT - TOP - BOTTOM}"/>')
    parts.append(f'<line class="council" x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{HEIGHT - BOTTOM}"/>')
    word = pick(("Rat entscheidet", "Council decides"), lang)
    parts.append(f'<text class="name" x="{x}" y="{TOP - 12}" text-anchor="middle">{word}</text>')
    return parts
