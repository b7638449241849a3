"""A place that can be found, what it is called in a list, and why it was found."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.spellings import plain
from kleinstadt.edition.edition import Level
from kleinstadt.sources.catalogue import SOURCES
from kleinstadt.territory.names import short
from kleinstadt.words.language import Lang, pick

POSTCODES: Final = "osm_postcodes"  # the source of postcodes; under ODbL, so named wherever one was used

KINDS: Final[dict[Level, tuple[str, str]]] = {
    "verband": ("Gemeindeverband", "Verband"),
    "kreis": ("Kreis", "Kreis (district)"),
    "land": ("Land", "Land (state)"),
}


@dataclass(frozen=True)
class Place:
    """A place to be found: a municipality or Verband of the year, or another name that leads to one.

    Attributes
    ----------
    key, level, name : str
        Of the area that the place leads to.
    where, land : str
        Names of the Kreis and the Land it lies in.
    population : float
        Persons in the area; 0 where unknown.
    plain : str
        The name as it is compared.
    former : str
        Name of the municipality that is no longer one, else "".
    part : str
        Name of the Ortsteil, else "".
    postcode : str
        The postcode it was found by, else "".
    """

    key: str
    level: Level
    name: str
    where: str
    population: float
    plain: str
    former: str = ""
    part: str = ""
    postcode: str = ""
    land: str = ""

    @property
    def title(self) -> str:
        """What stands at the head of its row: the name it was found by, without what registers add."""
        return self.part or short(self.former or self.name)

    @property
    def borrowed(self) -> bool:
        """Whether the name that leads here is not the area's own."""
        return bool(self.former or self.part)

    def what(self, lang: Lang) -> str:
        """What it is, where that is not plain: "Ortsteil von Bad Berleburg", "heute Allendorf (Eder)"."""
        if self.part:
            return pick((f"Ortsteil von {short(self.name)}", f"District of {short(self.name)}"), lang)
        if self.former:
            german = f"früher eigene Gemeinde, heute {short(self.name)}"
            return pick((german, f"formerly a municipality, today {short(self.name)}"), lang)
        return pick(KINDS.get(self.level, ("", "")), lang)

    def why(self, lang: Lang) -> str:
        """How it was found, where it was not by its own name or key; with the owners of the postcodes."""
        if self.postcode:
            source = SOURCES[POSTCODES]
            owners = f"{source.attribution_in(lang)}, {source.licence_in(lang)}"
            german = f"Gefunden über die Postleitzahl {self.postcode} ({owners})"
            return pick((german, f"Found by the postcode {self.postcode} ({owners})"), lang)
        if not self.borrowed:
            return ""
        return pick(
            (f"Gefunden über {self.title}, {self.what(lang)}", f"Found by {self.title}, {self.what(lang)}"), lang
        )

    def by_postcode(self, postcode: str) -> "Place":
        """The same place, found by a postcode.

        Parameters
        ----------
        postcode : str
            Five digits.

        Returns
        -------
        Place
            A copy that says so.
        """
        return replace(self, postcode=postcode)


def place_of(areas: Areas, key: str) -> Place:
    """A municipality or Verband as a place.

    Parameters
    ----------
    areas : Areas
        All areas of the level.
    key : str
        Key of the area.

    Returns
    -------
    Place
        With its own name.

    Raises
    ------
    UnknownNameError
        If there is no such area.
    """
    record = areas.record(key)
    name, people = str(record["name"]), float(record["population"] or 0)
    kreis, land = str(record["kreis_name"] or ""), str(record["land_name"] or "")
    return Place(key, areas.level, name, kreis, people, plain(name), land=land)


def current(areas: Areas) -> Iterable[Place]:
    """All areas of a level as places.

    Parameters
    ----------
    areas : Areas
        All areas of the level.

    Returns
    -------
    iterable of Place
        In the order of their keys.
    """
    columns = areas.frame.select("name", "kreis_name", "population", "land_name").iter_rows()
    for key, (name, kreis, people, land) in zip(areas.keys, columns, strict=True):
        yield Place(key, areas.level, name, kreis or "", float(people or 0), plain(name), land=land or "")


def kind_of(name: str, query: str) -> int:
    """How a name holds a query.

    Parameters
    ----------
    name, query : str
        Both as `spellings.plain` writes them.

    Returns
    -------
    int
        0 as a whole or before an addition, 1 at its beginning, 2 further on.

    Examples
    --------
    >>> kind_of("halle westf", "halle"), kind_of("hallenberg", "halle"), kind_of("bad halle", "halle")
    (0, 1, 2)
    """
    if name == query or name.startswith(f"{query} "):
        return 0
    return 1 if name.startswith(query) else 2


def rank(place: Place) -> tuple[bool, float]:
    """Order by size, places with a name of their own first.

    Parameters
    ----------
    place : Place
        The place.

    Returns
    -------
    tuple
        Key to sort by.
    """
    return place.borrowed, -place.population


def verband_of(atlas: Atlas, year: int) -> dict[str, str]:
    """The Verband of each municipality.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.

    Returns
    -------
    dict of str to str
        Key of the municipality (8 digits) to that of its Verband (9).
    """
    return atlas.once(
        ("verband of", year), lambda: dict(atlas.edition.members(year).select("ags", "verband").iter_rows())
    )
