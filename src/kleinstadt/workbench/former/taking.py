"""From an old list to measures of the former plan: columns and states as a person placed them, nothing lost unasked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from kleinstadt.errors import PlanError
from kleinstadt.words.language import Text
from kleinstadt.workbench.former.lists import OldList
from kleinstadt.workbench.models.measures import FormerMeasure
from kleinstadt.workbench.models.proofs import ColumnMapping
from kleinstadt.workbench.reading.amounts import euro
from kleinstadt.workbench.reading.clean import one_line, plain
from kleinstadt.workbench.reading.when import when
from kleinstadt.workbench.words import FORMER_STATES

FIELDS: Final = {
    "title": Text("Titel der Maßnahme", "Title of the measure"),
    "number": Text("Kürzel oder Nummer", "Number"),
    "action_field": Text("Handlungsfeld", "Field of action"),
    "state": Text("Stand", "State"),
    "because": Text("Grund, Bemerkung zum Stand", "Reason for the state"),
    "cost": Text("Kosten in Euro", "Cost in euro"),
    "responsible": Text("Zuständig", "Responsible"),
    "end": Text("Ende oder Zeitraum", "End or period"),
    "note": Text("als Notiz", "as a note"),
    "drop": Text("nicht übernehmen", "do not take over"),
}
MANY: Final = ("note", "drop")  # that several columns may be
GUESSES: Final = {
    "title": ("titel", "maßnahme", "massnahme", "projekt", "bezeichnung", "vorhaben"),
    "number": ("nr", "nummer", "kürzel", "lfd", "id"),
    "action_field": ("handlungsfeld", "themenfeld", "bereich"),
    "state": ("stand", "status", "umsetzungsstand", "sachstand"),
    "because": ("grund", "begründung", "warum"),
    "cost": ("kosten", "betrag", "summe", "euro", "€"),
    "responsible": ("zuständig", "verantwort", "amt", "federführ"),
    "end": ("ende", "zeitraum", "fertigstellung", "jahr", "termin", "bis"),
    "note": ("notiz", "bemerkung", "anmerkung", "hinweis", "kommentar"),
}
STATE_GUESSES: Final = {  # in this order: "nicht begonnen" is not "begonnen"
    "not_begun": ("nicht begonnen", "noch nicht", "offen", "geplant", "ausstehend"),
    "given_up": ("aufgegeben", "verworfen", "entfällt", "entfallen", "gestrichen", "abgebrochen", "eingestellt"),
    "done": ("fertig", "abgeschlossen", "erledigt", "umgesetzt", "realisiert", "beendet"),
    "running": ("läuft", "laufend", "im bau", "i. b.", "in umsetzung", "in arbeit", "begonnen", "teilweise"),
}
SHORTEST_WORD: Final = 3  # letters from which a guess may stand inside a heading


@dataclass(frozen=True)
class Taken:
    """What a list comes to.

    Attributes
    ----------
    measures : tuple of FormerMeasure
        In the order of the list.
    without_title : tuple of (int, str)
        Rows that have no title and are therefore not taken: number of the row, and what stands there.
    """

    measures: tuple[FormerMeasure, ...]
    without_title: tuple[tuple[int, str], ...]

    @property
    def unclear(self) -> tuple[FormerMeasure, ...]:
        """Measures with words that could not be read as a date or an amount; the words are kept."""
        return tuple(one for one in self.measures if one.unread)


def guessed(headings: tuple[str, ...], known: list[ColumnMapping]) -> dict[str, tuple[str, bool]]:
    """A field for each heading, and whether a person placed it so before; nothing where nothing is likely.

    Parameters
    ----------
    headings : tuple of str
        Of the list.
    known : list of ColumnMapping
        How earlier lists were understood.

    Returns
    -------
    dict of str to (str, bool)
        By heading: field, or "" where nothing is likely; whether a person said so.
    """
    before = {heading: field for one in known for heading, field in one.columns}
    found: dict[str, tuple[str, bool]] = {}
    for heading in headings:
        field = before.get(heading) or _likely(heading.casefold())
        taken = field not in MANY and any(field == other for other, _ in found.values())
        found[heading] = ("" if taken else field, heading in before)
    return found


def _likely(heading: str) -> str:
    for field, parts in GUESSES.items():
        words = heading.replace(".", " ").replace("(", " ").replace(")", " ").split()
        if any(part in words or (len(part) >= SHORTEST_WORD and heading.startswith(part)) for part in parts):
            return field
    return ""


def wrong_in(columns: Mapping[str, str]) -> list[Text]:
    """What must be settled before the list is read: every column is placed, each field once, a title is there.

    Parameters
    ----------
    columns : mapping of str to str
        Field for each heading.

    Returns
    -------
    list of Text
        Empty where the list can be read.
    """
    wrong = []
    for heading, field in columns.items():
        if field not in FIELDS:
            german = f"Bitte sagen, was mit der Spalte „{heading}“ geschehen soll, notfalls „nicht übernehmen“."
            wrong.append(Text(german, f"Please say what becomes of the column “{heading}”."))
    for field, name in FIELDS.items():
        those = [heading for heading, chosen in columns.items() if chosen == field]
        if len(those) > 1 and field not in MANY:
            named = ", ".join(f"„{one}“" for one in those)
            wrong.append(Text(f"{name.de}: Das sind mehrere Spalten ({named}).", f"{name.en}: chosen for {named}."))
    if "title" not in columns.values():
        wrong.append(Text("Welche Spalte ist der Titel der Maßnahme?", "Which column is the title of the measure?"))
    return wrong


def states_in(found: OldList, mapping: ColumnMapping) -> dict[str, str]:
    """The words of the state column, each with what it was taken for before, or is likely to mean.

    Parameters
    ----------
    found : OldList
        The list.
    mapping : ColumnMapping
        How it is understood.

    Returns
    -------
    dict of str to str
        Words to a state, or "" where nothing is likely.
    """
    place = _place(found, mapping, "state")
    if place is None:
        return {}
    before = dict(mapping.values)
    words = dict.fromkeys(plain(cells[place]) for _, cells in found.rows if cells[place])
    return {word: before.get(word, _likely_state(word.casefold())) for word in words}


def _likely_state(word: str) -> str:
    return next((state for state, parts in STATE_GUESSES.items() if any(part in word for part in parts)), "")


def _place(found: OldList, mapping: ColumnMapping, field: str) -> int | None:
    columns = dict(mapping.columns)
    return next((at for at, heading in enumerate(found.headings) if columns.get(heading) == field), None)


def taken(found: OldList, mapping: ColumnMapping, states: Mapping[str, str]) -> Taken:
    """The measures of a list; what cannot be read is kept as typed.

    Parameters
    ----------
    found : OldList
        The list.
    mapping : ColumnMapping
        How it is understood.
    states : mapping of str to str
        Words of the state column to states.

    Returns
    -------
    Taken
        To be kept in the plan.
    """
    columns = dict(mapping.columns)
    measures, bare = [], []
    for at, cells in found.rows:
        row = dict(zip(found.headings, cells, strict=True))
        made = _measure(row, columns, states)
        if made is None:
            bare.append((at, " · ".join(cell for cell in cells if cell)))
        else:
            measures.append(replace(made, order=at))
    return Taken(tuple(measures), tuple(bare))


def _measure(row: Mapping[str, str], columns: Mapping[str, str], states: Mapping[str, str]) -> FormerMeasure | None:
    by = {field: plain(row[heading]) for heading, field in columns.items() if heading in row and field not in MANY}
    if not by.get("title"):
        return None
    notes = [f"{head}: {row[head]}" for head, field in columns.items() if field == "note" and row.get(head)]
    origin = {head: plain(text) for head, text in row.items() if columns.get(head) != "drop" and text}
    unread: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name, read in (("cost", euro), ("end", when)):
        try:
            values[name] = cast("Any", read)(by.get(name, ""))
        except PlanError:
            unread[name] = by[name]
    state = states.get(by.get("state", ""), "")
    return FormerMeasure(
        title=one_line(by["title"], 300),
        number=one_line(by.get("number", ""), 40),
        action_field=by.get("action_field", ""),
        state=cast("Any", state if state in FORMER_STATES else ""),
        state_typed=by.get("state", ""),
        because=by.get("because", ""),
        responsible=by.get("responsible", ""),
        note=plain("\n".join(notes)),
        origin=origin,
        unread=unread,
        **values,
    )


def joined(new: FormerMeasure, kept: list[FormerMeasure]) -> FormerMeasure:
    """A measure of a newer list in place of the one with the same number and title; blanks do not wipe words out.

    Parameters
    ----------
    new : FormerMeasure
        A measure of the newer list.
    kept : list of FormerMeasure
        Those of the plan.

    Returns
    -------
    FormerMeasure
        With the id of the one that it replaces; as it is where it is new.
    """
    same = (new.number.casefold(), new.title.casefold())
    old = next((one for one in kept if (one.number.casefold(), one.title.casefold()) == same), None)
    if old is None:
        return new
    filled = {name: value for name, value in vars(new).items() if value not in ("", None, {}) and name != "order"}
    return replace(old, **filled | {"unread": new.unread})
