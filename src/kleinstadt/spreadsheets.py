"""How tables become CSV and Excel files, everywhere: text stays text, whatever it begins with.

A spreadsheet program takes text that begins with = + - @ for a formula and runs it, and an address for a link.
Source: OWASP, CSV Injection.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import polars as pl

PLAIN_TEXT: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def harmless(frame: "pl.DataFrame") -> "pl.DataFrame":
    """The frame with text that a spreadsheet would take for a formula (= + - @, tab, return) behind an apostrophe.

    A dash alone, and a number, are none.

    Parameters
    ----------
    frame : pl.DataFrame
        Of any columns.

    Returns
    -------
    pl.DataFrame
        The same columns.

    Examples
    --------
    >>> harmless(pl.DataFrame({"name": ["=1+1", "Halle", "-3.5"]}))["name"].to_list()
    ["'=1+1", 'Halle', '-3.5']
    """
    import polars as pl

    text = pl.col(pl.String)
    formula = text.str.contains(r"^[=+\-@\t\r]") & ~text.str.contains(r"^[-+]?[0-9.,]*$")
    return frame.with_columns(pl.when(formula).then(pl.lit("'") + text).otherwise(text).name.keep())


def csv_bytes(frame: "pl.DataFrame") -> bytes:
    """The frame as CSV that no spreadsheet program takes for formulas.

    Parameters
    ----------
    frame : pl.DataFrame
        Of any columns.

    Returns
    -------
    bytes
        UTF-8, separated by commas.
    """
    buffer = BytesIO()
    write_csv(frame, buffer)
    return buffer.getvalue()


def write_csv(frame: "pl.DataFrame", stream: IO[bytes]) -> None:
    """Write the frame as CSV that no spreadsheet program takes for formulas.

    Parameters
    ----------
    frame : pl.DataFrame
        Of any columns.
    stream : binary stream
        Where it is written: UTF-8, separated by commas.
    """
    harmless(frame).write_csv(stream)


@contextmanager
def workbook(stream: IO[bytes]) -> Iterator[Any]:  # xlsxwriter has no types
    """An Excel file to be filled, whose text never becomes a formula or a link; numbers that are none are errors.

    Parameters
    ----------
    stream : binary stream
        Where the file is written.

    Yields
    ------
    xlsxwriter.Workbook
        Written at the end of the block.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    with Workbook(stream, {"in_memory": True, "nan_inf_to_errors": True, **PLAIN_TEXT}) as book:
        yield book


def excel_bytes(sheets: Mapping[str, "pl.DataFrame"], note: str = "", notes: str = "notes") -> bytes:
    """An Excel file with a sheet for each frame, and the note, if there is one, on a sheet `notes` of its own.

    Parameters
    ----------
    sheets : mapping of str to pl.DataFrame
        By name of the sheet, of which the first 31 characters count.
    note : str
        Text of the sheet of notes; none for "".
    notes : str
        Name of that sheet.

    Returns
    -------
    bytes
        An .xlsx file.
    """
    buffer = BytesIO()
    with workbook(buffer) as book:
        heads = {"bold": True, "text_wrap": True}
        for name, frame in sheets.items():
            frame.write_excel(book, worksheet=name[:31], autofit=True, freeze_panes=(1, 0), header_format=heads)
        if note:
            book.add_worksheet(notes).write_string(0, 0, note)
    return buffer.getvalue()
