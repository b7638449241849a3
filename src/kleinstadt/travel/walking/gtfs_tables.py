"""The tables of a timetable in GTFS: a ZIP of CSV files, each cell as text without the blanks around it."""

from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.reading.archives import read_member, refuse_bomb
from kleinstadt.sources.reading.text import require_columns, why, without_blank
from kleinstadt.travel.walking.losses import Lost

WHOLE: Final = r"^(-?\d+)\.0+$"  # an integer that a spreadsheet wrote as 1.0


class Tables:
    """The tables of an archive, and what was lost on the way.

    Attributes
    ----------
    where : str
        Name of the archive's file.
    lost : list of Lost
        What could not be used, or was mended.
    """

    def __init__(self, path: Path) -> None:
        """Open the archive.

        Parameters
        ----------
        path : Path
            A ZIP of CSV files.

        Raises
        ------
        SourceMissingError
            Without the file.
        SourceLayoutError
            If it is no ZIP, or holds several feeds.
        """
        self.where = path.name
        self.lost: list[Lost] = []
        if not path.is_file():
            msg = f"{path}: no such file. Timetables in GTFS come from the transport association or from gtfs.de."
            raise SourceMissingError(msg)
        try:
            self._archive = ZipFile(path)
        except (BadZipFile, OSError, ValueError) as error:
            msg = f"{path.name}: is no whole ZIP archive ({error}): cut off, or another kind of file. Get it again."
            raise SourceLayoutError(msg) from error
        refuse_bomb(self._archive, self.where)
        self._names = _tables_in(self._archive, self.where)

    def close(self) -> None:
        """Close the archive."""
        self._archive.close()

    def has(self, table: str) -> bool:
        """Whether the archive has a table.

        Parameters
        ----------
        table : str
            Its name without ".txt".

        Returns
        -------
        bool
            In whatever folder of the archive.
        """
        return f"{table}.txt" in self._names

    def lose(self, table: str, reason: str, count: int, of: int, *, departures: bool = True) -> None:
        """Remember rows that are in no number; none are no loss.

        Parameters
        ----------
        table : str
            Its name without ".txt".
        reason : str
            What is wrong with them.
        count, of : int
            How many rows, of how many.
        departures : bool
            Whether departures are lost with them.
        """
        if count:
            self.lost.append(Lost(table, reason, count, of, departures))

    def read(self, table: str, columns: list[str], optional: tuple[str, ...] = ()) -> pl.DataFrame:
        """Some columns of a table, as text; an empty cell is null.

        Parameters
        ----------
        table : str
            Its name without ".txt".
        columns : list of str
            Columns that it must have.
        optional : tuple of str
            Columns that are null where the table has none.

        Returns
        -------
        pl.DataFrame
            `columns`, then `optional`, without the blanks around each cell.

        Raises
        ------
        SourceLayoutError
            If the archive lacks the table, or the table a column, or it is no CSV in UTF-8.
        """
        where = f"{self.where}/{table}.txt"
        if not self.has(table):
            there = ", ".join(sorted(self._names))
            msg = f"{self.where}: no {table}.txt (found: {there}). It is no complete GTFS; get the whole archive."
            raise SourceLayoutError(msg)
        try:
            frame = pl.read_csv(read_member(self._archive, self._names[f"{table}.txt"], where), infer_schema=False)
        except pl.exceptions.PolarsError as error:
            msg = f"{where}: is no well-formed table of text in UTF-8 ({why(error)}). Get the archive again."
            raise SourceLayoutError(msg) from error
        frame = frame.rename({name: name.strip().removeprefix("\ufeff") for name in frame.columns})
        require_columns(frame.columns, columns, where)
        absent = [pl.lit(None, pl.String).alias(name) for name in optional if name not in frame.columns]
        whole = without_blank(frame).with_columns(absent).select(*columns, *optional)
        return whole.with_columns(pl.all().str.strip_chars().replace("", None))

    def once(self, frame: pl.DataFrame, table: str, keys: list[str]) -> pl.DataFrame:
        """The rows that differ; those that stand twice are noted.

        Parameters
        ----------
        frame : pl.DataFrame
            Rows of the table.
        table : str
            Its name without ".txt".
        keys : list of str
            Columns whose values together name a row.

        Returns
        -------
        pl.DataFrame
            One row a key.

        Raises
        ------
        SourceContentError
            Where two rows of one key say different things.
        """
        fresh = frame.unique(maintain_order=True)
        self.lose(table, "rows stand twice and count once", frame.height - fresh.height, frame.height, departures=False)
        doubled = fresh.filter(pl.struct(keys).is_duplicated())
        if not doubled.is_empty():
            shown = "; ".join(
                " ".join(map(str, row)) for row in doubled.select(keys).unique(maintain_order=True).rows()[:5]
            )
            msg = (
                f"{self.where}/{table}.txt: {doubled.height} rows share a key that must be unique ({', '.join(keys)}) "
                f"and say different things: {shown}. Get the archive again."
            )
            raise SourceContentError(msg)
        return fresh

    def known(self, frame: pl.DataFrame, table: str, columns: list[str], what: str) -> pl.DataFrame:
        """The rows whose keys are not empty; the others are noted as lost.

        Parameters
        ----------
        frame : pl.DataFrame
            Rows of the table.
        table : str
            Its name without ".txt".
        columns : list of str
            Columns that must not be empty.
        what : str
            What the lost rows are.

        Returns
        -------
        pl.DataFrame
            In the same order.
        """
        kept = frame.drop_nulls(columns)
        self.lose(table, what, frame.height - kept.height, frame.height)
        return kept


def _tables_in(archive: ZipFile, where: str) -> dict[str, str]:
    """Path in the archive of each table; raises SourceLayoutError where it holds several feeds."""
    paths = [PurePosixPath(name.replace("\\", "/")) for name in archive.namelist() if name.endswith(".txt")]
    ours = [path for path in paths if not any(part.startswith(("__MACOSX", "._")) for part in path.parts)]
    doubled = [name for name, count in Counter(path.name for path in ours).items() if count > 1]
    if doubled:
        folders = sorted({str(path.parent) for path in ours if path.name in doubled})
        msg = (
            f"{where}: holds {len(folders)} timetables ({', '.join(folders[:5])}), and mixing them gives wrong counts. "
            "Give the archive of one of them."
        )
        raise SourceLayoutError(msg)
    inner = [name for name in archive.namelist() if name.lower().endswith(".zip")]
    if inner and not ours:
        msg = f"{where}: holds other archives ({', '.join(inner[:5])}) and no table. Unpack it, and give one of them."
        raise SourceLayoutError(msg)
    return {path.name: str(path) for path in ours}


def integer(column: str) -> pl.Expr:
    """The cells of a column as Int64; "1.0" is 1, anything else that is no integer null.

    Parameters
    ----------
    column : str
        A column of text.

    Returns
    -------
    pl.Expr
        One number a row.
    """
    return pl.col(column).str.replace(WHOLE, "$1").cast(pl.Int64, strict=False)


def code(column: str) -> pl.Expr:
    """The cells of a column of codes as text: "1.0" is "1".

    Parameters
    ----------
    column : str
        A column of text.

    Returns
    -------
    pl.Expr
        One text a row.
    """
    return pl.col(column).str.replace(WHOLE, "$1")
