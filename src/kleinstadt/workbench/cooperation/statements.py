"""The statements on which partners say how far they agree, read from versioned files."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal

from kleinstadt.errors import SourceContentError
from kleinstadt.words.language import Text
from kleinstadt.workbench.versioned import VersionedFiles

Said = Literal["", "disagree", "rather_disagree", "rather_agree", "agree", "unknown"]

# In the order of the scale; only these four have a place on it.
SCALE: Final[dict[Said, Text]] = {
    "disagree": Text("stimmt nicht", "disagree"),
    "rather_disagree": Text("stimmt eher nicht", "rather disagree"),
    "rather_agree": Text("stimmt eher", "rather agree"),
    "agree": Text("stimmt", "agree"),
}
UNKNOWN: Final = Text("weiß nicht", "do not know")
ANSWERS: Final[dict[Said, Text]] = SCALE | {"unknown": UNKNOWN}
_FILES: Final = VersionedFiles("kleinstadt.workbench.cooperation")


@dataclass(frozen=True)
class Statement:
    """One success factor, as a sentence that a partner agrees with or not.

    Attributes
    ----------
    id : str
        Its id.
    text : Text
        The sentence.
    """

    id: str
    text: Text


@dataclass(frozen=True)
class Statements:
    """One version of the statements.

    Attributes
    ----------
    version : int
        Its number.
    day : date
        Of the version.
    all : tuple of Statement
        In their order.
    """

    version: int
    day: date
    all: tuple[Statement, ...]


@cache
def statements(version: int | None = None) -> Statements:
    """The statements of a version.

    Parameters
    ----------
    version : int, optional
        The newest by default.

    Returns
    -------
    Statements
        Read once, then kept.

    Raises
    ------
    UnknownNameError
        For a version that is not here.
    SourceContentError
        If two statements have one id.
    """
    table = tomllib.loads(_FILES.text(version))
    found = tuple(Statement(one["id"], Text(one["de"], one["en"])) for one in table["statement"])
    names = [one.id for one in found]
    if len(set(names)) < len(names):
        msg = f"statements {table['version']}: an id stands twice among {', '.join(names)}."
        raise SourceContentError(msg)
    return Statements(table["version"], table["day"], found)


def place_of(said: Said) -> int | None:
    """Where an answer stands on the scale, from 0; None for "do not know" and where nothing was answered.

    Parameters
    ----------
    said : str
        An answer.

    Returns
    -------
    int or None
        0 for the first of SCALE.
    """
    return list(SCALE).index(said) if said in SCALE else None
