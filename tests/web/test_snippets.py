"""The query that the API's page shows in five languages: what can be run here is run, as a reader would."""

import contextlib
import csv
import html
import io
import json
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


def _r(packages: str, code: str, asked: str, folder: Path) -> str:
    """What R prints of `asked`, in which `found` is the value of the code, run as it is printed."""
    if shutil.which("Rscript") is None:
        pytest.skip("no R here (Debian: r-base-core and r-cran-sf)")
    if subprocess.run(["Rscript", "-e", packages], capture_output=True, check=False).returncode:
        pytest.skip(f"this R has not all packages: {packages}")
    (folder / "printed.R").write_text(code, encoding="utf-8")
    line = f'found <- source("printed.R")$value; {asked}'
    made = subprocess.run(
        ["Rscript", "--vanilla", "-e", line], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    assert made.returncode == 0, made.stderr
    return made.stdout


@pytest.mark.slow
def test_r_as_it_stands_on_the_page(snippets: dict[str, str], tmp_path: Path) -> None:
    """Keys stay text with their first zero, values are numbers, names keep their letters."""
    asked = (
        'of <- found[found$verband == "064400002", ]; cat(dim(found), of$value[1], of$vintage, of$name[1], sep = "|")'
    )
    told = _r("1", snippets["R"], asked, tmp_path).rpartition("\n")[2].split("|")
    assert told == ["854", "9", "32447", "2019", "2019", "Bad Nauheim, Stadt"]


@pytest.mark.slow
def test_r_as_it_stands_in_the_document(address: str, tmp_path: Path) -> None:
    """The table and, through GDAL, the Länder of the features with their borders."""
    asked = (
        "cat(nrow(kreise), class(kreise$value), kreise$kreis[1], kreise$vintage[1], "
        'nrow(laender), sf::st_crs(laender)$epsg, laender$name[laender$key == "08"], sep = "|")'
    )
    told = _r("library(sf)", _of_document("r").replace(THERE, address), asked, tmp_path).rpartition("\n")[2].split("|")
    assert told == ["26", "numeric", "06411", "2023", "16", "4326", "Baden-Württemberg"]


QGIS = """
import json, sys
from qgis.core import QgsApplication, QgsVectorLayer
QgsApplication.setPrefixPath("/usr", True)
program = QgsApplication([], False)
program.initQgis()
layer = QgsVectorLayer(f"url='{sys.argv[1]}' typename='kreis'", "kreis", "OAPIF")
assert layer.isValid(), layer.error().message()
rows = {row["key"]: [row["name"], row["population"]] for row in layer.getFeatures()}
print(json.dumps([layer.featureCount(), len(rows), layer.crs().authid(), rows["05970"]]))
"""


@pytest.mark.slow
def test_qgis_opens_the_address_of_the_document(address: str) -> None:
    """By QGIS's own provider for OGC API Features, at the address that the document has one type in."""
    python = Path("/usr/bin/python3")
    if not python.is_file() or subprocess.run([python, "-c", "import qgis"], capture_output=True).returncode:
        pytest.skip("no QGIS here (Debian: python3-qgis, 177 packages, too many for every run)")
    [typed] = re.findall(rf"^    ({THERE}\S+)$", OPEN_DATA.read_text(encoding="utf-8"), re.MULTILINE)
    made = subprocess.run(
        [python, "-c", QGIS, typed.replace(THERE, address)],
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": "/tmp"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert made.returncode == 0, made.stderr
    matched, read, crs, (name, people) = json.loads(made.stdout.splitlines()[-1])
    assert (matched, read, name) == (400, 400, "Siegen-Wittgenstein")
    assert crs in ("OGC:CRS84", "EPSG:4326")
    assert people > 250_000


# What an expression of Power Query may take from the API: no program of it runs here, so its rules are held against the
# bytes. Encoding 65001 is UTF-8; a mark at the beginning would be part of the first heading; "en-US" reads a point.
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")


def _power_query(code: str, client: TestClient) -> list[dict[str, str]]:
    """The rows that Csv.Document and PromoteHeaders make, after what Excel would stumble over was looked for."""
    [source] = re.findall(r'Csv\.Document\(Web\.Contents\("([^"]+)"\), \[(.+?)\]\)', code)
    assert source[1] == 'Delimiter = ",", Encoding = 65001'
    assert code.count("(") == code.count(")")
    assert code.count("{") == code.count("}")
    steps = re.findall(r"^  (\w+) = (?:.*\()?(\w+)", code, re.MULTILINE)
    assert [name for name, _ in steps] == ["Source", "Headers", "Typed"]
    assert code.rstrip().endswith("in Typed")
    answer = client.get(re.sub(r"^https?://[^/]+", "", source[0]))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert not answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8"), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("where", ["page", "document"])
def test_power_query_gets_what_its_steps_expect(snippets: dict[str, str], client: TestClient, where: str) -> None:
    code = snippets["Excel (Power Query)"] if where == "page" else _of_document("m")
    rows = _power_query(code, client)
    types = re.findall(r'\{"(\w+)", type (\w+)\}', code)
    assert [kind for _, kind in types] == ["text", "number"]
    assert 'type number}}, "en-US")' in code, "a German Excel would read 2.5 as a date or as 25"
    for name, kind in types:
        for row in rows:
            assert kind == "text" or row[name] == "" or NUMBER.fullmatch(row[name]), row
    assert all("\ufffd" not in row["name"] for row in rows)


def test_every_address_of_the_document_is_there(client: TestClient) -> None:
    text = OPEN_DATA.read_text(encoding="utf-8")
    addresses = [found for found in re.findall(r"`(/[a-z][^`…]*)`", text) if not found.endswith(".xlsx")]
    assert len(addresses) >= 5
    assert {found: client.get(found).status_code for found in addresses} == dict.fromkeys(addresses, 200)
