"""Walking access: laws, a town drawn here, and the real extracts against plain Dijkstra and the ruler."""

import os
import signal
import time
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import geopandas as gpd
import numpy as np
import polars as pl
import pytest
from extracts import LAT, LON, STEP, haversine_m, plain_dijkstra, write_extract
from shapely.geometry import box

from kleinstadt.access import tasks, walk_job
from kleinstadt.access.cells import Cells, cells_of_2011, read_cells, to_metres
from kleinstadt.access.coverage import coverage
from kleinstadt.access.facilities import SERVICES, read_facilities
from kleinstadt.access.gtfs import read_timetable
from kleinstadt.access.networks import Network
from kleinstadt.access.prepared import read_network
from kleinstadt.access.stops import per_1000
from kleinstadt.access.walk_job import WalkOptions, WalkResult
from kleinstadt.access.walk_shares import share_name, shares
from kleinstadt.access.walking import CELL_SHARE, REACH_M, Doors, Floats, cell_distances, doors_of
from kleinstadt.errors import SourceContentError, SourceLayoutError

pytest.importorskip("osmium")

SIZE = 40  # the town is a square of streets, 40 blocks wide (2.9 km) and high (4.4 km)
SHOPS = {
    (20.2, 20.1): {"amenity": "pharmacy"},
    (10.1, 20.2): {"amenity": "school", "name": "Grundschule am Markt"},
    (20.1, 10.1): {"amenity": "doctors"},
    (22.1, 22.2): {"amenity": "post_office"},
    (20.3, 20.3): {"shop": "supermarket"},
}
FOOTWAY = {"highway": "residential"}


def town(folder: Path, size: int = SIZE, *, lake: bool = False) -> Path:
    """Streets every block; with a lake there are none in a part of the north east."""
    corners = [(column, row) for column in range(size + 1) for row in range(size + 1)]
    dry = [(c, r) for c, r in corners if not (lake and 26 < c < 36 and 26 < r < 36)]
    lines = [[[corner for corner in dry if corner[axis] == line] for line in range(size + 1)] for axis in (0, 1)]
    pairs = [pair for way in (*lines[0], *lines[1]) for pair in pairwise(way)]
    ways = [(list(pair), FOOTWAY) for pair in pairs if abs(pair[0][0] - pair[1][0]) + abs(pair[0][1] - pair[1][1]) == 1]
    return write_extract(folder / "town.osm.pbf", {**{corner: {} for corner in dry}, **SHOPS}, ways)


def people(*places: tuple[float, float], persons: float = 10.0) -> Cells:
    """Cells of 100 m whose centres are at places of the town's grid (rounded to the metre)."""
    columns, rows = np.array(places, dtype=float).T
    lon, lat = LON + columns * STEP, LAT + rows * STEP
    x, y = (values.round().astype(np.int32) for values in to_metres(lon, lat))
    frame = pl.DataFrame({"x": x, "y": y, "lon": lon, "lat": lat}).with_columns(persons=pl.lit(persons))
    return Cells(frame, 100, "test")


def halves() -> gpd.GeoDataFrame:
    """Two municipalities: the west and the east of the town."""
    middle, east = LON + 20.5 * STEP, LON + 60 * STEP
    shapes = [
        box(LON - 20 * STEP, LAT - 20 * STEP, middle, LAT + 60 * STEP),
        box(middle, LAT - 20 * STEP, east, LAT + 60 * STEP),
    ]
    return gpd.GeoDataFrame(geometry=shapes, index=["09000001", "09000002"], crs=4326).to_crs(25832).rename_axis("ags")


FEED = {
    "stops": f"stop_id,stop_name,stop_lat,stop_lon\na,A,{LAT + 20 * STEP},{LON + 20 * STEP}\nb,B,{LAT},{LON}\n",
    "trips": "trip_id,service_id\nt,s\n",
    "stop_times": "trip_id,stop_id,stop_sequence\nt,a,1\nt,b,2\n",
    "calendar_dates": "service_id,date,exception_type\ns,20240514,1\n",
    "frequencies": "trip_id,start_time,end_time,headway_secs\nt,06:00:00,16:00:00,1800\n",
}


def feed(folder: Path, *without: str) -> Path:
    with ZipFile(folder / "feed.zip", "w") as archive:
        for name, text in FEED.items():
            if name not in without:
                archive.writestr(f"{name}.txt", text)
    return folder / "feed.zip"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def walked(tmp_path: Path, cells: Cells, *, lake: bool = False, gtfs: bool = True, **options: Any) -> WalkResult:
    wanted = WalkOptions(cache=tmp_path / "cache", **{"edge_m": 0.0, **options})
    return walk_job.run(town(tmp_path, lake=lake), cells, halves(), feed(tmp_path) if gtfs else None, options=wanted)


def share(result: WalkResult, ags: str, service: str, measure: str) -> float | None:
    return result.shares.filter(pl.col("ags") == ags)[share_name(service, measure, 1000)].item()


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


def test_a_stop_needs_twenty_departures(tmp_path: Path) -> None:
    cells = people((20, 20), (38, 20))
    assert share(walked(tmp_path, cells), "09000001", "stop", "footway") == 100.0
    assert walked(tmp_path, cells, departures=21).missing == {"stop": "none in the data"}


def test_a_place_that_the_timetable_does_not_know_is_not_known(tmp_path: Path) -> None:
    result = walked(tmp_path, people((20, 20), (38, 20)))
    assert share(result, "09000002", "stop", "footway") is None
    assert share(result, "09000002", "pharmacy", "footway") == 0.0


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


def test_a_cell_in_a_lake_is_listed_and_in_no_share(tmp_path: Path) -> None:
    result = walked(tmp_path, people((20, 20), (31, 31), (38, 38)), lake=True)
    assert result.gaps.select("ags", "reason", "persons").rows() == [("09000002", "off_network", 10.0)]
    east = result.shares.filter(pl.col("ags") == "09000002").row(0, named=True)
    assert (east["persons"], east["persons_assessed"], east["persons_off_network"]) == (20.0, 10.0, 10.0)
    drowned = result.cells.filter(pl.col("status") == "off_network")
    assert drowned["pharmacy_footway_m"].null_count() == 1


def test_a_cell_without_land_is_listed(tmp_path: Path) -> None:
    inland = halves().iloc[:1]
    wanted = WalkOptions(edge_m=0, cache=tmp_path / "cache")
    result = walk_job.run(town(tmp_path, 60), people((20, 20), (59, 30)), inland, options=wanted)
    assert result.gaps.select("ags", "reason", "persons").rows() == [(None, "no_land", 10.0)]
    assert result.shares["persons"].to_list() == [10.0]


def test_nothing_is_said_near_the_edge_of_the_extract(tmp_path: Path) -> None:
    result = walked(tmp_path, people((20, 20), (2, 20), (-15, 20)), edge_m=1000.0)
    west = result.shares.filter(pl.col("ags") == "09000001").row(0, named=True)
    counted = [west[f"persons_{name}"] for name in ("assessed", "edge", "outside", "off_network")]
    assert counted == [10.0, 10.0, 10.0, 0.0]
    assert result.gaps["reason"].to_list() == ["edge"]
    nobody = walked(tmp_path, people((2, 20)), edge_m=1000.0)
    assert share(nobody, "09000001", "pharmacy", "straight") is None


def test_ways_beyond_the_cut_off_are_not_searched(tmp_path: Path) -> None:
    near, far = (walked(tmp_path, people((39, 39)), cutoff_m=metres).cells for metres in (1500.0, 9000.0))
    assert near["pharmacy_footway_m"].to_list() == [None]
    assert far["pharmacy_footway_m"].item() > far["pharmacy_straight_m"].item() > 1500
    assert near["pharmacy_straight_m"].item() == far["pharmacy_straight_m"].item()


def test_two_workers_say_the_same(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    cells = people(*[(c, r) for c in range(2, 39, 7) for r in range(2, 39, 7)])
    alone = walked(tmp_path, cells)
    with distributed.LocalCluster(n_workers=2, processes=False, dashboard_address=None) as cluster:
        together = walked(tmp_path, cells, scheduler=cluster.scheduler_address)
    assert alone.cells.equals(together.cells)
    assert alone.shares.equals(together.shares)


REAL_SERVICE = walk_job.service_on_worker


def die_once(network: Path, doors: Doors) -> Floats:
    """Like `service_on_worker`, but the first worker that comes here is killed; the others are slow."""
    mark = network.with_name("died")
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        time.sleep(0.05)
        return REAL_SERVICE(network, doors)
    mark.write_text(str(os.getpid()))
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_a_worker_killed_on_the_way_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    cells = people(*[(c, r) for c in range(2, 39, 5) for r in range(2, 39, 5)])
    alone = walked(tmp_path, cells)
    monkeypatch.setattr(walk_job, "service_on_worker", die_once)
    with tasks.workers(None, 2) as client:
        before = set(client.scheduler_info()["workers"])
        assert len(before) == 2
        together = walked(tmp_path, cells, scheduler=client.scheduler.address)
        killed = int((tmp_path / "cache" / "died").read_text())
    assert killed != os.getpid()
    assert alone.cells.equals(together.cells)
    assert alone.shares.equals(together.shares)
    assert alone.gaps.equals(together.gaps)


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


# --- the real extracts

EXTRACTS = ("lauf-200115.osm.pbf", "north-bayreuth.osm.pbf", "Hoyerswerda.osm.pbf", "heidelberg.test.pbf")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("networks")


def hectares(network: Network) -> pl.DataFrame:
    """Every hectare of an extract, as if one person lived there."""
    x, y = to_metres(network.lon, network.lat)
    corner = np.unique(np.column_stack((x // 100, y // 100)).astype(np.int32), axis=0) * 100 + 50
    lines = [f"CRS3035RES100mN{y - 50}E{x - 50};{x};{y};1" for x, y in corner.tolist()]
    return pl.DataFrame({"line": ["GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner", *lines]})


@pytest.mark.parametrize("name", EXTRACTS)
def test_every_cell_agrees_with_plain_dijkstra(raw_dir: Path, tmp_path: Path, kept: Path, name: str) -> None:
    network = read_network(raw_dir / "osm" / name, "walk", cache=kept)
    csv = tmp_path / "Zensus2022_Bevoelkerungszahl_100m-Gitter.csv"
    csv.write_text("\n".join(hectares(network)["line"]), encoding="utf-8")
    cells = read_cells(csv).frame
    facilities = read_facilities(raw_dir / "osm" / name)
    places = {service: facilities.of(service) for service in SERVICES if facilities.of(service).height}
    if name.startswith("heidelberg"):
        places["stop"] = read_timetable(raw_dir / "gtfs/vrn_gtfs_cut.zip").served(20)
    found = cell_distances(network, places, cells, 100, 5000.0)
    node, offset = network.nearest(cells["lon"].to_numpy(), cells["lat"].to_numpy(), max(REACH_M, 100 * CELL_SHARE))
    for service in places:
        doors = doors_of(network, places[service], 5000.0)
        starts: dict[int, float] = {}
        for start, metres in zip(doors.node.tolist(), doors.metres.tolist(), strict=True):
            starts[start] = min(metres, starts.get(start, np.inf))
        plain = np.array(plain_dijkstra(network, starts))
        expected = np.where(node >= 0, plain[node] + offset, np.inf)
        known = expected <= 5000.0
        along = found[f"{service}_footway_m"].to_numpy()
        assert np.array_equal(np.isfinite(along), known)
        assert np.abs(along[known] - expected[known]).max() < 0.01
        assert (along[known] >= found[f"{service}_straight_m"].to_numpy()[known] - 0.01).all()


ADDRESSES = [  # place of a cell, service, its place in the map, read off the map: lon, lat each
    ("lauf-200115.osm.pbf", "pharmacy", "n257641294"),
    ("lauf-200115.osm.pbf", "supermarket", "w38585130"),
    ("north-bayreuth.osm.pbf", "pharmacy", "n2732532921"),
    ("Hoyerswerda.osm.pbf", "gp", "n7964895387"),
    ("heidelberg.test.pbf", "supermarket", "w456112467"),
]


@pytest.mark.parametrize(("name", "service", "origin"), ADDRESSES)
def test_straight_lines_by_the_ruler(raw_dir: Path, kept: Path, name: str, service: str, origin: str) -> None:
    """From three corners around a known place: if it is the nearest, the distance is the great circle to it."""
    network = read_network(raw_dir / "osm" / name, "walk", cache=kept)
    places = read_facilities(raw_dir / "osm" / name).of(service)
    lon, lat = places.filter(pl.col("origin") == origin).select("lon", "lat").row(0)
    corners = [(lon + east, lat + north) for east, north in ((0.0004, 0.0), (0.0, -0.0003), (-0.0005, 0.0004))]
    cells = pl.DataFrame(corners, schema=["lon", "lat"], orient="row")
    found = cell_distances(network, {service: places}, cells, 100, 3000.0)
    for corner, metres in zip(corners, found[f"{service}_straight_m"].to_list(), strict=True):
        others = [haversine_m(*corner, *place) for place in places.select("lon", "lat").iter_rows()]
        assert metres == pytest.approx(min(others), abs=0.01)
        assert metres <= haversine_m(*corner, lon, lat) + 0.01


BY_HAND = [  # from a node of the map to another, metres on paper: 72,203 m a degree east, 111,195 m north at 49.51°
    ("library n257815301", (11.2772938, 49.5106888), "pharmacy", 207.2),  # Markt-Apotheke n599972568
    ("library n257815301", (11.2772938, 49.5106888), "post", 143.1),  # n59883983
    ("station n4723905508", (11.2864482, 49.5072011), "pharmacy", 262.0),  # Schloss-Apotheke n2161267174
    ("station n29075506", (11.2774541, 49.512443), "post", 52.8),  # n59883983
]


@pytest.mark.parametrize(("name", "place", "service", "metres"), BY_HAND)
def test_distances_in_lauf_by_hand(
    raw_dir: Path, kept: Path, name: str, place: tuple[float, float], service: str, metres: float
) -> None:
    network = read_network(raw_dir / "osm/lauf-200115.osm.pbf", "walk", cache=kept)
    places = {service: read_facilities(raw_dir / "osm/lauf-200115.osm.pbf").of(service)}
    here = pl.DataFrame([place], schema=["lon", "lat"], orient="row")
    found = cell_distances(network, places, here, 100, 3000.0)
    assert found[f"{service}_straight_m"].item() == pytest.approx(metres, abs=0.5), name
    assert metres <= found[f"{service}_footway_m"].item() < 2.5 * metres + 50


def test_heidelberg_with_the_grid_of_2011(raw_dir: Path, kept: Path) -> None:
    """Two rectangles for municipalities: the old town and the plain in the west."""
    shapes = [box(8.68, 49.40, 8.75, 49.42), box(8.60, 49.37, 8.68, 49.42)]
    areas = gpd.GeoDataFrame(geometry=shapes, index=["08221001", "08221002"], crs=4326).to_crs(25832).rename_axis("ags")
    result = walk_job.run(
        raw_dir / "osm/heidelberg.test.pbf",
        cells_of_2011(raw_dir),
        areas,
        raw_dir / "gtfs/vrn_gtfs_cut.zip",
        options=WalkOptions(cache=kept),
    )
    assert result.missing.keys() == {"pharmacy", "gp", "post", "primary_school", "supermarket"}
    assert "the extract lacks them" in result.missing["supermarket"], "it holds three for the whole city"
    for row in result.shares.to_dicts():
        parts = [row[f"persons_{name}"] for name in ("assessed", "off_network", "edge", "outside")]
        assert sum(parts) == row["persons"]
        along, straight = (row[share_name("stop", measure, 1000)] for measure in ("footway", "straight"))
        assert 0 < along <= straight <= 100
    assert result.timetable is not None
    assert result.timetable.day.isoweekday() == 2
    old_town = result.shares.filter(pl.col("ags") == "08221001")
    platforms = result.timetable.platforms.filter(
        pl.col("lon").is_between(8.68, 8.75), pl.col("lat").is_between(49.40, 49.42)
    )
    assert old_town["stops"].item() == pytest.approx(platforms["stop"].n_unique(), abs=2), "platforms across the border"
    assert 0 < old_town["stops_served"].item() < old_town["stops"].item()
