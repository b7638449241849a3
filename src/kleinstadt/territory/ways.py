"""Counts of municipalities as arrays, and the ways on which they are carried over reforms.

All arrays are in the order of one list of keys, so that nothing is looked up or joined on the way, and sums are always
of the same order: another order has another last digit, and breaks ties between towns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.errors import AggregationError
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.territory.coding import Codes, Floats, floats
from kleinstadt.territory.crosswalk import Weight
from kleinstadt.territory.numbering import Numbering

MEASURED, MODELLED, MISSING = (STATUSES.index(word) for word in ("measured", "modelled", "missing"))
NO_ROW: Final = -1  # status of an area of which a source says nothing
LEAST_REST: Final = 1e-9  # of an area; less is rounding
SHARES: Final[tuple[Weight, ...]] = ("population", "area", "employees")
_NONE: Final = np.zeros(0, dtype=np.intp)

# Of several reasons for a gap the first in the alphabet is told; that a source has no row (the last place) comes last.
_BY_NAME: Final = np.array([*sorted(range(len(STATUSES)), key=STATUSES.__getitem__), MISSING])
_RANK: Final = np.append(np.argsort(_BY_NAME[:-1]), len(STATUSES))


@dataclass(frozen=True)
class Counts:
    """A number for each key of a numbering, and why where there is none.

    Attributes
    ----------
    value : array of float
        NaN where missing.
    status : array of int
        Place in STATUSES, NO_ROW where the source says nothing of an area.
    strange : float
        The sum of what a source says of areas that the numbering does not know.
    """

    value: Floats
    status: Codes
    strange: float = 0.0

    @classmethod
    def of(cls, areas: Codes, value: Floats, status: Codes, size: int) -> "Counts":
        """Counts from the rows of a source.

        Parameters
        ----------
        areas : array of int
            Number of each row's area; -1 for strangers.
        value : array of float
            NaN where missing.
        status : array of int
            Place in STATUSES.
        size : int
            Number of keys of the numbering.

        Returns
        -------
        Counts
            One entry a key.

        Raises
        ------
        AggregationError
            For an area that comes twice.
        """
        known = areas >= 0
        strange = 0.0 if known.all() else float(np.nansum(value[~known]))
        there = areas[known]
        values, statuses = np.full(size, np.nan), np.full(size, NO_ROW, dtype=np.int8)
        values[there], statuses[there] = value[known], status[known]
        if np.count_nonzero(statuses != NO_ROW) < len(there):
            doubled = int(np.flatnonzero(np.bincount(there) > 1)[0])
            msg = (
                f"Counts of one variable and one period are carried at a time; area number {doubled} has several rows."
            )
            raise AggregationError(msg)
        return cls(values, statuses, strange)


@dataclass(frozen=True)
class Register:
    """The municipalities of a day, in order of their numbers.

    Attributes
    ----------
    areas : array of int
        Numbers.
    population : array of float
        Residents, NaN where unknown.
    area_km2 : array of float
        NaN where unknown.
    """

    areas: Codes
    population: Floats
    area_km2: Floats


@dataclass(frozen=True)
class Ways:
    """A crosswalk as arrays: one entry a pair of giver and taker.

    Attributes
    ----------
    size : int
        Number of keys of the numbering.
    giver, taker : array of int
        Numbers, 0 to size - 1.
    shares : mapping of str to array of float
        By weight ("population", "area", "employees"): shares of the giver, 0 to 1.
    estimated : array of bool
        Whether the share is estimated.
    empty : array of int
        Numbers of areas in which nobody lives on the giving day: unknown, they harm no sum of people or jobs, unless
        nothing else is in it.
    """

    size: int
    giver: Codes
    taker: Codes
    shares: Mapping[Weight, Floats]
    estimated: NDArray[np.bool_]
    empty: Codes

    @classmethod
    def of(cls, crosswalk: pl.DataFrame, numbering: Numbering) -> "Ways":
        """A crosswalk's rows in their order; unknown shares of jobs are those of people.

        Parameters
        ----------
        crosswalk : pl.DataFrame
            As in reapportion.CROSSWALK.
        numbering : Numbering
            Pairs with a key that it does not know are left out.

        Returns
        -------
        Ways
            One entry a row.
        """
        both = numbering.numbers(pl.concat([crosswalk["from_id"], crosswalk["to_id"]])).astype(np.intp)
        numbered = crosswalk.with_columns(from_id=both[: crosswalk.height], to_id=both[crosswalk.height :])
        return cls.of_numbers(numbered.filter(pl.col("from_id") >= 0, pl.col("to_id") >= 0), len(numbering))

    @classmethod
    def of_numbers(cls, crosswalk: pl.DataFrame, size: int) -> "Ways":
        """The same of rows that say numbers instead of keys.

        Parameters
        ----------
        crosswalk : pl.DataFrame
            As in reapportion.CROSSWALK, but with numbers for from_id and to_id.
        size : int
            Number of keys of the numbering.

        Returns
        -------
        Ways
            One entry a row.
        """
        filled = crosswalk.with_columns(pl.col("weight_employees").fill_null(pl.col("weight_population")))
        shares = {name: floats(filled[f"weight_{name}"]) for name in SHARES}
        giver, taker = (crosswalk[name].to_numpy().astype(np.intp) for name in ("from_id", "to_id"))
        return cls(size, giver, taker, shares, crosswalk["status"].eq_missing("modelled").to_numpy(), _NONE)

    @classmethod
    def unchanged(cls, areas: Codes, size: int) -> "Ways":
        """Every area stays itself.

        Parameters
        ----------
        areas : array of int
            Numbers.
        size : int
            Number of keys of the numbering.

        Returns
        -------
        Ways
            Shares of 1.
        """
        shares = {name: np.ones(len(areas)) for name in SHARES}
        return cls(size, areas, areas, shares, np.zeros(len(areas), dtype=np.bool_), _NONE)

    def some(self, pairs: NDArray[np.bool_] | Codes) -> "Ways":
        """Only the pairs that are marked, or those at some places.

        Parameters
        ----------
        pairs : array of bool or int
            Marks or places.

        Returns
        -------
        Ways
            Those pairs.
        """
        shares = {name: share[pairs] for name, share in self.shares.items()}
        return replace(
            self, giver=self.giver[pairs], taker=self.taker[pairs], shares=shares, estimated=self.estimated[pairs]
        )

    def beside(self, other: "Ways") -> "Ways":
        """The pairs of both.

        Parameters
        ----------
        other : Ways
            Of the same numbering.

        Returns
        -------
        Ways
            Own pairs first.
        """
        giver, taker, estimated = (
            np.concatenate([getattr(one, name) for one in (self, other)]) for name in ("giver", "taker", "estimated")
        )
        shares = {name: np.concatenate([share, other.shares[name]]) for name, share in self.shares.items()}
        return replace(self, giver=giver, taker=taker, shares=shares, estimated=estimated)

    def in_order(self) -> "Ways":
        """The pairs in order of giver and taker.

        Returns
        -------
        Ways
            The same pairs.
        """
        return self.some(np.lexsort((self.taker, self.giver)))

    def then(self, onward: "Ways") -> "Ways":
        """Both steps as one; carrying over it equals carrying over one, then over the other.

        Parameters
        ----------
        onward : Ways
            Begins where these lead to.

        Returns
        -------
        Ways
            Shares times shares, summed over the ways between.
        """
        order = np.argsort(onward.giver, kind="stable")
        first, after = (np.searchsorted(onward.giver[order], self.taker, side) for side in ("left", "right"))
        many = after - first
        mine = np.repeat(np.arange(len(self.giver)), many)
        theirs = order[np.arange(len(mine)) + np.repeat(first - np.cumsum(many) + many, many)]
        pairs, pair = np.unique(self.giver[mine] * self.size + onward.taker[theirs], return_inverse=True)
        moved = {name: share[mine] * onward.shares[name][theirs] for name, share in self.shares.items()}
        shares: dict[Weight, Floats] = {
            name: np.bincount(pair, share, minlength=len(pairs)).astype(np.float64) for name, share in moved.items()
        }
        estimated = np.zeros(len(pairs), dtype=np.bool_)
        estimated[pair[self.estimated[mine] | onward.estimated[theirs]]] = True
        giver, taker = np.divmod(pairs, self.size)
        return replace(self, giver=giver, taker=taker, shares=shares, estimated=estimated)

    def frame(self, numbering: Numbering) -> pl.DataFrame:
        """As rows of a crosswalk.

        Parameters
        ----------
        numbering : Numbering
            The one the numbers are of.

        Returns
        -------
        pl.DataFrame
            from_id, to_id, weight_population, weight_area, weight_employees, status.
        """
        numbers = self.numbers()
        ids = {name: numbering.keys.gather(numbers[name]) for name in ("from_id", "to_id")}
        return numbers.with_columns(**ids)

    def numbers(self) -> pl.DataFrame:
        """The same with numbers for keys, which are looked up and compared in a tenth of the time.

        Returns
        -------
        pl.DataFrame
            from_id, to_id (numbers), weight_population, weight_area, weight_employees, status.
        """
        weights = {f"weight_{name}": share for name, share in self.shares.items()}
        status = pl.when(pl.Series(self.estimated)).then(pl.lit("modelled")).otherwise(pl.lit("measured"))
        return pl.DataFrame({"from_id": self.giver, "to_id": self.taker, **weights}).with_columns(status=status)

    def carry(self, counts: Counts, weight: Weight) -> Counts:
        """The counts in the new borders: the sum of what each taker gets.

        Parameters
        ----------
        counts : Counts
            In the old borders.
        weight : {"population", "area", "employees"}
            Which shares they follow.

        Returns
        -------
        Counts
            A value is missing where any part is, and status says why; "modelled" where a share was estimated, or a part
            was modelled before. A taker of whose parts the source says nothing at all has no row.

        Raises
        ------
        AggregationError
            For an unknown weight.

        Notes
        -----
        count of the taker = sum over its givers of count * share.

        Examples
        --------
        >>> halves = {name: np.array([0.5, 0.5]) for name in SHARES}
        >>> nobody = np.array([], dtype=np.intp)
        >>> ways = Ways(3, np.array([0, 0]), np.array([1, 2]), halves, np.array([False, False]), nobody)
        >>> ways.carry(Counts.of(np.array([0]), np.array([10.0]), np.array([MEASURED]), 3), "population").value.tolist()
        [nan, 5.0, 5.0]
        """
        if weight not in self.shares:
            msg = f"No weight '{weight}': counts are carried by population, area or employees."
            raise AggregationError(msg)
        share, value, said = self.shares[weight], counts.value[self.giver], counts.status[self.giver]
        counted = self._counted(said, np.isnan(value), weight)
        nothing = share == 0  # a forest once joined to a town gets back none of its people, known or not
        moved = np.where(nothing, 0.0, value * share)
        unknown = counted & np.isnan(moved)
        reached = self._takers(counted)
        sums = np.bincount(
            self.taker, np.where(counted, moved, 0.0), minlength=self.size
        )  # NaN where a part is unknown
        estimated = self._takers(counted & (self.estimated | ((said == MODELLED) & ~nothing)))
        status = np.where(reached, np.where(estimated, MODELLED, MEASURED), NO_ROW).astype(np.int8)
        if unknown.any():
            worst = np.full(self.size, len(_RANK))
            np.minimum.at(worst, self.taker[unknown], _RANK[said[unknown]])
            lacking = worst < len(_RANK)
            status[lacking] = _BY_NAME[worst[lacking]]
        return Counts(np.where(reached, sums, np.nan), status)

    def _counted(self, said: Codes, unknown: NDArray[np.bool_], weight: Weight) -> NDArray[np.bool_]:
        """The pairs that make up what a taker gets."""
        counted = self._takers(said != NO_ROW)[self.taker]
        if weight == "area":
            return counted
        nobody = np.zeros(self.size, dtype=np.bool_)
        nobody[self.empty] = True
        idle = nobody[self.giver] & unknown  # a forest that joins a town brings it land, and nobody
        return counted & (~idle | ~self._takers(counted & ~idle)[self.taker]) if idle.any() else counted

    def _takers(self, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether a taker has any of the marked pairs, by number."""
        found = np.zeros(self.size, dtype=np.bool_)
        found[self.taker[marked]] = True
        return found

    def left_over(self, counts: Counts, weight: Weight) -> Floats:
        """Of each area what finds no taker; the sum of this and of what arrives is the sum of the counts.

        Parameters
        ----------
        counts : Counts
            In the old borders.
        weight : {"population", "area", "employees"}
            Which shares they follow.

        Returns
        -------
        array of float
            In the unit of the counts.
        """
        rest = self._rests[weight]
        return np.where((rest > 0) & (counts.status != NO_ROW), counts.value * rest, 0.0)

    @cached_property
    def _rests(self) -> dict[Weight, Floats]:
        """What each giver keeps of itself, by weight: 0 where that is rounding."""
        rests = {name: 1 - np.bincount(self.giver, share, minlength=self.size) for name, share in self.shares.items()}
        return {name: np.where(rest > LEAST_REST, rest, 0.0) for name, rest in rests.items()}
