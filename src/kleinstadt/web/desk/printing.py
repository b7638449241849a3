"""The document page, its downloads, and the page that the town may publish."""

from collections.abc import Callable
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.web.desk.desk import Desk, Place, read_at
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError
from kleinstadt.workbench.documents import exchange, goal_tables, parts, tables
from kleinstadt.workbench.documents.assemble import AUDIENCES, document
from kleinstadt.workbench.documents.drawing import svg
from kleinstadt.workbench.documents.model import Audience, Bullets, Document, Grid, Heading, Picture
from kleinstadt.workbench.documents.papers import council_paper, resolution, yearly_report
from kleinstadt.workbench.documents.sheets import state_of, titled
from kleinstadt.workbench.laender.profiles import DUTIES, profile_of, titles
from kleinstadt.workbench.models.findings import Chapter, Finding
from kleinstadt.workbench.models.goals import Goal
from kleinstadt.workbench.models.measures import Measure
from kleinstadt.workbench.models.plan import Plan
from kleinstadt.workbench.models.proofs import Participation
from kleinstadt.workbench.money.checks import checks
from kleinstadt.workbench.storage.workspace import PLAN_ID, Workspace

NO_PAGE: Final = ("Diese Seite gibt es nicht.", "There is no such page.")
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS: Final = {
    "docx": WORD,
    "pdf": "application/pdf",
    "xlsx": EXCEL,
    "geojson": "application/geo+json",
    "ics": "text/calendar; charset=utf-8",
}
FILES: Final = (
    ("konzept", "Das ganze Konzept", "The whole concept", ("docx", "pdf")),
    ("vorlage", "Beschlussvorlage", "Council paper", ("docx", "pdf")),
    ("bericht", "Jahresbericht", "Yearly report", ("docx", "pdf")),
    ("blaetter", "Maßnahmenblätter", "Measure sheets", ("docx", "pdf", "xlsx")),
    ("kofi", "Kosten- und Finanzierungsübersicht", "Cost and finance", ("xlsx",)),
    ("monitoring", "Ziele und Stand der Maßnahmen", "Goals and states", ("xlsx",)),
    ("karte", "Maßnahmen mit Ort", "Measures with a place", ("geojson",)),
    ("kalender", "Termine", "Dates", ("ics",)),
)  # fmt: skip


class PrintPages:
    """/dokument, its files, /oeffentlich."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk.

        Parameters
        ----------
        desk : Desk
            The store of plans, and the site around its pages.
        """
        self.desk = desk

    def page(self, request: Request, place: Place, form: FormData | None) -> Response:
        """What is printed for whom, what is still open, the downloads.

        Parameters
        ----------
        request : Request
            `fuer` in its query says for whom: "mayor", "council", "land" or "public".
        place : Place
            The plan that the address means.
        form : FormData or None
            `tun` "veroeffentlichen" publishes the public page, anything else withdraws it. None to show the page.

        Returns
        -------
        Response
            The page, or 303 back to it.
        """
        found = place.plan
        if form is not None:
            fields = {"published": form.get("tun") == "veroeffentlichen"}
            return self.desk.save(
                request,
                place,
                form,
                "Öffentliche Seite",
                lambda change: _save(change, Plan, PLAN_ID, fields, read_at(form)),
                "/dokument",
            )
        audience = _audience(request)
        values = {
            "audience": audience,
            "audiences": AUDIENCES,
            "files": FILES,
            "profile": profile_of(found.plan.land),
            "titles": titles(),
            "duties": DUTIES,
            "open": _open(found),
            "made": document(found, audience, atlas=self.desk.site.atlas),
            "resolution": resolution(found, _today()),
            "kind": _block_kind,
            "drawn": svg,
        }
        return self.desk.page(request, place, "document.html", values)

    def file(self, request: Request, place: Place, _: FormData | None) -> Response:
        """One file: konzept.docx?fuer=council and all others of FILES.

        Parameters
        ----------
        request : Request
            `name` and `form` in its path are those of FILES; `fuer` in its query says for whom.
        place : Place
            The plan that the address means.
        _ : FormData or None
            Not read.

        Returns
        -------
        Response
            The file, to be saved.

        Raises
        ------
        NotFoundError
            If there is no such file.
        """
        name, form = request.path_params["name"], request.path_params["form"]
        known = next((forms for key, _, _, forms in FILES if key == name), ())
        if form not in known:
            german = f"Eine Datei {name}.{form} gibt es nicht."
            raise NotFoundError(german, f"There is no file {name}.{form}.")
        data = self._made(place.plan, name, form, _audience(request))
        headers = {"Content-Disposition": f'attachment; filename="{name}-{paths.slug(place.name)}.{form}"'}
        return Response(data, media_type=KINDS[form], headers=headers)

    def _made(self, found: Workspace, name: str, form: str, audience: Audience) -> bytes:
        atlas = self.desk.site.atlas
        if form in ("docx", "pdf"):
            makers: dict[str, Callable[[], Document]] = {
                "konzept": lambda: document(found, audience, atlas=atlas),
                "vorlage": lambda: council_paper(found),
                "bericht": lambda: yearly_report(found, atlas),
                "blaetter": lambda: _sheets(found),
            }
            return _printed(makers[name](), form)
        plain: dict[str, Callable[[], bytes]] = {
            "blaetter": lambda: tables.measures(found),
            "kofi": lambda: tables.money(found),
            "monitoring": lambda: tables.monitoring(found, atlas),
            "karte": lambda: exchange.geojson(found),
            "kalender": lambda: exchange.calendar(found),
        }
        return plain[name]()

    def preview(self, request: Request, place: Place, _: FormData | None) -> Response:
        """What all would see, whether it is published or not.

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
        return self.desk.page(request, place, "public.html", _public(place.plan) | {"preview": True})

    def public(self, request: Request, _: Place, __: FormData | None) -> Response:
        """The public page: only where the town published it.

        Parameters
        ----------
        request : Request
            `place` in its path holds the key of the plan.
        _ : Place
            Not read: the address is none of the plan's own.
        __ : FormData or None
            Not read.

        Returns
        -------
        Response
            The page.

        Raises
        ------
        NotFoundError
            If there is no such plan, or its page is not published; which of both is not said.
        """
        key = paths.key_in(request.path_params["place"]) or ""
        if not self.desk.store.has(key) or not self.desk.store.load(key).plan.published:
            raise NotFoundError(*NO_PAGE)
        shown = self.desk.place(key)
        return self.desk.page(
            request, Place(key, shown.name, shown.base, None), "public.html", _public(shown.plan) | {"preview": False}
        )


def _public(found: Workspace) -> dict[str, Any]:
    """Goals, measures and answers without names, notes and open sums."""
    measures = [one for one in found.all(Measure) if one.stage in ("measure", "key_project")]
    outcomes = [one for step in found.all(Participation) if step.published for one in step.outcomes]
    return {
        "title": found.plan.title,
        "plan": found.plan,
        "name": found.plan.name,
        "goals": [one for one in found.all(Goal) if one.state == "accepted"],
        "measures": [(titled(one), one.summary, state_of(one)) for one in measures],
        "outcomes": outcomes,
        "value_of": goal_tables.value_of,
        "indicator_of": goal_tables.indicator_of,
    }


def _printed(made: Document, form: str) -> bytes:
    """A document as Word or PDF; both are imported when asked for, which costs a second."""
    if form == "docx":
        from kleinstadt.workbench.documents.word import word

        return word(made)
    from kleinstadt.workbench.documents.pdf import pdf

    return pdf(made)


def _sheets(found: Workspace) -> Document:
    blocks = [
        block
        for number, (heading, table) in enumerate(parts.sheets(found), 1)
        for block in (Heading(1, heading), Grid(number, table))
    ]
    return Document(f"Maßnahmenblätter, {found.plan.title}", found.plan.name, (), tuple(blocks))


def _audience(request: Request) -> Audience:
    wanted = request.query_params.get("fuer", "mayor")
    known: dict[str, Audience] = {"mayor": "mayor", "council": "council", "land": "land", "public": "public"}
    return known.get(wanted, "mayor")


def _open(found: Workspace) -> list[tuple[str, str, str]]:
    """What is open before a document is sent: German, English, where to mend it."""
    findings = sum(one.verdict == "open" for one in found.all(Finding))
    goals = sum(one.state == "proposed" for one in found.all(Goal))
    lost = sum(not one.goals for one in found.all(Measure) if one.stage in ("measure", "key_project"))
    empty = sum(not one.text and not one.left_out for one in found.all(Chapter))
    wrong = len(checks(found))
    told = [
        (findings, f"{findings} Befunde ungeprüft", f"{findings} findings not looked at", "/befunde"),
        (goals, f"{goals} Zielvorschläge nicht entschieden", f"{goals} proposed goals not decided", "/ziele"),
        (lost, f"{lost} Maßnahmen ohne Ziel", f"{lost} measures without a goal", "/massnahmen"),
        (
            empty,
            f"{empty} Kapitel noch leer (werden nicht gedruckt)",
            f"{empty} chapters still empty (not printed)",
            "/kapitel",
        ),
        (wrong, f"{wrong} Hinweise beim Geld", f"{wrong} remarks on money", "/geld"),
    ]
    return [(german, english, where) for n, german, english, where in told if n]


def _block_kind(block: object) -> str:
    if isinstance(block, Heading):
        return "heading"
    if isinstance(block, Grid):
        return "grid"
    if isinstance(block, Picture):
        return "picture"
    return "list" if isinstance(block, Bullets) else "text"


def _today() -> Any:  # noqa: ANN401
    from datetime import date

    return date.today()


def _save(change: Any, kind: type[Any], identity: str, fields: dict[str, Any], at: int) -> None:  # noqa: ANN401
    change.save(kind, identity, fields, at)
