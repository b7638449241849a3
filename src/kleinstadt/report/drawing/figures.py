"""The report's charts: frames with the columns of its tables in, Altair charts out.

None of them knows files, editions or titles; each has its legend inside and a description for screen readers.
`images.svg` and `images.png` make pictures of them.
"""

from typing import Final

import altair as alt
import polars as pl

from kleinstadt.report.drawing import pen
from kleinstadt.report.drawing.bars import Canvas, Part, key, stack
from kleinstadt.report.drawing.lines import population_index
from kleinstadt.report.drawing.outlines import extremes
from kleinstadt.report.drawing.range_plot import commuters, tax_rates
from kleinstadt.report.drawing.style import (
    BOLD,
    LAGE_COLOURS,
    QUIET_INK,
    TYPE_COLOURS,
    WIDTH,
    lage_key,
    lage_label,
    percent,
    styled,
    type_key,
    type_label,
)
from kleinstadt.report.drawing.treemap import reform_sizes
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

__all__ = [
    "commuters",
    "extremes",
    "lage_shares",
    "population_index",
    "reform_sizes",
    "tax_rates",
    "type_shares",
]

_MEASURES: Final = (
    # column of the amount, of the share, decimals; name and unit in German and English
    ("anzahl", "anzahl_pct", 0, ("Anzahl", "Number"), ("Gemeinden und Verbände", "of municipalities")),
    ("flaeche_1000_km2", "flaeche_pct", 1, ("Fläche", "Area"), ("in 1.000 km²", "in 1,000 km²")),
    ("bevoelkerung_mio", "bevoelkerung_pct", 1, ("Bevölkerung", "Population"), ("in Millionen", "in millions")),
)


def type_shares(frame: pl.DataFrame, lang: Lang) -> alt.LayerChart:
    """Abb. 1: what part of all municipalities, of the area and of the people each type has, as three bars of 100 %.

    Parameters
    ----------
    frame : pl.DataFrame
        typ, anzahl, anzahl_pct, flaeche_1000_km2, flaeche_pct, bevoelkerung_mio, bevoelkerung_pct; a row a type.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.
    """
    kinds = [type_key(name) for name in frame["typ"]]
    canvas, left = Canvas(), 142
    key(canvas, [(TYPE_COLOURS[kind], type_label(kind, lang)) for kind in kinds], left, 8, bold=_small(kinds))
    for row, (amount, share, digits, name, unit) in enumerate(_MEASURES):
        y = 42 + row * 66
        canvas.say(pick(name, lang), 0, y + 13, weight=BOLD)
        canvas.say(pick(unit, lang), 0, y + 28, colour=QUIET_INK)
        parts = [
            Part(pct, TYPE_COLOURS[kind], (percent(pct, 1, lang), number(value, digits, lang)), _is_small(kind))
            for kind, pct, value in zip(kinds, frame[share], frame[amount], strict=True)
        ]
        stack(canvas, parts, left, y, 40, (WIDTH - left) / float(frame[share].sum()))
    says = "; ".join(_shares_in_words(kind, row, lang) for kind, row in zip(kinds, frame.to_dicts(), strict=True))
    return styled(pen.page(canvas.layers(), WIDTH, 42 + 66 * 2 + 42), lang, f"{says}.")


def _shares_in_words(kind: str, row: dict[str, float], lang: Lang) -> str:
    shares = [f"{pick(name, lang)} {percent(row[share], 1, lang)}" for _, share, _, name, _ in _MEASURES]
    return f"{type_label(kind, lang)}: {', '.join(shares)}"


def _is_small(kind: str) -> bool:
    return kind == "kleinstadt" or kind in labels.SMALL_TOWNS


def _small(kinds: list[str]) -> int | None:
    return next((place for place, kind in enumerate(kinds) if kind == "kleinstadt"), None)


def lage_shares(frame: pl.DataFrame, lang: Lang) -> alt.LayerChart:
    """Abb. 2: how many Verbände of each type lie very centrally, centrally, peripherally, very peripherally.

    Parameters
    ----------
    frame : pl.DataFrame
        typ, lage, anzahl; a row for each pair, keys or words as printed. A pair that is missing counts as none.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    alt.LayerChart
        As wide as the report's page, with words for screen readers.

    Raises
    ------
    ValueError
        For a Lage that is none of the four.
    """
    order = list(labels.LAGEN)
    rows = frame.with_columns(pl.col("lage").map_elements(lage_key, return_dtype=pl.String))
    bars = [
        (type_label(str(name), lang), _is_small(type_key(str(name))), dict(group.select("lage", "anzahl").iter_rows()))
        for (name,), group in rows.group_by("typ", maintain_order=True)
    ]
    entries = [(LAGE_COLOURS[lage], lage_label(lage, lang)) for lage in order]
    return _count_bars(bars, order, LAGE_COLOURS, entries, lang)


def _count_bars(
    bars: list[tuple[str, bool, dict[str, int]]],
    order: list[str],
    colours: dict[str, str],
    entries: list[tuple[str, str]],
    lang: Lang,
) -> alt.LayerChart:
    """Bars as long as their counts, the total at the end of each."""
    unknown = {found for _, _, counts in bars for found in counts} - set(order)
    if unknown:
        msg = f"No bar knows {', '.join(sorted(map(repr, unknown)))}; there are: {', '.join(order)}."
        raise ValueError(msg)
    canvas, left, step = Canvas(), 142, 38
    scale = (WIDTH - left - 44) / max(sum(counts.values()) for _, _, counts in bars)
    key(canvas, entries, left, 8)
    for row, (name, bold, counts) in enumerate(bars):
        y = 36 + row * step
        canvas.say(name, 0, y + 10.5, weight=BOLD if bold else 400)
        parts = [Part(counts.get(k, 0), colours[k], (number(counts.get(k, 0), 0, lang),), bold) for k in order]
        end = stack(canvas, parts, left, y, 21, scale)
        canvas.say(number(sum(counts.values()), 0, lang), end + 6, y + 10.5, colour=QUIET_INK)
    words = dict(zip(order, (meaning for _, meaning in entries), strict=True))
    says = "; ".join(
        f"{name}: {', '.join(f'{words[k]} {counts.get(k, 0)}' for k in order)}" for name, _, counts in bars
    )
    return styled(pen.page(canvas.layers(), WIDTH, 36 + step * len(bars) - 10), lang, f"{says}.")
