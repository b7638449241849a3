"""Which Verband a key in a call means; of a region of several, what to ask instead."""

from typing import Final

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.place_search import Finder
from kleinstadt.edition.edition import Level
from kleinstadt.territory.names import short
from kleinstadt.web.serving.problems import NotFoundError

CALLED: Final[dict[Level, tuple[str, str]]] = {
    "kreis": ("ein Kreis", "a Kreis"),
    "land": ("ein Land", "a Land"),
    "bund": ("ganz Deutschland", "all of Germany"),
}


def verband_of(atlas: Atlas, finder: Finder, wanted: str) -> str:
    """The Verband that a key means: itself, a municipality's, or the only one of a Kreis or Land.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    finder : Finder
        The finder of the year that is meant.
    wanted : str
        As it was typed, with blanks or without.

    Returns
    -------
    str
        Key of the Verband.

    Raises
    ------
    UnknownNameError
        If the year has no such area.
    NotFoundError
        For a region of several Verbände; it names the call that lists them.
    """
    level, key = finder.area_of(wanted)
    if level not in CALLED:
        return finder.verband_of_key(key)
    towns = atlas.areas(finder.year, "verband")
    inside = towns.everywhere if level == "bund" else towns.codes[level] == key
    keys = [one for one, within in zip(towns.keys, inside & towns.inhabited, strict=True) if within]
    if len(keys) != 1:
        raise _several(atlas, finder.year, level, key)
    return keys[0]


def _several(atlas: Atlas, year: int, level: Level, key: str) -> NotFoundError:
    """That a region has several Verbände, and the call that lists them."""
    name = short(str(atlas.areas(year, level).record(key)["name"]))
    within = "" if level == "bund" else f"&{level}={key}"
    listed = f"/api/v1/areas?level=verband{within}&year={year}"
    german, english = CALLED[level]
    return NotFoundError(
        f"{key} ist {german} ({name}). Zwillinge, Vorbilder und Partner haben Verbände und ihre Gemeinden: bitte mit "
        f"einem Schlüssel aus {listed} fragen.",
        f"{key} is {english} ({name}). Twins, role models and partners are those of Verbände and their municipalities: "
        f"ask with a key from {listed}.",
    )
