"""How each indicator is said in a sentence, and in which direction it is good (phrases.toml)."""

import tomllib
from importlib.resources import files
from typing import Final, NamedTuple

from kleinstadt.indicators.model import Indicator


class Phrase(NamedTuple):
    """An indicator in words, in German.

    Attributes
    ----------
    say : str
        A sentence without its full stop, with {v} for the value and {y} for its year.
    topic : str
        Findings that nobody judges take the farthest of a topic.
    none : str
        The sentence where the value is nought; empty where `say` serves.
    more, less : str
        The comparatives, before "bei 5 von 249 anderen".
    goal : str
        The goal in one sentence; empty where none is proposed from it.
    wanted : int
        Its direction where nobody has agreed on one: 1 is more, 0 none.
    influence : {"direct", "indirect"}
        How far the town can move it.
    note : str
        What is in the town's hands and what is not.
    unsure : str
        A standing doubt, named with every finding of it.
    """

    say: str
    topic: str
    none: str = ""
    more: str = "mehr sind es"
    less: str = "weniger sind es"
    goal: str = ""
    wanted: int = 0
    influence: str = "indirect"
    note: str = ""
    unsure: str = ""


_TEXT: Final = files("kleinstadt.workbench.draft").joinpath("phrases.toml").read_text(encoding="utf-8")

PHRASES: Final[dict[str, Phrase]] = {name: Phrase(**row) for name, row in tomllib.loads(_TEXT).items()}


def phrase_of(indicator: Indicator) -> Phrase:
    """How an indicator is said; one without a sentence of its own by its name: "Ärzte je 10.000: 9,1 (2022)".

    Parameters
    ----------
    indicator : Indicator
        What is measured.

    Returns
    -------
    Phrase
        From phrases.toml, where it is there.
    """
    unit = indicator.unit_beside("de")
    plain = Phrase(f"{indicator.de}: {{v}}{f' {unit}' if unit else ''} ({{y}})", indicator.id)
    return PHRASES.get(indicator.id, plain)
