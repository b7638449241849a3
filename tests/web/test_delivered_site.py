"""A site without a server: every link of its pages leads to a file beside it, or to another site."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import served
import small_edition

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Edition
from kleinstadt.errors import EditionError, UnknownNameError
from kleinstadt.web.delivery import writing
from kleinstadt.web.delivery.addresses import Addresses
from kleinstadt.web.delivery.data import figures_script
from kleinstadt.web.delivery.links import as_file
from kleinstadt.web.delivery.scope import Pages, issue_of
from kleinstadt.web.pages import town_pdf

DAY = date(2026, 11, 28)
ADDRESSES = Addresses(
    {"/": "index.html", "/stadt/1-a": "stadt/1-a.html", "/vergleich": "vergleich.html", "/karte?i=type": "karte.html"},
    {"/verband/9-a": "stadt/1-a.html"},
    {"land": "01", "ebene": "gemeinde"},
    frozenset({"1"}),
)


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src", "action") and value is not None]


def links_of(page: Path) -> list[str]:
    reader = Links()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader.found


def broken(folder: Path) -> list[str]:
    """Links that lead nowhere: no file of the folder, no https address, no place on the same page."""
    found = []
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for link in links_of(page):
            parts = urlsplit(link)
            if parts.scheme:
                wrong = parts.scheme not in ("https", "http", "mailto")
            elif not parts.path:
                wrong = f'id="{parts.fragment}"' not in text
            else:
                target = (page.parent / unquote(parts.path)).resolve()
                wrong = not target.is_file() or not target.is_relative_to(folder.resolve())
            if wrong:
                found.append(f"{page.relative_to(folder)}: {link}")
    return found


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return Atlas(Edition(small_edition.write_small(tmp_path_factory.mktemp("edition"))))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven towns of the Saarland, with one of its maps, written in this process."""
    folder = tmp_path_factory.mktemp("delivered")
    issue = issue_of(served.atlas().state.site.atlas, None, "10042", None, DAY)
    of_maps = Pages._maps
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(writing, "worker_pool", Here)
        patched.setattr(Pages, "_maps", lambda pages: islice(of_maps(pages), 3))
        patched.setattr(town_pdf, "town_pdf", lambda *given: b"%PDF-")  # what is in it is tested where it is made
        writing.write_site(None, issue, folder / "site")
    return folder / "site"


class Here:
    """A pool of one thread of this process, since a browser's tests have an event loop of their own in the first."""

    THREAD = ThreadPoolExecutor(1)

    def __init__(self, processes: int) -> None:
        self.processes = processes

    def __enter__(self) -> ThreadPoolExecutor:
        return self.THREAD

    def __exit__(self, *error: object) -> None:
        return None


@pytest.mark.slow
def test_every_link_leads_somewhere(site: Path) -> None:
    assert broken(site) == []


@pytest.mark.slow
def test_the_site_holds_the_pages_of_its_towns_in_both_languages(site: Path) -> None:
    for inside in ("", "en"):
        towns = [path.name[:5] for path in (site / inside / "stadt").glob("*.html")]
        assert towns == ["10042"] * 7
    assert len(list((site / "stadt").glob("*.pdf"))) == 7
    assert (site / "stadt" / "10042113-merzig" / "lage.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.slow
def test_every_page_says_of_when_it_is_and_offers_nothing_that_needs_a_server(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) >= 40
    for page in pages:
        text = page.read_text(encoding="utf-8")
        said = "This edition was made on 2026-11-28" if "en" in page.relative_to(site).parts else "Ausgabe: 28.11.2026"
        assert said in text, page
        assert 'type="module"' not in text
        assert not re.search(r'(href|src|action)="/', text), page
        assert all(word not in text for word in ("/foerderung/", "/api/", 'name="jahr"', "/einbetten/"))


@pytest.mark.slow
def test_the_search_index_holds_ortsteile_and_postcodes(site: Path) -> None:
    script = (site / "static" / "places.js").read_text(encoding="utf-8")
    assert '"Ortsteil von Merzig","District of Merzig"' in script
    assert '"66663":["10042113"]' in script
    assert "10041" not in script
    assert script.index('["merzig","10042113"') < script.index('["merzig wadern","10042"'), "the town before its Kreis"


@pytest.mark.slow
def test_an_error_leaves_the_old_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    issue = issue_of(served.atlas().state.site.atlas, None, "10042", None, DAY)
    monkeypatch.setattr(writing, "worker_pool", Here)
    monkeypatch.setattr(writing, "as_file", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        writing.write_site(None, issue, site)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_folder_of_other_files_is_not_replaced(small: Atlas, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    issue = issue_of(small, None, "01098", None, DAY)
    with pytest.raises(EditionError, match="holds other files"):
        writing.write_site(None, issue, tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "mine"


def test_a_verband_of_several_has_a_page_and_one_of_one_has_its_town_s(small: Atlas) -> None:
    found = Pages(small, issue_of(small, None, "01098", None, DAY)).addresses()
    assert found.link("index.html", "/verband/010985001-amt-mitte") == "verband/010985001-amt-mitte.html"
    assert found.link("index.html", "/verband/010980001-grossstadtl") == "stadt/01098001-grossstadtl.html"
    assert found.link("en/index.html", "/en/stadt/01098002-neustadt") == "stadt/01098002-neustadt.html"
    assert found.link("index.html", "/stadt/13099001-neustadt") is None
    assert found.link("stadt/a.html", "/tabelle?ebene=gemeinde&kreis=01098&land=01") == "../tabelle.html"
    assert found.link("index.html", "/tabelle?typ=mittelstadt&ebene=gemeinde") is None


def test_figures_to_compare_are_those_of_the_edition(small: Atlas) -> None:
    script = figures_script(small, Pages(small, issue_of(small, None, "01098", None, DAY)))
    assert '"values":[30000,900,7400]' in script  # Großstadtl, Mühlen, Neustadt


def test_what_a_site_is_of(small: Atlas) -> None:
    """A Kreis of one town opens with it; keys that are none are refused."""
    assert issue_of(small, None, "01099", None, DAY).town == "01099001"
    assert issue_of(small, None, None, "01098002", DAY).town_name == "Neustadt"
    with pytest.raises(UnknownNameError, match="99"):
        issue_of(small, "99", None, None, DAY)


@pytest.mark.parametrize(
    ("html", "becomes"),
    [
        ('<a href="/stadt/1-a">A</a>', '<a href="stadt/1-a.html">A</a>'),
        ('<a href="/verband/9-a#fuenf">A</a>', '<a href="stadt/1-a.html#fuenf">A</a>'),
        ('<p><a href="/stadt/2-b"><b>B</b></a></p>', "<p><b>B</b></p>"),
        ('<ul><li><a class="button second" href="/plan/1">P</a></li></ul>', "<ul></ul>"),
        ('<a href="/vergleich?orte=1">V</a>', '<a href="vergleich.html#1">V</a>'),
        ('<a href="/vergleich?orte=1,2">V</a>', "V"),
        ('<a href="/karte?ebene=gemeinde&amp;ort=1">K</a>', '<a href="karte.html">K</a>'),
        ('<a href="/karte?i=density">K</a>', "K"),
        ('<img src="/static/abc/x.svg"/>', '<img src="static/x.svg"/>'),
        ('<a href="https://a.de/?b=1&amp;c=2">X</a>', '<a href="https://a.de/?b=1&amp;c=2">X</a>'),
        ('<link rel="preload" href="/api/v1/x">', ""),
        (
            '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg> &amp; &#8211;',
            '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg> &amp; &#8211;',
        ),
    ],
)
def test_links_of_a_page(html: str, becomes: str) -> None:
    assert as_file(html, "/", "index.html", ADDRESSES) == becomes


def test_a_picture_that_is_not_delivered_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"lage\.svg"):
        as_file('<img src="/stadt/1-a/lage.svg">', "/stadt/1-a", "stadt/1-a.html", ADDRESSES)
