"""Names of places as they are compared, however somebody or some register writes them."""

import re
import unicodedata
from typing import Final

import polars as pl

UNINHABITED: Final = "gemfr"  # how registers mark areas without municipality, among them namesakes of towns
JOINT: Final = "Gemeindeverband"
_WITHOUT_MUNICIPALITY: Final = {"gemfr. Bezirk": "gemeindefreier Bezirk", "gemfr. Geb.": "gemeindefreies Gebiet"}
FEW_MEMBERS: Final = 3  # that stand in the name of their Verband
_BETWEEN_WORDS: Final = re.compile(r"[^a-z0-9]+")
_SAYS_KREIS: Final = re.compile("kreis|region", re.IGNORECASE)
_FOLDED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l"})


def fold(name: str) -> str:
    """A name as compared: lower case, umlauts written out, no accents, titles or punctuation.

    Umlauts in two parts, as macOS writes them (NFD), are the same as in one.

    Parameters
    ----------
    name : str
        As somebody or some register writes it.

    Returns
    -------
    str
        Small letters, digits and single spaces.

    Examples
    --------
    >>> fold("Bad Königshofen i.Grabfeld, St")
    'bad koenigshofen i grabfeld'
    """
    plain = unicodedata.normalize("NFC", bare(name)).lower().partition(",")[0]
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_FOLDED)).encode("ascii", "ignore").decode()
    return _BETWEEN_WORDS.sub(" ", plain).strip()


def short(name: str) -> str:
    """A name as people say it: without what registers write behind the comma ("Stadt", "GKSt", "M", "St").

    Parameters
    ----------
    name : str
        As the register writes it.

    Returns
    -------
    str
        An area without municipality keeps what is behind the comma, written out, since it often bears the name of a
        town.

    Examples
    --------
    >>> short("Halle (Saale), Stadt")
    'Halle (Saale)'
    >>> short("Osterheide, gemfr. Bezirk")
    'Osterheide, gemeindefreier Bezirk'
    """
    if name.startswith(f"{JOINT} "):
        return name
    own, _, title = name.partition(",")
    if not title.strip().lower().startswith((UNINHABITED, "gemeindefrei")):
        return own
    return f"{own}, {_WITHOUT_MUNICIPALITY.get(title.strip(), title.strip())}"


def beside_land(name: str, land: str) -> str:
    """A name as people say it where its Land is told beside it: the Land is not said twice.

    Parameters
    ----------
    name : str
        As the register writes it.
    land : str
        Name of the Land.

    Returns
    -------
    str
        Without the Land in brackets.

    Examples
    --------
    >>> beside_land("Lauterbach (Hessen), Kreisstadt", "Hessen"), beside_land("Frankenberg (Eder)", "Hessen")
    ('Lauterbach', 'Frankenberg (Eder)')
    """
    return short(name).removesuffix(f" ({land})")


def kreis_around(name: str) -> str:
    """A Kreis of several municipalities, told apart from a city of its name.

    Parameters
    ----------
    name : str
        Of the Kreis, as from `short`.

    Returns
    -------
    str
        With "Kreis" before it, unless the name says already that it is one, or a Region.

    Examples
    --------
    >>> kreis_around("Kassel"), kreis_around("Schwalm-Eder-Kreis"), kreis_around("Region Hannover")
    ('Kreis Kassel', 'Schwalm-Eder-Kreis', 'Region Hannover')
    """
    return name if _SAYS_KREIS.search(name) else f"Kreis {name}"


def joint(name: str) -> str:
    """A Verband's name with what it is, said once.

    Parameters
    ----------
    name : str
        Of the Verband.

    Returns
    -------
    str
        With "Gemeindeverband" before it.

    Examples
    --------
    >>> joint("Mittelholstein")
    'Gemeindeverband Mittelholstein'
    """
    return name if name.startswith(f"{JOINT} ") else f"{JOINT} {name}"


def bare(name: str) -> str:
    """A name without what tells a Verband apart from its member; brackets of its own stay.

    Parameters
    ----------
    name : str
        As from `told_apart`.

    Returns
    -------
    str
        The Verband's own name.

    Examples
    --------
    >>> bare("Gemeindeverband Zwönitz (Elterlein, Zwönitz)")
    'Zwönitz'
    """
    if not name.startswith(f"{JOINT} "):
        return name
    own, _, listed = name.removeprefix(f"{JOINT} ").rpartition(" (")
    return own if ", " in listed else name.removeprefix(f"{JOINT} ")


def told_apart(verbaende: pl.DataFrame, members: pl.DataFrame) -> pl.Series:
    """Names of Verbände, told apart from those of their members.

    Parameters
    ----------
    verbaende : pl.DataFrame
        verband, name, members (how many).
    members : pl.DataFrame
        ags, verband, name.

    Returns
    -------
    pl.Series
        One name a Verband: "Gemeindeverband Zwönitz (Elterlein, Zwönitz)".
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
