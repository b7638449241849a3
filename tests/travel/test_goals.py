"""Minutes to the nearest motorway, station and airport: on a drawn town, and on the real extracts."""

import numpy as np
import polars as pl
import pytest
from osm_files import place, write_pbf
from searched import times_between
from typer.testing import CliRunner

from kleinstadt.cli.main import app
from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.travel.driving import car
from kleinstadt.travel.driving.goals import Goals, read_goals, read_list
from kleinstadt.travel.driving.nearest import FASTEST, doors_of, nearest_goals, search
from kleinstadt.travel.roads.networks import MS_PER_MIN
from kleinstadt.travel.roads.prepared import read_network

STREET = {"highway": "residential", "maxspeed": "50"}  # 40 km/h
RAMP = {"highway": "motorway_link", "maxspeed": "50", "oneway": "yes"}
LANE = {"highway": "motorway", "maxspeed": "100"}  # 80 km/h, one way

#   1 ---- 2 ---- 3          a street of 4 km; at 3 a ramp leads on to the motorway, at 2 one leads off it;
#          ^      v          the motorway is 11 -> 12 -> 13, and from 13 a ramp leads back to 1, as all must be joined
#   13 <- 12 <-- 11
POINTS = {1: (0, 0), 2: (2000, 0), 3: (4000, 0), 11: (4000, -400), 12: (2000, -400), 13: (0, -400)}
WAYS = [([1, 2, 3], STREET), ([3, 11], RAMP), ([12, 2], RAMP), ([11, 12, 13], LANE), ([13, 1], RAMP)]


@pytest.fixture
def town(tmp_path):
    tagged = {11: {"highway": "motorway_junction", "name": "Osterfeld"}}
    return write_pbf(tmp_path / "town.osm.pbf", POINTS, WAYS, tagged)


def points_of(**places):
    rows = [(name, *(place(*where) if where else (None, None))) for name, where in places.items()]
    return pl.DataFrame(rows, schema={"id": pl.String, "lon": pl.Float64, "lat": pl.Float64}, orient="row")


def listed(*rows):
    found = [(goal, name, *place(*where)) for goal, name, where in rows]
    return pl.DataFrame(found, schema=["goal", "name", "lon", "lat"], orient="row")


def nearest(osm, points, tmp_path, given=None, cutoff=60.0):
    network = read_network(osm, "car", cache=tmp_path / "cache")
    found = nearest_goals(network, points, read_goals(osm, given), cutoff)
    return found.rows_by_key("id", named=True, unique=True)


def test_one_must_get_on_to_the_motorway_not_off_it(town, tmp_path):
    found = nearest(town, points_of(west=(0, 0), middle=(2000, 0), east=(4000, 0)), tmp_path)
    assert found["east"]["minutes_to_motorway"] == pytest.approx(0.6, rel=1e-2)
    assert found["middle"]["minutes_to_motorway"] == pytest.approx(3.6, rel=1e-2), "the ramp at 2 only leads off"
    assert found["west"]["minutes_to_motorway"] == pytest.approx(6.6, rel=1e-2)
    assert {row["nearest_motorway"] for row in found.values()} == {"Osterfeld"}


def test_what_there_is_none_of_is_missing_and_never_zero(town, tmp_path):
    found = nearest(town, points_of(a=(0, 0), lost=(0, 9000), nowhere=None), tmp_path)
    assert (found["a"]["minutes_to_station"], found["a"]["status_station"]) == (None, "none_in_data")
    assert (found["a"]["minutes_to_airport"], found["a"]["nearest_airport"]) == (None, None)
    for name in ("lost", "nowhere"):
        assert (found[name]["minutes_to_motorway"], found[name]["status_motorway"]) == (None, "off_network")
    near = nearest(town, points_of(a=(0, 0)), tmp_path, cutoff=5.0)
    assert (near["a"]["minutes_to_motorway"], near["a"]["status_motorway"]) == (None, "beyond_cutoff")


def test_a_list_gives_stations_and_takes_the_place_of_what_the_extract_has(town, tmp_path):
    given = listed(("station", "Westbahnhof", (0, 100)), ("station", "Ostbahnhof", (4000, 100)))
    found = nearest(town, points_of(a=(0, 0), b=(4000, 0)), tmp_path, given)
    leg = 100 / 1000 / car.LEG_KMH * 60
    assert found["a"]["nearest_station"] == "Westbahnhof"
    assert found["b"]["minutes_to_station"] == pytest.approx(leg, rel=1e-2)
    assert found["b"]["nearest_motorway"] == "Osterfeld"
    own = nearest(town, points_of(a=(0, 0)), tmp_path, listed(("motorway", "Auffahrt West", (0, 0))))
    assert (own["a"]["nearest_motorway"], own["a"]["minutes_to_motorway"]) == ("Auffahrt West", 0.0)


def test_airports_have_a_code_and_stand_at_their_terminals(tmp_path):
    tagged = {
        20: {"aeroway": "aerodrome", "iata": "XYZ", "name": "Weltflughafen"},
        21: {"aeroway": "terminal"},
        22: {"aeroway": "aerodrome", "name": "Segelflugplatz"},
        23: {"aeroway": "aerodrome", "iata": "MIL", "military": "airfield", "name": "Fliegerhorst"},
    }
    points = POINTS | {20: (4000, 2500), 21: (2000, 200), 22: (0, 100), 23: (4000, 100)}
    osm = write_pbf(tmp_path / "air.osm.pbf", points, WAYS, tagged)
    assert read_goals(osm).places.select("goal", "name").rows() == [("airport", "Weltflughafen")]
    found = nearest(osm, points_of(a=(2000, 0)), tmp_path)["a"]
    assert found["minutes_to_airport"] == pytest.approx(0.2 / car.LEG_KMH * 60, rel=1e-2)


def test_a_time_is_a_bound_where_a_nearer_goal_may_lie_beyond_the_extract(tmp_path):
    wide = {row * 50 + column: (column * 500.0, row * 500.0) for row in range(50) for column in range(50)}
    rows = [([row * 50 + column for column in range(50)], STREET) for row in range(50)]
    columns = [([row * 50 + column for row in range(50)], STREET) for column in range(50)]
    osm = write_pbf(tmp_path / "wide.osm.pbf", wide, rows + columns)
    given = listed(("station", "Mitte", (12_000, 12_000)))
    found = nearest(osm, points_of(inside=(12_000, 13_000), edge=(1000, 12_000)), tmp_path, given)
    assert found["inside"]["status_station"] == "known"
    assert found["inside"]["minutes_to_station"] < 11_000 / FASTEST
    assert found["edge"]["status_station"] == "at_most"
    assert found["edge"]["minutes_to_station"] == pytest.approx(11 / 40 * 60, rel=1e-2)


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("name,lon,lat\na,9,50\n", SourceLayoutError, "no column goal"),
        ('goal,name,lon,lat\nstation,a,"9,5",50\n', SourceLayoutError, "decimal point"),
        ("goal,name,lon,lat\nharbour,a,9,50\n", SourceContentError, "motorway, station, airport"),
        ("goal,name,lon,lat\nstation,a,9,50\nstation,b,,50\n", SourceContentError, "in line"),
        ("goal,name,lon,lat\nstation,a,350000,5600000\n", SourceContentError, "degrees"),
    ],
)
def test_bad_lists(tmp_path, text, error, says):
    path = tmp_path / "goals.csv"
    path.write_text(text)
    with pytest.raises(error, match=says):
        read_list(path)
    with pytest.raises(SourceMissingError, match="goal, name, lon, lat"):
        read_list(tmp_path / "none.csv")


def test_on_the_command_line(town, tmp_path):
    places, points = tmp_path / "goals.csv", tmp_path / "points.csv"
    places.write_text("goal,name,lon,lat\nstation,Hbf,{},{}\n".format(*place(2000, 0)))
    points_of(a=(0, 0), b=(4000, 0)).write_csv(points)
    given = {"--osm": town, "--points": points, "--places": places, "--out": tmp_path / "t.parquet"}
    arguments = [str(part) for pair in (given | {"--cache": tmp_path}).items() for part in pair]
    done = CliRunner().invoke(app, ["access", "car", *arguments])
    assert done.exit_code == 0, done.output
    assert "2 none in data" in done.output
    written = pl.read_parquet(tmp_path / "t_nearest.parquet")
    assert written["id"].to_list() == ["a", "b"]
    assert written["minutes_to_station"].to_list() == pytest.approx([3, 2.7], rel=1e-2), "from b by motorway"
    assert written["nearest_airport"].to_list() == [None, None]


# --- the real extracts

EXTRACTS = ("lauf-200115.osm.pbf", "north-bayreuth.osm.pbf", "heidelberg.test.pbf")


@pytest.mark.parametrize("name", EXTRACTS)
def test_every_node_agrees_with_a_search_from_it(raw_dir, tmp_path, name):
    """The search backwards from all goals against Dijkstra's search forwards from every tenth node, to each goal."""
    osm = raw_dir / "osm" / name
    network = read_network(osm, "car", cache=tmp_path)
    doors = doors_of(network, read_goals(osm))["motorway"]
    found, which = search(network, doors, 60 * MS_PER_MIN)
    sources = np.arange(0, network.nodes, 10)
    pairs = times_between(network, sources, doors.node, 60, "scipy")
    plain = np.full(len(sources), np.inf)
    np.minimum.at(plain, pairs.source, pairs.time_ms)
    assert np.array_equal(found[sources], plain)
    assert (found[doors.node] == 0).all()
    assert np.array_equal(which[doors.node], np.arange(len(doors.node)))


DRIVES = [  # place, minutes as a driver knows them, the junction
    ("lauf-200115.osm.pbf", "Lauf, Marktplatz", (11.2779, 49.5103), 4.5, "Lauf/Hersbruck"),  # 2.3 km to exit 49
    ("heidelberg.test.pbf", "Heidelberg, Bismarckplatz", (8.6934, 49.4099), 7.0, "Kreuz Heidelberg"),  # A 656, 4 km
    ("heidelberg.test.pbf", "Eppelheim, Rathaus", (8.6313, 49.4016), 4.5, "Kreuz Heidelberg"),  # A 5, exit 37
]


@pytest.mark.parametrize(("name", "start", "at", "minutes", "junction"), DRIVES)
def test_the_way_to_the_motorway_as_drivers_know_it(raw_dir, tmp_path, name, start, at, minutes, junction):
    points = pl.DataFrame([(start, *at)], schema=["id", "lon", "lat"], orient="row")
    found = nearest(raw_dir / "osm" / name, points, tmp_path)[start]
    assert found["minutes_to_motorway"] == pytest.approx(minutes, rel=1 / 3)
    assert found["nearest_motorway"] == junction
    assert found["status_motorway"] == "at_most", "these extracts are smaller than the way to the next motorway"


def test_a_motorway_that_only_leads_out_of_the_extract_is_no_goal_and_so_the_time_a_bound(raw_dir, tmp_path):
    """Dossenheim has an access 3 km away, but from there the A 5 leads north, out of the extract, and never back."""
    points = pl.DataFrame({"id": ["a"], "lon": [8.6722], "lat": [49.4494]})
    found = nearest(raw_dir / "osm/heidelberg.test.pbf", points, tmp_path)["a"]
    assert found["minutes_to_motorway"] > 5
    assert found["status_motorway"] == "at_most"


def test_an_extract_without_motorways_says_so(raw_dir, tmp_path):
    osm = raw_dir / "osm" / "Hoyerswerda.osm.pbf"
    goals = read_goals(osm)
    assert isinstance(goals, Goals)
    assert (len(goals.motorway_points), goals.places.height) == (0, 0)
    points = pl.DataFrame({"id": ["a"], "lon": [14.24], "lat": [51.44]})
    assert nearest(osm, points, tmp_path)["a"]["status_motorway"] == "none_in_data"
