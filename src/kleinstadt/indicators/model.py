"""What an indicator is. Its class is its rule of aggregation.

- A Count can be added up, and carried over territorial reforms.
- A Ratio divides sums: group value = sum of numerators / sum of denominators. It is never averaged.
- A Change is a Ratio of one count at two times; across a new census there is none. A Cohort follows the same births.
- A Published rate was computed by somebody else. It refuses to be added up; with a named weight, group values are
  weighted means.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from kleinstadt.errors import AggregationError, UnknownNameError
from kleinstadt.indicators.units import SCALES, THEMES, UNITS
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.crosswalk import Weight
from kleinstadt.words import dates
from kleinstadt.words.language import Lang, pick

Better = Literal["higher", "lower"]


SHORTEST_TAIL: Final = 4  # letters: "Bushaltestellen" says "Haltestellen", but "zum" does not say "m"


@dataclass(frozen=True, kw_only=True, eq=False)
class Indicator:
    """What all indicators have: a name for machines, names for people, a unit, a theme.

    Parameters
    ----------
    id : str
        Name for machines.
    de, en : str
        Names for people.
    unit : str
        One of UNITS.
    theme : str
        One of THEMES.
    decimals : int
        With which it is printed.
    note_de, note_en : str
        What a reader must know; may be empty.
    better : {"higher", "lower"}, optional
        The direction that planners of small towns would agree is good; None where it depends on what a town wants
        (rents, density, rates of tax), so that no value of it is called a strength or a weakness.
    breaks : tuple of str
        The first period on another basis: of a count that goes on from censuses that after each, of a rate that of
        another source or definition; its periods between two have one basis.
    """

    id: str
    de: str
    en: str
    unit: str
    theme: str
    decimals: int = 0
    note_de: str = ""
    note_en: str = ""
    better: Better | None = None
    breaks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise UnknownNameError where unit or theme has no words in both languages, or nobody knows what is better."""
        if self.better not in (None, *get_args(Better)):
            msg = (
                f"indicator '{self.id}': better='{self.better}' is none of: higher, lower (leave it out if it is open)."
            )
            raise UnknownNameError(msg)
        for what, name, known in (("unit", self.unit, UNITS), ("theme", self.theme, THEMES)):
            if name not in known:
                msg = (
                    f"indicator '{self.id}': no {what} '{name}' (there are: {', '.join(known)}). Take one of these, or "
                    f"add it with its German and English words to {what.upper()}S in indicators/units.py."
                )
                raise UnknownNameError(msg)

    def __eq__(self, other: object) -> bool:
        """Whether all that is declared is the same."""
        return self is other or (type(self) is type(other) and vars(self) == vars(other))

    def __hash__(self) -> int:
        """Of the id alone: pages look up words by indicator hundreds of times."""
        return hash(self.id)

    def basis(self, period: str) -> int:
        """How many of `breaks` lie before or at a period; two periods of one basis may be compared.

        Parameters
        ----------
        period : str
            "2019", "2020-06".

        Returns
        -------
        int
            0 before the first break.
        """
        return sum(period >= first for first in self.breaks)

    def label(self, lang: Lang) -> str:
        """Its name in "de" or "en"."""
        return pick((self.de, self.en), lang)

    def dated(self, period: str, lang: Lang) -> str:
        """A period of it in words; of a numerator and a denominator of two times with what is of which.

        Parameters
        ----------
        period : str
            "2019", "2020-06", "2022 / 2021".
        lang : {"de", "en"}
            Language of the words.

        Returns
        -------
        str
            "2019", "Mitte 2020", "2022 und 2021".
        """
        return dates.period(period, lang)

    def note(self, lang: Lang) -> str:
        """What a reader must know, in "de" or "en"; may be empty."""
        return pick((self.note_de, self.note_en), lang)

    def unit_label(self, lang: Lang) -> str:
        """Its unit as printed behind a number, in "de" or "en"; may be empty."""
        return pick(UNITS[self.unit], lang)

    def unit_beside(self, lang: Lang) -> str:
        """Its unit as printed beside its name, without what the name says already; may be empty.

        "Schools" needs no "schools", "Renewable power per head" only "kW", "Unemployed per 100" no "%".
        """
        unit, name = self.unit_label(lang), self.label(lang).lower()
        joint = pick((" je ", " per "), lang)
        head, _, base = unit.partition(joint)
        alone = r"(?<!\w)" if len(unit) < SHORTEST_TAIL else ""
        if re.search(rf"{alone}{re.escape(unit.lower())}(?!\w)", name) or (unit == "%" and f"{joint}100 " in name):
            return ""
        return head if base and f"{joint}{base}".lower() in name else unit

    def titled(self, lang: Lang) -> str:
        """Its name with its unit in brackets."""
        unit = self.unit_beside(lang)
        return self.label(lang) + (f" ({unit})" if unit else "")

    def formula(self, lang: Lang) -> str:
        """How it is computed, in one line."""
        raise NotImplementedError

    def rule(self, lang: Lang) -> str:
        """The formula for readers, without names of columns."""
        return self.formula(lang)

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of the fact table it needs."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True, eq=False)
class Count(Indicator):
    """Persons, buildings, hectares: adds up over areas, and is carried over reforms with the weight that fits.

    Parameters
    ----------
    parts : tuple of str
        The variables that are added up, by default one of the same name as the indicator.
    carried_by : {"population", "area", "employees"}
        Which shares of a divided municipality its count follows.
    factor : float
        Into the indicator's unit, e.g. 0.01 from ha to km².
    in_turn : bool
        Whether each vintage is of another part of the country, as elections are: an area has its own nearest one.

    Examples
    --------
    >>> Count(id="dogs", de="Hunde", en="Dogs", unit="persons", theme="population").formula("en")
    'Sum over municipalities: dogs'
    """

    parts: tuple[str, ...] = ()
    carried_by: Weight = "population"
    factor: float = 1.0
    in_turn: bool = False

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that are added up."""
        return self.parts or (self.id,)

    def formula(self, lang: Lang) -> str:
        """Sum over the municipalities."""
        what = " + ".join(self.variables) + (f" × {self.factor:g}" if self.factor != 1 else "")
        return f"{self.rule(lang)}: {what}"

    def rule(self, lang: Lang) -> str:
        """Of what it is the sum."""
        return pick(("Summe der Gemeinden", "Sum over municipalities"), lang)


@dataclass(frozen=True, kw_only=True, eq=False)
class Ratio(Indicator):
    """One count over another: sums are divided, never ratios averaged.

    Parameters
    ----------
    numerator, denominator : Count
        What is divided by what.
    scale : float
        100 for per cent, 1000 for per 1,000.

    Notes
    -----
    scale * sum of numerators / sum of denominators, over the municipalities that have both.
    """

    numerator: Count
    denominator: Count
    scale: float = 1.0

    def __post_init__(self) -> None:
        """Raise AggregationError, too, where the unit says "per 1,000" and the scale does not."""
        super().__post_init__()
        scale = SCALES.get(self.unit, self.scale)
        if self.scale != scale:
            msg = f"indicator '{self.id}': its unit '{self.unit}' needs scale={scale:g} (declared: {self.scale:g})."
            raise AggregationError(msg)

    @property
    def is_share(self) -> bool:
        """Whether the numerator is a part of the denominator: more than all of it is no number."""
        return self.unit == "pct"

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of both counts."""
        return self.numerator.variables + self.denominator.variables

    @property
    def in_turn(self) -> bool:
        """Whether each area has figures of a year of its own (Count)."""
        return self.numerator.in_turn

    def dated(self, period: str, lang: Lang) -> str:
        """Where the two times differ, with what is of the other."""
        return dates.divided(period, self.denominator.label(lang), lang)

    def formula(self, lang: Lang) -> str:
        """Numerator over denominator."""
        times = f" × {self.scale:g}" if self.scale != 1 else ""
        return f"{self.numerator.label(lang)} / {self.denominator.label(lang)}{times}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Change(Ratio):
    """How much a count has changed over some years, on the borders of one day; both counts on one census.

    Parameters
    ----------
    numerator : Count
        The count, at its later time; the denominator is the same count, `years` before.
    breaks : tuple of str
        Those of the count; a change across one is no number.
    years : int
        Between the two times.

    Notes
    -----
    (later - earlier) / earlier * 100, each summed over the area.
    """

    years: int
    scale: float = 100.0

    @property
    def is_share(self) -> bool:
        """A change may be more than all."""
        return False

    def comparable(self, periods: Sequence[str]) -> list[str]:
        """Those of the periods before which there is one of as many years, on the same census.

        Parameters
        ----------
        periods : sequence of str
            Of the count; only whole years count.

        Returns
        -------
        list of str
            In the order of `periods`.
        """
        years = {time: str(int(time) - self.years) for time in periods if time.isdigit()}
        return [time for time, then in years.items() if then in periods and self.basis(time) == self.basis(then)]

    def above(self, later: Floats, earlier: Floats) -> Floats:
        """What stands over the earlier count: how much there is more.

        Parameters
        ----------
        later, earlier : array of float
            The count at both times.

        Returns
        -------
        array of float
            later - earlier.
        """
        return later - earlier

    def dated(self, period: str, lang: Lang) -> str:
        """A period of it: the years between which it has changed."""
        return dates.period(period, lang)

    def formula(self, lang: Lang) -> str:
        """Later minus earlier over earlier."""
        name = self.numerator.label(lang)
        then = f"{name} {self.years} " + pick(("Jahre zuvor", "years before"), lang)
        return f"({name} − {then}) / {then} × 100"


@dataclass(frozen=True, kw_only=True, eq=False)
class Cohort(Change):
    """Persons of an age per 100 who had the age of the same births `years` before: above 100 where people moved in.

    Parameters
    ----------
    numerator : Count
        Persons of the later age.
    denominator : Count
        Persons so many years younger, counted `years` before.

    Notes
    -----
    later / earlier * 100.

    References
    ----------
    BBSR 2021, "Kleinstädte in Deutschland", Infobox 4.
    """

    def above(self, later: Floats, earlier: Floats) -> Floats:  # noqa: ARG002
        """Those who are there now."""
        return later

    def formula(self, lang: Lang) -> str:
        """Later over earlier."""
        then = f"{self.denominator.label(lang)} {self.years} " + pick(("Jahre zuvor", "years before"), lang)
        return f"{self.numerator.label(lang)} / {then} × 100"


@dataclass(frozen=True, kw_only=True, eq=False)
class Published(Indicator):
    """A rate as its publisher computed it. Means of groups need the named weight; without one there are none.

    Parameters
    ----------
    weight : Count, optional
        What groups are weighted by.
    variable : str
        Name in the fact table, by default that of the indicator.
    level : {"gemeinde", "verband", "kreis"}
        The finest level at which it is published.
    by_road : bool
        Minutes on roads to goals on the mainland, which an island without a road has not (islands.py).
    mean : {"arithmetic", "harmonic"}
        "harmonic" for a rate over the weight itself, such as persons per km² weighted by persons: a group's value is
        then the sum of persons over the sum of the km² that its areas' rates say.

    Notes
    -----
    arithmetic: sum(rate * weight) / sum(weight); harmonic: sum(weight) / sum(weight / rate).
    """

    weight: Count | None = None
    variable: str = field(default="")
    level: Literal["gemeinde", "verband", "kreis"] = "gemeinde"
    by_road: bool = False
    mean: Literal["arithmetic", "harmonic"] = "arithmetic"

    @property
    def variables(self) -> tuple[str, ...]:
        """The published rate, and its weight's variables."""
        return (self.variable or self.id, *(self.weight.variables if self.weight else ()))

    def formula(self, lang: Lang) -> str:
        """As published; groups as weighted means."""
        if self.weight is None:
            return pick(("wie veröffentlicht, keine Gruppenmittel", "as published, no group means"), lang)
        german, english = ("harmonisches Mittel", "harmonic mean") if self.mean == "harmonic" else ("Mittel", "mean")
        german = f"wie veröffentlicht; Gruppen: {german}, gewichtet mit {self.weight.de}"
        return pick((german, f"as published; groups: {english} weighted by {self.weight.en}"), lang)
