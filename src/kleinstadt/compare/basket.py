"""The places of a comparison: municipalities or Verbände, Kreise, Länder, Germany, and groups of a type and a Lage."""

from dataclasses import dataclass
from typing import Any, Final

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.group_values import series_of_group
from kleinstadt.compare.groups import Group, group_called
from kleinstadt.compare.regions import REGIONS
from kleinstadt.compare.trends import Line, as_index, index_of, line_of, since_the_census
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.aggregation import NO_VALUE, GroupValue
from kleinstadt.indicators.model import Count
from kleinstadt.keys import BUND, DIGITS
from kleinstadt.territory.coding import Floats
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.territory.names import kreis_around, short
from kleinstadt.words.labels import LAGEN, TYPES
from kleinstadt.words.language import Lang, pick

MOST: Final = 8
LEVEL_OF_DIGITS: Final[dict[int, Level]] = {DIGITS[level]: level for level in ("land", "kreis", "gemeinde", "verband")}
INDEX: Final = "population"  # shown as an index: places of all sizes side by side


@dataclass(frozen=True)
class Spot:
    """One place of a comparison: an area, or a group of areas.

    Attributes
    ----------
    areas : Areas
        All areas of its level.
    key : str
        Its key among them; of a group as `key_of` writes it.
    group : Group, optional
        The group, for a place that is one.
    """

    areas: Areas
    key: str
    group: Group | None = None

    def name(self, lang: Lang) -> str:
        """What it is called; a Kreis of several municipalities says so, since many a city bears its name."""
        if self.group:
            return self.group.name(lang)
        own = short(self.areas.names[self.areas.row[self.key]])
        if self.areas.level == "kreis" and self.record["members"] > 1:
            return kreis_around(own)
        return pick((own, "Germany"), lang) if self.key == BUND else own

    @property
    def record(self) -> dict[str, Any]:
        """Its row of Edition.areas; empty for a group."""
        return {} if self.group else self.areas.record(self.key)

    def value(self, atlas: Atlas, name: str) -> tuple[GroupValue, str]:
        """The newest value and its period; a group's by the figure's own rule, none for counts.

        Parameters
        ----------
        atlas : Atlas
            Columns of an edition.
        name : str
            Id of the indicator.

        Returns
        -------
        tuple of (GroupValue, str)
            Value in the indicator's unit with status and coverage; "2022", or "" where there is none.
        """
        column = atlas.column(name, self.areas.year, self.areas.level)
        if self.group:
            found = NO_VALUE if isinstance(column.indicator, Count) else column.group(self.group.mask)
            vintages = [one for one in column.vintage.used() if one]
            return found, max(vintages) if found.value is not None and vintages else ""
        row = self.areas.row[self.key]
        return column.own(row), column.vintage[row] or ""

    def line(self, atlas: Atlas, name: str, label: str) -> tuple[list[str], Line]:
        """Its periods and its line over them; the number of people as an index since the last census.

        Parameters
        ----------
        atlas : Atlas
            Columns of an edition.
        name : str
            Id of the indicator.
        label : str
            What the line is called.

        Returns
        -------
        tuple of (list of str, Line)
            Oldest period first; values in the indicator's unit.
        """
        series = atlas.series(name, self.areas.year, self.areas.level)
        since = since_the_census(series.periods) if name == INDEX else slice(None)
        values, periods = self._values(atlas, name, series.values[since]), series.periods[since]
        return periods, line_of(label, periods, values)

    def _values(self, atlas: Atlas, name: str, all_of: Floats) -> Floats:
        if not self.group:
            own: Floats = all_of[:, self.areas.row[self.key]]
            return as_index(own, 0) if name == INDEX else own
        if name == INDEX:
            return index_of(all_of, self.group.mask, 0)
        who = ("line of a group", name, self.areas.year, self.areas.level, self.group.type, self.group.lage)
        mask = self.group.mask
        return atlas.once(who, lambda: series_of_group(atlas, name, self.areas, mask))


@dataclass(frozen=True)
class Basket:
    """The places of a comparison, in the order of the address.

    Attributes
    ----------
    level : Level
        Of the towns among them, which are all municipalities or all Verbände.
    spots : tuple of Spot
        The places, at most MOST.
    without : tuple of str
        Keys that were asked for and are not to be had.
    beyond : tuple of str
        Keys of those for which there is no room.
    """

    level: Level
    spots: tuple[Spot, ...]
    without: tuple[str, ...]
    beyond: tuple[str, ...]

    @property
    def keys(self) -> list[str]:
        """Their keys."""
        return [spot.key for spot in self.spots]

    @property
    def has_towns(self) -> bool:
        """Whether there is any municipality or Verband among them."""
        return any(spot.areas.level not in REGIONS and not spot.group for spot in self.spots)


def basket_of(atlas: Atlas, listed: list[str]) -> Basket:
    """The places of these keys, each once; the first town says whether towns are municipalities or Verbände.

    Among Verbände a municipality stands for its own, among municipalities a Verband of a single one for that.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    listed : list of str
        Keys of areas, "D" for Germany, or of groups ("kleine_kleinstadt.peripher").

    Returns
    -------
    Basket
        In the borders of the newest year.
    """
    levels: dict[str, Level | None] = {key: LEVEL_OF_DIGITS.get(len(key)) for key in dict.fromkeys(listed)}
    if BUND in levels:
        levels[BUND] = "bund"
    of_towns: list[Level] = [one for key, one in levels.items() if key.isdigit() and one and one not in REGIONS]
    towns = of_towns[0] if of_towns else "gemeinde"
    spots: dict[str, Spot] = {}
    without = []
    for key, level in levels.items():
        found = _group(atlas, towns, key) if not key.isdigit() else _area(atlas, towns, level, key)
        if found is None:
            without.append(key)
        else:
            spots.setdefault(found.key, found)
    listed_spots = tuple(spots.values())
    beyond = tuple(spot.key for spot in listed_spots[MOST:])
    return Basket(towns, listed_spots[:MOST], tuple(without), beyond)


def _area(atlas: Atlas, towns: Level, level: Level | None, key: str) -> Spot | None:
    if level is None:
        return None
    if level not in (towns, *REGIONS):
        level, key = towns, _instead(atlas, towns, key)
    areas = atlas.areas(atlas.newest, level)
    return Spot(areas, key) if key in areas.row else None


def _instead(atlas: Atlas, towns: Level, key: str) -> str:
    """The Verband of a municipality, or the only municipality of a Verband; empty where there are several or none."""
    members = atlas.edition.members(atlas.newest)
    other: Level = "gemeinde" if towns == "verband" else "verband"
    inside = members.filter(members[KEY_COLUMN[other]] == key)[KEY_COLUMN[towns]].unique()
    return str(inside[0]) if len(inside) == 1 else ""


def _group(atlas: Atlas, level: Level, key: str) -> Spot | None:
    """The group of a key such as "kleine_kleinstadt.peripher" or "mittelstadt", among municipalities or Verbände."""
    kind, _, lage = key.partition(".")
    if kind not in TYPES or lage not in ("", *LAGEN):
        return None
    areas = atlas.areas(atlas.newest, level)
    group = group_called(atlas, areas, kind, lage or None)
    return Spot(areas, key, group) if group.size else None


def key_of(group: Group) -> str:
    """The key of a group of towns in an address.

    Parameters
    ----------
    group : Group
        A group of towns by type, or by type and Lage.

    Returns
    -------
    str
        As `basket_of` reads it.
    """
    return ".".join(part for part in (group.type, group.lage) if part)
