"""Timetables in GTFS: small archives written here, and the cut timetable of the VRN."""

from datetime import date
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

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
    "a doubled stop": (
        "stops",
        "stop_id,stop_name,stop_lat,stop_lon\np1,A,1,1\np1,B,1,1\n",
        SourceContentError,
        "say different things",
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


# --- what joins lose, and how other people write their tables


def lost(path: Path) -> list[str]:
    return [f"{one.table} {one.count}/{one.of}" for one in read_timetable(path).lost]


def test_blanks_and_blank_lines_change_nothing(tmp_path: Path) -> None:
    plain = departures(feed(tmp_path))
    blanks = {name: text.replace(",", " , ") + "\n   \n" for name, text in FEED.items() if name != "stops"}
    assert departures(feed(tmp_path, **blanks)) == plain
    spaced = feed(tmp_path, stops=FEED["stops"] + "\n\n", calendar_dates=FEED["calendar_dates"] + ",,\n")
    assert departures(spaced) == plain
    assert lost(spaced) == []


def test_integers_may_be_written_as_floats(tmp_path: Path) -> None:
    calls = "\n".join(
        ",".join([*cells[:4], f"{cells[4]}.0", f"{cells[5]}.0" if cells[5] else ""])
        for cells in (line.split(",") for line in FEED["stop_times"].splitlines()[1:])
    )
    header = FEED["stop_times"].splitlines()[0]
    assert departures(feed(tmp_path, stop_times=f"{header}\n{calls}\n")) == departures(feed(tmp_path))


def test_trips_of_an_unknown_service_are_counted_and_make_stops_unknown(tmp_path: Path) -> None:
    trips = FEED["trips"].replace("week,t1", "nobody,t1")
    found = read_timetable(feed(tmp_path, trips=trips))
    assert [str(one) for one in found.lost] == ["trips.txt: 1 of 4 trips name a service that no calendar knows"]
    assert "lost too much" in found.too_much_lost
    assert read_timetable(feed(tmp_path)).too_much_lost == ""


def test_calls_without_a_stop_and_of_unknown_trips_are_counted(tmp_path: Path) -> None:
    more = FEED["stop_times"] + "t1,08:05:00,08:05:00,,9,\nnobody,1:00:00,1:00:00,p1,1,\nt1,8:1:1,8:1:1,p1,x,\n"
    assert lost(feed(tmp_path, stop_times=more)) == ["stop_times 2/14", "stop_times 1/14"]


def test_rows_that_stand_twice_count_once(tmp_path: Path) -> None:
    doubled = {name: FEED[name] + FEED[name].split("\n", 1)[1] for name in ("trips", "stop_times", "stops", "calendar")}
    found = read_timetable(feed(tmp_path, **doubled))
    assert dict(found.platforms.select("stop", "departures").iter_rows()) == departures(feed(tmp_path))
    assert not found.too_much_lost


def test_trips_that_repeat_another_count_once(tmp_path: Path) -> None:
    again = "".join(
        f"{line.replace('t1', 't9')}\n" for line in FEED["stop_times"].splitlines() if line.startswith("t1")
    )
    trips = FEED["trips"] + "other line,week,t9\n"
    found = read_timetable(feed(tmp_path, trips=trips, stop_times=FEED["stop_times"] + again))
    assert dict(found.platforms.select("stop", "departures").iter_rows()) == departures(feed(tmp_path))
    assert [one.reason for one in found.lost] == ["trips of the day repeat another and count once"]


def test_a_platform_out_of_the_world_stands_at_its_station(tmp_path: Path) -> None:
    for odd in ("0,0", "99,11.28", ",", "51.9,11.28", "nan,11.28"):
        found = read_timetable(feed(tmp_path, stops=FEED["stops"].replace("49.52,11.28", odd)))
        place = found.platforms.filter(stop="station").select("lat", "lon").row(0)
        assert place == (49.525, 11.28), odd
        assert [one.count for one in found.lost] == [1]


def test_departures_at_a_stop_without_place_are_counted(tmp_path: Path) -> None:
    single = FEED["stops"].replace("de:09574:1:0:A,Markt A,49.50,11.28", "de:09574:1:0:A,Markt A,,")
    alone = single.replace("de:09574:1:0:B,Markt B,49.51,11.28", "de:09574:1:0:B,Markt B,,")
    assert departures(feed(tmp_path, stops=single)) == departures(feed(tmp_path)), "the other platform has a place"
    found = read_timetable(feed(tmp_path, stops=alone))
    assert found.platforms["stop"].to_list() == ["station", "station"]
    assert "10 of 21 departures of the day are at stops that have no place" in found.too_much_lost


def test_a_boarding_area_belongs_to_the_station_of_its_platform(tmp_path: Path) -> None:
    nested = FEED["stops"] + "area,Bereich,49.52,11.28,4,p1\n"
    calls = FEED["stop_times"].replace("t1,08:10:00,08:10:00,p1", "t1,08:10:00,08:10:00,area")
    assert departures(feed(tmp_path, stops=nested, stop_times=calls)) == departures(feed(tmp_path))


def test_frequencies_may_end_after_midnight(tmp_path: Path) -> None:
    night = "trip_id,start_time,end_time,headway_secs\nt3,23:00:00,01:00:00,1200.0\n"
    usual = "trip_id,start_time,end_time,headway_secs\nt3,23:00:00,25:00:00,1200\n"
    assert departures(feed(tmp_path, frequencies=night)) == departures(feed(tmp_path, frequencies=usual))


def test_a_calendar_to_the_end_of_the_century_is_quick(tmp_path: Path) -> None:
    days = "1,1,1,1,1,1,1,20000101,20991231"
    calendar = FEED["calendar"] + "".join(f"s{number},{days}\n" for number in range(5000))
    trips = FEED["trips"] + "".join(f"r,s{number},x{number}\n" for number in range(5000))
    begun = perf_counter()
    found = read_timetable(feed(tmp_path, calendar=calendar, trips=trips), date(2024, 5, 14))
    assert perf_counter() - begun < 5
    assert found.trips["trips"].max() == 5000 + 11
    assert found.trips["day"].max() == date(2099, 12, 31)


def test_several_feeds_in_one_archive_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "several.zip"
    with ZipFile(path, "w") as archive:
        for folder in ("north", "south"):
            for name, text in FEED.items():
                archive.writestr(f"{folder}/{name}.txt", text)
    with pytest.raises(SourceLayoutError, match=r"holds 2 timetables \(north, south\)"):
        read_timetable(path)
    with ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(path, "several.zip")
    with pytest.raises(SourceLayoutError, match="holds other archives"):
        read_timetable(tmp_path / "outer.zip")


def test_a_bomb_is_refused_before_it_is_inflated(tmp_path: Path) -> None:
    path = feed(tmp_path, "stop_times")
    with ZipFile(path, "a", ZIP_DEFLATED) as archive, archive.open("stop_times.txt", "w") as stream:
        for _ in range(100):
            stream.write(bytes(2**20))
    with pytest.raises(SourceContentError, match=r"stop_times.txt would inflate to 100 MB"):
        read_timetable(path)
