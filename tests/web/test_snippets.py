"""The query that the API's page shows in five languages: what can be run here is run, as a reader would."""

import contextlib
import html
import io
import re
import shutil
import subprocess
from pathlib import Path

import polars as pl
import pytest
from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def snippets(address: str) -> dict[str, str]:
    """The page's snippets by language, from a server that really listens."""
    from urllib.request import urlopen

    with urlopen(f"{address}/api") as answer:
        page = answer.read().decode()
    found = re.findall(r"<h3>([^<]+)</h3><pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    return {name: html.unescape(re.sub(r"<[^>]+>", "", text)) for name, text in found}


def test_python_as_it_stands_on_the_page(snippets: dict[str, str]) -> None:
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(snippets["Python"], "snippet", "exec"), names)
    table = names["table"]
    assert isinstance(table, pl.DataFrame)
    assert table.height == 2 * table["verband"].n_unique()
    assert set(table["verband"].str.slice(0, 2)) == {"06"}
    assert "verband" in said.getvalue()


def test_curl_as_it_stands_on_the_page(snippets: dict[str, str]) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl here")
    command = snippets["curl"].replace("curl ", "curl --silent ", 1)
    made = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)
    table = pl.read_csv(io.StringIO(made.stdout), schema_overrides={"verband": pl.String, "vintage": pl.String})
    bad_nauheim = table.filter((pl.col("verband") == "064400002") & (pl.col("indicator") == "population"))
    assert bad_nauheim["value"].to_list() == [32447.0]


@pytest.mark.parametrize("language", ["Link", "curl", "Python", "R", "Excel (Power Query)"])
def test_all_ask_the_same(snippets: dict[str, str], client: TestClient, language: str) -> None:
    asked = re.search(r"/api/v1/values[^\"\s]+", snippets[language])
    assert asked is not None
    assert (
        asked[0] == "/api/v1/values?indicator=population,residents_per_job&level=verband&land=06&year=2019&format=csv"
    )
    assert client.get(asked[0]).status_code == 200


# --- the snippets of docs/open-data.md ----------------------------------------------------------------------------

OPEN_DATA = Path(__file__).parent.parent.parent / "docs" / "open-data.md"
THERE = "http://127.0.0.1:8000"


def _of_document(language: str) -> str:
    [code] = re.findall(rf"```{language}\n(.*?)```", OPEN_DATA.read_text(encoding="utf-8"), re.DOTALL)
    return str(code)


def test_python_as_it_stands_in_the_document(address: str) -> None:
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(_of_document("py").replace(THERE, address), "document", "exec"), names)
    table = names["kreise"]
    assert isinstance(table, pl.DataFrame)
    assert table.height == 26
    assert set(table["kreis"].str.slice(0, 2)) == {"06"}


@pytest.mark.parametrize("language", ["r", "m"])
def test_addresses_of_programs_that_are_not_here(client: TestClient, language: str) -> None:
    """R and Excel are not run: what their code asks for is asked, and has the columns that it names."""
    code = _of_document(language)
    addresses = re.findall(rf'"(?:OAPIF:)?{THERE}([^"]+)"', code)
    tables = [address for address in addresses if "format=csv" in address]
    assert len(tables) == 1
    head = client.get(tables[0]).text.partition("\n")[0].split(",")
    named = {name for pair in re.findall(r'(\w+) = "character"|\{"(\w+)", type', code) for name in pair if name}
    assert named <= set(head)
    assert all(client.get(address).status_code == 200 for address in addresses)


def test_every_address_of_the_document_is_there(client: TestClient) -> None:
    text = OPEN_DATA.read_text(encoding="utf-8")
    addresses = [found for found in re.findall(r"`(/[a-z][^`…]*)`", text) if not found.endswith(".xlsx")]
    assert len(addresses) >= 5
    assert {found: client.get(found).status_code for found in addresses} == dict.fromkeys(addresses, 200)
