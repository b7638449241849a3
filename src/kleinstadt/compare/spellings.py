"""Names, keys and postcodes as people write them, and as they are compared."""

import re
import unicodedata
from typing import Final

from kleinstadt.territory.names import fold

LONGEST: Final = 80  # characters of a query that are looked at

# What towns call themselves beside their name; registers write some of it behind a comma, people before or after it.
EPITHETS: Final = frozenset(
    {"stadt", "hansestadt", "hanse", "universitaetsstadt", "universitaets", "hochschulstadt", "lutherstadt", "freie"}
    | {"landeshauptstadt", "kreisstadt", "residenzstadt", "barlachstadt", "reuterstadt", "bergstadt", "kurstadt"}
    | {"klingenstadt", "dom", "und", "gemeinde", "markt", "flecken"}
)
_BEFORE_KEY: Final = re.compile(r"(?:de|ags|ars)[\s:.-]*(?=\d)", re.IGNORECASE)  # written before a key, not of it
_SANKT: Final = re.compile(r"\bsankt\b")
_POSTCODE: Final = re.compile(r"(?:DE?[\s-]*)?(\d{5})(?:[\s,]+(\D.*))?", re.IGNORECASE)


def plain(name: str) -> str:
    """A name as it is compared: folded, and "Sankt" as "St.".

    Parameters
    ----------
    name : str
        A name as a register writes it.

    Returns
    -------
    str
        In small letters, without accents, umlauts as "ae", no punctuation.

    Examples
    --------
    >>> plain("Sankt Augustin, Stadt"), plain("Bad Köstritz")
    ('st augustin', 'bad koestritz')
    """
    return _SANKT.sub("st", fold(name))


def query_of(wanted: str) -> str:
    """What is looked for, as it is compared with names.

    Parameters
    ----------
    wanted : str
        What was typed; only its first LONGEST characters are looked at.

    Returns
    -------
    str
        As `plain` writes it.
    """
    return plain(wanted.strip()[:LONGEST])


def without_epithets(query: str) -> str:
    """A plain name without what towns call themselves beside it; empty if nothing is left.

    Parameters
    ----------
    query : str
        As `plain` writes it.

    Returns
    -------
    str
        The words that are left.

    Examples
    --------
    >>> without_epithets("hansestadt rostock")
    'rostock'
    """
    return " ".join(word for word in query.split() if word not in EPITHETS)


def digits_in(wanted: str) -> str:
    """The digits of what looks like a key, with blanks, dots, hyphens, slashes or "AGS" before it; else empty.

    Parameters
    ----------
    wanted : str
        What was typed.

    Returns
    -------
    str
        Of any length; whether it is a key is for others to say.

    Examples
    --------
    >>> digits_in("AGS 12 0 61 112"), digits_in("Halle 2")
    ('12061112', '')
    """
    text = unicodedata.normalize("NFKC", wanted.strip()[:LONGEST])
    text = re.sub(r"[\s./-]+", "", _BEFORE_KEY.sub("", text, count=1) if _BEFORE_KEY.match(text) else text)
    return text if text.isascii() and text.isdigit() else ""


def postcode_in(wanted: str) -> tuple[str, str]:
    """Postcode and plain name of what looks like one, as in an address or alone: "D-57319 Bad Berleburg".

    Parameters
    ----------
    wanted : str
        What was typed.

    Returns
    -------
    tuple of (str, str)
        Five digits, and the name behind them or ""; ("", "") for what is no postcode.

    Examples
    --------
    >>> postcode_in("D-57319 Bad Berleburg")
    ('57319', 'bad berleburg')
    """
    found = _POSTCODE.fullmatch(unicodedata.normalize("NFKC", wanted.strip()[:LONGEST]))
    return (found.group(1), plain(found.group(2) or "")) if found and found.group(1).isascii() else ("", "")


def spellings(digits: str) -> list[str]:
    """The keys that digits may mean: an AGS (8) or a Verband (9), their first zero lost or not, or an ARS (12).

    Of an ARS the municipality comes first; one that ends in 000 is its Verband's.

    Parameters
    ----------
    digits : str
        Digits, as `digits_in` gives them.

    Returns
    -------
    list of str
        Keys of 8 or 9 digits, the likeliest first; empty for digits of another length.

    Examples
    --------
    >>> spellings("1234567"), spellings("120615112112")
    (['01234567'], ['12061112', '120615112'])
    """
    wholes = [digits] if len(digits) in (8, 9, 12) else []
    wholes += [f"0{digits}"] if len(digits) in (7, 8, 11) else []
    keys = []
    for whole in wholes:
        if len(whole) < 12:
            keys.append(whole)
        else:
            keys += [whole[:9]] if whole.endswith("000") and whole[5] != "0" else [whole[:5] + whole[9:], whole[:9]]
    return keys
