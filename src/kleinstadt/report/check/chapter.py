"""A check as a chapter in Word, with real headings, tables and alternative texts, so that it can be edited."""

from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Cm

from kleinstadt.report.check.content import Paper
from kleinstadt.report.check.pictures import field_picture, inked, level_picture
from kleinstadt.report.check.print import WORDS
from kleinstadt.report.drawing import images
from kleinstadt.words.language import Lang, pick

PICTURE_CM = 15.5


def check_docx(paper: Paper, lang: Lang) -> bytes:
    """The chapter as a Word file of its own."""
    word = Document()
    word.core_properties.title = f"{pick(WORDS['town'], lang)} {paper.town}: {paper.title}"
    word.core_properties.language = lang
    add_chapter(word, paper, lang)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def add_chapter(word: Word, paper: Paper, lang: Lang, level: int = 1) -> None:
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
    _fields(word, paper, said, level + 1)
    word.add_heading(said["how"], level + 1)
    for line in paper.how:
        word.add_paragraph(line)


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
                word.add_paragraph(f"{said['evidence']}: {one.evidence}")
            if one.note:
                word.add_paragraph(one.note)


def _fields(word: Word, paper: Paper, said: dict[str, str], level: int) -> None:
    word.add_heading(said["fields"], level)
    for one in paper.fields:
        word.add_heading(one.title, level + 1)
        if one.values:
            word.add_paragraph(f"{said['beside']}: {'; '.join(one.values)}")
        if one.without:
            word.add_paragraph(one.without)
        if one.lacking:
            word.add_paragraph(f"{said['lacking']}: {one.lacking}")
        table = word.add_table(rows=0, cols=2, style="Table Grid")
        for item, answer in one.items:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = item, answer


def _picture(word: Word, svg: str) -> None:
    """A picture with its words as alternative text."""
    from html import unescape

    word.add_picture(BytesIO(images.png(inked(svg))), width=Cm(PICTURE_CM))
    drawn = word.paragraphs[-1]._p.iter(qn("wp:docPr"))
    for one in drawn:
        one.set("descr", unescape(svg.partition('aria-label="')[2].partition('"')[0]))
