"""What pages say: none of the words that the atlas does not use, no names out of the code, in both languages."""

import html
import re

import pytest
from starlette.testclient import TestClient

FORBIDDEN = re.compile(
    r"Bevölkerungsentwicklung|Disparität|Choropleth|Quantil|\bIndikator|Wert unbekannt|k\. ?A\.|\bNaN\b|keine Daten|"
    r"\bRanking|\bTop\b|\bFlop\b|Hotspot|Boom|abgehängt|Ost-West-Gefälle|interaktiv|entdecken Sie|Dashboard|"
    r"\w_\w"
)
UNSAID = re.compile(  # what the code writes, titles of sources, the address that other sites embed
    r'<(script|style|svg|code|pre)\b.*?</\1>|<details class="origin">.*?</details>|<[^>]*>', re.DOTALL
)
PAGES = (
    "/",
    "/karte",
    "/karte?i=population&art=veraenderung&land=05",
    "/karte?i=unemployed_share&i2=rent_level&zusammen=1",
    "/vergleich?orte=06440002,06440005",
    "/tabelle?land=06",
    "/suche?q=Berleburk",
    "/punkte",
    "/zwillinge/064400002-bad-nauheim",
    "/gruppen?n=4&art=ward",
    "/deutschland",
    "/land/05-nordrhein-westfalen",
    "/kreis/05970-siegen-wittgenstein",
    "/stadt/05970004-bad-berleburg",
    "/verband/010545489-suedtondern",
)
TOWNS = 100  # of which each language is asked


def unsaid(client: TestClient, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return FORBIDDEN.findall(html.unescape(UNSAID.sub(" ", answer.text)))


@pytest.mark.slow
@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_says_a_word_that_the_atlas_does_not_use(client: TestClient, path: str, prefix: str) -> None:
    assert unsaid(client, (prefix + path).removesuffix("/") or "/") == []


@pytest.mark.slow
def test_no_page_of_a_hundred_towns_does(client: TestClient) -> None:
    areas = client.get("/api/v1/areas", params={"level": "gemeinde", "limit": 20_000}).json()["data"]
    towns = [row["ags"] for row in areas if row["population"]][:: len(areas) // TOWNS]
    for key in towns:
        path = client.get(f"/stadt/{key}").headers.get("location", f"/stadt/{key}")
        assert unsaid(client, path) == [], path
        assert unsaid(client, "/en" + path) == [], path
