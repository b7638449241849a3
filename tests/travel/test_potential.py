"""Day population and the potential: by hand for three places, and laws for any."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kleinstadt.errors import SourceContentError
from kleinstadt.travel.modelled.potential import (
    Kernel,
    commuter_balance,
    day_population,
    kreis_commuters,
    potential,
    potentials,
)

TEN = Kernel(half_life_min=10, limit_min=120)


def test_by_hand() -> None:
    times = np.array([[0, 10, np.inf], [10, 0, 120], [np.inf, 120.1, 0]])
    persons = np.array([1000.0, 400.0, 4096.0])
    assert potential(times, persons, TEN).tolist() == [1000 + 200, 500 + 400 + 1, 4096]


def test_places_that_are_only_reached_are_more_columns() -> None:
    assert potential(np.array([[0.0, 20.0]]), np.array([8.0, 100.0]), TEN).tolist() == [33.0]
    assert potential(np.zeros((0, 2)), np.ones(2), TEN).tolist() == []


@pytest.mark.slow
@given(hnp.arrays(float, (700, 3), elements=st.floats(0, 200)), hnp.arrays(float, 3, elements=st.floats(0, 1e6)))
def test_never_more_than_all_people_and_in_any_number_of_slices(times: np.ndarray, persons: np.ndarray) -> None:
    reached = potential(times, persons, TEN)
    assert (reached <= persons.sum() * (1 + 1e-12)).all()
    np.testing.assert_allclose(reached[600:], potential(times[600:], persons, TEN))
    assert (potential(times + 1, persons, TEN) <= reached).all()


@pytest.mark.parametrize(
    ("times", "persons", "says"),
    [
        (np.zeros((2, 2)), np.ones(3), "one population a column"),
        (np.array([[np.nan]]), np.ones(1), "negative or no number"),
        (np.array([[-1.0]]), np.ones(1), "negative or no number"),
        (np.zeros((1, 1)), np.array([np.nan]), "not known"),
    ],
)
def test_refuses(times: np.ndarray, persons: np.ndarray, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        potential(times, persons, TEN)


FLOWS = pl.DataFrame({"from_id": ["a", "b", "a", "a"], "to_id": ["b", "a", "c", "a"], "value": [30.0, 10.0, 5.0, 99.0]})


def test_commuters_over_the_border() -> None:
    assert kreis_commuters(FLOWS).rows() == [("a", 10, 35), ("b", 30, 10), ("c", 5, 0)]
    with pytest.raises(SourceContentError, match="missing or negative"):
        kreis_commuters(FLOWS.with_columns(value=pl.lit(-1)))


def day(jobs: list[float | None], residents: list[float | None], kreis: list[str]) -> list[float | None]:
    residents_ = pl.Series(residents, dtype=pl.Float64)
    balance = commuter_balance(
        residents_, pl.Series(jobs, dtype=pl.Float64), residents_ * 0.6, pl.Series(kreis), kreis_commuters(FLOWS)
    )
    return day_population(residents_, balance).to_list()


def test_day_population_by_hand() -> None:
    # Kreis a: 75 jobs, 100 residents who work (75 - 10 + 35), by size 60 in the one and 40 in the other
    assert day([65, 10], [300, 200], ["a", "a"]) == pytest.approx([300 + 65 - 60, 200 + 10 - 40])


def test_day_population_of_the_unknown() -> None:
    assert day([65, 10], [300, None], ["a", "a"])[1] is None
    assert day([5], [300], ["nowhere"]) == [300]
    filled = day([60, None], [300, 200], ["a", "a"])  # the second has 40 jobs for want of a number
    assert sum(filled) == pytest.approx(500 + 10 - 35)


def test_commuters_of_an_unknown_kreis_are_unknown() -> None:
    places = [pl.Series([value], dtype=pl.Float64) for value in (300, 5, 180)]
    assert commuter_balance(*places, pl.Series(["nowhere"]), kreis_commuters(FLOWS)).to_list() == [None]


def test_more_may_leave_by_day_than_live_there_on_paper_but_never_in_numbers() -> None:
    assert day_population(pl.Series([10, 10, None]), pl.Series([-4.0, -40.0, 5.0])).to_list() == [6, 0, None]


def test_several_populations_at_once_are_each_their_own() -> None:
    times = np.array([[0, 10, np.inf], [10, 0, 120]])
    people = np.array([[1000.0, 1.0], [400.0, 2.0], [4096.0, 3.0]])
    both = potentials(times, people, TEN)
    assert both[:, 0].tolist() == potential(times, people[:, 0], TEN).tolist()
    assert both[:, 1].tolist() == potential(times, people[:, 1], TEN).tolist()
    with pytest.raises(ValueError, match="one is asked for"):
        potential(times, people, TEN)


@pytest.mark.slow
@given(st.lists(st.tuples(st.floats(50, 1000), st.floats(1000, 9000)), min_size=1, max_size=9))
def test_a_kreis_gains_what_its_commuters_bring(towns: list[tuple[float, float]]) -> None:
    jobs, residents = zip(*towns, strict=True)
    by_day = day(list(jobs), list(residents), ["b"] * len(towns))
    assert sum(by_day) == pytest.approx(sum(residents) + 30 - 10)
