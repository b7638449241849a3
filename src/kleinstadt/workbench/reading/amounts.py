"""Money and numbers as people type them: "1.250.000,50", "1250 T€"; what can be read in two ways is asked.

English readers write the marks the other way round: there "1,250" is 1250, and "1.250" is asked.
"""

import re
from decimal import Decimal
from typing import Final

from kleinstadt.errors import PlanError
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

TIMES: Final = {
    "": 1,
    "t": 1000,
    "tsd": 1000,
    "teuro": 1000,
    "mio": 1_000_000,
    "million": 1_000_000,
    "millionen": 1_000_000,
}
AMOUNT: Final = re.compile(r"^([+-]?[\d. ,]*\d)\s*(t|tsd|teuro|mio|million|millionen)?\.?\s*(?:€|eur|euro)?$")
GROUPED: Final = re.compile(r"^\d{1,3}(?:[. ]\d{3})+(?:,\d{1,2})?$")
PLAIN: Final = re.compile(r"^\d+(?:,\d+)?$")
THREE_AFTER: Final = re.compile(r"^\d{1,3},\d{3}$")
MARK: Final = re.compile(r"[.,]")
LARGEST: Final = Decimal(10) ** 13
SWAPPED: Final = str.maketrans({",": ".", ".": ","})


def euro(text: str, lang: Lang = "de", *, negative: bool = False) -> Decimal | None:
    """Euro as typed.

    "1.250" is 1250; "1,234", "12.50" and "1,234.50" are asked back.

    Parameters
    ----------
    text : str
        What was typed.
    lang : {"de", "en"}
        How the writer marks thousands and decimals.
    negative : bool
        Whether less than nought may be meant.

    Returns
    -------
    Decimal or None
        Euro; None for nothing typed, which means unknown.

    Raises
    ------
    PlanError
        Where it is no amount, or can be read in two ways.

    Examples
    --------
    >>> str(euro("1.250.000,50")), str(euro("1250 T€")), euro("")
    ('1250000.50', '1250000', None)
    """
    typed = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    if not typed:
        return None
    found = AMOUNT.match(_marks(typed, lang).lower().replace("−", "-"))
    if not found:
        raise _no_amount(typed, lang)
    sign, digits = ("-", found[1][1:]) if found[1][0] == "-" else ("", found[1].removeprefix("+"))
    factor = TIMES[found[2] or ""]
    if THREE_AFTER.match(digits) and factor == 1:
        raise _two_ways(typed, digits, lang)
    if not GROUPED.match(digits) and not PLAIN.match(digits):
        raise _two_ways(typed, digits, lang) if MARK.search(digits) else _no_amount(typed, lang)
    amount = Decimal(sign + digits.replace(".", "").replace(" ", "").replace(",", ".")) * factor
    if amount < 0 and not negative:
        german = f"„{typed}“: Hier steht kein negativer Betrag."
        msg = f"'{typed}': no negative amount stands here."
        raise PlanError(msg, german)
    if abs(amount) >= LARGEST:
        raise _no_amount(typed, lang)
    return amount.quantize(Decimal("0.01")) if amount % 1 else Decimal(int(amount))


def decimal(text: str, lang: Lang = "de") -> Decimal | None:
    """A number with a decimal comma, in English with a point; None for nothing typed.

    Parameters
    ----------
    text : str
        What was typed; a per cent sign behind it is no matter.
    lang : {"de", "en"}
        How the writer marks thousands and decimals.

    Returns
    -------
    Decimal or None
        None for nothing typed.

    Raises
    ------
    PlanError
        Where it is no number, or can be read in two ways.
    """
    typed = text.replace("\u00a0", " ").strip().removesuffix("%").strip().replace("−", "-")
    if not typed:
        return None
    bare = _marks(typed.lstrip("+-"), lang)
    if GROUPED.match(bare) or PLAIN.match(bare):
        sign = "-" if typed[0] == "-" else ""
        return Decimal(sign + bare.replace(".", "").replace(" ", "").replace(",", "."))
    if re.fullmatch(r"\d+\.\d+", bare):
        raise _two_ways(typed, bare, lang)
    german = f"„{typed}“ verstehen wir nicht als Zahl. Möglich: 1500, 1.500 oder 1,5."
    msg = f"'{typed}' is not understood as a number. Possible: 1500, {_marks('1.500', lang)} or {_marks('1,5', lang)}."
    raise PlanError(msg, german)


def whole(text: str, lang: Lang = "de") -> int | None:
    """A whole number, such as a year or a number of people; None for nothing typed.

    Parameters
    ----------
    text : str
        What was typed.
    lang : {"de", "en"}
        How the writer marks thousands and decimals.

    Returns
    -------
    int or None
        None for nothing typed.

    Raises
    ------
    PlanError
        Where it is no whole number.
    """
    found = decimal(text, lang)
    if found is None:
        return None
    if found % 1:
        german = f"„{text.strip()}“ ist keine ganze Zahl."
        msg = f"'{text.strip()}' is no whole number."
        raise PlanError(msg, german)
    return int(found)


def shown(value: Decimal | None, lang: Lang = "de") -> str:
    """Euro as printed: cents only where there are any; empty for unknown.

    Parameters
    ----------
    value : Decimal or None
        Euro.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        Without the sign for euro.
    """
    return "" if value is None else number(float(value), 2 if value % 1 else 0, lang)


def _marks(text: str, lang: Lang) -> str:
    """Text with its marks as in German."""
    return pick((text, text.translate(SWAPPED)), lang)


def _no_amount(typed: str, lang: Lang) -> PlanError:
    german = f"„{typed}“ verstehen wir nicht als Betrag. Möglich: 1250000, 1.250.000,50, 1250 T€, 1,25 Mio."
    possible = "; ".join(_marks(one, lang) for one in ("1250000", "1.250.000,50", "1250 T€", "1,25 Mio"))
    return PlanError(f"'{typed}' is not understood as an amount. Possible: {possible}.", german)


def readings(typed: str, lang: Lang = "de") -> tuple[Decimal, ...]:
    """The two amounts that a text may mean, the larger first; none where it can be read, or cannot at all.

    Parameters
    ----------
    typed : str
        What was typed.
    lang : {"de", "en"}
        How the writer marks thousands and decimals.

    Returns
    -------
    tuple of Decimal
        Two amounts, or none.
    """
    found = AMOUNT.match(_marks(typed.replace("\u00a0", " ").strip(), lang).lower())
    digits = found[1].lstrip("+-") if found else ""
    clear = not THREE_AFTER.match(digits) and (GROUPED.match(digits) or PLAIN.match(digits))
    if not found or found[2] or clear or not MARK.search(digits):
        return ()
    return _both(digits)


def _both(digits: str) -> tuple[Decimal, Decimal]:
    """Digits with all marks for thousands, and with the last mark for cents."""
    bare = digits.replace(" ", "")
    mark = max(bare.rfind(","), bare.rfind("."))
    whole_part = bare[:mark].replace(",", "").replace(".", "") or "0"
    cents = bare[mark + 1 :][:2].ljust(2, "0")
    return Decimal(bare.replace(",", "").replace(".", "")), Decimal(f"{whole_part}.{cents}")


def _two_ways(typed: str, digits: str, lang: Lang) -> PlanError:
    """Thousands or decimals? Both readings are named."""
    both = _both(digits)
    large, small = number(float(both[0]), 0, "de"), number(float(both[1]), 2, "de")
    german = f"„{typed}“: Meinen Sie {large} oder {small}? Bitte ohne Zweifel schreiben, etwa {large} oder {small}."
    english = f"{_marks(large, lang)} or {_marks(small, lang)}"
    return PlanError(f"'{typed}': do you mean {english}? Please write it without doubt.", german)
