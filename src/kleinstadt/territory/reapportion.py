"""Carrying counts over reforms, from the municipalities of any day to those of any other, 1990 to 2025.

Forward to a day that the publishers link to (31.12. of 2019 ... 2023, then the official lists of changes) their own
shares are used, one step after the other. For any other target (back in time, or forward to a day before 2019) both
days are followed forward to a day they have in common and compared there: successors.py. A key of a gazetteer that
its own year's links lack is looked up in the neighbouring year's, then in repairs.csv, which gives each reason.

Only counts are carried. A rate is computed again from its carried parts; it is never carried itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt import keys
from kleinstadt.errors import AggregationError, UnknownNameError
from kleinstadt.memory import Kept
from kleinstadt.sources.reading.tables import Schema
from kleinstadt.territory.coding import Codes, Floats, beside, coded, floats, named, words_of
from kleinstadt.territory.crosswalk import WEIGHTS, Weight, aligned, chained, identity
from kleinstadt.territory.successors import successors

CROSSWALK: Final[Schema] = {
    "from_id": pl.String,
    "to_id": pl.String,
    "weight_population": pl.Float64,  # shares of the giving area, 0 to 1
    "weight_area": pl.Float64,
    "weight_employees": pl.Float64,  # like the people where the publisher gives none
    "status": pl.String,  # measured: whole areas and the publishers' shares; modelled: shares estimated here
}

UNITS: Final = ("territory", "area_id", "name", "population", "area_km2")
MEMORY: Final = 60_000_000  # bytes of crosswalks between two days, made once; one takes 1 to 2 MB
LEAST_REST: Final = 1e-9  # of an area; less is rounding
LISTS_REMEMBERED: Final = 8
GAZETTEER_SOURCES: Final = ("gv", "bbsr_reference", "bbsr_reference_2020")


def carry(
    counts: pl.DataFrame,
    crosswalk: "pl.DataFrame | Ways",
    weight: Weight = "population",
    absent: str = "missing",
    *,
    empty: pl.Series | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Carry counts over a crosswalk: the values in the new borders, and what could not be assigned.

    counts : area_id, value (Float64; null = missing), one row an area; and status, if there is more to say than that
    crosswalk : rows as in CROSSWALK
    weight : by what a divided area is divided; fits the count: persons by population, km² by area, jobs by employees
    absent : an area of the crosswalk without a row in `counts` is "missing", or "nothing" (the source lists only areas
        that have any)
    empty : areas in which nobody lives; unknown, they harm no sum of people or jobs, unless nothing else is in it
    Returns (area_id, value, status) and (area_id, value): value is null where any part is missing, and status says why;
    "modelled" where a share was estimated, or a part was modelled before. The sum of both frames is the sum of `counts`
    where nothing is missing.
    Raises AggregationError for doubled areas or an unknown weight.
    """
    _refuse_unfit(counts, weight)
    ways = crosswalk if isinstance(crosswalk, Ways) else Ways.of(crosswalk)
    known = _Known.of(counts, ways)
    idle = np.zeros(len(ways.givers), dtype=np.bool_)
    if empty is not None and weight != "area":  # a forest that joins a town brings it land, and nobody
        without_people = ways.rows_of(empty)
        idle[without_people[without_people >= 0]] = True
        idle &= np.isnan(known.value)
    return _carried(ways, known, weight, idle, absent), _unassigned(counts, ways, known, weight)


@dataclass(frozen=True)
class Ways:
    """A crosswalk as arrays: one entry a pair of giver and taker, told by their places in `givers` and `takers`.

    shares : by weight, of the giver, 0 to 1; estimated : whether the share is; both one entry a pair
    """

    givers: pl.Series
    takers: pl.Series
    giver: Codes
    taker: Codes
    shares: dict[str, Floats]
    estimated: NDArray[np.bool_]
    _asked: dict[tuple[int, str], tuple[pl.Series, Codes]] = field(default_factory=dict, compare=False)

    def rows_of(self, areas: pl.Series) -> Codes:
        """Of each area its place among the givers, -1 for a stranger.

        A publisher's figures come with the same list of areas again and again, and comparing two lists takes a
        hundredth of the time of looking each area up: so the last lists are remembered.
        """
        which = (len(areas), str(areas[0])) if len(areas) else (0, "")
        known = self._asked.get(which)
        if known is not None and known[0].equals(areas):
            return known[1]
        numbered = self.givers.alias("area_id").to_frame().with_row_index("row")
        found = areas.alias("area_id").to_frame().join(numbered, on="area_id", how="left", maintain_order="left")
        rows = found["row"].cast(pl.Int64).fill_null(-1).to_numpy()
        if len(self._asked) >= LISTS_REMEMBERED:
            self._asked.clear()
        self._asked[which] = (areas, rows)
        return rows

    @classmethod
    def of(cls, crosswalk: pl.DataFrame) -> "Ways":
        """The crosswalk's rows (CROSSWALK), in their order."""
        givers, giver = coded(crosswalk["from_id"])
        takers, taker = coded(crosswalk["to_id"])
        shares = {name: floats(crosswalk[name]) for name in WEIGHTS}
        return cls(givers, takers, giver, taker, shares, crosswalk["status"].eq_missing("modelled").to_numpy())

    def some(self, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether a taker has any of the marked pairs."""
        return np.asarray(np.bincount(self.taker[marked], minlength=len(self.takers)) > 0)


@dataclass(frozen=True)
class _Known:
    """Counts in the order of the givers: value (NaN for missing), whether there is a row, its status as a place."""

    value: Floats
    given: NDArray[np.bool_]
    said: Codes
    statuses: tuple[str, ...]
    row: Codes  # of each count the place of its area among the givers, -1 for a stranger

    @classmethod
    def of(cls, counts: pl.DataFrame, ways: Ways) -> "_Known":
        row, areas = ways.rows_of(counts["area_id"]), len(ways.givers)
        there, at = row >= 0, row[row >= 0]
        value, given, said = np.full(areas, np.nan), np.zeros(areas, dtype=np.bool_), np.full(areas, -1)
        value[at], given[at] = floats(counts["value"])[there], True
        statuses: tuple[str, ...] = ()
        if "status" in counts.columns:
            statuses, codes = words_of(counts["status"])
            said[at] = codes[there]
        return cls(value, given, said, statuses, row)


def _carried(ways: Ways, known: _Known, weight: Weight, idle: NDArray[np.bool_], absent: str) -> pl.DataFrame:
    """What arrives: area_id, value, status."""
    share, given, idle = ways.shares[f"weight_{weight}"], known.given[ways.giver], idle[ways.giver]
    said = known.said[ways.giver]
    counted = ways.some(given)[ways.taker] & (given if absent == "nothing" else True)
    counted = counted & (~idle | ~ways.some(counted & ~idle)[ways.taker])
    nothing = share == 0  # a forest once joined to a town gets back none of its people, known or not
    moved = np.where(nothing, 0.0, known.value[ways.giver] * share)
    unknown = counted & np.isnan(moved)
    sums = np.bincount(ways.taker[counted], moved[counted], minlength=len(ways.takers))  # NaN where a part is unknown
    modelled = said == (known.statuses.index("modelled") if "modelled" in known.statuses else -2)
    estimated = ways.some(counted & (ways.estimated | (modelled & ~nothing)))
    words = (*known.statuses, "missing", "modelled", "measured")
    status = np.where(estimated, len(words) - 2, len(words) - 1)
    reason = np.where(said >= 0, said, len(known.statuses))
    lacking = ways.some(unknown)
    status[lacking] = len(known.statuses)
    np.minimum.at(status, ways.taker[unknown], reason[unknown])
    reached = ways.some(counted)
    values = pl.Series("value", sums[reached], nan_to_null=True)
    areas = ways.takers if reached.all() else ways.takers.filter(pl.Series(reached))
    return pl.DataFrame([areas.alias("area_id"), values, named(status[reached], words).alias("status")])


def _refuse_unfit(counts: pl.DataFrame, weight: str) -> None:
    if f"weight_{weight}" not in WEIGHTS:
        msg = f"No weight '{weight}': counts are carried by population, area or employees."
        raise AggregationError(msg)
    if counts["area_id"].n_unique() < counts.height:
        doubled = counts.filter(pl.col("area_id").is_duplicated())
        msg = f"Counts of one variable and one period are carried at a time; {doubled['area_id'][0]} has several rows."
        raise AggregationError(msg)


def _unassigned(counts: pl.DataFrame, ways: Ways, known: _Known, weight: Weight) -> pl.DataFrame:
    """What of each area found no taker; areas with the whole of their value assigned are not listed."""
    shares = np.nan_to_num(ways.shares[f"weight_{weight}"])
    rest = np.append(1 - np.bincount(ways.giver, shares, minlength=len(ways.givers)), 1.0)[known.row]  # a stranger's: 1
    some = rest > LEAST_REST
    left = counts.filter(pl.Series(some)) if some.any() else counts.clear()
    lost = left.select("area_id", value=pl.col("value").cast(pl.Float64).fill_nan(None) * pl.Series(rest[some]))
    return lost.sort("area_id")


def compose(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    """One crosswalk for two steps; carrying over it equals carrying over `first`, then over `second`."""
    modelled = (pl.col("status") == "modelled") | (pl.col("status_2") == "modelled")
    status = pl.when(modelled.any()).then(pl.lit("modelled")).otherwise(pl.lit("measured"))
    return chained(first, second, status=status)


def lift(crosswalk: pl.DataFrame, units: pl.DataFrame, digits: int) -> pl.DataFrame:
    """Crosswalk of the areas whose key is the first `digits` of the municipalities'.

    units : area_id, population, area_km2 of the giving day; a Kreis without people is divided by its land
    """
    known = units.select(from_id="area_id", people=pl.col("population"), land=pl.col("area_km2"))
    rows = beside(crosswalk, known, "from_id").with_columns(pl.col("people", "land").fill_null(0.0))
    keys_of = [pl.col(name).str.slice(0, digits) for name in ("from_id", "to_id")]
    masses = {"weight_population": "people", "weight_area": "land", "weight_employees": "people"}
    moved = [(pl.col(name) * pl.col(mass)).sum() for name, mass in masses.items()]
    rows = rows.group_by(keys_of, maintain_order=True).agg(*moved, modelled=(pl.col("status") == "modelled").any())
    by_land = pl.col("weight_area") / pl.col("weight_area").sum().over("from_id")
    shares = [
        (pl.col(name) / pl.col(name).sum().over("from_id")).fill_nan(None).fill_null(by_land).alias(name)
        for name in masses
    ]
    status = pl.when("modelled").then(pl.lit("modelled")).otherwise(pl.lit("measured"))
    lifted = rows.with_columns(*shares, status=status).drop("modelled")
    return lifted.select(CROSSWALK.keys()).sort("from_id", "to_id")


def units_of(areas: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Gazetteers for Crosswalk from an edition's AREAS and FACTS: each municipality's people and land by day.

    Of several sources of a day the Gemeindeverzeichnis wins, then BBSR's references; a day without population or
    without area is no gazetteer.
    """
    described = facts.filter(
        (pl.col("level") == "gemeinde")
        & pl.col("variable").is_in(["population", "area_km2"])
        & pl.col("source").is_in(GAZETTEER_SOURCES)
    )
    rank = pl.col("source").replace_strict({name: at for at, name in enumerate(GAZETTEER_SOURCES)})
    described = described.with_columns(rank.alias("rank")).sort("rank", "period", descending=[False, True])
    described = described.unique(["territory", "area_id", "variable"], keep="first", maintain_order=True)
    wide = described.pivot("variable", index=["territory", "area_id"], values="value")
    complete = [pl.col(name).is_not_null().any().over("territory") for name in ("population", "area_km2")]
    names = areas.filter(pl.col("level") == "gemeinde").unique(
        ["territory", "area_id"], keep="first", maintain_order=True
    )
    named = wide.filter(*complete).join(names, on=["territory", "area_id"], how="left")
    return named.select(UNITS).sort("territory", "area_id")


@dataclass(frozen=True)
class Crosswalk:
    """Everything that is known of the municipalities' reforms: `between` makes the crosswalk from one day to another.

    links : what links.edition_crosswalk() keeps, or compact() of any CROSSWALK of municipalities
    units : gazetteers of as many days as there are: territory, area_id, name, population, area_km2 (units_of)
    """

    links: pl.DataFrame
    units: pl.DataFrame

    def carry(
        self, counts: pl.DataFrame, source: date, target: date, weight: Weight = "population", absent: str = "missing"
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """carry() over the crosswalk between two days."""
        empty = self._described(source).filter(pl.col("population") == 0)["area_id"]
        return carry(counts, self._ways(source, target), weight, absent, empty=empty)

    def _ways(self, source: date, target: date) -> Ways:
        return self._kept.once(("ways", source, target), lambda: Ways.of(self.between(source, target)))

    def between(self, source: date, target: date) -> pl.DataFrame:
        """Rows as in CROSSWALK from the municipalities of `source` to those of `target`, sorted by key.

        Raises UnknownNameError for a day beyond the links.
        """
        return self._kept.once(("between", source, target), lambda: self._between(source, target))

    def kreise_between(self, source: date, target: date) -> pl.DataFrame:
        """The same for Kreise: their municipalities' shares, weighted with the people and the land of `source`."""
        return lift(self.between(source, target), self._described(source), keys.DIGITS["kreis"])

    def _between(self, source: date, target: date) -> pl.DataFrame:
        if source == target:
            return identity(self._areas(source)).sort("from_id")
        hub = self._hub(source, target)
        rows = self._forward(source, hub)
        if hub != target:
            backward = self._forward(target, hub)
            rows = successors(rows, backward, self._described(source), self._described(target))
        return rows.select(pl.col(name).cast(kind) for name, kind in CROSSWALK.items()).sort("from_id", "to_id")

    @cached_property
    def _kept(self) -> Kept:
        return Kept(MEMORY)

    @cached_property
    def _next(self) -> dict[date, date]:
        """For each day with links the day they lead to."""
        spans = self.links.select("first_from", "last_from", "to_territory").unique()
        days = spans.with_columns(pl.date_ranges("first_from", "last_from", "1y").alias("day")).explode("day")
        return dict(
            days.select("day", "to_territory").unique().sort("day", "to_territory", descending=True).iter_rows()
        )

    @cached_property
    def _days(self) -> list[date]:
        """Days whose municipalities the links know, in order."""
        return sorted({*self._next, *self._next.values()})

    def _step(self, day: date) -> pl.DataFrame:
        """Rows from a day with links to the day they lead to; jobs go like the people where no share is given."""
        valid = (pl.col("first_from") <= day) & (pl.col("last_from") >= day)
        rows = self.links.filter(valid & (pl.col("to_territory") == self._next[day]))
        jobs = pl.col("weight_employees").fill_null(pl.col("weight_population"))
        return rows.select("from_id", "to_id", "weight_population", "weight_area", jobs, status=pl.lit("measured"))

    @cached_property
    def _gazetteers(self) -> dict[date, pl.DataFrame]:
        parts = self.units.select(UNITS).partition_by("territory", as_dict=True)
        return {day: rows for (day,), rows in parts.items()}

    def _described(self, day: date) -> pl.DataFrame:
        """Gazetteer of the day, or the nearest one (an area that it does not know has no area and no people)."""
        nearest = min(self._gazetteers, key=lambda known: abs((known - day).days), default=None)
        if nearest is None:
            msg = f"No gazetteer at all: {day} can only be reached with the areas of at least one day."
            raise UnknownNameError(msg)
        return self._gazetteers[nearest]

    def _areas(self, day: date) -> pl.Series:
        """Keys of the day: its gazetteer's, or else those that the links know."""
        if day in self._gazetteers:
            return self._gazetteers[day]["area_id"]
        return self._forward(day, self._chain(day)[-1])["from_id"].unique()

    def _chain(self, day: date) -> list[date]:
        """The day's own links (those of the last day with links before it) and all days they lead to."""
        before = [known for known in self._days if known <= day]
        chain = [before[-1]] if before else []
        while chain and chain[-1] in self._next:
            chain.append(self._next[chain[-1]])
        return chain

    def _hub(self, source: date, target: date) -> date:
        """The first day that both can be followed to."""
        latest = max(source, target)
        common = [day for day in self._chain(source) if day in self._chain(target) and day >= latest]
        if not common:
            reach = f"they reach from {self._days[0]} to {self._days[-1]}" if self._days else "there are none at all"
            msg = f"No links between {source} and {target}: {reach} (BBSR's crosswalks, and the lists of changes)."
            raise UnknownNameError(msg)
        return min(common)

    def _published(self, day: date, hub: date) -> pl.DataFrame:
        """The publishers' steps from one of their days to the hub, one after the other."""
        return self._kept.once(("steps", day, hub), lambda: self._steps(day, hub))

    def _steps(self, day: date, hub: date) -> pl.DataFrame:
        if day == hub:
            arriving = [known for known, to in self._next.items() if to == hub]
            return identity(self._step(max(arriving))["to_id"].unique())
        onward = self._next[day]
        return self._step(day) if onward == hub else compose(self._step(day), self._published(onward, hub))

    def _forward(self, day: date, hub: date) -> pl.DataFrame:
        """Crosswalk to the hub for the areas of the day's gazetteer, or those of the links where there is none.

        An area of that very day's links that the gazetteer lacks stays in: without it the taker's count is missing.
        """
        near, *around = self._neighbours(day, hub)
        own = self._published(near, hub)
        if day not in self._gazetteers:
            if day == near or not around:
                return own
            return pl.concat([own, self._published(around[0], hub).join(own, on="from_id", how="anti")])
        areas = self._gazetteers[day]["area_id"]
        rows = aligned(areas, own, self._elsewhere(near, around, hub))
        if day != near:
            return rows
        forgotten = own.filter(~pl.col("from_id").is_in(areas.implode()))
        return pl.concat([rows, forgotten])

    def _elsewhere(self, near: date, around: list[date], hub: date) -> Iterator[pl.DataFrame]:
        """Where else to look areas up, one after the other: each is made only if areas are still unknown."""
        yield from (self._published(known, hub) for known in around)
        yield from self._repaired(near, hub)
        if hub in self._gazetteers:
            yield identity(self._gazetteers[hub]["area_id"])

    def _neighbours(self, day: date, hub: date) -> list[date]:
        """Days with links to look an area up in: the day itself or the one before it, then the next, then the last."""
        own = self._chain(day)[0]
        at = self._days.index(own)
        around = [own, *self._days[at + 1 : at + 2], *self._days[max(at - 1, 0) : at]]
        return [known for known in around if known <= hub and hub in self._chain(known)]

    def _repaired(self, day: date, hub: date) -> list[pl.DataFrame]:
        """Areas of repairs.csv that the day's links forgot, followed to the hub."""
        table = pl.read_csv(files(__package__).joinpath("repairs.csv").read_bytes(), infer_schema=False)
        table = table.filter(pl.col("from_territory") == str(day))
        if table.is_empty():
            return []
        step = identity(table["from_id"]).with_columns(to_id=table["to_id"])
        onward = date.fromisoformat(table["to_territory"][0])
        return [compose(step, self._published(onward, hub))] if onward in self._chain(day) and onward <= hub else []
