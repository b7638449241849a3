"""PDFs set by Typst: a template of the package, and what it sets as plain data beside it."""

import json
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from kleinstadt.report.drawing.images import FONT_FOLDER

TEMPLATE: Final = ".template.typ"
CONTENT: Final = ".content.json"


def typeset(template: Traversable, content: object, folder: Path, *, aloud: bool = False) -> bytes:
    """The PDF of a template, which reads its content as JSON.

    folder : where pictures lie that the content names; nothing stays in it
    aloud : for reading aloud, PDF/UA-1: tagged, titled, every picture with words; Typst refuses what lacks them
    """
    import typst

    source, data = folder / TEMPLATE, folder / CONTENT
    try:
        source.write_bytes(template.read_bytes())
        data.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        made = typst.compile(
            source,
            root=folder,
            font_paths=[FONT_FOLDER],
            sys_inputs={"content": CONTENT},
            pdf_standards="ua-1" if aloud else None,
        )
    finally:
        source.unlink(missing_ok=True)
        data.unlink(missing_ok=True)
    if not isinstance(made, bytes):
        msg = "Typst returned no document"
        raise TypeError(msg)
    return made
