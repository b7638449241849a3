"""Abb. 10: flows between groups of Kreise, as bands from where people live to where they work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt
import numpy as np
import polars as pl
import shapely

from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.bars import Canvas
from kleinstadt.report.drawing.style import BOLD, QUIET_INK, WIDTH, percent, styled
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

NODE: Final = 14.0  # pixels that a node is wide
LEFT: Final = 150.0  # where the nodes of the left column end
GAP: Final = 10.0
GROUP_GAP: Final = 26.0  # room for the heading of a block
HEAD: Final = 46.0
TALL: Final = 420.0
PALE: Final = 0.45  # how much of its node's colour a band keeps
POINTS: Final = 24


@dataclass(frozen=True)
class Node:
    """A group of Kreise.

    Attributes
    ----------
    name : tuple of (str, str)
        Words in German and English, "|" between lines.
    colour : str
        "#rrggbb".
    opens : tuple of (str, str) or None
        Heading of the block that it opens; None where it opens none.
    """

    name: tuple[str, str]
    colour: str
    opens: tuple[str, str] | None = None


@dataclass(frozen=True)
class _Place:
    top: float
    tall: float


def flows(frame: pl.DataFrame, nodes: Mapping[str, Node], lang: Lang) -> alt.LayerChart:
    """Bands from the groups at the left (where people live) to those at the right (where they work).

    Parameters
    ----------
    frame : pl.DataFrame
        von, nach (keys of `nodes`), personen; a row a pair.
    nodes : mapping of str to Node
        Groups in drawing order.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    total = float(frame["personen"].sum())
    rooms = GAP * (len(nodes) - 1) + GROUP_GAP * (sum(node.opens is not None for node in nodes.values()) - 1)
    scale = (TALL - rooms) / total
    out, into = (_column(frame, side, nodes, scale) for side in ("von", "nach"))
    bands = _bands(frame, nodes, out, into, scale)
    canvas = Canvas()
    right = WIDTH - LEFT
    for key, node in nodes.items():
        canvas.box(LEFT - NODE, out[key].top, LEFT, out[key].top + out[key].tall, node.colour)
        canvas.box(right, into[key].top, right + NODE, into[key].top + into[key].tall, node.colour)
        _words(canvas, node, out[key], scale, LEFT - NODE - 6, "right", lang)
        if node.opens:
            heading = pick(node.opens, lang)
            canvas.say(heading, LEFT, out[key].top - 11, align="right", colour=QUIET_INK)
            canvas.say(heading, right, into[key].top - 11, colour=QUIET_INK)
        _words(canvas, node, into[key], scale, right + NODE + 6, "left", lang)
    canvas.say(pick(("Wohnort", "Home"), lang), LEFT, 8, align="right", weight=BOLD)
    canvas.say(pick(("Arbeitsort", "Work"), lang), right, 8, weight=BOLD)
    canvas.say(pick(("Tausend Pendelnde", "thousand commuters"), lang), WIDTH / 2, 8, align="center", colour=QUIET_INK)
    height = max(place.top + place.tall for place in (*out.values(), *into.values())) + 12
    return styled(pen.page([*bands, *canvas.layers(gaps=0)], WIDTH, height), lang, _said(frame, nodes, lang))


def _column(frame: pl.DataFrame, side: str, nodes: Mapping[str, Node], scale: float) -> dict[str, _Place]:
    """Where each node of a side stands, from the top."""
    sums = dict(frame.group_by(side).agg(pl.col("personen").sum()).iter_rows())
    y, placed = HEAD - GROUP_GAP, {}
    for key, node in nodes.items():
        y += GROUP_GAP if node.opens else 0
        tall = float(sums.get(key, 0)) * scale
        placed[key] = _Place(y, tall)
        y += tall + GAP
    return placed


def _bands(
    frame: pl.DataFrame, nodes: Mapping[str, Node], out: Mapping[str, _Place], into: Mapping[str, _Place], scale: float
) -> list[alt.Chart]:
    """A band a pair, in the pale colour of where it begins; the largest lie below the smaller ones."""
    order = {key: place for place, key in enumerate(nodes)}
    begins = {key: place.top for key, place in out.items()}
    ends = {key: place.top for key, place in into.items()}
    rows = sorted(frame.iter_rows(named=True), key=lambda row: (order[row["von"]], order[row["nach"]]))
    drawn: list[tuple[float, str, shapely.Geometry]] = []
    for row in rows:
        tall = float(row["personen"]) * scale
        band = _band(begins[row["von"]], ends[row["nach"]], tall)
        drawn.append((tall, _pale(nodes[row["von"]].colour), band))
        begins[row["von"]] += tall
        ends[row["nach"]] += tall
    drawn.sort(key=lambda found: -found[0])
    return [
        pen.shapes({colour: np.array([band], dtype=object)}, stroke="#ffffff", width=0.5) for _, colour, band in drawn
    ]


def _band(left: float, right: float, tall: float) -> shapely.Geometry:
    """The area between two curves that leave and arrive level."""
    along = np.linspace(0, 1, POINTS)
    ease = along**2 * (3 - 2 * along)
    x = LEFT + along * (WIDTH - 2 * LEFT)
    upper = left + ease * (right - left)
    points = np.concatenate([np.column_stack([x, upper]), np.column_stack([x, upper + tall])[::-1]])
    return shapely.polygons(points.round(1))


def _pale(colour: str) -> str:
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - channel) * PALE):02x}" for channel in channels)


def _words(canvas: Canvas, node: Node, place: _Place, scale: float, x: float, align: pen.Align, lang: Lang) -> None:
    """Name and sum beside a node."""
    persons = number(place.tall / scale / 1e3, 0, lang)
    middle = place.top + place.tall / 2
    lines = pick(node.name, lang).split("|")
    said = [*lines[:-1], f"{lines[-1]} {persons}"]
    top = middle - 6.5 * (len(said) - 1)
    for row, line in enumerate(said):
        canvas.say(line, x, top + 13 * row, align=align)


def _said(frame: pl.DataFrame, nodes: Mapping[str, Node], lang: Lang) -> str:
    """The largest flows in a sentence."""
    total = float(frame["personen"].sum())
    rows: Sequence[dict[str, str | float]] = frame.sort("personen", descending=True).head(8).to_dicts()
    words = {key: pick(node.name, lang).replace("|", " ") for key, node in nodes.items()}
    says = [
        f"{words[str(row['von'])]} → {words[str(row['nach'])]}: "
        + percent(100 * float(row["personen"]) / total, 1, lang)
        for row in rows
    ]
    return "; ".join(says)
