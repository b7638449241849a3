"""A document as blocks: the same for Word, PDF and the preview, so that the same number stands in all of them."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from kleinstadt.workbench.models.findings import FigureData, TableData


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 begins a chapter."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Plain text; `mark` is printed before it in bold ("ungeprüft")."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table with its number ("Tabelle 3")."""

    number: int
    data: TableData


@dataclass(frozen=True)
class Picture:
    """A figure with its number ("Abbildung 2")."""

    number: int
    data: FigureData


Block = Heading | Paragraph | Bullets | Grid | Picture

Audience = Literal["mayor", "council", "land", "public"]


@dataclass(frozen=True)
class Document:
    """A document: title, lines under it, blocks; `draft` prints the word Entwurf on every page."""

    title: str
    subtitle: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    draft: bool = False
    lang: Literal["de", "en"] = "de"


BESIDE_A_NUMBER: Final = re.compile(r"\((?:M|n\s=\s[\d.,]+)\)")  # modelled; of how many it is the median


def numeric(text: str) -> bool:
    """Whether a cell is a number, to be set to the right."""
    bare = BESIDE_A_NUMBER.sub("", text).strip(" %€±+−–")
    return text in ("–", "nv", "kein Wert", "") or (bare[:1].isdigit() and not any(letter.isalpha() for letter in bare))


def right_aligned(data: TableData) -> tuple[bool, ...]:
    """Which columns hold numbers."""
    columns = list(zip(*data.rows, strict=True)) if data.rows else [()] * len(data.heads)
    return tuple(at > 0 and all(numeric(cell) for cell in column) for at, column in enumerate(columns))
