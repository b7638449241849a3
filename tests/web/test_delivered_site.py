"""A site without a server: every link of its pages leads to a file beside it, or to another site."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import served
import small_edition

from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Edition
from kleinstadt.errors import EditionError, UnknownNameError
from kleinstadt.files import is_file_name
from kleinstadt.web.delivery import writing
from kleinstadt.web.delivery.addresses import Addresses
from kleinstadt.web.delivery.data import figures_script
from kleinstadt.web.delivery.links import as_file
from kleinstadt.web.delivery.scope import Pages, issue_of
from kleinstadt.web.pages.town_files import TownFiles

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
        patched.setattr(TownFiles, "_made", lambda files, kind, *given: kind.encode())  # tested where they are made
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
        for papers in ("*.pdf", "*.xlsx", "*/blatt.pdf"):
            assert len(list((site / inside / "stadt").glob(papers))) == 7
    assert 'href="10042113-merzig/blatt.pdf"' in (site / "stadt" / "10042113-merzig.html").read_text(encoding="utf-8")
    assert not list(site.rglob("*.pptx")), "slides only by choice"
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
def test_no_static_file_is_delivered_that_no_page_asks_for(site: Path) -> None:
    """But for the pictures and letters that the style sheets name."""
    asked = {Path(link).name for page in site.rglob("*.html") for link in links_of(page) if "static/" in link}
    assert {file.name for file in (site / "static").iterdir() if file.suffix != ".woff2"} == asked


@pytest.mark.slow
def test_the_map_s_areas_lie_where_its_picture_has_them(site: Path) -> None:
    """In the page's window Merzig's point lies where the picture writes its name."""
    script = (site / "static" / "areas.js").read_text(encoding="utf-8")
    told = json.loads(script.removeprefix("globalThis.deliveredAreas = ").rstrip(";\n"))
    assert len(told["areas"]) == 7
    assert len(script) < 1_500_000
    [_, outline, x, _] = next(area for area in told["areas"] if area[0] == "stadt/10042113-merzig.html")
    assert outline.startswith("M")
    page = (site / "karte.html").read_text(encoding="utf-8")
    [(west, _, east, _)] = [
        [float(number) for number in found.split()] for found in re.findall(r'data-window="([^"]+)"', page)
    ]
    drawn = (site / "karte.svg").read_text(encoding="utf-8")
    [left, _, width, _] = map(float, re.findall(r'<view id="karte" viewBox="([^"]+)"', drawn)[0].split())
    across = left + (told["west"] + x * told["unit"] - west) / (east - west) * width
    [name] = re.findall(r'<text x="([\d.]+)"[^>]*font-weight="600"[^>]*>Merzig', drawn)
    assert across == pytest.approx(float(name), abs=60)


@pytest.mark.slow
def test_the_map_tells_and_opens_from_a_folder(site: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto((site / "karte.html").as_uri())
    page.locator("#fenster svg").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    told = page.locator("#ansage").text_content()
    assert page.locator(".tip").text_content() == told.replace(": ", "", 1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/stadt/10042*.html")
    assert page.get_by_role("heading", level=1).text_content() == told.partition(":")[0]
    page.close()


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


def test_slides_are_delivered_by_choice(small: Atlas) -> None:
    files = Pages(small, issue_of(small, None, "01098", None, DAY, slides=True)).addresses().files
    assert files["/stadt/01098002-neustadt.pptx"] == "stadt/01098002-neustadt.pptx"
    assert files["/en/stadt/01098002-neustadt/blatt.pdf"] == "en/stadt/01098002-neustadt/blatt.pdf"
    assert all(is_file_name(part) for name in files.values() for part in Path(name).parts), "also on Windows"
    assert len({name.casefold() for name in files.values()}) == len({*files.values()})


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
