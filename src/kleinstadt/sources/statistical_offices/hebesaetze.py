"""Hebesätze der Realsteuern (statistical offices): a workbook with a sheet a Land, a row a municipality.

A sheet is recognised by its header (Jahr, Land, ...), not by its name. The Länder state different dates of their
borders, but the keys of all 16 together are those of the file's territory (31 December 2021) without exception.

A rate of 0 (shown as a dash) is real: the tax is not levied. Where parts of a municipality kept their own rates after
a merger, the sheet gives the average weighted by the office, which is taken as it is; Schwedt/Oder has no single
rate of Grundsteuer B and Gewerbesteuer ("x"), which stay missing as "not_meaningful". The rates of the parts are in the
sheets "Anhang ...", which repeat the municipality; they are not read.
"""

import re
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.keys import LAENDER, ags_of_ars, land_of, pad_key
from kleinstadt.sources.reading.symbols import value_and_status
from kleinstadt.sources.reading.tables import FACTS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import require_columns
from kleinstadt.sources.reading.workbook import Row, Sheet, Workbook, cell_text, text_frame

RATES: Final = {
    "Grundsteuer A": "grundsteuer_a_rate_pct",
    "Grundsteuer B": "grundsteuer_b_rate_pct",
    "Gewerbesteuer": "gewerbesteuer_rate_pct",
}

YEAR, ARS, AGS, NAME = "Jahr", "Amtlicher Regional-schlüssel", "Amtlicher Gemeinde-schlüssel", "Gemeinde"

ANNEX: Final = "Anhang"

_POPULATION: Final = re.compile(r"^Bevölkerung am 30\.06\.(\d{4})$")


def read(path: Path, file: RawFile) -> Reading:
    """Facts `grundsteuer_a_rate_pct`, `grundsteuer_b_rate_pct`, `gewerbesteuer_rate_pct`, `population_mid{year}`.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts (per cent; persons).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For another layout.
    SourceContentError
        If a Land is not there, if the persons of a sheet do not add up to its own total, for odd keys and cells.
    """
    workbook = Workbook(path)
    sheets = [workbook.sheet(name) for name in workbook.sheet_names if not name.startswith(ANNEX)]
    facts = pl.concat([_land_facts(sheet) for sheet in sheets if _header_row(sheet) is not None] or [_NONE])
    _require_all_laender(facts, path.name)
    refuse_doubled(facts, ["area_id", "variable"], path.name)
    return Reading(facts=tidy(facts, FACTS, level="gemeinde", territory=file.territory, source=file.source))


_NONE: Final = pl.DataFrame(schema=dict.fromkeys(["area_id", "variable"], pl.String))


def _header_row(sheet: Sheet) -> int | None:
    """Index of the first of the two header rows; null for a sheet that is no list of municipalities."""
    return next((i for i, row in enumerate(sheet.rows[:10]) if row and cell_text(row[0]) == YEAR), None)


def _land_facts(sheet: Sheet) -> pl.DataFrame:
    """Facts of one sheet: columns area_id, period, variable, value, status."""
    table, total = _table(sheet)
    area_id = _area_id(table, sheet.where)
    population = next(name for name in table.columns if _POPULATION.match(name))
    year = population[-4:]
    columns = {population: (f"population_mid{year}", f"{year}-06")} | {k: (v, year) for k, v in RATES.items()}
    facts = pl.concat(
        _column_facts(table[name], area_id, variable, period, sheet.where)
        for name, (variable, period) in columns.items()
    )
    _require_total(facts, f"population_mid{year}", total, sheet.where)
    return facts


def _table(sheet: Sheet) -> tuple[pl.DataFrame, str]:
    """The rows of municipalities as text, and the population that the sheet itself gives as the Land's total."""
    header = _header_row(sheet) or 0
    names = _headings(sheet.rows[header], sheet.rows[header + 1])
    require_columns(names, [YEAR, ARS, AGS, NAME, *RATES], sheet.where)
    population = [name for name in names if _POPULATION.match(name)]
    if len(population) != 1:
        msg = f"{sheet.where}: no column 'Bevölkerung am 30.06.<year>' (found: {', '.join(names)})."
        raise SourceLayoutError(msg)
    table = text_frame(sheet.rows[header + 2 :], names).with_columns(pl.all().str.strip_chars())
    total = table.filter(pl.col(NAME).str.ends_with(" insgesamt"))[population[0]].to_list()
    rows = table.filter(pl.col(AGS) != "")
    _refuse_other_years(rows, population[0][-4:], sheet.where)
    return rows, total[0] if len(total) == 1 else ""


def _headings(upper: Row, lower: Row) -> list[str]:
    """One name a column: the lower header row where it has one, else the upper."""
    texts = [cell_text(below) or cell_text(above) for above, below in zip(upper, lower, strict=True)]
    return [text or f"column {i}" for i, text in enumerate(texts, start=1)]


def _refuse_other_years(rows: pl.DataFrame, year: str, where: str) -> None:
    other = rows.filter(pl.col(YEAR) != year)
    if not other.is_empty():
        found = other.select(YEAR, NAME).row(0)
        msg = f"{where}: expected the year {year} in every row, found {found[0]!r} for {found[1]!r}."
        raise SourceContentError(msg)


def _area_id(table: pl.DataFrame, where: str) -> pl.Series:
    """The AGS, which the Regionalschlüssel beside it must confirm."""
    keys = table.select(NAME, area_id=pad_key(pl.col(AGS), "gemeinde"), other=ags_of_ars(pad_key(pl.col(ARS), "ars")))
    bad = keys.filter(~pl.col("area_id").eq(pl.col("other")).fill_null(value=False))
    if not bad.is_empty():
        name, ags, other = bad.row(0)
        msg = (
            f"{where}: {bad.height} municipalities have keys that contradict each other, first {name!r} (AGS {ags}, "
            f"by its Regionalschlüssel {other}). Correct the file or get it again from its publisher."
        )
        raise SourceContentError(msg)
    return keys["area_id"]


def _column_facts(text: pl.Series, area_id: pl.Series, variable: str, period: str, where: str) -> pl.DataFrame:
    value, status = value_and_status(text, f"{where}, column '{text.name}'")
    if ((value < 0) | value.is_infinite()).any():
        msg = f"{where}, column '{text.name}': a number below 0 ({value.min()!r}), expected 0 or more."
        raise SourceContentError(msg)
    frame = pl.DataFrame({"area_id": area_id, "value": value, "status": status})
    return frame.with_columns(variable=pl.lit(variable), period=pl.lit(period))


def _require_total(facts: pl.DataFrame, variable: str, total: str, where: str) -> None:
    """Refuse a sheet whose persons do not add up to the total it prints."""
    computed = facts.filter(pl.col("variable") == variable)["value"].sum()
    if total != f"{computed:.0f}":
        msg = (
            f"{where}: its municipalities have {computed:.0f} persons together, but its row '... insgesamt' says "
            f"{total or 'nothing'}. A row is missing or was changed; get the file again from its publisher."
        )
        raise SourceContentError(msg)


def _require_all_laender(facts: pl.DataFrame, where: str) -> None:
    found = facts.select(land_of(pl.col("area_id"))).to_series().unique().to_list()
    absent = [f"{key} {name}" for key, name in LAENDER.items() if key not in found]
    if absent:
        msg = (
            f"{where}: no sheet with municipalities of {', '.join(absent)}. Its header (first cell '{YEAR}') has "
            "probably changed: compare with `kleinstadt sources`."
        )
        raise SourceLayoutError(msg)


READER: Final = Reader("hebesaetze", read)
