"""A town on one sheet: in front the portrait, findings and figures, on the back its neighbours and twins."""

from importlib.resources import files
from typing import Any, Final

from kleinstadt.compare.borders import borders_source, years_with_borders
from kleinstadt.compare.credits import credits_of
from kleinstadt.compare.partners import partners
from kleinstadt.compare.portrait import Remark
from kleinstadt.compare.profile import Figure
from kleinstadt.compare.trends import developments
from kleinstadt.files import temporary_folder
from kleinstadt.report.drawing.small_maps import locator
from kleinstadt.report.drawing.typesetting import typeset
from kleinstadt.report.town.printed_charts import printed_chart
from kleinstadt.report.town.story import Story
from kleinstadt.territory.names import beside_land, short
from kleinstadt.words import categories as words
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

KEY_FIGURES: Final = 6
NEIGHBOURS: Final = 8
TREND: Final = ("population",)
WORDS: Final[dict[str, tuple[str, str]]] = {
    "findings": ("Befunde", "Findings"),
    "years": ("Zehn Jahre", "Ten years"),
    "line": (
        "kräftig: {name}; grau: {group}; gepunktet: Deutschland",
        "thick: {name}; grey: {group}; dotted: Germany",
    ),
    "figures": ("Sechs Zahlen", "Six figures"),
    "group": labels.GROUP_WEIGHTED,
    "bund": labels.GERMANY,
    "of_when": ("Stand", "As of"),
    "strip": (
        "Streifen: Platz in der Gruppe von niedrig nach hoch; grau die mittlere Hälfte, Strich der Median.",
        "Strip: place in the group from low to high; grey the middle half, the tick the median.",
    ),
    "of": (
        "Gruppe: ihre Orte zusammengerechnet, kein Median; n: wie viele von ihnen einen eigenen Wert haben",
        "Group: its places taken together, no median; n: how many of them have a value of their own",
    ),
    "sources": ("Quellen", "Sources"),
    "neighbours": ("{unit}: Nachbarn zum Zusammenarbeiten", "{unit}: neighbours to cooperate with"),
    "twins": ("{unit}: die ähnlichsten Orte", "{unit}: the most similar places"),
    "own_first": (
        "Bei Ähnlichem steht die eigene Zahl zuerst, bei Anderem die des anderen Orts.",
        "Of what is alike the own number comes first, of what differs that of the other place.",
    ),
    "other_first": ("Die Zahl des Nachbarn steht zuerst.", "The neighbour's number comes first."),
    "place": ("Ort", "Place"),
    "why": ("Warum", "Why"),
    "alike": ("Was ähnlich ist", "What is alike"),
    "apart": ("Was anders ist", "What differs"),
}


def handout(story: Story, lang: Lang, address: str = "") -> bytes:
    """The sheet as a PDF of two pages.

    Parameters
    ----------
    story : Story
        What is told of the town.
    lang : {"de", "en"}
        Language.
    address : str
        Of the town's page; empty where it is not known.

    Returns
    -------
    bytes
        The PDF.
    """
    with temporary_folder() as folder:
        template = files("kleinstadt.report").joinpath("templates/handout.typ")
        return typeset(template, _content(story, lang, address), folder)


def _content(story: Story, lang: Lang, address: str) -> dict[str, Any]:
    """What the template sets, as plain data."""
    told, found = story.portrait, story.portrait.profile
    land, group = str(found.area["land_name"]), found.group.weighted(lang)
    said = {key: pick(pair, lang).format(name=story.name, group=group, unit=story.unit) for key, pair in WORDS.items()}
    mapped = story.year in years_with_borders(story.atlas)
    figures = found.key_figures[:KEY_FIGURES]
    shown = [*figures, *(story.figures[one.indicator.id] for one in told.remarks)]
    credited = dict.fromkeys(line for figure in shown for line in credits_of(figure.origins, lang))
    return {
        "lang": lang,
        "words": said,
        "name": story.name,
        "land": land,
        "map": locator(story.atlas, story.level, story.key, story.year, lang) if mapped else "",
        "portrait": " ".join(one for one in (told.what_it_is(lang), told.known_for(lang)) if one),
        "compared": f"{pick(('Verglichen mit', 'Compared with'), lang)}: {story.group(lang)}",
        "findings": [_finding(story, one, lang) for one in told.remarks],
        "trend": _trend(story, lang),
        "caveat": story.findings.caveat(lang),
        "counted": told.counted_anew(lang),
        "changes": [f"{one.indicator.label(lang)} {one.said(lang)}; {one.beside(lang)}." for one in told.changes],
        "figures": [_row(one, lang) for one in figures],
        "sources": "; ".join([*credited, *([borders_source(lang)] if mapped else [])]),
        "foot": f"kleinstadt · {pick(('Gebiet', 'Borders of'), lang)} {story.year}",
        "address": address,
        "neighbours": _neighbours(story, lang),
        "twins": _twins(story, lang),
        "unit": _unit(story, lang),
    }


def _finding(story: Story, remark: Remark, lang: Lang) -> dict[str, Any]:
    basis = "" if remark.status == "measured" else f", {words.status(remark.status, lang)}"
    place = story.figures[remark.indicator.id].place
    return {
        "number": remark.number(lang),
        "label": remark.indicator.label(lang),
        "said": remark.said(lang),
        "when": f"{remark.of_when(lang)}{basis}",
        "place": place.percentile if place else None,
    }


def _trend(story: Story, lang: Lang) -> dict[str, str] | None:
    """The number of people since the last census; None where it is not known of at least three years."""
    areas = story.atlas.areas(story.year, story.level)
    found = developments(story.atlas, areas, story.key, story.portrait.profile.group, TREND)
    return printed_chart(found[0], story.atlas.indicators[found[0].indicator], lang) if found else None


def _row(figure: Figure, lang: Lang) -> list[str]:
    """Name, own value, group, Land, Germany, n, period."""
    digits = figure.indicator.decimals
    values = (one.said(digits, lang) for one in (figure.own, figure.group, figure.land, figure.bund))
    of = number(figure.place.of if figure.place else None, 0, lang)
    return [figure.indicator.titled(lang), *values, of, figure.of_when(lang)]


def _neighbours(story: Story, lang: Lang) -> list[list[str]]:
    """Neighbours with what each could give and take; none where no borders of the year are known."""
    if not story.twins:
        return []
    found = partners(story.atlas, story.unit_key, story.year).found[:NEIGHBOURS]
    return [[short(one.name), ". ".join(one.sentences(lang))] for one in found]


def _twins(story: Story, lang: Lang) -> list[list[str]]:
    areas = story.atlas.areas(story.year, "verband")
    lands = {twin.key: str(areas.record(twin.key)["land_name"]) for twin in story.twins}
    return [
        [
            f"{beside_land(twin.name, lands[twin.key])} ({lands[twin.key]})",
            "; ".join(pair.both(lang) for pair in twin.alike),
            "; ".join(pair.instead(lang) for pair in twin.apart) or "–",
        ]
        for twin in story.twins
    ]


def _unit(story: Story, lang: Lang) -> str:
    """Of whom neighbours and twins are told."""
    german = f"Verglichen werden Gemeindeverbände, hier {story.unit}."
    english = f"Verbände are compared, here {story.unit}."
    return pick((german, english), lang)
