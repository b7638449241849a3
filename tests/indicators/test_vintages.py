"""Which vintage serves a year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.vintages import Vintage, Vintages, span, with_spans

DAY = date(2019, 12, 31)


def vintages(*rows: tuple[str, str, str] | tuple[str, str, str, str]) -> Vintages:
    """Rows as (period, territory, level) and, where it matters, the source."""
    entries = [
        {"period": row[0], "territory": row[1], "level": row[2], "source": row[3] if len(row) > 3 else "gv"}
        for row in rows
    ]
    return Vintages({"jobs": {"vintages": entries}})


def at_ends(*years: int) -> Vintages:
    return vintages(*((str(year), f"{year}-12-31", "gemeinde") for year in years))


@pytest.mark.parametrize(
    ("period", "time"),
    [("2019", 2020.0), ("2019-12", 2020.0), ("2019-06", 2019.5), ("2020-03", 2020.25), ("2021/2024", 2025.0)],
)
def test_a_bare_year_stands_for_its_end(period: str, time: float) -> None:
    assert Vintage("jobs", period, DAY, "gemeinde", "gv").year == time


@given(st.sets(st.integers(1990, 2024), min_size=1), st.integers(1985, 2030))
def test_the_nearest_wins_and_of_equals_the_earlier(years: set[int], wanted: int) -> None:
    found = int(at_ends(*years).nearest("jobs", "gemeinde", wanted + 1, DAY).period)
    distance = min(abs(year - wanted) for year in years)
    assert found == (wanted - distance if wanted - distance in years else wanted + distance)


def test_the_half_year_before_wins_over_the_one_after() -> None:
    known = vintages(("2019-06", "2019-12-31", "gemeinde"), ("2020-06", "2019-12-31", "gemeinde"))
    assert known.nearest("jobs", "gemeinde", 2020, DAY).period == "2019-06"
    assert known.nearest("jobs", "gemeinde", 2020.01, DAY).period == "2020-06"


def test_of_one_period_the_nearest_borders_win_then_the_source_by_name() -> None:
    known = vintages(
        ("2019", "2015-12-31", "gemeinde", "a"),
        ("2019", "2019-12-31", "gemeinde", "c"),
        ("2019", "2019-12-31", "gemeinde", "b"),
    )
    for found in (known.nearest("jobs", "gemeinde", 2020, DAY), known.at("jobs", "gemeinde", "2019", DAY)):
        assert (found.territory, found.source) == (DAY, "b")


def test_another_level_is_no_vintage() -> None:
    known = vintages(("2019", "2019-12-31", "kreis"), ("2015", "2015-12-31", "gemeinde"))
    assert known.nearest("jobs", "gemeinde", 2020, DAY).period == "2015"
    with pytest.raises(UnknownNameError, match=r"'jobs' is not there at level verband \(only: gemeinde, kreis\)"):
        known.nearest("jobs", "verband", 2020, DAY)


def test_a_period_that_is_not_there_is_answered_with_those_that_are() -> None:
    known = at_ends(2015, 2019)
    assert known.at("jobs", "gemeinde", "2015", DAY).territory == date(2015, 12, 31)
    with pytest.raises(UnknownNameError, match=r"not there for 2018 at level gemeinde \(periods: 2015, 2019\)"):
        known.at("jobs", "gemeinde", "2018", DAY)
    with pytest.raises(UnknownNameError, match="periods: none"):
        known.at("jobs", "kreis", "2019", DAY)


def test_an_unknown_variable_is_answered_with_the_known() -> None:
    known = at_ends(2019)
    assert known.has("jobs")
    assert not known.has("flats")
    with pytest.raises(UnknownNameError, match=r"no variable 'flats'\. It has: jobs"):
        known.of("flats")


def test_of_vintages_in_turn_all_serve_that_nearest_to_the_year_first() -> None:
    known = at_ends(2019, 2021, 2024)
    for period in (None, "2019/2024"):
        assert [one.period for one in known.in_turn("jobs", 2022, period)] == ["2021", "2019", "2024"]
    assert [one.period for one in known.in_turn("jobs", 2022, "2024")] == ["2024"]
    with pytest.raises(UnknownNameError, match=r"not there for 2020 at level gemeinde \(periods: 2019, 2021, 2024\)"):
        known.in_turn("jobs", 2022, "2020")


@pytest.mark.parametrize(
    ("periods", "together"),
    [(["2019"], "2019"), (["2024", "2019", "2021"], "2019/2024"), (["2021/2024", "2020"], "2020/2024")],
)
def test_several_periods_are_told_from_the_first_to_the_last(periods: list[str], together: str) -> None:
    assert span(periods) == together


def test_spans_are_of_plain_years_only() -> None:
    assert with_spans(("2019", "2021", "2020-06")) == ("2019", "2019/2021", "2020-06", "2021")
    assert with_spans(("2019 / 2018",)) == ("2019 / 2018",)
