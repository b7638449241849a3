"""docs/sources.md: every source, from the catalogue, editions.csv and what the parsers' docstrings know."""

import inspect
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from kleinstadt.edition.edition import Edition
from kleinstadt.sources.catalogue import SOURCES, Source, known_files
from kleinstadt.sources.reading.tables import RawFile
from kleinstadt.sources.registry import READERS
from tools.docs.markdown import GENERATED, table

_HEAD: Final = """# Sources

{generated}

Every number comes from a file that an office published. The files are not part of this repository: `kleinstadt build`
reads them from a folder of yours (`--raw DIR` or `KLEINSTADT_RAW`). Below, for each source: who publishes it, under
which licence, how it is to be named, which files are known (a changed file is read, too, but reported), and what its
layout holds in store for whoever reads it. The checksums are in `src/kleinstadt/sources/editions.csv`. A new edition
of a file is a row there.

A parser reads what it knows and refuses the rest: changed columns, a broken container, another encoding, a doubled
key, a sum that does not match the file's own total, each with file, sheet, row, what was expected and what was found.

{contents}
"""

# Modules that say what is odd about a source, besides the one that the registry names.
_FURTHER: Final[dict[str, tuple[str, ...]]] = {
    "breitbandatlas": ("kleinstadt.sources.broadband.halfyear", "kleinstadt.sources.broadband.series"),
    "vg250": ("kleinstadt.sources.bkg.vg250",),
}


def page(opened: Edition) -> str:  # noqa: ARG001 - every page is made from an edition
    """The page as Markdown."""
    contents = table(
        ("id", "title", "publisher", "licence"),
        [(f"[`{found.id}`](#{found.id})", found.title_en, found.publisher, found.licence) for found in _all()],
    )
    sections = [_section(found) for found in _all()]
    return "\n".join([_HEAD.format(generated=GENERATED, contents=contents), *sections]).rstrip() + "\n"


def licences(opened: Edition) -> str:
    """Which licence the data of an edition have, and whom to name."""
    names = {row["name"] for row in opened.store.manifest["sources"]}
    rows = [(found.attribution, f"[{found.licence}]({found.licence_url})") for found in _all() if found.id in names]
    return table(("to be named", "licence"), dict.fromkeys(rows))


def _all() -> Sequence[Source]:
    return list(SOURCES.values())


def _section(found: Source) -> str:
    facts = [
        ("German title", found.title_de),
        ("publisher", found.publisher),
        ("licence", f"[{found.licence}]({found.licence_url})"),
        ("to be named as", found.attribution),
        ("address", f"<{found.url}>"),
    ]
    facts += [("note", found.note)] if found.note else []
    listed = "\n".join(f"- **{name}**: {text}" for name, text in facts)
    parts = [f"## {found.id}", found.title_en, listed, _files(found), *_oddities(found)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _files(found: Source) -> str:
    files = [file for file in known_files() if file.source == found.id]
    if not files:
        return ""
    return table(("file", "borders of", "speaks of"), [_file_row(file) for file in files])


def _file_row(file: RawFile) -> tuple[str, str, str]:
    return f"`{file.path}`", file.territory.isoformat() if file.territory else "", file.period or "says itself"


def _oddities(found: Source) -> list[str]:
    """What the parsers' docstrings say of the layout."""
    own = [READERS[found.id].__module__] if found.id in READERS else []
    return [_docstring(name) for name in [*own, *_FURTHER.get(found.id, ())]]


def _docstring(module: str) -> str:
    """A module's docstring, its first line as a heading."""
    first, _, rest = (inspect.getdoc(import_module(module)) or "").partition("\n")
    return f"**{first}**\n{rest}".rstrip()
