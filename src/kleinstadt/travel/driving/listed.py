"""Lists of places that a user writes: CSV with a heading, lon and lat in degrees."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from kleinstadt.errors import SourceLayoutError, SourceMissingError


def read_listed(path: Path, columns: Sequence[str]) -> pl.DataFrame:
    """These columns of the file: lon and lat as Float64 (degrees, an empty one stays null), all others as text.

    Raises SourceMissingError, SourceLayoutError (no CSV in UTF-8, columns, numbers).
    """
    expected = ", ".join(columns)
    if not path.is_file():
        msg = f"{path}: no such file. Expected a CSV with the columns {expected}."
        raise SourceMissingError(msg)
    try:
        table = pl.read_csv(path, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        msg = f"{path.name}: is no well-formed CSV in UTF-8 ({error}). Expected the columns {expected}."
        raise SourceLayoutError(msg) from error
    if missing := [name for name in columns if name not in table.columns]:
        msg = f"{path.name}: no column {', '.join(missing)} (found: {', '.join(table.columns)}). Expected {expected}."
        raise SourceLayoutError(msg)
    try:
        return table.select(columns).with_columns(pl.col("lon", "lat").str.strip_chars().cast(pl.Float64))
    except pl.exceptions.InvalidOperationError as error:
        msg = f"{path.name}: lon and lat must be numbers in degrees with a decimal point ({error})."
        raise SourceLayoutError(msg) from error
