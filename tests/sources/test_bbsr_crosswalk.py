"""BBSR's Umsteigeschlüssel: weights, uninhabited land, and every way the file can be wrong."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.bbsr.crosswalk import read
from kleinstadt.sources.reading.tables import CROSSWALK, RawFile

FILE = RawFile("bbsr/umsteigeschluessel.parquet", "bbsr_crosswalk", None, None, "")

Row = tuple[int, str, float, float, float | None, str]

# in the publisher's layout: an area that stays, a division by people and land, a forest without people
ROWS: list[Row] = [
    (1990, "01001000", 1.0, 1.0, None, "01001000"),
    (1990, "01060102", 0.45, 0.45, None, "01060048"),
    (1990, "01060102", 0.55, 0.55, None, "01060091"),
    (2018, "09472444", 1.0, 0.25, 1.0, "09472451"),
    (2018, "09472444", 1.0, 0.75, 1.0, "09472453"),
    (2018, "16056000", 1.0, 1.0, 1.0, "16056000"),
]


def write(folder: Path, rows: list[Row], target: str = "ags19", **renamed: str) -> Path:
    names = ["year", "ags", "pop_conv", "size_conv", "emp_conv", target]
    frame = pl.DataFrame(rows, schema=names, orient="row").rename(renamed)
    path = folder / "umsteigeschluessel.parquet"
    frame.write_parquet(path)
    return path


def test_links_of_each_year_to_the_target_that_the_file_names(tmp_path: Path) -> None:
    links = read(write(tmp_path, ROWS, "ags20"), FILE).crosswalk
    assert links is not None
    assert dict(links.schema) == {name: kind() if isinstance(kind, type) else kind for name, kind in CROSSWALK.items()}
    assert links["to_territory"].unique().to_list() == [date(2020, 12, 31)]
    assert links["from_territory"].unique().sort().to_list() == [date(1990, 12, 31), date(2018, 12, 31)]
    assert links.height == len(ROWS)


def test_a_forest_without_people_is_divided_by_land_not_multiplied(tmp_path: Path) -> None:
    links = read(write(tmp_path, ROWS), FILE).crosswalk
    assert links is not None
    forest = links.filter(pl.col("from_id") == "09472444").sort("to_id")
    assert forest["weight_population"].to_list() == [0.25, 0.75]
    assert forest["weight_employees"].to_list() == [0.25, 0.75]


def test_jobs_stay_unknown_where_the_publisher_gives_none(tmp_path: Path) -> None:
    links = read(write(tmp_path, ROWS), FILE).crosswalk
    assert links is not None
    assert links.filter(pl.col("from_territory") == date(1990, 12, 31))["weight_employees"].null_count() == 3


def test_five_digits_are_kreise(tmp_path: Path) -> None:
    links = read(write(tmp_path, [(2000, "16056", 1.0, 1.0, 1.0, "16063")]), FILE).crosswalk
    assert links is not None
    assert links["level"].to_list() == ["kreis"]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ((1990, "01060102", 0.2, 0.2, None, "01060099"), "sums to 1.2"),
        ((1990, "01001000", 1.0, 1.0, None, "01001000"), "share a key"),
        ((1990, "1001000", 1.0, 1.0, None, "01001000"), "8 digits"),
        ((1990, "99001000", 1.0, 1.0, None, "01001000"), "8 digits"),
        ((1991, "01060102", 1.2, 1.0, None, "01060048"), "sums to 1.2"),
        ((1991, "01060102", 0.9, 1.0, None, "01060048"), "sums to 0.9"),
    ],
)
def test_refuses_what_would_make_or_lose_people(tmp_path: Path, bad: Row, message: str) -> None:
    with pytest.raises(SourceContentError, match=message):
        read(write(tmp_path, [*ROWS, bad]), FILE)


def test_refuses_another_layout(tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match="pop_conv"):
        read(write(tmp_path, ROWS, pop_conv="population"), FILE)


def test_refuses_a_broken_or_absent_file(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(SourceLayoutError, match="no whole Parquet"):
        read(path, FILE)
    with pytest.raises(SourceMissingError):
        read(tmp_path / "nothing.parquet", FILE)


def test_the_real_file(raw_dir: Path) -> None:
    links = read(raw_dir / "bbsr/umsteigeschluessel_gemeinden_1990_19.parquet", FILE).crosswalk
    assert links is not None
    assert links.height == 394_789
    assert links.filter(pl.col("from_territory") == date(1990, 12, 31))["from_id"].n_unique() == 16_147
    assert links["to_id"].n_unique() == 11_007
    totals = links.group_by("from_territory", "from_id").agg(pl.col("weight_population", "weight_area").sum())
    assert (totals["weight_population"] - 1).abs().max() < 1e-9  # type: ignore[operator]
    assert (totals["weight_area"] - 1).abs().max() < 1e-9  # type: ignore[operator]
