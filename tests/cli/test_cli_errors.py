"""What the command line says when asked for what is not there, or when a disk or a file fails; nothing half written."""

import errno
import os
import re
from pathlib import Path
from typing import BinaryIO

import polars as pl
import pytest
from small_edition import facts, write_small

from kleinstadt.cli import main as cli
from kleinstadt.cli import options as cli_options

pytestmark = pytest.mark.usefixtures("wide", "opened_once")


def fail(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """Run a command that must fail, as the shell does; returns what it said."""
    monkeypatch.setattr("sys.argv", ["kleinstadt", *words])
    monkeypatch.setattr(cli.terminal, "prepare", lambda: None)  # signals and their watcher are the test run's own
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2
    said = capsys.readouterr()
    assert said.out == "", "errors are no output"
    assert "Traceback" not in said.err
    return " ".join(said.err.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("table", "tab99"), "UnknownNameError: No table 'tab99'. There are: tab1, tab2"),
        (("table", "tab1", "-f", "pdf"), "No format 'pdf'. There are: csv, json, md, xlsx"),
        (("table", "tab1", "-y", "2018"), "no register of municipalities for 2018. It has: 1990"),
        (("areas", "-l", "dorf"), "No level 'dorf'. There are: gemeinde, verband"),
        (("areas", "-i", "densty"), "No indicator 'densty'. Near: density"),
        (("areas", "-y", "2005", "-f", "gpkg"), "Borders are known from 2016 on, not for 2005"),
        (("areas", "-f", "shp"), "No format 'shp'. There are: csv, json, md, xlsx, gpkg"),
        (("areas", "-o", "towns.xls"), "No format 'xls'. There are: csv, json, md, xlsx, gpkg"),
        (("town", ""), "No place named ''. Give a name, or a key"),
        (("town", "Eichwalde", "-y", "0"), "no register of municipalities for 0"),
        (("town", "Aschafenburg"), "No place named 'Aschafenburg'. Did you mean: Aschaffenburg"),
        (("town", "Münster"), "'Münster' names 4 places; say which by its key"),
        (("town", "Lauf a.d.Pegnitz", "--lang", "fr"), "No language 'fr'. There are: de, en"),
        (("verify", "--lang", "fr"), "No language 'fr'. There are: de, en"),
        (("report", "--lang", "fr"), "No language 'fr'. There are: de, en"),
        (("report", "-y", "1871"), "no register of municipalities for 1871"),
        (("sources", "--edition", "nowhere"), "EditionError: "),
        (("build", "--raw", "nowhere"), "SourceMissingError: nowhere: no register of municipalities"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_an_error_says_what_and_what_to_do(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in fail(capsys, monkeypatch, *words)
    assert list(tmp_path.iterdir()) == [], "nothing is written on the way to an error"


@pytest.mark.parametrize("words", [("table",), ("areas", "--level"), ("fly",), ("table", "tab1", "--year", "then")])
def test_a_command_that_is_none_is_answered_by_usage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    assert re.search(r"Usage: kleinstadt|requires an argument", fail(capsys, monkeypatch, *words))


def test_a_place_that_cannot_be_written_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert str(tmp_path) in fail(capsys, monkeypatch, "table", "abb1", "--out", str(tmp_path))
    (tmp_path / "file").write_text("")
    assert "file" in fail(capsys, monkeypatch, "table", "abb1", "--out", str(tmp_path / "file" / "abb1.csv"))


RESULTS = (("areas",), ("access", "car", "--osm", "a.pbf"), ("report",), ("build", "--raw", "."))


@pytest.mark.parametrize("words", RESULTS)
def test_a_place_for_results_is_asked_before_the_work(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...]
) -> None:
    def said(place: Path) -> str:
        return re.sub(r"[│\s]+", " ", fail(capsys, monkeypatch, *words, "--out", str(place)))

    (tmp_path / "file").write_text("")
    assert "is a file, so nothing can be written below it" in said(tmp_path / "file" / "x" / "y")
    monkeypatch.setattr(cli_options.os, "access", lambda _, mode: mode != os.W_OK)
    assert "may not be written to" in said(tmp_path / "x" / "y")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_disk_that_fails_is_said_by_file_and_reason(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    old = tmp_path / "abb1.csv"
    old.write_text("old", encoding="utf-8")
    monkeypatch.setattr("kleinstadt.files.Path.replace", full)
    assert "OSError: No space left on device" in fail(capsys, monkeypatch, "table", "abb1", "--out", str(old))
    assert old.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [old]


@pytest.mark.parametrize("name", ["times.csv", "times.parquet"])
def test_results_of_access_are_there_whole_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_text("old", encoding="utf-8")

    def stopped(frame: pl.DataFrame, stream: BinaryIO) -> None:
        stream.write(b"from_id")
        raise KeyboardInterrupt

    for method in ("write_csv", "write_parquet"):
        monkeypatch.setattr(pl.DataFrame, method, stopped)
    with pytest.raises(KeyboardInterrupt):
        cli_options.write_table(pl.DataFrame({"from_id": ["a"]}), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_names_in_results_of_access_are_no_formulas(tmp_path: Path) -> None:
    path = cli_options.write_table(pl.DataFrame({"id": ['=HYPERLINK("http://evil.example")', "-"]}), tmp_path / "t.csv")
    assert path.read_text(encoding="utf-8").splitlines()[1].startswith("\"'=HYPERLINK")


def test_a_damaged_edition_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = write_small(tmp_path / "own", facts("population_female", "2019", {"01098001": 1.0}))
    (own / "facts.parquet").unlink()
    said = fail(capsys, monkeypatch, "areas", "--edition", str(own))
    assert "EditionError" in said
    assert "table 'facts' is missing. Install the package again" in said
