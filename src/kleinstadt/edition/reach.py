"""What lies how near to every Verband: modelled once, when an edition is built, and kept in it.

- the day population that can be reached (`potential_persons`), of every Verband at every date of the register
- commuters of every municipality in BASE_YEAR, in minus out (`commuter_balance_persons`)
- minutes by car from the middle of every municipality of BASE_YEAR to the nearest Oberzentrum, Mittelzentrum, Großstadt

Travel times and commuting are those of one year; the residents are those of each date, carried to the borders of that
year. A Verband of another date has the potential of the place where most of its people live. So a change over time is
a change of the people around, never of roads or of commuting. The official minutes of 2020 correct the potential of
every date alike.
"""

from datetime import date
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.land import FOREST_SHARE
from kleinstadt.indicators.location import (
    MINUTES_TO_GROSSSTADT,
    MINUTES_TO_MOTORWAY,
    MINUTES_TO_OBERZENTRUM,
    MODELLED_MINUTES_TO_MITTELZENTRUM,
    MODELLED_MINUTES_TO_OBERZENTRUM,
    POTENTIAL,
)
from kleinstadt.indicators.population import AREA, POPULATION
from kleinstadt.indicators.work import COMMUTER_BALANCE, EMPLOYEES, WORKING_AGE
from kleinstadt.sources.reading.tables import FACTS, tidy
from kleinstadt.travel.modelled.centres import centres, joint_centres
from kleinstadt.travel.modelled.correction import FITTED_CORRECTION
from kleinstadt.travel.modelled.declared import abroad
from kleinstadt.travel.modelled.potential import (
    CALIBRATED,
    commuter_balance,
    day_population,
    kreis_commuters,
    potentials,
)
from kleinstadt.travel.modelled.roads import WAYS, RoadModel, road_model
from kleinstadt.travel.walking.cells import to_metres
from kleinstadt.typologies.central_places import FUNCTION, functions_at

BASE_YEAR: Final = 2019
SOURCE: Final = "reach_model"
EASTERN: Final = ("11", "12", "13", "14", "15", "16")  # Berlin and the eastern Länder
INPUTS: Final = (POPULATION, AREA, EMPLOYEES, WORKING_AGE, FOREST_SHARE, MINUTES_TO_MOTORWAY, MINUTES_TO_OBERZENTRUM)


def inputs(facts: pl.DataFrame) -> pl.DataFrame:
    """The facts that are needed here, a tenth of all: an edition of these alone answers faster.

    Parameters
    ----------
    facts : pl.DataFrame
        FACTS of an edition.

    Returns
    -------
    pl.DataFrame
        FACTS of the variables of INPUTS.
    """
    return facts.filter(pl.col("variable").is_in([name for found in INPUTS for name in found.variables]))


def reach_facts(edition: Edition, homes: pl.DataFrame) -> pl.DataFrame:
    """All that is modelled here, each with the status "modelled".

    Parameters
    ----------
    edition : Edition
        Of the facts that `inputs` gives, at least.
    homes : pl.DataFrame
        x, y (cells of the census grid, metres EPSG:3035), persons, piece (geometry.py).

    Returns
    -------
    pl.DataFrame
        FACTS: potential_persons, commuter_balance_persons, and minutes by car to the nearest centres.
    """
    towns = base_municipalities(edition, homes)
    places = base_places(towns)
    roads = road_model(places)
    potentials_, balances = _potential_facts(edition, places, roads), _balance_facts(edition, towns)
    return pl.concat([potentials_, balances, _minutes_facts(edition, towns)])


def base_municipalities(edition: Edition, homes: pl.DataFrame) -> pl.DataFrame:
    """Municipalities of BASE_YEAR: columns of `members`, balance (commuters), forest_share (pct), x, y, spread_km.

    Parameters
    ----------
    edition : Edition
        The edition.
    homes : pl.DataFrame
        x, y (metres EPSG:3035), persons, piece of the populated cells.

    Returns
    -------
    pl.DataFrame
        One row a municipality; x, y (metres EPSG:3035) are the centre of where its people live, null where nobody does.
    """
    towns = edition.members(BASE_YEAR)
    for name in (EMPLOYEES.id, WORKING_AGE.id, FOREST_SHARE.id):
        values = edition.indicator(name, BASE_YEAR, "gemeinde").select("ags", pl.col("value").alias(name))
        towns = towns.join(values, on="ags", how="left")
    flows = edition.store.scan("flows").filter(pl.col("variable") == "commuters").collect()
    people, jobs, able = (towns[found.id] for found in (POPULATION, EMPLOYEES, WORKING_AGE))
    balance = commuter_balance(people, jobs, able, towns["kreis"], kreis_commuters(flows))
    owned = homes.join(edition.base_polygons(BASE_YEAR), on="piece", how="left").rename({"ags": "area_id"})
    middle = centres(owned).rename({"area_id": "ags"}).drop("persons")
    return towns.with_columns(balance=balance).join(middle, on="ags", how="left", maintain_order="left")


def base_places(towns: pl.DataFrame) -> pl.DataFrame:
    """Verbände of BASE_YEAR as places: where their people live, how far spread, in how much forest, who commutes.

    Parameters
    ----------
    towns : pl.DataFrame
        As from `base_municipalities`.

    Returns
    -------
    pl.DataFrame
        verband, x, y (metres EPSG:3035), spread_km, persons (residents), forest_share (0 to 1, null where not known),
        balance (in-commuters minus out-commuters, persons), eastern, sorted by verband.
    """
    x, y = to_metres(towns["lon"].to_numpy(), towns["lat"].to_numpy())
    located = towns.with_columns(
        x=pl.coalesce("x", pl.Series(x)), y=pl.coalesce("y", pl.Series(y)), spread_km=pl.col("spread_km").fill_null(0)
    ).filter(pl.col("x").is_finite())
    joint = joint_centres(located.select("x", "y", "spread_km", area_id="verband", persons="population"))
    forest = (pl.col("forest_share") * pl.col("area_km2")).sum() / pl.col("area_km2").sum() / 100
    sums = towns.group_by("verband").agg(pl.col("balance").sum(), forest_share=forest.fill_nan(None))
    eastern = pl.col("verband").str.slice(0, 2).is_in(EASTERN)
    return joint.rename({"area_id": "verband"}).join(sums, on="verband").with_columns(eastern=eastern).sort("verband")


def _potential_facts(edition: Edition, places: pl.DataFrame, roads: RoadModel) -> pl.DataFrame:
    years = edition.gazetteer.years
    beyond = abroad()["population"].to_numpy().astype(np.float64)
    people = [np.concatenate([_people_by_day(edition, places, year), beyond]) for year in years]
    reached = potentials(roads.times(CALIBRATED.limit_min), np.column_stack(people))
    reached *= official_factor(edition, places, roads)[:, None]
    frames = []
    for (year, day), persons in zip(years.items(), reached.T, strict=True):
        at_base = places.select("verband").with_columns(value=pl.Series(persons).round(0))
        found = _base_verband(edition, year).join(at_base, left_on="base", right_on="verband")
        frames.append(_facts(found.rename({"verband": "area_id"}), POTENTIAL.id, "verband", day, year))
    return pl.concat(frames)


def _balance_facts(edition: Edition, towns: pl.DataFrame) -> pl.DataFrame:
    values = towns.select(area_id="ags", value=pl.col("balance").round(0))
    return _facts(values, COMMUTER_BALANCE.id, "gemeinde", edition.territory(BASE_YEAR), BASE_YEAR)


def official_factor(edition: Edition, places: pl.DataFrame, roads: RoadModel) -> NDArray[np.float64]:
    """What the official minutes make of the potential of each place (travel/modelled/correction.py).

    Parameters
    ----------
    edition : Edition
        The edition.
    places : pl.DataFrame
        As from `base_places`.
    roads : RoadModel
        Modelled roads between these places.

    Returns
    -------
    array of float, one entry a place
        What the modelled potential is multiplied by.
    """
    day, members = edition.territory(BASE_YEAR), edition.members(BASE_YEAR)
    centres_ = members.filter(pl.col("ags").is_in(places_from(day, "upper").to_list()))["verband"]
    modelled = roads.to_nearest(places["verband"].is_in(centres_.to_list()).arg_true().to_numpy())
    motorway, oberzentrum = (
        official_minutes(edition, places, found.id) for found in (MINUTES_TO_MOTORWAY, MINUTES_TO_OBERZENTRUM)
    )
    inhabited = (places["persons"] > 0).to_numpy()
    return FITTED_CORRECTION.factor(motorway, oberzentrum, modelled, inhabited)


def places_from(day: date, least: str) -> pl.Series:
    """Keys of the municipalities that have at least this central-place function on a day.

    Parameters
    ----------
    day : date
        The day.
    least : str
        One of FUNCTION, "middle".

    Returns
    -------
    pl.Series of str
        Keys of municipalities.
    """
    return functions_at(day).filter(pl.col("function") >= pl.lit(least, FUNCTION))["ags"]


def official_minutes(edition: Edition, places: pl.DataFrame, indicator: str) -> NDArray[np.float64]:
    """Official minutes from each place, NaN where there are none.

    Parameters
    ----------
    edition : Edition
        The edition.
    places : pl.DataFrame
        With the column verband.
    indicator : str
        Id of an indicator in minutes.

    Returns
    -------
    array of float, one entry a place
        Minutes in BASE_YEAR.
    """
    if indicator not in edition.indicators:
        return np.full(places.height, np.nan)
    found = edition.indicator(indicator, BASE_YEAR).select("verband", "value")
    joined = places.select("verband").join(found, on="verband", how="left", maintain_order="left")
    return joined["value"].cast(pl.Float64).fill_null(np.nan).to_numpy()


def way_places(towns: pl.DataFrame) -> pl.DataFrame:
    """Municipalities as places from which ways begin.

    The point is the register's (a municipality's middle); where it has none, the centre of its people. People are not
    spread: the way begins at the point.

    Parameters
    ----------
    towns : pl.DataFrame
        As from `base_municipalities`.

    Returns
    -------
    pl.DataFrame
        ags, verband, area_km2, x, y (metres EPSG:3035), spread_km (0), forest_share (0 to 1), eastern.
    """
    x, y = to_metres(towns["lon"].to_numpy(), towns["lat"].to_numpy())
    points = towns.with_columns(_x=pl.Series(x).fill_nan(None), _y=pl.Series(y).fill_nan(None))
    return points.select(
        "ags",
        "verband",
        "area_km2",
        x=pl.coalesce("_x", "x"),
        y=pl.coalesce("_y", "y"),
        spread_km=pl.lit(0.0),
        forest_share=pl.col("forest_share") / 100,
        eastern=pl.col("verband").str.slice(0, 2).is_in(EASTERN),
    ).filter(pl.col("x").is_finite() & pl.col("y").is_finite())


def _minutes_facts(edition: Edition, towns: pl.DataFrame) -> pl.DataFrame:
    """Minutes from each municipality to the nearest with a centre; 0 where it is one itself."""
    day, places = edition.territory(BASE_YEAR), way_places(towns)
    roads = road_model(places, speeds=WAYS)
    cities = towns.filter(pl.col("type") == "grossstadt")["ags"]
    goals = {
        MODELLED_MINUTES_TO_OBERZENTRUM.id: places_from(day, "upper"),
        MODELLED_MINUTES_TO_MITTELZENTRUM.id: places_from(day, "middle"),
        MINUTES_TO_GROSSSTADT.id: cities,
    }
    frames = []
    for variable, centres_ in goals.items():
        minutes = pl.Series(roads.to_nearest(places["ags"].is_in(centres_.to_list()).arg_true().to_numpy()))
        rows = places.select(area_id="ags", value=pl.when(minutes.is_finite()).then(minutes.round(1)))
        frames.append(_facts(rows, variable, "gemeinde", day, BASE_YEAR))
    return pl.concat(frames)


def _facts(rows: pl.DataFrame, variable: str, level: str, day: date, year: int) -> pl.DataFrame:
    """FACTS of one variable, from area_id and value; what has no value is missing."""
    said = pl.when(pl.col("value").is_null()).then(pl.lit("missing")).otherwise(pl.lit("modelled"))
    constants = {"level": level, "variable": variable, "territory": day, "period": str(year), "source": SOURCE}
    return tidy(rows.select("area_id", "value", status=said), FACTS, **constants).sort("area_id")


def _people_by_day(edition: Edition, places: pl.DataFrame, year: int) -> NDArray[np.float64]:
    """Residents of a year (where unknown, of BASE_YEAR) plus the commuters of BASE_YEAR, one value a place."""
    towns = edition.members(BASE_YEAR).select("ags", "verband", known="population")
    then = edition.engine.frame(POPULATION, edition.territory(BASE_YEAR), when=year + 1).select("ags", "numerator")
    persons = towns.join(then, on="ags", how="left").with_columns(persons=pl.coalesce("numerator", "known"))
    sums = persons.group_by("verband").agg(pl.col("persons").sum())
    joined = places.select("verband", "balance").join(sums, on="verband", how="left", maintain_order="left")
    return day_population(joined["persons"], joined["balance"]).to_numpy()


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
