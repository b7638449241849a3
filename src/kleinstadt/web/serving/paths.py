"""Permanent, readable addresses: /stadt/06440002-bad-nauheim, in English under /en."""

import re
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse

from kleinstadt.edition.edition import Level
from kleinstadt.keys import BUND
from kleinstadt.territory.names import fold, short
from kleinstadt.words.language import Lang, pick

_KEY: Final = re.compile(r"^(\d{2}|\d{5}|\d{8,9}|\d{2}b[0-9a-f]{6})(?:-.*)?$")
PAGE_OF: Final[dict[Level, str]] = {
    "gemeinde": "stadt",
    "verband": "verband",
    "kreis": "kreis",
    "land": "land",
    "bund": "deutschland",
}


def slug(name: str) -> str:
    """A name as it stands in an address: lower case, umlauts written out, words joined by hyphens.

    Parameters
    ----------
    name : str
        As the register writes it.

    Returns
    -------
    str
        Of a to z, digits and hyphens.

    Examples
    --------
    >>> slug("Bad Berleburg, Stadt"), slug("Königs Wusterhausen")
    ('bad-berleburg', 'koenigs-wusterhausen')
    """
    return fold(name).replace(" ", "-")


def town(level: Level, key: str, name: str) -> str:
    """Address of the page of a municipality, a Verband or a region, without language.

    Parameters
    ----------
    level : Level
        Level of the area.
    key : str
        Its key; not asked for Germany.
    name : str
        Its name, which makes the address readable and may change.

    Returns
    -------
    str
        A path.

    Examples
    --------
    >>> town("gemeinde", "06440002", "Bad Nauheim"), town("bund", "0", "")
    ('/stadt/06440002-bad-nauheim', '/deutschland')
    """
    return f"/{PAGE_OF[level]}" if level == "bund" else f"/{PAGE_OF[level]}/{key}-{slug(name)}"


def key_in(part: str) -> str | None:
    """The key at the beginning of a part of an address; None if there is none.

    Parameters
    ----------
    part : str
        "06440002-bad-nauheim", or the key alone.

    Returns
    -------
    str or None
        Two digits of a Land, five of a Kreis, eight or nine of a town, or an alliance's; whether it exists is not
        asked.

    Examples
    --------
    >>> key_in("06440002-bad-nauheim"), key_in("06440"), key_in("bad-nauheim")
    ('06440002', '06440', None)
    """
    found = _KEY.match(part)
    return found.group(1) if found else None


def where(area: Mapping[str, Any]) -> list[str]:
    """The Kreis and the Land of an area, each unless it bears the area's own name (Berlin · Berlin · Berlin).

    Parameters
    ----------
    area : mapping of str to object
        A row of the register, with name, kreis_name and land_name.

    Returns
    -------
    list of str
        The smaller first.
    """
    own = str(area["name"]).partition(",")[0]
    names = [str(area[level]) for level in ("kreis_name", "land_name") if area[level]]
    return [name for name in names if name.partition(",")[0] != own]


def around(area: Mapping[str, Any], level: Level, lang: Lang) -> list[tuple[str, str]]:
    """Names and addresses of what an area lies in: its Kreis and its Land, unless they bear its own name; Germany.

    Parameters
    ----------
    area : mapping of str to object
        A row of the register.
    level : Level
        Level of the area.
    lang : {"de", "en"}
        Language of Germany's name; the addresses are without language.

    Returns
    -------
    list of tuple of (str, str)
        Name and path, the smaller first; empty for Germany.
    """
    own = short(str(area["name"]))
    outer: list[tuple[Level, str, str]] = [
        (one, str(area[one]), short(str(area[f"{one}_name"])))
        for one in ("kreis", "land")
        if one != level and area.get(one) and area.get(f"{one}_name")
    ]
    found = [(name, town(one, key, name)) for one, key, name in outer if name != own]
    whole = (pick(("Deutschland", "Germany"), lang), town("bund", BUND, ""))
    return found if level == "bund" else [*found, whole]


def in_language(path: str, lang: Lang) -> str:
    """The address in a language.

    Parameters
    ----------
    path : str
        A path without language.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        The same in German, below /en in English.

    Examples
    --------
    >>> in_language("/karte", "de"), in_language("/karte", "en"), in_language("/", "en")
    ('/karte', '/en/karte', '/en')
    """
    return pick((path, "/en" + ("" if path == "/" else path)), lang)


def moved(request: Request, path: str) -> RedirectResponse:
    """For good to the right address of what was asked for, in its language and with its query.

    Parameters
    ----------
    request : Request
        Its language and query are kept.
    path : str
        The right one, without language.

    Returns
    -------
    RedirectResponse
        301.
    """
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(in_language(path, request.state.lang) + query, 301)
