"""Stadt- und Gemeindetyp: Großstadt, Mittelstadt, größere and kleine Kleinstadt, Landgemeinde.

One type per Verband, decided by its largest municipality; a central-place function of any member lifts it. Every
municipality has the type of its Verband. Source: BBSR 2021, "Kleinstädte in Deutschland", Infobox 1.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.typologies.central_places import FUNCTION, SETTLEMENT_TYPE, functions_at, overrides_at
from kleinstadt.typologies.official import official_first

GROSSSTADT_FROM: Final = 100_000
MITTELSTADT_FROM: Final = 20_000
GROESSERE_KLEINSTADT_FROM: Final = 10_000
KLEINSTADT_FROM: Final = 5_000

BASIS: Final = pl.Enum(("population", "function", "override"))
"""What decided a type: size alone, a central-place function above it, or a row of type_overrides.csv."""


def settlement_type(largest_member: pl.Series, function: pl.Series) -> pl.Series:
    """Stadt- und Gemeindetyp of each Verband.

    Parameters
    ----------
    largest_member : pl.Series
        Persons in its largest municipality, one value a Verband.
    function : pl.Series
        Central-place function (FUNCTION, from "none" to "upper"), same length; null counts as "none".

    Returns
    -------
    pl.Series
        SETTLEMENT_TYPE, same length; null where the population is null.

    Notes
    -----
    | type                 | largest member          | or at least this function |
    | -------------------- | ----------------------- | ------------------------- |
    | grossstadt           | 100,000 and more        |                           |
    | mittelstadt          | 20,000 to under 100,000 | upper                     |
    | groessere_kleinstadt | 10,000 to under 20,000  |                           |
    | kleine_kleinstadt    | 5,000 to under 10,000   | basic_plus                |
    | landgemeinde         | under 5,000             |                           |

    References
    ----------
    BBSR 2021, "Kleinstädte in Deutschland", Infobox 1.

    Examples
    --------
    >>> settlement_type(pl.Series([12_000, 3_000]), pl.Series(["none", "middle"])).to_list()
    ['groessere_kleinstadt', 'kleine_kleinstadt']
    """
    persons, rank = pl.col("persons"), pl.col("function").fill_null("none").to_physical()
    at_least = {level: rank >= FUNCTION.categories.to_list().index(level) for level in ("basic_plus", "upper")}
    rule = (
        pl.when(persons.is_null())
        .then(None)
        .when(persons >= GROSSSTADT_FROM)
        .then(pl.lit("grossstadt"))
        .when((persons >= MITTELSTADT_FROM) | at_least["upper"])
        .then(pl.lit("mittelstadt"))
        .when(persons >= GROESSERE_KLEINSTADT_FROM)
        .then(pl.lit("groessere_kleinstadt"))
        .when((persons >= KLEINSTADT_FROM) | at_least["basic_plus"])
        .then(pl.lit("kleine_kleinstadt"))
        .otherwise(pl.lit("landgemeinde"))
    )
    table = pl.DataFrame({"persons": largest_member, "function": function.cast(FUNCTION)})
    return table.select(rule.cast(SETTLEMENT_TYPE).alias("type"))["type"]


def verband_types(members: pl.DataFrame, functions: pl.DataFrame, overrides: pl.DataFrame) -> pl.DataFrame:
    """Type of each Verband, from its members.

    Parameters
    ----------
    members : pl.DataFrame
        verband, ags, population (persons); one row a municipality.
    functions : pl.DataFrame
        ags, function; one row a municipality that has one (`central_places.functions_at`).
    overrides : pl.DataFrame
        ags, type; the exceptions (`central_places.overrides_at`).

    Returns
    -------
    pl.DataFrame
        verband, type, largest_ags, largest_population (persons), function (the highest of any member), basis
        ("population", "function" or "override"), sorted by verband. One member of unknown population leaves the type
        unknown, since it might be the largest.

    Raises
    ------
    SourceLayoutError
        If the members lack a column.
    SourceContentError
        If a municipality occurs more than once.

    References
    ----------
    BBSR 2021, "Kleinstädte in Deutschland", Infobox 1.

    Examples
    --------
    >>> members = pl.DataFrame({"verband": ["1", "1"], "ags": ["a", "b"], "population": [6_000, 900]})
    >>> none = pl.DataFrame(schema={"ags": pl.String, "function": pl.String, "type": pl.String})
    >>> verband_types(members, none, none).select("type", "largest_ags", "basis").row(0)
    ('kleine_kleinstadt', 'a', 'population')
    """
    _check_members(members)
    units = _largest(members).join(_highest(members, functions), on="verband", how="left")
    units = units.with_columns(pl.col("function").fill_null("none"))
    by_size = settlement_type(units["largest_population"], pl.Series("none", ["none"] * units.height, dtype=FUNCTION))
    by_rule = settlement_type(units["largest_population"], units["function"])
    units = units.with_columns(by_rule.alias("rule"), (by_rule != by_size).alias("lifted"))
    excepted = members.join(overrides.select("ags", "type"), on="ags").select("verband", pl.col("type").alias("other"))
    basis = pl.when(pl.col("other").is_not_null()).then(pl.lit("override")).when("lifted").then(pl.lit("function"))
    known = pl.col("rule").is_not_null()
    return (
        units.join(excepted.unique("verband"), on="verband", how="left")
        .with_columns(
            type=pl.when(known).then(pl.coalesce("other", "rule")).cast(SETTLEMENT_TYPE),
            basis=pl.when(known).then(basis.otherwise(pl.lit("population"))).cast(BASIS),
        )
        .select("verband", "type", "largest_ags", "largest_population", "function", "basis")
        .sort("verband")
    )


def types_at(members: pl.DataFrame, day: date) -> pl.DataFrame:
    """Type of each Verband with the functions and exceptions that hold on a day.

    Parameters
    ----------
    members : pl.DataFrame
        verband as the BBSR observes it (`central_places.observation_units`), ags, population (persons) on this day.
    day : date
        The day.

    Returns
    -------
    pl.DataFrame
        As `verband_types`.

    Raises
    ------
    SourceLayoutError, SourceContentError
        As `verband_types`.
    """
    return verband_types(members, functions_at(day), overrides_at(day))


def with_type_basis(members: pl.DataFrame, official: Sequence[pl.DataFrame] = ()) -> pl.DataFrame:
    """Members with the official type of their Verband where there is one, else the computed; and which of both it is.

    Parameters
    ----------
    members : pl.DataFrame
        ags, verband, population (persons), type (computed); others are kept.
    official : sequence of pl.DataFrame
        Each ags or verband, type (text as in SETTLEMENT_TYPE; null is left out), the strongest first.

    Returns
    -------
    pl.DataFrame
        With type_basis: "official", "computed", null where the type is null; else as `official.official_first`.
    """
    return official_first(members, official, "type", SETTLEMENT_TYPE, otherwise="computed")


def with_own_type(members: pl.DataFrame, day: date) -> pl.DataFrame:
    """Members with a type of their own: that of a Verband which they alone made up.

    Towns are ranked by it, so that no village stands among towns because its Amt has one.

    Parameters
    ----------
    members : pl.DataFrame
        ags, verband, population (persons), type, type_basis (of the Verband, as of this day); others are kept.
    day : date
        Day of the functions and exceptions.

    Returns
    -------
    pl.DataFrame
        With own_type, own_type_basis ("official", "computed"; null where the type is). The only municipality of a
        Verband has its Verband's, official or not; one of several that of the same rule for its own people and its own
        central-place function.
    """
    alone = types_at(members.select("ags", "population", verband="ags"), day).select("type", ags="verband")
    own = alone.select("ags", own=pl.col("type").cast(pl.String))
    only = pl.len().over("verband") == 1
    by_rule = pl.when(pl.col("own").is_not_null()).then(pl.lit("computed"))
    joined = members.join(own, on="ags", how="left", maintain_order="left")
    return joined.with_columns(
        own_type=pl.when(only).then(pl.col("type").cast(pl.String)).otherwise("own"),
        own_type_basis=pl.when(only).then("type_basis").otherwise(by_rule),
    ).drop("own")


def _largest(members: pl.DataFrame) -> pl.DataFrame:
    """Largest municipality of each Verband (of equals the one with the lower key); null where one is unknown."""
    ordered = members.sort(pl.col("population"), pl.col("ags"), descending=[True, False], nulls_last=False)
    first = ordered.group_by("verband", maintain_order=True).agg(pl.col("ags", "population").first())
    known = pl.col("population").is_not_null()
    return first.select(
        "verband",
        pl.when(known).then("ags").alias("largest_ags"),
        pl.col("population").alias("largest_population"),
    )


def _highest(members: pl.DataFrame, functions: pl.DataFrame) -> pl.DataFrame:
    """Highest central-place function of any member, per Verband that has one."""
    held = members.join(functions.select("ags", pl.col("function").cast(FUNCTION)), on="ags")
    return (
        held.sort(pl.col("function").to_physical(), descending=True)
        .unique("verband", keep="first")
        .select("verband", "function")
    )


def _check_members(members: pl.DataFrame) -> None:
    missing = [name for name in ("verband", "ags", "population") if name not in members.columns]
    if missing:
        msg = (
            f"members: no column {', '.join(missing)} (found: {', '.join(members.columns)}). "
            "Give one row per municipality with verband, ags and population."
        )
        raise SourceLayoutError(msg)
    doubled = members.filter(pl.col("ags").is_duplicated())["ags"]
    if len(doubled):
        msg = f"members: {doubled[0]} occurs more than once. Give one row per municipality and date."
        raise SourceContentError(msg)
