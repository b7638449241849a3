"""The addresses of the desk."""

from starlette.routing import Route, Router

from kleinstadt.web.desk.alliance_pages import ADDRESS, AlliancePages
from kleinstadt.web.desk.area_pages import AreaPages
from kleinstadt.web.desk.check_pages import CheckPages
from kleinstadt.web.desk.check_states import CheckStatePages
from kleinstadt.web.desk.cooperation_pages import HOME as COOPERATION
from kleinstadt.web.desk.cooperation_pages import CooperationPages
from kleinstadt.web.desk.decision_pages import DecisionPages
from kleinstadt.web.desk.desk import Desk, Page
from kleinstadt.web.desk.findings import FindingPages
from kleinstadt.web.desk.following import FollowPages
from kleinstadt.web.desk.former_pages import FormerPages
from kleinstadt.web.desk.funding_pages import MeasureFundingPages
from kleinstadt.web.desk.goals import GoalPages
from kleinstadt.web.desk.history import HistoryPages
from kleinstadt.web.desk.money import MoneyPages
from kleinstadt.web.desk.overview import OverviewPages
from kleinstadt.web.desk.participation_pages import ParticipationPages
from kleinstadt.web.desk.printing import PrintPages
from kleinstadt.web.desk.renewing_pages import RenewingPages

MEASURE = "/plan/{part}/massnahmen/{id}"


def _pages(desk: Desk) -> dict[str, Page]:
    """Every page of the desk by its address; {part} is the plan's key and name."""
    return {**_of_the_plan(desk), **_of_its_course(desk), **_of_the_check(desk), **_of_a_measure(desk)}


def _of_the_plan(desk: Desk) -> dict[str, Page]:
    """What a plan says: findings, chapters, goals, measures, money, documents, areas, figures, decisions."""
    overview, findings, goals, money = OverviewPages(desk), FindingPages(desk), GoalPages(desk), MoneyPages(desk)
    printing, areas, decisions = PrintPages(desk), AreaPages(desk), DecisionPages(desk)
    return {
        "/plan": overview.plans,
        ADDRESS: AlliancePages(desk, overview.prepare).page,
        "/plan/{part}": overview.overview,
        "/plan/{part}/plan.zip": overview.file,
        "/plan/{part}/befunde": findings.findings,
        "/plan/{part}/kapitel": findings.chapters,
        "/plan/{part}/kapitel/{id}": findings.chapter,
        "/plan/{part}/ziele": goals.goals,
        "/plan/{part}/ziele/{id}": goals.goal,
        "/plan/{part}/massnahmen": goals.measures,
        MEASURE: goals.measure,
        "/plan/{part}/geld": money.money,
        "/plan/{part}/geld/{id}": money.compared,
        "/plan/{part}/dokument": printing.page,
        "/plan/{part}/dokument/{name}.{form}": printing.file,
        "/plan/{part}/oeffentlich": printing.preview,
        "/fortschritt/{place}": printing.public,
        "/plan/{part}/gebiete": areas.areas,
        "/plan/{part}/gebiete/{id}": areas.area,
        "/plan/{part}/zahlen": areas.figures,
        "/plan/{part}/beschluesse": decisions.decisions,
        "/plan/{part}/beschluesse/{id}": decisions.decision,
    }


def _of_its_course(desk: Desk) -> dict[str, Page]:
    """How a plan goes on: what is old, the last plan, history, bin, merging."""
    history, follow, old = HistoryPages(desk), FollowPages(desk), FormerPages(desk)
    return {
        "/plan/{part}/checkliste": follow.checklist,
        "/plan/{part}/nachhalten": follow.follow,
        "/plan/{part}/veraltet": RenewingPages(desk).page,
        "/plan/{part}/einlesen": old.file,
        "/plan/{part}/einlesen/{name}/spalten": old.columns,
        "/plan/{part}/einlesen/{name}/pruefen": old.check,
        "/plan/{part}/bilanz": old.became,
        "/plan/{part}/verlauf": history.history,
        "/plan/{part}/papierkorb": history.bin,
        "/plan/{part}/zusammenfuehren/{id}": history.merging,
    }


def _of_the_check(desk: Desk) -> dict[str, Page]:
    check, kept, together = CheckPages(desk), CheckStatePages(desk), CooperationPages(desk)
    return {
        f"/plan/{{part}}{COOPERATION}": together.overview,
        f"/plan/{{part}}{COOPERATION}/{{round}}": together.round,
        f"/plan/{{part}}{COOPERATION}/{{round}}/{{partner}}": together.partner,
        "/plan/{part}/check": check.overview,
        "/plan/{part}/check/schritt": check.step,
        "/plan/{part}/check/stand": check.freeze,
        "/plan/{part}/check/profil": check.take_profile,
        "/plan/{part}/check/stand/{state}.{form}": kept.file,
        "/plan/{part}/check/stand/{state}": kept.state,
        "/plan/{part}/check/belege/{file}": check.evidence_file,
        "/plan/{part}/check/{name}/beleg": check.evidence,
        "/plan/{part}/check/{name}": check.question,
    }


def _of_a_measure(desk: Desk) -> dict[str, Page]:
    """Participation and funding of one measure."""
    asked, funding = ParticipationPages(desk), MeasureFundingPages(desk)
    return {
        "/plan/{part}/beteiligung": asked.every,
        f"{MEASURE}/beteiligung": asked.line,
        f"{MEASURE}/beteiligung/beschluss": asked.decide,
        f"{MEASURE}/beteiligung/blatt": asked.sheet,
        f"{MEASURE}/beteiligung/{{step}}": asked.step,
        f"{MEASURE}/foerderung": funding.matches,
        f"{MEASURE}/foerderung/{{programme}}.md": funding.draft_file,
        f"{MEASURE}/foerderung/{{programme}}": funding.draft,
    }


def desk_routes(desk: Desk) -> Router:
    """What answers at the desk's addresses, to GET and POST.

    Parameters
    ----------
    desk : Desk
        The store of plans, and the site around its pages.

    Returns
    -------
    Router
        An application of the desk alone; web/app.py says which addresses lead to it.
    """
    return Router([Route(address, desk.route(page), methods=["GET", "POST"]) for address, page in _pages(desk).items()])
