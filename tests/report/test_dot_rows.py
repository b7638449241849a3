"""Rows of dots: long words push the axis aside, a single series needs no legend."""

import polars as pl
from chart_specs import rows

from kleinstadt.report.drawing.dot_rows import AFTER_WORDS, INDENT, DotRows, Series
from kleinstadt.report.drawing.style import WIDTH, text_width

LONG = "Residents with a stop (20 departures a day) within 1 km"
UNIT = ("% über oder unter dem Mittel", "% above or below the mean")
TWO = (Series("here", ("hier", "here"), "#111111"), Series("there", ("dort", "there"), "#222222"))


def frame(words):
    rows = {"zeile": [words, "GPs"], "block": [1, 1], "fett": [False, False], "tief": [False, True]}
    return pl.DataFrame({**rows, "here": [-40.0, 5.0], "there": [-35.0, 20.0]})


def test_dots_and_legend_stand_right_of_the_longest_words_and_on_the_page():
    chart = DotRows(TWO, UNIT, 0, 0.0, ("Mittel", "mean")).draw(frame(LONG), "en")
    dots = [row for row in rows(chart, "x", "y", "colour") if "x2" not in row and "text" not in row]
    assert min(dot["x"] for dot in dots) >= text_width(LONG) + AFTER_WORDS
    legend = [row for row in rows(chart, "x", "text") if row["text"] in ("here", "there")]
    assert len(legend) == 2
    assert all(row["x"] + text_width(row["text"]) <= WIDTH for row in legend)


def test_a_single_series_has_its_numbers_beside_the_dots_and_no_legend():
    chart = DotRows(TWO[:1], UNIT).draw(frame("Supermarkets"), "en")
    texts = rows(chart, "x", "y", "text")
    assert not [row for row in texts if row["text"] == "here"]
    height = {row["text"]: row["y"] for row in texts}
    assert height["−40"] == height["Supermarkets"], "the tick of that number stands higher up"
    assert {row["x"] for row in texts if row["text"] == "GPs"} == {INDENT}


def test_the_line_to_compare_with_leaves_room_for_a_number_that_would_touch_it():
    chart = DotRows(TWO, UNIT, 0, 0.0, ("Mittel", "mean")).draw(
        frame(LONG).with_columns(here=pl.Series([1.0, 5.0])), "en"
    )
    numbers = [row for row in rows(chart, "x", "y", "text") if row["text"] == "1"]
    line = next(row["x"] for row in rows(chart, "x", "y", "text") if row["text"] == "mean")
    parts = [row for row in rows(chart, "x", "y", "x2", "y2") if row["x"] == row["x2"] == line]
    assert numbers
    assert abs(numbers[0]["x"] - line) < text_width("1")
    assert not [part for part in parts if part["y"] < numbers[0]["y"] + 5 and part["y2"] > numbers[0]["y"] - 5], "cut"
