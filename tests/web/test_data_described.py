"""What catalogues are told: every table there is, at an address that gives it, with its columns, licence and office."""

import csv
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from kleinstadt.sources.catalogue import SOURCES

BASE = "http://testserver"


@pytest.fixture(scope="module")
def package(client: TestClient) -> dict[str, Any]:
    answer = client.get("/api/datapackage.json", headers={"Accept-Language": "de"})
    assert client.get("/api/datapackage.json", headers={"If-None-Match": answer.headers["etag"]}).status_code == 200
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(scope="module")
def catalogue(client: TestClient) -> dict[str, Any]:
    answer = client.get("/api/catalog.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    assert client.get("/api/catalog.jsonld", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    found: dict[str, Any] = answer.json()
    return found


def test_a_data_package_as_the_specification_has_it(client: TestClient, package: dict[str, Any]) -> None:
    assert package["profile"] == "tabular-data-package"
    names = [one["name"] for one in package["resources"]]
    assert len(names) == len(set(names)) == 4 + len(client.get("/api/v1").json()["indicators"])
    for one in package["resources"]:
        assert re.fullmatch(r"[a-z0-9._-]+", one["name"])
        assert one["path"].startswith(f"{BASE}/api/v1/")
        fields = [field["name"] for field in one["schema"]["fields"]]
        assert len(fields) == len(set(fields))
        assert set(one["schema"]["primaryKey"]) <= set(fields)
        assert {field["type"] for field in one["schema"]["fields"]} <= {"string", "integer", "number"}
        assert one["licenses"]
        assert one["sources"]
    licences = [licence for one in (package, *package["resources"]) for licence in one["licenses"]]
    assert all(re.fullmatch(r"[-a-zA-Z0-9._]+", licence["name"]) for licence in licences)
    assert all(licence["path"].startswith("https://") for licence in licences)
    assert "Einwohnerdichte" in str(package)


READ = {"string": str, "integer": int, "number": float}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["areas-gemeinde", "areas-verband", "areas-kreis", "areas-land", "values-density"])
def test_tables_are_what_the_package_says(client: TestClient, package: dict[str, Any], name: str) -> None:
    """The address gives a CSV with just these columns, each cell of its type, and a key that tells the rows apart."""
    resource = next(one for one in package["resources"] if one["name"] == name)
    lines = client.get(resource["path"]).text.splitlines()
    rows = list(csv.DictReader(lines))
    fields = {field["name"]: READ[field["type"]] for field in resource["schema"]["fields"]}
    assert list(rows[0]) == list(fields)
    for row in rows:
        assert all(row[column] == "" or read(row[column]) is not None for column, read in fields.items())
    keys = {tuple(row[column] for column in resource["schema"]["primaryKey"]) for row in rows}
    assert len(keys) == len(rows)
    assert "" not in {part for key in keys for part in key}


def test_both_descriptions_offer_the_same_tables(catalogue: dict[str, Any], package: dict[str, Any]) -> None:
    told = {file["dcat:downloadURL"]["@id"] for one in catalogue["dcat:dataset"] for file in one["dcat:distribution"]}
    borders = {address for address in told if "/geometry?" in address}
    assert told - borders == {one["path"] for one in package["resources"]}
    assert len(borders) == 4


def test_a_catalogue_as_dcat_ap_de_has_it(catalogue: dict[str, Any]) -> None:
    """Mandatory and recommended properties, terms of known vocabularies, addresses as nodes, words with a language."""
    assert catalogue["@type"] == "dcat:Catalog"
    assert {"dct:title", "dct:description", "dct:publisher", "dcat:dataset"} <= set(catalogue)
    prefixes = set(catalogue["@context"])
    for node in _nodes(catalogue):
        assert all(name.startswith("@") or name.partition(":")[0] in prefixes for name in node), node
        if "@id" in node:
            assert urlsplit(node["@id"]).scheme in ("http", "https"), node
    ids = [one["@id"] for one in catalogue["dcat:dataset"]]
    assert len(ids) == len(set(ids))
    offices = {source.publisher for source in SOURCES.values()}
    for one in catalogue["dcat:dataset"]:
        assert [said["@language"] for said in one["dct:title"]] == ["de", "en"]
        assert one["dct:publisher"]["foaf:name"] in offices
        assert all({"dcat:accessURL", "dct:license", "dct:format"} <= set(file) for file in one["dcat:distribution"])
    census = next(one for one in catalogue["dcat:dataset"] if one["@id"].endswith("#zensus2022"))
    file = census["dcat:distribution"][0]
    assert file["dct:license"]["@id"] == "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
    assert "Statistische Ämter" in file["dcatde:licenseAttributionByText"]


def _nodes(value: Any) -> list[dict[str, Any]]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict) and not {"dcat", "@value"} & set(value) else []
    return own + [node for part in parts for node in _nodes(part)]
