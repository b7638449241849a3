"""Frames as files: what another program reads is what was written."""

import csv
import io
import json
from pathlib import Path

import geopandas as gpd
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.report.tables import export
from kleinstadt.report.tables.export import to_bytes

FRAME = pl.DataFrame(
    {
        "ags": ["01001000", "09574138"],
        "name": ['Flensburg, "Stadt"', "Lauf | Pegnitz"],
        "population": [90164, None],
        "share": [0.1 + 0.2, None],
    }
)


def test_csv_keeps_leading_zeros_quotes_and_gaps() -> None:
    rows = list(csv.reader(io.StringIO(to_bytes(FRAME, "csv").decode("utf-8"))))
    assert rows == [
        FRAME.columns,
        ["01001000", 'Flensburg, "Stadt"', "90164", "0.3"],
        ["09574138", "Lauf | Pegnitz", "", ""],
    ]


def test_json_keeps_types_and_gaps() -> None:
    assert json.loads(to_bytes(FRAME, "json")) == [
        {"ags": "01001000", "name": 'Flensburg, "Stadt"', "population": 90164, "share": 0.3},
        {"ags": "09574138", "name": "Lauf | Pegnitz", "population": None, "share": None},
    ]


def test_excel_keeps_keys_as_text() -> None:
    data = to_bytes(FRAME, "xlsx", "a name that is longer than a sheet's may be")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["a name that is longer than a sh"]
    assert book.get_sheet_by_index(0).to_python() == [
        FRAME.columns,
        ["01001000", 'Flensburg, "Stadt"', 90164.0, 0.3],
        ["09574138", "Lauf | Pegnitz", "", ""],
    ]


def test_markdown_has_a_row_a_line_and_escapes_its_own_sign() -> None:
    lines = to_bytes(FRAME, "md").decode().splitlines()
    assert lines[:3] == [
        "| ags | name | population | share |",
        "| --- | --- | ---: | ---: |",
        '| 01001000 | Flensburg, "Stadt" | 90164 | 0.3 |',
    ]
    assert lines[3] == "| 09574138 | Lauf \\| Pegnitz |  |  |"


@pytest.mark.parametrize("form", ["csv", "json", "md"])
def test_no_file_says_nan(form: str) -> None:
    text = to_bytes(pl.DataFrame({"a": [float("nan"), 1.0, None]}), form).decode().lower()
    assert "nan" not in text
    assert "none" not in text


@pytest.mark.parametrize("form", ["csv", "json", "md"])
def test_the_same_frame_gives_the_same_bytes(form: str) -> None:
    assert to_bytes(FRAME, form) == to_bytes(FRAME, form)


def test_an_unknown_format_is_answered() -> None:
    with pytest.raises(UnknownNameError, match=r"No format 'pdf'\. There are: csv, json, md, xlsx"):
        to_bytes(FRAME, "pdf")


def test_areas_with_all_indicators_have_each_column_once(edition: Edition) -> None:
    rows = list(csv.reader(io.StringIO(export.areas(edition, 2019, "land", ["all"], "csv").decode())))
    assert len(rows) == 17
    assert len(set(rows[0])) == len(rows[0])
    assert not [name for name in rows[0] if name.endswith("_right")]
    assert {"land", "population", "residents_per_job", "settlement_density"} <= set(rows[0])


def test_a_geopackage_has_borders_keys_and_figures(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "kreise.gpkg"
    path.write_bytes(export.areas(edition, 2019, "kreis", ["density"], "gpkg"))
    assert gpd.list_layers(path)["name"].to_list() == ["kreis_2019"]
    layer = gpd.read_file(path)
    assert layer.crs.to_epsg() == 25832
    assert sorted(layer["kreis"]) == edition.areas(2019, "kreis")["kreis"].to_list()
    assert layer.geometry.is_valid.all()
    berlin = layer[layer["kreis"] == "11000"].iloc[0]
    assert berlin["population"] == 3_669_491
    assert berlin["density"] == pytest.approx(4118, abs=2)


def test_an_unknown_level_or_indicator_is_answered(edition: Edition) -> None:
    with pytest.raises(UnknownNameError, match="No level 'dorf'"):
        export.areas(edition, 2019, "dorf", [], "csv")
    with pytest.raises(UnknownNameError, match=r"No indicator 'densty'\. Near: density"):
        export.areas(edition, 2019, "land", ["densty"], "csv")
    with pytest.raises(UnknownNameError, match="Borders are known from 2016 on"):
        export.areas(edition, 2005, "land", [], "gpkg")
