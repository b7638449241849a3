"""Words of the pages, in German and English."""

from typing import Final

from kleinstadt.errors import UnknownNameError
from kleinstadt.words.labels import LAGEN, TYPES
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

Pair = tuple[str, str]

ONE_OF_TYPE: Final[dict[str, Pair]] = {
    "grossstadt": ("Großstadt", "Large city"),
    "mittelstadt": ("Mittelstadt", "Medium-sized town"),
    "groessere_kleinstadt": ("Größere Kleinstadt", "Larger small town"),
    "kleine_kleinstadt": ("Kleine Kleinstadt", "Smaller small town"),
    "landgemeinde": ("Landgemeinde", "Rural municipality"),
}
KREISE_OF_TYPE: Final[dict[str, Pair]] = {
    "Kreisfreie Großstädte": ("Kreisfreie Großstädte", "Kreisfreie large cities"),
    "Städtische Kreise": ("Städtische Kreise", "Urban Kreise"),
    "Ländliche Kreise mit Verdichtungsansätzen": (
        "Ländliche Kreise mit Verdichtungsansätzen",
        "Rural Kreise with some density",
    ),
    "Dünn besiedelte ländliche Kreise": ("Dünn besiedelte ländliche Kreise", "Sparsely populated rural Kreise"),
}
LEVELS: Final[dict[str, Pair]] = {
    "gemeinde": ("Gemeinden", "Municipalities"),
    "verband": ("Gemeindeverbände", "Verbände (associations)"),
    "kreis": ("Kreise", "Districts"),
    "land": ("Länder", "Länder"),
    "bund": ("Deutschland", "Germany"),
}
STATUS: Final[dict[str, Pair]] = {
    "measured": ("veröffentlicht", "published"),
    "modelled": ("modelliert", "modelled"),
    "partial": ("aus einem Teil der Gemeinden", "from part of the municipalities"),
    "secret": ("geheim gehalten", "kept secret"),
    "unreliable": ("zu unsicher", "too unreliable"),
    "not_meaningful": ("hier nicht sinnvoll", "not meaningful here"),
    "not_yet": ("noch nicht veröffentlicht", "not yet published"),
    "missing": ("nicht in der Quelle", "not in the source"),
    "no_road": ("Insel ohne Straße zum Festland", "island without a road to the mainland"),
}
MORE_THEMES: Final[dict[str, Pair]] = {
    "services": ("Versorgung", "Services"),
    "access": ("Erreichbarkeit", "Access"),
}


def one_of_type(key: str | None, lang: Lang) -> str:
    """A Stadt- und Gemeindetyp in the singular; an unknown one as it came.

    Parameters
    ----------
    key : str or None
        Id of the type.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        "" for None.

    Examples
    --------
    >>> one_of_type("kleine_kleinstadt", "en")
    'Smaller small town'
    """
    return pick(ONE_OF_TYPE.get(str(key), (str(key), str(key))), lang) if key else ""


def types(key: str | None, lang: Lang) -> str:
    """A Stadt- und Gemeindetyp in the plural.

    Parameters
    ----------
    key : str or None
        Id of the type.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        "" for None; an unknown one as it came.
    """
    return pick(TYPES.get(str(key), (str(key), str(key))), lang) if key else ""


def kreise_of_type(kind: str | None, lang: Lang) -> str:
    """A siedlungsstruktureller Kreistyp in the plural; the BBSR's own German name is its key.

    Parameters
    ----------
    kind : str or None
        The BBSR's German name of the type.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        "" for None; an unknown one as it came.
    """
    known = KREISE_OF_TYPE.get(str(kind), (str(kind), str(kind)))
    return pick(known, lang) if kind else ""


def level(key: str, lang: Lang) -> str:
    """The areas of a level in the plural.

    Parameters
    ----------
    key : {"gemeinde", "verband", "kreis", "land", "bund"}
        The level.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        "Gemeinden", "Districts".
    """
    return pick(LEVELS[key], lang)


def lage(key: str | None, lang: Lang) -> str:
    """A Lage in words; empty if unknown.

    Parameters
    ----------
    key : str or None
        Id of the Lage.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        "" for None; an unknown one as it came.
    """
    return pick(LAGEN.get(str(key), (str(key), str(key))), lang) if key else ""


def status(key: str, lang: Lang) -> str:
    """Why a value is what it is, or why there is none.

    Parameters
    ----------
    key : str
        One of STATUSES (sources/reading/symbols.py).
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        An unknown one as it came.
    """
    return pick(STATUS.get(key, (key, key)), lang)


def size(key: str, lang: Lang) -> str:
    """A size class in words: "5.000 bis unter 10.000".

    Parameters
    ----------
    key : str
        A class of population, "5000-9999" or "500000-".
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        With its limits as numbers are written.

    Raises
    ------
    UnknownNameError
        For what is written otherwise.

    Examples
    --------
    >>> size("5000-9999", "en"), size("500000-", "de")
    ('5,000 to under 10,000', '500.000 und mehr')
    """
    low, _, high = key.partition("-")
    if not low.isdigit():
        msg = f"No size class '{key}': it is written like 5000-9999 or 500000-."
        raise UnknownNameError(msg)
    if not high:
        return f"{number(int(low), 0, lang)} {'und mehr' if lang == 'de' else 'and more'}"
    upper = number(int(high) + 1, 0, lang)
    if low == "0":
        return f"{'unter' if lang == 'de' else 'under'} {upper}"
    return f"{number(int(low), 0, lang)} {'bis unter' if lang == 'de' else 'to under'} {upper}"
