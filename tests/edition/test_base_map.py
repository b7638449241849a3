"""What lies under the maps: small enough, as its manifest says, and made the same again from the raw files."""

import hashlib
import json
from pathlib import Path

import polars as pl
import pytest
import shapely

from kleinstadt.edition.base_map import build, ground, opened, place_names, shapes
from kleinstadt.edition.edition import Edition
from kleinstadt.errors import SourceContentError, SourceMissingError

FILES = Path(build.__file__).parent / "files"
MOST_BYTES = 1_500_000  # that the package grows by


def test_files_are_those_of_the_manifest_and_small() -> None:
    told = json.loads((FILES / build.MANIFEST).read_bytes())["files"]
    found = {path.name: path.read_bytes() for path in FILES.iterdir() if path.name != build.MANIFEST}
    assert {name: hashlib.sha256(data).hexdigest() for name, data in found.items()} == {
        name: one["sha256"] for name, one in told.items()
    }
    assert sum(path.stat().st_size for path in FILES.iterdir()) <= MOST_BYTES


def test_names_are_those_people_use_the_weightiest_first() -> None:
    places = opened.places()
    names = places["name"].to_list()
    assert names[:3] == ["Berlin", "Hamburg", "München"]
    assert {"Bad Berleburg", "Raumland", "Schleswig"} <= set(names)
    assert [name for name in names if ", Stadt" in name or "GKSt" in name] == []
    towns = places.filter(pl.col("people") > 20)  # thousands, rounded
    assert towns["zoom"].max() <= 8.0
    parts = places.filter(pl.col("people") == 0)
    assert parts["zoom"].min() >= place_names.PARTS[0]


def test_waters_bear_names_of_our_own_table() -> None:
    waters = opened.waters()
    assert {"Rhein", "Eder", "Havel", "Müritz", "Kölpinsee", "Nordsee"} <= set(waters["de"])
    rivers = waters.filter(pl.col("kind") == "river")
    points = shapely.points(rivers.select("x", "y").to_numpy())
    assert shapely.distance(points, opened.shapes()["river"]).max() < 500, "a river's name lies on it"


def test_a_name_far_from_any_river_is_refused() -> None:
    table = pl.DataFrame({"kind": ["river"], "de": ["Isar"], "en": ["Isar"], "lon": [9.0], "lat": [54.0]})
    with pytest.raises(SourceContentError, match=r"Isar.*km off"):
        ground.water_names(table, shapes.degrees(opened.shapes()["river"]))


def test_a_raw_folder_without_the_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError, match="karte/countries"):
        build.build(tmp_path, tmp_path / "out", Edition())


@pytest.mark.raw
def test_made_again_it_is_the_same_byte_for_byte(raw_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    build.build(raw_dir, tmp_path, Edition())
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != "notes.txt"} == {
        path.name: path.read_bytes() for path in FILES.iterdir()
    }
