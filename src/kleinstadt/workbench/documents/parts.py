"""Tables of a document that are written from records: measures, time, participation, decisions, the former plan."""

from typing import Final

from kleinstadt.words import dates
from kleinstadt.workbench import words
from kleinstadt.workbench.documents.model import OWN
from kleinstadt.workbench.documents.sheets import cost_of, sheet, state_of, time_of, titled
from kleinstadt.workbench.models.findings import TableData
from kleinstadt.workbench.models.measures import FormerMeasure, Measure
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.models.proofs import Decision, Participation
from kleinstadt.workbench.storage.workspace import Workspace

SIDE_NAMES: Final = {side: text.de for side, text in words.SIDES.items()}


def of_alliance(plan: Plan) -> list[str]:
    """Who is in an alliance, as a line under a title; nothing for one town.

    Parameters
    ----------
    plan : Plan
        Of an alliance or a town.

    Returns
    -------
    list of str
        At most one, in German.
    """
    return [f"Bündnis von {plan.partners()}"] if plan.members else []


def measure_list(found: Workspace, *, public: bool) -> TableData | None:
    """All measures, key projects first, with stage, priority, state and cost.

    Parameters
    ----------
    found : Workspace
        The plan.
    public : bool
        Only measures and key projects, without ideas and the pool.

    Returns
    -------
    TableData or None
        A row a measure, in German; None without any.
    """
    order = list(words.STAGES)[::-1]
    those = sorted(found.all(Measure), key=lambda one: (order.index(one.stage), one.priority or "9"))
    if public:
        those = [one for one in those if one.stage in ("measure", "key_project")]
    if not those:
        return None
    rows = tuple(
        (
            titled(one),
            words.STAGES[one.stage].de,
            (one.priority and "I" * int(one.priority)) or "offen",
            state_of(one),
            _years(one),
            cost_of(one),
        )
        for one in those
    )
    heads = ("Maßnahme", "Stufe", "Priorität", "Stand", "Zeit", "Kosten brutto")
    source = f"{OWN} Priorität ist ein Zeitfenster: I nächste fünf Jahre, II Jahre 6 bis 10, III später."
    return TableData(title="Maßnahmen", heads=heads, rows=rows, source=source)


def _years(one: Measure) -> str:
    if one.begin is None and one.end is None:
        return "offen"
    return f"{time_of(one.begin)} bis {time_of(one.end)}"


def timetable(found: Workspace) -> TableData | None:
    """A column a year, a mark where a measure runs; hollow where it is not sure.

    Parameters
    ----------
    found : Workspace
        The plan.

    Returns
    -------
    TableData or None
        At most twelve years, in German; None where no measure has a beginning.
    """
    those = [one for one in found.all(Measure) if one.begin and one.begin.earliest]
    if not those:
        return None
    spans = {one.id: _span(one) for one in those}
    first, last = min(start for start, _ in spans.values()), max(end for _, end in spans.values())
    shown_years = range(first, min(last, first + 11) + 1)
    rows = tuple(
        (
            titled(one),
            *(
                ("■" if one.begin and one.begin.sure else "□") if spans[one.id][0] <= year <= spans[one.id][1] else " "
                for year in shown_years
            ),
        )
        for one in sorted(those, key=lambda one: spans[one.id])
    )
    source = f"{OWN} ■ geplant, □ voraussichtlich."
    return TableData(title="Zeitplan", heads=("Maßnahme", *map(str, shown_years)), rows=rows, source=source)


def _span(one: Measure) -> tuple[int, int]:
    assert one.begin is not None
    assert one.begin.earliest is not None
    start = one.begin.earliest.year
    end = one.end.latest.year if one.end and one.end.latest else start
    return start, max(start, end)


def participation(found: Workspace) -> TableData | None:
    """Who was asked when, how many came, what became of it.

    Parameters
    ----------
    found : Workspace
        The plan.

    Returns
    -------
    TableData or None
        A row a step, in German; None without any.
    """
    those = found.all(Participation)
    if not those:
        return None
    rows = []
    for one in those:
        became = (
            "; ".join(_became(said.said, said.became, said.where, said.because) for said in one.outcomes)
            or "noch keine Ergebnisse"
        )
        rows.append(
            (
                time_of(one.day),
                one.title,
                one.target_group or "alle",
                "nicht gezählt" if one.people is None else str(one.people),
                became,
            )
        )
    heads = ("Datum", "Was", "Wer", "Menschen", "Ergebnis und was daraus wurde")
    return TableData(title="Beteiligung", heads=heads, rows=tuple(rows), source=OWN)


def _became(said: str, became: str, where: str, because: str) -> str:
    if became == "taken_up":
        return f"„{said}“ übernommen{f' in {where}' if where else ''}"
    if became == "refused":
        return f"„{said}“ abgelehnt, weil {because}" if because else f"„{said}“ abgelehnt (Grund fehlt)"
    return f"„{said}“ noch offen"


def decisions(found: Workspace) -> TableData | None:
    """What the council decided.

    Parameters
    ----------
    found : Workspace
        The plan.

    Returns
    -------
    TableData or None
        A row a hearing, in German; None without any.
    """
    rows = []
    for one in found.all(Decision):
        for heard in one.hearings:
            day = dates.day(heard.day, "de") if heard.day else "ausstehend"
            votes = (
                f"{heard.yes} ja, {heard.no} nein, {heard.abstained or 0} Enthaltungen" if heard.yes is not None else ""
            )
            result = "; ".join(part for part in (heard.result, votes) if part) or "ausstehend"
            rows.append((day, heard.body, one.title, one.paper or "ohne Nummer", result))
    if not rows:
        return None
    heads = ("Datum", "Gremium", "Beschluss", "Vorlage", "Ergebnis")
    return TableData(title="Beschlüsse", heads=heads, rows=tuple(rows), source=OWN)


def former(found: Workspace) -> tuple[str, TableData | None]:
    """What became of the last plan: counted, then listed.

    Parameters
    ----------
    found : Workspace
        The plan.

    Returns
    -------
    tuple of (str, TableData or None)
        In German; empty and None where nothing of a former plan is kept.
    """
    those = found.all(FormerMeasure)
    if not those:
        return "", None
    by = {state: [one for one in those if one.state == state] for state in words.FORMER_STATES}
    n = len(those)
    said = (
        f"Der frühere Plan nannte {n} {'Maßnahme' if n == 1 else 'Maßnahmen'}: fertig {len(by['done'])}, noch im Gang"
        f" {len(by['running'])}, nicht begonnen {len(by['not_begun'])}, aufgegeben {len(by['given_up'])}."
    )
    if by[""]:
        said += f" Bei {len(by[''])} ist noch nicht eingetragen, was daraus wurde; bitte ergänzen."
    reasons = [one for one in by["given_up"] if one.because]
    if reasons:
        listed = "; ".join(f"„{one.title}“, weil {one.because}" for one in reasons[:5])
        said += f" Aufgegeben {'wurde' if len(reasons) == 1 else 'wurden'} {listed}."
    rows = tuple(
        (f"{one.number} {one.title}".strip(), words.FORMER_STATES[one.state].de, one.because or "–") for one in those
    )
    return said, TableData(
        title="Maßnahmen des früheren Plans", heads=("Maßnahme", "Stand", "Grund"), rows=rows, source=OWN
    )


def sheets(found: Workspace, *, public: bool = False) -> list[tuple[str, TableData]]:
    """The sheets of all measures, those of key projects first.

    Parameters
    ----------
    found : Workspace
        The plan.
    public : bool
        As in `sheet`, and only measures and key projects.

    Returns
    -------
    list of (str, TableData)
        Number and title of the measure, and its sheet.
    """
    order = list(words.STAGES)[::-1]
    those = sorted(found.all(Measure), key=lambda one: order.index(one.stage))
    if public:
        those = [one for one in those if one.stage in ("measure", "key_project")]
    return [(titled(one), sheet(found, one, public=public)) for one in those]
