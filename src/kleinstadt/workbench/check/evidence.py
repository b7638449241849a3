"""Files that show what an answer of the check says: known by their content, bounded, kept with the plan."""

import re
import zipfile
from collections.abc import Collection
from io import BytesIO
from typing import Final

from kleinstadt.errors import PlanError
from kleinstadt.workbench.reading.clean import one_line

MOST_BYTES: Final = 5_000_000
MOST_FILES: Final = 40
TYPES: Final = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
BEGINS: Final = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
INSIDE: Final = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
NAMED: Final = re.compile(r"\bbeleg-[a-z]+-[0-9]+\.[a-z]{3,4}\b")


def kind_of(data: bytes) -> str:
    """What kind of file it is, by its content alone.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    str
        Its suffix, "pdf".

    Raises
    ------
    PlanError
        For any other kind, for macros, and for a file that is empty or too large.
    """
    if not data or len(data) > MOST_BYTES:
        msg = f"Please choose a file of at most {MOST_BYTES // 1_000_000} MB."
        raise PlanError(msg, f"Bitte eine Datei mit höchstens {MOST_BYTES // 1_000_000} MB wählen.", field="file")
    found = next((kind for begin, kind in BEGINS.items() if data.startswith(begin)), "") or _packed(data)
    if not found:
        german = (
            "Als Beleg gehen PDF, PNG, JPEG, Word, Excel und OpenDocument, ohne Makros. Diese Datei ist keines davon."
        )
        msg = "Evidence may be PDF, PNG, JPEG, Word, Excel or OpenDocument, without macros. This file is none of them."
        raise PlanError(msg, german, field="file")
    return found


def _packed(data: bytes) -> str:
    """The kind of an office file; empty for any other archive, and for one that carries macros."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = packed.namelist()
            if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
                return ""
            if "mimetype" in names and packed.getinfo("mimetype").file_size < len(data):
                told = packed.read("mimetype").decode("ascii", "replace").strip()
                return next((kind for kind, media in TYPES.items() if media == told), "")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return ""
    return next((kind for name, kind in INSIDE.items() if name in names), "")


def name_for(question: str, kind: str, there: Collection[str]) -> str:
    """A name of its own for a new file: "beleg-strategy-2.pdf".

    Parameters
    ----------
    question : str
        Id of the recommendation.
    kind : str
        Its suffix, as `kind_of` gives it.
    there : collection of str
        Names of the files kept with the plan.

    Returns
    -------
    str
        None of them.
    """
    number = 1 + max((int(one.split("-")[2].split(".")[0]) for one in there if NAMED.fullmatch(one)), default=0)
    return f"beleg-{question}-{number}.{kind}"


def with_file(evidence: str, name: str, given: str) -> str:
    """Evidence in words, with a line that names the file and what it was called.

    Parameters
    ----------
    evidence : str
        In words.
    name : str
        Of the file in the plan.
    given : str
        What it was called where it came from.

    Returns
    -------
    str
        One line more.
    """
    called = one_line(given, 80)
    return f"{evidence}\n{name}{f' ({called})' if called else ''}".strip()


def named_in(evidence: str) -> list[str]:
    """The files that evidence names.

    Parameters
    ----------
    evidence : str
        In words.

    Returns
    -------
    list of str
        Names of files in the plan.
    """
    return NAMED.findall(evidence)
