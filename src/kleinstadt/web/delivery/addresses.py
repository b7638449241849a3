"""From an address of the atlas to the file that it is delivered as."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from kleinstadt.web.pages.map_view import DEFAULT
from kleinstadt.web.pages.table import COLUMNS

SAME: Final = {"anzeigen": "1", "bild": "1", "sort": "population", "richtung": "ab"}  # say what goes without saying
PLACES: Final = "orte"  # the places that a comparison begins with, read by its script
STATIC: Final = "/static/"


@dataclass(frozen=True)
class Addresses:
    """What is delivered.

    files : address to file, for all that is rendered; also : further addresses of the same files
    defaults : what an address means that does not say it (land, kreis, ebene, jahr)
    towns : keys of the municipalities that can be compared
    """

    files: Mapping[str, str]
    also: Mapping[str, str]
    defaults: Mapping[str, str]
    towns: frozenset[str]
    _known: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Write every address in one way."""
        both = {**self.files, **self.also}
        object.__setattr__(self, "_known", {self._plain(address): file for address, file in both.items()})

    def _plain(self, address: str) -> str:
        """An address without what goes without saying, its query in one order."""
        parts = urlsplit(address)
        pairs = [pair for pair in parse_qsl(parts.query) if {**self.defaults, **SAME}.get(pair[0]) != pair[1]]
        named = [value for name, value in pairs if name == "i"]
        if named in ([DEFAULT], list(COLUMNS)):
            pairs = [pair for pair in pairs if pair[0] != "i"]
        left = sorted(pair for pair in pairs if not self._is_place(*pair))
        return f"{parts.path}?{urlencode(left)}" if left else parts.path

    def _is_place(self, name: str, value: str) -> bool:
        """Whether a part of a query names delivered places: on a map one, in a comparison several."""
        return name in ("ort", PLACES) and self.towns.issuperset(value.split(","))

    def file_of(self, address: str) -> str | None:
        """The file of an address; None if it is not delivered."""
        if address.startswith(STATIC):
            return f"static/{posixpath.basename(urlsplit(address).path)}"
        return self._known.get(self._plain(address))

    def link(self, own: str, address: str) -> str | None:
        """How the file `own` leads to an address; None if that is not delivered."""
        found = self.file_of(address)
        if found is None:
            return None
        parts = urlsplit(address)
        fragment = dict(parse_qsl(parts.query)).get(PLACES) or parts.fragment
        return relative(own, found) + (f"#{fragment}" if fragment else "")


def relative(own: str, other: str) -> str:
    """How one file of the folder leads to another."""
    return posixpath.relpath(other, posixpath.dirname(own) or ".")
