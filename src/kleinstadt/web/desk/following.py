"""The checklist, the calendar, and the yearly morning: what moved, which sentences no longer hold."""

from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.web.desk.desk import Desk, Place, read_at
from kleinstadt.web.desk.reading import text
from kleinstadt.workbench.documents.exchange import dates
from kleinstadt.workbench.laender.checklist import ANSWERS, checklist, summary
from kleinstadt.workbench.laender.profiles import profile_of
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import LogEntry, Measure
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.monitoring.stale import stale
from kleinstadt.workbench.monitoring.verdicts import SIGNS, WORDS, judge
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.storage.workspace import PLAN_ID


class FollowPages:
    """/checkliste and /nachhalten of a plan."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def checklist(self, request: Request, place: Place, form: FormData | None) -> Response:
        """22 points: counted from the plan, or as the town says, with where it is shown.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `id` of a point, its `answer` and `evidence`; any other answer than "yes", "no", "not_needed" lets the plan
            count again. None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.
        """
        found = place.plan
        if form is not None:
            return self._said(request, place, form)
        points = checklist(found)
        values = {
            "points": points,
            "summary": summary(points),
            "answers": ANSWERS,
            "profile": profile_of(found.plan.land),
        }
        return self.desk.page(request, place, "checklist.html", values)

    def _said(self, request: Request, place: Place, form: FormData) -> Response:
        plan = place.plan.plan
        name, answer = str(form.get("id", "")), str(form.get("answer", ""))
        fits, evidence = dict(plan.fits), dict(plan.evidence)
        fields: dict[str, Any]
        if name == "supervised":
            fields = {"supervised": {"yes": True, "no": False}.get(answer)}
        else:
            fits.pop(name, None)
            if answer in ("yes", "no", "not_needed"):
                fits[name] = answer  # type: ignore[assignment]
            evidence[name] = text(str(form.get("evidence", "")))
            fields = {"fits": fits, "evidence": {key: words for key, words in evidence.items() if words}}
        return self.desk.save(
            request,
            place,
            form,
            "Checkliste",
            lambda change: _save(change, PLAN_ID, fields, read_at(form)),
            f"/checkliste#{name}",
        )

    def follow(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Running measures with one line each, goals beside newest values, sentences that a new edition made wrong.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `state:ID` and `what:ID` of measures, all in one change; None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.
        """
        found = place.plan
        if form is not None:
            return self.desk.save(
                request, place, form, "Nachgehalten", lambda change: _followed(change, form), "/nachhalten"
            )
        accepted = [judge(found, one, self.desk.site.atlas) for one in found.all(Goal) if one.state == "accepted"]
        values = {
            "stands": accepted,
            "signs": SIGNS,
            "verdicts": WORDS,
            "stale": len(stale(found, self.desk.site.atlas)),
            "running": [one for one in found.all(Measure) if one.state not in ("done", "given_up")],
            "last": {one.measure: one for one in found.all(LogEntry)},
            "dates": dates(found),
        }
        return self.desk.page(request, place, "follow.html", values)


def _followed(change: Change, form: FormData) -> None:
    """State and a line for each measure where something was said; rows left alone stay as they are."""
    from datetime import date

    for name in form:
        kind, _, identity = name.partition(":")
        if kind == "state":
            change.save(Measure, identity, {"state": str(form[name])}, read_at(form))
        elif kind == "what" and text(str(form[name])):
            change.put(LogEntry(measure=identity, day=date.today(), what=text(str(form[name]))))


def _save(change: Change, identity: str, fields: dict[str, Any], at: int) -> None:
    change.save(Plan, identity, fields, at)
