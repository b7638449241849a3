"""Destatis' list of changes: what is a row, continued rows, days, and refused files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.destatis.changes import read
from kleinstadt.sources.reading.tables import RawFile

FILE = RawFile("bbsr/namens-grenz-aenderung_2023.xlsx", "destatis_changes", None, "2023", "")

Rows = list[list[object]]


def rows() -> Rows:
    """The publisher's layout with rows of 2023 and 2024; Anrode's second and third part leave the giving side blank."""
    ars, ags = "Amtlicher Regionalschlüssel (ARS)", "Amtlicher Gemeinde-schlüssel (AGS)"
    day = ["01.01.2023", "01.01.2023"]
    anrode = ["16/2023/0019-R", "Gemeinde", "160640073073", "16064073", "Anrode"]
    return [
        ["Gebietsänderungen vom 01.01. - 31.12.2023"],
        [
            "Kennziffer",
            "Regionaleinheit",
            "Abgebende / Aufgelöste Gemeinde",
            "",
            "",
            "",
            "",
            "",
            "Aufnehmende",
            "",
            "",
            "Tag",
        ],
        [
            "",
            "",
            ars,
            ags,
            "Name",
            "Änderungs-art 1)",
            "Fläche qm",
            "Einwohner",
            ars,
            ags,
            "Name",
            "juristisch",
            "statistisch",
        ],
        [""],
        [
            "16/2023/0019-R",
            "Gemeindeverband",
            "160640073",
            "",
            "Anrode",
            1.0,
            "",
            "",
            "160640071",
            "",
            "Unstruttal",
            *day,
        ],
        [*anrode, 1.0, 24622179.0, 1126.0, "160640071071", "16064071", "Unstruttal", *day],
        [
            "",
            "Gemeinde",
            "",
            "",
            "",
            1.0,
            "4808650",
            "313",
            "160640046046",
            "16064046",
            "Mühlhausen/Thüringen, Stadt",
            *day,
        ],
        ["", "Gemeinde", "", "", "", 1.0, 23300105.0, 1699.0, "160610118118", "16061118", "Dingelstädt, Stadt", *day],
        [
            "x",
            "Gemeinde",
            "1",
            "12065251",
            "Oberkrämer",
            "2",
            "45447",
            "86",
            "1",
            "12065332",
            "Velten",
            "01.10.2021",
            "01.12.2023",
        ],
        [
            "x",
            "Gemeinde",
            "1",
            "12065251",
            "Oberkrämer",
            "2",
            "100000000",
            "11747",
            "1",
            "12065251",
            "Oberkrämer",
            "",
            "01.12.2023",
        ],
        [
            "y",
            "Gemeindeverband",
            "010585830",
            "",
            "Flintbek",
            "3, 4",
            "",
            "",
            "010585896",
            "",
            "Eidertal",
            "",
            "01.06.2023",
        ],
        ["y", "Gemeinde", "1", "01058019", "Böhnhusen", 3.0, "", "", "1", "01058019", "Böhnhusen", "", "01.06.2023"],
        [""],
        ["1) Änderungsart:"],
        ["    1 = Auflösung"],
    ]


def write(folder: Path, content: Rows, sheet_name: str = "Gebietsaenderungen") -> Path:
    path = folder / "aenderung.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Deckblatt")
        sheet = book.add_worksheet(sheet_name)
        for at, row in enumerate(content):
            sheet.write_row(at, 0, row)
    return path


def test_municipalities_only_and_notes_are_no_rows(tmp_path: Path) -> None:
    changes = read(write(tmp_path, rows()), FILE).changes
    assert changes is not None
    assert changes["from_id"].to_list() == ["16064073"] * 3 + ["12065251"] * 2 + ["01058019"]


def test_blank_cells_of_a_continued_row_mean_the_row_above(tmp_path: Path) -> None:
    changes = read(write(tmp_path, rows()), FILE).changes
    assert changes is not None
    anrode = changes.filter(pl.col("from_name") == "Anrode")
    assert anrode["to_id"].to_list() == ["16064071", "16064046", "16061118"]
    assert anrode["population"].to_list() == [1126, 313, 1699]


def test_the_day_is_the_statistical_one(tmp_path: Path) -> None:
    changes = read(write(tmp_path, rows()), FILE).changes
    assert changes is not None
    assert changes.filter(pl.col("to_id") == "12065332")["effective"].to_list() == [date(2023, 12, 1)]


def test_nothing_moves_is_null_not_zero(tmp_path: Path) -> None:
    changes = read(write(tmp_path, rows()), FILE).changes
    assert changes is not None
    assert changes.filter(pl.col("kind") == "3").select("area_m2", "population").row(0) == (None, None)


def _moved(content: Rows) -> None:
    for row in content[1:]:
        row.insert(2, "")


def _bad_key(content: Rows) -> None:
    content[8][3] = "Oberkrämer"


def _bad_day(content: Rows) -> None:
    content[5][12] = "demnächst"


def _bad_number(content: Rows) -> None:
    content[8][7] = "rund 90"


def _unknown_kind(content: Rows) -> None:
    content[8][5] = "7"


def _doubled(content: Rows) -> None:
    content.insert(6, list(content[5]))


def _no_area(content: Rows) -> None:
    content[5][6] = ""


@pytest.mark.parametrize(
    ("spoil", "error", "message"),
    [
        (_moved, SourceLayoutError, "column 4: expected a heading 'Amtlicher Gemeinde-schlüssel"),
        (_bad_key, SourceContentError, "row 9"),
        (_bad_day, SourceContentError, "row 6"),
        (_bad_number, SourceContentError, "row 9"),
        (_unknown_kind, SourceContentError, "unknown Änderungsart"),
        (_doubled, SourceContentError, "share a key"),
        (_no_area, SourceContentError, "row 6"),
    ],
)
def test_refuses(tmp_path: Path, spoil: Callable[[Rows], None], error: type[Exception], message: str) -> None:
    content = rows()
    spoil(content)
    with pytest.raises(error, match=message):
        read(write(tmp_path, content), FILE)


def test_refuses_another_workbook(tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match="no sheet 'Gebietsaenderungen'"):
        read(write(tmp_path, rows(), "Tabelle1"), FILE)


@pytest.mark.parametrize(("year", "count", "people"), [("2023", 43, 11_747), ("2024", 67, None), ("2025-02", 21, None)])
def test_real_lists(raw_dir: Path, year: str, count: int, people: int | None) -> None:
    changes = read(raw_dir / f"bbsr/namens-grenz-aenderung_{year}.xlsx", FILE).changes
    assert changes is not None
    assert changes.height == count
    assert changes["effective"].dt.year().unique().to_list() == [int(year[:4])]
    if people:
        assert changes.filter(pl.col("to_id") == "12065251")["population"].to_list() == [people]
