"""Walking access: laws, and a town drawn here."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from extracts import LAT, LON, STEP, haversine_m, write_extract
from walked_town import FOOTWAY, SHOPS, feed, halves, people, share, town, walked

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.travel.roads.coverage import coverage
from kleinstadt.travel.walking import walk_job
from kleinstadt.travel.walking.cells import to_metres
from kleinstadt.travel.walking.facilities import SERVICES
from kleinstadt.travel.walking.stops import per_1000
from kleinstadt.travel.walking.walk_job import WalkOptions
from kleinstadt.travel.walking.walk_shares import share_name, shares

pytest.importorskip("osmium")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def test_along_streets_it_is_farther_than_in_a_straight_line(tmp_path: Path) -> None:
    # Ten blocks east and six north of the pharmacy: 1,393 m of streets, but 984 m as the crow flies.
    result = walked(tmp_path, people((30.2, 26.1)))
    cell = result.cells.row(0, named=True)
    north, east = haversine_m(LON, LAT, LON, LAT + STEP), haversine_m(LON, LAT + 0.02, LON + STEP, LAT + 0.02)
    assert cell["pharmacy_straight_m"] == pytest.approx(
        haversine_m(30.2 * STEP, LAT + 0.0261, 20.2 * STEP, LAT + 0.0201)
    )
    assert cell["pharmacy_footway_m"] == pytest.approx(10 * east + 6 * north + 2 * cell["to_footway_m"], rel=0.002)
    assert share(result, "09000002", "pharmacy", "straight") == 100.0
    assert share(result, "09000002", "pharmacy", "footway") == 0.0


def test_all_six_is_who_reaches_each(tmp_path: Path) -> None:
    result = walked(tmp_path, people((15, 16), (20, 20), (39, 39), persons=5.0))
    west = result.shares.filter(pl.col("ags") == "09000001").row(0, named=True)
    assert west["persons_assessed"] == 10.0
    each = [west[share_name(service, "straight", 1000)] for service in SERVICES]
    assert west[share_name("all_six", "straight", 1000)] <= min(each)
    assert share(result, "09000002", "pharmacy", "straight") == 0.0


def test_without_a_timetable_stops_are_not_known_and_so_neither_all_six(tmp_path: Path) -> None:
    result = walked(tmp_path, people((20, 20)), gtfs=False)
    assert result.missing == {"stop": "no timetable was given (--gtfs)"}
    assert share(result, "09000001", "stop", "footway") is None
    assert share(result, "09000001", "all_six", "straight") is None
    assert share(result, "09000001", "pharmacy", "footway") == 100.0


@pytest.mark.slow
def test_a_stop_needs_twenty_departures(tmp_path: Path) -> None:
    cells = people((20, 20), (38, 20))
    assert share(walked(tmp_path, cells), "09000001", "stop", "footway") == 100.0
    assert walked(tmp_path, cells, departures=21).missing == {"stop": "none in the data"}


@pytest.mark.slow
def test_a_place_that_the_timetable_does_not_know_is_not_known(tmp_path: Path) -> None:
    result = walked(tmp_path, people((20, 20), (38, 20)))
    assert share(result, "09000002", "stop", "footway") is None
    assert share(result, "09000002", "pharmacy", "footway") == 0.0


@pytest.mark.slow
def test_stops_are_counted_where_the_timetable_has_any(tmp_path: Path) -> None:
    counts = walked(tmp_path, people((20, 20), (38, 20))).shares.select("ags", "stops", "stops_served").rows()
    assert counts == [("09000001", 1, 1), ("09000002", None, None)], "b is the end of every trip: nobody departs"
    few = walked(tmp_path, people((20, 20)), departures=21).shares
    assert few.select("stops", "stops_served").row(0) == (1, 0)
    none = walked(tmp_path, people((20, 20)), gtfs=False).shares
    assert none.select("stops", "stops_served").row(0) == (None, None)


def test_stops_per_1000_are_of_residents() -> None:
    counts = pl.DataFrame(
        {"population": [4000, 0, None, 4000], "stops": [6, 1, 1, None], "stops_served": [0, 1, 1, None]}
    )
    found = per_1000(counts)
    assert found["stops_per_1000"].to_list() == [1.5, None, None, None]
    assert found["stops_served_per_1000"].to_list() == [0.0, None, None, None]


@pytest.mark.slow
def test_a_cell_in_a_lake_is_listed_and_in_no_share(tmp_path: Path) -> None:
    result = walked(tmp_path, people((20, 20), (31, 31), (38, 38)), lake=True)
    assert result.gaps.select("ags", "reason", "persons").rows() == [("09000002", "off_network", 10.0)]
    east = result.shares.filter(pl.col("ags") == "09000002").row(0, named=True)
    assert (east["persons"], east["persons_assessed"], east["persons_off_network"]) == (20.0, 10.0, 10.0)
    drowned = result.cells.filter(pl.col("status") == "off_network")
    assert drowned["pharmacy_footway_m"].null_count() == 1


@pytest.mark.slow
def test_a_cell_without_land_is_listed(tmp_path: Path) -> None:
    inland = halves().iloc[:1]
    wanted = WalkOptions(edge_m=0, cache=tmp_path / "cache")
    result = walk_job.run(town(tmp_path, 60), people((20, 20), (59, 30)), inland, options=wanted)
    assert result.gaps.select("ags", "reason", "persons").rows() == [(None, "no_land", 10.0)]
    assert result.shares["persons"].to_list() == [10.0]


@pytest.mark.slow
def test_nothing_is_said_near_the_edge_of_the_extract(tmp_path: Path) -> None:
    result = walked(tmp_path, people((20, 20), (2, 20), (-15, 20)), edge_m=1000.0)
    west = result.shares.filter(pl.col("ags") == "09000001").row(0, named=True)
    counted = [west[f"persons_{name}"] for name in ("assessed", "edge", "outside", "off_network")]
    assert counted == [10.0, 10.0, 10.0, 0.0]
    assert result.gaps["reason"].to_list() == ["edge"]
    nobody = walked(tmp_path, people((2, 20)), edge_m=1000.0)
    assert share(nobody, "09000001", "pharmacy", "straight") is None


@pytest.mark.slow
def test_ways_beyond_the_cut_off_are_not_searched(tmp_path: Path) -> None:
    near, far = (walked(tmp_path, people((39, 39)), cutoff_m=metres).cells for metres in (1500.0, 9000.0))
    assert near["pharmacy_footway_m"].to_list() == [None]
    assert far["pharmacy_footway_m"].item() > far["pharmacy_straight_m"].item() > 1500
    assert near["pharmacy_straight_m"].item() == far["pharmacy_straight_m"].item()


def test_other_schools_may_be_given(tmp_path: Path) -> None:
    school = pl.DataFrame({"name": ["x"], "lon": [LON + 39 * STEP], "lat": [LAT + 39 * STEP], "origin": ["list"]})
    wanted = WalkOptions(edge_m=0, cache=tmp_path / "cache")
    result = walk_job.run(town(tmp_path), people((39, 39)), halves(), schools=school, options=wanted)
    assert result.cells["primary_school_straight_m"].item() < 10


def test_schools_that_do_not_say_what_they_are_leave_the_share_open(tmp_path: Path) -> None:
    doubtful = {(5.1, row): {"amenity": "school", "name": "Schule"} for row in (5.1, 7.1)}
    corners = {(c, r): {} for c in range(11) for r in range(11)}
    ways = [([(c, 0), *[(c, r) for r in range(1, 11)]], FOOTWAY) for c in range(11)]
    ways += [([(c, 0) for c in range(11)], FOOTWAY)]
    path = write_extract(tmp_path / "doubt.osm.pbf", {**corners, **SHOPS, **doubtful}, ways)
    wanted = WalkOptions(edge_m=0, cache=tmp_path / "cache")
    result = walk_job.run(path, people((5, 5)), halves(), options=wanted)
    assert result.missing["primary_school"] == "2 places do not say whether they are one, only 1 do"
    assert result.missing["pharmacy"] == "none near a footway of the extract"
    assert share(result, "09000001", "primary_school", "straight") is None


def test_shares_are_of_people_not_of_cells() -> None:
    cells = pl.DataFrame(
        {"ags": ["1", "1"], "persons": [30.0, 10.0], "status": ["assessed"] * 2}
        | {f"{name}_{measure}_m": [500.0, 1500.0] for name in SERVICES for measure in ("footway", "straight")}
    )
    row = shares(cells, {}, 1000.0).row(0, named=True)
    assert {row[share_name(name, "footway", 1000.0)] for name in (*SERVICES, "all_six")} == {75.0}
    exactly = cells.with_columns(pharmacy_footway_m=pl.lit(1000.0))
    assert shares(exactly, {}, 1000.0)[share_name("pharmacy", "footway", 1000.0)].item() == 100.0


def test_the_outline_follows_the_streets_and_not_a_box() -> None:
    along = np.linspace(0, 0.2, 400)
    lon, lat = np.concatenate((LON + along, LON + 0 * along)), np.concatenate((LAT + 0 * along, LAT + along / 1.5))
    area = coverage(lon, lat)  # an angle of two roads: the corner opposite lies far outside
    x, y = to_metres(np.array([LON + 0.1, LON + 0.19, LON + 0.005]), np.array([LAT, LAT + 0.12, LAT + 0.004]))
    depth = area.depth_at(x.astype(np.int32), y.astype(np.int32))
    assert depth[1] < -5000 < 0 < depth[2]
    assert abs(depth[0]) < 100
    far, north = np.array([9_000_000], dtype=np.int32), np.array([0], dtype=np.int32)
    assert area.depth_at(far, north)[0] < 0


@pytest.mark.slow
def test_a_wood_in_the_middle_belongs_to_the_extract() -> None:
    columns, rows = (values.ravel() for values in np.meshgrid(np.arange(0, 0.3, 0.002), np.arange(0, 0.2, 0.002)))
    wood = (np.abs(columns - 0.15) < 0.05) & (np.abs(rows - 0.1) < 0.05)  # 7 km wide, without any footway
    area = coverage(LON + columns[~wood], LAT + rows[~wood])
    x, y = to_metres(np.array([LON + 0.15]), np.array([LAT + 0.1]))
    assert area.depth_at(x.astype(np.int32), y.astype(np.int32))[0] > 9000


# --- bad input


def test_an_extract_without_roads_is_refused(tmp_path: Path, cache: Path) -> None:
    path = write_extract(tmp_path / "shops.osm.pbf", SHOPS, [])
    with pytest.raises(SourceContentError, match="no road that walkers may use"):
        walk_job.run(path, people((5, 5)), halves(), options=WalkOptions(cache=cache))


def test_a_truncated_extract_is_refused(tmp_path: Path, cache: Path) -> None:
    whole = town(tmp_path).read_bytes()
    (tmp_path / "cut.osm.pbf").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(SourceLayoutError, match=r"cut.osm.pbf: the file ends early"):
        walk_job.run(tmp_path / "cut.osm.pbf", people((5, 5)), halves(), options=WalkOptions(cache=cache))


def test_cells_of_another_place_are_refused(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(SourceContentError, match="none of the 1 populated cells lies in the extract"):
        walk_job.run(town(tmp_path), people((500, 500)), halves(), options=WalkOptions(cache=cache))


def test_a_timetable_without_calendar_is_refused(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(SourceLayoutError, match="nothing says on which days"):
        walk_job.run(
            town(tmp_path), people((5, 5)), halves(), feed(tmp_path, "calendar_dates"), options=WalkOptions(cache=cache)
        )
