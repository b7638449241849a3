"""Deutschlandatlas, workbook of June 2026: a sheet a level and day of borders, named for both (GEM1222, KRS1224).

Row 4 has the headings: key, name, then "Indikatorkürzel: p_apo", a blank line and what it is, with the year. From row 5
on an area a row, keys as numbers without leading zeros (Verbände of 2019: INKAR's own eight digits), at the end "Ende
der Tabelle.". Missing is -9999, in the tax revenue also -99999, four cells are empty; means of minutes are over the
people. Which columns are read, and of which year each is, stands in columns.csv; a heading must say that year.

The workbook of June 2025 has the same indicators under their abbreviations alone and names no years. Of its columns for
municipalities and Verbände those of the same year are the same here to the second decimal (a test holds it); the others
are of years that nobody can read from it, and are not read.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.keys import DIGITS, pad_key
from kleinstadt.sources.reading.tables import FACTS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.workbook import Sheet, Workbook, cell_text

PREFIX: Final = "Deutschlandatlas_"
LEVELS: Final = {"GEM": "gemeinde", "VBGEM": "verband", "KRS": "kreis"}
HEADINGS: Final = 3  # rows[3]
FIRST_ROW: Final = 4
END: Final = "Ende der Tabelle."
MISSING: Final = (-9999.0, -99999.0)


@dataclass(frozen=True)
class Column:
    """One indicator that is read, a row of columns.csv.

    Attributes
    ----------
    sheet : str
        Name of its sheet without "Deutschlandatlas_".
    abbreviation : str
        "p_apo", as its heading has it.
    says : str
        What the heading must say of it, with the year.
    period : str
        What it speaks of.
    variable : str
        What it is called here.
    highest : str
        The most there can be, or empty.
    zero : str
        "missing" where a nought is a hole: municipalities that were no more when the rate of 2023 was counted.
    """

    sheet: str
    abbreviation: str
    says: str
    period: str
    variable: str
    highest: str
    zero: str


def read(path: Path, file: RawFile) -> Reading:
    """Facts of every column that columns.csv names, in the borders of its sheet.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For absent sheets, columns or years.
    SourceContentError
        For odd keys and cells, a doubled area.
    """
    book = Workbook(path)
    by_sheet: dict[str, list[Column]] = {}
    for column in _columns():
        by_sheet.setdefault(column.sheet, []).append(column)
    frames = [_facts(book.sheet(f"{PREFIX}{name}"), name, columns, file) for name, columns in by_sheet.items()]
    return Reading(facts=pl.concat(frames))


def _columns() -> list[Column]:
    text = files("kleinstadt.sources.deutschlandatlas").joinpath("columns.csv").read_text(encoding="utf-8")
    return [Column(**row) for row in csv.DictReader(text.splitlines())]


def _facts(sheet: Sheet, name: str, columns: Iterable[Column], file: RawFile) -> pl.DataFrame:
    level, day = _level_and_day(name)
    rows = [row for row in sheet.rows[FIRST_ROW:] if cell_text(row[0]) not in ("", END)]
    cells = [cell_text(row[0]) for row in rows]
    of_ars = level == "verband" and max(map(len, cells), default=0) == DIGITS["verband"]
    keys = _keys(cells, "verband" if of_ars else "gemeinde", sheet.where)
    keys = keys.str.slice(0, DIGITS["kreis"]) if level == "kreis" else keys
    frames = [_series(sheet, rows, column).with_columns(keys.alias("area_id")) for column in columns]
    return tidy(pl.concat(frames), FACTS, level=level, territory=day, source=file.source)


def _level_and_day(name: str) -> tuple[str, date]:
    found = re.fullmatch(r"(GEM|VBGEM|KRS)12(\d\d)", name)
    if found is None:
        msg = f"columns.csv: '{name}' is no sheet of the Deutschlandatlas (GEM1224, VBGEM1219, KRS1222)."
        raise SourceLayoutError(msg)
    return LEVELS[found[1]], date(2000 + int(found[2]), 12, 31)


def _keys(cells: list[str], kind: str, where: str) -> pl.Series:
    keys = pl.DataFrame({"area_id": cells}).select(pad_key(pl.col("area_id"), kind))
    if keys["area_id"].has_nulls():
        at = int(keys["area_id"].is_null().arg_max() or 0)
        msg = f"{where}, row {at + FIRST_ROW + 1}: {cells[at]!r} is no key of a {kind}. Get the file again."
        raise SourceContentError(msg)
    return refuse_doubled(keys, ["area_id"], where)["area_id"]


def _series(sheet: Sheet, rows: list[list[object]], column: Column) -> pl.DataFrame:
    """period, variable, value, status of one column, a row an area."""
    at = _position(sheet, column)
    cells = [row[at] for row in rows]
    odd = [row for row, cell in enumerate(cells) if cell != "" and not isinstance(cell, int | float)]
    if odd:
        where = f"{sheet.where}, row {odd[0] + FIRST_ROW + 1}, '{column.abbreviation}'"
        msg = f"{where}: {cells[odd[0]]!r} is no number. Get the file again."
        raise SourceContentError(msg)
    numbers = [float(cell) if isinstance(cell, int | float) else None for cell in cells]
    value = pl.col("value")
    holes = (*MISSING, 0.0) if column.zero == "missing" else MISSING
    absent = value.is_null() | value.is_in(list(holes))
    too_high = value > float(column.highest) if column.highest else pl.lit(value=False)
    return pl.DataFrame({"value": numbers}, schema={"value": pl.Float64}).select(
        pl.lit(column.period).alias("period"),
        pl.lit(column.variable).alias("variable"),
        pl.when(~absent & ~too_high).then(value).alias("value"),
        pl.when(absent)
        .then(pl.lit("missing"))
        .when(too_high)
        .then(pl.lit("unreliable"))
        .otherwise(pl.lit("measured"))
        .alias("status"),
    )


def _position(sheet: Sheet, column: Column) -> int:
    """Where the column stands; raises SourceLayoutError where it is not there or speaks of another time."""
    headings = [cell_text(cell) for cell in sheet.rows[HEADINGS]] if len(sheet.rows) > FIRST_ROW else []
    wanted = f"Indikatorkürzel: {column.abbreviation} "
    for at, heading in enumerate(headings):
        if heading.startswith(wanted):
            if column.says not in heading:
                msg = (
                    f"{sheet.where}, row {HEADINGS + 1}: '{heading}' does not say '{column.says}'. It is another "
                    "edition: write the year it speaks of into deutschlandatlas/columns.csv."
                )
                raise SourceLayoutError(msg)
            return at
    msg = (
        f"{sheet.where}, row {HEADINGS + 1}: no column '{column.abbreviation}' (found: "
        f"{', '.join(heading[:40] for heading in headings) or 'nothing'}). Is it the workbook of June 2026?"
    )
    raise SourceLayoutError(msg)


READER: Final = Reader("deutschlandatlas", read)
