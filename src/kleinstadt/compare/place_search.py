"""Finding places as people type them: misspelled, half typed, under former names and keys, Verbände as well.

The one finder: command line, library, API and pages ask it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import polars as pl

from kleinstadt.compare.columns import Areas, Atlas
from kleinstadt.edition.edition import Edition, Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.territory.names import fold

LEVELS: Final[tuple[Level, ...]] = ("gemeinde", "verband")

SHOWN: Final = 10
CLOSE: Final = 72  # similarity of 100 from which a name is worth suggesting
FAR: Final = 50  # the same for names that are suggested when nothing is close
LONGEST: Final = 80  # characters of a query that are looked at
SUGGESTED: Final = 8  # places that an error names

# What towns call themselves beside their name; registers write some of it behind a comma, people before or after it.
EPITHETS: Final = frozenset(
    {"stadt", "hansestadt", "hanse", "universitaetsstadt", "universitaets", "hochschulstadt", "lutherstadt", "freie"}
    | {"landeshauptstadt", "kreisstadt", "residenzstadt", "barlachstadt", "reuterstadt", "bergstadt", "kurstadt"}
    | {"klingenstadt", "dom", "und", "gemeinde", "markt", "flecken"}
)


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


@dataclass(frozen=True)
class Former:
    """A municipality of earlier days: its last name, the last year whose register has it, who took it over."""

    name: str
    until: int
    takers: list[Successor]


class Finder:
    """Looks places up by name or key, in the borders of a year."""

    def __init__(self, atlas: Atlas, year: int | None = None) -> None:
        """Take the atlas, and the year whose areas are meant; the newest by default."""
        self._atlas, self.year = atlas, atlas.year(year)

    def find(self, wanted: str) -> Place:
        """The one place that is meant, by name or key; a municipality before the Verband that bears its name.

        Raises UnknownNameError: for a name that several share, with all of them; for a key that is gone, with its
        successor; for what nobody is called, with the nearest.
        """
        place = self.meant(wanted)
        if place:
            return place
        if digits := digits_in(wanted):
            raise self.no_key(digits)
        bearers = self._bearers(wanted)
        if len(bearers) > 1:
            listed = _listed(bearers)
            msg = f"'{wanted}' names {len(bearers)} places; say which by its key: {listed}"
            german = f"„{wanted}“ heißen {len(bearers)} Orte; bitte den Schlüssel nennen: {listed}"
            raise UnknownNameError(msg, german)
        near = self.search(wanted, SUGGESTED) or self.nearest(wanted, SUGGESTED)
        if near and plain(wanted):
            msg = f"No place named '{wanted}'. Did you mean: {_listed(near)}"
            raise UnknownNameError(msg, f"Kein Ort namens „{wanted}“. Gemeint vielleicht: {_listed(near)}")
        msg = f"No place named '{wanted}'. Give a name, or a key of eight or nine digits; `kleinstadt areas` lists all."
        raise UnknownNameError(msg, f"Kein Ort namens „{wanted}“. Bitte einen Namen oder einen Schlüssel nennen.")

    def of_key(self, wanted: str) -> tuple[Level, str]:
        """Level and key of the municipality or Verband that a key means, however it is written.

        Raises UnknownNameError, naming the successor of a key that is gone.
        """
        digits = digits_in(wanted)
        for key in spellings(digits):
            for level in LEVELS:
                if key in self._atlas.areas(self.year, level).row:
                    return level, key
        raise self.no_key(digits or wanted)

    def verband_of_key(self, wanted: str) -> str:
        """The Verband that a key means: itself, or that of a municipality; raises as `of_key`."""
        level, key = self.of_key(wanted)
        return key if level == "verband" else verband_of(self._atlas, self.year)[key]

    def no_key(self, wanted: str) -> UnknownNameError:
        """That a key is none of this year, and who took it over if it was one before."""
        shown = wanted[:20]
        for key in spellings(digits_in(wanted)):
            former = self._former.get(key)
            if former and former.takers:
                heirs = "; ".join(f"{one.name} ({one.key})" for one in former.takers[:SUGGESTED])
                msg = f"{key} was {former.name}, last in the register of {former.until}. Today: {heirs}."
                german = f"{key} war {former.name}, zuletzt im Verzeichnis von {former.until}. Heute: {heirs}."
                return UnknownNameError(msg, german)
        msg = f"There is no municipality and no Verband with the key '{shown}' in {self.year}."
        return UnknownNameError(msg, f"Keine Gemeinde und kein Verband hat {self.year} den Schlüssel „{shown}“.")

    def search(self, wanted: str, limit: int = SHOWN) -> list[Place]:
        """The places meant, best first; empty for an empty query.

        By key; else by name: those that bear it, with or without an addition (Halle, Halle (Saale)), those that begin
        with it (Hallenberg), those that hold all its words (Bad Nauheim for Nauheim), each kind with the largest
        first; else, words of the Kreis counting as well (Burg Dithmarschen), else by similarity.
        """
        query = plain(wanted.strip()[:LONGEST])
        if not query:
            return []
        if digits := digits_in(wanted):
            return self._by_key(digits)[:limit]
        return (self._named(query) or self._named(without_epithets(query)) or self._similar(query))[:limit]

    def is_a_name(self, wanted: str) -> bool:
        """Whether some place has this key or name, or its words, instead of a name that merely resembles it."""
        query = plain(wanted.strip()[:LONGEST])
        return bool(digits_in(wanted) or self._named(query) or self._named(without_epithets(query)))

    def candidates(self, wanted: str, limit: int = SHOWN) -> list[Place]:
        """The places that a name may stand for: those of today that bear it, if there are any; else all found."""
        query, found = plain(wanted.strip()[:LONGEST]), self.search(wanted, limit)
        return [place for place in found if not place.former and _kind(place.plain, query) == 0] or found

    def nearest(self, wanted: str, limit: int = SHOWN) -> list[Place]:
        """The places of today whose names come closest, however far that is: for names that nobody bears."""
        from rapidfuzz import fuzz, process

        query = plain(wanted.strip()[:LONGEST])
        scored = process.extract(query, self._plain, scorer=fuzz.ratio, limit=60, score_cutoff=FAR)
        near = [(-score, _rank(self._places[i]), self._places[i]) for _, score, i in scored]
        near.sort(key=lambda item: item[:2])
        return [place for _, _, place in near if not place.former][:limit]

    def members(self, verband: str, limit: int = SHOWN) -> list[Place]:
        """The municipalities of a Verband, largest first."""
        inside = self._atlas.edition.members(self.year).filter(pl.col("verband") == verband)["ags"]
        return sorted((self._by_key(key)[0] for key in inside), key=_rank)[:limit]

    def meant(self, wanted: str) -> Place | None:
        """The one place of this year that a query names exactly; None if it may mean several, or is not quite a name.

        A municipality comes before the Verband that is called like it.
        """
        if digits := digits_in(wanted):
            current = [place for place in self._of_spellings(digits) if not place.former]
            return current[0] if len(current) == 1 else None
        bearers = self._bearers(wanted)
        towns = [place for place in bearers if place.level == "gemeinde"]
        only = towns or bearers
        return only[0] if len(only) == 1 else None

    def _bearers(self, wanted: str) -> list[Place]:
        """The places of this year that bear a name, with or without an addition; largest first."""
        query = plain(wanted.strip()[:LONGEST])
        for name in dict.fromkeys((query, without_epithets(query))):
            found = [place for place in self._present if name and _kind(place.plain, name) == 0]
            if found:
                return sorted(found, key=_rank)
        return []

    def _of_spellings(self, digits: str) -> list[Place]:
        """What a whole key names: a place of this year, or the successor of one that is gone."""
        for key in spellings(digits):
            for level in LEVELS:
                areas = self._atlas.areas(self.year, level)
                if key in areas.row:
                    return [_place(areas, key)]
        for key in spellings(digits):
            former = self._former.get(key)
            place = self._former_place(former.name, former.takers) if former else None
            if place:
                return [place]
        return []

    def _by_key(self, digits: str) -> list[Place]:
        """What a key names; for a part of one, all places whose keys begin so, also without the first zero."""
        whole = self._of_spellings(digits)
        beginnings = (digits, f"0{digits}") if len(digits) < 8 else (digits,)
        return whole or sorted((p for p in self._present if p.key.startswith(beginnings)), key=_rank)

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
        from rapidfuzz import fuzz, process

        scored = process.extract(query, self._plain, scorer=fuzz.WRatio, limit=60, score_cutoff=CLOSE)
        near = [(fuzz.ratio(query, self._plain[i]), score, self._places[i]) for _, score, i in scored]
        near.sort(key=lambda item: (-(item[0] + 0.5 * item[1]), _rank(item[2])))
        return [place for _, _, place in near]

    def successors(self, ags: str) -> tuple[str, list[Successor]]:
        """Name of a former municipality and who took it over; ("", []) for a key that never was one."""
        former = self._former.get(ags)
        return (former.name, former.takers) if former else ("", [])

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
    def _present(self) -> list[Place]:
        """Municipalities of this year, and the Verbände of several."""
        gemeinden, verbaende = self._atlas.areas(self.year, "gemeinde"), self._atlas.areas(self.year, "verband")
        several = verbaende.frame["members"].to_list()
        joint = [key for key, members in zip(verbaende.keys, several, strict=True) if members > 1]
        return [*_current(gemeinden), *(_place(verbaende, key) for key in joint)]

    @cached_property
    def _places(self) -> list[Place]:
        places = list(self._present)
        seen: set[tuple[str, str]] = set()
        for former in self._former.values():
            place = self._former_place(former.name, former.takers)
            if place and place.plain != plain(place.name) and (place.plain, place.key) not in seen:
                seen.add((place.plain, place.key))
                places.append(place)
        return places

    def _former_place(self, name: str, takers: list[Successor]) -> Place | None:
        """A former municipality as a place that leads to its successor; None if it has none today."""
        gemeinden = self._atlas.areas(self.year, "gemeinde")
        if not takers or takers[0].key not in gemeinden.row:
            return None
        taker = gemeinden.record(takers[0].key)
        where = f"{taker['name']}, {taker['kreis_name']}"
        return Place(takers[0].key, "gemeinde", taker["name"], where, 0, plain(name), former=name)

    @cached_property
    def _former(self) -> dict[str, Former]:
        return former_places(self._atlas.edition, self._atlas.areas(self.year, "gemeinde"))


def digits_in(wanted: str) -> str:
    """The digits of what looks like a key, written with blanks, dots, hyphens or slashes or without; else empty."""
    text = re.sub(r"[\s./-]+", "", unicodedata.normalize("NFKC", wanted.strip()[:LONGEST]))
    return text if text.isascii() and text.isdigit() else ""


def spellings(digits: str) -> list[str]:
    """The keys that digits may mean: an AGS (8) or a Verband (9), their first zero lost or not, or an ARS (12).

    Of an ARS the municipality comes first; one that ends in 000 is its Verband's.
    """
    wholes = [digits] if len(digits) in (8, 9, 12) else []
    wholes += [f"0{digits}"] if len(digits) in (7, 8, 11) else []
    keys = []
    for whole in wholes:
        if len(whole) < 12:
            keys.append(whole)
        else:
            keys += [whole[:9]] if whole.endswith("000") and whole[5] != "0" else [whole[:5] + whole[9:], whole[:9]]
    return keys


def without_epithets(query: str) -> str:
    """A plain name without what towns call themselves beside it; empty if nothing is left."""
    return " ".join(word for word in query.split() if word not in EPITHETS)


def verband_of(atlas: Atlas, year: int) -> dict[str, str]:
    """The Verband of each municipality."""
    return atlas.once(
        ("verband of", year), lambda: dict(atlas.edition.members(year).select("ags", "verband").iter_rows())
    )


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


def _place(areas: Areas, key: str) -> Place:
    record = areas.record(key)
    name, people = str(record["name"]), float(record["population"] or 0)
    return Place(key, areas.level, name, str(record["kreis_name"] or ""), people, plain(name))


def _listed(places: list[Place]) -> str:
    """Places with what tells them apart, as many as an error can name."""
    shown = [f"{p.former or p.name} ({p.where}, {p.key})" for p in places[:SUGGESTED]]
    return "; ".join(shown) + (" ..." if len(places) > SUGGESTED else "")


def former_places(edition: Edition, today: Areas) -> dict[str, Former]:
    """Municipalities of earlier years that are none in this one, by key; successors with the largest share first."""
    found: dict[str, Former] = {}
    day = edition.territory(today.year)
    for year in sorted((year for year in edition.years if year < today.year), reverse=True):
        then = edition.territory(year)
        names = dict(edition.gazetteer.gemeinden(then).select("ags", "name").iter_rows())
        gone = {key for key in names if key not in today.row and key not in found}
        if not gone:
            continue
        way = edition.crosswalk.between(then, day).select("from_id", "to_id", "weight_population", "weight_area")
        for key, to, people, land in way.iter_rows():
            share = people if people is not None else land
            if key in gone and to in today.row and share:
                former = found.setdefault(key, Former(names[key], year, []))
                former.takers.append(Successor(to, today.names[today.row[to]], share))
    for former in found.values():
        former.takers.sort(key=lambda taker: -taker.share)
    return found
