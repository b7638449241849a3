"""One town beside its type, its Land and Germany."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.aggregation import is_lent, value_of
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.model import Count

SCOPES: Final = ("type", "land", "bund")


@dataclass(frozen=True)
class Profile:
    """A municipality and its figures.

    area : its row of Edition.areas
    figures : indicator, unit, value, status, vintage, type, land, bund; group values of counts are null, as a sum over
        thousands of towns says nothing about one
    """

    area: dict[str, object]
    year: int
    figures: pl.DataFrame


def profile(edition: Edition, ags: str, year: int) -> Profile:
    """The figures of the municipality with this AGS, in the borders of a year, each beside its groups.

    Raises UnknownNameError where the year has no such municipality.
    """
    found = edition.areas(year, "gemeinde").filter(pl.col("ags") == ags)
    if found.is_empty():
        msg = f"There is no municipality '{ags}' in {year}. `Edition.find` gives the key of a name."
        raise UnknownNameError(msg)
    area = found.row(0, named=True)
    members = edition.members(year)
    masks = {
        "own": (members["ags"] == ags).to_numpy(),
        "type": ((members["type"] == area["type"]) & (members["population"] != 0)).to_numpy(),
        "land": (members["land"] == area["land"]).to_numpy(),
        "bund": np.ones(members.height, dtype=np.bool_),
    }
    rows = [_figure(edition, name, year, masks) for name in edition.indicators]
    return Profile(area, year, pl.DataFrame(rows, infer_schema_length=None))


def _figure(edition: Edition, name: str, year: int, masks: dict[str, NDArray[np.bool_]]) -> dict[str, object]:
    found, parts = INDICATORS[name], edition.part_arrays(name, year)
    own = value_of(parts, found, masks["own"], lent=is_lent(found, "ags"))
    vintage = parts.vintage[masks["own"]][0]
    groups: dict[str, object] = dict.fromkeys(SCOPES)
    if not isinstance(found, Count):
        groups = {scope: value_of(parts, found, masks[scope]).value for scope in SCOPES}
    return {
        "indicator": name,
        "value": own.value,
        "status": own.status,
        "vintage": parts.vintages[vintage] if vintage >= 0 else None,
        **groups,
    }
