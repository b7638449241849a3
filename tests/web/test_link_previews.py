"""What is told of a page elsewhere: its picture beside a link, schema.org, and its figures as an Excel file."""

import io
import json
import re
from typing import Any

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

TOWN = "/stadt/05970004-bad-berleburg"
PICTURES = (f"{TOWN}/vorschau.png", "/en/kreis/05970-siegen-wittgenstein/vorschau.png", "/deutschland/vorschau.png")


def _told(page: str) -> dict[str, Any]:
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize(
    ("path", "kind", "key", "name"),
    [
        (f"{TOWN}", "AdministrativeArea", "05970004", "Bevölkerung"),
        (f"/en{TOWN}", "AdministrativeArea", "05970004", "Population"),
        pytest.param(
            "/kreis/05970-siegen-wittgenstein", "AdministrativeArea", "05970", "Bevölkerung", marks=pytest.mark.slow
        ),
        pytest.param("/en/land/06-hessen", "State", "06", "Population", marks=pytest.mark.slow),
        pytest.param("/en/deutschland", "Country", None, "Population", marks=pytest.mark.slow),
    ],
)
def test_pages_tell_machines_in_their_own_language(
    client: TestClient, path: str, kind: str, key: str | None, name: str
) -> None:
    told = _told(client.get(path).text)
    assert told["@type"] == kind
    assert told.get("identifier", {}).get("value") == key
    figures = {one["propertyID"]: one for one in told["additionalProperty"]}
    assert figures["population"]["name"] == name
    assert figures["population"]["unitText"] == {"Bevölkerung": "Personen", "Population": "persons"}[name]
    assert all(one["valueReference"] for one in figures.values())


@pytest.mark.slow
@pytest.mark.parametrize("path", [TOWN, "/en/land/06-hessen", "/", "/karte?i=density"])
def test_pages_name_their_picture_with_the_server_they_were_asked_from(client: TestClient, path: str) -> None:
    for host in ("one.test", "two.test"):
        page = client.get(path, headers={"Host": host}).text
        meta = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page))
        assert meta["og:image"].startswith(f"http://{host}/")
        assert "vorschau.png" in meta["og:image"]
        assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
        assert meta["twitter:card"] == "summary_large_image"
        assert meta["og:title"]
        assert ("Verglichen mit: Größere Kleinstädte (peripher)" in meta["og:description"]) == (path == TOWN)
        assert meta["og:description"]


@pytest.mark.slow
@pytest.mark.parametrize("path", [*PICTURES, "/karte/vorschau.png?land=10&i=density"])
def test_pictures_are_of_the_size_that_is_said(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == "image/png"
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.size == (1200, 630)
    assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 10, "there is something on it"
    assert len(answer.content) < 200_000
    assert client.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.slow
def test_a_picture_of_what_is_not_there(client: TestClient) -> None:
    for name in ("vorschau.png", "diagramm/population.svg"):
        answer = client.get(f"/stadt/99999999-nix/{name}")
        assert (answer.status_code, "keine solche Gemeinde" in answer.text) == (404, True)


def test_the_figures_of_a_page_as_an_excel_file(client: TestClient) -> None:
    assert f'href="{TOWN}.xlsx"' in client.get(TOWN).text
    answer = client.get(f"{TOWN}.xlsx")
    assert 'filename="05970004-bad-berleburg-zahlen.xlsx"' in answer.headers["content-disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["Kennzahlen", "Quellen", "Hinweise"]
    head, *rows = book.get_sheet_by_name("Kennzahlen").to_python()
    shown = {row[head.index("Kennzahl")]: dict(zip(head, row, strict=True)) for row in rows}
    told = {row["indicator"]: row for row in client.get("/api/v1/profile/05970004").json()["data"]}
    assert len(rows) == len(told)
    assert shown["Bevölkerung"]["Wert"] == told["population"]["value"]
    assert shown["Bevölkerung"]["Stand"] == told["population"]["vintage"]
    assert not [one["Stand"] for one in shown.values() if re.search(r"-(06|12)", str(one["Stand"]))]
    assert shown["Einwohnerdichte"]["Land"] == pytest.approx(told["density"]["land"], abs=0.01)
    assert len(book.get_sheet_by_name("Quellen").to_python()) > 5
    assert "Typ und Lage sind berechnet, nicht amtlich." in str(book.get_sheet_by_name("Hinweise").to_python())
    assert "Grenzen von 2024" in str(book.get_sheet_by_name("Hinweise").to_python())
