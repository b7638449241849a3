"""RegioStaR 7."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.errors import KeyFormatError, SourceContentError, SourceLayoutError
from kleinstadt.sources.bmdv import regiostar
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.reading.tables import GROUPS, RawFile

FILE = RawFile("flaeche/area_kinds_2021.csv", "regiostar", date(2021, 12, 31), None, "")
SAMPLE = "ags,rt7,rt3\n01001000,75,smcty\n01002000,72,city\n01058154,77,rural\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "area_kinds_2021.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_types_have_their_official_names(tmp_path: Path) -> None:
    groups = regiostar.read(write(tmp_path, SAMPLE), FILE).groups
    assert groups is not None
    assert dict(groups.schema) == GROUPS
    assert groups.select("area_id", "scheme", "group_id", "group_name").rows() == [
        ("01001000", "regiostar7", "75", "Ländliche Region – Zentrale Stadt"),
        ("01002000", "regiostar7", "72", "Stadtregion – Regiopole und Großstadt"),
        ("01058154", "regiostar7", "77", "Ländliche Region – Kleinstädtischer, dörflicher Raum"),
    ]


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        (SAMPLE + "01002000,71,city\n", SourceContentError, "01002000"),
        (SAMPLE + "1002000,71,city\n", KeyFormatError, "leading zero"),
        (SAMPLE + ",71,city\n", KeyFormatError, "no gemeinde key"),
        (SAMPLE + "01003000,78,city\n", SourceContentError, "01003000 with '78'"),
        (SAMPLE + "01003000,,\n", SourceContentError, "01003000 with None"),
        (SAMPLE.replace("rt7", "rt17"), SourceLayoutError, "'rt7'"),
        (SAMPLE.replace("rt3", "rt3,rt5"), SourceLayoutError, "3 cells, expected 4 as in the header"),
    ],
)
def test_bad_input_is_refused(tmp_path: Path, text: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        regiostar.read(write(tmp_path, text), FILE)


@pytest.mark.parametrize(("year", "towns", "metropolises"), [(2018, 11_087, 16), (2021, 10_789, 16)])
def test_official_editions(raw_dir: Path, year: int, towns: int, metropolises: int) -> None:
    file = next(file for file in known_files() if file.path == f"flaeche/area_kinds_{year}.csv")
    groups = regiostar.read(raw_dir / file.path, file).groups
    assert groups is not None
    assert groups.height == towns
    assert groups.filter(pl.col("group_id") == "71").height == metropolises
    if year == 2018:
        crosswalk = pl.read_parquet(raw_dir / "bbsr/umsteigeschluessel_gemeinden_1990_20.parquet")
        assert set(groups["area_id"]) == set(crosswalk.filter(pl.col("year") == year)["ags"])
