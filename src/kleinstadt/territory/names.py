"""Names of places as they are compared, however somebody or some register writes them."""

import re
import unicodedata
from typing import Final

import polars as pl

UNINHABITED: Final = "gemfr"  # how registers mark areas without municipality, among them namesakes of towns
JOINT: Final = "Gemeindeverband"
FEW_MEMBERS: Final = 3  # that stand in the name of their Verband
_BETWEEN_WORDS: Final = re.compile(r"[^a-z0-9]+")
_FOLDED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l"})


def fold(name: str) -> str:
    """A name as compared: lower case, umlauts written out, no accents, titles or punctuation.

    Umlauts in two parts, as macOS writes them (NFD), are the same as in one.
    """
    plain = unicodedata.normalize("NFC", bare(name)).lower().partition(",")[0]
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_FOLDED)).encode("ascii", "ignore").decode()
    return _BETWEEN_WORDS.sub(" ", plain).strip()


def short(name: str) -> str:
    """A name as people say it: without what registers write behind the comma ("Stadt", "GKSt", "M", "St").

    An area without municipality keeps it, since it often bears the name of a town.
    """
    if name.startswith(f"{JOINT} "):
        return name
    own, _, title = name.partition(",")
    return name if title.strip().lower().startswith((UNINHABITED, "gemeindefrei")) else own


def joint(name: str) -> str:
    """A Verband's name with what it is, said once: "Gemeindeverband Mittelholstein"."""
    return name if name.startswith(f"{JOINT} ") else f"{JOINT} {name}"


def bare(name: str) -> str:
    """A name without what tells a Verband apart from its member: "Zwönitz"; brackets of its own stay."""
    if not name.startswith(f"{JOINT} "):
        return name
    own, _, listed = name.removeprefix(f"{JOINT} ").rpartition(" (")
    return own if ", " in listed else name.removeprefix(f"{JOINT} ")


def told_apart(verbaende: pl.DataFrame, members: pl.DataFrame) -> pl.Series:
    """Names of Verbände, told apart from those of their members: "Gemeindeverband Zwönitz (Elterlein, Zwönitz)".

    verbaende : verband, name, members (how many); members : ags, verband, name; returns one name a Verband
    """
    inside: dict[str, list[str]] = {}
    for verband, name in members.select("verband", "name").sort("name").iter_rows():
        inside.setdefault(verband, []).append(short(name))
    rows = verbaende.select("verband", "name").iter_rows()
    return pl.Series("name", [_told_apart(name, inside.get(verband, [])) for verband, name in rows], dtype=pl.String)


def _told_apart(name: str, members: list[str]) -> str:
    if len(members) < 2 or short(name) not in members:
        return name
    listed = f" ({', '.join(members)})" if len(members) <= FEW_MEMBERS else ""
    return f"{JOINT} {short(name)}{listed}"
