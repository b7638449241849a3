"""Small lists of municipalities in the three layouts of the office, written as spreadsheets."""

from copy import deepcopy
from datetime import date
from pathlib import Path

import xlsxwriter

from kleinstadt.keys import LAENDER
from kleinstadt.sources.reading.tables import RawFile, Reading

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
