"""The report's pages, the methods, the profile as a PDF."""

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kleinstadt.errors import EditionError
from kleinstadt.report import document
from kleinstadt.web.app import create_app
from kleinstadt.web.serving.static_files import KINDS

PAGE = "<html><head><style>p{color:red}</style></head><body><p>Tabelle 1</p></body></html>"


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    def write(
        _edition: object, year: int, folder: Path, *, lang: str, progress: Callable[[str, int, int], None]
    ) -> None:
        progress("tab1", 1, 2)
        (folder / "index.html").write_text(PAGE, encoding="utf-8")
        (folder / "tab1.csv").write_text(f"{year},{lang}\n", encoding="utf-8")
        (folder / "secret.key").write_text("x", encoding="utf-8")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(document, "write_report", write)
    return TestClient(create_app(ahead=False), follow_redirects=False)


def until_written(reading: TestClient, path: str) -> str:
    for _ in range(100):
        answer = reading.get(path)
        if answer.status_code != 202:
            return answer.text
        assert 'http-equiv="refresh"' in answer.text
        time.sleep(0.05)
    pytest.fail("the report was never written")


def test_a_report_is_written_once_and_served(reading: TestClient) -> None:
    assert "Tabelle 1" in until_written(reading, "/bericht/2019/")
    assert reading.get("/bericht/2019/tab1.csv").text == "2019,de\n"
    until_written(reading, "/en/bericht/2019/")
    assert reading.get("/en/bericht/2019/tab1.csv").text == "2019,en\n"


def test_its_style_is_allowed_by_its_hash_alone(reading: TestClient) -> None:
    until_written(reading, "/bericht/2019/")
    policy = reading.get("/bericht/2019/").headers["content-security-policy"]
    assert re.search(r"style-src 'self' 'sha256-[\w+/=]+'", policy)
    assert "unsafe" not in policy


def until_failed(reading: TestClient, path: str) -> str:
    for _ in range(100):
        answer = reading.get(path)
        if answer.status_code == 503:
            assert 'http-equiv="refresh"' not in answer.text
            return answer.text
        assert answer.status_code == 202
        time.sleep(0.05)
    pytest.fail("the report neither failed nor was written")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (EditionError("facts.parquet is damaged"), "facts.parquet is damaged"),
        (ZeroDivisionError("secret of the code"), "Ein Fehler im Programm"),
    ],
)
def test_a_report_that_fails_says_why_and_what_to_do(
    reading: TestClient, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    working = document.write_report

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(document, "write_report", fail)
    page = until_failed(reading, "/bericht/2019/")
    assert "Der Bericht konnte nicht geschrieben werden" in page
    assert said in page
    assert "secret of the code" not in page
    assert "XDG_CACHE_HOME" in page
    assert 'href="?neu=1"' in page
    assert reading.get("/bericht/2019/").status_code == 503  # it does not try again by itself
    monkeypatch.setattr(document, "write_report", working)
    assert reading.get("/bericht/2019/?neu=1").status_code == 202
    assert "Tabelle 1" in until_written(reading, "/bericht/2019/")


def test_a_folder_that_cannot_be_made_is_said(
    reading: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert "could not be written" in until_failed(reading, "/en/bericht/2019/")


def test_a_failure_leaves_nothing_half_written(
    reading: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def half(_edition: object, _year: int, folder: Path, **_: object) -> None:
        (folder / "index.html").write_text(PAGE, encoding="utf-8")
        raise OSError

    monkeypatch.setattr(document, "write_report", half)
    until_failed(reading, "/bericht/2019/")
    assert not list((tmp_path / "kleinstadt").glob("*report*"))


@pytest.mark.parametrize("name", ["", "tab1.csv"])
def test_each_file_is_sent_once(reading: TestClient, name: str) -> None:
    until_written(reading, "/bericht/2019/")
    first = reading.get(f"/bericht/2019/{name}")
    again = reading.get(f"/bericht/2019/{name}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    assert reading.get(f"/bericht/2023/{name}").headers.get("etag") != first.headers["etag"]


@pytest.mark.parametrize("name", ["secret.key", "..%2f..%2fetc", "nix.svg"])
def test_nothing_else_is_served(reading: TestClient, name: str) -> None:
    until_written(reading, "/bericht/2019/")
    assert reading.get(f"/bericht/2019/{name}").status_code == 404


@pytest.mark.parametrize("year", ["1991", "abc", "²"])
def test_other_years_are_refused(reading: TestClient, year: str) -> None:
    assert reading.get(f"/bericht/{year}/").status_code == 404


def test_the_methods_list_indicators_sources_and_ledger(client: TestClient) -> None:
    page = client.get("/daten").text
    assert 'id="i-residents_per_job"' in page
    assert "dl-de/by-2-0" in page
    assert "weichen ab, mit Grund" in page


@pytest.mark.parametrize("path", ["/stadt/06440002-bad-nauheim", "/en/verband/010545489-suedtondern"])
def test_a_profile_as_pdf(client: TestClient, path: str) -> None:
    answer = client.get(path + ".pdf")
    assert answer.content.startswith(b"%PDF")
    assert 4 <= len(re.findall(rb"/Type\s*/Page\b", answer.content)) <= 9
    again = client.get(path + ".pdf", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.slow
def test_a_pdf_tells_whose_twins_it_shows(client: TestClient) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext here")
    told = {}
    for path in ("/stadt/01051008-bergewoehrden", "/en/stadt/01051008-bergewoehrden", "/stadt/06440002-bad-nauheim"):
        made = client.get(path + ".pdf").content
        text = subprocess.run([reader, "-layout", "-", "-"], input=made, capture_output=True, check=True).stdout
        told[path] = " ".join(text.decode().split())
    german, english, alone = told.values()
    assert "Ähnliche und Nachbarn gelten für den Verband Eider" in german
    assert "Those alike and neighbours are of the Verband Eider" in english
    assert "gelten für den Verband" not in alone
    assert "– Jahre" not in german
    assert "Stand –" not in german


def test_an_unknown_town_has_no_pdf(client: TestClient) -> None:
    assert client.get("/stadt/99999999-x.pdf").status_code == 404


def test_every_kind_of_static_file_is_known() -> None:
    folder = Path(document.__file__).parent.parent / "web" / "static"
    assert {path.suffix for path in folder.iterdir()} <= set(KINDS)


@pytest.mark.slow
def test_licences_and_attributions_stand_in_the_readers_language(client: TestClient) -> None:
    for path in ("/daten", "/stadt/06440002-bad-nauheim", "/karte/karte.svg?land=10&i=density"):
        german, english = client.get(path).text, client.get("/en" + path).text
        assert "Vervielfältigung mit Quellenangabe" in german
        assert "Reproduction with attribution" not in german
        assert "Reproduction with attribution" in english
        assert "Eigenes Modell" not in english
        assert "Daten verändert" not in english


@pytest.mark.slow
def test_a_profile_as_slides(client: TestClient) -> None:
    path = "/stadt/06440002-bad-nauheim"
    assert f'href="{path}.pptx"' in client.get(path).text
    answer = client.get(path + ".pptx")
    assert answer.content.startswith(b"PK")
    assert 'filename="06440002-bad-nauheim-folien.pptx"' in answer.headers["content-disposition"]
    assert client.get(path + ".pptx", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert client.get("/verband/010545489-x.pptx").headers["location"] == "/verband/010545489-suedtondern.pptx"


@pytest.mark.slow
def test_a_profile_as_a_sheet(client: TestClient) -> None:
    path = "/en/stadt/06440002-bad-nauheim"
    assert f'href="{path}/blatt.pdf"' in client.get(path).text
    answer = client.get(path + "/blatt.pdf")
    assert len(re.findall(rb"/Type\s*/Page\b", answer.content)) == 2
    assert 'filename="06440002-bad-nauheim-sheet.pdf"' in answer.headers["content-disposition"]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/stadt/12066112-grossraeschen-ran", "/stadt/12066304-senftenberg-zly-komorow"])
def test_a_sheet_of_a_town_with_much_to_tell_has_two_sides(client: TestClient, path: str) -> None:
    sheet = client.get(path + "/blatt.pdf").content
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 2
