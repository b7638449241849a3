"""Spreadsheets as rows of plain cells. Reading is calamine's work; here are the errors a user can act on."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook

from kleinstadt.errors import SourceLayoutError, SourceMissingError
from kleinstadt.sources.reading.archives import refuse_spreadsheet_bomb

ZIP: Final = b"PK\x03\x04"

REMEMBERED: Final = 2**16  # cells whose text is: keys, names and classes come again in column after column

Cell = object
Row = list[Cell]


@dataclass(frozen=True)
class Sheet:
    """One sheet of one file.

    Attributes
    ----------
    file : str
        Name of the file.
    name : str
        Name of the sheet.
    rows : list of list
        Cells, each at its position; row 1 of the sheet is rows[0].
    """

    file: str
    name: str
    rows: list[Row]

    @property
    def where(self) -> str:
        """File and sheet, as errors name them."""
        return f"{self.file}, sheet '{self.name}'"


class Workbook:
    """An .xlsx or .xls file that was opened and found whole.

    Attributes
    ----------
    path : Path
        The file.
    """

    def __init__(self, path: Path) -> None:
        """Open a spreadsheet.

        Parameters
        ----------
        path : Path
            The file.

        Raises
        ------
        SourceMissingError
            Without the file.
        SourceLayoutError
            If it is a broken ZIP, or no spreadsheet.
        SourceContentError
            If it would take far more memory than any real one.
        """
        self.path = path
        if not path.is_file():
            msg = f"{path}: no such file. Get it from its publisher (`kleinstadt sources` says where)."
            raise SourceMissingError(msg)
        if path.read_bytes()[:4] == ZIP:
            refuse_spreadsheet_bomb(path, path.name)
        try:
            self._workbook = CalamineWorkbook.from_path(path)
        except (CalamineError, OSError) as error:
            msg = (
                f"{path.name}: is no whole spreadsheet ({error}). It is cut off or another kind of file; get it again."
            )
            raise SourceLayoutError(msg) from error

    @property
    def sheet_names(self) -> list[str]:
        """Names of all sheets, in order."""
        return list(self._workbook.sheet_names)

    def sheet(self, name: str) -> Sheet:
        """The sheet of a name.

        Parameters
        ----------
        name : str
            Name of the sheet.

        Returns
        -------
        Sheet
            With all its cells.

        Raises
        ------
        SourceLayoutError
            For a sheet that is not there, listing those that are, or cannot be read.
        """
        if name not in self.sheet_names:
            msg = f"{self.path.name}: no sheet '{name}' (found: {', '.join(self.sheet_names)})."
            raise SourceLayoutError(msg)
        try:
            rows = self._workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except (CalamineError, OSError) as error:
            msg = f"{self.path.name}: sheet '{name}' cannot be read ({error}). The file is damaged; get it again."
            raise SourceLayoutError(msg) from error
        return Sheet(self.path.name, name, cast("list[Row]", rows))


@lru_cache(REMEMBERED, typed=True)
def cell_text(cell: Cell) -> str:
    """A cell as clean text: 1001000.0 gives "1001000", line breaks and runs of blanks become one blank.

    Parameters
    ----------
    cell : object
        As a workbook has it.

    Returns
    -------
    str
        "" for an empty cell.

    Examples
    --------
    >>> cell_text(1001000.0), cell_text(" Bad  Homburg ")
    ('1001000', 'Bad Homburg')
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def text_frame(rows: list[Row], columns: list[str]) -> pl.DataFrame:
    """Rows of cells as text columns: 1001000.0 gives "1001000", 67.5 gives "67.5", an empty cell gives "".

    Parameters
    ----------
    rows : list of list
        Cells.
    columns : list of str
        What their columns are called.

    Returns
    -------
    pl.DataFrame
        Of text.
    """
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row", strict=False)
