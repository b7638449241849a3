"""Pictures of maps are no larger than what is seen: no border beyond the edge, none twice, no finer than the eye."""

import re

import numpy as np
import pytest
import shapely

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Edition
from kleinstadt.report.drawing.map_borders import COARSE_M, shapes
from kleinstadt.report.drawing.map_frame import Frame
from kleinstadt.report.drawing.map_start import start_picture
from kleinstadt.report.drawing.map_window import SMALL, Label, Window, _placed, _scale_box
from kleinstadt.report.drawing.small_maps import locator
from kleinstadt.report.drawing.svg_paths import _bends, _step, line_path, ring_path
from kleinstadt.web.pages.map_scenes import scene_of
from kleinstadt.web.pages.map_view import view_of

FRAME = Frame(10, 10, 100, 100, 0.0, 1000.0, 10.0)


@pytest.mark.parametrize(("tenths", "told"), [(5, " .5"), (-5, "-.5"), (0, " 0"), (30, " 3"), (-125, "-12.5")])
def test_a_step_is_written_without_a_zero_before_the_point(tenths: int, told: str) -> None:
    assert _step(tenths) == told


def test_corners_lie_on_half_pixels_and_come_back_to_their_places() -> None:
    ring = shapely.Polygon([(103, 904), (421, 897), (388, 512), (391, 511), (96, 487)])
    path = FRAME.rings(ring)
    assert path.endswith("z")
    start, steps = re.fullmatch(r"M([\d. ]+)l(.*)z", path).groups()  # type: ignore[union-attr]
    numbers = np.array([float(one) for one in re.findall(r"-?(?:\d+\.\d|\.\d|\d+)", steps)]).reshape(-1, 2)
    corners = np.vstack([np.array(start.split(), dtype=float), numbers]).cumsum(axis=0)
    assert (corners * 2 == np.round(corners * 2)).all()
    there = FRAME.pixels(shapely.get_coordinates(ring)[:-1])
    assert all(np.abs(corners - place).max(axis=1).min() <= 0.3 for place in there)


def test_corners_along_a_line_go_and_the_shape_stays() -> None:
    ring = np.array([(0, 0), (4, 0), (9, 0), (6, 0), (12, 0), (12, 5), (12, 9), (0, 9), (0, 0)])
    kept = _bends(ring)
    assert len(kept) == 5
    assert shapely.Polygon(kept).area == shapely.Polygon(ring).area == 12 * 9


def test_a_ring_without_an_area_is_not_drawn_and_a_line_comes_back_the_same_way() -> None:
    assert ring_path(np.array([(3.0, 3.0), (3.1, 3.0), (3.1, 3.1), (3.0, 3.0)])) == ""
    assert ring_path(np.array([(0.0, 0.0), (2.0, 0.0), (2.0, 2.5), (0.0, 0.0)])) == "M0 0l2 0 0 2.5z"
    assert line_path(np.array([(0.0, 0.0), (2.0, 0.0), (1.0, 0.0)])) == "M0 0l2 0-1 0"
    assert line_path(np.empty((0, 2))) == ring_path(np.empty((0, 2))) == ""


def test_no_name_stands_on_the_scale_or_runs_over_the_edge() -> None:
    window = Window.around(np.array([0.0, 0.0, 33_000.0, 26_000.0]), 150, 0, 330, 260)
    left, top, _, bottom = _scale_box(window)
    [name] = _placed([Label(left + 30, top + 14, ("Weiler",))], window)
    baseline = float(re.findall(r' y="([\d.]+)"', name)[0])
    assert baseline < top, "written above the bar, where there is room"
    assert bottom == 260
    [edge] = _placed([Label(476.0, 100.0, ("Langeoog",))], window)
    assert float(re.findall(r' x="([\d.]+)"', edge)[0]) <= 480 - 4 * 6.1, "moved inside, so that nothing is cut off"
    assert _placed([Label(490.0, 100.0, ("Langeoog",))], window) == [], "what lies outside is not drawn into the map"


def test_a_name_broken_in_two_keeps_its_weight() -> None:
    window = Window.around(np.array([0.0, 0.0, 33_000.0, 26_000.0]), 0, 0, 130, 260)
    neighbour = _placed([Label(65.0, 130.0, ("Senftenberg Komorow",))], window, SMALL)
    assert [">Senftenberg<" in neighbour[0], ">Komorow<" in neighbour[1]] == [True, True]
    assert not any('class="b"' in line for line in neighbour)
    [*name, value] = _placed([Label(65.0, 130.0, ("Senftenberg Komorow", "+1,0"), bold=1)], window, SMALL)
    assert len(name) == 2
    assert all('class="b"' in line for line in name)
    assert 'class="b"' not in value


@pytest.mark.slow
def test_where_a_town_lies_is_a_small_file(edition) -> None:  # type: ignore[no-untyped-def]
    atlas = Atlas(edition)
    drawn = locator(atlas, "gemeinde", "10046118", atlas.newest, "de")
    assert len(drawn) < 40_000
    germany = sum(len(path) for path in re.findall(r'<path class="in" d="([^"]+)"', drawn))
    assert germany < 8_000, "sixteen Länder on 136 pixels"


@pytest.mark.slow
def test_what_a_map_begins_with_keeps_no_second_copy_of_the_borders(edition: Edition) -> None:
    atlas = Atlas(edition)
    scene = scene_of(atlas, view_of(atlas, {}), "de")
    for level in (scene.level, "land"):
        shapes(atlas, scene.year, level, COARSE_M)
    before = atlas.kept.bytes
    assert start_picture(scene, night=False) != start_picture(scene, night=True)
    assert atlas.kept.bytes == before
