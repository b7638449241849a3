"""Title, method and source in the picture itself: for a picture that stands alone, outside the report's page."""

from dataclasses import dataclass
from typing import Final

from kleinstadt.report.drawing.bars import Canvas
from kleinstadt.report.drawing.style import BOLD, QUIET_INK, WIDTH, text_width

LINE: Final = 15
AFTER_TITLE: Final = 14
BEFORE_NOTES: Final = 18
WIDER: Final = 0.97  # letters are measured about; a line keeps a little room


@dataclass(frozen=True)
class Caption:
    """What stands above and below a picture, in the reader's words.

    Attributes
    ----------
    title : str
        Above it.
    notes : tuple of str
        Below it, a paragraph each: how it was computed, sources, gaps.
    """

    title: str
    notes: tuple[str, ...]


def head(canvas: Canvas, caption: Caption) -> float:
    """Write the title from the top of the page.

    Parameters
    ----------
    canvas : Canvas
        The page.
    caption : Caption
        Its words.

    Returns
    -------
    float
        Where the drawing may begin, pixels from the top.
    """
    lines = wrapped(caption.title)
    for number, line in enumerate(lines):
        canvas.say(line, 0, 8 + LINE * number, weight=BOLD)
    return 8 + LINE * len(lines) + AFTER_TITLE


def foot(canvas: Canvas, caption: Caption, y: float) -> float:
    """Write the notes below a drawing.

    Parameters
    ----------
    canvas : Canvas
        The page.
    caption : Caption
        Its words.
    y : float
        Where the drawing ends, pixels from the top.

    Returns
    -------
    float
        Height of the page, pixels.
    """
    y += BEFORE_NOTES
    for note in caption.notes:
        for line in wrapped(note):
            canvas.say(line, 0, y, colour=QUIET_INK)
            y += LINE
    return y - LINE / 2 + 2


def wrapped(text: str, width: float = WIDTH) -> list[str]:
    """A text in lines no wider than the page (a single word may be).

    Parameters
    ----------
    text : str
        Without line breaks.
    width : float
        Of the page, pixels.

    Returns
    -------
    list of str
        At least one.
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer) > WIDER * width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
