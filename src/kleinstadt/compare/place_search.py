"""Finding places as people type them: misspelled, half typed, under former names, Verbände as well."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import polars as pl
from rapidfuzz import fuzz, process

from kleinstadt.compare.columns import Areas, Atlas
from kleinstadt.edition.edition import Edition
from kleinstadt.territory.search import fold

SHOWN: Final = 10
CLOSE: Final = 72  # similarity of 100 from which a name is worth suggesting
FAR: Final = 50  # the same for names that are suggested when nothing is close
LONGEST: Final = 80  # characters of a query that are looked at


@dataclass(frozen=True)
class Place:
    """A place to be found: a current municipality or Verband, or a former municipality with its successor.

    key, level : of the current area that the place leads to
    plain : the name as it is compared
    former : the name of the municipality that is no longer one, else ""
    """

    key: str
    level: str
    name: str
    where: str
    population: float
    plain: str
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
        """The places meant, best first; empty for an empty query.

        By key; else by name: those that bear it, with or without an addition (Halle, Halle (Saale)), those that begin
        with it (Hallenberg), those that hold all its words (Bad Nauheim for Nauheim), each kind with the largest
        first; else, words of the Kreis counting as well (Burg Dithmarschen), else by similarity.
        """
        query = plain(wanted.strip()[:LONGEST])
        if not query:
            return []
        if query.replace(" ", "").isdigit():
            return self._by_key(query.replace(" ", ""))[:limit]
        return (self._named(query) or self._similar(query))[:limit]

    def is_a_name(self, wanted: str) -> bool:
        """Whether some place has this key or name, or its words, instead of a name that merely resembles it."""
        query = plain(wanted.strip()[:LONGEST])
        return query.replace(" ", "").isdigit() or bool(self._named(query))

    def candidates(self, wanted: str, limit: int = SHOWN) -> list[Place]:
        """The places that a name may stand for: those of today that bear it, if there are any; else all found."""
        query, found = plain(wanted.strip()[:LONGEST]), self.search(wanted, limit)
        return [place for place in found if not place.former and _kind(place.plain, query) == 0] or found

    def nearest(self, wanted: str, limit: int = SHOWN) -> list[Place]:
        """The places of today whose names come closest, however far that is: for names that nobody bears."""
        query = plain(wanted.strip()[:LONGEST])
        scored = process.extract(query, self._plain, scorer=fuzz.ratio, limit=60, score_cutoff=FAR)
        near = [(-score, _rank(self._places[i]), self._places[i]) for _, score, i in scored]
        near.sort(key=lambda item: item[:2])
        return [place for _, _, place in near if not place.former][:limit]

    def members(self, verband: str, limit: int = SHOWN) -> list[Place]:
        """The municipalities of a Verband, largest first."""
        inside = self._atlas.edition.members(self._atlas.newest).filter(pl.col("verband") == verband)["ags"]
        return sorted((self._by_key(key)[0] for key in inside), key=_rank)[:limit]

    def meant(self, wanted: str) -> Place | None:
        """The one place of today that a query names; None if it may mean several, or is not quite a name."""
        found = [place for place in self.search(wanted) if not place.former]
        exact = len(found) == 1 and (found[0].key == wanted.strip() or found[0].plain == plain(wanted))
        return found[0] if exact else None

    def _by_key(self, digits: str) -> list[Place]:
        same = [place for place in self._places if place.key == digits and not place.former]
        former = self._former_place(*self.successors(digits)) if not same else None
        if same or former:
            return same or [place for place in [former] if place]
        verbaende = self._atlas.areas(self._atlas.newest, "verband")
        if digits in verbaende.row:
            return [place for place in _current(verbaende) if place.key == digits]
        return sorted((p for p in self._places if p.key.startswith(digits) and not p.former), key=_rank)

    def _named(self, query: str) -> list[Place]:
        return self._by_words(query, self._names) or self._by_words(query, self._surroundings)

    def _by_words(self, query: str, texts: list[str]) -> list[Place]:
        """Places that hold every word of the query at the beginning of one of their own."""
        rows: Iterable[int] = range(len(texts))
        for word in (f" {word}" for word in query.split()):
            rows = [row for row in rows if word in texts[row]]
        places = [self._places[row] for row in rows]
        return sorted(places, key=lambda place: (bool(place.former), _kind(place.plain, query), -place.population))

    def _similar(self, query: str) -> list[Place]:
        scored = process.extract(query, self._plain, scorer=fuzz.WRatio, limit=60, score_cutoff=CLOSE)
        near = [(fuzz.ratio(query, self._plain[i]), score, self._places[i]) for _, score, i in scored]
        near.sort(key=lambda item: (-(item[0] + 0.5 * item[1]), _rank(item[2])))
        return [place for _, _, place in near]

    def successors(self, ags: str) -> tuple[str, list[Successor]]:
        """Name of a former municipality and who took it over; ("", []) for a key that never was one."""
        return self._former.get(ags, ("", []))

    def warm(self) -> None:
        """Make the index now."""
        _ = self._names, self._surroundings, self._plain

    @cached_property
    def _plain(self) -> list[str]:
        return [place.plain for place in self._places]

    @cached_property
    def _names(self) -> list[str]:
        """All words of each place's name, its titles among them, each after a blank."""
        return [f" {plain((place.former or place.name).replace(',', ' '))}" for place in self._places]

    @cached_property
    def _surroundings(self) -> list[str]:
        """The same with the words of where it is."""
        where = (plain(place.where.replace(",", " ")) for place in self._places)
        return [f"{name} {around}" for name, around in zip(self._names, where, strict=True)]

    @cached_property
    def _places(self) -> list[Place]:
        newest = self._atlas.newest
        gemeinden = self._atlas.areas(newest, "gemeinde")
        places = list(_current(gemeinden))
        places += [p for p in _current(self._atlas.areas(newest, "verband")) if self._is_joint(p.key)]
        seen: set[tuple[str, str]] = set()
        for name, takers in self._former.values():
            place = self._former_place(name, takers)
            if place and place.plain != plain(place.name) and (place.plain, place.key) not in seen:
                seen.add((place.plain, place.key))
                places.append(place)
        return places

    def _former_place(self, name: str, takers: list[Successor]) -> Place | None:
        """A former municipality as a place that leads to its successor; None if it has none today."""
        gemeinden = self._atlas.areas(self._atlas.newest, "gemeinde")
        if not takers or takers[0].key not in gemeinden.row:
            return None
        taker = gemeinden.record(takers[0].key)
        where = f"{taker['name']}, {taker['kreis_name']}"
        return Place(takers[0].key, "gemeinde", taker["name"], where, 0, plain(name), former=name)

    def _is_joint(self, verband: str) -> bool:
        return bool(self._atlas.areas(self._atlas.newest, "verband").record(verband)["members"] > 1)

    @cached_property
    def _former(self) -> dict[str, tuple[str, list[Successor]]]:
        return former_places(self._atlas.edition, self._atlas.areas(self._atlas.newest, "gemeinde"))


def plain(name: str) -> str:
    """A name as it is compared: folded, and "Sankt" as "St."."""
    return " ".join("st" if word == "sankt" else word for word in fold(name).split())


def _kind(name: str, query: str) -> int:
    """How a name holds a query: as a whole or before an addition (0), at its beginning (1), further on (2)."""
    if name == query or name.startswith(f"{query} "):
        return 0
    return 1 if name.startswith(query) else 2


def _rank(place: Place) -> tuple[bool, float]:
    return bool(place.former), -place.population


def _current(areas: Areas) -> Iterable[Place]:
    columns = areas.frame.select("name", "kreis_name", "population").iter_rows()
    for key, (name, kreis, people) in zip(areas.keys, columns, strict=True):
        yield Place(key, areas.level, name, kreis or "", float(people or 0), plain(name))


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
