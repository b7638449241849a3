"""A file of official classes from the door to the screen, on the small edition."""

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from small_edition import NOW, NOW_IDS, THEN, VERBAENDE, facts, write_small
from typer.testing import CliRunner

import kleinstadt as ks
from kleinstadt.cli.main import app
from kleinstadt.report.ledger.official import lage_agreement
from kleinstadt.sources.reading.tables import FACTS, tidy

POTENTIAL = dict(zip(VERBAENDE, [500_000.0, 200_000.0, 90_000.0, 20_000.0, 20_000.0], strict=True))
OFFICIAL = {"01098001": 1, "01098002": 3, "01099001": 3, "13099001": 2}
TYPES = {"01098001": "Landgemeinde", "01099001": "Kleine Mittelstadt", "13099001": "Marktflecken"}


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    reached = pl.DataFrame({"area_id": list(POTENTIAL), "value": list(POTENTIAL.values())})
    constants = {"level": "verband", "variable": "potential_persons", "status": "modelled", "source": "reach_model"}
    both = [tidy(reached, FACTS, territory=day, period=str(day.year), **constants) for day in (THEN, NOW)]
    return write_small(tmp_path / "edition", *both)


def official(folder: Path, year: int = 2021) -> Path:
    path = folder / f"raumgliederungen-referenzen-{year}.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Gemeindereferenz (inkl. Kreise)")
    head = [
        (f"GEM{year}", f"RLG{year}", "GTU_NAME", "GWS_NAME"),
        ("Kennziffer", "Lage", "Stadt- und Gemeindetyp", "Entwicklung"),
    ]
    for at, row in enumerate([*head, *((key, code, TYPES.get(key, ""), "wachsend") for key, code in OFFICIAL.items())]):
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


def test_the_official_type_wins_where_it_is_named(edition: Path, tmp_path: Path) -> None:
    plain = ks.open(edition).areas(2019, "verband").select("verband", "type", "type_basis")
    assert plain["type_basis"].unique().to_list() == ["computed"]
    opened = ks.open(edition, official=official(tmp_path))
    found = opened.areas(2019, "verband").select("verband", "type", "type_basis")
    named = dict(opened.members(2019).filter(pl.col("ags").is_in(list(TYPES))).select("ags", "verband").iter_rows())
    wins = {named["01098001"]: "landgemeinde", named["01099001"]: "mittelstadt"}
    assert named["13099001"] not in wins, "a word that is no type leaves the computed one"
    for before, after in zip(plain.to_dicts(), found.to_dicts(), strict=True):
        expected = wins.get(before["verband"], before["type"])
        assert (after["type"], after["type_basis"]) == (
            expected,
            "official" if before["verband"] in wins else "computed",
        )
    assert found["type"].to_list() != plain["type"].to_list()
    assert opened.areas(2019, "kreis")["type_basis"].null_count() == 3
    groups = opened.groups("population", 2019, "type")
    assert groups.filter(type="mittelstadt")["areas"].sum() == found.filter(type="mittelstadt").height


def test_the_official_growth_wins_in_its_own_year_alone(tmp_path: Path) -> None:
    more = [facts(name, "2019", dict.fromkeys(NOW_IDS, 100.0)) for name in ("working_age_population", "unemployed")]
    path = write_small(tmp_path / "edition", *more)
    for year, basis in ((2019, {"official"}), (2021, set[str]())):
        found = ks.open(path, official=official(tmp_path, year)).growth(2019, "gemeinde")
        assert set(found.filter(pl.col("ags").is_in(list(OFFICIAL)))["growth_basis"].drop_nulls()) == basis


def test_a_file_of_other_times_changes_nothing(edition: Path, tmp_path: Path) -> None:
    opened = ks.open(edition, official=official(tmp_path, 2025))
    assert opened.areas(2019, "verband")["lage_basis"].unique().to_list() == ["modelled"]
    assert opened.areas(2019, "verband")["type_basis"].unique().to_list() == ["computed"]
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
