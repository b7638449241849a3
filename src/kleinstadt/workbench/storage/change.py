"""One change: records put, saved field by field beside other people, deleted, brought back, undone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import select

from kleinstadt.errors import PlanError, UnknownNameError
from kleinstadt.workbench.kinds import KINDS, kind_named
from kleinstadt.workbench.merging import merge
from kleinstadt.workbench.models.proofs import SideText
from kleinstadt.workbench.records import ID_LENGTH, Json, Record, field_names, from_json, to_json
from kleinstadt.workbench.storage.done import Clash, Done
from kleinstadt.workbench.storage.rows import Rows, as_json
from kleinstadt.workbench.storage.tables import REVISION

R = TypeVar("R", bound=Record)


@dataclass
class Change(Rows):
    """A change in the making, as `Store.change` gives it; everything happens in one transaction.

    Attributes
    ----------
    clashes : list of Clash
        Where others had changed the same.
    done : Done or None
        What it came to, once it is finished.
    """

    clashes: list[Clash] = field(default_factory=list)
    done: Done | None = None

    def get(self, kind: type[R], identity: str) -> R:
        """A record as it is now.

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
            If it is not there, or deleted.
        """
        row = self._row(kind.KIND, identity)
        if row is None or row.deleted:
            msg = f"The plan has no {kind.KIND} '{identity}'."
            raise UnknownNameError(msg, f"„{identity}“ gibt es in diesem Plan nicht (mehr).")
        return from_json(kind, json.loads(row.data))

    def put(self, record: R) -> R:
        """Keep a record: a new one where its id is empty or unknown, else in place of the one that is there.

        Parameters
        ----------
        record : Record
            Of a kind that plans keep.

        Returns
        -------
        Record
            The same, with its id.

        Raises
        ------
        PlanError
            For a kind that plans do not keep, or an id that is none.
        AlreadySavedError
            If a change with the same token is there already.
        """
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
        return record

    def delete(self, kind: type[Record], identity: str) -> None:
        """Put a record into the bin.

        Parameters
        ----------
        kind : type
            A class of records.
        identity : str
            Its id; one that is not there is no error.

        Raises
        ------
        AlreadySavedError
            If a change with the same token is there already.
        """
        row = self._row(kind.KIND, identity)
        if row is not None and not row.deleted:
            self._write(kind.KIND, identity, row, None)

    def restore(self, kind: type[R], identity: str) -> R:
        """Bring a deleted record back as it was.

        Parameters
        ----------
        kind : type
            A class of records.
        identity : str
            Its id.

        Returns
        -------
        Record
            As it is now.

        Raises
        ------
        UnknownNameError
            If there never was such a record.
        """
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

        Parameters
        ----------
        kind : type
            A class of records.
        identity : str
            Its id.
        fields : mapping
            Names of fields to their new values.
        read_at : int
            Number of the change that was the newest when the record was read.

        Returns
        -------
        Record
            As it is kept now.

        Raises
        ------
        UnknownNameError
            If it is not there, or deleted.
        PlanError
            For a field that is unknown or a value that does not fit.
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

        Parameters
        ----------
        number : int
            Number of the change.

        Returns
        -------
        list of str
            What was left as it is: "kind id field".

        Raises
        ------
        UnknownNameError
            If there is no such change.
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
            left += self._undo_one(row.kind, row.id, as_json(row.before), as_json(row.after))
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
        """What the change came to; a form whose change is empty is no change.

        Returns
        -------
        Done
            Its number, records and clashes.
        """
        self.done = Done(self.number or self._newest(), tuple(self.clashes))
        return self.done


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
