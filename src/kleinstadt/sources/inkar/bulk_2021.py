"""INKAR 2021 in tables by theme, borders of 31 December 2019; by Verband where no other file has it.

`region_id` is `id` in _regionen.parquet, which gives level, key and name; column x123 is `id` 123 in
_indikatoren.parquet, which gives its name and formula. A Verband has INKAR's own key of eight digits there, which the
build turns into the first nine of its ARS (bbsr/reference_2019.py has both).

Ways are means over the area of a Verband, by car, 2020; distances to shops, schools and stops are straight lines from
where people live, 2016 to 2018. A zero among in- or out-commuters (22 rows, such as Beelitz in 1999 or Zandt in 2011)
is a number that was not delivered, and their balance is computed with it: both are missing, as is a balance beside a
share of more than all.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.keys import DIGITS
from kleinstadt.sources.inkar.bulk import LEVELS, columns_of, facts_of, read_table, refuse_renamed
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading

COLUMNS: Final = "columns_2021.csv"
REGIONS: Final = "_regionen.parquet"
INDICATORS: Final = "_indikatoren.parquet"

PERIODS: Final = {"2016/2017/2018": "2016/2018"}
"""A period of several years, by its first and last."""

SHARES: Final = ("x351", "x352")
BALANCE: Final = "x353"


def read(path: Path, file: RawFile) -> Reading:
    """Facts of the theme's known columns; of the two lists beside the themes nothing, they are read with each theme.

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
    if path.name in (REGIONS, INDICATORS):
        read_table(path, ["id"])
        return Reading()
    wanted = columns_of(COLUMNS, path.stem)
    names = read_table(path.parent / INDICATORS, ["id", "kurzname"])
    refuse_renamed(wanted, {f"x{row}": {name} for row, name in names.select("id", "kurzname").rows()}, path.name)
    table = read_table(path, ["region_id", "zeitbezug", *(column.column for column in wanted)])
    facts = facts_of(_possible(_with_keys(table, path)), wanted, file)
    return Reading(facts=facts.with_columns(pl.col("period").replace(PERIODS)))


def _with_keys(table: pl.DataFrame, path: Path) -> pl.DataFrame:
    regions = read_table(path.parent / REGIONS, ["id", "raumbezug", "kennziffer"]).select(
        region_id="id",
        raumbezug="raumbezug",
        key=pl.col("kennziffer").cast(pl.Int64).cast(pl.String),
    )
    joined = table.join(regions, on="region_id", how="left", maintain_order="left")
    if joined["raumbezug"].has_nulls():
        msg = f"{path.name}: a region_id is not in {REGIONS}. The tables are of different editions: get them again."
        raise SourceContentError(msg)
    of_kreis = pl.when(pl.col("raumbezug") == "Kreise").then(pl.col("key").str.zfill(DIGITS["kreis"]))
    key = of_kreis.otherwise(pl.col("key").str.zfill(DIGITS["gemeinde"]))
    known = joined.filter(pl.col("raumbezug").is_in(list(LEVELS)))
    return known.with_columns(area_id=key, period=pl.col("zeitbezug"))


def _possible(table: pl.DataFrame) -> pl.DataFrame:
    """Without the balance of commuters where one of its two sides cannot be."""
    if BALANCE not in table.columns:
        return table
    sides = [(pl.col(name) > 0) & (pl.col(name) <= 100) for name in SHARES]
    return table.with_columns(pl.when(pl.all_horizontal(sides)).then(pl.col(BALANCE)).alias(BALANCE))


READER: Final = Reader("inkar_2021", read)
