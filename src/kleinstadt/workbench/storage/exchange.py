"""Plans in and out of the database as parcels, with history and bin."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert

from kleinstadt.errors import PlanError
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.records import to_json
from kleinstadt.workbench.storage.parcel import Parcel
from kleinstadt.workbench.storage.store import Store
from kleinstadt.workbench.storage.tables import ATTACHMENT, CHANGE, RECORD, REVISION, WORKSPACE


def exported(store: Store, key: str, *, history: bool = True) -> Parcel:
    """A plan as a parcel.

    Parameters
    ----------
    store : Store
        The database.
    key : str
        Key of the plan.
    history : bool
        False where names are not to travel.

    Returns
    -------
    Parcel
        With bin and attachments.

    Raises
    ------
    UnknownNameError
        If there is no plan of this key.
    """
    found = store.load(key)
    records = tuple(one for kind in found.records.values() for one in kind.values())
    binned = tuple(store.bin(key))
    return Parcel(key, records, binned, store.attachments(key), tuple(_history(store, key)) if history else ())


def _history(store: Store, key: str) -> list[dict[str, Any]]:
    """All changes, oldest first, each with what it did; `undoes` counts from 1 within the plan."""
    saved = list(reversed(store.history(key, limit=1_000_000)))
    places = {one.number: place for place, one in enumerate(saved, 1)}
    return [
        {
            "at": one.at.isoformat(),
            "who": one.who,
            "what": one.what,
            "undoes": places.get(one.undoes) if one.undoes else None,
            "revisions": [[r.kind, r.id, r.before, r.after] for r in store.revisions(key, one.number)],
        }
        for one in saved
    ]


def imported(store: Store, parcel: Parcel, who: str, *, key: str | None = None) -> str:
    """Keep a parcel as a new plan; all of it, or nothing.

    Parameters
    ----------
    store : Store
        The database.
    parcel : Parcel
        A plan.
    who : str
        Who brings it.
    key : str, optional
        Another key for the plan.

    Returns
    -------
    str
        The key it has.

    Raises
    ------
    PlanError
        If there is a plan of this key already (nothing is overwritten), or the parcel holds no plan.
    """
    key = key or parcel.key
    if sum(isinstance(one, Plan) for one in parcel.records) != 1:
        msg = "The file holds no plan: eintraege/plan.json must have exactly one record."
        raise PlanError(msg, "Die Datei enthält keinen Plan: eintraege/plan.json muss genau einen Eintrag haben.")
    if store.has(key):
        msg = f"There is a plan of {key} already; it was not changed. Remove or rename it first."
        german = f"Zu {key} gibt es hier schon einen Plan; er wurde nicht verändert."
        raise PlanError(msg, german)
    with store.writing() as connection:
        connection.execute(insert(WORKSPACE).values(key=key, created=datetime.now(UTC)))
        _keep_history(connection, key, parcel)
        now = {"workspace": key, "at": datetime.now(UTC), "who": who, "what": "Plan-Datei eingelesen"}
        number = int((connection.execute(insert(CHANGE).values(**now)).inserted_primary_key or (0,))[0])
        for deleted, records in ((False, parcel.records), (True, parcel.binned)):
            for one in records:
                data = json.dumps(to_json(one), ensure_ascii=False, sort_keys=True)
                row = {"workspace": key, "kind": one.KIND, "id": one.id, "data": data}
                connection.execute(insert(RECORD).values(**row, changed=number, deleted=deleted))
                if not parcel.history and not deleted:
                    revised = {"change": number, "workspace": key, "kind": one.KIND, "id": one.id}
                    connection.execute(insert(REVISION).values(**revised, before=None, after=data))
        for name, (kind, content) in parcel.attachments.items():
            kept = {"workspace": key, "name": name, "media_type": kind, "data": content, "added": datetime.now(UTC)}
            connection.execute(insert(ATTACHMENT).values(**kept))
    return key


def _keep_history(connection: Connection, key: str, parcel: Parcel) -> None:
    numbers: dict[int, int] = {}
    for place, one in enumerate(parcel.history, 1):
        row = {"workspace": key, "at": datetime.fromisoformat(one["at"]), "who": one["who"], "what": one["what"]}
        undoes = numbers.get(one["undoes"]) if one["undoes"] else None
        made = connection.execute(insert(CHANGE).values(**row, undoes=undoes))
        numbers[place] = int((made.inserted_primary_key or (0,))[0])
        for kind, identity, *sides in one["revisions"]:
            before, after = (
                None if side is None else json.dumps(side, ensure_ascii=False, sort_keys=True) for side in sides
            )
            row = {"change": numbers[place], "workspace": key, "kind": kind, "id": identity}
            connection.execute(insert(REVISION).values(**row, before=before, after=after))
