"""What is said above and below Abb. 19: how it was computed, from which files, and what is not known."""

from typing import Final

import altair as alt
import polars as pl

from kleinstadt.edition.edition import Edition
from kleinstadt.report.contents.captions import Caption
from kleinstadt.report.contents.walking_words import OSM
from kleinstadt.report.drawing.range_plot import far_goals
from kleinstadt.report.tables import driving
from kleinstadt.travel.driving.goals import GOALS
from kleinstadt.travel.roads.networks import Network
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

TITLE: Final = (
    "Abbildung 19: Pkw-Fahrzeit zur nächsten Autobahn, zum nächsten Fernbahnhof und Flughafen, {year}",
    "Figure 19: Minutes by car to the nearest motorway, long-distance station and airport, {year}",
)
HOW: Final = (
    "Fahrzeiten auf dem Straßennetz ohne Stau und Ampeln, vom Zentrum jeder Gemeinde; Verbände: Mittel ihrer "
    "Mitglieder nach Einwohnern. Autobahn: bis auf die Fahrbahn. Verteilung über {count} Gemeindeverbände, Lage "
    "modelliert. Obergrenze: Ein näheres Ziel kann jenseits des Auszugs liegen.",
    "Times on the road network without congestion and traffic lights, from the centre of each municipality; Verbände: "
    "mean of their members by residents. Motorway: until one is on it. Spread over {count} Verbände, location "
    "modelled. Upper bound: a nearer one may lie beyond the extract.",
)


def figure_19(
    edition: Edition, year: int, nearest: pl.DataFrame, network: Network, lang: Lang, listed: str | None = None
) -> alt.LayerChart:
    """Abb. 19 of a run of `access car --nearest`, with its words.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.
    nearest : pl.DataFrame
        As `nearest.nearest_goals` gives it, ids being municipalities.
    network : Network
        The roads that were used.
    lang : {"de", "en"}
        Language.
    listed : str, optional
        Name of the user's list of goals.

    Returns
    -------
    alt.LayerChart
        To be drawn.
    """
    verbaende = driving.of_verbaende(edition, nearest, year)
    how = pick(HOW, lang).format(count=verbaende.height)
    sources = f"{pick(('Quellen', 'Sources'), lang)}: {pick(OSM, lang)} ({network.origin.name})"
    notes = (how, *(_told(verbaende, goal, lang) for goal in GOALS), f"{sources}; {listed}" if listed else sources)
    return far_goals(driving.figure_19(verbaende), Caption(pick(TITLE, lang).format(year=year), notes), lang)


def _told(verbaende: pl.DataFrame, goal: str, lang: Lang) -> str:
    """The printed means, how many values are upper bounds, how many are missing."""
    name = pick(labels.FAR_GOALS[goal], lang)
    counts = dict(verbaende[f"status_{goal}"].value_counts().iter_rows())
    bound, missing = counts.get("at_most", 0), counts.get("missing", 0)
    if missing == verbaende.height:
        return f"{name}: {pick(('nicht bekannt', 'not known'), lang)}."
    every, central, peripheral = (number(mean, 0, lang) for mean in driving.means(verbaende, goal))
    german = (
        f"{name}: im Mittel {every} Minuten (Kleinstädte zentral {central}, peripher {peripheral}); {bound} Werte sind "
        f"Obergrenzen, {missing} fehlen."
    )
    english = (
        f"{name}: mean {every} minutes (small towns central {central}, peripheral {peripheral}); {bound} values are "
        f"upper bounds, {missing} are missing."
    )
    return pick((german, english), lang)
