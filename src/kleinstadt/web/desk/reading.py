"""Posted fields as values: what cannot be read is kept as typed and named at the field, the rest is saved."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.datastructures import FormData

from kleinstadt.errors import PlanError
from kleinstadt.words.language import Lang, pick
from kleinstadt.workbench.reading.amounts import decimal, euro, whole
from kleinstadt.workbench.reading.when import When, ends_before, when
from kleinstadt.workbench.records import Record

Reader = Callable[[str, Lang], Any]


def text(typed: str, _lang: Lang = "de") -> str:
    """Text with its lines as they were, blanks at the ends cut.

    Parameters
    ----------
    typed : str
        As it was posted.
    _lang : {"de", "en"}
        Not read: readers of all fields are called alike.

    Returns
    -------
    str
        Lines end with "\\n".
    """
    return typed.replace("\r\n", "\n").strip()


def _many(typed: str, _lang: Lang = "de") -> tuple[str, ...]:
    """Ids, as boxes were ticked."""
    return tuple(one for one in typed.split("\n") if one)


def _point(typed: str, _lang: Lang = "de") -> When | None:
    """A date, as exact as it was typed."""
    return when(typed)


GOAL: Final[dict[str, Reader]] = {
    "sentence": text,
    "action_field": text,
    "area": text,
    "findings": _many,
    "measure_by": text,
    "indicator": text,
    "unit": text,
    "wanted": text,
    "start_value": decimal,
    "target": decimal,
    "target_year": whole,
    "between": decimal,
    "between_year": whole,
    "influence": text,
    "influence_note": text,
    "reached_when": text,
    "why": text,
    "comment": text,
}
MEASURE: Final[dict[str, Reader]] = {
    "number": text,
    "title": text,
    "summary": text,
    "goals": _many,
    "stage": text,
    "priority": text,
    "state": text,
    "given_up_because": text,
    "responsible": text,
    "begin": _point,
    "end": _point,
    "cost": euro,
    "cost_date": _point,
    "cost_class": text,
    "running": text,
    "running_cost": euro,
    "running_because": text,
    "staff": decimal,
    "kind": text,
    "area": text,
    "maturity": text,
    "occasion": text,
    "contribution": text,
    "findings": _many,
    "place_name": text,
    "place": text,
    "depends_on": _many,
    "obstacles": text,
    "programme": text,
    "budget_item": text,
    "carrier": text,
    "partners": text,
    "climate": text,
    "access": text,
    "note": text,
}
MONEY: Final[dict[str, Reader]] = {
    "title": text,
    "group": text,
    "total": euro,
    "ineligible": euro,
    "income": euro,
    "third": euro,
    "other": euro,
    "other_name": text,
    "bund": euro,
    "land": euro,
    "own": euro,
}


def read(
    form: FormData, readers: Mapping[str, Reader], before: Record | None, lang: Lang
) -> tuple[dict[str, Any], dict[str, str]]:
    """Values of the fields that were posted, and what could not be read.

    Parameters
    ----------
    form : FormData
        A field counts as posted under its own name, or under "NAME:", which boxes without a tick send.
    readers : mapping of str to Reader
        What reads each field, by its name.
    before : Record or None
        The record that the form changes; fields that were not posted keep what could not be read before.
    lang : {"de", "en"}
        How the writer marks thousands and decimals.

    Returns
    -------
    tuple of (dict of str to object, dict of str to str)
        Values by field, None where they could not be read; and by field the words that were typed there instead.
    """
    values: dict[str, Any] = {}
    unread = dict(before.unread) if before else {}
    for name, reader in readers.items():
        if name not in form and f"{name}:" not in form:
            continue
        typed = "\n".join(str(one) for one in form.getlist(name)) if reader is _many else str(form.get(name, ""))
        try:
            values[name] = reader(typed, lang)
            unread.pop(name, None)
        except PlanError:
            values[name] = None
            unread[name] = typed.strip()
    return values, unread


def problems(record: Record, readers: Mapping[str, Reader], lang: Lang) -> dict[str, str]:
    """What is wrong with a record, by field: unread words, an end before its beginning, a required answer.

    Parameters
    ----------
    record : Record
        As it is kept.
    readers : mapping of str to Reader
        What reads each field, by its name.
    lang : {"de", "en"}
        Language of what is said.

    Returns
    -------
    dict of str to str
        What to do, by field; empty where nothing is wrong.
    """
    found: dict[str, str] = {}
    for name, typed in record.unread.items():
        try:
            readers[name](typed, lang)
        except PlanError as error:
            found[name] = pick((error.german, str(error)), lang)
        except KeyError:
            continue
        else:  # typed on a page of the other language
            again = (f"Bitte „{typed}“ noch einmal eintragen und speichern.", f"Please enter '{typed}' again and save.")
            found[name] = pick(again, lang)
    begin, end = getattr(record, "begin", None), getattr(record, "end", None)
    if begin and end and ends_before(end, begin):
        found["end"] = end_before(begin.typed, end.typed, lang)
    if getattr(record, "state", "") in ("given_up", "deferred") and not getattr(record, "given_up_because", ""):
        german = "Bitte einen Grund nennen, damit man später weiß, warum."
        found["given_up_because"] = pick((german, "Please give a reason, so that it is known later."), lang)
    if getattr(record, "running", "") == "none" and not getattr(record, "running_because", ""):
        found["running_because"] = pick(
            ("„Keine Folgekosten“ braucht einen Grund.", "'No running costs' needs a reason."), lang
        )
    total, part = getattr(record, "total", None), getattr(record, "ineligible", None)
    if total is not None and part is not None and part > total:
        more = ("Nicht förderfähig ist mehr als die Gesamtkosten.", "More is ineligible than the measure costs in all.")
        found["ineligible"] = pick(more, lang)
    return found


def end_before(begin: object, end: object, lang: Lang) -> str:
    """That something ends before it begins.

    Parameters
    ----------
    begin, end : object
        As they are shown.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    str
        A sentence.
    """
    told = (f"Das Ende ({end}) liegt vor dem Beginn ({begin}).", f"The end ({end}) is before the beginning ({begin}).")
    return pick(told, lang)
