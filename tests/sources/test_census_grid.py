"""The census of 2011 on cells of one kilometre."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.reading.tables import CELLS, RawFile
from kleinstadt.sources.statistical_offices import census_grid

FILE = RawFile("zensus2011/continuous_Alter_D.parquet", "zensus2011_grid", date(2011, 5, 9), "2011", "")


def write(folder: Path, column: str, values: list[float], x: list[int] | None = None) -> Path:
    path = folder / "continuous.parquet"
    table = pl.DataFrame({column: values, "x": x or [4_334_500 + 1000 * i for i in range(len(values))]})
    table.with_columns(y=pl.lit(2_684_500), x=pl.col("x").cast(pl.Int32)).write_parquet(path)
    return path


def test_empty_cells_are_left_out_and_uncertain_ones_have_no_value(tmp_path: Path) -> None:
    cells = census_grid.read(write(tmp_path, "Alter_D", [-1.0, 43.5, -9.0]), FILE).cells
    assert cells is not None
    assert dict(cells.schema) == CELLS
    assert cells.select("x", "variable", "value", "status").rows() == [
        (4_335_500, "grid_age_years", 43.5, "measured"),
        (4_336_500, "grid_age_years", None, "unreliable"),
    ]


def test_zero_is_a_value(tmp_path: Path) -> None:
    cells = census_grid.read(write(tmp_path, "Leerstandsquote", [0.0]), FILE).cells
    assert cells is not None
    assert cells.select("variable", "value", "status").rows() == [("grid_vacancy_pct", 0.0, "measured")]


@pytest.mark.parametrize(
    ("column", "values", "x", "error", "message"),
    [
        ("Alter", [1.0], None, SourceLayoutError, "one of Einwohner"),
        ("Alter_D", [43.0, -5.0], None, SourceContentError, "-5.0"),
        ("Frauen_A", [100.1], None, SourceContentError, "100.1"),
        ("Alter_D", [float("nan")], None, SourceContentError, "nan"),
        ("Alter_D", [43.0], [4_334_000], SourceContentError, "x=4334000"),
        ("Alter_D", [43.0, 44.0], [4_334_500, 4_334_500], SourceContentError, "share a key"),
    ],
)
def test_bad_input_is_refused(
    tmp_path: Path, column: str, values: list[float], x: list[int] | None, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        census_grid.read(write(tmp_path, column, values, x), FILE)


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "Alter_D", [43.0])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SourceLayoutError, match="no whole Parquet"):
        census_grid.read(path, FILE)
    with pytest.raises(SourceMissingError):
        census_grid.read(tmp_path / "absent.parquet", FILE)


def test_a_file_without_places_is_refused(tmp_path: Path) -> None:
    pl.DataFrame({"Alter_D": [1.0]}).write_parquet(tmp_path / "x.parquet")
    with pytest.raises(SourceLayoutError, match="'x', 'y'"):
        census_grid.read(tmp_path / "x.parquet", FILE)


def raw_cells(raw_dir: Path, quantity: str) -> pl.DataFrame:
    file = next(file for file in known_files() if file.path.endswith(f"continuous_{quantity}.parquet"))
    cells = census_grid.read(raw_dir / file.path, file).cells
    assert cells is not None
    return cells


def test_the_population_of_the_census(raw_dir: Path) -> None:
    cells = raw_cells(raw_dir, "Einwohner")
    assert cells.height == 214_633
    assert cells["value"].sum() == 80_212_528
    assert cells["value"].sum() == pytest.approx(80_219_695, rel=0.0002)  # official, 9 May 2011


@pytest.mark.parametrize(("quantity", "uncertain"), [("Alter_D", 15_432), ("Wohnfl_Bew_D", 95_970)])
def test_uncertain_cells_are_counted_exactly(raw_dir: Path, quantity: str, uncertain: int) -> None:
    cells = raw_cells(raw_dir, quantity)
    assert cells["value"].null_count() == uncertain
    assert cells.filter(pl.col("status") == "unreliable").height == uncertain
