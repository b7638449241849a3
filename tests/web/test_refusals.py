"""What is said when a request fails: in which language, as a page or as JSON, and never more than the reader needs."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from kleinstadt.web.app import create_app
from kleinstadt.web.serving import refusals
from kleinstadt.web.serving.security import HEADERS

GERMAN = {"Accept-Language": "de-DE,de;q=0.9,en;q=0.8"}
V1 = "/api/v1"
REFUSED = {
    "/values?indicator=densty": ("No indicator 'densty'. Near: density", "Kein Indikator „densty“. Ähnlich: density"),
    "/values?indicator=,": ("One to 10 indicators", "Eine bis 10 Indikatoren"),
    "/values?indicator=population&period=1600": ("is not there for 1600", "gibt es für 1600 auf der Ebene"),
    "/areas?year=1991": ("has no register", "kein Gemeindeverzeichnis"),
    "/geometry?year=1990": ("There are no borders of 1990", "Für 1990 gibt es keine Grenzen"),
    "/profile/99999999": (
        "There is no municipality and no Verband with the key '99999999' in 2024",
        "Keine Gemeinde und kein Verband hat 2024 den Schlüssel „99999999“",
    ),
    "/values?indicator=nix": (" /api/v1/indicators lists all.", " /api/v1/indicators nennt alle."),
    "/profile/99999": ("There is no kreis '99999' in 2024", "„99999“ der Ebene kreis gibt es"),
    "/peers/5970": (
        "05970 is a Kreis (Siegen-Wittgenstein). Twins",
        "Schlüssel aus /api/v1/areas?level=verband&kreis=05970&year=2024 fragen",
    ),
    "/role-models/06": ("06 is a Land (Hessen)", "06 ist ein Land (Hessen)"),
    "/partners/00?year=2019": ("ask with a key from /api/v1/areas?level=verband&year=2019", "ganz Deutschland"),
    "/series/population?area=nix": (
        "There is no municipality and no Verband with the key 'nix' in 2024",
        "Keine Gemeinde und kein Verband hat 2024 den Schlüssel „nix“",
    ),
    "/nix": ("There is no such page", "Diese Seite gibt es nicht"),
    "/search": ("q: Field required", "q fehlt"),
    "/search?q=" + "x" * 81: ("q: String should have at most 80", "q darf höchstens 80 Zeichen haben"),
    "/search?q=x&limit=0": ("limit: Input should be greater", "limit muss mindestens 1 sein"),
    "/search?q=x&limit=51": ("limit: Input should be less", "limit darf höchstens 50 sein"),
    "/areas?year=x": ("year: Input should be a valid integer", "year ist keine ganze Zahl"),
    "/areas?land=x": ("land: String should match", "land muss dem Muster '^[0-9]{2}$' folgen"),
    "/areas?format=pdf": ("'csv', 'parquet' or 'xlsx'", "'csv', 'parquet' oder 'xlsx'"),
    "/search?q=x&limit=" + "9" * 5000: ("limit: Unable to parse", "limit ist eine zu große Zahl"),
}


@pytest.mark.parametrize(("path", "said"), REFUSED.items(), ids=[path[:40] for path in REFUSED])
def test_the_api_refuses_in_english_unless_german_is_preferred(
    client: TestClient, path: str, said: tuple[str, str]
) -> None:
    english, german = client.get(V1 + path), client.get(V1 + path, headers=GERMAN)
    assert said[0] in english.json()["error"]
    assert said[1] in german.json()["error"]
    assert "`kleinstadt" not in english.json()["error"] + german.json()["error"], (
        "the API's callers have no command line"
    )
    assert english.status_code == german.status_code == english.json()["status"]
    assert english.json().get("detail") == german.json().get("detail"), "only the sentence is translated"
    assert (english.headers["content-language"], german.headers["content-language"]) == ("en", "de")
    assert "Accept-Language" in english.headers["vary"]


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ("", "en"),
        ("*", "en"),
        ("fr, es;q=0.5", "en"),
        ("de", "de"),
        ("DE-at", "de"),
        ("fr, de;q=0.5", "de"),
        ("de;q=0.5, en", "en"),
        ("en;q=0.5, de;q=0.7", "de"),
        ("de, en", "de"),
        ("en, de", "en"),
        ("de;q=0", "en"),
        ("de;q=x", "en"),
        ("den", "en"),
        (";,;q=,-de", "en"),
    ],
)
def test_the_preferred_language_is_read_from_the_header(client: TestClient, asked: str, lang: str) -> None:
    answer = client.get(V1 + "/nix", headers={"Accept-Language": asked})
    assert answer.headers["content-language"] == lang


def test_an_english_address_is_english_and_pages_follow_their_address_alone(client: TestClient) -> None:
    assert client.get(f"/en{V1}/nix", headers=GERMAN).json()["error"] == "There is no such page."
    assert 'lang="de"' in client.get("/nix", headers={"Accept-Language": "en"}).text
    assert 'lang="en"' in client.get("/en/nix", headers=GERMAN).text


@pytest.fixture(scope="module")
def failing() -> Iterator[TestClient]:
    """A site with pages and a call that fail."""
    app = create_app(ahead=False)

    def fail(_: Request) -> Any:
        msg = "secret detail"
        raise ZeroDivisionError(msg)

    for path in ("/kaputt", f"{V1}/kaputt"):
        app.add_route(path, fail)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "lang", "said", "home"),
    [("/kaputt?x=1", "de", "schiefgegangen", "/"), ("/en/kaputt?x=1", "en", "Something went wrong", "/en")],
)
def test_a_page_that_fails_is_the_error_page_with_a_way_back(
    failing: TestClient, path: str, lang: str, said: str, home: str
) -> None:
    answer = failing.get(path)
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert f'<html lang="{lang}">' in answer.text
    assert said in answer.text
    assert f'<p><a href="{home}">' in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_call_that_fails_stays_json(failing: TestClient) -> None:
    answer = failing.get(f"{V1}/kaputt")
    assert answer.json() == {"error": refusals._said(500, "en"), "status": 500}
    assert failing.get(f"{V1}/kaputt", headers=GERMAN).json()["error"] == refusals._said(500, "de")
    assert answer.headers["x-content-type-options"] == "nosniff"
