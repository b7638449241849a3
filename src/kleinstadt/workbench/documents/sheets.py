"""Measure sheets: a measure as a table of two columns, one page in print."""

from kleinstadt.words.numbers import number
from kleinstadt.workbench import words
from kleinstadt.workbench.models.findings import Finding, TableData
from kleinstadt.workbench.models.goals import ActionField, Goal
from kleinstadt.workbench.models.measures import LogEntry, Measure, Step
from kleinstadt.workbench.models.money import MoneyRow
from kleinstadt.workbench.models.plan import FundingArea
from kleinstadt.workbench.models.proofs import Decision, Participation
from kleinstadt.workbench.money.checks import totals
from kleinstadt.workbench.reading.amounts import shown
from kleinstadt.workbench.reading.when import When
from kleinstadt.workbench.storage.workspace import Workspace

OPEN = "noch offen"


def sheet(found: Workspace, measure: Measure, *, public: bool = False) -> TableData:
    """The sheet of a measure.

    Parameters
    ----------
    found : Workspace
        The plan.
    measure : Measure
        A measure of the plan.
    public : bool
        Without who pays what, programme, budget item and obstacles; the cost as a whole stays.

    Returns
    -------
    TableData
        Two columns, in German; what is empty has no row.
    """
    rows = [*_what(found, measure), *_money(found, measure, public=public), *_course(found, measure, public=public)]
    filled = tuple((name, text) for name, text in rows if text)
    return TableData(title=titled(measure), heads=("Feld", "Eintrag"), rows=filled, source="Eintrag der Gemeinde")


def titled(measure: Measure) -> str:
    """ "M 3.1 Praxisräume im Ortskern".

    Parameters
    ----------
    measure : Measure
        A measure of a plan.

    Returns
    -------
    str
        Its number and its title.
    """
    return f"{measure.number} {measure.title}".strip()


def time_of(point: When | None) -> str:
    """A date as typed, "voraussichtlich" where it is not sure.

    Parameters
    ----------
    point : When or None
        A date as it was understood; None where there is none.

    Returns
    -------
    str
        In German.
    """
    if point is None:
        return OPEN
    bare = point.typed.removeprefix("ca. ").removeprefix("ca.")
    return point.typed if point.sure or point.typed.lower() in ("offen", "open") else f"voraussichtlich {bare}"


def _what(found: Workspace, measure: Measure) -> list[tuple[str, str]]:
    goals = [goal.sentence for one in measure.goals if (goal := found.find(Goal, one))]
    findings = [finding.sentence for one in measure.findings if (finding := found.find(Finding, one))]
    field = found.find(ActionField, measure.action_field)
    area = found.find(FundingArea, measure.area)
    needs = [titled(one) for key in measure.depends_on if (one := found.find(Measure, key))]
    return [
        ("Kurz", measure.summary),
        ("Anlass", " ".join([*findings, measure.occasion]).strip()),
        ("Ziel", " ".join(goals) or "keinem Ziel zugeordnet"),
        ("Beitrag", measure.contribution),
        ("Handlungsfeld", field.title if field else ""),
        ("Art, Stufe", f"{words.KINDS[measure.kind].de}; {words.STAGES[measure.stage].de}"),
        ("Priorität", words.PRIORITIES[measure.priority].de),
        ("Reife, Stand", f"{words.MATURITIES[measure.maturity].de}; {state_of(measure)}"),
        ("Lage", "; ".join(part for part in (measure.place_name, f"Gebiet {area.name}" if area else "") if part)),
        ("Beginn, Ende", f"{time_of(measure.begin)} bis {time_of(measure.end)}"),
        ("Zuständig", measure.responsible or OPEN),
        ("Träger, Partner", "; ".join(part for part in (measure.carrier, measure.partners) if part)),
        ("Hängt ab von", "; ".join(needs)),
        ("Klima", measure.climate),
        ("Barrierefreiheit", measure.access),
    ]


def state_of(measure: Measure) -> str:
    """The state, with the reason where one is asked for.

    Parameters
    ----------
    measure : Measure
        A measure of a plan.

    Returns
    -------
    str
        In German.
    """
    said = words.STATES[measure.state].de
    return f"{said}, weil {measure.given_up_because}" if measure.given_up_because else said


def cost_of(measure: Measure) -> str:
    """The cost with class and price date; "unbekannt" where nobody knows.

    Parameters
    ----------
    measure : Measure
        A measure of a plan.

    Returns
    -------
    str
        Euro, gross, in German.
    """
    if measure.cost is None:
        return "unbekannt"
    parts = [f"{shown(measure.cost)} €"]
    if measure.cost_class:
        parts.append(words.COST_CLASSES[measure.cost_class].de)
    parts.append(f"Preisstand {measure.cost_date.typed}" if measure.cost_date else "Preisstand fehlt")
    return ", ".join(parts)


def running_of(measure: Measure) -> str:
    """The answer about running cost and staff, which every sheet has.

    Parameters
    ----------
    measure : Measure
        A measure of a plan.

    Returns
    -------
    str
        Euro a year and posts, in German; that nobody answered, where nobody did.
    """
    if measure.running == "amount" and measure.running_cost is not None:
        said = f"{shown(measure.running_cost)} € im Jahr"
    elif measure.running == "none":
        said = f"keine, weil {measure.running_because}" if measure.running_because else "keine (Begründung fehlt)"
    else:
        said = "noch unbekannt" if measure.running == "unknown" else "nicht beantwortet"
    if measure.staff is not None:
        said += f"; {number(float(measure.staff), 2, 'de').rstrip('0').rstrip(',')} Stellen"
    return said


def _money(found: Workspace, measure: Measure, *, public: bool) -> list[tuple[str, str]]:
    rows = [row for row in found.all(MoneyRow) if row.measure == measure.id]
    said = ""
    if rows and not public:
        sums = totals(rows)
        parts = [
            ("Bund", sums.bund),
            ("Land", sums.land),
            ("andere", sums.other),
            ("Dritte", sums.third),
            ("Einnahmen", sums.income),
            ("Eigenanteil", sums.own),
        ]
        said = ", ".join(f"{name} {shown(value)} €" for name, value in parts if value)
    return [
        ("Kosten brutto", cost_of(measure)),
        ("Folgekosten, Personal", running_of(measure)),
        ("Finanzierung", said),
        ("Förderprogramm", "" if public else measure.programme),
        ("Haushaltsstelle", "" if public else measure.budget_item),
    ]


def _course(found: Workspace, measure: Measure, *, public: bool) -> list[tuple[str, str]]:
    steps = [one for one in found.all(Step) if one.measure == measure.id and not one.done]
    told = [f"{one.what} ({one.who or 'wer, ist offen'}, bis {time_of(one.until)})" for one in steps]
    asked = [one for one in found.all(Participation) if one.measure == measure.id]
    decided = [one for one in found.all(Decision) if measure.id in one.measures]
    log = [
        f"{one.day.day}.{one.day.month}.{one.day.year}: {one.what}"
        for one in found.all(LogEntry)
        if one.measure == measure.id
    ]
    return [
        ("Hemmnis", "" if public else measure.obstacles),
        ("Nächster Schritt", "; ".join(told)),
        ("Beteiligung", "; ".join(f"{one.title} ({time_of(one.day)})" for one in asked)),
        ("Beschlüsse", "; ".join(one.title for one in decided)),
        ("Verlauf", "; ".join(log[-4:])),
    ]
