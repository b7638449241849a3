"""Figures of a plan as SVG, in the report's typeface and colours; PNG where a program cannot set SVG."""

from html import escape
from math import ceil, floor
from typing import Final

from kleinstadt.report.drawing.images import png
from kleinstadt.report.drawing.style import BAND, FONT, HAIRLINE, INK, QUIET_INK, WIDTH
from kleinstadt.words.numbers import number
from kleinstadt.workbench.models.findings import FigureData, LineOf

OWN: Final = "#a93a20"
OTHERS: Final = ("#35789b", "#6b6b6b", "#8a8a8a")
DASHES: Final = ("6 3", "2 3", "")
HEIGHT: Final = 230
LEFT, RIGHT, TOP, BOTTOM = 56.0, 16.0, 30.0, 34.0
BAR: Final = 44
TICKS: Final = 4
LETTER: Final = 6.2  # how wide a letter is at most, on the average


def svg(data: FigureData) -> str:
    """The figure as an SVG document, its words as the accessible name.

    Parameters
    ----------
    data : FigureData
        A figure of a chapter.

    Returns
    -------
    str
        A whole SVG document, in German.
    """
    height, body = _bars(data) if data.kind == "bars" else _lines(data)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" aria-label="{escape(data.alt)}" font-family="{FONT}, sans-serif" font-size="11" fill="{INK}">'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>{body}</svg>'
    )


def picture(data: FigureData) -> bytes:
    """The figure as PNG, 200 dots per inch at 160 mm.

    Parameters
    ----------
    data : FigureData
        A figure of a chapter.

    Returns
    -------
    bytes
        The same as `svg` draws.
    """
    return png(svg(data))


class _Scale:
    """Where values and times stand on the paper."""

    def __init__(self, data: FigureData) -> None:
        values = [value for line in data.lines for value in line.values if value is not None]
        values += [value for _, low, high in data.band for value in (low, high)]
        times = [time for line in data.lines for time in line.times]
        low, high = min(values), max(values)
        step = _step((high - low) or 1.0)
        self.low, self.high, self.step = low // step * step, -(-high // step) * step, step
        if self.low == self.high:
            self.high = self.low + step
        self.first, self.last = min(times), max(times)

    def x(self, time: float) -> float:
        return LEFT + (time - self.first) / ((self.last - self.first) or 1) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        return TOP + (self.high - value) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM)


def _step(span: float) -> float:
    """A round distance between grid lines: 1, 2 or 5 times a power of ten."""
    rough = span / TICKS
    power = 10.0 ** len(str(int(rough))) / 10 if rough >= 1 else 10.0 ** -(len(f"{1 / rough:.0f}"))
    return next(power * times for times in (1, 2, 5, 10, 20) if power * times >= rough)


def _lines(data: FigureData) -> tuple[int, str]:
    scale = _Scale(data)
    names = list(dict.fromkeys(line.name for line in data.lines))
    parts = [_grid(scale, data), _breaks(scale, data), _band(scale, data)]
    parts += [_line(scale, line, names.index(line.name)) for line in reversed(data.lines)]
    return HEIGHT, "".join([*parts, _legend(names, data.unit)])


def _grid(scale: _Scale, data: FigureData) -> str:
    parts, value = [], scale.low
    digits = 0 if scale.step >= 1 else 1
    while value <= scale.high + scale.step / 100:
        y = scale.y(value)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{HAIRLINE}"/>')
        text = number(value, digits, "de")
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="{QUIET_INK}">{text}</text>')
        value += scale.step
    first, last = ceil(scale.first) - 1, floor(scale.last) - 1  # a year stands where it ends: 2023 at 2024.0
    gap = next(step for step in (1, 2, 5, 10, 20, 50) if (last - first) / step <= 8)
    parts += [_at_bottom(scale.x(year + 1), str(year)) for year in range(-(-first // gap) * gap, last + 1, gap)]
    if data.unit:
        parts.append(f'<text x="{LEFT - 6}" y="{TOP - 12}" fill="{QUIET_INK}">{escape(data.unit)}</text>')
    return "".join(parts)


def _at_bottom(x: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{HEIGHT - 14}" text-anchor="middle" fill="{QUIET_INK}">{text}</text>'


def _breaks(scale: _Scale, data: FigureData) -> str:
    """Upright strokes where the count changed."""
    parts = []
    for time, words in data.breaks:
        if scale.first < time < scale.last:
            x = scale.x(time)
            parts.append(
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="{QUIET_INK}"'
                f' stroke-dasharray="2 3"/><text x="{x + 4:.1f}" y="{HEIGHT - BOTTOM - 6}"'
                f' fill="{QUIET_INK}">{escape(words)}</text>'
            )
    return "".join(parts)


def _band(scale: _Scale, data: FigureData) -> str:
    if not data.band:
        return ""
    above = [f"{scale.x(time):.1f},{scale.y(high):.1f}" for time, _, high in data.band]
    below = [f"{scale.x(time):.1f},{scale.y(low):.1f}" for time, low, _ in reversed(data.band)]
    return f'<polygon points="{" ".join(above + below)}" fill="{BAND}"/>'


def _line(scale: _Scale, line: LineOf, rank: int) -> str:
    colour, width = (OWN, 2.6) if rank == 0 else (OTHERS[(rank - 1) % 3], 1.6)
    dash = f' stroke-dasharray="{DASHES[(rank - 1) % 3]}"' if rank else ""
    parts, run = [], []
    for time, value in [*zip(line.times, line.values, strict=True), (0.0, None)]:
        if value is not None:
            run.append(f"{scale.x(time):.1f},{scale.y(value):.1f}")
            continue
        if len(run) > 1:
            parts.append(
                f'<polyline points="{" ".join(run)}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
            )
        elif run and rank == 0:
            x, y = run[0].split(",")
            parts.append(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>')
        run = []
    return "".join(parts)


def _legend(names: list[str], unit: str) -> str:
    """The lines by name, beside the unit that stands above the axis."""
    parts, x = [], LEFT + max(40, LETTER * len(unit) + 8)
    for rank, name in enumerate(names):
        colour = OWN if rank == 0 else OTHERS[(rank - 1) % 3]
        dash = f' stroke-dasharray="{DASHES[(rank - 1) % 3]}"' if rank else ""
        parts.append(
            f'<line x1="{x:.0f}" x2="{x + 22:.0f}" y1="12" y2="12" stroke="{colour}" stroke-width="2.4"{dash}/>'
            f'<text x="{x + 27:.0f}" y="16">{escape(name)}</text>'
        )
        x += 44 + LETTER * len(name)
    return "".join(parts)


def _bars(data: FigureData) -> tuple[int, str]:
    """A bar for the town, a stroke for the group's median, each named with its number."""
    left, top = 210.0, 34.0
    most = max(100.0 if data.unit == "%" else 0.0, *(max(own, middle) for _, own, middle in data.bars))
    height = int(top + len(data.bars) * BAR + 14)
    parts = [
        f'<rect x="{left}" y="6" width="16" height="10" fill="{OWN}"/><text x="{left + 22}" y="15">Ort</text>'
        f'<line x1="{left + 70}" x2="{left + 70}" y1="4" y2="18" stroke="{INK}" stroke-width="3"/>'
        f'<text x="{left + 78}" y="15">Median der Gruppe</text>'
    ]
    for place, (label, own, middle) in enumerate(data.bars):
        y = top + place * BAR
        wide, mark = (WIDTH - left - 60) * own / most, left + (WIDTH - left - 60) * middle / most
        parts += [_wrapped(label, left - 10, y + 16)]
        parts.append(f'<rect x="{left}" y="{y + 4:.1f}" width="{max(wide, 1):.1f}" height="20" fill="{OWN}"/>')
        parts.append(f'<line x1="{mark:.1f}" x2="{mark:.1f}" y1="{y}" y2="{y + 28}" stroke="{INK}" stroke-width="3"/>')
        x = max(left + wide, mark) + 8
        text = f"{number(own, data.decimals, 'de')} ({number(middle, data.decimals, 'de')}) {data.unit}"
        anchor = 'text-anchor="end"' if x > WIDTH - 90 else ""
        parts.append(f'<text x="{min(x, WIDTH - 4):.1f}" y="{y + 38 if anchor else y + 18:.1f}" {anchor}>{text}</text>')
    return height, "".join(parts)


def _wrapped(label: str, x: float, y: float) -> str:
    """A label on one line or two."""
    if len(label) <= 34:
        return f'<text x="{x}" y="{y + 2:.1f}" text-anchor="end">{escape(label)}</text>'
    cut = label.rfind(" ", 0, 34) if " " in label[:34] else 34
    lines = (label[:cut], label[cut:].strip())
    return "".join(
        f'<text x="{x}" y="{y - 5 + 14 * n:.1f}" text-anchor="end">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
