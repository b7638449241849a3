"""Numbers as the reader writes them: what is printed can be read back, in both languages."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kleinstadt.words.numbers import MISSING, number

SEPARATORS = {"de": (".", ","), "en": (",", ".")}


def read_back(text: str, lang: str) -> float:
    thousands, decimal = SEPARATORS[lang]
    return float(text.replace(thousands, "").replace(decimal, ".").replace("−", "-"))


@given(st.floats(-1e12, 1e12), st.integers(0, 4), st.sampled_from(["de", "en"]))
def test_a_printed_number_can_be_read_back(value: float, decimals: int, lang: str) -> None:
    text = number(value, decimals, lang)
    assert read_back(text, lang) == pytest.approx(value, rel=1e-12, abs=0.5 * 10**-decimals * 1.000001)
    _, decimal = SEPARATORS[lang]
    assert len(text.partition(decimal)[2]) == decimals
    assert "-" not in text, "a hyphen is no minus"


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_both_languages_say_the_same(value: float, decimals: int) -> None:
    swapped = number(value, decimals, "de").translate(str.maketrans(".,", ",."))
    assert number(value, decimals, "en") == swapped


@given(st.integers(0, 4))
def test_nothing_is_less_than_zero_by_rounding(decimals: int) -> None:
    for value in (0.0, -0.0, -(10.0**-9), 10.0**-9):
        assert number(value, decimals, "de") == number(0, decimals, "de")
        assert "−" not in number(value, decimals, "de")


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (83_166_711, 0, "83.166.711", "83,166,711"),
        (-1234.5, 1, "−1.234,5", "−1,234.5"),
        (0.5, 2, "0,50", "0.50"),
        (999.96, 1, "1.000,0", "1,000.0"),
        (12, 0, "12", "12"),
    ],
)
def test_numbers_in_both_languages(value: float, decimals: int, german: str, english: str) -> None:
    assert (number(value, decimals, "de"), number(value, decimals, "en")) == (german, english)


@pytest.mark.parametrize("value", [None, math.nan])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_what_is_missing_is_a_dash(value: float | None, lang: str) -> None:
    assert number(value, 1, lang) == MISSING
