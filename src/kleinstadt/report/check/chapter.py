"""A check as a chapter in Word, with real headings, tables and alternative texts, so that it can be edited."""

from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor

from kleinstadt.report.check.content import Paper
from kleinstadt.report.check.pictures import field_picture, inked, level_picture
from kleinstadt.report.check.print import WORDS
from kleinstadt.report.drawing import images
from kleinstadt.report.word_rows import Style, row
from kleinstadt.words.language import Lang, pick

PICTURE_CM: Final = 12.5
FONT: Final = "Calibri"
INK: Final = RGBColor(0x22, 0x22, 0x22)
SMALL: Final = 7.5  # points
CELLS: Final = Style((4.9, 3.2), (False, False), SMALL)


def check_docx(paper: Paper, lang: Lang) -> bytes:
    """The chapter as a Word file of its own.

    Parameters
    ----------
    paper : Paper
        As `paper` gives it.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    bytes
        A Word file of four pages.
    """
    word = Document()
    _styles(word)
    word.core_properties.title = f"{pick(WORDS['town'], lang)} {paper.town}: {paper.title}"
    word.core_properties.language = lang
    _add_chapter(word, paper, lang)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _add_chapter(word: Word, paper: Paper, lang: Lang, level: int = 1) -> None:
    """Add the chapter to a document that is being written; `level` is that of its main heading."""
    said = {key: pick(pair, lang) for key, pair in WORDS.items()}
    word.add_heading(f"{said['town']}: {paper.title}", level)
    word.add_paragraph(paper.lead)
    for svg in (level_picture(paper.levels, lang), field_picture(paper.fields_drawn, lang)):
        _picture(word, svg)
    word.add_paragraph(said["apart"])
    word.add_heading(said["steps"], level + 1)
    for title, what in paper.steps:
        word.add_paragraph(f"{what} ({title})", style="List Number")
    if not paper.steps:
        word.add_paragraph(said["no_steps"])
    _parts(word, paper, said, level + 1)
    word.add_heading(said["how"], level + 1)
    for line in paper.how:
        _small(word, line)
    _fields(word, paper, said, level + 1)


def _styles(word: Word) -> None:
    """Letters, margins and distances with which the chapter takes four pages, as the PDF does."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name, size, before in (("Normal", 9, 0), ("Heading 1", 18, 0), ("Heading 2", 13, 10), ("Heading 3", 10, 5)):
        style = word.styles[name]
        letters = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            letters.set(qn(kind), FONT)
        style.font.size, style.font.color.rgb = Pt(size), INK
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(2)
    word.styles["List Number"].paragraph_format.space_after = Pt(0)


def _small(word: Word, text: str) -> None:
    word.add_paragraph().add_run(text).font.size = Pt(SMALL)


def _parts(word: Word, paper: Paper, said: dict[str, str], level: int) -> None:
    word.add_heading(said["parts"], level)
    for part in paper.parts:
        word.add_heading(part.title, level + 1)
        word.add_paragraph(part.question)
        for one in part.said:
            who = f"{one.who}: " if one.who else ""
            paragraph = word.add_paragraph(who)
            paragraph.add_run(f"{one.level}. " if one.level else "").bold = True
            paragraph.add_run(one.sentence)
            if one.evidence:
                paragraph.add_run(f" {said['evidence']}: {one.evidence}").font.size = Pt(SMALL)


def _fields(word: Word, paper: Paper, said: dict[str, str], level: int) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    _columns(section, 2)
    word.add_heading(said["fields"], level)
    for one in paper.fields:
        word.add_heading(one.title, level + 1)
        if one.values:
            _small(word, f"{said['beside']}: {'; '.join(one.values)}")
        if one.without:
            _small(word, one.without)
        if one.lacking:
            _small(word, f"{said['lacking']}: {one.lacking}")
        table = word.add_table(rows=0, cols=2, style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, CELLS.widths, strict=True):
            column.width = Cm(width)
        for item in one.items:
            table._tbl.append(row(item, CELLS, (False, False)))


def _columns(section: Section, count: int) -> None:
    """Text in so many columns."""
    found = section._sectPr.find(qn("w:cols"))
    columns = section._sectPr.add_cols() if found is None else found
    columns.set(qn("w:num"), str(count))
    columns.set(qn("w:space"), "340")


def _picture(word: Word, svg: str) -> None:
    """A picture with its words as alternative text."""
    from html import unescape

    word.add_picture(BytesIO(images.png(inked(svg))), width=Cm(PICTURE_CM))
    drawn = word.paragraphs[-1]._p.iter(qn("wp:docPr"))
    for one in drawn:
        one.set("descr", unescape(svg.partition('aria-label="')[2].partition('"')[0]))
