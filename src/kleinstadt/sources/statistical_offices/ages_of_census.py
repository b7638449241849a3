"""Census 2022: shares of five age groups in municipalities, under labels that are wrong.

The file calls them under 18, 18 to 29, 30 to 49, 50 to 64 and 65 and over; by their size they are under 16, 16 to 24,
25 to 59, 60 to 66, and 67 and over. A test shows it: the population of 31 December 2018 by single years of age, three
years and four months older, has these shares in Germany to three points (the deaths are not taken off), and those of
the labels are up to 19 points off.
The shares of a small place were altered to keep secrets: they may miss 100 by some points, in a town by none. The
file's other columns are those of the census file that is read already.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.keys import check_key
from kleinstadt.sources.reading.symbols import plain_number, value_and_status
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading, melt_facts, refuse_doubled
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

GROUPS: Final = {
    "share_under18": "census_aged_0_15_pct",
    "share_18to29": "census_aged_16_24_pct",
    "share_30to49": "census_aged_25_59_pct",
    "share_50to64": "census_aged_60_66_pct",
    "share_65plus": "census_aged_67_pct",
}
ROUNDING: Final = 0.51  # of five shares of one digit
TOWN_FROM: Final = 5000  # residents; from here on the shares add up
ALTERED: Final = 15.0  # points that secrecy may cost a smaller place


def read(path: Path, file: RawFile) -> Reading:
    """Facts of the five shares of municipalities; empty is withheld.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts (per cent).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For other columns.
    KeyFormatError
        For a key that is none.
    SourceContentError
        For shares that miss 100.
    """
    where = path.name
    table = read_delimited(decode(read_bytes(path), where), where, ["ags", "population", *GROUPS])
    odd = table.filter(~pl.col("ags").str.contains(r"^(0[1-9]|1[0-6])\d{6}$"))
    if not odd.is_empty():
        check_key(str(odd["ags"][0]), "gemeinde")
    refuse_doubled(table, ["ags"], where)
    shares = [value_and_status(table[old], f"{where}, '{old}'")[0].alias(new) for old, new in GROUPS.items()]
    wide = pl.DataFrame([table["ags"].alias("area_id"), *shares])
    town = table.select((plain_number(pl.col("population")) >= TOWN_FROM).fill_null(value=False)).to_series()
    limit = pl.select(pl.when(town).then(ROUNDING).otherwise(ALTERED)).to_series()
    sums = wide.select("area_id", limit=limit, sum=pl.sum_horizontal(GROUPS.values(), ignore_nulls=False)).drop_nulls()
    wrong = sums.filter((pl.col("sum") - 100).abs() > pl.col("limit"))
    if not wrong.is_empty():
        key, _, found = wrong.row(0)
        msg = f"{where}: the five shares of {key} add up to {found:.1f} ({wrong.height} municipalities). Get it again."
        raise SourceContentError(msg)
    return Reading(facts=melt_facts(wide, file, level="gemeinde"))


READER: Final = Reader("census_ages", read)
