"""The town that a draft is about: its figures, and the group that it is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
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
from kleinstadt.words import categories
from kleinstadt.words.dates import newest_year
from kleinstadt.workbench.draft.telling import inside_of
from kleinstadt.workbench.models.plan import Plan

TOWNS: Final = frozenset({"61", "62", "63", "67"})  # kinds in the register: cities, towns, large district towns


@dataclass(frozen=True)
class Subject:
    """A municipality, Verband or alliance, with all that a draft says about it.

    Attributes
    ----------
    atlas : Atlas
        Columns of an edition, with the alliance in it where it is one.
    key : str
        Of the municipality, Verband or alliance.
    level : {"gemeinde", "verband"}
        At which its figures are read and compared, as on its page.
    year : int
        Year of the borders.
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
        """A figure's value, if there is one that is not too old for a sentence.

        Parameters
        ----------
        name : str
            Id of the indicator.

        Returns
        -------
        float or None
            In the indicator's unit.
        """
        found = self.figures.get(name)
        return None if found is None or self.year - newest_year(found.vintage) > OLDEST else found.value

    def series(self, name: str) -> Series | None:
        """An indicator over time, at all areas of the level; None where the edition has it not.

        Parameters
        ----------
        name : str
            Id of the indicator.

        Returns
        -------
        Series or None
            The town's own values are in the column `row`.
        """
        return self.atlas.series(name, self.year, self.level) if name in self.atlas.indicators else None

    def own(self, name: str) -> bool:
        """Whether its value of an indicator is its own, not that of the Verband or Kreis that it belongs to.

        Parameters
        ----------
        name : str
            Id of the indicator.

        Returns
        -------
        bool
            False for a value that is lent.
        """
        return bool(self.atlas.own(name, self.year, self.level)[self.row])

    def jump(self, name: str) -> Jump | None:
        """Whether the newest value of an indicator jumps, so that it is in no finding and no goal.

        Parameters
        ----------
        name : str
            Id of the indicator.

        Returns
        -------
        Jump or None
            None where it does not jump.
        """
        return jump(self.atlas, self.level, self.year, self.row, self.group.mask, name)

    def heard(self, name: str) -> np.ndarray[Any, np.dtype[np.intp]]:
        """Where the areas of its group stand whose values of an indicator are compared.

        Parameters
        ----------
        name : str
            Id of the indicator.

        Returns
        -------
        array of int
            Rows among all areas of the level, its own among them.
        """
        return np.flatnonzero(heard(self.atlas, name, self.atlas.areas(self.year, self.level), self.group))

    def others(self, name: str) -> Floats:
        """The values of the others of its group, as they are printed.

        Parameters
        ----------
        name : str
            Id of the indicator.

        Returns
        -------
        array of float
            Rounded to the indicator's decimals; those who have none are left out.
        """
        rows = self.heard(name)
        values = self.atlas.column(name, self.year, self.level).values[rows[rows != self.row]]
        printed: Floats = np.round(values[~np.isnan(values)], self.figures[name].indicator.decimals)
        return printed

    @cached_property
    def group_rows(self) -> np.ndarray[Any, np.dtype[np.intp]]:
        """Where the areas of its group stand."""
        return np.flatnonzero(self.group.mask)


def subject(atlas: Atlas, key: str, year: int | None = None) -> Subject:
    """The town of a key of 8 or 9 digits, in the borders of a year, by default the newest.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    key : str
        Of a municipality (8 digits), or of a Verband or alliance (9).
    year : int, optional
        Year of the borders; the newest by default.

    Returns
    -------
    Subject
        Of the municipality itself, not of its Verband.

    Raises
    ------
    UnknownNameError
        If the year has no such area.

    Examples
    --------
    >>> subject(ed.atlas, "12071028").inside, subject(ed.atlas, "010545488").inside
    ('in Briesen/Brjazyna', 'im Verband Föhr-Amrum')
    """
    when = atlas.year(year)
    if town_level(key) == "verband":
        atlas.areas(when, "verband").record(key)
        return Subject(atlas, key, "verband", when)
    if key not in atlas.areas(when, "gemeinde").row:
        msg = f"There is no municipality '{key}' in {when}."
        raise UnknownNameError(msg, f"Eine Gemeinde „{key}“ gibt es im Gebietsstand {when} nicht.")
    return Subject(atlas, key, "gemeinde", when)


def town_of(atlas: Atlas, plan: Plan) -> Subject:
    """Whom a plan is for, in the newest borders.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    plan : Plan
        Of a municipality, a Verband or an alliance.

    Returns
    -------
    Subject
        Town or alliance.

    Raises
    ------
    UnknownNameError
        Where these borders lack it, or one of its members.
    """
    return subject(atlas_of(atlas, plan), plan.key)


def atlas_of(atlas: Atlas, plan: Plan) -> Atlas:
    """The atlas that knows whom a plan is for: with the alliance in it where the plan is of one.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    plan : Plan
        Of a municipality, a Verband or an alliance.

    Returns
    -------
    Atlas
        The same where the plan is of one town.
    """
    return atlas_with(atlas, Alliance(plan.name, plan.members), plan.key) if plan.unit == "alliance" else atlas
