"""Gazetteers that forgot land: a list whose municipalities leave out what the lists before and after agree on.

The list of 31.12.1998 is one: it has that day's keys, but the land and the people of 1997 without what the newly
formed municipalities had absorbed. No key shows it; their area does.
"""

from typing import Final

import polars as pl

from kleinstadt.territory.crosswalk import Crosswalk

SHARE: Final = 0.95  # of the land that both neighbours in time have: less is a gap, no new survey
LEAST_KM2: Final = 1.0


def short_of_land(crosswalk: Crosswalk) -> pl.DataFrame:
    """Areas of the newest gazetteer that, carried there, lack land on one day which they had before and have after.

    Returns territory, area_id, area_km2 (that day), usual_km2 (the lesser of the two neighbouring days), sorted. Counts
    of that day for these areas are too small as well. The first and the last day have one neighbour: never listed.
    """
    days = sorted(crosswalk.units["territory"].unique().to_list())
    carried = []
    for day in days:
        units = crosswalk.units.filter(pl.col("territory") == day).select("area_id", value="area_km2")
        land, _ = crosswalk.carry(units, day, days[-1], "area")
        carried.append(land.select("area_id", area_km2="value", territory=pl.lit(day)))
    land = pl.concat(carried).sort("area_id", "territory")
    before, after = (pl.col("area_km2").shift(step).over("area_id") for step in (1, -1))
    known = before.is_not_null() & after.is_not_null()
    land = land.with_columns(usual_km2=pl.when(known).then(pl.min_horizontal(before, after)))
    short = (pl.col("area_km2") < SHARE * pl.col("usual_km2")) & (pl.col("usual_km2") - pl.col("area_km2") > LEAST_KM2)
    return land.filter(short).select("territory", "area_id", "area_km2", "usual_km2").sort("territory", "area_id")
