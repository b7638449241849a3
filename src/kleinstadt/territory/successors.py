"""Who became whom between two days that no publisher links directly, e.g. 1990 to 2005, or back from 2023 to 2019.

Both days are linked forward to a later day, the hub. Units of both days that end in the same unit of the hub share
land there; how much each pair shares is settled in this order:

1. The same key, or else the same name: the unit went on. It keeps the smaller of its two areas.
2. A unit that ends gives its land to those that are new or grew by enough; a new unit takes from those that ended or
   shrank by enough; what is left over is divided in proportion. Differences below 2 % are taken for surveying.
3. The people of a pair are the later gazetteer's people (those of the target) in proportion to the shared land.

So a simple merger or its reverse is exact by construction, and only real divisions are estimates ("modelled").
"""

from typing import Final

import polars as pl

SURVEYING: Final = 0.02  # of a unit's area: smaller differences between two gazetteers are no change of borders
ENOUGH: Final = 0.8  # of the land in question: as much must one unit have gained if the other's land went there

GIVER: Final = ("from_id", "hub")
TAKER: Final = ("to_id", "hub")
WEIGHTS: Final = ("weight_population", "weight_area", "weight_employees")


def successors(
    forward: pl.DataFrame, backward: pl.DataFrame, units: pl.DataFrame, target_units: pl.DataFrame
) -> pl.DataFrame:
    """Shares of the units of one day that belong to those of another.

    Parameters
    ----------
    forward, backward : pl.DataFrame
        Crosswalk rows (from_id, to_id, weights, status) from source day and target day to the same hub; keys, or their
        numbers in the same order.
    units, target_units : pl.DataFrame
        Gazetteers of the two days: area_id, name, population (persons), area_km2.

    Returns
    -------
    pl.DataFrame
        Crosswalk rows from source to target. For each source unit the weights sum to what `forward` assigns of it;
        "modelled" where a unit was divided.

    Notes
    -----
    The rule stands at the head of this module. It is our own; mergers and their reverse are exact, only divisions are
    estimates.
    """
    taking = backward.select(
        hub="to_id", to_id="from_id", part_of_people="weight_population", part_of_land="weight_area"
    )
    pairs = forward.rename({"to_id": "hub"}).join(taking, on="hub")
    alone = pairs.select(alone=pl.len().over("hub") == 1)["alone"]  # nine of ten: nothing is there to be divided
    whole = pairs.filter(alone).with_columns(by_land=1.0, by_people=1.0)
    parts = [whole, _divided(_described(pairs.filter(~alone), units, target_units))]
    told = ("from_id", "hub", "to_id", *WEIGHTS, "status", "by_land", "by_people")
    # Sums over the pairs are of the same order each time: another order has another last digit, and breaks ties.
    in_order = pl.concat([part.select(told) for part in parts]).sort(*GIVER, "to_id")
    rows = in_order.group_by("from_id", "to_id", maintain_order=True).agg(
        weight_population=(pl.col("weight_population") * pl.col("by_people")).sum(),
        weight_area=(pl.col("weight_area") * pl.col("by_land")).sum(),
        weight_employees=(pl.col("weight_employees") * pl.col("by_people")).sum(),
        estimated=((pl.col("by_land") < 1) & (pl.col("by_land") > 0)).any() | (pl.col("status") == "modelled").any(),
    )
    status = pl.when(pl.col("estimated")).then(pl.lit("modelled")).otherwise(pl.lit("measured"))
    rows = rows.with_columns(status=status).drop("estimated")
    return rows.filter((pl.col("weight_population") > 0) | (pl.col("weight_area") > 0))


def _divided(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `by_land` and `by_people`: each pair's share of its giver's land and people."""
    pairs = _shared_land(_matched(pairs))
    people = pl.col("people") * pl.col("land") / pl.col("land").sum().over(TAKER)
    pairs = pairs.with_columns(people.fill_nan(0.0).alias("people"))
    by_land = _share("land")
    by_people = pl.when(pl.col("people").sum().over(GIVER) > 0).then(_share("people")).otherwise(by_land)
    return pairs.with_columns(by_land=by_land, by_people=by_people)


def _described(pairs: pl.DataFrame, units: pl.DataFrame, target_units: pl.DataFrame) -> pl.DataFrame:
    """Pairs with land in the same unit of the hub: names of both, km² there of both, and the people of the target."""
    giving = _named(units).select("from_id", "name", "area_km2")
    taking = _named(target_units).select("population", to_id="from_id", target_name="name", target_km2="area_km2")
    described = pairs.join(giving, on="from_id", how="left").join(taking, on="to_id", how="left")
    found = described.with_columns(
        area=pl.col("weight_area") * pl.col("area_km2").fill_null(0.0),
        target_area=pl.col("part_of_land") * pl.col("target_km2").fill_null(0.0),
        people=pl.col("part_of_people") * pl.col("population").fill_null(0.0),
    )
    return found.sort(*GIVER, "to_id")


def _named(units: pl.DataFrame) -> pl.DataFrame:
    """Names without what follows the comma ("Halle (Saale), Stadt" is "halle (saale)")."""
    name = pl.col("name").str.split(",").list.first().str.strip_chars().str.to_lowercase()
    return units.select("population", "area_km2", from_id="area_id", name=name)


def _matched(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `same`: the same key, or the same name where neither side has a unit of the same key."""
    same_key = pl.col("from_id") == pl.col("to_id")
    same_name = (pl.col("name") == pl.col("target_name")).fill_null(False)
    keyless = ~same_key.any().over(GIVER) & ~same_key.any().over(TAKER)
    pairs = pairs.with_columns(same=same_key | (same_name & keyless))
    lone = (pl.col("same").sum().over(GIVER) <= 1) & (pl.col("same").sum().over(TAKER) <= 1)
    return pairs.with_columns(same=pl.col("same") & lone)


def _shared_land(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `land`: km² that a pair shares, never all zero for a giver nor, if its hub has givers, for a taker."""
    kept = pl.when(pl.col("same")).then(pl.min_horizontal("area", "target_area")).otherwise(0.0)
    pairs = pairs.with_columns(
        kept=kept, goes_on=pl.col("same").any().over(GIVER), existed=pl.col("same").any().over(TAKER)
    )
    left = pl.col("area") - pl.col("kept").sum().over(GIVER)
    wanted = pl.col("target_area") - pl.col("kept").sum().over(TAKER)
    pairs = pairs.with_columns(
        left=pl.when(pl.col("goes_on") & (left <= SURVEYING * pl.col("area"))).then(0.0).otherwise(left),
        wanted=pl.when(pl.col("existed") & (wanted <= SURVEYING * pl.col("target_area"))).then(0.0).otherwise(wanted),
    )
    ended, new = ~pl.col("goes_on"), ~pl.col("existed")
    grew_enough = pl.col("wanted") >= ENOUGH * pl.col("left")
    shrank_enough = pl.col("left") >= ENOUGH * pl.col("wanted")
    possible = pl.when(ended & ~new).then(grew_enough).when(new & ~ended).then(shrank_enough).otherwise(True)
    offer = pl.when(possible & ~pl.col("same")).then(pl.col("wanted")).otherwise(0.0)
    pairs = pairs.with_columns(offer=offer)
    moved = (pl.col("left") * _share("offer")).fill_nan(0.0)
    pairs = pairs.with_columns(land=pl.col("kept") + moved)
    forgotten = pl.col("land").sum().over(TAKER) == 0
    spread = pl.col("target_area") * pl.col("area") / pl.col("area").sum().over(TAKER)
    pairs = pairs.with_columns(land=pl.when(forgotten).then(spread.fill_nan(0.0)).otherwise(pl.col("land")))
    return _never_empty(pairs)


def _never_empty(pairs: pl.DataFrame) -> pl.DataFrame:
    """A giver without any land so far goes by the takers' areas, or in equal parts where nothing is known."""
    lost = pl.col("land").sum().over(GIVER) == 0
    pairs = pairs.with_columns(land=pl.when(lost).then(pl.col("target_area")).otherwise(pl.col("land")))
    return pairs.with_columns(land=pl.when(pl.col("land").sum().over(GIVER) == 0).then(1.0).otherwise(pl.col("land")))


def _share(name: str) -> pl.Expr:
    return pl.col(name) / pl.col(name).sum().over(GIVER)
