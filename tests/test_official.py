"""A file of official classes from the door to the screen, on the small edition."""

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from small_edition import NOW, THEN, VERBAENDE, write_small
from typer.testing import CliRunner

import kleinstadt as ks
from kleinstadt.cli import app
from kleinstadt.report.official import lage_agreement
from kleinstadt.sources.reading import FACTS, tidy

POTENTIAL = dict(zip(VERBAENDE, [500_000.0, 200_000.0, 90_000.0, 20_000.0, 20_000.0], strict=True))
OFFICIAL = {"01098001": 1, "01098002": 3, "01099001": 3, "13099001": 2}


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    facts = pl.DataFrame({"area_id": list(POTENTIAL), "value": list(POTENTIAL.values())})
    constants = {"level": "verband", "variable": "potential_persons", "status": "modelled", "source": "reach_model"}
    both = [tidy(facts, FACTS, territory=day, period=str(day.year), **constants) for day in (THEN, NOW)]
    return write_small(tmp_path / "edition", *both)


def official(folder: Path, year: int = 2021) -> Path:
    path = folder / f"raumgliederungen-referenzen-{year}.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Gemeindereferenz (inkl. Kreise)")
    for at, row in enumerate([(f"GEM{year}", f"RLG{year}"), ("Kennziffer", "Lage"), *OFFICIAL.items()]):
        sheet.write_row(at, 0, row)
    book.close()
    return path


def test_the_official_class_wins_in_members_and_areas(edition: Path, tmp_path: Path) -> None:
    opened = ks.open(edition, official=official(tmp_path))
    found = opened.areas(2019, "verband").select("verband", "lage", "lage_basis", "potential")
    assert found["lage"].to_list() == ["sehr_zentral", "peripher", "peripher", "zentral", "sehr_peripher"]
    assert found["lage_basis"].to_list() == ["official"] * 4 + ["modelled"]
    assert found["potential"].to_list() == list(POTENTIAL.values()), "the potential stays what was computed"
    assert opened.areas(2019, "kreis")["lage_basis"].null_count() == 3
    plain = ks.open(edition).areas(2019, "verband")
    assert plain["lage"].to_list() == ["sehr_zentral", "zentral", "peripher", "sehr_peripher", "sehr_peripher"]
    assert plain["lage_basis"].unique().to_list() == ["modelled"]


def test_a_file_of_other_times_changes_nothing(edition: Path, tmp_path: Path) -> None:
    opened = ks.open(edition, official=official(tmp_path, 2025))
    assert opened.areas(2019, "verband")["lage_basis"].unique().to_list() == ["modelled"]
    assert lage_agreement(opened) is None


def test_the_calculation_is_compared(edition: Path, tmp_path: Path) -> None:
    found = lage_agreement(ks.open(edition, official=official(tmp_path)))
    assert found is not None
    assert (found.year, found.named, found.compared, found.same, found.within_one) == (2019, 4, 4, 0.5, 0.75)
    assert "50,0 % von 4, 75,0 % bis auf eine Klasse" in found.line("de")
    assert "agrees with 50.0 % of 4, 75.0 % within" in found.line("en")


def test_on_the_command_line(edition: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["areas", "--edition", str(edition), "--official", str(official(tmp_path))])
    assert run.exit_code == 0, run.output
    lines = run.stdout.splitlines()
    at = [lines[0].split(",").index(name) for name in ("lage", "lage_basis")]
    assert [lines[2].split(",")[place] for place in at] == ["peripher", "official"]
