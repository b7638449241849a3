"""A town in words, by rule: what it is, what marks it, five findings, what has changed in ten years.

No sentence without its figure, and no figure without year, source and, if compared, the number of towns it is compared
with. Which rule writes what stands in docs/portrait.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from typing import Any, Final

import numpy as np

from kleinstadt.compare.changes import STEADY, changed, in_percent, nearest_pair, years_between
from kleinstadt.compare.columns import Atlas, Origin
from kleinstadt.compare.credits import credits_of
from kleinstadt.compare.findings import QUARTER, Finding, Findings, most_marked, room_for
from kleinstadt.compare.groups import FEWEST
from kleinstadt.compare.jumps import Jump, census_contradicts, jump
from kleinstadt.compare.profile import Figure, Profile
from kleinstadt.indicators.model import Indicator
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.territory.names import short
from kleinstadt.words import categories as words
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

CHANGES: Final = ("population", "employees_workplace", "unemployed_share", "income_tax_eur_per_head")
SHORTEST: Final = 5  # years under which nothing is said

ONE_CENSUS: Final = Text(
    "Die Einwohnerzahlen beider Jahre schreiben denselben Zensus fort; "
    "über die Zählungen von 2011 und 2022 hinweg wird nicht verglichen.",
    "The numbers of people of both years go on from the same census; "
    "nothing is compared across the counts of 2011 and 2022.",
)
MEASURES: Final = frozenset({"min", "km", "m", "years"})
LAGE_IN: Final[dict[str, tuple[str, str]]] = {
    "sehr_zentral": ("sehr zentraler", "a very central"),
    "zentral": ("zentraler", "a central"),
    "peripher": ("peripherer", "a peripheral"),
    "sehr_peripher": ("sehr peripherer", "a very peripheral"),
}


@dataclass(frozen=True)
class Trait:
    """Something that an area has much of; the figure has a place in the group."""

    figure: Figure

    def said(self, lang: Lang) -> str:
        """It with figure, year and n: "viel Wald (Waldanteil 59,3 %, 2021; mehr als bei 219 von 231)"."""
        place, indicator = self.figure.place, self.figure.indicator
        lower, of = (number(n, 0, lang) for n in ((place.lower, place.of) if place else (0, 0)))
        than = pick((f"mehr als bei {lower} von {of}", f"more than in {lower} of {of}"), lang)
        vintage = dates.period(self.figure.vintage or "", lang)
        shown = f"{indicator.label(lang)} {_valued(indicator, self.figure.value, lang)}, {vintage}; {than}"
        return f"{pick(TRAITS[indicator.id], lang)} ({shown})"


@dataclass(frozen=True)
class Remark:
    """A finding worth a minute.

    distance : from the middle of the group, 0 to 50; place : where the figure stands, with n; doubt : a jump
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
        return _valued(self.indicator, self.value, lang)

    def of_when(self, lang: Lang) -> str:
        """The period of the figure: "Mitte 2021"."""
        return dates.period(self.vintage, lang)

    def credits(self, lang: Lang) -> list[str]:
        """Whom to name, each once."""
        return credits_of(self.origins, lang)

    def said(self, lang: Lang) -> str:
        """Where it stands: "Besser als 224 von 231; der Median der Gruppe ist 70,4 %."."""
        median = _valued(self.indicator, self.median, lang)
        middle = pick(("der Median der Gruppe ist", "the median of the group is"), lang)
        doubt = pick(self.doubt, lang) if self.doubt else ""
        return f"{pick(self.place, lang)}; {middle} {median}{f'; {doubt}' if doubt else ''}."


@dataclass(frozen=True)
class Change:
    """What an indicator of an area was and is, on one census and on the same borders.

    change : in per cent for counts and euros, else in the indicator's unit; of the values as printed
    median, of : of the group (Germany has none: 0); doubt : a jump of the last value that nobody has explained
    """

    indicator: Indicator
    start: str
    end: str
    first: float
    last: float
    change: float
    median: float
    of: int
    origins: tuple[Origin, ...]
    doubt: Jump | None

    def credits(self, lang: Lang) -> list[str]:
        """Whom to name, each once."""
        return credits_of(self.origins, lang)

    @property
    def in_percent(self) -> bool:
        """Whether the change is told in per cent of the first value."""
        return in_percent(self.indicator)

    @property
    def unmoved(self) -> bool:
        """Whether it is too small to be called a direction."""
        return abs(self.change) < STEADY.get(self.indicator.id, 0.0) or round(self.change, 1) == 0

    def direction(self, lang: Lang) -> str:
        """ "gestiegen", "gesunken", or "fast unverändert"."""
        if self.unmoved:
            return pick(("fast unverändert", "almost unchanged"), lang)
        return pick(("gestiegen", "risen") if self.change > 0 else ("gesunken", "fallen"), lang)

    def said(self, lang: Lang) -> str:
        """Both figures: "von 19.236 (2013) auf 18.833 (2023) gesunken", "fast unverändert: 510 (2012), 505 (2022)"."""
        moved = self.direction(lang)
        first = f"{_valued(self.indicator, self.first, lang)} ({self.start})"
        last = f"{_valued(self.indicator, self.last, lang)} ({self.end})"
        if self.unmoved:
            return f"{moved}: {first}, {last}"
        return pick((f"von {first} auf {last} {moved}", f"{moved} from {first} to {last}"), lang)

    def signed(self, value: float, lang: Lang) -> str:
        """A change with its sign: "−2,1 %", of rates "−0,4 Punkte"."""
        sign = "+" if value > 0 and round(value, 1) != 0 else ""
        unit = pick(("\u00a0%", "%") if self.in_percent else (" Punkte", " points"), lang)
        return f"{sign}{number(value, 1, lang)}{unit}"

    def beside(self, lang: Lang) -> str:
        """The group: "Median der Gruppe +1,3 % (n = 231)"."""
        middle = pick(("Median der Gruppe", "median of the group"), lang)
        return f"{middle} {self.signed(self.median, lang)} (n = {number(self.of, 0, lang)})"


@dataclass(frozen=True)
class Portrait:
    """What a town's page opens with; each part may be empty where nothing is known."""

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
        where = _where(area, lang)
        german = f"{people} Menschen leben hier auf {land} km² ({end})."
        english = f"{people} people live here on {land} km² ({end})."
        told = pick((german, english), lang)
        if kind is None:
            return told
        one = f"{_one_of(kind, lang)}{_in_lage(area.get('lage'), lang)}{where}"
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
    """The portrait of a municipality or Verband from its figures and findings."""
    return Portrait(profile, _traits(atlas, profile), _remarks(profile, findings), _changes(atlas, profile))


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
    lower, of = figure.place.lower, figure.place.of
    place = Text(
        f"Mehr gewachsen oder weniger geschrumpft als {number(lower, 0, 'de')} von {number(of, 0, 'de')}",
        f"Grew more or shrank less than {number(lower, 0, 'en')} of {number(of, 0, 'en')}",
    )
    median, vintage = figure.place.quartiles[1], figure.vintage or ""
    return Remark(figure.indicator, figure.value, median, away, vintage, figure.status, figure.origins, place)


def _changes(atlas: Atlas, profile: Profile) -> tuple[Change, ...]:
    """What is known of the area itself at two times; nothing of it is lent by its Kreis or Verband."""
    names = [name for name in CHANGES if name in atlas.indicators]
    row = atlas.areas(profile.year, profile.level).row[str(profile.area[KEY_COLUMN[profile.level]])]
    own = [name for name in names if atlas.own(name, profile.year, profile.level)[row]]
    return tuple(change for name in own if (change := _change(atlas, profile, name, row)))


def _change(atlas: Atlas, profile: Profile, name: str, row: int) -> Change | None:
    series = atlas.series(name, profile.year, profile.level)
    values = series.values[:, row]
    known = [at for at in range(len(values)) if not isnan(values[at])]
    indicator = atlas.indicators[name]
    ends = _ends(indicator, [series.periods[at] for at in known])
    if ends is None:
        return None
    first, last = map(series.periods.index, ends)
    changes = changed(indicator, series.values[first], series.values[last])
    inside = profile.group.mask & atlas.own(name, profile.year, profile.level)
    group = changes[inside & np.isfinite(changes)]
    if not np.isfinite(changes[row]) or (len(group) < FEWEST and profile.level != "bund"):
        return None
    shown = np.round(values[[first, last]], indicator.decimals)  # what a reader can work out from what is printed
    own = float(changed(indicator, shown[:1], shown[1:])[0])
    doubt = jump(atlas, profile.level, profile.year, row, profile.group.mask, name)
    return Change(
        indicator,
        series.periods[first],
        series.periods[last],
        float(values[first]),
        float(values[last]),
        own,
        float(np.median(group)),
        0 if profile.level == "bund" else len(group),
        atlas.origins(name, profile.year),
        doubt,
    )


def _ends(indicator: Indicator, periods: list[str]) -> tuple[str, str] | None:
    """The two periods that are compared, about ten years apart as everywhere (changes.py); None if too near."""
    found = nearest_pair(indicator, periods, None, None)
    return found if found and years_between(*found) >= SHORTEST else None


def _valued(indicator: Indicator, value: float | None, lang: Lang) -> str:
    """A figure with its unit: those of measure always, others unless the indicator's name says them."""
    unit = indicator.unit_label(lang) if indicator.unit in MEASURES else indicator.unit_beside(lang)
    shown = number(value, indicator.decimals, lang)
    if unit == "%":
        return shown + pick(("\u00a0%", "%"), lang)
    return f"{shown} {unit}" if unit else shown


def _one_of(kind: str, lang: Lang) -> str:
    """A type within a sentence: "größere Kleinstadt"."""
    one = words.one_of_type(kind, lang)
    small = one[0].lower() + one[1:]
    return pick((small if " " in one else one, small), lang)  # German nouns keep their capital


def _in_lage(lage: str | None, lang: Lang) -> str:
    if lage not in LAGE_IN:
        return ""
    return pick((f" in {LAGE_IN[lage][0]} Lage", f" in {LAGE_IN[lage][1]} location"), lang)


def _where(area: Mapping[str, Any], lang: Lang) -> str:
    """Kreis and Land, each unless it is the area itself: " im Wetteraukreis in Hessen"."""
    own, kreis, land = (short(str(area[name] or "")) for name in ("name", "kreis_name", "land_name"))
    said = ""
    if kreis and kreis != own:
        said += f" {in_kreis(kreis, lang)}"
    if land and land != own:
        said += pick((f" {in_land(land, lang)}", f", {land}"), lang)
    return said


def in_kreis(kreis: str, lang: Lang) -> str:
    """A Kreis as where something is: "im Wetteraukreis", "im Kreis Siegen-Wittgenstein", "in der Region Hannover"."""
    plainly = "kreis" in kreis.lower() or "verband" in kreis
    inside = "in der" if "egion" in kreis else "im" if plainly else "im Kreis"
    of = "" if plainly or "egion" in kreis else "the Kreis of "
    return pick((f"{inside} {kreis}", f"in {of}{kreis}"), lang)


def in_land(land: str, lang: Lang) -> str:
    """A Land as where something is: "in Hessen", "im Saarland"."""
    return pick((f"im {land}" if land == "Saarland" else f"in {land}", f"in {land}"), lang)


def _year_of(figures: Mapping[str, list[Figure]]) -> str:
    """The year of the number of people."""
    vintages = [one.vintage for of in figures.values() for one in of if one.indicator.id == "population"]
    return (vintages[0] if vintages else None) or ""
