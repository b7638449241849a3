"""INKAR 2024 in tables by theme, borders of 31 December 2022; by municipality where it goes so far.

Each table has level, key, name and period of the area; a column has INKAR's abbreviation, which _indikatoren.parquet
explains (one abbreviation may stand there several times, under its short name in several lists).

Zeros need care. Nights and beds in hotels are zero or empty for municipalities without a hotel and for those whose few
hotels are kept secret, which nobody can tell apart: missing. Beds before 2019 are zeros throughout. General
practitioners are zero where there is none. Of what the densities hide, the build takes care (edition/employees.py).
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.keys import DIGITS
from kleinstadt.sources.inkar.bulk import LEVELS, columns_of, facts_of, read_table, refuse_renamed
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading

COLUMNS: Final = "columns_2024.csv"
INDICATORS: Final = "_indikatoren.parquet"


def read(path: Path, file: RawFile) -> Reading:
    """Facts of the theme's known columns; of the list of indicators nothing, it is read with each theme.

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
        For another theme or absent columns.
    SourceContentError
        For odd or doubled keys, and columns that have another name.
    """
    if path.name == INDICATORS:
        read_table(path, ["kuerzel", "kurzname"])
        return Reading()
    wanted = columns_of(COLUMNS, path.stem)
    names: dict[str, set[str]] = {}
    for abbreviation, name in read_table(path.parent / INDICATORS, ["kuerzel"]).select("kuerzel", "kurzname").rows():
        names.setdefault(abbreviation, set()).add(name)
    refuse_renamed(wanted, names, path.name)
    columns = ["raumbezug", "kennziffer", "zeitbezug", *(column.column for column in wanted)]
    table = read_table(path, columns).filter(pl.col("raumbezug").is_in(list(LEVELS)))
    return Reading(facts=facts_of(_with_keys(table, path.name), wanted, file))


def _with_keys(table: pl.DataFrame, where: str) -> pl.DataFrame:
    """With area_id: a Kreis has eight digits in the file, of which the last three are zeros."""
    key = pl.col("kennziffer")
    of_kreis = pl.when(pl.col("raumbezug") == "Kreise").then(key.str.slice(0, DIGITS["kreis"])).otherwise(key)
    keyed = table.with_columns(area_id=of_kreis, period=pl.col("zeitbezug"))
    wanted = pl.col("raumbezug").replace_strict({name: DIGITS[level] for name, level in LEVELS.items()})
    odd = keyed.filter(pl.col("area_id").str.len_chars() != wanted)
    if not odd.is_empty():
        level, found = odd.select("raumbezug", "kennziffer").row(0)
        msg = f"{where}: {odd.height} keys are too short or too long, first {found!r} ({level}). Get the file again."
        raise SourceContentError(msg)
    return keyed


READER: Final = Reader("inkar_2024", read)
