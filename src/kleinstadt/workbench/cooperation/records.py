"""What the plan of an alliance keeps of its rounds: who was asked when, and what each partner said."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kleinstadt.workbench.cooperation.statements import Said
from kleinstadt.workbench.records import Record


@dataclass(frozen=True)
class Partner:
    """A partner as it was when a round began, so that a round outlives those who leave.

    Attributes
    ----------
    key, name : str
        Of the town.
    """

    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CooperationRound(Record):
    """One time that all partners are asked.

    Attributes
    ----------
    label : str
        Its name ("Start 2026").
    day : date
        On which it began.
    version : int
        Of the statements.
    partners : tuple of Partner
        Who is asked.
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

    Attributes
    ----------
    round, partner, statement : str
        Id of the round, key of the partner, id of the statement.
    said : str
        The answer; "" for none.
    note : str
        For the town hall only, on no paper.
    person : str
        Who answered for the town, by function or name; for the town hall only.
    day : date, optional
        Of the last answer.
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
