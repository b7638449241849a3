"""The official classes that an edition holds: those that the BBSR gave municipalities at the end of a year.

They are rows of the table of groups, at level "gemeinde", by the BBSR's own codes (sources/bbsr/official_classes.py).
"""

from datetime import date
from typing import Final

import polars as pl

from kleinstadt.edition.store import Tables
from kleinstadt.typologies.central_places import SETTLEMENT_TYPES
from kleinstadt.typologies.growth import GROWTH
from kleinstadt.typologies.location import LAGEN

TYPES: Final = {str(10 * at): name for at, name in enumerate(SETTLEMENT_TYPES, start=1)}
LAGE: Final = {str(at): name for at, name in enumerate(LAGEN, start=1)}
GROWTH_CLASSES: Final = {str(5 - at): name for at, name in enumerate(GROWTH.categories)}

SCHEMES: Final = {"type_official": TYPES, "lage_official": LAGE, "growth_official": GROWTH_CLASSES}
"""Scheme of the table of groups, and what its codes are called here."""

TOWN_CLASSES: Final = ("central_place", "mittelbereich", "grossstadtregion", "einzugsbereich")
"""Further schemes, which are given by their names."""


def official_at(tables: Tables, day: date) -> pl.DataFrame | None:
    """Type, Lage and growth that the BBSR gave the municipalities of this very day.

    Returns ags, type, lage, growth (text as in SETTLEMENT_TYPE, LAGEN and GROWTH; null where the file says nothing);
    None where no file of this day is in the edition.
    """
    wanted = pl.col("scheme").is_in(list(SCHEMES)) & (pl.col("level") == "gemeinde") & (pl.col("territory") == day)
    groups = tables.scan("groups").filter(wanted).select(ags="area_id", scheme="scheme", group_id="group_id").collect()
    if groups.is_empty():
        return None
    frame = groups.select("ags").unique()
    for scheme, names in SCHEMES.items():
        column = scheme.removesuffix("_official")
        of_scheme = groups.filter(pl.col("scheme") == scheme)
        named = pl.col("group_id").replace_strict(names, return_dtype=pl.String).alias(column)
        frame = frame.join(of_scheme.select("ags", named), on="ags", how="left")
    return frame.sort("ags")


def sources_at(tables: Tables, day: date) -> list[str]:
    """Ids of the sources of the official classes of this very day."""
    wanted = pl.col("scheme").is_in(list(SCHEMES)) & (pl.col("level") == "gemeinde") & (pl.col("territory") == day)
    return tables.scan("groups").filter(wanted).select(pl.col("source").unique().sort()).collect()["source"].to_list()


def town_classes(tables: Tables, day: date) -> pl.DataFrame:
    """Central place, Mittelbereich, Großstadtregion and its catchment, as the BBSR names them.

    Of each scheme the file nearest to `day` is taken. Returns ags, then for each of TOWN_CLASSES its name and NAME_of
    (the day for which it holds); null where no file says it.
    """
    wanted = pl.col("scheme").is_in(TOWN_CLASSES) & (pl.col("level") == "gemeinde")
    groups = tables.scan("groups").filter(wanted).collect()
    frame = groups.select(ags="area_id").unique()
    for scheme in TOWN_CLASSES:
        rows = groups.filter(pl.col("scheme") == scheme)
        nearest = min(rows["territory"].unique(), key=lambda then: (abs((then - day).days), then), default=day)
        of_day = rows.filter(pl.col("territory") == nearest)
        named = of_day.select(pl.col("territory").alias(f"{scheme}_of"), ags="area_id", **{scheme: "group_name"})
        frame = frame.join(named, on="ags", how="left")
    order = [name for scheme in TOWN_CLASSES for name in (scheme, f"{scheme}_of")]
    return frame.select("ags", *order).sort("ags")
