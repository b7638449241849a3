"""Cells of people: the census of 2022 in its published format (samples written here), and the 1 km grid of 2011."""

from pathlib import Path

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.travel.walking.cells import cells_of_2011, read_cells

HEAD = "GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\n"
LAUF = "CRS3035RES100mN2939500E4413000;4413050;2939550;37\n"
MUNICH = "CRS3035RES100mN2780000E4437000;4437050;2780050;4\n"


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "Zensus2022_100m.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_persons_and_places(tmp_path: Path) -> None:
    cells = read_cells(written(tmp_path, HEAD + MUNICH + LAUF))
    assert cells.size_m == 100
    assert cells.frame.select("x", "y", "persons").rows() == [(4413050, 2939550, 37.0), (4437050, 2780050, 4.0)]
    lon, lat = cells.frame.row(1, named=True)["lon"], cells.frame.row(1, named=True)["lat"]
    assert (lon, lat) == (pytest.approx(11.56, abs=0.3), pytest.approx(48.1, abs=0.3))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_dash_is_no_number_and_no_zero(tmp_path: Path, encoding: str) -> None:
    dash = "CRS3035RES100mN2939600E4413000;4413050;2939650;–\n"
    cells = read_cells(written(tmp_path, HEAD + LAUF + dash, encoding))
    assert cells.frame["persons"].to_list() == [37.0]
    assert cells.without_number == 1


def test_nobody_at_home_is_no_cell(tmp_path: Path) -> None:
    empty = LAUF.replace(";37", ";0")
    cells = read_cells(written(tmp_path, HEAD + empty + MUNICH))
    assert cells.frame["persons"].to_list() == [4.0]
    assert cells.without_number == 0


def test_cells_in_which_nobody_lives_are_no_file_of_people(tmp_path: Path) -> None:
    for persons in ("0", "–"):
        with pytest.raises(SourceContentError, match="nobody lives in any of its 1 cells"):
            read_cells(written(tmp_path, HEAD + LAUF.replace(";37", f";{persons}")))


def test_the_other_grids_of_the_archive(tmp_path: Path) -> None:
    text = "GITTER_ID_1km;x_mp_1km;y_mp_1km;Einwohner\nCRS3035RES1000mN2939000E4413000;4413500;2939500;512\n"
    cells = read_cells(written(tmp_path, text))
    assert (cells.size_m, cells.frame["persons"].sum()) == (1000, 512.0)


def test_only_cells_of_a_box(tmp_path: Path) -> None:
    cells = read_cells(written(tmp_path, HEAD + MUNICH + LAUF))
    assert cells.within((11.0, 49.0, 12.0, 50.0)).frame["persons"].to_list() == [37.0]


BAD = {
    "no such column": ("Gitter;x;y;Einwohner\na;1;1;1\n", SourceLayoutError, "no column GITTER_ID_100m"),
    "no persons": ("GITTER_ID_100m;x_mp_100m;y_mp_100m\nA;1;1\n", SourceLayoutError, "einwohner"),
    "commas": (HEAD.replace(";", ","), SourceLayoutError, "GITTER_ID_100m"),
    "nothing": ("", SourceLayoutError, "well-formed"),
    "a doubled cell": (HEAD + LAUF + LAUF, SourceContentError, "share a key"),
    "a word": (HEAD + LAUF.replace(";37", ";viele"), SourceContentError, "line 2.*viele"),
    "less than nobody": (HEAD + LAUF.replace(";37", ";-3"), SourceContentError, "line 2.*-3"),
    "another centre": (HEAD + LAUF.replace("4413050", "4413000"), SourceContentError, "fits the cell's id"),
    "no centre": (HEAD + LAUF.replace("4413050", "x"), SourceContentError, "fits the cell's id"),
}


@pytest.mark.parametrize(("text", "error", "says"), BAD.values(), ids=BAD.keys())
def test_bad_files_are_refused(tmp_path: Path, text: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        read_cells(written(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError, match="no such file"):
        read_cells(tmp_path / "nowhere.csv")


def test_another_quantity_is_refused(raw_dir: Path) -> None:
    with pytest.raises(SourceLayoutError, match="another quantity"):
        read_cells(raw_dir / "zensus2011/continuous_Alter_D.parquet")


def test_the_grid_of_2011(raw_dir: Path) -> None:
    cells = cells_of_2011(raw_dir)
    assert (cells.size_m, cells.frame.height) == (1000, 214_633)
    assert cells.frame["persons"].sum() == 80_212_528
    assert (
        cells.frame.filter(pl.col("lon").is_between(5.8, 15.1) & pl.col("lat").is_between(47.2, 55.1)).height == 214_633
    )
