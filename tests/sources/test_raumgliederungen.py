"""Official classes from a file in the layout that public programs read; the real file has not been seen."""

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.bbsr.raumgliederungen import read_official

SHORT = ["GEM2022", "GEM2022_RS", "GEM_NAME", "bev22", "VWG2022", "VWG_NAME", "GTU2022", "GTU_NAME"]
SHORT += ["RLG2022", "RLG_NAME", "GWS2022", "GWS_NAME"]
LONG = ["Gemeinden (2022) Kennziffer", "Gemeindekennziffer (RS)", "Gemeinden (2022) Name", *[""] * 9]
NOTHING = ["", "", "", "", "", ""]
ROWS = [
    [1001000, 10010000000, "Flensburg", 92550, 10010000, "Flensburg", 20, "Mittelstadt", 3, "Peripher", 4, "Wachsend"],
    [
        1051001,
        10515166001,
        "Albersdorf",
        3658,
        10515166,
        "Mitteldithmarschen",
        40,
        "Kleine Kleinstadt",
        4,
        *NOTHING[:3],
    ],
    [
        "09184148",
        "091840148148",
        "Unterföhring",
        11470,
        "",
        "",
        30,
        "Größere Kleinstadt",
        1,
        "Sehr zentral",
        *NOTHING[:2],
    ],
    [3153504, 31535401504, "Harz (Landkreis Goslar), gemfr. Gebiet", 0, 31535401, "", *NOTHING],
]
ROWS[2][10:] = [5, "überdurchschnittlich wachsend"]
ROWS[1][9:] = ["Sehr peripher", 3, "Keine eindeutige Entwicklungsrichtung"]


def write(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "raumgliederungen-referenzen-2022.xlsx"


def whole(rows: list[list[object]]) -> dict[str, list[list[object]]]:
    kreise = [["KRS2022", "KRS_NAME", "KTU2022"], ["Kreise (2022) Kennziffer", "", ""], [1001000, "Flensburg", 2]]
    return {"Erläuterung": [["Raumgliederungen"], ["Stand 31.12.2022"]], "Kreisreferenz": kreise} | {
        "Gemeindereferenz (inkl. Kreise)": [SHORT, LONG, *rows]
    }


def test_the_layout_of_2022(path: Path) -> None:
    found = read_official(write(path, whole(ROWS)))
    assert (found.year, found.key, found.file) == (2022, "ags", path.name)
    assert found.frame.select("ags", "lage").rows() == [
        ("01001000", "peripher"),
        ("01051001", "sehr_peripher"),
        ("03153504", None),
        ("09184148", "sehr_zentral"),
    ]
    assert found.frame["type"].to_list() == ["mittelstadt", "kleine_kleinstadt", None, "groessere_kleinstadt"]
    assert found.frame["growth"].to_list() == ["growing", "no_clear_direction", None, "strongly_growing"]


def test_any_sheet_any_column_any_row(path: Path) -> None:
    rows = [[], ["Stand: Ende 2022"], ["", "RLG", "GEM"], ["", "Lage", "Gemeinde"], ["", 2.0, 1001000.0], ["", "", ""]]
    found = read_official(write(path, {"Tabelle1": rows}))
    assert found.year == 2022, "from the file's name"
    assert found.frame.select("ags", "lage").rows() == [("01001000", "zentral")]


def test_words_in_place_of_codes(path: Path) -> None:
    rows = [["GEM2021", "RLG2021"], [1001000, "sehr peripher"]]
    assert read_official(write(path, {"a": rows})).frame["lage"].to_list() == ["sehr_peripher"]


def test_a_sheet_of_verbaende(path: Path) -> None:
    rows = [["GVB2021", "RLG2021"], [10515166, 4], [10515166, 4], [91840148, 1]]
    found = read_official(write(path, {"a": rows}))
    assert found.key == "verband"
    assert found.frame.select("verband", "lage").rows() == [
        ("010515166", "sehr_peripher"),
        ("091840148", "sehr_zentral"),
    ]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([[1001000, *ROWS[0][1:8], 5, "", "", ""]], "RLG is none of 1"),
        ([[1001000, *ROWS[0][1:8], 3, "Sehr zentral", "", ""]], "contradict each other"),
        ([ROWS[0], ROWS[0]], "share a key"),
        ([[*ROWS[0][:1], 1234567890123456, *ROWS[0][2:]]], "too many digits"),
    ],
)
def test_contradictions_are_refused(path: Path, rows: list[list[object]], says: str) -> None:
    with pytest.raises(SourceContentError, match=says) as caught:
        read_official(write(path, whole(rows)))
    assert "Gemeindereferenz" in str(caught.value)


def test_another_file_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match=r"no sheet has a row with the short names.*Kreisreferenz"):
        read_official(write(path, {"Kreisreferenz": [["KRS2022", "KTU2022"], [1001, 3]]}))
    with pytest.raises(SourceLayoutError, match="no row below the short names"):
        read_official(write(path, whole([])))
    with pytest.raises(SourceLayoutError, match="says the year"):
        read_official(write(tmp_path / "bbsr.xlsx", {"a": [["GEM", "RLG"], [1001000, 1]]}))
    with pytest.raises(SourceMissingError):
        read_official(tmp_path / "none.xlsx")
    path.write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(SourceLayoutError, match="no whole spreadsheet"):
        read_official(path)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("Große Mittelstadt", "mittelstadt"), ("Kleinere Großstadt", "grossstadt"), ("LANDGEMEINDE", "landgemeinde")],
)
def test_divided_types_are_one_here(path: Path, word: str, meant: str) -> None:
    row = [*ROWS[0][:7], word, 3, "peripher", 1, ""]
    assert read_official(write(path, whole([row]))).frame["type"].to_list() == [meant]


def test_unknown_words_of_the_other_classes_do_no_harm(path: Path) -> None:
    row = [*ROWS[0][:7], "Marktflecken", 3, "peripher", 1, "stabil"]
    found = read_official(write(path, whole([row]))).frame
    assert found.select("lage", "type", "growth").rows() == [("peripher", None, None)]
    assert found.schema["type"] == pl.String
