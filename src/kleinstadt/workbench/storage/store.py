"""The store: plans are read whole; every change is written with its revisions in one transaction."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Final

from sqlalchemy import Connection, Engine, Select, func, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from kleinstadt.errors import PlanError, UnknownNameError
from kleinstadt.workbench.kinds import KINDS, kind_named
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.records import Record, from_json
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.storage.done import Done, Revision, Saved
from kleinstadt.workbench.storage.engines import IMMEDIATE, engine_of, migrate
from kleinstadt.workbench.storage.place import default_url
from kleinstadt.workbench.storage.tables import ATTACHMENT, CHANGE, RECORD, REVISION, WORKSPACE
from kleinstadt.workbench.storage.workspace import PLAN_ID, Workspace

KEY_LENGTH: Final = 40


class Store:
    """Plans in one database. Safe for several threads; one of them writes at a time.

    Attributes
    ----------
    engine : Engine
        Connections to the database.
    """

    def __init__(self, url: str | None = None) -> None:
        """Open a database; make it, or bring it up to date.

        Parameters
        ----------
        url : str, optional
            Its address, sqlite:///plans.sqlite or postgresql://host/base; the user's own by default.

        Raises
        ------
        PlanError
            For an address of another kind, and for a database that was made by a newer version or cannot be opened.
        ExtraMissingError
            Without the library that PostgreSQL needs.
        """
        self.engine: Engine = engine_of(url or default_url())
        self._writer = Lock()  # fifty who wait here cost nothing; fifty who wait in the database, a process each
        with self._writer:
            migrate(self.engine)

    def close(self) -> None:
        """Close its connections."""
        self.engine.dispose()

    # --- reading ---

    def kept(self) -> list[str]:
        """The keys of all plans there are, oldest first.

        Returns
        -------
        list of str
            Keys.
        """
        with self.engine.connect() as connection:
            return list(
                connection.execute(select(WORKSPACE.c.key).order_by(WORKSPACE.c.created, WORKSPACE.c.key)).scalars()
            )

    def has(self, key: str) -> bool:
        """Whether there is a plan of this key.

        Parameters
        ----------
        key : str
            Key of the plan.

        Returns
        -------
        bool
            False after it was removed.
        """
        with self.engine.connect() as connection:
            return bool(connection.execute(select(WORKSPACE.c.key).where(WORKSPACE.c.key == key)).first())

    def load(self, key: str) -> Workspace:
        """A whole plan.

        Parameters
        ----------
        key : str
            Key of the plan.

        Returns
        -------
        Workspace
            As it is at this moment.

        Raises
        ------
        UnknownNameError
            If there is none of this key.
        """
        with self.engine.connect() as connection, connection.begin():
            return self._load(connection, key)

    def _load(self, connection: Connection, key: str) -> Workspace:
        self._known(connection, key)
        changed = connection.execute(select(func.max(CHANGE.c.number)).where(CHANGE.c.workspace == key)).scalar()
        rows = connection.execute(
            select(RECORD.c.kind, RECORD.c.data).where(RECORD.c.workspace == key, ~RECORD.c.deleted)
        )
        records: dict[str, dict[str, Record]] = {name: {} for name in KINDS}
        for kind, data in rows:
            record = from_json(kind_named(kind), json.loads(data))
            records[kind][record.id] = record
        return Workspace(key, changed or 0, records)

    @staticmethod
    def _known(connection: Connection, key: str, *, to_write: bool = False) -> None:
        """Stop unless there is this plan; `to_write` holds it until the end: one writer a plan, on several servers."""
        wanted = select(WORKSPACE.c.key).where(WORKSPACE.c.key == key)
        if not connection.execute(wanted.with_for_update() if to_write else wanted).first():
            msg = f"There is no plan of {key} here. `kleinstadt plan start {key}` begins one."
            raise UnknownNameError(msg, f"Zu {key} gibt es hier noch keinen Plan.")

    # --- writing ---

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write: all of it, or nothing.

        Yields
        ------
        Connection
            To be used inside the block.

        Raises
        ------
        PlanError
            If the database cannot be written.
        """
        try:
            with self._writer, self._connection() as connection, connection.begin():
                yield connection
        except OperationalError as error:
            reason = str(error.orig).strip().splitlines()[0]
            msg = f"Not saved: the database cannot be written ({reason})."
            raise PlanError(
                msg, f"Nicht gespeichert: In die Datenbank lässt sich nicht schreiben ({reason})."
            ) from error

    def create(self, key: str, records: Sequence[Record], who: str, what: str = "Entwurf angelegt") -> Done:
        """Keep a new plan.

        Parameters
        ----------
        key : str
            Key of the plan.
        records : sequence of Record
            What it begins with, the Plan among them.
        who : str
            Who made it.
        what : str
            What the history says of it.

        Returns
        -------
        Done
            The first change of the plan.

        Raises
        ------
        PlanError
            If there is a plan of this key already, the records hold no plan or several, or the database cannot be
            written.
        """
        plans = [one for one in records if isinstance(one, Plan)]
        if len(plans) != 1 or plans[0].id != PLAN_ID or not key or len(key) > KEY_LENGTH:
            msg = "A plan begins with exactly one record of kind 'plan', whose id is 'plan', and a key."
            raise PlanError(msg, "Ein Plan braucht genau einen Plan-Eintrag und einen Schlüssel.")
        with self.writing() as connection:
            try:
                connection.execute(insert(WORKSPACE).values(key=key, created=datetime.now(UTC)))
            except IntegrityError as error:
                msg = f"There is a plan of {key} already."
                raise PlanError(msg, f"Zu {key} gibt es schon einen Plan.") from error
            change = Change(connection, key, who, what)
            for record in records:
                change.put(record)
            return change.finish()

    @contextmanager
    def change(self, key: str, who: str, what: str, *, token: str | None = None) -> Iterator[Change]:
        """Change a plan: what is put and deleted in this block is one change of the history, or none.

        Parameters
        ----------
        key : str
            Key of the plan.
        who, what : str
            Who does what, as the history says it.
        token : str, optional
            One-time number of a form.

        Yields
        ------
        Change
            Put and delete with it.

        Raises
        ------
        UnknownNameError
            If there is no plan of this key.
        AlreadySavedError
            If a change with this token is there already.
        PlanError
            If the database cannot be written.
        """
        with self.writing() as connection:
            self._known(connection, key, to_write=True)
            change = Change(connection, key, who, what, token)
            yield change
            change.finish()

    def remove(self, key: str) -> None:
        """Take a plan out of the database, with its history, for good.

        Parameters
        ----------
        key : str
            Key of the plan.

        Raises
        ------
        UnknownNameError
            If there is none of this key.
        PlanError
            If the database cannot be written.
        """
        with self.writing() as connection:
            self._known(connection, key)
            for table in (ATTACHMENT, REVISION, RECORD, CHANGE):
                connection.execute(table.delete().where(table.c.workspace == key))
            connection.execute(WORKSPACE.delete().where(WORKSPACE.c.key == key))

    def _connection(self) -> Connection:
        """A connection whose transaction takes the writer's place at once."""
        return self.engine.connect().execution_options(**{IMMEDIATE: True})

    # --- history ---

    def history(self, key: str, *, of: tuple[str, str] | None = None, limit: int = 200) -> list[Saved]:
        """The changes of a plan, newest first.

        Parameters
        ----------
        key : str
            Key of the plan.
        of : tuple of (str, str), optional
            Kind and id: only the changes of one record.
        limit : int
            At most so many.

        Returns
        -------
        list of Saved
            Empty for a plan that is not there.
        """
        wanted: Select[Any] = (
            select(CHANGE).where(CHANGE.c.workspace == key).order_by(CHANGE.c.number.desc()).limit(limit)
        )
        if of:
            touched = select(REVISION.c.change).where(
                REVISION.c.workspace == key, REVISION.c.kind == of[0], REVISION.c.id == of[1]
            )
            wanted = wanted.where(CHANGE.c.number.in_(touched))
        with self.engine.connect() as connection:
            return [Saved(row.number, row.at, row.who, row.what, row.undoes) for row in connection.execute(wanted)]

    def revisions(self, key: str, number: int) -> list[Revision]:
        """What a change did, record by record.

        Parameters
        ----------
        key : str
            Key of the plan.
        number : int
            Number of the change.

        Returns
        -------
        list of Revision
            By kind and id.
        """
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(REVISION).where(REVISION.c.workspace == key, REVISION.c.change == number).order_by("kind", "id")
            )
            return [Revision(row.kind, row.id, _content(row.before), _content(row.after)) for row in rows]

    def bin(self, key: str) -> list[Record]:
        """Deleted records, as they were.

        Parameters
        ----------
        key : str
            Key of the plan.

        Returns
        -------
        list of Record
            Of all kinds.
        """
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(RECORD.c.kind, RECORD.c.data).where(RECORD.c.workspace == key, RECORD.c.deleted)
            )
            return [from_json(kind_named(kind), json.loads(data)) for kind, data in rows]

    # --- attachments ---

    def attach(self, key: str, name: str, media_type: str, data: bytes) -> None:
        """Keep a file with a plan; the same name again replaces it.

        Parameters
        ----------
        key : str
            Key of the plan.
        name : str
            Name of the file.
        media_type : str
            "application/pdf".
        data : bytes
            The file.

        Raises
        ------
        UnknownNameError
            If there is no plan of this key.
        PlanError
            If the database cannot be written.
        """
        values = {"media_type": media_type, "data": data, "added": datetime.now(UTC)}
        with self.writing() as connection:
            self._known(connection, key)
            same = (ATTACHMENT.c.workspace == key) & (ATTACHMENT.c.name == name)
            if not connection.execute(update(ATTACHMENT).where(same).values(values)).rowcount:
                connection.execute(insert(ATTACHMENT).values(workspace=key, name=name, **values))

    def attachments(self, key: str) -> dict[str, tuple[str, bytes]]:
        """The files kept with a plan: media type and bytes, by name.

        Parameters
        ----------
        key : str
            Key of the plan.

        Returns
        -------
        dict of str to (str, bytes)
            By name.
        """
        wanted = select(ATTACHMENT.c.name, ATTACHMENT.c.media_type, ATTACHMENT.c.data)
        with self.engine.connect() as connection:
            rows = connection.execute(wanted.where(ATTACHMENT.c.workspace == key).order_by(ATTACHMENT.c.name))
            return {name: (kind, data) for name, kind, data in rows}


def _content(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))
