"""What a search for places found, told: in a sentence, in a list, or as the reason why it is not one place."""

from dataclasses import dataclass
from typing import Final, Literal

from kleinstadt.compare.places import Place
from kleinstadt.compare.spellings import LONGEST, digits_in
from kleinstadt.errors import UnknownNameError
from kleinstadt.words.language import Lang, pick
from kleinstadt.words.numbers import number

SUGGESTED: Final = 8  # places that an error names


@dataclass(frozen=True)
class Answer:
    """What a search found, and how that fits what was looked for.

    Attributes
    ----------
    wanted : str
        What was looked for, as it was typed.
    places : tuple of Place
        Best first.
    by : {"postcode", "key", "name", "similar", "none"}
        The postcode, the key (or its beginning), the name or its words; "similar" if nobody is called so, "none" if
        nothing is even close.
    """

    wanted: str
    places: tuple[Place, ...]
    by: Literal["postcode", "key", "name", "similar", "none"]

    def said(self, lang: Lang) -> str:
        """The result in one sentence: before any suggestion, that there is no such place."""
        name, count = self.wanted.strip()[:LONGEST], len(self.places)
        if self.by == "postcode":
            return pick(self._of_postcode(self.places[0].postcode, count, lang), lang)
        if len(digits_in(name)) == 5:
            gone = pick((f"Die Postleitzahl {name} gibt es nicht.", f"There is no postcode {name}."), lang)
            read = pick((" Als Schlüssel eines Kreises gelesen:", " Taken for the key of a Kreis:"), lang)
            return gone + read if self.places else gone
        if self.by == "key" and not self.places:
            german = f"Keine Gemeinde und kein Verband hat den Schlüssel „{name}“."
            return pick((german, f"No municipality and no Verband has the key “{name}”."), lang)
        if self.by in ("similar", "none"):
            german, english = f"Kein Ort heißt „{name}“.", f"No place is called “{name}”."
            near = pick((" Ähnlich geschrieben:", " Spelled alike:"), lang) if self.places else ""
            return pick((german, english), lang) + near
        if count == 1:
            return pick(("Ein Treffer:", "One match:"), lang)
        return pick((f"{count} Treffer, die besten zuerst:", f"{count} matches, best first:"), lang)

    def _of_postcode(self, code: str, count: int, lang: Lang) -> tuple[str, str]:
        if count == 1:
            return f"{code} ist {self.places[0].title}:", f"{code} is {self.places[0].title}:"
        many = number(count, 0, lang)
        return f"Die Postleitzahl {code} haben {many} Gemeinden:", f"{many} municipalities have the postcode {code}:"


def several(wanted: str, places: list[Place]) -> UnknownNameError:
    """The error that says that a name or postcode leads to several places, and to which; to be raised.

    Parameters
    ----------
    wanted : str
        What was looked for.
    places : list of Place
        Those it leads to, at least two.

    Returns
    -------
    UnknownNameError
        With its message in English and German.
    """
    count = len({place.key for place in places})
    english, german = listed(places, "en"), listed(places, "de")
    if places[0].postcode:
        msg = f"The postcode '{wanted}' belongs to {count} municipalities; say which by its key: {english}"
        told = f"Die Postleitzahl „{wanted}“ haben {count} Gemeinden; bitte den Schlüssel nennen: {german}"
    else:
        msg = f"'{wanted}' names {count} places; say which by its key: {english}"
        told = f"„{wanted}“ heißen {count} Orte; bitte den Schlüssel nennen: {german}"
    return UnknownNameError(msg, told)


def nobody(wanted: str, near: list[Place]) -> UnknownNameError:
    """The error that says that no place is called so, and which are called nearly so; to be raised.

    Parameters
    ----------
    wanted : str
        What was looked for.
    near : list of Place
        Those whose names come closest; may be empty.

    Returns
    -------
    UnknownNameError
        With its message in English and German.
    """
    if near:
        msg = f"No place named '{wanted}'. Did you mean: {listed(near, 'en')}"
        return UnknownNameError(msg, f"Kein Ort namens „{wanted}“. Gemeint vielleicht: {listed(near, 'de')}")
    msg = f"No place named '{wanted}'. Give a name, or a key of eight or nine digits."
    german = f"Kein Ort namens „{wanted}“. Bitte einen Namen oder einen Schlüssel nennen."
    return UnknownNameError(msg, german, listed="areas")


def no_town(name: str, key: str) -> UnknownNameError:
    """The error that says that a Kreis or a Land was meant where only a town will do; to be raised.

    Parameters
    ----------
    name, key : str
        Of the Kreis or Land.

    Returns
    -------
    UnknownNameError
        With its message in English and German.
    """
    msg = f"{name} ({key}) is no municipality and no Verband. Give the name or key of a town."
    german = f"{name} ({key}) ist keine Gemeinde und kein Verband. Bitte eine Stadt nennen, mit Namen oder Schlüssel."
    return UnknownNameError(msg, german)


def listed(places: list[Place], lang: Lang) -> str:
    """Places with what tells them apart, as many as an error can name.

    Parameters
    ----------
    places : list of Place
        Best first.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        "Halle (Saale), Stadt (Halle (Saale), Stadt, 15002000); ..."
    """
    shown = [_told(place, lang) for place in places[:SUGGESTED]]
    return "; ".join(shown) + (" ..." if len(places) > SUGGESTED else "")


def _told(place: Place, lang: Lang) -> str:
    name = place.part or place.former or place.name
    return f"{name} ({', '.join(filter(None, [place.what(lang) if place.borrowed else '', place.where, place.key]))})"
