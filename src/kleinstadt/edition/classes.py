"""The official classes that an edition holds: those that the BBSR gave municipalities at the end of a year.

They are rows of the table of groups, at level "gemeinde", by the BBSR's own codes (sources/bbsr/official_classes.py).
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from kleinstadt.edition.store import Tables
from kleinstadt.indicators.location import POTENTIAL
from kleinstadt.typologies.central_places import SETTLEMENT_TYPES, joint_units_at, observation_units
from kleinstadt.typologies.growth import GROWTH
from kleinstadt.typologies.location import LAGEN, lage, with_basis
from kleinstadt.typologies.official import YEARS_AROUND
from kleinstadt.typologies.settlement import types_at, with_own_type, with_type_basis

if TYPE_CHECKING:
    from kleinstadt.sources.bbsr.raumgliederungen import OfficialClasses

TYPES: Final = {str(10 * at): name for at, name in enumerate(SETTLEMENT_TYPES, start=1)}
LAGE: Final = {str(at): name for at, name in enumerate(LAGEN, start=1)}
GROWTH_CLASSES: Final = {str(5 - at): name for at, name in enumerate(GROWTH.categories)}

SCHEMES: Final = {"type_official": TYPES, "lage_official": LAGE, "growth_official": GROWTH_CLASSES}
"""Scheme of the table of groups, and what its codes are called here."""

TOWN_CLASSES: Final = ("central_place", "mittelbereich", "grossstadtregion", "einzugsbereich", "growth_official")
"""Further schemes, which are given by their names."""


def official_at(tables: Tables, day: date) -> pl.DataFrame | None:
    """Type, Lage and growth that the BBSR gave the municipalities of this very day.

    Parameters
    ----------
    tables : Tables
        Of an edition.
    day : date
        The day of the borders.

    Returns
    -------
    pl.DataFrame or None
        ags, type, lage, growth (text as in SETTLEMENT_TYPE, LAGEN and GROWTH; null where the file says nothing); None
        where no file of this day is in the edition.
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
    """Ids of the sources of the official classes of this very day.

    Parameters
    ----------
    tables : Tables
        Of an edition.
    day : date
        The day of the borders.

    Returns
    -------
    list of str
        Sorted; empty where there is no file of this day.
    """
    wanted = pl.col("scheme").is_in(list(SCHEMES)) & (pl.col("level") == "gemeinde") & (pl.col("territory") == day)
    return tables.scan("groups").filter(wanted).select(pl.col("source").unique().sort()).collect()["source"].to_list()


def town_classes(tables: Tables, day: date, towns: pl.DataFrame) -> pl.DataFrame:
    """Central place, Mittelbereich, Großstadtregion and its catchment, growing or shrinking, as the BBSR names them.

    Of each scheme the file nearest to `day` is taken.

    Parameters
    ----------
    tables : Tables
        Of an edition.
    day : date
        The day of the borders.
    towns : pl.DataFrame
        With the ags of those asked for.

    Returns
    -------
    pl.DataFrame
        ags, then for each of TOWN_CLASSES its name and NAME_of (the day for which it holds); null where no file says
        it.
    """
    wanted = pl.col("scheme").is_in(TOWN_CLASSES) & (pl.col("level") == "gemeinde")
    groups = tables.scan("groups").filter(wanted).collect()
    frame = towns.select("ags")
    for scheme in TOWN_CLASSES:
        rows = groups.filter(pl.col("scheme") == scheme)
        nearest = min(rows["territory"].unique(), key=lambda then: (abs((then - day).days), then), default=day)
        of_day = rows.filter(pl.col("territory") == nearest)
        named = of_day.select(pl.col("territory").alias(f"{scheme}_of"), ags="area_id", **{scheme: "group_name"})
        frame = frame.join(named, on="ags", how="left")
    order = [name for scheme in TOWN_CLASSES for name in (scheme, f"{scheme}_of")]
    return frame.select("ags", *order).sort("ags")


def potentials(store: Tables, day: date) -> pl.DataFrame:
    """The reachable day population of each Verband, and the Lage that follows from it.

    Parameters
    ----------
    store : Tables
        Of an edition.
    day : date
        The day of the borders.

    Returns
    -------
    pl.DataFrame
        verband, potential (persons, modelled), lage.
    """
    wanted = (pl.col("variable") == POTENTIAL.id) & (pl.col("territory") == day)
    facts = store.scan("facts").filter(wanted).select(verband="area_id", potential="value").collect()
    return facts.with_columns(lage=lage(facts["potential"]))


def group_names(store: Tables, scheme: str, day: date, key: str) -> pl.DataFrame:
    """The classes of a scheme, by key: those drawn in the borders nearest to `day`; other keys have none.

    Parameters
    ----------
    store : Tables
        Of an edition.
    scheme : str
        Name of the scheme, "kreis_type".
    day : date
        The day of the borders.
    key : str
        What the column of keys is called.

    Returns
    -------
    pl.DataFrame
        The key, and a column called as the scheme.
    """
    groups = store.scan("groups").filter(pl.col("scheme") == scheme).collect()
    nearest = min(groups["territory"].unique(), key=lambda then: abs((then - day).days), default=day)
    of_day = groups.filter(pl.col("territory") == nearest)
    return of_day.select(pl.col("area_id").alias(key), pl.col("group_name").alias(scheme))


def read_classes(path: Path) -> "OfficialClasses":
    """The official classes of a user's file of the BBSR; its reader is imported for those who have one.

    Parameters
    ----------
    path : Path
        The BBSR's raumgliederungen-referenzen-YYYY.xlsx.

    Returns
    -------
    OfficialClasses
        Its year and its classes by municipality.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it is another file.
    """
    from kleinstadt.sources.bbsr.raumgliederungen import read_official

    return read_official(path)


def official_frames(store: Tables, given: "OfficialClasses | None", day: date) -> list[pl.DataFrame]:
    """The official classes for this day, the strongest first.

    Parameters
    ----------
    store : Tables
        Of an edition.
    given : OfficialClasses or None
        Those of a user's file; of this very year they come before the edition's own classes of this day, of a year near
        by after.
    day : date
        The day of the borders.

    Returns
    -------
    list of pl.DataFrame
        ags, type, lage, growth each.
    """
    of_year = given is not None and given.year == day.year
    near = given is not None and not of_year and abs(day.year - given.year) <= YEARS_AROUND
    frames = [
        given.frame if given and of_year else None,
        official_at(store, day),
        given.frame if given and near else None,
    ]
    return [frame for frame in frames if frame is not None]


def described(store: Tables, gemeinden: pl.DataFrame, official: list[pl.DataFrame], day: date) -> pl.DataFrame:
    """Municipalities with what they belong to and which classes they are of: the columns of Edition.members.

    Parameters
    ----------
    store : Tables
        Of an edition.
    gemeinden : pl.DataFrame
        As in the register, with population (persons) and area_km2.
    official : list of pl.DataFrame
        Classes that win over computed ones, strongest first.
    day : date
        The day of the borders.

    Returns
    -------
    pl.DataFrame
        One row a municipality, sorted by ags.
    """
    units = observation_units(gemeinden, joint_units_at(day))
    types = types_at(units, day).select("verband", "type")
    whole = (
        units.join(types, on="verband", how="left")
        .join(group_names(store, "kreis_type", day, "kreis"), on="kreis", how="left")
        .join(group_names(store, "regiostar7", day, "ags"), on="ags", how="left")
        .join(potentials(store, day), on="verband", how="left")
    )
    return with_own_type(with_type_basis(with_basis(whole, official), official), day).sort("ags")
