"""OGC API Features: the rules of its Core, GeoJSON and OpenAPI classes, read as the validator reads them; and GDAL."""

import json
import subprocess
import sys
from typing import Any

import jsonschema_rs
import pyogrio
import pytest
import shapely
from starlette.testclient import TestClient

ROOT = "/api/features"
ITEMS = f"{ROOT}/collections/land/items"
CONFORMANCE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
HESSEN = "8.5,50.5,8.6,50.6"


def _links(body: dict[str, Any], rel: str) -> list[dict[str, str]]:
    assert all(link["rel"] and link["type"] for link in body["links"]), "every link says its relation and type"
    assert all(link["href"].startswith(("http://", "https://")) for link in body["links"])
    return [link for link in body["links"] if link["rel"] == rel]


def test_the_landing_page_leads_to_all_the_rest(client: TestClient) -> None:
    """req/core/root-success, conformance-success, api-definition-success."""
    body = client.get(ROOT).json()
    for rel in ("self", "service-desc", "service-doc", "conformance", "data"):
        [link] = _links(body, rel)
        answer = client.get(link["href"])
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == link["type"].partition(";")[0], rel
    declared = client.get(f"{ROOT}/conformance").json()["conformsTo"]
    assert set(declared) == {f"{CONFORMANCE}/{part}" for part in ("core", "oas30", "geojson")}


def test_the_definition_describes_the_calls_and_their_parameters(client: TestClient) -> None:
    """req/core/fc-limit-definition, fc-bbox-definition, fc-time-definition; oas30."""
    described = client.get(f"{ROOT}/definition").json()
    assert described["openapi"].startswith("3.0.")
    assert described["servers"] == [{"url": f"http://testserver{ROOT}"}]
    operation = described["paths"]["/collections/{collectionId}/items"]["get"]
    parameters = {one["name"]: one for one in operation["parameters"]}
    for name in ("limit", "bbox", "datetime"):
        shape = {part: parameters[name][part] for part in ("in", "required", "style", "explode")}
        assert shape == {"in": "query", "required": False, "style": "form", "explode": False}
    assert {"minimum", "maximum", "default"} <= set(parameters["limit"]["schema"])
    assert [one["minItems"] for one in parameters["bbox"]["schema"]["oneOf"]] == [4, 6]
    assert {"200", "400", "404"} <= set(operation["responses"])
    for path, call in described["paths"].items():
        named = {one["name"] for one in call["get"]["parameters"] if one["in"] == "path"}
        assert named == {part[1:-1] for part in path.split("/") if part.startswith("{")}


def test_collections_say_what_they_are_and_where(client: TestClient) -> None:
    """req/core/fc-md-success, fc-md-links, fc-md-items-links, fc-md-extent, sfc-md-success; rec fc-md-license."""
    body = client.get(f"{ROOT}/collections").json()
    [link] = _links(body, "self")
    assert link["href"] == f"http://testserver{ROOT}/collections"
    assert [one["id"] for one in body["collections"]] == ["gemeinde", "verband", "kreis", "land"]
    for one in body["collections"]:
        assert client.get(f"{ROOT}/collections/{one['id']}").json() == one
        assert _links(one, "license")
        [items] = _links(one, "items")
        assert items["type"] == "application/geo+json"
        west, south, east, north = one["extent"]["spatial"]["bbox"][0]
        assert west < east
        assert south < north


def test_german_is_spoken_to_who_prefers_it(client: TestClient) -> None:
    german = client.get(f"{ROOT}/collections/kreis", headers={"Accept-Language": "de"})
    assert german.json()["title"] == "Kreise und kreisfreie Städte"
    assert "Accept-Language" in german.headers["vary"]
    english = client.get(f"{ROOT}/collections/kreis", headers={"If-None-Match": german.headers["etag"]})
    assert english.json()["title"] == "Kreise (districts)"


REFUSED = (
    *("?limit=unlimited", "?limit=0", "?limit=-1", "?limit=1&limit=2", "?unknown=1", "?offset=-1", "?f=json"),
    *("?bbox=1,2,3", "?bbox=a,b,c,d", "?bbox=1,55,2,50", "?bbox=181,50,182,51", "?bbox=1,2,nan,4", "?bbox="),
    *("?datetime=yesterday", "?datetime=2024-13-01", "?datetime=2024-01-01/2023-01-01", "?datetime=../.."),
    *("?datetime=a/b/c", "?datetime=", "?limit=" + "9" * 5000),
)


@pytest.mark.parametrize("query", REFUSED, ids=[query[:30] for query in REFUSED])
def test_wrong_and_unknown_parameters_are_400(client: TestClient, query: str) -> None:
    """req/core/query-param-unknown, query-param-invalid."""
    answer = client.get(ITEMS + query)
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("path", ["/nix", "?x=1", "/conformance?x=1", "/collections/nix", "/collections/nix/items"])
def test_what_is_not_there_is_refused(client: TestClient, path: str) -> None:
    assert client.get(ROOT + path).status_code == (400 if "?" in path else 404)


LONGITUDE = {"type": "number", "minimum": 5.8, "maximum": 15.1}
LATITUDE = {"type": "number", "minimum": 47.2, "maximum": 55.1}
POSITION = {"type": "array", "minItems": 2, "maxItems": 2, "prefixItems": [LONGITUDE, LATITUDE]}
RINGS = {"type": "array", "minItems": 1, "items": {"type": "array", "minItems": 4, "items": POSITION}}
FEATURE = {
    "type": "object",
    "required": ["type", "id", "geometry", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "id": {"type": "string"},
        "properties": {"type": "object"},
        "geometry": {
            "oneOf": [
                {"properties": {"type": {"const": "Polygon"}, "coordinates": RINGS}},
                {"properties": {"type": {"const": "MultiPolygon"}, "coordinates": {"type": "array", "items": RINGS}}},
            ]
        },
    },
}


@pytest.mark.slow
def test_items_are_geojson_in_crs84_and_come_page_by_page(client: TestClient) -> None:
    """req/core/fc-response, fc-links, fc-limit-response-1, fc-numberMatched, fc-numberReturned; req/geojson."""
    found: list[dict[str, Any]] = []
    address: str | None = f"{ITEMS}?limit=7"
    while address:
        answer = client.get(address)
        assert answer.headers["content-type"] == "application/geo+json"
        body = answer.json()
        assert body["type"] == "FeatureCollection"
        assert body["numberMatched"] == 16
        assert body["numberReturned"] == len(body["features"]) <= 7
        [own] = _links(body, "self")
        assert own["href"].removeprefix("http://testserver") == address.removeprefix("http://testserver")
        found += body["features"]
        address = next((link["href"] for link in _links(body, "next")), None)
        assert ('rel="next"' in answer.headers["link"]) == (address is not None)
    assert sorted({one["id"] for one in found}) == [f"{land:02}" for land in range(1, 17)]
    for one in found:
        jsonschema_rs.validate(FEATURE, one)
        assert shapely.is_valid(shapely.geometry.shape(one["geometry"]))
    assert client.get(f"{ITEMS}?limit=999999").json()["numberReturned"] == 16, "more than the most is no error"
    assert client.get(f"{ITEMS}?offset=16").json()["features"] == []


@pytest.mark.slow
def test_an_area_has_an_address_and_the_figures_of_the_other_calls(client: TestClient) -> None:
    """req/core/f-op, f-success, f-links."""
    answer = client.get(f"{ROOT}/collections/kreis/items/05970")
    body = answer.json()
    assert (body["type"], body["id"]) == ("Feature", "05970")
    assert [len(_links(body, rel)) for rel in ("self", "collection")] == [1, 1]
    rows = client.get("/api/v1/profile/05970").json()["data"]
    shown = {row["indicator"]: row for row in rows}
    names = [name.removesuffix("_when") for name in body["properties"] if name.endswith("_when")]
    assert len(names) == 10
    for name in names:
        assert body["properties"][name] == pytest.approx(shown[name]["value"], rel=1e-3)
        assert body["properties"][f"{name}_when"] == shown[name]["vintage"]
        assert body["properties"][f"{name}_status"] == shown[name]["status"]
        assert body["properties"][f"{name}_people_pct"] == round(shown[name]["people_pct"], 1)
    again = client.get(f"{ROOT}/collections/kreis/items/05970", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert client.get(f"{ROOT}/collections/kreis/items/99999").status_code == 404


@pytest.mark.slow
def test_a_box_and_a_time_choose(client: TestClient) -> None:
    """req/core/fc-bbox-response, fc-time-response."""

    def keys(query: str) -> list[str]:
        return [one["id"] for one in client.get(f"{ITEMS}?{query}").json()["features"]]

    assert keys(f"bbox={HESSEN}") == ["06"]
    assert keys("bbox=8.5,50.5,0,8.6,50.6,900") == ["06"]
    assert keys("bbox=170,50,-170,51") == []
    assert keys("bbox=8.5,50.5,-170,50.6")[0] == "06", "a box may cross the 180th meridian"
    for moment in ("2024-06-01T12:00:00Z", "2024-01-01/..", "/2024-01-01", "2020-01-01/2024-01-01"):
        assert len(keys(f"datetime={moment}")) == 16, "areas have no time, so every time fits"
    box = shapely.box(*map(float, HESSEN.split(",")))
    kreise = client.get(f"{ROOT}/collections/kreis/items?bbox={HESSEN}").json()["features"]
    assert kreise
    assert all(shapely.geometry.shape(one["geometry"]).intersects(box) for one in kreise)


@pytest.mark.slow
def test_each_area_of_the_year_is_a_feature(client: TestClient) -> None:
    for level in ("kreis", "gemeinde"):
        matched = client.get(f"{ROOT}/collections/{level}/items?limit=1").json()["numberMatched"]
        assert matched == client.get(f"/api/v1/areas?level={level}&limit=1").json()["meta"]["page"]["total"]


@pytest.mark.slow
def test_the_next_page_names_the_server_it_was_asked_by(client: TestClient) -> None:
    """Kept answers are kept for each name of the server: nobody is led to the name that another asked by."""
    for host in ("one.test", "two.test"):
        links = client.get(f"{ITEMS}?limit=1", headers={"Host": host}).json()["links"]
        assert {link["href"].split("/")[2] for link in links} == {host}


GDAL = """
import json, sys, pyogrio
source = sys.argv[1]
layers = sorted(pyogrio.list_layers(source)[:, 0])
kreise = pyogrio.read_dataframe(source, layer="kreis").set_index("key")
near = pyogrio.read_dataframe(source, layer="gemeinde", bbox=(8.3, 50.9, 8.5, 51.1))
print(json.dumps([layers, len(kreise), kreise.crs.to_epsg() or str(kreise.crs), int(kreise.loc["05970", "population"]),
                  kreise.loc["05970", "name"], sorted(near["name"])]))
"""


@pytest.mark.slow
def test_gdal_opens_it(address: str) -> None:
    """QGIS and R (sf) read it by the same driver; in a process of its own, as it lets no other thread answer it."""
    if "OAPIF" not in pyogrio.list_drivers():
        pytest.skip("this GDAL has no OAPIF")
    asked = [sys.executable, "-c", GDAL, f"OAPIF:{address}{ROOT}"]
    made = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60)
    assert made.returncode == 0, made.stderr
    layers, kreise, crs, people, name, near = json.loads(made.stdout)
    assert layers == ["gemeinde", "kreis", "land", "verband"]
    assert (kreise, crs, name) == (400, 4326, "Siegen-Wittgenstein")
    assert people > 250_000
    assert "Bad Berleburg, Stadt" in near
