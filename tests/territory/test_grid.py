"""Cells of the census grid laid over areas."""

import time
from datetime import date
from pathlib import Path

import geopandas as gpd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.reading.tables import CELLS, FACTS, tidy
from kleinstadt.sources.statistical_offices import census_grid
from kleinstadt.territory.grid import cells_to_areas, mean_age_facts, place_count_facts

X, Y = 4_334_000, 2_684_000
DAY = date(2022, 12, 31)


def square(column: int, size: int = 5) -> Polygon:
    """A square of `size` by `size` cells, the `column`-th from the left."""
    left = X + column * size * 1000
    return box(left, Y, left + size * 1000, Y + size * 1000)


AREAS = gpd.GeoDataFrame({"ags": ["09000002", "09000001"]}, geometry=[square(1), square(0)], crs=3035)


def cell(x: int, y: int) -> dict[str, int]:
    return {"x": X + 1000 * x + 500, "y": Y + 1000 * y + 500}


def owners(cells: list[dict[str, int]], areas: gpd.GeoDataFrame = AREAS) -> list[str | None]:
    table = pl.DataFrame(cells, schema={"x": pl.Int32, "y": pl.Int32})
    return table.join(cells_to_areas(table, areas, "ags"), on=["x", "y"], how="left")["area_id"].to_list()


def test_a_cell_belongs_to_the_polygon_that_holds_its_centre() -> None:
    assert owners([cell(0, 0), cell(4, 4), cell(5, 0), cell(9, 4)]) == ["09000001"] * 2 + ["09000002"] * 2


def test_a_cell_off_the_coast_goes_to_the_nearest_area_within_reach() -> None:
    assert owners([cell(-2, 0), cell(-3, 0), cell(11, 2), cell(12, 2)]) == ["09000001", None, "09000002", None]


def test_a_centre_on_a_shared_border_goes_to_the_first_key() -> None:
    shifted = AREAS.translate(xoff=500)
    assert owners([cell(5, 2)], gpd.GeoDataFrame({"ags": AREAS["ags"]}, geometry=shifted)) == ["09000001"]


def test_another_crs_is_carried_over() -> None:
    assert owners([cell(0, 0), cell(9, 4)], AREAS.to_crs(4326)) == ["09000001", "09000002"]


def test_polygons_without_crs_are_refused() -> None:
    with pytest.raises(ValueError, match="no CRS"):
        owners([cell(0, 0)], AREAS.set_crs(None, allow_override=True))


def test_no_cells_give_no_rows() -> None:
    assert cells_to_areas(pl.DataFrame(schema={"x": pl.Int32, "y": pl.Int32}), AREAS, "ags").height == 0


def census(persons: list[float | None], ages: list[float | None]) -> pl.DataFrame:
    places = [cell(number % 10, number // 10) for number in range(len(persons))]
    rows = [
        {**place, "variable": variable, "value": value}
        for variable, values in (("grid_population", persons), ("grid_age_years", ages))
        for place, value in zip(places, values, strict=True)
    ]
    table = pl.DataFrame(rows, schema_overrides={"value": pl.Float64}, infer_schema_length=None)
    return tidy(table, CELLS, period="2011", status="measured", source="zensus2011_grid")


def test_mean_age_is_weighted_by_persons_and_skips_unknown_ages() -> None:
    cells = census([100.0, 300.0, 50.0], [40.0, 44.0, None])
    facts = mean_age_facts(cells, cells_to_areas(cells, AREAS, "ags"), DAY)
    assert dict(facts.schema) == FACTS
    assert facts.select("area_id", "variable", "value", "status", "period", "source").rows() == [
        ("09000001", "grid_age_person_years", 17_200.0, "modelled", "2011", "zensus2011_grid"),
        ("09000001", "grid_persons_with_age", 400.0, "modelled", "2011", "zensus2011_grid"),
    ]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(3, 9999), st.integers(0, 100)), min_size=1, max_size=50))
def test_persons_and_years_are_neither_lost_nor_made(pairs: list[tuple[int, int]]) -> None:
    cells = census([float(persons) for persons, _ in pairs], [float(age) for _, age in pairs])
    facts = mean_age_facts(cells, cells_to_areas(cells, AREAS, "ags"), DAY)
    sums = dict(facts.group_by("variable").agg(pl.col("value").sum()).rows())
    assert sums["grid_persons_with_age"] == sum(persons for persons, _ in pairs)
    assert sums["grid_age_person_years"] == sum(persons * age for persons, age in pairs)


def test_the_whole_grid_over_real_polygons(raw_dir: Path) -> None:
    known = {file.path: file for file in known_files()}
    paths = ["zensus2011/continuous_Einwohner.parquet", "zensus2011/continuous_Alter_D.parquet"]
    cells = pl.concat(census_grid.read(raw_dir / path, known[path]).cells for path in paths)
    polygons = gpd.read_file(raw_dir / "grenzen/VG250_GEM_simplified.zip")
    start = time.perf_counter()
    areas = cells_to_areas(cells, polygons, "ARS")
    assert time.perf_counter() - start < 5
    assert areas.height == 214_633
    assert areas["area_id"].null_count() < 20
    facts = mean_age_facts(cells, areas, DAY)
    sums = dict(facts.group_by("variable").agg(pl.col("value").sum()).rows())
    assert sums["grid_persons_with_age"] == pytest.approx(80_060_723, abs=500)
    assert sums["grid_age_person_years"] / sums["grid_persons_with_age"] == pytest.approx(
        43.3, abs=0.06
    )  # the census: 43.3 completed years


def test_places_are_counted_and_an_area_without_any_has_none() -> None:
    places = tidy(
        pl.DataFrame([cell(0, 0) | {"value": 2.0}, cell(4, 4) | {"value": 1.0}, cell(90, 0) | {"value": 5.0}]),
        CELLS,
        variable="schools",
        period="2016",
        status="measured",
        source="jedeschule",
    )
    owners_of = cells_to_areas(places, AREAS, "ags")
    facts = place_count_facts(places, owners_of, pl.Series(["09000001", "09000002", "09000009"]), DAY)
    assert facts.schema == FACTS
    assert facts.select("area_id", "value", "status").rows() == [
        ("09000001", 3.0, "measured"),
        ("09000002", 0.0, "measured"),
        ("09000009", 0.0, "measured"),
    ]
