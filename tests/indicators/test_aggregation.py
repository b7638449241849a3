"""From municipalities to groups: a Count sums, a Ratio divides sums, a Published rate refuses or takes its weight."""

import math
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.errors import AggregationError
from kleinstadt.indicators.group_frames import QUANTILES, aggregate, summarise
from kleinstadt.indicators.model import Count, Indicator, Published, Ratio

PEOPLE = Count(id="people", de="", en="", unit="persons", theme="population")
JOBS = Count(id="jobs", de="", en="", unit="persons", theme="work")
RATIO = Ratio(id="ratio", numerator=PEOPLE, denominator=JOBS, scale=100, de="", en="", unit="per_100", theme="work")
SHARE = Ratio(id="share", numerator=PEOPLE, denominator=JOBS, scale=100, de="", en="", unit="pct", theme="work")
WEIGHTED = Published(id="weighted", weight=PEOPLE, de="", en="", unit="pct", theme="digital")
BARE = Published(id="bare", de="", en="", unit="pct", theme="digital")
OF_VERBAENDE = Published(id="lent", weight=PEOPLE, level="verband", de="", en="", unit="pct", theme="digital")

REASONS = ("missing", "secret")
SCHEMA = {
    "ags": pl.String,
    "verband": pl.String,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "status": pl.String,
    "vintage": pl.String,
}

Member = tuple[str, float | None, float | None, str]


def parts(rows: list[Member]) -> pl.DataFrame:
    """Members as (Verband, numerator, denominator, status)."""
    full = [(f"{n:08}", unit, top, below, status, "2019") for n, (unit, top, below, status) in enumerate(rows)]
    return pl.DataFrame(full, schema=SCHEMA, orient="row")


def by_unit(frame: pl.DataFrame, column: str = "value") -> dict[str, object]:
    return dict(frame.select("verband", column).rows())


amount = st.integers(0, 10**6).map(float)


@st.composite
def members(draw: st.DrawFn, *, gaps: bool = True) -> list[Member]:
    rows: list[Member] = []
    for _ in range(draw(st.integers(1, 12))):
        unit = draw(st.sampled_from("abc"))
        if gaps and draw(st.booleans()):
            rows.append((unit, None, draw(st.one_of(st.none(), amount)), draw(st.sampled_from(REASONS))))
        else:
            rows.append((unit, draw(amount), draw(amount), draw(st.sampled_from(["measured", "modelled"]))))
    return rows


@given(members())
def test_a_count_is_the_sum_of_its_members_or_missing(rows: list[Member]) -> None:
    found = by_unit(aggregate(parts(rows), PEOPLE, "verband"))
    for unit in {row[0] for row in rows}:
        values = [top for name, top, _, _ in rows if name == unit]
        assert found.pop(unit) == (None if None in values else sum(value for value in values if value is not None))
    assert not found, "no area without members"


@given(members())
def test_a_ratio_divides_the_sums_of_the_members_that_have_both(rows: list[Member]) -> None:
    found = by_unit(aggregate(parts(rows), RATIO, "verband"))
    for unit, value in found.items():
        known = [(top, below) for name, top, below, _ in rows if name == unit and top is not None and below is not None]
        below = sum(pair[1] for pair in known)
        assert value == (pytest.approx(sum(pair[0] for pair in known) / below * 100) if below else None)


@given(members())
def test_a_share_is_the_ratio_up_to_all_and_no_number_above(rows: list[Member]) -> None:
    ratios = aggregate(parts(rows), RATIO, "verband").select("verband", "value", "status").rows()
    shares = aggregate(parts(rows), SHARE, "verband").select("verband", "value", "status").rows()
    for (unit, ratio, status), share in zip(ratios, shares, strict=True):
        possible = ratio is None or ratio <= 100
        assert share[:2] == (unit, ratio if possible else None)
        assert share[2] == status or (not possible and share[2] in ("unreliable", *REASONS))


def test_more_than_all_is_unreliable() -> None:
    rows: list[Member] = [("a", 101.0, 100.0, "measured"), ("b", 100.0, 100.0, "measured")]
    found = aggregate(parts(rows), SHARE, "verband").select("value", "status").rows()
    assert found == [(None, "unreliable"), (100.0, "measured")]


def test_a_ratio_is_not_the_mean_of_ratios() -> None:
    rows: list[Member] = [("a", 10, 100, "measured"), ("a", 90, 100, "measured"), ("a", 800, 800, "measured")]
    assert by_unit(aggregate(parts(rows), RATIO, "verband")) == {"a": 90.0}  # the mean of 10, 90 and 100 is 66.7


@given(members(), st.sampled_from([PEOPLE, RATIO, WEIGHTED]))
def test_grouping_twice_is_grouping_once(rows: list[Member], indicator: Indicator) -> None:
    """Verbände to Germany gives what municipalities to Germany give: sums know no order."""
    whole = parts(rows).with_columns(bund=pl.lit("00"))
    once = aggregate(whole, indicator, "bund")["value"].item()
    units = aggregate(whole, indicator, "verband").with_columns(bund=pl.lit("00"))
    if isinstance(indicator, Count):
        units = units.with_columns(numerator=pl.col("value"))
    twice = aggregate(units.rename({"verband": "ags"}), indicator, "bund")["value"].item()
    assert twice == (None if once is None else pytest.approx(once))


@given(members(gaps=False))
def test_a_weighted_rate_lies_among_those_of_its_members(rows: list[Member]) -> None:
    """Rates here are 0 to 100; the weight is the denominator."""
    rated: list[Member] = [(unit, (top or 0) % 101 * (below or 0), below, status) for unit, top, below, status in rows]
    single = aggregate(parts(rated), WEIGHTED, "ags")["value"].drop_nulls()
    value = aggregate(parts(rated).with_columns(bund=pl.lit("00")), WEIGHTED, "bund")["value"].item()
    if single.is_empty():
        assert value is None
    else:
        low, high = single.min(), single.max()
        assert isinstance(low, float)
        assert isinstance(high, float)
        assert low - 1e-9 <= value <= high + 1e-9


def test_a_rate_without_weight_has_values_of_single_members_only() -> None:
    rows: list[Member] = [("a", 50, 10, "measured"), ("b", 50, 10, "measured"), ("b", 60, 10, "measured")]
    found = aggregate(parts(rows), BARE, "verband")
    assert by_unit(found) == {"a": 5.0, "b": None}
    assert by_unit(found, "status") == {"a": "measured", "b": "not_meaningful"}


def test_a_rate_without_weight_refuses_groups() -> None:
    values = aggregate(parts([("a", 50, 10, "measured")]), BARE, "verband")
    with pytest.raises(AggregationError, match=r"'bare' is a rate without a named weight.*medians"):
        summarise(values, values, BARE, ["verband"])


@pytest.mark.parametrize("indicator", [RATIO, WEIGHTED, BARE])
def test_nothing_over_nobody_is_no_number(indicator: Indicator) -> None:
    found = aggregate(parts([("a", 0, 0, "measured")]), indicator, "verband")
    assert found.select("value", "status").rows() == [(None, "not_meaningful")]


@pytest.mark.parametrize(
    ("indicator", "statuses", "expected"),
    [
        (PEOPLE, ["measured", "measured"], "measured"),
        (PEOPLE, ["measured", "modelled"], "modelled"),
        (PEOPLE, ["measured", "secret"], "secret"),
        (RATIO, ["measured", "measured"], "measured"),
        (RATIO, ["modelled", "measured"], "modelled"),
        (RATIO, ["measured", "secret"], "partial"),
        (RATIO, ["modelled", "missing"], "partial"),
        (RATIO, ["secret", "secret"], "secret"),
        (WEIGHTED, ["measured", "missing"], "partial"),
    ],
)
def test_the_status_tells_the_worst(indicator: Indicator, statuses: list[str], expected: str) -> None:
    rows: list[Member] = [
        ("a", None if status in REASONS else 10.0, None if status in REASONS else 5.0, status) for status in statuses
    ]
    assert aggregate(parts(rows), indicator, "verband")["status"].to_list() == [expected]


def test_a_rate_of_verbaende_is_modelled_in_their_members_alone() -> None:
    rows: list[Member] = [("a", 50, 10, "measured"), ("a", 25, 5, "measured")]
    assert aggregate(parts(rows), OF_VERBAENDE, "ags")["status"].to_list() == ["modelled", "modelled"]
    assert aggregate(parts(rows), OF_VERBAENDE, "verband").select("value", "status").rows() == [(5.0, "measured")]


def test_members_of_no_group_belong_to_none() -> None:
    frame = parts([("a", 1, 1, "measured"), ("b", 5, 1, "measured")]).with_columns(
        verband=pl.when(pl.col("verband") == "a").then("verband")
    )
    assert by_unit(aggregate(frame, PEOPLE, "verband")) == {"a": 1.0}


@pytest.mark.slow
@given(members())
def test_the_spread_of_a_group(rows: list[Member]) -> None:
    whole = parts(rows).with_columns(group=pl.lit("all"))
    values = aggregate(whole, RATIO, "verband").with_columns(group=pl.lit("all"))
    spread = summarise(whole, values, RATIO, ["group"]).row(0, named=True)
    assert spread["value"] == aggregate(whole, RATIO, "group")["value"].item()
    known = values["value"].drop_nulls().sort()
    assert spread["areas"] == values.height
    assert spread["missing"] == values.height - known.len()
    assert (spread["min"], spread["max"]) == ((known[0], known[-1]) if known.len() else (None, None))
    quantiles = [spread[name] for name in QUANTILES]
    assert quantiles == [None] * len(QUANTILES) or all(low <= high + 1e-9 for low, high in pairwise(quantiles))
    if known.len():
        assert math.isclose(spread["mean"], sum(known) / known.len())


def test_areas_without_a_value_of_their_own_count_for_both_sums_of_a_group() -> None:
    """A village without jobs has no residents per job, but its Land has its residents, as the offices count them."""
    whole = parts([("a", 10.0, 5.0, "measured"), ("b", 70.0, 0.0, "measured")]).with_columns(land=pl.lit("01"))
    values = aggregate(whole, RATIO, "verband").with_columns(land=pl.lit("01"))
    found = summarise(whole, values, RATIO, ["land"]).row(0, named=True)
    assert (found["value"], found["areas"], found["missing"]) == (1600.0, 2, 1)


def test_a_group_of_counts_with_a_gap_has_no_sum_but_a_median() -> None:
    rows: list[Member] = [("a", 10, None, "measured"), ("b", None, None, "missing"), ("c", 30, None, "measured")]
    whole = parts(rows).with_columns(group=pl.lit("all"))
    values = aggregate(whole, PEOPLE, "verband").with_columns(group=pl.lit("all"))
    found = summarise(whole, values, PEOPLE, ["group"]).row(0, named=True)
    assert (found["value"], found["missing"], found["median"]) == (None, 1, 20.0)


def test_a_group_of_members_of_several_years_tells_the_first_and_the_last() -> None:
    members = [("a", "2019"), ("a", "2021"), ("a", "2020"), ("b", "2024"), ("c", None), ("c", "2021")]
    rows = [(f"{n:08}", unit, 1.0 if when else None, None, "measured", when) for n, (unit, when) in enumerate(members)]
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    assert by_unit(aggregate(frame, PEOPLE, "verband"), "vintage") == {"a": "2019/2021", "b": "2024", "c": "2021"}


def test_a_member_without_a_number_brings_no_year() -> None:
    """Voters of Leipzig are unreliable: Sachsen's turnout is of the year of those that are known."""
    rows = [("1", "a", 1.0, 2.0, "measured", "2019"), ("2", "a", None, 2.0, "unreliable", "2024")]
    found = aggregate(pl.DataFrame(rows, schema=SCHEMA, orient="row"), RATIO, "verband")
    assert by_unit(found, "vintage") == {"a": "2019"}
