"""Abb. 19, computed from a result of `kleinstadt access car --nearest`: minutes to motorway, station and airport."""

from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.report.tables.spreads import Group, small_towns_by_lage, spread_rows
from kleinstadt.travel.driving.goals import GOALS
from kleinstadt.words import labels

PANELS: Final = {f"minutes_to_{goal}": words for goal, words in labels.FAR_GOALS.items()}


def of_verbaende(edition: Edition, nearest: pl.DataFrame, year: int) -> pl.DataFrame:
    """The minutes of municipalities as those of their Verbände: the mean over residents, a member's own as it is.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    nearest : pl.DataFrame
        id (ags), columns as from `nearest.nearest_goals`, minutes.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        verband, name, type, lage, then for each goal minutes_to_GOAL (null unless those of all its inhabited members
        are known) and status_GOAL (at_most where one of them is); only Verbände with a member in `nearest`.

    Raises
    ------
    UnknownNameError
        Where no id is a municipality of the year.
    """
    members = edition.members(year).filter(pl.col("population") > 0).select("ags", "verband", "population")
    joined = members.join(nearest, left_on="ags", right_on="id", how="left")
    touched = nearest.join(members, left_on="id", right_on="ags")["verband"].unique()
    if touched.is_empty():
        msg = f"None of {nearest.height} points has the key (AGS) of a municipality of {year}. Use --points seats."
        raise UnknownNameError(msg)
    rows = joined.filter(pl.col("verband").is_in(touched.implode()))
    means = rows.group_by("verband").agg(expression for goal in GOALS for expression in _of_goal(goal))
    units = edition.areas(year, "verband").select("verband", "name", "type", "lage")
    return units.join(means, on="verband").sort("verband")


def _of_goal(goal: str) -> tuple[pl.Expr, pl.Expr]:
    minutes, status, people = pl.col(f"minutes_to_{goal}"), pl.col(f"status_{goal}"), pl.col("population")
    whole = minutes.is_not_null().all()
    mean = pl.when(whole).then((minutes * people).sum() / people.sum()).alias(f"minutes_to_{goal}")
    bound = pl.when((status == "at_most").any()).then(pl.lit("at_most")).otherwise(pl.lit("known"))
    return mean, pl.when(whole).then(bound).otherwise(pl.lit("missing")).alias(f"status_{goal}")


def figure_19(verbaende: pl.DataFrame) -> pl.DataFrame:
    """Abb. 19: spread of the minutes by type and Lage.

    Parameters
    ----------
    verbaende : pl.DataFrame
        As `of_verbaende` gives them.

    Returns
    -------
    pl.DataFrame
        Columns as in `spreads.spread_rows`, minutes.
    """
    return spread_rows(verbaende, "ziel", PANELS, _groups())


def means(verbaende: pl.DataFrame, goal: str) -> tuple[float | None, float | None, float | None]:
    """Mean minutes of all Verbände, of central and of peripheral small towns, as Abb. 19 prints them; null if none.

    Parameters
    ----------
    verbaende : pl.DataFrame
        As `of_verbaende` gives them.
    goal : {"motorway", "station", "airport"}
        What is driven to.

    Returns
    -------
    tuple of three (float or None)
        Minutes.
    """
    small = pl.col("type").is_in(labels.SMALL_TOWNS)
    central = pl.col("lage").is_in(labels.CENTRAL)
    minutes = pl.col(f"minutes_to_{goal}")
    groups = {
        "all": minutes,
        "central": minutes.filter(small & central),
        "peripheral": minutes.filter(small & ~central),
    }
    row = verbaende.select(**{name: values.mean() for name, values in groups.items()}).row(0)
    return row[0], row[1], row[2]


def _groups() -> list[Group]:
    """All Verbände; every type; of small towns and rural municipalities each Lage."""
    cities = [(labels.TYPES[key][0], None, pl.col("type") == key) for key in ("grossstadt", "mittelstadt")]
    return [(labels.EXTRACT[0], None, pl.lit(value=True)), *cities, *small_towns_by_lage()]
