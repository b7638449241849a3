"""The facts of an edition, vintage by vintage, as a number for each municipality.

A vintage is one run of rows of the table (edition/store.py says which), so it is cut out, not searched for.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

import numpy as np
import polars as pl

from kleinstadt.edition.store import ROW_GROUP, Tables
from kleinstadt.indicators.islands import WITHOUT_ROAD
from kleinstadt.indicators.vintages import Vintage
from kleinstadt.memory import Kept
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.territory.coding import Codes, Floats, floats, places
from kleinstadt.territory.gazetteer import KEY_COLUMN, Gazetteer
from kleinstadt.territory.numbering import Numbering
from kleinstadt.territory.ways import MISSING, NO_ROW, Counts

MEMORY: Final = 5_000_000  # bytes of lists of who belongs to whom on a day; one is 0.2 MB
AT_ONCE: Final = 4 * ROW_GROUP  # rows: several groups are read side by side, all of them would take 160 MB
NO_ROAD: Final = STATUSES.index("no_road")
LARGER: Final = ("verband", "kreis")  # levels whose rates are lent to members


class Facts:
    """Values and statuses of vintages, by municipality."""

    def __init__(self, store: Tables, gazetteer: Gazetteer, numbering: Numbering) -> None:
        """Take the open edition, its register, and its municipalities by number.

        Parameters
        ----------
        store : Tables
            The edition's tables.
        gazetteer : Gazetteer
            Who belongs to whom, when.
        numbering : Numbering
            All municipalities of all days; what is given has one entry for each.
        """
        self._store, self._rows = store, store.scan("facts").select("area_id", "value", "status")
        self._gazetteer, self._municipalities = gazetteer, len(numbering)
        larger = Numbering.of(*map(gazetteer.keys, LARGER))
        self._numbering = Numbering(pl.concat([numbering.keys, larger.keys]))  # municipalities first, by their numbers
        self._ahead: dict[Vintage, Counts] = {}
        self._members = Kept(MEMORY)
        islands = numbering.numbers(pl.Series(list(WITHOUT_ROAD), dtype=pl.String))
        self._islands = islands[islands >= 0]

    def of(self, vintage: Vintage) -> Counts:
        """What a vintage says of each municipality; the rate of a larger area is lent to its members.

        Parameters
        ----------
        vintage : Vintage
            One delivery of one variable.

        Returns
        -------
        Counts
            One entry a municipality by number, in the unit of the variable.
        """
        return self._ahead.get(vintage) or self._read([vintage])[vintage]

    def by_road(self, vintage: Vintage) -> Counts:
        """The same of minutes on roads: unknown where no road leads (islands.py).

        A Verband of islands alone keeps its own, in which the publisher has reckoned the ferry; to an island in a
        Verband of the mainland nothing is lent.

        Parameters
        ----------
        vintage : Vintage
            One delivery of a variable in minutes.

        Returns
        -------
        Counts
            One entry a municipality by number, minutes; NaN and "no_road" where no road leads.
        """
        said = self.of(vintage)
        island = np.zeros(self._municipalities, dtype=np.bool_)
        island[self._islands] = True
        if vintage.level == "gemeinde":
            none = island & (said.status != NO_ROW)
        else:
            members, larger_of = self._belonging(vintage.territory)
            larger = larger_of[vintage.level]
            lent = island[members] & np.isin(larger, larger[~island[members]])
            none = np.zeros_like(island)
            none[members[lent]] = True
        return Counts(np.where(none, np.nan, said.value), np.where(none, NO_ROAD, said.status), said.strange)

    @contextmanager
    def ahead(self, vintages: Iterable[Vintage]) -> Iterator[None]:
        """Read many vintages at once: inside, `of` need not read any of them again.

        Parameters
        ----------
        vintages : iterable of Vintage
            What will be asked for.

        Yields
        ------
        None
            What was read is let go at the end of the block.
        """
        read = self._read([one for one in dict.fromkeys(vintages) if one not in self._ahead])
        self._ahead |= read
        try:
            yield
        finally:
            for one in read:
                self._ahead.pop(one, None)

    def _read(self, vintages: list[Vintage]) -> dict[Vintage, Counts]:
        if not vintages:
            return {}
        runs = {one: self._store.run(one.key) for one in sorted(vintages, key=lambda one: self._store.run(one.key))}
        rows = pl.concat([self._between(begin, end, runs.values()) for begin, end in _spans(runs.values())])
        areas = self._numbering.numbers(rows["area_id"])
        value, status = floats(rows["value"]), places(rows["status"], STATUSES).astype(np.int8)
        ends = np.cumsum([end - first for first, end in runs.values()])[:-1]
        parts = zip(runs, *(np.split(array, ends) for array in (areas, value, status)), strict=True)
        return {one: self._counts(one, *arrays) for one, *arrays in parts}

    def _between(self, begin: int, end: int, runs: Iterable[tuple[int, int]]) -> pl.DataFrame:
        """The rows of runs between two rows of the table, copied: the memory of all others serves for what follows."""
        table = self._rows.slice(begin, end - begin).collect()
        inside = ((max(first, begin) - begin, min(after, end) - begin) for first, after in runs)
        pieces = [table.slice(first, after - first) for first, after in inside if first < after]
        return pl.concat([table.clear(), *pieces], rechunk=True)

    def _counts(self, vintage: Vintage, areas: Codes, value: Floats, status: Codes) -> Counts:
        if vintage.level == "gemeinde":
            return Counts.of(areas, value, status, self._municipalities)
        of_larger = Counts.of(areas, value, status, len(self._numbering))
        members, larger_of = self._belonging(vintage.territory)
        larger = larger_of[vintage.level]
        known = (larger >= 0) & (of_larger.status[larger] >= 0)
        lent = np.where(known, of_larger.value[larger], np.nan)
        return Counts.of(members, lent, np.where(known, of_larger.status[larger], MISSING), self._municipalities)

    def _belonging(self, day: date) -> tuple[Codes, dict[str, Codes]]:
        """The municipalities of a day, and by level the larger area of each, all by number."""

        def make() -> tuple[Codes, dict[str, Codes]]:
            members = self._gazetteer.gemeinden(day)
            columns = [members[KEY_COLUMN[level]] for level in ("gemeinde", *LARGER)]
            own, *larger = np.split(self._numbering.numbers(pl.concat(columns)), len(columns))
            return own, dict(zip(LARGER, larger, strict=True))

        return self._members.once(day, make)


def _spans(runs: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """First row and end of what is read at once: a single run alone, of many the whole groups of rows they are in."""
    if len(runs) == 1:
        return list(runs)
    spans: list[tuple[int, int]] = []
    for at in sorted({at for first, end in runs for at in range(first // ROW_GROUP, -(-end // ROW_GROUP))}):
        begin, end = at * ROW_GROUP, (at + 1) * ROW_GROUP
        if spans and spans[-1][1] == begin and end - spans[-1][0] <= AT_ONCE:
            begin = spans.pop()[0]
        spans.append((begin, end))
    return spans
