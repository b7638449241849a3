"""An alliance of towns as one more Verband: its figures by the one rule for groups.

An alliance is a row of its own at the level of Verbände. It is part of no sum (its people are counted where they live)
and of no group: it has neither type nor Lage, so that it is ranked among nobody.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.compare.areas import FIELDS, Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.kept_levels import AtArea
from kleinstadt.compare.values import Column, Origin, Series
from kleinstadt.edition.edition import Level
from kleinstadt.errors import PlanError, UnknownNameError
from kleinstadt.indicators.aggregation import PARTIAL, Grouped, GroupValue, group_values, value_of
from kleinstadt.indicators.model import Published
from kleinstadt.indicators.parts import Parts
from kleinstadt.indicators.sums import Sums
from kleinstadt.keys import LAENDER, LEVELS, town_level
from kleinstadt.memory import Kept
from kleinstadt.sources.reading.symbols import STATUSES
from kleinstadt.territory.areas import areas_of
from kleinstadt.territory.coding import coded
from kleinstadt.territory.gazetteer import KEY_COLUMN

LEVEL: Final[Level] = "verband"
KEY: Final = re.compile(r"\d{2}b[0-9a-f]{6}")
FEWEST, MOST = 2, 12  # members
LONGEST_NAME: Final = 80
MEMORY: Final = 40_000_000  # bytes that an alliance's columns may take; those of its members are the atlas's
OF_A_GROUP: Final = ("type", "type_basis", "lage", "lage_basis", "potential", "regiostar7")  # what an alliance has not
OPEN: Final = 4  # alliances kept at once


@dataclass(frozen=True)
class Alliance:
    """Towns that plan together.

    Attributes
    ----------
    name : str
        What they call themselves.
    members : tuple of str
        Keys of municipalities (8 digits) and Verbände (9 digits); the first leads, and its Land's rules hold.

    Examples
    --------
    >>> Alliance("Höxter Nord", ("05762004", "05762020")).key[:3]
    '05b'
    """

    name: str
    members: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its own key, as long as a Verband's: the Land of the lead, "b", and six digits of its name and members.

        It hangs on neither the lead's own key nor the order of the others, so that a town may have its own plan and be
        in several alliances.
        """
        said = "\n".join((self.name.strip().casefold(), *sorted(self.members)))
        return f"{self.members[0][:2]}b{hashlib.sha256(said.encode()).hexdigest()[:6]}"


def is_alliance(key: str) -> bool:
    """Whether a key is an alliance's.

    Parameters
    ----------
    key : str
        A key of whatever level.

    Returns
    -------
    bool
        True for nine characters such as "05b3f2a91".
    """
    return KEY.fullmatch(key) is not None


def formed(atlas: Atlas, name: str, members: Sequence[str]) -> Alliance:
    """An alliance of these keys in the newest borders.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    name : str
        What they call themselves, at most LONGEST_NAME characters.
    members : sequence of str
        FEWEST to MOST keys of municipalities (8 digits) and Verbände (9 digits), the lead first.

    Returns
    -------
    Alliance
        With its name trimmed.

    Raises
    ------
    PlanError
        If the name is empty or too long, there are too few or too many members, one is named twice, or one lies in
        another; says which field is wrong.
    UnknownNameError
        If the newest year has no such member.
    """
    if not name.strip():
        msg = "The alliance needs a name, for instance 'Höxter Nord' (on the command line: --name)."
        raise PlanError(msg, "Das Bündnis braucht einen Namen, zum Beispiel „Höxter Nord“.", field="buendnis")
    if len(name.strip()) > LONGEST_NAME:
        msg = f"The alliance's name has {len(name.strip())} characters; {LONGEST_NAME} at most fit on a page."
        german = f"Der Name hat {len(name.strip())} Zeichen; höchstens {LONGEST_NAME} passen auf ein Blatt."
        raise PlanError(msg, german, field="buendnis")
    if not FEWEST <= len(members) <= MOST:
        msg = f"An alliance has {FEWEST} to {MOST} members; {len(members)} are chosen."
        german = f"Ein Bündnis hat {FEWEST} bis {MOST} Mitglieder; gewählt sind {len(members)}."
        raise PlanError(msg, german, field="mitglieder")
    towns = {key: _towns_of(atlas, key, atlas.newest) for key in members}
    if len(towns) < len(members):
        double = name_of(atlas, next(key for key in members if list(members).count(key) > 1))
        msg = f"{double} is chosen twice."
        raise PlanError(msg, f"{double} ist zweimal gewählt.", field="mitglieder")
    _refuse_overlap(atlas, towns)
    return Alliance(name.strip(), tuple(members))


def _refuse_overlap(atlas: Atlas, towns: dict[str, frozenset[str]]) -> None:
    """Raise PlanError where a member lies in another."""
    for key, those in towns.items():
        for other, others in towns.items():
            if key != other and those <= others:
                inner, outer = name_of(atlas, key), name_of(atlas, other)
                msg = f"{inner} ({key}) belongs to {outer} ({other}), which is chosen too. Leave out one of them."
                german = f"{inner} ({key}) gehört zu {outer} ({other}), das auch gewählt ist. Bitte eines weglassen."
                raise PlanError(msg, german, field="mitglieder")


def name_of(atlas: Atlas, key: str) -> str:
    """What a member is called in the newest borders.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    key : str
        Key of a municipality or Verband.

    Returns
    -------
    str
        As the register writes it.

    Raises
    ------
    UnknownNameError
        If the newest year has no such area.
    """
    return str(atlas.areas(atlas.newest, town_level(key)).record(key)["name"])


def _towns_of(atlas: Atlas, key: str, year: int) -> frozenset[str]:
    """The municipalities that a member is made of; raises UnknownNameError if the year has it not."""
    column = KEY_COLUMN[town_level(key)]
    found = atlas.edition.members(year).filter(pl.col(column) == key)["ags"]
    if found.is_empty():
        msg = f"There is no municipality and no Verband '{key}' in {year}."
        raise UnknownNameError(msg, f"Eine Gemeinde oder einen Verband „{key}“ gibt es im Gebietsstand {year} nicht.")
    return frozenset(found)


@lru_cache(maxsize=OPEN)
def atlas_with(atlas: Atlas, alliance: Alliance, key: str) -> "AllianceAtlas":
    """The atlas with an alliance as one more Verband of this key; the OPEN last ones are kept.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    alliance : Alliance
        The alliance.
    key : str
        The key it has there, as a plan keeps it.

    Returns
    -------
    AllianceAtlas
        For whoever takes an atlas.
    """
    return AllianceAtlas(atlas, alliance, key)


@dataclass(frozen=True)
class AreasAndAlliance(Areas):
    """All Verbände and, in the last row, an alliance."""

    @property
    def everywhere(self) -> NDArray[np.bool_]:
        """The real Verbände, which Germany is made of."""
        return np.arange(len(self.keys)) < len(self.keys) - 1


@dataclass(frozen=True)
class ColumnAndAlliance(Column):
    """One indicator at all Verbände and, in the last row, at an alliance.

    Attributes
    ----------
    alliance : GroupValue
        The alliance's own value with status and coverage.
    """

    alliance: GroupValue = field(compare=False)

    def own(self, row: int) -> GroupValue:
        """Value, status and coverage of one area."""
        ours = row == len(self.values) - 1 and self.alliance.status == STATUSES[PARTIAL]
        return self.alliance if ours else super().own(row)


class AllianceAtlas(Atlas):
    """An atlas that knows an alliance as well; all else it asks of the atlas that it was made from.

    Attributes
    ----------
    base : Atlas
        The atlas that it was made from.
    alliance : Alliance
        The alliance.
    key : str
        Its key among the Verbände.
    """

    def __init__(self, base: Atlas, alliance: Alliance, key: str) -> None:
        """Take the atlas, an alliance, and the key it has there.

        Parameters
        ----------
        base : Atlas
            Columns of an edition.
        alliance : Alliance
            The alliance.
        key : str
            The key it has there.
        """
        super().__init__(base.edition)
        self.base, self.alliance, self.key = base, alliance, key
        self.kept = Kept(MEMORY)

    def parts(self, name: str, year: int, period: str | None = None) -> Parts:
        """What an indicator is made of, municipality by municipality."""
        return self.base.parts(name, year, period)

    def inside(self, year: int) -> NDArray[np.bool_]:
        """Which municipalities of a year are in it.

        Parameters
        ----------
        year : int
            Year of the borders.

        Returns
        -------
        array of bool
            One entry a municipality, in the order of their keys.

        Raises
        ------
        UnknownNameError
            If the year lacks a member.
        """
        return self.once(("inside", year), lambda: self._inside(year))

    def _inside(self, year: int) -> NDArray[np.bool_]:
        towns = frozenset[str]().union(*(_towns_of(self, key, year) for key in self.alliance.members))
        return self.edition.members(year)["ags"].is_in(list(towns)).to_numpy()

    def areas(self, year: int, level: Level) -> Areas:
        """All areas of a level, the alliance among the Verbände."""
        if level != LEVEL:
            return self.base.areas(year, level)
        return self.once(("areas", year, level), lambda: self._areas_and_alliance(year))

    def _areas_and_alliance(self, year: int) -> Areas:
        base, row = self.base.areas(year, LEVEL), self._row(year)
        record, people = row.row(0, named=True), row["population"].cast(pl.Float64)[0]
        own = {"level": LEVEL} | {name: record.get(name) for name in FIELDS}
        codes = {name: np.array([*those, own[name]], dtype=object) for name, those in base.codes.items()}
        return AreasAndAlliance(
            year,
            LEVEL,
            pl.concat([base.frame, row], how="vertical_relaxed"),
            [*base.keys, self.key],
            base.row | {self.key: len(base.keys)},
            [*base.names, self.alliance.name],
            np.append(base.population, np.nan if people is None else people),
            np.append(base.inhabited, bool(people)),
            codes,
            base.area_of,
        )

    def _row(self, year: int) -> pl.DataFrame:
        """The alliance as a row of Edition.areas; nothing is said that only holds for some members, and no type."""
        day = self.edition.territory(year)
        members = self.edition.members(year).filter(pl.Series(self.inside(year))).with_columns(verband=pl.lit(self.key))
        names = pl.DataFrame({"verband": [self.key], "name": [self.alliance.name]})
        made = areas_of(members, names, self.edition.gazetteer.names(day, "kreis"), LEVEL)
        unsaid = [name for name in ("kreis", "region", "kreis_type") if members[name].n_unique() > 1]
        unsaid += ["kreis_name"] if "kreis" in unsaid else []
        lead = self.alliance.members[0][:2]
        return made.with_columns(
            *(pl.lit(None, made.schema[name]).alias(name) for name in (*unsaid, *OF_A_GROUP) if name in made.columns),
            land=pl.lit(lead),
            land_name=pl.lit(LAENDER[lead]),
        ).select(self.base.areas(year, LEVEL).frame.columns)

    def column(self, name: str, year: int, level: Level, period: str | None = None) -> Column:
        """One indicator at all areas of a level, the alliance among the Verbände."""
        if level != LEVEL:
            return self.base.column(name, year, level, period)
        return self.once(("column", name, year, level, period), lambda: self._column(name, year, level, period))

    def _column(self, name: str, year: int, level: Level, period: str | None) -> Column:
        base, parts = self.base.column(name, year, level, period), self.parts(name, year, period)
        found = self._grouped(name, year, parts)
        at = int(found.vintage[0])
        return ColumnAndAlliance(
            base.indicator,
            period,
            np.append(base.values, found.value),
            base.status.and_then(STATUSES[found.status[0]]),
            base.vintage.and_then(parts.vintages[at] if at >= 0 else None),
            base.area_of,
            base.parts_of,
            value_of(parts, base.indicator, self.inside(year), lent=not self._own_value(name, year)),
        )

    def at(self, year: int, level: Level, row: int) -> AtArea:
        """Values (NaN: missing), statuses and vintages of all indicators at one area, in the order of `indicators`."""
        if level != LEVEL or row < len(self.base.areas(year, level).keys):
            return self.base.at(year, level, row)
        columns = [self.column(name, year, level) for name in self.indicators]
        values, statuses = [float(one.values[row]) for one in columns], [one.status[row] for one in columns]
        return values, statuses, [one.vintage[row] for one in columns]

    def _grouped(self, name: str, year: int, parts: Parts) -> Grouped:
        """The alliance's value, by the one rule."""
        alone = Sums(np.where(self.inside(year), 0, -1), 1)
        return group_values(parts, self.known(name), alone, lent=not self._own_value(name, year))

    def own(self, name: str, year: int, level: Level) -> NDArray[np.bool_]:
        """Which areas of a level have values of their own, none lent by the larger area that they belong to."""
        base = self.base.own(name, year, level)
        return np.append(base, self._own_value(name, year)) if level == LEVEL else base

    def _own_value(self, name: str, year: int) -> bool:
        """Whether the alliance is made of whole areas of the level that a rate is published for."""
        found = self.known(name)
        if not isinstance(found, Published) or found.level == LEVELS[0]:
            return True
        return self.once(("makes up", found.level, year), lambda: self._made_of_whole(found.level, year))

    def _made_of_whole(self, level: str, year: int) -> bool:
        """Whether no municipality outside belongs to an area of this level that one inside belongs to."""
        _, codes = coded(self.edition.members(year)[KEY_COLUMN[level]])
        inside = self.inside(year)
        return not np.isin(codes[~inside], codes[inside]).any()

    def series(self, name: str, year: int, level: Level) -> Series:
        """One indicator at all its periods, for all areas of a level, the alliance among the Verbände."""
        base = self.base.series(name, year, level)
        if level != LEVEL:
            return base
        return self.once(("series", name, year, level), lambda: self._series_and_alliance(name, year, base))

    def _series_and_alliance(self, name: str, year: int, base: Series) -> Series:
        over_time = self.edition.part_arrays_over_time(name, year).values()
        own = [self._grouped(name, year, parts).value for parts in over_time]
        return replace(base, values=np.column_stack([base.values, np.array(own).reshape(len(base.periods))]))

    def origins(self, name: str, year: int, period: str | None = None) -> tuple[Origin, ...]:
        """The deliveries that an indicator's values of a year come from."""
        return self.base.origins(name, year, period)
