"""Gemeindeverzeichnis in Excel: what is refused, and in which words."""

from pathlib import Path

import pytest
from gazetteer_lists import (
    BODY_2019,
    HEAD_2019,
    LIST_1990,
    LIST_2019,
    SUMS_1990,
    Rows,
    body,
    changed,
    list_1990,
    list_2019,
    write,
)

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.destatis import gazetteer_excel


def test_a_doubled_municipality_is_refused_even_word_by_word(tmp_path: Path) -> None:
    path = list_2019(tmp_path, [*BODY_2019, BODY_2019[-1]])
    with pytest.raises(SourceContentError, match=r"must be unique .*gemeinde 08115054"):
        gazetteer_excel.read(path, LIST_2019)


@pytest.mark.parametrize(
    ("row", "column", "head"),
    [(2, 7, "Gemeindename"), (3, 9, "insgesamt"), (3, 5, "vb"), (2, 8, "fläche"), (3, 14, "längengrad")],
)
def test_a_missing_column_is_named_with_those_there_are(tmp_path: Path, row: int, column: int, head: str) -> None:
    path = list_2019(tmp_path, head=changed(HEAD_2019, row, column, "Neu"))
    with pytest.raises(SourceLayoutError, match=rf"(?i)row 3 to 6: no column headed '{head}.*found: .*neu"):
        gazetteer_excel.read(path, LIST_2019)


def test_two_columns_of_one_head_are_refused(tmp_path: Path) -> None:
    path = list_2019(tmp_path, head=changed(HEAD_2019, 3, 11, "insgesamt"))
    with pytest.raises(SourceLayoutError, match="2 columns headed 'insgesamt'"):
        gazetteer_excel.read(path, LIST_2019)


def test_a_total_of_something_else_is_refused(tmp_path: Path) -> None:
    path = list_2019(tmp_path, head=changed(HEAD_2019, 2, 9, "Beschäftigte"))
    with pytest.raises(SourceLayoutError, match="not headed 'Bevölkerung'"):
        gazetteer_excel.read(path, LIST_2019)


@pytest.mark.parametrize(
    ("head", "stand", "message"),
    [
        (changed(HEAD_2019, 4, 2, "Gebietsstand am 31.12.2018 (Jahr)"), "31.12.2019", "expected .*31.12.2019.*2018"),
        (HEAD_2019, "31.12.2018", "sheet 'Inhalt': expected .*31.12.2019.*found 31.12.2018"),
        (changed(HEAD_2019, 4, 8, "am 31.12.2018 (Jahr)"), "31.12.2019", "population of 2019, found .*31.12.2018"),
        (changed(HEAD_2019, 4, 2, "Stand"), "31.12.2019", "does not say 'Gebietsstand am"),
        (changed(HEAD_2019, 4, 8, "Jahr"), "31.12.2019", "does not say of which day the population is"),
    ],
)
def test_the_list_of_another_day_is_refused(tmp_path: Path, head: Rows, stand: str, message: str) -> None:
    with pytest.raises(SourceContentError, match=message):
        gazetteer_excel.read(list_2019(tmp_path, head=head, stand=stand), LIST_2019)


@pytest.mark.parametrize(
    ("row", "column", "cell", "message"),
    [
        (5, 10, 24806, "men and women that are not the whole"),
        (5, 8, 390.4, "another density"),
        (5, 9, "viele", "neither number nor known symbol"),
        (5, 13, "1032", "Postleitzahl that is not five digits"),
        (5, 14, "90,09663", "outside Germany"),
        (5, 5, "0004", "name a Verband that the list does not have"),
        (5, 4, "16", "lie in a Kreis that the list does not have"),
        (5, 2, "17", "no key of 8 digits"),
        (5, 6, "", "no key of 8 digits"),
        (5, 7, "", "have no name"),
        (5, 0, "70", "row 28: expected a Satzart .* found '70'"),
        (5, 0, "", "row 28: expected a Satzart .* found ''"),
    ],
)
def test_rows_that_cannot_be_are_refused(tmp_path: Path, row: int, column: int, cell: object, message: str) -> None:
    with pytest.raises(SourceContentError, match=message):
        gazetteer_excel.read(list_2019(tmp_path, changed(BODY_2019, row, column, cell)), LIST_2019)


def test_men_and_women_must_be_all_and_the_row_is_named(tmp_path: Path) -> None:
    path = list_2019(tmp_path, changed(BODY_2019, 5, 10, 24806))
    with pytest.raises(SourceContentError, match=r"311219'.*men and women.*\(row 28: 08115003 Böblingen, Stadt\)"):
        gazetteer_excel.read(path, LIST_2019)


def test_a_verband_without_member_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceContentError, match=r"are Verbände without a member .*081155001"):
        gazetteer_excel.read(list_2019(tmp_path, BODY_2019[:-2]), LIST_2019)


def test_a_list_that_lacks_a_land_is_refused(tmp_path: Path) -> None:
    sheet = HEAD_2019 + body(BODY_2019, text=True)
    del sheet[len(HEAD_2019) + 3]
    with pytest.raises(SourceContentError, match="no record for Bremen"):
        gazetteer_excel.read(write(tmp_path / "x.xlsx", {"Gemeindedaten": sheet}), LIST_2019)


@pytest.mark.parametrize(("column", "cell"), [(6, 3), (9, 13874), (4, "Verwaltungsgemeinschaft Anderswo")])
def test_sums_of_1990_that_do_not_hold_are_refused(tmp_path: Path, column: int, cell: object) -> None:
    path = list_1990(tmp_path, sums=changed(SUMS_1990, -1, column, cell))
    with pytest.raises(SourceContentError, match="sheet 'Gemeindeverbandsdaten': 08115 Verwaltungsgemeinschaft"):
        gazetteer_excel.read(path, LIST_1990)


def test_a_broken_zip_is_refused(tmp_path: Path) -> None:
    path = list_2019(tmp_path)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(SourceLayoutError, match="no whole spreadsheet"):
        gazetteer_excel.read(path, LIST_2019)


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.xlsx", {"Tabelle1": HEAD_2019})
    with pytest.raises(SourceLayoutError, match="found: Tabelle1"):
        gazetteer_excel.read(path, LIST_2019)


@pytest.mark.parametrize("rows", [HEAD_2019, []])
def test_a_sheet_without_records_is_refused(tmp_path: Path, rows: Rows) -> None:
    path = write(tmp_path / "x.xlsx", {"Gemeindedaten": rows})
    with pytest.raises(SourceLayoutError, match="no row begins with a Satzart"):
        gazetteer_excel.read(path, LIST_2019)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError, match=r"gone\.xlsx"):
        gazetteer_excel.read(tmp_path / "gone.xlsx", LIST_2019)
