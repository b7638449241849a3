"""Finding places as people type them: misspelled, half typed, by postcode, Ortsteil, former name or key.

The one finder: command line, library, API and pages ask it.
"""

from typing import Final

from kleinstadt.compare.areas import no_area
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.former_places import Successor
from kleinstadt.compare.place_answers import SUGGESTED, Answer, no_town, nobody, several
from kleinstadt.compare.place_index import LEVELS, PlaceIndex
from kleinstadt.compare.places import Place, kind_of, rank, verband_of
from kleinstadt.compare.regions import region_before
from kleinstadt.compare.spellings import digits_in, plain, query_of, spellings, without_epithets
from kleinstadt.edition.edition import Level
from kleinstadt.errors import UnknownNameError
from kleinstadt.keys import BUND

SHOWN: Final = 10
REGION_OF_LENGTH: Final[dict[int, Level]] = {2: "land", 5: "kreis"}


class Finder:
    """Looks places up by name, postcode or key, in the borders of a year.

    `find` is for the one place that is meant, `search` for a list to choose from, `of_key` where only a key will do.
    Names may be written with or without umlauts and capitals.

    Attributes
    ----------
    year : int
        Year of the borders.

    Examples
    --------
    >>> finder = ed.finder(2019)
    >>> [place.title for place in finder.search("eichwlade", 2)]
    ['Eichwalde', 'Reichwalde']
    """

    def __init__(self, atlas: Atlas, year: int | None = None) -> None:
        """Take the atlas and the year whose areas are meant.

        Parameters
        ----------
        atlas : Atlas
            Columns of an edition (OpenedEdition.atlas).
        year : int, optional
            Year of the borders; the newest by default.

        Raises
        ------
        UnknownNameError
            For a year that the edition does not know.
        """
        self._atlas, self.year = atlas, atlas.year(year)
        self._index = PlaceIndex(atlas, self.year)

    def find(self, wanted: str) -> Place:
        """The one place that is meant; a municipality before its Verband, a Kreis or a Land before an Ortsteil.

        Parameters
        ----------
        wanted : str
            A name, also of a Kreis, a Land or Germany, an Ortsteil or a former municipality, a postcode, or a key.

        Returns
        -------
        Place
            With key and level of the area it leads to.

        Raises
        ------
        UnknownNameError
            For a name or postcode that several share, with all of them; for a key that is gone, with its successor; for
            what nobody is called, with the nearest.

        Examples
        --------
        >>> ed.finder(2019).find("57319").name
        'Bad Berleburg, Stadt'
        """
        if place := self.called(wanted):
            return place
        if shared := self._index.of_postcode(wanted) or self._index.bearers(wanted) or self._index.parts_called(wanted):
            raise several(wanted, shared)
        if digits := digits_in(wanted):
            raise self.no_key(digits)
        near = self.search(wanted, SUGGESTED) or self.nearest(wanted, SUGGESTED)
        raise nobody(wanted, near if plain(wanted) else [])

    def of_key(self, wanted: str) -> tuple[Level, str]:
        """Level and key of the municipality or Verband that a key means, however it is written.

        Parameters
        ----------
        wanted : str
            A key of 8, 9 or 12 digits, with or without its first zero, with blanks, dots, hyphens or "AGS" before it.

        Returns
        -------
        tuple of (Level, str)
            "gemeinde" or "verband", and the key of 8 or 9 digits.

        Raises
        ------
        UnknownNameError
            For a key that the year has not, naming the successor of one that is gone.

        Examples
        --------
        >>> ed.finder(2019).of_key("AGS 12 0 61 112")
        ('gemeinde', '12061112')
        """
        digits = digits_in(wanted)
        for key in spellings(digits):
            for level in LEVELS:
                if key in self._atlas.areas(self.year, level).row:
                    return level, key
        raise self.no_key(digits or wanted)

    def area_of(self, wanted: str) -> tuple[Level, str]:
        """Level and key of any area that a key means, from a municipality to Germany.

        Parameters
        ----------
        wanted : str
            As `of_key` takes it; of a Kreis (5 digits), a Land (2) or Germany ("00") as well.

        Returns
        -------
        tuple of (Level, str)
            The level, and the key as it is written there.

        Raises
        ------
        UnknownNameError
            As `of_key`.
        """
        digits = digits_in(wanted)
        for key in (digits, f"0{digits}"):
            level: Level | None = "bund" if key == BUND else REGION_OF_LENGTH.get(len(key))
            if level and key in self._atlas.areas(self.year, level).row:
                return level, key
        if len(digits) in REGION_OF_LENGTH:
            raise no_area(REGION_OF_LENGTH[len(digits)], digits, self.year)
        return self.of_key(wanted)

    def verband_of_key(self, wanted: str) -> str:
        """The Verband that a key means: itself, or that of a municipality.

        Parameters
        ----------
        wanted : str
            A key, written as `of_key` takes it.

        Returns
        -------
        str
            Nine digits.

        Raises
        ------
        UnknownNameError
            As `of_key`.

        Examples
        --------
        >>> ed.finder(2019).verband_of_key("12061112")
        '120610112'
        """
        level, key = self.of_key(wanted)
        return key if level == "verband" else verband_of(self._atlas, self.year)[key]

    def no_key(self, wanted: str) -> UnknownNameError:
        """The error that says that a key is none of this year, and who took it over if it was one before; to be raised.

        Parameters
        ----------
        wanted : str
            What was given for a key.

        Returns
        -------
        UnknownNameError
            With its message in English and German.
        """
        shown = wanted[:20]
        regions = self._atlas.areas(self.year, REGION_OF_LENGTH.get(len(shown), "bund"))
        if shown in regions.row:
            return no_town(regions.names[regions.row[shown]], shown)
        for key in spellings(digits_in(wanted)):
            former = self._index.former.get(key)
            if former and former.takers:
                heirs = "; ".join(f"{one.name} ({one.key})" for one in former.takers[:SUGGESTED])
                msg = f"{key} was {former.name}, last in the register of {former.until}. Today: {heirs}."
                german = f"{key} war {former.name}, zuletzt im Verzeichnis von {former.until}. Heute: {heirs}."
                return UnknownNameError(msg, german)
        msg = f"There is no municipality and no Verband with the key '{shown}' in {self.year}."
        return UnknownNameError(msg, f"Keine Gemeinde und kein Verband hat {self.year} den Schlüssel „{shown}“.")

    def search(self, wanted: str, limit: int = SHOWN) -> list[Place]:
        """The places of `answer`, without how they were found.

        Parameters
        ----------
        wanted : str
            What was typed.
        limit : int
            At most so many.

        Returns
        -------
        list of Place
            Best first; empty if nothing is even close.
        """
        return list(self.answer(wanted, limit).places)

    def answer(self, wanted: str, limit: int = SHOWN) -> Answer:
        """The places meant, best first; none for an empty query.

        By postcode or key; else by name: those that bear it, with or without an addition (Halle, Halle (Saale)),
        Ortsteile and former municipalities that do, those that begin with it (Hallenberg), those that hold all its
        words (Bad Nauheim for Nauheim), each kind with the largest first; else, words of the Kreis counting as well
        (Burg Dithmarschen), else by similarity.

        Parameters
        ----------
        wanted : str
            What was typed.
        limit : int
            At most so many places.

        Returns
        -------
        Answer
            The places, and whether they fit by postcode, key, name or likeness.

        Examples
        --------
        >>> ed.finder(2019).answer("Eichwalde").by, ed.finder(2019).answer("Eichwlade").by
        ('name', 'similar')
        """
        query = query_of(wanted)
        if found := self._index.of_postcode(wanted):
            return Answer(wanted, tuple(found[:limit]), "postcode")
        if digits := digits_in(wanted):
            return Answer(wanted, tuple(self._index.by_key(digits)[:limit]), "key")
        if named := self._index.named(query) or self._index.named(without_epithets(query)):
            return Answer(wanted, tuple(named[:limit]), "name")
        similar = self._index.similar(query)[:limit] if query else []
        return Answer(wanted, tuple(similar), "similar" if similar else "none")

    def is_a_name(self, wanted: str) -> bool:
        """Whether some place has this key or name, or its words, instead of a name that merely resembles it.

        Parameters
        ----------
        wanted : str
            What was typed.

        Returns
        -------
        bool
            True also for whatever looks like a key, whether or not there is such a one.
        """
        return self.answer(wanted, 1).by in ("postcode", "key", "name") or bool(digits_in(wanted))

    def candidates(self, wanted: str, limit: int = SHOWN) -> list[Place]:
        """The places that a name may stand for: those of today that bear it; else its other bearers; else all found.

        Parameters
        ----------
        wanted : str
            A name.
        limit : int
            At most so many.

        Returns
        -------
        list of Place
            Best first.
        """
        query, found = query_of(wanted), self.search(wanted, limit)
        bearers = [place for place in found if kind_of(place.plain, query) == 0]
        return [place for place in bearers if not place.borrowed] or bearers or found

    def is_borne(self, wanted: str) -> bool:
        """Whether municipalities or Verbände of this year are called so, with or without an addition.

        Parameters
        ----------
        wanted : str
            A name.

        Returns
        -------
        bool
            False for names of Ortsteile and former municipalities.
        """
        return bool(self._index.bearers(wanted))

    def nearest(self, wanted: str, limit: int = SHOWN) -> list[Place]:
        """The places of today whose names come closest, however far that is: for names that nobody bears.

        Parameters
        ----------
        wanted : str
            A name.
        limit : int
            At most so many.

        Returns
        -------
        list of Place
            Closest first; no Ortsteile and no former names.
        """
        return self._index.nearest(query_of(wanted))[:limit]

    def members(self, verband: str, limit: int = SHOWN) -> list[Place]:
        """The municipalities of a Verband, largest first.

        Parameters
        ----------
        verband : str
            Key of a Verband, nine digits.
        limit : int
            At most so many.

        Returns
        -------
        list of Place
            Empty for a key that is none.
        """
        inside = self._atlas.edition.members(self.year).filter(verband=verband)["ags"]
        return sorted((self._index.by_key(key)[0] for key in inside), key=rank)[:limit]

    def meant(self, wanted: str) -> Place | None:
        """The one place of this year that a query names exactly; None if it may mean several, or is not quite a name.

        A municipality comes before the Verband that is called like it, and both before an Ortsteil.

        Parameters
        ----------
        wanted : str
            A name, also of an Ortsteil or a former municipality, a postcode, or a key.

        Returns
        -------
        Place or None
            None if nothing, or more than one place, is called so.
        """
        if found := self._index.of_postcode(wanted):
            return found[0] if len(found) == 1 else None
        if digits := digits_in(wanted):
            own = [place for place in self._index.of_spellings(digits) if not place.borrowed]
            return own[0] if len(own) == 1 else None
        bearers = self._index.bearers(wanted)
        only = [place for place in bearers if place.level == "gemeinde"] or bearers or self._index.parts_called(wanted)
        return only[0] if len({place.key for place in only}) == 1 else None

    def called(self, wanted: str) -> Place | None:
        """What `meant` finds; a Kreis, a Land or Germany of exactly this name before an Ortsteil and a former name.

        Parameters
        ----------
        wanted : str
            As `find` takes it.

        Returns
        -------
        Place or None
            As from `meant`.
        """
        place = self.meant(wanted)
        several_bear_it = place is None and self.is_borne(wanted)
        return place if several_bear_it else region_before(place, self._atlas, wanted, self.year) or place

    def successors(self, ags: str) -> tuple[str, list[Successor]]:
        """Who took over a former municipality.

        Parameters
        ----------
        ags : str
            Key of a municipality, eight digits.

        Returns
        -------
        tuple of (str, list of Successor)
            Its last name, and who took it over, the largest share of its people first; ("", []) for a key that is a
            municipality of this year or never was one.
        """
        former = self._index.former.get(ags)
        return (former.name, former.takers) if former else ("", [])

    def warm(self) -> None:
        """Make the index now."""
        self._index.warm()
