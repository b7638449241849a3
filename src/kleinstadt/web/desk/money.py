"""The ledger: a table of inputs, checks beside it, versions that are frozen and compared."""

from datetime import date
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.errors import PlanError
from kleinstadt.web.desk.desk import Desk, Place, read_at
from kleinstadt.web.desk.pasting import preview
from kleinstadt.web.desk.reading import MONEY, problems, text
from kleinstadt.words.language import Lang
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.money import FrozenMoney, MoneyRow
from kleinstadt.workbench.models.plan import FundingArea, Plan
from kleinstadt.workbench.money.checks import by_year, checks, difference, eligible, totals
from kleinstadt.workbench.money.versions import compare, freeze
from kleinstadt.workbench.reading.amounts import euro, whole
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.storage.workspace import PLAN_ID, Workspace

AMOUNTS = ("total", "ineligible", "income", "third", "other", "bund", "land", "own")


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
            `ROW.COLUMN` for each cell; or `tun` "zeile", "loeschen", "einfrieren", "haushalt", "gebiet" or "einfuegen"
            with the fields of that button. None to show the page.

        Returns
        -------
        Response
            The page, the preview of pasted cells, or 303 back to it.
        """
        found = place.plan
        if form is not None:
            return self._saved(request, place, form)
        rows = found.all(MoneyRow)
        values = {
            "rows": rows,
            "amounts": AMOUNTS,
            "problems": {row.id: problems(row, MONEY, request.state.lang) for row in rows},
            "difference": difference,
            "eligible": eligible,
            "sums": totals(rows),
            "checks": checks(found),
            "years": by_year(rows),
            "free": found.plan.free_budget,
            "areas": found.all(FundingArea),
            "frozen": found.all(FrozenMoney),
            "unlisted": [
                one
                for one in found.all(Measure)
                if one.cost is not None and not any(row.measure == one.id for row in rows)
            ],
        }
        return self.desk.page(request, place, "money.html", values)

    def _saved(self, request: Request, place: Place, form: FormData) -> Response:
        act, found = str(form.get("tun", "")), place.plan
        if act == "einfuegen":
            return preview(self.desk, request, place, form)
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
    areas = found.all(FundingArea)
    area = measure.area if measure else (areas[0].id if areas else "")
    title = measure.title if measure else text(str(form.get("title", ""))) or "Neue Zeile"
    return MoneyRow(
        title=title,
        measure=measure.id if measure else "",
        area=area,
        total=measure.cost if measure else None,
        order=found.changed,
    )


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
