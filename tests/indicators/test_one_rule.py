"""The laws of the one rule for group values, on made-up municipalities."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kleinstadt.indicators.aggregation import group_values, value_of
from kleinstadt.indicators.model import Count, Indicator, Published, Ratio
from kleinstadt.indicators.parts import Parts
from kleinstadt.indicators.sums import Sums
from kleinstadt.sources.reading.symbols import STATUSES

PEOPLE = Count(id="people", de="", en="", unit="persons", theme="population")
LAND = Count(id="land", de="", en="", unit="ha", theme="land", carried_by="area")
RATIO = Ratio(id="ratio", numerator=PEOPLE, denominator=LAND, de="", en="", unit="per_km2", theme="population")
RATE = Published(id="rate", weight=PEOPLE, de="", en="", unit="pct", theme="digital")
MEASURED, MISSING = STATUSES.index("measured"), STATUSES.index("missing")


@st.composite
def municipalities(draw: st.DrawFn) -> Parts:
    """A few municipalities; some uninhabited, some unknown."""
    count = draw(st.integers(1, 20))
    amounts = st.integers(0, 10_000).map(float)
    above, below, people, land = (draw(arrays(float, count, elements=amounts)) for _ in range(4))
    gaps = draw(arrays(bool, count))
    return Parts(
        np.where(gaps, np.nan, above),
        np.where(gaps, np.nan, below),
        np.where(gaps, MISSING, MEASURED),
        np.where(gaps, -1, 0),
        ("2024",),
        people,
        land,
    )


@given(municipalities(), st.data(), st.sampled_from([PEOPLE, LAND, RATIO, RATE]))
def test_the_sums_of_the_groups_are_those_of_all(parts: Parts, data: st.DataObject, indicator: Indicator) -> None:
    """However a country is split, the parts' numerators and denominators add up to the country's."""
    groups = data.draw(arrays(np.int64, len(parts.numerator), elements=st.integers(0, 3)))
    split, whole = group_values(parts, indicator, Sums(groups, 4)), group_values(parts, indicator, Sums(groups * 0, 1))
    assert split.numerator.sum() == pytest.approx(whole.numerator[0])
    assert split.denominator.sum() == pytest.approx(whole.denominator[0])


@given(municipalities(), st.data(), st.sampled_from([PEOPLE, LAND, RATIO, RATE]))
def test_a_group_alone_is_that_group_among_others(parts: Parts, data: st.DataObject, indicator: Indicator) -> None:
    """Groups of a level at once and one group by its mask: bit by bit the same."""
    groups = data.draw(arrays(np.int64, len(parts.numerator), elements=st.integers(0, 2)))
    found = group_values(parts, indicator, Sums(groups, 3))
    for group in np.unique(groups):
        alone = value_of(parts, indicator, groups == group)
        assert alone.status == STATUSES[found.status[group]]
        value = found.value[group]
        assert alone.value == (None if np.isnan(value) else value)


@given(municipalities(), st.sampled_from([PEOPLE, LAND, RATIO, RATE]))
def test_municipalities_each_for_itself_are_groups_of_one(parts: Parts, indicator: Indicator) -> None:
    """The short way of a level of municipalities and the long way of any groups: bit by bit the same."""
    each = np.arange(len(parts.numerator))
    short, long = (group_values(parts, indicator, Sums(each, len(each) + more)) for more in (0, 1))
    for name in ("value", "numerator", "denominator", "status", "people_pct", "area_pct", "vintage"):
        assert getattr(short, name).tobytes() == getattr(long, name)[:-1].tobytes(), name


@given(municipalities(), st.sampled_from([RATIO, RATE]))
def test_what_is_unknown_counts_neither_above_nor_below(parts: Parts, indicator: Indicator) -> None:
    """A ratio of the known members alone is the ratio of all; only its coverage differs."""
    known = ~np.isnan(parts.numerator)
    everywhere = value_of(parts, indicator, np.ones(len(known), dtype=bool))
    alone = value_of(parts, indicator, known)
    assert everywhere.value == alone.value
    if everywhere.value is not None:
        assert everywhere.status == ("measured" if known.all() else "partial")


@given(st.integers(0, 20_000), st.lists(st.integers(1, 4_000_000), min_size=1, max_size=40))
def test_the_mean_of_one_rate_is_that_rate(twentieths: int, weights: list[int]) -> None:
    """A Kreis's 6.65 is 6.65 at each of its towns, however weighted: binary fractions would print 6.6 and 6.7."""
    rate, weight = twentieths / 20, np.array(weights, dtype=float)
    every = np.zeros(len(weights), dtype=np.int64)
    parts = Parts(rate * weight, weight, every + MEASURED, every, ("2024",), weight, weight)
    assert value_of(parts, RATE, every == 0).value == rate
    assert set(group_values(parts, RATE, Sums(np.arange(len(weights)), len(weights))).value) == {rate}


@given(municipalities())
def test_coverage_is_the_share_of_people_and_of_land(parts: Parts) -> None:
    known = ~np.isnan(parts.numerator)
    found = value_of(parts, RATIO, np.ones(len(known), dtype=bool))
    assert parts.population is not None
    assert parts.area_km2 is not None
    for share, weight in ((found.people_pct, parts.population), (found.area_pct, parts.area_km2)):
        whole = weight.sum()
        assert share == (pytest.approx(weight[known].sum() / whole * 100) if whole else None)


@pytest.mark.parametrize(
    ("indicator", "people"), list(product([PEOPLE, LAND], [0.0, 5.0])), ids=lambda given: getattr(given, "id", given)
)
def test_a_sum_bears_a_gap_where_nobody_lives_unless_it_counts_land(indicator: Indicator, people: float) -> None:
    parts = Parts(
        numerator=np.array([10.0, np.nan]),
        denominator=np.array([np.nan, np.nan]),
        status=np.array([MEASURED, MISSING]),
        vintage=np.array([0, -1]),
        vintages=("2024",),
        population=np.array([95.0, people]),
        area_km2=np.array([3.0, 1.0]),
    )
    found = value_of(parts, indicator, np.array([True, True]))
    if indicator is PEOPLE and people == 0.0:
        assert (found.value, found.status, found.people_pct, found.area_pct) == (10.0, "partial", 100.0, 75.0)
    else:
        assert (found.value, found.status) == (None, "missing")
