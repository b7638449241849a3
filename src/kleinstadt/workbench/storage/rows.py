"""The rows of one plan as a change reads and writes them, in one transaction."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from kleinstadt.workbench.records import Json, Record
from kleinstadt.workbench.storage.done import AlreadySavedError
from kleinstadt.workbench.storage.tables import CHANGE, RECORD, REVISION
from kleinstadt.workbench.storage.workspace import natural

NAME_LENGTH: Final = 120

# Of every save, so built once: to build them took a third of its time
_SAME_RECORD: Final = (
    (RECORD.c.workspace == bindparam("of"))
    & (RECORD.c.kind == bindparam("of_kind"))
    & (RECORD.c.id == bindparam("of_id"))
)
_ONE: Final = select(RECORD.c.data, RECORD.c.deleted).where(_SAME_RECORD)
_RENEW: Final = update(RECORD).where(_SAME_RECORD)
_REVISE: Final = update(REVISION).where(
    REVISION.c.change == bindparam("of_change"),
    REVISION.c.kind == bindparam("of_kind"),
    REVISION.c.id == bindparam("of_id"),
)
_ADD: Final = insert(RECORD)
_ADD_REVISION: Final = insert(REVISION)
_ADD_CHANGE: Final = insert(CHANGE)
_AT: Final = (
    select(REVISION.c.after)
    .where(
        REVISION.c.workspace == bindparam("of"),
        REVISION.c.kind == bindparam("of_kind"),
        REVISION.c.id == bindparam("of_id"),
        REVISION.c.change <= bindparam("until"),
    )
    .order_by(REVISION.c.change.desc())
    .limit(1)
)


class _Row(NamedTuple):
    """A record as it lies in the database, and whether this very change has written it already."""

    data: str
    deleted: bool
    written: bool = False


@dataclass
class Rows:
    """The rows of one plan, and the change that writes them.

    Attributes
    ----------
    connection : Connection
        Of the transaction.
    workspace : str
        Key of the plan.
    who, what : str
        Who does what, as the history says it.
    token : str or None
        One-time number of a form.
    number, undoes : int or None
        The change's number once something was written; the number of the change that it takes back.
    rows : dict
        What was read and written so far: the writer has its place alone, so nothing is asked for twice.
    """

    connection: Connection
    workspace: str
    who: str
    what: str
    token: str | None = None
    number: int | None = None
    undoes: int | None = None
    rows: dict[tuple[str, str], _Row | None] = field(default_factory=dict)

    def _row(self, kind: str, identity: str) -> _Row | None:
        if (kind, identity) not in self.rows:
            found = self.connection.execute(_ONE, self._of(kind, identity)).first()
            self.rows[kind, identity] = None if found is None else _Row(found.data, found.deleted)
        return self.rows[kind, identity]

    def _write(self, kind: str, identity: str, row: _Row | None, after: str | None) -> None:
        number = self._numbered()
        of = self._of(kind, identity)
        values = {"changed": number, "deleted": after is None} | ({} if after is None else {"data": after})
        if row is None:
            self.connection.execute(_ADD, {"workspace": self.workspace, "kind": kind, "id": identity, **values})
        else:
            self.connection.execute(_RENEW, {**of, **values})
        if row is not None and row.written:
            revised = {"of_change": number, "of_kind": kind, "of_id": identity, "after": after}
            self.connection.execute(_REVISE, revised)
        else:
            before = None if row is None or row.deleted else row.data
            revision = {"change": number, "workspace": self.workspace, "kind": kind, "id": identity}
            self.connection.execute(_ADD_REVISION, {**revision, "before": before, "after": after})
        data = after if after is not None else row.data if row is not None else ""
        self.rows[kind, identity] = _Row(data, after is None, written=True)

    def _of(self, kind: str, identity: str) -> dict[str, str]:
        return {"of": self.workspace, "of_kind": kind, "of_id": identity}

    def _numbered(self) -> int:
        """The change's number, given when it first writes something."""
        if self.number is None:
            if self.token and (there := self._with_token()):
                raise AlreadySavedError(there)
            values = {"workspace": self.workspace, "at": datetime.now(UTC), "who": self.who[:NAME_LENGTH]}
            more = {"what": self.what, "token": self.token, "undoes": self.undoes}
            try:
                made = self.connection.execute(_ADD_CHANGE, {**values, **more})
            except IntegrityError as error:  # two servers, one PostgreSQL
                raise AlreadySavedError(0) from error
            self.number = int((made.inserted_primary_key or (0,))[0])
        return self.number

    def _with_token(self) -> int | None:
        same = (CHANGE.c.workspace == self.workspace) & (CHANGE.c.token == self.token)
        return self.connection.execute(select(CHANGE.c.number).where(same)).scalar()

    def _newest(self) -> int:
        wanted = select(CHANGE.c.number).where(CHANGE.c.workspace == self.workspace).order_by(CHANGE.c.number.desc())
        return int(self.connection.execute(wanted.limit(1)).scalar() or 0)

    def _at(self, kind: str, identity: str, number: int) -> Json | None:
        """A record as it was when this change was the newest; None if it was not there."""
        found = self.connection.execute(_AT, {**self._of(kind, identity), "until": number})
        return as_json(found.scalar())

    def _writer_of(self, kind: str, identity: str) -> str:
        wanted = (
            select(CHANGE.c.who)
            .join(RECORD, RECORD.c.changed == CHANGE.c.number)
            .where(RECORD.c.workspace == self.workspace, RECORD.c.kind == kind, RECORD.c.id == identity)
        )
        return str(self.connection.execute(wanted).scalar() or "")

    def _next_id(self, record: Record) -> str:
        """The next id of a kind: one more than the highest ever given, deleted ones included."""
        same = (RECORD.c.workspace == self.workspace) & (RECORD.c.kind == record.KIND)
        taken = self.connection.execute(select(RECORD.c.id).where(same)).scalars()
        highest = max((natural(one)[1] for one in taken if natural(one)[0] == record.PREFIX), default=0)
        return f"{record.PREFIX}{highest + 1}"


def as_json(text: str | None) -> Json | None:
    """A record's content as it is kept in a row.

    Parameters
    ----------
    text : str or None
        JSON; None for a record that was not there.

    Returns
    -------
    dict or None
        Field to value.
    """
    return None if text is None else dict(json.loads(text))
