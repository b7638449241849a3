"""The report as a PDF, set by Typst."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Final

import typst

from kleinstadt.report.drawing.images import FONT_FOLDER
from kleinstadt.report.ledger.printed import CITATION
from kleinstadt.report.page import Page, Shown

_TEMPLATE: Final = ".report.typ"
_CONTENT: Final = ".report.json"


def write_pdf(page: Page, folder: Path) -> bytes:
    """The PDF of a report whose pictures lie in `folder` as SVG."""
    template, content = folder / _TEMPLATE, folder / _CONTENT
    source = files("kleinstadt.report").joinpath("templates/report.typ").read_bytes()
    try:
        template.write_bytes(source)
        content.write_text(json.dumps(_content(page), ensure_ascii=False), encoding="utf-8")
        made = typst.compile(template, root=folder, font_paths=[FONT_FOLDER], sys_inputs={"content": _CONTENT})
    finally:
        template.unlink(missing_ok=True)
        content.unlink(missing_ok=True)
    if not isinstance(made, bytes):
        msg = "Typst returned no document"
        raise TypeError(msg)
    return made


def _content(page: Page) -> dict[str, object]:
    """What the template sets, as plain data."""
    return {
        "lang": page.lang,
        "year": page.year,
        "words": page.words,
        "citation": CITATION,
        "verdicts": [[page.verdict_word(name), count] for name, count in page.verdicts.items()],
        "chapters": [
            {
                "title": f"{chapter.number} {chapter.title}",
                "lead": chapter.lead,
                "note": chapter.note,
                "items": [_item(shown, page) for shown in chapter.items],
                "absent": chapter.absent,
                "said": [[said.text, said.printed] for said in chapter.said],
            }
            for chapter in page.chapters
        ],
    }


def _item(shown: Shown, page: Page) -> dict[str, object]:
    grid = shown.grid(page.lang)
    table = None
    if grid is not None:
        table = {
            "spans": grid.spans,
            "heads": [heading.text for heading in grid.headings],
            "numeric": [heading.numeric for heading in grid.headings],
            "rows": grid.rows,
            "strong": grid.strong,
            "indented": grid.indented,
        }
    return {
        "id": shown.id,
        "kind": shown.kind,
        "label": shown.label,
        "title": shown.title,
        "how": shown.how,
        "source": shown.source,
        "alt": shown.alt,
        "table": table,
    }
