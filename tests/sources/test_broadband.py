"""Breitbandatlas, one half-year: every dialect gives the same facts, and what is odd is refused."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from broadband_facts import value
from hypothesis import given, settings
from hypothesis import strategies as st

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.broadband import atlas as broadband
from kleinstadt.sources.broadband import halfyear as broadband_halfyear
from kleinstadt.sources.reading.tables import FACTS, RawFile

# Of a day whose areas nobody has counted for the reader, so that a few rows are an edition.
EDITION = RawFile("breitband/edition.csv", "breitbandatlas", date(2016, 12, 31), "2019-06", "")
HEADINGS = ["AGS", "alle Technologien ≥ 50 Mbit/s", "leitungsg. Technologien ≥ 50 Mbit/s", "FTTH/B ≥ 1000 Mbit/s"]
ROWS = [["01001000", "98.89", "98.89", "13"], ["01002000", "98.67", "98.37", "21"], ["01051044", "97.5", "0.53", "0"]]


def comma_quoted(rows):
    return "\n".join(",".join([f'"{cell}"' for cell in row[:1]] + row[1:]) for row in rows)


def semicolon_quoted(rows):
    return "\n".join(";".join([f'"{cell}"' for cell in row[:1]] + row[1:]) for row in rows)


def semicolon(rows):
    return "\r\n".join(";".join(row) for row in rows)


def with_decimal_comma(rows):
    return [rows[0], *([row[0], *(cell.replace(".", ",") for cell in row[1:])] for row in rows[1:])]


def semicolon_decimal_comma(rows):
    return "\n".join(";".join(row) for row in with_decimal_comma(rows))


def whole_row_quoted(rows):
    return "\n".join('"' + ",".join([row[0]] + [f'""{cell}""' for cell in row[1:]]) + '"' for row in rows)


def whole_row_quoted_decimal_comma(rows):
    return whole_row_quoted(with_decimal_comma(rows))


def whole_row_of_semicolons_quoted(rows):
    return "\n".join('"' + ";".join(row) + '"' for row in with_decimal_comma(rows))


DIALECTS = [
    comma_quoted,
    semicolon_quoted,
    semicolon,
    semicolon_decimal_comma,
    whole_row_quoted,
    whole_row_quoted_decimal_comma,
    whole_row_of_semicolons_quoted,
]


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "edition.csv"
    path.write_bytes(text.encode(encoding))
    return path


def whole(dialect, rows) -> str:
    return dialect([HEADINGS, *rows]) + "\n"


def facts_of(folder: Path, rows, dialect=semicolon, file=EDITION) -> pl.DataFrame:
    return broadband.read(written(folder, whole(dialect, rows)), file).facts


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_the_same_facts(tmp_path, dialect):
    facts = facts_of(tmp_path, ROWS, dialect)
    assert dict(facts.schema) == FACTS
    assert facts.height == 9
    assert value(facts, "01001000", "broadband_all_50_pct") == (98.89, "measured")
    assert value(facts, "01051044", "broadband_wired_50_pct") == (0.53, "measured")
    assert value(facts, "01002000", "broadband_ftth_1000_pct") == (21.0, "measured")
    assert facts.select("level", "territory", "period", "source").unique().rows() == [
        ("gemeinde", date(2016, 12, 31), "2019-06", "breitbandatlas")
    ]


@pytest.mark.slow
@settings(max_examples=20)
@given(shares=st.lists(st.decimals(0, 100, places=2), min_size=3, max_size=3))
def test_a_dialect_never_changes_a_number(tmp_path_factory, shares):
    folder = tmp_path_factory.mktemp("dialects")
    row = ["09162111", *map(str, shares)]
    tables = [facts_of(folder, [ROWS[0], row], dialect) for dialect in DIALECTS]
    assert all(table.equals(tables[0]) for table in tables)


def test_a_file_in_cp1252_is_read(tmp_path):
    text = "AGS;leitungsg. Technologien >=\xa050\xa0Mbit/s\n01001000;88,5\n"
    facts = broadband.read(written(tmp_path, text, "cp1252"), EDITION).facts
    assert value(facts, "01001000", "broadband_wired_50_pct") == (88.5, "measured")


def test_an_empty_cell_is_missing_and_a_zero_is_zero(tmp_path):
    facts = facts_of(tmp_path, [["01001000", "", "0", "12"]])
    assert value(facts, "01001000", "broadband_all_50_pct") == (None, "missing")
    assert value(facts, "01001000", "broadband_wired_50_pct") == (0.0, "measured")


def test_an_area_without_households_is_left_out(tmp_path):
    facts = facts_of(tmp_path, [*ROWS, ["09172452", "0", "0.00", "0"]])
    assert "09172452" not in facts["area_id"].to_list()
    assert facts["area_id"].n_unique() == 3


CITY = [
    ["11000000", "85.3", "98", "7"],
    ["11000001", "98", "97.9", "6"],
    ["11000002", "97", "97.1", "9"],
    ["11000003", "96", "97.1", "9"],
]


def test_districts_are_left_out_and_correct_the_city(tmp_path):
    facts = facts_of(tmp_path, [*ROWS, *CITY])
    assert facts["area_id"].unique().sort().to_list() == ["01001000", "01002000", "01051044", "11000000"]
    assert value(facts, "11000000", "broadband_all_50_pct") == (97.0, "modelled")
    assert value(facts, "11000000", "broadband_wired_50_pct") == (98.0, "measured")
    assert value(facts, "11000000", "broadband_ftth_1000_pct") == (7.0, "measured")


def test_city_rows_of_the_edition_before_are_replaced(tmp_path):
    facts = facts_of(tmp_path, [*ROWS, *CITY], file=replace(EDITION, period="2020-06"))
    assert value(facts, "11000000", "broadband_ftth_1000_pct") == (8.0, "modelled")
    assert value(facts, "01001000", "broadband_ftth_1000_pct") == (13.0, "measured")


@given(low=st.integers(0, 100), high=st.integers(0, 100), city=st.integers(0, 100))
def test_a_city_lies_between_its_districts(tmp_path_factory, low, high, city):
    rows = [["02000000", str(city), "1", "1"], ["02000001", str(low), "1", "1"], ["02000002", str(high), "1", "1"]]
    facts = facts_of(tmp_path_factory.mktemp("city"), rows)
    share, status = value(facts, "02000000", "broadband_all_50_pct")
    assert min(low, high) - 1 <= share <= max(low, high) + 1
    assert status == ("measured" if share == city and min(low, high) - 1 <= city <= max(low, high) + 1 else "modelled")


def test_a_kreis_with_municipalities_has_no_districts(tmp_path):
    rows = [["03241001", "90", "90", "1"], ["03241002", "80", "80", "1"]]
    assert facts_of(tmp_path, rows)["area_id"].unique().sort().to_list() == ["03241001", "03241002"]


def test_a_share_just_above_100_is_100(tmp_path):
    facts = facts_of(tmp_path, [["03357002", "100.39", "100", "0"]])
    assert value(facts, "03357002", "broadband_all_50_pct") == (100.0, "measured")


@pytest.mark.parametrize("share", ["101.2", "-0.5", "-1"])
def test_an_impossible_share_is_refused(tmp_path, share):
    with pytest.raises(SourceContentError, match=r"edition.csv: area 01004000 has .* expected 0 to 100"):
        facts_of(tmp_path, [*ROWS, ["01004000", share, "50", "0"]])


@pytest.mark.parametrize("cell", [".", "-", "k.A.", "9 8"])
def test_a_cell_that_is_no_number_is_refused(tmp_path, cell):
    with pytest.raises(SourceLayoutError, match=r"area 01004000 has .* expected a percentage"):
        facts_of(tmp_path, [*ROWS, ["01004000", cell, "50", "0"]])


def test_a_doubled_key_is_refused(tmp_path):
    with pytest.raises(SourceContentError, match="01001000"):
        facts_of(tmp_path, [*ROWS, ROWS[0]])


def test_a_key_that_is_none_is_refused(tmp_path):
    with pytest.raises(SourceLayoutError, match="'Kiel'"):
        facts_of(tmp_path, [*ROWS, ["Kiel", "1", "1", "1"]])


@pytest.mark.parametrize(
    ("heading", "named"),
    [("Technologie X ≥ 50 Mbit/s", "Technologie X"), ("DSL 50", "DSL 50"), ("Einwohner", "Einwohner")],
)
def test_an_unknown_column_is_refused(tmp_path, heading, named):
    path = written(tmp_path, f"AGS;DSL ≥ 16 Mbit/s;{heading}\n01001000;1;1\n")
    with pytest.raises(SourceLayoutError, match=named):
        broadband.read(path, EDITION)


@pytest.mark.parametrize("text", ["", "AGS\n01001000\n", "Schlüssel;DSL ≥ 16 Mbit/s\n01001000;1\n"])
def test_a_file_without_the_needed_columns_is_refused(tmp_path, text):
    with pytest.raises(SourceLayoutError):
        broadband.read(written(tmp_path, text), EDITION)


def test_a_file_in_utf16_is_refused(tmp_path):
    with pytest.raises(SourceLayoutError):
        broadband.read(written(tmp_path, semicolon([HEADINGS, *ROWS]), "utf-16"), EDITION)


def test_a_file_that_is_quoted_in_part_is_refused(tmp_path):
    path = written(tmp_path, whole_row_quoted([HEADINGS, ROWS[0]]) + "\n01002000,98.67,98.37,21\n")
    with pytest.raises(SourceLayoutError, match="row 3"):
        broadband.read(path, EDITION)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("lost", [1, 2, 3, 8, 15])
def test_a_file_that_breaks_off_in_a_line_is_refused(tmp_path, dialect, lost):
    text = whole(dialect, ROWS)[:-lost]
    with pytest.raises(SourceLayoutError, match=r"edition.csv: line 4, the last, breaks off at .* line break"):
        broadband.read(written(tmp_path, text), EDITION)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_line_that_lost_cells_is_refused(tmp_path, dialect):
    text = whole(dialect, [ROWS[0], ROWS[1][:2], ROWS[2]])
    with pytest.raises(SourceLayoutError, match=r"edition.csv: line 3 has [23] cells, expected 4 as in the header"):
        broadband.read(written(tmp_path, text), EDITION)


@pytest.mark.parametrize("kept", [1, 3, 5, 6])
def test_a_file_that_breaks_off_between_lines_is_refused(tmp_path, monkeypatch, kept):
    """Districts are not counted, and without their city they are not taken for districts."""
    known = replace(EDITION, territory=date(2015, 12, 31))
    monkeypatch.setitem(broadband_halfyear.AREAS_OF, known.territory, 4)
    rows = [*ROWS, *CITY[1:], CITY[0]]
    assert facts_of(tmp_path, rows, file=known)["area_id"].n_unique() == 4
    with pytest.raises(SourceContentError, match=rf"up to line {kept + 1}, the last, expected all 4 of 2015-12-31"):
        facts_of(tmp_path, rows[:kept], file=known)


def test_a_half_year_must_be_known(tmp_path):
    with pytest.raises(SourceContentError, match="half-year"):
        facts_of(tmp_path, ROWS, file=replace(EDITION, period=None))


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(SourceMissingError):
        broadband.read(tmp_path / "none.csv", EDITION)
    with pytest.raises(SourceMissingError):
        broadband.read(tmp_path / "none.xls", EDITION)
