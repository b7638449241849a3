"""Abb. 9, 21: spreads by type and Lage."""

from pathlib import Path

import polars as pl
import pytest
from small_edition import NOW_IDS, VERBAENDE, facts, write_small

from kleinstadt.edition.edition import Edition
from kleinstadt.report.contents.items import ITEMS
from kleinstadt.report.drawing.pictures import Studio, possible
from kleinstadt.report.tables.spreads import figure_9, figure_21


def test_rates_of_large_cities(edition: Edition) -> None:
    frame = figure_21(edition, 2019)
    cities = frame.filter(pl.col("typ") == "Großstädte", pl.col("steuer") == "Grundsteuer B")
    assert cities["median"].to_list() == pytest.approx([537], rel=0.03), "537 in print, of 2019"
    parts = frame.filter(pl.col("typ") == "Landgemeinden", pl.col("steuer") == "Grundsteuer B")
    assert parts["lage"].to_list() == [None, "zentral", "peripher"]


def test_commuters_by_hand(tmp_path: Path) -> None:
    """Großstadtl is the only Mittelstadt: 25 per 100 come in on balance."""
    balance = dict.fromkeys(VERBAENDE, -50.0) | {"010980001": 25.0}
    more = [facts("commuter_balance_per_100", "2019", balance, level="verband")]
    more += [facts("employees_workplace", "2019", dict.fromkeys(NOW_IDS, 100.0))]  # their weight
    frame = figure_9(Edition(write_small(tmp_path / "edition", *more)), 2019)
    medians = dict(frame.filter(pl.col("lage").is_null()).select("typ", "median").rows())
    assert medians["Mittelstädte"] == 25
    assert medians["Landgemeinden"] == -50
    assert medians["Großstädte"] is None, "there is none"


def test_without_figures_there_are_rows_without_values(tmp_path: Path) -> None:
    bare = Edition(write_small(tmp_path / "edition"))
    frame = figure_9(bare, 2019)
    assert frame["n"].sum() == 0
    assert frame["median"].null_count() == frame.height > 5
    studio = Studio(bare, 2019, "de")
    assert not any(possible(studio, name) for name in ("abb2", "abb9", "abb14", "karte1lage", "karte8", "abb10"))
    assert possible(studio, "abb1")


def test_a_second_map_of_the_same_number_says_which() -> None:
    assert [ITEMS["karte1lage"].label(lang) for lang in ("de", "en")] == ["Karte 1 (Lage)", "Map 1 (Lage)"]
    assert ITEMS["karte10"].label("de") == "Karte 10"
