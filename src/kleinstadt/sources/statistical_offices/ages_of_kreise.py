"""Population by sex and single years of age, by Kreis, 31 December 2015 to 2018 (Regionaldatenbank, table 12411).

GENESIS's text export packed with gzip: latin-1, semicolons, six lines of titles, then a row an area and age, at the end
notes. Areas are Germany, Länder, Regierungsbezirke, Kreise and the districts of Berlin; Hamburg and Berlin have no
Kreis and stand for theirs. A Kreis that is no more has dashes throughout. Ages from 75 on are in classes of five years.

Kept is what is asked for: mean age (everybody half a year older than the age, in classes the middle, from 90 on 93),
women per 100 men aged 20 to under 45, and shares of three ages.
"""

import re
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.reading.archives import inflate_gzip
from kleinstadt.sources.reading.symbols import value_and_status
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading, melt_facts, refuse_doubled
from kleinstadt.sources.reading.text import decode, read_bytes

HEADER: Final = ";;;Insgesamt;männlich;weiblich"
DAY: Final = "Stichtag: 31.12.{year};"
COLUMNS: Final = ("key", "name", "age", "total", "men", "women")
CITY_STATES: Final = {"02": "02000", "11": "11000"}
OLDEST: Final = 90
MIDDLE_OF_OLDEST: Final = 93.0
ALL_AGES: Final = 79


def read(path: Path, file: RawFile) -> Reading:
    """Facts of Kreise: `kreis_mean_age_years`, `kreis_women_per_100_men_20_44`, shares `kreis_aged_*_pct`.

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
        If it is no gzip file, or has other titles or another day.
    SourceContentError
        For cells that are no number, a Kreis without one of the ages, ages that miss their total.
    """
    ages = _ages(_rows(path, file), path.name)
    facts = ages.group_by("area_id", maintain_order=True).agg(
        kreis_mean_age_years=(pl.col("total") * pl.col("middle")).sum() / pl.col("total").sum(),
        kreis_women_per_100_men_20_44=_among("women", 20, 45) / _among("men", 20, 45) * 100,
        kreis_aged_0_17_pct=_among("total", 0, 18) / pl.col("total").sum() * 100,
        kreis_aged_18_29_pct=_among("total", 18, 30) / pl.col("total").sum() * 100,
        kreis_aged_65_pct=_among("total", 65, 999) / pl.col("total").sum() * 100,
    )
    return Reading(facts=melt_facts(facts.sort("area_id"), file, level="kreis"))


def _among(who: str, youngest: int, below: int) -> pl.Expr:
    return pl.col(who).filter(pl.col("age").is_between(youngest, below, closed="left")).sum()


def _rows(path: Path, file: RawFile) -> pl.DataFrame:
    """The rows of Kreise as text, those of Kreise that are no more left out."""
    data = inflate_gzip(read_bytes(path), path.name)
    lines = decode(data, path.name, "latin-1").splitlines()
    titles = lines[: lines.index(HEADER)] if HEADER in lines else []
    if not any(line.startswith(DAY.format(year=file.period)) for line in titles):
        msg = (
            f"{path.name}: expected the table of 31.12.{file.period} with the heading '{HEADER}' "
            f"(found: {' / '.join(lines[:6])}). Take the CSV export of table 12411 by Kreis and single years of age."
        )
        raise SourceLayoutError(msg)
    cells = [line.split(";") for line in lines[len(titles) + 1 :] if line.count(";") == len(COLUMNS) - 1]
    table = pl.DataFrame(cells, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    of_kreise = table.with_columns(area_id=pl.col("key").replace(CITY_STATES)).filter(
        pl.col("area_id").str.contains(r"^\d{5}$")
    )
    return of_kreise.filter((pl.col("total") != "-").any().over("area_id"))


def _ages(rows: pl.DataFrame, where: str) -> pl.DataFrame:
    """area_id, age (youngest of its class), middle (years), total, men, women; refuses what does not add up."""
    names = ("total", "men", "women")
    numbers = rows.with_columns(value_and_status(rows[name], f"{where}, '{name}'")[0] for name in names)
    ages = {text: _age(text) for text in rows["age"].unique(maintain_order=True)}
    aged = numbers.with_columns(
        age=pl.col("age").replace_strict({text: age for text, (age, _) in ages.items()}, return_dtype=pl.Int32),
        middle=pl.col("age").replace_strict({text: mid for text, (_, mid) in ages.items()}, return_dtype=pl.Float64),
    )
    whole = aged.filter(pl.col("age") < 0).select("area_id", all="total")
    parts = refuse_doubled(aged.filter(pl.col("age") >= 0), ["area_id", "age"], where)
    sums = parts.group_by("area_id").agg(pl.col("total").sum(), pl.len()).join(whole, on="area_id", how="full")
    wrong = sums.filter((pl.col("total") != pl.col("all")).fill_null(value=True) | (pl.col("len") != ALL_AGES))
    if not wrong.is_empty():
        msg = f"{where}: the ages of {wrong['area_id'][0]} do not add up to its total. Get the file again."
        raise SourceContentError(msg)
    return parts


def _age(text: str) -> tuple[int, float]:
    """Youngest age of a class and its middle; -1 for all ages."""
    if text == "Insgesamt":
        return -1, 0.0
    if text == "unter 1 Jahr":
        return 0, 0.5
    if text == f"{OLDEST} Jahre und mehr":
        return OLDEST, MIDDLE_OF_OLDEST
    found = re.fullmatch(r"(\d+) bis unter (\d+) Jahre", text)
    if found is None:
        msg = f"'{text}' is no age that table 12411 has. The office has changed the layout."
        raise SourceLayoutError(msg)
    return int(found[1]), (int(found[1]) + int(found[2])) / 2


READER: Final = Reader("ages_kreise", read)
