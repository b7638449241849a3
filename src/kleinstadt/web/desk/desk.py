"""What all pages of the desk share: the store, the plan that is meant, a page around it, a form taken in."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.web.desk import posting
from kleinstadt.web.serving import paths
from kleinstadt.web.serving.problems import NotFoundError
from kleinstadt.web.serving.site import Site
from kleinstadt.words.language import Lang
from kleinstadt.words.numbers import number
from kleinstadt.workbench import words as plan_words
from kleinstadt.workbench.draft.subject import subject
from kleinstadt.workbench.models.proofs import SideText
from kleinstadt.workbench.reading.amounts import shown
from kleinstadt.workbench.storage.change import Change
from kleinstadt.workbench.storage.done import AlreadySavedError, Done
from kleinstadt.workbench.storage.store import Store
from kleinstadt.workbench.storage.workspace import Workspace

LARGEST_FIELD: Final = 8 * 1024 * 1024
HEADERS: Final = {"Cache-Control": "private, no-cache", "Referrer-Policy": "same-origin"}

NAVIGATION: Final = (
    ("", "Übersicht", "Overview"),
    ("/befunde", "Befunde", "Findings"),
    ("/kapitel", "Kapitel", "Chapters"),
    ("/ziele", "Ziele", "Goals"),
    ("/massnahmen", "Maßnahmen", "Measures"),
    ("/geld", "Geld", "Money"),
    ("/beteiligung", "Beteiligung", "Participation"),
    ("/check", "Check", "Check"),
    ("/dokument", "Dokument", "Document"),
    ("/checkliste", "Checkliste", "Checklist"),
    ("/nachhalten", "Nachhalten", "Follow up"),
    ("/verlauf", "Verlauf", "History"),
)  # fmt: skip

Endpoint = Callable[[Request], Awaitable[Response]]
Page = Callable[[Request, "Place", FormData | None], Response]


@dataclass(frozen=True)
class Place:
    """The plan that an address means.

    base : its address without language; found : the plan, None before it is begun

    Attributes
    ----------
    key : str
        Of the town or the alliance; "" where no plan is meant.
    name : str
        What it is called.
    base : str
        Address of the plan without language, "/plan/05970004-bad-berleburg".
    found : Workspace or None
        The plan; None before it is begun.
    """

    key: str
    name: str
    base: str
    found: Workspace | None

    @property
    def plan(self) -> Workspace:
        """The plan that is begun.

        Returns
        -------
        Workspace
            As it was read for this request.

        Raises
        ------
        NotFoundError
            Before it is begun.
        """
        if self.found is None:
            german = f"Zu {self.name} gibt es hier noch keinen Plan. Auf {self.base} lässt er sich anlegen."
            raise NotFoundError(german, f"There is no plan of {self.name} here yet. Begin it at {self.base}.")
        return self.found


class Desk:
    """The store behind the pages, opened when the first of them is asked for."""

    def __init__(self, site: Site, database: str | None = None, *, local: bool = True) -> None:
        """Take the site, the address of the database, and whether only this machine may ask.

        Parameters
        ----------
        site : Site
            What all pages share.
        database : str, optional
            Address of the database of plans; a file among the user's data by default.
        local : bool
            Whether only this machine may ask.
        """
        self.site = site
        self.local = local
        self._database = database
        self._store: Store | None = None
        self._opening = Lock()

    @property
    def store(self) -> Store:
        """The store, opened once."""
        with self._opening:
            if self._store is None:
                self._store = Store(self._database)
            return self._store

    def route(self, page: Page) -> Endpoint:
        """An endpoint of a plan's page: GET shows it, POST takes its form and answers 303.

        Parameters
        ----------
        page : Page
            Called in a thread with the request, the plan that its address means, and the form; None for the form of a
            GET.

        Returns
        -------
        Endpoint
            For Starlette. It refuses forms that are not ours, moves old addresses of a plan, and forbids shared caches
            to keep the answer.
        """

        async def endpoint(request: Request) -> Response:
            if self.local:
                posting.check_host(request)
            form = None
            if request.method == "POST":
                posting.check_size(request)
                form = await request.form(max_files=1, max_fields=6000, max_part_size=LARGEST_FIELD)
                posting.check(request, form)
            answer = await run_in_threadpool(self._answer, request, page, form)
            posting.keep_session(request, answer)
            for name, value in HEADERS.items():
                answer.headers[name] = value
            return answer

        return endpoint

    def _answer(self, request: Request, page: Page, form: FormData | None) -> Response:
        part = request.path_params.get("part")
        if part is None:
            return page(request, Place("", "", "/plan", None), form)
        key = paths.key_in(part)
        place = self.place(key or "")
        wanted = request.scope["path"].partition(f"/plan/{part}")[2]
        if f"/plan/{part}" != place.base and form is None:
            return paths.moved(request, place.base + wanted)
        return page(request, place, form)

    def place(self, key: str) -> Place:
        """The plan of a key: one that is kept here, or a town that may begin one.

        Parameters
        ----------
        key : str
            Of a town or an alliance.

        Returns
        -------
        Place
            Without a plan where none is begun.

        Raises
        ------
        NotFoundError
            If there is neither such a plan nor such a town; it carries places that may have been meant.
        """
        if key and self.store.has(key):
            found = self.store.load(key)
            return Place(key, found.plan.name, f"/plan/{key}-{paths.slug(found.plan.name)}", found)
        try:
            town = subject(self.site.atlas, key)
        except UnknownNameError as error:
            raise NotFoundError(error.german, str(error), self.site.finder.search(key)) from error
        return Place(key, town.name, f"/plan/{key}-{paths.slug(town.name)}", None)

    def page(
        self, request: Request, place: Place, template: str, values: Mapping[str, Any], status: int = 200
    ) -> Response:
        """A page of the desk, with what all of its templates use: the plan, the form's token, words and numbers.

        Parameters
        ----------
        request : Request
            Its language, session and name are those of the page.
        place : Place
            The plan that the address means.
        template : str
            Name of a file in templates/desk.
        values : mapping of str to object
            What this template uses beside that.
        status : int
            Of the answer.

        Returns
        -------
        Response
            HTML.
        """
        found = place.found
        sides = [one for one in found.all(SideText) if not one.settled] if found else []
        known = {
            "place": place,
            "plan": found.plan if found else None,
            "found": found,
            "token": posting.token_of(request),
            "once": posting.once,
            "who": posting.name_of(request),
            "sections": NAVIGATION,
            "w": plan_words,
            "options": _options,
            "amount": lambda value: _amount(value, request.state.lang),
            "euro": lambda value: shown(value, request.state.lang),
            "label": lambda name: _label(name, request.state.lang),
            "saved": request.query_params.get("gespeichert", ""),
            "merged": request.query_params.get("zusammengefuehrt", ""),
            "sides": sides,
        }
        html = self.site.render(request, f"desk/{template}", known | dict(values))
        return Response(html, status, media_type="text/html")

    def save(
        self, request: Request, place: Place, form: FormData, what: str, write: Callable[[Change], None], back: str = ""
    ) -> Response:
        """Write a change and go back to a page of the plan; a field that two changed leads to where it is settled.

        Parameters
        ----------
        request : Request
            Its name is the one that the history shows.
        place : Place
            The plan that is changed.
        form : FormData
            `nummer` is the form's one-time number: sent again, it changes nothing again.
        what : str
            What was done, for the history; in German.
        write : callable
            Called with the change, within one transaction.
        back : str
            Path of a page below the plan's address, with query or anchor; its first page by default.

        Returns
        -------
        Response
            303.

        Raises
        ------
        UnknownNameError
            If what is changed is not there any more.
        PlanError
            If a value does not fit, or the database cannot be written.
        """
        try:
            with self.store.change(
                place.key, posting.name_of(request), what, token=str(form.get("nummer") or "") or None
            ) as change:
                write(change)
            done = change.done or Done(0)
        except AlreadySavedError as error:
            done = Done(error.number)
        open_ = [clash for clash in done.clashes if not clash.merged]
        if open_:
            return self.go(request, f"{place.base}/zusammenfuehren/{open_[0].side}")
        path, _, anchor = back.partition("#")
        mark = "zusammengefuehrt" if done.clashes else "gespeichert"
        query = f"{'&' if '?' in path else '?'}{mark}={done.number}" if done.number else ""
        return self.go(request, f"{place.base}{path}{query}{'#' + anchor if anchor else ''}")

    @staticmethod
    def go(request: Request, path: str) -> Response:
        """To a page, by GET.

        Parameters
        ----------
        request : Request
            Its language is kept.
        path : str
            Address without language.

        Returns
        -------
        Response
            303.
        """
        return RedirectResponse(paths.in_language(path, request.state.lang), 303)


def _amount(value: Decimal | None, lang: Lang) -> str:
    """A number with as many decimals as it has; empty where there is none."""
    return "" if value is None else number(float(value), max(0, -int(value.as_tuple().exponent)), lang)


def _label(name: str, lang: Lang) -> str:
    """What an indicator is called; its id where it is not declared any more."""
    return INDICATORS[name].label(lang) if name in INDICATORS else name


def _options(records: list[Any]) -> list[tuple[str, str]]:
    """Records as boxes to tick: id and name."""
    return [(one.id, getattr(one, "sentence", "") or f"{one.number} {one.title}".strip()) for one in records]


def read_at(form: FormData) -> int:
    """The change that a form was read at; 0 where it does not say.

    Parameters
    ----------
    form : FormData
        With `stand`, the number of the newest change when the page was shown.

    Returns
    -------
    int
        Number of a change of the plan.
    """
    text = str(form.get("stand", "0"))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
