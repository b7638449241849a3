"""Frames as files for other programs: CSV, JSON, Markdown, Excel, GeoPackage."""

import json
from typing import Any, Final, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.edition.edition import Edition, Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.files import temporary_folder
from kleinstadt.spreadsheets import csv_bytes, excel_bytes
from kleinstadt.territory.gazetteer import KEY_COLUMN

FORMATS: Final = ("csv", "json", "md", "xlsx")
WITH_BORDERS: Final = (*FORMATS, "gpkg")


def known_format(form: str, formats: tuple[str, ...] = FORMATS) -> str:
    """The format, if it is one of those that can be written.

    Parameters
    ----------
    form : str
        Name of a format, "csv".
    formats : tuple of str
        Those that can be written.

    Returns
    -------
    str
        The same.

    Raises
    ------
    UnknownNameError
        For any other, listing them.
    """
    if form not in formats:
        msg = f"No format '{form}'. There are: {', '.join(formats)}."
        raise UnknownNameError(msg)
    return form


def clean(frame: pl.DataFrame) -> pl.DataFrame:
    """Floats without the dust of binary arithmetic (six decimals); what is no number is missing.

    Parameters
    ----------
    frame : pl.DataFrame
        Of any columns.

    Returns
    -------
    pl.DataFrame
        The same columns.
    """
    return pl.DataFrame([_clean(column) if column.dtype.is_float() else column for column in frame.get_columns()])


def _clean(column: pl.Series) -> pl.Series:
    """The column rounded; by NumPy, as a query would wait for a thread of its own on every answer of the API."""
    return pl.Series(column.name, without_dust(column.to_numpy()), column.dtype, nan_to_null=True)


def without_dust(numbers: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """Numbers as they are given away: with six decimals.

    Parameters
    ----------
    numbers : array of float
        Of any shape.

    Returns
    -------
    array of float
        Same shape.
    """
    return np.round(numbers, 6)


def to_bytes(frame: pl.DataFrame, form: str, sheet: str = "kleinstadt", note: str = "") -> bytes:
    """A frame as a file in one of the formats csv, json, md, xlsx.

    Parameters
    ----------
    frame : pl.DataFrame
        Of any columns.
    form : {"csv", "json", "md", "xlsx"}
        The format.
    sheet : str
        Name of the sheet (xlsx).
    note : str
        What a reader must know of the numbers: below the table (md), in every row (json), on a sheet of its own (xlsx);
        a CSV has no room for it.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    UnknownNameError
        For another format.

    Examples
    --------
    >>> to_bytes(pl.DataFrame({"name": ["Eichwalde"], "share": [0.1 + 0.2]}), "csv").split()
    [b'name,share', b'Eichwalde,0.3']
    """
    known_format(form)
    frame = clean(frame)
    if form == "csv":
        return csv_bytes(frame)
    if form == "json":
        rows = [row | {"note": note} for row in frame.to_dicts()] if note else frame.to_dicts()
        return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
    if form == "md":
        return (_markdown(frame) + (f"\n{note}\n" if note else "")).encode()
    return excel_bytes({sheet: frame}, note)


def _markdown(frame: pl.DataFrame) -> str:
    numbers = [kind.is_numeric() for kind in frame.dtypes]
    head = "| " + " | ".join(frame.columns) + " |"
    rule = "|" + "|".join(" ---: " if number else " --- " for number in numbers) + "|"
    rows = ["| " + " | ".join(_markdown_cell(cell) for cell in row) + " |" for row in frame.rows()]
    return "\n".join([head, rule, *rows]) + "\n"


def _markdown_cell(cell: object) -> str:
    return "" if cell is None else str(cell).replace("|", "\\|").replace("\n", " ")


def areas(edition: Edition, year: int, level: str, indicators: list[str], form: str) -> bytes:
    """All areas of a level as a file.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.
    level : str
        Level of the areas.
    indicators : list of str
        Ids of indicators; "all" for all that the edition has.
    form : {"csv", "json", "md", "xlsx", "gpkg"}
        The format; "gpkg" has the borders.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    UnknownNameError
        For a level, format, indicator or year that is not there.
    """
    if level not in KEY_COLUMN:
        msg = f"No level '{level}'. There are: {', '.join(KEY_COLUMN)}."
        raise UnknownNameError(msg)
    known_format(form, WITH_BORDERS)
    named = [name for name in indicators if name != "all"]
    wanted = [*edition.indicators, *named] if "all" in indicators else named
    frame = edition.areas(year, cast("Level", level), wanted)
    return _geopackage(edition, frame, year, level) if form == "gpkg" else to_bytes(frame, form, level)


def _geopackage(edition: Edition, frame: pl.DataFrame, year: int, level: str) -> bytes:
    """The frame with borders, EPSG:25832, one layer named after level and year."""
    key = KEY_COLUMN[level]
    borders = edition.polygons(year, cast("Level", level))
    layer = borders[["geometry"]].join(clean(frame).to_pandas().set_index(key)).reset_index(names=key)
    with temporary_folder() as folder:
        path = folder / "areas.gpkg"
        layer.to_file(path, driver="GPKG", layer=f"{level}_{year}")
        return path.read_bytes()
