"""Entered once, printed many times: the same number in every paper, real structure, nothing internal in public."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from plans import BARS, LINES, MEASURE, workspace

from kleinstadt.workbench.documents import exchange, parts, tables
from kleinstadt.workbench.documents.assemble import document
from kleinstadt.workbench.documents.drawing import svg
from kleinstadt.workbench.documents.model import Document, Grid, Heading, Paragraph
from kleinstadt.workbench.documents.papers import council_paper
from kleinstadt.workbench.documents.pdf import pdf
from kleinstadt.workbench.documents.sheets import running_of, sheet
from kleinstadt.workbench.documents.word import word
from kleinstadt.workbench.laender.profiles import titles

DAY = date(2026, 11, 28)
COST = "1.560.000"


@cache
def made(audience: str = "mayor") -> Document:
    return document(workspace(), audience, today=DAY)  # type: ignore[arg-type]


@cache
def as_word() -> bytes:
    return word(made())


@cache
def as_pdf() -> bytes:
    return pdf(made())


def text_of(one: Document) -> str:
    cells = [cell for block in one.blocks if isinstance(block, Grid) for row in block.data.rows for cell in row]
    return "\n".join(
        [*cells, *(block.text for block in one.blocks if isinstance(block, Heading | Paragraph)), *one.lines]
    )


@pytest.mark.slow
def test_one_number_stands_in_every_paper() -> None:
    """What the measure costs and what the town pays itself, as entered once."""
    found = workspace()
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(as_word())).paragraphs)
    cells = "\n".join(c.text for t in docx.Document(io.BytesIO(as_word())).tables for r in t.rows for c in r.cells)
    printed = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(as_pdf())).pages)
    paper = text_of(council_paper(found, today=DAY))
    for where in (
        cells,
        printed,
        paper,
        dict(sheet(found, MEASURE).rows)["Kosten brutto"],
        exchange.geojson(found).decode(),
    ):
        assert COST in where
    for where in (cells, printed, paper):
        assert "630.000" in where  # own share of all rows
    money = zipfile.ZipFile(io.BytesIO(tables.money(found))).read("xl/worksheets/sheet1.xml").decode()
    assert "1560000" in money
    assert "18.833" in words
    assert "18.833" in printed


def test_chapters_stand_in_the_lands_order_and_none_is_empty() -> None:
    blocks = made().blocks
    chapters = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    order = [title for title in titles().values() if title in chapters]
    assert chapters == order
    assert "Kosten- und Finanzierungsübersicht" in chapters
    assert "Kurzfassung" not in chapters  # nothing is written there yet
    for one, other in zip(blocks, [*blocks[1:], Heading(1, "")], strict=True):
        assert not (isinstance(one, Heading) and isinstance(other, Heading) and other.level <= one.level), one


def test_undecided_findings_are_for_the_mayor_alone() -> None:
    assert "Seit 2013 sank die Zahl" in text_of(made("mayor"))
    council = text_of(made("council"))
    assert "Seit 2013 sank die Zahl" not in council
    assert "1 Befund ist noch nicht geprüft und steht deshalb nicht hier." in council
    assert "Viele arbeiten am Ort" in council
    assert all(
        "Dies wurde verworfen" not in text_of(made(audience)) for audience in ("mayor", "council", "land", "public")
    )


def test_the_public_reads_nothing_internal() -> None:
    public = text_of(made("public"))
    assert "Ohne Vorverträge kein Bau" not in public
    assert "Eigenanteil" not in public
    assert "Nur eine Idee" not in public
    assert "Praxisräume im Ortskern" in public


def test_the_word_file_has_real_structure() -> None:
    opened = docx.Document(io.BytesIO(as_word()))
    styles = {paragraph.style.name for paragraph in opened.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Caption", "List Bullet"} <= styles
    assert all(
        table.rows[0]._tr.trPr is not None and table.rows[0]._tr.trPr.findall(qn("w:tblHeader"))
        for table in opened.tables
    )
    pictures = opened.element.body.findall(f".//{qn('wp:docPr')}")
    assert [shape.get("descr") for shape in pictures] == [LINES.alt, BARS.alt]
    assert opened.core_properties.title == "INSEK 2035"
    assert "None" not in opened.element.xml.split("<w:body>")[1].replace('w:val="None"', "")


def test_the_pdf_is_tagged_titled_and_says_its_language() -> None:
    root = pypdf.PdfReader(io.BytesIO(as_pdf())).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pypdf.PdfReader(io.BytesIO(as_pdf())).metadata.title == "INSEK 2035"
    metadata = root["/Metadata"].get_data().decode()
    assert "pdfuaid:part" in metadata
    tags = _tags(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure", "/L"} <= {name for name, _ in tags}
    figures = [alt for name, alt in tags if name == "/Figure"]
    assert set(figures) == {LINES.alt, BARS.alt}


def _tags(node: object) -> list[tuple[str, str]]:
    """Names and alternative texts of a PDF's structure."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for kid in node for tag in _tags(kid)]
    if not isinstance(node, dict):
        return []
    own = [(str(node["/S"]), str(node.get("/Alt", "")))] if "/S" in node else []
    return own + _tags(node.get("/K", []))


def test_the_council_decides_on_key_projects_and_keeps_the_rest() -> None:
    text = text_of(council_paper(workspace(), today=DAY))
    assert "beauftragt die Verwaltung mit M 3.1 Praxisräume im Ortskern. Die übrigen Maßnahmen sind ein Vorrat" in text
    assert "Die Zahl der Arbeitsplätze bleibt (Ziel: 7.900 Personen im Jahr 2033)" in text
    assert "in 1 Schritten 34 Menschen. Von 2 Anregungen wurden 1 übernommen und 1 abgelehnt." in text
    assert "24.000 € im Jahr; 0,1 Stellen" in text


def test_running_cost_is_always_answered() -> None:
    assert running_of(replace(MEASURE, running="")) == "nicht beantwortet; 0,1 Stellen"
    assert (
        running_of(replace(MEASURE, running="none", running_because="der Kreis zahlt", staff=None))
        == "keine, weil der Kreis zahlt"
    )


def test_the_last_plan_is_told_from_its_list() -> None:
    said, table = parts.former(workspace())
    assert said.startswith(
        "Der frühere Plan nannte 2 Maßnahmen: fertig 1, noch im Gang 0, nicht begonnen 0, aufgegeben 1."
    )
    assert "„Freibad“, weil der Träger fehlt" in said
    assert table is not None
    assert len(table.rows) == 2


def test_places_and_dates_go_out() -> None:
    found = json.loads(exchange.geojson(workspace()))
    assert [one["geometry"]["coordinates"] for one in found["features"]] == [[8.4, 51.05]]
    ics = exchange.calendar(workspace(), datetime(2026, 11, 28, tzinfo=UTC)).decode()
    assert "DTSTART;VALUE=DATE:20260915" in ics
    assert "SUMMARY:Rat: Konzept" in ics
    assert ics.count("BEGIN:VEVENT") == 3


def test_a_year_stands_below_its_end_and_the_unit_beside_the_names() -> None:
    """2013 is where the line begins, 2014 a year later; "€ je Einwohner" was written over the town's name."""
    drawn = svg(replace(LINES, unit="€ je Einwohner"))
    years = [(float(x), year) for x, year in re.findall(r'x="([\d.]+)"[^>]*>(20\d\d)<', drawn)]
    assert [year for _, year in years] == ["2014", "2016", "2018", "2020", "2022"]
    begins, ends = (float(x) for x in re.findall(r'<circle cx="([\d.]+)"', drawn))
    assert years[0][0] == pytest.approx(begins + (ends - begins) / 10, abs=0.2)
    unit, names = (
        float(re.findall(pattern, drawn)[0]) for pattern in (r'x="([\d.]+)"[^>]*>€ je', r'x="(\d+)"[^>]*>Bad B')
    )
    assert names - unit > 6 * len("€ je Einwohner")


@pytest.mark.parametrize("figure", [LINES, BARS], ids=["lines", "bars"])
def test_a_drawing_breaks_where_numbers_are_missing(figure: object) -> None:
    from xml.etree import ElementTree

    drawn = ElementTree.fromstring(svg(figure))  # type: ignore[arg-type]
    assert drawn.get("aria-label") == figure.alt  # type: ignore[attr-defined]
    assert not any("nan" in str(value) for element in drawn.iter() for value in element.attrib.values())
