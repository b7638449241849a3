"""The names, keys and postcodes of a year's places, of former ones and of Ortsteile, as they are looked up."""

import inspect
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, cached_property
from typing import Final

import polars as pl

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.former_places import Former, Successor, former_places
from kleinstadt.compare.places import Place, current, kind_of, place_of, rank
from kleinstadt.compare.places_within import PlacesWithin
from kleinstadt.compare.spellings import plain, postcode_in, query_of, spellings, without_epithets
from kleinstadt.edition.edition import Level
from kleinstadt.edition.kept_columns import code_of

LEVELS: Final[tuple[Level, ...]] = ("gemeinde", "verband")

CLOSE: Final = 72  # similarity of 100 from which a name is worth suggesting
CLOSE_PART: Final = 85  # the same for an Ortsteil: of 40,000 names many resemble anything
FAR: Final = 50  # the same for names that are suggested when nothing is close
SPA: Final = "bad "


class PlaceIndex:
    """The names, keys and postcodes that a year's places can be found by; each list is made when it is first needed.

    Names are compared as `spellings.plain` writes them.

    Attributes
    ----------
    year : int
        Year of the borders.
    """

    def __init__(self, atlas: Atlas, year: int) -> None:
        """Take the atlas and the year.

        Parameters
        ----------
        atlas : Atlas
            Columns of an edition.
        year : int
            Year of the borders.
        """
        self._atlas, self.year = atlas, year

    @cached_property
    def _within(self) -> PlacesWithin:
        return PlacesWithin(self._atlas, self._atlas.areas(self.year, "gemeinde"))

    def of_postcode(self, wanted: str) -> list[Place]:
        """The municipalities of a postcode, largest first; of an address ("57319 Raumland") only the place it names.

        Parameters
        ----------
        wanted : str
            What was typed.

        Returns
        -------
        list of Place
            Each says the postcode; empty for what is no postcode, or one that nobody has.
        """
        code, name = postcode_in(wanted)
        if not code:  # the index of postcodes takes the whole crosswalk
            return []
        areas = self._atlas.areas(self.year, "gemeinde")
        towns = [place_of(areas, key) for key in self._within.keys_of_postcode(code)]
        inside = {town.key for town in towns}
        named = [town for town in towns if name and kind_of(town.plain, name) == 0]
        named = named or [part for part in self.parts_called(name) if part.key in inside]
        return [place.by_postcode(code) for place in sorted(named or towns, key=rank)]

    def parts_called(self, wanted: str) -> list[Place]:
        """Former municipalities and Ortsteile that bear a name; where both do for one town, the Ortsteil.

        Parameters
        ----------
        wanted : str
            What was typed.

        Returns
        -------
        list of Place
            Each leads to a municipality of this year.
        """
        query = query_of(wanted)
        if not query:
            return []
        parts = self._within.bearers(query)
        known = {place.key for place in parts}
        gone = [place for place in self._gone if kind_of(place.plain, query) == 0 and place.key not in known]
        return [*parts, *gone]

    def bearers(self, wanted: str) -> list[Place]:
        """The places of this year that bear a name, with or without an addition; largest first.

        Parameters
        ----------
        wanted : str
            What was typed; what towns call themselves beside their name ("Hansestadt") may stand in it.

        Returns
        -------
        list of Place
            Municipalities, and Verbände of several.
        """
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

    def of_spellings(self, digits: str) -> list[Place]:
        """What a whole key names: a place of this year, or the successor of one that is gone.

        Parameters
        ----------
        digits : str
            Digits of a key.

        Returns
        -------
        list of Place
            One place, or none.
        """
        for key in spellings(digits):
            for level in LEVELS:
                areas = self._atlas.areas(self.year, level)
                if key in areas.row:
                    return [place_of(areas, key)]
        for key in spellings(digits):
            former = self.former.get(key)
            place = self._former_place(former.name, former.takers) if former else None
            if place:
                return [place]
        return []

    def by_key(self, digits: str) -> list[Place]:
        """What a key names; for a part of one, all places whose keys begin so, also without the first zero.

        Parameters
        ----------
        digits : str
            Digits of a key, or its first ones.

        Returns
        -------
        list of Place
            Largest first.
        """
        whole = self.of_spellings(digits)
        beginnings = (digits, f"0{digits}") if len(digits) < 8 else (digits,)
        return whole or sorted((p for p in self._present if p.key.startswith(beginnings)), key=rank)

    def named(self, query: str) -> list[Place]:
        """The places that hold every word of a query in their name.

        If none does, those whose name and surroundings hold them, such as a town with its Kreis ("Burg Dithmarschen").

        Parameters
        ----------
        query : str
            As `spellings.query_of` writes it.

        Returns
        -------
        list of Place
            Those that bear the name first, then those that begin with it, then the others, each kind with the largest
            first.
        """
        if not query:
            return []
        return self._by_words(query, self._names) or self._by_words(query, self._surroundings)

    def _by_words(self, query: str, texts: list[str]) -> list[Place]:
        """Places that hold every word of the query at the beginning of one of their own."""
        rows: Iterable[int] = range(len(texts))
        for word in (f" {word}" for word in query.split()):
            rows = [row for row in rows if word in texts[row]]
        return sorted((self._places[row] for row in rows), key=lambda place: _fit(place, query))

    def similar(self, query: str) -> list[Place]:
        """The places whose names resemble a query, as a misspelled name does.

        Parameters
        ----------
        query : str
            As `spellings.query_of` writes it.

        Returns
        -------
        list of Place
            Most alike first; Ortsteile only where they are very much alike.
        """
        from rapidfuzz import fuzz, process

        scored = process.extract(query, self._plain, scorer=fuzz.WRatio, limit=60, score_cutoff=CLOSE)
        near = [(_closeness(query, self._plain[i]), score, self._places[i]) for _, score, i in scored]
        parts = process.extract(query, self._plain_parts, scorer=fuzz.ratio, limit=60, score_cutoff=CLOSE_PART)
        near += [(score, score, self._within.parts[i]) for _, score, i in parts]
        near.sort(key=lambda item: (-(item[0] + 0.5 * item[1]), rank(item[2])))
        return [place for _, _, place in near]

    def nearest(self, query: str) -> list[Place]:
        """The places of today whose names come closest to a query, however far that is.

        Parameters
        ----------
        query : str
            As `spellings.query_of` writes it.

        Returns
        -------
        list of Place
            Closest first; no Ortsteile and no former names.
        """
        from rapidfuzz import fuzz, process

        scored = process.extract(query, self._plain, scorer=fuzz.ratio, limit=60, score_cutoff=FAR)
        near = [(-score, rank(self._places[i]), self._places[i]) for _, score, i in scored]
        near.sort(key=lambda item: item[:2])
        return [place for _, _, place in near if not place.borrowed]

    def warm(self) -> None:
        """Make all lists now, so that nobody has to wait for them."""
        _ = self._names, self._surroundings, self._plain, self._plain_parts
        self.of_postcode("01067")

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
        names = ((place.part or place.former or place.name, place.plain) for place in self._places)
        return [f" {plain(name.replace(',', ' ')) if ',' in name else as_compared}" for name, as_compared in names]

    @cached_property
    def _surroundings(self) -> list[str]:
        """The same with the words of where it is."""
        around_of = cache(lambda name, where: plain(f"{name} {where}".replace(",", " ")))  # many are in the same Kreis
        where = (around_of(place.name if place.borrowed else "", place.where) for place in self._places)
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
        for former in self.former.values():
            place = self._former_place(former.name, former.takers)
            if place and place.plain != self._by_key[place.key].plain and (place.plain, place.key) not in seen:
                seen.add((place.plain, place.key))
                places.append(place)
        return places

    def _former_place(self, name: str, takers: list[Successor]) -> Place | None:
        """A former municipality as a place that leads to its successor; None if it has none today."""
        taker = self._by_key.get(takers[0].key) if takers else None
        return replace(taker, population=0, plain=plain(name), former=name) if taker else None

    @cached_property
    def _by_key(self) -> dict[str, Place]:
        """The municipalities of this year."""
        return {place.key: place for place in self._present if place.level == "gemeinde"}

    @cached_property
    def former(self) -> dict[str, Former]:
        """Municipalities of earlier years that are none in this one, by key."""
        return former_places(self._atlas.edition, self._atlas.areas(self.year, "gemeinde"))


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
