"""What is promised about pages, in a real browser: findings, ways on, search, charts, files, words, size."""

import json
import re
from pathlib import Path

import pytest
from browsing import PAGES, PATIENCE

sync_api = pytest.importorskip("playwright.sync_api")
Page, expect = sync_api.Page, sync_api.expect

pytestmark = pytest.mark.browser

TOWN = "/stadt/05970004-bad-berleburg"
KREIS = "/kreis/05970-siegen-wittgenstein"
PARTS = ("article > header .lead", "#fuenf", "#zehn-jahre", "#kennzahlen", "#mehr")
LETTERS = """() => [...document.querySelectorAll("main svg text")].filter((one) => one.checkVisibility()).map((one) => {
  const size = parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a;
  return [Math.round(size * 10) / 10, one.textContent];
}).filter(([size]) => size < 11)"""
LEAST_LETTER = """(svg) => [...svg.querySelectorAll("text")].filter((one) => one.checkVisibility()).map((one) =>
  parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a).sort((one, other) => one - other)[0]"""
SIDEWAYS = """() => [...document.querySelectorAll("main .scroll")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => `${one.getAttribute("aria-label") ?? one.textContent.trim().slice(0, 60)}: ${one.scrollWidth}`)"""
SPOKEN = """() => {
  document.querySelectorAll("main details").forEach((one) => { one.open = true; });
  document.querySelectorAll("main :is(code, pre, script, style, .glossary)").forEach((one) => one.remove());
  return document.querySelector("main").innerText + " " + document.title;
}"""
SUFFIX = re.compile(r", (?:Stadt|St|GKSt|M|gemfr\.)(?!\w)|\bgemfr\.")


def test_a_town_is_told_from_its_portrait_to_its_themes(page: Page) -> None:
    page.goto(TOWN)
    heights = [page.locator(part).first.bounding_box()["y"] for part in PARTS]
    assert heights == sorted(heights)
    portrait = page.locator(PARTS[0]).inner_text()
    assert re.search(r"ist eine größere Kleinstadt.* 18\.833 .*\(2023\)", portrait)
    assert "Waldfläche 59,3" in portrait
    picture = page.locator(".locator img")
    assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") > 0
    for one in page.locator(".findings li").all():
        assert re.match(r"[+−]?[\d.,]+", one.locator(".big").inner_text())
        said = one.inner_text()
        assert re.search(r"von [\d.]+.*Median.*Stand (?:Mitte |Ende )?20\d\d.*(?:©|BBSR)", said, re.S), said
        assert one.locator("svg.strip").get_attribute("aria-label")
    jobs = page.locator(".changes li", has_text="Beschäftigte am Arbeitsort")
    expect(jobs).to_contain_text("Ohne den Sprung, von 2012 bis 2021: +15,7")
    expect(page.locator(".cards > li")).to_have_count(10)
    card = page.locator(".cards > li").first
    expect(card).to_contain_text(re.compile(r"höher als 210 von 231 · Median 13\.669 · seit 2013"))
    assert page.locator("#mehr ~ details[open]").count() == 0, "themes are closed"
    page.get_by_text("Warum ist das so eingestuft?").click()
    expect(page.locator(".why").first).to_contain_text("18.833 Einwohner, Mittelzentrum (BBSR, Stand 2019)")
    told = json.loads(page.locator('script[type="application/ld+json"]').text_content())
    assert told["description"] in portrait
    shown = page.locator('meta[property="og:image"]').get_attribute("content")
    assert page.request.get(shown).body().startswith(b"\x89PNG")


def test_a_town_is_one_step_from_kreis_group_twins_plan_and_comparison(page: Page) -> None:
    for name, path in (
        ("Siegen-Wittgenstein", KREIS),
        ("Größere Kleinstädte (peripher)", "/tabelle?ebene=gemeinde&typ=groessere_kleinstadt&lage=peripher"),
        ("Zwillinge und Vorbilder", "/zwillinge/059700004-bad-berleburg"),
        ("Plan für Bad Berleburg", "/plan/05970004-bad-berleburg"),
    ):
        page.goto(TOWN)
        page.get_by_role("link", name=name, exact=True).first.click()
        page.wait_for_url(f"**{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("path", [KREIS, "/land/06-hessen", "/deutschland"])
def test_kreis_land_and_germany_have_the_form_of_a_town(page: Page, path: str) -> None:
    page.goto(path)
    for heading in ("Wo sich die Einwohnerzahl verändert hat", "Zehn Jahre", "Zehn Kennzahlen", "Mehr"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    members = page.locator(".members tbody tr")
    assert members.count() == {KREIS: 11, "/land/06-hessen": 26, "/deutschland": 16}[path]
    names = page.locator(".members tbody th").evaluate_all("heads => heads.map(one => one.textContent)")
    assert len(set(names)) == len(names), "no two are called alike"
    expect(page.locator(".chart.dots:visible")).to_have_count(1)
    if path == KREIS:
        page.get_by_role("link", name="Auf der Karte").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Siegen-Wittgenstein")


@pytest.mark.parametrize(
    ("typed", "path", "said"),
    [
        ("57319", TOWN, "Gefunden über die Postleitzahl 57319"),
        ("Raumland", TOWN, "Gefunden über"),
        ("05 970 004", TOWN, ""),
        ("Siegen-Wittgenstein", KREIS, ""),
        ("Berleburk", "/suche?q=Berleburk", "Kein Ort heißt „Berleburk“. Ähnlich geschrieben:"),
    ],
)
def test_the_search_finds_by_postcode_ortsteil_key_and_kreis_or_says_that_it_does_not(
    page: Page, typed: str, path: str, said: str
) -> None:
    page.goto("/")
    field = page.get_by_label("Stadt, Gemeinde oder Schlüssel")
    field.fill(typed)
    field.evaluate("one => one.form.requestSubmit()")
    page.wait_for_url(f"**{path}*")
    if said:
        expect(page.get_by_text(said)).to_be_visible()
    if "suche" in path:
        assert page.locator(".lead[role=status]").bounding_box()["y"] < page.locator(".places").bounding_box()["y"]


def test_a_chart_tells_its_values_and_can_be_copied_cited_and_saved(page: Page, tmp_path: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(TOWN)
    page.locator("#entwicklung > summary").click()
    figure = page.locator("#d-population")
    chart = figure.get_by_role("slider")
    chart.hover()
    told = figure.locator(".told-values")
    expect(told).to_contain_text("Bad Berleburg")
    chart.focus()
    page.keyboard.press("End")
    assert chart.get_attribute("aria-valuetext") == "2023: Bad Berleburg 18.833"
    figure.get_by_text("Als Tabelle").click()
    expect(figure.locator("tbody tr").last).to_contain_text("18.833")
    figure.get_by_text("Zitieren").click()
    expect(figure.locator(".cite p")).to_contain_text(re.compile(r"Quelle: .*Gebietsstand 2024.*http"))
    figure.get_by_role("button", name="Als Bild kopieren").click()
    expect(figure.get_by_role("status")).to_have_text("kopiert", timeout=PATIENCE)
    kinds = page.evaluate("navigator.clipboard.read().then(found => found.flatMap(one => one.types))")
    assert kinds == ["image/png"]
    begins = {"PNG": b"\x89PNG", "SVG": b"<svg", "CSV": b"period"}
    for form, begin in begins.items():
        with page.expect_download(timeout=PATIENCE) as waiting:
            figure.get_by_role("link", name=form).click()
        waiting.value.save_as(tmp_path / form)
        assert (tmp_path / form).read_bytes().removeprefix(b"\xef\xbb\xbf").startswith(begin), form


def test_two_figures_stand_against_each_other_with_the_own_town_named(page: Page) -> None:
    page.goto("/punkte?orte=05970004")
    own = page.locator(".cloud text.own")
    expect(own).to_have_text("Bad Berleburg")
    page.get_by_label("Nach oben").select_option("unemployed_share")
    page.locator(".choose").get_by_role("button", name="Zeigen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arbeitslose")
    expect(own).to_have_text("Bad Berleburg")
    assert page.locator(".cloud .median").count() == 2
    page.locator(".cloud").hover()
    page.wait_for_selector("figure[data-ready]", timeout=PATIENCE)
    box = page.locator(".cloud").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 3)
    expect(page.locator(".told-values")).to_be_visible(timeout=PATIENCE)


def test_a_basket_of_eight_is_on_map_and_page_and_in_the_pdf(page: Page, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    eight = "05970004,06440002,06440005,06440008,11000000,05970,06,00"
    page.goto(f"/vergleich?orte={eight}")
    expect(page.locator(".towns li")).to_have_count(8)
    expect(page.locator("details[open] .panel")).to_have_count(8)
    expect(page.locator(".main a[data-count]")).to_have_attribute("data-count", "8")
    link = page.get_by_role("link", name="Diesen Vergleich als PDF")
    link.evaluate("one => one.setAttribute('download', '')")  # else the browser shows it
    with page.expect_download(timeout=PATIENCE) as waiting:
        link.click()
    waiting.value.save_as(tmp_path / "vergleich.pdf")
    text = "".join(one.extract_text() for one in pypdf.PdfReader(tmp_path / "vergleich.pdf").pages)
    assert "18.833" in text
    assert "84.669.326" in text
    page.get_by_role("link", name="Karte", exact=True).click()
    expect(page.locator("#korb")).to_contain_text("Im Vergleich: 8")


@pytest.mark.parametrize(
    ("button", "begin"), [("PDF", b"%PDF"), ("Ein Blatt", b"%PDF"), ("Folien", b"PK"), ("Excel", b"PK")]
)
def test_a_town_can_be_taken_away(page: Page, tmp_path: Path, button: str, begin: bytes) -> None:
    page.goto(TOWN)
    page.evaluate("document.querySelectorAll('.actions a').forEach(one => one.setAttribute('download', ''))")
    with page.expect_download(timeout=PATIENCE) as waiting:
        page.locator(".actions").get_by_role("link", name=button, exact=True).click()
    waiting.value.save_as(tmp_path / "file")
    assert (tmp_path / "file").read_bytes().startswith(begin)


def test_a_page_of_1990_says_of_when_its_figures_are(page: Page) -> None:
    page.goto(f"{TOWN}?jahr=1990")
    expect(page.get_by_text("Grenzen vom Ende des Jahres 1990; die Zahlen sind die neuesten")).to_be_visible()
    summaries = page.locator(".cards > li .origin summary").all_inner_texts()
    assert len(summaries) == 10
    assert all(re.search(r"\b(?:19|20)\d\d\b", one) for one in summaries), summaries
    expect(page.get_by_text("Beide Jahre auf den Grenzen von 1990")).to_be_visible()


def test_the_first_page_shows_map_search_findings_and_who_and_is_small(page: Page) -> None:
    page.goto("/")
    findings = page.get_by_role("heading", name="Drei Befunde von heute")
    for _ in range(40):  # a server that has just begun does not wait for figures
        if findings.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator(".findings li")).to_have_count(3)
    expect(page.get_by_label("Stadt, Gemeinde oder Schlüssel")).to_be_visible()
    assert page.locator(".smallmap").evaluate("img => img.decode().then(() => img.naturalWidth)") > 0
    expect(page.locator("section[aria-labelledby=wer]")).to_contain_text("Statistische Ämter des Bundes")
    page.wait_for_load_state("networkidle")
    sent = "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
    assert page.evaluate(f"{sent}.reduce((sum, one) => sum + one.encodedBodySize, 0)") <= 400_000


@pytest.mark.parametrize("lang", ["", "/en"])
def test_no_page_speaks_in_names_of_columns_or_suffixes_of_registers(page: Page, lang: str) -> None:
    said = []
    for name in ("start", "table", "search", "methods", "twins", "groups", "compare", "old year", "empty compare"):
        page.goto(lang + PAGES[name])
        text = page.evaluate(SPOKEN)
        said += [(name, found) for found in re.findall(r"\S*\w_\w\S*", text) + SUFFIX.findall(text)]
    assert said == []


def test_on_a_phone_no_letter_of_a_picture_is_small_and_no_table_scrolls_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for path in ("/", TOWN, KREIS, "/vergleich?orte=05970004,06440002", PAGES["twins"], PAGES["methods"], "/tabelle"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        assert page.evaluate(LETTERS) == [], path
        assert page.evaluate(SIDEWAYS) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto("about:blank")
    page.set_viewport_size({"width": 328, "height": 400})  # as wide as the page shows its pictures
    for picture in ("/deutschland/karte.svg", f"{KREIS}/karte.svg", f"{TOWN}/lage.svg"):
        page.set_content(
            page.request.get(picture).text().replace("<svg ", '<svg style="width: 328px; height: auto" ', 1)
        )
        assert page.locator("svg").first.evaluate(LEAST_LETTER) >= 11, picture


def test_in_forced_colours_the_menu_marks_the_page_one_is_on(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/tabelle")
    edge = "one => getComputedStyle(one).borderBottomColor"
    here = page.locator(".main a[aria-current]").evaluate(edge)
    others = {one.evaluate(edge) for one in page.locator(".main a:not([aria-current])").all()}
    assert others == {page.evaluate("getComputedStyle(document.body).backgroundColor")}
    assert here not in others
