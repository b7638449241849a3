"""Tab. 3: what is known is counted, what is not stays empty."""

from pathlib import Path

import polars as pl
import pytest
from small_edition import write_small

from kleinstadt.edition.edition import Edition
from kleinstadt.report.ledger.printed import printed_columns, printed_numbers
from kleinstadt.report.tables.catalogue import table
from kleinstadt.report.tables.central_places import ALL, AT_LEAST_MIDDLE, NOT_KNOWN, table_3


@pytest.fixture(scope="module")
def tab3(edition: Edition) -> pl.DataFrame:
    return table_3(edition, 2019)


def test_columns_and_rows_are_the_printed_ones_and_one_more(tab3: pl.DataFrame) -> None:
    assert tab3.columns == printed_columns("tabelle_3")
    printed = list(dict.fromkeys(number.row for number in printed_numbers("tabelle_3")))
    assert tab3["funktion"].to_list() == [*printed[:-1], AT_LEAST_MIDDLE[0], printed[-1]]


def test_functions_that_nobody_published_have_no_number(tab3: pl.DataFrame) -> None:
    unknown = tab3.filter(pl.col("funktion").is_in(NOT_KNOWN)).drop("funktion")
    assert unknown.height == 6
    assert all(unknown[name].is_null().all() for name in unknown.columns)


def test_the_last_row_is_near_the_printed_one(tab3: pl.DataFrame, edition: Edition) -> None:
    if edition.areas(2019)["lage"].is_null().all():
        pytest.skip("the edition has no Lage")
    found = tab3.filter(pl.col("funktion") == ALL[0]).row(0, named=True)
    printed = {number.column: number.value for number in printed_numbers("tabelle_3") if number.row == ALL[0]}
    far = {name: found[name] for name, value in printed.items() if found[name] != pytest.approx(value, rel=0.05)}
    assert not far
    assert sum(found[name] for name in printed) == edition.areas(2019)["lage"].is_not_null().sum()


def test_counts_are_whole_numbers(edition: Edition) -> None:
    schema = table(edition, "tab3", 2019).schema
    assert {kind for name, kind in schema.items() if name != "funktion"} == {pl.Int64()}


def test_without_lage_nothing_is_counted(tmp_path: Path) -> None:
    found = table_3(Edition(write_small(tmp_path / "edition")), 2019).filter(pl.col("funktion") == ALL[0])
    assert found["landgemeinde zentral"].to_list() == [None]
    assert found["grossstadt zentral"].to_list() == [0], "there is none, whatever its Lage"


def test_before_the_table_of_functions_begins_centres_are_unknown(edition: Edition) -> None:
    found = table_3(edition, 2005).filter(pl.col("funktion") == AT_LEAST_MIDDLE[0])
    assert found.drop("funktion").row(0) == (None,) * 9
