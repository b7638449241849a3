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
from kleinstadt.indicators.aggregation import STATUSES, Grouped, GroupValue, Parts, group_values
from kleinstadt.indicators.model import Count, Indicator
from kleinstadt.memory import KEPT_ELSEWHERE
from kleinstadt.territory.coding import Codes, Floats, Words, named

CODE: Final = code_of(__file__, *(str(Path(__file__).with_name(f"{name}.py")) for name in ("columns", "groups")))
COLUMNS: Final = ("value", "status", "vintage")


def values_of_areas(made: Callable[[str], tuple[Grouped, Parts]], names: list[str]) -> pl.DataFrame:
    """Columns "density value", "density status", "density vintage" of each indicator, a row an area; NaN: missing."""
    columns: list[pl.Series] = []
    for name in names:
        found, parts = made(name)
        statuses, vintages = named(found.status, STATUSES), named(found.vintage, parts.vintages)
        columns += [
            pl.Series(f"{name} value", found.value),
            statuses.cast(pl.Enum(STATUSES)).alias(f"{name} status"),
            vintages.cast(pl.Enum(parts.vintages)).alias(f"{name} vintage"),
        ]
    return pl.DataFrame(columns)


@dataclass(frozen=True)
class Values:
    """What `values_of_areas` made, read: its words as places, for all indicators at once."""

    frame: pl.DataFrame = field(metadata=KEPT_ELSEWHERE)
    places: pl.DataFrame

    @classmethod
    def of(cls, frame: pl.DataFrame) -> "Values":
        """Read the frame; as one question to Polars, since hundreds of small ones take a second."""
        return cls(frame, frame.select(cs.enum().to_physical().cast(pl.Int16).fill_null(-1)))

    def of_indicator(self, name: str) -> tuple[Floats, Words[str], Words[str | None]]:
        """Values, status and vintage of one indicator; the arrays without a copy."""
        value, status, vintage = (f"{name} {column}" for column in COLUMNS)
        return (
            self.frame.get_column(value).to_numpy(),
            Words(self.places.get_column(status).to_numpy(), STATUSES),
            Words(self.places.get_column(vintage).to_numpy(), (*words_of(self.frame.get_column(vintage)), None)),
        )


def values_of_groups(
    parts_of: Callable[[str], Parts],
    indicators: dict[str, Indicator],
    masks: dict[str, NDArray[np.bool_]],
    area_of: Codes,
) -> pl.DataFrame:
    """Columns indicator, group, value, status, people_pct, area_pct; null: missing.

    masks : which areas are a group's; groups may share areas. Counts have no rows, as a sum over thousands of towns
        says nothing about one.
    """
    layers, labels = _layers(masks), list(masks)
    asked = [(name, one) for name, one in indicators.items() if not isinstance(one, Count)]
    made: list[Grouped] = []
    for name, indicator in asked:
        parts = parts_of(name)
        made += [group_values(parts, indicator, codes[area_of], len(places)) for places, codes in layers]
    of_layers = [labels[place] for places, _ in layers for place in places]
    numbers = {column: _together(made, column) for column in ("value", "people_pct", "area_pct")}
    names = [name for name, _ in asked for _ in labels]
    frame = pl.DataFrame({"indicator": names, "group": of_layers * len(asked), **numbers})
    status = named(_together(made, "status"), STATUSES).alias("status")
    return frame.with_columns(cs.float().fill_nan(None), status)


def _together(made: list[Grouped], column: str) -> NDArray[Any]:
    return np.concatenate([getattr(found, column) for found in made])


def group_values_in(frame: pl.DataFrame, group: str) -> dict[str, GroupValue]:
    """The values of one group out of `values_of_groups`, by indicator."""
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
