"""INKAR's bulk file, cut by theme into tables: a row an area and period, a column an indicator.

Which columns are read, and what must be known of them, stands in a table beside this module (columns_YYYY.csv):

| column  | says                                                                                             |
| ------- | ------------------------------------------------------------------------------------------------ |
| name    | INKAR's short name of the indicator; the file's own list must call the column so                 |
| level   | the areas that are taken, in INKAR's word                                                        |
| zero    | "missing" where a zero cannot be: INKAR prints zeros for what is withheld or was not delivered   |
| highest | more than this cannot be: the number is unreliable                                               |
| first   | the first year that is kept: before it a column is empty or full of zeros, or nobody asks for it |
"""

import csv
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.inkar.unreliable import without_unreliable
from kleinstadt.sources.reading.parquet import read_parquet
from kleinstadt.sources.reading.tables import FACTS, RawFile, refuse_doubled, tidy
from kleinstadt.sources.reading.text import require_columns

LEVELS: Final = {"Gemeinden": "gemeinde", "Gemeindeverbände": "verband", "Kreise": "kreis"}


@dataclass(frozen=True)
class Column:
    """One indicator of the bulk file, a row of columns_YYYY.csv.

    Attributes
    ----------
    theme : str
        Theme, which is the name of a file.
    column : str
        Name of its column.
    name : str
        What the file's own list calls it.
    level : str
        Level of its areas.
    variable : str
        What it is called here.
    zero : str
        "missing" where a nought is a hole.
    highest : str
        The most there can be, or empty.
    first : str
        The first year that is read, or empty.
    """

    theme: str
    column: str
    name: str
    level: str
    variable: str
    zero: str
    highest: str
    first: str


def columns_of(table: str, theme: str) -> list[Column]:
    """The columns that are read of a theme.

    Parameters
    ----------
    table : str
        "columns_2021.csv" or "columns_2024.csv".
    theme : str
        Name of the theme.

    Returns
    -------
    list of Column
        At least one.

    Raises
    ------
    SourceLayoutError
        For a theme of which none is known.
    """
    text = files("kleinstadt.sources.inkar").joinpath(table).read_text(encoding="utf-8")
    rows = [Column(**row) for row in csv.DictReader(text.splitlines())]
    wanted = [row for row in rows if row.theme == theme]
    if not wanted:
        known = ", ".join(sorted({row.theme for row in rows}))
        msg = f"{theme}: no column of this theme is known (themes: {known}). Add its columns to {table}."
        raise SourceLayoutError(msg)
    return wanted


def read_table(path: Path, columns: list[str]) -> pl.DataFrame:
    """A Parquet table with at least some columns.

    Parameters
    ----------
    path : Path
        The raw file.
    columns : list of str
        Columns that it must have.

    Returns
    -------
    pl.DataFrame
        All its columns.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it is no Parquet file, or lacks a column.
    """
    table = read_parquet(path)
    require_columns(table.columns, columns, path.name)
    return table


def refuse_renamed(wanted: list[Column], names: dict[str, set[str]], where: str) -> None:
    """Raise an error where the file's own list gives a column another name than ours.

    Parameters
    ----------
    wanted : list of Column
        The columns that are read.
    names : dict of str to set of str
        Names of each column in the file's own list.
    where : str
        Name of the file.

    Raises
    ------
    SourceContentError
        Naming the first such column.
    """
    for column in wanted:
        if column.name not in names.get(column.column, set()):
            found = ", ".join(sorted(names.get(column.column, {"nothing"})))
            msg = (
                f"{where}: column {column.column} is '{found}' in the file's list of indicators, expected "
                f"'{column.name}'. This is another edition of INKAR: give it a table of columns of its own."
            )
            raise SourceContentError(msg)


def facts_of(table: pl.DataFrame, wanted: list[Column], file: RawFile) -> pl.DataFrame:
    """Facts of every wanted column.

    Parameters
    ----------
    table : pl.DataFrame
        raumbezug (INKAR's word for a level), area_id (key of its length; a Verband has INKAR's own eight digits),
        period, one Float64 column an indicator.
    wanted : list of Column
        The columns that are read.
    file : RawFile
        Its row of the catalogue.

    Returns
    -------
    pl.DataFrame
        FACTS.

    Raises
    ------
    SourceContentError
        For doubled areas and periods.
    """
    refuse_doubled(table, ["raumbezug", "area_id", "period"], file.path)
    frames = [_facts(table, column) for column in wanted]
    return tidy(without_unreliable(pl.concat(frames)), FACTS, territory=file.territory, source=file.source)


def _facts(table: pl.DataFrame, column: Column) -> pl.DataFrame:
    """The numbers of one column where there are any at all for the year; what cannot be is null and says why."""
    value = pl.col(column.column)
    mine = table.filter((pl.col("raumbezug") == column.level) & (pl.col("period") >= column.first)).filter(
        value.is_not_null().any().over("period")
    )
    too_high = value > float(column.highest) if column.highest else pl.lit(value=False)
    no_zero = value == 0 if column.zero == "missing" else pl.lit(value=False)
    absent = (value.is_null() | no_zero).fill_null(value=True)
    return mine.select(
        "area_id",
        "period",
        level=pl.lit(LEVELS[column.level]),
        variable=pl.lit(column.variable),
        value=pl.when(~absent & ~too_high).then(value),
        status=pl.when(absent)
        .then(pl.lit("missing"))
        .when(too_high)
        .then(pl.lit("unreliable"))
        .otherwise(pl.lit("measured")),
    )
