"""Gemeindeverzeichnis GV100AD of Destatis: fixed width, one record a line of 220 characters, UTF-8.

Positions counted from 1, as in the publisher's description of the records:

| from  | to      | what                                                                       |
| ----- | ------- | -------------------------------------------------------------------------- |
| 1     | 2       | Satzart: 10 Land, 20 Regierungsbezirk, 30 Region, 40 Kreis, 50 Verband, 60 |
| 3     | 10      | Gebietsstand, year month day                                               |
| 11    | 18      | key, as long as the level wants                                            |
| 19    | 22      | Verband (50 and 60)                                                        |
| 23    | 72      | name                                                                       |
| 123   | 124     | Textkennzeichen                                                            |
| 129   | 139     | area in hectares (60)                                                      |
| 140   | 150     | population (60)                                                            |
| 151   | 161     | of which male (60)                                                         |
| 166   | 170     | Postleitzahl of the town hall (60)                                         |

The file does not say of which day its population is; the catalogue must. That of 30.11.2023 adds up to 84,358,845, the
official population of 31.12.2022 on the basis of the census of 2011. It carries no sums and no coordinates.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.destatis.gazetteer_records import LEVELS, RECORD_KINDS, area_table, fact_table, refuse_rows
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading
from kleinstadt.sources.reading.text import decode, read_bytes

_WIDTH: Final = 220
_FIELDS: Final = {  # name: first position counted from 1, length
    "record": (1, 2),
    "territory": (3, 8),
    "number": (11, 8),
    "vb": (19, 4),
    "name": (23, 50),
    "kind": (123, 2),
    "area_ha": (129, 11),
    "population": (140, 11),
    "population_male": (151, 11),
    "postcode": (166, 5),
}
_NUMBERS: Final = ("area_ha", "population", "population_male")
_HECTARES_PER_KM2: Final = 100


def read(path: Path, file: RawFile) -> Reading:
    """Areas of all levels, and population, by sex, and area of each municipality.

    Women are the population without the men, which the file has not apart.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: areas, facts (persons, km²).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For another encoding or width, and for unknown records.
    SourceContentError
        For another territory than the catalogue says, no period, doubled keys, men who are more than all.
    """
    if file.period is None:
        msg = f"{path.name}: does not say of which year its population is; give the year in the catalogue (period)."
        raise SourceContentError(msg)
    lines = _lines(decode(read_bytes(path), path.name), path.name)
    cells = _cells(lines)
    _check_territory(cells, file, path.name)
    areas = area_table(_records(cells), file, path.name)
    return Reading(areas=areas, facts=fact_table(_values(cells.filter(record="60"), path.name), file))


def _lines(text: str, where: str) -> pl.DataFrame:
    """One row a line: row (from 1), line; every line must have the record's width and a known Satzart."""
    lines = pl.DataFrame({"line": text.removesuffix("\n").split("\n")}).with_row_index("row", offset=1)
    lines = lines.with_columns(pl.col("line").str.strip_suffix("\r"))
    wrong = lines.filter(
        (pl.col("line").str.len_chars() != _WIDTH) | ~pl.col("line").str.slice(0, 2).is_in(list(RECORD_KINDS))
    )
    if not wrong.is_empty():
        row, line = wrong.select("row", "line").row(0)
        msg = (
            f"{where}, line {row}: expected {_WIDTH} characters that begin with a Satzart ({', '.join(RECORD_KINDS)}), "
            f"found {len(line)} that begin with '{line[:12]}'. The file is cut off, was edited, or has another layout."
        )
        raise SourceLayoutError(msg)
    return lines


def _cells(lines: pl.DataFrame) -> pl.DataFrame:
    fields = [
        pl.col("line").str.slice(start - 1, length).str.strip_chars().alias(name)
        for name, (start, length) in _FIELDS.items()
    ]
    key = pl.when(record="50").then(pl.concat_str("number", "vb")).otherwise("number")
    name = pl.col("name").str.replace_all(r"\s+", " ")
    return lines.select("row", *fields).with_columns(name, key=key, postcode=pl.col("postcode").replace("", None))


def _check_territory(cells: pl.DataFrame, file: RawFile, where: str) -> None:
    expected = f"{file.territory:%Y%m%d}" if file.territory else "a day"
    found = cells["territory"].unique(maintain_order=True).to_list()
    if found != [expected]:
        msg = (
            f"{where}: expected Gebietsstand {expected} in every record, found {', '.join(found[:5])}. "
            "It is the list of another day: correct the catalogue or the file's name."
        )
        raise SourceContentError(msg)


def _records(cells: pl.DataFrame) -> pl.DataFrame:
    """The record frame of gazetteer_records."""
    kept = cells.filter(pl.col("record").is_in(list(LEVELS)))
    verband = pl.when(record="60").then(pl.concat_str(pl.col("number").str.slice(0, 5), pl.col("vb")))
    unknown = pl.lit(None, dtype=pl.Float64)
    return kept.select(
        "row",
        "record",
        "key",
        verband.alias("verband"),
        "name",
        pl.col("kind").replace("", None),
        "postcode",
        lon=unknown,
        lat=unknown,
    )


def _values(towns: pl.DataFrame, where: str) -> pl.DataFrame:
    digits = pl.all_horizontal(pl.col(name).str.contains(r"^[0-9]{11}$") for name in _NUMBERS)
    refuse_rows(towns, ~digits, where, "have no number of eleven digits for area, population or men")
    values = towns.select("row", "key", "name", pl.col(_NUMBERS).cast(pl.Float64))
    too_many = pl.col("population_male") > pl.col("population")
    refuse_rows(values, too_many, where, "have more men than persons")
    values = values.with_columns(
        population_female=pl.col("population") - pl.col("population_male"),
        area_km2=pl.col("area_ha") / _HECTARES_PER_KM2,
    ).drop("area_ha")
    variables = ("population", "population_male", "population_female", "area_km2")
    return values.with_columns(pl.lit("measured").alias(f"{name}_status") for name in variables)


READER: Final = Reader("gv100", read)
