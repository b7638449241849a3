"""Archives and spreadsheets that a user gives: what they would hold is looked at before memory is taken for it."""

import re
import zlib
from pathlib import Path
from typing import IO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray

from kleinstadt.errors import SourceContentError, SourceLayoutError

MEBIBYTE: Final = 2**20
PLAIN_MB: Final = 64  # a member up to this size is never a bomb
MOST_TIMES: Final = 200  # that text inflates; tables of numbers reach 10 to 40, deflate itself 1,032
LARGEST_MB: Final = 16_384  # of a member: calls of all buses and trains of Germany have a third of it
LARGEST_SHEET_MB: Final = 512  # of a spreadsheet's member; the offices' largest has 21
MOST_CELLS: Final = 10_000_000  # of the smallest rectangle that holds all of a sheet's cells; theirs have 0.7 million
CHUNK: Final = 2**17  # bytes looked at at once: what is made of them fits a processor's cache
LONGEST_REFERENCE: Final = 64  # bytes of ` r = "XFD1048576"`, which may lie across two chunks
LONGEST_TAG: Final = 8  # bytes that tell `<row ` or `x:c>`, of which a chunk may cut off some
LONGEST_NUMBER: Final = 10  # letters of a column, numerals of a row; Excel's have 3 and 7
SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")

Bytes = NDArray[np.uint8]
Positions = NDArray[np.int64]

BYTES: Final = np.arange(256)  # the tables below have an entry for each
SPACE: Final = np.isin(BYTES, list(b" \t\n\r\f\v"))
QUOTE: Final = np.isin(BYTES, list(b"\"'"))
LETTER: Final = np.where(np.isin(BYTES & 0xDF, range(ord("A"), ord("Z") + 1)), (BYTES & 0xDF) - ord("A") + 1, -1)
NUMERAL: Final = np.where(np.isin(BYTES, range(ord("0"), ord("9") + 1)), BYTES - ord("0"), -1)


def refuse_bomb(archive: ZipFile, where: str, largest_mb: int = LARGEST_MB) -> None:
    """Raise an error where a member claims to inflate to more than any real one does.

    Parameters
    ----------
    archive : ZipFile
        Open.
    where : str
        Name of the file.
    largest_mb : int
        Mebibytes that a member may have.

    Raises
    ------
    SourceContentError
        Naming the member.
    """
    for member in archive.infolist():
        size = member.file_size / MEBIBYTE
        times = member.file_size / max(member.compress_size, 1)
        if size > largest_mb or (size > PLAIN_MB and times > MOST_TIMES):
            msg = (
                f"{where}: {member.filename} would inflate to {size:,.0f} MB, {times:,.0f} times its size in the "
                "archive. No real table does; nothing was read. Get the file from its publisher."
            )
            raise SourceContentError(msg)


def read_member(archive: ZipFile, member: str | ZipInfo, where: str) -> bytes:
    """A member's bytes.

    Parameters
    ----------
    archive : ZipFile
        Open.
    member : str or ZipInfo
        Which.
    where : str
        Name of the file, for the error.

    Returns
    -------
    bytes
        Inflated.

    Raises
    ------
    SourceLayoutError
        If it is damaged, encrypted or packed in another way.
    """
    try:
        return archive.read(member)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        msg = f"{where}: cannot be unpacked ({error}): damaged, encrypted or packed in another way. Get it again."
        raise SourceLayoutError(msg) from error


def refuse_spreadsheet_bomb(file: Path | IO[bytes], where: str, largest_mb: int = LARGEST_SHEET_MB) -> None:
    """Raise an error where an XLSX would take far more memory than its size says.

    That is a part of more than `largest_mb`, or a cell so far out that the sheet between would be MOST_CELLS large. Its
    parts are inflated once, piece by piece. Files of the older kind (.xls) hold at most 65,536 rows of 256 cells, and
    pass.

    Parameters
    ----------
    file : Path or binary stream
        The spreadsheet.
    where : str
        Name of the file.
    largest_mb : int
        Mebibytes that a part may have.

    Raises
    ------
    SourceLayoutError
        For an archive that is damaged, for a part that is longer than it claims, for an archive that is no XLSX.
    SourceContentError
        If it would take too much.
    """
    try:
        with ZipFile(file) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                msg = f"{where}: is an archive, but no Excel workbook (.xlsx). Save it as one, or get it again."
                raise SourceLayoutError(msg)
            refuse_bomb(archive, where, largest_mb)
            for member in archive.infolist():
                if member.filename.endswith(".xml"):
                    _refuse_far_cells(archive, member, where)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        msg = f"{where}: is no whole spreadsheet ({error}). It is cut off or another kind of file; get it again."
        raise SourceLayoutError(msg) from error


def _refuse_far_cells(archive: ZipFile, member: ZipInfo, where: str) -> None:
    """Read a part to its end in small pieces, and look for the outermost row and column if it is a sheet."""
    rows = columns = cells = 0
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            if not SHEET.fullmatch(member.filename):
                continue
            row, column = _outermost(tail + chunk)
            widest, cells = _widest(tail[-LONGEST_TAG - 1 :] + chunk, cells)
            rows, columns = max(rows, row), max(columns, column, widest)
            tail = chunk[-LONGEST_REFERENCE:]
    if rows * columns > MOST_CELLS:
        msg = (
            f"{where}: {member.filename} reaches to row {rows:,} and column {columns:,}, a table of "
            f"{rows * columns:,} cells; at most {MOST_CELLS:,} are read. Nothing was read. Delete what stands far out, "
            "or get the file from its publisher."
        )
        raise SourceContentError(msg)


def _outermost(piece: bytes) -> tuple[int, int]:
    """Outermost row and column in a piece of a sheet, told from attributes `r` ("B7", of a row "7")."""
    margin = bytes(LONGEST_REFERENCE)
    text = np.frombuffer(margin + piece + margin, np.uint8)
    equals = np.flatnonzero(text == ord("="))
    name, value = _past_space(text, equals - 1, -1), _past_space(text, equals + 1, 1)
    at = value[(text[name] == ord("r")) & SPACE[text[name - 1]] & QUOTE[text[value]]] + 1
    columns, at = _numbers(text, at, LETTER, 26)
    rows, at = _numbers(text, at, NUMERAL, 10)
    whole = (rows > 0) & QUOTE[text[at]]
    return int(rows[whole].max(initial=0)), int(columns[whole].max(initial=0))


def _widest(piece: bytes, begun: int) -> tuple[int, int]:
    """Most cells of one row in a piece of a sheet, and how many its last row has so far; `begun` are the first one's.

    Cells need not say where they are: then each stands beside the one before.
    """
    text = np.frombuffer(piece, np.uint8)
    cells, rows = (_tags(text, name) for name in (b"c", b"row"))
    before = np.searchsorted(cells, rows)
    of_rows = np.diff(before, prepend=-begun, append=len(cells))
    return int(of_rows.max()), int(of_rows[-1])


def _tags(text: Bytes, name: bytes) -> Positions:
    """Where tags of this name begin, with or without a prefix; the last bytes are left to the next piece."""
    ends = max(len(text) - LONGEST_TAG, 1)
    before = text[: ends - 1]
    at = np.flatnonzero((text[1:ends] == name[0]) & ((before == ord("<")) | (before == ord(":")))) + 1
    for place, letter in enumerate(name[1:], 1):
        at = at[text[at + place] == letter]
    after = text[at + len(name)]
    return at[SPACE[after] | np.isin(after, list(b">/"))]


def _past_space(text: Bytes, at: Positions, step: int) -> Positions:
    """From each place on the first that is no space, forward or backward."""
    for _ in range(LONGEST_REFERENCE // 4):
        space = SPACE[text[at]]
        if not space.any():
            break
        at = at + step * space
    return at


def _numbers(text: Bytes, at: Positions, digits: NDArray[np.int64], base: int) -> tuple[Positions, Positions]:
    """The numbers that begin at each place, 0 where there is none, and the places behind them."""
    numbers = np.zeros_like(at)
    for _ in range(LONGEST_NUMBER):
        digit = digits[text[at]]
        there = digit >= 0
        if not there.any():
            break
        numbers, at = np.where(there, numbers * base + digit, numbers), at + there
    return numbers, at


def inflate_gzip(data: bytes, where: str, largest_mb: int = LARGEST_SHEET_MB) -> bytes:
    """The bytes in a gzip file.

    Parameters
    ----------
    data : bytes
        The file.
    where : str
        Its name, for the error.
    largest_mb : int
        Mebibytes that it may inflate to.

    Returns
    -------
    bytes
        Inflated.

    Raises
    ------
    SourceLayoutError
        If it is damaged.
    SourceContentError
        If it inflates to more.
    """
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        inflated = inflater.decompress(data, largest_mb * MEBIBYTE)
    except zlib.error as error:
        msg = f"{where}: is no whole gzip file ({error}). Get it again."
        raise SourceLayoutError(msg) from error
    if inflater.unconsumed_tail:
        msg = f"{where}: would inflate to more than {largest_mb} MB. No real table does; get it from its publisher."
        raise SourceContentError(msg)
    if not inflater.eof:
        msg = f"{where}: is no whole gzip file (it breaks off). Get it again."
        raise SourceLayoutError(msg)
    return inflated
