"""How everything in the report looks: one typeface, one width, a few colours, the reader's words and numbers.

The small towns carry the colour (brick), everything else is a neutral grey. Every ramp falls steadily in lightness, so
that it survives colour blindness and a black-and-white printer.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from kleinstadt.words import labels
from kleinstadt.words.language import pick
from kleinstadt.words.numbers import number

if TYPE_CHECKING:
    import altair as alt  # not for those who only draw what is made: workers begin half a second earlier

Lang = Literal["de", "en"]
Chart = TypeVar("Chart", "alt.Chart", "alt.LayerChart", "alt.VConcatChart")

FONT: Final = "Fira Sans"
WIDTH: Final = 605  # pixels; 160 mm on paper, where 11 px are 8.25 pt
SMALL: Final = 11
BASE: Final = 12
BOLD: Final = 600

INK: Final = "#222222"
QUIET_INK: Final = "#5c5c5c"
HAIRLINE: Final = "#d5d3cf"
PAPER: Final = "#ffffff"
BAND: Final = "#ebe9e4"

TYPE_COLOURS: Final = {
    "grossstadt": "#363636",
    "mittelstadt": "#a3a3a3",
    "kleinstadt": "#b0452b",
    "groessere_kleinstadt": "#a93a20",
    "kleine_kleinstadt": "#eb9d74",
    "landgemeinde": "#eae7e0",
}
LINE_COLOURS: Final = TYPE_COLOURS | {
    "mittelstadt": "#8a8a8a",
    "landgemeinde": "#b9b3a4",
    "kleine_kleinstadt": "#e08a5c",
}
LAGE_COLOURS: Final = {
    "sehr_zentral": "#0d3552",
    "zentral": "#35789b",
    "peripher": "#7fb4c6",
    "sehr_peripher": "#c3dfe0",
}
LAGE_LINE_COLOURS: Final = LAGE_COLOURS | {"peripher": "#78aebf", "sehr_peripher": "#a3b9bd"}
VERDICT_COLOURS: Final = {"exact": "#1f5f6b", "close": "#7fb3b5", "deviates": "#d9822b", "no data": "#e4e2dd"}

BRICK: Final = ("#f9d8ba", "#f0ac7c", "#d86f45", "#a53a20", "#5c170d")
PLUM: Final = ("#f3dde9", "#d8a3c2", "#b56c9b", "#813d74", "#471948")
TEAL: Final = ("#d9f1e6", "#94cdc0", "#4f9f9f", "#1f7079", "#083f4e")
"""Sequential ramps, light to dark: one for each theme of a map (settlement, housing, infrastructure)."""

_WHOLES: Final = {"kleinstadt": labels.KLEINSTAEDTE, "insgesamt": labels.BUND, "auszug": labels.EXTRACT}
_TYPE_WORDS: Final = labels.TYPES | _WHOLES
_TYPE_KEYS: Final = {german: key for key, (german, _) in _TYPE_WORDS.items()}
_LAGE_KEYS: Final = {german: key for key, (german, _) in labels.LAGEN.items()}


_LETTER_WIDTHS: Final = (
    dict.fromkeys("ijl.,:;|'·", 0.27)
    | dict.fromkeys("frt ()-–/\N{NO-BREAK SPACE}", 0.36)
    | dict.fromkeys("mMwW%", 0.86)
)


def type_key(name: str) -> str:
    """Key of a Stadt- und Gemeindetyp, whether it comes as a key or as the tables print it ("Größere Kleinstädte").

    Parameters
    ----------
    name : str
        A key, or German words.

    Returns
    -------
    str
        A name that is neither comes back as it is.

    Examples
    --------
    >>> type_key("Größere Kleinstädte"), type_key("landgemeinde")
    ('groessere_kleinstadt', 'landgemeinde')
    """
    return _TYPE_KEYS.get(name, name)


def lage_key(name: str) -> str:
    """Key of a Lage, whether it comes as a key or as the tables print it ("sehr zentral").

    Parameters
    ----------
    name : str
        A key, or German words.

    Returns
    -------
    str
        A name that is neither comes back as it is.

    Examples
    --------
    >>> lage_key("sehr zentral"), lage_key("peripher")
    ('sehr_zentral', 'peripher')
    """
    return _LAGE_KEYS.get(name, name)


def type_label(name: str, lang: Lang) -> str:
    """A Stadt- und Gemeindetyp in words; an unknown one is given back as it came.

    Parameters
    ----------
    name : str
        A key, or German words.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        As the tables print it.
    """
    return pick(_TYPE_WORDS.get(type_key(name), (name, name)), lang)


def lage_label(name: str, lang: Lang) -> str:
    """A Lage in words; an unknown one is given back as it came.

    Parameters
    ----------
    name : str
        A key, or German words.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        As the tables print it.
    """
    return pick(labels.LAGEN.get(lage_key(name), (name, name)), lang)


def percent(value: float | None, digits: int, lang: Lang) -> str:
    """A percentage as the reader writes it: 46,0 % in German (with a space that does not break), 46.0% in English.

    Parameters
    ----------
    value : float or None
        In per cent; None and NaN are missing.
    digits : int
        Decimals.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        A missing value is a dash with the sign.

    Examples
    --------
    >>> percent(46, 1, "en")
    '46.0%'
    """
    gap = pick(("\N{NO-BREAK SPACE}", ""), lang)
    return f"{number(value, digits, lang)}{gap}%"


def ink_on(colour: str) -> str:
    """White or dark text, whichever reads better on this hexadecimal colour (by relative luminance, as in WCAG 2).

    Parameters
    ----------
    colour : str
        "#rrggbb" of the ground.

    Returns
    -------
    str
        PAPER or INK.

    Examples
    --------
    >>> ink_on("#083f4e") == PAPER, ink_on("#d9f1e6") == INK
    (True, True)
    """
    light = luminance(colour)
    return PAPER if 1.05 / (light + 0.05) > (light + 0.05) / 0.066 else INK


def luminance(colour: str) -> float:
    """Relative luminance of a hexadecimal colour, 0 for black to 1 for white (WCAG 2).

    Parameters
    ----------
    colour : str
        "#rrggbb".

    Returns
    -------
    float
        0.2126 R + 0.7152 G + 0.0722 B of the channels made linear.

    Examples
    --------
    >>> round(luminance("#ff0000"), 4)
    0.2126
    """
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def text_width(text: str, size: float = SMALL) -> float:
    """Pixels that a line of text takes, about: good enough to set things side by side.

    Parameters
    ----------
    text : str
        One line.
    size : float
        Of the letters, pixels.

    Returns
    -------
    float
        Pixels.
    """
    return sum(_LETTER_WIDTHS.get(letter, 0.6 if letter.isupper() else 0.54) for letter in text) * size


def spread(wanted: Sequence[float], gap: float, limit: float) -> list[float]:
    """Positions as near as can be to those wanted (ascending), at least `gap` apart, the last at most at `limit`.

    Those that would touch form a block around their common middle (least squares: pooling of adjacent violators).

    Parameters
    ----------
    wanted : sequence of float
        Ascending.
    gap : float
        Least distance between two.
    limit : float
        Of the last one.

    Returns
    -------
    list of float
        As many, ascending.

    Examples
    --------
    >>> spread([10.0, 12.0, 40.0], 8.0, 100.0)
    [7.0, 15.0, 40.0]
    """
    blocks: list[tuple[float, int]] = []  # mean of the positions less the gaps before them, how many
    for place, position in enumerate(wanted):
        middle, count = position - place * gap, 1
        while blocks and blocks[-1][0] > middle:
            before, many = blocks.pop()
            middle, count = (before * many + middle * count) / (many + count), many + count
        blocks.append((middle, count))
    highest = limit - (len(wanted) - 1) * gap
    flat = [min(middle, highest) for middle, count in blocks for _ in range(count)]
    return [position + place * gap for place, position in enumerate(flat)]


def styled(chart: Chart, lang: Lang, description: str) -> Chart:
    """The chart in the report's typography and the reader's number format, with a description for screen readers.

    Parameters
    ----------
    chart : alt.Chart, alt.LayerChart or alt.VConcatChart
        Not changed.
    lang : {"de", "en"}
        Language.
    description : str
        What it shows, in words.

    Returns
    -------
    alt.Chart, alt.LayerChart or alt.VConcatChart
        A copy.
    """
    import altair as alt

    finished: Chart = chart.copy(deep=False)
    finished["config"] = alt.Config(**_config(lang))
    finished["description"] = description
    finished["background"] = PAPER
    return finished


def _config(lang: Lang) -> dict[str, Any]:
    label = {"labelFont": FONT, "labelFontSize": SMALL, "labelColor": INK}
    title = {"titleFont": FONT, "titleFontSize": SMALL, "titleFontWeight": BOLD, "titleColor": INK}
    return {
        "aria": False,  # the description speaks for the whole image; a label on each of thousands of marks would not
        "font": FONT,
        "locale": {"number": _locale(lang)},
        "padding": 0,
        "view": {"stroke": None},
        "axis": {
            **label,
            **title,
            "domainColor": QUIET_INK,
            "gridColor": HAIRLINE,
            "gridWidth": 0.6,
            "tickColor": QUIET_INK,
            "tickSize": 4,
            "labelPadding": 4,
        },
        "header": {**label, **title},
        "legend": {**label, **title, "symbolType": "square", "symbolSize": 130},
        "text": {"font": FONT, "fontSize": SMALL, "fill": INK},
    }


def _locale(lang: Lang) -> dict[str, Any]:
    decimal, thousands = pick(((",", "."), (".", ",")), lang)
    return {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""], "minus": "−"}
