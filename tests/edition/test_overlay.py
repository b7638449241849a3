"""Results of walking access beside an edition; the command that makes them."""

from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from kleinstadt.cli.access import app
from kleinstadt.edition.edition import Edition
from kleinstadt.edition.overlay import stops_per_1000, walking_access, walking_indicators
from kleinstadt.errors import SourceLayoutError
from kleinstadt.travel.walking.facilities import SERVICES

WALKING = walking_indicators()
LAUF, HERSBRUCK = "09574138", "09574132"
PHARMACY = "share_within_1000m_pharmacy_footway_pct"


def result(folder: Path, rows: dict[str, tuple[float, float | None]], suffix: str = ".parquet") -> Path:
    """A table of shares of these municipalities: persons assessed, and the same share for everything."""
    frame = pl.DataFrame(
        {"ags": list(rows), "persons_assessed": [people for people, _ in rows.values()]}
        | {name: [share for _, share in rows.values()] for name in WALKING}
    )
    path = folder / f"walk_access{suffix}"
    if suffix == ".csv":
        frame.write_csv(path)
    else:
        frame.write_parquet(path)
    return path


def test_fourteen_indicators_with_two_kinds_of_names() -> None:
    assert len(WALKING) == 2 * (len(SERVICES) + 1)
    assert PHARMACY in WALKING
    assert "share_within_1000m_all_six_straight_pct" in WALKING
    assert len({found.de for found in WALKING.values()} | {found.en for found in WALKING.values()}) == 2 * len(WALKING)


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_people_are_added_up_not_shares(edition: Edition, tmp_path: Path, suffix: str) -> None:
    path = result(tmp_path, {LAUF: (3000.0, 80.0), HERSBRUCK: (1000.0, 40.0)}, suffix)
    kreis = walking_access(edition, path, 2019, "kreis", [PHARMACY]).row(0, named=True)
    assert (kreis["kreis"], kreis["persons_assessed"], kreis[PHARMACY]) == ("09574", 4000.0, 70.0)
    assert kreis["area_km2"] == pytest.approx(800, rel=0.01)


def test_what_is_not_known_stays_so(edition: Edition, tmp_path: Path) -> None:
    path = result(tmp_path, {LAUF: (3000.0, None), HERSBRUCK: (0.0, None)})
    towns = walking_access(edition, path, 2019, "gemeinde")
    assert towns["ags"].to_list() == [LAUF]
    assert towns[PHARMACY].to_list() == [None]
    mixed = result(tmp_path, {LAUF: (3000.0, None), HERSBRUCK: (1000.0, 40.0)})
    assert walking_access(edition, mixed, 2019, "kreis", [PHARMACY])[PHARMACY].item() == 40.0


def test_stops_of_a_verband_need_all_its_members(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "walk.csv"
    members = edition.members(2019).filter(pl.col("population") > 0)
    verband = members.group_by("verband").len().filter(pl.col("len") == 3)["verband"].sort()[0]
    towns = members.filter(verband=verband).sort("ags")
    people = towns["population"].sum()
    counts = towns.select("ags", stops=pl.Series([2, 3, 5]), stops_served=pl.Series([0, 1, 1]))
    counts.write_csv(path)
    found = stops_per_1000(edition, path, 2019).row(0, named=True)
    assert (found["verband"], found["stops"], found["stops_served"], found["population"]) == (verband, 10, 2, people)
    assert found["stops_per_1000"] == pytest.approx(10_000 / people)
    for part in (counts.head(2), counts.with_columns(stops=pl.Series([2, 3, None]))):
        part.write_csv(path)
        assert stops_per_1000(edition, path, 2019)["stops_per_1000"].to_list() == [None]


def test_other_limits_have_other_names(edition: Edition, tmp_path: Path) -> None:
    name = "share_within_500m_gp_footway_pct"
    assert walking_indicators(500.0)[name].label("de") == "Hausarztpraxis in 500 m, Fußweg"
    pl.DataFrame({"ags": [LAUF], "persons_assessed": [10.0], name: [30.0]}).write_parquet(tmp_path / "half.parquet")
    found = walking_access(edition, tmp_path / "half.parquet", 2019, "gemeinde", [name], limit_m=500.0)
    assert found[name].to_list() == [30.0]


def test_other_tables_are_refused(edition: Edition, tmp_path: Path) -> None:
    pl.DataFrame({"ags": [LAUF]}).write_parquet(tmp_path / "other.parquet")
    with pytest.raises(SourceLayoutError, match="persons_assessed"):
        walking_access(edition, tmp_path / "other.parquet", 2019)
    (tmp_path / "cut.parquet").write_bytes(b"PAR1")
    with pytest.raises(SourceLayoutError, match=r"cut.parquet: is no whole Parquet file"):
        walking_access(edition, tmp_path / "cut.parquet", 2019)
    with pytest.raises(SourceLayoutError, match=r"none of 2019 \(09999999\)"):
        walking_access(edition, result(tmp_path, {"09999999": (1.0, 1.0)}), 2019)


def test_from_the_command_to_the_edition(edition: Edition, raw_dir: Path, tmp_path: Path) -> None:
    pytest.importorskip("osmium")
    out = tmp_path / "lauf.csv"
    given = {
        "--osm": raw_dir / "osm/lauf-200115.osm.pbf",
        "--raw": raw_dir,
        "--schools": raw_dir / "schulen/all_schools_compact.json",
        "--year": 2019,
        "--out": out,
        "--cache": tmp_path,
        "--chart": tmp_path / "lauf.svg",
    }
    done = CliRunner().invoke(app, ["walk", *(str(part) for pair in given.items() for part in pair)])
    assert done.exit_code == 0, done.output
    assert "stop: no timetable was given" in " ".join(done.output.split())
    reasons = pl.read_csv(tmp_path / "lauf_gaps.csv")["reason"].unique().sort().to_list()
    assert reasons[0] == "edge"
    assert all("not joined to the rest" in reason for reason in reasons[1:])
    lauf = walking_access(edition, out, 2019, "gemeinde").row(0, named=True)
    assert (lauf["ags"], lauf["persons_assessed"]) == (LAUF, 7101.0)
    assert lauf[PHARMACY] == pytest.approx(70.4, abs=0.05)
    assert lauf["share_within_1000m_gp_footway_pct"] < lauf["share_within_1000m_gp_straight_pct"]
    assert lauf["share_within_1000m_all_six_straight_pct"] is None
    drawn = (tmp_path / "lauf.svg").read_text(encoding="utf-8")
    assert all(words in drawn for words in ("Abbildung 16", "7.101 Einw.", "nicht alle sechs: Haltestelle", "ODbL"))


def test_a_picture_of_another_kind_is_refused_before_the_work(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["walk", "--osm", str(tmp_path / "x.osm.pbf"), "--chart", "walk.pdf"])
    assert "'walk.pdf'" in str(done.exception)
    assert ".svg, .png" in str(done.exception)


def test_the_grid_needs_the_raw_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KLEINSTADT_RAW", raising=False)
    done = CliRunner().invoke(app, ["walk", "--osm", str(tmp_path / "x.osm.pbf")])
    assert done.exit_code == 2
    assert "--raw" in done.output
