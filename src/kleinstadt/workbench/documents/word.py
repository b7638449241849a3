"""A document as a Word file: real headings, captions, tables with repeated heads, pictures with alternative texts."""

import re
from io import BytesIO
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Row

from kleinstadt.workbench.documents.drawing import picture
from kleinstadt.workbench.documents.model import Bullets, Document, Grid, Heading, Paragraph, Picture, right_aligned
from kleinstadt.workbench.models.findings import TableData

FONT: Final = "Calibri"
INK: Final = RGBColor(0x22, 0x22, 0x22)
ACCENT: Final = RGBColor(0xA9, 0x3A, 0x20)
WIDE: Final = 6  # columns from which a table needs small letters
BROAD: Final = 10  # and from which it needs a page across
PAIR: Final = 2
LETTER: Final = 0.21  # cm that a letter takes in a table, in bold and in a wide font
SMALL_LETTER: Final = 0.175  # the same in a table of many columns
PADDING: Final = 0.45  # cm beside the text of a cell
TEXT_CM, TURNED_CM = 16.0, 24.7


def word(document: Document) -> bytes:
    """The document as DOCX."""
    made = docx.Document()
    _styles(made)
    _properties(made, document)
    made.add_paragraph(document.title, style="Title")
    for line in document.lines:
        made.add_paragraph(line, style="Subtitle")
    if document.draft:
        made.add_paragraph("Entwurf", style="Subtitle").runs[0].bold = True
    _contents(made, document)
    for block in document.blocks:
        _add(made, block)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _add(made: WordDocument, block: Heading | Paragraph | Bullets | Grid | Picture) -> None:
    if isinstance(block, Heading):
        made.add_heading(block.text, block.level)
    elif isinstance(block, Paragraph):
        paragraph = made.add_paragraph()
        if block.mark:
            paragraph.add_run(f"{block.mark[:1].upper()}{block.mark[1:]}: ").bold = True
        paragraph.add_run(block.text)
    elif isinstance(block, Bullets):
        for item in block.items:
            made.add_paragraph(item, style="List Bullet")
    elif isinstance(block, Grid):
        wide = len(block.data.heads) >= BROAD
        if wide:
            _turned(made, WD_ORIENT.LANDSCAPE)
        caption = made.add_paragraph(f"Tabelle {block.number}. {block.data.title}", style="Caption")
        caption.paragraph_format.keep_with_next = True
        _table(made, block.data, TURNED_CM if wide else TEXT_CM)
        made.add_paragraph(block.data.source, style="Quelle")
        if wide:
            _turned(made, WD_ORIENT.PORTRAIT)
    else:
        _picture(made, block)


def _picture(made: WordDocument, block: Picture) -> None:
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run().add_picture(BytesIO(picture(block.data)), width=Cm(16))
    shape = paragraph._p.findall(f".//{qn('wp:docPr')}")[-1]
    shape.set("descr", block.data.alt)
    shape.set("title", block.data.title)
    made.add_paragraph(f"Abbildung {block.number}. {block.data.title}", style="Caption")
    made.add_paragraph(f"Quellen: {block.data.source}. Beschreibung: {block.data.alt}", style="Quelle")


def _turned(made: WordDocument, orientation: WD_ORIENT) -> None:
    """A new page, upright or across, as broad tables need."""
    section = made.add_section(WD_SECTION.NEW_PAGE)
    long, short = Cm(29.7), Cm(21)
    section.orientation = orientation
    across = orientation == WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (long, short) if across else (short, long)


def _widths(data: TableData, whole: float) -> list[float]:
    """Columns that hold their longest word or number unbroken, the rest by what their texts ask for; in cm, as wide as
    the text together."""
    if len(data.heads) == PAIR:
        return [4.0, whole - 4.0]
    letter = SMALL_LETTER if len(data.heads) >= WIDE else LETTER
    cells = list(zip(data.heads, *data.rows, strict=True))
    least = [PADDING + letter * max(_longest(cell) for cell in column) for column in cells]
    wants = [min(34, max(6, *(len(cell) for cell in column))) for column in cells]
    rest = whole - sum(least)
    if rest <= 0:  # nothing to give: the widest, which is words, gives way
        widest = max(least)
        return [max(width + rest, widest / 2) if width == widest else width for width in least]
    return [width + want / sum(wants) * rest for width, want in zip(least, wants, strict=True)]


def _longest(cell: str) -> int:
    """Letters of the longest part of a cell that a line cannot break."""
    return max(len(part) for part in re.split(r"(?<=[-/])|\s+", cell))


def _table(made: WordDocument, data: TableData, whole: float) -> None:
    table = made.add_table(rows=1, cols=len(data.heads), style="Table Grid")
    table.autofit = False
    right = right_aligned(data)
    small = len(data.heads) >= WIDE
    for place, head in enumerate(data.heads):
        _cell(table, 0, place, head, bold=True, right=right[place], small=small)
    _repeat(table)
    for row in data.rows:
        _whole(table.add_row())
        for place, text in enumerate(row):
            bold = "Summe" in row[:2] or (place == 0 and len(data.heads) == PAIR)
            _cell(table, -1, place, text, bold=bold, right=right[place], small=small)
    for column, width in zip(table.columns, _widths(data, whole), strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _cell(table: Table, row: int, place: int, text: str, *, bold: bool, right: bool, small: bool) -> None:
    paragraph = table.rows[row].cells[place].paragraphs[0]
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(7.5 if small else 9)
    paragraph.paragraph_format.space_after = Pt(1)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _whole(row: _Row) -> None:
    """A row is not torn by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeat(table: Table) -> None:
    """The head comes again on each page."""
    _whole(table.rows[0])
    properties = table.rows[0]._tr.get_or_add_trPr()
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)


def _contents(made: WordDocument, document: Document) -> None:
    """A list of chapters, as plain text: a field would ask for an update when the file is opened."""
    chapters = [one.text for one in document.blocks if isinstance(one, Heading) and one.level == 1]
    if len(chapters) > 2:
        made.add_paragraph("Inhalt", style="Inhalt")
        for place, name in enumerate(chapters, 1):
            made.add_paragraph(f"{place}  {name}").paragraph_format.space_after = Pt(0)
        made.add_page_break()  # type: ignore[no-untyped-call]


def _styles(made: WordDocument) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "de-DE")
    normal.element.get_or_add_rPr().append(language)
    for name, size in (("Title", 24), ("Heading 1", 16), ("Heading 2", 12)):
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), ACCENT if name == "Title" else INK
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:ascii"), FONT)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hAnsi"), FONT)
    made.styles["Subtitle"].font.name, made.styles["Subtitle"].font.color.rgb = FONT, INK
    made.styles["Caption"].font.color.rgb, made.styles["Caption"].font.size = INK, Pt(9.5)
    for name, points, bold in (("Quelle", 8.5, False), ("Inhalt", 14.0, True)):
        style = made.styles.add_style(name, 1)
        style.base_style, style.font.size, style.font.bold = normal, Pt(points), bold


def _properties(made: WordDocument, document: Document) -> None:
    core = made.core_properties
    core.title, core.subject, core.author, core.language = document.title, document.subtitle, "", "de-DE"
    core.comments = "; ".join(document.lines)
