"""Growing or shrinking: changes within one basis, points by fifth, five classes."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_edition import NOW_IDS, THEN, THEN_IDS, facts, write_small

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.typologies.growth import AT_HAND, GROWTH, MISSING, Development, growth, official_growth, yearly_change

PEOPLE = Development("population", relative=True, good=1, last_of_basis=(2011,))
JOBLESS = Development("unemployed_share", relative=False, good=-1, last_of_basis=())


def series(**values: float | None) -> pl.DataFrame:
    """Values of one area: y2014=100 is that of 2014."""
    years = [int(name[1:]) for name in values]
    return pl.DataFrame({"area": ["a"] * len(years), "year": years, "value": list(values.values())}, strict=False)


def change(development: Development, until: int = 2019, **values: float | None) -> float | None:
    return yearly_change(series(**values), "area", development, until)["change"].item()


def test_per_cent_a_year_over_five_years() -> None:
    assert change(PEOPLE, y2014=100, y2019=100 * 1.02**5) == pytest.approx(2)
    assert change(PEOPLE, y2014=100, y2016=90, y2019=100 * 1.02**5) == pytest.approx(2), "only the ends count"
    assert change(PEOPLE, y2010=1, y2014=100, y2019=100) == 0, "2010 lies before the five years"
    assert change(JOBLESS, y2014=6, y2019=4) == pytest.approx(-0.4), "in points a year"


def test_never_over_a_census() -> None:
    """2013 is 10 % above 2011 because it was counted anew: of the years from 2010 to 2015 two stretches count."""
    assert change(PEOPLE, 2015, y2010=100, y2011=101, y2013=111, y2014=112.11, y2015=113.2311) == pytest.approx(1)
    assert change(PEOPLE, 2013, y2009=100, y2011=102, y2013=150) is None, "two years are too few"


def test_unknown_and_empty_years_are_no_change() -> None:
    assert change(PEOPLE, y2014=100, y2015=None, y2019=None) is None
    assert yearly_change(series(y2014=0.0, y2019=0.0), "area", PEOPLE, 2019).is_empty(), "nobody cannot grow"
    assert change(JOBLESS, y2014=0, y2019=0) == 0


def test_points_by_fifth_and_five_classes() -> None:
    table = pl.DataFrame(
        {"area": list("abcde"), "population": [1.0, 2, 3, 4, 5], "unemployed_share": [5.0, 4, 3, 2, 1]}
    )
    found = growth(table, {"population": PEOPLE, "unemployed_share": JOBLESS})
    assert found["points"].to_list() == [-2, -1, 0, 1, 2]
    assert found["growth"].to_list() == list(GROWTH.categories)[::-1]


@pytest.mark.parametrize(
    ("telling", "classes"),
    [
        (1, ["shrinking", "no_clear_direction", "no_clear_direction", "no_clear_direction", "growing"]),
        (3, ["strongly_shrinking", "shrinking", "no_clear_direction", "growing", "strongly_growing"]),
    ],
)
def test_a_mean_on_a_limit_belongs_to_the_outer_class(telling: int, classes: list[str]) -> None:
    """Of five indicators one or three tell the areas apart: means of ±0.4 or ±1.2 at the ends."""
    columns = {f"i{n}": [1.0, 2, 3, 4, 5] if n < telling else [1.0] * 5 for n in range(5)}
    found = growth(pl.DataFrame(columns), dict.fromkeys(columns, PEOPLE))
    assert [abs(found["points"][at]) for at in (0, -1)] == pytest.approx([0.4 * telling] * 2)
    assert found["growth"].to_list() == classes


@pytest.mark.parametrize("count", [2, 3, 7, 10])
def test_points_are_the_same_from_above_and_from_below(count: int) -> None:
    rising = [float(n) for n in range(count)]
    found = growth(pl.DataFrame({"up": rising, "too": rising}), {"up": PEOPLE, "too": PEOPLE})["points"]
    assert found.to_list() == [-points for points in found.reverse()]


def test_one_indicator_is_too_little() -> None:
    table = pl.DataFrame({"population": [1.0, None, 2.0], "unemployed_share": [None, None, 1.0]})
    found = growth(table, {"population": PEOPLE, "unemployed_share": JOBLESS})
    assert found["indicators"].to_list() == [1, 0, 2]
    assert found["growth"].is_null().to_list() == [True, True, False]


@given(st.lists(st.floats(-10, 10), min_size=5, max_size=60))
def test_who_grows_more_is_never_in_a_lower_class(values: list[float]) -> None:
    table = pl.DataFrame({"one": sorted(values), "two": sorted(values)})
    found = growth(table, {"one": PEOPLE, "two": PEOPLE})["growth"].to_physical().to_list()
    assert found == sorted(found, reverse=True)
    assert growth(table.with_columns(two="one"), {"one": PEOPLE, "two": PEOPLE})["points"].mean() == pytest.approx(
        0, abs=1
    )


MEMBERS = pl.DataFrame({"ags": ["1", "2", "3"], "verband": ["a", "a", "b"]})


def test_the_official_class_wins_where_it_is_one() -> None:
    scored = pl.DataFrame({"verband": ["a", "b"], "growth": pl.Series(["growing", None], dtype=GROWTH)})
    official = pl.DataFrame({"ags": ["1", "2", "3"], "growth": ["shrinking", "shrinking", "growing"]})
    assert official_growth(scored, "verband", MEMBERS, official).rows() == [
        ("a", "shrinking", "official"),
        ("b", "growing", "official"),
    ]
    two = official.with_columns(growth=pl.Series(["shrinking", "growing", None]))
    assert official_growth(scored, "verband", MEMBERS, two)["growth_basis"].to_list() == ["computed", None]
    assert official_growth(scored, "verband", MEMBERS, None)["growth_basis"].to_list() == ["computed", None]


def test_what_is_missing_is_said() -> None:
    assert len(AT_HAND) + len(MISSING) == 6


def test_one_year_apart_there_is_no_growth(tmp_path: Path) -> None:
    """The small edition has 2018 and 2019 only: all is unknown, and nothing breaks."""
    shares = [facts(name, "2019", dict.fromkeys(NOW_IDS, 100.0)) for name in ("working_age_population", "unemployed")]
    before = facts("unemployed", "2018", dict.fromkeys(THEN_IDS, 90.0), day=THEN)
    found = Edition(write_small(tmp_path / "edition", *shares, before)).growth(2019)
    assert found["growth"].null_count() == found.height == 5
    assert found["indicators"].to_list() == [0] * 5


def test_germany(edition: Edition) -> None:
    units = edition.areas(2019, "verband", ["growth"])
    inhabited = units.filter(pl.col("population") > 0)
    assert inhabited["growth"].null_count() == 0
    assert units.filter(pl.col("population") == 0)["growth"].is_null().all()
    leipzig = units.filter(pl.col("name") == "Leipzig, Stadt")["growth"].item()
    assert leipzig == "strongly_growing"
    with pytest.raises(UnknownNameError, match="grwth"):
        edition.areas(2019, "verband", ["grwth"])
