"""Departures at stops on one working day, from a timetable in GTFS (a ZIP of CSV files).

A stop is a station with all its platforms: those that name the same parent station, else those whose DHID
("de:08221:1160:2:G1") begins with the same three parts, else the single stop. A departure is a call at which people
may board; the last call of a trip is none. Departures after midnight (24:10) count to the day on which their trip
began. What cannot be used is counted and said (losses.py).
Source: gtfs.org/documentation/schedule/reference; VDV 432 (DHID).
"""

from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from kleinstadt.errors import SourceContentError
from kleinstadt.travel.walking.gtfs_calendar import read_calendar
from kleinstadt.travel.walking.gtfs_stops import read_stops
from kleinstadt.travel.walking.gtfs_tables import Tables, code, integer
from kleinstadt.travel.walking.losses import Lost, too_much
from kleinstadt.travel.walking.workdays import choose_day, span

NO_BOARDING: Final = "1"
DAY_S: Final = 86_400


@dataclass(frozen=True)
class Timetable:
    """What a timetable says of one day.

    Attributes
    ----------
    day : date
        The day.
    chosen : str
        How the day was chosen, one sentence.
    platforms : pl.DataFrame
        stop (id of the station), name, lon, lat (degrees WGS 84 of the platform), departures (of the whole station on
        the day), one row a platform with a departure.
    trips : pl.DataFrame
        day, trips: on every day with one, for the reader who wonders why this day.
    lost : list of Lost
        What could not be used, or was mended.
    """

    day: date
    chosen: str
    platforms: pl.DataFrame
    trips: pl.DataFrame
    lost: list[Lost] = field(default_factory=list)

    @property
    def too_much_lost(self) -> str:
        """Why departures are not known; empty where they are."""
        return too_much(self.lost)

    def served(self, departures: int) -> pl.DataFrame:
        """The platforms of stations with at least so many departures.

        Parameters
        ----------
        departures : int
            On the day.

        Returns
        -------
        pl.DataFrame
            As `platforms`.
        """
        return self.platforms.filter(pl.col("departures") >= departures)


def read_timetable(path: Path, day: date | None = None) -> Timetable:
    """Departures of each stop on a day.

    Parameters
    ----------
    path : Path
        A timetable in GTFS, a ZIP.
    day : date, optional
        The day; by default an ordinary Tuesday to Thursday (workdays.choose_day).

    Returns
    -------
    Timetable
        Platforms and their departures.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceLayoutError
        If it is no ZIP, holds several feeds, or lacks a table, a column or the calendar.
    SourceContentError
        If no working day is in the calendar's range, no trip runs on the day asked for, or a table contradicts itself.

    Notes
    -----
    https://gtfs.org/documentation/schedule/reference
    """
    with closing(Tables(path)) as tables:
        return _timetable(tables, day)


def _timetable(tables: Tables, day: date | None) -> Timetable:
    calendar = read_calendar(tables)
    trips = _trips(tables)
    unknown = trips.filter(~pl.col("service_id").is_in(calendar.services.implode()))
    tables.lose("trips", "trips name a service that no calendar knows", unknown.height, trips.height)
    per_day = calendar.trips_by_day(trips.group_by("service_id").agg(pl.col("runs").sum()))
    chosen, why = (day, "asked for") if day else choose_day(per_day, tables.where)
    if day and per_day.filter(pl.col("day") == day).is_empty():
        msg = f"{tables.where}: no trip runs on {day} (calendar: {span(per_day)}). Ask for a day in that range."
        raise SourceContentError(msg)
    running = trips.join(calendar.on(chosen), on="service_id", how="semi")
    return Timetable(chosen, why, _platforms(tables, running, trips), per_day, tables.lost)


def _trips(tables: Tables) -> pl.DataFrame:
    """trip_id, service_id, runs: how often the trip runs on a day of its service (frequencies.txt; else once)."""
    trips = tables.known(tables.read("trips", ["trip_id", "service_id"]), "trips", ["trip_id", "service_id"], NAMELESS)
    trips = tables.once(trips, "trips", ["trip_id"])
    if not tables.has("frequencies"):
        return trips.with_columns(runs=pl.lit(1, pl.Int64), often=pl.lit(value=False))
    often = _frequencies(tables, trips)
    joined = trips.join(often, on="trip_id", how="left")
    return joined.with_columns(pl.col("runs").fill_null(1), often=pl.col("runs").is_not_null())


NAMELESS: Final = "rows without the id of a trip or its service"


def _frequencies(tables: Tables, trips: pl.DataFrame) -> pl.DataFrame:
    """trip_id, runs: departures of trips that run every so many seconds; an end before the start is after midnight."""
    table = tables.read("frequencies", ["trip_id", "start_time", "end_time", "headway_secs"])
    table = tables.once(table, "frequencies", ["trip_id", "start_time"])
    length = _seconds("end_time") - _seconds("start_time")
    length = pl.when(length < 0).then(length + DAY_S).otherwise(length)
    headway = integer("headway_secs")
    known = table.with_columns(runs=pl.when(headway > 0).then((length / headway).ceil()).cast(pl.Int64))
    odd = known.filter(pl.col("runs").is_null() | (pl.col("runs") < 0))
    if not odd.is_empty():
        msg = f"{tables.where}/frequencies.txt: {odd.height} rows are not times and a headway, first {odd.row(0)}."
        raise SourceContentError(msg)
    strangers = known.join(trips, on="trip_id", how="anti").height
    tables.lose("frequencies", "rows name a trip that trips.txt does not have", strangers, table.height)
    return known.group_by("trip_id").agg(pl.col("runs").sum())


def _seconds(column: str) -> pl.Expr:
    """Seconds since midnight of a time like 25:10:00 (after midnight, still of the day before); null if it is none."""
    parts = pl.col(column).str.extract_groups(r"^(?<h>\d{1,3}):(?<m>\d{2})(?::(?<s>\d{2}))?$")
    hours, minutes, seconds = (parts.struct.field(name).cast(pl.Int64, strict=False) for name in "hms")
    return hours * 3600 + minutes * 60 + seconds.fill_null(0)


def _platforms(tables: Tables, running: pl.DataFrame, trips: pl.DataFrame) -> pl.DataFrame:
    """The platforms with departures of these trips, each with all departures of its station."""
    calls = _calls(tables, running, trips)
    last = pl.col("order") == pl.col("order").max().over("trip_id")
    boarding = ~last & (code("pickup_type").fill_null("0") != NO_BOARDING)
    at_platforms = calls.filter(boarding).group_by("stop_id").agg(own=pl.col("runs").sum())
    departures = int(at_platforms["own"].sum())
    stops = read_stops(tables, at_platforms["stop_id"])
    placed = at_platforms.join(stops.drop_nulls(["lon", "lat"]), on="stop_id")
    lost = departures - int(placed["own"].sum())
    tables.lose("stops", "departures of the day are at stops that have no place", lost, departures)
    platforms = placed.with_columns(departures=pl.col("own").sum().over("stop"))
    return platforms.sort("stop_id").select("stop", "name", "lon", "lat", "departures")


def _calls(tables: Tables, running: pl.DataFrame, trips: pl.DataFrame) -> pl.DataFrame:
    """trip_id, stop_id, order, pickup_type, runs: the calls of the day's trips, each trip once."""
    table = tables.read("stop_times", ["trip_id", "stop_id", "stop_sequence"], ("pickup_type", "departure_time"))
    calls = table.with_columns(order=integer("stop_sequence"))
    calls = tables.known(
        calls, "stop_times", ["trip_id", "stop_id", "order"], "calls lack a trip, a stop or their order"
    )
    strangers = calls.join(trips, on="trip_id", how="anti").height
    tables.lose("stop_times", "calls name a trip that trips.txt does not have", strangers, table.height)
    of_day = calls.join(running, on="trip_id")
    fresh = of_day.unique(["trip_id", "order", "stop_id"], keep="first", maintain_order=True)
    tables.lose(
        "stop_times", "calls stand twice and count once", of_day.height - fresh.height, of_day.height, departures=False
    )
    silent = running.join(fresh, on="trip_id", how="anti").height
    tables.lose("trips", "trips of the day call nowhere", silent, running.height)
    return _each_trip_once(tables, fresh)


def _each_trip_once(tables: Tables, calls: pl.DataFrame) -> pl.DataFrame:
    """Without trips that another of the day repeats: the same stops at the same minutes, as merged feeds have them."""
    timed = calls.filter(~pl.col("often")).sort("trip_id", "order")
    course = pl.concat_str("stop_id", pl.col("departure_time").fill_null(""), separator="@").str.join("|")
    known = pl.col("departure_time").is_not_null().any()
    signed = timed.group_by("trip_id", maintain_order=True).agg(course=course, known=known).filter("known")
    repeated = signed.filter(~pl.col("course").is_first_distinct()).select("trip_id")
    count = calls["trip_id"].n_unique()
    tables.lose("trips", "trips of the day repeat another and count once", repeated.height, count, departures=False)
    return calls.join(repeated, on="trip_id", how="anti")
