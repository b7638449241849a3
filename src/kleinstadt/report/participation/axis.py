"""The planning paradox, drawn for one measure: when people have a say, in which phases, and when the council decides.

Two curves show the scheme of the report's figure 23 and are marked as such; dots, bars and lines are this measure's own
dates. It is drawn twice, for a page and for a phone, so that its letters stay readable on both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import wrap
from typing import Final

from kleinstadt.report.frames import Frame
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.workbench.participation.formats import STEPS
from kleinstadt.workbench.participation.phases import PHASES, Stretch
from kleinstadt.workbench.participation.timing import Timing

TOP: Final = 24
PYRAMID: Final = 236  # height of its seven steps
ROW: Final = 20  # of a phase
LINE: Final = 16  # of text below
MARGIN_DAYS: Final = 45
NAME: Final = 90  # width of the words above the council's line
SHORTEST: Final = 12  # width of a phase that has a single day


SCHEME: Final = Text(
    "Schema, keine Messung: was noch offen ist (fallend), wie viele hinschauen (steigend)",
    "Scheme, no measurement: what is still open (falling), how many look (rising)",
)


WIDE: Final = Frame("on-page", 680, 150, 90)
NARROW: Final = Frame("on-phone", 340, 122, 50, right=10)


@dataclass(frozen=True)
class Dot:
    """A step of participation.

    Attributes
    ----------
    number : int
        Its place in the list.
    day : date
        The earliest that its date can mean.
    level : int
        Its step of the pyramid, 1 to 7.
    title : str
        What it is called.
    """

    number: int
    day: date
    level: int
    title: str


def axis(dots: Sequence[Dot], found: Timing, lang: Lang, phases: Sequence[Stretch] = (), frame: Frame = WIDE) -> str:
    """The picture; empty where there is no date at all to draw.

    Parameters
    ----------
    dots : sequence of Dot
        Steps with a date.
    found : Timing
        When the council decides.
    lang : {"de", "en"}
        Language.
    phases : sequence of Stretch
        From top to bottom.
    frame : Frame
        How wide it is.

    Returns
    -------
    str
        An SVG, styled by the page; its words are its label.
    """
    days = [dot.day for dot in dots] + ([found.decided] if found.decided else [])
    days += [day for one in phases for day in (one.first, one.last)]
    if not days:
        return ""
    scale = _Scale(min(days).toordinal() - MARGIN_DAYS, max(days).toordinal() + MARGIN_DAYS, frame)
    bottom = TOP + PYRAMID + ROW * len(phases)
    scheme = wrap(pick(SCHEME, lang), frame.letters)
    height = bottom + LINE * (1 + len(scheme)) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="axis-picture {frame.name}" '
        f'viewBox="0 0 {frame.width} {height}" role="img" '
        f'aria-label="{escape(_told(dots, found, lang, phases), quote=True)}">'
    ]
    parts += _ground(lang, frame)
    if found.decided:
        parts += _decision(found, scale, bottom, lang)
    parts += _phases(phases, scale, lang)
    for dot in dots:
        x, y = scale.x(dot.day), _y(dot.level)
        parts.append(f'<circle class="step" cx="{x}" cy="{y}" r="10"/>')
        parts.append(f'<text class="number" x="{x}" y="{y + 4}" text-anchor="middle">{dot.number}</text>')
    parts += _below(sorted({min(days), max(days)}), scale, bottom + LINE, lang)
    at = bottom + 2 * LINE + 4
    parts += [f'<text x="0" y="{at + LINE * place}">{line}</text>' for place, line in enumerate(scheme)]
    return "".join([*parts, "</svg>"])


def _below(days: Sequence[date], scale: "_Scale", y: int, lang: Lang) -> list[str]:
    """The first and the last day, each kept inside the picture."""
    anchors = ("middle",) if len(days) == 1 else ("start", "end")
    shift = 0 if len(days) == 1 else 10
    return [
        f'<text x="{round(scale.x(day) + move, 1)}" y="{y}" text-anchor="{anchor}">{dates.day(day, lang)}</text>'
        for day, anchor, move in zip(days, anchors, (-shift, shift), strict=False)
    ]


def _phases(phases: Sequence[Stretch], scale: "_Scale", lang: Lang) -> list[str]:
    """A row a phase below the pyramid: its name at the left, a bar from its first day to its last."""
    parts = []
    for place, one in enumerate(phases):
        y = TOP + PYRAMID + ROW * place
        since, until = scale.x(one.first), scale.x(one.last)
        width = max(round(until - since, 1), SHORTEST)
        x = round((since + until - width) / 2, 1)
        name = pick(PHASES[one.phase], lang)
        left, right = scale.frame.left, scale.frame.width - scale.frame.right
        parts.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{y + ROW / 2}" y2="{y + ROW / 2}"/>')
        parts.append(f'<rect class="phase" x="{x}" y="{y + 4}" width="{width}" height="{ROW - 8}" rx="3"/>')
        parts.append(f'<text class="name" x="{left - 8}" y="{y + 14}" text-anchor="end">{name}</text>')
    return parts


def _told(dots: Sequence[Dot], found: Timing, lang: Lang, phases: Sequence[Stretch] = ()) -> str:
    """The picture in words: all steps with day and place in the pyramid, the decision, and the phases."""
    steps = [
        f"{dot.number} {dot.title}, {dates.day(dot.day, lang)}, {pick(STEPS[dot.level], lang)}"
        for dot in sorted(dots, key=lambda one: one.day)
    ]
    council = pick(("Entscheidung des Rates", "council's decision"), lang)
    if found.decided:
        steps.append(f"{council} {dates.day(found.decided, lang)}")
    for one in phases:
        days = " – ".join(dates.day(day, lang) for day in dict.fromkeys((one.first, one.last)))
        steps.append(f"{pick(('Phase', 'phase'), lang)} {pick(PHASES[one.phase], lang)}, {days}")
    return "; ".join(steps)


def sentence(found: Timing, lang: Lang, today: date) -> str:
    """What the dates mean, in a sentence; empty where there is nothing to warn of.

    Parameters
    ----------
    found : Timing
        When people are asked and the council decides.
    lang : {"de", "en"}
        Language.
    today : date
        The day.

    Returns
    -------
    str
        One or two sentences.
    """
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
    """That the council decides on a day, or has decided.

    Parameters
    ----------
    day : date
        Of the decision.
    lang : {"de", "en"}
        Language.
    today : date
        The day.

    Returns
    -------
    str
        A sentence without its full stop.
    """
    when = dates.day(day, lang)
    if day < today:
        return pick((f"Der Rat hat am {when} entschieden", f"The council decided on {when}"), lang)
    return pick((f"Der Rat entscheidet am {when}", f"The council decides on {when}"), lang)


@dataclass(frozen=True)
class _Scale:
    first: int
    last: int
    frame: Frame

    def x(self, day: date) -> float:
        """Pixels from the left."""
        share = (day.toordinal() - self.first) / max(self.last - self.first, 1)
        frame = self.frame
        return round(frame.left + share * (frame.width - frame.left - frame.right), 1)


def _y(level: float) -> float:
    return round(TOP + PYRAMID - (level - 0.5) / len(STEPS) * PYRAMID, 1)


def _ground(lang: Lang, frame: Frame) -> list[str]:
    """The pyramid's steps as lines, and the two curves of the scheme."""
    parts = []
    left, right = frame.left, frame.width - frame.right
    for level, word in STEPS.items():
        parts.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{_y(level)}" y2="{_y(level)}"/>')
        parts.append(f'<text x="{left - 8}" y="{_y(level) + 4}" text-anchor="end">{level} {pick(word, lang)}</text>')
    high, low, middle = _y(7.2), _y(0.8), (left + right) / 2
    parts.append(f'<path class="open" d="M{left},{high} C{middle},{high} {middle},{low} {right},{low}"/>')
    parts.append(f'<path class="looking" d="M{left},{low} C{middle},{low} {middle},{high} {right},{high}"/>')
    return parts


def _decision(found: Timing, scale: _Scale, bottom: int, lang: Lang) -> list[str]:
    if found.decided is None:
        return []
    x, parts = scale.x(found.decided), []
    if found.verdict == "after" and found.first is not None and found.first.day and found.first.day.earliest:
        width = round(scale.x(found.first.day.earliest) - x, 1)
        parts.append(f'<rect class="late" x="{x}" y="{TOP}" width="{width}" height="{bottom - TOP}"/>')
    parts.append(f'<line class="council" x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{bottom}"/>')
    word = pick(("Rat entscheidet", "Council decides"), lang)
    inside = min(x, scale.frame.width - NAME / 2)
    parts.append(f'<text class="name" x="{inside}" y="{TOP - 12}" text-anchor="middle">{word}</text>')
    return parts
