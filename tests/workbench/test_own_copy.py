"""The user's own copy of the federal funding database: read by its content, shown as it stands, never as fitting."""

import io
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from kleinstadt.cli.main import app
from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.workbench.funding.own_copy import keep, of_town
from kleinstadt.workbench.funding.programme import TOPICS

ROWS: dict[str, list[Any]] = {
    "title": ["Überall", "Nur Hessen", "Für Firmen", "Ohne  Angaben", "Vorbei", "Sport"],
    "url": ["https://www.foerderdatenbank.de/a", "https://evil.example/", *[""] * 4],
    "funding_location": [["bundesweit"], ["Hessen"], ["bundesweit"], None, ["bundesweit"], ["Nordrhein-Westfalen"]],
    "eligible_applicants": [["Kommune"], ["Kommune"], ["Unternehmen"], None, ["Kommune"], ["Kommune", "Verband"]],
    "funding_area": [["Mobilität"], ["Mobilität"], ["Mobilität"], None, ["Mobilität"], ["Kultur", "Medien & Sport"]],
    "funding_body": ["Bund", "Land Hessen", None, None, None, "Land"],
    "deleted": [False, False, False, False, True, False],
}


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def written(folder: Path, kind: str) -> Path:
    """The table as CorrelAid publishes it: lists in the Parquet, joined by commas in the CSV."""
    table = pl.DataFrame(ROWS)
    stream = io.BytesIO()
    if kind == "parquet":
        table.write_parquet(stream)
    else:
        joined = [pl.col(name).list.join(", ") for name, dtype in table.schema.items() if dtype == pl.List]
        table.with_columns(joined).write_csv(stream)
    path = folder / f"{kind}_data.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("LICENSE-DATA", "CC BY-ND 3.0 DE")
        packed.writestr(f"data.{kind}", stream.getvalue())
    return path


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_only_another_land_or_other_applicants_exclude(tmp_path: Path, kind: str) -> None:
    assert of_town("05") is None
    count, where = keep(written(tmp_path, kind))
    assert count == 5, "what is no longer on the website is left out"
    assert where.is_relative_to(tmp_path / "data")
    found = of_town("05")
    assert found is not None
    assert [one.title for one in found.worth_reading] == ["Ohne Angaben", "Sport", "Überall"]
    assert (found.elsewhere, found.others) == (1, 1)
    assert found.worth_reading[2].url == "https://www.foerderdatenbank.de/a"
    sport = of_town("05", "sport")
    assert sport is not None
    assert [one.title for one in sport.worth_reading] == ["Ohne Angaben", "Sport"]
    hessen = of_town("06", "mobility")
    assert hessen is not None
    assert [one.url for one in hessen.worth_reading if one.title == "Nur Hessen"] == [""], "no link elsewhere"
    nowhere = of_town(None)
    assert nowhere is not None
    assert nowhere.elsewhere == 0, "an unknown Land excludes nothing"


def test_every_topic_is_known_there_or_has_nothing(tmp_path: Path) -> None:
    keep(written(tmp_path, "csv"))
    for topic in TOPICS:
        found = of_town("05", topic)
        assert found is not None
        assert "Ohne Angaben" in [one.title for one in found.worth_reading], topic


def test_other_files_are_refused_by_their_content(tmp_path: Path) -> None:
    for name, data in (("a.zip", b"PK"), ("b.parquet", b"x"), ("c.csv", b"a;b\n1;2\n")):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises((SourceLayoutError, SourceContentError)):
            keep(path)
    with pytest.raises(SourceMissingError):
        keep(tmp_path / "nowhere.csv")
    assert of_town("05") is None


def test_the_command_keeps_it_and_funding_tells_it(tmp_path: Path) -> None:
    path = written(tmp_path, "parquet")
    said = CliRunner().invoke(app, ["add", "foerderdatenbank", str(path)])
    assert said.exit_code == 0
    assert "CC BY-ND 3.0 DE" in said.output
    assert CliRunner().invoke(app, ["add", "etwas", str(path)]).exit_code != 0
    told = CliRunner().invoke(app, ["funding", "Bad Berleburg", "--topic", "mobility", "--format", "md"]).stdout
    assert "Aus Ihrer Kopie der Förderdatenbank (2)" in told
    assert "[Überall](https://www.foerderdatenbank.de/a)" in told
