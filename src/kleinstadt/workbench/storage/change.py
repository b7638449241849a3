"""One change: records put, saved field by field beside other people, deleted, brought back, undone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from kleinstadt.errors import PlanError, UnknownNameError
from kleinstadt.workbench.kinds import KINDS, kind_named
from kleinstadt.workbench.merging import merge
from kleinstadt.workbench.models.proofs import SideText
from kleinstadt.workbench.records import ID_LENGTH, Json, Record, field_names, from_json, to_json
from kleinstadt.workbench.storage.tables import CHANGE, RECORD, REVISION
from kleinstadt.workbench.storage.workspace import natural

R = TypeVar("R", bound=Record)

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


class AlreadySavedError(PlanError):
    """A form that was sent twice: its change is there already, under this number."""

    def __init__(self, number: int) -> None:
        """Take the number of the change that is there."""
        super().__init__("This form was saved already.", "Dieses Formular ist schon gespeichert.")
        self.number = number


@dataclass(frozen=True)
class Clash:
    """A field that two people changed.

    merged : paragraphs of both stand in the plan now, nothing is left to decide
    side : id of the side text that keeps this writer's version where something is
    theirs_by : who wrote what stands in the plan
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
    """A finished change: its number (of the newest one where nothing differed), what it put, where it clashed."""

    number: int
    records: tuple[Record, ...] = ()
    clashes: tuple[Clash, ...] = ()


class _Row(NamedTuple):
    """A record as it lies in the database, and whether this very change has written it already."""

    data: str
    deleted: bool
    written: bool = False


@dataclass
class Change:
    """A change in the making; everything happens in the transaction of `connection`.

    rows : what was read and written so far: the writer has its place alone, so nothing is asked for twice
    """

    connection: Connection
    workspace: str
    who: str
    what: str
    token: str | None = None
    number: int | None = None
    undoes: int | None = None
    put_so_far: list[Record] = field(default_factory=list)
    rows: dict[tuple[str, str], "_Row | None"] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    done: Done | None = None

    def get(self, kind: type[R], identity: str) -> R:
        """A record as it is now; raises UnknownNameError if it is not there or deleted."""
        row = self._row(kind.KIND, identity)
        if row is None or row.deleted:
            msg = f"The plan has no {kind.KIND} '{identity}'."
            raise UnknownNameError(msg, f"„{identity}“ gibt es in diesem Plan nicht (mehr).")
        return from_json(kind, json.loads(row.data))

    def put(self, record: R) -> R:
        """Keep a record: a new one where its id is empty or unknown, else in place of the one that is there."""
        known = KINDS.get(record.KIND)
        if known is not type(record):
            msg = f"'{record.KIND}' is no kind that plans keep: add it to workbench/kinds.py."
            raise PlanError(msg)
        if not record.id:
            record = replace(record, id=self._next_id(record))
        _check_id(record)
        row = self._row(record.KIND, record.id)
        data = _text(to_json(record))
        if row is None or row.data != data or row.deleted:
            self._write(record.KIND, record.id, row, data)
        self.put_so_far.append(record)
        return record

    def delete(self, kind: type[Record], identity: str) -> None:
        """Put a record into the bin."""
        row = self._row(kind.KIND, identity)
        if row is not None and not row.deleted:
            self._write(kind.KIND, identity, row, None)

    def restore(self, kind: type[R], identity: str) -> R:
        """Bring a deleted record back as it was."""
        row = self._row(kind.KIND, identity)
        if row is None:
            msg = f"There never was a {kind.KIND} '{identity}' in this plan."
            raise UnknownNameError(msg, f"„{identity}“ gab es in diesem Plan nie.")
        return self.put(from_json(kind, json.loads(row.data)))

    def save(self, kind: type[R], identity: str, fields: Mapping[str, Any], read_at: int) -> R:
        """Save some fields of a record that was read when change `read_at` was the newest.

        Fields that nobody else changed since are simply saved. Long texts that both changed are merged by paragraph;
        where both changed the same paragraph, and for all other fields, what is in the plan stays and this version is
        kept beside it (SideText), to be decided by a person.
        """
        now = self.get(kind, identity)
        old, current = self._at(kind.KIND, identity, read_at), to_json(now)
        wanted = to_json(from_json(kind, {**current, **_jsonable(kind, now, fields)}))
        merged: Json = {}
        for name in fields:
            base = current[name] if old is None else old.get(name, current[name])
            merged[name] = self._settled(kind, identity, name, base, current[name], wanted[name])
        return self.put(from_json(kind, {**current, **merged}))

    def _settled(self, kind: type[Record], identity: str, name: str, base: Any, theirs: Any, mine: Any) -> Any:  # noqa: ANN401
        """What a field is to be after both wrote it."""
        if mine in (base, theirs):
            return theirs
        if theirs == base:
            return mine
        by = self._writer_of(kind.KIND, identity)
        if name in kind.LONG:
            found = merge(base, theirs, mine)
            if not found.open:
                self.clashes.append(Clash(kind.KIND, identity, name, True, "", theirs, mine, by))
                return found.text
            theirs = found.text_with_theirs
        written = datetime.now(UTC).isoformat(timespec="seconds")
        values = [value if isinstance(value, str) else _text(value) for value in (base, mine, theirs)]
        side = self.put(
            SideText(
                of_kind=kind.KIND,
                of_id=identity,
                field=name,
                base=values[0],
                mine=values[1],
                theirs=values[2],
                mine_by=self.who,
                theirs_by=by,
                written=written,
            )
        )
        self.clashes.append(Clash(kind.KIND, identity, name, False, side.id, theirs, mine, by))
        return theirs

    def undo(self, number: int) -> list[str]:
        """Take back a change, field by field; fields that were changed again since are left and named.

        Returns what was left as it is: "kind id field".
        """
        self.undoes = number
        rows = self.connection.execute(
            select(REVISION).where(REVISION.c.workspace == self.workspace, REVISION.c.change == number)
        ).all()
        if not rows:
            msg = f"There is no change {number} in this plan."
            raise UnknownNameError(msg, f"Eine Änderung {number} gibt es in diesem Plan nicht.")
        left: list[str] = []
        for row in rows:
            left += self._undo_one(row.kind, row.id, _json(row.before), _json(row.after))
        return left

    def _undo_one(self, kind: str, identity: str, before: Json | None, after: Json | None) -> list[str]:
        row, cls = self._row(kind, identity), kind_named(kind)
        now = None if row is None or row.deleted else json.loads(row.data)
        if before is None:  # it was new: into the bin, if nobody worked on it since
            if now is not None and now != after:
                return [f"{kind} {identity}"]
            self.delete(cls, identity)
            return []
        if now is None or after is None:
            self.put(from_json(cls, before)) if now is None else None
            return [] if now is None else [f"{kind} {identity}"]
        changed = [name for name in before if before[name] != after.get(name)]
        free = {name: before[name] for name in changed if now.get(name) == after.get(name)}
        self.put(from_json(cls, {**now, **free}))
        return [f"{kind} {identity} {name}" for name in changed if name not in free]

    def finish(self) -> Done:
        """What the change came to; a form whose change is empty is no change."""
        self.done = Done(self.number or self._newest(), tuple(self.put_so_far), tuple(self.clashes))
        return self.done

    # --- rows ---

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
        return _json(found.scalar())

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


def _jsonable(kind: type[R], now: R, fields: Mapping[str, Any]) -> Json:
    """Fields as they are in JSON, by the record's own rules."""
    unknown = sorted(set(fields) - field_names(kind))
    if unknown:
        msg = f"A {kind.KIND} has no field '{unknown[0]}'."
        raise PlanError(msg, field=unknown[0])
    whole = to_json(replace(now, **dict(fields)))
    return {name: whole[name] for name in fields}


def _check_id(record: Record) -> None:
    fine = 0 < len(record.id) <= ID_LENGTH and record.id.isascii() and record.id.replace("-", "").isalnum()
    if not fine or record.id != record.id.lower():
        msg = f"'{record.id}' is no id of a {record.KIND}: small letters, digits and hyphens, at most {ID_LENGTH}."
        raise PlanError(msg, f"„{record.id}“ ist kein Kürzel, wie der Plan es kennt.")


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _json(text: str | None) -> Json | None:
    return None if text is None else dict(json.loads(text))
