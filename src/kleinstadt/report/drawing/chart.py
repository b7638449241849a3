"""A chart of lines in all its forms: inside a page, as a picture of its own, as a table, as a line to cite."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl
from markupsafe import Markup

from kleinstadt.compare.changes import Breaks, breaks_of
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.credits import credits_of
from kleinstadt.compare.trends import Development, Line
from kleinstadt.report.drawing import inline_charts
from kleinstadt.report.drawing.picture import Picture, Row, credited, pictured
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick

INDEX_DIGITS: Final = 1


@dataclass(frozen=True)
class Chart:
    """Lines over the years with all that is said of them, in one language.

    Attributes
    ----------
    name : str
        What it is called in addresses.
    title : str
        What is drawn, with its unit.
    place : str
        Name of the place it is of.
    periods : sequence of str
        As editions write them, oldest first.
    lines : sequence of Line
        The own one first; one value a period.
    called : sequence of str
        The name of each line.
    digits : int
        Decimals of its values.
    breaks : Breaks
        Where a census or another source breaks the lines.
    sources : sequence of str
        Whom to name.
    year : int
        Year of the borders.
    panels : bool
        Whether each line has a panel of its own, with the first one in all of them.
    """

    name: str
    title: str
    place: str
    periods: Sequence[str]
    lines: Sequence[Line]
    called: Sequence[str]
    digits: int
    breaks: Breaks
    sources: Sequence[str]
    year: int
    panels: bool = False

    def span(self, lang: Lang) -> str:
        """First and last period that a line knows: "2013 bis 2023"."""
        known = [at for at in range(len(self.periods)) if any(line.values[at] is not None for line in self.lines)]
        first, last = (dates.period(self.periods[at], lang) for at in (known[0], known[-1]))
        return first if first == last else f"{first} {pick(('bis', 'to'), lang)} {last}"

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return any(value is not None for line in self.lines for value in line.values)

    def said(self, lang: Lang) -> str:
        """What the lines show, for who does not see them: each one's first and last value on each basis."""
        said = [inline_charts.told(line, lang, self.digits, self.breaks) for line in self.lines]
        told = [f"{name} {values}" for name, values in zip(self.called, said, strict=True) if values]
        return f"{self.title}, {self.span(lang)}: {'; '.join(told)}"

    def cited(self, lang: Lang) -> str:
        """Title, source and borders, as a line to cite; the address follows it."""
        own = pick(("eigene Berechnung", "own calculation"), lang)
        return f"{self.place}: {self.title}, {self.span(lang)}. {credited([*self.sources, own], self.year, lang)}"

    def drawn(self, lang: Lang) -> Markup:
        """The chart inside a page that lends it type and colours."""
        said = self.said(lang)
        if self.panels:
            return inline_charts.panels(self.lines, self.called, said, lang, self.digits, self.breaks)
        return inline_charts.line_chart(self.lines, said, lang, self.breaks)

    def picture(self, lang: Lang, address: str) -> str:
        """The chart as an SVG document with title, names, source and address.

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
        rows = [Row(one, title) for one, title in self.pieces(lang)]
        keys = [] if self.panels else [(line.name, name) for line, name in zip(self.lines, self.called, strict=True)]
        return pictured(Picture(self.place, f"{self.title}, {self.span(lang)}", rows, keys, self.cited(lang), address))

    def pieces(self, lang: Lang) -> list[tuple[str, str]]:
        """The SVGs that the chart consists of, each with the words over it."""
        if not self.panels:
            return [(str(self.drawn(lang)), "")]
        drawn = inline_charts.panel_charts(self.lines, self.said(lang), lang, self.breaks)
        titles = [
            inline_charts.panel_title(name, line, lang, self.digits)
            for name, line in zip(self.called, self.lines, strict=True)
        ]
        return list(zip(map(str, drawn), titles, strict=True))

    def table(self) -> pl.DataFrame:
        """A row a period, a column a line.

        Returns
        -------
        pl.DataFrame
            period, a column named after each line (a name that comes again is numbered), figure, source, territory
            (year of the borders); values with six decimals.
        """
        values = {
            f"{name} ({at + 1})" if name in self.called[:at] else name: pl.Series(line.values, dtype=pl.Float64).round(
                6
            )
            for at, (name, line) in enumerate(zip(self.called, self.lines, strict=True))
        }
        return pl.DataFrame({"period": list(self.periods), **values}).with_columns(
            pl.lit(self.title).alias("figure"),
            pl.lit("; ".join(self.sources)).alias("source"),
            pl.lit(self.year).alias("territory"),
        )


def chart_of(atlas: Atlas, development: Development, place: str, group: str, year: int, lang: Lang) -> Chart:
    """The chart of a development.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    development : Development
        The lines, and what they are compared with.
    place : str
        Name of the place.
    group : str
        Name of the group it is compared with.
    year : int
        Year of the borders.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    Chart
        Of lines in one frame; an index has one decimal and no breaks.
    """
    indicator = atlas.indicators[development.indicator]
    names = {"group": group, "bund": pick(("Deutschland", "Germany"), lang)}
    return Chart(
        name=development.name,
        title=title_of(atlas, development.indicator, development.index_base, lang),
        place=place,
        periods=development.periods,
        lines=[development.own, *development.others],
        called=[place, *(names[line.name] for line in development.others)],
        digits=INDEX_DIGITS if development.index_base else indicator.decimals,
        breaks=breaks_of(indicator) if development.index_base is None else (),
        sources=sources_of(atlas, development.indicator, year, lang),
        year=year,
    )


def title_of(atlas: Atlas, name: str, index_base: str | None, lang: Lang) -> str:
    """What is drawn: the figure with its unit, or with the year that is 100.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    name : str
        Id of the indicator.
    index_base : str or None
        The period that is 100; None where the lines are no index.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        "Einwohner (2011 = 100)".
    """
    indicator = atlas.indicators[name]
    return f"{indicator.label(lang)} ({index_base} = 100)" if index_base else indicator.titled(lang)


def sources_of(atlas: Atlas, name: str, year: int, lang: Lang) -> list[str]:
    """Whom to name for a figure at all its periods, each once.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    name : str
        Id of the indicator.
    year : int
        Year of the borders.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of str
        Attributions with licences.
    """

    def make() -> list[str]:
        origins = [one for period in atlas.edition.periods(name) for one in atlas.origins(name, year, period)]
        return credits_of(tuple(origins), lang)

    return atlas.once(("sources of a chart", name, year, lang), make)
