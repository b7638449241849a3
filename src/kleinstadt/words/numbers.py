"""Numbers as the reader writes them."""

import re
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


def around(unit: str, lang: Lang, space: str = " ") -> tuple[str, str]:
    """What stands before and behind a number of this unit: "1.889 €", "24,9 %"; in English "€1,889", "24.9%".

    Parameters
    ----------
    unit : str
        A unit, or words that begin with one ("€ of income tax per head"); may be empty.
    lang : {"de", "en"}
        Language.
    space : str
        What parts a number from a unit behind it.

    Returns
    -------
    tuple of (str, str)
        Both "" for no unit.

    Examples
    --------
    >>> around("% of all", "en"), around("km", "en"), around("€ per head", "en"), around("€", "de")
    (('', '% of all'), ('', ' km'), ('€', ' per head'), ('', ' €'))
    """
    german = ("", space + unit if unit else "")
    if re.match("€(?= |$)", unit):
        return pick((german, ("€", unit[1:])), lang)
    return pick((german, ("", unit) if unit.startswith("%") else german), lang)


def measured(shown: str, unit: str, lang: Lang, space: str = " ") -> str:
    """A number as `number` writes it, perhaps with a plus, and its unit; a sign stands before a unit that comes first.

    Parameters
    ----------
    shown : str
        "1,889", "+190", "−3.5".
    unit : str
        A unit; may be empty.
    lang : {"de", "en"}
        Language.
    space : str
        What parts a number from a unit behind it.

    Returns
    -------
    str
        A missing number without a unit.

    Examples
    --------
    >>> measured("1,889", "€ per head", "en"), measured("−3.5", "€", "en"), measured("−3,5", "€", "de")
    ('€1,889 per head', '−€3.5', '−3,5 €')
    """
    if shown == MISSING:
        return shown
    before, after = around(unit, lang, space)
    sign = shown[: len(shown) - len(shown.lstrip("+−"))]
    return sign + before + shown.removeprefix(sign) + after
