"""The town that a draft is about: its figures, its group, and numbers as a sentence prints them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
import polars as pl

from kleinstadt.compare.columns import Atlas, Series
from kleinstadt.compare.groups import Group, group_of
from kleinstadt.compare.profile import Figure, Profile, profile
from kleinstadt.edition.edition import Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.keys import LAENDER
from kleinstadt.words import categories
from kleinstadt.words.numbers import number
from kleinstadt.workbench.models.findings import Quoted

VERBAND_DIGITS: Final = 9
OLDEST: Final = 10  # years: older values stand in no sentence (rule 9)
AGED: Final = 5  # years: older values are marked
FEWEST_NAMED: Final = 8  # a smaller group is not named (rule 4)
FEWEST_RANKED: Final = 20  # a smaller group gives no rank
NBSP: Final = "\u00a0"


@dataclass(frozen=True)
class Subject:
    """A municipality or Verband, with all that a draft says about it.

    key : of the plan; level, unit_key : where its figures are read: a municipality that is its own Verband is compared
        with Verbände, any other with municipalities
    """

    atlas: Atlas
    key: str
    level: Level
    unit_key: str
    year: int

    @cached_property
    def standing(self) -> Profile:
        """All its figures beside its group's."""
        return profile(self.atlas, self.level, self.unit_key, self.year)

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Its figures by indicator."""
        return {one.indicator.id: one for theme in self.standing.themes.values() for one in theme}

    @property
    def area(self) -> Mapping[str, Any]:
        """Its row of Edition.areas."""
        return self.atlas.areas(self.year, self.level).record(self.unit_key)

    @cached_property
    def group(self) -> Group:
        """The areas it is compared with."""
        return group_of(self.atlas, self.atlas.areas(self.year, self.level), self.unit_key)

    @property
    def row(self) -> int:
        """Where it stands among all areas of its level."""
        return self.atlas.areas(self.year, self.level).row[self.unit_key]

    @property
    def name(self) -> str:
        """Its name without "Stadt"."""
        return str(self.area["name"]).partition(",")[0]

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
        return None if found is None or self.year - year_of(found.vintage) > OLDEST else found.value

    def series(self, name: str) -> Series | None:
        """An indicator over time, at all areas of the level; None where the edition has it not."""
        return self.atlas.series(name, self.year, self.level) if name in self.atlas.indicators else None

    @cached_property
    def group_rows(self) -> np.ndarray[Any, np.dtype[np.intp]]:
        """Where the areas of its group stand."""
        return np.flatnonzero(self.group.mask)


@dataclass
class Pen:
    """Writes numbers into sentences and remembers each of them with where it is from."""

    town: Subject
    quoted: list[Quoted] = field(default_factory=list)

    def value(self, name: str, decimals: int | None = None) -> str:
        """The town's value as printed, without unit."""
        figure = self.town.figures[name]
        assert figure.value is not None
        digits = figure.indicator.decimals if decimals is None else decimals
        text = number(figure.value, digits, "de")
        return self.quote(name, self.town.unit_key, str(figure.vintage), figure.value, text)

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

    def beside(self, name: str, more: str = "mehr sind es", less: str = "weniger sind es") -> str:
        """How the value stands in its group, as half a sentence; empty where there is no group to name.

        Within the middle half that is said; outside, how many others have more or less (rules 4, 5, 12).
        """
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
        """ "mehr sind es bei 5 von 249 anderen": the town itself does not count."""
        place = self.town.figures[name].place
        assert place is not None
        up_to = round(2 * place.percentile / 100 * place.of) - place.lower
        higher = place.of - up_to
        word, count = (more, higher) if place.percentile > 50 else (less, place.lower)
        of = number(place.of - 1, 0, "de")
        some = number(count, 0, "de") if count else "keinem"
        return f"{word} bei {some} von {of} anderen"

    def taken(self) -> tuple[Quoted, ...]:
        """What was quoted since the last time."""
        found, self.quoted = tuple(self.quoted), []
        return found


def subject(atlas: Atlas, key: str, year: int | None = None) -> Subject:
    """The town of a key of 8 or 9 digits, in the borders of a year, by default the newest."""
    when = atlas.year(year)
    if len(key) == VERBAND_DIGITS:
        atlas.areas(when, "verband").record(key)
        return Subject(atlas, key, "verband", key, when)
    own = atlas.edition.members(when).filter(pl.col("ags") == key)
    if own.is_empty():
        msg = f"There is no municipality '{key}' in {when}."
        raise UnknownNameError(msg, f"Eine Gemeinde „{key}“ gibt es im Gebietsstand {when} nicht.")
    verband = str(own["verband"].item())
    areas = atlas.areas(when, "verband")
    alone = areas.record(verband)["members"] == 1
    return Subject(atlas, key, "verband", verband, when) if alone else Subject(atlas, key, "gemeinde", key, when)


def year_of(vintage: str | None) -> int:
    """The newest year that a vintage names; 0 for none."""
    found = re.findall(r"\d{4}", vintage or "")
    return max(map(int, found), default=0)


def years(vintage: str | None) -> str:
    """A vintage as a sentence says it: "2021", "Juni 2021", "2023 und 2021"."""
    parts = [part.strip() for part in (vintage or "").split("/")]
    named = {"06": "Mitte ", "12": "Ende "}
    said = [f"{named.get(part[5:7], '')}{part[:4]}" if len(part) > 4 else part for part in parts]
    return " und ".join(dict.fromkeys(said))


def signed(value: float, decimals: int = 1) -> str:
    """A difference with its sign: "+3,3", "−2,1", "±0,0"."""
    text = number(abs(value), decimals, "de")
    if not text.strip("0,."):
        return f"±{text}"
    return f"+{text}" if value > 0 else f"−{text}"
