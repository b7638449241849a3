"""Which day stands for a working day: a Tuesday to Thursday without holiday, as ordinary as can be."""

from datetime import date
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MIDWEEK: Final = (2, 3, 4)  # ISO: Tuesday to Thursday

# Holidays of Germany or of any Land, and the days between Christmas and New Year: month, day
FIXED: Final = (
    *((1, 1), (1, 6), (3, 8), (5, 1), (8, 15), (9, 20), (10, 3), (10, 31), (11, 1)),
    *((12, day) for day in range(24, 32)),
)
AFTER_EASTER: Final = (-3, -2, 1, 39, 50, 60)  # Maundy Thursday to Corpus Christi, in days after Easter Sunday


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).

    Parameters
    ----------
    year : int
        Of the Gregorian calendar.

    Returns
    -------
    date
        A Sunday.

    Examples
    --------
    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def is_holiday(day: date) -> bool:
    """Whether the day is a public holiday anywhere in Germany, or between Christmas and New Year.

    Parameters
    ----------
    day : date
        The day.

    Returns
    -------
    bool
        True also where only one Land has it.
    """
    if (day.month, day.day) in FIXED or _is_repentance_day(day):
        return True
    return (day - easter(day.year)).days in AFTER_EASTER


def _is_repentance_day(day: date) -> bool:
    """Buß- und Bettag: the Wednesday before 23 November."""
    return day.isoweekday() == 3 and date(day.year, 11, 16) <= day <= date(day.year, 11, 22)


def span(per_day: pl.DataFrame) -> str:
    """First and last day of a calendar, in words.

    Parameters
    ----------
    per_day : pl.DataFrame
        Column day.

    Returns
    -------
    str
        "2024-01-01 to 2024-12-14"; "none" for an empty calendar.
    """
    days = per_day["day"].to_list()
    return f"{min(days)} to {max(days)}" if days else "none"


def choose_day(per_day: pl.DataFrame, where: str) -> tuple[date, str]:
    """The Tuesday to Thursday, no holiday, with the upper quartile of trips of all such days (of equals the first).

    School holidays and the ends of a calendar have fewer trips than an ordinary school day, single events have more:
    the upper quartile lies among the ordinary days where at least half of all days are ordinary.

    Parameters
    ----------
    per_day : pl.DataFrame
        day, trips.
    where : str
        Name of the file, for the error.

    Returns
    -------
    tuple of (date, str)
        The day and how it was chosen.

    Raises
    ------
    SourceContentError
        Where there is no such day.
    """
    midweek = per_day.filter(pl.col("day").dt.weekday().is_in(MIDWEEK) & (pl.col("trips") > 0))
    candidates = midweek.filter(~pl.Series([is_holiday(day) for day in midweek["day"]], dtype=pl.Boolean))
    if candidates.is_empty():
        msg = (
            f"{where}: no Tuesday, Wednesday or Thursday without holiday has a trip (days with trips: "
            f"{span(per_day)}). Ask for a day with --day, or take another edition."
        )
        raise SourceContentError(msg)
    least, usual, most = (candidates["trips"].quantile(share, "nearest") for share in (0.0, 0.75, 1.0))
    day: date = candidates.filter(pl.col("trips") == usual).sort("day").item(0, "day")
    why = (
        f"of {candidates.height} working days (Tuesday to Thursday, no holiday) the first with the upper quartile of "
        f"trips ({usual:.0f}; least {least:.0f}, most {most:.0f})"
    )
    return day, why
