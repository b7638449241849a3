"""What is said above and below Abb. 16: how it was computed, from which files, and what is not known."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import altair as alt

from kleinstadt.edition.edition import Edition
from kleinstadt.report.contents.captions import Caption
from kleinstadt.report.drawing.nearby import nearby
from kleinstadt.report.tables import walking
from kleinstadt.report.tables.walking import Walked
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.travel.walking.walk_job import WalkResult
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

OSM: Final = ("© OpenStreetMap-Mitwirkende, ODbL", "© OpenStreetMap contributors, ODbL")
TITLE: Final = (
    "Abbildung 16: Anteil der Einwohner mit gut erreichbarer Nahversorgung nach Fläche, Lage und Typ der Städte {year}",
    "Figure 16: Share of residents with everyday services within reach, by area, location and type of town, {year}",
)
HOW: Final = (
    "Anteil der Einwohner, die Apotheke, Grundschule, Hausarzt, Haltestelle mit mindestens {departures} Abfahrten am "
    "Werktag, Post und Supermarkt in {limit} m erreichen: auf Fußwegen und in Luftlinie (ohne natürliche Barrieren), "
    "von der Mitte jeder Zelle. Nach Typ sind Einwohner addiert.",
    "Share of residents who reach pharmacy, primary school, GP, stop with at least {departures} departures on a "
    "working day, post and supermarket within {limit} m: along footways and in a straight line (without natural "
    "barriers), from the centre of each cell. By type, residents are added up.",
)
HOW_TOWNS: Final = (
    "Oben: Kleinstädte (Gemeindeverbände) und alle sechs Einrichtungen, Lage modelliert; hohl, wo weniger als "
    "{known} % der Einwohner beurteilt sind.",
    "Above: small towns (Verbände) and all six services, location modelled; hollow where fewer than {known}% of "
    "residents are assessed.",
)


def figure_16(
    edition: Edition, year: int, path: Path, result: WalkResult, lang: Lang, files: Sequence[str] = ()
) -> alt.LayerChart:
    """Abb. 16 of a run of `access walk`, with its words.

    Parameters
    ----------
    edition : Edition
        The opened edition.
    year : int
        Year of the borders.
    path : Path
        The table of shares that it has written.
    result : WalkResult
        The run.
    lang : {"de", "en"}
        Language.
    files : sequence of str
        Names of further files of the user's (timetable, list of schools).

    Returns
    -------
    alt.LayerChart
        To be drawn.
    """
    walked = walking.figure_16(edition, path, year, result.options.limit_m)
    return nearby(walked, _caption(walked, result, year, lang, files), lang)


def _caption(walked: Walked, result: WalkResult, year: int, lang: Lang, files: Sequence[str] = ()) -> Caption:
    """The words around Abb. 16."""
    limit = number(result.options.limit_m, 0, lang)
    how = [pick(HOW, lang).format(departures=result.options.departures, limit=limit)]
    if not walked.drawn.is_empty():
        how.append(pick(HOW_TOWNS, lang).format(known=f"{100 * walking.WELL_KNOWN:.0f}"))
    title = pick(TITLE, lang).format(year=year)
    return Caption(title, (" ".join(how), *_gaps(result, lang), _sources(result, files, lang)))


def _gaps(result: WalkResult, lang: Lang) -> list[str]:
    """Services that nothing is said of, and people who are in no share."""
    lines = []
    if result.missing:
        named = ", ".join(pick(labels.SERVICES[name], lang) for name in result.missing)
        lines.append(
            pick(
                (f"Nicht bekannt, daher auch nicht alle sechs: {named}.", f"Not known, so neither all six: {named}."),
                lang,
            )
        )
    assessed, everybody = (float(result.shares[name].sum()) for name in ("persons_assessed", "persons"))
    left = number(everybody - assessed, 0, lang)
    if everybody > assessed:
        german = f"In keinem Anteil: {left} Einwohner außerhalb oder am Rand des Auszugs oder abseits von Wegen."
        english = f"In no share: {left} residents outside the extract, at its edge, or away from any footway."
        lines.append(pick((german, english), lang))
    return lines


def _sources(result: WalkResult, files: Sequence[str], lang: Lang) -> str:
    source = SOURCES[result.cells_from]
    parts = [f"{pick(OSM, lang)} ({result.network.origin.name})", f"{source.attribution}, {source.licence}"]
    if result.timetable is not None:
        parts.append(pick((f"Fahrplan am {result.timetable.day}", f"timetable of {result.timetable.day}"), lang))
    parts += files
    borders = SOURCES["vg250"].attribution
    return f"{pick(('Quellen', 'Sources'), lang)}: {'; '.join([*parts, borders])}"
