"""Archives and spreadsheets that would take far more memory than their size says are refused before it is taken."""

import gzip
import io
import resource
import zipfile
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.errors import PlanError, SourceContentError, SourceLayoutError
from kleinstadt.sources.reading.archives import CHUNK, inflate_gzip, refuse_spreadsheet_bomb
from kleinstadt.sources.reading.workbook import Workbook
from kleinstadt.spreadsheets import excel_bytes
from kleinstadt.workbench.documents.tables import read_money
from kleinstadt.workbench.former.lists import old_list

SHEET = "xl/worksheets/sheet1.xml"


def rebuilt(change: dict[str, bytes]) -> bytes:
    """A small workbook with some of its parts exchanged."""
    whole = zipfile.ZipFile(io.BytesIO(excel_bytes({"Daten": pl.DataFrame({"a": [1, 2], "b": ["x", "y"]})})))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in whole.namelist():
            packed.writestr(name, change.get(name, whole.read(name)))
    return stream.getvalue()


def sheet(cell: str) -> bytes:
    """A sheet whose last cell stands at `cell`."""
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{cell}"><v>2</v></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD1000"])
def test_a_cell_far_out_is_refused_before_memory_is_taken(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(rebuilt({SHEET: sheet(cell)}))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SourceContentError, match=r"bomb\.xlsx: .* reaches to row .* Nothing was read"):
        Workbook(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@pytest.mark.parametrize(
    "spelt", [b' r = "XFD1048576"', b"\n r='xfd1048576'", b' r="AAAA1048576"', b' r="XFD001048576"']
)
def test_a_cell_far_out_is_found_however_it_is_spelt(spelt: bytes) -> None:
    bomb = sheet("XFD1048576").replace(b' r="XFD1048576"', spelt)
    assert spelt in bomb
    with pytest.raises(SourceContentError, match="reaches to row 1,048,576 and column"):
        refuse_spreadsheet_bomb(io.BytesIO(rebuilt({SHEET: bomb})), "a.xlsx")


@pytest.mark.parametrize("before", range(0, 70, 7))
def test_a_cell_far_out_is_found_where_two_pieces_meet(before: int) -> None:
    rest = sheet("XFD1048576")
    filled = b" " * (CHUNK - rest.index(b"XFD1048576") - before) + rest
    with pytest.raises(SourceContentError, match="reaches to row 1,048,576 and column 16,384"):
        refuse_spreadsheet_bomb(io.BytesIO(rebuilt({SHEET: filled})), "a.xlsx")


def placeless(row: int, cells: int, tag: bytes = b"<c><v>1</v></c>") -> bytes:
    """A sheet with one row far out, whose cells do not say where they are."""
    return sheet("B2").replace(b"</sheetData>", b'<row r="%d">%s</row></sheetData>' % (row, tag * cells))


@pytest.mark.parametrize("tag", [b"<c><v>1</v></c>", b"<c/>", b"<x:c\n/>"])
def test_a_row_far_out_is_refused_though_its_cells_do_not_say_where_they_are(tag: bytes) -> None:
    with pytest.raises(SourceContentError, match="reaches to row 1,048,576 and column 20"):
        refuse_spreadsheet_bomb(io.BytesIO(rebuilt({SHEET: placeless(1_048_576, 20, tag)})), "a.xlsx")
    refuse_spreadsheet_bomb(io.BytesIO(rebuilt({SHEET: placeless(1_048_576, 9, tag)})), "a.xlsx")


@pytest.mark.parametrize("before", range(40))
def test_the_cells_of_a_row_are_counted_across_two_pieces(before: int) -> None:
    filled = placeless(1_048_576, 10, b"<c/>")
    at = filled.index(b"<c/>")
    filled = filled[:at] + b" " * (CHUNK - at - before) + filled[at:]
    with pytest.raises(SourceContentError, match="reaches to row 1,048,576 and column 10,"):
        refuse_spreadsheet_bomb(io.BytesIO(rebuilt({SHEET: filled})), "a.xlsx")


def test_what_only_looks_like_a_cell_is_none() -> None:
    harmless = sheet("B2").replace(b"<v>2</v>", b'<v xr="XFD1048576" r="XFD1048576 " R=\'XFD1048576\'>2</v>')
    refuse_spreadsheet_bomb(io.BytesIO(rebuilt({SHEET: harmless})), "a.xlsx")


def test_a_long_sheet_is_no_bomb() -> None:
    refuse_spreadsheet_bomb(io.BytesIO(rebuilt({SHEET: sheet("C1048576")})), "a.xlsx")


def test_a_sheet_that_inflates_to_three_gigabytes_is_refused() -> None:
    data = bytearray(rebuilt({SHEET: b" " * 2**21}))
    sizes = (2**21).to_bytes(4, "little")
    assert data.count(sizes) == 2
    bomb = bytes(data).replace(sizes, (3 * 2**30).to_bytes(4, "little"))  # as the archive says
    with pytest.raises(SourceContentError, match="would inflate to 3,072 MB"):
        refuse_spreadsheet_bomb(io.BytesIO(bomb), "a.xlsx")
    liar = bytes(data).replace(sizes, (100).to_bytes(4, "little"))  # or hides it
    with pytest.raises(SourceLayoutError, match="is no whole spreadsheet"):
        refuse_spreadsheet_bomb(io.BytesIO(liar), "a.xlsx")


def test_an_archive_in_a_spreadsheets_clothes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nested.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("inner.zip", rebuilt({}))
    with pytest.raises(SourceLayoutError, match="is an archive, but no Excel workbook"):
        Workbook(path)


def test_what_people_send_to_a_plan_is_looked_at_in_the_same_way() -> None:
    bomb = rebuilt({SHEET: sheet("XFD1048576")})
    with pytest.raises(PlanError, match="no Excel file that can be read"):
        old_list(bomb)
    with pytest.raises(PlanError, match="no Excel file that can be read"):
        read_money(bomb, None)  # type: ignore[arg-type]  # refused before the plan is asked


def test_gzip_is_read_up_to_a_limit() -> None:
    assert inflate_gzip(gzip.compress(b"abc"), "a.gz") == b"abc"
    with pytest.raises(SourceContentError, match="would inflate to more than 1 MB"):
        inflate_gzip(gzip.compress(b" " * 2**21), "a.gz", largest_mb=1)
    with pytest.raises(SourceLayoutError, match="breaks off"):
        inflate_gzip(gzip.compress(b"abc")[:-3], "a.gz")
    with pytest.raises(SourceLayoutError, match="no whole gzip file"):
        inflate_gzip(b"abc", "a.gz")
