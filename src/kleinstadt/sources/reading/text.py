"""Delimited text: strict decoding and errors a user can act on; parsing itself is Polars' work."""

from io import BytesIO
from pathlib import Path

import polars as pl

from kleinstadt.errors import SourceLayoutError, SourceMissingError


def read_bytes(path: Path) -> bytes:
    """The file's bytes.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    bytes
        All of them.

    Raises
    ------
    SourceMissingError
        Without the file.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        msg = f"{path}: no such file. Get it from its publisher (`kleinstadt sources` says where)."
        raise SourceMissingError(msg) from error


def decode(data: bytes, where: str, encoding: str = "utf-8") -> str:
    """Text of bytes, without byte-order mark.

    Parameters
    ----------
    data : bytes
        The file.
    where : str
        Its name, for the error.
    encoding : str
        The publisher's.

    Returns
    -------
    str
        The text.

    Raises
    ------
    SourceLayoutError
        At the first byte that does not fit.
    """
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        msg = (
            f"{where}: line {line} is not {encoding} (byte 0x{data[error.start]:02x}). "
            "Save the file again in the publisher's encoding, or download it once more."
        )
        raise SourceLayoutError(msg) from error


def read_delimited(text: str, where: str, columns: list[str], separator: str = ",") -> pl.DataFrame:
    """A table of delimited text, all cells as text.

    Parameters
    ----------
    text : str
        The file.
    where : str
        Its name, for the error.
    columns : list of str
        Columns that it must have.
    separator : str
        Between cells.

    Returns
    -------
    pl.DataFrame
        All its columns, without blank lines.

    Raises
    ------
    SourceLayoutError
        For an absent column, with those that are there; for a text that is no table or breaks off (refuse_cut).
    """
    refuse_cut(text, where, separator)
    try:
        frame = pl.read_csv(BytesIO(text.encode()), separator=separator, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        msg = f"{where}: is no well-formed table separated by '{separator}' ({why(error)})."
        raise SourceLayoutError(msg) from error
    require_columns(frame.columns, columns, where)
    return without_blank(frame)


def without_blank(table: pl.DataFrame) -> pl.DataFrame:
    """The rows of a table of text that have something in any cell: blank lines at the end of a file are none.

    Parameters
    ----------
    table : pl.DataFrame
        Columns of text.

    Returns
    -------
    pl.DataFrame
        The other rows.
    """
    filled = (pl.col(name).str.strip_chars().str.len_chars() > 0 for name in table.columns)
    return table.filter(pl.any_horizontal(filled).fill_null(value=False))


def why(error: Exception) -> str:
    """What another library found wrong, in its first sentence; its advice speaks of options that nobody has here.

    Parameters
    ----------
    error : Exception
        Of another library.

    Returns
    -------
    str
        At most 160 characters.
    """
    first = str(error).strip().split("\n", 1)[0]
    return first.split(". ", 1)[0].strip(" .:")[:160] or type(error).__name__


def refuse_cut(text: str, where: str, separator: str) -> None:
    """Raise an error if a table breaks off: its last line has no end, or a line has fewer cells than its head.

    Nobody can tell whether a last number without a line break is whole; every publisher's table ends with one.

    Parameters
    ----------
    text : str
        The file.
    where : str
        Its name.
    separator : str
        Between cells.

    Raises
    ------
    SourceLayoutError
        Naming the line.
    """
    lines = pl.Series("line", text.split("\n"))
    last = lines.len()
    if text and lines[-1]:
        msg = (
            f"{where}: line {last}, the last, breaks off at {lines[-1][-30:]!r}, expected a line break at the end. "
            "The file was cut off: get it again from its publisher, or end the line if this is really all of it."
        )
        raise SourceLayoutError(msg)
    cells = lines.str.count_matches(separator, literal=True) + 1
    short = (lines.str.strip_chars() != "") & (cells < cells[0])
    if short.any():
        line = int(short.arg_true()[0])
        msg = (
            f"{where}: line {line + 1} has {cells[line]} cells, expected {cells[0]} as in the header (found: "
            f"{lines[line][:60]!r}). The file is damaged or was cut off: get it again from its publisher."
        )
        raise SourceLayoutError(msg)


def require_columns(found: list[str], wanted: list[str], where: str) -> None:
    """Raise an error if a column is not there.

    Parameters
    ----------
    found : list of str
        Columns of the file.
    wanted : list of str
        Columns that it must have.
    where : str
        Name of the file.

    Raises
    ------
    SourceLayoutError
        With those that are there.
    """
    absent = [name for name in wanted if name not in found]
    if absent:
        msg = (
            f"{where}: no column {', '.join(map(repr, absent))} (found: {', '.join(found)}). "
            "The publisher has probably changed the layout: compare with `kleinstadt sources`."
        )
        raise SourceLayoutError(msg)
