"""A block from a spreadsheet: where its cells go, what is asked, what has no place; nothing is guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import money_rows

from kleinstadt.errors import PlanError
from kleinstadt.workbench.money.pasting import MOST_CELLS, Pasted, cells_of, pasted
from kleinstadt.workbench.reading.amounts import euro, readings

ROWS = money_rows()
CELL = st.text(alphabet="ab1.", min_size=1, max_size=4)


def at(cell: str, block: str) -> Pasted:
    row, _, column = cell.partition(".")
    return pasted(block, ROWS, row, column, "de")


def test_cells_go_right_and_down_from_the_first() -> None:
    found = at("r2.bund", "81.000\t82.000\n400.000\t401000")
    assert {cell.name: cell.value for cell in found.of_kind("new")} == {
        "r2.bund": Decimal(81000),
        "r2.land": Decimal(82000),
        "r3.land": Decimal(401000),
    }
    assert [cell.name for cell in found.of_kind("same")] == ["r3.bund"]


def test_what_can_be_read_in_two_ways_is_asked() -> None:
    found = at("r1.total", "1,234\t12.50\tk. A.\t–")
    assert [(cell.name, cell.choices) for cell in found.of_kind("asked")] == [
        ("r1.total", (Decimal(1234), Decimal("1.23"))),
        ("r1.ineligible", (Decimal(1250), Decimal("12.50"))),
    ]
    assert [cell.typed for cell in found.of_kind("unreadable")] == ["k. A."]
    assert [cell.name for cell in found.of_kind("same")] == ["r1.third"], "a dash is nought, and nought stands there"


def test_rows_beyond_the_last_are_new_and_cells_beyond_the_last_column_are_named() -> None:
    found = at("r5.land", "1\t2\t3\n4\t5\t6")
    assert found.beyond == ("3", "6")
    assert [cell.name for cell in found.of_kind("new")] == ["r5.land", "r5.own", "neu1.land", "neu1.own"]


def test_a_row_that_names_columns_is_left_out_and_shown() -> None:
    found = at(".title", "Maßnahme\tGesamtkosten\nMarktplatz\t250.000")
    assert found.head == ("Maßnahme", "Gesamtkosten")
    assert [title for title, _ in found.rows] == ["Marktplatz"]


def test_an_empty_cell_changes_nothing_and_too_much_is_refused() -> None:
    assert at("r1.total", "\t1.000").of_kind("new")[0].name == "r1.ineligible"
    assert at("r1.total", "").rows == ()
    with pytest.raises(PlanError):
        at("r1.total", "1\n" * (MOST_CELLS + 1))


@given(st.text(alphabet="0123456789.,", min_size=1, max_size=9))
def test_an_amount_that_can_be_read_is_not_asked(typed: str) -> None:
    try:
        euro(typed)
    except PlanError:
        return
    assert readings(typed) == ()


@given(st.lists(st.lists(CELL, min_size=1, max_size=3), min_size=1, max_size=4))
def test_no_cell_of_a_block_is_lost(rows: list[list[str]]) -> None:
    block = "\n".join("\t".join(row) for row in rows)
    found = at("r1.other", block)
    seen = [cell.typed for _, cells in found.rows for cell in cells] + list(found.head) + list(found.beyond)
    assert sorted(seen) == sorted(cell for row in cells_of(block) for cell in row if cell)
