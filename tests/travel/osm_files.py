"""Small extracts of OpenStreetMap, written for a test: points in metres from a corner, and ways through them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from kleinstadt.travel.walking.facilities import judged

osmium = pytest.importorskip("osmium")

METRE_NORTH = 1 / 111_195.0  # degrees
METRE_EAST = METRE_NORTH / 0.6427876  # at 50 degrees north
CORNER = (9.0, 50.0)

Way = tuple[Sequence[int], Mapping[str, str]]


def place(east_m: float, north_m: float) -> tuple[float, float]:
    """Degrees of a point so many metres from the corner."""
    return CORNER[0] + east_m * METRE_EAST, CORNER[1] + north_m * METRE_NORTH


def services_of(tags: Mapping[str, str]) -> list[str]:
    """The services that a place with these tags offers."""
    return [service for service, reason in judged(tags).items() if reason is None]


def write_pbf(
    path: Path,
    points: Mapping[int, tuple[float, float]],
    ways: Sequence[Way],
    tagged: Mapping[int, Mapping[str, str]] | None = None,
) -> Path:
    """Write points (id: metres east, metres north), ways (ids, tags), and tags of points as a PBF."""
    tagged = tagged or {}
    path.unlink(missing_ok=True)
    with osmium.SimpleWriter(str(path)) as writer:
        for node, (east, north) in sorted(points.items()):
            writer.add_node(osmium.osm.mutable.Node(id=node, location=place(east, north), tags=tagged.get(node, {})))
        for number, (nodes, tags) in enumerate(ways, start=1):
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=list(nodes), tags=dict(tags)))
    return path
