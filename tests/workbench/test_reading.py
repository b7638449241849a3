"""Dates and amounts as people type them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.errors import PlanError
from kleinstadt.words.language import Lang
from kleinstadt.words.numbers import number
from kleinstadt.workbench.reading.amounts import decimal, euro, shown, whole
from kleinstadt.workbench.reading.when import ends_before, last_day, when


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2028", "2028-01-01", "2028-12-31"),
        ("Q3 2028", "2028-07-01", "2028-09-30"),
        ("3. Quartal 2028", "2028-07-01", "2028-09-30"),
        ("III/2028", "2028-07-01", "2028-09-30"),
        ("IV/2028", "2028-10-01", "2028-12-31"),
        ("08/2028", "2028-08-01", "2028-08-31"),
        ("August 2028", "2028-08-01", "2028-08-31"),
        ("Feb. 2028", "2028-02-01", "2028-02-29"),
        ("14.8.2028", "2028-08-14", "2028-08-14"),
        ("ca. 2028", "2028-01-01", "2028-12-31"),
        ("frühestens 2028", "2028-01-01", None),
        ("spätestens 08/2028", None, "2028-08-31"),
        ("offen", None, None),
    ],
)
def test_a_date_means_the_days_it_may_be(typed: str, first: str | None, last: str | None) -> None:
    found = when(f" {typed} ")
    assert found is not None
    assert found.typed == typed
    assert (found.earliest and found.earliest.isoformat(), found.latest and found.latest.isoformat()) == (first, last)
    assert found.sure is (typed[0] in "23QI0AF1")


@pytest.mark.parametrize("typed", ["Sommer 28", "28", "31.2.2028", "13/2028", "Q5 2028", "1.1.28", "2028-2030"])
def test_what_is_no_date_is_answered_with_what_would_be_one(typed: str) -> None:
    with pytest.raises(PlanError) as told:
        when(typed)
    assert f"„{typed}“" in told.value.german
    assert "3. Quartal 2028" in told.value.german


def test_an_end_is_before_its_beginning_only_if_no_reading_saves_it() -> None:
    assert ends_before(when("2026"), when("2027"))
    assert not ends_before(when("2027"), when("August 2027"))
    assert not ends_before(when("spätestens 2030"), when("offen"))
    assert last_day(when("08/2028")) == date(2028, 8, 31)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None),
        ("0", "0"),
        ("1250000", "1250000"),
        ("1.250.000", "1250000"),
        ("1.250.000,50", "1250000.50"),
        ("1 250 000 €", "1250000"),
        ("1250 T€", "1250000"),
        ("1,25 Mio", "1250000"),
        ("1,25 Mio. €", "1250000"),
        ("1.250", "1250"),
        ("12,5", "12.50"),
    ],
)
def test_money_is_read(typed: str, amount: str | None) -> None:
    assert euro(typed) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("typed", "readings"),
    [("1,234", "1.234 oder 1,23"), ("12.50", "1.250 oder 12,50"), ("1,234.50", "123.450 oder 1.234,50")],
)
def test_money_that_can_be_read_in_two_ways_is_asked(typed: str, readings: str) -> None:
    with pytest.raises(PlanError) as told:
        euro(typed)
    assert f"Meinen Sie {readings}?" in told.value.german


@pytest.mark.parametrize("typed", ["viel", "1e9", "-5", "1..2", "99999999999999", "½"])
def test_what_is_no_money_is_said(typed: str) -> None:
    with pytest.raises(PlanError):
        euro(typed)


def test_money_comes_back_as_it_is_printed() -> None:
    for amount in (Decimal(0), Decimal(1250000), Decimal("12.50"), Decimal("-4100")):
        assert euro(shown(amount), negative=True) == amount
    assert (shown(Decimal("1250000.5")), shown(None), shown(Decimal(1250), "en")) == ("1.250.000,50", "", "1,250")
    assert euro("-4.100", negative=True) == -4100


def test_numbers() -> None:
    assert (decimal("1,5"), decimal("1.500"), decimal("5 %"), decimal(""), decimal("-0,4")) == (
        Decimal("1.5"), 1500, 5, None, Decimal("-0.4"),
    )  # fmt: skip
    assert whole("2.035") == 2035
    for typed, read in (("1.5", decimal), ("zehn", decimal), ("1,5", whole)):
        with pytest.raises(PlanError):
            read(typed)


@pytest.mark.parametrize("lang", ["de", "en"])
@given(st.integers(0, 10**9), st.sampled_from([1, 100]))
def test_an_amount_that_is_shown_is_read_back_in_either_language(lang: Lang, cents: int, whole_euro: int) -> None:
    value = Decimal(cents * whole_euro) / 100
    assert euro(shown(value, lang), lang) == value
    assert decimal(number(float(value), 2, lang), lang) == value


def test_english_marks_are_the_other_way_round() -> None:
    assert euro("1,250,000.50", "en") == Decimal("1250000.50")
    assert decimal("7,888", "en") == 7888
    with pytest.raises(PlanError, match=r"80,000 or 80\.00"):
        euro("80.000", "en")
