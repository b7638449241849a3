"""Kinds of fault that people report of such data, each on a map drawn here, by car and on foot."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from extracts import write_extract
from osm_files import place, services_of, write_pbf
from walked_town import FOOTWAY, SHOPS, halves, people, share, town

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.travel.driving import car
from kleinstadt.travel.driving.car_job import CarResult, Options, run
from kleinstadt.travel.roads.prepared import read_network
from kleinstadt.travel.walking import walk_job
from kleinstadt.travel.walking.facilities import judged, read_facilities
from kleinstadt.travel.walking.walk_job import WalkOptions

osmium = pytest.importorskip("osmium")

STREET = {"highway": "residential", "maxspeed": "50"}  # 40 km/h
MAINLAND = {number: (number * 400.0, 0.0) for number in range(1, 6)}
ISLAND = {number: (9000.0 + number * 400, 0.0) for number in range(11, 14)}
ROADS = [(list(MAINLAND), STREET), (list(ISLAND), STREET)]


def drive(tmp_path: Path, path: Path) -> CarResult:
    ends = pl.DataFrame({"id": ["land", "island"], "point": [place(400, 0), place(9000 + 11 * 400, 0)]})
    points = ends.select("id", lon=pl.col("point").list.get(0), lat=pl.col("point").list.get(1))
    return run(path, lambda _: points, Options(engine="scipy", cutoff_min=600, cache=tmp_path / "cache"))


def across(result: CarResult) -> float | None:
    found = result.times.pairs.filter(pl.col("from_id") == "land", pl.col("to_id") == "island")["minutes"]
    return found.item() if found.len() else None


@pytest.mark.parametrize(
    ("tags", "minutes"),
    [
        ({"route": "ferry", "motor_vehicle": "yes", "duration": "PT35M"}, 35),
        ({"route": "ferry", "motor_vehicle": "yes", "duration": "35 min"}, 35),
        ({"route": "ferry", "motor_vehicle": "yes", "duration": "P0DT0H35M"}, 35),
        ({"route": "shuttle_train", "railway": "rail", "motor_vehicle": "yes", "duration": "00:35"}, 35),
        ({"route": "ferry", "motor_vehicle": "yes"}, None),
        ({"route": "ferry", "foot": "yes", "duration": "PT35M"}, None),
    ],
)
def test_islands_are_reached_by_ferries_and_car_trains(tmp_path, tags, minutes):
    points = {**MAINLAND, **ISLAND}
    result = drive(tmp_path, write_pbf(tmp_path / "sea.osm.pbf", points, [*ROADS, ([5, 11], tags)]))
    if minutes:
        assert across(result) == pytest.approx(minutes + 1.6 / 40 * 60, abs=0.01)
        return
    assert across(result) is None
    assert result.times.gaps.row(0, named=True)["reason"] == car.NOT_JOINED
    ferries = result.left_out.filter(kind="ferry")["reason"].to_list()
    assert ferries == (["a ferry that does not say how long it takes"] if "motor_vehicle" in tags else [])


def with_relation(path: Path, members: list[int], relation: dict[str, str], ferry: dict[str, str]) -> Path:
    """The sea, crossed by two ways of a ferry by way of node 20, and a relation of some members."""
    points = {**MAINLAND, **ISLAND, 20: (6000.0, 0.0)}
    ways = [*ROADS, ([5, 20], ferry), ([20, 11], ferry)]
    with osmium.SimpleWriter(str(path)) as writer:
        for node, (east, north) in sorted(points.items()):
            writer.add_node(osmium.osm.mutable.Node(id=node, location=place(east, north)))
        for number, (nodes, tags) in enumerate(ways, start=1):
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=nodes, tags=tags))
        parts = [("w", member, "") for member in members]
        writer.add_relation(osmium.osm.mutable.Relation(id=1, members=parts, tags=relation))
    return path


def test_the_duration_may_stand_on_the_relation(tmp_path):
    line = {"type": "route", "route": "ferry", "motor_vehicle": "yes", "duration": "00:40"}
    path = with_relation(tmp_path / "sea.osm.pbf", [3, 4], line, {"route": "ferry"})
    assert across(drive(tmp_path, path)) == pytest.approx(40 + 1.6 / 40 * 60, abs=0.01), "for both ways together"


def test_a_line_that_the_extract_cuts_has_no_known_duration(tmp_path):
    line = {"type": "route", "route": "ferry", "motor_vehicle": "yes", "duration": "00:40"}
    path = with_relation(tmp_path / "sea.osm.pbf", [3, 4, 99], line, {"route": "ferry"})
    assert across(drive(tmp_path, path)) is None


def test_a_point_across_the_water_is_not_on_the_mainland(tmp_path):
    island = {number: (2800.0 + number * 100, 0.0) for number in range(1, 4)}  # 800 m off the coast
    points = {**MAINLAND, **{number + 10: at for number, at in island.items()}}
    path = write_pbf(tmp_path / "near.osm.pbf", points, [(list(MAINLAND), STREET), ([11, 12, 13], STREET)])
    network = read_network(path, "car", cache=tmp_path)
    spot = pl.DataFrame([("island", *place(2900, 0))], schema=["id", "lon", "lat"], orient="row")
    node, distance = car.on_road(network, spot, car.FAR_M)
    assert distance[0] == pytest.approx(900, rel=0.01)
    assert node[0] == -1


# --- files that are no plain extract


def test_places_carried_by_the_ways_are_read(tmp_path):
    plain = write_pbf(tmp_path / "plain.osm.pbf", MAINLAND, [(list(MAINLAND), STREET)])
    carrying = tmp_path / "carrying.osm.pbf"
    with osmium.SimpleWriter(osmium.io.File(str(carrying), "pbf,locations_on_ways=true")) as out:
        for thing in osmium.FileProcessor(str(plain)).with_locations():
            if thing.is_way():
                out.add_way(thing)
    networks = [read_network(path, "car", cache=tmp_path / "cache") for path in (plain, carrying)]
    assert networks[0].nodes == networks[1].nodes > 2
    assert np.array_equal(networks[0].time_ms, networks[1].time_ms)


def test_a_history_is_refused(tmp_path):
    path = tmp_path / "history.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for node, (east, north) in sorted(MAINLAND.items()):
            writer.add_node(osmium.osm.mutable.Node(id=node, location=place(east, north)))
        for version in (1, 2):
            writer.add_way(osmium.osm.mutable.Way(id=1, version=version, nodes=list(MAINLAND), tags=STREET))
    with pytest.raises(SourceContentError, match="several versions of way 1"):
        read_network(path, "car", cache=tmp_path)


# --- services


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        ({"healthcare": "pharmacy", "disused:amenity": "pharmacy"}, "is there no more"),
        ({"amenity": "pharmacy", "disused": "yes"}, "is there no more"),
        ({"amenity": "pharmacy", "abandoned": "yes"}, "is there no more"),
        ({"amenity": "pharmacy", "access": "private"}, "is not for everybody"),
        ({"amenity": "pharmacy", "access": "no;emergency"}, "is not for everybody"),
        ({"amenity": "pharmacy", "opening_hours": "closed"}, "is closed for good"),
        ({"amenity": "pharmacy", "opening_hours": 'off "Nachfolger gesucht"'}, "is closed for good"),
        ({"amenity": "pharmacy", "name": "ehem. Löwen-Apotheke"}, "is closed for good"),
        ({"amenity": "pharmacy", "end_date": "2019-04-30"}, "has ended"),
        ({"amenity": "pharmacy", "dispensing": "no"}, "sells no medicine"),
    ],
)
def test_services_that_are_closed_or_not_for_everybody(tags, reason):
    assert services_of(tags) == []
    assert reason in str(judged(tags)["pharmacy"])


@pytest.mark.parametrize(
    ("tags", "services"),
    [
        ({"amenity": "pharmacy", "name": "Alte Apotheke"}, ["pharmacy"]),
        ({"amenity": "pharmacy", "access": "customers"}, ["pharmacy"]),
        ({"amenity": "pharmacy", "opening_hours": "Mo-Fr 08:00-18:00; PH off"}, ["pharmacy"]),
        ({"amenity": "pharmacy;doctors"}, ["pharmacy", "gp"]),
        ({"shop": "supermarket; bakery", "disused:amenity": "post_office"}, ["supermarket"]),
        ({"amenity": "school", "name": "Grundschule am Berg", "access": "private"}, ["primary_school"]),
        ({"amenity": "post_office", "abandoned": "yes"}, []),
        ({"shop": "kiosk", "post_office": "none"}, []),
    ],
)
def test_services_by_their_whole_tagging(tags, services):
    assert services_of(tags) == services


def test_what_does_not_count_is_listed(tmp_path):
    things = {(0, 0): {}, (1, 0): {}, (0.5, 0.1): {"amenity": "pharmacy", "disused": "yes", "name": "Alte Post"}}
    path = write_extract(tmp_path / "old.osm.pbf", things, [([(0, 0), (1, 0)], FOOTWAY)])
    found = read_facilities(path)
    assert found.frame.is_empty()
    assert found.left_out.select("service", "name", "reason").rows() == [
        ("pharmacy", "Alte Post", "is there no more, or not yet")
    ]


# --- every joined part counts on foot


def islands(folder: Path, *, shop: bool = True) -> Path:
    """A street in the west with all services near, and one far in the east that is joined to nothing."""
    west = {(10, 18): {}, **{(column, 20): {} for column in range(10, 31)}, (30, 22): {}}
    east = {(column, 20): {} for column in range(60, 71)}
    pharmacy = {(62.2, 20.1): {"amenity": "pharmacy"}} if shop else {}
    ways = [([a, b], FOOTWAY) for row in (west, east) for a, b in pairwise(row)]
    return write_extract(folder / "two.osm.pbf", {**west, **east, **SHOPS, **pharmacy}, ways)


def walk(tmp_path: Path, path: Path, persons: float) -> walk_job.WalkResult:
    cells = people((20, 20), (62, 20), persons=persons)
    options = WalkOptions(edge_m=0, cache=tmp_path / "cache")
    return walk_job.run(path, cells, halves(), options=options)


def test_an_island_with_a_service_or_people_is_assessed(tmp_path):
    result = walk(tmp_path, islands(tmp_path), 10.0)
    assert result.shares["persons_assessed"].sum() == 20.0
    crowded = walk(tmp_path, islands(tmp_path, shop=False), 100.0).cells.sort("lon")
    assert crowded["status"].to_list() == ["assessed", "assessed"]
    assert crowded["pharmacy_footway_m"].is_null().to_list() == [False, True], "nobody walks over the water"


def test_a_part_without_service_and_people_is_listed_and_not_counted(tmp_path):
    result = walk(tmp_path, islands(tmp_path, shop=False), 10.0)
    lonely = result.left_out.filter(kind="footways")
    assert lonely["count"].to_list() == [11]
    assert result.shares["persons_assessed"].sum() == 10.0


def test_a_courtyard_that_nobody_joined_to_the_street_cuts_nobody_off(tmp_path):
    alone = {(20.4, 20.4): {}, (20.6, 20.6): {}}
    path = town(tmp_path)
    joined = walk_job.run(path, people((20.5, 20.5), persons=500.0), halves(), options=_options(tmp_path))
    things = {(column, row): {} for column in range(41) for row in range(41)}
    ways = [([a, b], FOOTWAY) for line in range(41) for a, b in pairwise([(line, row) for row in range(41)])]
    ways += [([a, b], FOOTWAY) for line in range(41) for a, b in pairwise([(column, line) for column in range(41)])]
    yard = write_extract(tmp_path / "yard.osm.pbf", {**things, **alone, **SHOPS}, [*ways, (list(alone), FOOTWAY)])
    cut = walk_job.run(yard, people((20.5, 20.5), persons=500.0), halves(), options=_options(tmp_path))
    assert share(cut, "09000001", "pharmacy", "footway") == share(joined, "09000001", "pharmacy", "footway") == 100.0
    near, same = (result.cells["pharmacy_footway_m"].item() for result in (cut, joined))
    assert near == pytest.approx(same, abs=60)


def _options(tmp_path: Path) -> WalkOptions:
    return WalkOptions(edge_m=0, cache=tmp_path / "cache")


# --- lists of points


def test_blank_lines_are_no_points(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("id,lon,lat\n1,9.5,50.1\n2,9.6,50.2\n\n \n,,\n")
    assert car.read_points(path)["id"].to_list() == ["1", "2"]


@pytest.mark.parametrize("cell", ["inf", "nan", '"9,5"', "1.010,5"])
def test_numbers_that_are_none_are_refused_without_foreign_advice(tmp_path, cell):
    path = tmp_path / "points.csv"
    path.write_text(f"id,lon,lat\n1,{cell},50\n")
    with pytest.raises((SourceLayoutError, SourceContentError)) as caught:
        car.read_points(path)
    for foreign in ("infer_schema", "polars", "strict", "truncate_ragged"):
        assert foreign not in str(caught.value)
