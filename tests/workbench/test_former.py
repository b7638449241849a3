"""Old lists of measures: read by content, placed by a person, nothing lost unasked."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from kleinstadt.errors import PlanError
from kleinstadt.workbench.former.lists import MOST_BYTES, old_list
from kleinstadt.workbench.former.taking import guessed, joined, states_in, taken, wrong_in
from kleinstadt.workbench.models.measures import FormerMeasure
from kleinstadt.workbench.models.proofs import ColumnMapping

ROWS = [
    ["Maßnahmenliste INSEK 2015", "", "", "", "", ""],
    ["", "", "", "", "", ""],
    ["Nr.", "Maßnahme", "Stand", "Kosten (€)", "Fertig bis", "Akte"],
    ["1.1", "Markt pflastern", "abgeschlossen", 1250000.0, date(2019, 5, 1), "A7"],
    ["1.2", "Freibad sanieren", "n. w. v.", "1,234", "Sommer 28", ""],
    ["", "", "", 1250000.0, "", "Summe"],
    ["1.3", "Radweg Süd", "noch nicht begonnen", "", "2027", ""],
]


def excel(rows: list[list[object]], sheet: str = "Liste") -> bytes:
    stream = BytesIO()
    with Workbook(stream) as book:
        book.add_worksheet("Deckblatt").write(0, 0, "INSEK")
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write_datetime(at, place, cell, day) if isinstance(cell, date) else page.write(at, place, cell)
    return stream.getvalue()


def placed(columns: dict[str, str]) -> ColumnMapping:
    return ColumnMapping(headings=tuple(columns), columns=tuple(columns.items()))


COLUMNS = {
    "Nr.": "number",
    "Maßnahme": "title",
    "Stand": "state",
    "Kosten (€)": "cost",
    "Fertig bis": "end",
    "Akte": "note",
}


def test_the_longest_sheet_and_its_headings_are_found() -> None:
    found = old_list(excel(ROWS))
    assert (found.sheet, found.at, found.headings) == ("Liste", 3, tuple(COLUMNS))
    assert [at for at, _ in found.rows] == [4, 5, 6, 7]
    assert found.rows[0][1] == ("1.1", "Markt pflastern", "abgeschlossen", "1250000", "1.5.2019", "A7")


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_of_any_office_is_read(mark: str, coding: str) -> None:
    text = f"Titel{mark}Stand\nMaßnahme Ä{mark}fertig\nZweite{mark}läuft\n"
    found = old_list(text.encode(coding))
    assert found.headings == ("Titel", "Stand")
    assert found.rows[0] == (2, ("Maßnahme Ä", "fertig"))


def bomb() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 70_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\x00\x01", b"nur ein Wort", b"x" * (MOST_BYTES + 1)]
)
def test_what_is_no_list_is_refused_by_its_content(data: bytes) -> None:
    with pytest.raises(PlanError) as refused:
        old_list(data)
    assert refused.value.german


def test_a_file_that_unpacks_to_far_more_is_refused() -> None:
    with pytest.raises(PlanError):
        old_list(bomb())


def test_columns_are_guessed_and_remembered() -> None:
    headings = tuple(COLUMNS)
    first = guessed(headings, [])
    assert {head: field for head, (field, _) in first.items()} == COLUMNS | {"Akte": ""}
    again = guessed((*headings, "Neu"), [placed(COLUMNS)])
    assert again["Akte"] == ("note", True)
    assert again["Neu"] == ("", False)


def test_every_column_must_be_answered_and_a_field_is_given_once() -> None:
    said = " ".join(one.de for one in wrong_in({"A": "", "B": "cost", "C": "cost"}))
    assert "„A“" in said
    assert "mehrere Spalten („B“, „C“)" in said
    assert "Welche Spalte ist der Titel" in said
    assert wrong_in(COLUMNS) == []


def test_what_cannot_be_read_keeps_its_words_and_rows_without_a_title_are_named() -> None:
    found = old_list(excel(ROWS))
    mapping = placed(COLUMNS)
    states = states_in(found, mapping)
    assert states == {"abgeschlossen": "done", "n. w. v.": "", "noch nicht begonnen": "not_begun"}
    made = taken(found, mapping, states | {"n. w. v.": "given_up"})
    markt, bad, radweg = made.measures
    assert (markt.number, markt.cost, markt.end and markt.end.typed, markt.note) == (
        "1.1",
        1250000,
        "1.5.2019",
        "Akte: A7",
    )
    assert (bad.cost, bad.end, dict(bad.unread)) == (None, None, {"cost": "1,234", "end": "Sommer 28"})
    assert (bad.state, bad.state_typed, radweg.state) == ("given_up", "n. w. v.", "not_begun")
    assert made.without_title == ((6, "1250000 · Summe"),)
    assert made.unclear == (bad,)
    assert markt.origin["Akte"] == "A7"


def test_a_column_that_is_dropped_leaves_nothing() -> None:
    made = taken(old_list(excel(ROWS)), placed(COLUMNS | {"Akte": "drop"}), {})
    assert "Akte" not in made.measures[0].origin


def test_a_newer_list_renews_and_wipes_nothing_out() -> None:
    old = FormerMeasure(id="a1", number="1.1", title="Markt", state="running", responsible="Bauamt")
    new = joined(FormerMeasure(number="1.1", title="markt", state="done"), [old])
    assert (new.id, new.state, new.responsible) == ("a1", "done", "Bauamt")
    assert joined(FormerMeasure(title="Neu"), [old]).id == ""


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=4), min_size=2, max_size=6))
def test_any_text_is_read_or_refused(rows: list[list[str]]) -> None:
    data = "\n".join(";".join(row) for row in rows).encode()
    try:
        found = old_list(data)
    except PlanError:
        return
    assert len(set(found.headings)) == len(found.headings)
    assert all(len(cells) == len(found.headings) for _, cells in found.rows)
