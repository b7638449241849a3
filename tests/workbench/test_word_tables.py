"""Tables in Word: a number is never broken over two lines."""

import time
from io import BytesIO

import docx
from hypothesis import example, given
from hypothesis import strategies as st

from kleinstadt.workbench.documents.model import Document, Grid, numeric
from kleinstadt.workbench.documents.word import LETTER, PADDING, _widths, word
from kleinstadt.workbench.models.findings import TableData

HEADS = ("Merkmal", "Stand", "Münnerstadt", "Gruppe", "Bayern", "Deutschland")


def test_a_long_label_leaves_the_numbers_their_room() -> None:
    row = ("Pkw-Fahrzeit zum nächsten Mittel- oder Oberzentrum (Minuten)", *["7.644,25"] * 5)
    data = TableData(title="Lage", heads=HEADS, rows=(row,), source="")
    widths = _widths(data, 16.0)
    assert abs(sum(widths) - 16.0) < 1e-9
    assert all(width >= PADDING + LETTER * len("7.644,25") for width in widths)


@example(["a" * 60] * 6)
@example(["a" * 16] * 6)
@given(st.lists(st.text("ab ", max_size=60), min_size=6, max_size=6))
def test_columns_are_as_wide_as_the_text_together(row: list[str]) -> None:
    widths = _widths(TableData(title="x", heads=HEADS, rows=(tuple(row),), source=""), 16.0)
    assert abs(sum(widths) - 16.0) < 1e-9
    assert min(widths) > 0


def test_a_long_table_takes_no_longer_for_each_row() -> None:
    """A plan of 300 measures is to print in ten seconds: two thousand rows of six cells, written in well under one."""
    data = TableData(title="Lage", heads=HEADS, rows=(("Zeile\n& <mehr>", *["1.000"] * 5),) * 2000, source="Quelle.")
    begun = time.process_time()
    made = word(Document(title="Plan", subtitle="", lines=(), blocks=(Grid(1, data),), draft=False))
    assert time.process_time() - begun < 3
    table = docx.Document(BytesIO(made)).tables[0]
    assert len(table._tbl.tr_lst) == 2001
    first = table.rows[1].cells
    assert [cell.text for cell in first[:2]] == ["Zeile\n& <mehr>", "1.000"]


def test_a_number_is_one_with_how_many_it_is_the_median_of() -> None:
    assert all(map(numeric, ("13 (M)", "11 (n = 373)", "1.415", "nv")))
    assert not numeric("2023 und 2021")
    assert not numeric("11 (geschätzt)")
