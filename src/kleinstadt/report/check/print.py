"""The paper of a check as a PDF that a council would read: four pages, set by Typst."""

from importlib.resources import files
from typing import Any

from kleinstadt.files import temporary_folder
from kleinstadt.report.check.content import Paper
from kleinstadt.report.check.pictures import ROW, TOP, field_picture, inked, level_picture
from kleinstadt.report.drawing.typesetting import typeset
from kleinstadt.words.language import Lang, pick

WORDS = {
    "town": ("Selbst-Check Kleinstadt", "Small-town self-check"),
    "profile": ("Wo wir stehen", "Where we stand"),
    "steps": ("Als Nächstes", "Next"),
    "no_steps": ("Kein nächster Schritt: Es fehlen Antworten, oder alle Stufen sind erreicht.", "No next step."),
    "parts": ("Sechs Empfehlungen", "Six recommendations"),
    "fields": ("Acht Felder", "Eight fields"),
    "beside": ("Daneben", "Beside it"),
    "evidence": ("Beleg", "Evidence"),
    "lacking": ("Wem heute etwas fehlt", "Who lacks something today"),
    "how": ("Wie das zu lesen ist", "How to read this"),
    "apart": (
        "Punkt: Stufe. Balken: Menschen sehen es verschieden. Ring: Stand davor.",
        "Dot: level. Bar: people see it differently. Ring: state before.",
    ),
}


def check_pdf(paper: Paper, lang: Lang) -> bytes:
    """The PDF, tagged for reading aloud (PDF/UA-1); the pictures carry their contents as alternative text.

    Parameters
    ----------
    paper : Paper
        As `content.paper` gives it.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    bytes
        The PDF.
    """
    with temporary_folder() as folder:
        template = files("kleinstadt.report").joinpath("templates/check.typ")
        return typeset(template, _content(paper, lang), folder, aloud=True)


def _content(paper: Paper, lang: Lang) -> dict[str, Any]:
    levels, fields = level_picture(paper.levels, lang), field_picture(paper.fields_drawn, lang)
    heights = [TOP + ROW * len(rows) + 6 for rows in (paper.levels, paper.fields_drawn)]
    return {
        "lang": lang,
        "words": {key: pick(pair, lang) for key, pair in WORDS.items()},
        "title": paper.title,
        "town": paper.town,
        "lead": paper.lead,
        "pictures": [
            {"svg": inked(svg, height), "alt": _alt(svg)} for svg, height in zip((levels, fields), heights, strict=True)
        ],
        "steps": paper.steps,
        "parts": [
            {
                "title": one.title,
                "question": one.question,
                "said": [[s.who, s.level, s.sentence, s.evidence] for s in one.said],
            }
            for one in paper.parts
        ],
        "fields": [
            {"title": f.title, "values": f.values, "without": f.without, "lacking": f.lacking, "items": f.items}
            for f in paper.fields
        ],
        "how": paper.how,
    }


def _alt(svg: str) -> str:
    """The words of a picture, as its label gives them."""
    from html import unescape

    return unescape(svg.partition('aria-label="')[2].partition('"')[0])
