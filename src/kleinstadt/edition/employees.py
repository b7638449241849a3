"""Employees at the place of work, 2000 to 2022, from two densities of INKAR's.

INKAR publishes no number of employees by municipality, but residents per km² and residents and employees per km². Their
difference times the area is the number, to about one person per 100 km². What the Federal Employment Agency withholds
stands there as no employee at all, in some years wherever there are one or two, in others here and there. Such a number
is worked out from the Verband's total where that is known (INKAR 2021, to 2019), else taken from the nearest year.
"""

from datetime import date
from typing import Final

import polars as pl

from kleinstadt.sources.reading.tables import FACTS, tidy

EMPLOYEES: Final = "employees_workplace"
RESIDENTS: Final = "inkar_residents_per_km2"
BOTH: Final = "inkar_residents_and_employees_per_km2"

MADE_OF: Final = (RESIDENTS, BOTH, "population", "area_km2")
"""Variables that employees_facts asks for."""

OF_GEMEINDEN: Final = date(2022, 12, 31)  # borders of INKAR 2024
OF_VERBAENDE: Final = date(2019, 12, 31)  # of INKAR 2021

COUNTED: Final = ("2020",)
"""Year for which the BBSR gives the number itself (sources/bbsr/reference_2020.py)."""

FEW: Final = 2  # employees: in a year of which no such number is published, they are withheld
HOLE_FROM: Final = 5.0  # employees before and after a zero that is none
MOST_YEARS_APART: Final = 3
OTHER_AREA: Final = 0.005
"""From which share on INKAR's own area is taken, as its density says, not the register's.

It differs for Bremen and Bremerhaven alone, where the register counts the port of Bremerhaven to the other town.
"""
FEWEST_FOR_AREA: Final = 1000  # residents; below, a rounded density says little of the area


def employees_facts(facts: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Employees at the place of work by municipality, of every year with both densities.

    Years that the BBSR counts itself (COUNTED) are left out.

    Parameters
    ----------
    facts : pl.DataFrame
        FACTS, among them population and area_km2 of municipalities at both days, and both densities.
    members : pl.DataFrame
        area_id, verband of municipalities, territory, at both days.

    Returns
    -------
    pl.DataFrame
        FACTS of employees_workplace (persons); status "measured" where published or the only gap in its Verband's
        total, "modelled" where estimated, else "secret".
    """
    counted = _from_densities(facts, "gemeinde", OF_GEMEINDEN)
    if counted.is_empty():
        return pl.DataFrame(schema=FACTS)
    known = _without_withheld(counted)
    totals = _from_densities(facts, "verband", OF_VERBAENDE, members).rename({"area_id": "verband", "number": "total"})
    filled = _from_nearest_year(_from_totals(known, totals, members))
    kept = filled.filter(~pl.col("period").is_in(list(COUNTED)))
    constants = {"level": "gemeinde", "variable": EMPLOYEES, "territory": OF_GEMEINDEN, "source": "inkar_2024"}
    return tidy(kept.rename({"number": "value"}), FACTS, **constants)


def _from_densities(facts: pl.DataFrame, level: str, day: date, members: pl.DataFrame | None = None) -> pl.DataFrame:
    """area_id, period, residents (of `day`), number (of employees; null where the density is), in the borders of `day`.

    members : to add up residents and area of Verbände
    """
    here = facts.filter((pl.col("territory") == day) & (pl.col("level") == level))
    residents, both = (
        here.filter(pl.col("variable") == name).select("area_id", "period", pl.col("value").alias(column))
        for name, column in ((RESIDENTS, "residents_km2"), (BOTH, "both_km2"))
    )
    areas = _areas(facts, day, members)
    newest = residents.sort("period").group_by("area_id").agg(pl.col("residents_km2").last().alias("newest_km2"))
    said = pl.col("residents") / pl.col("newest_km2")
    other = (said / pl.col("area_km2") - 1).abs() > OTHER_AREA
    enough = pl.col("residents") >= FEWEST_FOR_AREA
    return (
        both.join(residents, on=["area_id", "period"])
        .join(newest, on="area_id")
        .join(areas, on="area_id")
        .with_columns(area=pl.when(other & enough).then(said).otherwise("area_km2"))
        .select(
            "area_id",
            "period",
            "residents",
            number=((pl.col("both_km2") - pl.col("residents_km2")) * pl.col("area")).round(0),
        )
        .sort("area_id", "period")
    )


def _areas(facts: pl.DataFrame, day: date, members: pl.DataFrame | None) -> pl.DataFrame:
    """area_id, residents, area_km2 of municipalities, or with `members` of their Verbände."""
    wanted = pl.col("variable").is_in(["population", "area_km2"]) & (pl.col("level") == "gemeinde")
    here = facts.filter(wanted & (pl.col("territory") == day))
    newest = here.sort("period", "source").unique(["area_id", "variable"], keep="last", maintain_order=True)
    wide = newest.pivot("variable", index="area_id", values="value")
    if not {"population", "area_km2"} <= set(wide.columns):
        return pl.DataFrame(schema={"area_id": pl.String, "residents": pl.Float64, "area_km2": pl.Float64})
    wide = wide.rename({"population": "residents"})
    if members is None:
        return wide
    of_day = members.filter(pl.col("territory") == day).select("area_id", "verband")
    sums = wide.join(of_day, on="area_id").group_by("verband").agg(pl.col("residents", "area_km2").sum())
    return sums.rename({"verband": "area_id"})


def _without_withheld(counted: pl.DataFrame) -> pl.DataFrame:
    """With null for zeros that cannot be: of a year without ones and twos, or between years with several employees."""
    number = pl.col("number")
    withholds = ~number.is_between(1, FEW).any().over("period")
    before, after = (number.shift(by).over("area_id", order_by="period") for by in (1, -1))
    hole = (before >= HOLE_FROM) & (after >= HOLE_FROM)
    withheld = (number == 0) & (pl.col("residents") > 0) & (withholds | hole)
    return counted.with_columns(number=pl.when(~withheld.fill_null(value=False)).then(number))


def _from_totals(known: pl.DataFrame, totals: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """With what the Verband has more than its known members, by residents; exact where only one is not known.

    Verbände whose members changed between the two days are left alone.
    """
    joined = known.join(_same_verbaende(members), on="area_id", how="left").join(
        totals.select("verband", "period", "total"), on=["verband", "period"], how="left"
    )
    gap = pl.col("number").is_null()
    of_verband = ["verband", "period"]
    rest = (pl.col("total") - pl.col("number").sum().over(of_verband)).clip(lower_bound=0.0)  # null where no total
    part = pl.col("residents") / pl.col("residents").filter(gap).sum().over(of_verband)
    estimate = pl.when(pl.col("verband").is_not_null() & (pl.col("residents") > 0)).then((rest * part).round(0))
    alone = gap.sum().over(of_verband) == 1
    return joined.select(
        "area_id",
        "period",
        number=pl.when(gap).then(estimate).otherwise("number"),
        status=pl.when(~gap | (estimate.is_not_null() & alone))
        .then(pl.lit("measured"))
        .when(estimate.is_not_null())
        .then(pl.lit("modelled"))
        .otherwise(pl.lit("secret")),
    )


def _same_verbaende(members: pl.DataFrame) -> pl.DataFrame:
    """area_id, verband of municipalities whose Verband has the same members at both days."""
    lists = (
        members.filter(pl.col("territory") == day).group_by("verband").agg(pl.col("area_id").sort())
        for day in (OF_GEMEINDEN, OF_VERBAENDE)
    )
    now, then = lists
    return now.join(then, on=["verband", "area_id"]).explode("area_id").select("area_id", "verband")


def _from_nearest_year(numbers: pl.DataFrame) -> pl.DataFrame:
    """With the number of the nearest year in place of what is still withheld, at most MOST_YEARS_APART away."""
    ordered = numbers.sort("area_id", "period")
    year = pl.col("period").cast(pl.Int32)
    sides = ordered.with_columns(
        at=pl.when(pl.col("number").is_not_null()).then(year),
    ).with_columns(
        *(pl.col(name).forward_fill().over("area_id").alias(f"{name}_before") for name in ("number", "at")),
        *(pl.col(name).backward_fill().over("area_id").alias(f"{name}_after") for name in ("number", "at")),
    )
    before, after = year - pl.col("at_before"), pl.col("at_after") - year
    near = [gap.fill_null(MOST_YEARS_APART + 1) for gap in (before, after)]
    nearest = pl.when(near[0] <= near[1]).then("number_before").otherwise("number_after")
    reachable = pl.col("number").is_null() & (pl.min_horizontal(near) <= MOST_YEARS_APART)
    return sides.select(
        "area_id",
        "period",
        number=pl.when(reachable).then(nearest).otherwise("number"),
        status=pl.when(reachable).then(pl.lit("modelled")).otherwise("status"),
    )
