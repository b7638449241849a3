"""Breitbandatlas, the series 2010 to 2018: four levels, years at their end, gaps that are no zeros."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from broadband_facts import value

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.broadband import atlas as broadband
from kleinstadt.sources.reading.tables import FACTS, RawFile

SERIES = RawFile("breitband/series.xlsx", "breitbandatlas", date(2017, 12, 31), None, "")
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
