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

    Attributes
    ----------
    files : mapping of str to str
        Address to file, for all that is rendered.
    also : mapping of str to str
        Further addresses of the same files.
    defaults : mapping of str to str
        What an address means that does not say it, by land, kreis, ebene and jahr.
    towns : frozenset of str
        Keys of the municipalities that can be compared.
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

    def _file_of(self, address: str) -> str | None:
        """The file of an address; None if it is not delivered."""
        if address.startswith(STATIC):
            return f"static/{posixpath.basename(urlsplit(address).path)}"
        return self._known.get(self._plain(address))

    def link(self, own: str, address: str) -> str | None:
        """How a file leads to an address; None if that is not delivered.

        Parameters
        ----------
        own : str
            The file that the link stands in, below the folder of the site.
        address : str
            From the root of the server, with query and fragment.

        Returns
        -------
        str or None
            A relative path; the places of a comparison stand in its fragment, where a script reads them.
        """
        found = self._file_of(address)
        if found is None:
            return None
        parts = urlsplit(address)
        fragment = dict(parse_qsl(parts.query)).get(PLACES) or parts.fragment
        return _relative(own, found) + (f"#{fragment}" if fragment else "")


def _relative(own: str, other: str) -> str:
    """How one file of the folder leads to another."""
    return posixpath.relpath(other, posixpath.dirname(own) or ".")
