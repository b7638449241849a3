"""What a change came to: what it put, where it clashed, and how the history tells it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kleinstadt.errors import PlanError


class AlreadySavedError(PlanError):
    """A form that was sent twice: its change is there already.

    Attributes
    ----------
    number : int
        Number of that change.
    """

    def __init__(self, number: int) -> None:
        """Take the number of the change that is there.

        Parameters
        ----------
        number : int
            Number of the change that is there.
        """
        super().__init__("This form was saved already.", "Dieses Formular ist schon gespeichert.")
        self.number = number


@dataclass(frozen=True)
class Clash:
    """A field that two people changed.

    Attributes
    ----------
    kind, id, field : str
        The record and its field.
    merged : bool
        Whether paragraphs of both stand in the plan now, and nothing is left to decide.
    side : str
        Id of the side text that keeps this writer's version where something is.
    theirs, mine : object
        What stands in the plan, and what this writer wrote.
    theirs_by : str
        Who wrote what stands in the plan.
    """

    kind: str
    id: str
    field: str
    merged: bool
    side: str
    theirs: Any
    mine: Any
    theirs_by: str


@dataclass(frozen=True)
class Done:
    """A finished change.

    Attributes
    ----------
    number : int
        Its number; of the newest one where nothing differed.
    clashes : tuple of Clash
        Where others had changed the same.
    """

    number: int
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True)
class Saved:
    """A change in the history.

    Attributes
    ----------
    number : int
        Its number; later ones are larger.
    at : datetime
        When, in UTC.
    who, what : str
        Who did what.
    undoes : int or None
        Number of the change that it took back.
    """

    number: int
    at: datetime
    who: str
    what: str
    undoes: int | None


@dataclass(frozen=True)
class Revision:
    """What a change did to one record.

    Attributes
    ----------
    kind, id : str
        Of the record.
    before : dict or None
        Its content before; None if it was new.
    after : dict or None
        Its content after; None if it was deleted.
    """

    kind: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
