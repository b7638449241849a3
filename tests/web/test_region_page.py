"""Pages of Kreise, Länder and Germany: the same form as a town's, one step from it, found by the search."""

import pytest
from starlette.testclient import TestClient

pytestmark = pytest.mark.slow  # figures of three more levels are made

REGIONS = {
    "/kreis/05970-siegen-wittgenstein": "Siegen-Wittgenstein",
    "/land/06-hessen": "Hessen",
    "/deutschland": "Deutschland",
}


@pytest.mark.parametrize(("path", "name"), list(REGIONS.items()))
def test_a_region_has_a_page_in_both_languages(client: TestClient, path: str, name: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert f"<h1>{name}</h1>" in page.text
    assert f'src="{path}/karte.svg"' in page.text
    english = client.get(f"/en{path}")
    assert english.status_code == 200
    assert "Ten key figures" in english.text


def test_addresses_lead_to_the_one_page(client: TestClient) -> None:
    moved = client.get("/kreis/05970")
    assert (moved.status_code, moved.headers["location"]) == (301, "/kreis/05970-siegen-wittgenstein")
    city = client.get("/kreis/06411-darmstadt")
    assert (city.status_code, city.headers["location"]) == (301, "/stadt/06411000-darmstadt"), "a kreisfreie Stadt"
    for unknown in ("/kreis/99999", "/land/77", "/kreis/kaputt"):
        assert client.get(unknown).status_code == 404, unknown


def test_a_town_is_one_step_from_its_kreis_and_land(client: TestClient) -> None:
    page = client.get("/stadt/05970004-bad-berleburg").text
    for address in ("/kreis/05970-siegen-wittgenstein", "/land/05-nordrhein-westfalen", "/deutschland"):
        assert f'href="{address}"' in page
    berlin = client.get("/stadt/11000000-berlin").text
    assert 'href="/kreis/' not in berlin
    assert 'href="/land/11' not in berlin


def test_the_search_finds_kreise(client: TestClient) -> None:
    assert client.get("/suche?q=Siegen-Wittgenstein").headers["location"] == "/kreis/05970-siegen-wittgenstein"
    listed = client.get("/suche?q=Siegen").headers.get("location", "")
    assert listed.startswith("/stadt/05970040"), "a town of the very name comes first"
    rows = client.get("/api/v1/search?q=Wetteraukreis").json()["data"]
    assert (rows[0]["level"], rows[0]["path"]) == ("kreis", "/kreis/06440-wetteraukreis")


def test_small_maps_are_pictures(client: TestClient) -> None:
    for path in ("/stadt/05970004-bad-berleburg/lage.svg", "/kreis/05970-siegen-wittgenstein/karte.svg"):
        answer = client.get(path)
        assert answer.headers["content-type"].startswith("image/svg+xml")
        assert answer.text.startswith("<svg ")
        assert client.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
