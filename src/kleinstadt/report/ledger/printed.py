"""The numbers that the report printed, as they were printed: value and digits."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

CITATION: Final = "BBSR (2021): Kleinstädte in Deutschland. Bonn."

KEY_COLUMNS: Final = {
    "tabelle_1": ("land", "schluessel"),
    "tabelle_2": ("typ", "lage"),
    "tabelle_3": ("funktion",),
    "tabelle_4": ("uebertragungsrate",),
    "abbildung_1": ("typ",),
    "zahlen_im_text": ("kapitel", "aussage", "einheit"),
}

_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_SEVERAL: Final = re.compile(r"(?<=\d)[/-](?=\d)")


@dataclass(frozen=True)
class PrintedNumber:
    """One number on paper.

    Attributes
    ----------
    table : str
        "tabelle_1", "abbildung_1", "zahlen_im_text".
    row : str
        The row's label; for the numbers in the text the statement.
    key : tuple of str
        Cells that name the row.
    column : str
        Name of the column.
    value : float
        As printed, in the column's unit.
    digits : int
        Decimals in print.
    """

    table: str
    row: str  # the row's first key, for the text numbers the statement
    key: tuple[str, ...]
    column: str
    value: float
    digits: int

    @property
    def half_digit(self) -> float:
        """Half a unit of the last printed digit: what rounding alone explains."""
        return float(0.5 * 10**-self.digits)


def printed_columns(table: str) -> list[str]:
    """The columns of a printed table, in order.

    Parameters
    ----------
    table : str
        "tabelle_1", "abbildung_1", "zahlen_im_text".

    Returns
    -------
    list of str
        Names, the row's keys among them.
    """
    return list(_rows(table)[0])


def printed_numbers(table: str) -> list[PrintedNumber]:
    """Every number of one printed table, row by row.

    Parameters
    ----------
    table : str
        "tabelle_1", "abbildung_1", "zahlen_im_text".

    Returns
    -------
    list of PrintedNumber
        Empty cells are none.
    """
    return [number for row in _rows(table) for number in _numbers_of_row(table, row)]


def all_printed_numbers() -> list[PrintedNumber]:
    """Every printed number there is.

    Returns
    -------
    list of PrintedNumber
        Table by table.

    Examples
    --------
    >>> first = all_printed_numbers()[0]
    >>> first.table, first.value == round(first.value, first.digits)
    ('tabelle_1', True)
    """
    return [number for table in KEY_COLUMNS for number in printed_numbers(table)]


def _rows(table: str) -> list[dict[str, str]]:
    text = files("kleinstadt.report.ledger").joinpath(f"as_printed/{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _numbers_of_row(table: str, row: dict[str, str]) -> Iterator[PrintedNumber]:
    names = KEY_COLUMNS[table]
    key = tuple(row[name] for name in names)
    label = row["aussage"] if table == "zahlen_im_text" else ", ".join(part for part in key if part)
    for column, text in row.items():
        if column in names or not text:
            continue
        for part in _SEVERAL.split(text):
            if _NUMBER.fullmatch(part):
                yield PrintedNumber(table, label, key, column, float(part), len(part.partition(".")[2]))
