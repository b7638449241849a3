"""How wide a picture is drawn: once for a page, once for a phone, so that its letters stay readable on both."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """A picture's width, where its drawing begins and ends, and how many letters a line across it takes.

    Attributes
    ----------
    name : {"on-page", "on-phone"}
        The class by which the style sheet shows the one or the other; "on-page" also in print.
    width : int
        Pixels.
    left, right : int
        Pixels left free at either side.
    letters : int
        Of a line of text.
    """

    name: str
    width: int
    left: int
    letters: int
    right: int = 20
