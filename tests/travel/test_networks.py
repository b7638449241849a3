import numpy as np
import pytest
from osm_files import place, write_pbf
from searched import times_between

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.travel.roads import networks, prepared
from kleinstadt.travel.roads.network_files import load, save
from kleinstadt.travel.roads.networks import NO_NODE
from kleinstadt.travel.roads.prepared import read_network

# 1 --- 2 --- 3      a street of 1 km, joined at 2 by a road to 4; 5 - 6 is a bit on its own
POINTS = {1: (0, 0), 2: (500, 0), 3: (1000, 0), 4: (500, 600), 5: (3000, 0), 6: (3100, 0)}
STREET = {"highway": "residential", "maxspeed": "50"}  # 40 km/h
ROAD = {"highway": "secondary", "maxspeed": "100"}  # 80 km/h


def read(tmp_path, ways, tagged=None, mode="car", points=None):
    path = write_pbf(tmp_path / "town.osm.pbf", points or POINTS, ways, tagged)
    return read_network(path, mode, cache=tmp_path / "cache")


def minutes(network, start, end):
    at = {int(node): index for index, node in enumerate(network.node_id)}
    found = times_between(network, np.array([at[start]]), np.array([at[end]]), 600, "scipy")
    return found.time_ms[0] / 60_000 if len(found.time_ms) else None


def test_streets_become_edges_with_length_and_time(tmp_path):
    network = read(tmp_path, [([1, 2, 3], STREET), ([2, 4], ROAD)])
    assert sorted(network.node_id) == [1, 2, 3, 4]
    assert network.edges == 6
    assert minutes(network, 1, 3) == pytest.approx(1.0 / 40 * 60, rel=1e-3)
    assert minutes(network, 1, 4) == pytest.approx((0.5 / 40 + 0.6 / 80) * 60, rel=1e-3)
    assert network.length_m.sum() == pytest.approx(2 * 1600, rel=1e-3)


def test_bits_that_are_not_joined_are_dropped_and_counted(tmp_path):
    network = read(tmp_path, [([1, 2, 3], STREET), ([5, 6], STREET)])
    assert network.origin.dropped_nodes == 2
    assert 5 not in network.node_id


def test_a_one_way_dead_end_is_no_part_of_the_network(tmp_path):
    network = read(tmp_path, [([1, 2, 3], STREET), ([2, 4], {**ROAD, "oneway": "yes"})])
    assert 4 not in network.node_id


def test_a_loop_of_one_way_streets_is_long_one_way_and_short_the_other(tmp_path):
    one_way = {**STREET, "oneway": "yes"}
    network = read(tmp_path, [([1, 2, 4, 1], one_way)])
    assert minutes(network, 2, 1) > 1.9 * minutes(network, 1, 2)


def test_a_bollard_cuts_the_street_for_cars_not_for_walkers(tmp_path):
    ways, tagged = [([1, 2, 3], STREET), ([2, 4], ROAD)], {2: {"barrier": "bollard"}}
    with pytest.raises(SourceContentError, match="no two reach each other"):
        read(tmp_path, ways, tagged)
    assert read(tmp_path, ways, tagged, "walk").nodes == 4


def test_a_ferry_takes_its_duration(tmp_path):
    ferry = {"route": "ferry", "duration": "00:12", "motorcar": "yes"}
    network = read(tmp_path, [([1, 2], STREET), ([2, 4, 3], ferry)])
    assert minutes(network, 2, 3) == pytest.approx(12, abs=1e-3)


def test_long_roads_get_nodes_on_the_way(tmp_path):
    points = {number: (number * 50, 0) for number in range(41)}
    network = read(tmp_path, [(list(points), STREET)], points=points)
    assert 10 <= network.nodes <= 12  # 2 km, one about every 200 m
    assert network.length_m.sum() == pytest.approx(4000, rel=1e-3)


def test_a_way_with_points_outside_the_extract_is_cut_there(tmp_path):
    points = {number: POINTS[number] for number in (1, 2, 3)}
    network = read(tmp_path, [([1, 2, 99, 3], STREET), ([3, 98], STREET)], points=points)
    assert sorted(network.node_id) == [1, 2]
    assert network.origin.missing_points == 2


def test_nearest_gives_nodes_and_true_distances(tmp_path):
    network = read(tmp_path, [([1, 2, 3], STREET)])
    points = np.array([place(490, 30), place(1000, 2000), (np.nan, np.nan)])
    node, distance = network.nearest(points[:, 0], points[:, 1], 1000)
    assert network.node_id[node[0]] == 2
    assert list(node[1:]) == [NO_NODE, NO_NODE]
    assert distance[:2] == pytest.approx([np.hypot(10, 30), 2000], rel=2e-3)
    assert distance[2] == np.inf


def test_a_prepared_network_is_the_same_and_is_reused(tmp_path, monkeypatch):
    network = read(tmp_path, [([1, 2, 3], STREET), ([2, 4], ROAD)])
    monkeypatch.setattr(prepared, "read_ways", lambda *_: pytest.fail("read the extract again"))
    again = read_network(tmp_path / "town.osm.pbf", "car", cache=tmp_path / "cache")
    assert again.origin == network.origin
    assert all(np.array_equal(getattr(again, name), getattr(network, name)) for name in networks.ARRAYS)


def test_a_changed_extract_is_read_anew(tmp_path):
    assert read(tmp_path, [([1, 2, 3], STREET)]).nodes == 3
    assert read(tmp_path, [([1, 2, 3], STREET), ([2, 4], ROAD)]).nodes == 4


def test_a_damaged_prepared_network_says_so(tmp_path):
    path = tmp_path / "network.npz"
    save(read(tmp_path, [([1, 2, 3], STREET)]), path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(SourceLayoutError, match="Delete it"):
        load(path)


def test_bad_extracts(tmp_path):
    with pytest.raises(SourceMissingError, match=r"nowhere\.pbf"):
        read_network(tmp_path / "nowhere.pbf", "car", cache=tmp_path)
    with pytest.raises(SourceContentError, match="no road that cars may use"):
        read(tmp_path, [([1, 2], {"building": "yes"})])
    text = tmp_path / "text.pbf"
    text.write_text("no PBF at all, but long enough to look like one")
    with pytest.raises(SourceLayoutError, match="ends early or is no OpenStreetMap PBF"):
        read_network(text, "car", cache=tmp_path)
    empty = tmp_path / "empty.pbf"
    empty.write_bytes(b"")
    with pytest.raises((SourceLayoutError, SourceContentError)):
        read_network(empty, "car", cache=tmp_path)


def test_a_truncated_extract(tmp_path, raw_dir):
    whole = (raw_dir / "osm" / "north-bayreuth.osm.pbf").read_bytes()
    for share in (0.3, 0.9):
        cut = tmp_path / f"cut{share}.osm.pbf"
        cut.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(SourceLayoutError, match="ends early"):
            read_network(cut, "car", cache=tmp_path)


@pytest.mark.parametrize(
    ("name", "mode", "nodes", "edges"),
    [
        ("Hoyerswerda.osm.pbf", "car", 170, 350),
        ("lauf-200115.osm.pbf", "car", 1_661, 3_714),
        ("north-bayreuth.osm.pbf", "walk", 8_539, 18_546),
        ("heidelberg.test.pbf", "car", 10_886, 23_174),
    ],
)
def test_real_extracts(raw_dir, tmp_path, name, mode, nodes, edges):
    network = read_network(raw_dir / "osm" / name, mode, cache=tmp_path)
    assert (network.nodes, network.edges) == (nodes, edges)
    assert network.time_ms.min() >= 1
    assert (np.diff(network.first_edge) >= 1).all()  # one can leave every node
    assert np.bincount(network.to, minlength=nodes).min() >= 1  # and get there
