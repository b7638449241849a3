"""A document as PDF/UA-1: tagged, titled, in its language, every figure with an alternative text; set by Typst."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from kleinstadt.files import temporary_folder
from kleinstadt.report.drawing.typesetting import typeset
from kleinstadt.workbench.documents.drawing import svg
from kleinstadt.workbench.documents.model import Bullets, Document, Grid, Heading, Paragraph, Picture, right_aligned


def pdf(document: Document) -> bytes:
    """The document as PDF; Typst refuses what PDF/UA-1 does not allow.

    Parameters
    ----------
    document : Document
        Of blocks.

    Returns
    -------
    bytes
        PDF/UA-1.
    """
    with temporary_folder() as folder:
        blocks = [_plain(block, folder) for block in document.blocks]
        head: dict[str, Any] = {"title": document.title, "subtitle": document.subtitle, "lines": list(document.lines)}
        content = head | {"draft": document.draft, "lang": document.lang, "blocks": blocks}
        template = files("kleinstadt.workbench.documents").joinpath("plan.typ")
        return typeset(template, content, folder, aloud=True)


def _plain(block: Heading | Paragraph | Bullets | Grid | Picture, folder: Path) -> dict[str, Any]:
    """A block as the template reads it; a picture becomes a file beside it."""
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "text", "text": block.text, "mark": block.mark[:1].upper() + block.mark[1:]}
    if isinstance(block, Bullets):
        return {"kind": "list", "items": list(block.items)}
    if isinstance(block, Grid):
        data = block.data
        table = {
            "heads": list(data.heads),
            "rows": [list(row) for row in data.rows],
            "right": list(right_aligned(data)),
        }
        return {"kind": "table", "number": block.number, "title": data.title, "source": data.source, **table}
    name = f"figure-{block.number}.svg"
    (folder / name).write_text(svg(block.data), encoding="utf-8")
    caption = {"title": block.data.title, "source": block.data.source, "alt": block.data.alt}
    return {"kind": "figure", "number": block.number, "file": name, **caption}
