"""Finding places as people type them: misspelled, half typed, by postcode, Ortsteil, former name or key.

The one finder: command line, library, API and pages ask it.
"""

import inspect
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

import polars as pl

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.former_places import Former, Successor, former_places
from kleinstadt.compare.places import Place, current, kind_of, place_of, rank
from kleinstadt.compare.places_within import PlacesWithin
from kleinstadt.compare.spellings import LONGEST, digits_in, plain, postcode_in, query_of, spellings, without_epithets
from kleinstadt.edition.edition import Level
from kleinstadt.edition.kept_columns import code_of
from kleinstadt.errors import UnknownNameError
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

LEVELS: Final[tuple[Level, ...]] = ("gemeinde", "verband")

SHOWN: Final = 10
CLOSE: Final = 72  # similarity of 100 from which a name is worth suggesting
CLOSE_PART: Final = 85  # the same for an Ortsteil: of 40,000 names many resemble anything
FAR: Final = 50  # the same for names that are suggested when nothing is close
SPA: Final = "bad "
SUGGESTED: Final = 8  # places that an error names


@dataclass(frozen=True)
class Answer:
    """What a search found: the places, best first, and how they fit what was looked for.

    by : the postcode, the key (or its beginning), the name or its words; "similar" if nobody is called so
    """

    wanted: str
    places: tuple[Place, ...]
    by: Literal["postcode", "key", "name", "similar", "none"]

    def said(self, lang: Lang) -> str:
        """The result in one sentence: before any suggestion, that there is no such place."""
        name, count = self.wanted.strip()[:LONGEST], len(self.places)
        if self.by == "postcode":
            return pick(self._of_postcode(self.places[0].postcode, count, lang), lang)
        if len(digits_in(name)) == 5:
            gone = pick((f"Die Postleitzahl {name} gibt es nicht.", f"There is no postcode {name}."), lang)
            read = pick((" Als Schlüssel eines Kreises gelesen:", " Taken for the key of a Kreis:"), lang)
            return gone + read if self.places else gone
        if self.by == "key" and not self.places:
            german = f"Keine Gemeinde und kein Verband hat den Schlüssel „{name}“."
            return pick((german, f"No municipality and no Verband has the key “{name}”."), lang)
        if self.by in ("similar", "none"):
            german, english = f"Kein Ort heißt „{name}“.", f"No place is called “{name}”."
            near = pick((" Ähnlich geschrieben:", " Spelled alike:"), lang) if self.places else ""
            return pick((german, english), lang) + near
        if count == 1:
            return pick(("Ein Treffer:", "One match:"), lang)
        return pick((f"{count} Treffer, die besten zuerst:", f"{count} matches, best first:"), lang)

    def _of_postcode(self, code: str, count: int, lang: Lang) -> tuple[str, str]:
        if count == 1:
            return f"{code} ist {self.places[0].title}:", f"{code} is {self.places[0].title}:"
        many = number(count, 0, lang)
        return f"Die Postleitzahl {code} haben {many} Gemeinden:", f"{many} municipalities have the postcode {code}:"


class Finder:
    """Looks places up by name, postcode or key, in the borders of a year."""

    def __init__(self, atlas: Atlas, year: int | None = None) -> None:
        """Take the atlas, and the year whose areas are meant; the newest by default."""
        self._atlas, self.year = atlas, atlas.year(year)

    def find(self, wanted: str) -> Place:
        """The one place that is meant; a municipality before the Verband that bears its name, and before an Ortsteil.

        Raises UnknownNameError: for a name or postcode that several share, with all of them; for a key that is gone,
        with its successor; for what nobody is called, with the nearest.
        """
        place = self.meant(wanted)
        if place:
            return place
        shared = self._of_postcode(wanted) or self._bearers(wanted) or self._parts_called(wanted)
        if shared:
            raise _several(wanted, shared)
        if digits := digits_in(wanted):
            raise self.no_key(digits)
        near = self.search(wanted, SUGGESTED) or self.nearest(wanted, SUGGESTED)
        if near and plain(wanted):
            msg = f"No place named '{wanted}'. Did you mean: {_listed(near, 'en')}"
            raise UnknownNameError(msg, f"Kein Ort namens „{wanted}“. Gemeint vielleicht: {_listed(near, 'de')}")
        msg = f"No place named '{wanted}'. Give a name, or a key of eight or nine digits."
        german = f"Kein Ort namens „{wanted}“. Bitte einen Namen oder einen Schlüssel nennen."
        raise UnknownNameError(msg, german, listed="areas")

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
        """The places of `answer`."""
        return list(self.answer(wanted, limit).places)

    def answer(self, wanted: str, limit: int = SHOWN) -> Answer:
        """The places meant, best first; none for an empty query.

        By postcode or key; else by name: those that bear it, with or without an addition (Halle, Halle (Saale)),
        Ortsteile and former municipalities that do, those that begin with it (Hallenberg), those that hold all its
        words (Bad Nauheim for Nauheim), each kind with the largest first; else, words of the Kreis counting as well
        (Burg Dithmarschen), else by similarity.
        """
        query = query_of(wanted)
        if found := self._of_postcode(wanted):
            return Answer(wanted, tuple(found[:limit]), "postcode")
        if digits := digits_in(wanted):
            return Answer(wanted, tuple(self._by_key(digits)[:limit]), "key")
        if named := self._named(query) or self._named(without_epithets(query)):
            return Answer(wanted, tuple(named[:limit]), "name")
        similar = self._similar(query)[:limit] if query else []
        return Answer(wanted, tuple(similar), "similar" if similar else "none")

    def is_a_name(self, wanted: str) -> bool:
        """Whether some place has this key or name, or its words, instead of a name that merely resembles it."""
        return self.answer(wanted, 1).by in ("postcode", "key", "name") or bool(digits_in(wanted))

    def candidates(self, wanted: str, limit: int = SHOWN) -> list[Place]:
        """The places that a name may stand for: those of today that bear it; else its other bearers; else all found."""
        query, found = query_of(wanted), self.search(wanted, limit)
        bearers = [place for place in found if kind_of(place.plain, query) == 0]
        return [place for place in bearers if not place.borrowed] or bearers or found

    def is_borne(self, wanted: str) -> bool:
        """Whether municipalities or Verbände of this year are called so, with or without an addition."""
        return bool(self._bearers(wanted))

    def nearest(self, wanted: str, limit: int = SHOWN) -> list[Place]:
        """The places of today whose names come closest, however far that is: for names that nobody bears."""
        from rapidfuzz import fuzz, process

        query = query_of(wanted)
        scored = process.extract(query, self._plain, scorer=fuzz.ratio, limit=60, score_cutoff=FAR)
        near = [(-score, rank(self._places[i]), self._places[i]) for _, score, i in scored]
        near.sort(key=lambda item: item[:2])
        return [place for _, _, place in near if not place.borrowed][:limit]

    def members(self, verband: str, limit: int = SHOWN) -> list[Place]:
        """The municipalities of a Verband, largest first."""
        inside = self._atlas.edition.members(self.year).filter(verband=verband)["ags"]
        return sorted((self._by_key(key)[0] for key in inside), key=rank)[:limit]

    def meant(self, wanted: str) -> Place | None:
        """The one place of this year that a query names exactly; None if it may mean several, or is not quite a name.

        A municipality comes before the Verband that is called like it, and both before an Ortsteil.
        """
        if found := self._of_postcode(wanted):
            return found[0] if len(found) == 1 else None
        if digits := digits_in(wanted):
            own = [place for place in self._of_spellings(digits) if not place.borrowed]
            return own[0] if len(own) == 1 else None
        bearers = self._bearers(wanted)
        only = [place for place in bearers if place.level == "gemeinde"] or bearers or self._parts_called(wanted)
        return only[0] if len({place.key for place in only}) == 1 else None

    @cached_property
    def _within(self) -> PlacesWithin:
        return PlacesWithin(self._atlas, self._atlas.areas(self.year, "gemeinde"))

    def _of_postcode(self, wanted: str) -> list[Place]:
        """The municipalities of a postcode, largest first; of an address ("57319 Raumland") only the place it names."""
        code, name = postcode_in(wanted)
        if not code:  # the index of postcodes takes the whole crosswalk
            return []
        areas = self._atlas.areas(self.year, "gemeinde")
        towns = [place_of(areas, key) for key in self._within.keys_of_postcode(code)]
        inside = {town.key for town in towns}
        named = [town for town in towns if name and kind_of(town.plain, name) == 0]
        named = named or [part for part in self._parts_called(name) if part.key in inside]
        return [place.by_postcode(code) for place in sorted(named or towns, key=rank)]

    def _parts_called(self, wanted: str) -> list[Place]:
        """Former municipalities and Ortsteile that bear a name; where both do for one town, the Ortsteil."""
        query = query_of(wanted)
        if not query:
            return []
        parts = self._within.bearers(query)
        known = {place.key for place in parts}
        gone = [place for place in self._gone if kind_of(place.plain, query) == 0 and place.key not in known]
        return [*parts, *gone]

    def _bearers(self, wanted: str) -> list[Place]:
        """The places of this year that bear a name, with or without an addition; largest first."""
        query = query_of(wanted)
        for name in dict.fromkeys((query, without_epithets(query))):
            same = (pl.col("plain") == name) | pl.col("plain").str.starts_with(f"{name} ")
            rows = self._plain_names.filter(same).select("level", "key").iter_rows() if name else ()
            if found := [place_of(self._atlas.areas(self.year, level), key) for level, key in rows]:
                return sorted(found, key=rank)
        return []

    @cached_property
    def _plain_names(self) -> pl.DataFrame:
        """Level, key and plain name of all places of this year, in the order of `_present`: kept, as it takes long."""

        def make() -> pl.DataFrame:
            rows = [(place.level, place.key, place.plain) for place in self._present]
            return pl.DataFrame(rows, schema=dict.fromkeys(("level", "key", "plain"), pl.String), orient="row")

        code = code_of(__file__, inspect.getfile(plain))
        return self._atlas.edition.frame_kept(f"plain-names-{code}", self.year, make)

    def _of_spellings(self, digits: str) -> list[Place]:
        """What a whole key names: a place of this year, or the successor of one that is gone."""
        for key in spellings(digits):
            for level in LEVELS:
                areas = self._atlas.areas(self.year, level)
                if key in areas.row:
                    return [place_of(areas, key)]
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
        return whole or sorted((p for p in self._present if p.key.startswith(beginnings)), key=rank)

    def _named(self, query: str) -> list[Place]:
        if not query:
            return []
        return self._by_words(query, self._names) or self._by_words(query, self._surroundings)

    def _by_words(self, query: str, texts: list[str]) -> list[Place]:
        """Places that hold every word of the query at the beginning of one of their own."""
        rows: Iterable[int] = range(len(texts))
        for word in (f" {word}" for word in query.split()):
            rows = [row for row in rows if word in texts[row]]
        return sorted((self._places[row] for row in rows), key=lambda place: _fit(place, query))

    def _similar(self, query: str) -> list[Place]:
        from rapidfuzz import fuzz, process

        scored = process.extract(query, self._plain, scorer=fuzz.WRatio, limit=60, score_cutoff=CLOSE)
        near = [(_closeness(query, self._plain[i]), score, self._places[i]) for _, score, i in scored]
        parts = process.extract(query, self._plain_parts, scorer=fuzz.ratio, limit=60, score_cutoff=CLOSE_PART)
        near += [(score, score, self._within.parts[i]) for _, score, i in parts]
        near.sort(key=lambda item: (-(item[0] + 0.5 * item[1]), rank(item[2])))
        return [place for _, _, place in near]

    def successors(self, ags: str) -> tuple[str, list[Successor]]:
        """Name of a former municipality and who took it over; ("", []) for a key that never was one."""
        former = self._former.get(ags)
        return (former.name, former.takers) if former else ("", [])

    def warm(self) -> None:
        """Make the index now."""
        _ = self._names, self._surroundings, self._plain, self._plain_parts
        self._of_postcode("01067")

    @cached_property
    def _plain(self) -> list[str]:
        """Names of municipalities and Verbände, of today and of earlier days: the first of `_places`."""
        return [place.plain for place in (*self._present, *self._gone)]

    @cached_property
    def _plain_parts(self) -> list[str]:
        return [place.plain for place in self._within.parts]

    @cached_property
    def _names(self) -> list[str]:
        """All words of each place's name, its titles among them, each after a blank."""
        names = (place.part or place.former or place.name for place in self._places)
        return [f" {plain(name.replace(',', ' '))}" for name in names]

    @cached_property
    def _surroundings(self) -> list[str]:
        """The same with the words of where it is."""
        where = (
            plain(f"{place.name if place.borrowed else ''} {place.where}".replace(",", " ")) for place in self._places
        )
        return [f"{name} {around}" for name, around in zip(self._names, where, strict=True)]

    @cached_property
    def _present(self) -> list[Place]:
        """Municipalities of this year, and the Verbände of several."""
        gemeinden, verbaende = self._atlas.areas(self.year, "gemeinde"), self._atlas.areas(self.year, "verband")
        several = verbaende.frame["members"].to_list()
        joint = [key for key, members in zip(verbaende.keys, several, strict=True) if members > 1]
        return [*current(gemeinden), *(place_of(verbaende, key) for key in joint)]

    @cached_property
    def _places(self) -> list[Place]:
        return [*self._present, *self._gone, *self._within.parts]

    @cached_property
    def _gone(self) -> list[Place]:
        """Names of former municipalities, leading to those of today."""
        places = []
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
        taker = place_of(gemeinden, takers[0].key)
        return replace(taker, population=0, plain=plain(name), former=name)

    @cached_property
    def _former(self) -> dict[str, Former]:
        return former_places(self._atlas.edition, self._atlas.areas(self.year, "gemeinde"))


def verband_of(atlas: Atlas, year: int) -> dict[str, str]:
    """The Verband of each municipality."""
    return atlas.once(
        ("verband of", year), lambda: dict(atlas.edition.members(year).select("ags", "verband").iter_rows())
    )


def _fit(place: Place, query: str) -> tuple[int, float]:
    """Order of places that hold a query: those that bear it, then other names that are it, then by how they hold it."""
    kind = kind_of(place.plain, query)
    if place.borrowed:
        return (1 if place.plain == query else 4 + kind), -place.population
    return kind and kind + 1, -place.population


def _closeness(query: str, name: str) -> float:
    """Similarity of two plain names, 0 to 100; a "Bad" that only one of them has is no difference."""
    from rapidfuzz import fuzz

    return max(fuzz.ratio(query, name), fuzz.ratio(query.removeprefix(SPA), name.removeprefix(SPA)))


def _several(wanted: str, places: list[Place]) -> UnknownNameError:
    """That a name or postcode leads to several places, and to which."""
    count = len({place.key for place in places})
    english, german = _listed(places, "en"), _listed(places, "de")
    if places[0].postcode:
        msg = f"The postcode '{wanted}' belongs to {count} municipalities; say which by its key: {english}"
        told = f"Die Postleitzahl „{wanted}“ haben {count} Gemeinden; bitte den Schlüssel nennen: {german}"
    else:
        msg = f"'{wanted}' names {count} places; say which by its key: {english}"
        told = f"„{wanted}“ heißen {count} Orte; bitte den Schlüssel nennen: {german}"
    return UnknownNameError(msg, told)


def _listed(places: list[Place], lang: Lang) -> str:
    """Places with what tells them apart, as many as an error can name."""
    shown = [_told(place, lang) for place in places[:SUGGESTED]]
    return "; ".join(shown) + (" ..." if len(places) > SUGGESTED else "")


def _told(place: Place, lang: Lang) -> str:
    name = place.part or place.former or place.name
    return f"{name} ({', '.join(filter(None, [place.what(lang) if place.borrowed else '', place.where, place.key]))})"
