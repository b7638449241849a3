"""How wide a picture is drawn: once for a page, once for a phone, so that its letters stay readable on both."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """A picture's width, where its drawing begins and ends, and how many letters a line across it takes.

    name : the class by which the style sheet shows the one or the other: "on-page" (print too) or "on-phone"
    """

    name: str
    width: int
    left: int
    letters: int
    right: int = 20
