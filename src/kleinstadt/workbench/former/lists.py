"""An old list of measures as it was handed over: Excel or CSV, known by its content, every cell as text."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from kleinstadt.errors import PlanError
from kleinstadt.sources.reading.archives import refuse_spreadsheet_bomb
from kleinstadt.words import dates

MOST_BYTES: Final = 2_000_000
MOST_UNPACKED_MB: Final = 60
MOST_ROWS: Final = 2_000
MOST_COLUMNS: Final = 60
LOOKED_AT: Final = 20  # rows among which the headings are looked for
DELIMITERS: Final = ";\t,|"
Rows = list[list[str]]


@dataclass(frozen=True)
class OldList:
    """A list with its headings.

    Attributes
    ----------
    sheet : str
        The one that was read.
    sheets : tuple of str
        All there are.
    at : int
        Row of the headings, counted from 1.
    headings : tuple of str
        As in the list.
    rows : tuple of (int, tuple of str)
        Number of the row in the file, and its cells, as many as there are headings; empty rows are left out.
    """

    sheet: str
    sheets: tuple[str, ...]
    at: int
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def old_list(data: bytes, sheet: str = "", at: int = 0) -> OldList:
    """The list in a file.

    Parameters
    ----------
    data : bytes
        Excel or CSV.
    sheet : str
        Name of the sheet; the longest one by default.
    at : int
        Row of the headings, counted from 1; the first that looks like headings by default.

    Returns
    -------
    OldList
        Every cell as text.

    Raises
    ------
    PlanError
        Where the file is neither Excel nor CSV, or too large.
    """
    if not data or len(data) > MOST_BYTES:
        german = f"Bitte eine Datei mit höchstens {MOST_BYTES // 1_000_000} MB wählen."
        msg = f"Please choose a file of at most {MOST_BYTES // 1_000_000} MB."
        raise PlanError(msg, german, field="datei")
    pages = _excel(data) if data[:2] == b"PK" else {"": _csv(data)}
    name = sheet if sheet in pages else max(pages, key=lambda one: len(pages[one]))
    rows = pages[name]
    if sum(any(row) for row in rows) < 2:
        german = "In der Datei steht keine Liste: Erwartet werden eine Zeile mit Überschriften und darunter Maßnahmen."
        msg = "There is no list: a row of headings and measures below are expected."
        raise PlanError(msg, german, field="datei")
    if len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS:
        german = f"Die Liste ist zu lang: höchstens {MOST_ROWS} Zeilen und {MOST_COLUMNS} Spalten."
        msg = f"At most {MOST_ROWS} rows and {MOST_COLUMNS} columns can be read."
        raise PlanError(msg, german, field="datei")
    place = at if 0 < at < len(rows) else _headings_at(rows)
    headings = _named(rows[place - 1], max(len(row) for row in rows[place - 1 :]))
    below = enumerate(rows[place:], place + 1)
    kept = tuple((n, (*row, *[""] * (len(headings) - len(row)))) for n, row in below if any(row))
    return OldList(name, tuple(pages), place, headings, kept)


def _excel(data: bytes) -> dict[str, Rows]:
    """All sheets that hold something; a file that unpacks to far more than it seems is refused."""
    try:
        refuse_spreadsheet_bomb(BytesIO(data), "Excel", MOST_UNPACKED_MB)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        pages = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        msg = "This is no Excel file that can be read. Save it as XLSX or CSV."
        german = "Das ist keine lesbare Excel-Datei. Bitte als XLSX oder CSV speichern."
        raise PlanError(msg, german, field="datei") from error
    return {name: [[_text(cell) for cell in row] for row in rows] for name, rows in pages.items() if rows} or {"": []}


def _csv(data: bytes) -> Rows:
    if b"\x00" in data or data[:4] == b"%PDF":
        msg = "This is neither Excel (XLSX) nor CSV. Open it in your spreadsheet program and save it as one of them."
        german = "Das ist weder Excel (XLSX) noch CSV. Bitte in der Tabellenkalkulation öffnen und so speichern."
        raise PlanError(msg, german, field="datei")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    mark = max(DELIMITERS, key=text[:20_000].count)
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(StringIO(text, newline=""), delimiter=mark)]
    except csv.Error as error:
        msg = f"The file cannot be read as CSV: {error}."
        raise PlanError(msg, "Die Datei lässt sich nicht als CSV lesen.", field="datei") from error


def _text(cell: object) -> str:
    """A cell as a person would have typed it."""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) else str(round(cell, 6)).replace(".", ",")
    if isinstance(cell, datetime | date):
        return dates.day(cell, "de")
    return "" if cell is None else str(cell).strip()


def _headings_at(rows: Rows) -> int:
    """The first row that is filled nearly as far as the fullest one, counted from 1."""
    filled = [sum(map(bool, row)) for row in rows[:LOOKED_AT]]
    return next(place for place, count in enumerate(filled, 1) if count and count >= 0.6 * max(filled))


def _named(row: Sequence[str], width: int) -> tuple[str, ...]:
    """Headings, each once; a column without one is named by its place."""
    names: list[str] = []
    for place in range(width):
        name = " ".join((row[place] if place < len(row) else "").split()) or f"Spalte {place + 1}"
        names.append(name if name not in names else f"{name} ({place + 1})")
    return tuple(names)
