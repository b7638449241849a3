"""One town beside its type, its Land and Germany."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.aggregation import aggregate, values_of
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
    return Profile(area, year, pl.DataFrame([_figure(edition, area, name, year) for name in edition.indicators]))


def _figure(edition: Edition, area: dict[str, object], name: str, year: int) -> dict[str, object]:
    found = INDICATORS[name]
    parts = edition.parts(name, year)
    own = aggregate(parts.filter(pl.col("ags") == area["ags"]), found, "ags").row(0, named=True)
    groups: dict[str, object] = dict.fromkeys(SCOPES)
    if not isinstance(found, Count):
        members: dict[str, pl.Expr] = {
            "type": (pl.col("type") == area["type"]) & (pl.col("population") != 0),
            "land": pl.col("land") == pl.lit(area["land"]),
            "bund": pl.lit(value=True),
        }
        groups = {scope: group.value for scope, group in values_of(parts, found, members).items()}
    return {"indicator": name, **{key: own[key] for key in ("value", "status", "vintage")}, **groups}
