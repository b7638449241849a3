"""Population by age and sex of all municipalities of Baden-Württemberg, 1995, 2000, 2005, 2010.

Statistisches Landesamt Baden-Württemberg; a CSV, a row an area and age group. Keys lack the zero of the Land; areas are
the Land, Regierungsbezirke, Kreise and 1,102 municipalities on the borders of 2010 (08415086 had not joined its
neighbour). Seventeen groups of ages, from three to ten years; only those from 20 to 65 have five.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.sources.reading.symbols import value_and_status
from kleinstadt.sources.reading.tables import FACTS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

COLUMNS: Final = [
    "AGS",
    "Ort",
    "Alter von bis unter",
    "Bevölkerung insgesamt",
    "Bevölkerung männlich",
    "Bevölkerung weiblich",
]
ALL: Final = "Insgesamt"
GROUPS: Final = {
    "10 - 15 Jahre": "10_14",
    "15 - 18 Jahre": "15_17",
    "18 - 20 Jahre": "18_19",
    **{f"{age} - {age + 5} Jahre": f"{age}_{age + 4}" for age in range(20, 65, 5)},
}
FERTILE: Final = tuple(f"{age} - {age + 5} Jahre" for age in range(20, 45, 5))


def read(path: Path, file: RawFile) -> Reading:
    """Facts `aged_20_24` ... (persons), `women_20_44`, `men_20_44` of municipalities.

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
        For doubled rows, ages that miss their total, an absent group.
    """
    where = path.name
    table = read_delimited(decode(read_bytes(path), where), where, COLUMNS)
    towns = table.filter(pl.col("AGS").str.contains(r"^8\d{6}$")).select(
        area_id="0" + pl.col("AGS"),
        group=pl.col("Alter von bis unter").str.replace_all(r"\s+", " "),
        total=value_and_status(table["Bevölkerung insgesamt"], where)[0].filter(table["AGS"].str.contains(r"^8\d{6}$")),
        men=value_and_status(table["Bevölkerung männlich"], where)[0].filter(table["AGS"].str.contains(r"^8\d{6}$")),
        women=value_and_status(table["Bevölkerung weiblich"], where)[0].filter(table["AGS"].str.contains(r"^8\d{6}$")),
    )
    refuse_doubled(towns, ["area_id", "group"], where)
    _refuse_wrong_sums(towns, where)
    groups = towns.filter(pl.col("group").is_in(list(GROUPS))).select(
        "area_id", value="total", variable="aged_" + pl.col("group").replace_strict(GROUPS)
    )
    sexes = [
        towns.filter(pl.col("group").is_in(list(FERTILE)))
        .group_by("area_id")
        .agg(value=pl.col(sex).sum(), variable=pl.lit(f"{sex}_20_44"))
        for sex in ("women", "men")
    ]
    long = pl.concat([groups, *(frame.select(groups.columns) for frame in sexes)]).sort("variable", "area_id")
    constants = {"level": "gemeinde", "territory": file.territory, "period": file.period, "source": file.source}
    return Reading(facts=tidy(long, FACTS, status="measured", **constants))


def _refuse_wrong_sums(towns: pl.DataFrame, where: str) -> None:
    whole = towns.filter(pl.col("group") == ALL).select("area_id", all="total")
    parts = towns.filter(pl.col("group") != ALL).group_by("area_id").agg(pl.col("total").sum(), pl.col("group"))
    both = parts.join(whole, on="area_id", how="full", coalesce=True)
    lacking = pl.lit(list(GROUPS)).list.set_difference(pl.col("group")).list.len() > 0
    wrong = both.filter((pl.col("total") != pl.col("all")).fill_null(value=True) | lacking)
    if not wrong.is_empty():
        msg = f"{where}: the ages of {wrong['area_id'][0]} do not add up, or a group is not there. Get the file again."
        raise SourceContentError(msg)


READER: Final = Reader("ages_bw", read)
