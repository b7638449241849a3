"""Single values out of the facts of the broadband atlas."""

import polars as pl


def value(facts: pl.DataFrame, area: str, variable: str, period: str | None = None):
    chosen = facts.filter(pl.col("area_id") == area, pl.col("variable") == variable)
    chosen = chosen if period is None else chosen.filter(pl.col("period") == period)
    return chosen.select("value", "status").row(0)
