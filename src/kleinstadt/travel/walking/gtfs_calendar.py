"""On which days the services of a timetable run: calendar.txt and the exceptions to it.

Days are counted, never written out: a calendar to 2099 costs no more than one of a year.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.travel.walking.gtfs_tables import Tables, code
from kleinstadt.travel.walking.workdays import WEEKDAYS

EPOCH: Final = date(1970, 1, 1)
THURSDAY: Final = 3  # the day of the epoch, Monday being 0


@dataclass(frozen=True)
class Calendar:
    """Services and their days.

    Attributes
    ----------
    regular : pl.DataFrame
        service_id, first, last (days since 1970-01-01, both included), a Boolean column a weekday.
    added, removed : pl.DataFrame
        service_id, day (since 1970-01-01); what is in both runs.
    """

    regular: pl.DataFrame
    added: pl.DataFrame
    removed: pl.DataFrame

    @property
    def services(self) -> pl.Series:
        """The services that the calendar knows, even if they never run."""
        names = (frame["service_id"] for frame in (self.regular, self.added, self.removed))
        return pl.concat(list(names)).unique()

    def on(self, day: date) -> pl.DataFrame:
        """The services that run on a day.

        Parameters
        ----------
        day : date
            The day.

        Returns
        -------
        pl.DataFrame
            service_id, each once.
        """
        number = (day - EPOCH).days
        runs = pl.col("first").le(number) & pl.col("last").ge(number) & pl.col(WEEKDAYS[day.weekday()])
        regular = self.regular.filter(runs).select("service_id")
        off, extra = (
            frame.filter(pl.col("day") == number).select("service_id") for frame in (self.removed, self.added)
        )
        return pl.concat([regular.join(off, on="service_id", how="anti"), extra]).unique()

    def trips_by_day(self, runs: pl.DataFrame) -> pl.DataFrame:
        """How many trips run, on every day with one.

        Parameters
        ----------
        runs : pl.DataFrame
            service_id, runs (trips a day of the service).

        Returns
        -------
        pl.DataFrame
            day, trips; oldest first.
        """
        regular = self.regular.join(runs, on="service_id")
        added, removed = (frame.join(runs, on="service_id") for frame in (self.added, self.removed))
        numbers = pl.concat([regular["first"], regular["last"], added["day"]])
        if numbers.is_empty():
            return pl.DataFrame(schema={"day": pl.Date, "trips": pl.Int64})
        base, length = int(numbers.min()), int(numbers.max()) - int(numbers.min()) + 1  # type: ignore[arg-type]
        trips = _regular_trips(regular, base, length)
        for frame, factor, where in ((removed, -1, True), (added, 1, False)):
            changed = frame.join(
                _regularly(frame, self.regular), on=["service_id", "day"], how="semi" if where else "anti"
            )
            if where:
                changed = changed.join(self.added, on=["service_id", "day"], how="anti")
            np.add.at(trips, changed["day"].to_numpy() - base, factor * changed["runs"].to_numpy())
        days = pl.Series("day", np.arange(base, base + length), pl.Int32).cast(pl.Date)
        return pl.DataFrame({"day": days, "trips": trips}).filter(pl.col("trips") > 0)


def _regular_trips(regular: pl.DataFrame, base: int, length: int) -> NDArray[np.int64]:
    """Trips of the regular services on each of the days from `base`: up at the first day, down after the last."""
    weekday = (np.arange(base, base + length) + THURSDAY) % 7
    trips = np.zeros(length, dtype=np.int64)
    for number, name in enumerate(WEEKDAYS):
        some = regular.filter(pl.col(name))
        change = np.zeros(length + 1, dtype=np.int64)
        np.add.at(change, some["first"].to_numpy() - base, some["runs"].to_numpy())
        np.add.at(change, some["last"].to_numpy() + 1 - base, -some["runs"].to_numpy())
        trips += np.where(weekday == number, np.cumsum(change)[:-1], 0)
    return trips


def _regularly(days: pl.DataFrame, regular: pl.DataFrame) -> pl.DataFrame:
    """Those of some days (service_id, day) on which the service runs regularly."""
    joined = days.select("service_id", "day").join(regular, on="service_id")
    weekday = (pl.col("day") + THURSDAY) % 7
    runs = pl.any_horizontal((weekday == number) & pl.col(name) for number, name in enumerate(WEEKDAYS))
    return joined.filter(runs & pl.col("day").is_between(pl.col("first"), pl.col("last"))).select("service_id", "day")


def read_calendar(tables: Tables) -> Calendar:
    """The calendar of a timetable.

    Parameters
    ----------
    tables : Tables
        Of the archive.

    Returns
    -------
    Calendar
        From calendar.txt, calendar_dates.txt or both.

    Raises
    ------
    SourceLayoutError
        Without either, or without a column.
    SourceContentError
        For a date or a code that is none, and for a service that stands twice and differs.
    """
    if not tables.has("calendar") and not tables.has("calendar_dates"):
        msg = (
            f"{tables.where}: neither calendar.txt nor calendar_dates.txt, so nothing says on which days trips run. "
            "It is no complete GTFS; get the whole archive."
        )
        raise SourceLayoutError(msg)
    exceptions = _exceptions(tables)
    added, removed = (
        exceptions.filter(pl.col("exception_type") == kind).select("service_id", "day").unique() for kind in ("1", "2")
    )
    return Calendar(_regular(tables), added, removed)


def _regular(tables: Tables) -> pl.DataFrame:
    empty = {"service_id": pl.String, "first": pl.Int64, "last": pl.Int64, **dict.fromkeys(WEEKDAYS, pl.Boolean)}
    if not tables.has("calendar"):
        return pl.DataFrame(schema=empty)
    where = f"{tables.where}/calendar.txt"
    table = tables.read("calendar", ["service_id", *WEEKDAYS, "start_date", "end_date"])
    table = tables.once(
        tables.known(table, "calendar", ["service_id"], "services without a name"), "calendar", ["service_id"]
    )
    _refuse_codes(table, list(WEEKDAYS), {"0", "1"}, where)
    return table.select(
        "service_id",
        first=_day("start_date", where),
        last=_day("end_date", where),
        **{name: code(name) == "1" for name in WEEKDAYS},
    ).filter(pl.col("first") <= pl.col("last"))


def _exceptions(tables: Tables) -> pl.DataFrame:
    if not tables.has("calendar_dates"):
        return pl.DataFrame(schema={"service_id": pl.String, "exception_type": pl.String, "day": pl.Int64})
    where = f"{tables.where}/calendar_dates.txt"
    table = tables.read("calendar_dates", ["service_id", "date", "exception_type"])
    table = tables.known(table, "calendar_dates", ["service_id"], "days without a service")
    _refuse_codes(table, ["exception_type"], {"1", "2"}, where)
    return table.select("service_id", exception_type=code("exception_type"), day=_day("date", where))


def _refuse_codes(table: pl.DataFrame, columns: list[str], known: set[str], where: str) -> None:
    for column in columns:
        odd = table.filter(~code(column).is_in(sorted(known)).fill_null(value=False))
        if not odd.is_empty():
            msg = (
                f"{where}: column '{column}' has {odd.height} cells that are none of {', '.join(sorted(known))}, "
                f"first {odd[column][0]!r}. Get the archive again."
            )
            raise SourceContentError(msg)


def _day(column: str, where: str) -> pl.Expr:
    """A date written as 20220613, as days since 1970-01-01; anything else raises SourceContentError."""

    def parse(text: pl.Series) -> pl.Series:
        days = text.str.to_date("%Y%m%d", strict=False)
        if days.null_count():
            odd = text.filter(days.is_null()).head(3).to_list()
            msg = f"{where}: column '{column}' has {days.null_count()} cells that are no date like 20220613: {odd}."
            raise SourceContentError(msg)
        return days.cast(pl.Int32).cast(pl.Int64)

    return pl.col(column).map_batches(parse, return_dtype=pl.Int64)
