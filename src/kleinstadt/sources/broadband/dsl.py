"""DSL 2005 to 2008, the first years of the Breitbandatlas: a workbook a year, a sheet a level, a row an area.

Shares of households in percent. All four years use the keys of 31 December 2008; rows
with a name alone carry no figure and are left out. A zero is counted: the means of Kreise hold with it.

A spreadsheet program took some shares for dates when the file was opened in 2021: "31.12" became "31,12,2021", day and
month, and "9.78" became "01,09,1978", month and year. Both are read back; with them every Kreis has the mean that its
own sheet gives. What may be either, the first of a month in 2021, is missing.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceLayoutError
from kleinstadt.keys import pad_key
from kleinstadt.sources.broadband.shares import refuse_bad_keys, shares
from kleinstadt.sources.reading.tables import FACTS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import require_columns
from kleinstadt.sources.reading.workbook import Sheet, Workbook, cell_text, text_frame

VARIABLE: Final = "dsl_households_pct"
OPENED_IN: Final = "2021"  # the year that a spreadsheet program adds to a day and month
DATE: Final = r"^(\d\d),(\d\d),(\d{4})$"


def read(path: Path, file: RawFile) -> Reading:
    """Facts `dsl_households_pct` of municipalities.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: facts (per cent of households).

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        For another layout.
    SourceContentError
        For shares or keys that cannot be.
    """
    table = _municipalities(Workbook(path))
    area_id = table.select(pad_key(pl.col("ags"), "gemeinde").alias("area_id")).to_series()
    refuse_bad_keys(table["ags"], area_id, path.name)
    wide = table.select(area_id, value=as_typed(table["verf_dsl"]))
    long = refuse_doubled(shares(wide, path.name), ["area_id"], path.name).with_columns(
        status=pl.when(pl.col("value").is_null()).then(pl.lit("missing")).otherwise(pl.lit("measured"))
    )
    constants = {"level": "gemeinde", "territory": file.territory, "period": file.period, "source": file.source}
    return Reading(facts=tidy(long, FACTS, variable=VARIABLE, **constants))


def _municipalities(workbook: Workbook) -> pl.DataFrame:
    """The rows of municipalities that have a key, all cells as text."""
    names = [name for name in workbook.sheet_names if name.endswith("_dsl_gem")]
    if len(names) != 1:
        found = ", ".join(workbook.sheet_names)
        msg = f"No single sheet of municipalities, such as 'verf_2005_dsl_gem' (found: {found}). Get the file again."
        raise SourceLayoutError(msg)
    sheet: Sheet = workbook.sheet(names[0])
    header = [cell_text(cell) for cell in sheet.rows[0]] if sheet.rows else []
    require_columns(header, ["ags", "verf_dsl"], sheet.where)
    return text_frame(sheet.rows[1:], header).filter(pl.col("ags") != "")


def as_typed(cells: pl.Series) -> pl.Series:
    """Shares as they were typed before they became dates; one that may be of two readings is empty.

    Parameters
    ----------
    cells : pl.Series
        Cells of a spreadsheet.

    Returns
    -------
    pl.Series
        Shares in per cent, null where empty.
    """
    text = pl.col("cell")
    first, second, year = (text.str.extract(DATE, group) for group in (1, 2, 3))
    of_the_year = year == OPENED_IN
    typed = (
        pl.when(year.is_null())
        .then(text)
        .when(of_the_year & (first == "01"))
        .then(pl.lit(""))
        .when(of_the_year)
        .then(first + "." + second)
        .otherwise(second + "." + year.str.slice(2))
    )
    return pl.DataFrame({"cell": cells}).select(value=typed).to_series()


READER: Final = Reader("broadband_dsl", read)
