"""The pages' line charts for paper: with the typeface and colours that a page's style sheet lends them."""

from typing import Final

from kleinstadt.compare.trends import Development
from kleinstadt.indicators.model import Indicator
from kleinstadt.report.drawing import inline_charts as charts
from kleinstadt.words.language import Lang

INK: Final = (
    ".chart text,text{font:11px 'Fira Sans';fill:#5c5c5c}.grid{stroke:#d5d3cf}.break{fill:#ebe9e4}"
    ".line{fill:none;stroke:#6b6b6b;stroke-width:1.8}.line.own{stroke:#a93a20;stroke-width:2.8}"
    ".line.bund{stroke-dasharray:1.5 4}circle.own{fill:#a93a20}"
)


def printed_chart(development: Development, indicator: Indicator, lang: Lang) -> dict[str, str]:
    """The title of a development with its unit, and its lines as an SVG of its own."""
    broken = development.indicator == "population" and development.index_base is None
    lines = [development.own, *development.others]
    drawn = str(charts.line_chart(lines, indicator.label(lang), lang, indicator.decimals, broken=broken))
    size = f'xmlns="http://www.w3.org/2000/svg" width="{charts.WIDTH}" height="{charts.HEIGHT}"'
    svg = drawn.replace("<svg ", f"<svg {size} ", 1).replace("><", f"><style>{INK}</style><", 1)
    unit = f"{development.index_base} = 100" if development.index_base else indicator.unit_beside(lang)
    return {"title": f"{indicator.label(lang)}{f', {unit}' if unit else ''}", "svg": svg}
