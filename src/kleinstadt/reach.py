"""Reachable day population of every Verband at every date of the register: modelled once, kept in the edition.

Travel times and commuting are those of one year (BASE_YEAR); the residents are those of each date, carried to the
borders of that year. A Verband of another date has the potential of the place where most of its people live. So a
change over time is a change of the people around, never of roads or of commuting.
"""

from datetime import date
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.access.centres import centres, joint_centres
from kleinstadt.access.declared import abroad
from kleinstadt.access.modelled import modelled_times
from kleinstadt.access.potential import CALIBRATED, day_population, kreis_commuters
from kleinstadt.indicators.population import POPULATION
from kleinstadt.observatory import Edition
from kleinstadt.sources.reading import FACTS, tidy
from kleinstadt.territory.grid import cells_to_areas

BASE_YEAR: Final = 2019
VARIABLE: Final = "potential_persons"
SOURCE: Final = "reach_model"
DEGREES: Final = 4326
GRID: Final = 3035


def potential_facts(edition: Edition, cells: pl.DataFrame) -> pl.DataFrame:
    """FACTS of the potential (persons, modelled) of all Verbände at all dates of the register.

    cells : CELLS of the census grid with the variable grid_population
    """
    places = base_places(edition, cells)
    weights = CALIBRATED.weight(modelled_times(places))
    beyond = abroad()["population"].to_numpy().astype(np.float64)
    frames = []
    for year, day in edition.gazetteer.years.items():
        reach = weights @ np.concatenate([_people_by_day(edition, places, year), beyond])
        at_base = places.select("verband").with_columns(value=pl.Series(reach))
        found = _base_verband(edition, year).join(at_base, left_on="base", right_on="verband")
        frames.append(_facts(found, day, year))
    return pl.concat(frames)


def _facts(found: pl.DataFrame, day: date, year: int) -> pl.DataFrame:
    rows = found.select(area_id="verband", value=pl.col("value").round(0))
    constants = {"level": "verband", "variable": VARIABLE, "status": "modelled", "source": SOURCE}
    return tidy(rows, FACTS, territory=day, period=str(year), **constants).sort("area_id")


def base_places(edition: Edition, cells: pl.DataFrame) -> pl.DataFrame:
    """Verbände of BASE_YEAR as places: where their people live, how far spread, in how much forest, who commutes.

    Returns verband, x, y (metres EPSG:3035), spread_km, persons (residents), forest_share (0 to 1), balance
    (in-commuters minus out-commuters, persons), sorted by verband.
    """
    towns = base_municipalities(edition, cells)
    lon, lat = towns["lon"].to_numpy(), towns["lat"].to_numpy()
    x, y = _to_grid(lon, lat)
    located = towns.with_columns(
        x=pl.coalesce("x", pl.Series(x)), y=pl.coalesce("y", pl.Series(y)), spread_km=pl.col("spread_km").fill_null(0)
    ).filter(pl.col("x").is_finite())
    joint = joint_centres(located.select("x", "y", "spread_km", area_id="verband", persons="population"))
    forest = (pl.col("forest_share") * pl.col("area_km2")).sum() / pl.col("area_km2").sum() / 100
    sums = towns.group_by("verband").agg(pl.col("balance").sum(), forest_share=forest)
    return joint.rename({"area_id": "verband"}).join(sums, on="verband").sort("verband")


def _to_grid(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from pyproj import Transformer

    x, y = Transformer.from_crs(DEGREES, GRID, always_xy=True).transform(lon, lat)
    return np.asarray(x), np.asarray(y)


def base_municipalities(edition: Edition, cells: pl.DataFrame) -> pl.DataFrame:
    """Municipalities of BASE_YEAR: columns of `members`, balance (commuters), forest_share (pct), x, y, spread_km."""
    towns = edition.members(BASE_YEAR)
    for name in ("employees_workplace", "working_age_population", "forest_share"):
        values = edition.indicator(name, BASE_YEAR, "gemeinde").select("ags", pl.col("value").alias(name))
        towns = towns.join(values, on="ags", how="left")
    flows = edition.store.scan("flows").filter(pl.col("variable") == "commuters").collect()
    by_day = day_population(
        towns["population"],
        towns["employees_workplace"],
        towns["working_age_population"],
        towns["kreis"],
        kreis_commuters(flows),
    )
    people = cells.filter(pl.col("variable") == "grid_population").select("x", "y", persons="value").drop_nulls()
    shapes = edition.polygons(BASE_YEAR, "gemeinde").rename_axis("ags").reset_index()
    owners = cells_to_areas(people, shapes, "ags")
    middle = centres(people.join(owners, on=["x", "y"])).rename({"area_id": "ags"}).drop("persons")
    return towns.with_columns(balance=by_day - towns["population"]).join(middle, on="ags", how="left")


def _people_by_day(edition: Edition, places: pl.DataFrame, year: int) -> NDArray[np.float64]:
    """Residents of a year (where unknown, of BASE_YEAR) plus the commuters of BASE_YEAR, one value a place."""
    towns = edition.members(BASE_YEAR).select("ags", "verband", known="population")
    then = edition.engine.parts(POPULATION, edition.territory(BASE_YEAR), when=year + 1).select("ags", "numerator")
    persons = towns.join(then, on="ags", how="left").with_columns(persons=pl.coalesce("numerator", "known"))
    sums = persons.group_by("verband").agg(pl.col("persons").sum())
    joined = places.select("verband", "balance").join(sums, on="verband", how="left", maintain_order="left")
    return joined.select((pl.col("persons") + pl.col("balance")).clip(0)).to_series().to_numpy()


def _base_verband(edition: Edition, year: int) -> pl.DataFrame:
    """For each Verband of a year the one of BASE_YEAR where most of its people live: verband, base."""
    way = edition.crosswalk.between(edition.territory(year), edition.territory(BASE_YEAR))
    then = edition.members(year).select("ags", "verband", "population", "area_km2")
    base = edition.members(BASE_YEAR).select("ags", base="verband")
    shares = way.join(then, left_on="from_id", right_on="ags").join(base, left_on="to_id", right_on="ags")
    size = pl.col("population").fill_null(0) * pl.col("weight_population")
    tie = pl.col("area_km2").fill_null(0) * pl.col("weight_area") * 1e-6  # who lives nowhere belongs where its land is
    sums = shares.group_by("verband", "base").agg((size + tie).sum().alias("size"))
    ordered = sums.sort("verband", "size", "base", descending=[False, True, False])
    return ordered.unique("verband", keep="first", maintain_order=True).select("verband", "base")
