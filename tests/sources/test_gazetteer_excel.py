"""Gemeindeverzeichnis in Excel: the official sums of fifteen lists, and refusals on small lists of our own."""

from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.keys import LAENDER
from kleinstadt.sources import gazetteer_excel
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.gazetteer_records import with_own_verband
from kleinstadt.sources.reading import AREAS, FACTS, RawFile, Reading

Rows = list[list[object]]

LIST_2019 = RawFile("gemeindeverzeichnis/2019.xlsx", "gv", date(2019, 12, 31), "2019", "")
LIST_1994 = RawFile("gemeindeverzeichnis/1994.xlsx", "gv", date(1994, 12, 31), "1994", "")
LIST_1990 = RawFile("gemeindeverzeichnis/1990.xlsx", "gv", date(1991, 1, 1), "1990", "")

# Heads as printed, with their line breaks, hyphens and footnote marks; records with the real numbers of some places.
HEAD_2019: Rows = [
    ["Gemeinden in Deutschland nach Fläche, Bevölkerung und Postleitzahl am 31.12.2019 (Jahr)"],
    [],
    ["Satz-art", "Text-kenn-zeichen", "Amtlicher Regionalschlüssel (ARS)", "", "", "", "", "Gemeindename",
     "Fläche km2 1)", "Bevölkerung2)", "", "", "", "Post-leit-zahl3)", "Geografische Mittelpunktkoordinaten", "",
     "Reisegebiete", ""],
    ["", "", "Land", "RB", "Kreis", "VB", "Gem", "", "", "insgesamt", "männlich", "weiblich", "je km2", "",
     "Längengrad", "Breitengrad"],
    ["", "", "Gebietsstand am 31.12.2019 (Jahr)", "", "", "", "", "", "am 31.12.2019 (Jahr) ", "", "", "", "", "",
     "Zuordnungsstand am 31.12.2019", "", "Schlüssel", "Bezeichnung"],
    [],
]  # fmt: skip
BODY_2019: Rows = [
    ["40", "44", "01", "0", "60", "", "", "Segeberg"],
    ["50", "50", "01", "0", "60", "9014", "", "Buchholz (Forstgutsbez.),gemfr. Gebiet"],
    ["60", "66", "01", "0", "60", "9014", "014", "Buchholz (Forstgutsbez.),gemfr. Gebiet", 40.91, 0, 0, 0, 0, "",
     "0,0", "0,0"],
    ["40", "44", "08", "1", "15", "", "", "Böblingen"],
    ["50", "50", "08", "1", "15", "0003", "", "Böblingen,\u00a0Stadt"],
    ["60", "67", "08", "1", "15", "0003", "003", "Böblingen,\u00a0Stadt", 39.04, 50161, 24805, 25356, 1285, "71032",
     "9,009663", "48,685296"],
    ["50", "56", "08", "1", "15", "5001", "", "GVV Aidlingen/Grafenau"],
    ["60", "64", "08", "1", "15", "5001", "001", "Aidlingen4)", 26.56, "/", "/", "/", "/", "71134", 8.896991,
     48.677969],
    ["60", "64", "08", "1", "15", "5001", "054", "Grafenau", 13.04, 6768, 3403, 3365, 519, "71120", "8,91395",
     "48,711098"],
]  # fmt: skip
FOOT_2019: Rows = [[], ["Quelle: Gemeindeverzeichnis"], [], ["3) Die Gemeinde kann mehrere Postleitzahlen haben."]]

HEAD_1994: Rows = [
    ["Gemeinden in Deutschland nach Fläche, Einwohner und Postleitzahl am 31.12.1994 (Jahr)"],
    [],
    ["Satz-art", "Text-kenn-zeichen", "Regionalschlüssel", "", "", "", "", "Gemeindename", "Fläche in km2",
     "Einwohner", "", "", "", "Post-leitzahl"],
    ["", "", "Land", "RB", "Kreis", "VB", "Gem", "", "", "insgesamt", "männlich", "weiblich", "je km2"],
    ["", "", "Gebietsstand am 31.12.1994 (Jahr)", "", "", "", "", "", "am 31.12.1994 (Jahr)"],
    [],
]  # fmt: skip
BODY_1994: Rows = [
    [40, 41, "01", "0", "01", "", "", "Flensburg, Stadt"],
    [60, 61, "01", "0", "01", "0000", "000", "Flensburg, Stadt", 56.44, 87939, 42203, 45736, 1558, "24937"],
    [40, 44, "08", "1", "15", "", "", "Böblingen"],
    [60, 63, "08", "1", "15", "0000", "003", "Böblingen, Stadt", 39.04, 46710, 22967, 23743, 1196, "71032"],
    [50, 54, "08", "1", "15", "0803", "", "Aidlingen/Grafenau"],
    [60, 64, "08", "1", "15", "0803", "001", "Aidlingen", 26.56, 8837, 4354, 4483, 333, "71134"],
    [60, 64, "08", "1", "15", "0803", "054", "Grafenau", 13.04, 5758, 2906, 2852, 442, "71120"],
    [40, 44, "08", "4", "15", "", "", "Reutlingen"],
    [60, 65, "08", "4", "15", "0000", "086", "Gutsbezirk Münsingen, gemfr. Gebiet", 67.03, 239, 121, 118, 4, ""],
]  # fmt: skip

HEAD_1990: Rows = [
    ["Gemeinden in Deutschland nach Fläche und Bevölkerung am 31.12.1990 (Jahr) zum Gebietsstand 01.01.1991 "],
    [],
    ["Satz-art", "Gemeindeschlüssel", "", "", "", "Gemeindename", "Stadtrechte\nx=ja", "Verbandszugehörigkeit", "",
     "Fläche km2  ", "Bevölkerung"],
    ["", "Land", "RB", "Kreis", "Gemeinde", "", "", "Schlüssel", "Name", "", "insgesamt", "männlich", "weiblich",
     "je km2"],
    ["", "Gebietsstand am 01.01.1991", "", "", "", "", "", "", "", "am 31.12.1990"],
    [],
]  # fmt: skip
BODY_1990: Rows = [
    [40, "01", "0", "60", "", "Segeberg"],
    [60, "01", "0", "60", "014", "Buchholz (Forstgutsbezirk), gemfr. Gebiet", "", "", "", 40.92, 0, 0],
    [40, "08", "1", "15", "", "Böblingen"],
    [60, "08", "1", "15", "001", "Aidlingen", "", "I", "Verwaltungsgemeinschaft Aidlingen/Grafenau", 26.56, 8309,
     4081, 4228, 313],
    [60, "08", "1", "15", "003", "Böblingen, Stadt", "x", "", "", 39.04, 44903, 22115, 22788, 1150],
    [60, "08", "1", "15", "054", "Grafenau", "", "I", "Verwaltungsgemeinschaft Aidlingen/Grafenau", 13.04, 5564,
     2806, 2758, 427],
]  # fmt: skip
SUMS_1990: Rows = [
    ["Fläche, Bevölkerung und Bevölkerungsdichte ... am 01.01.1991 "],
    [],
    ["Satz-art", "Schlüsselnummer", "", "", "Kreis\namtsfreie Gemeinden\nAmt", "Sitz", "Gemeinden", "Ämter",
     "Fläche km2  ", "Bevölkerung"],
    ["", "Land", "RB", "Kreis", "", "", "", "", "", "insgesamt", "männlich", "weiblich", "je km2"],
    ["", "Gebietsstand am 01.01.1991", "", "", "", "", "Anzahl", "", "am 31.12.1990"],
    [],
    [10, "08", "", "", "Baden-Württemberg\u00a0\u00a0", "", 1103, 272, 34507.28, 7937577],
    [40, "08", "1", "15", "Böblingen", "Böblingen, Stadt", 26, 6, 617.81, 334602],
    ["", "08", "1", "15", "Einheitsgemeinden", "", 10, "", 310.73, 220473],
    ["", "08", "1", "15", "Verwaltungsgemeinschaft Aidlingen/Grafenau", "Aidlingen", 2, "", 39.6, 13873],
]  # fmt: skip

# Municipality rows (gemeindefreie Gebiete included), Verbände, Kreise, persons, persons not given, km².
OFFICIAL = {
    "1990": (16191, 11214, 543, 79_753_227, 0, 356_971.78),
    "1994": (14884, 7559, 444, 81_538_603, 0, 356_978.77),
    "2002": (13222, 4861, 439, 82_536_680, 0, 357_026.55),
    "2005": (12415, 4699, 439, 82_437_995, 0, 357_092.90),
    "2009": (12067, 4632, 412, 81_802_257, 0, 357_123.22),
    "2011": (11368, 4604, 402, 81_843_743, 0, 357_136.80),
    "2013": (11237, 4571, 402, 80_767_463, 0, 357_339.62),
    "2014": (11192, 4546, 402, 81_197_537, 0, 357_375.25),
    "2016": (11135, 4538, 401, 82_385_138, 6, 357_577.59),
    "2017": (11129, 4532, 401, 82_792_351, 0, 357_581.99),
    "2019": (11010, 4623, 401, 83_166_711, 0, 357_580.75),
    "2021": (10997, 4606, 400, 83_237_124, 0, 357_592.16),
    "2023": (10981, 4597, 400, 84_669_326, 0, 357_683.85),
    "2024": (10959, 4596, 400, 84_669_326, 0, 357_683.87),
}
PEOPLE_1997 = {  # official, 31.12.1997, of the Länder without reforms in 1998
    "02": 1_704_731,
    "03": 7_845_398,
    "04": 673_883,
    "05": 17_974_487,
    "06": 6_031_705,
    "07": 4_017_828,
    "08": 10_396_610,
    "09": 12_066_375,
    "10": 1_080_790,
    "11": 3_425_759,
    "16": 2_478_148,
}


def body(rows: Rows, *, old: bool = False, text: bool = False) -> Rows:
    """All 16 Länder before `rows`, with their keys."""
    first = []
    for key, name in LAENDER.items():
        kind: object = "10" if text else 10
        first.append([kind, key, "", "", "", name] if old else [kind, "", key, "", "", "", "", name])
    return first + rows


def write(path: Path, sheets: dict[str, Rows]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if cell != "":
                        sheet.write(i, j, cell)
    return path


def list_2019(folder: Path, rows: Rows | None = None, head: Rows | None = None, stand: str = "31.12.2019") -> Path:
    records = body(BODY_2019 if rows is None else rows, text=True)
    cover: Rows = [["Statistisches Bundesamt"], ["", f"Gebietsstand: {stand} (Jahr)"]]
    sheet = (HEAD_2019 if head is None else head) + records + FOOT_2019
    return write(folder / "31122019_Auszug_GV.xlsx", {"Inhalt": cover, "Onlineprodukt_Gemeinden_311219": sheet})


def list_1994(folder: Path, rows: Rows = BODY_1994) -> Path:
    return write(folder / "31121994_Auszug_GV.xlsx", {"Gemeindedaten": HEAD_1994 + body(rows)})


def list_1990(folder: Path, rows: Rows = BODY_1990, sums: Rows = SUMS_1990) -> Path:
    sheets = {"Gemeindedaten": HEAD_1990 + body(rows, old=True), "Gemeindeverbandsdaten": sums}
    return write(folder / "31121990_Auszug_GV.xlsx", sheets)


def areas(reading: Reading, level: str) -> dict[str, dict[str, object]]:
    assert reading.areas is not None
    return {row["area_id"]: row for row in reading.areas.filter(level=level).iter_rows(named=True)}


def fact(reading: Reading, key: str, variable: str) -> tuple[float | None, str]:
    assert reading.facts is not None
    return reading.facts.filter(area_id=key, variable=variable).select("value", "status").row(0)


def changed(rows: Rows, row: int, column: int, cell: object) -> Rows:
    copy = deepcopy(rows)
    copy[row][column] = cell
    return copy


# --- small lists, read ---


def test_a_list_of_2019_gives_areas_of_all_levels(tmp_path: Path) -> None:
    reading = gazetteer_excel.read(list_2019(tmp_path), LIST_2019)
    assert reading.areas is not None and reading.areas.schema == AREAS
    assert set(areas(reading, "land")) == set(LAENDER)
    assert set(areas(reading, "kreis")) == {"01060", "08115"}
    assert set(areas(reading, "verband")) == {"010609014", "081150003", "081155001"}
    boeblingen = areas(reading, "gemeinde")["08115003"]
    assert boeblingen == {
        "territory": date(2019, 12, 31),
        "level": "gemeinde",
        "area_id": "08115003",
        "name": "Böblingen, Stadt",
        "verband": "081150003",
        "postcode": "71032",
        "lon": 9.009663,
        "lat": 48.685296,
        "kind": "67",
        "source": "gv",
    }


def test_names_lose_footnote_marks_and_odd_blanks(tmp_path: Path) -> None:
    reading = gazetteer_excel.read(list_2019(tmp_path), LIST_2019)
    assert areas(reading, "gemeinde")["08115001"]["name"] == "Aidlingen"
    assert areas(reading, "verband")["081150003"]["name"] == "Böblingen, Stadt"


def test_a_coordinate_of_zero_is_unknown(tmp_path: Path) -> None:
    forest = areas(gazetteer_excel.read(list_2019(tmp_path), LIST_2019), "gemeinde")["01060014"]
    assert (forest["lon"], forest["lat"], forest["postcode"], forest["kind"]) == (None, None, None, "66")


def test_facts_keep_value_and_status_apart(tmp_path: Path) -> None:
    reading = gazetteer_excel.read(list_2019(tmp_path), LIST_2019)
    assert reading.facts is not None and reading.facts.schema == FACTS
    assert set(reading.facts["period"]) == {"2019"}
    assert fact(reading, "08115003", "population") == (50161, "measured")
    assert fact(reading, "08115003", "population_female") == (25356, "measured")
    assert fact(reading, "08115001", "population") == (None, "unreliable")
    assert fact(reading, "08115001", "area_km2") == (26.56, "measured")
    assert fact(reading, "01060014", "population") == (0, "measured")


def test_columns_are_found_wherever_they_stand(tmp_path: Path) -> None:
    """Here the key stands behind the name, and the Postleitzahl before the area."""
    order = [0, 1, 7, 13, 8, 9, 10, 11, 12, 2, 3, 4, 5, 6, 14, 15, 16, 17]
    sheet = HEAD_2019 + body(BODY_2019, text=True)
    moved = [[(row + [""] * 18)[i] for i in order] for row in sheet]
    reading = gazetteer_excel.read(write(tmp_path / "x.xlsx", {"Gemeindedaten": moved}), LIST_2019)
    straight = gazetteer_excel.read(list_2019(tmp_path), LIST_2019)
    assert reading.facts is not None and reading.facts.equals(straight.facts)
    assert reading.areas is not None and reading.areas.equals(straight.areas)


def test_of_1994_each_town_without_verband_is_its_own(tmp_path: Path) -> None:
    reading = gazetteer_excel.read(list_1994(tmp_path), LIST_1994)
    towns = areas(reading, "gemeinde")
    assert {key: towns[key]["verband"] for key in towns} == {
        "01001000": "010010000",
        "08115003": "081150003",
        "08115001": "081150803",
        "08115054": "081150803",
        "08415086": "084159086",
    }
    assert set(areas(reading, "verband")) == {"010010000", "081150003", "081150803", "084159086"}
    assert areas(reading, "verband")["081150003"]["name"] == "Böblingen, Stadt"
    assert towns["08115003"]["kind"] == "63" and towns["08115003"]["lon"] is None


def test_of_1990_verbaende_are_told_by_name(tmp_path: Path) -> None:
    reading = gazetteer_excel.read(list_1990(tmp_path), LIST_1990)
    towns, verbaende = areas(reading, "gemeinde"), areas(reading, "verband")
    assert towns["08115001"]["verband"] == towns["08115054"]["verband"] == "081158001"
    assert verbaende["081158001"]["name"] == "Verwaltungsgemeinschaft Aidlingen/Grafenau"
    assert towns["08115003"]["verband"] == "081150003" and towns["08115003"]["kind"] is None
    assert towns["01060014"]["kind"] == "66" and towns["01060014"]["verband"] == "010609014"


def test_of_1990_an_empty_cell_of_nobody_is_zero(tmp_path: Path) -> None:
    reading = gazetteer_excel.read(list_1990(tmp_path), LIST_1990)
    assert fact(reading, "01060014", "population_female") == (0, "measured")


def test_doubled_rows_of_uninhabited_areas_count_once(tmp_path: Path) -> None:
    doubled = [*BODY_2019[:3], BODY_2019[2], *BODY_2019[3:]]
    reading = gazetteer_excel.read(list_2019(tmp_path, doubled), LIST_2019)
    assert reading.areas is not None
    assert reading.areas.equals(gazetteer_excel.read(list_2019(tmp_path), LIST_2019).areas)


# --- small lists, refused ---


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


# --- laws ---


@settings(max_examples=50, deadline=None)
@given(
    st.sets(st.integers(0, 999), min_size=1, max_size=60),
    st.sets(st.integers(0, 9999), max_size=60),
    st.data(),
)
def test_every_town_gets_a_verband_and_shares_none_that_is_its_own(
    numbers: set[int], codes: set[int], data: st.DataObject
) -> None:
    listed = pl.Series([f"08115{code:04}" for code in codes if not code >= 9000], dtype=pl.String)
    named = st.sampled_from(listed.to_list()) | st.none() if len(listed) else st.none()
    towns = pl.DataFrame(
        {"key": [f"08115{number:03}" for number in sorted(numbers)]},
    ).with_columns(
        kind=pl.Series([data.draw(st.sampled_from(["63", "64", "66", None])) for _ in numbers], dtype=pl.String),
        verband=pl.Series([data.draw(named) for _ in numbers], dtype=pl.String),
    )
    given_names = towns["verband"]
    filled = with_own_verband(towns, listed)["verband"]
    assert filled.null_count() == 0 and filled.str.len_chars().eq(9).all()
    own = filled.filter(given_names.is_null())
    assert own.is_unique().all() and not own.is_in(listed.to_list()).any()
    assert filled.filter(given_names.is_not_null()).equals(given_names.drop_nulls())


# --- the real lists ---


def real_list(year: str) -> RawFile:
    return next(file for file in known_files() if file.source == "gv" and f"3112{year}" in file.path)


@cache
def _reading(folder: Path, year: str) -> Reading:
    file = real_list(year)
    return gazetteer_excel.read(folder / file.path, file)


@pytest.mark.parametrize("year", OFFICIAL)
def test_official_sums(raw_dir: Path, year: str) -> None:
    reading = _reading(raw_dir, year)
    assert reading.areas is not None and reading.facts is not None
    counts = dict(reading.areas["level"].value_counts().iter_rows())
    people = reading.facts.filter(variable="population")
    km2 = reading.facts.filter(variable="area_km2")["value"]
    found = (
        counts["gemeinde"],
        counts["verband"],
        counts["kreis"],
        int(people["value"].sum()),
        people["value"].null_count(),
        round(km2.sum(), 2),
    )
    assert found == OFFICIAL[year]
    assert counts["land"] == 16 and people.height == counts["gemeinde"]


@pytest.mark.parametrize("year", [*OFFICIAL, "1998"])
def test_every_municipality_has_a_listed_verband(raw_dir: Path, year: str) -> None:
    reading = _reading(raw_dir, year)
    towns, verbaende = areas(reading, "gemeinde"), areas(reading, "verband")
    assert {town["verband"] for town in towns.values()} == set(verbaende)
    assert all(str(town["verband"])[:5] == key[:5] for key, town in towns.items())


@pytest.mark.parametrize(("year", "official"), [("2009", 11_993), ("2011", 11_292), ("2014", 11_116), ("2019", 10_799)])
def test_the_official_number_of_municipalities_leaves_out_uninhabited_areas(
    raw_dir: Path, year: str, official: int
) -> None:
    towns = areas(_reading(raw_dir, year), "gemeinde").values()
    assert sum(town["kind"] != "66" for town in towns) == official


def test_of_1998_numbers_are_of_1997_and_known_flaws_are_taken_out(raw_dir: Path) -> None:
    reading = _reading(raw_dir, "1998")
    assert reading.facts is not None
    people = reading.facts.filter(variable="population").with_columns(land=pl.col("area_id").str.slice(0, 2))
    assert people.height == 14_272 and people["value"].null_count() == 67
    sums = dict(people.group_by("land").agg(pl.col("value").sum()).iter_rows())
    assert {land: sums[land] for land in PEOPLE_1997} == PEOPLE_1997
    assert fact(reading, "12062218", "population") == (None, "unreliable")  # Heideeck, formed of two, counts one
    assert fact(reading, "09474126", "population") == (30_883, "measured")
    assert fact(reading, "09474126", "area_km2") == (None, "unreliable")


def test_every_known_flaw_is_in_the_list_of_1998(raw_dir: Path) -> None:
    flaws = gazetteer_excel.known_flaws()
    assert flaws["ags"].is_unique().all() and flaws.height == 71
    assert set(flaws["ags"]) <= set(areas(_reading(raw_dir, "1998"), "gemeinde"))


def _km2_on_territory_of_2019(raw_dir: Path, year: str) -> pl.DataFrame:
    """ags19, km2: settled municipalities of a list, carried by BBSR's weights; a flawed value leaves its place null."""
    crosswalk = pl.read_parquet(raw_dir / "bbsr" / "umsteigeschluessel_gemeinden_1990_19.parquet")
    reading = _reading(raw_dir, year)
    assert reading.facts is not None and reading.areas is not None
    settled = reading.areas.filter(pl.col("kind") != "66", level="gemeinde").select("area_id")
    km2 = reading.facts.filter(variable="area_km2").join(settled, on="area_id").select(ags="area_id", km2="value")
    carried = km2.join(crosswalk.filter(year=int(year)), on="ags").with_columns(pl.col("km2") * pl.col("size_conv"))
    whole = pl.when(pl.col("km2").null_count() == 0).then(pl.col("km2").sum())
    return carried.group_by("ags19").agg(whole.alias(f"km2_{year}"))


def test_of_1998_no_other_place_lacks_area(raw_dir: Path) -> None:
    """Every place whose area of 1998 is short of both 1994's and 2002's is a known flaw."""
    before, then, after = (_km2_on_territory_of_2019(raw_dir, year) for year in ("1994", "1998", "2002"))
    places = then.join(before, on="ags19").join(after, on="ags19")
    short = pl.min_horizontal("km2_1994", "km2_2002") - pl.col("km2_1998") > 1.0
    # Hennigsdorf got 5 km² without people from its neighbours; Boxberg's and Elsterheide's borders ran through mines.
    assert set(places.filter(short)["ags19"]) <= {"12065136", "14626060", "14625120"}
    assert places["km2_1998"].null_count() > 60


def test_of_2016_six_towns_have_no_population(raw_dir: Path) -> None:
    facts = _reading(raw_dir, "2016").facts
    assert facts is not None
    missing = facts.filter(pl.col("value").is_null(), variable="population")
    assert set(missing["status"]) == {"unreliable"}
    names = {areas(_reading(raw_dir, "2016"), "gemeinde")[key]["name"] for key in missing["area_id"]}
    assert names == {"Kerken", "Schöppingen", "Bad Driburg, Stadt", "Borgentreich, Orgelstadt", "Hemer, Stadt",
                     "Unna, Stadt"}  # fmt: skip


def test_of_1990_two_verbaende_of_one_numeral_are_apart(raw_dir: Path) -> None:
    towns = areas(_reading(raw_dir, "1990"), "gemeinde")
    schoellnach, oberpoering = towns["09271149"]["verband"], towns["09271139"]["verband"]
    assert schoellnach != oberpoering
    assert sum(town["verband"] == schoellnach for town in towns.values()) == 3


def test_of_1994_wesselburen_is_not_its_kirchspiel(raw_dir: Path) -> None:
    towns = areas(_reading(raw_dir, "1994"), "gemeinde")
    assert towns["01051127"]["verband"] == "010519127"
    assert sum(town["verband"] == "010510127" for town in towns.values()) > 3


@pytest.mark.parametrize("year", ["2011", "2013", "2014", "2016", "2017", "2019", "2021", "2023", "2024"])
def test_every_inhabited_place_has_its_own_point_near_its_kreis(raw_dir: Path, year: str) -> None:
    table = _reading(raw_dir, year).areas
    assert table is not None
    towns = table.filter(pl.col("kind") != "66", level="gemeinde").with_columns(kreis=pl.col("area_id").str.slice(0, 5))
    assert towns["lon"].null_count() == towns["lat"].null_count() == 0
    assert towns.select(pl.struct("lon", "lat").is_unique().all()).item()
    off = (pl.col("lat") - pl.col("lat").median().over("kreis")).abs()
    aside = (pl.col("lon") - pl.col("lon").median().over("kreis")).abs()
    assert set(towns.filter((off > 0.7) | (aside > 1.2))["area_id"]) == {"01056025"}  # Helgoland


def test_of_2009_no_point_is_taken(raw_dir: Path) -> None:
    assert all(town["lon"] is None for town in areas(_reading(raw_dir, "2009"), "gemeinde").values())
