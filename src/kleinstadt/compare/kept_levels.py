"""What every profile asks again, made once for all areas of a level and kept as Arrow files (edition/kept_columns.py).

Values come from the parts of the municipalities by the one rule (indicators/aggregation.py), like all others.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.edition.kept_columns import code_of, words_of
from kleinstadt.indicators.aggregation import STATUSES, Grouped, Parts, group_values
from kleinstadt.indicators.model import Count, Indicator
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


def values_in(frame: pl.DataFrame, name: str) -> tuple[Floats, Words[str], Words[str | None]]:
    """Values, status and vintage of one indicator out of `values_of_areas`; the values without a copy."""
    value, status, vintage = (frame[f"{name} {column}"] for column in COLUMNS)
    places = vintage.to_physical().cast(pl.Int16).fill_null(-1).to_numpy()
    return (
        value.to_numpy(),
        Words(status.to_physical().to_numpy(), STATUSES),
        Words(places, (*words_of(vintage), None)),
    )


def values_of_groups(
    parts_of: Callable[[str], Parts],
    indicators: dict[str, Indicator],
    masks: dict[str, NDArray[np.bool_]],
    area_of: Codes,
) -> pl.DataFrame:
    """The value of each group of areas in each indicator: a column an indicator, a row a group, as in `masks`.

    masks : which areas are a group's; groups may share areas. NaN where there is no value, and for counts, as a sum
        over thousands of towns says nothing about one.
    """
    layers = _layers(masks)
    found: dict[str, Floats] = {}
    for name, indicator in indicators.items():
        found[name] = np.full(len(masks), np.nan)
        if isinstance(indicator, Count):
            continue
        parts = parts_of(name)
        for places, codes in layers:
            found[name][places] = group_values(parts, indicator, codes[area_of], len(places)).value
    return pl.DataFrame(found)


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
