"""The checklist "förderfähig": 22 points, counted from the plan where they can be, else as the town says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from kleinstadt.words import dates
from kleinstadt.workbench.laender.profiles import LandProfile, profile_of
from kleinstadt.workbench.models.findings import Chapter
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.money import MoneyRow
from kleinstadt.workbench.models.plan import FundingArea
from kleinstadt.workbench.models.proofs import Decision, Participation
from kleinstadt.workbench.money.checks import checks
from kleinstadt.workbench.storage.workspace import Workspace

Answer = Literal["yes", "no", "open", "not_needed"]
ANSWERS: Final = {"yes": "belegt", "no": "fehlt", "open": "offen", "not_needed": "gilt hier nicht"}


@dataclass(frozen=True)
class Point:
    """A point of the list with its answer and why.

    Attributes
    ----------
    id, title : str
        Its id, and what it asks.
    answer : {"yes", "no", "open", "not_needed"}
        The answer.
    why : str
        In words.
    counted : bool
        Whether the plan itself says so.
    """

    id: str
    title: str
    answer: Answer
    why: str
    counted: bool


Judged = tuple[Answer, str]


def checklist(found: Workspace, today: date | None = None) -> list[Point]:
    """All points with their answers.

    Parameters
    ----------
    found : Workspace
        The plan.
    today : date, optional
        The day; today by default.

    Returns
    -------
    list of Point
        In the order of the list.
    """
    profile, plan = profile_of(found.plan.land), found.plan
    points = []
    for name, title, judge in POINTS:
        answer, why = judge(found, profile, today or date.today()) if judge else ("open", "")
        said = plan.fits.get(name)
        counted = judge is not None and answer != "open"
        if said and not counted:
            answer, why = said, plan.evidence.get(name, "") or "Selbstauskunft"
        points.append(Point(name, title, answer, why, counted))
    return points


def summary(points: list[Point]) -> str:
    """ "7 von 22 Punkten sind belegt, 9 fehlen, 6 gelten hier nicht".

    Parameters
    ----------
    points : list of Point
        As `checklist` gives them.

    Returns
    -------
    str
        In German.
    """
    by = {answer: sum(point.answer == answer for point in points) for answer in ANSWERS}
    said = [
        f"{by['yes']} von {len(points)} Punkten {_are(by['yes'], 'ist', 'sind')} belegt",
        f"{by['no']} {_are(by['no'], 'fehlt', 'fehlen')}",
        f"{by['open']} {_are(by['open'], 'ist', 'sind')} offen",
    ]
    if by["not_needed"]:
        said.append(f"{by['not_needed']} {_are(by['not_needed'], 'gilt', 'gelten')} hier nicht")
    return ", ".join(said)


def _are(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def _current(found: Workspace, profile: LandProfile, today: date) -> Judged:
    decided = found.plan.decided
    if decided is None:
        return "no", "kein Beschluss des Konzepts eingetragen"
    age = (today - decided).days / 365.25
    if profile.max_age and age > profile.max_age:
        return "no", f"älter als {profile.max_age} Jahre, Förderbedingung in {profile.name}"
    return "yes", f"beschlossen am {dates.day(decided, 'de')}"


def _bounded(found: Workspace, _: LandProfile, __: date) -> Judged:
    areas = found.all(FundingArea)
    if not areas:
        return "no", "kein Fördergebiet eingetragen; die ganze Gemeinde ist nicht förderfähig"
    open_ = [one.name for one in areas if not one.border]
    return ("no", f"ohne Abgrenzung: {', '.join(open_)}") if open_ else ("yes", f"{len(areas)} Gebiete abgegrenzt")


def _grievances(found: Workspace, _: LandProfile, __: date) -> Judged:
    open_ = [one.name for one in found.all(FundingArea) if not one.grievances]
    if not found.all(FundingArea):
        return "open", ""
    return ("no", f"nicht beschrieben: {', '.join(open_)}") if open_ else ("yes", "je Gebiet beschrieben")


def _checkable(found: Workspace, _: LandProfile, __: date) -> Judged:
    goals = [one for one in found.all(Goal) if one.state == "accepted"]
    if not goals:
        return "no", "noch kein Ziel übernommen"
    open_ = [one for one in goals if not _has_target(one)]
    return (
        ("no", f"{len(open_)} von {len(goals)} Zielen ohne Zielwert und Jahr")
        if open_
        else ("yes", f"{len(goals)} Ziele")
    )


def _has_target(goal: Goal) -> bool:
    return goal.measure_by == "milestone" or (goal.target is not None and goal.target_year is not None)


def _measures(found: Workspace, _: LandProfile, __: date) -> Judged:
    those = _decided_on(found)
    if not those:
        return "no", "noch keine Maßnahme"
    open_ = [
        one for one in those if one.cost is None or one.cost_date is None or not one.priority or not one.responsible
    ]
    if open_:
        return "no", f"bei {len(open_)} von {len(those)} fehlen Kosten, Kostenstand, Priorität oder Zuständige"
    return "yes", f"{len(those)} Maßnahmen mit Kosten, Kostenstand, Priorität, Zuständigen"


def _decided_on(found: Workspace) -> list[Measure]:
    """Measures and key projects: ideas and the pool are not counted as open."""
    return [one for one in found.all(Measure) if one.stage in ("measure", "key_project")]


def _balances(found: Workspace, _: LandProfile, __: date) -> Judged:
    if not found.all(MoneyRow):
        return "no", "keine Kosten- und Finanzierungsübersicht"
    wrong = checks(found)
    return ("no", f"{len(wrong)} Hinweise, zuerst: {wrong[0].said}") if wrong else ("yes", "geht auf")


def _supervised(found: Workspace, _: LandProfile, __: date) -> Judged:
    if found.plan.supervised is None:
        return "open", "Haushaltssicherung: Ihre Angabe fehlt"
    return ("open", "") if found.plan.supervised else ("not_needed", "keine Haushaltssicherung")


def _climate(found: Workspace, _: LandProfile, __: date) -> Judged:
    chapter = found.find(Chapter, "flaeche")
    measures = [one for one in found.all(Measure) if one.climate]
    if measures and chapter and not chapter.left_out:
        return "yes", f"Kapitel und {len(measures)} Maßnahmen mit Klimawirkung"
    return "no", "keine Maßnahme mit Klimawirkung"


def _access(found: Workspace, _: LandProfile, __: date) -> Judged:
    those = [one for one in _decided_on(found) if one.kind in ("building", "site")]
    open_ = [one for one in those if not one.access]
    if not those:
        return "open", ""
    return ("no", f"bei {len(open_)} Baumaßnahmen offen") if open_ else ("yes", "je Baumaßnahme beschrieben")


def _retail(_: Workspace, profile: LandProfile, __: date) -> Judged:
    asked = profile.chapters.get("einzelhandel") in ("required", "recommended") or profile.key == "01"
    return ("open", "") if asked else ("not_needed", f"in {profile.name} nicht verlangt, soweit bekannt")


def _citizens(found: Workspace, _: LandProfile, __: date) -> Judged:
    those = [one for one in found.all(Participation) if one.kind != "bodies"]
    if not those:
        return "no", "kein Schritt eingetragen"
    open_ = sum(outcome.became == "open" for one in those for outcome in one.outcomes)
    return (
        ("no", f"bei {open_} Ergebnissen steht nicht, was daraus wurde") if open_ else ("yes", f"{len(those)} Schritte")
    )


def _bodies(found: Workspace, _: LandProfile, __: date) -> Judged:
    those = [one for one in found.all(Participation) if one.kind == "bodies"]
    return ("yes", f"{len(those)} Stellen") if those else ("no", "keine Stelle eingetragen")


def _organised(found: Workspace, _: LandProfile, __: date) -> Judged:
    return ("yes", found.plan.steering[:120]) if found.plan.steering else ("no", "nicht beschrieben")


def _monitored(found: Workspace, _: LandProfile, __: date) -> Judged:
    goals = [one for one in found.all(Goal) if one.state == "accepted"]
    with_start = [one for one in goals if one.start_value is not None]
    if not goals:
        return "no", "noch kein Ziel übernommen"
    return (
        "yes" if len(with_start) == len(goals) else "no"
    ), f"{len(with_start)} von {len(goals)} Zielen mit erstem Wert"


def _lasting(found: Workspace, _: LandProfile, __: date) -> Judged:
    chapter = found.find(Chapter, "fortschreibung")
    return (
        ("yes", "Kapitel geschrieben") if chapter and chapter.text and not chapter.left_out else ("no", "Kapitel fehlt")
    )


def _dated(found: Workspace, _: LandProfile, __: date) -> Judged:
    those = [one for one in found.all(Decision) if any(h.role == "decides" and h.day for h in one.hearings)]
    return ("yes", f"{len(those)} Beschlüsse") if those else ("no", "kein Beschluss mit Datum")


Judge = Callable[[Workspace, LandProfile, date], Judged]

POINTS: Final[tuple[tuple[str, str, Judge | None], ...]] = (
    ("current", "Ein Konzept für die ganze Stadt ist beschlossen und aktuell", _current),
    ("area", "Das Fördergebiet passt dazu und ist abgegrenzt", _bounded),
    ("grievances", "Städtebauliche Missstände sind belegt", _grievances),
    ("goals", "Ziele sind prüfbar: Indikator, Start, Zielwert, Jahr", _checkable),
    ("measures", "Maßnahmen haben Kosten, Kostenstand, Priorität, Zuständige, Reife", _measures),
    ("money", "Die Kosten- und Finanzierungsübersicht geht auf", _balances),
    ("reduced", "Ermäßigter Eigenanteil ist beantragt (bei Haushaltssicherung)", _supervised),
    ("others", "Andere Förderung ist zuerst geprüft", None),
    ("climate", "Klimaschutz und Klimaanpassung: Ziel und Maßnahme", _climate),
    ("access", "Barrierefreiheit ist je Baumaßnahme beschrieben", _access),
    ("retail", "Einzelhandel in der Mitte", _retail),
    ("citizens", "Bürgerinnen und Bürger haben mitgewirkt, Ergebnisse sind nachgehalten", _citizens),
    ("bodies", "Träger öffentlicher Belange und Fachbehörden haben geantwortet", _bodies),
    ("neighbours", "Nachbarn und Zusammenarbeit sind bedacht", None),
    ("organised", "Zuständige sind benannt, Stunden sind reserviert", _organised),
    ("monitoring", "Erfolgskontrolle mit ersten Werten", _monitored),
    ("lasting", "Verstetigung nach der Förderung", _lasting),
    ("decisions", "Beschlüsse mit Datum", _dated),
    ("published", "Veröffentlicht, PDF barrierefrei", None),
    ("deadline", "Frist des Programmjahrs ist bekannt", None),
    ("reporting", "Zugang zu Begleitinformationen und Monitoring des Bundes ist bekannt", None),
    ("not_begun", "Nichts ist vor der Bewilligung begonnen", None),
)  # fmt: skip
