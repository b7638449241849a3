"""Measures, money and monitoring as Excel files that can be changed there and read back."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from kleinstadt.compare.columns import Atlas
from kleinstadt.errors import PlanError
from kleinstadt.sources.reading.archives import refuse_spreadsheet_bomb
from kleinstadt.spreadsheets import workbook
from kleinstadt.workbench import words
from kleinstadt.workbench.documents.goal_tables import watch_table
from kleinstadt.workbench.documents.sheets import sheet, titled
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.money import MoneyRow, Year
from kleinstadt.workbench.money.checks import agreed, checks, difference, eligible
from kleinstadt.workbench.storage.workspace import Workspace

KEY: Final = "Schlüssel"
MONEY_SHEET: Final = "Kosten und Finanzierung"
GROUP: Final = "Gruppe"
YEAR: Final = "Jahr"
YEAR_SHEET: Final = "Jahre"
MONEY_FIELDS: Final = {
    "Gesamt": "total",
    "nicht förderfähig": "ineligible",
    "Einnahmen": "income",
    "Dritte": "third",
    "andere": "other",
    "Bund": "bund",
    "Land": "land",
    "Eigenanteil": "own",
}
YEAR_FIELDS: Final = {
    "Kosten": "cost",
    "Einnahmen": "income",
    "Dritte": "third",
    "andere": "other",
    "Bund": "bund",
    "Land": "land",
    "Eigenanteil": "own",
}


def money(found: Workspace) -> bytes:
    """The overview: rows, years, what does not agree; difference and eligible cost are formulas.

    Parameters
    ----------
    found : Workspace
        The plan.

    Returns
    -------
    bytes
        An Excel file in German, amounts in euro; `read_money` reads it back.
    """
    stream = BytesIO()
    with workbook(stream) as book:
        head, euro = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "#,##0.00"})
        rows = found.all(MoneyRow)
        page = book.add_worksheet(MONEY_SHEET)
        heads = [KEY, "Gruppe", "Maßnahme", *MONEY_FIELDS, "förderfähig", "Differenz"]
        page.write_row(0, 0, heads, head)
        for at, row in enumerate(rows, 1):
            page.write_row(at, 0, [row.id, words.GROUPS[row.group].de, row.title])
            for place, name in enumerate(MONEY_FIELDS.values(), 3):
                value = getattr(row, name)
                (
                    page.write_blank(at, place, None, euro)
                    if value is None
                    else page.write_number(at, place, float(value), euro)
                )
            gap, share = difference(row), eligible(row)
            page.write_formula(
                at, 11, f'=IF(D{at + 1}="","",D{at + 1}-E{at + 1})', euro, "" if share is None else float(share)
            )
            page.write_formula(
                at,
                12,
                f'=IF(D{at + 1}="","",D{at + 1}-SUM(F{at + 1}:K{at + 1}))',
                euro,
                "" if gap is None else float(gap),
            )
        _widths(page, [11, 26, 38, *[14] * 10])
        years = book.add_worksheet(YEAR_SHEET)
        years.write_row(0, 0, [KEY, "Maßnahme", "Jahr", *YEAR_FIELDS], head)
        at = 0
        for row in rows:
            for year, part in sorted(row.years.items()):
                at += 1
                years.write_row(at, 0, [row.id, row.title, year])
                for place, name in enumerate(YEAR_FIELDS.values(), 3):
                    years.write_number(at, place, float(getattr(part, name)), euro)
        _widths(years, [11, 38, 8, *[14] * 7])
        notes = book.add_worksheet("Hinweise")
        notes.write_column(
            0,
            0,
            [one.said for one in checks(found)] or ([agreed(rows).de] if rows else []),
        )
        _widths(notes, [110])
    return stream.getvalue()


def read_money(data: bytes, found: Workspace) -> list[MoneyRow]:
    """The rows of an overview that was changed in Excel: those of the plan with new amounts, new ones without a key.

    Parameters
    ----------
    data : bytes
        An Excel file.
    found : Workspace
        The plan.

    Returns
    -------
    list of MoneyRow
        In the file's order; rows without a title are left out.

    Raises
    ------
    PlanError
        Naming sheet, row and column of what cannot be read; nothing is taken half.
    """
    book = _opened(data)
    known = {row.id: replace(row, years={}) for row in found.all(MoneyRow)}
    rows: list[MoneyRow] = []
    for at, cells in _rows(book, MONEY_SHEET, [KEY, "Gruppe", "Maßnahme", *MONEY_FIELDS]):
        title = str(cells["Maßnahme"]).strip()
        if not title:
            continue
        amounts = {field: _amount(cells[name], MONEY_SHEET, at, name) for name, field in MONEY_FIELDS.items()}
        group = str(cells["Gruppe"]).strip()[:1]
        if group not in words.GROUPS:
            raise _unread(MONEY_SHEET, at, GROUP, cells[GROUP])
        base = known.get(str(cells[KEY]).strip(), MoneyRow(title=title))
        rows.append(replace(base, title=title, group=group, **amounts))  # type: ignore[arg-type]
    return _with_years(book, rows)


def _with_years(book: CalamineWorkbook, rows: list[MoneyRow]) -> list[MoneyRow]:
    years: dict[str, dict[int, Year]] = {}
    for at, cells in _rows(book, YEAR_SHEET, [KEY, "Jahr", *YEAR_FIELDS]):
        key = str(cells[KEY]).strip()
        if not key:
            continue
        year = _amount(cells["Jahr"], YEAR_SHEET, at, "Jahr")
        if year is None or year % 1:
            raise _unread(YEAR_SHEET, at, YEAR, cells[YEAR])
        amounts = {
            field: _amount(cells[name], YEAR_SHEET, at, name) or Decimal(0) for name, field in YEAR_FIELDS.items()
        }
        years.setdefault(key, {})[int(year)] = Year(**amounts)
    return [replace(row, years=years.get(row.id, {})) for row in rows]


def _opened(data: bytes) -> CalamineWorkbook:
    try:
        refuse_spreadsheet_bomb(BytesIO(data), "Excel")
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        msg = "This is no Excel file that can be read."
        raise PlanError(msg, "Das ist keine lesbare Excel-Datei.", field="file") from error


def _rows(book: CalamineWorkbook, name: str, needed: list[str]) -> Iterable[tuple[int, dict[str, Any]]]:
    if name not in book.sheet_names:
        msg = f"The sheet '{name}' is missing; there are: {', '.join(book.sheet_names)}."
        raise PlanError(msg, f"Das Blatt „{name}“ fehlt; es gibt: {', '.join(book.sheet_names)}.", field="file")
    rows = book.get_sheet_by_name(name).to_python()
    heads = [str(cell).strip() for cell in rows[0]] if rows else []
    lacking = [one for one in needed if one not in heads]
    if lacking:
        msg = f"Sheet '{name}': the column '{lacking[0]}' is missing."
        raise PlanError(msg, f"Blatt „{name}“: Die Spalte „{lacking[0]}“ fehlt.", field="file")
    for at, row in enumerate(rows[1:], 2):
        yield at, dict(zip(heads, row, strict=False))


def _amount(cell: object, name: str, at: int, column: str) -> Decimal | None:
    if cell in ("", None):
        return None
    if isinstance(cell, int | float):
        value = Decimal(str(round(float(cell), 2)))
        return Decimal(int(value)) if value == value.to_integral_value() else value
    raise _unread(name, at, column, cell)


def _unread(name: str, at: int, column: str, cell: object) -> PlanError:
    msg = f"Sheet '{name}', row {at}, '{column}': '{cell}' is not understood."
    return PlanError(msg, f"Blatt „{name}“, Zeile {at}, „{column}“: „{cell}“ verstehen wir nicht.", field="file")


def measures(found: Workspace) -> bytes:
    """All measure sheets as one table: a row a measure, a column a field.

    Parameters
    ----------
    found : Workspace
        The plan.

    Returns
    -------
    bytes
        An Excel file in German.
    """
    those = found.all(Measure)
    sheets = [(titled(one), {row[0]: row[1] for row in sheet(found, one).rows}) for one in those]
    heads = list(dict.fromkeys(name for _, rows in sheets for name in rows))
    stream = BytesIO()
    with workbook(stream) as book:
        head, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        page = book.add_worksheet("Maßnahmen")
        page.write_row(0, 0, ["Maßnahme", *heads], head)
        for at, (title, rows) in enumerate(sheets, 1):
            for place, text in enumerate([title, *(rows.get(name, "") for name in heads)]):
                page.write_string(at, place, text, wrap)
        page.freeze_panes(1, 1)
        _widths(page, [34, *[26] * len(heads)])
    return stream.getvalue()


def monitoring(found: Workspace, atlas: Atlas | None) -> bytes:
    """Goals beside their newest values, and measures by state.

    Parameters
    ----------
    found : Workspace
        The plan.
    atlas : Atlas or None
        Columns of the newest edition; None where nobody asked for new values.

    Returns
    -------
    bytes
        An Excel file in German.
    """
    stream = BytesIO()
    with workbook(stream) as book:
        head = book.add_format({"bold": True})
        page = book.add_worksheet("Ziele")
        table = watch_table(found, atlas, "mayor")
        if table is not None:
            page.write_row(0, 0, table.heads, head)
            for at, row in enumerate(table.rows, 1):
                page.write_row(at, 0, row)
            page.write_string(len(table.rows) + 2, 0, table.source)
        _widths(page, [44, 18, 18, 14, 18, 60])
        states = book.add_worksheet("Stand der Maßnahmen")
        states.write_row(0, 0, ["Stand", "Maßnahmen"], head)
        for at, (state, text) in enumerate(words.STATES.items(), 1):
            states.write_row(at, 0, [text.de, sum(one.state == state for one in found.all(Measure))])
        _widths(states, [24, 12])
    return stream.getvalue()


def _widths(page: Any, wide: list[int]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    for place, width in enumerate(wide):
        page.set_column(place, place, width)
