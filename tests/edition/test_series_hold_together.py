"""Series of money per head: a year in which many towns of a Land leap and come back stands at the wrong towns."""

import polars as pl
import pytest

from kleinstadt.edition.edition import Edition

FEWEST = 100  # areas of a Land: below that, a few leaps of real trade tax are a large share
MOST = 0.08  # of these areas may leap, or four times as many as in a usual year of the same Land: trade tax often does


@pytest.mark.slow
def test_no_year_of_a_land_leaps_and_comes_back() -> None:
    facts = (
        Edition()
        .store.scan("facts")
        .filter(pl.col("variable").cast(pl.String).str.ends_with("_eur_per_head") & (pl.col("value") > 0))
        .select("source", "variable", "level", "area_id", "period", "value")
        .collect()
        .sort("source", "variable", "level", "area_id", "period")
    )
    series = ["source", "variable", "level", "area_id"]
    beside = facts.with_columns(
        before=pl.col("value").shift(1).over(series), after=pl.col("value").shift(-1).over(series)
    ).drop_nulls(["before", "after"])
    calm = beside.filter((pl.col("before") / pl.col("after")).is_between(0.7, 1.43))
    change = 2 * pl.col("value") / (pl.col("before") + pl.col("after"))
    leaps = calm.group_by("source", "variable", "period", land=pl.col("area_id").cast(pl.String).str.slice(0, 2)).agg(
        areas=pl.len(), leaping=(~change.is_between(0.6, 1.5)).mean()
    )
    assert leaps.height > 500
    usual = 4 * pl.col("leaping").median().over("source", "variable", "land")
    wrong = leaps.filter((pl.col("areas") >= FEWEST) & (pl.col("leaping") > pl.max_horizontal(usual, MOST)))
    assert wrong.is_empty(), wrong.sort("leaping")
