"""The ledger: every printed number once, each with its verdict, and a reason in both languages unless it is exact."""

from collections import Counter

import polars as pl
import pytest

from kleinstadt.edition.edition import Edition
from kleinstadt.report.contents.statements import STATEMENTS
from kleinstadt.report.ledger import entries as published
from kleinstadt.report.ledger.entries import VERDICTS, Entry, counts, frame
from kleinstadt.report.ledger.printed import PrintedNumber, all_printed_numbers
from kleinstadt.report.ledger.reasons import REASONS, UNEXPLAINED, Reason, reason_for


@pytest.fixture(scope="module")
def entries(edition: Edition) -> list[Entry]:
    return published.ledger(edition)


def test_each_printed_number_stands_there_once(entries: list[Entry]) -> None:
    assert len(entries) == 342
    there = Counter((entry.table, entry.row, entry.column, entry.printed) for entry in entries)
    typed = Counter((found.table, found.row, found.column, found.value) for found in all_printed_numbers())
    assert there == typed


def test_no_number_is_without_verdict_or_reason(entries: list[Entry]) -> None:
    for entry in entries:
        assert entry.verdict in VERDICTS
        reasons = (entry.reason("de"), entry.reason("en"))
        said = entry.verdict != "exact" or entry.row.startswith("Lage: Schwelle")  # equal by definition
        assert all(reasons) == said, f"{entry.row}, {entry.column}: {reasons}"
        if entry.verdict != "exact":
            assert entry.reason("de") != entry.reason("en")
            assert entry.reason("en") != UNEXPLAINED.en, f"{entry.row}, {entry.column}: nobody looked for a cause"


def test_a_verdict_is_what_the_difference_says(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.computed is None:
            assert (entry.verdict, entry.difference) == ("no data", None)
            continue
        assert entry.difference == pytest.approx(entry.computed - entry.printed)
        rounds = abs(entry.difference) <= 0.5 * 10**-entry.digits * (1 + 1e-9)
        assert (entry.verdict == "exact") == rounds, f"{entry.row}, {entry.column}"


def test_close_is_within_the_stated_tolerance(entries: list[Entry]) -> None:
    for found, entry in zip(all_printed_numbers(), entries, strict=True):
        reason = reason_for(found)
        if entry.verdict == "close":
            assert entry.difference is not None
            assert abs(entry.difference) <= reason.tolerance_of(found.value), "closer than it is"
        if entry.verdict == "deviates" and entry.difference is not None:
            assert abs(entry.difference) > reason.tolerance_of(found.value)


@pytest.mark.parametrize(
    ("difference", "verdict"),
    [(None, "no data"), (0.5, "exact"), (-0.51, "close"), (5.0, "close"), (-5.1, "deviates"), (9.0, "deviates")],
)
def test_each_verdict_begins_where_the_one_before_ends(difference: float | None, verdict: str) -> None:
    number = PrintedNumber("tabelle_1", "x", ("x",), "anzahl", 100.0, 0)
    within_five = Reason("", "", "", "weil", "because", absolute=2.0, relative=0.05)
    assert published._verdict(number, difference, within_five) == verdict


def test_what_must_hold(entries: list[Entry]) -> None:
    """Tab. 1 in nine Länder, to the last printed digit; every figure of Tab. 1 and Abb. 1 computed."""
    of_table_1 = [entry for entry in entries if entry.table == "tabelle_1"]
    exact = {"08", "06", "03", "05", "10", "15", "12", "07", "01"}
    rows = [entry for entry in of_table_1 if entry.row.rpartition(", ")[2] in exact]
    assert len(rows) == 9 * 7
    assert {entry.verdict for entry in rows} == {"exact"}
    assert not [entry for entry in of_table_1 if entry.verdict == "no data"]
    assert not [entry for entry in entries if entry.table == "abbildung_1" and entry.verdict == "no data"]
    by_type = [entry for entry in entries if entry.column == "wohnzentralitaet_2019" and "," not in entry.row]
    assert len(by_type) == 6
    assert {entry.verdict for entry in by_type} <= {"exact", "close"}


def test_counts_add_up(entries: list[Entry]) -> None:
    found = counts(entries)
    assert list(found) == list(VERDICTS)
    assert sum(found.values()) == len(entries)
    assert found["exact"] >= 84


def test_the_ledger_as_a_frame(entries: list[Entry]) -> None:
    table = frame(entries)
    assert table.height == len(entries)
    assert table.columns[:4] == ["table", "row", "column", "printed"]
    assert table.filter(pl.col("verdict") == "no data")["computed"].null_count() == counts(entries)["no data"]


def test_every_statement_is_a_printed_one() -> None:
    rows = {found.row for found in all_printed_numbers() if found.table == "zahlen_im_text"}
    assert set(STATEMENTS) <= rows


def test_every_reason_fits_something() -> None:
    used = {id(reason_for(found)) for found in all_printed_numbers()}
    assert [reason.en for reason in REASONS if id(reason) not in used] == []


def test_a_tolerance_is_the_larger_of_both() -> None:
    reason = Reason("t", "", "", "de", "en", absolute=1.0, relative=0.02)
    assert (reason.tolerance_of(10), reason.tolerance_of(-100), reason.tolerance_of(1000)) == (1.0, 2.0, 20.0)
    number = PrintedNumber("t", "row", ("row",), "column", 10.0, 1)
    assert reason.fits(number)
    assert not Reason("t", "other", "", "de", "en").fits(number)
    assert reason_for(PrintedNumber("elsewhere", "", (), "", 0.0, 0)) is UNEXPLAINED
