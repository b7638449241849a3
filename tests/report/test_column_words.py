"""The columns of the printed tables in words."""

import re

import pytest

from kleinstadt.report.ledger.column_words import all_in_words, in_words
from kleinstadt.report.ledger.entries import Entry
from kleinstadt.report.ledger.printed import KEY_COLUMNS, all_printed_numbers
from kleinstadt.report.ledger.row_words import row_in_words
from kleinstadt.report.page import Page

COLUMNS = sorted({(number.table, number.column) for number in all_printed_numbers()})


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_printed_column_has_words_of_its_own(table: str, column: str) -> None:
    others = [name for of, name in COLUMNS if of == table and name != column]
    for lang in ("de", "en"):
        words = in_words(table, column, lang)
        assert "_" not in words
        assert words != column
        assert words not in [in_words(table, other, lang) for other in others]


def test_the_words_are_those_of_the_table_in_both_languages() -> None:
    assert in_words("tabelle_1", "anzahl_anteil_pct", "de") == "Kleinstädte, Anteil %"
    assert in_words("abbildung_1", "anzahl_pct", "en") == "Number, share %", "of any type, not of small towns"
    assert in_words("tabelle_4", "mittelstadt peripher", "en") == "Medium-sized towns, peripheral"
    assert in_words("tabelle_2", "bevoelkerung_2000_2019_pct", "de") == "Entwicklung 2000–2019 in %, Bevölkerung"
    assert all_in_words("tabelle_2", "wohnzentralitaet", "en") == "Residents per job, 2000; Residents per job, 2019"


def test_a_page_speaks_its_own_language() -> None:
    entry = Entry("abbildung_1", "Großstädte", "flaeche_pct", 3.9, 1, 3.8, -0.1, "deviates", "", "")
    said = [Page(2019, lang, {}, [], [entry]).column_words(entry) for lang in ("de", "en")]
    assert said == ["Fläche, Anteil %", "Area, share %"]


def test_parts_that_are_no_column_have_no_words() -> None:
    assert [all_in_words(table, "nix", "de") for table in KEY_COLUMNS] == [""] * len(KEY_COLUMNS)


def test_every_row_has_words_in_english() -> None:
    german = {"Anteil", "Hebesatz", "Kleinstädte", "Pendelnde", "ohne", "Funktion", "Einwohner", "insgesamt", "Zunahme"}
    rows = {number.row for number in all_printed_numbers()}
    assert not [row for row in rows if german & set(re.findall(r"\w+", row_in_words(row, "en")))]
    assert {row_in_words(row, "de") for row in rows} == rows
