"""The dated tables: what they hold on a day, and what they refuse."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

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

HEADER = "ags,name,function,from,to,certainty,source\n"
GOOD = "01054138,Tönning,basic_plus,2009-09-08,,shown,state plan 2009\n"


def read(tmp_path: Path, text: str) -> pl.DataFrame:
    path = tmp_path / "places.csv"
    path.write_text(text, encoding="utf-8")
    return read_dated_table(path, {"function": FUNCTION})


def function_of(ags: str, day: date) -> str | None:
    found = functions_at(day).filter(pl.col("ags") == ags)["function"]
    return None if found.is_empty() else str(found[0])


def test_a_function_holds_from_the_first_to_the_last_day_of_its_row(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER + "14521050,Bad Schlema,middle,2013-08-31,2018-12-31,shown,state plan 2013\n")
    held = [valid_at(table, day).height for day in (date(2013, 8, 30), date(2013, 8, 31), date(2018, 12, 31))]
    assert [*held, valid_at(table, date(2019, 1, 1)).height] == [0, 1, 1, 0]


def test_levels_are_ordered() -> None:
    ranks = functions_at(date(2015, 12, 31)).filter(pl.col("function") > "middle")
    assert sorted(ranks["ags"]) == ["09189155", "09271146", "09479136", "09479169"]


def test_functions_of_some_places_by_date() -> None:
    assert function_of("01054138", date(2019, 12, 31)) == "basic_plus"  # Tönning
    assert function_of("09172114", date(2015, 12, 31)) == "middle"  # Bad Reichenhall, before the plan of 2018
    assert function_of("09172114", date(2019, 12, 31)) == "upper"
    assert function_of("09172118", date(2019, 12, 31)) == "middle"  # Freilassing, its other half: see the docs
    assert function_of("16056000", date(2019, 12, 31)) == "middle"  # Eisenach has another key from 2021 on
    assert function_of("16056000", date(2021, 12, 31)) is None
    assert function_of("16063105", date(2021, 12, 31)) == "middle"


def test_number_of_places_in_2015_and_2019() -> None:
    counts = [Counter(functions_at(date(year, 12, 31))["function"].to_list()) for year in (2015, 2019)]
    assert counts == [
        {"middle": 978, "basic_plus": 1, "upper": 4},
        {"middle": 983, "basic_plus": 1, "upper": 28},
    ]


def test_what_the_plan_of_2018_raised_keeps_its_earlier_row_until_the_day_before() -> None:
    before, after = functions_at(date(2018, 2, 28)), functions_at(date(2018, 3, 1))
    raised = after.join(before, on="ags", how="left", suffix="_before").filter(
        pl.col("function").ne_missing(pl.col("function_before"))
    )
    assert raised["ags"].str.starts_with("09").all()
    assert Counter(zip(raised["function_before"], raised["function"], strict=True)) == {
        ("middle", "upper"): 23,
        (None, "middle"): 30,
    }
    assert set(before["ags"]) <= set(after["ags"]), "no place lost its function"
    assert raised["source"].str.contains("21.02.2018", literal=True).all()


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_on_no_day_has_a_municipality_two_rows(day: date) -> None:
    for table in (functions_at(day), overrides_at(day), joint_units_at(day)):
        assert table["ags"].is_unique().all()


def test_rows_that_only_the_print_asks_for_are_marked_and_hold_on_that_day_only() -> None:
    day = date(2019, 12, 31)
    inferred = overrides_at(day).filter(pl.col("certainty") == "inferred")
    assert inferred["ags"].to_list() == ["13071124", "14521500", "16063003"]
    for other in (day - timedelta(days=1), day + timedelta(days=1)):
        assert overrides_at(other).filter(pl.col("certainty") == "inferred").is_empty()
    assert (functions_at(day)["certainty"] == "shown").all()


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
        "shown",
        "state plan 2009",
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1054138,Tönning,basic_plus,,,shown,plan", "eight digits"),
        ("0105413X,Tönning,basic_plus,,,shown,plan", "eight digits"),
        ("01054138,Tönning,Unterzentrum,,,shown,plan", "'function' is none of none, basic, basic_plus"),
        ("01054138,Tönning,,,,shown,plan", "'function'"),
        ("01054138,Tönning,basic_plus,,,perhaps,plan", "'certainty'"),
        ("01054138,Tönning,basic_plus,8.9.2009,,shown,plan", "'from' is no date"),
        ("01054138,Tönning,basic_plus,,2019-02-30,shown,plan", "'to' is no date"),
        ("01054138,Tönning,basic_plus,2010-01-01,2009-01-01,shown,plan", "'from' lies after 'to'"),
        ("01054138,Tönning,basic_plus,,,shown,", "source is missing"),
        (GOOD + "01054138,Tönning,middle,2020-01-01,,shown,plan", "holds at the same time"),
        (GOOD + GOOD.strip(), "holds at the same time"),
        (GOOD + "01054138,Tönning,middle,,2009-09-08,shown,plan", "holds at the same time"),
    ],
)
def test_a_wrong_row_is_refused_with_its_reason(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(SourceContentError, match=reason) as refused:
        read(tmp_path, HEADER + row + "\n")
    assert "places.csv" in str(refused.value)


def test_rows_that_follow_each_other_are_no_overlap(tmp_path: Path) -> None:
    before = "01054138,Tönning,basic,,2009-09-07,shown,plan\n"
    assert read(tmp_path, HEADER + GOOD + before)["function"].to_list() == ["basic", "basic_plus"]


def test_a_missing_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match="no column certainty, source"):
        read(tmp_path, "ags,name,function,from,to\n01054138,Tönning,basic_plus,,\n")
