"""Municipalities put together to the areas of a level, with what can be said of such an area."""

from itertools import pairwise
from typing import Final

import polars as pl

from kleinstadt import keys
from kleinstadt.territory.gazetteer import KEY_COLUMN

SIZE_BREAKS: Final = (2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 500_000)
SIZES: Final = (*(f"{low}-{high - 1}" for low, high in pairwise((0, *SIZE_BREAKS))), f"{SIZE_BREAKS[-1]}-")

# What an area of a level inherits from its municipalities; the rest is null there, e.g. a Kreis has no type of town.
_PLACE: Final = ("kreis", "region", "land", "kreis_type", "regiostar7")
_TOWN: Final = (*_PLACE, "type", "type_basis", "lage", "lage_basis", "potential")
_OWN: Final = ("own_type", "own_type_basis")
INHERITED: Final = {
    "gemeinde": (*_TOWN, *_OWN),
    "verband": _TOWN,
    "kreis": ("region", "land", "kreis_type"),
    "region": ("land",),
}


def areas_of(members: pl.DataFrame, names: pl.DataFrame, kreis_names: pl.DataFrame, level: str) -> pl.DataFrame:
    """Municipalities put together to the areas of a level.

    Parameters
    ----------
    members : pl.DataFrame
        Municipalities, as from Edition.members.
    names : pl.DataFrame
        Key column of the level, name.
    kreis_names : pl.DataFrame
        kreis, name.
    level : str
        "gemeinde", "verband", "kreis", "region", "land" or "bund".

    Returns
    -------
    pl.DataFrame
        One row an area, sorted by key: the key, name, land, land_name, kreis, kreis_name, population (persons),
        area_km2, type, members (number), lage, lage_basis, potential (persons), size (class of population), kreis_type,
        regiostar7 (of its largest municipality), region, type_basis, own_type, own_type_basis (null but for
        municipalities). A sum with an unknown member is null.
    """
    key = KEY_COLUMN[level]
    schema = members.schema
    inherited = [
        pl.col(name).sort_by("population").last()
        if name in INHERITED.get(level, ())
        else pl.lit(None, schema[name]).alias(name)
        for name in (*_TOWN, *_OWN)
        if name != key
    ]
    sums = [_whole("population").cast(pl.Int64), _whole("area_km2").round(4), pl.len().alias("members")]
    frame = members.group_by(key).agg(*sums, *inherited).join(names, on=key, how="left")
    frame = frame.join(kreis_names.rename({"name": "kreis_name"}), on="kreis", how="left").with_columns(
        land_name=pl.col("land").replace_strict(keys.LAENDER, default=None, return_dtype=pl.String),
        size=size_class() if level in ("gemeinde", "verband") else pl.lit(None, pl.String),
    )
    order = [key, "name", "land", "land_name", "kreis", "kreis_name", "population", "area_km2", "type", "members"]
    order += ["lage", "lage_basis", "potential", "size", "kreis_type", "regiostar7", "region", "type_basis", *_OWN]
    return frame.select(*dict.fromkeys(order)).sort(key)


def _whole(name: str) -> pl.Expr:
    """The sum of a column, null where any of it is missing."""
    return pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum()).alias(name)


def size_class() -> pl.Expr:
    """Class of the column population.

    Returns
    -------
    pl.Expr
        As text: "5000-9999", persons.

    Examples
    --------
    >>> pl.DataFrame({"population": [1_999, 5_000, 600_000]}).select(size_class()).to_series().to_list()
    ['0-1999', '5000-9999', '500000-']
    """
    return pl.col("population").bin_intervals(list(SIZE_BREAKS), labels=list(SIZES)).cast(pl.String)
