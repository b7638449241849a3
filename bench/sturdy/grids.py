"""Real raw files as grids of cells that can be damaged one by one, in whatever container they came."""

import csv
import gzip
import io
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest.mock import patch

import polars as pl

from kleinstadt.sources.reading.tables import RawFile, Reading
from kleinstadt.sources.reading.workbook import Sheet, Workbook
from kleinstadt.sources.registry import read_checked

Cells = list[list[object]]

SAMPLE: Final = 300
NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?")
KEY: Final = re.compile(r"(DG)?\d{4,12}(\.0)?")
SEPARATORS: Final = ";,"


class NoSuchFileError(Exception):
    """Cells that the file's container cannot hold: text in a column of numbers of a Parquet file."""


@dataclass(frozen=True)
class Grid:
    """One file's cells, the column with its keys, the rows that have one, the columns that are mostly numbers."""

    raw: Path
    file: RawFile
    cells: Cells
    key: int
    rows: list[int]
    numbers: list[int]
    sheet: Sheet | None = None  # of a workbook: the one that is damaged
    separator: str = ","
    encoding: str = "utf-8"

    def read(self, cells: Cells) -> Reading:
        """What the file's reader and the common checks make of these cells."""
        if self.sheet is None:
            return self.read_bytes(self.as_bytes(cells))
        name, whole = self.sheet.name, Workbook.sheet

        def damaged(book: Workbook, asked: str) -> Sheet:
            return Sheet(book.path.name, name, cells) if asked == name else whole(book, asked)

        with patch.object(Workbook, "sheet", damaged):
            return read_checked(self.raw, self.file)

    def read_bytes(self, data: bytes) -> Reading:
        """What they make of a file of these bytes."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / self.file.path
            path.parent.mkdir(parents=True)
            for beside in (self.raw / self.file.path).parent.iterdir():  # some readers look at a file's neighbours
                if beside.is_file():
                    (path.parent / beside.name).symlink_to(beside)
            path.unlink()
            path.write_bytes(data)
            return read_checked(Path(folder), self.file)

    def as_bytes(self, cells: Cells) -> bytes:
        """The file that has these cells."""
        stream = io.BytesIO()
        if self.file.path.endswith(".parquet"):
            schema = pl.read_parquet_schema(self.raw / self.file.path)
            try:
                pl.DataFrame(cells[1:], schema=schema, orient="row", strict=False).write_parquet(stream)
            except (pl.exceptions.PolarsError, TypeError) as error:
                raise NoSuchFileError from error
            return stream.getvalue()
        text = io.StringIO()
        csv.writer(text, delimiter=self.separator, lineterminator="\n").writerows(cells)
        data = text.getvalue().encode(self.encoding)
        return gzip.compress(data, 1) if self.file.path.endswith(".gz") else data


def number(cell: object) -> float | None:
    """The number in a cell, if it has one."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    text = str(cell).strip()
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def bytes_alone(raw: Path, file: RawFile) -> Grid:
    """A file whose cells are left alone: only its bytes are damaged."""
    return Grid(raw, file, [], 0, [], [])


def grid_of(raw: Path, file: RawFile, most: int) -> Grid:
    """The file's cells; none where nothing is to be damaged in them, as there are no keys, no numbers, or too many."""
    return _grid_of(raw, file, most) or bytes_alone(raw, file)


def _grid_of(raw: Path, file: RawFile, most: int) -> Grid | None:
    path = raw / file.path
    if path.suffix in (".xls", ".xlsx"):
        found = [_placed(raw, file, sheet.rows, sheet=sheet) for sheet in _sheets(path)]
        return max((grid for grid in found if grid), key=lambda grid: len(grid.rows) * len(grid.numbers), default=None)
    if path.suffix == ".parquet":
        whole = pl.scan_parquet(path)
        rows = whole.select(pl.len()).collect().item()
        if rows * len(whole.collect_schema()) > most:
            return None
        frame = whole.collect()
        return _placed(raw, file, [list(frame.columns), *(list(row) for row in frame.rows())])
    if path.suffix not in (".csv", ".gz"):
        return None
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    encoding = _encoding(data)
    text = data.decode(encoding)
    separator = max(SEPARATORS, key=text[:20_000].count)
    if text.count(separator) > most:
        return None
    cells: Cells = [[*row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    return _placed(raw, file, cells, separator, encoding)


def _sheets(path: Path) -> list[Sheet]:
    book = Workbook(path)
    return [book.sheet(name) for name in book.sheet_names]


def _encoding(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def _placed(
    raw: Path, file: RawFile, cells: Cells, separator: str = ",", encoding: str = "utf-8", sheet: Sheet | None = None
) -> Grid | None:
    width = max(map(len, cells[:SAMPLE]), default=0)
    keyed = [sum(len(row) > at and _is_key(row[at]) for row in cells[:SAMPLE]) for at in range(width)]
    if not any(keyed):
        return None
    key = keyed.index(max(keyed))
    rows = [at for at, row in enumerate(cells) if len(row) == width and _is_key(row[key])]
    some = [cells[at] for at in rows[:SAMPLE]]
    numbers = [
        at for at in range(width) if at != key and sum(number(row[at]) is not None for row in some) > len(some) / 2
    ]
    if len(rows) < 10 or not numbers:
        return None
    return Grid(raw, file, cells, key, rows, numbers, sheet, separator, encoding)


def _is_key(cell: object) -> bool:
    return KEY.fullmatch(str(cell).strip()) is not None
