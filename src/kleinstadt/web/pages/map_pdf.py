"""A map as a page of paper, set by Typst: its picture with title, legend and source, the day, its address."""

from datetime import date
from importlib.resources import files
from typing import Final

from kleinstadt.files import temporary_folder
from kleinstadt.report.drawing.map_layers import Layer
from kleinstadt.report.drawing.map_legend import legend
from kleinstadt.report.drawing.map_picture import printed
from kleinstadt.report.drawing.map_scene import Scene
from kleinstadt.report.drawing.map_titles import headline
from kleinstadt.report.drawing.typesetting import typeset
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

FOOT: Final = ("kleinstadt · Gebietsstand {year} · Erstellt am {day}", "kleinstadt · Borders of {year} · Made on {day}")


def map_pdf(scene: Scene, layers: tuple[Layer, ...], lang: Lang, made: date, address: str) -> bytes:
    """The PDF of one page, tagged for reading aloud (PDF/UA-1).

    Parameters
    ----------
    scene : Scene
        The maps of a view.
    layers : tuple of Layer
        Those that share the legend; the last one is drawn.
    lang : {"de", "en"}
        Language.
    made : date
        The day that it bears.
    address : str
        Of the map's page, with its query.

    Returns
    -------
    bytes
        PDF.
    """
    head = headline(scene, lang)
    svg, flipped = printed(scene, layers, lang)
    content = {
        "lang": lang,
        "title": head.title,
        "svg": svg,
        "flipped": flipped,
        "alt": " ".join([f"{head.title}.", *head.lines, _classes(scene, layers, lang)]),
        "foot": pick(FOOT, lang).format(year=scene.year, day=dates.day(made, lang)),
        "address": address,
    }
    with temporary_folder() as folder:
        return typeset(files("kleinstadt.web").joinpath("templates/map.typ"), content, folder, aloud=True)


def _classes(scene: Scene, layers: tuple[Layer, ...], lang: Lang) -> str:
    """The legend in words: "Einwohnerdichte: 400 oder mehr: 113; ..."."""
    explained = legend(scene, layers, lang)
    rows = [f"{row.label}: {number(row.counts[-1], 0, lang)}" for row in explained.rows]
    return f"{explained.title}: {'; '.join(rows)}."
