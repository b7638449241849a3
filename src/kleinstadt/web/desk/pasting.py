"""Cells pasted into the overview of money: a preview with its questions, then one change that can be undone."""

from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.errors import PlanError
from kleinstadt.web.desk.desk import Desk, Place, read_at
from kleinstadt.web.desk.sent import Sent
from kleinstadt.words.language import Lang, Text, pick
from kleinstadt.workbench.models.money import MoneyRow
from kleinstadt.workbench.models.plan import FundingArea
from kleinstadt.workbench.money.pasting import NEW, Pasted, pasted
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.storage.workspace import Workspace

UNTITLED = "Neue Zeile"


def preview(desk: Desk, request: Request, place: Place, form: FormData) -> Response:
    """How a block is understood; taken over if a person has said so and every question is answered.

    Parameters
    ----------
    desk : Desk
        The store of plans, and the site around its pages.
    request : Request
        Its language says how amounts are typed.
    place : Place
        The plan that the address means.
    form : FormData
        `block` as copied from a spreadsheet, `ab` the cell "ROW.COLUMN" that it begins at, `bestaetigt` that it is to
        be taken over, and "0" or "1" under the name of each cell that was asked.

    Returns
    -------
    Response
        The preview, 400 where it is no block or questions are open; 303 to the overview once it is taken over.
    """
    sent, lang = Sent(form), request.state.lang
    found, wrong = _understood(sent, place.plan, lang)
    open_ = [cell for cell in found.of_kind("asked") if not sent.get(cell.name)]
    if sent.get("bestaetigt") and not open_ and not wrong:
        what = f"{len(_taken(found, sent))} Zellen eingefügt"
        return desk.save(request, place, form, what, lambda change: _take(change, found, sent, place.plan), "/geld")
    if open_ and sent.get("bestaetigt"):
        many = Text(f"Bitte noch {len(open_)} Fragen beantworten.", f"Please answer {len(open_)} more.")
        one = Text("Bitte noch eine Frage beantworten.", "Please answer one more.")
        wrong = pick(one if len(open_) == 1 else many, lang)
    values = {"pasted": found, "block": sent.get("block"), "ab": sent.get("ab"), "wrong": wrong, "sent": sent}
    return desk.page(request, place, "pasted.html", values, 400 if wrong else 200)


def _understood(sent: Sent, plan: Workspace, lang: Lang) -> tuple[Pasted, str]:
    """The block, or why it is none."""
    row, _, column = sent.get("ab").partition(".")
    try:
        return pasted(sent.get("block"), plan.all(MoneyRow), row, column, lang), ""
    except PlanError as error:
        return Pasted(()), pick((error.german, str(error)), lang)


def _taken(found: Pasted, sent: Sent) -> dict[str, Any]:
    """The cells that are taken over, by name: those that are clear, and those asked for as they were answered."""
    values = {cell.name: cell.value for cell in found.of_kind("new")}
    for cell in found.of_kind("asked"):
        answer = sent.get(cell.name)
        if answer in ("0", "1"):
            values[cell.name] = cell.choices[int(answer)]
    return values


def _take(change: Change, found: Pasted, sent: Sent, plan: Workspace) -> None:
    """Put the cells of a block into their rows; rows that are not there yet are made."""
    values, areas = _taken(found, sent), plan.all(FundingArea)
    for number, (title, cells) in enumerate(found.rows):
        fields: dict[str, Any] = {cell.column: values[cell.name] for cell in cells if cell.name in values}
        if not fields:
            continue
        identity = cells[0].name.partition(".")[0]
        if identity.startswith(NEW):
            row = MoneyRow(title=UNTITLED, area=areas[0].id if areas else "", order=plan.changed + number)
            change.put(replace(row, **fields | {"title": title or UNTITLED}))
            continue
        unread = plan.one(MoneyRow, identity).unread
        left = {name: words for name, words in unread.items() if name not in fields}
        change.save(MoneyRow, identity, fields | {"unread": left}, read_at(sent.form))
