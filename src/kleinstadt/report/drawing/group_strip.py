"""Where a value stands in its group, as a strip from 0 to 100 inside the page: SVG that takes the page's colours."""

from functools import lru_cache
from html import escape
from typing import Final

from markupsafe import Markup

from kleinstadt.compare.profile import Place

STRIP_WIDTH: Final = 200
STRIP_SCALE: Final = STRIP_WIDTH / 100


def strip(place: Place, label: str) -> Markup:
    """Place in the group, 0 to 100: quartiles shaded, a dot for the town, ticks for Land and Germany.

    Parameters
    ----------
    place : Place
        Where the value stands; Land and Germany may have none.
    label : str
        What the strip says, for who does not see it; not escaped.

    Returns
    -------
    Markup
        SVG.
    """
    return Markup(strip_drawn(place, label))


def strip_drawn(place: Place, label: str) -> str:
    """The same as a plain text, for who writes a page by hand.

    Parameters
    ----------
    place : Place
        Where the value stands; Land and Germany may have none.
    label : str
        What the strip says, for who does not see it; not escaped.

    Returns
    -------
    str
        SVG.
    """
    x = round(place.percentile * STRIP_SCALE, 1)
    return (
        f'<svg class="strip" role="img" aria-label="{escape(label)}" viewBox="-7 0 214 26">'
        f'{_strip_ground(place.land, place.bund)}<circle class="own" cx="{x}" cy="13" r="6"/></svg>'
    )


@lru_cache(maxsize=20_000)
def _strip_ground(land: float | None, bund: float | None) -> str:
    """What is under the town's dot; the same for all towns of a group in a Land."""
    marks = [
        f'<rect class="all" x="0" y="9" width="{STRIP_WIDTH}" height="8" rx="4"/>',
        f'<rect class="middle" x="{25 * STRIP_SCALE}" y="9" width="{50 * STRIP_SCALE}" height="8"/>',
        f'<line class="median" x1="{50 * STRIP_SCALE}" x2="{50 * STRIP_SCALE}" y1="7" y2="19"/>',
    ]
    for name, at in (("land", land), ("bund", bund)):
        if at is not None:
            x = round(at * STRIP_SCALE, 1)
            left, right = f"{x - 4:.1f}", f"{x + 4:.1f}"
            points = f"{left},1 {right},1 {x},8" if name == "bund" else f"{left},25 {right},25 {x},18"
            marks.append(f'<polygon class="{name}" points="{points}"/>')
    return "".join(marks)
