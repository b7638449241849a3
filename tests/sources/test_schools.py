"""The list of schools of jedeschule.de: its compact format, and the whole list."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.jedeschule.schools import read, read_schools
from kleinstadt.sources.reading.tables import CELLS, RawFile

FILE = RawFile("schulen/all_schools_compact.json", "jedeschule", None, "2016", "")
DATA = {
    "text": "Lieth,Schule,Grundschule,am,Markt",
    "school_type": "Gymnasium,,Grundschule,Schulaufsicht Sonstige Behörde,Grund- und Hauptschule",
    "state": ["BW", "ST", "NI"],
    "plz": "73430",
}
ROWS = [
    ",11,48841,10082,,1,,0;1,-,-,,",  # every index zero is left empty: Baden-Württemberg, Gymnasium
    "1,25,51700,12000,,1,1,2;3;4,-,-,3,",  # Sachsen-Anhalt: no type, but a name
    "1,26,51700,12000,,1,1,1,-,-,3,",
    "2,61414-0,52873,9694,,1,,;1,-,-,,1",  # one school with two entries
    "2,61414-1,52873,9694,1,1,2,;1,-,-,,1",
    "2,7,52000,9000,,1,3,1,-,-,,",  # an authority
    ",12,48000,9000,,,4,,-,-,,",  # a name that is not given
]


def written(folder: Path, rows: list[str] = ROWS, data: dict[str, Any] = DATA) -> Path:
    path = folder / "all_schools_compact.json"
    path.write_text(json.dumps({"data": data, "items": "|".join(rows)}, ensure_ascii=False), encoding="utf-8")
    return path


def test_every_school_once(tmp_path: Path) -> None:
    schools = read_schools(written(tmp_path))
    assert schools.select("id", "name", "primary").rows() == [
        ("BW-11", "Lieth Schule", False),
        ("BW-12", "", True),
        ("NI-61414", "Lieth Schule", True),
        ("ST-25", "Grundschule am Markt", True),
        ("ST-26", "Schule", False),
    ]
    assert schools.filter(pl.col("id") == "BW-11").select("lon", "lat").row(0) == (10.082, 48.841)


def test_places_are_counted(tmp_path: Path) -> None:
    cells = read(written(tmp_path), FILE).cells
    assert cells is not None
    assert cells.schema == CELLS
    sums = dict(cells.group_by("variable").agg(pl.col("value").sum()).iter_rows())
    assert sums == {"schools": 5.0, "primary_schools": 3.0}
    assert cells.filter(pl.col("value") == 2).select("variable", "period", "status").rows() == [
        ("schools", "2016", "measured")
    ]


BAD = {
    "a field too few": (["1,2,48841,10082"], DATA, SourceLayoutError, "12 fields"),
    "a place in France": ([",11,48841,2300,,1,,0;1,-,-,,"], DATA, SourceContentError, "entry 1 .*2300"),
    "no place": ([",11,,,,1,,0;1,-,-,,"], DATA, SourceContentError, "do not lie in Germany"),
    "other dictionaries": (ROWS, {"names": "x"}, SourceLayoutError, "found: names"),
}


@pytest.mark.parametrize(("rows", "data", "error", "says"), BAD.values(), ids=BAD.keys())
def test_bad_lists_are_refused(
    tmp_path: Path, rows: list[str], data: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        read(written(tmp_path, rows, data), FILE)


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cut.json").write_text(written(tmp_path).read_text(encoding="utf-8")[:200], encoding="utf-8")
    with pytest.raises(SourceLayoutError, match=r"cut.json: expected JSON"):
        read(tmp_path / "cut.json", FILE)
    (tmp_path / "list.json").write_text("[1, 2]", encoding="utf-8")
    with pytest.raises(SourceLayoutError, match=r"list.json: expected JSON"):
        read(tmp_path / "list.json", FILE)
    with pytest.raises(SourceMissingError):
        read(tmp_path / "nowhere.json", FILE)


def test_the_whole_list(raw_dir: Path) -> None:
    file = next(file for file in known_files() if file.source == "jedeschule")
    schools = read_schools(raw_dir / file.path)
    assert schools.height == 28_959  # of 33,145 entries
    assert schools["primary"].sum() == 15_073
    by_land = dict(schools.group_by(pl.col("id").str.split("-").list.first()).len().iter_rows())
    assert (by_land["NRW"], by_land["NI"], by_land["BB"]) == (5_860, 3_172, 919)
    cells = read(raw_dir / file.path, file).cells
    assert cells is not None
    assert cells.filter(pl.col("variable") == "schools")["value"].sum() == 28_959
