import csv
from importlib.resources import files

import pytest

from kleinstadt.travel.roads.ferries import parse_duration
from kleinstadt.travel.roads.road_rules import (
    Travel,
    blocks,
    car_travel,
    parse_limit,
    rules_of,
    walk_travel,
)


@pytest.mark.parametrize(
    ("text", "kmh"),
    [
        ("50", 50.0),
        ("30 mph", 48.28032),
        ("30mph", 48.28032),
        ("DE:urban", 50.0),
        ("DE:rural", 100.0),
        ("CH:rural", 80.0),
        ("DE:motorway", 150.0),
        ("AT:motorway", 130.0),
        ("DE:zone:30", 30.0),
        ("DE:zone30", 30.0),
        ("DE:living_street", 7.0),
        ("none", 150.0),
        ("walk", 7.0),
        ("80;50", 50.0),
        ("7.5", 7.5),
        ("signals", None),
        ("variable", None),
        ("", None),
        ("0", None),
        ("fifty", None),
    ],
)
def test_limits_of_every_spelling(text, kmh):
    assert parse_limit(text) == (pytest.approx(kmh) if kmh else None)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("00:25", 25),
        ("1:05:30", 65.5),
        ("25", 25),
        ("PT1H5M", 65),
        ("PT45S", 0.75),
        ("P0DT0H35M", 35),
        ("P1DT1H", 1500),
        ("pt1.5h", 90),
        ("35 min", 35),
        ("35min", 35),
        ("ca. 35 Min.", 35),
        ("35'", 35),
        ("1 h 5 min", 65),
        ("1h5", 65),
        ("1,5 Stunden", 90),
        ("25-35 min", 35),
        ("00:25;00:30", 30),
        ("0:25 - 0:40", 40),
        ("35 sheep", None),
        ("-5", None),
        ("PT", None),
        ("soon", None),
        ("0", None),
    ],
)
def test_durations_of_every_spelling(text, minutes):
    assert parse_duration(text) == minutes


def speeds(**tags):
    travel = car_travel({key.replace("__", ":"): value for key, value in tags.items()})
    return travel and (travel.forward_kmh, travel.backward_kmh)


def test_a_limit_is_driven_at_four_fifths_but_never_above_what_the_class_allows():
    assert speeds(highway="secondary", maxspeed="50") == (40, 40)
    assert speeds(highway="secondary", maxspeed="100") == (80, 80)
    assert speeds(highway="residential", maxspeed="100") == (40, 40)
    assert speeds(highway="motorway", maxspeed="none", oneway="no") == (120, 120)
    assert speeds(highway="primary", maxspeed="100", maxspeed__backward="50") == (80, 40)
    assert speeds(highway="tertiary", source__maxspeed="DE:urban") == (40, 40)
    assert speeds(highway="tertiary", source__maxspeed="DE:rural") == (75, 75)
    assert speeds(highway="tertiary") == (45, 45)


def test_one_way_roads_roundabouts_and_motorways():
    assert speeds(highway="residential", oneway="yes") == (25, 0)
    assert speeds(highway="residential", oneway="-1") == (0, 25)
    assert speeds(highway="residential", oneway="reversible") == (0, 0)
    assert speeds(highway="residential", oneway="yes", oneway__motor_vehicle="no") == (25, 25)
    assert speeds(highway="tertiary", junction="roundabout") == (45, 0)
    assert speeds(highway="tertiary", junction="roundabout", oneway="no") == (45, 45)
    assert speeds(highway="motorway")[1] == 0
    assert speeds(highway="motorway_link")[1] > 0


def test_the_more_special_access_key_wins():
    assert speeds(highway="residential", access="private") is None
    assert speeds(highway="residential", access="no", motorcar="yes") == (25, 25)
    assert speeds(highway="residential", access="yes", motor_vehicle="no") is None
    assert speeds(highway="residential", vehicle="destination") == (10, 10)
    assert speeds(highway="track") is None
    assert speeds(highway="track", motor_vehicle="permissive") == (12, 12)
    assert speeds(highway="service", service="driveway") is None
    assert speeds(highway="footway") is None
    assert speeds(highway="service", area="yes") is None
    assert speeds(building="yes") is None


def test_rough_roads_are_slow():
    assert speeds(highway="secondary", surface="cobblestone") == (30, 30)
    assert speeds(highway="secondary", maxspeed="100", smoothness="very_bad") == (20, 20)
    assert speeds(highway="secondary", surface="asphalt") == (55, 55)


@pytest.mark.parametrize(
    ("value", "kmh"),
    [
        ("private;delivery", None),
        ("forestry; agricultural", None),
        ("no;psv", None),
        ("agricultural, forestry", None),
        ("emergency|delivery", None),
        ("employees", None),
        ("taxi", None),
        ("hgv", None),
        ("restricted", None),
        ("unknown", None),
        ("nobody has ever written this", None),
        ("yes;no", None),
        ("NO", None),
        ("destination;agricultural;forestry", 10),
        ("no;destination", 10),
        ("permissive;delivery", 25),
        ("Yes", 25),
    ],
)
@pytest.mark.parametrize("key", ["access", "vehicle", "motor_vehicle", "motorcar"])
def test_what_is_not_known_to_be_open_is_closed_for_cars(key, value, kmh):
    assert speeds(highway="residential", **{key: value}) == (kmh and (kmh, kmh))


def test_access_may_differ_by_direction():
    assert speeds(highway="residential", motor_vehicle__backward="no") == (25, 0)
    assert speeds(highway="residential", vehicle__forward="destination") == (10, 25)
    assert speeds(highway="residential", vehicle="no", motorcar__forward="yes") == (25, 0)
    assert speeds(highway="residential", oneway__vehicle="yes") == (25, 0)


@pytest.mark.parametrize(
    "tags",
    [
        {"disused": "yes"},
        {"abandoned": "yes"},
        {"construction": "yes"},
        {"smoothness": "impassable"},
        {"4wd_only": "yes"},
        {"maxwidth": "1.5"},
        {"maxwidth:physical": "1,4 m"},
        {"maxheight": "1.4 m"},
        {"maxweight": "1 t"},
        {"bicycle_road": "yes"},
        {"service": "driveway;parking_aisle"},
        {"area": "yes"},
    ],
)
def test_other_tags_close_a_road_to_cars(tags):
    assert car_travel({"highway": "residential", **tags}) is None
    assert car_travel({"highway": "residential"}) is not None


def test_tags_that_leave_a_road_open():
    for tags in ({"maxwidth": "2.3"}, {"maxheight": "default"}, {"construction": "minor"}, {"abandoned": "no"}):
        assert car_travel({"highway": "residential", **tags}) is not None
    assert car_travel({"highway": "residential", "bicycle_road": "yes", "motor_vehicle": "yes"}) is not None
    assert speeds(highway="residential;service") == (25, 25)


def test_walkers_and_the_tags_of_vehicles():
    assert walk_travel({"highway": "track", "access": "agricultural;forestry"}) == Travel(5, 5)
    assert walk_travel({"highway": "service", "access": "delivery"}) == Travel(5, 5)
    assert walk_travel({"highway": "service", "access": "restricted"}) is None
    assert walk_travel({"highway": "path", "foot": "private;customers"}) is None
    assert walk_travel({"highway": "path", "access": "no;foot"}) == Travel(5, 5)
    assert walk_travel({"highway": "path", "access": "unknown"}) == Travel(5, 5)
    assert walk_travel({"highway": "path", "disused": "yes"}) is None
    assert walk_travel({"highway": "primary", "motorroad": "yes"}) is None
    assert walk_travel({"highway": "primary", "motorroad": "yes", "sidewalk:left": "yes"}) == Travel(5, 5)
    assert walk_travel({"highway": "steps", "conveying": "forward"}) == Travel(5, 0)
    assert walk_travel({"man_made": "pier"}) == Travel(5, 5)


def test_ferries_need_a_duration_and_must_take_cars():
    assert car_travel({"route": "ferry", "duration": "00:10", "motorcar": "yes", "foot": "yes"}) == Travel(1, 1, 10)
    assert car_travel({"route": "ferry", "motorcar": "yes"}) is None
    assert car_travel({"route": "ferry", "duration": "00:10"}) is None, "nothing says that it takes cars"
    train = {"route": "shuttle_train", "railway": "rail", "motor_vehicle": "yes", "duration": "00:35"}
    assert car_travel(train) == Travel(1, 1, 35)
    assert walk_travel(train) is None, "only in a car"
    assert walk_travel({**train, "foot": "yes"}) == Travel(1, 1, 35)
    assert car_travel({"route": "ferry", "duration": "00:10", "foot": "yes"}) is None
    assert car_travel({"route": "ferry", "duration": "00:10", "motor_vehicle": "no"}) is None
    assert walk_travel({"route": "ferry", "duration": "00:10", "motor_vehicle": "no"}) == Travel(1, 1, 10)


def test_walkers_go_where_cars_do_not():
    assert walk_travel({"highway": "steps"}) == walk_travel({"highway": "footway", "oneway": "yes"}) == Travel(5, 5)
    assert walk_travel({"highway": "motorway"}) is None
    assert walk_travel({"highway": "trunk", "sidewalk": "both"}) == Travel(5, 5)
    assert walk_travel({"highway": "residential", "foot": "no"}) is None
    assert walk_travel({"highway": "footway", "access": "private"}) is None
    assert walk_travel({"highway": "footway", "access": "private", "foot": "yes"}) == Travel(5, 5)


def test_barriers():
    assert blocks({"barrier": "bollard"}, "car")
    assert not blocks({"barrier": "bollard", "motor_vehicle": "yes"}, "car")
    assert not blocks({"barrier": "bollard"}, "walk")
    assert not blocks({"barrier": "gate"}, "car")
    assert blocks({"barrier": "gate", "access": "private"}, "car")
    assert not blocks({"highway": "crossing"}, "car")
    assert blocks({"barrier": "gate", "access": "private;delivery"}, "car")
    assert blocks({"barrier": "gate", "motor_vehicle": "agricultural;forestry"}, "car")
    assert blocks({"barrier": "bollard", "access": "yes"}, "car"), "who may pass by law still stands before it"
    assert blocks({"barrier": "gate", "locked": "yes"}, "car")
    assert not blocks({"barrier": "gate", "locked": "yes", "motor_vehicle": "yes"}, "car")
    assert blocks({"barrier": "gate;bollard"}, "car")
    assert blocks({"barrier": "height_restrictor", "maxheight": "1.2"}, "car")
    assert not blocks({"barrier": "bollard", "bollard": "rising"}, "car")
    assert not blocks({"barrier": "bollard", "disused": "yes"}, "car")
    assert blocks({"barrier": "what nobody knows"}, "car")
    assert not blocks({"barrier": "what nobody knows"}, "walk")
    assert blocks({"barrier": "wall"}, "walk")
    assert not blocks({"barrier": "wall", "foot": "yes"}, "walk")


def test_every_value_of_the_table_has_a_verdict():
    rows = list(csv.DictReader(files("kleinstadt.travel.roads").joinpath("tag_values.csv").read_text().splitlines()))
    known = {"access": {"open", "residents", "closed", "unsaid"}, "barrier": {"open", "closed"}}
    assert len({(row["key"], row["value"]) for row in rows}) == len(rows)
    for row in rows:
        assert {row["car"], row["walk"]} <= known[row["key"]], row


def test_ways_with_the_same_relevant_tags_are_judged_once():
    rule = rules_of("car")
    assert rule({"highway": "primary", "name": "A"}) is rule({"highway": "primary", "name": "B"})
