"""The tables: the columns of print, rows that must be exact, and words for what is not there."""

import csv
import io

import polars as pl
import pytest

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.report.ledger.printed import PrintedNumber, printed_columns, printed_numbers
from kleinstadt.report.tables import catalogue as tables
from kleinstadt.report.tables import jobs
from kleinstadt.report.tables.catalogue import TABLES
from kleinstadt.report.tables.export import to_bytes

PRINTED = {"tab1": "tabelle_1", "tab2": "tabelle_2", "tab4": "tabelle_4", "abb1": "abbildung_1"}

# Tab. 1 is exact there, in all seven columns (docs/central-places.md).
EXACT = ("08", "06", "03", "05", "10", "15", "12", "07", "01")


def row_of(frame: pl.DataFrame, found: PrintedNumber) -> pl.DataFrame:
    names = frame.columns[: len(found.key)]
    return frame.filter(pl.col(name).fill_null("") == key for name, key in zip(names, found.key, strict=True))


@pytest.mark.parametrize("table_id", PRINTED)
def test_the_csv_has_exactly_the_printed_columns_and_rows(edition: Edition, table_id: str) -> None:
    text = to_bytes(tables.table(edition, table_id, 2019), "csv").decode()
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == printed_columns(PRINTED[table_id])
    keys = [found.key for found in printed_numbers(PRINTED[table_id])]
    width = len(keys[0])
    assert [tuple(row[:width]) for row in rows[1:]] == list(dict.fromkeys(keys))


@pytest.mark.parametrize("land", EXACT)
def test_table_1_is_exact(edition: Edition, land: str) -> None:
    frame = tables.table(edition, "tab1", 2019)
    numbers = [found for found in printed_numbers("tabelle_1") if found.key[1] == land]
    assert len(numbers) == 7
    for found in numbers:
        computed = row_of(frame, found)[found.column].item()
        assert computed == found.value, f"{found.row}, {found.column}"


def test_table_2_by_type_is_within_2_per_cent(edition: Edition) -> None:
    """Employees are those of 2020, the nearest there are."""
    frame = tables.table(edition, "tab2", 2019)
    numbers = [
        found for found in printed_numbers("tabelle_2") if not found.key[1] and found.column == "wohnzentralitaet_2019"
    ]
    assert len(numbers) == 6
    for found in numbers:
        assert row_of(frame, found)[found.column].item() == pytest.approx(found.value, rel=0.02), found.row


def test_table_4_levels_of_all_small_towns(edition: Edition) -> None:
    """The text of the report: a little over 88 % at 50 Mbit/s, 76 % at 100 Mbit/s."""
    from kleinstadt.report.tables.broadband import atlas_period
    from kleinstadt.report.tables.computed import small_towns_and_germany

    period = atlas_period(edition, 2019)
    assert period == "2020-06"
    for speed, printed in ((50, 88), (100, 76)):
        small, germany = small_towns_and_germany(edition, 2019, f"broadband_all_{speed}_pct", period)
        assert small == pytest.approx(printed, abs=1.5)
        assert germany is not None
        assert germany > small  # type: ignore[operator]


@pytest.mark.parametrize("table_id", TABLES)
@pytest.mark.parametrize("year", [pytest.param(year, marks=pytest.mark.slow) for year in (1990, 2005, 2019, 2023)])
def test_every_table_of_other_years(edition: Edition, table_id: str, year: int) -> None:
    frame = tables.table(edition, table_id, year)
    assert frame.height > 0
    for name, kind in frame.schema.items():
        if kind.is_float():
            assert frame[name].drop_nulls().is_finite().all(), name
    assert tables.definition(table_id).title("de") != tables.definition(table_id).title("en")


@pytest.mark.slow
def test_no_residents_per_job_of_a_year_without_jobs(edition: Edition) -> None:
    """The first jobs known are those of 2000: no number of 1990."""
    frame = tables.table(edition, "tab2", 1990)
    assert frame["wohnzentralitaet_1990"].null_count() == frame.height
    assert tables.table(edition, "tab2", 2021)["wohnzentralitaet_2021"].null_count() < frame.height


def test_jobs_since_2000_are_near_print(edition: Edition) -> None:
    """Germany had 19.9 % more jobs, larger small towns 22.3 %: densities are rounded, so within a point."""
    frame = tables.table(edition, "tab2", 2019)
    growth = frame.filter(pl.col("lage").is_null()).select("typ", "beschaeftigte_arbeitsort_2000_2019_pct").rows()
    printed = {"Bund insgesamt": 19.9, "Größere Kleinstädte": 22.3, "Kleine Kleinstädte": 19.2}
    assert {typ: value for typ, value in growth if typ in printed} == pytest.approx(printed, abs=1.0)


def test_sums_over_unknown_towns_are_unknown(edition: Edition) -> None:
    """In 1998 the population of 67 towns is unknown, in five Länder."""
    unknown = set(edition.members(1998).filter(pl.col("population").is_null())["land"])
    frame = tables.table(edition, "tab1", 1998)
    gaps = frame.filter(pl.col("bevoelkerung").is_null())
    assert set(gaps["schluessel"]) == {*unknown, None}
    assert gaps["anzahl"].null_count() == gaps.height, "nor is it known how many are small towns"
    whole = tables.table(edition, "abb1", 1998)
    assert whole.drop("typ").null_count().row(0) == (whole.height,) * 6


def test_figure_4_counts_inhabited_municipalities(edition: Edition) -> None:
    frame = tables.table(edition, "abb4", 2019)
    assert sorted(set(frame["jahr"])) == [1990, 2005, 2019]
    totals = dict(frame.group_by("jahr").agg(pl.col("gemeinden").sum()).rows())
    assert totals[2019] == 10_799
    assert totals[1990] > totals[2005] > totals[2019]


def test_figure_6_begins_at_100_and_marks_the_census(edition: Edition) -> None:
    frame = tables.table(edition, "abb6", 2019)
    assert frame.filter(pl.col("jahr") == 1990)["index"].unique().to_list() == [100.0]
    assert frame.filter(pl.col("jahr") >= 2012)["abschnitt"].min() == 1
    assert frame.filter(pl.col("jahr") <= 2011)["abschnitt"].max() == 0
    germany = frame.filter(pl.col("typ") == "Bund insgesamt")
    assert dict(germany.select("jahr", "bevoelkerung").rows())[2019] == 83_166_711


def test_an_unknown_table_or_year_is_answered(edition: Edition) -> None:
    with pytest.raises(
        UnknownNameError,
        match=rf"No table 'tab5'\. There are: {', '.join(tables.TABLES)}",
    ):
        tables.table(edition, "tab5", 2019)
    with pytest.raises(UnknownNameError, match="no register of municipalities for 2018"):
        tables.table(edition, "tab1", 2018)


@pytest.mark.parametrize(
    ("column", "digits"),
    [("anzahl", 0), ("bevoelkerung", 0), ("wohnzentralitaet_2019", 2), ("veraenderung_2000_2019", 2), ("index", 1)],
)
def test_digits_are_those_of_print(column: str, digits: int) -> None:
    assert tables.digits(column) == digits


def test_halves_are_rounded_away_from_zero_as_in_print() -> None:
    frame = pl.DataFrame({"anzahl": [0.5, 1.5, 2.5, -0.5], "anteil_pct": [0.25, 0.35, 0.45, -0.25]})
    rounded = frame.select(tables._rounded(name) for name in frame.columns)
    assert rounded.to_dict(as_series=False) == {"anzahl": [1, 2, 3, -1], "anteil_pct": [0.3, 0.4, 0.5, -0.3]}


def test_a_unit_that_lacks_one_of_two_counts_is_in_neither_sum() -> None:
    units = pl.DataFrame({"people": [100.0, 50.0, None], "jobs": [20.0, None, 30.0]})
    assert jobs._quotient(units, "people", "jobs") == 5
    assert jobs._quotient(units[1:], "people", "jobs") is None
