"""A page as it stands in a folder: its links lead to files beside it, and what needs a server is not offered."""

import re
from html import escape
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin

from kleinstadt.web.delivery.addresses import Addresses

LINKS: Final = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action"}
OUTSIDE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|#|//", re.IGNORECASE)
FETCHED: Final = ("preload", "modulepreload")  # from a folder, a browser may not fetch anything ahead
_EMPTY: Final = re.compile(r"<li>\s*</li>\s*")

Attributes = list[tuple[str, str | None]]


def as_file(page: str, address: str, own: str, addresses: Addresses) -> str:
    """The page of an address as a file.

    Parameters
    ----------
    page : str
        HTML as the server sends it.
    address : str
        Where the server has it.
    own : str
        The file it becomes, below the folder of the site.
    addresses : Addresses
        What is delivered.

    Returns
    -------
    str
        HTML; a link to what is not delivered is only its text.

    Raises
    ------
    LookupError
        For a picture or script that is not delivered.
    """
    reader = _Reader(address, own, addresses)
    reader.feed(page)
    reader.close()
    return _EMPTY.sub("", "".join(reader.told))


class _Reader(HTMLParser):
    """Copies a page, with links changed.

    A link that is not delivered becomes its text; one that is a button goes altogether.
    """

    def __init__(self, address: str, own: str, addresses: Addresses) -> None:
        super().__init__(convert_charrefs=False)
        self.address, self.own, self.addresses = address, own, addresses
        self.told: list[str] = []
        self.kept: list[str] | None = None  # what was told before a button that goes
        self.unlinked = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._start(tag, attrs, "")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self._start(tag, attrs, "/")

    def _start(self, tag: str, attrs: Attributes, closing: str) -> None:
        name, found = LINKS.get(tag), dict(attrs)
        value = found.get(name) if name else None
        if tag == "link" and found.get("rel") in FETCHED:
            return
        if name is None or value is None or OUTSIDE.match(value):
            self.told.append(self.get_starttag_text() or "")
            return
        link = self.addresses.link(self.own, urljoin(self.address, value))
        if link is None:
            self._leave_out(tag, found, value)
            return
        changed = [(key, link if key == name else text) for key, text in attrs]
        written = "".join(f" {key}" if text is None else f' {key}="{escape(text)}"' for key, text in changed)
        self.told.append(f"<{tag}{written}{closing}>")

    def _leave_out(self, tag: str, attributes: dict[str, str | None], value: str) -> None:
        if tag == "a":
            self.unlinked = True
            if "button" in (attributes.get("class") or "").split():
                self.kept, self.told = self.told, []
        elif tag != "link":
            msg = f"{self.address} needs {value}, which is not delivered"
            raise LookupError(msg)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.unlinked:
            self.unlinked = False
            if self.kept is not None:
                self.told, self.kept = self.kept, None
            return
        self.told.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.told.append(data)

    def handle_entityref(self, name: str) -> None:
        self.told.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.told.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.told.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.told.append(f"<!{decl}>")
