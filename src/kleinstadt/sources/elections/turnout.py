"""Turnout at the last election of each municipal council, as the offices of the Länder publish it; a row an election.

Land and federal elections in the same file are left out: another quantity. So are rows in which postal voters are
counted jointly with those of other municipalities (`postal_joint`), and what comes to more than all is unreliable:
postal votes were booked elsewhere. The councils were elected from 2019 (Baden-Württemberg, Sachsen-Anhalt) to 2024
(Brandenburg, Mecklenburg-Vorpommern, Sachsen); each is kept under its own year. Nordrhein-Westfalen, Rheinland-Pfalz,
Saarland, Schleswig-Holstein, Thüringen and the city states are not in the file.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.keys import check_key
from kleinstadt.sources.reading.symbols import value_and_status
from kleinstadt.sources.reading.tables import FACTS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited

COLUMNS: Final = ["election", "date", "ags", "postal_joint", "eligible", "voters", "turnout"]
MUNICIPAL: Final = r"^(Gemeinderatswahl|Gemeindewahl|Kommunalwahl)\b"
DAY: Final = r"^20\d\d-[01]\d-[0-3]\d$"
ROUNDING: Final = 0.06  # of the printed turnout, percentage points
VARIABLES: Final = {"eligible": "eligible_voters", "voters": "voters"}


def read(path: Path, file: RawFile) -> Reading:
    """Facts `eligible_voters` and `voters` (persons) of municipalities; the period is the year of the election.

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
        For other columns or encoding.
    KeyFormatError
        For a key that is none.
    SourceContentError
        For a day that is none, a municipality with two elections of one day, cells that are no number, a printed
        turnout that its two numbers contradict.
    """
    where = path.name
    table = read_delimited(decode(read_bytes(path), where), where, COLUMNS)
    wanted = table.filter(pl.col("election").str.contains(MUNICIPAL) & (pl.col("postal_joint") == "False"))
    odd = wanted.filter(~pl.col("ags").str.contains(r"^(0[1-9]|1[0-6])\d{6}$"))
    if not odd.is_empty():
        check_key(str(odd["ags"][0]), "gemeinde")
    if not (days := wanted.filter(~pl.col("date").str.contains(DAY))).is_empty():
        msg = f"{where}, 'date': {days['date'][0]!r} of {days['ags'][0]} is no day as 2019-05-26. Get the file again."
        raise SourceContentError(msg)
    refuse_doubled(wanted, ["ags", "date"], where)
    newest = wanted.sort("date").unique("ags", keep="last", maintain_order=True).sort("ags")
    names = ("eligible", "voters", "turnout")
    numbers = newest.with_columns(value_and_status(newest[name], f"{where}, '{name}'", symbols={})[0] for name in names)
    _refuse_contrary(numbers, where)
    possible = (pl.col("voters") <= pl.col("eligible")).fill_null(value=False)
    year = pl.col("date").str.slice(0, 4).alias("period")
    long = numbers.select("ags", year, *(pl.when(possible).then(name).alias(new) for name, new in VARIABLES.items()))
    facts = long.unpivot(index=["ags", "period"], variable_name="variable", value_name="value").rename(
        {"ags": "area_id"}
    )
    said = pl.when(pl.col("value").is_null()).then(pl.lit("unreliable")).otherwise(pl.lit("measured"))
    constants = {"level": "gemeinde", "territory": file.territory, "source": file.source}
    return Reading(facts=tidy(facts.with_columns(status=said), FACTS, **constants))


def _refuse_contrary(numbers: pl.DataFrame, where: str) -> None:
    computed = pl.col("voters") / pl.col("eligible") * 100
    wrong = numbers.filter((computed - pl.col("turnout")).abs() > ROUNDING)
    if not wrong.is_empty():
        key, printed = wrong.select("ags", "turnout").row(0)
        msg = f"{where}: turnout of {key} is printed as {printed}, its voters say otherwise ({wrong.height} rows)."
        raise SourceContentError(msg)


READER: Final = Reader("turnout", read)
