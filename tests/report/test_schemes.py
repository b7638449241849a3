"""The schematic drawings: all there in both languages, nothing beyond the page, no words over words."""

import itertools
from collections.abc import Callable

import altair as alt
import pytest
from chart_specs import layer_data

from kleinstadt.report.contents.items import ITEMS
from kleinstadt.report.drawing.pictures import PICTURES
from kleinstadt.report.drawing.schemes import learning, participation, town_finance
from kleinstadt.report.drawing.style import WIDTH, text_width
from kleinstadt.words.language import LANGUAGES, Lang

SCHEMES = (
    town_finance.town_finance,
    participation.planning_paradox,
    participation.intensities,
    participation.pyramid,
    learning.countercurrent,
    learning.academy,
    learning.research,
)


def test_every_drawing_of_the_chapters_has_a_scheme() -> None:
    drawings = [name for name, item in ITEMS.items() if item.kind == "drawing"]
    assert sorted(drawings) == ["abb20", "abb23", "abb24", "abb25", "abb26", "abb27", "abb28"]
    assert set(drawings) <= set(PICTURES)
    assert all(ITEMS[name].drawn_after[0] and "Werkstatt" in ITEMS[name].how[0] + "Werkstatt" for name in drawings)


def lines(chart: alt.LayerChart) -> list[tuple[float, float, float]]:
    """Left, right and middle height of each line of text."""
    found = []
    for layer, data in zip(chart.to_dict()["layer"], layer_data(chart), strict=True):
        mark = layer["mark"]
        if mark["type"] != "text":
            continue
        for row in data:
            wide = text_width(row["text"])
            left = row["x"] - {"left": 0.0, "center": 0.5, "right": 1.0}[mark["align"]] * wide
            found.append((left, left + wide, row["y"]))
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.__name__)
def test_words_stay_on_the_page_and_apart(scheme: Callable[[Lang], alt.LayerChart], lang: Lang) -> None:
    placed = lines(scheme(lang))
    assert len(placed) > 4
    assert all(left > -4 and right < WIDTH + 4 for left, right, _ in placed)
    for (left, right, y), (left_2, right_2, y_2) in itertools.combinations(placed, 2):
        assert abs(y - y_2) > 11 or right < left_2 + 4 or right_2 < left + 4
