"""Papers for the council: the decision on the concept, and the yearly report."""

from datetime import date

from kleinstadt.compare.columns import Atlas
from kleinstadt.words import dates
from kleinstadt.workbench import words
from kleinstadt.workbench.documents import parts
from kleinstadt.workbench.documents.goal_tables import value_of, watch_table
from kleinstadt.workbench.documents.model import OWN, Block, Bullets, Document, Grid, Heading, Paragraph
from kleinstadt.workbench.documents.money_tables import in_euro
from kleinstadt.workbench.documents.sheets import cost_of, running_of, state_of, time_of, titled
from kleinstadt.workbench.models.findings import Finding, TableData
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import LogEntry, Measure, Step
from kleinstadt.workbench.models.money import MoneyRow
from kleinstadt.workbench.models.proofs import Participation
from kleinstadt.workbench.money.checks import by_year, checks, totals
from kleinstadt.workbench.monitoring.verdicts import WORDS, judge
from kleinstadt.workbench.reading.amounts import shown
from kleinstadt.workbench.storage.workspace import Workspace


def resolution(found: Workspace, today: date) -> list[str]:
    """The text that a council decides on, point by point.

    Parameters
    ----------
    found : Workspace
        The plan.
    today : date
        The day; it names the version where the plan has none.

    Returns
    -------
    list of str
        In German, each the rest of a sentence that begins with "Der Rat".
    """
    goals = [one for one in found.all(Goal) if one.state == "accepted"]
    key = [one for one in found.all(Measure) if one.stage == "key_project"]
    told = "; ".join(_goal(goal) for goal in goals)
    version = found.plan.version or f"vom {dates.day(today, 'de')}"
    points = [
        f"nimmt die Bestandsaufnahme (Datenstand: Ausgabe {found.plan.edition}) zur Kenntnis;",
        f"beschließt das {found.plan.title} in der Fassung {version} als Grundlage seiner weiteren Entscheidungen;",
    ]
    if told:
        points.append(f"legt als Ziele fest: {told};")
    if key:
        names = "; ".join(titled(one) for one in key)
        points.append(
            f"beauftragt die Verwaltung mit {names}. Die übrigen Maßnahmen sind ein Vorrat und werden einzeln"
            " beschlossen;"
        )
    points.append("setzt Maßnahmen nur im Rahmen des Haushalts und der Genehmigung der Kommunalaufsicht um;")
    points.append(
        "lässt sich jedes Jahr bis zum 30. Juni berichten und entscheidet nach fünf Jahren über eine Fortschreibung."
    )
    return points


def _goal(goal: Goal) -> str:
    if goal.target is None or goal.target_year is None:
        return goal.sentence.rstrip(".")
    return f"{goal.sentence.rstrip('.')} (Ziel: {value_of(goal.target, goal.unit)} im Jahr {goal.target_year})"


def council_paper(found: Workspace, *, today: date | None = None) -> Document:
    """The council paper: decision, facts, financial effects, posts, climate, what happens without it.

    Parameters
    ----------
    found : Workspace
        The plan.
    today : date, optional
        The day that is printed; today's by default.

    Returns
    -------
    Document
        In German, marked as a draft.
    """
    day = today or date.today()
    blocks: list[Block] = [Heading(1, "Beschluss"), Paragraph(_who_decides(found))]
    blocks += [Paragraph(f"{place}. {point}") for place, point in enumerate(resolution(found, day), 1)]
    blocks += [Heading(1, "Sachverhalt"), *_facts(found), Heading(1, "Finanzielle Auswirkungen"), *_finances(found)]
    climate = [f"{titled(one)}: {one.climate}" for one in found.all(Measure) if one.climate]
    if climate:
        blocks += [Heading(1, "Klima"), Bullets(tuple(climate))]
    blocks += [
        Heading(1, "Wenn ein Rat ablehnt" if found.plan.members else "Wenn der Rat ablehnt"),
        Paragraph(
            "Die Leitprojekte bleiben Ideen. Anträge auf Städtebauförderung setzen ein beschlossenes Konzept voraus."
        ),
    ]
    who = "Rat jedes Mitglieds" if found.plan.members else "Rat"
    stand = f"Stand {dates.day(day, 'de')}"
    lines = (*parts.of_alliance(found.plan), stand, "Vorlage-Nr.: bitte eintragen", f"öffentlich; Entscheidung: {who}")
    return Document(f"Beschlussvorlage: {found.plan.title}", found.plan.name, lines, tuple(blocks), draft=True)


def _who_decides(found: Workspace) -> str:
    """The council; an alliance has none of its own, so that of each member decides."""
    names = found.plan.member_names
    return f"Der Rat jedes Mitglieds ({', '.join(names)}) fasst denselben Beschluss. Er" if names else "Der Rat"


def _facts(found: Workspace) -> list[Block]:
    kept = [one.sentence for one in found.all(Finding) if one.verdict in ("kept", "rewritten")]
    blocks: list[Block] = [Paragraph(text) for text in kept[:5]]
    if not kept:
        blocks.append(Paragraph("Noch kein Befund ist geprüft; bitte vor der Vorlage die Befunde durchsehen."))
    those = [one for one in found.all(Participation) if one.kind != "bodies"]
    people = sum(one.people or 0 for one in those)
    outcomes = [one for step in those for one in step.outcomes]
    if those:
        taken = sum(one.became == "taken_up" for one in outcomes)
        refused = sum(one.became == "refused" for one in outcomes)
        text = (
            f"Beteiligt waren in {len(those)} Schritten {people} Menschen. Von {len(outcomes)} Anregungen wurden"
            f" {taken} übernommen und {refused} abgelehnt"
        )
        rest = len(outcomes) - taken - refused
        blocks.append(Paragraph(text + (f"; {rest} sind noch offen." if rest else ".")))
    return blocks


def _finances(found: Workspace) -> list[Block]:
    blocks: list[Block] = []
    for one in found.all(Measure):
        if one.stage == "key_project":
            rows = [row for row in found.all(MoneyRow) if row.measure == one.id]
            own = f" Eigenanteil {shown(totals(rows).own)} €." if rows and not totals(rows).unknown else ""
            blocks.append(Paragraph(f"{titled(one)}: Kosten {cost_of(one)}.{own} Folgekosten: {running_of(one)}."))
    rows = found.all(MoneyRow)
    if rows:
        sums, paid = totals(rows), by_year(rows)
        span = f" in den Jahren {min(paid)} bis {max(paid)}" if paid else ""
        blocks.append(
            Paragraph(
                f"Alle Zeilen der Übersicht: Kosten {in_euro(sums.total)}, Eigenanteil {in_euro(sums.own)}{span}."
            )
        )
        blocks += [Paragraph(f"Offen: {one.said}.") for one in checks(found)]
    if not blocks:
        blocks.append(Paragraph("Es sind noch keine Kosten eingetragen."))
    return blocks


def yearly_report(found: Workspace, atlas: Atlas, *, today: date | None = None) -> Document:
    """The report of a year: goals beside their newest values, measures by state, what deviates, what is next.

    Parameters
    ----------
    found : Workspace
        The plan.
    atlas : Atlas
        Columns of the newest edition.
    today : date, optional
        The day that is printed, and the year of the report; today's by default.

    Returns
    -------
    Document
        In German.
    """
    day = today or date.today()
    blocks: list[Block] = [Heading(1, "Ziele"), *_goals(found, atlas), Heading(1, "Maßnahmen"), *_states(found, day)]
    deviations = _deviations(found, atlas, day)
    blocks += [
        Heading(1, "Abweichungen"),
        Bullets(tuple(deviations)) if deviations else Paragraph("Keine eingetragen."),
    ]
    blocks += [Heading(1, "Nächstes Jahr"), *_next(found)]
    lines = (
        *parts.of_alliance(found.plan),
        f"Bericht {day.year}, Stand {dates.day(day, 'de')}",
        f"Zahlen: kleinstadt, Ausgabe {atlas.fingerprint}",
    )
    return Document(f"Jahresbericht zum {found.plan.title}", found.plan.name, lines, tuple(blocks), draft=False)


def _goals(found: Workspace, atlas: Atlas) -> list[Block]:
    table = watch_table(found, atlas, "council")
    if table is None:
        return [Paragraph("Es ist noch kein Ziel mit Indikator übernommen.")]
    goals = [judge(found, one, atlas) for one in found.all(Goal) if one.state == "accepted"]
    counted = ", ".join(f"{sum(one.verdict == name for one in goals)} {text.de}" for name, text in WORDS.items())
    return [Paragraph(f"Von {len(goals)} Zielen sind {counted}."), Grid(1, table)]


def _states(found: Workspace, day: date) -> list[Block]:
    those = found.all(Measure)
    if not those:
        return [Paragraph("Es ist noch keine Maßnahme eingetragen.")]
    counted = [
        f"{n} {text.de}" for state, text in words.STATES.items() if (n := sum(one.state == state for one in those))
    ]
    rows = []
    for one in those:
        log = [entry for entry in found.all(LogEntry) if entry.measure == one.id]
        last = max(log, key=lambda entry: entry.day, default=None)
        said = f"{dates.day(last.day, 'de')}: {last.what}" if last else "unverändert, nichts eingetragen"
        if last and last.day.year < day.year - 1:
            said = f"unverändert seit {last.day.year} ({last.what})"
        rows.append((titled(one), words.STAGES[one.stage].de, state_of(one), cost_of(one), said))
    heads = ("Maßnahme", "Stufe", "Stand", "Kosten brutto", "Was geschehen ist")
    table = TableData(title="Maßnahmen", heads=heads, rows=tuple(rows), source=OWN)
    return [Paragraph(f"Von {len(those)} Maßnahmen sind {', '.join(counted)}."), Grid(2, table)]


def _deviations(found: Workspace, atlas: Atlas, day: date) -> list[str]:
    off = [judge(found, one, atlas) for one in found.all(Goal) if one.state == "accepted"]
    said = [
        f"Ziel {one.goal.id.upper()} ({one.goal.sentence.rstrip('.')}): daneben, {one.because}"
        for one in off
        if one.verdict == "off"
    ]
    for one in found.all(Measure):
        if one.state in ("given_up", "deferred"):
            said.append(f"{titled(one)}: {state_of(one)}")
        elif one.end and one.end.latest and one.end.latest < day and one.state not in ("done", "running"):
            said.append(f"{titled(one)}: sollte {time_of(one.end)} enden, Stand: {state_of(one)}")
    return said + [f"Geld: {one.said}" for one in checks(found)]


def _next(found: Workspace) -> list[Block]:
    steps = [one for one in found.all(Step) if not one.done]
    names = {one.id: titled(one) for one in found.all(Measure)}
    if not steps:
        return [Paragraph("Es ist noch kein nächster Schritt eingetragen.")]
    rows = tuple((names.get(one.measure, "–"), one.what, one.who or "offen", time_of(one.until)) for one in steps)
    table = TableData(title="Nächste Schritte", heads=("Maßnahme", "Was", "Wer", "Bis"), rows=rows, source=OWN)
    return [Grid(3, table)]
