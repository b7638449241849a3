"""Abb. 9 and 10, Karte 5: who commutes, and from where to where."""

from typing import Final

import altair as alt
import polars as pl

from kleinstadt.report.drawing import sankey
from kleinstadt.report.drawing.classes import Classes
from kleinstadt.report.drawing.range_plot import commuters as commuter_ranges
from kleinstadt.report.drawing.studio import Studio, Theme
from kleinstadt.report.tables import flows

COMMUTER_BALANCE: Final = Theme(
    "commuter_balance_per_100",
    Classes((-100.0, -50.0, 0.0, 25.0), ("#a53a20", "#e08a5c", "#f6dcc6", "#9cc3cf", "#1f5f7d")),
    ("Pendlersaldo", "Commuter balance"),
    ("je 100 Beschäftigte|am Arbeitsort", "per 100 employees at|the place of work"),
)

BLOCKS: Final = {
    flows.INSIDE: ("in Großstadtregionen", "in city regions"),
    flows.OUTSIDE: ("außerhalb", "outside"),
}

# Type of Kreis to the words beside its bands ("|" between lines), and its colours inside and outside.
_KREISE: Final = {
    "Kreisfreie Großstädte": (("Großstädte", "Cities"), "#0d3552", "#5c170d"),
    "Städtische Kreise": (("Städtische Kreise", "Urban Kreise"), "#35789b", "#a53a20"),
    "Ländliche Kreise mit Verdichtungsansätzen": (
        ("Ländlich, verdichtet", "Rural with towns"),
        "#7fb4c6",
        "#d86f45",
    ),
    "Dünn besiedelte ländliche Kreise": (("Dünn besiedelt", "Sparsely settled"), "#a9cdd6", "#f0ac7c"),
}


def commuters(studio: Studio) -> alt.LayerChart:
    """Abb. 9: spread of the commuter balance by type and Lage.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    return commuter_ranges(studio.table("abb9"), studio.lang)


def flows_between_kreise(studio: Studio) -> alt.LayerChart:
    """Abb. 10: commuters between Kreise by type of Kreis, inside and outside Großstadtregionen.

    Parameters
    ----------
    studio : Studio
        Edition, year, language and borders of the report.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    found = studio.table("abb10")
    frame = found.select(
        von=pl.concat_str("von_lage", "von_typ", separator=": "),
        nach=pl.concat_str("nach_lage", "nach_typ", separator=": "),
        personen="personen",
    )
    there = set(frame["von"]) | set(frame["nach"])
    nodes = {}
    for place, lage in enumerate((flows.INSIDE, flows.OUTSIDE)):
        keys = [f"{lage}: {kind}" for kind in _KREISE if f"{lage}: {kind}" in there]
        for key in keys:
            words, *colours = _KREISE[key.partition(": ")[2]]
            nodes[key] = sankey.Node(words, colours[place], BLOCKS[lage] if key == keys[0] else None)
    return sankey.flows(frame, nodes, studio.lang)
