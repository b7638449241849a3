"""What every profile asks again, made once for all areas of a level and kept as Arrow files (edition/kept_columns.py).

Values come from the parts of the municipalities by the one rule (indicators/aggregation.py), like all others.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
import polars.selectors as cs
from numpy.typing import NDArray

from kleinstadt.edition.kept_columns import code_of, words_of
from kleinstadt.indicators.aggregation import Grouped, GroupValue, values_of_groupings
from kleinstadt.indicators.model import Count, Indicator
from kleinstadt.indicators.parts import Parts
from kleinstadt.indicators.sums import Sums
from kleinstadt.memory import KEPT_ELSEWHERE
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.territory.coding import Codes, Floats, Words, as_enum, named

AtArea = tuple[list[float], list[str], list[str | None]]  # values (NaN: missing), statuses and vintages
CODE: Final = code_of(
    __file__, *(str(Path(__file__).with_name(f"{name}.py")) for name in ("areas", "columns", "groups", "values"))
)


def values_of_areas(made: Callable[[str], tuple[Grouped, Parts]], names: list[str]) -> pl.DataFrame:
    """Value (NaN: missing), status and vintage of all indicators, one below the other, a row an area each.

    Parameters
    ----------
    made : callable
        From an indicator's id to the values of all areas, and the parts they are made of.
    names : list of str
        Ids of the indicators, in the order of the blocks of rows.

    Returns
    -------
    pl.DataFrame
        Columns value (in the indicator's unit), status (Enum), vintage (Enum, null where missing); indicators x areas
        rows.
    """
    found: list[Grouped] = []
    told: list[tuple[str, ...]] = []
    for name in names:
        grouped, parts = made(name)
        found.append(grouped)
        told.append(parts.vintages)
    vintage, words = _of_one_list([one.vintage for one in found], told)
    status = as_enum(_together(found, "status"), STATUSES).alias("status")
    return pl.DataFrame(
        [pl.Series("value", _together(found, "value")), status, as_enum(vintage, words).alias("vintage")]
    )


def _of_one_list(codes: list[Codes], known: list[tuple[str, ...]]) -> tuple[Codes, tuple[str, ...]]:
    """Places in several lists of words, one after the other, as places in one list of those that come."""
    place: dict[str, int] = {}
    for words in known:
        for word in words:
            place.setdefault(word, len(place))
    to_all = (np.array([*(place[word] for word in words), -1], dtype=np.int16) for words in known)
    every = np.concatenate([np.empty(0, np.int16), *(own[of] for own, of in zip(to_all, codes, strict=True))])
    comes = np.bincount(every + 1, minlength=len(place) + 1)[1:] > 0
    there = sorted(word for word, at in place.items() if comes[at])
    again = np.full(len(place) + 1, -1, dtype=np.int16)
    again[[place[word] for word in there]] = np.arange(len(there))
    return again[every], tuple(there)


@dataclass(frozen=True)
class Values:
    """What `values_of_areas` made, read: a row an indicator, in columns the areas; words as places of what is known.

    Attributes
    ----------
    rows : dict of str to int
        Where an indicator stands.
    value : array of float, indicators x areas
        In the indicator's unit; NaN where missing.
    status : array of int, indicators x areas
        Place in STATUSES.
    vintage : array of int, indicators x areas
        Place in `vintages`; -1, its last one, where missing.
    vintages : tuple of str or None
        Periods, and None at the end.
    """

    rows: dict[str, int]
    value: Floats = field(metadata=KEPT_ELSEWHERE)
    status: Codes
    vintage: Codes
    vintages: tuple[str | None, ...]

    @classmethod
    def of(cls, frame: pl.DataFrame, names: list[str]) -> "Values":
        """Read the frame; three columns for all indicators, since opening hundreds takes longer than reading them.

        Parameters
        ----------
        frame : pl.DataFrame
            As `values_of_areas` made it.
        names : list of str
            The ids it was made for, in the same order.

        Returns
        -------
        Values
            The arrays without a copy.
        """
        places = frame.select(cs.enum().to_physical().cast(pl.Int16).fill_null(-1))
        value, status, vintage = (
            column.to_numpy().reshape(len(names), -1)
            for column in (frame["value"], places["status"], places["vintage"])
        )
        rows = {name: row for row, name in enumerate(names)}
        return cls(rows, value, status, vintage, (*words_of(frame["vintage"]), None))

    def of_indicator(self, name: str) -> tuple[Floats, Words[str], Words[str | None]]:
        """Values, status and vintage of one indicator; the arrays without a copy.

        Parameters
        ----------
        name : str
            Id of the indicator.

        Returns
        -------
        tuple of (array of float, Words, Words)
            One entry an area each: in the indicator's unit, NaN where missing; one of STATUSES; period, None where
            missing.
        """
        row = self.rows[name]
        return self.value[row], Words(self.status[row], STATUSES), Words(self.vintage[row], self.vintages)

    def of_area(self, place: int) -> AtArea:
        """All indicators at one area.

        Parameters
        ----------
        place : int
            Of the area among those of the level.

        Returns
        -------
        tuple of three lists
            Values in the indicators' units (NaN: missing), statuses, vintages.
        """
        statuses, vintages = self.status[:, place].tolist(), self.vintage[:, place].tolist()
        return (
            self.value[:, place].tolist(),
            [STATUSES[status] for status in statuses],
            [self.vintages[vintage] for vintage in vintages],
        )


def values_of_groups(
    parts_of: Callable[[str], Parts],
    indicators: dict[str, Indicator],
    masks: dict[str, NDArray[np.bool_]],
    area_of: Codes,
) -> pl.DataFrame:
    """The values of many groups of areas, by the one rule.

    Counts have no rows: a sum over thousands of towns says nothing about one.

    Parameters
    ----------
    parts_of : callable
        From an indicator's id to its parts, one entry a municipality.
    indicators : dict of str to Indicator
        Those that are computed, by id.
    masks : dict of str to array of bool, one entry an area
        Which areas are a group's, by its name; groups may share areas.
    area_of : array of int, one entry a municipality
        The row of each municipality's area.

    Returns
    -------
    pl.DataFrame
        Columns indicator, group, value (in the indicator's unit), people_pct, area_pct (for how much of its people and
        land it is known), status; null where missing.
    """
    layers, labels = [(places, Sums(codes[area_of], len(places))) for places, codes in _layers(masks)], list(masks)
    asked = [(name, one) for name, one in indicators.items() if not isinstance(one, Count)]
    made: list[Grouped] = []
    for name, indicator in asked:
        parts = parts_of(name)
        made += values_of_groupings(parts, indicator, [sums for _, sums in layers])
    of_layers = [labels[place] for places, _ in layers for place in places]
    numbers = {column: _together(made, column) for column in ("value", "people_pct", "area_pct")}
    names = [name for name, _ in asked for _ in labels]
    frame = pl.DataFrame({"indicator": names, "group": of_layers * len(asked), **numbers})
    status = named(_together(made, "status"), STATUSES).alias("status")
    return frame.with_columns(cs.float().fill_nan(None), status)


def _together(made: list[Grouped], column: str) -> NDArray[Any]:
    return np.concatenate([getattr(found, column) for found in made]) if made else np.empty(0)


def group_values_in(frame: pl.DataFrame, group: str) -> dict[str, GroupValue]:
    """The values of one group out of `values_of_groups`, by indicator.

    Parameters
    ----------
    frame : pl.DataFrame
        As `values_of_groups` made it.
    group : str
        Name of the group.

    Returns
    -------
    dict of str to GroupValue
        By id of the indicator; empty for a group that has no rows.
    """
    columns = ("indicator", "value", "status", "people_pct", "area_pct")
    rows = frame.filter(pl.col("group") == group).select(columns).iter_rows()
    return {name: GroupValue(value, status, people, area) for name, value, status, people, area in rows}


def _layers(masks: dict[str, NDArray[np.bool_]]) -> list[tuple[list[int], Codes]]:
    """Groups without a common area together: their places among all, and each area's group (-1: none)."""
    layers: list[tuple[list[int], Codes]] = []
    for place, mask in enumerate(masks.values()):
        places, codes = next((one for one in layers if not (mask & (one[1] >= 0)).any()), ([], np.full(len(mask), -1)))
        if not places:
            layers.append((places, codes))
        codes[mask] = len(places)
        places.append(place)
    return layers
