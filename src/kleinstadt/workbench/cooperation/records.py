"""What the plan of an alliance keeps of its rounds: who was asked when, and what each partner said."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kleinstadt.workbench.cooperation.statements import Said
from kleinstadt.workbench.records import Record


@dataclass(frozen=True)
class Partner:
    """A partner as it was when a round began: its key and its name, so that a round outlives those who leave."""

    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CooperationRound(Record):
    """One time that all partners are asked.

    label : its name ("Start 2026"); day : on which it began; version : of the statements
    """

    KIND: ClassVar[str] = "cooperation_round"
    PREFIX: ClassVar[str] = "r"

    label: str
    day: date
    version: int
    partners: tuple[Partner, ...]


@dataclass(frozen=True, kw_only=True)
class CooperationAnswer(Record):
    """What one partner says of one statement in one round; it is there, empty, from the round's first day.

    person : who answered for the town, by function or name; with the note for the town hall only, on no paper
    day : of the last answer
    """

    KIND: ClassVar[str] = "cooperation_answer"
    PREFIX: ClassVar[str] = "a"
    LONG: ClassVar[tuple[str, ...]] = ("note",)

    round: str
    partner: str
    statement: str
    said: Said = ""
    note: str = ""
    person: str = ""
    day: date | None = None
