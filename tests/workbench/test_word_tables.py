"""Tables in Word: a number is never broken over two lines."""

from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.workbench.documents.word import LETTER, PADDING, _widths
from kleinstadt.workbench.models.findings import TableData

HEADS = ("Merkmal", "Stand", "Münnerstadt", "Gruppe", "Bayern", "Deutschland")


def test_a_long_label_leaves_the_numbers_their_room() -> None:
    row = ("Pkw-Fahrzeit zum nächsten Mittel- oder Oberzentrum (Minuten)", *["7.644,25"] * 5)
    data = TableData(title="Lage", heads=HEADS, rows=(row,), source="")
    widths = _widths(data, 16.0)
    assert abs(sum(widths) - 16.0) < 1e-9
    assert all(width >= PADDING + LETTER * len("7.644,25") for width in widths)


@given(st.lists(st.text("ab ", max_size=60), min_size=6, max_size=6))
def test_columns_are_as_wide_as_the_text_together(row: list[str]) -> None:
    widths = _widths(TableData(title="x", heads=HEADS, rows=(tuple(row),), source=""), 16.0)
    assert abs(sum(widths) - 16.0) < 1e-9
    assert min(widths) > 0
