"""Destatis, Namens-, Grenz- und Schlüsseländerungen: what changed in a year, one row a pair of giving and taking area.

Sheet 'Gebietsaenderungen': giving side (ARS, AGS, name, Änderungsart, m², persons), taking side (ARS, AGS, name), and
two dates, of which the second counts for statistics. A municipality that gives a part away (Änderungsart 2) usually has
a row of its own for what it keeps, to itself. Later parts of the same giving or taking municipality may leave its
cells blank: they then mean the row above. Rows about a Verband carry no AGS and are left out.
"""

from datetime import datetime
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.reading.symbols import plain_number
from kleinstadt.sources.reading.tables import CHANGES, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.workbook import Sheet, Workbook, cell_text

SHEET: Final = "Gebietsaenderungen"
FIRST_ROW: Final = 5  # as the sheet counts; headings stand in rows 2 and 3

# position -> beginning of the heading (row 3, or row 2 where row 3 is empty) -> name here
COLUMNS: Final = {
    0: ("Kennziffer", "file_number"),
    1: ("Regionaleinheit", "unit"),
    3: ("Amtlicher Gemeinde-schlüssel", "from_id"),
    4: ("Name", "from_name"),
    5: ("Änderungs-art", "kind"),
    6: ("Fläche qm", "area_m2"),
    7: ("Einwohner", "population"),
    9: ("Amtlicher Gemeinde-schlüssel", "to_id"),
    10: ("Name", "to_name"),
    12: ("statistisch", "effective"),
}
GIVING: Final = ("from_id", "from_name")
TAKING: Final = ("to_id", "to_name")
KINDS: Final = {"1": "dissolved", "2": "part given away", "3": "key changed", "4": "name changed"}


def read(path: Path, file: RawFile) -> Reading:
    """Changes of municipalities, in the order of the sheet; m² and persons are null where nothing moves.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: changes.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For changed headings.
    SourceContentError
        For rows that cannot be read, unknown kinds of change, doubled rows, or a dissolved municipality without the
        area that moves.
    """
    sheet = Workbook(path).sheet(SHEET)
    _refuse_layout(sheet)
    rows = _continued(_text_rows(sheet))
    changes = _typed(rows, sheet)
    _refuse_unknown_kind(changes, sheet)
    refuse_doubled(changes, ["effective", "kind", "from_id", "to_id", "file_number"], sheet.where)
    return Reading(changes=tidy(changes, CHANGES, source=file.source))


def _refuse_layout(sheet: Sheet) -> None:
    for position, (wanted, _) in COLUMNS.items():
        cells = [cell_text(row[position]) if position < len(row) else "" for row in sheet.rows[1:3]]
        found = next((cell for cell in reversed(cells) if cell), "nothing")
        if not found.startswith(wanted):
            msg = (
                f"{sheet.where}, row 2 or 3, column {position + 1}: expected a heading '{wanted}…', found '{found}'. "
                "Destatis has changed the layout: compare with the columns named in sources/destatis/changes.py."
            )
            raise SourceLayoutError(msg)


def _text_rows(sheet: Sheet) -> pl.DataFrame:
    """Rows of the table as text with their number in the sheet, "" as null; the notes below the table are not rows."""
    data = {name: [cell_text(row[at]) for row in sheet.rows[FIRST_ROW - 1 :]] for at, (_, name) in COLUMNS.items()}
    table = pl.DataFrame(data, schema=dict.fromkeys(data, pl.String)).with_row_index("row", offset=FIRST_ROW)
    table = table.with_columns(pl.col(pl.String).replace("", None))
    body = pl.any_horizontal(pl.col(name).is_not_null() for name in ("unit", *GIVING, *TAKING))
    return table.filter(body)


def _continued(table: pl.DataFrame) -> pl.DataFrame:
    """Fill blank cells of a continued row from the row above, each side as one: key and name always belong together."""
    table = table.with_columns(pl.col("unit", "file_number", "kind", "effective").forward_fill())
    group = table["unit"].rle_id()
    for key, name in (GIVING, TAKING):
        blank = pl.col(key).is_null() & pl.col(name).is_null()
        filled = [
            pl.when(blank).then(pl.col(c).forward_fill().over(group)).otherwise(pl.col(c)).alias(c) for c in (key, name)
        ]
        table = table.with_columns(filled)
    return table.filter(pl.col("unit") == "Gemeinde")


def _typed(table: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """Keys checked, numbers and days read; SourceContentError names the first row that resists."""
    days = [_day(cell) for cell in table["effective"].to_list()]
    typed = table.with_columns(
        keys.pad_key(pl.col("from_id"), "gemeinde"),
        keys.pad_key(pl.col("to_id"), "gemeinde"),
        *(plain_number(pl.col(name)) for name in ("area_m2", "population")),
        effective=pl.Series(days, dtype=pl.Date),
    )
    lost = pl.any_horizontal(typed[name].is_null() for name in ("from_id", "to_id", "effective"))
    garbled = pl.any_horizontal(typed[n].is_null() & table[n].is_not_null() for n in ("area_m2", "population"))
    unmoved = (typed["kind"] == "1") & typed["area_m2"].is_null()
    bad = typed.filter(lost | garbled | unmoved)
    if not bad.is_empty():
        row = bad.row(0, named=True)
        msg = (
            f"{sheet.where}, row {row['row']}: {row['from_name']} to {row['to_name']}: expected two municipality keys "
            f"of 8 digits, m², persons and a day, found {list(table.filter(pl.col('row') == row['row']).row(0))}."
        )
        raise SourceContentError(msg)
    return typed


def _day(cell: str | None) -> object:
    """A day printed as 01.07.2023, or stored as a date by the spreadsheet; None for anything else."""
    for form in ("%d.%m.%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(cell or "", form).date()
        except ValueError:
            continue
    return None


def _refuse_unknown_kind(changes: pl.DataFrame, sheet: Sheet) -> None:
    """Änderungsart is one of KINDS, or several of them ("3, 4")."""
    parts = changes["kind"].str.replace_all(" ", "").str.split(",").explode()
    odd = set(parts.to_list()) - set(KINDS)
    if odd:
        msg = f"{sheet.where}: unknown Änderungsart {sorted(map(str, odd))}; known are {KINDS}."
        raise SourceContentError(msg)


READER: Final = Reader("destatis_changes", read)
