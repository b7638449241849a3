"""Employees by Kreis and occupation group (KldB 2010, three digits), 2013 to 2025; Statistik der Bundesagentur.

A table a row a Kreis, group, year, kind of employment and group of persons; read are all persons subject to social
insurance. Empty is withheld. Rows without an occupation group are persons whose occupation is not known; they are in
the total and in no group. The Kreise are those of 2026: Hanau (06415) left the Main-Kinzig-Kreis (06435) on 1 January
2026 and is counted with it here, so that the borders are those of 31 December 2021.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.keys import pad_key
from kleinstadt.sources.inkar.bulk import read_table
from kleinstadt.sources.reading.tables import FACTS, RawFile, Reader, Reading, refuse_doubled, tidy

COLUMNS: Final = ["region", "occupational_group", "year", "type", "group", "n"]
YEARS: Final = (2013, 2016, 2019, 2022, 2025)
"""Years that are kept: occupations change slowly, and a year costs 56,000 numbers."""

LEFT: Final = {"06415": "06435"}
UNKNOWN: Final = "unknown"
PREFIX: Final = "occupation_"


def read(path: Path, file: RawFile) -> Reading:
    """Facts `occupation_111` ... `occupation_947`, `occupation_unknown` (persons) of Kreise.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts (persons).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For another layout.
    SourceContentError
        For odd keys, groups or doubled rows.
    """
    table = read_table(path, COLUMNS)
    wanted = table.filter(
        (pl.col("type") == "social insurance") & (pl.col("group") == "total") & pl.col("year").is_in(YEARS)
    ).select(
        "region",
        area_id=pad_key(pl.col("region"), "kreis").replace(LEFT),
        period=pl.col("year").cast(pl.String),
        code=pl.col("occupational_group").fill_null(UNKNOWN),
        value="n",
    )
    odd = wanted.filter(pl.col("area_id").is_null() | ~pl.col("code").str.contains(rf"^(\d{{3}}|{UNKNOWN})$"))
    if not odd.is_empty():
        msg = f"{path.name}: {odd.height} rows have no key of a Kreis or no group of three digits, first {odd.row(0)}."
        raise SourceContentError(msg)
    refuse_doubled(wanted, ["region", "period", "code"], path.name)
    known = pl.col("value").is_not_null().all()
    sums = wanted.group_by("area_id", "period", "code").agg(value=pl.when(known).then(pl.col("value").sum()))
    said = pl.when(pl.col("value").is_null()).then(pl.lit("secret")).otherwise(pl.lit("measured"))
    named = sums.with_columns(variable=PREFIX + pl.col("code"), status=said).sort("variable", "period", "area_id")
    return Reading(facts=tidy(named, FACTS, level="kreis", territory=file.territory, source=file.source))


READER: Final = Reader("occupations", read)
