"""What slides and handout of a town tell: the portrait of its page, its twins, and what nobody knows of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from typing import Final

from kleinstadt.compare.borders import years_with_borders
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.findings import Findings, findings
from kleinstadt.compare.now_and_then import Change
from kleinstadt.compare.peers import Twin, peers
from kleinstadt.compare.places import verband_of
from kleinstadt.compare.portrait import Portrait, Remark, portrait
from kleinstadt.compare.profile import Figure, profile
from kleinstadt.compare.scaled import LEVEL
from kleinstadt.edition.edition import Level
from kleinstadt.territory.names import short
from kleinstadt.words import categories as words
from kleinstadt.words import labels
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

MOST_WORDS: Final = 12  # of a sentence that a room reads while somebody speaks
TWINS: Final = 8


@dataclass(frozen=True)
class Bars:
    """Values to be held against each other, the town's own first.

    Attributes
    ----------
    names : tuple of str
        Whose they are, or of which year.
    values : tuple of float or None
        One each; None where there is none.
    decimals : int
        With which they are printed.
    """

    names: tuple[str, ...]
    values: tuple[float | None, ...]
    decimals: int

    def said(self, unit: str, lang: Lang) -> str:
        """All of them in words: "Bad Berleburg 59,3 %; Median der Gruppe 41,0 %".

        Parameters
        ----------
        unit : str
            Put behind each value, with the space before it; may be empty.
        lang : {"de", "en"}
            Language.

        Returns
        -------
        str
            In one line.
        """
        pairs = zip(self.names, self.values, strict=True)
        return "; ".join(f"{name} {number(value, self.decimals, lang)}{unit}" for name, value in pairs)


@dataclass(frozen=True)
class Story:
    """A town with what is told of it.

    Attributes
    ----------
    atlas : Atlas
        Columns of an edition.
    level : {"gemeinde", "verband"}
        Level of the town.
    key : str
        Its key.
    portrait : Portrait
        As its page has it.
    findings : Findings
        Strengths and weaknesses.
    figures : mapping of str to Figure
        All its figures, by id of the indicator.
    unit_key, unit : str
        Key and name of its Verband, with which partners and twins are looked for.
    twins : tuple of Twin
        The most similar first; none but in the newest year.
    """

    atlas: Atlas
    level: Level
    key: str
    portrait: Portrait
    findings: Findings
    figures: Mapping[str, Figure]
    unit_key: str
    unit: str
    twins: tuple[Twin, ...]

    @property
    def name(self) -> str:
        """The town's name as people say it."""
        return short(str(self.portrait.profile.area["name"]))

    @property
    def year(self) -> int:
        """Year of the borders."""
        return self.portrait.profile.year

    def group(self, lang: Lang) -> str:
        """The group compared with, how many it has, its rule, and whether type and Lage are computed."""
        found = self.portrait.profile
        named = f"{found.group.name(lang)} ({found.group.counted(lang)}). {found.group.rule(lang)}"
        return f"{named} {found.class_basis(lang)}".rstrip()

    def beside(self, remark: Remark, lang: Lang) -> Bars:
        """A finding's own value, the group's median, Land and Germany, each where it has a value.

        Parameters
        ----------
        remark : Remark
            A finding of the portrait.
        lang : {"de", "en"}
            Language.

        Returns
        -------
        Bars
            In the indicator's unit.
        """
        figure, land = self.figures[remark.indicator.id], str(self.portrait.profile.area["land_name"])
        rows: list[tuple[str, float | None]] = [
            (self.name, remark.value),
            (pick(labels.GROUP_MEDIAN, lang), remark.median),
            (land + figure.land.covered(lang), figure.land.value),
            (pick(labels.GERMANY, lang) + figure.bund.covered(lang), figure.bund.value),
        ]
        known = [(name, value) for name, value in rows if value is not None]
        return Bars(tuple(name for name, _ in known), tuple(value for _, value in known), remark.indicator.decimals)

    def years(self, change: Change) -> Bars:
        """The town's own values from the first to the last year of a change, one place for each year between.

        Parameters
        ----------
        change : Change
            Of the portrait.

        Returns
        -------
        Bars
            In the indicator's unit, named by years.
        """
        series = self.atlas.series(change.indicator.id, self.year, self.level)
        row = self.atlas.areas(self.year, self.level).row[self.key]
        known = {
            period: float(value)
            for period, value in zip(series.periods, series.values[:, row], strict=True)
            if change.start <= period <= change.end and not isnan(value)
        }
        by_year = {int(period[:4]): value for period, value in known.items()}
        span = range(int(change.start[:4]), int(change.end[:4]) + 1)
        return Bars(tuple(map(str, span)), tuple(by_year.get(year) for year in span), change.indicator.decimals)

    def unknown(self, lang: Lang) -> list[str]:
        """The indicators that this town has no value of, each with the reason."""
        return [
            f"{one.indicator.label(lang)} ({words.status(one.status, lang)})"
            for one in self.figures.values()
            if one.value is None
        ]


def story(atlas: Atlas, level: Level, key: str, year: int) -> Story:
    """What is told of a municipality or a Verband.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    level : {"gemeinde", "verband"}
        Level of the town.
    key : str
        Its key.
    year : int
        Year of the borders.

    Returns
    -------
    Story
        For slides and handout.

    Raises
    ------
    UnknownNameError
        If the year has no such area.
    """
    found = profile(atlas, level, key, year)
    unit = verband_of(atlas, year)[key] if level == "gemeinde" else key
    near = peers(atlas, unit, year).twins[:TWINS] if year == years_with_borders(atlas)[-1] else ()
    judged = findings(atlas, level, key, year)
    return Story(
        atlas,
        level,
        key,
        portrait(atlas, found, judged),
        judged,
        {figure.indicator.id: figure for of in found.themes.values() for figure in of},
        unit,
        short(str(atlas.areas(year, LEVEL).record(unit)["name"])),
        near,
    )


def headline(remark: Remark, lang: Lang) -> str:
    """A finding in at most twelve words, unless the figure's name is longer: "Wald: 59,3 %; besser als 224 von 231".

    Parameters
    ----------
    remark : Remark
        A finding of the portrait.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        A title for a slide.
    """
    place = pick(remark.place, lang)
    bare = f"{remark.indicator.label(lang)}: {remark.number(lang)}"
    median = number(remark.median, remark.indicator.decimals, lang)
    told = [
        f"{bare}; {place[0].lower()}{place[1:]}",
        f"{bare}, {pick(labels.GROUP_MEDIAN, lang)} {median}",
    ]
    return next((one for one in told if len(one.split()) <= MOST_WORDS), bare)


def change_headline(change: Change, lang: Lang) -> str:
    """A change in few words: "Bevölkerung: −2,1 % von 2013 bis 2023".

    Parameters
    ----------
    change : Change
        Of the portrait.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        A title for a slide.
    """
    span = pick((f"von {change.start} bis {change.end}", f"from {change.start} to {change.end}"), lang)
    return f"{change.indicator.label(lang)}: {change.signed(change.change, lang)} {span}"
