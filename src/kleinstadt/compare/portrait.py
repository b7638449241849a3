"""A town in words, by rule: what it is, what marks it, five findings, what has changed in ten years.

No sentence without its figure, and no figure without year, source and, if compared, the number of towns it is compared
with. Which rule writes what stands in docs/portrait.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.credits import credits_of
from kleinstadt.compare.findings import QUARTER, Finding, Findings, most_marked, room_for
from kleinstadt.compare.groups import FEWEST
from kleinstadt.compare.jumps import census_contradicts, jump
from kleinstadt.compare.now_and_then import Change, changes_of, valued
from kleinstadt.compare.profile import Figure, Profile
from kleinstadt.compare.sentences import grown_beside
from kleinstadt.compare.values import Origin
from kleinstadt.compare.whereabouts import in_lage, one_of, within
from kleinstadt.indicators.model import Indicator
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.territory.names import short
from kleinstadt.words import dates
from kleinstadt.words.language import LANGUAGES, Lang, Text, pick
from kleinstadt.words.numbers import number

MOST: Final = 5
FEW: Final = 0.1  # share of a group up to which "only" is said
GROWTH: Final = "population_change_10y_pct"  # nobody judges it, but every council asks

# What marks a place where it belongs to the tenth of its group that have most of it; in the order of telling.
TRAITS: Final[dict[str, tuple[str, str]]] = {
    "guest_beds_per_1000": ("viele Gästebetten", "many guest beds"),
    "students_per_1000": ("viele Studierende", "many students"),
    "jobs_per_100_working_age": ("viele Arbeitsplätze", "many jobs"),
    "forest_share": ("viel Wald", "much forest"),
    "water_share": ("viele Gewässer", "much water"),
    "agriculture_share": ("viel Landwirtschaft", "much farmland"),
    "renewable_kw_per_head": ("viel erneuerbare Energie", "much renewable energy"),
    "census_owner_pct": ("viel Wohneigentum", "many owner-occupied homes"),
}
TENTH: Final = 90.0
MOST_TRAITS: Final = 2


ONE_CENSUS: Final = Text(
    "Die Einwohnerzahlen beider Jahre schreiben denselben Zensus fort; "
    "über die Zählungen von 2011 und 2022 hinweg wird nicht verglichen.",
    "The numbers of people of both years go on from the same census; "
    "nothing is compared across the counts of 2011 and 2022.",
)


@dataclass(frozen=True)
class Trait:
    """Something that an area has much of.

    Attributes
    ----------
    figure : Figure
        The figure, with a place in the group.
    """

    figure: Figure

    def said(self, lang: Lang) -> str:
        """It with figure, year and n: "viel Wald (Waldanteil 59,3 %, 2021; mehr als bei 219 von 231)"."""
        place, indicator = self.figure.place, self.figure.indicator
        lower, of = (number(n, 0, lang) for n in ((place.lower, place.of) if place else (0, 0)))
        than = pick((f"mehr als bei {lower} von {of}", f"more than in {lower} of {of}"), lang)
        vintage = dates.period(self.figure.vintage or "", lang)
        shown = f"{indicator.label(lang)} {valued(indicator, self.figure.value, lang)}, {vintage}; {than}"
        return f"{pick(TRAITS[indicator.id], lang)} ({shown})"


@dataclass(frozen=True)
class Remark:
    """A finding worth a minute.

    Attributes
    ----------
    indicator : Indicator
        What is measured.
    value, median : float
        The area's own and the group's, in the indicator's unit.
    distance : float
        From the middle of the group, 0 to 50 (points of percentile).
    vintage : str
        Period of the value.
    status : str
        One of STATUSES (sources/reading/symbols.py).
    origins : tuple of Origin
        Where the figure comes from.
    place : Text
        Where the figure stands in the group, with the number of areas.
    doubt : Text, optional
        That the value rests on a number that jumps.
    """

    indicator: Indicator
    value: float
    median: float
    distance: float
    vintage: str
    status: str
    origins: tuple[Origin, ...]
    place: Text
    doubt: Text | None = None

    def number(self, lang: Lang) -> str:
        """The figure with its unit: "28,3 Minuten"."""
        return valued(self.indicator, self.value, lang)

    def of_when(self, lang: Lang) -> str:
        """The period of the figure: "Mitte 2021"."""
        return dates.period(self.vintage, lang)

    def credits(self, lang: Lang) -> list[str]:
        """Whom to name, each once."""
        return credits_of(self.origins, lang)

    def said(self, lang: Lang) -> str:
        """Where it stands: "Besser als 224 von 231; der Median der Gruppe ist 70,4 %."."""
        median = valued(self.indicator, self.median, lang)
        middle = pick(("der Median der Gruppe ist", "the median of the group is"), lang)
        doubt = pick(self.doubt, lang) if self.doubt else ""
        return f"{pick(self.place, lang)}; {middle} {median}{f'; {doubt}' if doubt else ''}."


@dataclass(frozen=True)
class Portrait:
    """What a town's page opens with; each part may be empty where nothing is known.

    Attributes
    ----------
    profile : Profile
        All figures of the area.
    traits : tuple of Trait
        What it has much of, at most MOST_TRAITS.
    remarks : tuple of Remark
        Its findings, the most marked first, at most MOST.
    changes : tuple of Change
        What has changed in about ten years.
    """

    profile: Profile
    traits: tuple[Trait, ...]
    remarks: tuple[Remark, ...]
    changes: tuple[Change, ...]

    def what_it_is(self, lang: Lang) -> str:
        """ "Bad Berleburg ist eine größere Kleinstadt in peripherer Lage in Nordrhein-Westfalen, ..."."""
        area, level = self.profile.area, self.profile.level
        name, kind = short(str(area["name"])), self.profile.group.type
        people, land = number(area["population"], 0, lang), number(area["area_km2"], 1, lang)
        end = _year_of(self.profile.themes)
        lies = within(area, lang)
        german = f"{people} Menschen leben hier auf {land} km² ({end})."
        english = f"{people} people live here on {land} km² ({end})."
        told = pick((german, english), lang)
        if kind is None:
            return told
        one = f"{one_of(kind, lang)}{in_lage(area.get('lage'), lang)}{lies}"
        german, english = f"{name} ist eine {one}.", f"{name} is a {one}."
        if level == "verband" and area["members"] > 1:
            members = number(area["members"], 0, lang)
            german = f"{name} ist ein Verband von {members} Gemeinden; nach der größten gilt er als {one}."
            english = f"{name} is a Verband of {members} municipalities; by the largest it counts as a {one}."
        return f"{pick((german, english), lang)} {told}"

    def known_for(self, lang: Lang) -> str:
        """What marks it among its like; empty if nothing does."""
        if not self.traits:
            return ""
        both = pick((" und ", " and "), lang).join(trait.said(lang) for trait in self.traits)
        german = f"In der Gruppe „{self.profile.group.name('de')}“ fällt auf: {both}."
        return pick((german, f"In the group “{self.profile.group.name('en')}” it stands out by {both}."), lang)

    def counted_anew(self, lang: Lang) -> str:
        """That numbers of people rest on one census, and what the next one counted; empty without such numbers."""
        if not any(change.indicator.id == "population" for change in self.changes):
            return ""
        figures = {figure.indicator.id: figure for of in self.profile.themes.values() for figure in of}
        counted = figures.get("census_population")
        said = pick(ONE_CENSUS, lang)
        if counted is None or counted.value is None:
            return said
        people = number(counted.value, 0, lang)
        german, english = f"Der Zensus 2022 zählte {people} Menschen.", f"The census of 2022 counted {people} people."
        return f"{said} {pick((german, english), lang)}"


def portrait(atlas: Atlas, profile: Profile, findings: Findings) -> Portrait:
    """The portrait of an area from its figures and findings (docs/portrait.md has the rules).

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    profile : Profile
        All figures of the area.
    findings : Findings
        Its strengths and weaknesses.

    Returns
    -------
    Portrait
        Each sentence with its figures.

    Examples
    --------
    >>> town = portrait(ed.atlas, ed.profile("12061112", 2019), ed.findings("12061112", 2019))
    >>> town.what_it_is("en").startswith("Eichwalde is a smaller small town")
    True
    """
    return Portrait(profile, _traits(atlas, profile), _remarks(profile, findings), changes_of(atlas, profile))


def _traits(atlas: Atlas, profile: Profile) -> tuple[Trait, ...]:
    """What is measured of the area itself and lies in the highest tenth of a group of some size.

    It must print as more than the group's median (0.3 students where nearly all others have none prints as 0), and rest
    on no number that jumps (jumps.py).
    """
    known = {figure.indicator.id: figure for figures in profile.themes.values() for figure in figures}
    found = [known[name] for name in TRAITS if name in known and known[name].status == "measured"]
    marked = [
        f for f in found if f.place and f.place.of >= FEWEST and f.place.percentile >= TENTH and f.prints_above_median
    ]
    row = atlas.areas(profile.year, profile.level).row[str(profile.area[KEY_COLUMN[profile.level]])]
    asked = (atlas, profile.level, profile.year, row, profile.group.mask)
    return tuple(Trait(figure) for figure in marked if not jump(*asked, figure.indicator.id))[:MOST_TRAITS]


def _remarks(profile: Profile, findings: Findings) -> tuple[Remark, ...]:
    """The most marked findings, at most two of a theme; both sides are heard where there are both."""
    sides = [[_judged(one) for one in most_marked(side)] for side in (findings.strengths, findings.weaknesses)]
    growth = _growth(profile)
    first = [side[0] for side in sides if side]
    rest = [*(one for side in sides for one in side[1:]), *([growth] if growth else [])]
    chosen = list(first)
    for one in sorted(rest, key=lambda one: -one.distance):
        if len(chosen) < MOST and room_for(one.indicator, [other.indicator for other in chosen]):
            chosen.append(one)
    return tuple(sorted(chosen, key=lambda one: -one.distance))


def _judged(one: Finding) -> Remark:
    """A strength or a weakness as a remark."""
    better = {lang: number(one.better_than, 0, lang) for lang in LANGUAGES}
    of = {lang: one.among(lang) for lang in LANGUAGES}
    if one.kind == "strength":
        place = Text(f"Besser als {better['de']} von {of['de']}", f"Better than {better['en']} of {of['en']}")
    elif one.better_than == 0:
        place = Text(f"Niemand von {of['de']} steht schlechter da", f"None of {of['en']} does worse")
    else:
        only = one.better_than <= FEW * one.of
        place = Text(
            f"Schlechter steht es {'nur ' if only else ''}bei {better['de']} von {of['de']}",
            f"{'Only ' if only else ''}{better['en']} of {of['en']} {'does' if one.better_than == 1 else 'do'} worse",
        )
    away = abs(one.goodness - 50)
    doubt = Text(one.in_doubt("de"), one.in_doubt("en"))
    return Remark(one.indicator, one.value, one.reference, away, one.vintage, one.status, one.origins, place, doubt)


def _growth(profile: Profile) -> Remark | None:
    """The change of population, if it is in an outer quarter of the group; nobody says which is better."""
    figures = {figure.indicator.id: figure for of in profile.themes.values() for figure in of}
    figure = figures.get(GROWTH)
    if figure is None or figure.value is None or figure.place is None or figure.place.of < FEWEST:
        return None
    away = abs(figure.place.percentile - 50)
    if away < 50 - QUARTER or census_contradicts(figures):
        return None
    place = grown_beside(figure.value, figure.place)
    median, vintage = figure.place.quartiles[1], figure.vintage or ""
    return Remark(figure.indicator, figure.value, median, away, vintage, figure.status, figure.origins, place)


def _year_of(figures: Mapping[str, list[Figure]]) -> str:
    """The year of the number of people."""
    vintages = [one.vintage for of in figures.values() for one in of if one.indicator.id == "population"]
    return (vintages[0] if vintages else None) or ""
