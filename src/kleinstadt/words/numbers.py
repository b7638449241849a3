"""Numbers as the reader writes them."""

from functools import lru_cache
from math import isnan
from typing import Final

from kleinstadt.words.language import Lang, pick

MISSING: Final = "–"
_SWAP: Final = str.maketrans({",": ".", ".": ","})


@lru_cache(maxsize=50_000)  # the values of groups come back on every page
def number(value: float | None, decimals: int, lang: Lang) -> str:
    """A number with thousands separators, "1.234,5" in German, "1,234.5" in English; a dash where missing.

    Parameters
    ----------
    value : float or None
        None and NaN are missing.
    decimals : int
        Digits behind the point.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        With a true minus sign.

    Examples
    --------
    >>> number(-1234.5, 1, "de"), number(1234.5, 0, "en"), number(None, 1, "en")
    ('−1.234,5', '1,234', '–')
    """
    if value is None or isnan(value):
        return MISSING
    text = f"{value + 0.0:,.{decimals}f}"
    if text.strip("-0.,") == "":
        text = text.lstrip("-")  # no minus before a zero
    return (text.translate(_SWAP) if lang == "de" else text).replace("-", "−")


def behind(unit: str, lang: Lang, space: str = " ") -> str:
    """A unit, or words that begin with one, behind a number: in English with no space before a per cent sign.

    Parameters
    ----------
    unit : str
        A unit; may be empty.
    lang : {"de", "en"}
        Language.
    space : str
        What stands between number and unit.

    Returns
    -------
    str
        "" for no unit.

    Examples
    --------
    >>> behind("% of all", "en"), behind("km", "en")
    ('% of all', ' km')
    """
    return pick((space, "" if unit.startswith("%") else space), lang) + unit if unit else ""
