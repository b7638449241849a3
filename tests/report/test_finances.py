"""Karte 11 and Abb. 22 by hand: groups are weighted by residents, and every colour of the map has its towns."""

from pathlib import Path

import geopandas as gpd
import polars as pl
import pytest
import shapely
from small_edition import VERBAENDE, facts, write_small

from kleinstadt.edition.edition import Edition
from kleinstadt.report.drawing.bivariate import MIXED, bivariate
from kleinstadt.report.drawing.pictures_of_money import INCOME, TRADE
from kleinstadt.report.tables import finances


def test_a_group_is_weighted_by_residents(tmp_path: Path) -> None:
    """Amt Mitte has 8,300 people and 100 EUR a head, Würzen 12,000 (11,000 in 2018) and 200."""
    values = dict.fromkeys(VERBAENDE, 50.0) | {"010985001": 100.0, "010990001": 200.0}
    more = [facts(finances.TAX_STRENGTH, year, values, level="verband") for year in ("1996", "2018", "2019")]
    frame = finances.figure_22(Edition(write_small(tmp_path / "edition", *more)), 2019)
    small = frame.filter(pl.col("typ") == "Kleinstädte", pl.col("lage").is_null())
    assert small["jahr"].to_list() == [2018, 2019], "1996 lies before the printed figure"
    means = [(100 * 8_300 + 200 * 11_000) / 19_300, (100 * 8_300 + 200 * 12_000) / 20_300]
    assert small["steuerkraft_eur_je_einwohner"].to_list() == pytest.approx(means), "by the people of each year"


def test_a_year_that_lacks_half_of_a_group_is_a_gap(tmp_path: Path) -> None:
    """As 2017 without Bavaria: the value would be that of others."""
    values: dict[str, float | None] = dict.fromkeys(VERBAENDE, 100.0)
    lacking = values | {"010990001": None}
    years = {"2017": values, "2018": lacking, "2019": values}
    more = [facts(finances.TAX_STRENGTH, year, known, level="verband") for year, known in years.items()]
    frame = finances.figure_22(Edition(write_small(tmp_path / "edition", *more)), 2019)
    small = frame.filter(pl.col("typ") == "Kleinstädte", pl.col("lage").is_null())
    assert small["steuerkraft_eur_je_einwohner"].to_list() == [100.0, None, 100.0]


def test_without_taxes_there_are_no_rows(tmp_path: Path) -> None:
    assert finances.figure_22(Edition(write_small(tmp_path / "edition")), 2019).is_empty()


def squares(count: int) -> list[shapely.Geometry]:
    return [shapely.box(4e5 + 2e4 * place, 5.4e6, 4e5 + 2e4 * place + 1e4, 5.5e6) for place in range(count)]


def test_every_colour_has_its_towns() -> None:
    """Nine towns, one of each pair of classes, and one that is not known."""
    pairs = [(trade, income) for trade in (100.0, 400.0, 900.0) for income in (300.0, 500.0, 900.0)]
    table = {
        "type": ["kleine_kleinstadt"] * 10 + ["landgemeinde"],
        "trade": [trade for trade, _ in pairs] + [None, 1.0],
        "income": [income for _, income in pairs] + [500.0, 1.0],
    }
    towns = gpd.GeoDataFrame(table, geometry=squares(11), crs=25832)
    land = gpd.GeoDataFrame(geometry=[shapely.box(3e5, 5.3e6, 9e5, 6e6)], crs=25832)
    chart = bivariate(towns, land, TRADE, INCOME, "en")
    drawn = str(chart.to_dict())
    assert all(drawn.count(colour) >= 2 for row in MIXED for colour in row), "on the map and in the legend"
    assert "both high: 1; both low: 1" in chart.to_dict()["description"]
    assert "no data (1)" in drawn
