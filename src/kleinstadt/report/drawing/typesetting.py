"""PDFs set by Typst: a template of the package, and what it sets as plain data beside it."""

import json
from contextlib import suppress
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from kleinstadt.report.drawing.images import FONT_FOLDER

TEMPLATE: Final = ".template.typ"
CONTENT: Final = ".content.json"
EMPTY: Final = ".empty.typ"
# Typst keeps, for whoever sets the same again, what it worked out for the last ten documents: some 17 MB a profile. No
# two of ours are the same, so ten empty ones, a millisecond each, make it forget.
FORGOTTEN_AFTER: Final = 10


def typeset(template: Traversable, content: object, folder: Path, *, aloud: bool = False) -> bytes:
    """The PDF of a template, which reads its content as JSON.

    Parameters
    ----------
    template : Traversable
        A file of Typst.
    content : object
        What JSON can hold.
    folder : Path
        Where pictures lie that the content names; nothing stays in it.
    aloud : bool
        For reading aloud, PDF/UA-1: tagged, titled, every picture with words; Typst refuses what lacks them.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    typst.TypstError
        For what the template cannot set.
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
        _forget(folder)
    if not isinstance(made, bytes):
        msg = "Typst returned no document"
        raise TypeError(msg)
    return made


def _forget(folder: Path) -> None:
    """Have Typst give up what it keeps of earlier documents; an error of it must not hide the document's own."""
    import typst

    empty = folder / EMPTY
    with suppress(OSError, typst.TypstError):
        empty.write_bytes(b"")
        setter = typst.Compiler(empty, root=folder, font_paths=[], ignore_system_fonts=True)
        for _ in range(FORGOTTEN_AFTER):
            setter.compile()
    empty.unlink(missing_ok=True)
