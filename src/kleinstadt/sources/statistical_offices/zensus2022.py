"""Census of 15 May 2022: population, dwellings, vacancy, ownership, rent and household size of every municipality.

The census changed every count a little for secrecy, so the municipalities add up to 82,711,282 persons where the
official total is 82,719,540 (0.01 % less), and a share can come out above 100 %. An empty cell may be a zero or a
withheld value; the file does not say which.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.regional import refuse_unknown
from kleinstadt.sources.reading.symbols import value_and_status
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading, melt_facts, refuse_doubled
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

COLUMNS: Final = {
    "population_census22": "census_population",
    "total_dwellings_census22": "census_dwellings",
    "vacancy_rate_census22": "census_vacancy_pct",
    "share_owner_occupied_census22": "census_owner_pct",
    "avg_rent_per_m2_census22": "census_rent_eur_per_m2",
    "avg_household_size_census22": "census_household_size_persons",
}
ALWAYS_THERE: Final = ("census_population", "census_dwellings")


def read(path: Path, file: RawFile) -> Reading:
    """Facts of municipalities; a share above 100 % has no value, status "unreliable".

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
        For another column or encoding.
    SourceContentError
        For a doubled or odd key, an impossible value.
    """
    where = path.name
    known = ["ags", "municipality_name", *COLUMNS]
    table = read_delimited(decode(read_bytes(path), where), where, known)
    refuse_unknown(table.columns, known, where)
    refuse_doubled(table, ["ags"], where)
    numbers = [
        value_and_status(table[old], f"{where}, column '{old}'", symbols={})[0].alias(new)
        for old, new in COLUMNS.items()
    ]
    wide = pl.DataFrame([table["ags"].alias("area_id"), *numbers])
    _refuse_impossible(wide, where)
    facts = melt_facts(wide, file, level="gemeinde")
    beyond = (pl.col("variable").str.ends_with("_pct") & (pl.col("value") > 100)).fill_null(value=False)
    return Reading(
        facts=facts.with_columns(
            value=pl.when(~beyond).then(pl.col("value")),
            status=pl.when(beyond).then(pl.lit("unreliable")).otherwise(pl.col("status")),
        )
    )


def _refuse_impossible(wide: pl.DataFrame, where: str) -> None:
    key_is_good = pl.col("area_id").str.contains(r"^(0[1-9]|1[0-6])[0-9]{6}$").fill_null(value=False)
    counts_are_there = pl.all_horizontal(pl.col(ALWAYS_THERE).is_not_null())
    none_is_negative = ~pl.any_horizontal((pl.exclude("area_id") < 0).fill_null(value=False))
    wrong = wide.with_row_index("row", offset=1).filter(~(key_is_good & counts_are_there & none_is_negative))
    if wrong.is_empty():
        return
    first = wrong.row(0, named=True)
    msg = (
        f"{where}: data row {first['row']} (key {first['area_id']!r}) has no municipality key of eight digits, no "
        f"population or dwellings, or a number below zero ({wrong.height} such rows). Get the file again."
    )
    raise SourceContentError(msg)


READER: Final = Reader("zensus2022", read)
