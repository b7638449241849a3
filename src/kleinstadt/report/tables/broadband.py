"""Tab. 4, computed: broadband by type and Lage, and which half-year of the atlas serves a report."""

from typing import Final

import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.indicators.digital import BROADBAND
from kleinstadt.words import labels

SPEEDS_OF_TABLE_4: Final = (16, 50, 100, 1000)


def groups_of_table_4() -> dict[str, pl.Expr]:
    """The columns of Tab. 3 and Tab. 4: "mittelstadt zentral" to the units meant.

    Returns
    -------
    dict of str to pl.Expr
        In the order of print.
    """
    central = pl.col("lage").is_in(labels.CENTRAL)
    groups = {"grossstadt zentral": (pl.col("type") == "grossstadt") & central}
    for key in list(labels.TYPES)[1:]:
        groups[f"{key} zentral"] = (pl.col("type") == key) & central
        groups[f"{key} peripher"] = (pl.col("type") == key) & ~central
    return groups


def table_4(edition: Edition, year: int) -> pl.DataFrame:
    """Tab. 4: share of households that can have broadband, by speed, type and Lage, and its growth.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    pl.DataFrame
        uebertragungsrate (which speed and year, or the growth between two), then a column for each of
        `groups_of_table_4`: per cent of households, or points; null where the atlas has not this speed.

    Raises
    ------
    UnknownNameError
        For a year that is not there.
    """
    latest = atlas_period(edition, year)
    named = latest[:4]
    rows = [
        {"uebertragungsrate": f"{speed} Mbit/s {named}", **_broadband_row(edition, year, speed, latest)}
        for speed in SPEEDS_OF_TABLE_4
    ]
    for speed, since in ((50, 2015), (1000, 2018)):
        before = _broadband_row(edition, year, speed, first_atlas_period(edition, speed, since))
        after = _broadband_row(edition, year, speed, latest)
        growth = {name: _difference(after[name], before[name]) for name in after}
        rows.append({"uebertragungsrate": f"Zunahme {speed} Mbit/s {since}-{named} (%-Punkte)", **growth})
    return pl.DataFrame(rows, schema_overrides=dict.fromkeys(groups_of_table_4(), pl.Float64))


def _difference(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else after - before


def _broadband_row(edition: Edition, year: int, speed: int, period: str | None) -> dict[str, float | None]:
    """One value a group; none where the edition has no atlas of this period."""
    if period is None or period not in atlas_periods(edition, speed):
        return dict.fromkeys(groups_of_table_4())
    found = edition.values_of(BROADBAND[speed].id, year, groups_of_table_4(), period)
    return {name: group.value for name, group in found.items()}


def atlas_period(edition: Edition, year: int) -> str:
    """The half-year of the broadband atlas for a report: the middle of the year after it, else the newest before.

    The report of 2019 prints "2020" and means the middle of that year: weighted by residents, the atlas of 2020-06 is
    0.3 points off the printed levels, that of 2020-12 3.2 and that of 2019-12 4.2 (mean of 20 levels).

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.

    Returns
    -------
    str
        "2020-06" for 2019, whether or not the edition has an atlas.
    """
    periods = atlas_periods(edition, 1000) or atlas_periods(edition, 50)
    wanted = f"{year + 1}-06"
    return max((period for period in periods if period <= wanted), default=min(periods, default=wanted))


def atlas_periods(edition: Edition, speed: int) -> list[str]:
    """The periods at which the edition has the broadband atlas of a speed, oldest first; it may have none.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    speed : int
        Mbit/s.

    Returns
    -------
    list of str
        Half-years.
    """
    return edition.periods(BROADBAND[speed].id) if BROADBAND[speed].id in edition.indicators else []


def first_atlas_period(edition: Edition, speed: int, since: int) -> str | None:
    """The last period of a year in which the atlas knew this speed; None if the edition has none of it.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    speed : int
        Mbit/s.
    since : int
        The year.

    Returns
    -------
    str or None
        A half-year.
    """
    return max((period for period in atlas_periods(edition, speed) if period.startswith(str(since))), default=None)
