"""The query that the API's page shows in five languages: what can be run here is run, as a reader would."""

import contextlib
import html
import io
import re
import shutil
import subprocess

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
