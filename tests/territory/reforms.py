"""Small reforms to carry over: crosswalks, links, changes, gazetteers and counts in a few words."""

from datetime import date
from typing import Final

import polars as pl

from kleinstadt.sources.reading.tables import CHANGES, CROSSWALK, tidy

AREAS: Final = ["a", "b", "c", "d"]
END: Final = {year: date(year, 12, 31) for year in range(1990, 2026)}


def crosswalk(rows: list[tuple[str, str, float]], status: str = "measured") -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=["from_id", "to_id", "weight_population"], orient="row")
    share = pl.col("weight_population")
    return frame.select(
        "from_id", "to_id", "weight_population", weight_area=share, weight_employees=share, status=pl.lit(status)
    )


def counts(values: dict[str, float | None]) -> pl.DataFrame:
    schema = {"area_id": pl.String, "value": pl.Float64}
    return pl.DataFrame({"area_id": list(values), "value": list(values.values())}, schema=schema)


def as_dict(frame: pl.DataFrame) -> dict[str, float | None]:
    return dict(frame.select("area_id", "value").rows())


def links(rows: list[tuple[int, int, str, str, float]]) -> pl.DataFrame:
    named = pl.DataFrame(rows, schema=["start", "end", "from_id", "to_id", "weight"], orient="row")
    weights = {name: pl.col("weight") for name in ("weight_population", "weight_area", "weight_employees")}
    days = {"from_territory": pl.date("start", 12, 31), "to_territory": pl.date("end", 12, 31)}
    return tidy(named.with_columns(**weights, **days), CROSSWALK, level="gemeinde", source="test")


def units(day: date, rows: dict[str, tuple[str, float, float]]) -> pl.DataFrame:
    listed = [(day, key, *described) for key, described in rows.items()]
    return pl.DataFrame(listed, schema=["territory", "area_id", "name", "population", "area_km2"], orient="row")


def changes(rows: list[tuple[date, str, str, str, float | None, float | None]]) -> pl.DataFrame:
    names = ["effective", "kind", "from_id", "to_id", "area_m2", "population"]
    return tidy(pl.DataFrame(rows, schema=names, orient="row"), CHANGES, source="destatis_changes")


def shares(frame: pl.DataFrame) -> dict[tuple[str, str], float]:
    return {(a, b): round(share, 6) for a, b, share in frame.select("from_id", "to_id", "weight_population").rows()}
