"""The broadband atlas: dialects, districts of cities, gaps, and the totals that were published."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources import broadband, hebesaetze
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.reading import FACTS, RawFile

EDITION = RawFile("breitband/edition.csv", "breitbandatlas", date(2015, 12, 31), "2019-06", "")
SERIES = RawFile("breitband/series.xlsx", "breitbandatlas", date(2017, 12, 31), None, "")

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


def facts_of(folder: Path, rows, dialect=semicolon, file=EDITION) -> pl.DataFrame:
    return broadband.read(written(folder, dialect([HEADINGS, *rows])), file).facts


def value(facts: pl.DataFrame, area: str, variable: str, period: str | None = None):
    chosen = facts.filter(pl.col("area_id") == area, pl.col("variable") == variable)
    chosen = chosen if period is None else chosen.filter(pl.col("period") == period)
    return chosen.select("value", "status").row(0)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_the_same_facts(tmp_path, dialect):
    facts = facts_of(tmp_path, ROWS, dialect)
    assert dict(facts.schema) == FACTS
    assert facts.height == 9
    assert value(facts, "01001000", "broadband_all_50_pct") == (98.89, "measured")
    assert value(facts, "01051044", "broadband_wired_50_pct") == (0.53, "measured")
    assert value(facts, "01002000", "broadband_ftth_1000_pct") == (21.0, "measured")
    assert facts.select("level", "territory", "period", "source").unique().rows() == [
        ("gemeinde", date(2015, 12, 31), "2019-06", "breitbandatlas")
    ]


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


def test_a_half_year_must_be_known(tmp_path):
    with pytest.raises(SourceContentError, match="half-year"):
        facts_of(tmp_path, ROWS, file=replace(EDITION, period=None))


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(SourceMissingError):
        broadband.read(tmp_path / "none.csv", EDITION)
    with pytest.raises(SourceMissingError):
        broadband.read(tmp_path / "none.xls", SERIES)


YEARS = ["verf_300_2_2014", "verf_300_50_2014", "verf_300_2_2015", "verf_300_50_2015"]

SHEETS = {
    "verf_deutschland_10_18_percent": [["gebiet", *YEARS], ["deutschland", 99.59, 71.42, 99.63, 70.12]],
    "verf_bundesland_10_18_percent": [
        ["", "ags", "verf_300_50_2014", "verf_300_50_2015"],
        ["Schleswig-Holstein", 1.0, 69.93, 74.63],
        ["Brandenburg", 12.0, 37.8, 55.36],
    ],
    "verf_landkreis_10_18_percent": [
        ["ags", *YEARS],
        [1051.0, 98.48, 43.88, 99.05, 47.19],
        [12051.0, 0, 0, 99.0, 80.0],
    ],
    "verf_gemeinde_10_18_percent": [
        ["id", "ags", "gen", *YEARS],
        [1.0, 1051001, "Albersdorf", 99.94, 0.73, 100.0, 0.73],
        [2.0, "01051002", "Arkebek", 85.85, 0.0, 100.55, 0.94],
        [3.0, 1051003.0, "ohne Haushalte", 0, 0, 0, 0],
        [4.0, 12051000.0, "Brandenburg an der Havel", 0, 0, 99.0, 80.0],
        [5.0, 1051004.0, "noch nicht dabei", 0, 0, 60.0, 5.0],
    ],
}


def workbook(folder: Path, sheets) -> Path:
    path = folder / "series.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_the_series_has_all_four_levels_and_means_the_years_end(tmp_path):
    facts = broadband.read(workbook(tmp_path, SHEETS), SERIES).facts
    assert dict(facts.schema) == FACTS
    assert facts.group_by("level").len().sort("level").rows() == [
        ("bund", 4),
        ("gemeinde", 16),
        ("kreis", 8),
        ("land", 4),
    ]
    assert facts["period"].unique().sort().to_list() == ["2014-12", "2015-12"]
    assert value(facts, "00", "broadband_all_50_pct", "2015-12") == (70.12, "measured")
    assert value(facts, "12", "broadband_all_50_pct", "2014-12") == (37.8, "measured")
    assert value(facts, "01051", "broadband_all_2_pct", "2014-12") == (98.48, "measured")
    assert value(facts, "01051002", "broadband_all_2_pct", "2015-12") == (100.0, "measured")


def test_zeros_of_areas_that_were_not_filled_are_missing(tmp_path):
    facts = broadband.read(workbook(tmp_path, SHEETS), SERIES).facts
    assert value(facts, "12051", "broadband_all_2_pct", "2014-12") == (None, "missing")
    assert value(facts, "12051000", "broadband_all_50_pct", "2014-12") == (None, "missing")
    assert value(facts, "12051000", "broadband_all_50_pct", "2015-12") == (80.0, "measured")
    assert value(facts, "01051004", "broadband_all_50_pct", "2014-12") == (None, "missing")
    assert value(facts, "00", "broadband_all_50_pct", "2014-12") == (None, "unreliable")
    assert value(facts, "01051002", "broadband_all_50_pct", "2014-12") == (0.0, "measured")
    assert "01051003" not in facts["area_id"].to_list()


def changed(sheet: str, change) -> dict:
    return {name: change([list(row) for row in rows]) if sheet in name else rows for name, rows in SHEETS.items()}


WITHOUT_KREISE = {name: rows for name, rows in SHEETS.items() if "landkreis" not in name}
NO_KEYS = changed("landkreis", lambda rows: [["schluessel", *YEARS], *rows[1:]])
NO_SHARES = changed("gemeinde", lambda rows: [row[:3] for row in rows])
OTHER_TECHNOLOGY = changed("landkreis", lambda rows: [["ags", "verf_400_2_2014", *YEARS[1:]], *rows[1:]])
DOUBLED = changed("landkreis", lambda rows: [*rows, rows[1]])
NAME_FOR_KEY = changed("landkreis", lambda rows: [*rows, ["Kiel", 1, 1, 1, 1]])
TOO_MUCH = changed("bundesland", lambda rows: [*rows, ["X", 13.0, 120.0, 1.0]])
EMPTY = changed("deutschland", lambda rows: [])


@pytest.mark.parametrize(
    ("sheets", "error", "named"),
    [
        (WITHOUT_KREISE, SourceLayoutError, "verf_landkreis"),
        (NO_KEYS, SourceLayoutError, "'ags'"),
        (NO_SHARES, SourceLayoutError, "verf_300"),
        (OTHER_TECHNOLOGY, SourceLayoutError, "verf_400"),
        (DOUBLED, SourceContentError, "01051"),
        (NAME_FOR_KEY, SourceLayoutError, "'Kiel'"),
        (TOO_MUCH, SourceContentError, "area 13"),
        (EMPTY, SourceLayoutError, "verf_deutschland"),
    ],
)
def test_a_changed_series_is_refused(tmp_path, sheets, error, named):
    with pytest.raises(error, match=named):
        broadband.read(workbook(tmp_path, sheets), SERIES)


def test_a_broken_workbook_is_refused(tmp_path):
    path = workbook(tmp_path, SHEETS)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(SourceLayoutError, match=r"series.xlsx"):
        broadband.read(path, SERIES)


@pytest.fixture(scope="module")
def atlas(raw_dir) -> dict[str, pl.DataFrame]:
    """Facts of each raw file, by its period; the series as "series"."""
    files = [file for file in known_files() if file.source == "breitbandatlas"]
    return {file.period or "series": broadband.read(raw_dir / file.path, file).facts for file in files}


EDITIONS = ["2018-12", "2019-06", "2019-12", "2020-06", "2020-12", "2021-06"]


UNINCORPORATED = "^(09...4|03...5|06...2|08...971|01053105|01060014)"


def keys_of(raw_dir: Path, year: int) -> pl.Series:
    crosswalk = pl.read_parquet(raw_dir / "bbsr/umsteigeschluessel_gemeinden_1990_20.parquet")
    return crosswalk.filter(pl.col("year") == year)["ags"]


def test_each_edition_has_every_municipality_of_2015(raw_dir, atlas):
    known = keys_of(raw_dir, 2015)
    for period in EDITIONS:
        areas = atlas[period]["area_id"].unique()
        lacking = known.filter(~known.is_in(areas.implode()))
        assert lacking.filter(~lacking.str.contains(UNINCORPORATED)).to_list() == []
        assert areas.len() == (11_210 if period == "2018-12" else 11_211 if period < "2020-12" else 11_092)
        assert not areas.str.contains("^(11000|02000|09162|05315|04011)00[1-9]").any()


def test_the_series_has_exactly_the_keys_of_2017(raw_dir, atlas):
    known = set(keys_of(raw_dir, 2017))
    found = set(atlas["series"].filter(pl.col("level") == "gemeinde")["area_id"])
    assert found < known
    assert len(known - found) == 17  # unincorporated areas with 0 in every column


def test_odd_cells_are_counted(atlas):
    modelled = {period: atlas[period].filter(pl.col("status") == "modelled").height for period in EDITIONS}
    assert modelled == {"2018-12": 0, "2019-06": 0, "2019-12": 15, "2020-06": 225, "2020-12": 1, "2021-06": 0}
    series = atlas["series"].filter(pl.col("status") != "measured")
    assert series.group_by("level", "status").agg(pl.col("area_id").n_unique()).sort("level").rows() == [
        ("bund", "unreliable", 1),
        ("gemeinde", "missing", 6559),
        ("kreis", "missing", 243),
    ]
    assert series["period"].unique().sort().to_list() == ["2010-12", "2011-12", "2012-12", "2013-12", "2014-12"]


def test_germany_is_as_published(atlas):
    bund = atlas["series"].filter(pl.col("level") == "bund")
    assert value(bund, "00", "broadband_all_16_pct", "2018-12") == (93.94, "measured")
    assert value(bund, "00", "broadband_all_50_pct", "2018-12")[0] == pytest.approx(90.2 - 2.5, abs=0.15)
    assert value(bund, "00", "broadband_all_50_pct", "2015-12") == (70.12, "measured")


def test_the_series_ends_with_the_edition_2018_12(atlas):
    keys = ["area_id", "period", "variable"]
    both = atlas["series"].filter(pl.col("level") == "gemeinde").join(atlas["2018-12"], on=keys, suffix="_edition")
    near = (both["value"] - both["value_edition"]).abs() <= 0.51
    assert both.height > 30_000
    assert near.mean() > 0.92


@pytest.mark.parametrize(
    ("variable", "printed", "tolerance"),
    [
        ("broadband_all_50_pct", {"2018-12": 87.7, "2019-06": 90.2}, 0.8),
        (
            "broadband_all_1000_pct",
            {"2018-12": 27.3, "2019-06": 34.1, "2019-12": 43.2, "2020-06": 55.9, "2020-12": 59.2, "2021-06": 62.1},
            2.5,
        ),
    ],
)
def test_weighted_by_people_the_editions_meet_the_reports(raw_dir, atlas, variable, printed, tolerance):
    file = next(file for file in known_files() if file.source == "hebesaetze")
    people = hebesaetze.read(raw_dir / file.path, file).facts.filter(pl.col("variable") == "population_mid2021")
    for period, expected in printed.items():
        shares = atlas[period].filter(pl.col("variable") == variable)
        both = shares.join(people.select("area_id", people="value"), on="area_id")
        mean = (both["value"] * both["people"]).sum() / both["people"].sum()
        assert both["people"].sum() > 82.4e6
        assert mean == pytest.approx(expected, abs=tolerance)


def test_the_faster_is_never_the_more_available(atlas):
    for period in EDITIONS:
        speeds = [f"broadband_all_{speed}_pct" for speed in (16, 50, 1000)]
        facts = atlas[period].filter(pl.col("variable").is_in(speeds))
        wide = facts.pivot("variable", index="area_id", values="value")
        assert (wide["broadband_all_16_pct"] + 0.02 >= wide["broadband_all_50_pct"]).all()
        assert (wide["broadband_all_50_pct"] + 0.02 >= wide["broadband_all_1000_pct"]).all()
