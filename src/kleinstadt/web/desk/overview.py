"""Plans there are, the beginning of one, its overview, its file."""

import logging
from threading import Thread

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.errors import KleinstadtError, PlanError
from kleinstadt.web.desk.desk import Desk, Place
from kleinstadt.web.desk.posting import name_of, remember
from kleinstadt.web.serving import paths
from kleinstadt.words.dates import day
from kleinstadt.words.language import Lang, pick
from kleinstadt.workbench.check.answers import people
from kleinstadt.workbench.check.questionnaire import questionnaire
from kleinstadt.workbench.cooperation.rounds import answers, rounds
from kleinstadt.workbench.cooperation.statements import statements
from kleinstadt.workbench.documents.exchange import dates
from kleinstadt.workbench.draft.create import draft
from kleinstadt.workbench.laender.checklist import checklist, summary
from kleinstadt.workbench.laender.profiles import profile_of, rests_on
from kleinstadt.workbench.models.findings import Chapter, Finding
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.money import MoneyRow
from kleinstadt.workbench.models.proofs import Participation
from kleinstadt.workbench.money.checks import checks
from kleinstadt.workbench.monitoring.stale import stale
from kleinstadt.workbench.records import Record
from kleinstadt.workbench.storage.exchange import imported
from kleinstadt.workbench.storage.parcel import unpack
from kleinstadt.workbench.storage.workspace import Workspace

log = logging.getLogger(__name__)


class OverviewPages:
    """/plan and the first page of each plan."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk
        self._prepared: set[str] = set()

    def plans(self, request: Request, place: Place, form: FormData | None) -> Response:
        """/plan: the plans kept here; a plan's file is read in.

        Parameters
        ----------
        request : Request
            Its name is the one that the history of a plan that is read in shows.
        place : Place
            Of no plan.
        form : FormData or None
            `datei` is a plan's file (plan.zip); None to show the page.

        Returns
        -------
        Response
            The page, 400 where the file is no plan; or 303 to the plan that was read in.
        """
        error = ""
        if form is not None:
            error_or_key = self._read_in(request, form)
            if isinstance(error_or_key, Response):
                return error_or_key
            error = error_or_key
        plans = [self.desk.place(key) for key in self.desk.store.kept()]
        return self.desk.page(request, place, "plans.html", {"plans": plans, "error": error}, 400 if error else 200)

    def _read_in(self, request: Request, form: FormData) -> Response | str:
        """Keep an uploaded plan, or say what is wrong with it."""
        file = form.get("datei")
        try:
            data = file.file.read() if isinstance(file, UploadFile) else b""
            key = imported(self.desk.store, unpack(data), name_of(request))
        except PlanError as error:
            return pick((error.german, str(error)), request.state.lang)
        return self.desk.go(request, self.desk.place(key).base)

    def overview(self, request: Request, place: Place, form: FormData | None) -> Response:
        """The plan's first page: before it is begun, what it will hold and one button; then what is next.

        Parameters
        ----------
        request : Request
            For the page.
        place : Place
            The plan that the address means, also one that is not begun.
        form : FormData or None
            The button that begins it, with the `name` of who writes; where it is begun already nothing is made anew.
            None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.
        """
        if form is not None:
            return self._begin(request, place, form)
        if place.found is None:
            self.prepare(place.key)
            land = profile_of(place.key[:2])
            values = {"profile": land, "rests": f"{land.name}, {day(land.compiled, request.state.lang)}"}
            return self.desk.page(request, place, "begin.html", values)
        return self.desk.page(request, place, "overview.html", self._told(place.found, request.state.lang))

    def prepare(self, key: str) -> None:
        """Read what a draft needs while the person reads the page: the first one on a machine takes seconds.

        Parameters
        ----------
        key : str
            Of a town. Read in a thread of its own, once for each key; what goes wrong is logged only.
        """
        if key not in self._prepared:
            self._prepared.add(key)
            Thread(target=self._drafted, args=(key,), daemon=True).start()

    def _drafted(self, key: str) -> None:
        try:
            draft(self.desk.site.atlas, key)
        except KleinstadtError as error:  # the button meets it again, and says it
            log.warning("not drafted ahead: %s", error)

    def _begin(self, request: Request, place: Place, form: FormData) -> Response:
        who = str(form.get("name", ""))
        if place.found is None:
            made: list[Record] = draft(self.desk.site.atlas, place.key)
            self.desk.store.create(place.key, made, who.strip()[:80] or "Planung")
        return remember(self.desk.go(request, place.base), who)

    def _told(self, found: Workspace, lang: Lang) -> dict[str, object]:
        """Counted sentences of the overview, open points first."""
        findings, goals = found.all(Finding), found.all(Goal)
        old = stale(found, self.desk.site.atlas)
        chapters = [one for one in found.all(Chapter) if not one.left_out]
        measures, rows = found.all(Measure), found.all(MoneyRow)
        return {
            "stale": bool(old),
            "moved": sum(one.kind == "moved" for one in old),
            "flipped": sum(one.kind == "flipped" for one in old),
            "open_findings": sum(one.verdict == "open" for one in findings),
            "findings": len(findings),
            "chapters": len(chapters),
            "empty_chapters": sum(not one.text for one in chapters),
            "proposed": sum(one.state == "proposed" for one in goals),
            "accepted": sum(one.state == "accepted" for one in goals),
            "measures": len(measures),
            "without_goal": sum(not one.goals for one in measures if one.stage in ("measure", "key_project")),
            "asked": len({one.measure for one in found.all(Participation)} & {one.id for one in measures}),
            **_together(found),
            "answering": len(people(found, questionnaire().version)),
            "rows": len(rows),
            "wrong": len(checks(found)),
            "checklist": summary(checklist(found)),
            "rests": rests_on(found.plan, lang),
            "dates": dates(found)[:6],
        }

    def file(self, _: Request, place: Place, __: FormData | None) -> Response:
        """The whole plan as one file.

        Parameters
        ----------
        _ : Request
            Not read.
        place : Place
            The plan that the address means.
        __ : FormData or None
            Not read.

        Returns
        -------
        Response
            A zip file that OverviewPages.plans reads in again, here or elsewhere.
        """
        from kleinstadt.workbench.storage.exchange import exported
        from kleinstadt.workbench.storage.parcel import pack

        data = pack(exported(self.desk.store, place.plan.key))
        name = f"plan-{paths.slug(place.name)}.zip"
        return Response(
            data, media_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )


def _together(found: Workspace) -> dict[str, object]:
    """The newest round of an alliance, and how many partners have answered all of it."""
    newest = next(iter(rounds(found)), None)
    if newest is None:
        return {"round": None}
    asked = len(statements(newest.version).all)
    return {"round": newest, "partners_done": sum(len(mine) == asked for mine in answers(found, newest).values())}
