"""The command line: what each command prints and writes."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pytest
from commands import rows_of, run
from python_calamine import CalamineWorkbook
from small_edition import write_small

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.report.ledger.entries import VERDICTS
from kleinstadt.report.ledger.printed import printed_columns
from kleinstadt.report.tables.catalogue import TABLES
from kleinstadt.sources.catalogue import SOURCES

pytestmark = pytest.mark.usefixtures("wide", "opened_once")


def test_help_lists_every_command_with_a_sentence() -> None:
    text = run("--help").output
    for name in ("report", "table", "areas", "town", "verify", "sources", "indicators", "build"):
        assert re.search(rf"\b{name}\s+[A-Z]\w+", text), name
        assert "--help" in run(name, "--help").output


@pytest.mark.slow
@pytest.mark.parametrize(("words", "status"), [(["--help"], 0), (["table", "nix"], 2)])
def test_the_package_runs_as_a_module(words: list[str], status: int) -> None:
    """The same command line with the same ends, whoever starts it."""
    done = subprocess.run(
        [sys.executable, "-m", "kleinstadt", *words], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert ("Usage: kleinstadt" in done.stdout) == (status == 0)
    assert ("No table 'nix'" in done.stderr) == (status == 2)


@pytest.mark.parametrize(("name", "printed"), [("tab1", "tabelle_1"), ("tab4", "tabelle_4"), ("abb1", "abbildung_1")])
def test_a_printed_table_as_csv_has_its_columns(name: str, printed: str) -> None:
    assert rows_of(run("table", name, "--year", "2019"))[0] == printed_columns(printed)


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLES)
def test_every_table_as_markdown(name: str) -> None:
    lines = run("table", name, "--format", "md").stdout.splitlines()
    assert len(lines) > 3
    rows, _, note = "\n".join(lines).partition("\n\n")
    assert len({line.count("|") for line in rows.splitlines()}) == 1
    assert not note or note.startswith("Not of 2019: ")


def test_a_table_as_json_and_as_a_file(tmp_path: Path) -> None:
    of_json = json.loads(run("table", "abb1", "-f", "json").stdout)
    assert [row["typ"] for row in of_json] == ["Großstädte", "Mittelstädte", "Kleinstädte", "Landgemeinden"]
    path = tmp_path / "new" / "abb1.xlsx"
    result = run("table", "abb1", "-f", "xlsx", "--out", str(path))
    assert result.stdout == ""
    assert str(path) in "".join(result.stderr.split())
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["abb1"]
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()][1:] == [row["typ"] for row in of_json]


def test_areas_are_those_of_the_library() -> None:
    rows = rows_of(run("areas", "--year", "2019", "--level", "kreis", "-i", "density", "-i", "residents_per_job"))
    assert len(rows) == 402
    assert rows[0][0] == "kreis"
    assert rows[0][-2:] == ["density", "residents_per_job"]
    flensburg = dict(zip(rows[0], rows[1], strict=True))
    assert (flensburg["kreis"], flensburg["name"], flensburg["population"]) == ("01001", "Flensburg, Stadt", "90164")


def test_areas_of_every_level_have_the_promised_columns() -> None:
    for level, key in (("gemeinde", "ags"), ("verband", "verband"), ("land", "land")):
        head = rows_of(run("areas", "-y", "2019", "-l", level))[0]
        assert head[0] == key
        assert {"name", "land", "kreis", "population", "area_km2", "type", "members"} <= set(head)


def test_a_file_has_the_format_that_its_name_says(tmp_path: Path) -> None:
    run("table", "abb1", "--out", str(tmp_path / "abb1.xlsx"))
    assert CalamineWorkbook.from_path(tmp_path / "abb1.xlsx").get_sheet_by_index(0).to_python()[1][0] == "Großstädte"
    run("table", "abb1", "--out", str(tmp_path / "abb1.JSON"))
    assert json.loads((tmp_path / "abb1.JSON").read_text(encoding="utf-8"))[0]["typ"] == "Großstädte"
    run("table", "abb1", "--format", "CSV", "--out", str(tmp_path / "abb1.txt"))
    assert (tmp_path / "abb1.txt").read_text(encoding="utf-8").startswith("typ,anzahl")


@pytest.mark.slow
def test_all_indicators_and_one_more() -> None:
    rows = csv.DictReader(io.StringIO(run("areas", "-l", "bund", "-i", "density", "-i", "all", "-i", "growth").stdout))
    assert {"density", "growth", "unemployed"} <= set(next(rows))


def test_areas_with_borders(tmp_path: Path) -> None:
    path = tmp_path / "laender.gpkg"
    run("areas", "-l", "land", "-i", "density", "-f", "gpkg", "-o", str(path))
    assert gpd.list_layers(path)["name"].to_list() == ["land_2019"]
    layer = gpd.read_file(path, layer="land_2019")
    assert layer.crs.to_epsg() == 25832
    assert len(layer) == 16
    assert set(layer.geom_type) <= {"Polygon", "MultiPolygon"}
    assert {"land", "name", "population", "density"} <= set(layer.columns)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.usefixtures("narrow")
def test_a_town_beside_its_type_its_land_and_germany(lang: str) -> None:
    text = run("town", "lauf a.d.pegnitz", "--year", "2019", "--lang", lang).stdout
    assert "Lauf a.d.Pegnitz" in text
    assert "Bayern" in text
    assert "Mittelstädte" in text if lang == "de" else "Medium-sized towns" in text
    words = ["Wohnzentralität", "Indikator"] if lang == "de" else ["Residents per job", "Indicator"]
    assert all(word in text for word in words)
    density = next(line for line in text.splitlines() if INDICATORS["density"].label(lang) in line)
    cells = [cell.strip() for cell in density.strip("│").split("│")]
    assert (cells[4], cells[-1]) == ("233", "2019"), "Germany's density, and its year"
    heads = [
        [cell.strip() for cell in line.strip("┃").split("┃")] for line in text.splitlines() if line.startswith("┃")
    ]
    germany = [of_line[4] for of_line in heads if of_line[4]]
    assert germany == (["Deutsch-", "land"] if lang == "de" else ["Germany"]), "as on the page, with a hyphen"
    assert not re.search(r"\b(?:nan|None|null)\b", text)
    rows = [line for line in text.splitlines() if line.startswith("│")]
    assert all(line.endswith("│") and len(line) <= 80 for line in rows), "nothing is cut off at the right"
    assert "…" not in text, "nor within, nor in a head"
    assert lang == "en" or "Landwirtschaftsfläche" in text, "no word of a name is cut in two"


def test_a_town_by_its_key_in_the_newest_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the command opens the embedded edition by itself."""
    monkeypatch.undo()
    text = run("town", "09574138").stdout
    assert "Lauf a.d.Pegnitz" in text
    assert "2024" in text.splitlines()[0]


def test_the_ledger_as_json() -> None:
    entries = json.loads(run("verify", "--json").stdout)
    assert len(entries) == 342
    assert {entry["verdict"] for entry in entries} == set(VERDICTS)
    assert set(entries[0]) >= {"table", "row", "column", "printed", "computed", "difference", "verdict", "reason_de"}
    hesse = [entry for entry in entries if entry["table"] == "tabelle_1" and entry["row"].startswith("Hessen")]
    assert {entry["verdict"] for entry in hesse} == {"exact"}


@pytest.mark.slow
def test_the_ledger_on_the_screen() -> None:
    lines = run("verify", "--lang", "en").stdout.splitlines()
    counts = [int(number) for number in re.findall(r"\d+", lines[0])]
    assert sum(counts[:-1]) == counts[-1] == 342
    assert not [line for line in lines[3:] if re.search(r"│ exact\s+│", line)]


def test_sources_and_indicators_are_all_there(edition: Edition) -> None:
    text = run("sources").stdout
    assert [name for name, found in SOURCES.items() if name not in text or found.licence not in text] == []
    assert "2019" in text.splitlines()[-1]
    text = run("indicators", "--lang", "en").stdout
    assert [found.en for found in edition.indicators.values() if found.en not in text] == []


@pytest.mark.slow
def test_an_edition_of_ones_own(tmp_path: Path) -> None:
    """With nothing but a register: commands work, and leave out what it has no figures for."""
    own = str(write_small(tmp_path / "own"))
    rows = rows_of(run("areas", "--edition", own, "-l", "verband"))
    assert len(rows) == 6
    text = run("town", "Mühlen", "--edition", own).stdout
    assert "Amt Mitte" in text or "Mühlen" in text
    assert "2019" in run("sources", "--edition", own).stdout
    assert "Population" in run("indicators", "--lang", "en", "--edition", own).stdout


def test_a_report_says_where_to_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it writes is tested in tests/report; here the writing itself is left out."""
    from kleinstadt.report import document

    asked: list[object] = []

    def write(edition: object, year: int, folder: Path, **named: object) -> document.ReportResult:
        asked.extend([year, folder, named["lang"]])
        named["progress"]("all", 1, 1)  # type: ignore[operator]
        return document.ReportResult(folder, year, [folder / "index.html"], dict.fromkeys(VERDICTS, 7), 1.0)

    monkeypatch.setattr(document, "write_report", write)
    text = run("report", "--year", "2023", "--lang", "en", "--out", str(tmp_path / "r")).stdout
    assert asked == [2023, tmp_path / "r", "en"]
    assert f"Read    {tmp_path / 'r' / 'index.html'}" in text
    assert "Of 28 printed numbers, 7 are reproduced exactly and 7 closely; 7 deviate, 7 have no open data." in text


def test_a_table_of_an_edition_of_few_sources_names_what_is_missing(tmp_path: Path) -> None:
    bare = str(write_small(tmp_path / "edition"))
    result = run("table", "tab2", "--edition", bare)
    assert rows_of(result)[0] == printed_columns("tabelle_2")
    assert "Missing from this edition: employees_workplace (inkar_2024: " in result.stderr
    assert "Missing" not in run("table", "tab1", "--edition", bare).stderr
    assert "no data" in run("verify", "--edition", bare).stdout


@pytest.mark.slow
def test_a_table_of_other_years_says_so_and_its_csv_stays_as_printed() -> None:
    csv_of_2019 = run("table", "abb21", "--year", "2019").stdout.splitlines()[0]
    result = run("table", "abb21", "--year", "1990")
    assert result.stdout.splitlines()[0] == csv_of_2019
    assert "2021" not in result.stdout
    assert "Not of 1990: " in result.stderr
    assert "(vintage 2021)." in result.stderr
    assert "(vintage 2021)." in run("table", "abb21", "--year", "1990", "--format", "md").stdout
    assert all(
        "(vintage 2021)" in row["note"] for row in json.loads(run("table", "abb21", "-y", "1990", "-f", "json").stdout)
    )


@pytest.mark.slow
@pytest.mark.usefixtures("narrow")
def test_no_heading_and_no_land_of_role_models_is_cut_at_80_columns() -> None:
    told = run("peers", "05762024", "--lang", "de").output
    assert max(map(len, told.splitlines())) <= 80
    assert "…" not in told
    assert "B: Arbeitslose je 100 Personen im erwerbsfähigen Alter 2011–2021 (Prozentpunkte)" in told


@pytest.mark.slow
def test_the_land_of_a_twin_is_said_once() -> None:
    """The register writes Lauterbach (Hessen)."""
    told = run("peers", "05970004", "--lang", "de").output
    assert "Lauterbach (Hessen, 065350011)" in told
    assert "(Hessen) (" not in told


@pytest.mark.slow
def test_a_period_is_said_as_on_the_page() -> None:
    told = run("town", "05762024", "--lang", "de").output
    assert "Mitte" in told
    assert not re.search(r"\b20\d\d-(06|12)\b", told)
