"""Tables as people read them: headings in words, German or English, and never a null."""

import math

import polars as pl
import pytest

from kleinstadt.edition.edition import Edition
from kleinstadt.report.ledger.printed import PrintedNumber, printed_numbers
from kleinstadt.report.tables import catalogue as tables
from kleinstadt.report.tables.display import grid
from kleinstadt.words import labels
from kleinstadt.words.language import LANGUAGES
from kleinstadt.words.numbers import MISSING

SHOWN = ("tab1", "tab2", "tab4")
NAMED = (*labels.TYPES.values(), *labels.LAGEN.values(), *labels.FUNCTIONS, labels.ALL)
GERMAN = [german for german, english in NAMED if german != english]


def test_a_small_table_in_both_languages() -> None:
    frame = pl.DataFrame(
        {
            "typ": ["Bund insgesamt", "Kleine Kleinstädte", "Kleine Kleinstädte"],
            "lage": [None, None, "sehr zentral"],
            "wohnzentralitaet_2019": [2.49, None, math.nan],
            "bevoelkerung_2000_2019_pct": [-1234.5, 0.0, -0.01],
        }
    )
    german, english = grid(frame, "de"), grid(frame, "en")
    assert german.rows == [
        ["Bund insgesamt", "2,49", "−1.234,5"],
        ["Kleine Kleinstädte", MISSING, "0,0"],
        ["sehr zentral", MISSING, "0,0"],
    ]
    assert english.rows[0] == ["Germany", "2.49", "−1,234.5"]
    assert [row[0] for row in english.rows[1:]] == ["Smaller small towns", "very central"]
    assert german.strong == [True, False, False]
    assert german.indented == [False, False, True]
    assert [heading.numeric for heading in german.headings] == [False, True, True]
    assert german.headings[2].over == "Entwicklung 2000–2019 in %"


@pytest.mark.parametrize("table_id", SHOWN)
@pytest.mark.parametrize("year", [pytest.param(2005, marks=pytest.mark.slow), 2019])
def test_no_cell_is_a_null(edition: Edition, table_id: str, year: int) -> None:
    frame = tables.table(edition, table_id, year)
    for shown in (grid(frame, lang) for lang in LANGUAGES):
        cells = [cell for row in shown.rows for cell in row] + [heading.text for heading in shown.headings]
        assert [cell for cell in cells if cell.lower() in ("nan", "none", "null", "inf", "")] == []
        assert sum(width for _, width in shown.spans) == len(shown.headings)
        assert all(len(row) == len(shown.headings) for row in shown.rows)


@pytest.mark.parametrize("table_id", SHOWN)
def test_english_tables_have_no_german_words(edition: Edition, table_id: str) -> None:
    shown = grid(tables.table(edition, table_id, 2019), "en")
    cells = {cell for row in shown.rows for cell in row}
    cells |= {text for heading in shown.headings for text in (heading.text, heading.over)}
    german = {*GERMAN, labels.BUND[0], labels.KLEINSTAEDTE[0], "Bundesland", "Anteil %", "Lage", "zentral", "peripher"}
    assert cells & german == set()
    assert not [cell for cell in cells if "Zunahme" in cell or "_" in cell]


def test_a_row_of_table_1_reads_as_printed(edition: Edition) -> None:
    shown = grid(tables.table(edition, "tab1", 2019), "de")
    hesse = next(row for row in shown.rows if row[0] == "Hessen")

    def as_printed(found: PrintedNumber) -> str:
        return f"{found.value:,.{found.digits}f}".translate(str.maketrans(",.", ".,"))

    assert hesse[1:] == [as_printed(found) for found in printed_numbers("tabelle_1") if found.key[0] == "Hessen"]
