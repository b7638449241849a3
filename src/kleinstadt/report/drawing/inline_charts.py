"""Small charts as SVG inside the page: they take the page's typeface and colours, in light and dark."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from math import ceil, floor, log10
from typing import Final

from markupsafe import Markup

from kleinstadt.compare.profile import Place
from kleinstadt.compare.trends import CENSUS_FROM, Development, Line
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

WIDTH: Final = 440
HEIGHT: Final = 210
LEFT: Final = 46
RIGHT: Final = 12
TOP: Final = 14
BOTTOM: Final = 24
CHARTS_KEPT: Final = 5_000  # grounds, and lines of groups, a kilobyte each
STRIP_WIDTH: Final = 200
STRIP_SCALE: Final = STRIP_WIDTH / 100
MOST_TICKS: Final = 5


@dataclass(frozen=True)
class Frame:
    """The step from data to pixels."""

    first: float
    last: float
    low: float
    high: float

    def x(self, time: float) -> float:
        """Pixels from the left."""
        span = self.last - self.first or 1.0
        return round(LEFT + (time - self.first) / span * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        """Pixels from the top."""
        return round(TOP + (self.high - value) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM), 1)


def ticks(low: float, high: float, most: int = MOST_TICKS) -> tuple[float, ...]:
    """Round numbers from at or below `low` to at or above `high`."""
    if high <= low:
        low, high = low - 1, high + 1
    rough = (high - low) / most
    power = 10.0 ** floor(log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    first, last = floor(low / step), ceil(high / step)
    return tuple(round(i * step, 10) for i in range(first, last + 1))


def line_chart(development: Development, title: str, lang: Lang, digits: int) -> Markup:
    """The lines of a development; a census break interrupts the lines of the population."""
    lines = [*development.others, development.own]
    values = [value for line in lines for value in line.values if value is not None]
    marks = ticks(min(values), max(values))
    times = development.own.times
    frame = Frame(times[0], times[-1], marks[0], marks[-1])
    broken = development.indicator == "population"
    parts = [_ground(frame, marks, lang, digits, broken=broken)]
    parts += [_same_path(frame, line, broken=broken) for line in development.others]
    parts += [_path(frame, development.own, broken=broken), _end(frame, development.own)]
    view = f'viewBox="0 0 {WIDTH} {HEIGHT}"'
    return Markup(f'<svg class="chart" role="img" aria-label="{escape(title)}" {view}>{"".join(parts)}</svg>')


def town_lines(lines: list[Line], title: str, lang: Lang, digits: int, *, broken: bool) -> Markup:
    """Lines of several towns, named by their place in the list (town1, town2, ...)."""
    values = [value for line in lines for value in line.values if value is not None]
    marks = ticks(min(values), max(values))
    times = lines[0].times
    frame = Frame(times[0], times[-1], marks[0], marks[-1])
    parts = [_ground(frame, marks, lang, digits, broken=broken)]
    parts += [_path(frame, line, broken=broken) for line in lines]
    view = f'viewBox="0 0 {WIDTH} {HEIGHT}"'
    return Markup(f'<svg class="chart" role="img" aria-label="{escape(title)}" {view}>{"".join(parts)}</svg>')


@lru_cache(maxsize=CHARTS_KEPT)
def _ground(frame: Frame, marks: tuple[float, ...], lang: Lang, digits: int, *, broken: bool) -> str:
    """What lies under the lines; the same for all towns of about the same range."""
    return "".join([_grid(frame, marks, lang, digits), _years(frame), *(_breaks(frame, lang) if broken else [])])


def _grid(frame: Frame, marks: Iterable[float], lang: Lang, digits: int) -> str:
    rows = []
    for mark in marks:
        y = frame.y(mark)
        rows.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>')
        rows.append(
            f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{number(mark, _needed(mark, digits), lang)}</text>'
        )
    return "".join(rows)


def _needed(mark: float, digits: int) -> int:
    return 0 if mark == int(mark) else max(1, digits)


def _years(frame: Frame) -> str:
    span = frame.last - frame.first
    step = 10 if span > 20 else 5 if span > 10 else 2
    years = [year for year in range(1990, 2100) if year % step == 0 and frame.first <= year + 1 <= frame.last]
    return "".join(
        f'<text x="{frame.x(year + 1)}" y="{HEIGHT - 6}" text-anchor="middle">{year}</text>' for year in years
    )


def _breaks(frame: Frame, lang: Lang) -> list[str]:
    word = pick(("Zensus", "Census"), lang)
    marks = []
    for year, census in CENSUS_FROM.items():
        if frame.first < year and year + 1 <= frame.last:
            x, width = frame.x(year), round(frame.x(year + 1) - frame.x(year), 1)
            marks.append(f'<rect class="break" x="{x}" y="{TOP}" width="{width}" height="{HEIGHT - TOP - BOTTOM}"/>')
            marks.append(f'<text x="{x + width / 2}" y="{TOP - 4}" text-anchor="middle">{word} {census}</text>')
    return marks


def _path(frame: Frame, line: Line, *, broken: bool) -> str:
    commands, pen_down, stretch = [], False, -1
    for (x, now), value in zip(_places(frame.first, frame.last, line.times, broken=broken), line.values, strict=True):
        if value is None:
            pen_down = False
            continue
        commands.append(f"{'L' if pen_down and now == stretch else 'M'}{x} {frame.y(value)}")
        pen_down, stretch = True, now
    return f'<path class="line {line.name}" d="{" ".join(commands)}"/>'


@lru_cache(maxsize=CHARTS_KEPT)
def _places(first: float, last: float, times: tuple[float, ...], *, broken: bool) -> list[tuple[float, int]]:
    """Of each time the pixels from the left, and how many census breaks lie before it."""
    frame = Frame(first, last, 0.0, 1.0)
    return [(frame.x(time), sum(time - 1 >= year for year in CENSUS_FROM) if broken else 0) for time in times]


@lru_cache(maxsize=CHARTS_KEPT)
def _same_path(frame: Frame, line: Line, *, broken: bool) -> str:
    """The path of a line that many towns are compared with."""
    return _path(frame, line, broken=broken)


def _end(frame: Frame, line: Line) -> str:
    known = [(time, value) for time, value in zip(line.times, line.values, strict=True) if value is not None]
    time, value = known[-1]
    return f'<circle class="own" cx="{frame.x(time)}" cy="{frame.y(value)}" r="3.5"/>'


def strip(place: Place, label: str) -> Markup:
    """Place in the group, 0 to 100: quartiles shaded, a dot for the town, ticks for Land and Germany."""
    x = round(place.percentile * STRIP_SCALE, 1)
    return Markup(
        f'<svg class="strip" role="img" aria-label="{escape(label)}" viewBox="-7 0 214 26">'
        f'{_strip_ground(place.land, place.bund)}<circle class="own" cx="{x}" cy="13" r="6"/></svg>'
    )


@lru_cache(maxsize=20_000)
def _strip_ground(land: float | None, bund: float | None) -> str:
    """What is under the town's dot; the same for all towns of a group in a Land."""
    marks = [
        f'<rect class="all" x="0" y="9" width="{STRIP_WIDTH}" height="8" rx="4"/>',
        f'<rect class="middle" x="{25 * STRIP_SCALE}" y="9" width="{50 * STRIP_SCALE}" height="8"/>',
        f'<line class="median" x1="{50 * STRIP_SCALE}" x2="{50 * STRIP_SCALE}" y1="7" y2="19"/>',
    ]
    for name, at in (("land", land), ("bund", bund)):
        if at is not None:
            x = round(at * STRIP_SCALE, 1)
            points = f"{x - 4},1 {x + 4},1 {x},8" if name == "bund" else f"{x - 4},25 {x + 4},25 {x},18"
            marks.append(f'<polygon class="{name}" points="{points}"/>')
    return "".join(marks)
