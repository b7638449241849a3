"""Small charts as SVG inside the page: they take the page's typeface and colours, in light and dark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from math import ceil, floor, log10
from typing import Final

from markupsafe import Markup

from kleinstadt.compare.changes import Breaks
from kleinstadt.compare.trends import Line
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

WIDTH: Final = 440
HEIGHT: Final = 210
LEFT: Final = 46
LETTER: Final = 8  # of a mark of an axis on a phone, where letters are drawn larger
RIGHT: Final = 12
TOP: Final = 14
BOTTOM: Final = 24
CHARTS_KEPT: Final = 5_000  # grounds, and lines of groups, a kilobyte each
MOST_TICKS: Final = 5
PANEL: Final = (176, 120)  # pixels of a panel on a phone, where two stand beside each other
PANEL_TICKS: Final = 3


@dataclass(frozen=True)
class _Frame:
    """The step from data to pixels."""

    first: float
    last: float
    low: float
    high: float
    width: int = WIDTH
    height: int = HEIGHT
    left: float = LEFT

    def x(self, time: float) -> float:
        """Pixels from the left."""
        span = self.last - self.first or 1.0
        return round(self.left + (time - self.first) / span * (self.width - self.left - RIGHT), 1)

    def y(self, value: float) -> float:
        """Pixels from the top."""
        return round(TOP + (self.high - value) / (self.high - self.low) * (self.height - TOP - BOTTOM), 1)


def ticks(low: float, high: float, most: int = MOST_TICKS) -> tuple[float, ...]:
    """Round numbers from at or below `low` to at or above `high`.

    Parameters
    ----------
    low, high : float
        What has to be seen; where there is no range, one more to either side is.
    most : int
        About how many steps.

    Returns
    -------
    tuple of float
        Ascending, 1, 2 or 5 times a power of ten apart.

    Examples
    --------
    >>> ticks(3.2, 17.9)
    (0.0, 5.0, 10.0, 15.0, 20.0)
    """
    if high <= low:
        low, high = low - 1, high + 1
    rough = (high - low) / most
    power = 10.0 ** floor(log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    first, last = floor(low / step), ceil(high / step)
    return tuple(round(i * step, 10) for i in range(first, last + 1))


def digits_of(marks: Iterable[float]) -> int:
    """Decimals that tell the marks of an axis apart.

    Parameters
    ----------
    marks : iterable of float
        Of an axis.

    Returns
    -------
    int
        As many as the mark that needs most.

    Examples
    --------
    >>> digits_of([0.0, 0.25, 0.5])
    2
    """
    return max(len(f"{mark:.10f}".rstrip("0").partition(".")[2]) for mark in marks)


def line_chart(lines: Sequence[Line], title: str, lang: Lang, breaks: Breaks) -> Markup:
    """Lines in one frame, the first one the own; each is interrupted where its basis changes.

    Parameters
    ----------
    lines : sequence of Line
        The own one first; one value at least is known.
    title : str
        What the chart says, for who does not see it; not escaped.
    lang : {"de", "en"}
        Language.
    breaks : Breaks
        Where the basis changes; each is marked by a band.

    Returns
    -------
    Markup
        SVG.
    """
    own, *others = lines
    marks = ticks(*_span(lines))
    longest = max(len(number(mark, digits_of(marks), lang)) for mark in marks)
    frame = _Frame(own.times[0], own.times[-1], marks[0], marks[-1], left=max(LEFT, 12 + LETTER * longest))
    parts = [_ground(frame, marks, lang, breaks)]
    parts += [_same_path(frame, line, breaks) for line in others]
    parts += [_path(frame, own, breaks), _end(frame, own)]
    return _svg("chart", title, frame, parts)


def panels(lines: Sequence[Line], called: Sequence[str], title: str, lang: Lang, digits: int, breaks: Breaks) -> Markup:
    """A panel for each line, all of one scale; the first line comes again in all of them, thin.

    Parameters
    ----------
    lines : sequence of Line
        The own one first; one value at least is known.
    called : sequence of str
        The name of each; not escaped.
    title : str
        What they say together, for who does not see them; not escaped.
    lang : {"de", "en"}
        Language.
    digits : int
        Decimals of the values beside the names.
    breaks : Breaks
        Where the basis changes.

    Returns
    -------
    Markup
        HTML.
    """
    drawn = zip(panel_charts(lines, title, lang, breaks), called, lines, strict=True)
    told = [f"<div><p>{escape(panel_title(name, line, lang, digits))}</p>{svg}</div>" for svg, name, line in drawn]
    return Markup(f'<div class="panels">{"".join(told)}</div>')


def panel_title(name: str, line: Line, lang: Lang, digits: int) -> str:
    """A place with its last value.

    Parameters
    ----------
    name : str
        Of the place.
    line : Line
        Its values.
    lang : {"de", "en"}
        Language.
    digits : int
        Decimals of the value.

    Returns
    -------
    str
        Plain text: "Senftenberg 12,4"; a dash where nothing is known.
    """
    last = _ends(line)
    return f"{name} {number(last[-1], digits, lang)}" if last else f"{name} –"


def panel_charts(lines: Sequence[Line], title: str, lang: Lang, breaks: Breaks) -> list[Markup]:
    """The panels without their titles.

    Parameters
    ----------
    lines : sequence of Line
        The own one first; one value at least is known.
    title : str
        What they say together, for who does not see them; not escaped.
    lang : {"de", "en"}
        Language.
    breaks : Breaks
        Where the basis changes.

    Returns
    -------
    list of Markup
        An SVG for each line.
    """
    marks = ticks(*_span(lines), PANEL_TICKS)
    times = [time for line in lines for time in line.times]
    frame = _Frame(min(times), max(times), marks[0], marks[-1], *PANEL)
    ground = _ground(frame, marks, lang, breaks)
    first = _path(frame, lines[0], breaks)
    return [
        _svg("chart panel own" if line is lines[0] else "chart panel", title, frame, parts)
        for line in lines
        for parts in [[ground, first] if line is lines[0] else [ground, first, _path(frame, line, breaks)]]
    ]


def _ends(line: Line) -> tuple[float, ...]:
    """The first and the last value that a line knows, once if they are the same one."""
    known = [value for value in line.values if value is not None]
    return (known[0], known[-1]) if len(known) > 1 else tuple(known)


def told(line: Line, lang: Lang, digits: int, breaks: Breaks) -> str:
    """First and last value on each basis: "12,0 → 53,7, andere Quelle: 45,4"; empty for a line without values.

    Parameters
    ----------
    line : Line
        Values over time.
    lang : {"de", "en"}
        Language.
    digits : int
        Decimals of the values.
    breaks : Breaks
        Where the basis changes.

    Returns
    -------
    str
        Plain text.
    """
    parts: dict[int, list[float]] = {}
    for before, value in zip(_breaks_before(line.times, breaks), line.values, strict=True):
        if value is not None:
            parts.setdefault(before, []).append(value)
    said: list[str] = []
    for at, values in parts.items():
        shown = (values[0], values[-1]) if len(values) > 1 else values
        ends = " → ".join(number(value, digits, lang) for value in shown)
        said.append(f"{pick(breaks[at - 1][1], lang)}: {ends}" if at and said else ends)
    return ", ".join(said)


@lru_cache(maxsize=CHARTS_KEPT)
def _breaks_before(times: tuple[float, ...], breaks: Breaks) -> list[int]:
    """How many breaks lie before each time; the same for all towns."""
    return [sum(time - 1 >= year for year, _ in breaks) for time in times]


def _span(lines: Sequence[Line]) -> tuple[float, float]:
    values = [value for line in lines for value in line.values if value is not None]
    return min(values), max(values)


def _svg(kind: str, title: str, frame: _Frame, parts: Sequence[str]) -> Markup:
    view = f'viewBox="0 0 {frame.width} {frame.height}"'
    return Markup(f'<svg class="{kind}" role="img" aria-label="{escape(title)}" {view}>{"".join(parts)}</svg>')


@lru_cache(maxsize=CHARTS_KEPT)
def _ground(frame: _Frame, marks: tuple[float, ...], lang: Lang, breaks: Breaks) -> str:
    """What lies under the lines; the same for all towns of about the same range."""
    return "".join([_grid(frame, marks, lang), _years(frame), *_breaks(frame, lang, breaks)])


def _grid(frame: _Frame, marks: Sequence[float], lang: Lang) -> str:
    rows, digits = [], digits_of(marks)
    for mark in marks:
        y = frame.y(mark)
        rows.append(f'<line class="grid" x1="{frame.left}" x2="{frame.width - RIGHT}" y1="{y}" y2="{y}"/>')
        rows.append(f'<text x="{frame.left - 6}" y="{y + 4}" text-anchor="end">{number(mark, digits, lang)}</text>')
    return "".join(rows)


def _years(frame: _Frame) -> str:
    span = frame.last - frame.first
    step = 10 if span > 20 else 5 if span > 10 else 2 if frame.width == WIDTH else 4
    years = [year for year in range(1990, 2100) if year % step == 0 and frame.first <= year + 1 <= frame.last]
    return "".join(
        f'<text x="{min(frame.x(year + 1), frame.width - 2 * LETTER - 2)}" y="{frame.height - 6}" text-anchor="middle">'
        f"{year}</text>"
        for year in years
    )


def _breaks(frame: _Frame, lang: Lang, breaks: Breaks) -> list[str]:
    marks = []
    for year, basis in breaks:
        if frame.first < year and year + 1 <= frame.last:
            x, width = frame.x(year), round(frame.x(year + 1) - frame.x(year), 1)
            height = frame.height - TOP - BOTTOM
            marks.append(f'<rect class="break" x="{x}" y="{TOP}" width="{width}" height="{height}"/>')
            said = pick(basis, lang)
            middle = min(x + width / 2, frame.width - len(said) * LETTER / 2)  # whole inside the frame
            marks.append(f'<text x="{middle:.1f}" y="{TOP - 4}" text-anchor="middle">{escape(said)}</text>')
    return marks


def _path(frame: _Frame, line: Line, breaks: Breaks) -> str:
    commands, pen_down, stretch = [], False, -1
    for (x, now), value in zip(_places(_across(frame), line.times, breaks), line.values, strict=True):
        if value is None:
            pen_down = False
            continue
        commands.append(f"{'L' if pen_down and now == stretch else 'M'}{x} {frame.y(value)}")
        pen_down, stretch = True, now
    return f'<path class="line {line.name}" d="{" ".join(commands)}"/>'


def _across(frame: _Frame) -> _Frame:
    """A frame's step along the years alone, which many charts share."""
    return replace(frame, low=0.0, high=1.0)


@lru_cache(maxsize=CHARTS_KEPT)
def _places(frame: _Frame, times: tuple[float, ...], breaks: Breaks) -> list[tuple[float, int]]:
    """Of each time the pixels from the left, and how many breaks lie before it."""
    return list(zip(map(frame.x, times), _breaks_before(times, breaks), strict=True))


@lru_cache(maxsize=CHARTS_KEPT)
def _same_path(frame: _Frame, line: Line, breaks: Breaks) -> str:
    """The path of a line that many towns are compared with."""
    return _path(frame, line, breaks)


def _end(frame: _Frame, line: Line) -> str:
    known = [(time, value) for time, value in zip(line.times, line.values, strict=True) if value is not None]
    if not known:
        return ""
    time, value = known[-1]
    return f'<circle class="own" cx="{frame.x(time)}" cy="{frame.y(value)}" r="3.5"/>'
