"""Languages: which there are, a text in each, and the one place that picks one of them."""

from typing import Final, Literal, NamedTuple, TypeVar

from kleinstadt.errors import UnknownNameError

T = TypeVar("T")

Lang = Literal["de", "en"]

LANGUAGES: Final[tuple[Lang, ...]] = ("de", "en")


class Text(NamedTuple):
    """The same thing said in German and in English.

    Attributes
    ----------
    de, en : str
        The words.
    """

    de: str
    en: str


def pick(pair: tuple[T, T], lang: Lang) -> T:
    """The German or the English one of a pair.

    Parameters
    ----------
    pair : tuple
        The German one first.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    object
        One of the two.

    Examples
    --------
    >>> pick(("Gemeinde", "municipality"), "en")
    'municipality'
    """
    return pair[0 if lang == "de" else 1]


def language(name: str) -> Lang:
    """A language by its code.

    Parameters
    ----------
    name : str
        "de" or "en".

    Returns
    -------
    {"de", "en"}
        The same code.

    Raises
    ------
    UnknownNameError
        For any other, with the codes there are.
    """
    if name not in LANGUAGES:
        msg = f"No language '{name}'. There are: {', '.join(LANGUAGES)}."
        raise UnknownNameError(msg, f"Keine Sprache „{name}“. Es gibt: {', '.join(LANGUAGES)}.")
    return name


def other(lang: Lang) -> Lang:
    """The language that a reader of this one can switch to."""
    return "en" if lang == "de" else "de"
