"""Permanent addresses: one form each, in two languages that point to each other with the whole query."""

import re

import pytest
from starlette.testclient import TestClient

TOWN = "/stadt/06440002-bad-nauheim"
PAGES = [
    "/",
    TOWN,
    "/verband/010545489-suedtondern",
    "/karte?i=settlement_density&jahr=2019&ebene=verband&i2=lage",
    "/vergleich?orte=06440002,06440005",
    "/tabelle?i=density&i=population&land=06&seite=2",
    "/zwillinge/064400002-bad-nauheim",
    "/gruppen?n=4&art=ward",
    "/bericht",
    "/daten",
    "/api",
    "/suche?q=Neustadt",
    TOWN + "?jahr=2019",
]


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_each_language_points_to_the_other_and_links_stay_in_the_readers_own(client: TestClient, path: str) -> None:
    english = ("/en" + path).replace("/en/?", "/en?") if path != "/" else "/en"
    for own, other, lang in ((path, english, "en"), (english, path, "de")):
        answer = client.get(own)
        assert answer.status_code == 200
        page = answer.text
        address = re.escape(other.replace("&", "&amp;"))
        assert f'<html lang="{"de" if lang == "en" else "en"}">' in page
        assert re.search(rf'<link rel="alternate" hreflang="{lang}" href="{address}">', page)
        assert re.search(rf'<a class="language" href="{address}" lang="{lang}" hreflang="{lang}">', page)
        links = set(re.findall(r'<a [^>]*?href="(/[^"]*)"', page.replace('class="language" href', "")))
        assert links
        assert [link for link in links if link.startswith("/en") != (lang == "de") and not ours(link)] == []


def ours(link: str) -> bool:
    """Addresses that have no language."""
    return link.startswith(("/api", "/static"))


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("/stadt/06440002", TOWN),
        ("/stadt/06440002-something-else", TOWN),
        ("/stadt/06440002-BAD-NAUHEIM", TOWN),
        ("/stadt/6440002", TOWN),
        ("/stadt/06%204%2040%20002", TOWN),
        ("/stadt/064400002002", TOWN),
        ("/verband/010545489", "/verband/010545489-suedtondern"),
        ("/verband/10545489", "/verband/010545489-suedtondern"),
        ("/zwillinge/064400002-x", "/zwillinge/064400002-bad-nauheim"),
        ("/stadt/06440002-x.pdf", TOWN + ".pdf"),
        ("/bericht/2019", "/bericht/2019/"),
    ],
)
def test_an_address_has_one_form(client: TestClient, path: str, right: str) -> None:
    for prefix in ("", "/en"):
        answer = client.get(f"{prefix}{path}?a=1&b=ä")
        assert (answer.status_code, answer.headers["location"]) == (301, f"{prefix}{right}?a=1&b=%C3%A4")


def test_pages_of_a_municipality_and_of_a_verband_are_not_mixed_up(client: TestClient) -> None:
    assert client.get("/stadt/064400002-bad-nauheim").status_code == 404
    assert TOWN in client.get("/stadt/064400002-bad-nauheim").text
    assert client.get("/verband/06440002").status_code == 404


@pytest.mark.parametrize("path", ["/en/", "/stadt/", "//", "/enormous", "/en/en/", "/bericht//"])
def test_other_addresses_lead_nowhere_else(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (200, 404, 307)
    assert not answer.headers.get("location", "").startswith("//")
    assert f'<html lang="{"en" if path.startswith("/en/") else "de"}">' in (answer.text or f'<html lang="{"de"}">')
