"""Search as people type: misspelled, half typed, words left out, former names, keys; and what it says otherwise."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kleinstadt.edition.edition import Edition

TOWN = "/stadt/06440002-bad-nauheim"
SHOWN = 8  # suggestions under the search field


def _paths(client: TestClient, wanted: str) -> list[str]:
    found = client.get("/api/v1/search", params={"q": wanted, "limit": SHOWN}).json()["data"]
    return [place["path"] for place in found]


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("Muenchen", "/stadt/09162000-muenchen"),
        ("Munchen", "/stadt/09162000-muenchen"),
        ("nürnberg", "/stadt/09564000-nuernberg"),
        ("koln", "/stadt/05315000-koeln"),
        ("Bad Naueim", TOWN),
        ("bad nauh", TOWN),
        ("BAD NAUHEIM, STADT", TOWN),
        ("06440002", TOWN),
        ("064400002", "/verband/064400002-bad-nauheim"),
        ("halle saale", "/stadt/15002000-halle-saale"),
        ("frankfurt oder", "/stadt/12053000-frankfurt-oder"),
        ("neustadt weinstrasse", "/stadt/07316000-neustadt-an-der-weinstrasse"),
        ("Lutherstadt Wittenberg", "/stadt/15091375-wittenberg"),
        ("Sankt Ingbert", "/stadt/10045117-st-ingbert"),
        ("Burg Dithmarschen", "/stadt/01051016-burg-dithmarschen"),
        ("Suedtondern", "/verband/010545489-suedtondern"),
    ],
)
def test_the_best_match_is_first(client: TestClient, wanted: str, path: str) -> None:
    assert _paths(client, wanted)[0] == path


ALONE = ("Nauheim", "Homburg")  # one place bears exactly this name, and opens at once


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("Halle", "/stadt/15002000-halle-saale"),
        ("Halle", "/stadt/05754012-halle-westf"),
        ("Halle", "/stadt/03255016-halle"),
        ("Frankfurt", "/stadt/06412000-frankfurt-am-main"),
        ("Frankfurt", "/stadt/12053000-frankfurt-oder"),
        ("Neustadt", "/stadt/07316000-neustadt-an-der-weinstrasse"),
        ("Nauheim", TOWN),
        ("Homburg", "/stadt/06434001-bad-homburg-v-d-hoehe"),
        ("Rüdesheim", "/stadt/06439013-ruedesheim-am-rhein"),
    ],
)
def test_all_that_may_be_meant_are_suggested(client: TestClient, wanted: str, path: str) -> None:
    assert path in _paths(client, wanted)
    page = client.get("/suche", params={"q": wanted})
    assert page.status_code == 303 if wanted in ALONE else (page.status_code, path in page.text) == (200, True)


def test_a_former_municipality_leads_to_its_successor(client: TestClient) -> None:
    page = client.get("/suche", params={"q": "06635005"})
    assert page.status_code == 200
    assert "früher eigene Gemeinde, heute Allendorf (Eder)" in page.text
    assert client.get("/suche", params={"q": "Bromskirchen"}).headers["location"].startswith("/stadt/06635001-")


def test_of_several_successors_the_one_with_most_people_is_first(client: TestClient, edition: Edition) -> None:
    finder = client.app.state.site.finder
    then = edition.gazetteer.gemeinden(edition.territory(1990))["ags"]
    divided = [takers for takers in (finder.successors(ags)[1] for ags in then) if len(takers) > 1]
    assert len(divided) > 10
    for takers in divided:
        assert [taker.share for taker in takers] == sorted((taker.share for taker in takers), reverse=True)


@pytest.mark.parametrize("wanted", ["Bad Nauheim", "bad-nauheim", "06440002"])
def test_the_only_one_meant_is_opened(client: TestClient, wanted: str) -> None:
    answer = client.get("/suche", params={"q": wanted})
    assert (answer.status_code, answer.headers["location"]) == (303, TOWN)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("57319", "Gefunden über die Postleitzahl 57319 (© OpenStreetMap-Mitwirkende, ODbL 1.0)."),
        ("D-57319 Bad Berleburg", "Gefunden über die Postleitzahl 57319"),
        ("Raumland", "Gefunden über Raumland, Ortsteil von Bad Berleburg."),
    ],
)
def test_a_certain_hit_is_opened_and_says_how_it_was_found(client: TestClient, wanted: str, said: str) -> None:
    answer = client.get("/suche", params={"q": wanted})
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/stadt/05970004-bad-berleburg")
    assert said in client.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("DE 05970004", "/stadt/05970004-bad-berleburg"),
        ("AGS: 05 970 004", "/stadt/05970004-bad-berleburg"),
        ("DE-57319", "/stadt/05970004-bad-berleburg"),
        ("Landkreis Steinfurt", "/kreis/05566-steinfurt"),
        ("Land Hessen", "/land/06-hessen"),
        ("Vulkaneifel", "/kreis/07233-vulkaneifel"),
    ],
)
def test_one_that_is_meant_is_opened_however_it_is_written(client: TestClient, wanted: str, path: str) -> None:
    answer = client.get("/suche", params={"q": wanted})
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, path)


def test_a_kreis_does_not_hide_the_towns_that_are_called_like_it(client: TestClient) -> None:
    answer = client.get("/suche", params={"q": "Oldenburg"})
    assert answer.status_code == 200
    for path in ("/stadt/03403000-oldenburg", "/stadt/01055033-oldenburg-in-holstein", "/kreis/03458-oldenburg"):
        assert f'href="{path}' in answer.text


@pytest.mark.parametrize("wanted", ["Zły Komorow", "Zly Komorow"])
def test_a_name_with_a_letter_of_its_own_is_written_out(client: TestClient, wanted: str) -> None:
    assert 'href="/stadt/12066304-senftenberg-zly-komorow"' in client.get("/suche", params={"q": wanted}).text


def test_a_key_of_nobody_is_said_to_be_nobodys(client: TestClient) -> None:
    text = client.get("/suche", params={"q": "12345678"}).text
    assert "Keine Gemeinde und kein Verband hat den Schlüssel „12345678“." in text
    assert "0 Treffer" not in text


def test_what_was_not_the_way_here_is_not_said_to_be(client: TestClient) -> None:
    page = client.get(f"{TOWN}?ueber=57319")
    assert page.status_code == 200
    assert "Gefunden über" not in page.text


def test_every_postcode_finds_its_municipalities(client: TestClient, edition: Edition) -> None:
    finder = client.app.state.site.finder
    codes = edition.store.read("postcodes")["postcode"].unique()
    assert len(codes) == 8170
    assert [code for code in codes if finder.answer(code, 1).by != "postcode"] == []


def test_a_postcode_of_several_names_them_and_its_source(client: TestClient) -> None:
    page = client.get("/suche?q=99994").text
    assert "Die Postleitzahl 99994 haben 2 Gemeinden:" in page
    assert "© OpenStreetMap-Mitwirkende" in page
    assert "ODbL" in page
    links = client.get("/api/v1/search?q=99994").headers["link"]
    assert "opendatacommons.org/licenses/odbl" in links


def test_what_is_no_postcode_is_said_before_anything_is_suggested(client: TestClient) -> None:
    assert "Die Postleitzahl 00000 gibt es nicht." in client.get("/suche?q=00000").text
    assert "There is no postcode 00000." in client.get("/en/suche?q=00000").text
    of_a_kreis = client.get("/suche?q=06440").text
    assert "Die Postleitzahl 06440 gibt es nicht. Als Schlüssel eines Kreises gelesen:" in of_a_kreis
    assert TOWN in of_a_kreis


def test_not_found_is_said_before_it_is_suggested(client: TestClient) -> None:
    page = client.get("/suche?q=Berleburk").text
    said, town = page.index("Kein Ort heißt „Berleburk“. Ähnlich geschrieben:"), page.index("/stadt/05970004")
    assert said < town
    assert client.get("/api/v1/search?q=Berleburk").json()["meta"]["by"] == "similar"


def test_many_suggestions_are_not_told_as_matches(client: TestClient) -> None:
    page = client.get("/suche?q=Sankt Georgsberg").text
    assert "Kein Ort heißt „Sankt Georgsberg“." in page
    assert "Die ersten" not in page
    assert "Die ersten 30 Treffer" in client.get("/suche?q=Neustadt").text


def test_an_ortsteil_of_many_towns_names_them(client: TestClient) -> None:
    page = client.get("/suche?q=Neuhof").text
    assert page.index("/stadt/06631018-neuhof") < page.index("Ortsteil von Hildesheim")
    assert "District of Hildesheim" in client.get("/en/suche?q=Neuhof").text


@pytest.mark.parametrize(
    "path", ["/suche?q=Neustadt", "/tabelle?land=09", "/karte?land=09", "/stadt/99999999-bad-naueim"]
)
def test_lists_name_towns_as_people_do(client: TestClient, path: str) -> None:
    assert re.findall(r">[^<>]*, (?:Stadt|St|GKSt|M|Hansestadt|Kreisstadt)<", client.get(path).text) == []


def test_nothing_found_says_what_to_try(client: TestClient) -> None:
    assert "der Anfang des Namens" in client.get("/suche", params={"q": "qqqqqqqq"}).text
    assert "Bitte einen Namen" in client.get("/suche").text


def test_search_shows_text_as_text(client: TestClient) -> None:
    page = client.get("/suche", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page


@pytest.mark.slow
@given(wanted=st.text(max_size=90))
@settings(max_examples=60)
def test_no_query_breaks_it(client: TestClient, wanted: str) -> None:
    assert client.get("/suche", params={"q": wanted.encode("utf-8", "replace").decode()}).status_code in (200, 303)
