"""A document as blocks: the same for Word, PDF and the preview, so that the same number stands in all of them."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from kleinstadt.workbench.models.findings import FigureData, TableData


@dataclass(frozen=True)
class Heading:
    """A heading.

    Attributes
    ----------
    level : int
        1 begins a chapter, 2 stands within one.
    text : str
        Plain text.
    """

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Plain text.

    Attributes
    ----------
    text : str
        Without markup.
    mark : str
        Printed before it in bold ("ungeprüft"); may be empty.
    """

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list.

    Attributes
    ----------
    items : tuple of str
        Plain text, one each.
    """

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table with its number ("Tabelle 3").

    Attributes
    ----------
    number : int
        Counted through the document from 1.
    data : TableData
        What it shows.
    """

    number: int
    data: TableData


@dataclass(frozen=True)
class Picture:
    """A figure with its number ("Abbildung 2").

    Attributes
    ----------
    number : int
        Counted through the document from 1, apart from the tables.
    data : FigureData
        What it shows.
    """

    number: int
    data: FigureData


OWN: Final = "Eintrag der Gemeinde."  # the source of what the town wrote itself

Block = Heading | Paragraph | Bullets | Grid | Picture

Audience = Literal["mayor", "council", "land", "public"]


@dataclass(frozen=True)
class Document:
    """A document, before it becomes Word, PDF or a page.

    Attributes
    ----------
    title, subtitle : str
        What it is, and whose.
    lines : tuple of str
        Under the title.
    blocks : tuple of Heading, Paragraph, Bullets, Grid or Picture
        In their order.
    draft : bool
        Whether it says so: on its first page in Word, on every one in PDF.
    lang : {"de", "en"}
        Language of its text, as a screen reader needs it.
    """

    title: str
    subtitle: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    draft: bool = False
    lang: Literal["de", "en"] = "de"


BESIDE_A_NUMBER: Final = re.compile(r"\((?:M|n\s=\s[\d.,]+)\)")  # modelled; of how many it is the median


def numeric(text: str) -> bool:
    """Whether a cell is a number, to be set to the right.

    Parameters
    ----------
    text : str
        As printed; a mark behind it, such as "(M)", does not count.

    Returns
    -------
    bool
        True too for what stands for a number: "–", "nv", "kein Wert" and an empty cell.

    Examples
    --------
    >>> numeric("1.234 %"), numeric("7,1 (M)"), numeric("3 Schulen")
    (True, True, False)
    """
    bare = BESIDE_A_NUMBER.sub("", text).strip(" %€±+−–")
    return text in ("–", "nv", "kein Wert", "") or (bare[:1].isdigit() and not any(letter.isalpha() for letter in bare))


def right_aligned(data: TableData) -> tuple[bool, ...]:
    """Which columns hold numbers.

    Parameters
    ----------
    data : TableData
        The table.

    Returns
    -------
    tuple of bool
        One entry a column; never the first.
    """
    columns = list(zip(*data.rows, strict=True)) if data.rows else [()] * len(data.heads)
    return tuple(at > 0 and all(numeric(cell) for cell in column) for at, column in enumerate(columns))
