"""Hebesätze: all Länder, whatever their sheets are called; dashes, crosses and totals."""

from copy import deepcopy
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.keys import LAENDER
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.reading.tables import FACTS, RawFile
from kleinstadt.sources.reading.workbook import Workbook, cell_text
from kleinstadt.sources.statistical_offices import hebesaetze

FILE = RawFile("hebesaetze/rates.xlsx", "hebesaetze", date(2021, 12, 31), "2021", "")

UPPER = [
    "Jahr",
    "Land",
    "Amtlicher Regional-schlüssel",
    "Amtlicher Gemeinde-schlüssel",
    "Gemeinde",
    "Bevölkerung\nam \n30.06.2021",
    "Hebesatz ",
    "",
    "",
    "Spaltenende",
]
LOWER = ["", "", "", "", "", "", "Grundsteuer A", "Grundsteuer B", "Gewerbesteuer", ""]
RATES = ["grundsteuer_a_rate_pct", "grundsteuer_b_rate_pct", "gewerbesteuer_rate_pct"]


def land_sheet(land: str, rows) -> list[list]:
    """A sheet in the publisher's layout; rows: ARS, AGS, name, population and the three rates."""
    people = sum(row[3] for row in rows)
    return [
        ["Zurück zum Inhalt"],
        UPPER,
        LOWER,
        ["", "", "", "", f"{LAENDER[land]} insgesamt", people],
        [],
        *([2021, land, *row] for row in rows),
        ["Gebietsstand: 31.12.2021"],
        ["Ende des Tabellenblatts"],
    ]


def sheets() -> dict[str, list[list]]:
    names = {"08": "bw", "09": "by"}
    plain = {
        land: [[f"{land}1110000000", f"{land}111000", f"Stadt in {land}", 1000, 300, 400, "390"]] for land in LAENDER
    }
    plain["01"] = [
        ["010010000000", "01001000", "Flensburg, Stadt", 89949, "600", "690", "410"],
        ["010515178043", "01051043", "Hedwigenkoog", 207, 0, "–", "380"],
    ]
    plain["02"] = [["020000000000", "02000000", "Hamburg", 1850246, 225, 540, 470]]
    plain["10"] = [[100410100100, 10041100, "Saarbrücken", 179210, 275, 510, 490]]
    plain["11"] = [[110000000000, 11000000, "Berlin", 3664128, 150, 810, 410]]
    plain["12"] = [["120730532532", 12073532, "Schwedt/Oder", 30021, 250, "x", "x"]]
    book = {"Titel ": [["Zum Impressum"]], "Zeichenerklärung": [["x", "Tabellenfach gesperrt"]]}
    book |= {names.get(land, f"Land {land} {name}"): land_sheet(land, plain[land]) for land, name in LAENDER.items()}
    annex = ["x", 12073505, "Schöneberg", "x", "x", 420, 325]
    book["Anhang Land 12"] = [["zurück"], UPPER, LOWER, [], ["2021", "12", *annex], ["2021", "12", *plain["12"][0]]]
    return book | {"Anschriftenverzeichnis": [["Zurück zum Inhalt"]]}


def written(folder: Path, book) -> Path:
    path = folder / "rates.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name, rows in book.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def facts_of(folder: Path, book) -> pl.DataFrame:
    return hebesaetze.read(written(folder, book), FILE).facts


def rates(facts: pl.DataFrame, area: str) -> list:
    chosen = facts.filter(pl.col("area_id") == area)
    return [chosen.filter(pl.col("variable") == name)["value"].item() for name in RATES]


def test_every_land_is_read_whatever_its_sheet_is_called(tmp_path):
    facts = facts_of(tmp_path, sheets())
    assert dict(facts.schema) == FACTS
    assert facts["area_id"].str.slice(0, 2).unique().sort().to_list() == list(LAENDER)
    assert facts.height == 4 * 17
    assert rates(facts, "01001000") == [600, 690, 410]
    assert rates(facts, "11000000") == [150, 810, 410]
    assert rates(facts, "10041100") == [275, 510, 490]
    assert facts.filter(pl.col("variable") == "population_mid2021")["value"].sum() == sum(
        [89949, 207, 1850246, 179210, 3664128, 30021, 11 * 1000]
    )


def test_periods_and_borders(tmp_path):
    facts = facts_of(tmp_path, sheets())
    assert facts.filter(pl.col("variable") == "population_mid2021")["period"].unique().to_list() == ["2021-06"]
    assert facts.filter(pl.col("variable").is_in(RATES))["period"].unique().to_list() == ["2021"]
    assert facts.select("level", "territory").unique().rows() == [("gemeinde", date(2021, 12, 31))]


def test_a_dash_is_zero_and_a_cross_is_missing(tmp_path):
    facts = facts_of(tmp_path, sheets())
    assert rates(facts, "01051043") == [0, 0, 380]
    assert rates(facts, "12073532") == [250, None, None]
    crossed = facts.filter(pl.col("area_id") == "12073532", pl.col("value").is_null())
    assert crossed["status"].to_list() == ["not_meaningful"] * 2


def test_parts_of_a_municipality_in_the_annex_are_not_read(tmp_path):
    assert "12073505" not in facts_of(tmp_path, sheets())["area_id"].to_list()


SH = "Land 01 Schleswig-Holstein"


def changed(row: int, column: int, cell, sheet: str = SH) -> dict:
    book = deepcopy(sheets())
    book[sheet][row][column] = cell
    return book


def without(sheet: str) -> dict:
    return {name: rows for name, rows in sheets().items() if name != sheet}


def with_row(row: list) -> dict:
    book = deepcopy(sheets())
    book[SH].insert(7, row)
    return book


@pytest.mark.parametrize(
    ("book", "error", "named"),
    [
        (changed(5, 5, 89950), SourceContentError, f"sheet '{SH}'.*90157 persons.*90156"),
        (changed(3, 5, ""), SourceContentError, "says nothing"),
        (changed(3, 4, "zusammen"), SourceContentError, "says nothing"),
        (changed(5, 0, 2020), SourceContentError, "expected the year 2021.*'2020' for 'Flensburg, Stadt'"),
        (changed(5, 3, "01001001"), SourceContentError, "contradict.*Flensburg"),
        (changed(5, 3, "Flensburg"), SourceContentError, "contradict.*Flensburg"),
        (changed(5, 7, "k.A."), SourceContentError, "column 'Grundsteuer B'.*'k.A.'"),
        (changed(5, 7, -10), SourceContentError, "below 0"),
        (changed(2, 7, "Grundsteuer C"), SourceLayoutError, f"sheet '{SH}'.*'Grundsteuer B'.*Grundsteuer C"),
        (changed(1, 3, "AGS"), SourceLayoutError, "Amtlicher Gemeinde-schlüssel"),
        (changed(1, 5, "Einwohner"), SourceLayoutError, "Bevölkerung am"),
        (changed(1, 0, "Year"), SourceLayoutError, "01 Schleswig-Holstein"),
        (without("by"), SourceLayoutError, "09 Bayern"),
        (without("Land 11 Berlin"), SourceLayoutError, "11 Berlin"),
        ({"Titel": [["Zum Impressum"]]}, SourceLayoutError, "01 Schleswig-Holstein"),
        (with_row([2021, "01", "010010000000", "01001000", "Flensburg", 0, 1, 1, 1]), SourceContentError, "01001000"),
    ],
)
def test_a_changed_workbook_is_refused(tmp_path, book, error, named):
    with pytest.raises(error, match=named) as raised:
        facts_of(tmp_path, book)
    assert "rates.xlsx" in str(raised.value)


def test_a_broken_or_missing_workbook_is_refused(tmp_path):
    path = written(tmp_path, sheets())
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(SourceLayoutError):
        hebesaetze.read(path, FILE)
    with pytest.raises(SourceMissingError):
        hebesaetze.read(tmp_path / "none.xlsx", FILE)


@given(people=st.integers(0, 10**7))
@settings(max_examples=10)
def test_no_person_can_be_lost(tmp_path_factory, people):
    """Any other population than the printed one of a single municipality breaks the total."""
    book = changed(5, 5, people)
    folder = tmp_path_factory.mktemp("people")
    if people == 89949:
        assert facts_of(folder, book).height == 4 * 17
    else:
        with pytest.raises(SourceContentError, match="insgesamt"):
            facts_of(folder, book)


@pytest.fixture(scope="module")
def facts(raw_dir) -> pl.DataFrame:
    return hebesaetze.read(raw_file(raw_dir), FILE).facts


def raw_file(raw_dir: Path) -> Path:
    return raw_dir / next(file for file in known_files() if file.source == "hebesaetze").path


def test_the_raw_file_has_every_municipality_of_31_december_2021(raw_dir, facts):
    sheet = Workbook(raw_dir / "gemeindeverzeichnis/31122021_Auszug_GV.xlsx")
    name = next(name for name in sheet.sheet_names if "Gemeinde" in name)
    rows = [[cell_text(cell) for cell in row[:7]] for row in sheet.sheet(name).rows if cell_text(row[0]) == "60"]
    unincorporated = {"66"}
    keys = {
        row[2].zfill(2) + row[3] + row[4].zfill(2) + row[6].zfill(3) for row in rows if row[1] not in unincorporated
    }
    assert set(facts["area_id"]) == keys
    assert len(keys) == 10_789


def test_the_raw_file_has_germanys_population(facts):
    people = facts.filter(pl.col("variable") == "population_mid2021")["value"]
    assert people.sum() == 83_129_285


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("01001000", [600, 690, 410]),  # Flensburg
        ("02000000", [225, 540, 470]),  # Hamburg
        ("11000000", [150, 810, 410]),  # Berlin
        ("04012000", [250, 645, 460]),  # Bremerhaven
        ("07339030", [67.5, 80, 310]),  # Ingelheim am Rhein
        ("16076022", [326, 438, 434]),  # Greiz, weighted average of its parts
        ("12073532", [250, None, None]),  # Schwedt/Oder
    ],
)
def test_known_rates(facts, area, expected):
    assert rates(facts, area) == expected


def test_odd_cells_are_counted(facts):
    zeros = facts.filter(pl.col("value") == 0).group_by("variable").len()
    assert sorted(zeros.rows()) == [("grundsteuer_a_rate_pct", 17), ("grundsteuer_b_rate_pct", 16)]
    assert facts.filter(pl.col("status") != "measured")["status"].to_list() == ["not_meaningful"] * 2
    assert facts.filter(pl.col("variable") == "gewerbesteuer_rate_pct")["value"].min() >= 200  # by law


def test_annexes_repeat_the_sheets_of_their_laender(raw_dir, facts):
    book = Workbook(raw_file(raw_dir))
    repeated = [
        row
        for name in ("Anhang Land 12", "Anhang Land 13", "Anhang Land 16")
        for row in book.sheet(name).rows
        if cell_text(row[0]) == "2021" and cell_text(row[2]) != "x"
    ]
    assert len(repeated) == 18
    for row in repeated:
        printed = [None if cell == "x" else float(cell) for cell in row[6:9]]
        assert rates(facts, cell_text(row[3])) == printed
