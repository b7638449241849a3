import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra
from searched import times_between

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.travel.roads import hierarchy, routing
from kleinstadt.travel.roads.graph import Edges, assemble, largest_part
from kleinstadt.travel.roads.networks import Origin
from kleinstadt.travel.roads.prepared import read_network
from kleinstadt.travel.roads.routing import NO_WAY

ENGINES = ["scipy", pytest.param("hierarchy", marks=pytest.mark.skipif(not hierarchy.available(), reason="no extra"))]


def random_network(seed, nodes, edges, *, joined=False):
    rng = np.random.default_rng(seed)
    start, end = rng.integers(0, nodes, (2, edges))
    time = rng.choice([1, 50, 60_000, 3_600_000], edges) * rng.integers(1, 9, edges)  # ties and long ways
    made = Edges(start, end, time.astype(float), time)
    lon, lat = rng.uniform(6, 15, nodes), rng.uniform(47, 55, nodes)
    return (largest_part if joined else assemble)(np.arange(nodes), lon, lat, made, Origin("random", "", "car"))


def plain(network, sources, targets, cutoff_min):
    found = dijkstra(network.matrix(), indices=sources)[:, targets]
    return np.where(found <= cutoff_min * 60_000, found, np.inf)


def dense(pairs, shape):
    table = np.full(shape, np.inf)
    table[pairs.source, pairs.target] = pairs.time_ms
    return table


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    nodes=st.integers(2, 60),
    degree=st.integers(1, 4),
    cutoff=st.sampled_from([0.5, 90, 3000]),
)
def test_every_engine_gives_dijkstras_times(engine, seed, nodes, degree, cutoff):
    network = random_network(seed, nodes, nodes * degree)
    rng = np.random.default_rng(seed)
    sources, targets = rng.integers(0, nodes, 37), rng.integers(0, nodes, 5)  # with repeats, and no multiple of 16
    found = times_between(network, sources, targets, cutoff, engine)
    assert np.array_equal(dense(found, (37, 5)), plain(network, sources, targets, cutoff))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["Hoyerswerda.osm.pbf", "lauf-200115.osm.pbf", "north-bayreuth.osm.pbf"])
def test_all_pairs_of_a_real_extract_equal_plain_dijkstra(engine, name, raw_dir, tmp_path):
    network = read_network(raw_dir / "osm" / name, "car", cache=tmp_path)
    every = np.arange(network.nodes)
    for cutoff in (4, 120):
        found = times_between(network, every, every, cutoff, engine)
        assert np.array_equal(dense(found, (network.nodes,) * 2), plain(network, every, every, cutoff))


@pytest.mark.parametrize("engine", ENGINES)
def test_from_everywhere_to_a_thousand_nodes_of_heidelberg(engine, raw_dir, tmp_path):
    network = read_network(raw_dir / "osm" / "heidelberg.test.pbf", "car", cache=tmp_path)
    rng = np.random.default_rng(3)
    sources, targets = rng.choice(network.nodes, 700, replace=False), rng.choice(network.nodes, 1000, replace=False)
    found = times_between(network, sources, targets, 30, engine)
    assert np.array_equal(dense(found, (700, 1000)), plain(network, sources, targets, 30))


@pytest.mark.parametrize("engine", ENGINES)
def test_what_cannot_be_reached_is_absent(engine):
    edges = Edges(np.array([0]), np.array([1]), np.array([100.0]), np.array([60_000]))
    network = assemble(np.arange(3), np.arange(3.0), np.zeros(3), edges, Origin("three", "", "car"))
    found = times_between(network, np.arange(3), np.arange(3), 60, engine)
    assert sorted(zip(found.source.tolist(), found.target.tolist(), found.time_ms.tolist(), strict=True)) == [
        (0, 0, 0),
        (0, 1, 60_000),
        (1, 1, 0),
        (2, 2, 0),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_cut_off_itself_still_counts(engine):
    edges = Edges(np.array([0, 1]), np.array([1, 0]), np.ones(2), np.array([60_000, 60_001]))
    network = assemble(np.arange(2), np.arange(2.0), np.zeros(2), edges, Origin("two", "", "car"))
    found = times_between(network, np.arange(2), np.arange(2), 1, engine)
    assert sorted(found.time_ms.tolist()) == [0, 0, 60_000]


def test_threads_change_nothing():
    pytest.importorskip("routingkit_ch")
    network = random_network(5, 400, 1500)
    made, every = hierarchy.build(network), np.arange(400)
    one, three = (routing.HierarchySearcher(made, every, threads).times(every) for threads in (1, 3))
    assert np.array_equal(one, three)
    assert (one == NO_WAY).any()


def test_a_kept_hierarchy_is_the_same(tmp_path):
    pytest.importorskip("routingkit_ch")
    network, kept = random_network(9, 50, 200), tmp_path / "kept.npz"
    made, again = hierarchy.prepared(network, kept), hierarchy.prepared(network, kept)
    assert all(np.array_equal(getattr(made, name), getattr(again, name)) for name in hierarchy.ARRAYS)
    kept.write_bytes(kept.read_bytes()[:100])
    with pytest.raises(SourceLayoutError, match="Delete it"):
        hierarchy.prepared(network, kept)


def test_of_parallel_roads_the_fastest_stays_and_loops_go():
    start, end = np.array([0, 0, 1, 0]), np.array([1, 1, 0, 0])
    edges = Edges(start, end, np.array([5.0, 9.0, 7.0, 1.0]), np.array([500, 300, 200, 1]))
    network = assemble(np.arange(2), np.zeros(2), np.zeros(2), edges, Origin("two", "", "car"))
    assert network.time_ms.tolist() == [300, 200]
    assert network.length_m.tolist() == [9, 7]


def test_the_largest_part_is_strongly_joined():
    network = random_network(2, 300, 400, joined=True)
    assert 1 < network.nodes < 300
    assert np.isfinite(dijkstra(network.matrix())).all()
    with pytest.raises(SourceContentError, match="no two reach each other"):
        one_way = Edges(np.array([0]), np.array([1]), np.ones(1), np.ones(1, dtype=int))
        largest_part(np.arange(2), np.zeros(2), np.zeros(2), one_way, Origin("one", "", "car"))


def test_the_engine_follows_the_work(monkeypatch):
    network = random_network(1, 100, 300)
    monkeypatch.setattr(hierarchy, "available", lambda: True)
    assert routing.choose(network, 100) == "scipy"
    assert routing.choose(network, 10**7) == "hierarchy"
    monkeypatch.setattr(hierarchy, "available", lambda: False)
    assert routing.choose(network, 10**7) == "scipy"


@pytest.mark.parametrize("cutoff", [0, -1, 30_000, float("nan")])
def test_a_cut_off_must_make_sense(cutoff):
    with pytest.raises(ValueError, match="cut-off"):
        routing.cutoff_ms(cutoff)
