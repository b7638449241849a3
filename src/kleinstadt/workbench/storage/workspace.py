"""A plan as it is read: all its records, in order."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar, cast

from kleinstadt.errors import UnknownNameError
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.records import Record

R = TypeVar("R", bound=Record)

PLAN_ID: Final = "plan"


def natural(identity: str) -> tuple[str, int, str]:
    """The order of ids: m2 before m10.

    Parameters
    ----------
    identity : str
        An id.

    Returns
    -------
    tuple of (str, int, str)
        Key to sort by.

    Examples
    --------
    >>> sorted(["m10", "m2"], key=natural)
    ['m2', 'm10']
    """
    found = re.match(r"([^\d]*)(\d*)(.*)", identity)
    head, digits, tail = found.groups() if found else (identity, "", "")
    return head, int(digits or 0), tail


@dataclass(frozen=True)
class Workspace:
    """A whole plan at one moment.

    Attributes
    ----------
    key : str
        Of the workspace.
    changed : int
        Number of the newest change in it.
    records : mapping of str to mapping of str to Record
        By kind, by id; deleted ones are not among them.
    """

    key: str
    changed: int
    records: Mapping[str, Mapping[str, Record]]

    @property
    def plan(self) -> Plan:
        """What holds for the whole."""
        return self.one(Plan, PLAN_ID)

    def all(self, kind: type[R]) -> list[R]:
        """All records of a kind, by their `order`, then their id.

        Parameters
        ----------
        kind : type
            A class of records.

        Returns
        -------
        list of Record
            Of this class.
        """
        found = cast("Iterable[R]", self.records.get(kind.KIND, {}).values())
        return sorted(found, key=lambda one: (getattr(one, "order", 0), natural(one.id)))

    def one(self, kind: type[R], identity: str) -> R:
        """The record of an id.

        Parameters
        ----------
        kind : type
            A class of records.
        identity : str
            Its id.

        Returns
        -------
        Record
            Of this class.

        Raises
        ------
        UnknownNameError
            If there is none, or it was deleted.
        """
        found = self.find(kind, identity)
        if found is None:
            msg = f"The plan has no {kind.KIND} '{identity}'. It may have been deleted: see the bin."
            german = f"„{identity}“ gibt es in diesem Plan nicht. Vielleicht liegt es im Papierkorb."
            raise UnknownNameError(msg, german)
        return found

    def find(self, kind: type[R], identity: str) -> R | None:
        """The record of this id, or None.

        Parameters
        ----------
        kind : type
            A class of records.
        identity : str
            Its id.

        Returns
        -------
        Record or None
            Of this class.
        """
        return cast("R | None", self.records.get(kind.KIND, {}).get(identity))
