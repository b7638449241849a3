"""The gazetteers that carrying over reforms begins and ends with: each municipality's people and land on a day."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np

from kleinstadt.indicators.facts import Facts
from kleinstadt.indicators.vintages import Vintage
from kleinstadt.territory.ways import NO_ROW, Register

SOURCES: Final = ("gv", "bbsr_reference", "bbsr_reference_2020")
SIZES: Final = ("population", "area_km2")


class Registers(Mapping[date, Register]):
    """The gazetteer of each day that has one, all read at once.

    Of several sources of a day the Gemeindeverzeichnis wins, then BBSR's references, and of each its newest period; a
    day without population or without area has none.
    """

    def __init__(self, facts: Facts, variables: Mapping[str, Mapping[str, Any]]) -> None:
        """Take the facts by municipality, and what the manifest says of variables.

        Parameters
        ----------
        facts : Facts
            Of municipalities.
        variables : mapping of str to mapping
            The manifest's entry of each variable, with its vintages.
        """
        people, land = (_by_day(name, variables[name]["vintages"]) if name in variables else {} for name in SIZES)
        self._facts, self._best_last = facts, {day: [*people[day], *land[day]] for day in sorted({*people} & {*land})}

    def __iter__(self) -> Iterator[date]:
        """The days, oldest first."""
        return iter(self._best_last)

    def __len__(self) -> int:
        """How many days there are."""
        return len(self._best_last)

    def __getitem__(self, day: date) -> Register:
        """The gazetteer of a day."""
        return self._read[day]

    @cached_property
    def _read(self) -> dict[date, Register]:
        with self._facts.ahead(one for used in self._best_last.values() for one in used):
            return {day: self._of(used) for day, used in self._best_last.items()}

    def _of(self, used: list[Vintage]) -> Register:
        counts = {one: self._facts.of(one) for one in used}
        listed = np.flatnonzero(np.any([found.status != NO_ROW for found in counts.values()], axis=0))
        sizes = {name: np.full(len(listed), np.nan) for name in SIZES}
        for one, found in counts.items():
            there = found.status[listed] != NO_ROW
            sizes[one.variable][there] = found.value[listed][there]
        return Register(listed, *sizes.values())


def _by_day(variable: str, rows: list[Mapping[str, Any]]) -> dict[date, list[Vintage]]:
    """The vintages that describe municipalities of each day, the best one last; none that are all missing."""
    described = [
        Vintage(variable, row["period"], date.fromisoformat(row["territory"]), row["level"], row["source"])
        for row in rows
        if row["level"] == "gemeinde" and row["source"] in SOURCES and row["missing"] < row["rows"]
    ]
    found: dict[date, list[Vintage]] = {}
    for one in sorted(described, key=lambda one: (-SOURCES.index(one.source), one.period)):
        found.setdefault(one.territory, []).append(one)
    return found
