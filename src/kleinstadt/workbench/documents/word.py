"""A document as a Word file: real headings, captions, tables with repeated heads, pictures with alternative texts."""

import re
from io import BytesIO
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from kleinstadt.report.word_rows import Style, row
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
    """The document as DOCX.

    Parameters
    ----------
    document : Document
        Of blocks.

    Returns
    -------
    bytes
        A Word file.
    """
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


def _styled(made: WordDocument, text: str, style: str) -> WordParagraph:
    """A paragraph in a style of the document: python-docx looks through all styles for each, which takes ten
    milliseconds."""
    paragraph = made.add_paragraph(text)
    paragraph._p.style = style.replace(" ", "")  # how Word names a style within a file
    return paragraph


def _add(made: WordDocument, block: Heading | Paragraph | Bullets | Grid | Picture) -> None:
    if isinstance(block, Heading):
        _styled(made, block.text, f"Heading {block.level}")
    elif isinstance(block, Paragraph):
        paragraph = made.add_paragraph()
        if block.mark:
            paragraph.add_run(f"{block.mark[:1].upper()}{block.mark[1:]}: ").bold = True
        paragraph.add_run(block.text)
    elif isinstance(block, Bullets):
        for item in block.items:
            _styled(made, item, "List Bullet")
    elif isinstance(block, Grid):
        wide = len(block.data.heads) >= BROAD
        if wide:
            _turned(made, WD_ORIENT.LANDSCAPE)
        caption = _styled(made, f"Tabelle {block.number}. {block.data.title}", "Caption")
        caption.paragraph_format.keep_with_next = True
        _table(made, block.data, TURNED_CM if wide else TEXT_CM)
        _styled(made, block.data.source, "Quelle")
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
    _styled(made, f"Abbildung {block.number}. {block.data.title}", "Caption")
    _styled(made, f"Quellen: {block.data.source}. Beschreibung: {block.data.alt}", "Quelle")


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
    if rest <= 0:
        return _levelled(least, whole)
    return [width + want / sum(wants) * rest for width, want in zip(least, wants, strict=True)]


def _levelled(widths: list[float], whole: float) -> list[float]:
    """Columns that ask for more than there is: the widest, which are words, give way until all fit."""
    narrow = sorted(widths)
    most = next(
        level for at, width in enumerate(narrow) if (level := (whole - sum(narrow[:at])) / (len(narrow) - at)) <= width
    )
    return [min(width, most) for width in widths]


def _longest(cell: str) -> int:
    """Letters of the longest part of a cell that a line cannot break."""
    return max(len(part) for part in re.split(r"(?<=[-/])|\s+", cell))


def _table(made: WordDocument, data: TableData, whole: float) -> None:
    table = made.add_table(rows=0, cols=len(data.heads), style="Table Grid")
    table.autofit = False
    widths, small = _widths(data, whole), len(data.heads) >= WIDE
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    style = Style(widths, right_aligned(data), 7.5 if small else 9)
    table._tbl.append(row(data.heads, style, [True] * len(widths), head=True))
    for texts in data.rows:
        every = "Summe" in texts[:2]
        bold = [every or (place == 0 and len(widths) == PAIR) for place in range(len(widths))]
        table._tbl.append(row(texts, style, bold))


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
