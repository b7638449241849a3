"""Carrying counts over reforms, from the municipalities of any day to those of any other, 1990 to 2025.

Forward to a day that the publishers link to (31.12. of 2019 ... 2023, then the official lists of changes) their own
shares are used, one step after the other. For any other target (back in time, or forward to a day before 2019) both
days are followed forward to a day they have in common and compared there: successors.py. A key of a gazetteer that
its own year's links lack is looked up in the neighbouring year's, then in repairs.csv, which gives each reason.

Only counts are carried. A rate is computed again from its carried parts; it is never carried itself.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

import numpy as np
import polars as pl

from kleinstadt import keys
from kleinstadt.errors import UnknownNameError
from kleinstadt.memory import Kept
from kleinstadt.sources.reading.tables import Schema
from kleinstadt.territory.coding import Codes, beside
from kleinstadt.territory.crosswalk import identity
from kleinstadt.territory.numbering import Numbering
from kleinstadt.territory.successors import successors
from kleinstadt.territory.ways import Register, Ways

CROSSWALK: Final[Schema] = {
    "from_id": pl.String,
    "to_id": pl.String,
    "weight_population": pl.Float64,  # shares of the giving area, 0 to 1
    "weight_area": pl.Float64,
    "weight_employees": pl.Float64,  # like the people where the publisher gives none
    "status": pl.String,  # measured: whole areas and the publishers' shares; modelled: shares estimated here
}

MEMORY: Final = 20_000_000  # bytes of crosswalks between two days, those used last: a year needs some twenty of them
EPOCH: Final = date(1970, 1, 1)  # days are counted from here


def lift(crosswalk: pl.DataFrame, units: pl.DataFrame, digits: int) -> pl.DataFrame:
    """Crosswalk of larger areas, from that of their municipalities.

    Parameters
    ----------
    crosswalk : pl.DataFrame
        As in CROSSWALK, of municipalities.
    units : pl.DataFrame
        area_id, population (persons), area_km2 of the giving day.
    digits : int
        How many digits of a municipality's key are the larger area's.

    Returns
    -------
    pl.DataFrame
        As in CROSSWALK. An area without people is divided by its land.

    Notes
    -----
    Share of people: sum(share of each municipality * its people) / sum(people), of land and jobs alike;
    jobs are weighted with people.
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


@dataclass(frozen=True)
class Crosswalk:
    """Everything that is known of the municipalities' reforms: `between` makes the crosswalk from one day to another.

    Parameters
    ----------
    links : pl.DataFrame
        What crosswalk.edition_crosswalk() keeps, or compact() of any CROSSWALK of municipalities.
    registers : mapping of date to Register
        Of as many days as there are.
    numbering : Numbering
        All municipalities of all days.
    names : Callable
        name, area_id of the municipalities of a day.
    """

    links: pl.DataFrame
    registers: Mapping[date, Register]
    numbering: Numbering
    names: Callable[[date], pl.DataFrame]

    def between(self, source: date, target: date) -> pl.DataFrame:
        """The crosswalk from the municipalities of one day to those of another.

        Parameters
        ----------
        source, target : date
            Days, in any order.

        Returns
        -------
        pl.DataFrame
            As in CROSSWALK: from_id, to_id, weight_population, weight_area, weight_employees (shares of the giving
            area, 0 to 1), status ("measured", "modelled"); sorted by key.

        Raises
        ------
        UnknownNameError
            For a day beyond the links.

        Notes
        -----
        Forward the publishers' own shares, step by step; back, both days are followed to one they share
        (successors.py). docs/methods.md, Reforms.

        References
        ----------
        BBSR, Umsteigeschlüssel and yearly references; after 2023 Destatis, lists of changes.

        Examples
        --------
        >>> from datetime import date
        >>> ways = ed.crosswalk.between(date(2019, 12, 31), date(2022, 12, 31))
        >>> ways.filter(from_id="12061112").select("to_id", "weight_population").row(0)
        ('12061112', 1.0)
        """
        return self._kept.once(
            ("between", source, target),
            lambda: self.ways(source, target).frame(self.numbering).select(CROSSWALK.keys()),
        )

    def kreise_between(self, source: date, target: date) -> pl.DataFrame:
        """The crosswalk of Kreise: their municipalities' shares, weighted with the people and the land of `source`.

        Parameters
        ----------
        source, target : date
            Days, in any order.

        Returns
        -------
        pl.DataFrame
            As in CROSSWALK.

        Raises
        ------
        UnknownNameError
            For a day beyond the links.
        """
        return lift(self.between(source, target), self._described(source), keys.DIGITS["kreis"])

    def ways(self, source: date, target: date) -> Ways:
        """The crosswalk between two days as arrays, on which counts are carried.

        Parameters
        ----------
        source, target : date
            Days, in any order.

        Returns
        -------
        Ways
            In order of giver and taker.

        Raises
        ------
        UnknownNameError
            For a day beyond the links.
        """
        return self._kept.once(("ways", source, target), lambda: self._between(source, target))

    def _between(self, source: date, target: date) -> Ways:
        register = self._register(source)
        empty = register.areas[register.population == 0]
        if source == target:
            return replace(self._unchanged(self._areas(source)), empty=empty)
        hub = self._hub(source, target)
        ways = self._forward(source, hub)
        if hub != target:
            forward, backward = (one.numbers() for one in (ways, self._forward(target, hub)))
            described = (
                self._described(day).with_columns(area_id=self._register(day).areas) for day in (source, target)
            )
            ways = Ways.of_numbers(successors(forward, backward, *described), len(self.numbering))
        return replace(ways.in_order(), empty=empty)

    def _unchanged(self, areas: Codes) -> Ways:
        return Ways.unchanged(areas, len(self.numbering))

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

    @cached_property
    def _linked(self) -> tuple[Ways, list[Codes]]:
        """All links, and from which day to which day each is valid, and where it leads."""
        known = self.links.with_columns(status=pl.lit("measured"))
        days = [known[name].to_physical().to_numpy() for name in ("first_from", "last_from", "to_territory")]
        return Ways.of(known, self.numbering), days

    def _step(self, day: date) -> Ways:
        """From a day with links to the day they lead to."""
        links, (first, last, to) = self._linked
        at, onward = ((one - EPOCH).days for one in (day, self._next[day]))
        return links.some((first <= at) & (last >= at) & (to == onward))

    def _nearest(self, day: date) -> date:
        """The day itself or the nearest that has a register."""
        nearest = min(self.registers, key=lambda known: abs((known - day).days), default=None)
        if nearest is None:
            msg = f"No gazetteer at all: {day} can only be reached with the areas of at least one day."
            raise UnknownNameError(msg)
        return nearest

    def _register(self, day: date) -> Register:
        return self.registers[self._nearest(day)]

    def _described(self, day: date) -> pl.DataFrame:
        """Gazetteer of the day, or the nearest one (an area that it does not know has no area and no people)."""
        nearest = self._nearest(day)
        register = self.registers[nearest]
        sizes = {"population": register.population, "area_km2": register.area_km2}
        frame = pl.DataFrame({"area_id": self.numbering.keys.gather(register.areas), **sizes}).fill_nan(None)
        return beside(frame, self.names(nearest), "area_id")

    def _areas(self, day: date) -> Codes:
        """Municipalities of the day: its gazetteer's, or else those that the links know."""
        if day in self.registers:
            return self.registers[day].areas
        return np.unique(self._forward(day, self._chain(day)[-1]).giver)

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

    def _published(self, day: date, hub: date) -> Ways:
        """The publishers' steps from one of their days to the hub, one after the other."""
        return self._kept.once(("steps", day, hub), lambda: self._steps(day, hub))

    def _steps(self, day: date, hub: date) -> Ways:
        if day == hub:
            arriving = [known for known, to in self._next.items() if to == hub]
            return self._unchanged(np.unique(self._step(max(arriving)).taker))
        onward = self._next[day]
        return self._step(day) if onward == hub else self._step(day).then(self._published(onward, hub))

    def _forward(self, day: date, hub: date) -> Ways:
        """Crosswalk to the hub for the areas of the day's gazetteer, or those of the links where there is none.

        An area of that very day's links that the gazetteer lacks stays in: without it the taker's count is missing.
        """
        near, *around = self._neighbours(day, hub)
        own = self._published(near, hub)
        wanted = np.zeros(len(self.numbering), dtype=np.bool_)
        wanted[self.registers[day].areas if day in self.registers else own.giver] = True
        ways = own if day == near else own.some(wanted[own.giver])
        wanted[own.giver] = False
        if day not in self.registers and day != near and around:
            ways = ways.beside(_without(self._published(around[0], hub), own))
        others = self._elsewhere(near, around, hub)
        while wanted.any() and (other := next(others, None)) is not None:
            ways = ways.beside(other.some(wanted[other.giver]))
            wanted[other.giver] = False
        return ways

    def _elsewhere(self, near: date, around: list[date], hub: date) -> Iterator[Ways]:
        """Where else to look areas up, one after the other: each is made only if areas are still unknown."""
        yield from (self._published(known, hub) for known in around)
        yield from self._repaired(near, hub)
        if hub in self.registers:
            yield self._unchanged(self.registers[hub].areas)

    def _neighbours(self, day: date, hub: date) -> list[date]:
        """Days with links to look an area up in: the day itself or the one before it, then the next, then the last."""
        own = self._chain(day)[0]
        at = self._days.index(own)
        around = [own, *self._days[at + 1 : at + 2], *self._days[max(at - 1, 0) : at]]
        return [known for known in around if known <= hub and hub in self._chain(known)]

    def _repaired(self, day: date, hub: date) -> list[Ways]:
        """Areas of repairs.csv that the day's links forgot, followed to the hub."""
        table = _repairs().filter(pl.col("from_territory") == str(day))
        if table.is_empty():
            return []
        step = Ways.of(identity(table["from_id"]).with_columns(to_id=table["to_id"]), self.numbering)
        onward = date.fromisoformat(table["to_territory"][0])
        return [step.then(self._published(onward, hub))] if onward in self._chain(day) and onward <= hub else []


@cache
def _repairs() -> pl.DataFrame:
    """What the links forgot: from_territory, from_id, to_territory, to_id, and why."""
    return pl.read_csv(files(__package__).joinpath("repairs.csv").read_bytes(), infer_schema=False)


def _without(ways: Ways, known: Ways) -> Ways:
    """Only what areas give away that are no givers in `known`."""
    new = np.ones(ways.size, dtype=np.bool_)
    new[known.giver] = False
    return ways.some(new[ways.giver])
