"""Which pages are generated, whole or in parts, and from what.

A part of a page stands between two comments, `<!-- NAME -->` and `<!-- end NAME -->`; and what a command prints stands
below it in a block marked `console` (examples.py). Everything else on such a page is written by hand.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kleinstadt.edition.edition import Edition
from kleinstadt.errors import UnknownNameError
from tools.docs import commands, edition, examples, indicators, ledger, sources

WHOLE: Final[dict[str, Callable[[Edition], str]]] = {
    "docs/indicators.md": indicators.page,
    "docs/sources.md": sources.page,
    "docs/commands.md": commands.page,
}

PARTS: Final[dict[str, Callable[[Edition], str]]] = {
    "ledger-counts": ledger.counts_line,
    "ledger-by-table": ledger.counts_by_table,
    "ledger-deviations": ledger.deviations,
    "ledger-missing": ledger.missing,
    "ledger-tolerances": ledger.tolerances,
    "edition-tables": edition.tables,
    "edition-vintages": edition.vintages,
    "licences": sources.licences,
}

IN_PARTS: Final = ("README.md", "docs/start.md", "docs/methods.md", "docs/ledger.md", "docs/edition.md")

_PART: Final = re.compile(r"<!-- (?P<name>[a-z-]+) -->\n.*?<!-- end (?P=name) -->", re.DOTALL)


def generated(folder: Path, opened: Edition) -> dict[Path, str]:
    """Every generated page below `folder`, as it should read."""
    pages = {folder / name: make(opened) for name, make in WHOLE.items()}
    for name in IN_PARTS:
        text = (folder / name).read_text(encoding="utf-8")
        pages[folder / name] = examples.refreshed(_filled(text, opened))
    return pages


def _filled(text: str, opened: Edition) -> str:
    """The page with every part between its two comments made anew; raises UnknownNameError for an unknown part."""

    def fill(found: re.Match[str]) -> str:
        name = found["name"]
        if name not in PARTS:
            msg = f"No part '{name}'. There are: {', '.join(PARTS)}."
            raise UnknownNameError(msg)
        return f"<!-- {name} -->\n{PARTS[name](opened).strip()}\n<!-- end {name} -->"

    return _PART.sub(fill, text)


def write_all(folder: Path) -> list[Path]:
    """Write the pages that do not read as they should, and return them."""
    wanted = generated(folder, Edition())
    changed = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in changed:
        path.write_text(wanted[path], encoding="utf-8")
    return changed
