"""Lists of places that a user writes: CSV with a heading, lon and lat in degrees."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from kleinstadt.errors import SourceLayoutError, SourceMissingError
from kleinstadt.sources.reading.text import why, without_blank


def read_listed(path: Path, columns: Sequence[str]) -> pl.DataFrame:
    """A list of places that a user wrote.

    Parameters
    ----------
    path : Path
        A CSV with a heading.
    columns : sequence of str
        Columns that it must have, lon and lat among them.

    Returns
    -------
    pl.DataFrame
        These columns: lon and lat as Float64 (degrees, an empty one stays null), all others as text.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it is no CSV in UTF-8, or lacks a column or a number.
    """
    expected = ", ".join(columns)
    if not path.is_file():
        msg = f"{path}: no such file. Expected a CSV with the columns {expected}."
        raise SourceMissingError(msg)
    try:
        table = pl.read_csv(path, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        msg = f"{path.name}: is no well-formed CSV in UTF-8 ({why(error)}). Expected the columns {expected}."
        raise SourceLayoutError(msg) from error
    if missing := [name for name in columns if name not in table.columns]:
        msg = f"{path.name}: no column {', '.join(missing)} (found: {', '.join(table.columns)}). Expected {expected}."
        raise SourceLayoutError(msg)
    return _in_degrees(without_blank(table.select(columns)), path.name)


def _in_degrees(table: pl.DataFrame, where: str) -> pl.DataFrame:
    """lon and lat as numbers, an empty one null; raises SourceLayoutError naming the first cell that is none."""
    numbers = {name: pl.col(name).str.strip_chars().replace("", None) for name in ("lon", "lat")}
    read = table.with_columns(cell.cast(pl.Float64, strict=False).alias(name) for name, cell in numbers.items())
    for name, cell in numbers.items():
        odd = table.filter(cell.is_not_null() & ~read[name].is_finite().fill_null(value=False))
        if not odd.is_empty():
            msg = (
                f"{where}: {odd.height} cells of '{name}' are no degrees, first {odd[name][0]!r}. lon and lat must be "
                "numbers with a decimal point: 9.68, not 9,68."
            )
            raise SourceLayoutError(msg)
    return read
