"""Services in extracts: what tags mean, small extracts written here, and the real ones."""

from pathlib import Path

import polars as pl
import pytest
from osm_files import services_of

from kleinstadt.errors import SourceLayoutError, SourceMissingError
from kleinstadt.travel.roads.tagged import centre_of
from kleinstadt.travel.walking.facilities import read_facilities

osmium = pytest.importorskip("osmium")

MEANINGS = [
    ({"amenity": "pharmacy"}, ["pharmacy"]),
    ({"amenity": "school", "isced:level": "1"}, ["primary_school"]),
    ({"amenity": "school", "isced:level": "0;1"}, ["primary_school"]),
    ({"amenity": "school", "isced:level": "1-3"}, ["primary_school"]),
    ({"amenity": "school", "isced:level": "2;3", "name": "Grundschule"}, []),
    ({"amenity": "school", "school": "primary"}, ["primary_school"]),
    ({"amenity": "school", "name": "Grundschule Heuchling"}, ["primary_school"]),
    ({"amenity": "school", "name": "Grund- und Mittelschule Speichersdorf"}, ["primary_school"]),
    ({"amenity": "school", "name": "Volkshochschule"}, ["primary_school?"]),
    ({"amenity": "school"}, ["primary_school?"]),
    ({"amenity": "kindergarten", "name": "Kindergarten an der Grundschule"}, []),
    ({"amenity": "doctors"}, ["gp"]),
    ({"healthcare": "doctor"}, ["gp"]),
    ({"amenity": "doctors", "healthcare:speciality": "general;internal"}, ["gp"]),
    ({"amenity": "doctors", "healthcare:speciality": "orthopaedics"}, []),
    ({"amenity": "doctors", "healthcare": "physiotherapist;alternative"}, []),
    ({"amenity": "dentist", "healthcare": "dentist"}, []),
    ({"amenity": "post_office"}, ["post"]),
    ({"amenity": "post_office", "name": "Hermes Paketshop"}, []),
    ({"shop": "kiosk", "post_office": "post_partner"}, ["post"]),
    ({"shop": "supermarket", "post_office": "no"}, ["supermarket"]),
    ({"amenity": "post_box"}, []),
    ({"shop": "convenience"}, []),
    ({"disused:amenity": "pharmacy"}, []),
]


@pytest.mark.parametrize(("tags", "services"), MEANINGS)
def test_what_tags_mean(tags: dict[str, str], services: list[str]) -> None:
    assert services_of(tags) == services


def extract(path: Path) -> Path:
    """A pharmacy as a node, a supermarket as a way, a school as a relation of two ways, and a shop without a point."""
    writer = osmium.SimpleWriter(str(path))
    corners = {1: (11.0, 49.0), 2: (11.002, 49.0), 3: (11.002, 49.002), 4: (11.0, 49.002), 9: (11.5, 49.5)}
    for number, place in corners.items():
        tags = {"amenity": "pharmacy", "name": "Löwen"} if number == 9 else {}
        writer.add_node(osmium.osm.mutable.Node(id=number, location=place, tags=tags))
    ways = [
        (21, [1, 2, 3, 4, 1], {"shop": "supermarket"}),
        (22, [1, 2, 3], {}),
        (23, [3, 4, 1], {}),
        (24, [77, 78, 77], {"shop": "supermarket"}),
    ]
    for number, points, tags in ways:
        writer.add_way(osmium.osm.mutable.Way(id=number, nodes=points, tags=tags))
    members = [("w", 22, "outer"), ("w", 23, "outer")]
    tags = {"type": "multipolygon", "amenity": "school", "name": "Grundschule am Markt"}
    writer.add_relation(osmium.osm.mutable.Relation(id=31, members=members, tags=tags))
    writer.close()
    return path


def test_nodes_ways_and_relations(tmp_path: Path) -> None:
    found = read_facilities(extract(tmp_path / "sample.osm.pbf"))
    places = {row["service"]: row for row in found.frame.to_dicts()}
    assert places.keys() == {"pharmacy", "supermarket", "primary_school"}
    assert (places["pharmacy"]["name"], places["pharmacy"]["lon"]) == ("Löwen", 11.5)
    for service in ("supermarket", "primary_school"):
        assert (places[service]["lon"], places[service]["lat"]) == (pytest.approx(11.001), pytest.approx(49.001))
    assert places["primary_school"]["origin"] == "r31"
    assert found.unplaced == 1


def test_other_places_of_one_service(tmp_path: Path) -> None:
    found = read_facilities(extract(tmp_path / "sample.osm.pbf"))
    other = pl.DataFrame({"name": ["x"], "lon": [11.1], "lat": [49.1], "origin": ["list"]})
    changed = found.replacing("primary_school", other)
    assert changed.of("primary_school")["origin"].to_list() == ["list"]
    assert changed.of("pharmacy").height == 1


def test_the_centre_of_what_does_not_close() -> None:
    assert centre_of([[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)]]) == (pytest.approx(4 / 3), pytest.approx(2 / 3))
    assert centre_of([[(1.0, 1.0)]]) == (1.0, 1.0)
    assert centre_of([[], []]) is None


def test_bad_extracts_are_refused(tmp_path: Path) -> None:
    (tmp_path / "junk.osm.pbf").write_bytes(b"no extract at all" * 50)
    with pytest.raises(SourceLayoutError, match=r"junk.osm.pbf: the file ends early or is no OpenStreetMap PBF"):
        read_facilities(tmp_path / "junk.osm.pbf")
    with pytest.raises(SourceMissingError, match="no such file"):
        read_facilities(tmp_path / "nowhere.osm.pbf")


def test_a_truncated_extract_is_refused(raw_dir: Path, tmp_path: Path) -> None:
    whole = (raw_dir / "osm/lauf-200115.osm.pbf").read_bytes()
    (tmp_path / "cut.osm.pbf").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceLayoutError, match="ends early"):
        read_facilities(tmp_path / "cut.osm.pbf")


REAL = {  # counted by eye in lists of the tagged things of each extract
    "lauf-200115.osm.pbf": {"pharmacy": 8, "supermarket": 10, "gp": 7, "post": 4, "primary_school": 1},
    "north-bayreuth.osm.pbf": {"pharmacy": 1, "supermarket": 2},
    "Hoyerswerda.osm.pbf": {"supermarket": 3, "gp": 1, "primary_school": 1},
    "heidelberg.test.pbf": {"supermarket": 2, "primary_school": 3},
}


@pytest.mark.parametrize(("name", "counts"), REAL.items(), ids=REAL.keys())
def test_services_of_real_extracts(raw_dir: Path, name: str, counts: dict[str, int]) -> None:
    found = read_facilities(raw_dir / "osm" / name)
    assert dict(found.frame["service"].value_counts().sort("service").iter_rows()) == counts
    assert found.unplaced == 0
