"""Days and periods as the reader writes them."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from kleinstadt.words.language import Lang, pick

_HALVES: Final = {"06": ("Mitte", "mid"), "12": ("Ende", "end of")}
BOTH: Final = " / "  # between the periods of a numerator and its denominator
SPAN: Final = "/"  # between the first and the last year that figures speak of: "2021/2024"


def day(value: date, lang: Lang) -> str:
    """A day: "31.12.2019" in German, "2019-12-31" in English.

    Parameters
    ----------
    value : date
        The day.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        Without leading zeros in German.
    """
    return pick((f"{value.day}.{value.month}.{value.year}", value.isoformat()), lang)


@lru_cache(maxsize=4096)
def period(text: str, lang: Lang) -> str:
    """A period as it is read: of a numerator and a denominator of two times both, "2022 und 2021" for "2022 / 2021".

    "2021-06" is "Mitte 2021", "2023-12" "Ende 2023", "2021/2024" "2021 bis 2024"; a year stays.

    Parameters
    ----------
    text : str
        A period as an edition writes it.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        As it is said.

    Examples
    --------
    >>> period("2021-06", "de"), period("2022 / 2021", "en"), period("2021/2024", "de")
    ('Mitte 2021', '2022 and 2021', '2021 bis 2024')
    """
    return pick((" und ", " and "), lang).join(_one(part, lang) for part in dict.fromkeys(text.split(BOTH)))


def divided(text: str, by: str, lang: Lang) -> str:
    """The same where there is room to say what is of the other time: "2022 (Einwohner von 2021)".

    Parameters
    ----------
    text : str
        A period as an edition writes it.
    by : str
        What the figure is divided by, in words.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        Of a period of one time the same as `period`.
    """
    above, _, below = text.partition(BOTH)
    if not below:
        return period(text, lang)
    said = f"{by} von {period(below, 'de')}", f"{by} of {period(below, 'en')}"
    return f"{period(above, lang)} ({pick(said, lang)})"


def _one(text: str, lang: Lang) -> str:
    first, _, last = text.partition(SPAN)
    if last:
        return pick((f"{first} bis {last}", f"{first} to {last}"), lang)
    year, _, month = text.partition("-")
    return f"{pick(_HALVES[month], lang)} {year}" if month in _HALVES else text


@lru_cache(maxsize=4096)
def newest_year(text: str | None) -> int:
    """The newest year that a period names; 0 for none.

    Parameters
    ----------
    text : str or None
        A period as an edition writes it.

    Returns
    -------
    int
        2022 for "2022 / 2021".
    """
    return max(map(int, re.findall(r"\d{4}", text or "")), default=0)
