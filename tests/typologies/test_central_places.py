"""The dated tables: what they hold on a day, and what they refuse."""

from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.typologies.central_places import (
    FUNCTION,
    functions_at,
    joint_units_at,
    observation_units,
    overrides_at,
    read_dated_table,
    valid_at,
)

HEADER = "ags,name,function,from,to,source\n"
GOOD = "01054138,Tönning,basic_plus,2009-09-08,,state plan 2009\n"


def read(tmp_path: Path, text: str) -> pl.DataFrame:
    path = tmp_path / "places.csv"
    path.write_text(text, encoding="utf-8")
    return read_dated_table(path, {"function": FUNCTION})


def function_of(ags: str, day: date) -> str | None:
    found = functions_at(day).filter(pl.col("ags") == ags)["function"]
    return None if found.is_empty() else str(found[0])


def test_a_function_holds_from_the_first_to_the_last_day_of_its_row(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER + "14521050,Bad Schlema,middle,2013-08-31,2018-12-31,state plan 2013\n")
    held = [valid_at(table, day).height for day in (date(2013, 8, 30), date(2013, 8, 31), date(2018, 12, 31))]
    assert [*held, valid_at(table, date(2019, 1, 1)).height] == [0, 1, 1, 0]


def test_levels_are_ordered() -> None:
    ranks = functions_at(date(2015, 12, 31)).filter(pl.col("function") > "middle")
    assert sorted(ranks["ags"]) == ["09189155", "09271146", "09479136", "09479169"]


def test_functions_of_some_places_by_date() -> None:
    assert function_of("01054138", date(2019, 12, 31)) == "basic_plus"  # Tönning
    assert function_of("09172114", date(2015, 12, 31)) == "middle"  # Bad Reichenhall, before the plan of 2018
    assert function_of("09172114", date(2019, 12, 31)) == "upper"
    assert function_of("09172118", date(2019, 12, 31)) == "upper"  # Freilassing, its other half
    assert function_of("16056000", date(2019, 12, 31)) == "middle_plus"  # Eisenach has another key from 2021 on
    assert function_of("16056000", date(2021, 12, 31)) is None
    assert function_of("16063105", date(2021, 12, 31)) == "middle_plus"


def official_list(raw_dir: Path, name: str, sheet: str, first: int, column: int) -> dict[str, int]:
    rows = CalamineWorkbook.from_path(raw_dir / "bbsr" / name).get_sheet_by_name(sheet).to_python()[first:]
    return {f"{int(row[0]):08d}": int(str(row[column]).removesuffix(".0")) for row in rows}


def test_functions_of_2019_are_those_of_the_official_list(raw_dir: Path) -> None:
    """Its four classes: Oberzentrum, Mittelzentrum, Grundzentrum and lower, none."""
    listed = official_list(
        raw_dir, "Referenz Gemeinden Kreise NUTS_ 31.12.2019.xlsx", "Gemeinden-Gemeindeverbände", 2, 4
    )
    found = dict(functions_at(date(2019, 12, 31)).select("ags", "function").rows())
    classes = {"upper": 1, "middle_plus": 2, "middle": 2, "basic_plus": 3}
    assert {ags: classes[function] for ags, function in found.items()} == {ags: listed[ags] for ags in found}
    assert {ags for ags, code in listed.items() if code in (1, 2)} <= set(found)


def test_functions_of_2017_are_those_of_the_official_list_but_for_bavaria(raw_dir: Path) -> None:
    """Thirteen classes. The list knows Bavaria's plan of 2018, which the rows follow from its first day on."""
    listed = official_list(raw_dir, "Rahmendaten-Zentraler-Orte-by-Gemeinde.xls", "Daten", 2, 5)
    levels = {1: "upper", 2: "middle_plus", 3: "middle", 4: "basic_plus"}
    wanted = {ags: levels[code // 10] for ags, code in listed.items() if 10 <= code < 50}
    for day, bavarian in ((date(2017, 12, 31), False), (date(2018, 3, 1), True)):
        found = dict(functions_at(day).select("ags", "function").rows())
        assert {ags: of for ags, of in found.items() if ags.startswith("09") == bavarian} == {
            ags: of for ags, of in wanted.items() if ags.startswith("09") == bavarian
        }


def test_number_of_places_in_2015_and_2019() -> None:
    counts = [Counter(functions_at(date(year, 12, 31))["function"].to_list()) for year in (2015, 2019)]
    assert counts == [
        {"middle": 963, "basic_plus": 14, "upper": 4},
        {"middle": 922, "middle_plus": 38, "upper": 152, "basic_plus": 21},
    ]


def test_no_bavarian_place_lost_its_function_by_the_plan_of_2018() -> None:
    before, after = (
        functions_at(day).filter(pl.col("ags").str.starts_with("09")) for day in (date(2018, 2, 28), date(2018, 3, 1))
    )
    both = after.join(before, on="ags", suffix="_before")
    assert both.height == before.height
    assert (both["function"] >= both["function_before"]).all()


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_on_no_day_has_a_municipality_two_rows(day: date) -> None:
    for table in (functions_at(day), overrides_at(day), joint_units_at(day)):
        assert table["ags"].is_unique().all()


def test_a_municipality_moves_to_the_verband_under_which_it_is_observed() -> None:
    members = pl.DataFrame(
        {
            "verband": ["010605034", "010620076", "010550007", "130009999"],
            "ags": ["01060043", "01062076", "01055007", "13000999"],
        }
    )
    found = observation_units(members, joint_units_at(date(2019, 12, 31)))
    # Tangstedt joins Itzstedt; Bosau stays, for its Amt is not among the members; the coastal waters are left out
    assert found.rows() == [
        ("010605034", "01060043"),
        ("010605034", "01062076"),
        ("010550007", "01055007"),
    ]


def test_a_good_row_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER + GOOD).row(0) == (
        "01054138",
        "Tönning",
        "basic_plus",
        date(2009, 9, 8),
        None,
        "state plan 2009",
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1054138,Tönning,basic_plus,,,plan", "eight digits"),
        ("0105413X,Tönning,basic_plus,,,plan", "eight digits"),
        ("01054138,Tönning,Unterzentrum,,,plan", "'function' is none of none, basic, basic_plus"),
        ("01054138,Tönning,,,,plan", "'function'"),
        ("01054138,Tönning,basic_plus,8.9.2009,,plan", "'from' is no date"),
        ("01054138,Tönning,basic_plus,,2019-02-30,plan", "'to' is no date"),
        ("01054138,Tönning,basic_plus,2010-01-01,2009-01-01,plan", "'from' lies after 'to'"),
        ("01054138,Tönning,basic_plus,,,", "source is missing"),
        (GOOD + "01054138,Tönning,middle,2020-01-01,,plan", "holds at the same time"),
        (GOOD + GOOD.strip(), "holds at the same time"),
        (GOOD + "01054138,Tönning,middle,,2009-09-08,plan", "holds at the same time"),
    ],
)
def test_a_wrong_row_is_refused_with_its_reason(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(SourceContentError, match=reason) as refused:
        read(tmp_path, HEADER + row + "\n")
    assert "places.csv" in str(refused.value)


def test_rows_that_follow_each_other_are_no_overlap(tmp_path: Path) -> None:
    before = "01054138,Tönning,basic,,2009-09-07,plan\n"
    assert read(tmp_path, HEADER + GOOD + before)["function"].to_list() == ["basic", "basic_plus"]


def test_a_missing_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match="no column source"):
        read(tmp_path, "ags,name,function,from,to\n01054138,Tönning,basic_plus,,\n")
