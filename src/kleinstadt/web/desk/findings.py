"""Findings and chapters: kept, rewritten, dismissed with a reason; written text is never changed by a new edition."""

from typing import Any, get_args

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare.findings import SELECTION
from kleinstadt.web.desk.desk import Desk, Place, read_at
from kleinstadt.web.desk.reading import text
from kleinstadt.workbench.documents.drawing import svg
from kleinstadt.workbench.draft.shared import SELECTION as SHARED
from kleinstadt.workbench.models.findings import Chapter, Finding, Reason
from kleinstadt.workbench.storage.change import Change

SIDES = ("strength", "weakness", "notable")


class FindingPages:
    """/befunde and /kapitel of a plan."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def findings(self, request: Request, place: Place, form: FormData | None) -> Response:
        """All findings by side; one click a decision.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `tun` "neu" adds a finding of the town's own; others decide on the finding `id`: "behalten", "umschreiben",
            "verwerfen" with its `reason`, "zurueck". None to show the page.

        Returns
        -------
        Response
            The page, 400 where a sentence or a reason is lacking; 303 back to it, at the next open finding.

        Raises
        ------
        UnknownNameError
            If the plan has no such finding.
        """
        values: dict[str, Any] = {"error": "", "typed": {}}
        if form is not None:
            answer = self._decide(request, place, form)
            if isinstance(answer, Response):
                return answer
            values = {"error": answer, "typed": dict(form)}
        found = place.plan.all(Finding)
        sides = {side: [one for one in found if one.side == side and one.verdict != "dismissed"] for side in SIDES}
        values |= {
            "by_side": sides,
            "dismissed": [one for one in found if one.verdict == "dismissed"],
            "total": len(found),
            "chosen": SHARED if place.plan.plan.members else SELECTION,
        }
        values |= {"decided": sum(one.verdict != "open" for one in found)}
        return self.desk.page(request, place, "findings.html", values, 400 if values["error"] else 200)

    def _decide(self, request: Request, place: Place, form: FormData) -> Response | str:
        """Save a decision, or return the id of the finding that lacks its reason."""
        act, identity = str(form.get("tun", "")), str(form.get("id", ""))
        if act == "neu":
            sentence, side = text(str(form.get("sentence", ""))), str(form.get("side", "notable"))
            if not sentence:
                return "neu"
            kept = side if side in ("strength", "weakness") else "notable"
            made = Finding(side=kept, theme="", sentence=sentence, verdict="rewritten", order=place.plan.changed)  # type: ignore[arg-type]
            return self.desk.save(request, place, form, "Eigener Befund", lambda change: _put(change, made), "/befunde")
        one = place.plan.one(Finding, identity)
        fields = self._fields(one, act, form)
        if isinstance(fields, str):
            return fields
        told = {
            "behalten": "behalten",
            "umschreiben": "umgeschrieben",
            "verwerfen": "verworfen",
            "zurueck": "wieder offen",
        }
        what = f"Befund {identity} {told.get(act, 'geändert')}"
        return self.desk.save(
            request,
            place,
            form,
            what,
            lambda change: _save(change, Finding, identity, fields, read_at(form)),
            f"/befunde#{_next(place.plan.all(Finding), one) if act != 'zurueck' else identity}",
        )

    @staticmethod
    def _fields(one: Finding, act: str, form: FormData) -> dict[str, Any] | str:
        sentence = text(str(form.get("sentence", one.sentence)))
        if act == "verwerfen":
            reason, because = str(form.get("reason", "")), text(str(form.get("because", "")))
            if reason not in get_args(Reason) or not reason or (reason == "other" and not because):
                return one.id
            return {"verdict": "dismissed", "reason": reason, "because": because}
        if act == "zurueck":
            return {"verdict": "open", "reason": "", "because": "", "sentence": one.suggested or one.sentence}
        changed = sentence != one.suggested
        return {"sentence": sentence, "verdict": "rewritten" if changed else "kept"}

    def chapters(self, request: Request, place: Place, _: FormData | None) -> Response:
        """All chapters, written or still to write.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        _ : FormData or None
            Not read.

        Returns
        -------
        Response
            The page.
        """
        return self.desk.page(request, place, "chapters.html", {"chapters": place.plan.all(Chapter)})

    def chapter(self, request: Request, place: Place, form: FormData | None) -> Response:
        """One chapter with its text, tables and figures.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the chapter.
        place : Place
            The plan that the address means.
        form : FormData or None
            `text`; or `tun` "weglassen" with `because`, "aufnehmen", or "vorschlag" for the text as it was proposed.
            None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.

        Raises
        ------
        UnknownNameError
            If the plan has no such chapter.
        """
        one = place.plan.one(Chapter, request.path_params["id"])
        if form is None:
            drawn = [(figure, svg(figure)) for figure in one.figures]
            return self.desk.page(request, place, "chapter.html", {"one": one, "drawn": drawn})
        act = str(form.get("tun", ""))
        fields: dict[str, Any] = {"text": text(str(form.get("text", one.text)))}
        if act == "weglassen":
            fields = {"left_out": True, "because": text(str(form.get("because", "")))}
        elif act == "aufnehmen":
            fields = {"left_out": False, "because": ""}
        elif act == "vorschlag":
            fields = {"text": one.suggested}
        what = f"Kapitel {one.title}"
        return self.desk.save(
            request,
            place,
            form,
            what,
            lambda change: _save(change, Chapter, one.id, fields, read_at(form)),
            f"/kapitel/{one.id}#text",
        )


def _next(found: list[Finding], one: Finding) -> str:
    """The next finding on the page that is still open, so that the eye need not look for it; else this one."""
    ordered = [each for side in SIDES for each in found if each.side == side]
    after = ordered[ordered.index(one) + 1 :]
    return next((each.id for each in after if each.verdict == "open"), one.id)


def _put(change: Change, record: Any) -> None:  # noqa: ANN401 - any record
    change.put(record)


def _save(change: Change, kind: type[Any], identity: str, fields: dict[str, Any], at: int) -> None:
    change.save(kind, identity, fields, at)
