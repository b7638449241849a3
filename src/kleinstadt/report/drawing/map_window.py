"""The window of a small map: metres to pixels, a bar for its scale, and labels that find room beside each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np

from kleinstadt.report.drawing.svg_paths import ring_path
from kleinstadt.territory.coding import Floats
from kleinstadt.words.language import Lang
from kleinstadt.words.numbers import number

OUTSIDE: Final = 4.0  # pixels beyond the edge, where borders are cut off
LETTER, BOLD_LETTER = 0.64, 0.7  # of a letter's size its width in DejaVu Sans, the widest that systems fall back to
LONG: Final = 10  # letters of a name from which it may be broken in two
ALL_NAMED: Final = 40  # members up to which every name is tried at several places


@dataclass(frozen=True)
class Letters:
    """Letters of a picture.

    Attributes
    ----------
    kind : {"w", "s"}
        Which picture they are in: as wide as it is drawn, or shrunk.
    size : float
        Pixels.
    """

    kind: str
    size: float

    @property
    def line(self) -> int:
        """From one line to the next."""
        return round(self.size * 1.22)

    def width(self, label: "Label") -> float:
        """Pixels of a label, on the safe side.

        Parameters
        ----------
        label : Label
            What is written.

        Returns
        -------
        float
            Of its longest line.
        """
        return max(map(len, label.lines)) * self.size * (BOLD_LETTER if label.bold else LETTER)


WIDE, SMALL = Letters("w", 11.5), Letters("s", 16.2)  # small: 11 pixels where a phone of 360 pixels shows the picture


@dataclass(frozen=True)
class Window:
    """A part of the country and the picture it is drawn into: metres to pixels.

    Attributes
    ----------
    west, north : float
        Of the upper left corner, metres of EPSG:25832.
    metres : float
        That a pixel is.
    left, top, width, height : float
        Where the window lies on the picture, pixels.
    """

    west: float
    north: float
    metres: float  # a pixel
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(cls, box: Floats, left: float, top: float, width: float, height: float) -> "Window":
        """The window that shows a box in its middle.

        Parameters
        ----------
        box : array of float
            West, south, east, north in metres of EPSG:25832.
        left, top, width, height : float
            Where the window lies on the picture, pixels.

        Returns
        -------
        Window
            Without a margin on the sides that the box touches.
        """
        west, south, east, north = box
        metres = max((east - west) / width, (north - south) / height)
        x, y = (west + east) / 2 - metres * width / 2, (south + north) / 2 + metres * height / 2
        return cls(x, y, metres, left, top, width, height)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north in metres."""
        return self.west, self.north - self.metres * self.height, self.west + self.metres * self.width, self.north

    def pixels(self, corners: Floats) -> Floats:
        """Corners in metres as pixels of the picture.

        Parameters
        ----------
        corners : array of float, corners x 2
            Metres of EPSG:25832.

        Returns
        -------
        array of float, corners x 2
            From the left and from the top.
        """
        placed: Floats = (corners - (self.west, self.north)) / (self.metres, -self.metres) + (self.left, self.top)
        return placed

    def path(self, rings: Iterable[Floats]) -> str:
        """Rings as an SVG path; what lies outside is drawn at the edge, a little beyond what is seen.

        Parameters
        ----------
        rings : iterable of array of float, corners x 2
            Metres of EPSG:25832.

        Returns
        -------
        str
            The d of a <path>.
        """
        low = np.array([self.left, self.top]) - OUTSIDE
        high = np.array([self.left + self.width, self.top + self.height]) + OUTSIDE
        return "".join(ring_path(np.clip(self.pixels(ring), low, high)) for ring in rings)


@dataclass(frozen=True)
class Label:
    """What is written at a place of the map.

    Attributes
    ----------
    x, y : float
        Its middle where it finds room there, pixels.
    lines : tuple of str
        Not escaped.
    bold : int
        How many of the first lines are bold.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    bold: int = 0


def labelled(labels: Sequence[Label], window: Window) -> str:
    """The labels for the picture as wide as it is drawn, and for a shrunk one.

    Parameters
    ----------
    labels : sequence of Label
        Those that matter most first: what finds no room beside them is left out.
    window : Window
        Where they are written; the lower left corner is kept free for the scale.

    Returns
    -------
    str
        SVG elements; the style sheet shows the one or the other.
    """
    return "".join(f'<g class="{one.kind}">{"".join(_placed(labels, window, one))}</g>' for one in (WIDE, SMALL))


def _placed(labels: Sequence[Label], window: Window, letters: Letters = WIDE) -> list[str]:
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


def _forms(label: Label, letters: Letters) -> list[Label]:
    """A label, and one whose name is broken in two where letters are large: "Sachsen-" above "Anhalt"."""
    name, *rest = label.lines
    at = [place + 1 for place, letter in enumerate(name) if letter in "- " and 2 < place < len(name) - 3]
    if letters is WIDE or not at or len(name) < LONG:
        return [label]
    middle = min(at, key=lambda place: abs(place - len(name) / 2))
    broken = (name[:middle].strip(), name[middle:], *rest)
    return [label, Label(label.x, label.y, broken, label.bold and label.bold + 1)]


def _boxes(
    label: Label, window: Window, letters: Letters, shifts: Sequence[tuple[int, int]]
) -> Iterable[tuple[float, float, float, float]]:
    """Where a label might stand, the best place first."""
    width, height = letters.width(label), letters.line * len(label.lines)
    for right, down in shifts:
        x, y = _kept_inside(label.x, width, window) + right, label.y + down
        yield x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _kept_inside(x: float, width: float, window: Window) -> float:
    """Where a label stands whose place is to be seen, but too near the edge for all of it."""
    left, right = window.left, window.left + window.width
    return min(max(x, left + width / 2), right - width / 2) if left <= x <= right else x


def _fits(
    box: tuple[float, float, float, float], taken: Sequence[tuple[float, float, float, float]], window: Window
) -> bool:
    x0, y0, x1, y1 = box
    right, bottom = window.left + window.width, window.top + window.height
    if x0 < window.left or y0 < window.top or x1 > right or y1 > bottom:
        return False
    return all(x1 < a or x0 > c or y1 < b or y0 > d for a, b, c, d in taken)


def _written(label: Label, x: float, y: float, line: int) -> list[str]:
    kinds = [' class="b"' if at < label.bold else "" for at in range(len(label.lines))]
    return [
        f'<text{kind} x="{x:.1f}" y="{y + line * at:.1f}" text-anchor="middle">{escape(said)}</text>'
        for at, (kind, said) in enumerate(zip(kinds, label.lines, strict=True))
    ]


def scale_bar(window: Window, lang: Lang) -> str:
    """A bar of a round number of kilometres, in the lower left corner.

    Parameters
    ----------
    window : Window
        Whose scale it is.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        SVG elements.
    """
    km, length = _scale_of(window)
    x, y = window.left + 8, window.top + window.height - 8
    return (
        f'<path class="bar" fill="none" d="M{x:.0f} {y - 4:.0f}v4h{length:.0f}v-4"/>'
        f'<text x="{x + 4:.0f}" y="{y - 6:.0f}">{number(km, 0, lang)} km</text>'
    )


def _scale_of(window: Window) -> tuple[int, float]:
    """Kilometres and pixels of the bar."""
    km = next(km for km in (2, 5, 10, 20, 50, 100, 200) if km * 1000 / window.metres >= 40 or km == 200)
    return km, km * 1000 / window.metres


def _scale_box(window: Window) -> tuple[float, float, float, float]:
    """What the bar and its kilometres take, where no name may stand."""
    left, bottom = window.left, window.top + window.height
    return left, bottom - 28, left + 12 + max(_scale_of(window)[1], 48), bottom
