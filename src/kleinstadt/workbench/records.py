"""What every record of a plan has, and how a record becomes JSON and comes back, checked by its own types."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Final, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from kleinstadt.errors import PlanError

R = TypeVar("R", bound="Record")

Json = dict[str, Any]

ID_LENGTH: Final = 40


@dataclass(frozen=True, kw_only=True)
class Record:
    """One thing that a plan keeps.

    Attributes
    ----------
    KIND : str
        Its kind, as files and the database name it.
    PREFIX : str
        What its ids begin with ("m" gives m1, m2, ...); ids are never given twice.
    LONG : tuple of str
        Fields of long text, which two people may write at once and which files carry as Markdown.
    id : str
        Unique within its kind and plan; empty until it is kept.
    unread : mapping of str to str
        What was typed into a field and could not be understood, by field; kept until somebody corrects it.
    """

    KIND: ClassVar[str] = ""
    PREFIX: ClassVar[str] = ""
    LONG: ClassVar[tuple[str, ...]] = ()

    id: str = ""
    unread: Mapping[str, str] = field(default_factory=dict)


_ADAPTERS: Final[dict[str, TypeAdapter[Any]]] = {}  # made once a kind, which takes some milliseconds each


def _adapter(kind: type[R]) -> TypeAdapter[R]:
    if kind.KIND not in _ADAPTERS:
        _ADAPTERS[kind.KIND] = TypeAdapter(kind)
    return _ADAPTERS[kind.KIND]


def field_names(kind: type[Record]) -> frozenset[str]:
    """The names of a record's fields.

    Parameters
    ----------
    kind : type
        A class of records.

    Returns
    -------
    frozenset of str
        "id" and "unread" among them.
    """
    return frozenset(one.name for one in fields(kind))


def to_json(record: Record) -> Json:
    """A record as plain JSON values, fields in order of declaration.

    Parameters
    ----------
    record : Record
        Any record.

    Returns
    -------
    dict
        As `from_json` reads it.
    """
    return cast("Json", _adapter(type(record)).dump_python(record, mode="json"))


def from_json(kind: type[R], data: Mapping[str, Any]) -> R:
    """A record from plain JSON values, checked by its own types.

    Parameters
    ----------
    kind : type
        Its class.
    data : mapping
        Field to value.

    Returns
    -------
    Record
        Of this class.

    Raises
    ------
    PlanError
        Naming the field that is unknown or does not fit.
    """
    unknown = sorted(set(data) - field_names(kind))
    if unknown:
        who = f"{kind.KIND} {data.get('id', '')}".strip()
        msg = f"{who}: no field '{unknown[0]}' is known here. The file may come from a newer version."
        german = f"{who}: Ein Feld „{unknown[0]}“ kennt dieses Programm nicht. Vielleicht ist die Datei neuer."
        raise PlanError(msg, german, field=unknown[0])
    try:
        return _adapter(kind).validate_python(dict(data))
    except ValidationError as error:
        raise _misfit(kind, data, error) from error


def _misfit(kind: type[Record], data: Mapping[str, Any], error: ValidationError) -> PlanError:
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    who = f"{kind.KIND} {data.get('id', '')}".strip()
    found = str(first.get("input"))[:60]
    msg = f"{who}: field '{place}' does not fit ({first['msg']}); found: {found}."
    german = f"{who}: Das Feld „{place}“ passt nicht; gefunden: {found}."
    return PlanError(msg, german, field=place)
