"""Small maps as SVG of their own: where a town lies, and the members of a region with one figure.

They are pictures beside text (loaded as files, so that no page waits for them), in light and dark as the reader has it.
Where a page shows one smaller than it is drawn, as on a phone, its letters are larger and find their places anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np

from kleinstadt.compare.borders import Outlines, outlines
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.regions import MEMBERS_OF, Region
from kleinstadt.edition.edition import Level
from kleinstadt.report.drawing.map_colours import CHANGE
from kleinstadt.report.drawing.map_frame import GERMANY
from kleinstadt.report.drawing.svg_paths import ring_path
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.names import bare, short
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

WIDTH: Final = 480
SHRUNK: Final = 459  # pixels of width up to which letters of 11.5 would be under 11 on the screen
OUTSIDE: Final = 4.0  # pixels beyond the edge, where borders are cut off
LETTER, BOLD_LETTER = 0.64, 0.7  # of a letter's size its width in DejaVu Sans, the widest that systems fall back to
LONG: Final = 10  # letters of a name from which it may be broken in two
ALL_NAMED: Final = 40  # members up to which every name is tried at several places
COARSE_M: Final = 4_000.0  # of the borders of the Länder on a hundred pixels: not quite one of these
LEAST_AROUND_M: Final = 14_000.0

BREAKS: Final = (-10.0, -5.0, -1.0, 1.0, 5.0, 10.0)  # per cent in ten years; the middle is almost unchanged

STYLE: Final = (
    "text{font:11.5px 'Fira Sans',Arial,sans-serif;fill:#222;paint-order:stroke;stroke:#fff;stroke-width:3px;"
    "stroke-linejoin:round}.b{font-weight:600}.area{fill:#ece8e0;stroke:#fff;stroke-width:.8}"
    ".own{fill:#a93a20;stroke:#fff}.kreis{fill:none;stroke:#8b8780;stroke-width:1.4}.none{fill:#faf8f4;stroke:#c9c4ba}"
    ".in{fill:#d9d3c7;stroke:#fff;stroke-width:.8}.bar{stroke:#222}.dot{fill:#a93a20;stroke:#fff;stroke-width:1.5}"
    + "".join(f".c{place}{{fill:{colour}}}" for place, colour in enumerate(CHANGE.light))
    + "@media(prefers-color-scheme:dark){text{fill:#f2f0ec;stroke:#262421}.area{fill:#3b3935;stroke:#262421}"
    ".own{fill:#e06a45;stroke:#262421}.kreis{stroke:#8b8780}.none{fill:#2b2927;stroke:#55514b}.bar{stroke:#f2f0ec}"
    ".in{fill:#4d4943;stroke:#262421}.dot{fill:#e06a45;stroke:#262421}"
    + "".join(f".c{place}{{fill:{colour}}}" for place, colour in enumerate(CHANGE.dark))
    + "}"
    f".s{{display:none}}@media(max-width:{SHRUNK}px){{.s{{display:inline}}.w{{display:none}}text{{font-size:16.2px}}}}"
)


@dataclass(frozen=True)
class _Letters:
    """Letters of a picture: kind of picture they are in (as wide as drawn: w, shrunk: s), and their size in pixels."""

    kind: str
    size: float

    @property
    def line(self) -> int:
        """From one line to the next."""
        return round(self.size * 1.22)

    def width(self, label: "_Label") -> float:
        """Pixels of a label, on the safe side."""
        return max(map(len, label.lines)) * self.size * (BOLD_LETTER if label.bold else LETTER)


WIDE, SMALL = _Letters("w", 11.5), _Letters("s", 16.2)  # small: 11 pixels where a phone of 360 pixels shows the picture


@dataclass(frozen=True)
class _Window:
    """A part of the country and the picture it is drawn into: metres to pixels."""

    west: float
    north: float
    metres: float  # a pixel
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(cls, box: Floats, left: float, top: float, width: float, height: float) -> "_Window":
        """The window of these pixels that shows a box (west, south, east, north) in its middle."""
        west, south, east, north = box
        metres = max((east - west) / width, (north - south) / height)
        x, y = (west + east) / 2 - metres * width / 2, (south + north) / 2 + metres * height / 2
        return cls(x, y, metres, left, top, width, height)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north in metres."""
        return self.west, self.north - self.metres * self.height, self.west + self.metres * self.width, self.north

    def pixels(self, corners: Floats) -> Floats:
        """Corners in metres as pixels of the picture."""
        placed: Floats = (corners - (self.west, self.north)) / (self.metres, -self.metres) + (self.left, self.top)
        return placed

    def path(self, rings: Iterable[Floats]) -> str:
        """Rings as an SVG path; what lies outside is drawn at the edge, a little beyond what is seen."""
        low = np.array([self.left, self.top]) - OUTSIDE
        high = np.array([self.left + self.width, self.top + self.height]) + OUTSIDE
        return "".join(ring_path(np.clip(self.pixels(ring), low, high)) for ring in rings)


@dataclass(frozen=True)
class _Label:
    """What is written at a place of the map, in lines of which the first ones may be bold."""

    x: float
    y: float
    lines: tuple[str, ...]
    bold: int = 0


def locator(atlas: Atlas, level: Level, key: str, year: int, lang: Lang) -> str:
    """Where a town lies: Germany with a dot, beside it the town among its neighbours, by name."""
    areas, around = atlas.areas(year, level), outlines(atlas, year, level)
    box = around.boxes[around.keys.index(key)]
    middle = (box[:2] + box[2:]) / 2
    reach = max(float((box[2:] - box[:2]).max()) * 1.1, LEAST_AROUND_M)
    window = _Window.around(np.concatenate([middle - reach, middle + reach]), 150, 0, WIDTH - 150, 260)
    seen = around.inside(*window.box)
    parts = [f'<path class="{"own" if one == key else "area"}" d="{window.path(around.rings[one])}"/>' for one in seen]
    kreise = outlines(atlas, year, "kreis")
    parts += [f'<path class="kreis" d="{window.path(kreise.rings[one])}"/>' for one in kreise.inside(*window.box)]
    by_size = sorted(seen, key=lambda one: (one != key, -float(np.nan_to_num(areas.population[areas.row[one]]))))
    named = [one for one in by_size if areas.inhabited[areas.row[one]]]
    labels = [_label(window, around, one, (bare(short(areas.names[areas.row[one]])),), own=one == key) for one in named]
    clip = (
        f'<clipPath id="c"><rect x="{window.left}" y="0" width="{window.width}" height="{window.height}"/></clipPath>'
    )
    drawn = f'{clip}<g clip-path="url(#c)">{"".join(parts)}{_both(labels, window)}</g>'
    return _svg(
        drawn + _germany(atlas, year, middle, lang) + _scale(window, lang),
        262,
        _where(areas.names, areas.row, key, lang),
    )


def _where(names: Sequence[str], row: dict[str, int], key: str, lang: Lang) -> str:
    name = short(names[row[key]])
    return pick(
        (f"Wo {name} liegt: Deutschland und die Nachbarn", f"Where {name} lies: Germany and its neighbours"), lang
    )


def _germany(atlas: Atlas, year: int, middle: Floats, lang: Lang) -> str:
    laender = outlines(atlas, year, "land", COARSE_M)
    window = _Window.around(np.array(GERMANY), 4, 30, 136, 190)
    shapes = "".join(f'<path class="in" d="{window.path(rings)}"/>' for rings in laender.rings.values())
    x, y = window.pixels(middle[None, :])[0]
    named = pick(("in Deutschland", "in Germany"), lang)
    return f'{shapes}<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="6"/><text x="4" y="16">{named}</text>'


def members_map(atlas: Atlas, region: Region, lang: Lang) -> str:
    """The members of a region in the classes of their change in ten years, each with name and value where it fits."""
    inner = MEMBERS_OF[region.level]
    around = outlines(atlas, region.year, inner, 0.0 if region.level == "kreis" else 500.0)
    keys = [one.key for one in region.members if one.key in around.rings]
    boxes = around.boxes[[around.keys.index(key) for key in keys]]
    box = np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
    height = min(max(float((box[3] - box[1]) / (box[2] - box[0])) * WIDTH, 240.0), 560.0)
    window = _Window.around(box, 6, 6, WIDTH - 12, height - 12)
    changes = {one.key: one.values[0] for one in region.members}
    counts = [0] * (len(BREAKS) + 1)
    parts = []
    for key in keys:
        change = changes[key]
        place = None if change is None else int(np.searchsorted(BREAKS, change, side="right"))
        counts = counts if place is None else [n + (at == place) for at, n in enumerate(counts)]
        kind = "area none" if place is None else f"area c{place}"
        parts.append(f'<path class="{kind}" d="{window.path(around.rings[key])}"/>')
    by_size = sorted((one for one in region.members if one.key in around.rings), key=lambda one: -one.population)
    labels = [_label(window, around, one.key, (bare(one.name), _signed(one.values[0], lang))) for one in by_size]
    drawn = "".join(parts) + _both(labels, window) + _scale(window, lang)
    legend, rows = _legend(counts, changes, height, lang)
    return _svg(drawn + legend, height + 22 * rows + 12, _told(region, lang))


def _told(region: Region, lang: Lang) -> str:
    label = region.indicators[0].label(lang)
    return f"{pick(('Karte', 'Map'), lang)}: {label}, {region.name(lang)}"


def _signed(value: float | None, lang: Lang) -> str:
    if value is None:
        return "·"
    sign = "+" if round(value, 1) > 0 else ""
    return f"{sign}{number(value, 1, lang)}"


def _legend(counts: Sequence[int], changes: dict[str, float | None], top: float, lang: Lang) -> tuple[str, int]:
    """The classes with how many members each has, in two columns; how many rows that takes."""
    entries = list(zip((f"c{place}" for place in range(len(BREAKS) + 1)), _words(lang), counts, strict=True))[::-1]
    unknown = sum(change is None for change in changes.values())
    if unknown:
        absent = pick(("liegt nicht vor", "not available"), lang)
        entries.append(("none", (absent, absent), unknown))
    rows = (len(entries) + 1) // 2
    drawn = []
    for place, (kind, words, count) in enumerate(entries):
        x, y = 6 + (WIDTH // 2) * (place // rows), top + 8 + 22 * (place % rows)
        drawn.append(f'<rect class="area {kind}" x="{x}" y="{y:.0f}" width="18" height="13"/>')
        drawn += [
            f'<text class="{letters.kind}" x="{x + 24}" y="{y + 11:.0f}">{escape(word)}: {count or "–"}</text>'
            for letters, word in zip((WIDE, SMALL), words, strict=True)
        ]
    return "".join(drawn), rows


def _words(lang: Lang) -> list[tuple[str, str]]:
    """Of each class, the lowest first, its words and shorter ones for large letters."""
    limits = [number(abs(limit), 0, lang) for limit in BREAKS]
    to = pick(("bis unter", "to under"), lang)
    grown, shrunk = pick((("gewachsen", "geschrumpft"), ("grown", "shrunk")), lang)
    more, same, sign = pick((("oder mehr", "fast unverändert", " %"), ("or more", "almost unchanged", "%")), lang)
    words = []
    for low, high, kind, mark in ((1, 0, shrunk, "−"), (2, 1, shrunk, "−"), (3, 4, grown, "+"), (4, 5, grown, "+")):
        said = f"{limits[low]} {to} {limits[high]}{sign}"
        words.append((pick((f"{said} {kind}", f"{kind} by {said}"), lang), f"{mark}{said}"))
    last = [f"{limits[at]}{sign} {more}" for at in (0, 5)]
    ends = [
        (pick((f"{said} {kind}", f"{kind} by {said}"), lang), f"{mark}{said}")
        for said, kind, mark in zip(last, (shrunk, grown), ("−", "+"), strict=True)
    ]
    return [ends[0], *words[:2], (same, same), *words[2:], ends[1]]


def _label(window: _Window, around: Outlines, key: str, lines: tuple[str, ...], *, own: bool = False) -> _Label:
    """A label at the middle of an area's largest part."""
    largest = max(around.rings[key], key=lambda ring: abs(_doubled_area(ring)))
    x, y = window.pixels(_centroid(largest)[None, :])[0]
    return _Label(
        float(x), float(y), lines, int(own or len(lines) > 1)
    )  # the name, where it is the reader's or has a number


def _doubled_area(ring: Floats) -> float:
    x, y = ring.T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))


def _centroid(ring: Floats) -> Floats:
    origin = ring[0]
    x, y = (ring - origin).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    turned = np.array([((x[:-1] + x[1:]) * cross).sum(), ((y[:-1] + y[1:]) * cross).sum()])
    moved: Floats = origin + (turned / (3 * cross.sum()) if cross.sum() else 0.0)
    return moved


def _both(labels: Sequence[_Label], window: _Window) -> str:
    """The labels for the picture as wide as it is drawn, and for a shrunk one."""
    return "".join(f'<g class="{one.kind}">{"".join(_placed(labels, window, one))}</g>' for one in (WIDE, SMALL))


def _placed(labels: Sequence[_Label], window: _Window, letters: _Letters = WIDE) -> list[str]:
    """The labels that find room, the first of them first; a few places around are tried where there are not many."""
    taken = [_scale_box(window)]
    drawn = []
    line = letters.line
    around = [(0, -line), (0, line), (24, 0), (-24, 0), (0, -2 * line + 2), (0, 2 * line - 2)]
    around += [(40, 0), (-40, 0), (24, -line), (-24, -line), (24, line), (-24, line)] if letters is SMALL else []
    shifts = [(0, 0), *(around if len(labels) <= ALL_NAMED else [])]
    for label in labels:
        for form in _forms(label, letters):
            box = next((box for box in _boxes(form, window, letters, shifts) if _fits(box, taken, window)), None)
            if box:
                taken.append(box)
                drawn += _written(form, (box[0] + box[2]) / 2, box[1] + line - 3, line)
                break
    return drawn


def _forms(label: _Label, letters: _Letters) -> list[_Label]:
    """A label, and one whose name is broken in two where letters are large: "Sachsen-" above "Anhalt"."""
    name, *rest = label.lines
    at = [place + 1 for place, letter in enumerate(name) if letter in "- " and 2 < place < len(name) - 3]
    if letters is WIDE or not at or len(name) < LONG:
        return [label]
    middle = min(at, key=lambda place: abs(place - len(name) / 2))
    broken = (name[:middle].strip(), name[middle:], *rest)
    return [label, _Label(label.x, label.y, broken, label.bold and label.bold + 1)]


def _boxes(
    label: _Label, window: _Window, letters: _Letters, shifts: Sequence[tuple[int, int]]
) -> Iterable[tuple[float, float, float, float]]:
    """Where a label might stand, the best place first."""
    width, height = letters.width(label), letters.line * len(label.lines)
    for right, down in shifts:
        x, y = _kept_inside(label.x, width, window) + right, label.y + down
        yield x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _kept_inside(x: float, width: float, window: _Window) -> float:
    """Where a label stands whose place is to be seen, but too near the edge for all of it."""
    left, right = window.left, window.left + window.width
    return min(max(x, left + width / 2), right - width / 2) if left <= x <= right else x


def _fits(
    box: tuple[float, float, float, float], taken: Sequence[tuple[float, float, float, float]], window: _Window
) -> bool:
    x0, y0, x1, y1 = box
    right, bottom = window.left + window.width, window.top + window.height
    if x0 < window.left or y0 < window.top or x1 > right or y1 > bottom:
        return False
    return all(x1 < a or x0 > c or y1 < b or y0 > d for a, b, c, d in taken)


def _written(label: _Label, x: float, y: float, line: int) -> list[str]:
    kinds = [' class="b"' if at < label.bold else "" for at in range(len(label.lines))]
    return [
        f'<text{kind} x="{x:.1f}" y="{y + line * at:.1f}" text-anchor="middle">{escape(said)}</text>'
        for at, (kind, said) in enumerate(zip(kinds, label.lines, strict=True))
    ]


def _scale(window: _Window, lang: Lang) -> str:
    """A bar of a round number of kilometres, in the lower left corner."""
    km, length = _scale_of(window)
    x, y = window.left + 8, window.top + window.height - 8
    return (
        f'<path class="bar" fill="none" d="M{x:.0f} {y - 4:.0f}v4h{length:.0f}v-4"/>'
        f'<text x="{x + 4:.0f}" y="{y - 6:.0f}">{number(km, 0, lang)} km</text>'
    )


def _scale_of(window: _Window) -> tuple[int, float]:
    """Kilometres and pixels of the bar."""
    km = next(km for km in (2, 5, 10, 20, 50, 100, 200) if km * 1000 / window.metres >= 40 or km == 200)
    return km, km * 1000 / window.metres


def _scale_box(window: _Window) -> tuple[float, float, float, float]:
    """What the bar and its kilometres take, where no name may stand."""
    left, bottom = window.left, window.top + window.height
    return left, bottom - 28, left + 12 + max(_scale_of(window)[1], 48), bottom


def on_paper(svg: str) -> str:
    """A small map on white, for files whose reader has no page under them."""
    return svg.replace("</style>", '</style><rect width="100%" height="100%" fill="#fff"/>', 1)


def _svg(drawn: str, height: float, told: str) -> str:
    size = f'width="{WIDTH}" height="{height:.0f}" viewBox="0 0 {WIDTH} {height:.0f}"'
    label = escape(told)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{label}"><title>{label}</title>'
        f"<style>{STYLE}</style>{drawn}</svg>"
    )
