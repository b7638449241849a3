"""A number that moved is put in place of the old one, and nothing else in the text changes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import CHAPTER, QUOTED

from kleinstadt.workbench.models.findings import Quoted
from kleinstadt.workbench.monitoring.renewing import new_text, replaced
from kleinstadt.workbench.monitoring.stale import Stale

OLD = replace(QUOTED, text="417", value=417.0, period="2021", indicator="unemployed")


def moved(quoted: Quoted = OLD, now: str = "430", period: str = "2022") -> Stale:
    return Stale("chapter", "k1", "Arbeit", quoted, 430.0, now, period, "e2", "moved", True)


@pytest.mark.parametrize(
    ("text", "renewed"),
    [
        ("Es waren 417 (2021).", "Es waren 430 (2022)."),
        ("Arbeitslos: 417. Im Jahr 2021 kam ein Betrieb.", "Arbeitslos: 430. Im Jahr 2021 kam ein Betrieb."),
        ("1.417 und 417,5 und 417 sind drei Zahlen.", "1.417 und 417,5 und 430 sind drei Zahlen."),
        ("Von 2021 bis 2021 waren es 417.", None),  # which year is meant, a person must say
        ("417 hier, 417 dort.", None),
        ("Keine Zahl.", None),
    ],
)
def test_the_number_and_its_year_in_the_same_sentence(text: str, renewed: str | None) -> None:
    assert new_text(text, (OLD,), moved()) == renewed


def test_of_two_like_numbers_the_quoted_one_is_meant() -> None:
    group = replace(OLD, area="group")
    assert new_text("417 im Ort; Median 417.", (OLD, group), moved(group, period="2021")) == "417 im Ort; Median 430."


def test_where_it_is_from_is_renewed_too() -> None:
    chapter = replace(CHAPTER, text="Es waren 417.", suggested="Es waren vielleicht 417.", quoted=(OLD,))
    made = replaced(chapter, moved())
    assert made is not None
    assert made.quoted == (replace(OLD, text="430", value=430.0, period="2022", edition="e2"),)
    assert replaced(replace(chapter, text="nichts"), moved()) is None


@given(st.text(alphabet="ab ,.\n", max_size=30), st.text(alphabet="ab ,.\n", max_size=30))
def test_words_stay_as_they_were(before: str, after: str) -> None:
    text = f"{before} 417 {after}"
    assert new_text(text, (OLD,), moved()) == f"{before} 430 {after}"
