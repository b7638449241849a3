"""Two figures against each other: what the picture holds is what the table holds, and no cause is claimed."""

import csv
import re

import pytest
from starlette.testclient import TestClient

ASKED = "x=unemployed_share&y=census_vacancy_pct&orte=06440002"


def test_a_named_town_stands_among_its_group(client: TestClient) -> None:
    page = client.get(f"/punkte?{ASKED}").text
    assert re.search(r'<text class="own"[^>]*>Bad Nauheim</text>', page)
    assert "Mittelstädte (sehr zentral)" in page
    assert re.search(r"Mittelstädte \(sehr zentral\) \(\d+\): Von den Orten", page), "whose medians they are"
    assert len(re.findall("Gruppenmedian", page)) == 2
    assert "Median aller" in client.get("/punkte?x=unemployed_share&y=census_vacancy_pct").text
    assert "es sagt nicht, dass das eine vom anderen kommt" in page
    assert "does not say that one comes from the other" in client.get(f"/en/punkte?{ASKED}").text


def test_table_and_dots_are_of_the_same_towns(client: TestClient) -> None:
    rows = list(csv.DictReader(client.get(f"/punkte/diagramm.csv?{ASKED}").text.splitlines()))
    own = next(row for row in rows if row["key"] == "06440002")
    told = client.get("/api/v1/profile/06440002").json()["data"]
    values = {one["indicator"]: one["value"] for one in told}
    assert float(own["census_vacancy_pct"]) == pytest.approx(values["census_vacancy_pct"], abs=1e-6)
    dots = client.get(f"/punkte/diagramm.json?{ASKED}").json()
    assert 0 < len(dots) <= len(rows)
    shown = next(x for name, x, *_ in dots if name == "Bad Nauheim")
    assert shown.startswith(f"{float(own['unemployed_share']):.1f}".replace(".", ","))
    assert all(0 <= x <= 560 and 0 <= y <= 560 for *_, x, y in dots)


def test_filters_and_files(client: TestClient) -> None:
    rows = client.get(f"/punkte/diagramm.csv?{ASKED}&land=06&typ=kleinstadt").text.splitlines()[1:]
    assert rows
    assert all(row.startswith("06") for row in rows)
    assert client.get(f"/punkte/diagramm.png?{ASKED}").content.startswith(b"\x89PNG")
    assert "Laufende Raumbeobachtung" in client.get(f"/punkte/diagramm.svg?{ASKED}").text


@pytest.mark.slow
@pytest.mark.parametrize("name", ["x", "y", "stand", "stand2", "ebene", "typ", "lage", "land", "orte", "dazu"])
def test_no_parameter_breaks_it(client: TestClient, name: str) -> None:
    for value in ("nix", "-1", "²", "\x00", "<i>x"):
        for path in ("/punkte", "/punkte/diagramm.csv", "/punkte/diagramm.json"):
            assert client.get(path, params={name: value}).status_code in (200, 404)
