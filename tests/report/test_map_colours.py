"""The colours of the maps stay apart for everybody: CIEDE2000 under simulated colour blindness."""

from itertools import combinations, pairwise
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import numpy as np
import pytest

from kleinstadt.report.drawing import map_colours
from kleinstadt.report.drawing.map_colours import Colours

SIGHTS = {  # Machado, Oliveira and Fernandes 2009, severity 1.0
    "all colours": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.95047, 1.0, 1.08883])
SETS = [
    (map_colours.BRICK, 9.0, 9.0),
    (map_colours.PLUM, 9.0, 9.0),
    (map_colours.TEAL, 9.0, 9.0),
    (map_colours.CHANGE, 9.0, 9.0),
    (map_colours.GROWTH, 9.0, 9.0),
    (map_colours.LAGEN, 9.0, 9.0),
    (map_colours.CENTRES, 9.0, 9.0),
    (map_colours.TYPES, 12.0, 12.0),
    (map_colours.CLUSTERS, 9.0, 9.0),  # below 12: the number is printed
    (map_colours.PAIR, 9.0, 8.0),
]


def seen(colour: str, sight: str) -> np.ndarray:
    """Linear light of a colour as someone sees it."""
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return np.clip(SIGHTS[sight] @ linear, 0, 1)


def lab(linear: np.ndarray) -> tuple[float, float, float]:
    ratio = TO_XYZ @ linear / WHITE
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = (1 - sqrt(mean**7 / (mean**7 + 25**7))) / 2
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = ((h2 - h1 + 180) % 360 - 180) if c1 * c2 else 0.0
    middle = (h1 + h2) / 2 if abs(h1 - h2) <= 180 else ((h1 + h2 + 360) / 2) % 360
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(middle - 30))
        + 0.24 * cos(radians(2 * middle))
        + 0.32 * cos(radians(3 * middle + 6))
        - 0.20 * cos(radians(4 * middle - 63))
    )
    sl = 1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rotation = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(60 * exp(-(((middle - 275) / 25) ** 2))))
    dl, dc, dh = (l2 - l1) / sl, (c2 - c1) / sc, 2 * sqrt(c1 * c2) * sin(radians(turn) / 2) / sh
    return sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh)


def test_the_formula_is_that_of_its_authors() -> None:
    pairs = [  # Sharma, Wu and Dalal 2005, table 1
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ]
    for one, other, printed in pairs:
        assert ciede2000(one, other) == pytest.approx(printed, abs=1e-4)


@pytest.mark.parametrize(("colours", "light", "dark"), SETS)
def test_no_two_colours_of_a_set_look_alike(colours: Colours, light: float, dark: float) -> None:
    for shades, least in ((colours.light, light), (colours.dark, dark)):
        for sight in SIGHTS:
            looks = [lab(seen(colour, sight)) for colour in shades]
            nearest = min(ciede2000(one, other) for one, other in combinations(looks, 2))
            assert nearest >= least - 0.05, (shades, sight)


def luminance(colour: str) -> float:
    return float(np.array([0.2126, 0.7152, 0.0722]) @ seen(colour, "all colours"))


@pytest.mark.parametrize(("colours", "light", "dark"), SETS)
def test_the_outline_of_the_chosen_area_shows_on_every_class(colours: Colours, light: float, dark: float) -> None:
    for shades, ink, paper in ((colours.light, "#222222", "#ffffff"), (colours.dark, "#f2f0ec", "#1b1a18")):
        for colour in shades:
            ratios = []
            for line in (ink, paper):
                high, low = sorted((luminance(colour), luminance(line)), reverse=True)
                ratios.append((high + 0.05) / (low + 0.05))
            assert max(ratios) >= 3, colour


def test_in_grey_all_below_the_middle_is_hatched_and_a_ramp_needs_none() -> None:
    assert map_colours.alike_in_grey(map_colours.CHANGE.light) == {0, 1, 2}
    assert map_colours.alike_in_grey(map_colours.GROWTH.light) == {3, 4}, "here the lowest class is the last"
    for ramp in (map_colours.BRICK, map_colours.PLUM, map_colours.TEAL, map_colours.LAGEN):
        assert map_colours.alike_in_grey(ramp.light) == frozenset()
    assert [round(map_colours.lightness(colour)) for colour in ("#000000", "#777777", "#ffffff")] == [0, 50, 100]


def test_what_is_plain_in_grey_is_told_apart_by_lightness_alone() -> None:
    for colours, *_ in SETS:
        hatched = map_colours.alike_in_grey(colours.light)
        plain = sorted(map_colours.lightness(one) for at, one in enumerate(colours.light) if at not in hatched)
        assert min(after - before for before, after in pairwise(plain)) >= 9
