"""Places, lists, times and differences as a German sentence says them."""

from collections.abc import Sequence
from typing import Final

from kleinstadt.words import dates
from kleinstadt.words.numbers import number

NUMBERS: Final = dict(
    enumerate(("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"), 2)
)
ISLANDS: Final = frozenset(  # municipalities that are an island: people live on them
    ("Baltrum", "Borkum", "Fehmarn", "Helgoland", "Juist", "Langeoog", "Norderney", "Pellworm", "Spiekeroog")
)


def inside_of(name: str) -> str:
    """Where the people of a municipality live: "in Drebkau", "auf Borkum", "auf der Insel Hiddensee".

    Parameters
    ----------
    name : str
        The municipality's, without "Stadt".

    Returns
    -------
    str
        In German.
    """
    if name.startswith(("Insel ", "Hallig ")):
        return f"auf der {name}"
    where = {"Sylt": "in der Gemeinde"}.get(name, "auf" if name in ISLANDS else "in")
    return f"{where} {name}"


def listed(names: Sequence[str]) -> str:
    """ "A", "A und B", "A, B und C".

    Parameters
    ----------
    names : sequence of str
        In their order.

    Returns
    -------
    str
        In German; empty without any.
    """
    return f"{', '.join(names[:-1])} und {names[-1]}" if len(names) > 1 else "".join(names)


def counted(members: int) -> str:
    """A number of members in a sentence: "drei".

    Parameters
    ----------
    members : int
        How many there are.

    Returns
    -------
    str
        In words up to twelve, in German.
    """
    return NUMBERS.get(members, str(members))


def years(vintage: str | None) -> str:
    """A vintage as a sentence says it: "2021", "Mitte 2021", "2023 und 2021".

    Parameters
    ----------
    vintage : str or None
        Periods as an edition writes them.

    Returns
    -------
    str
        In German; empty for None.
    """
    return dates.period(vintage or "", "de")


def signed(value: float, decimals: int = 1) -> str:
    """A difference with its sign: "+3,3", "−2,1", "±0,0".

    Parameters
    ----------
    value : float
        The difference.
    decimals : int
        With which it is printed.

    Returns
    -------
    str
        As German writes numbers; what is printed as nought has "±".

    Examples
    --------
    >>> signed(-2.06), signed(0.04), signed(1234, 0)
    ('−2,1', '±0,0', '+1.234')
    """
    text = number(abs(value), decimals, "de")
    if not text.strip("0,."):
        return f"±{text}"
    return f"+{text}" if value > 0 else f"−{text}"
