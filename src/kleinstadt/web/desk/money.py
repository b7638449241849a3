"""The ledger: a table of inputs, checks beside it, versions that are frozen and compared."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.errors import PlanError
from kleinstadt.web.desk.desk import Desk, Place, read_at
from kleinstadt.web.desk.pasting import preview
from kleinstadt.web.desk.reading import MONEY, problems, text
from kleinstadt.web.desk.sent import Sent
from kleinstadt.words.language import Lang, pick
from kleinstadt.workbench.documents.tables import read_money
from kleinstadt.workbench.former.lists import MOST_BYTES
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.money import FrozenMoney, MoneyRow
from kleinstadt.workbench.models.plan import FundingArea, Plan
from kleinstadt.workbench.money.checks import agreed, by_year, checks, difference, eligible, totals
from kleinstadt.workbench.money.versions import compare, freeze
from kleinstadt.workbench.reading.amounts import euro, whole
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.storage.workspace import PLAN_ID, Workspace

AMOUNTS = ("total", "ineligible", "income", "third", "other", "bund", "land", "own")
IN_EXCEL = ("title", "group", *AMOUNTS, "years")


class MoneyPages:
    """/geld of a plan."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def money(self, request: Request, place: Place, form: FormData | None) -> Response:
        """The overview of cost and finance, all rows in one form.

        Parameters
        ----------
        request : Request
            Its language says how amounts are typed.
        place : Place
            The plan that the address means.
        form : FormData or None
            `ROW.COLUMN` for each cell; or `tun` "zeile", "loeschen", "einfrieren", "haushalt", "gebiet", "einfuegen" or
            "excel" with the fields of that button. None to show the page.

        Returns
        -------
        Response
            The page, 400 where an Excel file can't be read; the preview of pasted cells; or 303 back to it.
        """
        return self._page(request, place) if form is None else self._saved(request, place, form)

    def _page(self, request: Request, place: Place, wrong: str = "") -> Response:
        found = place.plan
        rows = found.all(MoneyRow)
        values = {
            "rows": rows,
            "amounts": AMOUNTS,
            "problems": {row.id: problems(row, MONEY, request.state.lang) for row in rows},
            "difference": difference,
            "eligible": eligible,
            "sums": totals(rows),
            "checks": checks(found),
            "agreed": agreed(rows) if rows else None,
            "years": by_year(rows),
            "free": found.plan.free_budget,
            "areas": found.all(FundingArea),
            "frozen": found.all(FrozenMoney),
            "unlisted": [
                one
                for one in found.all(Measure)
                if one.cost is not None and not any(row.measure == one.id for row in rows)
            ],
            "wrong": wrong,
        }
        return self.desk.page(request, place, "money.html", values, 400 if wrong else 200)

    def _saved(self, request: Request, place: Place, form: FormData) -> Response:
        act, found = str(form.get("tun", "")), place.plan
        if act == "einfuegen":
            return preview(self.desk, request, place, form)
        if act == "excel":
            return self._from_excel(request, place, form)
        acts = {
            "zeile": ("Zeile hinzugefügt", lambda change: change.put(_new_row(form, found))),
            "loeschen": (
                f"Zeile {form.get('id')} gelöscht",
                lambda change: change.delete(MoneyRow, str(form.get("id", ""))),
            ),
            "einfrieren": (
                f"Stand „{form.get('name', '')}“ eingefroren",
                lambda change: change.put(_frozen(form, found)),
            ),
            "haushalt": ("Freie Mittel im Haushalt", lambda change: _budget(change, form, found, request.state.lang)),
            "gebiet": (
                "Fördergebiet hinzugefügt",
                lambda change: change.put(FundingArea(name=text(str(form.get("name", ""))) or "Gebiet")),
            ),
        }
        what, write = acts.get(
            act, ("Kosten und Finanzierung", lambda change: _rows(change, form, found, request.state.lang))
        )
        return self.desk.save(request, place, form, what, write, "/geld")

    def _from_excel(self, request: Request, place: Place, form: FormData) -> Response:
        """Take over the overview that was changed in Excel; what cannot be read is named, and nothing is taken half."""
        data = Sent(form).file("datei", MOST_BYTES + 1)
        try:
            rows = read_money(_small_enough(data), place.plan)
        except PlanError as error:
            return self._page(request, place, pick((error.german, str(error)), request.state.lang))
        what = f"{len(rows)} Zeilen aus Excel eingelesen"
        return self.desk.save(request, place, form, what, partial(_taken, rows, place.plan, form), "/geld")

    def compared(self, request: Request, place: Place, _: FormData | None) -> Response:
        """A frozen version beside the rows of now.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the frozen version.
        place : Place
            The plan that the address means.
        _ : FormData or None
            Not read.

        Returns
        -------
        Response
            The page.

        Raises
        ------
        UnknownNameError
            If the plan has no such version.
        """
        frozen = place.plan.one(FrozenMoney, request.path_params["id"])
        rows = [row for row in place.plan.all(MoneyRow) if row.area == frozen.area]
        return self.desk.page(request, place, "compared.html", {"frozen": frozen, "result": compare(frozen, rows)})


def _new_row(form: FormData, found: Workspace) -> MoneyRow:
    """A new row, from a measure where one is named."""
    measure = found.find(Measure, str(form.get("measure", "")))
    area = measure.area if measure else _first_area(found)
    title = measure.title if measure else text(str(form.get("title", ""))) or "Neue Zeile"
    return MoneyRow(
        title=title,
        measure=measure.id if measure else "",
        area=area,
        total=measure.cost if measure else None,
        order=found.changed,
    )


def _taken(rows: list[MoneyRow], found: Workspace, form: FormData, change: Change) -> None:
    """Rows of an Excel file: those of the plan with what is different there, new ones as they are."""
    for row in rows:
        known = found.find(MoneyRow, row.id)
        if known is None:
            change.put(replace(row, area=_first_area(found), order=found.changed))
            continue
        fields = {name: getattr(row, name) for name in IN_EXCEL if getattr(row, name) != getattr(known, name)}
        if fields:
            unread = {name: typed for name, typed in known.unread.items() if name not in fields}
            change.save(MoneyRow, row.id, fields | {"unread": unread}, read_at(form))


def _small_enough(data: bytes) -> bytes:
    if data and len(data) <= MOST_BYTES:
        return data
    most = MOST_BYTES // 1_000_000
    german = f"Bitte eine Datei mit höchstens {most} MB wählen."
    msg = f"Please choose a file of at most {most} MB."
    raise PlanError(msg, german, field="datei")


def _first_area(found: Workspace) -> str:
    areas = found.all(FundingArea)
    return areas[0].id if areas else ""


def _rows(change: Change, form: FormData, found: Workspace, lang: Lang) -> None:
    """Every cell that was changed; what cannot be read stays as typed, and counts as unknown."""
    for row in found.all(MoneyRow):
        fields: dict[str, Any] = {}
        unread = dict(row.unread)
        for name, reader in MONEY.items():
            typed = form.get(f"{row.id}.{name}")
            if typed is None:
                continue
            try:
                fields[name] = reader(str(typed), lang)
                unread.pop(name, None)
            except PlanError:
                fields[name] = None
                unread[name] = str(typed)
        if fields.get("title") == "":
            fields.pop("title")
        if fields:
            change.save(MoneyRow, row.id, fields | {"unread": unread}, read_at(form))


def _frozen(form: FormData, found: Workspace) -> FrozenMoney:
    kinds = {"Antrag": "application", "Bewilligung": "grant", "Zwischenabrechnung": "interim"}
    occasion: Any = kinds.get(str(form.get("occasion", "")), "other")
    return freeze(
        found,
        text(str(form.get("name", ""))) or f"Stand {date.today():%d.%m.%Y}",
        occasion,
        date.today(),
        str(form.get("area", "")),
    )


def _budget(change: Change, form: FormData, found: Workspace, lang: Lang) -> None:
    """What the town has free in a year; an empty amount takes the year out."""
    year, amount = whole(str(form.get("year", "")), lang), euro(str(form.get("amount", "")), lang)
    free = dict(found.plan.free_budget)
    if year is not None and amount is None:
        free.pop(year, None)
    elif year is not None and amount is not None:
        free[year] = amount
    change.save(Plan, PLAN_ID, {"free_budget": free}, read_at(form))
