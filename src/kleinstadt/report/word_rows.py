"""Rows of a Word table, written as XML: python-docx takes two milliseconds a cell, a large plan has 15,000 of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Row
from docx.shared import Cm

SPACE: Final = '<w:spacing w:after="20"/>'  # twentieths of a point
BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'


@dataclass(frozen=True)
class Style:
    """How the cells of a table are set.

    Attributes
    ----------
    widths : sequence of float
        Of the columns, cm.
    right : sequence of bool
        Which columns are aligned to the right.
    points : float
        Size of the letters.
    """

    widths: Sequence[float]
    right: Sequence[bool]
    points: float


def row(texts: Sequence[str], style: Style, bold: Sequence[bool], *, head: bool = False) -> CT_Row:
    """A row that no page tears; the head comes again on each page.

    Parameters
    ----------
    texts : sequence of str
        One a column, plain text; a line break stays one.
    style : Style
        Of the table.
    bold : sequence of bool
        Which cells are heavy.
    head : bool
        Whether it is the head.

    Returns
    -------
    CT_Row
        To be appended to the table's XML.
    """
    cells = "".join(
        _cell(text, round(Cm(width).twips), style.points, bold=heavy, right=right)
        for text, width, right, heavy in zip(texts, style.widths, style.right, bold, strict=True)
    )
    again = "<w:tblHeader/>" if head else ""
    found: CT_Row = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{again}</w:trPr>{cells}</w:tr>")
    return found


def _cell(text: str, twips: int, points: float, *, bold: bool, right: bool) -> str:
    size = round(points * 2)
    letters = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    words = escape(text).replace("\n", BREAK)
    run = f'<w:r>{letters}<w:t xml:space="preserve">{words}</w:t></w:r>' if text else ""
    aligned = '<w:jc w:val="right"/>' if right else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/></w:tcPr>'
        f"<w:p><w:pPr>{SPACE}{aligned}</w:pPr>{run}</w:p></w:tc>"
    )
