"""The members of a region in a row of dots, sorted by one figure: an SVG inside the page, in its type and colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from statistics import median
from typing import Final

import polars as pl
from markupsafe import Markup

from kleinstadt.compare.regions import Member, Region
from kleinstadt.report.drawing.inline_charts import digits_of, ticks
from kleinstadt.report.drawing.picture import Picture, Row, credited, pictured
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

MEMBERS: Final = "mitglieder"  # what the chart is called in addresses
VALUES: Final = 56  # pixels for the values, right of the dots
ROW: Final = 22
SLIM_ROW: Final = 16
LETTER: Final = 6.4  # pixels of a letter of a name, on the safe side
TOP: Final = 30
MOST: Final = 24  # members up to which all are shown
ENDS: Final = 5  # of each end, where they are more


@dataclass(frozen=True)
class MemberChart:
    """The row of dots with all that is said of it.

    Attributes
    ----------
    region : Region
        Whose members are drawn, by the first of its indicators.
    when : str
        Period of the values, in words.
    sources : sequence of str
        Whom to name.
    lang : {"de", "en"}
        Language of the title.
    name : str
        What it is called in addresses.
    """

    region: Region
    when: str
    sources: Sequence[str]
    lang: Lang
    name: str = MEMBERS

    @property
    def title(self) -> str:
        """What is drawn: the figure with its unit and period."""
        return f"{self.region.indicators[0].titled(self.lang)}, {self.when}"

    def cited(self, lang: Lang) -> str:
        """Title, source and borders, as a line to cite."""
        return f"{self.region.name(lang)}: {self.title}. {credited(self.sources, self.region.year, lang)}"

    def picture(self, lang: Lang, address: str) -> str:
        """The chart as an SVG document.

        Parameters
        ----------
        lang : {"de", "en"}
            Language.
        address : str
            Of the page it comes from, the last line of the picture.

        Returns
        -------
        str
            SVG.
        """
        rows = [Row(str(member_dots(self.region, lang)))]
        return pictured(Picture(self.region.name(lang), self.title, rows, (), self.cited(lang), address))

    def table(self) -> pl.DataFrame:
        """A row a member.

        Returns
        -------
        pl.DataFrame
            key, name, a column named after the indicator (six decimals; null where missing), figure (the title),
            source, territory (year of the borders).
        """
        members = self.region.members
        columns = {"key": [one.key for one in members], "name": [one.name for one in members]}
        values = pl.Series(self.region.indicators[0].id, [one.values[0] for one in members], dtype=pl.Float64)
        about = {"figure": self.title, "source": "; ".join(self.sources), "territory": self.region.year}
        return pl.DataFrame(columns).with_columns(values.round(6), *(pl.lit(v).alias(k) for k, v in about.items()))


def member_dots(region: Region, lang: Lang, *, slim: bool = False) -> Markup:
    """A dot a member on a common axis, the median of all as a line; of many members the five at each end.

    Parameters
    ----------
    region : Region
        Its members by the first of its indicators; those without a value are left out.
    lang : {"de", "en"}
        Language.
    slim : bool
        As wide as a phone, so that its letters are not drawn smaller than they are.

    Returns
    -------
    Markup
        SVG; empty for fewer than two values.
    """
    indicator = region.indicators[0]
    known = sorted((one for one in region.members if one.values[0] is not None), key=lambda one: -_value(one))
    if len(known) < 2:
        return Markup("")
    middle = median(map(_value, known))
    marks = ticks(min(map(_value, known)), max(map(_value, known)))
    rows = known if len(known) <= MOST else [*known[:ENDS], *known[-ENDS:]]
    left_out = len(known) - len(rows)
    row, across = (SLIM_ROW, 340) if slim else (ROW, 560)
    names = max(len(one.name) for one in rows) * LETTER + 14 if slim else 190.0  # pixels, left of the dots
    y = {one.key: TOP + row * (place + (left_out > 0 and place >= ENDS)) for place, one in enumerate(rows)}
    bottom = max(y.values()) + row

    def x(value: float) -> float:
        return round(names + (value - marks[0]) / (marks[-1] - marks[0]) * (across - names - VALUES), 1)

    told = pick(("Median der Mitglieder", "Median of the members"), lang)
    parts = [f'<line class="grid" x1="{x(m)}" x2="{x(m)}" y1="{TOP - 8}" y2="{bottom - 8}"/>' for m in marks]
    parts += [_text(x(m), bottom + 8, number(m, digits_of(marks), lang), "middle") for m in marks]
    parts.append(f'<line class="median" x1="{x(middle)}" x2="{x(middle)}" y1="{TOP - 8}" y2="{bottom - 8}"/>')
    parts.append(_text(x(middle), 14, f"{told} {number(middle, indicator.decimals, lang)}", "middle"))
    for one in rows:
        at, value = y[one.key], _value(one)
        parts.append(f'<line class="stem" x1="{x(middle)}" x2="{x(value)}" y1="{at}" y2="{at}"/>')
        parts.append(f'<circle class="own" cx="{x(value)}" cy="{at}" r="5"/>')
        parts.append(_text(names - 10, at + 4, one.name, "end"))
        parts.append(_text(across, at + 4, number(value, indicator.decimals, lang), "end"))
    if left_out:
        between = pick((f"… {left_out} dazwischen", f"… {left_out} between them"), lang)
        parts.append(_text(names - 10, TOP + row * ENDS + 4, between, "end"))
    label = escape(f"{indicator.label(lang)}: {_in_words(known, indicator.decimals, lang)}")
    view = f'viewBox="0 0 {across} {bottom + 16}"'
    kind = "chart dots slim" if slim else "chart dots"
    return Markup(f'<svg class="{kind}" role="img" aria-label="{label}" {view}>{"".join(parts)}</svg>')


def _value(one: Member) -> float:
    return one.values[0] or 0.0


def _text(x: float, y: float, said: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(said)}</text>'


def _in_words(known: Sequence[Member], digits: int, lang: Lang) -> str:
    """Highest and lowest, for who does not see the picture."""
    first, last = known[0], known[-1]
    high, low = number(_value(first), digits, lang), number(_value(last), digits, lang)
    german = f"von {first.name} ({high}) bis {last.name} ({low})"
    return pick((german, f"from {first.name} ({high}) to {last.name} ({low})"), lang)
