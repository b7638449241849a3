"""Two numbers in a sentence: "6.490 und 7.310 Einwohner", the same words on command line, API, page and PDF."""

from dataclasses import dataclass
from typing import Final

from kleinstadt.compare.profile import Place
from kleinstadt.indicators.model import Indicator
from kleinstadt.words import dates
from kleinstadt.words.language import LANGUAGES, Lang, Text, pick
from kleinstadt.words.numbers import around, number

# What stands behind two numbers of an indicator; others are told by their name.
TAILS: Final[dict[str, tuple[str, str]]] = {
    "population": ("Einwohner", "residents"),
    "potential_persons": ("Menschen im Umkreis", "people around"),
    "income_tax_eur_per_head": ("€ Einkommensteueranteil je Einwohner", "€ of income tax per head"),
    "residents_per_job": ("Einwohner je Arbeitsplatz", "residents per job"),
    "settlement_density": ("Einwohner je km² Siedlungs- und Verkehrsfläche", "residents per km² of settled land"),
    "density": ("Einwohner je km²", "residents per km²"),
    "mean_age_years": ("Jahre Durchschnittsalter", "years of mean age"),
    "unemployed_share": ("% arbeitslos", "% unemployed"),
    "working_age_share": ("% im erwerbsfähigen Alter", "% of working age"),
    "buildings_3plus_share": ("% Mehrfamilienhäuser", "% multi-family houses"),
    "census_vacancy_pct": ("% Leerstand", "% of dwellings vacant"),
    "census_rent_eur_per_m2": ("€ Nettokaltmiete je m²", "€ of net rent per m²"),
    "minutes_to_mittelzentrum": ("Minuten zum nächsten Mittelzentrum", "minutes to the nearest Mittelzentrum"),
    "modelled_minutes_to_mittelzentrum": ("Minuten zum nächsten Mittelzentrum", "minutes to the nearest Mittelzentrum"),
}

# What a nought of such minutes means; nobody would say "0 minutes" of where one is.
NOUGHT: Final = dict.fromkeys(
    ("minutes_to_mittelzentrum", "modelled_minutes_to_mittelzentrum"), (" (0: selbst eines)", " (0: is one itself)")
)

AGED: Final = 5  # years: of older values the year is said
MIDDLE: Final = 50  # per cent of a group
NEAR: Final = 0.25  # of the larger of two numbers: as far apart two that are told as alike may be


def said_when(period: str | None, year: int) -> str:
    """The period of a value, if it lies so far before the year of the page that a reader must know it; else empty.

    Parameters
    ----------
    period : str or None
        Period of the value, "2019" or "2019-06".
    year : int
        Year of the page.

    Returns
    -------
    str
        The period if it is more than AGED years before, else "".

    Examples
    --------
    >>> said_when("2011", 2024), said_when("2023", 2024)
    ('2011', '')
    """
    return period if period and year - int(period[:4]) > AGED else ""


@dataclass(frozen=True)
class Pair:
    """An indicator with a town's own value and that of another, both known.

    Attributes
    ----------
    indicator : Indicator
        What is measured.
    own, other : float
        In the indicator's unit.
    old : str
        Their period where it must be said, as `said_when` gives it; else "".

    Examples
    --------
    >>> Pair(ed.indicators["unemployed_share"], 4.1, 4.3).both("en")
    '4.1 and 4.3% unemployed'
    """

    indicator: Indicator
    own: float
    other: float
    old: str = ""

    def both(self, lang: Lang) -> str:
        """That they are alike: "4,1 und 4,3 % arbeitslos"."""
        return self._said(self.own, ("und", "and"), self.other, lang)

    def instead(self, lang: Lang) -> str:
        """That the other differs: "9,0 statt 4,1 % arbeitslos"."""
        return self._said(self.other, ("statt", "instead of"), self.own, lang)

    def against(self, lang: Lang) -> str:
        """The other's value against the own, by name: "Arbeitsplatzdichte 61,2 gegenüber 28,3"."""
        first, second = self._numbers(self.other, self.own, self.indicator.unit_beside(lang), lang)
        than = pick(("gegenüber", "against"), lang)
        when = f" ({dates.period(self.old, lang)})" if self.old else ""
        return f"{self.indicator.label(lang)} {first} {than} {second}{when}"

    def _said(self, first: float, joint: tuple[str, str], second: float, lang: Lang) -> str:
        tail = TAILS.get(self.indicator.id)
        one, two = self._numbers(first, second, pick(tail, lang) if tail else self.indicator.unit_beside(lang), lang)
        when = f" ({dates.period(self.old, lang)})" if self.old else ""
        name = "" if tail else f"{self.indicator.label(lang)} "
        shown = [round(value, self.indicator.decimals) for value in (first, second)]
        nought = pick(NOUGHT.get(self.indicator.id, ("", "")), lang) if 0 in shown else ""
        return f"{name}{one} {pick(joint, lang)} {two}{nought}{when}"

    def _numbers(self, first: float, second: float, unit: str, lang: Lang) -> tuple[str, str]:
        """Both as printed, what stands behind a number behind the second alone."""
        before, after = around(unit, lang)
        one, two = (before + number(value, self.indicator.decimals, lang) for value in (first, second))
        return one, two + after

    @property
    def near(self) -> bool:
        """Whether the smaller number is at least three quarters of the larger, as whoever reads both expects."""
        return abs(self.own - self.other) <= NEAR * max(abs(self.own), abs(self.other))

    @property
    def trivial(self) -> bool:
        """Whether both are nought, or all: zero minutes of two centres are no likeness worth a word."""
        shown = [round(value, self.indicator.decimals) for value in (self.own, self.other)]
        return shown[0] == shown[1] and (shown[0] == 0 or (self.indicator.unit == "pct" and shown[0] == 100))


def grown_beside(value: float, place: Place) -> Text:
    """A change of population among those of the group; about the few below it where there are few.

    Parameters
    ----------
    value : float
        In per cent.
    place : Place
        Its place in the group.

    Returns
    -------
    Text
        "Stärker gewachsen als 300 von 375", "Stärker geschrumpft sind nur 27 von 375".
    """
    lower, of = ({lang: number(count, 0, lang) for lang in LANGUAGES} for count in (place.lower, place.of))
    german, english = f"{lower['de']} von {of['de']}", f"{lower['en']} of {of['en']}"
    if place.percentile > MIDDLE:
        ways = ("Stärker gewachsen", "Grew more") if value > 0 else ("Weniger geschrumpft", "Shrank less")
        return Text(f"{ways[0]} als {german}", f"{ways[1]} than {english}")
    if not place.lower:
        ways = ("ist stärker geschrumpft", "shrank more") if value < 0 else ("wuchs weniger", "grew less")
        return Text(f"Niemand von {of['de']} {ways[0]}", f"None of {of['en']} {ways[1]}")
    more = ("Stärker geschrumpft", "shrank more")
    less = ("Weniger gewachsen oder geschrumpft", "grew less or shrank")
    ways = more if value < 0 else less
    be = "ist" if place.lower == 1 else "sind"
    return Text(f"{ways[0]} {be} nur {german}", f"Only {english} {ways[1]}")
