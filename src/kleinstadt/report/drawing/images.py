"""Charts into images: SVG for the page and the PDF, PNG for everything else, the same on every machine.

The typeface (Fira Sans, SIL Open Font Licence, cut down to the Latin letters; it reserves no name) travels with the
package. Text in an SVG stays text, so that it can be searched, copied and read out; the SVG carries the typeface inside
itself, because a page that shows it as an <img> can lend it none. Typst reads the same typeface from `FONT_FOLDER`.
"""

import base64
import re
import struct
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import vl_convert

from kleinstadt.report.drawing.style import FONT, WIDTH

if TYPE_CHECKING:
    import altair as alt

Spec = dict[str, Any]  # a Vega-Lite specification

FONT_FOLDER: Final = Path(__file__).parent / "fonts"
PAPER_WIDTH_MM: Final = 160
PALETTE: Final = 64  # colours of a map's picture on a page
_FACES: Final = {"Regular": (400, "normal"), "SemiBold": (600, "normal"), "Italic": (400, "italic")}
_HEAD: Final = re.compile(
    r'width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)" viewBox="[^"]*"><rect width="[^"]*" height="[^"]*"'
)


def svg(chart: "alt.TopLevelMixin", *, embed_fonts: bool = True) -> str:
    """The chart as an SVG document, its description as the accessible name.

    Parameters
    ----------
    chart : alt.TopLevelMixin
        Any chart of Altair.
    embed_fonts : bool
        Carry the typeface inside; without it the surrounding page must declare it (`font_faces`).

    Returns
    -------
    str
        Charts no wider than the report's page all get exactly its width.
    """
    return _svg_of(chart.to_dict(validate=False), embed_fonts=embed_fonts)


def _svg_of(spec: Spec, *, embed_fonts: bool = True) -> str:
    """As `svg`, of a chart that is already a Vega-Lite specification."""
    _register_fonts()
    drawn = vl_convert.vegalite_to_svg(spec)
    return _complete(drawn, spec.get("description", ""), font_faces(_used(drawn)) if embed_fonts else "")


def png(svg_text: str, *, dpi: int = 200, scale: float | None = None) -> bytes:
    """An SVG of this module as PNG.

    Parameters
    ----------
    svg_text : str
        As `svg` gives it.
    dpi : int
        Dots per inch when printed 160 mm wide.
    scale : float or None
        Dots for each pixel of the SVG, whatever its width in print; None goes by `dpi`.

    Returns
    -------
    bytes
        The file.
    """
    _register_fonts()
    pixels = PAPER_WIDTH_MM / 25.4 * dpi
    return vl_convert.svg_to_png(svg_text, scale=scale or pixels / WIDTH)


@dataclass(frozen=True)
class Picture:
    """A picture as SVG and PNG.

    Attributes
    ----------
    svg : str
        With the typeface inside.
    png : bytes
        The file.
    """

    svg: str
    png: bytes

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the PNG, from its head; the SVG has the same proportions."""
        width, height = struct.unpack(">II", self.png[16:24])
        return width, height


def drawn(spec: Spec, dpi: int) -> Picture:
    """The picture of a Vega-Lite specification.

    Parameters
    ----------
    spec : dict
        As Altair's to_dict gives it.
    dpi : int
        Dots per inch of the PNG when printed 160 mm wide.

    Returns
    -------
    Picture
        In both forms.
    """
    made = _svg_of(spec)
    return Picture(made, png(made, dpi=dpi))


def begin() -> None:
    """Get ready to draw, which takes half a second: start what Vega runs in."""
    _svg_of({"mark": "point", "data": {"values": []}}, embed_fonts=False)


def page_png(svg_text: str, *, scale: float) -> bytes:
    """An SVG of few colours as a small PNG for a page: a palette takes a fifth of the bytes.

    Parameters
    ----------
    svg_text : str
        Of any colours; the PALETTE that show it best are kept.
    scale : float
        Dots for each pixel of the SVG.

    Returns
    -------
    bytes
        The file.
    """
    from PIL import Image

    picture = Image.open(BytesIO(png(svg_text, scale=scale))).convert("RGB")
    small = BytesIO()
    picture.quantize(PALETTE, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


@cache
def font_faces(styles: tuple[str, ...] = tuple(_FACES)) -> str:
    """CSS that declares the typeface with its data inside.

    Parameters
    ----------
    styles : tuple of str
        Of "Regular", "SemiBold", "Italic"; all by default.

    Returns
    -------
    str
        An @font-face each, for a <style>.
    """
    return "".join(_face(style) for style in styles)


def _face(style: str) -> str:
    weight, slant = _FACES[style]
    data = base64.b64encode((FONT_FOLDER / f"FiraSans-{style}.woff2").read_bytes()).decode()
    return (
        f"@font-face{{font-family:'{FONT}';font-weight:{weight};font-style:{slant};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


def _used(svg_text: str) -> tuple[str, ...]:
    needed = {"Regular": True, "SemiBold": 'font-weight="600"' in svg_text, "Italic": 'font-style="italic"' in svg_text}
    return tuple(style for style in _FACES if needed[style])


def _complete(svg_text: str, description: str, css: str) -> str:
    """Name the image for screen readers, and let its text fall back on any sans where the typeface is missing."""
    named = _as_wide_as_the_page(svg_text).replace("<svg ", f'<svg role="img" aria-label="{escape(description)}" ', 1)
    family = named.replace(f'font-family="{FONT}"', f'font-family="{FONT}, sans-serif"')
    head, tag, body = family.partition(">")
    return f"{head}{tag}<style>{css}</style>{body}" if css else family


def _as_wide_as_the_page(svg_text: str) -> str:
    """Every image gets the same width, so that letters are equally large in all of them when they fill the column."""
    head = _HEAD.search(svg_text)
    if head is None or float(head["width"]) > WIDTH + 2:  # up to half the width of a line may stand out at each side
        return svg_text
    size = f'width="{WIDTH}" height="{head["height"]}"'
    widened = f'{size} viewBox="0 0 {WIDTH} {head["height"]}"><rect {size}'
    return svg_text[: head.start()] + widened + svg_text[head.end() :]


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONT_FOLDER))
