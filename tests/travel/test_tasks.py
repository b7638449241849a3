"""Splitting over workers: two of them, also where one is killed, find what one process finds."""

import os
import signal
import sys
import time

import numpy as np
import pytest
from searched import times_between
from test_routing import dense, random_network
from walked_town import people, walked

from kleinstadt.errors import SourceMissingError
from kleinstadt.travel.driving import car_job
from kleinstadt.travel.roads import hierarchy, routing, tasks
from kleinstadt.travel.roads.network_files import save
from kleinstadt.travel.walking import walking

distributed = pytest.importorskip("distributed")
cloudpickle = pytest.importorskip("cloudpickle")

cloudpickle.register_pickle_by_value(sys.modules[__name__])  # so that workers import only what they use

SOURCES, CUTOFF = np.arange(120), 400.0


@pytest.fixture(scope="module")
def client():
    with tasks.workers(None, 2) as connected:
        yield connected


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder, network = tmp_path_factory.mktemp("prepared"), random_network(4, 200, 700)
    save(network, folder / "network.npz")
    if hierarchy.available():
        hierarchy.prepared(network, folder / "hierarchy.npz")
    return network, folder


def job(folder, engine):
    return tasks.Job(folder / "network.npz", folder / "hierarchy.npz", CUTOFF, engine)


def table(found):
    return dense(routing.join(found), (len(SOURCES), 200))


def expected(network):
    return table([times_between(network, SOURCES, np.arange(200), CUTOFF, "scipy")])


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["scipy", "hierarchy"])
def test_two_workers_find_what_one_process_finds(client, prepared, monkeypatch, engine):
    if engine == "hierarchy" and not hierarchy.available():
        pytest.skip("no extra")
    network, folder = prepared
    monkeypatch.setattr(tasks, "PART", 16)
    told = []
    found = tasks.solve_on(client, job(folder, engine), SOURCES, np.arange(200), lambda *said: told.append(said))
    assert np.array_equal(table(found), expected(network))
    assert told[-1] == ("120 of 120 sources", 8, 8)


def die_once(wanted, sources, targets, begin):
    """Like `tasks.part_of`, but the worker that takes the second part is killed, once; the others are slow."""
    mark = wanted.network.with_name("died")
    if begin == 16 and not mark.exists():
        mark.write_text(str(os.getpid()))
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return REAL_PART(wanted, sources, targets, begin)


REAL_PART = tasks.part_of


@pytest.mark.slow
def test_a_worker_killed_on_the_way_changes_nothing(client, prepared, monkeypatch):
    network, folder = prepared
    before = set(client.scheduler_info()["workers"])
    assert len(before) == 2
    monkeypatch.setattr(tasks, "PART", 16)
    monkeypatch.setattr(tasks, "part_of", die_once)
    found = tasks.solve_on(client, job(folder, "scipy"), SOURCES, np.arange(200))
    assert int((folder / "died").read_text()) != os.getpid()
    assert np.array_equal(table(found), expected(network))


@pytest.mark.slow
def test_a_worker_that_does_not_see_the_files_says_so(client, tmp_path):
    with pytest.raises(SourceMissingError, match="All machines must see"):
        tasks.solve_on(client, job(tmp_path, "scipy"), SOURCES, np.arange(5))


REAL_SERVICE = walking.service_on_worker


def die_at_the_first_service(network, doors):
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


@pytest.mark.slow
def test_a_worker_killed_on_foot_changes_nothing(client, tmp_path, monkeypatch):
    pytest.importorskip("osmium")
    cells = people(*[(c, r) for c in range(2, 39, 5) for r in range(2, 39, 5)])
    alone = walked(tmp_path, cells)
    monkeypatch.setattr(walking, "service_on_worker", die_at_the_first_service)
    together = walked(tmp_path, cells, scheduler=client.scheduler.address)
    killed = int((tmp_path / "cache" / "died").read_text())
    assert killed != os.getpid()
    assert alone.cells.equals(together.cells)
    assert alone.shares.equals(together.shares)
    assert alone.gaps.equals(together.gaps)


def test_the_whole_job_on_a_scheduler_address(client, tmp_path, raw_dir):
    import polars as pl

    points = pl.DataFrame({"id": ["a", "b"], "lon": [11.27, 11.29], "lat": [49.505, 49.515]})
    osm = raw_dir / "osm" / "lauf-200115.osm.pbf"
    spread, alone = (
        car_job.run(osm, lambda _: points, car_job.Options(cache=tmp_path, scheduler=address))
        for address in (client.scheduler.address, None)
    )
    assert spread.times.pairs.equals(alone.times.pairs)
    assert spread.times.pairs.height == 4
