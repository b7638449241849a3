from pathlib import Path

import numpy as np
import polars as pl
import pytest
from osm_files import place, write_pbf
from typer.testing import CliRunner

from kleinstadt.cli.main import app
from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.travel.driving import car, car_job
from kleinstadt.travel.roads.prepared import read_network

STREET = {"highway": "residential", "maxspeed": "50"}  # 40 km/h


@pytest.fixture
def street(tmp_path):
    points = {1: (0, 0), 2: (2000, 0), 3: (4000, 0)}
    return write_pbf(tmp_path / "street.osm.pbf", points, [([1, 2, 3], STREET)])


def points_of(**places):
    rows = [(name, *(place(*where) if where else (None, None))) for name, where in places.items()]
    return pl.DataFrame(rows, schema={"id": pl.String, "lon": pl.Float64, "lat": pl.Float64}, orient="row")


def run(osm, points, tmp_path, **options):
    return car_job.run(osm, lambda _: points, car_job.Options(cache=tmp_path / "cache", **options))


def minutes(result, start, end):
    found = result.times.pairs.filter(from_id=start, to_id=end)["minutes"]
    return found[0] if len(found) else None


def test_minutes_count_the_road_and_the_way_to_it(street, tmp_path):
    result = run(street, points_of(a=(0, 100), b=(2000, 0), c=(4000, 0)), tmp_path)
    assert minutes(result, "b", "c") == pytest.approx(3, rel=1e-3)
    assert minutes(result, "a", "b") == pytest.approx(3 + 100 / 1000 / car.LEG_KMH * 60, rel=2e-3)
    assert minutes(result, "a", "a") == 0
    assert result.times.pairs.columns == ["from_id", "to_id", "minutes"]


def test_the_cut_off_counts_the_way_to_the_road(street, tmp_path):
    result = run(street, points_of(a=(0, 100), b=(2000, 0), c=(4000, 0)), tmp_path, cutoff_min=3.1)
    assert set(result.times.pairs.filter(pl.col("minutes") > 0).select("from_id", "to_id").rows()) == {
        ("b", "c"),
        ("c", "b"),
    }


def test_two_points_at_one_node_are_not_zero_apart(street, tmp_path):
    result = run(street, points_of(a=(0, 100), b=(0, -100)), tmp_path)
    assert minutes(result, "a", "b") == pytest.approx(0.8, rel=1e-2)


def test_a_point_off_the_network_is_a_gap_with_its_distance(street, tmp_path):
    result = run(street, points_of(a=(0, 0), far=(2000, 3000), nowhere=None), tmp_path)
    assert result.times.points == 1
    gaps = result.times.gaps.rows_by_key("id", named=True, unique=True)
    assert set(gaps) == {"far", "nowhere"}
    assert gaps["far"]["distance_m"] == pytest.approx(3000, rel=2e-3)
    assert gaps["far"]["reason"] == "no road within 1,000 m"
    assert (gaps["nowhere"]["distance_m"], gaps["nowhere"]["reason"]) == (None, "no coordinates")
    assert set(result.times.pairs["from_id"]) == {"a"}


def test_no_point_placed_gives_no_pairs_and_all_gaps(street, tmp_path):
    result = run(street, points_of(far=(0, 9000)), tmp_path)
    assert result.times.pairs.height == 0
    assert result.times.gaps.height == 1


def test_points_of_a_csv(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("id,lon,lat,name\n01,9.5,50.1,x\n02,,,y\n")
    assert car.read_points(path).rows() == [("01", 9.5, 50.1), ("02", None, None)]


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("id,x,y\n1,2,3\n", SourceLayoutError, "no column lon, lat"),
        ('id,lon,lat\n1,"9,5","50,1"\n', SourceLayoutError, "decimal point"),
        ("id,lon,lat\n1,9,50\n1,9,51\n", SourceContentError, "stands in 2 rows"),
        ("id,lon,lat\n1,350000,5600000\n", SourceContentError, "Metres"),
    ],
)
def test_bad_points(tmp_path, text, error, says):
    path = tmp_path / "points.csv"
    path.write_text(text)
    with pytest.raises(error, match=says):
        car.read_points(path)


def test_no_file_of_points(tmp_path):
    with pytest.raises(SourceMissingError, match="points"):
        car.read_points(tmp_path / "points.csv")


def test_seats_are_the_inhabited_ones_inside(street, tmp_path):
    network = read_network(street, "car", cache=tmp_path)
    lon = [place(east, 0)[0] for east in (100, 200, 90_000)]
    members = pl.DataFrame({"ags": ["1", "2", "3"], "lon": lon, "lat": [50.0] * 3, "population": [5, 0, 7]})
    assert car.seats(members, network)["id"].to_list() == ["1"]
    with pytest.raises(SourceContentError, match="no municipality"):
        car.seats(members.filter(ags="3"), network)


def test_the_towns_around_heidelberg(raw_dir, tmp_path):
    """Minutes from Heidelberg as a driver knows them, within a third."""
    towns = {
        "heidelberg": (8.7055, 49.4105),
        "eppelheim": (8.6313, 49.4016),
        "leimen": (8.6915, 49.3482),
        "neckargemuend": (8.7973, 49.3936),
        "eberbach": (8.9898, 49.4623),
    }
    points = pl.DataFrame([(name, *at) for name, at in towns.items()], schema=["id", "lon", "lat"], orient="row")
    result = run(raw_dir / "osm" / "heidelberg.test.pbf", points, tmp_path)
    known = {"eppelheim": 12, "leimen": 14, "neckargemuend": 15, "eberbach": 35}
    for town, expected in known.items():
        assert minutes(result, "heidelberg", town) == pytest.approx(expected, rel=1 / 3)
    both_ways = result.times.pairs.filter(pl.col("minutes") > 0)
    assert both_ways.height == 20
    straight = both_ways.join(points, left_on="from_id", right_on="id").join(points, left_on="to_id", right_on="id")
    km = np.hypot((straight["lon"] - straight["lon_right"]) * 72.3, (straight["lat"] - straight["lat_right"]) * 111.2)
    kmh = km / straight["minutes"] * 60
    assert 15 < kmh.min() < kmh.max() < 60


def test_the_command_writes_parquet_and_lists_gaps(street, tmp_path):
    pytest.importorskip("osmium")
    csv, out = tmp_path / "points.csv", tmp_path / "out" / "times.parquet"
    points_of(a=(0, 0), b=(4000, 0), far=(0, 5000)).write_csv(csv)
    done = CliRunner().invoke(
        app,
        [
            "access",
            "car",
            "--osm",
            str(street),
            "--points",
            str(csv),
            "--out",
            str(out),
            "--cache",
            str(tmp_path / "c"),
        ],
    )
    assert done.exit_code == 0, done.output
    assert "2 placed, 1 without a road" in done.output
    assert "no road within 1,000 m" in done.output
    written = pl.read_parquet(out)
    assert written.schema == {"from_id": pl.String, "to_id": pl.String, "minutes": pl.Float64}
    assert written.filter(from_id="a", to_id="b")["minutes"][0] == pytest.approx(6, rel=1e-3)


def test_exchanged_coordinates_are_refused(tmp_path: Path) -> None:
    listed = tmp_path / "swapped.csv"
    listed.write_text("id,lon,lat\na,49.51,11.28\nb,54.3,10.1\n", encoding="utf-8")
    with pytest.raises(SourceContentError, match=r"swapped\.csv: lon and lat are probably exchanged"):
        car.read_points(listed)
