"""Reads the programmes and questions from their files; what is misspelt there is refused by name."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast, get_args

from kleinstadt.errors import SourceContentError, UnknownNameError
from kleinstadt.words.labels import LAGEN, TYPES
from kleinstadt.words.language import Text
from kleinstadt.workbench.funding.programme import (
    LANDS,
    LEVELS,
    TOPICS,
    Certainty,
    Conditions,
    Kind,
    Level,
    Period,
    Programme,
    Question,
    QuestionKind,
    Rate,
    Window,
    WindowKind,
)

FILES: Final = ("bund", "laender", "eu")
_ROOM: Final = "kleinstadt.workbench.funding"
# Keys of a programme's table; one that is not among them is a slip of the pen, not a new condition.
KEYS: Final = frozenset(
    {"name", "provider", "level", "kind", "topics", "de", "en", "window", "known", "checked", "certainty", "sources"}
    | {"lands", "types", "lagen", "population_under", "places_up_to", "weak_finances", "partners", "questions"}
    | {"rate", "rate_weak", "least_own_pct", "least_grant_eur", "most_grant_eur", "least_cost_eur", "most_cost_eur"}
    | {"rate_de", "rate_en", "combination_de", "combination_en"}
)


@cache
def questions() -> dict[str, Question]:
    """What programmes ask of a town, by id.

    Returns
    -------
    dict of str to Question
        In the order of the file.

    Raises
    ------
    SourceContentError
        For a question of an unknown kind.
    """
    table = tomllib.loads(files(_ROOM).joinpath("questions.toml").read_text(encoding="utf-8"))
    return {
        name: Question(
            name,
            cast(QuestionKind, _one_of(one["kind"], get_args(QuestionKind), name, "kind")),
            Text(one["de"], one["en"]),
            Text(one["ask_de"], one["ask_en"]),
        )
        for name, one in table.items()
    }


@cache
def programmes() -> dict[str, Programme]:
    """All programmes that the package knows, by id, in the order of their files.

    Returns
    -------
    dict of str to Programme
        Checked.

    Raises
    ------
    SourceContentError
        Naming programme and key that are wrong.
    """
    found: dict[str, Programme] = {}
    for name in FILES:
        text = files(_ROOM).joinpath(f"programmes/{name}.toml").read_text(encoding="utf-8")
        found |= programmes_in(text)
    return found


def programme(name: str) -> Programme:
    """A programme by its id.

    Parameters
    ----------
    name : str
        Its id.

    Returns
    -------
    Programme
        As the package knows it.

    Raises
    ------
    UnknownNameError
        For an id that is not there, with those that are.
    """
    if name not in programmes():
        msg = f"No programme '{name}'. There are: {', '.join(programmes())}."
        raise UnknownNameError(msg, f"Kein Programm „{name}“. Es gibt: {', '.join(programmes())}.")
    return programmes()[name]


def programmes_in(text: str) -> dict[str, Programme]:
    """The programmes of a file's text.

    Parameters
    ----------
    text : str
        TOML.

    Returns
    -------
    dict of str to Programme
        By id, in the order of the file.

    Raises
    ------
    SourceContentError
        Naming programme and key that are wrong.
    """
    return {name: _programme(name, table) for name, table in tomllib.loads(text).items()}


def _programme(name: str, table: Mapping[str, Any]) -> Programme:
    unknown = sorted(set(table) - KEYS)
    if unknown:
        msg = f"programme '{name}': no such key {', '.join(unknown)}. There are: {', '.join(sorted(KEYS))}."
        raise SourceContentError(msg)
    lacking = sorted({"name", "provider", "level", "topics", "de", "en", "window", "known", "sources"} - set(table))
    if lacking:
        msg = f"programme '{name}' lacks {', '.join(lacking)}: a programme without them cannot be stood behind."
        raise SourceContentError(msg)
    return Programme(
        id=name,
        name=table["name"],
        provider=table["provider"],
        level=cast(Level, _one_of(table["level"], LEVELS, name, "level")),
        purpose=Text(table["de"], table["en"]),
        topics=tuple(_one_of(topic, TOPICS, name, "topics") for topic in table["topics"]),
        window=_window(name, table["window"]),
        known=Period(table["known"]),
        checked=Period(table.get("checked", table["known"])),
        certainty=cast(Certainty, _one_of(table["certainty"], get_args(Certainty), name, "certainty")),
        sources=tuple(table["sources"]),
        kind=cast(Kind, _one_of(table.get("kind", "grant"), get_args(Kind), name, "kind")),
        conditions=_conditions(name, table),
        rate=_rate(name, table),
        combination=_text(table, "combination"),
    )


def _conditions(name: str, table: Mapping[str, Any]) -> Conditions:
    known = questions()
    return Conditions(
        lands=tuple(LANDS[_one_of(land, LANDS, name, "lands")] for land in table.get("lands", ())),
        types=tuple(_one_of(kind, TYPES, name, "types") for kind in table.get("types", ())),
        lagen=tuple(_one_of(lage, LAGEN, name, "lagen") for lage in table.get("lagen", ())),
        population_under=table.get("population_under"),
        places_up_to=table.get("places_up_to"),
        weak_finances=table.get("weak_finances", False),
        partners=table.get("partners"),
        questions=tuple(known[_one_of(one, known, name, "questions")] for one in table.get("questions", ())),
    )


def _rate(name: str, table: Mapping[str, Any]) -> Rate:
    limits = {key: table.get(key) for key in ("least_grant_eur", "most_grant_eur", "least_cost_eur", "most_cost_eur")}
    return Rate(
        usual=_span(name, table.get("rate")),
        weak=_span(name, table.get("rate_weak")),
        least_own_pct=table.get("least_own_pct"),
        note=_text(table, "rate"),
        **limits,
    )


def _span(name: str, span: list[float] | None) -> tuple[float, float] | None:
    if span is None:
        return None
    low, high = span
    if not 0 <= low <= high <= 100:
        msg = f"programme '{name}': a rate goes from low to high within 0 and 100, not {low} to {high}."
        raise SourceContentError(msg)
    return float(low), float(high)


def _window(name: str, table: Mapping[str, Any]) -> Window:
    kind = cast(WindowKind, _one_of(table["kind"], get_args(WindowKind), name, "window.kind"))
    month, day = table.get("month"), table.get("day")
    if kind == "yearly":
        date(2027, int(month or 0), int(day or 0))  # refuses a day that no year has
    return Window(kind, table.get("opens"), table.get("closes"), month, day, _text(table, ""))


def _text(table: Mapping[str, Any], stem: str) -> Text | None:
    german, english = (f"{stem}_{lang}".lstrip("_") for lang in ("de", "en"))
    return Text(table[german], table[english]) if german in table else None


def _one_of(value: str, known: Any, name: str, key: str) -> str:  # noqa: ANN401 - any collection of names
    if value not in known:
        msg = f"programme '{name}': {key} has no '{value}'. There are: {', '.join(known)}."
        raise SourceContentError(msg)
    return value
