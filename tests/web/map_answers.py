"""What tests ask of the map page: its maps as the script gets them, the counts and the words of the page."""

import html
import re
from typing import Any

from starlette.testclient import TestClient

VIEW = {"i": "settlement_density", "jahr": "2019", "ebene": "verband"}
PEOPLE = {"i": "population", "jahr": "2019", "art": "veraenderung"}


def layers(client: TestClient, asked: dict[str, str]) -> list[dict[str, Any]]:
    """The maps of a view as the script gets them."""
    answer = client.get("/karte/ebene", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()["panes"]


def counted(client: TestClient, asked: dict[str, str]) -> list[list[int]]:
    """The counts of each row of classes as the page prints them, the highest class first."""
    page = client.get("/karte", params=asked).text
    rows = re.findall(r'<tr class="class[^"]*">(.*?)</tr>', page, re.S)
    cells = [re.findall(r'<td class="num">([^<]*)</td>', row) for row in rows]
    return [[0 if cell == "–" else int(cell.replace(".", "")) for cell in row] for row in cells]


def heading(client: TestClient, asked: dict[str, str], path: str = "/karte") -> str:
    """The title of the page and the sentences under it."""
    page = html.unescape(client.get(path, params=asked).text)
    found = re.search(r'<h1>(.*?)</h1>(.*?)<div class="(?:legend|note)"', page, re.S)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())
