"""The pyramid's seven steps and the formats that reach them, with the effort for a town hall of three."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from kleinstadt.words.language import Text

Effort = Literal["yes", "help", "carrier"]

# Of the report's figure 26: the first three prepare the ground, real participation begins with the fourth.
STEPS: Final[dict[int, Text]] = {
    1: Text("Informationsraum", "Information"),
    2: Text("Interesse", "Interest"),
    3: Text("Meinungsbildung", "Forming an opinion"),
    4: Text("Mitsprache", "Having a say"),
    5: Text("Mitentscheidung", "Deciding with others"),
    6: Text("Aktive Teilhabe", "Taking part"),
    7: Text("Umsetzung", "Carrying it out"),
}
REAL_FROM: Final = 4
EFFORT: Final[dict[Effort, Text]] = {
    "yes": Text("für drei Personen machbar", "three people can manage it"),
    "help": Text("für drei Personen mit Hilfe machbar", "three people can manage it with help"),
    "carrier": Text("nur mit einem Träger machbar", "needs an organisation to run it"),
}


@dataclass(frozen=True)
class Format:
    """A way of asking people.

    Attributes
    ----------
    id : str
        Its id.
    name : Text
        What it is called.
    low, high : int
        The steps of the pyramid that it reaches, 1 to 7.
    people, takes : Text
        How many take part, and how long it takes.
    effort : str
        For a town hall of three.
    """

    id: str
    name: Text
    low: int
    high: int
    people: Text
    takes: Text
    effort: Effort


@cache
def formats() -> dict[str, Format]:
    """All formats by id, the simple ones first.

    Returns
    -------
    dict of str to Format
        Read once, then kept.
    """
    text = files("kleinstadt.workbench.participation").joinpath("formats.toml").read_text(encoding="utf-8")
    return {name: _format(name, one) for name, one in tomllib.loads(text).items()}


def _format(name: str, table: Mapping[str, Any]) -> Format:
    low, high = table["steps"]
    texts = {key: Text(**table[key]) for key in ("name", "people", "takes")}
    return Format(id=name, low=low, high=high, effort=table["effort"], **texts)
