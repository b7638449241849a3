"""How each indicator is said in a sentence, and in which direction it is good (phrases.toml)."""

import tomllib
from importlib.resources import files
from typing import Final, NamedTuple

from kleinstadt.indicators.model import Indicator


class Phrase(NamedTuple):
    """An indicator in words.

    say : with {v} the value, {y} its year; none : where the value is nought
    topic : findings take the farthest of a topic; more, less : the comparatives
    goal : the goal in one sentence, empty where none is proposed from it; wanted : its direction where nobody has
        agreed on one (1 more)
    influence : how far the town can move it; note : what is in its hands and what is not
    unsure : a standing doubt, named with every finding of it
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
    """How an indicator is said; one without a sentence of its own by its name: "Ärzte je 10.000: 9,1 (2022)"."""
    unit = indicator.unit_beside("de")
    plain = Phrase(f"{indicator.de}: {{v}}{f' {unit}' if unit else ''} ({{y}})", indicator.id)
    return PHRASES.get(indicator.id, plain)
