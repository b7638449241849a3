"""Deutschlandatlas: sheets of June 2026, missing values, years that a heading must say; cells held against pandas."""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
import xlsxwriter

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.deutschlandatlas import workbook
from kleinstadt.sources.reading.tables import FACTS, RawFile
from kleinstadt.sources.registry import read_raw

FILE = RawFile("atlas.xlsx", "deutschlandatlas", None, None, "")

Sheets = dict[str, list[list[object]]]


def sheets() -> Sheets:
    """Every sheet and column that is read, with one area a sheet; the year stands in the heading."""
    content: Sheets = {}
    keys = {"GEM": 1001000, "VBGEM": 10010000, "KRS": 1001000}
    for column in workbook._columns():
        name = f"{workbook.PREFIX}{column.sheet}"
        prefix = column.sheet.rstrip("0123456789")
        new = [
            ["Titel"],
            ["zur Inhaltsübersicht"],
            ["Titel"],
            ["GKZ", "Name"],
            [keys[prefix], "Flensburg"],
            [workbook.END],
        ]
        rows = content.setdefault(name, new)
        rows[3].append(f"Indikatorkürzel: {column.abbreviation} \n\nWas es ist {column.says} in Minuten")
        rows[4].append(2.5)
    # of these two levels: INKAR's own key, and a Verband of a Land whose key has nine digits
    content["Deutschlandatlas_VBGEM1219"][4][0] = "16077952"
    content["Deutschlandatlas_VBGEM1222"].insert(5, [160775052, "Schmölln", -9999])
    return content


def write(folder: Path, content: Sheets) -> Path:
    path = folder / "atlas.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in content.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def test_every_column_in_the_borders_of_its_sheet(tmp_path: Path) -> None:
    facts = workbook.read(write(tmp_path, sheets()), FILE).facts
    assert facts is not None
    assert dict(facts.schema) == FACTS
    assert set(facts["variable"]) == {column.variable for column in workbook._columns()}
    pharmacy = facts.filter(variable="minutes_to_pharmacy").row(0, named=True)
    assert (pharmacy["area_id"], pharmacy["level"], pharmacy["period"]) == ("01001000", "gemeinde", "2024")
    assert (pharmacy["territory"], pharmacy["value"], pharmacy["status"]) == (date(2024, 12, 31), 2.5, "measured")
    assert facts.filter(level="kreis")["area_id"].unique().to_list() == ["01001"]
    ways = facts.filter(variable="minutes_people_to_centre_car")
    assert ways["area_id"].to_list() == ["16077952"], "INKAR's own eight digits, for the build"


def test_missing_has_three_faces(tmp_path: Path) -> None:
    content = sheets()
    content["Deutschlandatlas_GEM1223"][4][2] = -99999
    content["Deutschlandatlas_GEM1223"][4][3] = ""
    facts = workbook.read(write(tmp_path, content), FILE).facts
    assert facts is not None
    wanted = ["tax_revenue_eur_per_head", "broadband_all_50_pct", "rent_existing_eur_per_m2"]
    rows = facts.filter(pl.col("variable").is_in(wanted)).select("area_id", "variable", "value", "status").rows()
    assert sorted(rows) == [
        ("01001000", "broadband_all_50_pct", None, "missing"),
        ("01001000", "tax_revenue_eur_per_head", None, "missing"),
        ("010010000", "rent_existing_eur_per_m2", 2.5, "measured"),
        ("160775052", "rent_existing_eur_per_m2", None, "missing"),
    ]


def test_more_than_all_is_unreliable(tmp_path: Path) -> None:
    content = sheets()
    content["Deutschlandatlas_GEM1222"][4][2] = 212.18
    facts = workbook.read(write(tmp_path, content), FILE).facts
    assert facts is not None
    assert facts.filter(variable="employment_rate_gemeinde_pct").select("value", "status").rows() == [
        (None, "unreliable")
    ]


def test_where_nobody_can_be_without_work_a_nought_is_a_hole(tmp_path: Path) -> None:
    """Bromskirchen had joined Allendorf (Eder) before 2023: no rate is known, rather than a rate of nought."""
    content = sheets()
    content["Deutschlandatlas_GEM1222"][4][2] = 0
    facts = workbook.read(write(tmp_path, content), FILE).facts
    assert facts is not None
    assert facts.filter(variable="employment_rate_gemeinde_pct").select("value", "status").rows() == [(None, "missing")]


def test_another_year_an_absent_column_and_odd_cells_are_refused(tmp_path: Path) -> None:
    content = sheets()
    content["Deutschlandatlas_GEM1224"][3][2] = "Indikatorkürzel: p_nelade \n\nLadestation im Jahr 2025"
    with pytest.raises(SourceLayoutError, match=r"does not say 'im Jahr 2024'\. It is another edition"):
        workbook.read(write(tmp_path, content), FILE)
    content["Deutschlandatlas_GEM1224"][3][2] = "Indikatorkürzel: p_neu \n\nNeues im Jahr 2024"
    with pytest.raises(SourceLayoutError, match=r"row 4: no column 'p_nelade' \(found: GKZ, Name, Indikatorkürzel"):
        workbook.read(write(tmp_path, content), FILE)
    content = sheets()
    content["Deutschlandatlas_GEM1224"][4][2] = "k. A."
    with pytest.raises(SourceContentError, match=r"row 5, 'p_nelade': 'k\. A\.' is no number"):
        workbook.read(write(tmp_path, content), FILE)
    content = sheets()
    content["Deutschlandatlas_GEM1224"].insert(5, content["Deutschlandatlas_GEM1224"][4])
    with pytest.raises(SourceContentError, match="share a key that must be unique"):
        workbook.read(write(tmp_path, content), FILE)


@cache
def _opened(path: Path) -> pd.ExcelFile:
    return pd.ExcelFile(path, engine="openpyxl")


def _by_pandas(path: Path, sheet: str, header: int) -> pd.DataFrame:
    table = _opened(path).parse(f"{workbook.PREFIX}{sheet}", header=header)
    table = table[pd.to_numeric(table.iloc[:, 0], errors="coerce").notna()]
    return table.set_index(table.iloc[:, 0].astype(int))


@pytest.mark.slow
def test_cells_as_pandas_reads_them_and_as_the_older_workbook_says(raw_dir: Path) -> None:
    """200 cells a sheet; the workbook of 2025 says the same for the same year (GEM1222, VBGEM1222, VBGEM1219)."""
    columns = workbook._columns()
    on_sheet = Counter(column.sheet for column in columns)
    file = next(file for file in known_files() if file.source == "deutschlandatlas")
    facts = read_raw(raw_dir, file).facts
    assert facts is not None
    older = raw_dir / "deutschlandatlas" / "Deutschlandatlas-Daten_2025-06.xlsx"
    sheets_of_older = {"GEM1222", "VBGEM1222", "VBGEM1219"}
    new: dict[str, pd.DataFrame] = {}
    old: dict[str, pd.DataFrame] = {}
    for column in columns:
        if column.sheet not in new:
            new[column.sheet] = _by_pandas(raw_dir / file.path, column.sheet, 3)
            if column.sheet in sheets_of_older:
                old[column.sheet] = _by_pandas(older, column.sheet, 0)
        table = new[column.sheet]
        heading = next(name for name in table.columns if name.startswith(f"Indikatorkürzel: {column.abbreviation}"))
        mine = facts.filter(variable=column.variable, period=column.period).drop_nulls("value")
        mine = mine.sample(-(-200 // on_sheet[column.sheet]), seed=9)
        for key, level, value in mine.select("area_id", "level", "value").rows():
            at = int(key) * (1000 if level == "kreis" else 1)
            assert table.at[at, heading] == pytest.approx(value, abs=1e-9), (column.variable, key)
            if column.sheet in old and at in old[column.sheet].index and column.abbreviation != "v_5g":
                assert old[column.sheet].at[at, column.abbreviation] == pytest.approx(value, abs=0.0051)
