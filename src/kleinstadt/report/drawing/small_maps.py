"""Small maps as SVG of their own: where a town lies, and the members of a region with one figure.

They are pictures beside text (loaded as files, so that no page waits for them), in light and dark as the reader has it.
Where a page shows one smaller than it is drawn, as on a phone, its letters are larger and find their places anew.
"""

from collections.abc import Sequence
from html import escape
from typing import Final

import numpy as np

from kleinstadt.compare.borders import Outlines, outlines
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.regions import MEMBERS_OF, Region
from kleinstadt.edition.edition import Level
from kleinstadt.report.drawing.map_colours import CHANGE
from kleinstadt.report.drawing.map_frame import GERMANY
from kleinstadt.report.drawing.map_window import SMALL, WIDE, Label, Window, labelled, scale_bar
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.names import bare, short
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

WIDTH: Final = 480
SHRUNK: Final = 459  # pixels of width up to which letters of 11.5 would be under 11 on the screen
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


def locator(atlas: Atlas, level: Level, key: str, year: int, lang: Lang) -> str:
    """Where a town lies: Germany with a dot, beside it the town among its neighbours, by name.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    level : {"gemeinde", "verband"}
        Level of the town.
    key : str
        Key of the town, which has land.
    year : int
        Year of the borders.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        SVG document, by day and by night.

    Raises
    ------
    UnknownNameError
        For a year without borders.
    """
    areas, around = atlas.areas(year, level), outlines(atlas, year, level)
    box = around.boxes[around.keys.index(key)]
    middle = (box[:2] + box[2:]) / 2
    reach = max(float((box[2:] - box[:2]).max()) * 1.1, LEAST_AROUND_M)
    window = Window.around(np.concatenate([middle - reach, middle + reach]), 150, 0, WIDTH - 150, 260)
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
    drawn = f'{clip}<g clip-path="url(#c)">{"".join(parts)}{labelled(labels, window)}</g>'
    return _svg(
        drawn + _germany(atlas, year, middle, lang) + scale_bar(window, lang),
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
    window = Window.around(np.array(GERMANY), 4, 30, 136, 190)
    shapes = "".join(f'<path class="in" d="{window.path(rings)}"/>' for rings in laender.rings.values())
    x, y = window.pixels(middle[None, :])[0]
    named = pick(("in Deutschland", "in Germany"), lang)
    return f'{shapes}<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="6"/><text x="4" y="16">{named}</text>'


def members_map(atlas: Atlas, region: Region, lang: Lang) -> str:
    """The members of a region in the classes of their change in ten years, each with name and value where it fits.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    region : Region
        Its members by the first of its indicators, per cent in ten years.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        SVG document, by day and by night.

    Raises
    ------
    UnknownNameError
        For a year without borders.
    """
    inner = MEMBERS_OF[region.level]
    around = outlines(atlas, region.year, inner, 0.0 if region.level == "kreis" else 500.0)
    keys = [one.key for one in region.members if one.key in around.rings]
    boxes = around.boxes[[around.keys.index(key) for key in keys]]
    box = np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
    height = min(max(float((box[3] - box[1]) / (box[2] - box[0])) * WIDTH, 240.0), 560.0)
    window = Window.around(box, 6, 6, WIDTH - 12, height - 12)
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
    drawn = "".join(parts) + labelled(labels, window) + scale_bar(window, lang)
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


def _label(window: Window, around: Outlines, key: str, lines: tuple[str, ...], *, own: bool = False) -> Label:
    """A label at the middle of an area's largest part."""
    largest = max(around.rings[key], key=lambda ring: abs(_doubled_area(ring)))
    x, y = window.pixels(_centroid(largest)[None, :])[0]
    return Label(
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


def on_paper(svg: str) -> str:
    """A small map on white, for files whose reader has no page under them.

    Parameters
    ----------
    svg : str
        As `locator` or `members_map` gives it.

    Returns
    -------
    str
        SVG document.
    """
    return svg.replace("</style>", '</style><rect width="100%" height="100%" fill="#fff"/>', 1)


def _svg(drawn: str, height: float, told: str) -> str:
    size = f'width="{WIDTH}" height="{height:.0f}" viewBox="0 0 {WIDTH} {height:.0f}"'
    label = escape(told)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{label}"><title>{label}</title>'
        f"<style>{STYLE}</style>{drawn}</svg>"
    )
