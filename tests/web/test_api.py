"""The API: numbers that agree with the library, formats, pages, licences, ETags, limits, and no 500 whatever comes."""

import io
import json
from collections.abc import Iterator
from urllib.parse import quote

import polars as pl
import pytest
import served
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from kleinstadt.edition.edition import Edition
from kleinstadt.web.api.german import GERMAN, WORDS

VALUES = "/api/v1/values?indicator=population,residents_per_job&level=verband&year=2019&land=06"
ODD = ["", "0", "-1", "NaN", "1e9", "\x00", "null", "../x", "%", "'"]
CHARACTERS = st.characters(codec="utf-8")


def _sheet(data: bytes, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python()


def test_values_agree_with_the_library(client: TestClient, edition: Edition) -> None:
    rows = client.get(VALUES).json()["data"]
    shown = {(row["verband"], row["indicator"]): row["value"] for row in rows}
    found = edition.indicator("residents_per_job", 2019).filter(pl.col("verband") == "064400002")
    assert shown["064400002", "residents_per_job"] == pytest.approx(found["value"].item(), abs=1e-6)
    assert shown["064400002", "population"] == 32447


def test_every_format_holds_the_same_rows(client: TestClient) -> None:
    rows = client.get(VALUES).json()["data"]
    parquet = pl.read_parquet(io.BytesIO(client.get(VALUES + "&format=parquet").content))
    csv = pl.read_csv(
        client.get(VALUES + "&format=csv").content, schema_overrides={"verband": pl.String, "vintage": pl.String}
    )
    excel = _sheet(client.get(VALUES + "&format=xlsx").content, "data")
    assert parquet.to_dicts() == rows
    assert csv["verband"].to_list() == [row["verband"] for row in rows]
    assert csv["value"].to_list() == pytest.approx([row["value"] for row in rows], nan_ok=True)
    assert len(excel) == len(rows) + 1


@pytest.mark.slow
def test_missing_values_stay_missing_and_say_why(client: TestClient) -> None:
    rows = client.get("/api/v1/values?indicator=census_rent_eur_per_m2&level=verband&limit=20000").json()["data"]
    missing = [row for row in rows if row["value"] is None]
    assert missing
    assert all(row["status"] not in ("measured", "modelled") for row in missing)


def test_pages_make_up_the_whole(client: TestClient) -> None:
    keys: list[str] = []
    path: str | None = "/api/v1/areas?level=verband&land=06&limit=100"
    while path:
        body = client.get(path).json()
        keys += [row["verband"] for row in body["data"]]
        path = body["meta"]["page"]["next"]
    assert len(keys) == len(set(keys)) == body["meta"]["page"]["total"]


@pytest.mark.parametrize(
    "path",
    [
        VALUES,
        VALUES + "&format=csv",
        "/api/v1",
        "/api/v1/openapi.json",
        "/api/v1/search?q=Nauheim",
        "/api/v1/indicators",
        "/api/v1/areas",
        "/api/v1/series/density?area=064400002",
        "/api/v1/profile/064400002",
        "/api/v1/findings/064400002",
        "/api/v1/peers/064400002",
        "/api/v1/role-models/064400002",
        "/api/v1/partners/064400002",
        "/api/v1/geometry?level=land",
        "/api/v1/column/density",
        "/api/v1/attributes",
    ],
)
def test_answers_carry_licence_and_etag(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert 'rel="license"' in answer.headers["link"]
    again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answer.headers["etag"])
    bare = client.head(path)
    assert (bare.status_code, bare.content, bare.headers["etag"]) == (200, b"", answer.headers["etag"])
    assert bare.headers["content-length"] == answer.headers["content-length"]


def test_every_call_is_among_those_that_carry_them(client: TestClient) -> None:
    marks = test_answers_carry_licence_and_etag.pytestmark[0].args[1]
    for path in client.get("/api/v1/openapi.json").json()["paths"]:
        beginning = path.partition("{")[0]
        assert any(tested.startswith(beginning) for tested in marks), path


def test_other_methods_are_refused_and_told_which_do(client: TestClient) -> None:
    answer = client.post("/api/v1/areas")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


def test_areas_are_filtered_as_on_the_pages(client: TestClient) -> None:
    rows = client.get("/api/v1/areas?type=kleinstadt&lage=peripher&size=5000-9999&land=06").json()["data"]
    assert rows
    assert {row["type"] for row in rows} <= {"groessere_kleinstadt", "kleine_kleinstadt"}
    assert {(row["lage"], row["size"], row["land"]) for row in rows} == {("peripher", "5000-9999", "06")}


@pytest.mark.parametrize("column", ["type", "lage", "size"])
def test_each_class_of_the_areas_can_be_asked_for(client: TestClient, edition: Edition, column: str) -> None:
    counts = edition.areas(2024, "verband").drop_nulls(column)[column].cast(pl.String).value_counts()
    assert counts.height > 1
    for value, count in counts.iter_rows():
        answer = client.get(f"/api/v1/areas?level=verband&year=2024&limit=1&{column}={value}")
        assert (answer.status_code, answer.json()["meta"]["page"]["total"]) == (200, count), value
    assert client.get(f"/api/v1/areas?level=verband&year=2024&{column}=none").status_code == 422


def test_the_licence_travels_in_each_file(client: TestClient) -> None:
    assert client.get(VALUES).json()["meta"]["licences"][0]["licence"]
    parquet = client.get(VALUES + "&format=parquet").content
    said = json.loads(pl.read_parquet_metadata(io.BytesIO(parquet))["kleinstadt"])
    assert said["licences"][0]["attribution"]
    excel = _sheet(client.get(VALUES + "&format=xlsx").content, "licences")
    assert "dl-de" in str(excel)


def test_geometry_is_geojson_with_the_rows_of_the_columns(client: TestClient) -> None:
    shapes = client.get("/api/v1/geometry?level=land&year=2019").json()
    names = client.get("/api/v1/attributes?level=land&year=2019").json()["name"]
    assert shapes["type"] == "FeatureCollection"
    assert len(shapes["features"]) == 16
    assert all(feature["properties"]["name"] == names[feature["id"]] for feature in shapes["features"])


def test_a_column_is_in_the_order_of_the_areas(client: TestClient) -> None:
    values = client.get("/api/v1/column/population?level=land&year=2019").json()["values"]
    rows = client.get("/api/v1/areas?level=land&year=2019").json()["data"]
    assert values == [row["population"] for row in rows]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/values?indicator=nix", 404),
        ("/api/v1/values?indicator=", 400),
        ("/api/v1/values?indicator=" + ",".join(f"i{n}" for n in range(11)), 400),
        ("/api/v1/values?indicator=population&limit=20001", 422),
        ("/api/v1/values?indicator=population&period=1600", 404),
        ("/api/v1/areas?year=1991", 404),
        ("/api/v1/areas?type=dorf", 422),
        ("/api/v1/geometry?year=1990", 404),
        ("/api/v1/profile/999999999", 404),
        ("/api/v1/series/population?area=nix", 404),
        ("/api/v1/nix", 404),
    ],
)
def test_wrong_calls_are_refused_with_a_reason(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert answer.json()["status"] == status


def test_the_page_names_the_host_it_was_asked_by(client: TestClient) -> None:
    for host in ("one.test", "two.test"):
        assert f"http://{host}/api/v1/values" in client.get("/api", headers={"Host": host}).text


def test_the_page_lists_every_call(client: TestClient) -> None:
    page = client.get("/api").text
    for path in client.get("/api/v1/openapi.json").json()["paths"]:
        assert f"GET {path}<" in page


@pytest.mark.parametrize(
    ("asked", "level", "key"),
    [
        ("5970", "kreis", "05970"),
        ("06", "land", "06"),
        ("6", "land", "06"),
        ("00", "bund", "00"),
        ("0 6440", "kreis", "06440"),
    ],
)
def test_profile_and_findings_take_keys_of_regions(client: TestClient, asked: str, level: str, key: str) -> None:
    for call in ("profile", "findings"):
        assert client.get(f"/api/v1/{call}/{asked}").json()["meta"]["level"] == level
    area = client.get(f"/api/v1/profile/{asked}").json()["meta"]["area"]
    assert area[level] == key


@pytest.mark.parametrize("key", ["06611", "6611", "066110000", "06611000", "066110000000"])
def test_a_city_that_is_a_kreis_is_taken_by_every_key_of_it(client: TestClient, key: str) -> None:
    for call in ("peers", "role-models", "partners"):
        assert client.get(f"/api/v1/{call}/{key}").json()["meta"]["verband"] == "066110000"


def test_the_description_is_all_in_german_too(client: TestClient) -> None:
    """No text lacks its German, and no German is of a text that is gone."""
    english = client.get("/api/v1/openapi.json").json()
    texts = {" ".join(text.split()) for text in _words(english)}
    assert texts == set(GERMAN)
    assert set(_words(client.get("/api/v1/openapi.de.json").json())) == set(GERMAN.values())
    assert "Schlüssel einer Gemeinde" in client.get("/api").text
    assert "Key of a municipality" in client.get("/en/api").text


def _words(described: object) -> Iterator[str]:
    parts = described.values() if isinstance(described, dict) else described if isinstance(described, list) else ()
    named = described.items() if isinstance(described, dict) else ()
    yield from (part for name, part in named if name in WORDS and isinstance(part, str))
    for part in parts:
        yield from _words(part)


def _parameters() -> list[tuple[str, str]]:
    paths = served.atlas().openapi()["paths"]
    return [(path, one["name"]) for path, call in paths.items() for one in call["get"].get("parameters", [])]


@pytest.mark.parametrize(("path", "name"), _parameters())
@pytest.mark.slow
def test_no_parameter_breaks_the_server(client: TestClient, path: str, name: str) -> None:
    needed = {
        "indicator": "density",
        "area": "064400002",
        "q": "x",
        "level": "kreis",
        "key": "064400002",
    }

    @settings(max_examples=12)
    @given(value=st.one_of(st.text(CHARACTERS, max_size=20), st.integers().map(str), st.sampled_from(ODD)))
    def ask(value: str) -> None:
        asked = needed | {name: value}
        address = path
        for place in ("indicator", "key"):
            address = address.replace(f"{{{place}}}", quote(asked[place], safe="") or "x")
        answer = client.get(address, params=asked)
        assert answer.status_code < 500

    ask()
