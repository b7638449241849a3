"""What an answer counts: a level holds only if all levels below it hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kleinstadt.words.language import Text

State = Literal["", "level", "unknown", "not_applicable"]
Done = Literal["", "done", "building", "planned", "wished", "no_issue", "unknown"]

EVIDENCE_FROM: Final = 2  # from this level on an answer needs evidence; without it stands "Selbstauskunft"
DONE: Final[dict[Done, Text]] = {
    "done": Text("getan", "done"),
    "building": Text("im Bau", "under way"),
    "planned": Text("geplant", "planned"),
    "wished": Text("gewünscht", "wished for"),
    "no_issue": Text("kein Thema, weil …", "no issue, because …"),
    "unknown": Text("weiß nicht", "do not know"),
}


@dataclass(frozen=True)
class Level:
    """What a person says of one recommendation.

    Attributes
    ----------
    state : {"", "level", "unknown", "not_applicable"}
        "" not answered yet; "unknown" do not know.
    chosen : int, optional
        The level that was chosen, 0 to 4; only with the state "level".
    untrue : tuple of int
        Levels below it whose sentence is not true here.
    because : str
        Why it does not apply.
    evidence : str
        In words, with the names of files.
    """

    state: State = ""
    chosen: int | None = None
    untrue: tuple[int, ...] = ()
    because: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Point:
    """What a person says of one item of a field.

    Attributes
    ----------
    done : str
        The answer, one of DONE; "" for none.
    because, note : str
        In words.
    measure : str
        Id of a measure of the plan.
    """

    done: Done = ""
    because: str = ""
    note: str = ""
    measure: str = ""


def counting(said: Level) -> int | None:
    """The level that counts: the highest one up to the chosen one of which all levels from 1 on are true.

    None where the answer is no level: "do not know" and "not applicable" are never 0.

    Parameters
    ----------
    said : Level
        An answer.

    Returns
    -------
    int or None
        0 to 4.

    Examples
    --------
    >>> counting(Level(state="level", chosen=3, untrue=(2,))), counting(Level(state="unknown"))
    (1, None)
    """
    if said.state != "level" or said.chosen is None:
        return None
    holds = 0
    while holds < said.chosen and holds + 1 not in said.untrue:
        holds += 1
    return holds


def self_reported(said: Level) -> bool:
    """Whether a level that asks for evidence counts without any.

    Parameters
    ----------
    said : Level
        An answer.

    Returns
    -------
    bool
        From level EVIDENCE_FROM on.
    """
    level = counting(said)
    return level is not None and level >= EVIDENCE_FROM and not said.evidence.strip()


def answered(points: Mapping[str, Point], items: Sequence[str]) -> int:
    """How many of a field's items have an answer; "do not know" is one.

    Parameters
    ----------
    points : mapping of str to Point
        By id of the item.
    items : sequence of str
        Ids of all items of the field.

    Returns
    -------
    int
        At most as many as items.
    """
    return sum(1 for item in items if points.get(item, Point()).done)
