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
    """A name as it stands in an address: lower case, umlauts written out, words joined by hyphens."""
    return fold(name).replace(" ", "-")


def town(level: Level, key: str, name: str) -> str:
    """Address of the page of a municipality, a Verband or a region, without language."""
    return f"/{PAGE_OF[level]}" if level == "bund" else f"/{PAGE_OF[level]}/{key}-{slug(name)}"


def key_in(part: str) -> str | None:
    """The key at the beginning of a part of an address; None if there is none."""
    found = _KEY.match(part)
    return found.group(1) if found else None


def where(area: Mapping[str, Any]) -> list[str]:
    """The Kreis and the Land of an area, each unless it bears the area's own name (Berlin · Berlin · Berlin)."""
    own = str(area["name"]).partition(",")[0]
    names = [str(area[level]) for level in ("kreis_name", "land_name") if area[level]]
    return [name for name in names if name.partition(",")[0] != own]


def around(area: Mapping[str, Any], level: Level, lang: Lang) -> list[tuple[str, str]]:
    """Names and addresses of what an area lies in: its Kreis and its Land, unless they bear its own name; Germany."""
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
    """The address in a language."""
    return pick((path, "/en" + ("" if path == "/" else path)), lang)


def moved(request: Request, path: str) -> RedirectResponse:
    """For good to the right address of what was asked for, in its language and with its query."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(in_language(path, request.state.lang) + query, 301)
