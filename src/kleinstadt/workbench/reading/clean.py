"""Text as people type it, made safe to keep: no markup, no control characters, line ends alike."""

import html
import re
from typing import Final

import nh3

LONGEST: Final = 20_000  # characters of one field: some eight printed pages
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def plain(text: str, longest: int = LONGEST) -> str:
    """The text without tags, scripts and control characters, at most so long; "a < b" and "&amp;" stay as typed.

    Pages escape what they show in any case; this keeps markup out of files, Word and calendars as well.

    Parameters
    ----------
    text : str
        What was typed.
    longest : int
        Characters that are kept.

    Returns
    -------
    str
        Lines end with a line feed.

    Examples
    --------
    >>> plain("<b>a</b> < b &amp; c")
    'a < b &amp; c'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")[:longest]
    kept = nh3.clean(_CONTROL.sub("", lines).replace("&", "&amp;"), tags=set())
    return html.unescape(kept).strip()


def one_line(text: str, longest: int = 200) -> str:
    """The same as a single line.

    Parameters
    ----------
    text : str
        What was typed.
    longest : int
        Characters that are kept.

    Returns
    -------
    str
        Blanks and line ends as single blanks.
    """
    return " ".join(plain(text, longest).split())
