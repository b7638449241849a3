"""The view of the map as it stands in the address: what is shown, of when, in which classes, filtered by what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray
from starlette.datastructures import QueryParams

from kleinstadt import keys
from kleinstadt.compare.areas import Areas
from kleinstadt.compare.basket import LEVEL_OF_DIGITS, MOST
from kleinstadt.compare.borders import years_with_borders
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import TYPE_COLUMN
from kleinstadt.edition.edition import Level
from kleinstadt.report.drawing.classes import PRINTED
from kleinstadt.report.drawing.map_kinds import kinds
from kleinstadt.territory.areas import SIZE_BREAKS, SIZES
from kleinstadt.web.serving.problems import NotFoundError
from kleinstadt.words import categories as words
from kleinstadt.words.labels import KLEINSTAEDTE, LAGEN, SMALL_TOWNS, TYPES
from kleinstadt.words.language import Lang, pick

DEFAULT: Final = "type"
LEVELS: Final = ("verband", "gemeinde")
SMALL: Final = "kleinstadt"  # both kinds of small towns
WAYS: Final = {
    "stand": ("Stand", "One year"),
    "veraenderung": ("Veränderung", "Change"),
    "jahre": ("Zwei Jahre", "Two years"),
}
METHODS: Final = {
    "fest": ("fest, wie in Deutschland", "fixed, as for Germany"),
    "auswahl": ("für diese Auswahl", "for this selection"),
    "thresholds": ("Schwellen des Berichts", "thresholds of the report"),
}
BEFORE: Final = {"quantiles": "fest", "natural": "fest"}  # classes as older addresses name them
OF_PEOPLE: Final = ("typ", "lage", "groesse")  # filters that areas without people cannot pass


@dataclass(frozen=True)
class View:
    """A map as an address says it.

    Attributes
    ----------
    indicator : str
        Id of a figure, or of named classes as "type".
    period : str or None
        The later period of two, or the only one; None for the newest.
    start : str or None
        The earlier period of a change or of two years; None leaves it to the map.
    way : {"stand", "veraenderung", "jahre"}
        One year, the change, or two years side by side.
    year : int
        Year of the borders.
    level : {"verband", "gemeinde"}
        Level of the areas.
    method : {"fest", "auswahl", "thresholds"}
        How values are put into classes.
    filters : mapping of str to str
        By typ, lage, groesse, land and kreis; "" for one that is not set.
    second : str or None
        A second figure or classes, beside the first.
    second_period : str or None
        Its period; None for the newest.
    together : bool
        Two figures in one map, not side by side.
    insisted : bool
        A change across a census is wanted all the same.
    grey : bool
        Readable without colours.
    places : tuple of str
        Keys of the places to compare.
    """

    indicator: str
    period: str | None
    start: str | None
    way: str
    year: int
    level: Level
    method: str
    filters: Mapping[str, str]
    second: str | None = None
    second_period: str | None = None
    together: bool = False
    insisted: bool = False
    grey: bool = False
    places: tuple[str, ...] = ()

    def query(self, **changes: str) -> str:
        """The address's query of this view, with changes.

        Parameters
        ----------
        changes : str
            Fields of the address that are to be otherwise; "" takes one out.

        Returns
        -------
        str
            In one order, without what goes without saying.
        """
        values = {
            "i": self.indicator,
            "art": self.way if self.way != "stand" else "",
            "von": self.start or "",
            "stand": self.period or "",
            "jahr": str(self.year),
            "ebene": self.level,
            "klassen": self.method if self.method != _default_method(self.indicator) else "",
            **self.filters,
            "i2": self.second or "",
            "stand2": self.second_period or "",
            "zusammen": "1" if self.together else "",
            "trotz": "1" if self.insisted else "",
            "grau": "1" if self.grey else "",
            "orte": ",".join(self.places),
            **changes,
        }
        return urlencode({name: value for name, value in values.items() if value}, safe=",")


def _default_method(indicator: str) -> str:
    """The classes of the report where it printed some, else those fixed for the figure."""
    return "thresholds" if indicator in PRINTED else "fest"


def places_of(query: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the places to compare in an address's query, each once, however they are joined.

    Parameters
    ----------
    query : mapping of str to str
        Of an address.

    Returns
    -------
    tuple of str
        As typed: nobody has asked yet whether they exist.

    Examples
    --------
    >>> places_of({"orte": "06440002,06440005,06440002"})
    ('06440002', '06440005')
    """
    listed = query.getlist("orte") if isinstance(query, QueryParams) else [query.get("orte", "")]
    return tuple(dict.fromkeys(part for one in listed for part in one.split(",") if part))


def view_of(atlas: Atlas, query: Mapping[str, str]) -> View:
    """The view that an address's query means.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    query : mapping of str to str
        Of an address; what it does not say is as on the first map.

    Returns
    -------
    View
        The newest year with borders by default; of ?ort= the level is that of the key.

    Raises
    ------
    NotFoundError
        For a value that there is not, with those there are.
    """
    years = years_with_borders(atlas)
    year = int(choice(query, "jahr", [str(year) for year in years], str(years[-1])))
    of_place = LEVEL_OF_DIGITS.get(len(query.get("ort", "")), "verband")
    level = cast("Level", choice(query, "ebene", LEVELS, of_place if of_place in LEVELS else "verband"))
    known = [*kinds(atlas, year, level), *atlas.indicators]
    indicator = choice(query, "i", known, DEFAULT)
    second = choice(query, "i2", ["", *known], "") or None
    method = choice(query, "klassen", [*METHODS, *BEFORE], _default_method(indicator))
    kreis = kreis_of(atlas, query, year)
    filters = filters_of(query)
    figures = indicator in atlas.indicators and (second is None or second in atlas.indicators)
    return View(
        indicator=indicator,
        period=_period(atlas, query, "stand", indicator),
        start=_period(atlas, query, "von", indicator),
        way=choice(query, "art", tuple(WAYS), "stand") if indicator in atlas.indicators else "stand",
        year=year,
        level=level,
        method=BEFORE.get(method, method),
        filters=filters | {"kreis": kreis, "land": filters["land"] or kreis[:2]},
        second=second,
        second_period=_period(atlas, query, "stand2", second) if second else None,
        together=figures and second is not None and choice(query, "zusammen", ("", "1"), "") == "1",
        insisted=choice(query, "trotz", ("", "1"), "") == "1",
        grey=choice(query, "grau", ("", "1"), "") == "1",
        places=places_of(query)[:MOST],
    )


def filters_of(query: Mapping[str, str]) -> dict[str, str]:
    """The filters of an address's query; empty text for those that are not set.

    Parameters
    ----------
    query : mapping of str to str
        Of an address.

    Returns
    -------
    dict of str to str
        By typ, lage, land and groesse.

    Raises
    ------
    NotFoundError
        For a value that there is not, with those there are.
    """
    return {
        "typ": choice(query, "typ", ["", SMALL, *TYPES], ""),
        "lage": choice(query, "lage", ["", *LAGEN], ""),
        "land": choice(query, "land", ["", *keys.LAENDER], ""),
        "groesse": choice(query, "groesse", ["", *map(str, range(len(SIZE_BREAKS) + 1))], ""),
    }


def filter_choices(lang: Lang) -> dict[str, list[tuple[str, str]]]:
    """What a form offers for each of these filters: value and label."""
    both = pick(("Kleinstädte (beide)", "Small towns (both)"), lang)
    return {
        "typ": [(SMALL, both), *((key, pick(pair, lang)) for key, pair in TYPES.items())],
        "lage": [(key, pick(pair, lang)) for key, pair in LAGEN.items()],
        "land": list(keys.LAENDER.items()),
        "groesse": [(str(place), words.size(key, lang)) for place, key in enumerate(SIZES)],
    }


def kreise(atlas: Atlas, year: int, land: str) -> dict[str, str]:
    """The Kreise of a Land in the borders of a year: key to name, by name.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.
    land : str
        Key of the Land; "" for none.

    Returns
    -------
    dict of str to str
        Empty for no Land.
    """
    frame = atlas.areas(year, "verband").frame.select("kreis", "kreis_name", "land").unique("kreis")
    rows = frame.filter(frame["land"] == land).sort("kreis_name").select("kreis", "kreis_name").iter_rows()
    return {str(key): str(name) for key, name in rows}


def kreis_of(atlas: Atlas, query: Mapping[str, str], year: int) -> str:
    """The Kreis that is asked for; none where it lies in another Land than that asked for, as when Land was changed.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    query : mapping of str to str
        Of an address.
    year : int
        Year of the borders.

    Returns
    -------
    str
        Its key, or "".

    Raises
    ------
    NotFoundError
        For a Kreis that the year has not.
    """
    wanted = query.get("kreis", "")
    if not wanted or (query.get("land") and not wanted.startswith(query["land"])):
        return ""
    return choice(query, "kreis", ["", *kreise(atlas, year, wanted[:2])], "")


def _period(atlas: Atlas, query: Mapping[str, str], name: str, indicator: str) -> str | None:
    periods = atlas.edition.periods(indicator) if indicator in atlas.indicators else []
    return (choice(query, name, ["", *periods], "") if periods else "") or None


def choice(query: Mapping[str, str], name: str, known: Sequence[str], default: str) -> str:
    """The value of a field, if it is one of the known.

    Parameters
    ----------
    query : mapping of str to str
        Of an address.
    name : str
        The field.
    known : sequence of str
        What it may be; "" among them if it may be left out.
    default : str
        What it is where the address does not say.

    Returns
    -------
    str
        One of the known.

    Raises
    ------
    NotFoundError
        For another value, with the known.
    """
    value = query.get(name) or default
    if value not in known:
        listed = ", ".join(choice for choice in known if choice)
        german = f"„{name}={value[:40]}“ gibt es nicht. Möglich: {listed}."
        raise NotFoundError(german, f"There is no '{name}={value[:40]}'. There are: {listed}.")
    return value


def filter_words(wanted: Mapping[str, str], lang: Lang) -> list[str]:
    """The filters that are set, in words: "Kleinstädte", "Hessen"; the Kreis is said by the scene.

    Parameters
    ----------
    wanted : mapping of str to str
        The filters, as `filters_of` gives them.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of str
        Empty without a filter.
    """
    said = []
    if wanted["typ"]:
        said.append(pick(KLEINSTAEDTE, lang) if wanted["typ"] == SMALL else words.types(wanted["typ"], lang))
    if wanted["lage"]:
        said.append(words.lage(wanted["lage"], lang))
    if wanted["land"]:
        said.append(keys.LAENDER[wanted["land"]])
    if wanted["groesse"]:
        people = pick(("Einwohner", "inhabitants"), lang)
        said.append(f"{words.size(SIZES[int(wanted['groesse'])], lang)} {people}")
    return said


def chosen(areas: Areas, wanted: Mapping[str, str]) -> NDArray[np.bool_]:
    """The areas that pass the filters; those without people only where no filter asks for any.

    Parameters
    ----------
    areas : Areas
        All areas of the level.
    wanted : mapping of str to str
        The filters, as `filters_of` gives them; kreis may be left out.

    Returns
    -------
    array of bool
        One for each area.
    """
    mask: NDArray[np.bool_] = areas.population >= 0
    if any(wanted.get(name) for name in OF_PEOPLE):
        mask &= areas.inhabited
    types = areas.codes[TYPE_COLUMN[areas.level]]
    if wanted["typ"] == SMALL:
        mask &= np.isin(types, SMALL_TOWNS)
    elif wanted["typ"]:
        mask &= types == wanted["typ"]
    for field in ("lage", "land", "kreis"):
        if wanted.get(field):
            mask &= areas.codes[field] == wanted[field]
    if wanted["groesse"]:
        sizes = np.searchsorted(SIZE_BREAKS, areas.population, side="right")
        mask &= sizes == int(wanted["groesse"])
    return mask
