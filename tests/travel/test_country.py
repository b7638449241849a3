"""The country that the benchmarks of access search: small ones work too, too small ones are refused."""

import sys
from pathlib import Path

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def benchmarks_at_hand(monkeypatch):
    """They lie beside the package, not in it."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))


@pytest.mark.parametrize("nodes", [100, 150, 3_000, 6_000])
def test_towns_are_as_many_as_there_is_room_for(nodes):
    from bench import access
    from bench.access_country import SEATS, country, seats

    network = country(nodes)
    towns = seats(network)
    assert len(np.unique(towns)) == len(towns) == min(SEATS, network.nodes)
    sample = access._sample(towns)
    assert len(sample) == min(access.SAMPLE, len(towns))
    assert set(sample) <= set(towns)
    assert access._scaled(towns) == (len(towns) > len(sample))


def test_a_country_that_is_none_is_refused(monkeypatch, capsys):
    from bench import access
    from bench.access_country import country

    with pytest.raises(ValueError, match="at least 100 nodes, not 99"):
        country(99)
    monkeypatch.setattr(sys, "argv", ["bench.access", "--nodes", "99"])
    with pytest.raises(SystemExit) as end:
        access.main()
    assert end.value.code == 2
    assert "argument --nodes: 99 are too few, at least 100 are needed" in capsys.readouterr().err
