"""The report as files: nothing missing, no dead link, a picture said in words, and what a year lacks is said."""

import csv
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from kleinstadt.report import document
from kleinstadt.report.contents.items import ITEMS, SECTIONS
from kleinstadt.report.document import ReportResult, write_report
from kleinstadt.report.tables import catalogue as tables
from kleinstadt.report.tables.catalogue import TABLES
from kleinstadt.words import labels

Said = list[tuple[str, int, int]]  # what was told of the progress

PAGES = ("index.html", "ledger.html")
HAS = set(Edition().indicators)  # pictures of what the edition has no figures for are left out, and the page says so
PICTURES = [item.id for item in ITEMS.values() if item.kind != "table" and HAS.issuperset(item.indicators)]
MAPS = [item.id for item in ITEMS.values() if item.kind == "map"]


class Outline(HTMLParser):
    """What a page has: links, pictures, headings, ids, and its text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.lang = ""
        self._silent = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self._silent = tag in ("style", "script")
        self.ids += [str(named["id"])] if "id" in named else []
        self.links += [str(named[name]) for name in ("href", "src") if name in named]
        if tag == "img":
            self.pictures.append(named)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.lang = str(named["lang"])

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def headings(reader: PdfReader) -> list[str]:
    """The bookmarks of a PDF; its text would take a minute to read, as maps are drawn on its pages."""
    flat: list[str] = []
    levels = list(reader.outline)
    while levels:
        found = levels.pop(0)
        levels = [*found, *levels] if isinstance(found, list) else levels
        flat += [] if isinstance(found, list) else [str(found.title)]
    return flat


@pytest.fixture(scope="session")
def result(written: tuple[ReportResult, Said]) -> ReportResult:
    return written[0]


def reports(*results: ReportResult) -> Iterator[tuple[ReportResult, str]]:
    for result in results:
        for page in PAGES:
            yield result, page


def test_every_item_has_its_files(result: ReportResult) -> None:
    wanted = {f"{name}.{form}" for name in TABLES for form in ("csv", "xlsx")}
    wanted |= {f"{name}.{form}" for name in PICTURES for form in ("svg", "png")}
    wanted |= {*PAGES, "ledger.csv", "report.pdf"}
    assert {path.name for path in result.folder.iterdir()} == wanted, "and nothing is left behind"
    assert {path.name for path in result.files} == wanted
    assert all(path.stat().st_size > 100 for path in result.files)


def test_no_link_is_dead(result: ReportResult, early: ReportResult) -> None:
    for report, page in reports(result, early):
        outline = Outline(report.folder / page)
        assert len(set(outline.ids)) == len(outline.ids), "an id twice"
        assert len(outline.links) > 1
        for link in outline.links:
            parts = urlsplit(link)
            if parts.scheme in ("https", "data"):
                continue
            assert not parts.scheme, link
            target = report.folder / (parts.path or page)
            assert target.is_file(), f"{page} links to {link}"
            if parts.fragment:
                assert parts.fragment in Outline(target).ids, f"{page} links to {link}"


def test_a_picture_is_said_in_words_and_is_one(result: ReportResult) -> None:
    outline = Outline(result.folder / "index.html")
    assert len(outline.pictures) == len(PICTURES)
    for picture in outline.pictures:
        room = int(str(picture["width"])) * int(str(picture["height"]))
        assert room > 10_000, "kept before a picture comes, so that a link lands where it leads"
        assert len(str(picture["alt"])) > 20
    for name in PICTURES:
        assert (result.folder / f"{name}.svg").read_text(encoding="utf-8").startswith("<svg")
        assert (result.folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_headings_are_in_order(result: ReportResult, early: ReportResult) -> None:
    for report, page in reports(result, early):
        levels = Outline(report.folder / page).headings
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), page


def test_pages_are_in_their_language(result: ReportResult, early: ReportResult) -> None:
    for report, lang in ((result, "de"), (early, "en")):
        for page in PAGES:
            assert Outline(report.folder / page).lang == lang


def test_no_page_says_nan_or_leaves_a_placeholder(result: ReportResult, early: ReportResult) -> None:
    for report, page in reports(result, early):
        text = Outline(report.folder / page).text
        assert not re.search(r"\b(?:nan|NaN|None|null|inf|undefined)\b", text), page
        assert not re.search(r"[{}]|%s", text), page


def test_every_item_has_label_source_and_how(result: ReportResult) -> None:
    text = Outline(result.folder / "index.html").text
    assert text.count("Quelle:") == len(ITEMS)
    for absent in (line for section in SECTIONS for line in section.absent):
        said = absent.line("de").replace("`", "")
        assert said.replace(" ", "") in text.replace(" ", ""), "what cannot be shown is said in a line"
    for item in ITEMS.values():
        assert item.label("de") in text
    for section in SECTIONS:
        assert section.title[0] in text
    assert "Gebietsstand 31.12.2019" in text
    assert "Von 4.618 Städten, Gemeinden und Gemeindeverbänden sind" in text
    assert "dl-de/by-2-0" in text


def test_a_table_on_the_page_is_the_table(result: ReportResult, edition: Edition) -> None:
    text = Outline(result.folder / "index.html").text
    with (result.folder / "tab1.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    frame = tables.table(edition, "tab1", 2019)
    assert [row["bevoelkerung"] for row in rows] == [str(value) for value in frame["bevoelkerung"]]
    for row in rows:
        assert f"{int(row['bevoelkerung']):,}".replace(",", ".") in text, row["land"]


def test_the_ledger_is_beside_the_report(result: ReportResult) -> None:
    frame = pl.read_csv(result.folder / "ledger.csv")
    assert frame.height == 342 == sum(result.verdicts.values())
    assert dict(frame["verdict"].value_counts().rows()) == {k: v for k, v in result.verdicts.items() if v}
    text = Outline(result.folder / "ledger.html").text
    for reason in frame.filter(pl.col("verdict") != "exact")["reason_de"].unique():
        assert " ".join(reason.split()) in text
    machine = {column for column in frame["column"] if "_" in column}
    assert machine, "files keep the names of the columns"
    assert [column for column in machine if column in text] == [], "the page has their words"


def test_the_pdf_has_its_pages_and_names_every_item(result: ReportResult) -> None:
    assert (result.folder / "report.pdf").read_bytes().startswith(b"%PDF-")
    reader = PdfReader(result.folder / "report.pdf")
    assert len(reader.pages) >= 10
    labels = [found.split("  ")[0] for found in headings(reader) if "  " in found]
    assert sorted(labels) == sorted(item.label("de") for item in ITEMS.values()), "in any order that fills the pages"
    assert reader.metadata is not None
    assert reader.metadata.title == "Kleinstädte in Deutschland 2019"


def test_progress_goes_forward_to_the_end(written: tuple[ReportResult, Said]) -> None:
    _, said = written
    done = [step[1] for step in said]
    assert done == sorted(done)
    assert len({step[2] for step in said}) == 1
    assert said[-1][1] == said[-1][2], "the bar ends full"
    assert {name for name, _, _ in said} >= {*TABLES, *PICTURES, "ledger", "report.pdf"}


def test_an_early_year_says_what_it_lacks(early: ReportResult) -> None:
    """2005: no borders, so no maps; broadband and tax rates are of later years, and this is said."""
    names = {path.name for path in early.folder.iterdir()}
    assert not [name for name in names if name.startswith("karte")]
    assert {"tab1.csv", "abb1.svg", "abb6.png", "report.pdf", *PAGES} <= names
    text = Outline(early.folder / "index.html").text
    for name in (*MAPS, "abb3"):
        assert f"Not shown: {ITEMS[name].label('en')}" in text or f", {ITEMS[name].label('en')}" in text
    assert "borders (known from 2016 on)" in text
    for period in ("2018-12", "2021"):
        assert f"The numbers in the text are of {period}: there are none closer to this year." in text
    germany = (early.folder / "tab2.csv").read_text(encoding="utf-8").splitlines()[1].split(",")
    assert germany[0] == "Bund insgesamt"
    assert all(germany[2:]), "jobs are known from 2000 on, and those of 2004 are near enough"


def test_a_late_year_has_no_such_note(result: ReportResult) -> None:
    text = Outline(result.folder / "index.html").text
    assert "Näher an diesem Jahr liegen keine vor" not in text
    assert "Nicht gezeigt" not in text


def test_the_english_report_has_no_german_category(early: ReportResult) -> None:
    german = {pair[0] for pair in (*labels.TYPES.values(), *labels.LAGEN.values(), *labels.TAXES.values())}
    german -= {pair[1] for pair in (*labels.TYPES.values(), *labels.LAGEN.values())}
    german |= {"Bund insgesamt", "Bundesland", "Quelle", "Abbildung", "Tabelle", "Zunahme", "Prüfbuch"}
    pictures = [path for path in early.folder.iterdir() if path.suffix == ".svg"]
    assert len(pictures) >= 4
    texts = {path.name: path.read_text(encoding="utf-8") for path in pictures}
    texts |= {"index.html": Outline(early.folder / "index.html").text}
    for name, text in texts.items():
        assert [word for word in german if re.search(rf"\b{word}\b", text)] == [], name
    pdf = " ".join(headings(PdfReader(early.folder / "report.pdf")))
    assert "Small towns by Land 2005" in pdf
    assert [word for word in german if re.search(rf"\b{word}\b", pdf)] == []


def test_an_unknown_language_year_or_land_writes_nothing(edition: Edition, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    with pytest.raises(UnknownNameError, match=r"No language 'fr'\. There are: de, en"):
        write_report(edition, 2019, folder, lang="fr")
    with pytest.raises(UnknownNameError, match="no register of municipalities for 2018"):
        write_report(edition, 2018, folder)
    with pytest.raises(UnknownNameError, match=r"No Land 'Preußen'\. There are: 01 Schleswig-Holstein"):
        write_report(edition, 2019, folder, land="Preußen")
    assert not folder.exists()


@pytest.mark.slow
def test_a_report_that_is_stopped_leaves_the_old_one_as_it_was(edition: Edition, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "tab1.csv").write_text("old", encoding="utf-8")

    def stopped(text: str, done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_report(edition, 2019, folder, progress=stopped)
    assert (folder / "tab1.csv").read_text(encoding="utf-8") == "old"
    assert [path.name for path in (*tmp_path.iterdir(), *folder.iterdir())] == ["report", "tab1.csv"]


@pytest.mark.slow
def test_a_report_takes_the_place_of_an_older_one_whole_and_leaves_notes_alone(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "report"
    (folder / "mine").mkdir(parents=True)
    for name in ("tab3.csv", "abb14.png", "notes.txt", "mine/more.txt"):
        (folder / name).write_text("of another year", encoding="utf-8")

    def short(writer: document._Writer) -> list[object]:
        writer.add("tab1.csv", b"new")
        return []

    monkeypatch.setattr(document, "_write_all", short)
    document.write_report(edition, 2019, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["mine", "notes.txt", "tab1.csv"]
    assert (folder / "mine" / "more.txt").read_text(encoding="utf-8") == "of another year"
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_caption_and_a_workbook_say_which_numbers_are_of_another_year(
    result: ReportResult, early: ReportResult
) -> None:
    assert "Nicht von 2019: Siedlungsdichte (Stand 2018)." in (result.folder / "index.html").read_text(encoding="utf-8")
    said = "Not of 2005: Rate of property tax A, Rate of property tax B, Rate of trade tax (vintage 2021)."
    assert said in (early.folder / "index.html").read_text(encoding="utf-8")
    notes = CalamineWorkbook.from_path(early.folder / "abb21.xlsx").get_sheet_by_name("notes").to_python()
    assert notes == [[said]]
