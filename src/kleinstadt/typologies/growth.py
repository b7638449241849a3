"""Growing or shrinking: points for six developments over five years, added up.

The BBSR takes population, net migration, working-age population, jobs at the place of work, unemployment rate and
trade-tax base per head (yearly means over five years). Which points it gives it does not print; those of `growth.csv`
beside this file agree best with its classes of 2019 (docs/methods.md, bench/growth_calibration.py). Its window of 2019
ends with 2018; so the window of a year ends with the year before.

| development              | what stands for it here                                                               |
| ------------------------ | ------------------------------------------------------------------------------------- |
| `population`             | residents of the register; where a year lacks, see `bridged`                          |
| `working_age_population` | residents of 15 to 64                                                                 |
| `net_migration`          | change of the population less the births and deaths that its ages let expect          |
| `employees_workplace`    | employees at the place of work                                                        |
| `tax_base`               | tax strength less the shares of income and value-added tax, per head, two years' mean |
| `less_unemployment`      | fall of the unemployed per 100 of working age                                         |

An official class wins for its own year. Censuses break the series: no change is taken from one count to another.
"""

from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

GROWTH: Final = pl.Enum(("strongly_growing", "growing", "no_clear_direction", "shrinking", "strongly_shrinking"))

YEARS: Final = 5
LAG: Final = 1  # years from the end of the window to the year that the class is of

LIMITS: Final = (-3.0, 0.5, 2.5, 5.5)
"""From how many points on an area is no longer strongly shrinking, shrinking, without clear direction, growing."""

DEVELOPMENTS: Final = (
    "population",
    "working_age_population",
    "net_migration",
    "employees_workplace",
    "tax_base",
    "less_unemployment",
)

LEAST_KNOWN: Final = 4  # developments; what is not known counts nothing, so with fewer there is no class

LAST_OF_COUNT: Final = {"population": (2011, 2023), "working_age_population": (2010, 2011)}
"""The last years of the counts before those in use; of working age 2011 is on neither side, as INKAR does not say."""

MISSING: Final = {
    "net_migration": (
        "Wanderungen fehlen und sind geschätzt (Regionaldatenbank 12711-91-01-5)",
        "no migration, it is estimated (12711-91-01-5)",
    ),
    "tax_base": (
        "Gewerbesteuer-Grundbetrag fehlt, genommen ist die Realsteuerkraft (71231-01-03-5)",
        "no trade-tax base, property and trade tax at fixed rates instead (71231-01-03-5)",
    ),
}

BIRTHS: Final = 0.91
DEATHS: Final = 1.11
"""Births and deaths per 100 residents a year, Germany 2013 to 2018."""

YOUNG_PCT: Final = 14.85
OLD_PCT: Final = 19.70
"""Residents of 15 and younger, and of 67 and older, in 100; Germany, census of 2022."""


def window(year: int) -> tuple[int, int]:
    """First and last year between which the class of a year looks.

    Parameters
    ----------
    year : int
        The year that the class is of.

    Returns
    -------
    tuple of int
        Six years before, and one year before.

    Examples
    --------
    >>> window(2019)
    (2013, 2018)
    """
    return year - LAG - YEARS, year - LAG


def of_one_count(development: str, start: int, end: int) -> bool:
    """Whether no census lies between two years.

    Parameters
    ----------
    development : str
        One of DEVELOPMENTS.
    start, end : int
        Years.

    Returns
    -------
    bool
        True, too, for developments that rest on no census.

    Examples
    --------
    >>> of_one_count("population", 2009, 2014), of_one_count("population", 2013, 2018)
    (False, True)
    """
    return not any(start <= last < end for last in LAST_OF_COUNT.get(development, ()))


def yearly_change(start: pl.Series, end: pl.Series) -> pl.Series:
    """Mean yearly change over the window.

    Parameters
    ----------
    start, end : pl.Series
        Values at the first and the last year, one an area.

    Returns
    -------
    pl.Series
        Per cent a year; null where nothing was at the start, or either is unknown.

    Notes
    -----
    ((end / start)^(1/5) - 1) * 100.

    Examples
    --------
    >>> yearly_change(pl.Series([100.0, 0.0]), pl.Series([110.0, 5.0])).round(2).to_list()
    [1.92, None]
    """
    both = pl.DataFrame({"start": start.cast(pl.Float64), "end": end.cast(pl.Float64)})
    share = (pl.col("end").clip(0) / pl.col("start")) ** (1 / YEARS)
    return both.select(change=pl.when(pl.col("start") > 0).then((share - 1) * 100))["change"]


def bridged(before: pl.Series, after: pl.Series, able: tuple[pl.Series, pl.Series, pl.Series]) -> pl.Series:
    """Residents in a year without a register, from those of the year before and after.

    Parameters
    ----------
    before, after : pl.Series
        Residents in the year before and after, one an area.
    able : tuple of pl.Series
        Residents of 15 to 64 in the year before, the year itself, and the year after.

    Returns
    -------
    pl.Series
        Persons; null where one of them is unknown.

    Notes
    -----
    able * sqrt(before / able_before * after / able_after): the share of those of working age is taken to move evenly.

    Examples
    --------
    >>> able = (pl.Series([50.0]), pl.Series([50.0]), pl.Series([50.0]))
    >>> bridged(pl.Series([80.0]), pl.Series([80.0]), able).to_list()
    [80.0]
    """
    frame = pl.DataFrame(
        {"before": before, "after": after, "able_before": able[0], "able": able[1], "able_after": able[2]}
    ).cast(pl.Float64)
    shares = pl.col("before") / pl.col("able_before") * pl.col("after") / pl.col("able_after")
    return frame.select(persons=(pl.col("able") * shares.sqrt()).fill_nan(None))["persons"]


def net_migration(population: pl.Series, young_pct: pl.Series, old_pct: pl.Series) -> pl.Series:
    """Change by migration: that of the population less the expected natural balance. An estimate.

    Parameters
    ----------
    population : pl.Series
        Change of the population in per cent a year, one an area.
    young_pct, old_pct : pl.Series
        Residents up to 15, and from 67 on, in 100.

    Returns
    -------
    pl.Series
        Per cent a year; null where one of them is unknown.

    Notes
    -----
    population - (BIRTHS * young / YOUNG_PCT - DEATHS * old / OLD_PCT): births as many as in Germany for so
    many children, deaths as many as for so many old people. Rates are Germany's of 2013 to 2018, ages those of the
    census of 2022.

    Examples
    --------
    >>> net_migration(pl.Series([0.5]), pl.Series([14.85]), pl.Series([19.7])).round(2).to_list()
    [0.7]
    """
    frame = pl.DataFrame({"population": population, "young": young_pct, "old": old_pct}).cast(pl.Float64)
    balance = BIRTHS * pl.col("young") / YOUNG_PCT - DEATHS * pl.col("old") / OLD_PCT
    return frame.select(change=pl.col("population") - balance)["change"]


@cache
def points_table() -> pl.DataFrame:
    """The rule: which points a development gets from which value on.

    Returns
    -------
    pl.DataFrame
        development, above (a number as text, or pNN for the quantile of all areas; null is the lowest step), points.

    References
    ----------
    Fitted to the BBSR's classes of 2019, which does not print its points: docs/methods.md, Growing or shrinking.
    """
    return pl.read_csv(files("kleinstadt.typologies").joinpath("growth.csv").read_bytes(), infer_schema=False).cast(
        {"points": pl.Float64}
    )


def growth(changes: pl.DataFrame) -> pl.DataFrame:
    """Points and class of each area.

    Parameters
    ----------
    changes : pl.DataFrame
        One row an area; for each of DEVELOPMENTS its mean change in per cent a year, null where unknown. Other columns
        are kept.

    Returns
    -------
    pl.DataFrame
        With indicators (how many developments are known), points (their sum) and growth (GROWTH); the last two are null
        with fewer than LEAST_KNOWN.

    Notes
    -----
    Each development gets the points of `points_table`; steps such as p20 are quantiles of all areas given
    that are known. The class follows from the sum: strongly growing from 5.5, growing from 2.5, no clear direction from
    0.5, shrinking from -3, else strongly shrinking.

    References
    ----------
    The six developments and five classes are the BBSR's; the points meet 76.9 % of its 4,409 classes of 2019
    (docs/methods.md, Growing or shrinking).

    Examples
    --------
    >>> changes = pl.DataFrame({name: [-1.0, 0.5, 2.0] for name in DEVELOPMENTS})
    >>> growth(changes).select("points", "growth").row(2)
    (9.5, 'strongly_growing')
    """
    points = {name: _points(name, changes[name]) for name in DEVELOPMENTS}
    known = pl.sum_horizontal(pl.col(DEVELOPMENTS).is_not_null())
    total = pl.sum_horizontal([pl.col(f"_{name}") for name in DEVELOPMENTS])
    scored = changes.with_columns([found.alias(f"_{name}") for name, found in points.items()]).with_columns(
        indicators=known.cast(pl.Int64), points=pl.when(known >= LEAST_KNOWN).then(total)
    )
    return scored.drop([f"_{name}" for name in DEVELOPMENTS]).with_columns(growth=_class_of("points"))


def _points(name: str, values: pl.Series) -> pl.Series:
    """The points of one development, 0 where it is not known."""
    if values.null_count() == len(values):
        return pl.repeat(0.0, len(values), dtype=pl.Float64, eager=True)
    found = pl.lit(0.0)
    for above, points in points_table().filter(pl.col("development") == name).select("above", "points").rows():
        over = pl.lit(value=True) if above is None else pl.col("value") > _bound(above, values)
        found = pl.when(over).then(points).otherwise(found)
    frame = pl.DataFrame({"value": values.cast(pl.Float64)})
    return frame.select(points=pl.when(pl.col("value").is_not_null()).then(found).otherwise(0.0))["points"]


def _bound(above: str, values: pl.Series) -> float | None:
    if not above.startswith("p"):
        return float(above)
    return values.cast(pl.Float64).quantile(int(above[1:]) / 100, "linear")


def _class_of(points: str) -> pl.Expr:
    value = pl.col(points)
    strongly_down, down, up, strongly_up = LIMITS
    return (
        pl.when(value.is_null())
        .then(None)
        .when(value >= strongly_up)
        .then(pl.lit("strongly_growing"))
        .when(value >= up)
        .then(pl.lit("growing"))
        .when(value >= down)
        .then(pl.lit("no_clear_direction"))
        .when(value >= strongly_down)
        .then(pl.lit("shrinking"))
        .otherwise(pl.lit("strongly_shrinking"))
        .cast(GROWTH)
    )


def official_growth(
    scored: pl.DataFrame, key: str, members: pl.DataFrame, official: pl.DataFrame | None
) -> pl.DataFrame:
    """Areas with the official class where there is one, else the computed; and which of both it is.

    Parameters
    ----------
    scored : pl.DataFrame
        As from `growth`, with the column `key`.
    key : str
        Column of the areas' keys: there are official classes for ags and verband.
    members : pl.DataFrame
        ags, verband.
    official : pl.DataFrame or None
        ags or verband, growth (text as in GROWTH; null is left out).

    Returns
    -------
    pl.DataFrame
        With growth_basis: "official", "computed", null for no class. An area whose members have several official
        classes keeps the computed one.
    """
    computed = pl.when(pl.col("growth").is_not_null()).then(pl.lit("computed"))
    if official is None:
        return scored.with_columns(growth_basis=computed)
    own = "ags" if "ags" in official.columns else "verband"
    classes = members.join(official.select(own, _official=pl.col("growth").cast(GROWTH)).drop_nulls(), on=own)
    single = classes.group_by(key).agg(pl.col("_official").unique()).filter(pl.col("_official").list.len() == 1)
    found = scored.join(single.select(key, pl.col("_official").list.first()), on=key, how="left", maintain_order="left")
    by_file = pl.when(pl.col("_official").is_not_null()).then(pl.lit("official"))
    return found.with_columns(
        growth=pl.coalesce("_official", "growth"), growth_basis=pl.coalesce(by_file, computed)
    ).drop("_official")
