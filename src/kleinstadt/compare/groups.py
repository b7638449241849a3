"""The group that an area is compared with: a municipality among municipalities, a Verband among Verbände.

A Kreis is compared with the Kreise of its settlement type (siedlungsstruktureller Kreistyp, BBSR), a Land with
all Länder.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.edition.edition import Level
from kleinstadt.typologies.standard import ascending, median_of_sorted
from kleinstadt.words import categories as words
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

FEWEST: Final = 8  # areas of a type and Lage under which those of all Lagen are taken
TYPE_COLUMN: Final[dict[Level, str]] = {
    "gemeinde": "own_type",
    "verband": "type",
    "kreis": "kreis_type",
    "land": "level",
    "bund": "level",
}
TYPES_TOLD: Final[dict[Level, tuple[str, ...]]] = {  # columns of Areas.frame, in tables that are taken away
    "gemeinde": ("own_type", "type"),  # its own, and its Verband's
    "verband": ("type",),
}
MANY: Final[dict[Level, words.Pair]] = {
    "gemeinde": ("Gemeinden", "municipalities"),
    "verband": ("Gemeindeverbände", "Verbände"),
    "kreis": ("Kreise", "Kreise"),
    "land": ("Länder", "Länder"),
    "bund": ("Deutschland", "Germany"),
}

RULES: Final[dict[str, words.Pair]] = {
    "grossstadt": ("mindestens 100.000 Einwohner", "at least 100,000 residents"),
    "mittelstadt": (
        "20.000 bis unter 100.000 Einwohner, oder kleiner und Oberzentrum",
        "20,000 to under 100,000 residents, or smaller and an Oberzentrum",
    ),
    "groessere_kleinstadt": ("10.000 bis unter 20.000 Einwohner", "10,000 to under 20,000 residents"),
    "kleine_kleinstadt": (
        "5.000 bis unter 10.000 Einwohner, oder kleiner und mehr als ein Grundzentrum",
        "5,000 to under 10,000 residents, or smaller and more than a Grundzentrum",
    ),
    "landgemeinde": (
        "unter 5.000 Einwohner und höchstens ein Grundzentrum",
        "under 5,000 residents and a Grundzentrum at most",
    ),
}


@dataclass(frozen=True)
class Group:
    """The areas that an area is compared with: those of its type and Lage.

    Attributes
    ----------
    level : str
        Of the areas.
    type : str or None
        A municipality's own, a Verband's that of its largest municipality, a Kreis's siedlungsstruktureller Kreistyp;
        None where it is unknown.
    lage : str or None
        None where the areas of all Lagen are meant: it is unknown, or it has fewer than FEWEST areas of the type.
    size : int
        Number of areas, the area itself among them.
    median_population : float or None
        Persons; None for no areas.
    mask : array of bool
        Which rows of Areas they are.
    """

    level: Level
    type: str | None
    lage: str | None
    size: int
    median_population: float | None
    mask: NDArray[np.bool_] = field(compare=False, repr=False)

    def name(self, lang: Lang) -> str:
        """Its type in the plural, with its Lage: "Kleine Kleinstädte (peripher)"."""
        if self.level == "kreis":
            return words.kreise_of_type(self.type, lang)
        if self.level in ("land", "bund"):
            return pick(MANY[self.level], lang)
        lage = words.lage(self.lage, lang)
        return words.types(self.type, lang) + (f" ({lage})" if lage else "")

    def weighted(self, lang: Lang) -> str:
        """Its name where its value by the indicator's own rule stands: "Kleine Kleinstädte (peripher), gewichtet"."""
        return f"{self.name(lang)}, {pick(('gewichtet', 'weighted'), lang)}"

    def counted(self, lang: Lang) -> str:
        """Number and median size: "570 Gemeinden, Median 6.677 Einwohner"."""
        people = number(self.median_population, 0, lang)
        if self.level == "bund":
            return pick((f"ein Staat, {people} Einwohner", f"one country, {people} residents"), lang)
        middle = pick((f"Median {people} Einwohner", f"median {people} residents"), lang)
        return f"{number(self.size, 0, lang)} {pick(MANY[self.level], lang)}, {middle}"

    def rule(self, lang: Lang) -> str:
        """What makes an area belong to it, in one sentence."""
        if self.level == "kreis":
            german = "Kreise und kreisfreie Städte desselben siedlungsstrukturellen Kreistyps (BBSR)."
            return pick((german, "Kreise and kreisfreie Städte of the same settlement type (BBSR)."), lang)
        if self.level == "bund":
            return pick(("Mit anderen Staaten wird nicht verglichen.", "It is compared with no other country."), lang)
        if self.level == "land":
            return pick(("Alle Länder, auch die Stadtstaaten.", "All Länder, the city states among them."), lang)
        if self.type is None:
            german = "Ohne bekannte Einwohnerzahl gibt es keine Gruppe."
            return pick((german, "Without a known number of residents there is no group."), lang)
        size = pick(RULES[self.type], lang)
        if self.level == "gemeinde":
            who = pick(("Gemeinden, jede für sich:", "Municipalities that have by themselves"), lang)
        else:
            who = pick(("Verbände nach ihrer größten Gemeinde:", "Verbände by their largest municipality:"), lang)
        where = words.lage(self.lage, lang)
        named = (f"Lage {where}", f"location {where}") if where else ("alle Lagen", "all locations")
        lage = pick(named, lang)
        return f"{who} {size}; {lage}."


def group_of(atlas: Atlas, areas: Areas, key: str) -> Group:
    """The group of an area; the same object for all areas of the group.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition (OpenedEdition.atlas).
    areas : Areas
        All areas of the level.
    key : str
        Key of the area.

    Returns
    -------
    Group
        Areas of its type and Lage; of all Lagen where those are fewer than FEWEST.

    Examples
    --------
    >>> group_of(ed.atlas, ed.atlas.areas(2019, "verband"), "120610112").name("en")
    'Smaller small towns (central)'
    """
    row = areas.row[key]
    kind = areas.codes[TYPE_COLUMN[areas.level]][row]
    return group_called(atlas, areas, None if kind is None else str(kind), areas.codes["lage"][row])


def group_called(atlas: Atlas, areas: Areas, kind: str | None, lage: str | None) -> Group:
    """The group of a type and a Lage, as `Group` says.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    areas : Areas
        All areas of the level.
    kind : str or None
        The type.
    lage : str or None
        The Lage.

    Returns
    -------
    Group
        The same object whenever it is asked for.
    """
    return atlas.once(("group", areas.year, areas.level, kind, lage), lambda: _group(areas, kind, lage))


def _group(areas: Areas, kind: str | None, lage: str | None) -> Group:
    of_type = areas.mask(TYPE_COLUMN[areas.level], kind) if kind else np.zeros(len(areas.keys), dtype=np.bool_)
    of_lage = of_type & (areas.codes["lage"] == lage) if lage else of_type
    if lage and of_lage.sum() < FEWEST:
        lage, of_lage = None, of_type
    people = areas.population[of_lage]
    middle = median_of_sorted(ascending(people)) if len(people) else None
    return Group(areas.level, kind, lage, int(of_lage.sum()), middle, of_lage)
