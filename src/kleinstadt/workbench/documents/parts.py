"""Tables of a document that are written from records: goals, measures, time, money, participation, decisions."""

from decimal import Decimal
from typing import Final

from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.trends import census_of
from kleinstadt.words import dates
from kleinstadt.words.numbers import number
from kleinstadt.workbench import words
from kleinstadt.workbench.documents.model import Audience
from kleinstadt.workbench.documents.sheets import cost_of, sheet, state_of, time_of, titled
from kleinstadt.workbench.draft.population import BASES
from kleinstadt.workbench.draft.telling import years
from kleinstadt.workbench.models.findings import TableData
from kleinstadt.workbench.models.goals import REBASED, Goal
from kleinstadt.workbench.models.measures import FormerMeasure, Measure
from kleinstadt.workbench.models.money import MoneyRow
from kleinstadt.workbench.models.plan import FundingArea, Plan
from kleinstadt.workbench.models.proofs import Decision, Participation
from kleinstadt.workbench.money.checks import by_year, checks, difference, eligible, totals
from kleinstadt.workbench.monitoring.verdicts import SIGNS, WORDS, judge
from kleinstadt.workbench.reading.amounts import shown
from kleinstadt.workbench.storage.workspace import Workspace

SIDE_NAMES: Final = {side: text.de for side, text in words.SIDES.items()}
OWN: Final = "Eintrag der Gemeinde."
UNKNOWN: Final = "unbekannt"


def of_alliance(plan: Plan) -> list[str]:
    """Who is in an alliance, as a line under a title; nothing for one town."""
    return [f"Bündnis von {plan.partners()}"] if plan.members else []


def goals_for(found: Workspace, audience: Audience) -> list[Goal]:
    """Accepted goals; proposals too for the mayor, who reads a draft."""
    states = ("accepted", "proposed") if audience == "mayor" else ("accepted",)
    return [goal for goal in found.all(Goal) if goal.state in states]


def measures_of(found: Workspace, goal: Goal) -> list[Measure]:
    """The measures that serve a goal."""
    return [one for one in found.all(Measure) if goal.id in one.goals]


def value_of(amount: Decimal | None, unit: str) -> str:
    """A goal's number as printed, with its unit."""
    if amount is None:
        return "noch offen"
    digits = max(0, -int(amount.as_tuple().exponent))
    return f"{number(float(amount), digits, 'de')} {unit}".strip()


def goal_table(found: Workspace, goal: Goal) -> TableData:
    """What belongs to a goal: indicator, start, target, corridor, influence, measures."""
    start = value_of(goal.start_value, goal.unit)
    start += (
        f" ({years(goal.start_period)}; {goal.start_source})"
        if goal.start_period and goal.start_value is not None
        else ""
    )
    target = value_of(goal.target, goal.unit)
    target += f" im Jahr {goal.target_year}" if goal.target_year and goal.target is not None else ""
    between = f"{value_of(goal.between, goal.unit)} im Jahr {goal.between_year}" if goal.between is not None else ""
    those = measures_of(found, goal)
    influence = (
        words.INFLUENCES[goal.influence].de if goal.influence and not goal.influence_note else goal.influence_note
    )
    area = found.find(FundingArea, goal.area)
    rows = [
        ("Gebiet", area.name if area else ""),
        ("Indikator", indicator_of(goal)),
        ("Ausgangswert", start if goal.measure_by not in ("", "milestone") else ""),
        ("Zielwert", target if goal.measure_by not in ("", "milestone") else ""),
        ("Zwischenwert", between),
        ("Warum so", goal.why or goal.no_corridor),
        (f"Einfluss der {'Mitglieder' if found.plan.members else 'Stadt'}", influence),
        ("Erreicht, wenn", goal.reached_when),
        ("Zu klären", goal.comment),
        ("Maßnahmen", "; ".join(titled(one) for one in those) or "noch keine"),
    ]
    filled = tuple((name, text) for name, text in rows if text)
    return TableData(title=f"Ziel {goal.id.upper()}", heads=("Feld", "Eintrag"), rows=filled, source=OWN)


def indicator_of(goal: Goal) -> str:
    """What a goal is measured by, in words."""
    if goal.measure_by == "milestone":
        return "Meilenstein: erreicht oder nicht"
    if goal.measure_by == "own_figure":
        return f"{goal.indicator} (eigene Zahl)"
    if goal.measure_by == "indicator":
        from kleinstadt.indicators.catalogue import INDICATORS

        known = INDICATORS.get(goal.indicator)
        return known.titled("de") if known else goal.indicator
    return "noch keiner: ob das Ziel erreicht ist, lässt sich so nicht prüfen"


def measure_list(found: Workspace, *, public: bool) -> TableData | None:
    """All measures, key projects first, with stage, priority, state and cost."""
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
    """A column a year, a mark where a measure runs; hatched where it is not sure."""
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


def money_tables(found: Workspace) -> list[TableData]:
    """The overview of each funding area, and of the whole town where rows belong to none; then by year."""
    tables: list[TableData] = []
    areas = [("", "ohne Fördergebiet"), *((one.id, one.name) for one in found.all(FundingArea))]
    for key, name in areas:
        rows = [row for row in found.all(MoneyRow) if row.area == key]
        if rows:
            tables += [_overview(rows, name), *_yearly(found, rows, name)]
    return tables


def _overview(rows: list[MoneyRow], name: str) -> TableData:
    heads = (
        "Nr.",
        "Maßnahme",
        "Gesamt",
        "nicht förderfähig",
        "förderfähig",
        "Einnahmen",
        "Dritte",
        "andere",
        "Bund",
        "Land",
        "Eigenanteil",
    )
    body = []
    for place, row in enumerate(sorted(rows, key=lambda one: (one.group, one.order)), 1):
        cells = (
            row.total,
            row.ineligible,
            eligible(row),
            row.income,
            row.third,
            row.other,
            row.bund,
            row.land,
            row.own,
        )
        body.append((str(place), row.title, *(euro_cell(cell) for cell in cells)))
    sums = totals(rows)
    cells = (
        sums.total,
        sums.ineligible,
        sums.eligible,
        sums.income,
        sums.third,
        sums.other,
        sums.bund,
        sums.land,
        sums.own,
    )
    body.append(("", "Summe", *(euro_cell(cell) for cell in cells)))
    unknown = f" In {sums.unknown} Zeilen fehlt etwas; die Summen zählen nur, was bekannt ist." if sums.unknown else ""
    return TableData(
        title=f"Kosten und Finanzierung, {name}, in Euro",
        heads=heads,
        rows=tuple(body),
        source=f"{OWN} Brutto.{unknown}",
    )


def euro_cell(amount: Decimal | None) -> str:
    """Euro in a cell; unknown is said, never 0."""
    return "offen" if amount is None else shown(amount)


def _yearly(found: Workspace, rows: list[MoneyRow], name: str) -> list[TableData]:
    paid = by_year(rows)
    if not paid:
        return []
    heads = (
        "Jahr",
        "Ausgaben",
        "Einnahmen",
        "Dritte",
        "andere",
        "Bund",
        "Land",
        "Eigenanteil",
        "frei im Haushalt",
        "Lücke",
    )
    body = []
    for year, part in paid.items():
        free = found.plan.free_budget.get(year)
        gap = "–" if free is None or part.own <= free else shown(part.own - free)
        cells = (part.cost, part.income, part.third, part.other, part.bund, part.land, part.own)
        body.append((str(year), *map(shown, cells), "nv" if free is None else shown(free), gap))
    names = ("cost", "income", "third", "other", "bund", "land", "own")
    body.append(
        ("Summe", *(shown(sum((getattr(part, one) for part in paid.values()), Decimal(0))) for one in names), "–", "–")
    )
    return [TableData(title=f"Ausgaben nach Jahren, {name}, in Euro", heads=heads, rows=tuple(body), source=OWN)]


def money_notes(found: Workspace) -> list[str]:
    """What does not agree, said under the tables; that all does, where it does."""
    if not found.all(MoneyRow):
        return []
    wrong = checks(found)
    if not wrong:
        return ["Geprüft: In jeder Zeile und jedem Jahr sind die Quellen so hoch wie die Kosten."]
    return [f"Offen: {one.said}." for one in wrong]


def open_rows(found: Workspace) -> list[MoneyRow]:
    """Rows whose sources do not come to their cost."""
    return [row for row in found.all(MoneyRow) if difference(row)]


def participation(found: Workspace) -> TableData | None:
    """Who was asked when, how many came, what became of it."""
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
    """What the council decided."""
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


def watch_table(found: Workspace, atlas: Atlas | None, audience: Audience) -> TableData | None:
    """Each goal with start, newest value, where it should be, target and verdict."""
    goals = [goal for goal in goals_for(found, audience) if goal.measure_by]
    if not goals:
        return None
    rows = []
    for goal in goals:
        digits = max(0, -int(goal.start_value.as_tuple().exponent)) if goal.start_value is not None else 0
        base = f", {REBASED}" if REBASED in goal.start_source else ""
        start = (
            f"{value_of(goal.start_value, '')} ({years(goal.start_period)}{base})"
            if goal.start_value is not None
            else "kein Wert"
        )
        target = f"{value_of(goal.target, '')} ({goal.target_year})" if goal.target is not None else "noch offen"
        new = due = verdict = "nicht abgefragt"
        if atlas is not None:
            stand = judge(found, goal, atlas)
            last = stand.newest
            digits = last.decimals if last else digits
            count = f", {BASES[census_of(last.period)]}" if last and base else ""
            new = f"{number(last.value, digits, 'de')} ({years(last.period[:7])}{count})" if last else "kein Wert"
            due = number(stand.due, digits, "de") if stand.due is not None else "nv"
            verdict = f"{SIGNS[stand.verdict]} {WORDS[stand.verdict].de}: {stand.because}"
        name = f"{goal.id.upper()} {indicator_of(goal)}"
        rows.append((name, start, new, due, target, verdict))
    edition = f"Neueste Werte aus der Ausgabe {atlas.fingerprint}. " if atlas else ""
    heads = ("Ziel", "Start", "Neu (Stand)", "Soll heute", "Ziel", "Urteil")
    return TableData(title="Ziele im Blick", heads=heads, rows=tuple(rows), source=f"{edition}{OWN}")


def former(found: Workspace) -> tuple[str, TableData | None]:
    """What became of the last plan: counted, then listed."""
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
    """The sheets of all measures, those of key projects first."""
    order = list(words.STAGES)[::-1]
    those = sorted(found.all(Measure), key=lambda one: order.index(one.stage))
    if public:
        those = [one for one in those if one.stage in ("measure", "key_project")]
    return [(titled(one), sheet(found, one, public=public)) for one in those]
