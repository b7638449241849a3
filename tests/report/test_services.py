"""Abb. 15 and 16: the joint share is never above the lowest of the four, and Germany is the mean of all."""

from pathlib import Path

import polars as pl
import pytest
from small_edition import VERBAENDE, facts, write_small

from kleinstadt.edition.edition import Edition
from kleinstadt.report.tables import services


@pytest.fixture
def served(tmp_path: Path) -> Edition:
    """Würzen lacks a pharmacy near by, and nobody knows the stops of Amt Mitte."""
    more = []
    for place, name in enumerate(services.WITHIN_1KM):
        values: dict[str, float | None] = dict.fromkeys(VERBAENDE, 50.0 + place)
        if name == "within_1km_pharmacy_pct":
            values["010990001"] = 10.0
        if name == "within_1km_stop_pct":
            values["010985001"] = None
        more.append(facts(name, "2018", values, level="verband"))
    return Edition(write_small(tmp_path / "edition", *more))


def test_so_many_at_most_reach_all_four(served: Edition) -> None:
    frame = services.figure_16(served, 2019)
    assert frame.select("verband", "at_most_pct").rows() == [("010990001", 10.0)], "of Amt Mitte one share is unknown"


def test_against_the_mean_of_all(served: Edition) -> None:
    frame = services.figure_15(served, 2019)
    assert set(frame["indikator"]) == set(services.WITHIN_1KM), "no GPs in this edition"
    market = frame.row(by_predicate=pl.col("indikator") == "within_1km_supermarket_pct", named=True)
    assert market["bund"] == pytest.approx(50.0)


def test_without_figures_there_is_nothing(tmp_path: Path) -> None:
    bare = Edition(write_small(tmp_path / "edition"))
    assert services.figure_15(bare, 2019).is_empty()
    assert services.figure_16(bare, 2019).is_empty()
