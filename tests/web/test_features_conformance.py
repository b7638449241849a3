"""The abstract test suite of OGC API Features 1.0.1 (17-069r4, Annex A): a row a test of the classes that are declared.

Each is carried out as the standard tells its method, over all collections, with the boxes and limits that the OGC's own
validator asks. What the standard leaves to whoever runs it (other encodings, geometries with heights, areas without
borders, areas with a time) is not among the features and said in the row.
"""

from collections.abc import Callable
from functools import cache
from http.client import HTTPConnection
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
import served
import shapely
from starlette.testclient import TestClient

ROOT: Final = "/api/features"
CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
ITEMS: Final = "/collections/{collectionId}/items"
BOXES: Final = (  # over the meridian of Greenwich, the equator, 180°, both poles, and what the collections cover
    *("-1.5,50.0,1.5,53.0", "-80.0,-5.0,-70.0,5.0", "177.0,65.0,-177.0,70.0"),
    *("-180.0,85.0,180.0,90.0", "-180.0,-90.0,180.0,-85.0", "5.8,47.2,15.1,55.1"),
)
FEW: Final = "limit=20"  # the rules are the same for 20 features as for 2,000


@cache
def _client() -> TestClient:
    return TestClient(served.atlas(), follow_redirects=False)


@cache
def _asked(path: str) -> dict[str, Any]:
    answer = _client().get(path if path.startswith("http") else ROOT + path)
    assert answer.status_code == 200, path
    body: dict[str, Any] = answer.json()
    return body


def _links(body: dict[str, Any], rel: str) -> list[dict[str, str]]:
    """The links of a relation, after all links were found to have one and a type."""
    assert all(link["rel"] and link["type"] and link["href"].startswith("http") for link in body["links"])
    return [link for link in body["links"] if link["rel"] == rel]


def _leads(body: dict[str, Any], rel: str) -> dict[str, str]:
    """The one link of a relation; it answers 200 with the type that it says."""
    [link] = _links(body, rel)
    answer = _client().get(link["href"])
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == link["type"].partition(";")[0]
    return link


def _collections() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = _asked("/collections")["collections"]
    assert len(listed) == 4
    return listed


def _pages(query: str = FEW) -> list[dict[str, Any]]:
    """A page of each collection."""
    return [_asked(f"/collections/{one['id']}/items?{query}") for one in _collections()]


def _parameter(name: str) -> dict[str, Any]:
    """How the definition describes a parameter of the items, which has the form that the standard asks of all."""
    [found] = [one for one in _asked("/definition")["paths"][ITEMS]["get"]["parameters"] if one["name"] == name]
    assert {part: found[part] for part in ("in", "required", "style", "explode")} == {
        "in": "query",
        "required": False,
        "style": "form",
        "explode": False,
    }
    schema: dict[str, Any] = found["schema"]
    return schema


def _refused(query: str) -> None:
    for one in _collections():
        assert _client().get(f"{ROOT}/collections/{one['id']}/items?{query}").status_code == 400


# --- what each test of the suite does -----------------------------------------------------------------------------


def _landing() -> None:
    body = _asked("")
    assert body["title"]
    assert _links(body, "service-doc")
    for rel in ("self", "service-desc", "conformance", "data"):
        _leads(body, rel)


def _api_definition() -> None:
    """The parts of an OpenAPI 3.0 document that its schema requires, and no part that 3.0 does not know."""
    link = _leads(_asked(""), "service-desc")
    assert link["type"].replace(" ", "") == "application/vnd.oai.openapi+json;version=3.0"
    found = _asked("/definition")
    assert found["openapi"].startswith("3.0.")
    assert set(found) <= {"openapi", "info", "servers", "paths", "components", "security", "tags", "externalDocs"}
    assert {"title", "version"} <= set(found["info"])
    named = [call["operationId"] for path in found["paths"].values() for call in path.values()]
    assert len(named) == len(set(named))
    for path, calls in found["paths"].items():
        assert path.startswith("/")
        for parameter in calls["get"]["parameters"]:
            assert parameter["schema"]["type"] in ("string", "integer", "array")
            assert parameter["in"] == "query" or parameter["required"] is True
        for answer in calls["get"]["responses"].values():
            assert answer["description"]
            assert all(set(content) <= {"schema", "example"} for content in answer["content"].values())


def _conformance() -> None:
    declared = _asked("/conformance")["conformsTo"]
    assert set(declared) == {
        f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "oas30", "geojson")
    }


def _collections_links() -> None:
    link = _leads(_asked("/collections"), "self")
    assert link["href"].endswith(f"{ROOT}/collections")


def _each_collection() -> None:
    assert {one["id"] for one in _collections()} == {"gemeinde", "verband", "kreis", "land"}
    for one in _collections():
        assert (one["itemType"], one["crs"][0]) == ("feature", CRS84)
        assert _leads(one, "items")["type"] == "application/geo+json"


def _extents() -> None:
    """What a collection says that it covers holds what it has."""
    for one, page in zip(_collections(), _pages(), strict=True):
        assert one["extent"]["spatial"].get("crs", CRS84) == CRS84
        covered = shapely.box(*one["extent"]["spatial"]["bbox"][0])
        assert all(covered.contains(shapely.geometry.shape(feature["geometry"])) for feature in page["features"])


def _one_collection() -> None:
    for one in _collections():
        assert _asked(f"/collections/{one['id']}") == one
        assert one["id"] in _leads(one, "self")["href"]


def _items() -> None:
    for page in _pages():
        assert page["type"] == "FeatureCollection"
        assert isinstance(page["features"], list)
        assert page["features"]


def _bbox_definition() -> None:
    schema = _parameter("bbox")
    assert (schema["type"], schema["items"]) == ("array", {"type": "number"})
    assert schema["oneOf"] == [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]


def _bbox_response() -> None:
    """Exactly what touches the box: nothing else is in the answer, nothing that touches it is missing."""
    for box in BOXES:
        for page in _pages(f"{FEW}&bbox={box}"):
            west, south, east, north = map(float, box.split(","))
            parts = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
            asked = shapely.union_all([shapely.box(left, south, right, north) for left, right in parts])
            shapes = [shapely.geometry.shape(feature["geometry"]) for feature in page["features"]]
            assert all(shape.intersects(asked) for shape in shapes)
            assert bool(shapes) == (box == BOXES[-1])


def _limit_definition() -> None:
    schema = _parameter("limit")
    assert schema["type"] == "integer"
    assert 0 <= schema["minimum"] <= schema["default"] <= schema["maximum"]


def _limit_response() -> None:
    for limit in (_parameter("limit")["minimum"], 100):
        assert all(len(page["features"]) <= limit for page in _pages(f"limit={limit}"))
    assert len(_asked(f"/collections/kreis/items?limit={_parameter('limit')['maximum'] + 1}")["features"]) == 400


def _time_definition() -> None:
    assert _parameter("datetime") == {"type": "string"}


def _time_response() -> None:
    """Features without a time of their own fit every time."""
    for moment in ("2024-02-12T23:20:50Z", "2024-01-01/2024-06-30", "2024-01-01T00:00:00Z/..", "../2024-01-01"):
        for page, same in zip(_pages(f"{FEW}&datetime={moment}"), _pages(), strict=True):
            assert page["numberMatched"] == same["numberMatched"]


def _links_of_pages() -> None:
    for one, page in zip(_collections(), _pages(), strict=True):
        assert f"/{one['id']}/items" in _leads(page, "self")["href"]
        assert _links(page, "alternate") == []  # there is no other encoding
        assert len(_links(page, "next")) == (page["numberReturned"] < page["numberMatched"])


def _numbers() -> None:
    """numberMatched is what all pages hold together, numberReturned what one does; there is no timeStamp."""
    for page in _pages():
        assert page["numberReturned"] == len(page["features"])
        assert "timeStamp" not in page
    body, found = _asked("/collections/kreis/items?limit=150"), 0
    matched = body["numberMatched"]
    while True:
        found += body["numberReturned"]
        following = _links(body, "next")
        if not following:
            break
        body = _asked(following[0]["href"])
    assert found == matched


def _one_feature() -> None:
    for one, page in zip(_collections(), _pages(), strict=True):
        first = page["features"][0]
        alone = _asked(f"/collections/{one['id']}/items/{first['id']}")
        assert {part: alone[part] for part in first} == first
        assert _leads(alone, "self")["type"] == "application/geo+json"
        assert _leads(alone, "collection")["href"].endswith(f"/collections/{one['id']}")


def _crs84() -> None:
    for page in _pages():
        for feature in page["features"]:
            shape = shapely.geometry.shape(feature["geometry"])
            west, south, east, north = shape.bounds
            assert (5 < west < east < 16) and (47 < south < north < 56), "longitude first"
            assert not shape.has_z


def _geojson_definition() -> None:
    for path in (ITEMS, f"{ITEMS}/{{featureId}}"):
        answers = _asked("/definition")["paths"][path]["get"]["responses"]
        assert list(answers["200"]["content"]) == ["application/geo+json"]


def _geojson_content() -> None:
    for page in _pages():
        for feature in page["features"]:
            assert (feature["type"], set(feature) >= {"geometry", "properties", "id"}) == ("Feature", True)
            assert feature["geometry"]["type"] in ("Polygon", "MultiPolygon")
            assert shapely.is_valid(shapely.geometry.shape(feature["geometry"]))


def _all_resources_described() -> None:
    """Each address that was found by links is one of the definition's paths, below its server."""
    found = _asked("/definition")
    [server] = found["servers"]
    assert server["url"].endswith(ROOT)
    assert set(found["paths"]) == {
        *("/", "/conformance", "/collections", "/collections/{collectionId}"),
        *(ITEMS, f"{ITEMS}/{{featureId}}"),
    }


def _exceptions_described() -> None:
    for calls in _asked("/definition")["paths"].values():
        assert {"400", "404"} <= set(calls["get"]["responses"])


def _no_security() -> None:
    """Everything is open, and the definition asks for nothing."""
    assert not {"security", "components"} & set(_asked("/definition"))


SUITE: Final[dict[str, Callable[[], None]]] = {
    "core/crs84": _crs84,
    "core/root-op, root-success": _landing,
    "core/api-definition-op, api-definition-success": _api_definition,
    "core/conformance-op, conformance-success": _conformance,
    "core/fc-md-op, fc-md-links": _collections_links,
    "core/fc-md-success, fc-md-items, fc-md-items-links": _each_collection,
    "core/fc-md-extent": _extents,
    "core/sfc-md-op, sfc-md-success": _one_collection,
    "core/fc-op, fc-response": _items,
    "core/fc-bbox-definition": _bbox_definition,
    "core/fc-bbox-response": _bbox_response,
    "core/fc-limit-definition": _limit_definition,
    "core/fc-limit-response": _limit_response,
    "core/fc-time-definition": _time_definition,
    "core/fc-time-response": _time_response,
    "core/query-param-invalid": lambda: _refused("limit=unlimited"),
    "core/query-param-unknown": lambda: _refused("unknownQueryParameter12345=1"),
    "core/fc-links, fc-rel-type": _links_of_pages,
    "core/fc-timeStamp, fc-numberMatched, fc-numberReturned": _numbers,
    "core/f-op, f-success, f-links": _one_feature,
    "geojson/definition": _geojson_definition,
    "geojson/content": _geojson_content,
    "oas30/oas-definition-1, oas-definition-2": _api_definition,
    "oas30/oas-impl, completeness": _all_resources_described,
    "oas30/exceptions-codes": _exceptions_described,
    "oas30/security": _no_security,
}


@pytest.mark.slow
@pytest.mark.parametrize("named", SUITE)
def test_of_the_abstract_suite(named: str) -> None:
    """/conf/…: as its row says."""
    SUITE[named]()


def test_the_server_speaks_http_1_1(address: str) -> None:
    """/conf/core/http."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET", f"{ROOT}/conformance")
    answer = connection.getresponse()
    assert (answer.version, answer.status) == (11, 200)
    connection.close()
