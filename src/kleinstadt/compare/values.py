"""One indicator at all areas of a level: at one time, over time, and where the values come from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import isnan
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kleinstadt.edition.edition import Level
from kleinstadt.indicators.aggregation import ALL, PARTIAL, GroupValue, group_values, value_of
from kleinstadt.indicators.model import Count, Indicator
from kleinstadt.indicators.parts import Parts
from kleinstadt.indicators.sums import Sums
from kleinstadt.indicators.vintages import Vintage
from kleinstadt.memory import KEPT_ELSEWHERE
from kleinstadt.sources.catalogue import SOURCES, Source
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.territory.coding import Codes, Floats, Words
from kleinstadt.words.language import Text

IN_KREIS: Final = Text(" im Kreis", " in the Kreis")
FROM_KREISE: Final = Text(" (aus Kreiszahlen)", " (from Kreise)")


@dataclass(frozen=True)
class Column:
    """One indicator at all areas of a level in a year, in the order of `Areas.keys`.

    Attributes
    ----------
    indicator : Indicator
        What is measured, named as it is called at this level.
    period : str or None
        The period that was asked for; None for the vintage nearest to the year.
    values : array of float
        In the indicator's unit; NaN where missing.
    status : Words
        Status of each area's value, one of STATUSES (sources/reading/symbols.py).
    vintage : Words
        Period of each area's value, a span ("2015–2019") where its parts are of several; None where missing.
    area_of : array of int, one entry a municipality
        The row of each municipality's area.
    parts_of : callable
        Returns what the values are made of, one entry a municipality; read when it is asked for.
    """

    indicator: Indicator = field(metadata=KEPT_ELSEWHERE)
    period: str | None
    values: Floats
    status: Words[str]
    vintage: Words[str | None]
    area_of: Codes = field(metadata=KEPT_ELSEWHERE)
    parts_of: Callable[[], Parts] = field(metadata=KEPT_ELSEWHERE)

    def group(self, mask: NDArray[np.bool_]) -> GroupValue:
        """Value, status and coverage of a group of areas by the indicator's own rule (indicators/aggregation.py).

        Parameters
        ----------
        mask : array of bool, one entry an area
            Which areas are in the group.

        Returns
        -------
        GroupValue
            Value in the indicator's unit, status, and for how much of the group's people and land it is known (per
            cent).

        Examples
        --------
        >>> jobs, towns = (ed.atlas.column("residents_per_job", 2019, "verband"), ed.atlas.areas(2019, "verband"))
        >>> round(jobs.group(towns.mask("type", "kleine_kleinstadt")).value, 2)
        3.51
        """
        return value_of(self.parts_of(), self.indicator, mask[self.area_of])

    def group_value(self, mask: NDArray[np.bool_]) -> float | None:
        """Value of a group; None for counts, as a sum over thousands of towns says nothing about one.

        Parameters
        ----------
        mask : array of bool, one entry an area
            Which areas are in the group.

        Returns
        -------
        float or None
            In the indicator's unit; None also where it is unknown.
        """
        return None if isinstance(self.indicator, Count) else self.group(mask).value

    def own(self, row: int) -> GroupValue:
        """Value, status and coverage of one area, which is a group of municipalities too.

        Parameters
        ----------
        row : int
            The area's row in Areas.

        Returns
        -------
        GroupValue
            Value in the indicator's unit, status, and for how much of the area's people and land it is known (per
            cent).
        """
        if self.status[row] == STATUSES[PARTIAL]:
            return value_of(self.parts_of(), self.indicator, self.area_of == row)
        number = float(self.values[row])
        known = not isnan(number)
        share = ALL if known else None
        return GroupValue(number if known else None, self.status[row], share, share)

    def coverage(self) -> tuple[Floats, Floats]:
        """Of how much of each area's people, and of its land, the indicator is known: per cent.

        Returns
        -------
        tuple of two arrays of float
            Of the people and of the land, 0 to 100, one entry an area.
        """
        found = group_values(self.parts_of(), self.indicator, Sums(self.area_of, len(self.values)))
        return found.people_pct, found.area_pct


@dataclass(frozen=True)
class Series:
    """One indicator at all its periods on the constant borders of a year.

    Attributes
    ----------
    periods : list of str
        Oldest first.
    values : array of float, periods x areas
        In the indicator's unit; NaN where missing.
    """

    periods: list[str]
    values: Floats


class Origin(NamedTuple):
    """Where a value comes from: one delivery of a source, its period and the borders it was published in.

    Attributes
    ----------
    source_id : str
        Id of the source (docs/sources.md).
    period : str
        Period that its figures speak of.
    territory : str
        Day of the borders it was published in, "2022-12-31".
    """

    source_id: str
    period: str
    territory: str

    @property
    def source(self) -> Source:
        """Who must be named, under which licence."""
        return SOURCES[self.source_id]


def called_at(indicator: Indicator, level: Level, others: Mapping[str, Indicator]) -> Indicator:
    """An indicator as it is called at a level: of a Land and Germany nothing is "in the Kreis".

    Parameters
    ----------
    indicator : Indicator
        As it is declared.
    level : Level
        Level whose areas are shown.
    others : mapping of str to Indicator
        All that are shown, by id: no two must be called alike.

    Returns
    -------
    Indicator
        The same, or with another name.
    """
    if level not in ("land", "bund") or not indicator.de.endswith(IN_KREIS.de):
        return indicator
    whole = replace(indicator, de=indicator.de.removesuffix(IN_KREIS.de), en=indicator.en.removesuffix(IN_KREIS.en))
    if any(one.de == whole.de for one in others.values()):  # "multi-family houses" are counted twice
        return replace(indicator, de=whole.de + FROM_KREISE.de, en=whole.en + FROM_KREISE.en)
    return whole


def origins_of(used: Iterable[Vintage]) -> tuple[Origin, ...]:
    """The deliveries that values come from.

    Parameters
    ----------
    used : iterable of Vintage
        What an indicator was computed of, as `Edition.vintages` tells it.

    Returns
    -------
    tuple of Origin
        Each once.
    """
    origins = (Origin(one.source, one.period, one.territory.isoformat()) for one in used)
    return tuple(dict.fromkeys(origins))
