"""INKAR's table export: levels, several indicators, what is missing, and the official totals."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.inkar import table_export as inkar
from kleinstadt.sources.reading.tables import FACTS, RawFile
from kleinstadt.sources.reading.workbook import Workbook, cell_text

FILE = RawFile("inkar/export.xlsx", "inkar", date(2022, 12, 31), None, "")

WORKING_AGE = "Erwerbsfähige Bevölkerung (15 bis unter 65 Jahre)"
HEADER = [
    ["Kennziffer", "Raumeinheit", "Aggregat", "Arbeitslose", "Arbeitslose", "Arbeitslose", WORKING_AGE],
    ["", "", "", "2018", "2019", "2020", "2019"],
]
ROWS = [
    ["01001000", "Flensburg, Stadt", "Gemeinden", 4304, 4174, 4722, 60031],
    ["01051002", "Arkebek", "Gemeinden", 5, 0, 5, "146"],
    ["16067092", "Georgenthal", "Gemeinden", 121, 0, 141, ""],
]


def export(folder: Path, rows, sheet: str = "Daten") -> Path:
    path = folder / "export.xlsx"
    with xlsxwriter.Workbook(path) as book:
        data = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            data.write_row(number, 0, row)
        book.add_worksheet("Metadaten").write_row(0, 0, ["Dokumentation der exportierten Indikatoren"])
        book.add_worksheet("Quellangabe").write_row(0, 0, ["Quelle (Zitierhinweis): INKAR. Ausgabe 2024."])
    return path


def facts_of(folder: Path, rows) -> pl.DataFrame:
    return inkar.read(export(folder, rows), FILE).facts


def value(facts: pl.DataFrame, area: str, variable: str, period: str):
    chosen = facts.filter(pl.col("area_id") == area, pl.col("variable") == variable, pl.col("period") == period)
    return chosen.select("value", "status").row(0)


def test_several_indicators_in_one_file(tmp_path):
    facts = facts_of(tmp_path, [*HEADER, *ROWS])
    assert dict(facts.schema) == FACTS
    assert facts.group_by("variable").len().sort("variable").rows() == [
        ("unemployed", 9),
        ("working_age_population", 3),
    ]
    assert value(facts, "01001000", "unemployed", "2019") == (4174.0, "measured")
    assert value(facts, "01051002", "working_age_population", "2019") == (146.0, "measured")
    assert facts.select("level", "territory", "source").unique().rows() == [("gemeinde", date(2022, 12, 31), "inkar")]


def test_zero_missing_and_gap_are_three_things(tmp_path):
    facts = facts_of(tmp_path, [*HEADER, *ROWS])
    assert value(facts, "01051002", "unemployed", "2019") == (0.0, "measured")
    assert value(facts, "16067092", "working_age_population", "2019") == (None, "missing")
    assert value(facts, "16067092", "unemployed", "2019") == (None, "missing")


@pytest.mark.slow
@given(series=st.lists(st.integers(0, 60), min_size=3, max_size=3))
@settings(max_examples=30)
def test_only_a_zero_between_large_numbers_is_taken_away(tmp_path_factory, series):
    rows = [["01001000", "Flensburg", "Gemeinden", *series, 1]]
    facts = facts_of(tmp_path_factory.mktemp("gaps"), [*HEADER, *rows]).filter(pl.col("variable") == "unemployed")
    hole = series[1] == 0 and min(series[0], series[2]) >= inkar.GAP_FROM
    assert facts.sort("period")["value"].to_list() == [series[0], None if hole else series[1], series[2]]


def test_years_need_no_order(tmp_path):
    columns = [0, 1, 2, 5, 3, 4, 6]
    mixed = facts_of(tmp_path, [[row[i] for i in columns] for row in [*HEADER, *ROWS]])
    keys = ["area_id", "variable", "period"]
    assert mixed.sort(keys).equals(facts_of(tmp_path, [*HEADER, *ROWS]).sort(keys))


@pytest.mark.parametrize(
    ("key", "aggregate", "level", "area_id"),
    [
        ("010515163", "Gemeindeverbände (Verwaltungsgemeinschaft)", "verband", "010515163"),
        ("01051", "Kreise", "kreis", "01051"),
        (1051.0, "Kreise", "kreis", "01051"),
        ("1", "Länder", "land", "01"),
        ("16", "Bundesländer", "land", "16"),
        ("99", "Bund", "bund", "00"),
        (1051001.0, "Gemeinden", "gemeinde", "01051001"),
    ],
)
def test_every_level(tmp_path, key, aggregate, level, area_id):
    facts = facts_of(tmp_path, [*HEADER, [key, "Name", aggregate, 1, 2, 3, 4]])
    assert facts.select("level", "area_id").unique().rows() == [(level, area_id)]


def test_levels_may_be_mixed(tmp_path):
    facts = facts_of(tmp_path, [*HEADER, ROWS[0], ["01001", "Flensburg", "Kreise", 4304, 4174, 4722, 60031]])
    assert sorted(facts.group_by("level", "area_id").len().rows()) == [
        ("gemeinde", "01001000", 4),
        ("kreis", "01001", 4),
    ]


def replaced(row: int, column: int, cell) -> list:
    table = [list(cells) for cells in [*HEADER, *ROWS]]
    table[row][column] = cell
    return table


@pytest.mark.parametrize(
    ("rows", "error", "named"),
    [
        (replaced(0, 3, "Kaufkraft"), SourceLayoutError, "'Kaufkraft'.*Arbeitslose, Erwerbsfähige"),
        (replaced(0, 0, "Schlüssel"), SourceLayoutError, "Kennziffer.*found: Schlüssel"),
        (replaced(1, 4, "Mittel"), SourceLayoutError, "rows 1 and 2"),
        (replaced(1, 4, "2018"), SourceContentError, "unemployed 2018"),
        (replaced(2, 2, "Mittelbereiche"), SourceLayoutError, "Mittelbereiche"),
        (replaced(2, 0, "010010000"), SourceLayoutError, "010010000"),
        (replaced(2, 0, ""), SourceLayoutError, "Kennziffern"),
        (replaced(3, 0, "01001000"), SourceContentError, "01001000"),
        (replaced(3, 4, "k.A."), SourceContentError, "'k.A.'"),
        (HEADER, SourceLayoutError, "Aggregat"),
        ([], SourceLayoutError, "rows 1 and 2"),
        ([row[:3] for row in HEADER], SourceLayoutError, "rows 1 and 2"),
    ],
)
def test_a_changed_export_is_refused(tmp_path, rows, error, named):
    with pytest.raises(error, match=named) as raised:
        facts_of(tmp_path, rows)
    assert "export.xlsx, sheet 'Daten'" in str(raised.value)


def test_a_workbook_without_data_or_whole_is_refused(tmp_path):
    with pytest.raises(SourceLayoutError, match="no sheet 'Daten'"):
        inkar.read(export(tmp_path, [], sheet="Tabelle1"), FILE)
    path = export(tmp_path, [*HEADER, *ROWS])
    path.write_bytes(path.read_bytes()[:1500])
    with pytest.raises(SourceLayoutError):
        inkar.read(path, FILE)
    with pytest.raises(SourceMissingError):
        inkar.read(tmp_path / "none.xls", FILE)


@pytest.fixture(scope="module")
def exports(raw_dir) -> dict[str, pl.DataFrame]:
    """Facts of the three raw exports, by variable."""
    files = [file for file in known_files() if file.source == "inkar"]
    tables = [inkar.read(raw_dir / file.path, file).facts for file in files]
    return {table["variable"][0]: table for table in tables}


def total(table: pl.DataFrame, year: str) -> float:
    return table.filter(pl.col("period") == year)["value"].sum()


def test_unemployed_in_germany(exports):
    """Yearly means of the Bundesagentur für Arbeit: 2.267 million in 2019, 2.695 in 2020, 2.613 in 2021."""
    unemployed = exports["unemployed"]
    assert total(unemployed, "2019") == 2_266_550
    assert total(unemployed, "2019") == pytest.approx(2_266_720, rel=0.0005)
    assert total(unemployed, "2020") == pytest.approx(2_695_000, rel=0.001)
    assert total(unemployed, "2021") == pytest.approx(2_613_000, rel=0.001)


def test_working_age_population_in_germany(exports):
    assert total(exports["working_age_population"], "2019") == 53_684_770
    assert value(exports["working_age_population"], "01001000", "working_age_population", "2019") == (
        60031.0,
        "measured",
    )


def test_income_tax_of_flensburg(exports):
    tax = exports["income_tax_eur_per_head"]
    assert value(tax, "010010000", "income_tax_eur_per_head", "1995") == (302.74, "measured")
    assert tax["level"].unique().to_list() == ["verband"]


def test_odd_cells_are_counted(exports):
    missing = {name: table.filter(pl.col("status") == "missing").height for name, table in exports.items()}
    assert missing == {
        "unemployed": 408 + 4,
        "working_age_population": 7,
        "income_tax_eur_per_head": 5076 + 7,
    }
    unreliable = exports["income_tax_eur_per_head"].filter(pl.col("status") == "unreliable")
    assert set(unreliable["area_id"].str.slice(0, 2)) == {"09"}
    assert set(unreliable["period"]) == {"2017"}
    assert all(set(table["status"].unique()) <= {"measured", "missing", "unreliable"} for table in exports.values())


def test_keys_are_those_of_31_december_2022(raw_dir, exports):
    sheet = Workbook(raw_dir / "bbsr/ref-gemeinden-ab-2020.xlsx").sheet("2022")
    keys = pl.Series([cell_text(row[1]).zfill(12) for row in sheet.rows[1:] if row[1] != ""])
    assert set(exports["unemployed"]["area_id"]) == set(keys.str.slice(0, 5) + keys.str.slice(9, 3))
    assert set(exports["working_age_population"]["area_id"]) == set(exports["unemployed"]["area_id"])
    assert set(exports["income_tax_eur_per_head"]["area_id"]) == set(keys.str.slice(0, 9))
