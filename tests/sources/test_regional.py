"""Tables with municipalities, Kreise, Länder and Germany in one column of keys."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.reading.regional import gaps, read_wide, refuse_gaps, rounding, with_levels

KEYS = ["01001000", "01051001", "01051002", "02000000", "04011000", "04012000", "11000000"]


def country(values: list[int]) -> pl.DataFrame:
    """Totals of every level from seven municipalities, one of them Flensburg, three of them Stadtstaaten."""
    flensburg, first, second, _, bremen, bremerhaven, _ = values
    rows = dict(zip(KEYS, values, strict=True)) | {
        "DG000000": sum(values),
        "01000000": flensburg + first + second,
        "01051000": first + second,
        "04000000": bremen + bremerhaven,
    }
    return pl.DataFrame({"ags": list(rows), "n": [float(value) for value in rows.values()]})


SEVEN = st.lists(st.integers(0, 10**6), min_size=7, max_size=7)


@given(SEVEN)
def test_every_level_holds_the_whole_country_once(values: list[int]) -> None:
    levels = with_levels(country(values))
    sums = dict(levels.group_by("level").agg(pl.col("n").sum()).rows())
    assert sums == dict.fromkeys(["bund", "land", "kreis", "gemeinde"], float(sum(values)))


@given(SEVEN)
def test_areas_add_up_to_the_total_above(values: list[int]) -> None:
    levels = with_levels(country(values))
    for total, parts in (("bund", "land"), ("land", "kreis"), ("kreis", "gemeinde"), ("bund", "gemeinde")):
        assert gaps(levels, ["n"], total, parts, "x")["gap"].to_list() == [0.0] * levels.filter(level=total).height


def test_levels_are_decided_by_structure() -> None:
    levels = with_levels(country([1, 2, 3, 4, 5, 6, 7]))
    by_level = {level: sorted(rows["area_id"]) for (level,), rows in levels.group_by("level")}
    assert by_level == {
        "bund": ["00"],
        "land": ["01", "02", "04", "11"],
        "kreis": ["01001", "01051", "02000", "04011", "04012", "11000"],
        "gemeinde": sorted(KEYS),
    }


def test_the_districts_of_berlin_are_no_municipalities() -> None:
    table = pl.DataFrame({"ags": ["11000000", "11001001", "11012012"], "n": [3.0, 1.0, 2.0]})
    assert with_levels(table).filter(level="gemeinde").rows() == [("gemeinde", "11000000", 3.0)]


def test_a_wrong_total_is_refused_with_both_numbers() -> None:
    levels = with_levels(country([1, 2, 3, 4, 5, 6, 7]))
    wrong = levels.with_columns(n=pl.when(pl.col("area_id") == "01051").then(99.0).otherwise("n"))
    found = gaps(wrong, ["n"], "kreis", "gemeinde", "x")
    with pytest.raises(SourceContentError, match=r"x: 'n' of area 01051 is printed as 99.*2 parts add up to 5"):
        refuse_gaps(found, -rounding(1), rounding(1), "x")


def test_rounding_allows_half_a_unit_for_each_part_and_the_total() -> None:
    found = pl.DataFrame({"area_id": ["01"], "variable": ["n"], "number": [3], "printed": [10.0], "gap": [2.0]})
    refuse_gaps(found, -rounding(1), rounding(1), "x")
    with pytest.raises(SourceContentError):
        refuse_gaps(found.with_columns(gap=2.001), -rounding(1), rounding(1), "x")


def test_a_municipality_whose_kreis_is_absent_is_refused() -> None:
    levels = with_levels(country([1, 2, 3, 4, 5, 6, 7]).filter(pl.col("ags") != "01051000"))
    with pytest.raises(SourceContentError, match="kreis 01051 has no total"):
        gaps(levels, ["n"], "kreis", "gemeinde", "x")


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("ags,m\n01001000,1\n", SourceLayoutError, "no column 'n'"),
        ("ags,n,m\n01001000,1,1\n", SourceLayoutError, "unknown column 'm'"),
        ("", SourceLayoutError, "no well-formed table"),
        ("ags,n\n01001000,1\n01001000,2\n", SourceContentError, "01001000"),
        ("ags,n\n1001000,1\n", SourceContentError, "leading zeros"),
        ("ags,n\n17001000,1\n", SourceContentError, "01 to 16"),
        ("ags,n\n,1\n", SourceContentError, "keys"),
        ("ags,n\n01001000,.\n", SourceContentError, "column 'n'.*'[.]'"),
        ("ags,n\n01001000,-999\n", SourceContentError, "-999.0 in data row 1"),
    ],
)
def test_bad_input_is_refused(tmp_path: Path, text: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        read_wide(write(tmp_path / "x.csv", text), {"n": "n"})


def test_empty_is_null_and_a_dash_is_zero(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", "ags,n\n01001000,\n01002000,-\nDG000000,2.5\n")
    assert read_wide(path, {"n": "count"})["count"].to_list() == [None, 0.0, 2.5]


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("ags,größe\n01001000,1\n".encode("latin-1"))
    with pytest.raises(SourceLayoutError, match="not utf-8"):
        read_wide(path, {"größe": "n"})


def test_an_absent_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError):
        read_wide(tmp_path / "x.csv", {"n": "n"})
