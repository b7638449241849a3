"""The classes of a map in words, from the lowest: of a value, of a change, of counts drawn as circles."""

from itertools import pairwise

from kleinstadt.compare.map_classes import Classing
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import around, number


def class_words(classing: Classing, digits: int, lang: Lang) -> list[str]:
    """The classes in words, from the lowest: "unter 20", "20 bis unter 30", "60 oder mehr".

    Parameters
    ----------
    classing : Classing
        The limits.
    digits : int
        Decimals of the values; limits may have two more where they need them.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of str
        One entry a class.

    Examples
    --------
    >>> class_words(Classing((20.0, 30.0)), 0, "en")
    ['under 20', '20 to under 30', '30 or more']
    """
    if not classing.limits:
        return [pick(("alle Werte", "all values"), lang)]
    needed = max(decimals_of(limit) for limit in classing.limits)
    said = [number(limit, needed if needed <= digits + 2 else digits, lang) for limit in classing.limits]
    to_under, under, more, over = pick(
        (("bis unter", "unter", "oder mehr", "über"), ("to under", "under", "or more", "over")), lang
    )
    words = [f"{low} {to_under} {high}" for low, high in pairwise(said)]
    if classing.least_alone:
        first = [said[0]]
        words = [f"{over} {word}" for word in words[:1]] + words[1:]
    else:
        first = [f"{under} {said[0]}"]
    last = f"{over} {said[0]}" if classing.least_alone and len(said) == 1 else f"{said[-1]} {more}"
    return [*first, *words, said[-1] if classing.most_alone else last]


def change_words(classing: Classing, unit: str, lang: Lang) -> list[str]:
    """The seven classes of a change: "um 10 % oder mehr gesunken", "fast unverändert (unter 1 %)".

    Parameters
    ----------
    classing : Classing
        Three limits above zero and as many below.
    unit : str
        Of the change; may be empty.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of str
        Seven, from the strongest fall.
    """
    limits = [limit for limit in classing.limits if limit > 0]
    needed = max(decimals_of(limit) for limit in limits)
    before, end = around(unit, lang)
    inner, middle, outer = (before + number(limit, needed, lang) for limit in limits)
    up, down = pick((("gestiegen", "gesunken"), ("up", "down")), lang)
    to_under, by, more = pick((("bis unter", "um ", "oder mehr"), ("to under", "", "or more")), lang)
    steps = [f"{inner} {to_under} {middle}{end}", f"{middle} {to_under} {outer}{end}", f"{by}{outer}{end} {more}"]
    words = {way: [pick((f"{step} {way}", f"{way} {step}"), lang) for step in steps] for way in (up, down)}
    steady = pick((f"fast unverändert (unter {inner}{end})", f"almost unchanged (under {inner}{end})"), lang)
    return [*reversed(words[down]), steady, *words[up]]


def circle_words(lang: Lang, *, two: bool) -> list[str]:
    """What circles stand for, in words.

    Parameters
    ----------
    lang : {"de", "en"}
        Language.
    two : bool
        Whether some counts may lie below zero, which has a colour of its own.

    Returns
    -------
    list of str
        One entry a colour.
    """
    if not two:
        return [pick(("Fläche der Scheibe = Anzahl", "area of the disc = count"), lang)]
    return [pick(("weniger als 0", "below 0"), lang), pick(("0 oder mehr", "0 or more"), lang)]


def decimals_of(limit: float) -> int:
    """How many decimals a limit needs.

    Parameters
    ----------
    limit : float
        Of a class.

    Returns
    -------
    int
        Six at most.

    Examples
    --------
    >>> decimals_of(20.0), decimals_of(0.25)
    (0, 2)
    """
    text = f"{limit:.6f}".rstrip("0")
    return len(text.partition(".")[2])
