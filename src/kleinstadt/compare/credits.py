"""Whom figures come from: in a line under a picture, and as the list at the end of a paper."""

from collections.abc import Iterable

from kleinstadt.compare.values import Origin
from kleinstadt.words.language import Lang


def credits_of(origins: Iterable[Origin], lang: Lang) -> list[str]:
    """Whom to name for a figure, each once.

    Parameters
    ----------
    origins : iterable of Origin
        The deliveries that figures come from.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of str
        Attributions as the publishers ask for them, in the order of the origins.
    """
    return list(dict.fromkeys(origin.source.attribution_in(lang) for origin in origins))


def licences_of(origins: Iterable[Origin], lang: Lang) -> list[str]:
    """A line for each to be named: who, under which licence, of which periods.

    Parameters
    ----------
    origins : iterable of Origin
        The deliveries that figures come from.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    list of str
        "Attribution (licence): 2019, 2022", in the order of the origins.
    """
    lines: dict[str, set[str]] = {}
    for origin in origins:
        said = f"{origin.source.attribution_in(lang)} ({origin.source.licence_in(lang)})"
        lines.setdefault(said, set()).add(origin.period)
    return [f"{text}: {', '.join(sorted(periods))}" for text, periods in lines.items()]
