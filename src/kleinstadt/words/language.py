"""Languages: which there are, a text in each, and the one place that picks one of them."""

from typing import Final, Literal, NamedTuple, TypeVar

from kleinstadt.errors import UnknownNameError

T = TypeVar("T")

Lang = Literal["de", "en"]

LANGUAGES: Final[tuple[Lang, ...]] = ("de", "en")


class Text(NamedTuple):
    """The same thing said in German and in English."""

    de: str
    en: str


def pick(pair: tuple[T, T], lang: Lang) -> T:
    """The German or the English one of a pair."""
    return pair[0 if lang == "de" else 1]


def language(name: str) -> Lang:
    """A language by its code; raises UnknownNameError with the codes there are."""
    if name not in LANGUAGES:
        msg = f"No language '{name}'. There are: {', '.join(LANGUAGES)}."
        raise UnknownNameError(msg, f"Keine Sprache „{name}“. Es gibt: {', '.join(LANGUAGES)}.")
    return name


def other(lang: Lang) -> Lang:
    """The language that a reader of this one can switch to."""
    return "en" if lang == "de" else "de"
