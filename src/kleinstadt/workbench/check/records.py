"""What a plan keeps of a check: answers by person, fields by person, and frozen states."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from kleinstadt.workbench.check.beside import Value
from kleinstadt.workbench.check.scoring import Level, Point, State
from kleinstadt.workbench.records import Record


@dataclass(frozen=True, kw_only=True)
class CheckAnswer(Record):
    """One person's answer to one recommendation.

    Attributes
    ----------
    question : str
        Id of the recommendation.
    person : str
        Who answers, by function or name, for the town hall only.
    version : int
        Of the questions that were answered.
    state, chosen, untrue, because, evidence : str, int, tuple of int, str, str
        As in scoring.Level.
    note : str
        For the town hall only.
    day : date, optional
        Of the answer.
    """

    KIND: ClassVar[str] = "check_answer"
    PREFIX: ClassVar[str] = "q"
    LONG: ClassVar[tuple[str, ...]] = ("evidence", "note")

    question: str
    person: str
    version: int
    state: State = ""
    chosen: int | None = None
    untrue: tuple[int, ...] = ()
    because: str = ""
    evidence: str = ""
    note: str = ""
    day: date | None = None

    @property
    def said(self) -> Level:
        """The answer as it is scored."""
        return Level(self.state, self.chosen, self.untrue, self.because, self.evidence)


@dataclass(frozen=True, kw_only=True)
class CheckField(Record):
    """One person's answers to one field.

    Attributes
    ----------
    topic : str
        Id of the field.
    person : str
        Who answers, by function or name, for the town hall only.
    version : int
        Of the questions that were answered.
    points : mapping of str to Point
        By id of the item.
    lacking : str
        Who lacks something today, the first question of all.
    day : date, optional
        Of the answers.
    """

    KIND: ClassVar[str] = "check_field"
    PREFIX: ClassVar[str] = "k"
    LONG: ClassVar[tuple[str, ...]] = ("lacking",)

    topic: str
    person: str
    version: int
    points: Mapping[str, Point] = field(default_factory=dict)
    lacking: str = ""
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An answer in a frozen state, with the person who gave it.

    Attributes
    ----------
    question, person : str
        As in CheckAnswer.
    said : Level
        The answer.
    note : str
        For the town hall only.
    day : date, optional
        Of the answer.
    """

    question: str
    person: str
    said: Level
    note: str = ""
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class KeptField:
    """A field's answers in a frozen state, with the person who gave them.

    Attributes
    ----------
    topic, person : str
        As in CheckField.
    points : mapping of str to Point
        By id of the item.
    lacking : str
        Who lacks something today.
    day : date, optional
        Of the answers.
    """

    topic: str
    person: str
    points: Mapping[str, Point]
    lacking: str = ""
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class CheckState(Record):
    """A check as it stood on a day, never changed afterwards.

    Attributes
    ----------
    label : str
        Its name ("Check Mai 2026").
    day : date
        The day.
    version : int
        Of the questions.
    answers : tuple of Kept
        Of all people.
    fields : tuple of KeptField
        Of all people.
    values : tuple of Value
        The edition's values that stood beside the questions.
    published : bool
        Whether the levels may be shown to others.
    """

    KIND: ClassVar[str] = "check_state"
    PREFIX: ClassVar[str] = "w"

    label: str
    day: date
    version: int
    answers: tuple[Kept, ...] = ()
    fields: tuple[KeptField, ...] = ()
    values: tuple[Value, ...] = ()
    published: bool = False
