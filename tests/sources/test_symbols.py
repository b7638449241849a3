"""What stands in place of a number: value and status side by side, and nothing becomes a zero by accident."""

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.symbols import DIN_55301, MISSING, value_and_status


def split(*cells: str | None, **options: bool) -> list[tuple[float | None, str]]:
    value, status = value_and_status(pl.Series("column", cells, dtype=pl.String), "file, column", **options)
    return list(zip(value.to_list(), status.to_list(), strict=True))


def test_numbers_are_measured_and_a_dash_is_exactly_zero() -> None:
    assert split("12", " 1.5 ", "0", "-", "–", "—") == [(12, "measured"), (1.5, "measured"), *[(0, "measured")] * 4]


def test_each_symbol_has_its_reason_and_an_empty_cell_is_missing() -> None:
    assert split(*DIN_55301) == [(None, reason) for reason in DIN_55301.values()]
    assert [split(symbol)[0][1] for symbol in (".", "/", "x", "...")] == [
        *("secret", "unreliable", "not_meaningful", "not_yet")
    ]
    assert split("", None, "  ") == [(None, "missing")] * 3
    assert set(DIN_55301.values()) <= set(MISSING)


def test_a_decimal_comma_is_read_where_it_is_said() -> None:
    assert split("1,5", decimal_comma=True) == [(1.5, "measured")]
    with pytest.raises(SourceContentError, match=r"1 cells are neither number nor known symbol .*data row 2\): '1,5'"):
        split("1", "1,5")


@pytest.mark.parametrize("cell", ["NaN", "nan", "1.234.567", "k. A.", "--"])
def test_anything_else_is_refused(cell: str) -> None:
    with pytest.raises(SourceContentError, match="file, column: 1 cells"):
        split("1", cell)
