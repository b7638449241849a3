"""Names on pictures of the map, as on the live map: each finds room beside its place or stays out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import numpy as np
import polars as pl

from kleinstadt.edition.base_map import opened
from kleinstadt.report.drawing.map_frame import Frame
from kleinstadt.report.drawing.style import INK, PAPER
from kleinstadt.words.language import Lang

Box = tuple[float, float, float, float]

ROOM: Final = 7000  # square pixels of the map for each name
FEW_BELOW, FEWEST = 6.5, 42  # at the zooms of the whole country: large cities only
GAP: Final = 5.5  # pixels from the place to its name
DOT: Final = 2.5
SIDES: Final = (
    (1, 0),
    (-1, 0),
    (0, -1),
    (0, 1),
    (1, -1),
    (-1, -1),
    (1, 1),
    (-1, 1),
)  # right, left, above, below, corners
WATERS: Final = {"sea": (4.8, 10.0), "river": (6.3, 9.9), "lake": (7.5, 12.1)}  # from and to which zoom
WATER_INK: Final = "#1f5f8f"
QUIET: Final = "#4a4640"
HALO: Final = f'paint-order="stroke" stroke="{PAPER}" stroke-opacity=".95" stroke-linejoin="round"'
DOT_EDGE: Final = f'stroke="{PAPER}" stroke-width=".5"'
LETTER, BOLD_LETTER = 0.54, 0.58  # of the size, the width of a letter on the safe side


@dataclass(frozen=True)
class Name:
    """What is written at a place.

    Attributes
    ----------
    text : str
        The name; not escaped.
    x, y : float
        The place, pixels.
    size : float
        Of the letters, pixels.
    bold : bool
        Whether it is set in bold.
    value : str
        Of an area that is shown, below its name; else empty.
    kept : bool
        Whether it is written even where it finds no room, as names with a value are.
    water : bool
        Whether it is the name of a water: in italics, without a dot.
    quiet : bool
        Whether it is the name of a part of a municipality, set in grey.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    value: str = ""
    kept: bool = False
    water: bool = False
    quiet: bool = False

    @property
    def width(self) -> float:
        """Pixels across, about."""
        letter = BOLD_LETTER if self.bold else LETTER
        return max(len(self.text), len(self.value)) * letter * self.size + 2

    @property
    def height(self) -> float:
        """Pixels of its lines."""
        return self.size * 1.2 * (2 if self.value else 1)


def names(frame: Frame, members: Sequence[Name], lang: Lang) -> list[str]:
    """The names that find room, as SVG.

    Parameters
    ----------
    frame : Frame
        Where the map lies, and what it shows.
    members : sequence of Name
        The areas that are shown, and the places to compare; they come first.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of str
        SVG elements, each name with its dot.
    """
    return [_written(*one) for one in placed(frame, members, lang)]


def placed(frame: Frame, members: Sequence[Name], lang: Lang) -> list[tuple[Name, Box]]:
    """The names that find room and where, those of the members first.

    Parameters
    ----------
    frame : Frame
        Where the map lies, and what it shows.
    members : sequence of Name
        The areas that are shown, and the places to compare.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of (Name, (float, float, float, float))
        With left, top, right and bottom in pixels.
    """
    zoom, taken, drawn, said = frame.zoom, list[Box](), list[tuple[Name, Box]](), {one.text for one in members}
    most = len(members) + min(FEWEST if zoom < FEW_BELOW else np.inf, frame.width * frame.height / ROOM)
    for one in (*members, *_others(frame, zoom, lang)):
        if len(drawn) >= most:
            break
        if one.text in said and not one.value and not one.kept:
            continue
        box = _place(one, frame, taken)
        if box is None:
            continue
        if one.water or one.quiet:
            said.add(one.text)
        taken += [box] if one.water else [box, _spot(one)]
        drawn.append((one, box))
    return drawn


def _others(frame: Frame, zoom: float, lang: Lang) -> Iterator[Name]:
    """All that may be written at this scale, of most weight first."""
    waters = [
        one for one in _placed(opened.waters(), frame) if WATERS[one["kind"]][0] <= zoom <= WATERS[one["kind"]][1]
    ]
    seas = [one for one in waters if one["kind"] == "sea"]
    places = list(_placed(opened.places().filter(pl.col("zoom") <= zoom), frame))
    yield from (_water(one, lang) for one in seas)
    yield from (_town(one, zoom) for one in places if one["people"])
    yield from (_water(one, lang) for one in waters if one not in seas)
    yield from (Name(one["name"], one["px"], one["py"], 11, quiet=True) for one in places if not one["people"])


def _placed(table: pl.DataFrame, frame: Frame) -> Iterable[dict[str, Any]]:
    """The rows that are to be seen, with their pixels px and py."""
    pixels = frame.pixels(table.select("x", "y").to_numpy())
    seen = (pixels >= (frame.left, frame.top)) & (pixels <= (frame.left + frame.width, frame.top + frame.height))
    found = table.with_columns(pl.Series("px", pixels[:, 0]), pl.Series("py", pixels[:, 1]))
    return found.filter(pl.Series(seen.all(axis=1))).iter_rows(named=True)


def _water(row: dict[str, Any], lang: Lang) -> Name:
    return Name(str(row[lang]), float(row["px"]), float(row["py"]), 11.5, water=True)


def _town(row: dict[str, Any], zoom: float) -> Name:
    people = int(row["people"])
    large = people >= (500 if zoom < 7 else 100 if zoom < 9 else 20)
    return Name(str(row["name"]), float(row["px"]), float(row["py"]), 13 if large else 11.5 if zoom < 7 else 12, large)


def _spot(one: Name) -> Box:
    return (one.x - DOT, one.y - DOT, one.x + DOT, one.y + DOT)


def _place(one: Name, frame: Frame, taken: Sequence[Box]) -> Box | None:
    """The box of a name where it finds room; one that is kept takes the first place if there is none."""
    kept = bool(one.value) or one.kept
    if not one.water and not kept and not _free(_spot(one), frame, taken):
        return None
    sides = ((0, 0), (0, -1), (0, 1)) if one.water else SIDES
    boxes = [_beside(one, right, down) for right, down in sides]
    return next((box for box in boxes if _free(box, frame, taken)), boxes[0] if kept else None)


def _beside(one: Name, right: int, down: int) -> Box:
    left = one.x + (right * GAP - (one.width if right < 0 else 0) if right else -one.width / 2)
    top = one.y + (down * GAP - (one.height if down < 0 else 0) if down else -one.height / 2)
    return (left, top, left + one.width, top + one.height)


def _free(box: Box, frame: Frame, taken: Sequence[Box]) -> bool:
    x0, y0, x1, y1 = box
    right, bottom = frame.left + frame.width, frame.top + frame.height
    if x0 < frame.left + 2 or y0 < frame.top + 2 or x1 > right - 2 or y1 > bottom - 2:
        return False
    return all(x0 >= c + 1 or x1 + 1 <= a or y0 >= d or y1 <= b for a, b, c, d in taken)


def _written(one: Name, box: Box) -> str:
    """A name with its halo, the value under it, and the dot of its place."""
    ink = WATER_INK if one.water else QUIET if one.quiet else INK
    kind = ' font-style="italic"' if one.water else ' font-weight="600"' if one.bold else ""
    (x, anchor), first = _anchor(one, box), box[1] + one.size * 0.95
    drawn = [] if one.water else [f'<circle cx="{one.x:g}" cy="{one.y:g}" r="2" fill="{INK}" {DOT_EDGE}/>']
    halo = f'{HALO} stroke-width="{5 if one.value else 3.6}"'
    lines = [(one.text, first, kind)] + ([(one.value, first + one.size * 1.2, "")] if one.value else [])
    for text, y, weight in lines:
        place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{one.size:g}" fill="{ink}"'
        drawn.append(f"<text {place} {halo}{weight}>{escape(text)}</text>")
    return "".join(drawn)


def _anchor(one: Name, box: Box) -> tuple[float, str]:
    """From where a line is written: from its dot on, since its width is only about known; two lines from the middle."""
    if not one.value and box[0] > one.x:
        return box[0], "start"
    if not one.value and box[2] < one.x:
        return box[2], "end"
    return (box[0] + box[2]) / 2, "middle"
