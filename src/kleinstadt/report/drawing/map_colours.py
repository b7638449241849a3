"""The colours of the atlas's maps, each set for light and for dark paper.

Tested with simulated colour blindness (Machado et al. 2009) and CIEDE2000: the colours of a set differ by at least 9
(ordered sets), 12 (named ones) or 8 (the dark square of two figures); tests/report/test_map_colours.py holds it.
Orange is less and petrol is more, for every figure: colour does not say what is good.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kleinstadt.report.drawing import style


@dataclass(frozen=True)
class Colours:
    """The colours of a map's classes on light and on dark paper, from the lowest class to the highest.

    Attributes
    ----------
    light, dark : tuple of str
        As "#rrggbb", equally many.
    """

    light: tuple[str, ...]
    dark: tuple[str, ...]

    def spread(self, count: int) -> "Colours":
        """So many of them, evenly out of all, the ends among them.

        Parameters
        ----------
        count : int
            How many, at most as many as there are.

        Returns
        -------
        Colours
            From the lowest class to the highest.
        """
        last = len(self.light) - 1
        places = [round(place * last / max(count - 1, 1)) for place in range(count)]
        return Colours(tuple(self.light[at] for at in places), tuple(self.dark[at] for at in places))


BRICK: Final = Colours(style.BRICK, ("#542318", "#853b26", "#bb6341", "#e59a6f", "#fbd9bd"))
PLUM: Final = Colours(style.PLUM, ("#41204a", "#70406f", "#9e6493", "#cc99bb", "#f5dbea"))
TEAL: Final = Colours(style.TEAL, ("#17424a", "#246570", "#3f919a", "#74bfc3", "#c3eeec"))
CHANGE: Final = Colours(
    ("#8a3410", "#c9692c", "#efb27e", "#f1ede4", "#8dc8ca", "#338c97", "#0a4a58"),
    ("#ffcfa3", "#d98a52", "#8a5433", "#3b3935", "#2f636a", "#58a6ae", "#bdeef0"),
)
GROWTH: Final = Colours(
    ("#17707c", "#84c3c5", "#efece6", "#eba86c", "#a8470f"),
    ("#b5e8ea", "#3d858d", "#3b3935", "#a5643a", "#ffbf8a"),
)
TYPES: Final = Colours(
    ("#363636", "#a3a3a3", "#a93a20", "#eb9d74", "#eae7e0"),
    ("#f2f0ec", "#8e8e8e", "#e06a45", "#9a4a2f", "#3b3935"),
)
LAGEN: Final = Colours(
    ("#0d3552", "#35789b", "#7fb4c6", "#c3dfe0"),
    ("#d5ecf2", "#86bcd6", "#457f9f", "#254a5e"),
)
CENTRES: Final = Colours(
    ("#471948", "#813d74", "#d8a3c2", "#eae7e0"),
    ("#f5dbea", "#cc99bb", "#70406f", "#3b3935"),
)
CLUSTERS: Final = Colours(
    ("#9c3318", "#e8b04a", "#2f8790", "#a9dcdc", "#45265c", "#c58fb8", "#6f6f68"),
    ("#9c3318", "#e8b04a", "#2f8790", "#a9dcdc", "#45265c", "#c58fb8", "#6f6f68"),
)
PAIR: Final = Colours(  # rows: the second figure, low to high; columns: the first
    ("#efece4", "#a3d0d6", "#3f9aa8", "#edb98a", "#a79b91", "#4a6f78", "#c4671f", "#82472a", "#2a2426"),
    ("#2b2927", "#2a6670", "#4cb3c0", "#8a4a20", "#77706a", "#9ac9cc", "#ec8c45", "#e6bf9d", "#fbf6ee"),
)

THEMES: Final = {
    "housing": PLUM,
    "finances": PLUM,
    "digital": TEAL,
    "services": TEAL,
    "energy": TEAL,
    "location": TEAL,
}

LAND: Final = ("#f6f4ef", "#262421")  # what lies under the classes, light and dark
APART: Final = 9.0  # L* between classes that are told apart in grey
MIXED: Final = 0.72  # how far the colour of what is filtered out goes towards the land


def of_theme(theme: str) -> Colours:
    """The ramp of a theme: settlement and people in brick, housing and money in plum, networks and ways in teal.

    Parameters
    ----------
    theme : str
        Theme of an indicator; brick for one that THEMES does not name.

    Returns
    -------
    Colours
        Five.
    """
    return THEMES.get(theme, BRICK)


def alike_in_grey(colours: Sequence[str]) -> frozenset[int]:
    """The classes that are hatched where colours may be printed in grey: too close in lightness to another class.

    Parameters
    ----------
    colours : sequence of str
        One a class, as "#rrggbb".

    Returns
    -------
    frozenset of int
        Places in `colours`.
    """
    plain: list[float] = []
    found = set()
    for place in sorted(range(len(colours)), key=lambda place: _warmth(colours[place])):
        own = lightness(colours[place])
        if any(abs(own - other) < APART for other in plain):
            found.add(place)
        else:
            plain.append(own)
    return frozenset(found)


def lightness(colour: str) -> float:
    """L* of CIE 1976: 0 for black, 100 for white.

    Parameters
    ----------
    colour : str
        "#rrggbb".

    Returns
    -------
    float
        116 Y^(1/3) - 16 for a relative luminance Y above 0.008856, below it 903.3 Y.

    Examples
    --------
    >>> lightness("#000000"), lightness("#ffffff")
    (0.0, 100.0)
    """
    light = style.luminance(colour)
    return float(116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light)


def _warmth(colour: str) -> int:
    return int(colour[1:3], 16) - int(colour[5:7], 16)


def paler(colour: str, ground: str = LAND[0]) -> str:
    """A colour of what is filtered out.

    Parameters
    ----------
    colour : str
        "#rrggbb".
    ground : str
        "#rrggbb" of the land, towards which it goes.

    Returns
    -------
    str
        "#rrggbb".
    """
    mixed = [round(int(colour[i : i + 2], 16) * (1 - MIXED) + int(ground[i : i + 2], 16) * MIXED) for i in (1, 3, 5)]
    return "#" + "".join(f"{channel:02x}" for channel in mixed)
