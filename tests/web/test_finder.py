"""Search as people type: misspelled, half typed, words left out, former names, keys; and what it says otherwise."""

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


@pytest.mark.parametrize("wanted", ["Bromskirchen", "06635005"])
def test_a_former_municipality_leads_to_its_successor(client: TestClient, wanted: str) -> None:
    page = client.get("/suche", params={"q": wanted})
    assert page.status_code == 200  # shown, not jumped to: the name is not the one that was asked for
    assert "Bromskirchen" in page.text
    assert "heute Allendorf (Eder)" in page.text


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


def test_a_postcode_is_said_to_be_unknown(client: TestClient) -> None:
    assert "Postleitzahlen" in client.get("/suche?q=61231").text
    assert "Postcodes" in client.get("/en/suche?q=61231").text
    of_a_kreis = client.get("/suche?q=06440").text
    assert "Postleitzahlen" in of_a_kreis
    assert TOWN in of_a_kreis


def test_nothing_found_says_what_to_try(client: TestClient) -> None:
    assert "der Anfang des Namens" in client.get("/suche", params={"q": "qqqqqqqq"}).text
    assert "Bitte einen Namen" in client.get("/suche").text


def test_search_shows_text_as_text(client: TestClient) -> None:
    page = client.get("/suche", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page


@given(wanted=st.text(max_size=90))
@settings(max_examples=60)
def test_no_query_breaks_it(client: TestClient, wanted: str) -> None:
    assert client.get("/suche", params={"q": wanted.encode("utf-8", "replace").decode()}).status_code in (200, 303)
