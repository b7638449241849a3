"""Numbers and their units as the reader writes them."""

import pytest

from kleinstadt.words import numbers


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "german", "english"),
    [
        (1889, 0, "€", "1.889 €", "€1,889"),
        (-12.5, 1, "€", "−12,5 €", "−€12.5"),
        (640, 0, "€ per head", "640 € per head", "€640 per head"),
        (24.9, 1, "%", "24,9 %", "24.9%"),
        (3, 0, "€1,000", "3 €1,000", "3 €1,000"),
        (3, 0, "", "3", "3"),
        (None, 0, "€", "–", "–"),
    ],
)
def test_a_number_and_its_unit(value: float | None, decimals: int, unit: str, german: str, english: str) -> None:
    written = [numbers.measured(numbers.number(value, decimals, lang), unit, lang) for lang in ("de", "en")]
    assert written == [german, english]


def test_a_sign_stands_before_everything() -> None:
    assert numbers.measured("+190", "€", "en") == "+€190"
    assert numbers.measured("+190", "€", "de") == "+190 €"
