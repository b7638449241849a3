"""Days and periods as the reader writes them."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from kleinstadt.words.language import Lang, pick

_HALVES: Final = {"06": ("Mitte", "mid"), "12": ("Ende", "end of")}
_BOTH: Final = " / "  # between the periods of a numerator and its denominator
SPAN: Final = "/"  # between the first and the last year that figures speak of: "2021/2024"


def day(value: date, lang: Lang) -> str:
    """A day: "31.12.2019" in German, "2019-12-31" in English."""
    return pick((f"{value.day}.{value.month}.{value.year}", value.isoformat()), lang)


def period(text: str, lang: Lang) -> str:
    """A period as it is read, one or each of two ("2022 / 2021").

    "2021-06" is "Mitte 2021", "2023-12" "Ende 2023", "2021/2024" "2021 bis 2024"; a year stays.
    """
    return _BOTH.join(_one(part, lang) for part in text.split(_BOTH))


def _one(text: str, lang: Lang) -> str:
    first, _, last = text.partition(SPAN)
    if last:
        return pick((f"{first} bis {last}", f"{first} to {last}"), lang)
    year, _, month = text.partition("-")
    return f"{pick(_HALVES[month], lang)} {year}" if month in _HALVES else text


@lru_cache(maxsize=4096)
def newest_year(text: str | None) -> int:
    """The newest year that a period names; 0 for none."""
    return max(map(int, re.findall(r"\d{4}", text or "")), default=0)
