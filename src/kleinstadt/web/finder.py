"""Finding places as people type them: misspelled, half typed, under former names, Verbände as well."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz, process

from kleinstadt.observatory import Edition
from kleinstadt.territory.search import fold
from kleinstadt.web.atlas import Areas, Atlas

SHOWN: Final = 10
CLOSE: Final = 72  # similarity of 100 from which a name is worth suggesting
LONGEST: Final = 80  # characters of a query that are looked at


@dataclass(frozen=True)
class Place:
    """A place to be found: a current municipality or Verband, or a former municipality with its successor.

    key, level : of the current area that the place leads to
    former : the name of the municipality that is no longer one, else ""
    """

    key: str
    level: str
    name: str
    where: str
    population: float
    folded: str
    former: str = ""


@dataclass(frozen=True)
class Successor:
    """Where most of the people of a former municipality belong today."""

    key: str
    name: str
    share: float


class Finder:
    """Looks places up by name or key, in the newest territory."""

    def __init__(self, atlas: Atlas) -> None:
        """Take the atlas."""
        self._atlas = atlas

    def search(self, wanted: str, limit: int = SHOWN) -> list[Place]:
        """The places meant, best first: by key, by name, by beginning, by similarity; empty for an empty query."""
        text = wanted.strip()[:LONGEST]
        query = fold(text)
        if not query:
            return []
        if query.replace(" ", "").isdigit():
            return self._by_key(query.replace(" ", ""))[:limit]
        begins = [place for place in self._places if place.folded.startswith(query)]
        begins.sort(key=lambda place: (bool(place.former), place.folded != query, -place.population))
        return (begins or self._similar(query))[:limit]

    def _by_key(self, digits: str) -> list[Place]:
        same = [place for place in self._places if place.key == digits and not place.former]
        return same or sorted((p for p in self._places if p.key.startswith(digits) and not p.former), key=_rank)

    def _similar(self, query: str) -> list[Place]:
        scored = process.extract(query, self._folded, scorer=fuzz.WRatio, limit=60, score_cutoff=CLOSE)
        near = [(fuzz.ratio(query, self._folded[i]), score, self._places[i]) for _, score, i in scored]
        near.sort(key=lambda item: (-(item[0] + 0.5 * item[1]), _rank(item[2])))
        return [place for _, _, place in near]

    def successors(self, ags: str) -> tuple[str, list[Successor]]:
        """Name of a former municipality and who took it over; ("", []) for a key that never was one."""
        return self._former.get(ags, ("", []))

    def warm(self) -> None:
        """Make the index now."""
        _ = self._folded

    @cached_property
    def _folded(self) -> list[str]:
        return [place.folded for place in self._places]

    @cached_property
    def _places(self) -> list[Place]:
        newest = self._atlas.newest
        gemeinden = self._atlas.areas(newest, "gemeinde")
        places = list(_current(gemeinden))
        places += [p for p in _current(self._atlas.areas(newest, "verband")) if self._is_joint(p.key)]
        seen: set[tuple[str, str]] = set()
        for name, takers in self._former.values():
            row = gemeinden.row.get(takers[0].key) if takers else None
            if row is None or fold(name) == fold(gemeinden.names[row]) or (fold(name), takers[0].key) in seen:
                continue
            seen.add((fold(name), takers[0].key))
            taker = gemeinden.record(takers[0].key)
            where = f"{taker['name']}, {taker['kreis_name']}"
            places.append(Place(takers[0].key, "gemeinde", taker["name"], where, 0, fold(name), former=name))
        return places

    def _is_joint(self, verband: str) -> bool:
        return bool(self._atlas.areas(self._atlas.newest, "verband").record(verband)["members"] > 1)

    @cached_property
    def _former(self) -> dict[str, tuple[str, list[Successor]]]:
        return former_places(self._atlas.edition, self._atlas.areas(self._atlas.newest, "gemeinde"))


def _rank(place: Place) -> tuple[bool, float]:
    return bool(place.former), -place.population


def _current(areas: Areas) -> Iterable[Place]:
    columns = areas.frame.select("name", "kreis_name", "population").iter_rows()
    for key, (name, kreis, people) in zip(areas.keys, columns, strict=True):
        yield Place(key, areas.level, name, kreis or "", float(people or 0), fold(name))


def former_places(edition: Edition, today: Areas) -> dict[str, tuple[str, list[Successor]]]:
    """Municipalities of earlier days that are none today: key to name and successors, largest share first."""
    found: dict[str, tuple[str, list[Successor]]] = {}
    day = edition.territory(today.year)
    for year in reversed(edition.years[:-1]):
        then = edition.territory(year)
        names = dict(edition.gazetteer.gemeinden(then).select("ags", "name").iter_rows())
        gone = {key for key in names if key not in today.row and key not in found}
        if not gone:
            continue
        way = edition.crosswalk.between(then, day).select("from_id", "to_id", "weight_population", "weight_area")
        for key, to, people, land in way.iter_rows():
            share = people if people is not None else land
            if key in gone and to in today.row and share:
                found.setdefault(key, (names[key], []))[1].append(Successor(to, today.names[today.row[to]], share))
    return {key: (name, sorted(takers, key=lambda s: -s.share)) for key, (name, takers) in found.items()}
