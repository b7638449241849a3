"""Census of 9 May 2011 on cells of one kilometre: one quantity a file.

In every file -1 says that there is nothing to tell (nobody lives there, no dwelling, or withheld); such cells are
left out. -9 says that there is a value too uncertain to be published. Small counts were changed for secrecy: the
population adds up to 80,212,528 where the official total is 80,219,695.
"""

from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.reading.parquet import read_parquet
from kleinstadt.sources.reading.tables import CELLS, RawFile, Reader, Reading, refuse_doubled, tidy
from kleinstadt.sources.reading.text import require_columns

VARIABLES: Final = {
    "Einwohner": "grid_population",
    "Alter_D": "grid_age_years",
    "Auslaender_A": "grid_foreign_pct",
    "Frauen_A": "grid_women_pct",
    "unter18_A": "grid_under18_pct",
    "ab65_A": "grid_65plus_pct",
    "HHGroesse_D": "grid_household_size_persons",
    "Leerstandsquote": "grid_vacancy_pct",
    "Wohnfl_Bew_D": "grid_living_space_m2",
}
NOTHING: Final = -1
UNCERTAIN: Final = -9
CENTRE_M: Final = 500  # centres lie half a kilometre off the kilometre lines


def read(path: Path, file: RawFile) -> Reading:
    """Cells with a value or with the reason for its absence.

    Parameters
    ----------
    path : Path
        The raw file.
    file : RawFile
        Its row of the catalogue: borders and period.

    Returns
    -------
    Reading
        Tables: cells.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it is no Parquet file, or of an unknown quantity.
    SourceContentError
        For a doubled cell, a place that is no cell centre, an impossible value.
    """
    table = read_parquet(path)
    require_columns(table.columns, ["x", "y"], path.name)
    column = _quantity(table.columns, path.name)
    cells = table.select("x", "y", value=pl.col(column).cast(pl.Float64)).filter(pl.col("value") != NOTHING)
    _refuse_impossible(cells, column, path.name)
    refuse_doubled(cells, ["x", "y"], path.name)
    uncertain = pl.col("value") == UNCERTAIN
    cells = cells.with_columns(
        value=pl.when(~uncertain).then(pl.col("value")),
        status=pl.when(uncertain).then(pl.lit("unreliable")).otherwise(pl.lit("measured")),
    )
    return Reading(cells=tidy(cells, CELLS, period=file.period, variable=VARIABLES[column], source=file.source))


def _quantity(columns: list[str], where: str) -> str:
    others = [name for name in columns if name not in ("x", "y")]
    if len(others) == 1 and others[0] in VARIABLES:
        return others[0]
    msg = f"{where}: expected x, y and one of {', '.join(VARIABLES)} (found: {', '.join(columns)})."
    raise SourceLayoutError(msg)


def _refuse_impossible(cells: pl.DataFrame, column: str, where: str) -> None:
    off_centre = (pl.col("x") % 1000 != CENTRE_M) | (pl.col("y") % 1000 != CENTRE_M)
    highest = 100.0 if VARIABLES[column].endswith("_pct") else float("inf")
    in_range = pl.col("value").is_between(0, highest) | (pl.col("value") == UNCERTAIN)
    wrong = cells.filter(off_centre.fill_null(value=True) | ~in_range.fill_null(value=False))
    if not wrong.is_empty():
        x, y, value = wrong.row(0)
        msg = (
            f"{where}: {wrong.height} cells are wrong, first x={x}, y={y} with '{column}' = {value}; expected centres "
            f"at {CENTRE_M} m past the kilometre and values of 0 or more (shares: up to 100), -1 or -9. "
            "Get the file again."
        )
        raise SourceContentError(msg)


READER: Final = Reader("zensus2011_grid", read)
