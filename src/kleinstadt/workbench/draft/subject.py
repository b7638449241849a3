"""The town that a draft is about: its figures, its group, and numbers as a sentence prints them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np

from kleinstadt.compare.alliance import Alliance, AllianceAtlas, atlas_with
from kleinstadt.compare.beside import heard
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import Group, group_of
from kleinstadt.compare.jumps import Jump, jump
from kleinstadt.compare.profile import Figure, Profile, profile
from kleinstadt.compare.standings import OLDEST
from kleinstadt.compare.values import Series
from kleinstadt.edition.edition import Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.keys import LAENDER, town_level
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.names import JOINT, short
from kleinstadt.words import categories, dates
from kleinstadt.words.dates import newest_year
from kleinstadt.words.numbers import number
from kleinstadt.workbench.models.findings import Quoted
from kleinstadt.workbench.models.plan import Plan

AGED: Final = 5  # years: older values are marked
FEWEST_NAMED: Final = 8  # a smaller group is not named (rule 4)
FEWEST_RANKED: Final = 20  # a smaller group gives no rank
MOST_LISTED: Final = 4  # members of an alliance whose values are all in a sentence
TOWNS: Final = frozenset({"61", "62", "63", "67"})  # kinds in the register: cities, towns, large district towns
NUMBERS: Final = dict(
    enumerate(("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"), 2)
)
NBSP: Final = "\u00a0"
ISLANDS: Final = frozenset(  # municipalities that are an island: people live on them
    ("Baltrum", "Borkum", "Fehmarn", "Helgoland", "Juist", "Langeoog", "Norderney", "Pellworm", "Spiekeroog")
)


@dataclass(frozen=True)
class Subject:
    """A municipality, Verband or alliance, with all that a draft says about it.

    key : of the municipality, Verband or alliance; level : at which its figures are read and compared, as on its page
    """

    atlas: Atlas
    key: str
    level: Level
    year: int

    @cached_property
    def standing(self) -> Profile:
        """All its figures beside its group's."""
        return profile(self.atlas, self.level, self.key, self.year)

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Its figures by indicator."""
        return {one.indicator.id: one for theme in self.standing.themes.values() for one in theme}

    @property
    def area(self) -> Mapping[str, Any]:
        """Its row of Edition.areas."""
        return self.atlas.areas(self.year, self.level).record(self.key)

    @cached_property
    def group(self) -> Group:
        """The areas it is compared with."""
        return group_of(self.atlas, self.atlas.areas(self.year, self.level), self.key)

    @property
    def row(self) -> int:
        """Where it stands among all areas of its level."""
        return self.atlas.areas(self.year, self.level).row[self.key]

    @property
    def name(self) -> str:
        """Its name without "Stadt"."""
        return self.alliance.name if self.alliance else short(str(self.area["name"]))

    @property
    def alliance(self) -> Alliance | None:
        """The alliance that it is; None for a municipality or Verband."""
        return self.atlas.alliance if isinstance(self.atlas, AllianceAtlas) and self.atlas.key == self.key else None

    @cached_property
    def members(self) -> tuple["Subject", ...]:
        """The towns of an alliance, the lead first; none for a municipality or Verband."""
        if not isinstance(self.atlas, AllianceAtlas) or self.alliance is None:
            return ()
        base = self.atlas.base
        return tuple(Subject(base, key, town_level(key), self.year) for key in self.alliance.members)

    @cached_property
    def own_keys(self) -> tuple[str, ...]:
        """Its key, and that of its Verband where it is one by itself: older plans quote by that."""
        verbaende = dict(self.atlas.edition.members(self.year).select("ags", "verband").iter_rows())
        mine = verbaende.get(self.key)
        alone = sum(one == mine for one in verbaende.values()) == 1
        return (self.key, mine) if mine and alone else (self.key,)

    @property
    def inside(self) -> str:
        """Where its people live: "in Drebkau", "auf Borkum", "im Verband Südtondern"."""
        if self.alliance:
            return f"im {self.titled}"
        if self.level == "verband":
            return f"im {self.name}" if self.name.startswith(JOINT) else f"im Verband {self.name}"
        return inside_of(self.name)

    @property
    def kind(self) -> str:
        """What it is, in the genitive: "der Stadt", "der Gemeinde", "des Verbands", "der Mitglieder"."""
        if self.alliance:
            return "der Mitglieder"
        if self.level == "verband" and self.several:
            return "des Verbands"
        members = self.atlas.edition.members(self.year)
        own = members.filter(members["ags" if self.level == "gemeinde" else "verband"] == self.key)["kind"]
        return "der Stadt" if own[0] in TOWNS else "der Gemeinde"

    @property
    def titled(self) -> str:
        """An alliance's name with what it is: "Bündnis Wittgenstein"; else the name alone."""
        return f"Bündnis {self.name.removeprefix('Bündnis ')}" if self.alliance else self.name

    @property
    def several(self) -> bool:
        """Whether it is an alliance, or a Verband of more than one municipality."""
        return self.level == "verband" and int(self.area["members"]) > 1

    @property
    def land(self) -> str:
        """The name of its Land."""
        return LAENDER[self.key[:2]]

    @property
    def units(self) -> str:
        """What it is compared with."""
        return "Verbände" if self.level == "verband" else "Gemeinden"

    @property
    def group_size(self) -> int:
        """Areas in its group, itself among them."""
        return self.group.size

    @property
    def group_name(self) -> str:
        """Its group in words: "größere Kleinstädte in peripherer Lage"."""
        kinds = categories.types(self.group.type, "de")
        lage = categories.lage(self.group.lage, "de")
        first, _, rest = kinds.partition(" ")
        return (f"{first.lower()} {rest}" if rest else first) + (f" in {lage}er Lage" if lage else "")

    def value(self, name: str) -> float | None:
        """A figure's value, if there is one that is not too old for a sentence."""
        found = self.figures.get(name)
        return None if found is None or self.year - newest_year(found.vintage) > OLDEST else found.value

    def series(self, name: str) -> Series | None:
        """An indicator over time, at all areas of the level; None where the edition has it not."""
        return self.atlas.series(name, self.year, self.level) if name in self.atlas.indicators else None

    def own(self, name: str) -> bool:
        """Whether its value of an indicator is its own, not that of the Verband or Kreis that it belongs to."""
        return bool(self.atlas.own(name, self.year, self.level)[self.row])

    def jump(self, name: str) -> Jump | None:
        """Whether the newest value of an indicator jumps, so that it is in no finding and no goal."""
        return jump(self.atlas, self.level, self.year, self.row, self.group.mask, name)

    def heard(self, name: str) -> np.ndarray[Any, np.dtype[np.intp]]:
        """Where the areas of its group stand whose values of an indicator are compared."""
        return np.flatnonzero(heard(self.atlas, name, self.atlas.areas(self.year, self.level), self.group))

    def others(self, name: str) -> Floats:
        """The values of the others of its group, as they are printed."""
        rows = self.heard(name)
        values = self.atlas.column(name, self.year, self.level).values[rows[rows != self.row]]
        printed: Floats = np.round(values[~np.isnan(values)], self.figures[name].indicator.decimals)
        return printed

    @cached_property
    def group_rows(self) -> np.ndarray[Any, np.dtype[np.intp]]:
        """Where the areas of its group stand."""
        return np.flatnonzero(self.group.mask)


@dataclass
class Pen:
    """Writes numbers into sentences and remembers each of them with where it is from."""

    town: Subject
    quoted: list[Quoted] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """Whether all of these are known and not too old for a sentence."""
        return all(self.town.value(name) is not None for name in names)

    def value(self, name: str, decimals: int | None = None) -> str:
        """The town's value as printed, without unit."""
        figure = self.town.figures[name]
        assert figure.value is not None
        digits = figure.indicator.decimals if decimals is None else decimals
        text = number(figure.value, digits, "de")
        return self.quote(name, self.town.key, str(figure.vintage), figure.value, text)

    def quote(self, name: str, area: str, period: str, value: float, text: str) -> str:
        """Remember a number that is printed as `text`."""
        figure = self.town.figures.get(name)
        source = figure.origins[0].source.publisher if figure and figure.origins else ""
        mark = "modelled" if figure is not None and figure.status == "modelled" else ""
        found = Quoted(
            indicator=name,
            area=area,
            period=period,
            value=value,
            text=text,
            edition=self.town.atlas.fingerprint,
            source=source,
            mark=mark,
        )
        self.quoted.append(found)
        return text

    def year(self, name: str) -> str:
        """Of when the value is, and that it is modelled where it is: "2021", "2019, Modell"."""
        figure = self.town.figures[name]
        return years(figure.vintage) + (", Modell" if figure.status == "modelled" else "")

    def members(self, name: str) -> str:
        """Each member's own value, of many the lowest and the highest: an alliance has no group to be ranked in.

        For how many of its people the alliance's value is known is said first, where not for all.
        """
        known = [one for one in self.town.members if name in one.figures and one.figures[name].value is not None]
        without = [one.name for one in self.town.members if one not in known]
        told = sorted(known, key=lambda one: one.figures[name].value or 0.0)
        if len(self.town.members) <= MOST_LISTED:
            parts = [f"{one.name} {self._of_member(one, name)}" for one in known]
            parts += [f"{one} ohne Wert" for one in without]
        elif len(told) > 1:
            low, high = (f"{self._of_member(one, name)} ({one.name})" for one in (told[0], told[-1]))
            parts = [f"unter den Mitgliedern von {low} bis {high}"]
            parts += [f"ohne Wert: {', '.join(without)}"] if without else []
        else:
            parts = [f"einen Wert hat nur {one.name}" for one in told]
        covered = self.town.figures[name].own.covered("de").strip(" ()")
        return "; ".join(part for part in (covered and f"{covered} der Menschen bekannt", ", ".join(parts)) if part)

    def _of_member(self, one: Subject, name: str) -> str:
        pen = Pen(one)
        text = pen.value(name)
        self.quoted += pen.taken()
        return text

    def beside(self, name: str, more: str = "mehr sind es", less: str = "weniger sind es") -> str:
        """How the value stands in its group, as half a sentence; empty where there is no group to name.

        Within the middle half that is said; outside, how many others have more or less (rules 4, 5, 12).
        """
        if self.town.alliance:
            return self.members(name)
        figure = self.town.figures[name]
        place = figure.place
        if place is None or place.of < FEWEST_NAMED:
            return ""
        middle = place.quartiles[1]
        text = number(middle, figure.indicator.decimals, "de")
        median = self.quote(name, "group", str(figure.vintage), middle, text)
        few = ", wenige Vergleichsstädte" if place.of < FEWEST_RANKED else ""
        if 25 <= place.percentile <= 75:
            return f"das liegt in der mittleren Hälfte der Gruppe (Median {median}{few})"
        if place.of < FEWEST_RANKED:
            return f"Median der Gruppe {median}{few}"
        return f"Median der Gruppe {median}; {self.rank(name, more, less)}"

    def rank(self, name: str, more: str, less: str) -> str:
        """ "mehr sind es bei 5 von 249 anderen": the town itself does not count, and what prints alike is not more."""
        figure, others = self.town.figures[name], self.town.others(name)
        assert figure.place is not None
        assert figure.value is not None
        own = round(figure.value, figure.indicator.decimals)
        high = figure.place.percentile > 50
        count = int((others > own).sum() if high else (others < own).sum())
        some = {0: "keinem", 1: "einem"}.get(count, number(count, 0, "de"))
        return f"{more if high else less} bei {some} von {number(len(others), 0, 'de')} anderen"

    def taken(self) -> tuple[Quoted, ...]:
        """What was quoted since the last time."""
        found, self.quoted = tuple(self.quoted), []
        return found


def inside_of(name: str) -> str:
    """Where the people of a municipality live: "in Drebkau", "auf Borkum", "auf der Insel Hiddensee"."""
    if name.startswith(("Insel ", "Hallig ")):
        return f"auf der {name}"
    where = {"Sylt": "in der Gemeinde"}.get(name, "auf" if name in ISLANDS else "in")
    return f"{where} {name}"


def subject(atlas: Atlas, key: str, year: int | None = None) -> Subject:
    """The town of a key of 8 or 9 digits, in the borders of a year, by default the newest."""
    when = atlas.year(year)
    if town_level(key) == "verband":
        atlas.areas(when, "verband").record(key)
        return Subject(atlas, key, "verband", when)
    if key not in atlas.areas(when, "gemeinde").row:
        msg = f"There is no municipality '{key}' in {when}."
        raise UnknownNameError(msg, f"Eine Gemeinde „{key}“ gibt es im Gebietsstand {when} nicht.")
    return Subject(atlas, key, "gemeinde", when)


def town_of(atlas: Atlas, plan: Plan) -> Subject:
    """Whom a plan is for, in the newest borders; raises UnknownNameError where these lack it, or one of its members."""
    return subject(atlas_of(atlas, plan), plan.key)


def atlas_of(atlas: Atlas, plan: Plan) -> Atlas:
    """The atlas that knows whom a plan is for: with the alliance in it where the plan is of one."""
    return atlas_with(atlas, Alliance(plan.name, plan.members), plan.key) if plan.unit == "alliance" else atlas


def listed(names: Sequence[str]) -> str:
    """ "A", "A und B", "A, B und C"."""
    return f"{', '.join(names[:-1])} und {names[-1]}" if len(names) > 1 else "".join(names)


def counted(members: int) -> str:
    """A number of members in a sentence: "drei"."""
    return NUMBERS.get(members, str(members))


def years(vintage: str | None) -> str:
    """A vintage as a sentence says it: "2021", "Mitte 2021", "2023 und 2021"."""
    return dates.period(vintage or "", "de")


def signed(value: float, decimals: int = 1) -> str:
    """A difference with its sign: "+3,3", "−2,1", "±0,0"."""
    text = number(abs(value), decimals, "de")
    if not text.strip("0,."):
        return f"±{text}"
    return f"+{text}" if value > 0 else f"−{text}"
