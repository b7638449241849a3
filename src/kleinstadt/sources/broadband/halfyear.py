"""Breitbandatlas, one half-year: a row a municipality, a column a technology and speed.

The editions 2018-06 to 2021-06 come as text in several dialects (comma or semicolon; cells, or whole rows, quoted;
UTF-8 or cp1252; decimal point or comma), told apart by their content. What they hold besides municipalities:

- rows without any household (unincorporated areas, water): zero in every column. They are left out, as a share of
  nothing is not zero. No municipality is among them in any edition.
- districts of five cities (keys below a kreisfreie Stadt: Hamburg, Bremen, Köln, München, Berlin). They are left out.
- in the editions with districts the rows of these five cities were appended. Their share must lie between those of
  their districts; where it does not (mobile: 0 against 97 to 100), or where the whole row repeats the edition before
  (2020-06, to the last digit), the mean of the districts stands in, with status "modelled". In the other editions
  this mean is within 2 points of the published share from 16 to 1000 Mbit/s. Where a city has no row at all
  (businesses), it has this mean, too.

All editions use the keys of 31 December 2015, and each has all of the 11,330 municipalities and unincorporated
areas of that day, in no order: a file with fewer was cut off.
"""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.keys import pad_key
from kleinstadt.sources.broadband.shares import refuse_bad_keys, shares, variable, with_households
from kleinstadt.sources.reading.tables import FACTS, RawFile, melt_facts, refuse_doubled, tidy
from kleinstadt.sources.reading.text import decode, read_bytes, read_delimited, refuse_cut

TECHNOLOGIES: Final = {
    "alle Technologien": "all",
    "leitungsg. Technologien": "wired",
    "mobile Technologien": "mobile",
    "DSL": "dsl",
    "CATV": "catv",
    "FTTH/B": "ftth",
    "300": "all",
    "FTTH": "ftth",
}

# Editions whose five city rows are those of the edition before, to the last digit.
CITIES_WITH_DISTRICTS: Final = ("02000000", "04011000", "05315000", "09162000", "11000000")
STALE_CITY_ROWS: Final = frozenset({"2020-06"})

# Municipalities and unincorporated areas by the day of their keys: what every file of these keys has.
AREAS_OF: Final = {date(2015, 12, 31): 11_330}

# Whole percents in some cells: a city may lie outside its districts by rounding alone.
ROUNDING_PCT: Final = 1.0

# The edition of mid-2018 has short names ("300_50": all technologies), and techniques that later ones no longer list.
_SHORT: Final = re.compile(r"^(300|DSL|CATV|FTTH)_(\d+)$")
_RETIRED: Final = re.compile(r"^(PLC|UMTS|LTE|WLAN|WiMAX)_\d+$")

_HEADING: Final = re.compile(r"^(.+?)\s*(?:≥|>=)\s*(\d+)\s*Mbit/s$")


def read_halfyear(path: Path, file: RawFile, areas: int | None = None) -> pl.DataFrame:
    """Facts of municipalities at one half-year.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.
    areas : int, optional
        How many areas the file must have, districts apart; all of its day by default.

    Returns
    -------
    pl.DataFrame
        FACTS, per cent of households.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For another layout.
    SourceContentError
        For shares or keys that cannot be, doubled or lacking areas, or a catalogue that does not say the half-year.
    """
    if file.period is None:
        msg = f"{path.name}: does not say which half-year it speaks of; its row in editions.csv must (e.g. 2018-12)."
        raise SourceContentError(msg)
    table = _table(path)
    variables = _variables(table.columns, path.name)
    area_id = table.select(pad_key(pl.col("AGS"), "gemeinde").alias("area_id")).to_series()
    refuse_bad_keys(table["AGS"], area_id, path.name)
    text = table.select(area_id, *(pl.col(heading).alias(name) for heading, name in variables.items()))
    wide = refuse_doubled(shares(text, path.name), ["area_id"], path.name)
    _refuse_few(wide, areas or AREAS_OF.get(file.territory or date.min), file, path.name)
    rest, districts = _without_districts(with_households(wide))
    cities = rest.filter(pl.col("area_id").is_in(districts["city"].unique().implode()))
    others = rest.join(cities, on="area_id", how="anti")
    checked = _checked_cities(cities, districts, stale=file.period in STALE_CITY_ROWS)
    constants = {"level": "gemeinde", "territory": file.territory, "period": file.period, "source": file.source}
    return pl.concat([melt_facts(others, file, level="gemeinde"), tidy(checked, FACTS, **constants)])


def _table(path: Path) -> pl.DataFrame:
    """All cells as text, whatever the dialect."""
    data = read_bytes(path)
    text = decode(data, path.name, "utf-8" if _is_utf8(data) else "cp1252")
    separator = ";" if ";" in text.partition("\n")[0] else ","
    refuse_cut(text, path.name, separator)
    if _rows_are_quoted(text.partition("\n")[0].strip()):
        text = _unquoted_rows(text, path.name)
    return read_delimited(text, path.name, ["AGS"], separator)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rows_are_quoted(header: str) -> bool:
    """Whether whole rows are quoted, not only cells: then the header is one field, whatever the separator."""
    return header.startswith('"') and all(len(next(csv.reader([header], delimiter=mark))) == 1 for mark in ",;")


def _unquoted_rows(text: str, where: str) -> str:
    rows = [row for row in csv.reader(text.splitlines()) if row]
    plain = next((number for number, row in enumerate(rows, start=1) if len(row) != 1), None)
    if plain is not None:
        msg = (
            f"{where}: the header is quoted as a whole, but row {plain} is not. Get the file again from its publisher."
        )
        raise SourceLayoutError(msg)
    return "".join(f"{row[0]}\n" for row in rows)


def _variables(headings: list[str], where: str) -> dict[str, str]:
    """Name of the variable of each heading except the key's and those of retired technologies."""
    kept = [heading for heading in headings if heading != "AGS" and not _RETIRED.match(heading)]
    found = {heading: _HEADING.match(heading) or _SHORT.match(heading) for heading in kept}
    odd = [name for name, match in found.items() if not match or match[1] not in TECHNOLOGIES]
    if odd or not found:
        msg = (
            f"{where}: column {', '.join(map(repr, odd[:3])) or 'of any share'} is not understood, expected for "
            f"example 'DSL ≥ 50 Mbit/s' with one of {', '.join(TECHNOLOGIES)}. The publisher has probably changed "
            "the layout: compare with `kleinstadt sources`."
        )
        raise SourceLayoutError(msg)
    return {heading: variable(TECHNOLOGIES[match[1]], match[2]) for heading, match in found.items() if match}


def _without_districts(wide: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split off the districts: keys below a city that is a Kreis of its own (…000), with the city's key as `city`."""
    city = (pl.col("area_id").str.slice(0, 5) + "000").alias("city")
    cities = pl.Series([*wide["area_id"], *CITIES_WITH_DISTRICTS])
    below = city.is_in(cities.implode()) & (city != pl.col("area_id"))
    return wide.filter(~below), wide.with_columns(city).filter(below)


def _refuse_few(wide: pl.DataFrame, expected: int | None, file: RawFile, where: str) -> None:
    """Raise SourceContentError if areas are missing (or too many) among those listed, districts apart."""
    found = _without_districts(wide)[0].height
    if expected is not None and found != expected:
        msg = (
            f"{where}: {found} municipalities and unincorporated areas up to line {wide.height + 1}, the last, "
            f"expected all {expected} of {file.territory}. It was probably cut off: get it again from its publisher."
        )
        raise SourceContentError(msg)


def _checked_cities(cities: pl.DataFrame, districts: pl.DataFrame, *, stale: bool) -> pl.DataFrame:
    """The cities' shares in long form, with the mean of the districts for those that cannot be right."""
    share = pl.col("value")
    span = (
        districts.drop("area_id")
        .unpivot(index="city", variable_name="variable")
        .group_by("city", "variable", maintain_order=True)
        .agg(low=share.min() - ROUNDING_PCT, high=share.max() + ROUNDING_PCT, mean=share.mean())
    )
    long = cities.unpivot(index="area_id", variable_name="variable", value_name="value").with_columns(listed=True)
    means = span.rename({"city": "area_id"})
    long = long.join(means, on=["area_id", "variable"], how="full", coalesce=True, maintain_order="left_right")
    sound = share.is_between("low", "high") & (not stale)
    unknown = share.is_null() & pl.col("listed").is_not_null()  # a city without a row has its districts' mean
    status = pl.when(unknown).then(pl.lit("missing")).when(sound).then(pl.lit("measured"))
    return long.with_columns(
        value=pl.when(sound).then(share).when(~unknown).then("mean"),
        status=status.otherwise(pl.lit("modelled")),
    )
