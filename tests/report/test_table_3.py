"""Tab. 3: functions of the official lists by a rule that is fitted; what is not known stays empty."""

from pathlib import Path

import polars as pl
import pytest
from small_edition import write_small

from kleinstadt.edition.edition import Edition
from kleinstadt.report.ledger.printed import printed_columns, printed_numbers
from kleinstadt.report.tables.catalogue import table
from kleinstadt.report.tables.central_places import FUNCTIONS, table_3
from kleinstadt.words import labels


@pytest.fixture(scope="module")
def tab3(edition: Edition) -> pl.DataFrame:
    return table_3(edition, 2019)


def test_columns_and_rows_are_the_printed_ones(tab3: pl.DataFrame) -> None:
    assert tab3.columns == printed_columns("tabelle_3")
    assert tab3["funktion"].to_list() == list(dict.fromkeys(number.row for number in printed_numbers("tabelle_3")))


def test_the_fitted_rule_meets_40_of_54_printed_cells(tab3: pl.DataFrame) -> None:
    printed = [number for number in printed_numbers("tabelle_3") if number.row != labels.ALL[0]]
    found = {(row["funktion"], name): row[name] for row in tab3.to_dicts() for name in tab3.columns[1:]}
    away = [abs(found[number.row, number.column] - number.value) for number in printed]
    assert len(away) == 54
    assert sum(one == 0 for one in away) >= 40
    assert sum(away) <= 47


def test_every_verband_has_one_function(tab3: pl.DataFrame) -> None:
    rows = tab3.drop("funktion").rows()
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == list(rows[-1])


def test_the_last_row_is_near_the_printed_one(tab3: pl.DataFrame, edition: Edition) -> None:
    if edition.areas(2019)["lage"].is_null().all():
        pytest.skip("the edition has no Lage")
    found = tab3.filter(pl.col("funktion") == labels.ALL[0]).row(0, named=True)
    printed = {number.column: number.value for number in printed_numbers("tabelle_3") if number.row == labels.ALL[0]}
    far = {name: found[name] for name, value in printed.items() if found[name] != pytest.approx(value, rel=0.05)}
    assert not far
    assert sum(found[name] for name in printed) == edition.areas(2019)["lage"].is_not_null().sum()


def test_counts_are_whole_numbers(edition: Edition) -> None:
    schema = table(edition, "tab3", 2019).schema
    assert {kind for name, kind in schema.items() if name != "funktion"} == {pl.Int64()}


def test_without_lage_nothing_is_counted(tmp_path: Path) -> None:
    found = table_3(Edition(write_small(tmp_path / "edition")), 2019).filter(pl.col("funktion") == labels.ALL[0])
    assert found["landgemeinde zentral"].to_list() == [None]
    assert found["grossstadt zentral"].to_list() == [0], "there is none, whatever its Lage"


def test_before_the_lists_begin_functions_are_unknown(edition: Edition) -> None:
    found = table_3(edition, 2005).filter(pl.col("funktion").is_in(FUNCTIONS)).drop("funktion")
    assert found.rows() == [(None,) * 9] * 6
