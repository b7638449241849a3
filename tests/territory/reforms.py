"""Small reforms to carry over: crosswalks, links, changes, gazetteers and counts in a few words."""

from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np
import polars as pl

from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.sources.reading.tables import CHANGES, CROSSWALK, tidy
from kleinstadt.territory.coding import Floats, floats, named, places
from kleinstadt.territory.crosswalk import Weight
from kleinstadt.territory.numbering import Numbering
from kleinstadt.territory.reapportion import Crosswalk
from kleinstadt.territory.ways import NO_ROW, Counts, Register, Ways

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


def carry(
    before: pl.DataFrame, way: pl.DataFrame, weight: Weight = "population", *, empty: pl.Series | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Counts (area_id, value, perhaps status) carried over a crosswalk, and what of them found no taker."""
    numbering = Numbering.of(way["from_id"], way["to_id"], before["area_id"])
    nobody = numbering.numbers(empty if empty is not None else before["area_id"].clear())
    return _carried(before, replace(Ways.of(way, numbering), empty=nobody[nobody >= 0]), numbering, weight)


def carry_between(
    known: Crosswalk, before: pl.DataFrame, source: date, target: date, weight: Weight = "population"
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The same over what is known of the reforms between two days."""
    return _carried(before, known.ways(source, target), known.numbering, weight)


def _carried(
    before: pl.DataFrame, ways: Ways, numbering: Numbering, weight: Weight
) -> tuple[pl.DataFrame, pl.DataFrame]:
    made = numbered(before, numbering)
    after = ways.carry(made, weight)
    rest = ways.left_over(made, weight)
    return _frame(numbering, after.value, after.status, after.status != NO_ROW), _frame(
        numbering, rest, made.status, rest != 0
    )


def numbered(before: pl.DataFrame, numbering: Numbering) -> Counts:
    if "status" not in before.columns:
        known = pl.col("value").is_not_null() & pl.col("value").is_not_nan()
        before = before.with_columns(status=pl.when(known).then(pl.lit("measured")).otherwise(pl.lit("missing")))
    numbers = numbering.numbers(before["area_id"])
    return Counts.of(numbers, floats(before["value"]), places(before["status"], STATUSES), len(numbering))


def _frame(numbering: Numbering, value: Floats, status: np.ndarray, listed: np.ndarray) -> pl.DataFrame:
    said = named(status[listed], STATUSES).alias("status")
    return pl.DataFrame(
        [numbering.keys.filter(pl.Series(listed)), pl.Series("value", value[listed], nan_to_null=True), said]
    )


def crosswalk_of(known: pl.DataFrame, described: pl.DataFrame) -> Crosswalk:
    """What links (compact) and gazetteers (units) tell of reforms."""
    numbering = Numbering.of(known["from_id"], known["to_id"], described["area_id"])
    registers = {}
    for (day,), rows in described.partition_by("territory", as_dict=True).items():
        rows = rows.sort("area_id")
        sizes = (floats(rows[name]) for name in ("population", "area_km2"))
        registers[day] = Register(numbering.numbers(rows["area_id"]), *sizes)
    return Crosswalk(known, registers, numbering, lambda day: described.filter(territory=day).select("name", "area_id"))
