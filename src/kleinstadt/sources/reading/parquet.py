"""Parquet tables that a user gives: what they would take in memory is looked at before it is taken.

A table of few kilobytes may claim billions of rows (one value, repeated) or pages that inflate to gigabytes. The footer
says how many rows there are, each page's own head how far it inflates: both are read, and nothing else.
Source: Apache Parquet, format 2.x (PageHeader), Apache Thrift, compact protocol.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.reading.archives import LARGEST_SHEET_MB, MEBIBYTE
from kleinstadt.sources.reading.text import read_bytes

MOST_CELLS: Final = 100_000_000  # rows times columns; the largest table of any source has 26 million
TYPE, INFLATED, PACKED = 1, 2, 3  # fields of a page's head
DEEPEST: Final = 8  # structures within structures of a page's head; there are three
BYTE, NUMBERS, DOUBLE, TEXT, LISTS, STRUCTURE = 3, (4, 5, 6), 7, 8, (9, 10), 12  # the compact protocol's types


def read_parquet(path: Path) -> pl.DataFrame:
    """The table of a Parquet file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    pl.DataFrame
        All its columns.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it is damaged or no such file.
    SourceContentError
        If it would take far more memory than any real table.
    """
    return parquet_table(read_bytes(path), path.name)


def parquet_table(data: bytes, where: str) -> pl.DataFrame:
    """The table that the bytes of a Parquet file hold.

    Parameters
    ----------
    data : bytes
        The file.
    where : str
        Its name, for the error.

    Returns
    -------
    pl.DataFrame
        All its columns.

    Raises
    ------
    SourceLayoutError
        If it is damaged or no such file.
    SourceContentError
        If it would take far more memory than any real table.
    """
    refuse_parquet_bomb(data, where)
    try:
        return pl.read_parquet(data)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        raise _damaged(where, str(error)) from error


def refuse_parquet_bomb(data: bytes, where: str) -> None:
    """Raise an error where a table claims more than MOST_CELLS, or pages that inflate to more than any do.

    Parameters
    ----------
    data : bytes
        The file.
    where : str
        Its name.

    Raises
    ------
    SourceLayoutError
        If it is damaged or no such file.
    SourceContentError
        If it would take too much.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        footer = pq.read_metadata(io.BytesIO(data))
        groups = [footer.row_group(number) for number in range(footer.num_row_groups)]
        chunks = [group.column(number) for group in groups for number in range(group.num_columns)]
        rows = max(footer.num_rows, sum(group.num_rows for group in groups))
        values = max(rows * footer.num_columns, sum(chunk.num_values for chunk in chunks))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(where, str(error)) from error
    if values > MOST_CELLS:
        raise _too_much(where, f"{rows:,} rows of {footer.num_columns} columns; at most {MOST_CELLS:,} cells are read")
    inflated = 0
    for chunk in chunks:
        begin = min(chunk.dictionary_page_offset or chunk.data_page_offset, chunk.data_page_offset)
        inflated += sum(_pages(data, begin, begin + chunk.total_compressed_size, where))
    if inflated > LARGEST_SHEET_MB * MEBIBYTE:
        size = f"{inflated / MEBIBYTE:,.0f} MB"
        raise _too_much(where, f"pages that inflate to {size}; at most {LARGEST_SHEET_MB} MB are read")


def _damaged(where: str, why: str) -> SourceLayoutError:
    return SourceLayoutError(
        f"{where}: is no whole Parquet file ({why}). It is cut off or another kind of file; get it again."
    )


def _too_much(where: str, claims: str) -> SourceContentError:
    msg = f"{where}: claims {claims}. No real table does; nothing was read. Get the file from its publisher."
    return SourceContentError(msg)


def _pages(data: bytes, at: int, end: int, where: str) -> Iterator[int]:
    """How many bytes each page of a column inflates to, by its own head."""
    try:
        while at < end:
            head = _Head(data, at)
            found = head.numbers()
            if found[INFLATED] < 0 or found[PACKED] < 0:
                raise ValueError
            at = head.at + found[PACKED]
            yield found[INFLATED]
        if at > min(end, len(data)):
            raise ValueError
    except (IndexError, KeyError, ValueError) as error:
        raise _damaged(where, "a page's head cannot be read") from error


class _Head:
    """The head of a page, read byte by byte; `at` stands behind what was read."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self.at = data, at

    def numbers(self, depth: int = 0) -> dict[int, int]:
        """The fields of a structure that are whole numbers; the others are passed over."""
        if depth > DEEPEST:
            raise ValueError
        found: dict[int, int] = {}
        field = 0
        while (mark := self._byte()) != 0:
            field = field + (mark >> 4) if mark >> 4 else _signed(self._number())
            kind = mark & 0x0F
            if kind in NUMBERS:
                found[field] = _signed(self._number())
            elif kind > 2:  # 1 and 2 are yes and no, which the mark itself says
                self._pass(kind, depth)
        return found

    def _pass(self, kind: int, depth: int) -> None:
        if kind == STRUCTURE:
            self.numbers(depth + 1)
        elif kind == TEXT:
            length = self._number()
            self.at += length
        elif kind in LISTS:
            mark = self._byte()
            for _ in range(mark >> 4 if mark >> 4 != 15 else self._number()):
                self._pass(mark & 0x0F, depth)
        elif kind in NUMBERS:
            self._number()
        elif kind in (1, 2, BYTE, DOUBLE):
            self.at += 8 if kind == DOUBLE else 1
        else:
            raise ValueError
        if self.at > len(self._data):
            raise IndexError

    def _byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def _number(self) -> int:
        """A whole number of seven bits a byte, the lowest first."""
        number = shift = 0
        while True:
            byte = self._byte()
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number
            if shift > 63:
                raise ValueError


def _signed(number: int) -> int:
    return (number >> 1) ^ -(number & 1)
