"""The addresses of the desk."""

from fastapi import FastAPI

from kleinstadt.web.desk.desk import Desk, Page
from kleinstadt.web.desk.findings import FindingPages
from kleinstadt.web.desk.following import FollowPages
from kleinstadt.web.desk.goals import GoalPages
from kleinstadt.web.desk.history import HistoryPages
from kleinstadt.web.desk.money import MoneyPages
from kleinstadt.web.desk.overview import OverviewPages
from kleinstadt.web.desk.printing import PrintPages


def pages(desk: Desk) -> dict[str, Page]:
    """Every page of the desk by its address; {part} is the plan's key and name."""
    overview, findings, goals = OverviewPages(desk), FindingPages(desk), GoalPages(desk)
    money, printing = MoneyPages(desk), PrintPages(desk)
    history, follow = HistoryPages(desk), FollowPages(desk)
    return {
        "/plan": overview.plans,
        "/plan/{part}": overview.overview,
        "/plan/{part}/plan.zip": overview.file,
        "/plan/{part}/befunde": findings.findings,
        "/plan/{part}/kapitel": findings.chapters,
        "/plan/{part}/kapitel/{id}": findings.chapter,
        "/plan/{part}/ziele": goals.goals,
        "/plan/{part}/ziele/{id}": goals.goal,
        "/plan/{part}/massnahmen": goals.measures,
        "/plan/{part}/massnahmen/{id}": goals.measure,
        "/plan/{part}/geld": money.money,
        "/plan/{part}/geld/{id}": money.compared,
        "/plan/{part}/dokument": printing.page,
        "/plan/{part}/dokument/{name}.{form}": printing.file,
        "/plan/{part}/oeffentlich": printing.preview,
        "/plan/{part}/checkliste": follow.checklist,
        "/plan/{part}/nachhalten": follow.follow,
        "/plan/{part}/verlauf": history.history,
        "/plan/{part}/papierkorb": history.bin,
        "/plan/{part}/zusammenfuehren/{id}": history.merging,
        "/fortschritt/{place}": printing.public,
    }


def add_desk(app: FastAPI, desk: Desk) -> None:
    """The desk's routes."""
    for address, page in pages(desk).items():
        app.add_route(address, desk.route(page), methods=["GET", "POST"])
