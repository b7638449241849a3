"""The printed numbers as they were typed off the page."""

import csv
import re
from importlib.resources import files

import pytest

from kleinstadt.report.ledger.printed import KEY_COLUMNS, all_printed_numbers, printed_columns, printed_numbers

ALL = 342


def fields(table: str) -> list[tuple[str, str]]:
    """Column and text of every field that is no key, read without the code under test."""
    text = files("kleinstadt.report.ledger").joinpath(f"as_printed/{table}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return [(name, text) for row in rows for name, text in row.items() if name not in KEY_COLUMNS[table]]


def test_there_are_342_and_none_is_lost() -> None:
    texts = [text for table in KEY_COLUMNS for _, text in fields(table) if text]
    assert sum(len(re.findall(r"\d+(?:\.\d+)?", text)) for text in texts) == ALL
    assert len(all_printed_numbers()) == ALL


@pytest.mark.parametrize("table", KEY_COLUMNS)
def test_value_and_digits_are_those_of_the_text(table: str) -> None:
    typed = [part for _, text in fields(table) for part in re.split(r"(?<=\d)[/-]", text) if part]
    numbers = printed_numbers(table)
    assert [f"{found.value:.{found.digits}f}" for found in numbers] == typed
    assert all(found.half_digit == pytest.approx(0.5 / 10**found.digits) for found in numbers)


def test_every_file_of_print_is_read() -> None:
    folder = files("kleinstadt.report.ledger").joinpath("as_printed")
    assert {path.name.removesuffix(".csv") for path in folder.iterdir() if path.name.endswith(".csv")} == set(
        KEY_COLUMNS
    )


def test_columns_are_in_the_order_of_print() -> None:
    assert printed_columns("tabelle_1")[:3] == ["land", "schluessel", "anzahl"]
    assert printed_columns("abbildung_1") == [
        "typ",
        "anzahl",
        "anzahl_pct",
        "flaeche_1000_km2",
        "flaeche_pct",
        "bevoelkerung_mio",
        "bevoelkerung_pct",
    ]
