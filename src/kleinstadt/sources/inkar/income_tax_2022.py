"""INKAR, the municipal share of income tax per head, 1998 to 2022, by Verband of 31 December 2022.

A CSV in cp1252 with semicolons and decimal commas and two header rows: abbreviations (q_einkst_bev22), then words with
the year. Keys have nine digits. The years to 2019 are those of INKAR's table export (table_export.py; a test holds it)
and are left to it, which begins in 1995; here the later ones are read.
"""

import re
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.keys import pad_key
from kleinstadt.sources.reading.symbols import value_and_status
from kleinstadt.sources.reading.tables import FACTS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

VARIABLE: Final = "income_tax_eur_per_head"
KEY: Final = "gemeindeve22"
COLUMN: Final = re.compile(r"q_einkst_bev(\d\d)")
WORDS: Final = "Einkommensteuer {year}"
FIRST_YEAR: Final = 2020
CENTURY: Final = 90  # two digits of a year from here on are of the last century


def read(path: Path, file: RawFile) -> Reading:
    """Facts of the years from FIRST_YEAR on.

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
        For another encoding, other columns, or years that the second row contradicts.
    SourceContentError
        For odd or doubled keys, cells that are no number.
    """
    where = path.name
    table = read_delimited(decode(read_bytes(path), where, "cp1252"), where, [KEY], separator=";")
    years = {name: _year(found[1]) for name in table.columns if (found := COLUMN.fullmatch(name))}
    contrary = [name for name, year in years.items() if table[name][0] != WORDS.format(year=year)]
    if contrary or not years:
        msg = f"{where}: columns {', '.join(contrary) or 'q_einkst_bevYY'} are not the income tax of their year."
        raise SourceLayoutError(msg)
    rows = table[1:].with_columns(area_id=pad_key(pl.col(KEY), "verband"))
    if rows["area_id"].has_nulls():
        msg = f"{where}: {rows['area_id'].null_count()} rows have no key of a Verband. Get the file again."
        raise SourceContentError(msg)
    refuse_doubled(rows, ["area_id"], where)
    frames = [_series(rows, name, year, where) for name, year in years.items() if year >= FIRST_YEAR]
    return Reading(facts=tidy(pl.concat(frames), FACTS, level="verband", territory=file.territory, source=file.source))


def _year(digits: str) -> int:
    return int(digits) + (1900 if int(digits) >= CENTURY else 2000)


def _series(rows: pl.DataFrame, name: str, year: int, where: str) -> pl.DataFrame:
    value, status = value_and_status(rows[name], f"{where}, column '{name}'", symbols={}, decimal_comma=True)
    return pl.DataFrame([rows["area_id"], value.alias("value"), status]).with_columns(
        variable=pl.lit(VARIABLE), period=pl.lit(str(year))
    )


READER: Final = Reader("inkar_income_tax_2022", read)
