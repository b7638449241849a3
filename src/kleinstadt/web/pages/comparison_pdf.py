"""A comparison as a PDF: the places, six figures, what has changed, all figures, and whom they come from."""

from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare.basket import Basket
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.credits import licences_of
from kleinstadt.files import temporary_folder
from kleinstadt.report.drawing.chart import Chart
from kleinstadt.report.drawing.typesetting import typeset
from kleinstadt.report.town.printed_charts import alone
from kleinstadt.web.pages.comparison import MARKS, Compared, ComparePages, nowhere_words
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError, only_of
from kleinstadt.web.serving.site import is_known, theme_name
from kleinstadt.words import categories as words
from kleinstadt.words import dates, labels
from kleinstadt.words.language import Lang, pick

LONGEST_NAME: Final = 80
WORDS: Final[dict[str, words.Pair]] = {
    "comparison": ("Vergleich", "Comparison"),
    "first": ("Auf einen Blick", "At a glance"),
    "place": ("Ort", "Place"),
    "bund": labels.GERMANY,
    "development": ("Entwicklung", "Development"),
    "panels": (
        "Ein Feld je Ort, alle im selben Maßstab, mit dem letzten Wert im Titel.",
        "One panel a place, all of the same scale, with the last value in its title.",
    ),
    "thin": ("Die dünne Linie in jedem Feld:", "The thin line in each panel:"),
    "figures": ("Alle Zahlen", "All figures"),
    "figure": ("Zahl", "Figure"),
    "missing": MARKS,
    "vintage": ("Stand", "Vintage"),
    "source": ("Quelle", "Source"),
    "sources": ("Quellen und Lizenzen", "Sources and licences"),
    "licence": (
        "Jede Quelle mit ihrer Lizenz und den Jahren der neuesten Zahlen. Anteile, Raten und Werte von Gruppen sind "
        "eigene Berechnungen daraus.",
        "Each source with its licence and the years of the newest figures. Shares, rates and values of groups are own "
        "calculations from them.",
    ),
}


class ComparisonFile:
    """/vergleich.pdf."""

    def __init__(self, pages: ComparePages) -> None:
        """Take the pages that this is the paper of.

        Parameters
        ----------
        pages : ComparePages
            The pages that this is the paper of.
        """
        self.pages, self.site = pages, pages.site

    def pdf(self, request: Request) -> Response:
        """/vergleich.pdf?orte=KEY,KEY: the comparison on paper.

        Parameters
        ----------
        request : Request
            Its ?orte= names the places.

        Returns
        -------
        Response
            PDF, or 304; it bears the day, so it is another one tomorrow.

        Raises
        ------
        NotFoundError
            Without a place, or where none of them is known.
        """
        only_of(self.site.atlas.newest, request)
        basket, lang = self.pages.basket(request), request.state.lang
        if not basket.spots:
            german = "Ein Vergleich braucht wenigstens einen Ort: /vergleich.pdf?orte=06440002,06440005"
            raise NotFoundError(german, "A comparison needs a place at least: /vergleich.pdf?orte=06440002,06440005")
        today = date.today()
        headers = {"ETag": self.site.etag("comparison", *basket.keys, lang, today), "Cache-Control": "no-cache"}
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        headers["Content-Disposition"] = f'inline; filename="{_file_name(basket, lang)}"'
        made = _comparison_pdf(self.site.atlas, basket, self.pages.values(basket, lang), lang, today)
        return Response(made, media_type="application/pdf", headers=headers)


def _file_name(basket: Basket, lang: Lang) -> str:
    """What the file is called: "vergleich-bad-nauheim-butzbach.pdf"."""
    named = paths.slug(" ".join([pick(WORDS["comparison"], lang), *(spot.name(lang) for spot in basket.spots)]))
    return f"{named[:LONGEST_NAME].rstrip('-')}.pdf"


def _comparison_pdf(atlas: Atlas, basket: Basket, values: Mapping[str, Any], lang: Lang, made: date) -> bytes:
    """The PDF, tagged for reading aloud (PDF/UA-1).

    values : what the comparison's page shows (ComparePages.values); made : the day that it bears
    """
    content = _content(atlas, basket, values, lang, made)
    with temporary_folder() as folder:
        return typeset(files("kleinstadt.web").joinpath("templates/comparison.typ"), content, folder, aloud=True)


def _content(atlas: Atlas, basket: Basket, values: Mapping[str, Any], lang: Lang, made: date) -> dict[str, Any]:
    names: list[str] = values["names"]
    germany: bool = values["germany"]
    first: list[Compared] = values["first"]
    themes: Mapping[str, list[Compared]] = values["themes"]
    borders, day = pick((("Gebietsstand", "Erstellt am"), ("Borders of", "Made on")), lang)
    address = paths.in_language("/vergleich", lang)
    shown = [one.indicator.id for lines in themes.values() for one in lines]
    origins = (origin for name in shown for origin in atlas.origins(name, values["year"]))
    return {
        "lang": lang,
        "words": {key: pick(pair, lang) for key, pair in WORDS.items()},
        "title": f"{pick(WORDS['comparison'], lang)}: {', '.join(names)}",
        "names": names,
        "about": values["beside_names"],
        "germany": germany,
        "foot": f"kleinstadt · {borders} {values['year']} · {day} {dates.day(made, lang)}",
        "address": f"{address}?orte={','.join(basket.keys)}",
        "first": {
            "heads": [one.indicator.titled(lang) for one in first],
            "when": [one.when(lang) for one in first],
            "rows": _first_rows(names, first, lang, germany=germany),
        },
        "charts": [_chart(one, lang) for one in values["charts_shown"]],
        "nowhere": " ".join(filter(None, [values["base"], nowhere_words(values["nowhere"], lang)])),
        "themes": [
            {"name": theme_name(theme, lang), "rows": [_row(one, lang, germany=germany) for one in lines]}
            for theme, lines in themes.items()
        ],
        "sources": licences_of(origins, lang),
    }


def _first_rows(names: list[str], first: list[Compared], lang: Lang, *, germany: bool) -> list[list[str]]:
    """A row a place, at the end Germany: here figures stand side by side, as there are but six."""
    rows = [[name, *(one.cell(one.values[place], lang) for one in first)] for place, name in enumerate(names)]
    if germany:
        rows.append([pick(WORDS["bund"], lang), *(one.cell(one.bund, lang) for one in first)])
    return rows


def _chart(chart: Chart, lang: Lang) -> dict[str, Any]:
    panels = [
        {"title": title, "svg": alone(svg), "alt": f"{title}: {chart.title}"} for svg, title in chart.pieces(lang)
    ]
    return {"title": chart.title, "span": chart.span(lang), "panels": panels, "source": "; ".join(chart.sources)}


def _row(one: Compared, lang: Lang, *, germany: bool) -> list[str]:
    """Figure, the value of each place, of Germany, when."""
    values = [*one.values, *([one.bund] if germany else [])]
    return [one.indicator.titled(lang), *(one.cell(found, lang) for found in values), one.when(lang)]
