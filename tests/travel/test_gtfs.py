"""Timetables in GTFS: small archives written here, and the cut timetable of the VRN."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.travel.walking.gtfs import read_timetable
from kleinstadt.travel.walking.workdays import choose_day, easter, is_holiday

# Two platforms of one station (DHID), one stop whose parent is named, one stop that nobody serves on a working day.
FEED = {
    "stops": "\ufeffstop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
    "de:09574:1:0:A,Markt A,49.50,11.28,,\n"
    "de:09574:1:0:B,Markt B,49.51,11.28,,\n"
    "p1,Bahnhof 1,49.52,11.28,0,station\n"
    "p2,Bahnhof 2,49.53,11.28,0,station\n"
    "station,Bahnhof,49.525,11.28,1,\n"
    "end,Ende,49.54,11.28,0,\n",
    "trips": "route_id,service_id,trip_id\nr,week,t1\nr,week,t2\nr,week,t3\nr,sunday,t4\n",
    "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\n"
    "t1,08:00:00,08:00:00,de:09574:1:0:A,1,\n"
    "t1,08:10:00,08:10:00,p1,2,0\n"
    "t1,08:20:00,08:20:00,end,3,\n"
    "t2,24:10:00,24:10:00,p2,10,0\n"
    "t2,24:20:00,24:20:00,de:09574:1:0:B,20,1\n"
    "t2,24:30:00,24:30:00,end,30,\n"
    "t3,09:00:00,09:00:00,de:09574:1:0:B,1,\n"
    "t3,,,p2,2,\n"
    "t3,09:20:00,09:20:00,end,3,\n"
    "t4,10:00:00,10:00:00,end,1,\n"
    "t4,10:10:00,10:10:00,p1,2,\n",
    "calendar": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "week,1,1,1,1,1,0,0,20240506,20240526\n"
    "sunday,0,0,0,0,0,0,1,20240506,20240526\n",
    "calendar_dates": "service_id,date,exception_type\nweek,20240507,2\nsunday,20240509,1\nweek,20240509,2\n",
    "frequencies": "trip_id,start_time,end_time,headway_secs\nt3,06:00:00,08:00:00,1200\nt3,20:00:00,20:50:00,1200\n",
}


def feed(folder: Path, *without: str, **changed: str) -> Path:
    path = folder / "feed.zip"
    with ZipFile(path, "w") as archive:
        for name, text in {**FEED, **changed}.items():
            if name not in without:
                archive.writestr(f"{name}.txt", text)
    return path


def departures(path: Path, day: date | None = None) -> dict[str, int]:
    return dict(read_timetable(path, day).platforms.select("stop", "departures").iter_rows())


def test_departures_are_of_the_whole_station_and_never_the_last_call(tmp_path: Path) -> None:
    # Markt: t1, and t3 every 20 minutes for two hours and for 50 minutes (6 + 3); t2 may not be boarded there.
    # Bahnhof: t1, t2 after midnight, and nine times t3. Ende: only last calls.
    assert departures(feed(tmp_path)) == {"de:09574:1": 10, "station": 11}


def test_each_platform_keeps_its_place(tmp_path: Path) -> None:
    platforms = read_timetable(feed(tmp_path)).platforms
    assert platforms["lat"].to_list() == [49.50, 49.51, 49.52, 49.53]
    assert read_timetable(feed(tmp_path)).served(11)["lat"].to_list() == [49.52, 49.53]


def test_a_trip_runs_once_where_there_are_no_frequencies(tmp_path: Path) -> None:
    assert departures(feed(tmp_path, "frequencies")) == {"de:09574:1": 2, "station": 3}


def test_the_day_is_midweek_and_neither_exception_nor_holiday(tmp_path: Path) -> None:
    found = read_timetable(feed(tmp_path))
    assert found.day == date(2024, 5, 8)  # Tuesday the 7th was taken out
    assert "7 working days" in found.chosen  # of nine without the 7th and Ascension (9 May)


def test_a_calendar_of_dates_alone_is_enough(tmp_path: Path) -> None:
    dates = "service_id,date,exception_type\nweek,20240514,1\nweek,20240513,1\n"
    found = read_timetable(feed(tmp_path, "calendar", calendar_dates=dates))
    assert found.day == date(2024, 5, 14)


def test_another_day_may_be_asked_for(tmp_path: Path) -> None:
    assert departures(feed(tmp_path), date(2024, 5, 12)) == {"end": 1}
    with pytest.raises(SourceContentError, match=r"no trip runs on 2024-06-30 \(calendar: 2024-05-06 to 2024-05-26\)"):
        read_timetable(feed(tmp_path), date(2024, 6, 30))


@pytest.mark.parametrize("missing", ["stops", "trips", "stop_times"])
def test_a_missing_table_is_named(tmp_path: Path, missing: str) -> None:
    with pytest.raises(SourceLayoutError, match=f"no {missing}.txt"):
        read_timetable(feed(tmp_path, missing))


def test_a_feed_without_calendar_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceLayoutError, match=r"neither calendar.txt nor calendar_dates.txt"):
        read_timetable(feed(tmp_path, "calendar", "calendar_dates"))


def test_a_calendar_without_working_day_is_refused(tmp_path: Path) -> None:
    dates = "service_id,date,exception_type\nweek,20241225,1\nweek,20241228,1\n"  # a Wednesday, but Christmas
    with pytest.raises(SourceContentError, match="no Tuesday, Wednesday or Thursday"):
        read_timetable(feed(tmp_path, "calendar", calendar_dates=dates))


BAD = {
    "a missing column": ("stops", "stop_id,stop_name\n1,A\n", SourceLayoutError, "stop_lat"),
    "a date that is none": (
        "calendar_dates",
        "service_id,date,exception_type\nweek,7.5.2024,2\n",
        SourceContentError,
        "7.5.2024",
    ),
    "a stop without place": (
        "stops",
        "stop_id,stop_name,stop_lat,stop_lon\np1,A,,\n",
        SourceContentError,
        "does not place",
    ),
    "a doubled stop": (
        "stops",
        "stop_id,stop_name,stop_lat,stop_lon\np1,A,1,1\np1,B,1,1\n",
        SourceContentError,
        "share a key",
    ),
    "a headway of nothing": (
        "frequencies",
        "trip_id,start_time,end_time,headway_secs\nt3,six,8:00:00,1200\n",
        SourceContentError,
        "headway",
    ),
}


@pytest.mark.parametrize(("table", "text", "error", "says"), BAD.values(), ids=BAD.keys())
def test_bad_tables_are_refused(tmp_path: Path, table: str, text: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        read_timetable(feed(tmp_path, **{table: text}))


def test_no_archive_is_refused(tmp_path: Path) -> None:
    cut = feed(tmp_path).read_bytes()[:300]
    (tmp_path / "cut.zip").write_bytes(cut)
    with pytest.raises(SourceLayoutError, match="cut off"):
        read_timetable(tmp_path / "cut.zip")
    with pytest.raises(SourceMissingError, match="no such file"):
        read_timetable(tmp_path / "nowhere.zip")


def test_holidays_follow_easter() -> None:
    assert [easter(year) for year in (2019, 2024, 2025, 2038)] == [
        date(2019, 4, 21),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2038, 4, 25),
    ]
    assert is_holiday(date(2024, 5, 9))  # Ascension
    assert is_holiday(date(2024, 5, 30))  # Corpus Christi
    assert is_holiday(date(2024, 11, 20))  # Buß- und Bettag
    assert not is_holiday(date(2024, 11, 13))
    assert not is_holiday(date(2024, 5, 8))


def test_holidays_of_schools_are_avoided() -> None:
    days = pl.date_range(date(2024, 6, 3), date(2024, 9, 13), eager=True)
    trips = pl.Series([100 if date(2024, 7, 1) <= day <= date(2024, 8, 16) else 150 for day in days])
    day, _ = choose_day(pl.DataFrame({"day": days, "trips": trips}), "feed")
    assert day == date(2024, 6, 4)


def test_the_timetable_of_the_vrn(raw_dir: Path) -> None:
    found = read_timetable(raw_dir / "gtfs/vrn_gtfs_cut.zip")
    assert found.day == date(2022, 6, 21)
    busiest = found.platforms.sort("departures", descending=True).row(0, named=True)
    assert busiest["stop"] == "de:08221:1160_Parent"  # Heidelberg Hauptbahnhof
    assert found.platforms["stop"].n_unique() == 181
    assert found.served(20)["stop"].n_unique() == 150
    calls = found.platforms.unique("stop")["departures"].sum()
    assert calls == _departures_counted_plainly(raw_dir / "gtfs/vrn_gtfs_cut.zip", "20220621")


def _departures_counted_plainly(path: Path, day: str) -> int:
    """The same sum with dictionaries and loops: calls but the last of each trip whose service runs on the day."""
    import csv

    with ZipFile(path) as archive:
        table = {n: list(csv.DictReader(archive.read(f"{n}.txt").decode("utf-8-sig").splitlines())) for n in NEEDED}
    services = {r["service_id"] for r in table["calendar_dates"] if r["date"] == day and r["exception_type"] == "1"}
    running = {r["trip_id"] for r in table["trips"] if r["service_id"] in services}
    calls: dict[str, list[tuple[int, str]]] = {}
    for row in table["stop_times"]:
        if row["trip_id"] in running:
            calls.setdefault(row["trip_id"], []).append((int(row["stop_sequence"]), row["pickup_type"]))
    return sum(kind != "1" for trip in calls.values() for _, kind in sorted(trip)[:-1])


NEEDED = ("calendar_dates", "trips", "stop_times")
