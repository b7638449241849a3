"""Names on pictures: none lies on another at any scale, members of a Kreis are never left out."""

from itertools import combinations

import pytest

from kleinstadt.edition.base_map import opened, shapes
from kleinstadt.report.drawing.map_frame import Frame
from kleinstadt.report.drawing.map_names import Name, placed

PLACES = {"Essen": (7.0, 51.45), "Stuttgart": (9.2, 48.8), "Bad Berleburg": (8.4, 51.05)}


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("zoom", [5, 7, 9, 11])
def test_no_name_lies_on_another(where: str, zoom: int) -> None:
    x, y = shapes.to_metres(*PLACES[where])
    metres = opened.ZOOM_0_M / 2**zoom
    frame = Frame(0, 0, 700, 600, x - 350 * metres, y + 300 * metres, metres)
    found = placed(frame, [], "de")
    assert len(found) >= 3
    assert all(one.size >= 11 for one, _ in found)
    assert len(found) <= 42 or zoom > 6
    crossed = [
        (one.text, other.text)
        for (one, (a, b, c, d)), (other, (p, q, r, s)) in combinations(found, 2)
        if a < r and p < c and b < s and q < d
    ]
    assert crossed == []


def test_members_are_written_even_without_room() -> None:
    frame = Frame(0, 0, 300, 300, 400_000, 5_700_000, 100.0)
    members = [Name(f"Gemeinde {at}", 150.0, 150.0 + at, 13.5, bold=True, value="+1,0 %") for at in range(12)]
    assert {one.text for one in members} <= {one.text for one, _ in placed(frame, members, "de")}
