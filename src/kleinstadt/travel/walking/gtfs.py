"""Departures at stops on one working day, from a timetable in GTFS (a ZIP of CSV files).

A stop is a station with all its platforms: those that name the same parent station, else those whose DHID
("de:08221:1160:2:G1") begins with the same three parts, else the single stop. A departure is a call at which people
may board; the last call of a trip is none. Source: gtfs.org/documentation/schedule/reference; VDV 432 (DHID).
"""

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

import polars as pl

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.reading.tables import refuse_doubled
from kleinstadt.sources.reading.text import require_columns
from kleinstadt.travel.walking.workdays import WEEKDAYS, choose_day, span

DHID: Final = r"^([a-z]{2}:\d+:[^:]+):"
NO_BOARDING: Final = "1"


@dataclass(frozen=True)
class Timetable:
    """What a timetable says of one day.

    platforms : stop (id of the station), name, lon, lat (degrees WGS 84 of the platform), departures (of the whole
        station on the day), one row a platform with a departure
    trips : trips of each candidate day (day, trips), for the reader who wonders why this one
    """

    day: date
    chosen: str  # how the day was chosen, one sentence
    platforms: pl.DataFrame
    trips: pl.DataFrame

    def served(self, departures: int) -> pl.DataFrame:
        """The platforms of stations with at least so many departures."""
        return self.platforms.filter(pl.col("departures") >= departures)


def read_timetable(path: Path, day: date | None = None) -> Timetable:
    """Departures of each stop on `day`, by default an ordinary Tuesday to Thursday (workdays.choose_day).

    Raises SourceMissingError (no such file), SourceLayoutError (no ZIP, a table or column missing, no calendar),
    SourceContentError (no working day in the calendar's range, or no trip on the day asked for).
    """
    with closing(_Tables(path)) as tables:
        return _timetable(tables, day)


def _timetable(tables: "_Tables", day: date | None) -> Timetable:
    service_days = _service_days(tables)
    trips = _trips(tables)
    per_day = service_days.join(trips, on="service_id").group_by("day").agg(trips=pl.col("runs").sum()).sort("day")
    chosen, why = (day, "asked for") if day else choose_day(per_day, tables.where)
    if day and per_day.filter(pl.col("day") == day).is_empty():
        msg = f"{tables.where}: no trip runs on {day} (calendar: {span(per_day)}). Ask for a day in that range."
        raise SourceContentError(msg)
    running = trips.join(service_days.filter(pl.col("day") == chosen), on="service_id", how="semi")
    return Timetable(chosen, why, _platforms(tables, running), per_day)


class _Tables:
    """The CSV files of a GTFS archive, each cell as text."""

    def __init__(self, path: Path) -> None:
        self.where = path.name
        if not path.is_file():
            msg = f"{path}: no such file. Timetables in GTFS come from the transport association or from gtfs.de."
            raise SourceMissingError(msg)
        try:
            self._archive = ZipFile(path)
        except BadZipFile as error:
            msg = f"{path.name}: is no whole ZIP archive ({error}): cut off, or another kind of file. Get it again."
            raise SourceLayoutError(msg) from error
        self._names = {Path(name).name: name for name in self._archive.namelist()}

    def close(self) -> None:
        self._archive.close()

    def has(self, table: str) -> bool:
        return f"{table}.txt" in self._names

    def read(self, table: str, columns: list[str], optional: tuple[str, ...] = ()) -> pl.DataFrame:
        """`columns` of a table, and those of `optional` (null where the table has none)."""
        where = f"{self.where}/{table}.txt"
        if not self.has(table):
            there = ", ".join(sorted(self._names))
            msg = f"{self.where}: no {table}.txt (found: {there}). It is no complete GTFS; get the whole archive."
            raise SourceLayoutError(msg)
        try:
            frame = pl.read_csv(self._archive.read(self._names[f"{table}.txt"]), infer_schema=False)
        except (pl.exceptions.PolarsError, BadZipFile) as error:
            msg = f"{where}: is no well-formed table of text in UTF-8 ({error}). Get the archive again."
            raise SourceLayoutError(msg) from error
        frame = frame.rename({name: name.strip().removeprefix("\ufeff") for name in frame.columns})
        require_columns(frame.columns, columns, where)
        absent = [pl.lit(None, pl.String).alias(name) for name in optional if name not in frame.columns]
        return frame.with_columns(absent).select(*columns, *optional)


def _service_days(tables: _Tables) -> pl.DataFrame:
    """service_id, day: every day on which each service runs, from calendar.txt and the exceptions to it."""
    if not tables.has("calendar") and not tables.has("calendar_dates"):
        msg = (
            f"{tables.where}: neither calendar.txt nor calendar_dates.txt, so nothing says on which days trips run. "
            "It is no complete GTFS; get the whole archive."
        )
        raise SourceLayoutError(msg)
    regular = _regular_days(tables)
    if not tables.has("calendar_dates"):
        return regular
    exceptions = tables.read("calendar_dates", ["service_id", "date", "exception_type"]).select(
        "service_id", "exception_type", day=_day("date", f"{tables.where}/calendar_dates.txt")
    )
    added = exceptions.filter(pl.col("exception_type") == "1").select("service_id", "day")
    removed = exceptions.filter(pl.col("exception_type") == "2")
    kept = regular.join(removed, on=["service_id", "day"], how="anti")
    return pl.concat([kept, added]).unique().sort("service_id", "day")


def _regular_days(tables: _Tables) -> pl.DataFrame:
    if not tables.has("calendar"):
        return pl.DataFrame(schema={"service_id": pl.String, "day": pl.Date})
    where = f"{tables.where}/calendar.txt"
    calendar = tables.read("calendar", ["service_id", *WEEKDAYS, "start_date", "end_date"]).select(
        "service_id", *WEEKDAYS, first=_day("start_date", where), last=_day("end_date", where)
    )
    some = calendar.filter(pl.any_horizontal(pl.col(name) == "1" for name in WEEKDAYS))
    days = some.with_columns(day=pl.date_ranges("first", "last")).explode("day").drop_nulls("day")
    runs = pl.coalesce(
        pl.when(pl.col("day").dt.weekday() == number).then(pl.col(name)) for number, name in enumerate(WEEKDAYS, 1)
    )
    return days.filter(runs == "1").select("service_id", "day")


def _day(column: str, where: str) -> pl.Expr:
    """A date written as 20220613; anything else raises SourceContentError."""

    def parse(text: pl.Series) -> pl.Series:
        days = text.str.to_date("%Y%m%d", strict=False)
        if days.null_count():
            odd = text.filter(days.is_null()).head(3).to_list()
            msg = f"{where}: column '{column}' has {days.null_count()} cells that are no date like 20220613: {odd}."
            raise SourceContentError(msg)
        return days

    return pl.col(column).map_batches(parse, return_dtype=pl.Date)


def _trips(tables: _Tables) -> pl.DataFrame:
    """trip_id, service_id, runs: how often the trip runs on a day of its service (frequencies.txt; else once)."""
    trips = tables.read("trips", ["trip_id", "service_id"])
    refuse_doubled(trips, ["trip_id"], f"{tables.where}/trips.txt")
    if not tables.has("frequencies"):
        return trips.with_columns(runs=pl.lit(1, pl.Int64))
    periods = tables.read("frequencies", ["trip_id", "start_time", "end_time", "headway_secs"])
    length = _seconds("end_time") - _seconds("start_time")
    runs = (length / pl.col("headway_secs").cast(pl.Float64, strict=False)).ceil().cast(pl.Int64, strict=False)
    known = periods.with_columns(runs=runs)
    odd = known.filter(pl.col("runs").is_null() | (pl.col("runs") < 0))
    if not odd.is_empty():
        msg = f"{tables.where}/frequencies.txt: {odd.height} rows are not times and a headway, first {odd.row(0)}."
        raise SourceContentError(msg)
    often = known.group_by("trip_id").agg(pl.col("runs").sum())
    return trips.join(often, on="trip_id", how="left").with_columns(pl.col("runs").fill_null(1))


def _seconds(column: str) -> pl.Expr:
    """Seconds since midnight of a time like 25:10:00 (after midnight, still of the day before); null if it is none."""
    parts = pl.col(column).str.strip_chars().str.extract_groups(r"^(?<h>\d{1,2}):(?<m>\d{2}):(?<s>\d{2})$")
    hours, minutes, seconds = (parts.struct.field(name).cast(pl.Int64, strict=False) for name in "hms")
    return hours * 3600 + minutes * 60 + seconds


def _platforms(tables: _Tables, running: pl.DataFrame) -> pl.DataFrame:
    """The platforms with departures of these trips, each with all departures of its station."""
    calls = tables.read("stop_times", ["trip_id", "stop_id", "stop_sequence"], ("pickup_type",))
    calls = calls.join(running.select("trip_id", "runs"), on="trip_id")
    order = pl.col("stop_sequence").cast(pl.Int64)
    boarding = (order < order.max().over("trip_id")) & (pl.col("pickup_type").fill_null("0") != NO_BOARDING)
    at_platforms = calls.filter(boarding).group_by("stop_id").agg(own=pl.col("runs").sum())
    stops = _stops(tables)
    _refuse_unknown(at_platforms, stops, tables.where)
    platforms = at_platforms.join(stops, on="stop_id").with_columns(departures=pl.col("own").sum().over("stop"))
    return platforms.sort("stop_id").select("stop", "name", "lon", "lat", "departures")


def _stops(tables: _Tables) -> pl.DataFrame:
    """stop_id, stop (the station's id), name, lon, lat of every platform."""
    where = f"{tables.where}/stops.txt"
    raw = tables.read("stops", ["stop_id", "stop_name", "stop_lat", "stop_lon"], ("parent_station",))
    refuse_doubled(raw, ["stop_id"], where)
    parent = pl.when(pl.col("parent_station").str.len_chars() > 0).then(pl.col("parent_station"))
    prefix = pl.coalesce(pl.col("stop_id").str.extract(DHID), pl.col("stop_id"))
    shared = parent.drop_nulls().first().over(prefix)  # some platforms of a station name their parent, some do not
    return raw.select(
        "stop_id",
        stop=pl.coalesce(parent, shared, prefix),
        name=pl.col("stop_name"),
        lon=pl.col("stop_lon").str.strip_chars().cast(pl.Float64, strict=False),
        lat=pl.col("stop_lat").str.strip_chars().cast(pl.Float64, strict=False),
    )


def _refuse_unknown(at_platforms: pl.DataFrame, stops: pl.DataFrame, where: str) -> None:
    """Departures at a stop without place would be lost in silence."""
    placed = stops.drop_nulls(["lon", "lat"])
    lost = at_platforms.join(placed, on="stop_id", how="anti").sort("stop_id")
    if not lost.is_empty():
        names = ", ".join(lost["stop_id"].head(5).to_list())
        msg = (
            f"{where}: stop_times.txt has departures at {lost.height} stops that stops.txt does not place ({names}). "
            "The archive was cut wrongly; get it again."
        )
        raise SourceContentError(msg)
