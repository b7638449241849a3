"""Days and periods as the reader writes them."""

from datetime import date

import pytest

from kleinstadt.words import dates


@pytest.mark.parametrize(
    ("period", "german", "english"),
    [
        ("2023", "2023", "2023"),
        ("2021-06", "Mitte 2021", "mid 2021"),
        ("2023-12", "Ende 2023", "end of 2023"),
        ("2022 / 2021-06", "2022 und Mitte 2021", "2022 and mid 2021"),
        ("2021/2024", "2021 bis 2024", "2021 to 2024"),
        ("2021/2024 / 2022", "2021 bis 2024 und 2022", "2021 to 2024 and 2022"),
        ("", "", ""),
    ],
)
def test_a_period_in_words(period: str, german: str, english: str) -> None:
    assert (dates.period(period, "de"), dates.period(period, "en")) == (german, english)


def test_of_two_times_it_is_said_what_is_of_the_other() -> None:
    assert dates.divided("2022 / 2021", "Einwohner", "de") == "2022 (Einwohner von 2021)"
    assert dates.divided("2022 / 2021-06", "inhabitants", "en") == "2022 (inhabitants of mid 2021)"
    assert dates.divided("2022", "Einwohner", "de") == "2022"


def test_a_day_in_the_readers_order() -> None:
    assert (dates.day(date(2019, 12, 31), "de"), dates.day(date(2019, 12, 31), "en")) == ("31.12.2019", "2019-12-31")
