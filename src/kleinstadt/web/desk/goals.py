"""Goals and measures: taken over, written, linked; every field is kept, what cannot be read is named beside it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.compare.columns import Atlas
from kleinstadt.web.desk.desk import Desk, Place, read_at
from kleinstadt.web.desk.reading import GOAL, MEASURE, problems, read, text
from kleinstadt.words.language import Lang, pick
from kleinstadt.workbench.draft.corridor import beyond, corridor, in_words
from kleinstadt.workbench.draft.subject import town_of
from kleinstadt.workbench.laender.profiles import flagged
from kleinstadt.workbench.models.findings import Finding
from kleinstadt.workbench.models.goals import ActionField, Goal
from kleinstadt.workbench.models.measures import LogEntry, Measure, Step
from kleinstadt.workbench.models.plan import FundingArea, OwnFigure
from kleinstadt.workbench.models.proofs import Decision, Participation
from kleinstadt.workbench.monitoring.verdicts import SIGNS, WORDS, judge, newest
from kleinstadt.workbench.reading.when import when
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.storage.workspace import Workspace

STAGE_ORDER = ("key_project", "measure", "pool", "idea")


class GoalPages:
    """/ziele and /massnahmen of a plan."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    # --- goals ---

    def goals(self, request: Request, place: Place, form: FormData | None) -> Response:
        """Proposals and accepted goals; taking one over is one click.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means.
        form : FormData or None
            `tun` "neu" adds the goal `sentence`; "uebernehmen", "ablehnen" and "zurueck" decide on the goal `id`. None
            to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.
        """
        if form is not None:
            return self._decide(request, place, form)
        found = place.plan
        rows = [(one, flagged(one, len(_serving(found, one)))) for one in found.all(Goal)]
        values = {
            "proposed": [one for one in rows if one[0].state == "proposed"],
            "accepted": [one for one in rows if one[0].state == "accepted"],
            "declined": [one for one in rows if one[0].state == "declined"],
            "fields": {one.id: one.title for one in found.all(ActionField)},
        }
        return self.desk.page(request, place, "goals.html", values)

    def _decide(self, request: Request, place: Place, form: FormData) -> Response:
        act, identity = str(form.get("tun", "")), str(form.get("id", ""))
        if act == "neu":
            made = Goal(
                sentence=text(str(form.get("sentence", ""))) or "Neues Ziel", state="accepted", order=place.plan.changed
            )
            return self.desk.save(request, place, form, "Ziel hinzugefügt", lambda change: _put(change, made), "/ziele")
        state = {"uebernehmen": "accepted", "ablehnen": "declined", "zurueck": "proposed"}.get(act, "proposed")
        fields = {"state": state, "declined_because": text(str(form.get("because", "")))}
        what = (
            f"Ziel {identity}"
            f" {'übernommen' if state == 'accepted' else 'nicht übernommen' if state == 'declined' else 'wieder offen'}"
        )
        return self.desk.save(
            request,
            place,
            form,
            what,
            lambda change: _save(change, Goal, identity, fields, read_at(form)),
            f"/ziele#{identity}",
        )

    def goal(self, request: Request, place: Place, form: FormData | None) -> Response:
        """One goal: sentence, indicator with newest value and corridor, target, who can move it, measures.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the goal.
        place : Place
            The plan that the address means.
        form : FormData or None
            The fields of reading.GOAL; or `tun` "massnahme" for a new measure that serves it, "loeschen" for the bin.
            None to show the page.

        Returns
        -------
        Response
            The page; 303 back to it, or to all goals where this one was deleted.

        Raises
        ------
        UnknownNameError
            If the plan has no such goal.
        """
        found, one = place.plan, place.plan.one(Goal, request.path_params["id"])
        if form is not None:
            return self._goal_saved(request, place, form, one)
        values = {
            "one": one,
            "problems": problems(one, GOAL, request.state.lang),
            "stand": judge(found, one, self.desk.site.atlas),
            "signs": SIGNS,
            "verdicts": WORDS,
            "fields": found.all(ActionField),
            "areas": found.all(FundingArea),
            "findings": [each for each in found.all(Finding) if each.verdict != "dismissed"],
            "serving": _serving(found, one),
            "indicators": self.desk.site.atlas.indicators,
            "own": sorted({each.subject for each in found.all(OwnFigure)}),
            "flag": flagged(one, len(_serving(found, one))),
            "twins": _told(one, self.desk.site.atlas),
            "far": beyond(one),
        }
        return self.desk.page(request, place, "goal.html", values)

    def _goal_saved(self, request: Request, place: Place, form: FormData, one: Goal) -> Response:
        if form.get("tun") == "massnahme":
            made = Measure(
                title=text(str(form.get("measure_title", ""))) or "Neue Maßnahme",
                goals=(one.id,),
                order=place.plan.changed,
            )
            return self.desk.save(
                request,
                place,
                form,
                "Maßnahme hinzugefügt",
                lambda change: _put(change, made),
                f"/ziele/{one.id}#massnahmen",
            )
        if form.get("tun") == "loeschen":
            return self.desk.save(
                request, place, form, f"Ziel {one.id} gelöscht", lambda change: change.delete(Goal, one.id), "/ziele"
            )
        fields, unread = read(form, GOAL, one, request.state.lang)
        fields = _with_start(fields, one, place.plan, self.desk)
        fields = {name: value for name, value in fields.items() if value is not None or _may_be_none(one, name)}
        return self.desk.save(
            request,
            place,
            form,
            f"Ziel {one.id} geändert",
            lambda change: _save(change, Goal, one.id, fields | {"unread": unread}, read_at(form)),
            f"/ziele/{one.id}",
        )

    # --- measures ---

    def measures(self, request: Request, place: Place, form: FormData | None) -> Response:
        """All measures, as a list or by stage.

        Parameters
        ----------
        request : Request
            `ansicht` in its query is "liste" or "stufen".
        place : Place
            The plan that the address means.
        form : FormData or None
            `title` of a new measure; or `tun` "verschieben" with `id` and the `stage` it goes to. None to show the
            page.

        Returns
        -------
        Response
            The page, or 303 back to it.
        """
        found = place.plan
        if form is not None:
            return self._measures_saved(request, place, form)
        goals = {one.id: one for one in found.all(Goal)}
        ordered = sorted(found.all(Measure), key=lambda one: STAGE_ORDER.index(one.stage))
        view = request.query_params.get("ansicht", "liste")
        values = {
            "measures": ordered,
            "goals": goals,
            "view": view if view in ("liste", "stufen") else "liste",
            "stages": STAGE_ORDER,
            "steps": {one.measure: one for one in reversed(found.all(Step)) if not one.done},
        }
        return self.desk.page(request, place, "measures.html", values)

    def _measures_saved(self, request: Request, place: Place, form: FormData) -> Response:
        view = "?ansicht=stufen" if form.get("ansicht") == "stufen" else ""
        if form.get("tun") == "verschieben":
            identity, stage = str(form.get("id", "")), str(form.get("stage", ""))
            what = f"Maßnahme {identity} verschoben"
            return self.desk.save(
                request,
                place,
                form,
                what,
                lambda change: _save(change, Measure, identity, {"stage": stage}, read_at(form)),
                f"/massnahmen{view}#{identity}",
            )
        made = Measure(title=text(str(form.get("title", ""))) or "Neue Maßnahme", order=place.plan.changed)
        return self.desk.save(
            request, place, form, "Maßnahme hinzugefügt", lambda change: _put(change, made), f"/massnahmen{view}"
        )

    def measure(self, request: Request, place: Place, form: FormData | None) -> Response:
        """A measure's sheet: eleven fields at once, the rest below.

        Parameters
        ----------
        request : Request
            `id` in its path is that of the measure.
        place : Place
            The plan that the address means.
        form : FormData or None
            The fields of reading.MEASURE; or `tun` "schritt" for a next step, "erledigt" for the step `id`, "verlauf"
            for a line of the log, "loeschen" for the bin. None to show the page.

        Returns
        -------
        Response
            The page; 303 back to it, or to all measures where this one was deleted.

        Raises
        ------
        UnknownNameError
            If the plan has no such measure.
        """
        found, one = place.plan, place.plan.one(Measure, request.path_params["id"])
        if form is not None:
            return self._measure_saved(request, place, form, one)
        values = {
            "one": one,
            "problems": problems(one, MEASURE, request.state.lang),
            "goals": [each for each in found.all(Goal) if each.state == "accepted" or each.id in one.goals],
            "findings": [each for each in found.all(Finding) if each.verdict != "dismissed"],
            "areas": found.all(FundingArea),
            "others": [each for each in found.all(Measure) if each.id != one.id],
            "steps": [each for each in found.all(Step) if each.measure == one.id],
            "log": [each for each in found.all(LogEntry) if each.measure == one.id],
            "decided": [each for each in found.all(Decision) if one.id in each.measures],
            "asked": [each for each in found.all(Participation) if each.measure == one.id],
            "taken": _taken(found, one, request.state.lang),
        }
        return self.desk.page(request, place, "measure.html", values)

    def _measure_saved(self, request: Request, place: Place, form: FormData, one: Measure) -> Response:
        act, back = str(form.get("tun", "")), f"/massnahmen/{one.id}"
        if act == "loeschen":
            return self.desk.save(
                request,
                place,
                form,
                f"Maßnahme {one.id} gelöscht",
                lambda change: change.delete(Measure, one.id),
                "/massnahmen",
            )
        if act == "schritt":
            return self.desk.save(
                request, place, form, "Nächster Schritt", lambda change: _step(change, form, one), f"{back}#schritte"
            )
        if act == "erledigt":
            step = str(form.get("id", ""))
            return self.desk.save(
                request,
                place,
                form,
                "Schritt erledigt",
                lambda change: _save(change, Step, step, {"done": True}, read_at(form)),
                f"{back}#schritte",
            )
        if act == "verlauf":
            made = LogEntry(measure=one.id, day=date.today(), what=text(str(form.get("what", ""))) or "ohne Text")
            return self.desk.save(
                request, place, form, "Verlauf ergänzt", lambda change: _put(change, made), f"{back}#verlauf"
            )
        fields, unread = read(form, MEASURE, one, request.state.lang)
        fields = {name: value for name, value in fields.items() if value is not None or _may_be_none(one, name)}
        return self.desk.save(
            request,
            place,
            form,
            f"Maßnahme {one.title} geändert",
            lambda change: _save(change, Measure, one.id, fields | {"unread": unread}, read_at(form)),
            back,
        )


def _may_be_none(record: Any, name: str) -> bool:  # noqa: ANN401 - any record
    """Whether a field may be unknown: texts are empty instead."""
    return not isinstance(getattr(record, name), str | tuple)


def _serving(found: Workspace, goal: Goal) -> list[Measure]:
    return [one for one in found.all(Measure) if goal.id in one.goals]


def _taken(found: Workspace, one: Measure, lang: Lang) -> str:
    """Who has the same Kürzel; empty where nobody has."""
    other = next(
        (each for each in found.all(Measure) if each.number and each.number == one.number and each.id != one.id), None
    )
    if other is None:
        return ""
    german = f"Das Kürzel {one.number} gehört schon zu „{other.title}“."
    return pick((german, f"The number {one.number} is already that of '{other.title}'."), lang)


def _told(one: Goal, atlas: Atlas) -> str:
    """What twins reached, or why that is not known; empty where no indicator was chosen."""
    if one.corridor is None:
        return one.no_corridor
    decimals = atlas.indicators[one.indicator].decimals if one.indicator in atlas.indicators else 1
    return in_words(one.corridor, one.unit, decimals)


def _with_start(fields: dict[str, Any], one: Goal, found: Workspace, desk: Desk) -> dict[str, Any]:
    """A newly chosen indicator brings unit, newest value with its source, and what twins reached."""
    name, wanted = fields.get("indicator", one.indicator), fields.get("wanted", one.wanted)
    atlas, by = desk.site.atlas, fields.get("measure_by", one.measure_by)
    same = name == one.indicator and wanted == one.wanted and one.start_value is not None
    last = newest(found, replace(one, measure_by="indicator", indicator=name), atlas)
    if by != "indicator" or same or last is None:
        return fields
    held, why_not = corridor(town_of(atlas, found.plan), name, up=wanted != "down")
    twins = {"corridor": held, "no_corridor": why_not}
    if name == one.indicator and one.start_value is not None:  # only the direction changed
        return fields | twins
    start = {
        "unit": atlas.known(name).unit_label("de"),
        "start_value": Decimal(f"{last.value:.{last.decimals}f}"),
        "start_period": last.period,
        "start_edition": last.edition,
        "start_source": last.source,
    }
    return fields | start | twins


def _step(change: Change, form: FormData, one: Measure) -> None:
    """A next step; a date that cannot be read stays with it as typed."""
    from kleinstadt.errors import PlanError

    typed = str(form.get("until", ""))
    try:
        until, unread = when(typed), {}
    except PlanError:
        until, unread = None, {"until": typed}
    who, what = text(str(form.get("who", ""))), text(str(form.get("what", "")))
    change.put(Step(measure=one.id, what=what or "ohne Text", who=who, until=until, unread=unread))


def _put(change: Change, record: Any) -> None:  # noqa: ANN401 - any record
    change.put(record)


def _save(change: Change, kind: type[Any], identity: str, fields: dict[str, Any], at: int) -> None:
    change.save(kind, identity, fields, at)
