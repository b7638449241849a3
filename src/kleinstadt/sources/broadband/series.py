"""Breitbandatlas, the series 2010 to 2018: a sheet a level, a column a technology, speed and year.

The years mean their end: Germany has 70.1 % from 50 Mbit/s in the column of 2015 (report "Mitte 2015": 68.7 %) and
87.8 % in that of 2018 (reports "Mitte 2018": 82.9 %, "Ende 2018": 87.7 %); the municipalities of 2018 are those of the
edition 2018-12, which has them in whole percents.

For 2010 to 2014 the sheets of municipalities and Kreise were filled for 158 of the 401 Kreise only (to Kreis 07235);
the rest says 0 where the sheet of Länder says otherwise. These zeros are missing. The sheet for Germany speaks of the
filled half in these years (2011 from 50 Mbit/s: 56.3 %; report "Ende 2011": 48 %), so it is unreliable there.

All sheets use the keys of 31 December 2017.
"""

import re
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceLayoutError
from kleinstadt.keys import BUND, kreis_of, pad_key
from kleinstadt.sources.broadband.shares import refuse_bad_keys, shares, variable, with_households
from kleinstadt.sources.reading.tables import FACTS, RawFile, refuse_doubled, tidy
from kleinstadt.sources.reading.text import require_columns
from kleinstadt.sources.reading.workbook import Row, Sheet, Workbook, cell_text, text_frame

LEVELS: Final = {"deutschland": "bund", "bundesland": "land", "landkreis": "kreis", "gemeinde": "gemeinde"}

TECHNOLOGIES: Final = {"300": "all"}

_COLUMN: Final = re.compile(r"^verf_(\d+)_(\d+)_(\d{4})$")


def read_series(path: Path, file: RawFile) -> pl.DataFrame:
    """Facts of the yearly series, at all four levels.

    Parameters
    ----------
    path : Path
        The raw file, a spreadsheet.
    file : RawFile
        Its row of the catalogue.

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
        For shares or keys that cannot be.
    """
    workbook = Workbook(path)
    long = pl.concat(
        _long(_sheet_of(workbook, word), level).with_columns(level=pl.lit(level)) for word, level in LEVELS.items()
    )
    return tidy(_with_gaps(long), FACTS, territory=file.territory, source=file.source)


def _sheet_of(workbook: Workbook, word: str) -> Sheet:
    """The sheet of one level, recognised by the word in its name."""
    names = [name for name in workbook.sheet_names if word in name.lower()]
    return workbook.sheet(names[0] if len(names) == 1 else f"verf_{word}")


def _long(sheet: Sheet, level: str) -> pl.DataFrame:
    """One row an area, variable and period: columns `area_id`, `variable`, `period`, `value`."""
    header = [cell_text(cell) or f"column {i}" for i, cell in enumerate(_first_row(sheet), start=1)]
    columns = _columns(header, sheet.where)
    table = text_frame(sheet.rows[1:], header)
    text = table.select(_area_id(table, level, sheet.where), *columns)
    wide = refuse_doubled(shares(text, sheet.where), ["area_id"], sheet.where)
    long = with_households(wide).unpivot(index="area_id", variable_name="column")
    meanings = [(name, *meaning) for name, meaning in columns.items()]
    names = pl.DataFrame(meanings, ["column", "variable", "period"], orient="row")
    return long.join(names, on="column", maintain_order="left").drop("column")


def _first_row(sheet: Sheet) -> Row:
    return sheet.rows[0] if sheet.rows else []


def _columns(header: list[str], where: str) -> dict[str, tuple[str, str]]:
    """Variable and period of each column of shares."""
    found = {name: match for name in header if (match := _COLUMN.match(name))}
    strange = sorted({match[1] for match in found.values()} - set(TECHNOLOGIES))
    if strange or not found:
        msg = (
            f"{where}: no column such as 'verf_300_50_2018' of a known technology ({', '.join(TECHNOLOGIES)}; found: "
            f"{', '.join(header)}). The publisher has probably changed the layout: compare with `kleinstadt sources`."
        )
        raise SourceLayoutError(msg)
    return {name: (variable(TECHNOLOGIES[m[1]], m[2]), f"{m[3]}-12") for name, m in found.items()}


def _area_id(table: pl.DataFrame, level: str, where: str) -> pl.Series:
    if level == "bund":
        return pl.Series("area_id", [BUND] * table.height)
    require_columns(table.columns, ["ags"], where)
    area_id = table.select(pad_key(pl.col("ags"), level).alias("area_id")).to_series()
    refuse_bad_keys(table["ags"], area_id, where)
    return area_id


def _with_gaps(long: pl.DataFrame) -> pl.DataFrame:
    """Take the zeros that mean "not filled" as missing; status for every row.

    A year has a gap if a whole Kreis has 0 in all columns. An area that has 0 throughout all years with a gap was not
    filled in; what is given for Germany in these years speaks of the filled part only.
    """
    gaps = _years_with_gaps(long)
    in_gap = pl.col("period").is_in(gaps)
    reached = pl.col("value").filter(in_gap).max().over("level", "area_id") > 0
    status = (
        pl.when(in_gap & (pl.col("level") == "bund"))
        .then(pl.lit("unreliable"))
        .when((in_gap & ~reached.fill_null(value=False)) | pl.col("value").is_null())
        .then(pl.lit("missing"))
        .otherwise(pl.lit("measured"))
    )
    long = long.with_columns(status=status)
    return long.with_columns(value=pl.when(pl.col("status") == "measured").then("value"))


def _years_with_gaps(long: pl.DataFrame) -> list[str]:
    local = long.filter(pl.col("level").is_in(["kreis", "gemeinde"]))
    reached = local.group_by("level", kreis_of(pl.col("area_id")), "period").agg(pl.col("value").max())
    return sorted(reached.filter(pl.col("value") == 0)["period"].unique().to_list())
