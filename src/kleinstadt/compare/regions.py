"""A Kreis, a Land or Germany: what it is in a sentence, what kinds of towns it is made of, and its members one by one.

Its own figures come from the same profile, findings and portrait as a town's. Members of a Kreis are its Verbände
(a municipality that belongs to none is one by itself), those of a Land its Kreise, those of Germany the Länder.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.places import Place, current, kind_of, place_of
from kleinstadt.compare.spellings import digits_in, plain, query_of
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.model import Indicator
from kleinstadt.territory.names import fold, kreis_around, short
from kleinstadt.words.labels import SMALL_TOWNS, TYPES
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

REGIONS: Final[tuple[Level, ...]] = ("kreis", "land", "bund")
MEMBERS_OF: Final[dict[Level, Level]] = {"kreis": "verband", "land": "kreis", "bund": "land"}
FIRST: Final = "population_change_10y_pct"  # what the map and the row of dots show
COLUMNS: Final = (
    FIRST,
    "census_aged_67_pct",
    "unemployed_share",
    "residents_per_job",
    "broadband_all_1000_pct",
    "income_tax_eur_per_head",
)
GERMANY: Final = "deutschland"
KINDS: Final = ("kreis", "landkreis", "land")  # words that people write before a region's name


@dataclass(frozen=True)
class Member:
    """One member of a region.

    Attributes
    ----------
    key : str
        Its key.
    name : str
        Told apart from the others', "Kreis Kassel" beside the city of Kassel.
    page_level, page_key, page_name : str
        Of the page about it: of a Verband of one municipality that municipality's own.
    population : float
        Persons.
    values : tuple of float or None
        One for each of Region.indicators, in its unit.
    """

    key: str
    name: str
    page_level: Level
    page_key: str
    page_name: str
    population: float
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Kind:
    """The Verbände of one type in a region.

    Attributes
    ----------
    type : str
        Id of the type.
    towns : int
        How many Verbände with people.
    people : float
        Persons in them.
    """

    type: str
    towns: int
    people: float


@dataclass(frozen=True)
class Region:
    """A region and its members, sorted by name.

    Attributes
    ----------
    level : {"kreis", "land", "bund"}
        What it is.
    key : str
        Its key.
    year : int
        Year of the borders.
    area : dict
        Its row of Edition.areas.
    municipalities : int
        Municipalities with people in it.
    kinds : tuple of Kind
        Types that some of its Verbände have, in the order of TYPES.
    indicators : tuple of Indicator
        What Member.values are of.
    members : tuple of Member
        Verbände of a Kreis, Kreise of a Land, Länder of Germany; those with people.
    """

    level: Level
    key: str
    year: int
    area: dict[str, Any]
    municipalities: int
    kinds: tuple[Kind, ...]
    indicators: tuple[Indicator, ...]
    members: tuple[Member, ...]

    def name(self, lang: Lang) -> str:
        """Its name as people say it."""
        own = short(str(self.area["name"]))
        return pick((own, "Germany"), lang) if self.level == "bund" else own

    def what_it_is(self, lang: Lang) -> str:
        """ "276.625 Menschen leben hier in 11 Gemeinden auf 1.132,9 km²; 46 % von ihnen in 7 Kleinstädten."."""
        people, land = number(self.area["population"], 0, lang), number(self.area["area_km2"], 1, lang)
        towns = number(self.municipalities, 0, lang)
        german = f"{people} Menschen leben hier in {towns} Gemeinden auf {land} km²"
        english = f"{people} people live here in {towns} municipalities on {land} km²"
        if self.municipalities == 1:
            german, english = f"{people} Menschen leben hier auf {land} km²", f"{people} people live here on {land} km²"
        return f"{self._where(lang)}{pick((german, english), lang)}{self._small_towns(lang)}"

    def _where(self, lang: Lang) -> str:
        if self.level != "kreis" or not self.area["land_name"]:
            return ""
        name, land = self.name(lang), self.area["land_name"]
        german = f"{name} liegt {'im' if land == 'Saarland' else 'in'} {land}. "
        return pick((german, f"{name} lies in {land}. "), lang)

    def _small_towns(self, lang: Lang) -> str:
        small = [kind for kind in self.kinds if kind.type in SMALL_TOWNS]
        count, everybody = sum(kind.towns for kind in small), sum(kind.people for kind in self.kinds)
        if not everybody:
            return "."
        if not count:
            return pick(("; eine Kleinstadt ist nicht darunter.", "; no small town is among them."), lang)
        share = number(sum(kind.people for kind in small) / everybody * 100, 0, lang)
        towns = number(count, 0, lang)
        joint = sum(kind.towns for kind in self.kinds) < self.municipalities
        german = f"; {share}\N{NO-BREAK SPACE}% von ihnen in {towns} {'Kleinstädten' if count > 1 else 'Kleinstadt'}"
        english = f"; {share}% of them in {towns} small town{'s' if count > 1 else ''}"
        whole = pick((" (Gemeindeverbände zählen als Ganzes).", " (Verbände count as a whole)."), lang)
        return pick((german, english), lang) + (whole if joint else ".")


def region(atlas: Atlas, level: Level, key: str, year: int) -> Region:
    """A Kreis, a Land or Germany with its members.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    level : {"kreis", "land", "bund"}
        What it is.
    key : str
        Its key; "D" for Germany.
    year : int
        Year of the borders.

    Returns
    -------
    Region
        Its members sorted by name.

    Raises
    ------
    UnknownNameError
        If the year has no such area.

    Examples
    --------
    >>> found = region(ed.atlas, "kreis", "12061", 2019)
    >>> found.name("en"), found.municipalities
    ('Dahme-Spreewald', 37)
    """
    area = atlas.areas(year, level).record(key)
    towns = atlas.areas(year, "verband")
    inside = towns.inhabited & _within(towns, level, key)
    municipalities = atlas.areas(year, "gemeinde")
    count = int((municipalities.inhabited & _within(municipalities, level, key)).sum())
    names = [name for name in COLUMNS if name in atlas.indicators]
    indicators = tuple(atlas.indicators[name] for name in names)
    kinds = tuple(_kind(towns, inside & (towns.codes["type"] == kind), kind) for kind in TYPES)
    members = tuple(_members(atlas, level, key, year, names))
    return Region(level, key, year, area, count, tuple(kind for kind in kinds if kind.towns), indicators, members)


def _within(areas: Areas, level: Level, key: str) -> NDArray[np.bool_]:
    """The areas that lie in a region."""
    if level == "bund":
        return areas.everywhere
    inside: NDArray[np.bool_] = areas.codes[level] == key
    return inside


def _kind(towns: Areas, those: NDArray[np.bool_], kind: str) -> Kind:
    return Kind(kind, int(those.sum()), float(np.nansum(towns.population[those])))


def _members(atlas: Atlas, level: Level, key: str, year: int, names: Sequence[str]) -> list[Member]:
    inner = MEMBERS_OF[level]
    areas = atlas.areas(year, inner)
    columns = [atlas.column(name, year, inner).values for name in names]
    alone = _lone_municipalities(atlas, year) if inner == "verband" else {}
    rows = np.flatnonzero(areas.inhabited & _within(areas, level, key))
    often = Counter(short(areas.names[row]) for row in rows)
    found = []
    for row in rows:
        values = tuple(None if isnan(column[row]) else float(column[row]) for column in columns)
        own, name = areas.keys[row], short(areas.names[row])
        page: tuple[Level, str] = ("gemeinde", alone[own]) if own in alone else (inner, own)
        around_city = inner == "kreis" and often[name] > 1 and areas.frame["members"][int(row)] > 1
        called = kreis_around(name) if around_city else name
        found.append(Member(own, called, *page, name, float(areas.population[row]), values))
    return sorted(found, key=lambda one: fold(one.page_name))


def _lone_municipalities(atlas: Atlas, year: int) -> dict[str, str]:
    """The municipality of each Verband that has only one."""

    def make() -> dict[str, str]:
        members = atlas.edition.members(year)
        lone = members.filter(members["verband"].is_unique())
        return dict(lone.select("verband", "ags").iter_rows())

    return atlas.once(("lone municipalities", year), make)


def regions_called(atlas: Atlas, wanted: str, year: int) -> list[Place]:
    """The Kreise and Länder, and Germany, that are called so or begin so, largest first; by key only a whole one.

    They stand beside the towns that a search finds (place_search.py), since only towns can be compared and planned for.
    A city that is a Kreis by itself is found as a town.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    wanted : str
        What was typed.
    year : int
        Year of the borders.

    Returns
    -------
    list of Place
        Empty if no region is called so.
    """
    query, digits = region_name(wanted), digits_in(wanted)
    regions = atlas.once(("regions", year), lambda: _regions(atlas, year))
    found = [one for one in regions if one.key == digits or _is_called(one, query)]
    return sorted(found, key=lambda one: (kind_of(one.plain, query), -one.population))


def region_before(town: Place | None, atlas: Atlas, wanted: str, year: int) -> Place | None:
    """The one Kreis or Land, or Germany, that was meant rather than a town: its name is exactly what was typed.

    Before a name that only leads to a town (Hessen, an Ortsteil of Osterwieck) a Kreis comes as well, before a town
    with an addition (Sachsen b.Ansbach) only a Land or Germany.

    Parameters
    ----------
    town : Place or None
        The town that was found by the same words.
    atlas : Atlas
        Columns of an edition.
    wanted : str
        What was typed; "Kreis" or "Land" may stand before it.
    year : int
        Year of the borders.

    Returns
    -------
    Place or None
        None if no region, or more than one, is called so, or the town bears the name itself.
    """
    name = region_name(wanted)
    if town and not town.borrowed and (town.postcode or plain(town.title) == name or digits_in(wanted)):
        return None
    found = [one for one in regions_called(atlas, wanted, year) if one.plain == name]
    if len(found) != 1 or (town and not town.borrowed and found[0].level == "kreis"):
        return None
    return found[0]


def region_name(wanted: str) -> str:
    """The plain name of a region as it is asked for, without "Kreis" or "Land" before it.

    Parameters
    ----------
    wanted : str
        What was typed.

    Returns
    -------
    str
        As `spellings.query_of` writes it.

    Examples
    --------
    >>> region_name("Kreis Siegen-Wittgenstein")
    'siegen wittgenstein'
    """
    query = query_of(wanted)
    first, _, rest = query.partition(" ")
    return rest if first in KINDS and rest else GERMANY if query == "germany" else query


def _regions(atlas: Atlas, year: int) -> list[Place]:
    kreise = atlas.areas(year, "kreis")
    several = [key for key, members in zip(kreise.keys, kreise.frame["members"], strict=True) if members > 1]
    larger = [atlas.areas(year, level) for level in ("land", "bund")]
    return [*(place_of(kreise, key) for key in several), *(place for areas in larger for place in current(areas))]


def _is_called(region: Place, query: str) -> bool:
    """Whether words of a region's name begin with all words of a query ("Kreis Siegen": Siegen-Wittgenstein)."""
    asked = [word for word in query.split() if word not in KINDS]
    return bool(asked) and all(any(word.startswith(one) for word in region.plain.split()) for one in asked)
