"""The pages' charts for paper: with the typeface and colours that a page's style sheet lends them."""

from kleinstadt.compare.changes import breaks_of
from kleinstadt.compare.trends import Development
from kleinstadt.indicators.model import Indicator
from kleinstadt.report.drawing import inline_charts as charts
from kleinstadt.report.drawing.picture import COLOURS, size_of
from kleinstadt.words.language import Lang


def printed_chart(development: Development, indicator: Indicator, lang: Lang) -> dict[str, str]:
    """The title of a development with its unit, and its lines as an SVG of its own.

    Parameters
    ----------
    development : Development
        The town's line and those beside it.
    indicator : Indicator
        What is measured.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    dict of str to str
        "title", and "svg" as `alone` gives it.
    """
    breaks = breaks_of(indicator) if development.index_base is None else ()
    lines = [development.own, *development.others]
    drawn = charts.line_chart(lines, indicator.label(lang), lang, breaks)
    unit = f"{development.index_base} = 100" if development.index_base else indicator.unit_beside(lang)
    return {"title": f"{indicator.label(lang)}{f', {unit}' if unit else ''}", "svg": alone(str(drawn))}


def alone(drawn: str) -> str:
    """An SVG as it stands in a page as a document of its own.

    Parameters
    ----------
    drawn : str
        The SVG; plain text, no Markup, which would escape what is put into it.

    Returns
    -------
    str
        The same with its size, typeface and colours.
    """
    width, height = size_of(drawn)
    size = f'xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" font-family="Fira Sans"'
    return drawn.replace("<svg ", f"<svg {size} ", 1).replace(">", f"><style>{COLOURS}</style>", 1)
