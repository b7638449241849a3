"""The base map on pictures, as on the live map: what lies under the classes, what over them."""

from typing import Final

import numpy as np
import shapely

from kleinstadt.edition.base_map import opened
from kleinstadt.report.drawing import map_colours
from kleinstadt.report.drawing.map_frame import Frame
from kleinstadt.report.drawing.style import PAPER
from kleinstadt.sources.catalogue import SOURCES, Source
from kleinstadt.words.language import Lang, pick

SEA: Final = "#e3edf3"
ABROAD: Final = "#cfcac0"
RIVER: Final = "#5f8fb5"
SHORE: Final = "#a9c3d6"
RAIL, SLEEPERS = "#6b6b6b", "#3b3835"
LAKES_FROM, RAILWAYS_FROM, CLOSE, STATIONS_FROM, GONE = 6.0, 7.0, 8.5, 9.0, 10.0  # zooms


def under(frame: Frame) -> list[str]:
    """Sea and neighbours, as far as 60 km around Germany.

    Parameters
    ----------
    frame : Frame
        Where the map lies, and what it shows.

    Returns
    -------
    list of str
        SVG elements, in drawing order.
    """
    return [
        f'<path fill="{SEA}" d="{frame.rings(_seen("near", frame))}"/>',
        f'<path fill="{map_colours.LAND[0]}" d="{frame.rings(_seen("land", frame))}"/>',
        f'<path fill="none" stroke="{ABROAD}" stroke-width=".7" d="{frame.lines(_seen("boundary", frame))}"/>',
    ]


def over(frame: Frame) -> list[str]:
    """Lakes, rivers and railways over the classes; rivers and lakes fade where they would be seen to be coarse.

    Parameters
    ----------
    frame : Frame
        Where the map lies, and what it shows; rivers and small lakes are gone from zoom GONE on, railways begin at
        RAILWAYS_FROM.

    Returns
    -------
    list of str
        SVG elements, in drawing order.
    """
    zoom = frame.zoom
    left = float(np.clip((GONE - zoom) / (GONE - CLOSE), 0, 1))
    drawn = [_lake("large lake", frame, 1.0)]
    if zoom >= LAKES_FROM and left:
        drawn.append(_lake("lake", frame, left))
    if left:
        width = np.interp(zoom, [5, CLOSE], [0.8, 1.7])
        drawn.append(
            f'<path fill="none" stroke="{RIVER}" stroke-width="{width:.1f}" stroke-opacity="{0.8 * left:.2f}" '
            f'stroke-linejoin="round" d="{frame.lines(_seen("river", frame))}"/>'
        )
    return drawn + (_railways(frame, zoom) if zoom >= RAILWAYS_FROM else [])


def _lake(kind: str, frame: Frame, opacity: float) -> str:
    path = frame.rings(_seen(kind, frame))
    return f'<path fill="{SEA}" stroke="{SHORE}" stroke-width=".6" opacity="{opacity:.2f}" d="{path}"/>'


def _railways(frame: Frame, zoom: float) -> list[str]:
    path = frame.lines(_seen("railway", frame))
    if zoom < CLOSE:
        return [f'<path fill="none" stroke="{RAIL}" stroke-width=".8" d="{path}"/>']
    drawn = [
        f'<path fill="none" stroke="{SLEEPERS}" stroke-width="2.4" stroke-linejoin="round" d="{path}"/>',
        f'<path fill="none" stroke="{PAPER}" stroke-width="1" stroke-dasharray="4" d="{path}"/>',
    ]
    if zoom >= STATIONS_FROM:
        points = frame.pixels(shapely.get_coordinates(_seen("station", frame)))
        squares = "".join(f"M{x - 2:g} {y - 2:g}h4v4h-4z" for x, y in points.round(1))
        drawn.append(f'<path fill="{PAPER}" stroke="{SLEEPERS}" stroke-width="1.2" d="{squares}"/>')
    return drawn


def credit(lang: Lang, *, railways: bool) -> str:
    """Whom to name for the base map.

    Parameters
    ----------
    lang : {"de", "en"}
        Language.
    railways : bool
        Whether they are drawn.

    Returns
    -------
    str
        Plain text: a sentence for each source.
    """
    water, names, rails = pick(
        (("Gewässer, Nachbarländer", "Ortsnamen", "Schienen"), ("Waters, neighbours", "Names", "Railways")), lang
    )
    shown = {water: "natural_earth", names: "euronym"} | ({rails: "db_railways"} if railways else {})
    return " ".join(f"{what}: {_named(SOURCES[source], lang)}." for what, source in shown.items())


def _named(source: Source, lang: Lang) -> str:
    """Who must be named, and the licence where it wants to be named too."""
    said = source.attribution_in(lang)
    return f"{said}, {source.licence_in(lang)}" if source.licence.startswith("CC") else said


def _seen(kind: str, frame: Frame) -> shapely.Geometry:
    """What of a kind is to be seen, with a little around it."""
    window = shapely.buffer(frame.window, 4 * frame.metres, join_style="mitre")
    return shapely.intersection(opened.shapes()[kind], window)
