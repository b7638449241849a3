"""The application: routes, middleware, errors, and what is computed ahead in the background."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kleinstadt import __version__
from kleinstadt.errors import KleinstadtError, UnknownNameError
from kleinstadt.observatory import Edition
from kleinstadt.web.api import router
from kleinstadt.web.api_page import ApiPage
from kleinstadt.web.atlas import Atlas
from kleinstadt.web.compare_pages import ComparePages
from kleinstadt.web.map_pages import MapPages
from kleinstadt.web.peer_pages import PeerPages
from kleinstadt.web.problems import NotFoundError, RequestError
from kleinstadt.web.report_pages import ReportPages
from kleinstadt.web.security import LanguagePrefix, SecurityHeaders
from kleinstadt.web.site import Site
from kleinstadt.web.town_pages import TownPages
from kleinstadt.web.warming import warm

log = logging.getLogger(__name__)


def create_app(edition: Path | str | None = None, *, ahead: bool = True) -> FastAPI:
    """The atlas of an edition, by default of the embedded one; raises EditionError if it is not whole.

    ahead : compute what the first visitors need in the background
    """
    site = Site(Atlas(Edition(edition)))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if ahead:
            Thread(target=warm, args=(site,), daemon=True).start()
        yield

    app = FastAPI(
        title="kleinstadt", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.state.site = site
    add_pages(app, site)
    add_errors(app, site)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(LanguagePrefix)
    return app


def add_pages(app: FastAPI, site: Site) -> None:
    """The pages' routes."""
    app.include_router(router(site))
    described = ApiPage(app, site)
    app.add_route("/api/v1/openapi.json", described.schema)
    app.add_route("/api", described.page)
    towns = TownPages(site)
    maps = MapPages(site)
    peers = PeerPages(site)
    reports = ReportPages(site)
    compare = ComparePages(site)
    app.add_route("/static/{version}/{name}", site.static.serve)
    app.add_route("/favicon.ico", site.static.serve)
    app.add_route("/", towns.start)
    app.add_route("/suche", towns.search)
    app.add_route("/zwillinge/{part}", peers.peers)
    app.add_route("/gruppen", peers.clusters)
    app.add_route("/gruppen/karte.svg", peers.cluster_map)
    app.add_route("/vergleich", compare.towns)
    app.add_route("/tabelle", compare.table)
    app.add_route("/daten", reports.methods)
    app.add_route("/bericht", reports.index)
    app.add_route("/bericht/{year}", reports.bare)
    app.add_route("/bericht/{year}/", reports.file)
    app.add_route("/bericht/{year}/{name}", reports.file)
    app.add_route("/karte", maps.page)
    app.add_route("/karte/ebene", maps.layer)
    app.add_route("/karte/karte.{form}", maps.file)
    app.add_route("/stadt/{part}.pdf", towns.pdf)
    app.add_route("/verband/{part}.pdf", towns.pdf)
    app.add_route("/stadt/{part}", towns.town)
    app.add_route("/verband/{part}", towns.verband)


def add_errors(app: FastAPI, site: Site) -> None:
    """Every error as a page, or as JSON under /api."""

    def refuse(request: Request, error: Exception) -> Response:
        if isinstance(error, RequestError):
            return answer(request, error.status, error.text(request.state.lang), error)
        if isinstance(error, HTTPException):
            return answer(request, error.status_code, _said(error.status_code, request.state.lang), error)
        return answer(request, 404 if isinstance(error, UnknownNameError) else 400, str(error), error)

    def answer(request: Request, status: int, text: str, error: Exception) -> Response:
        if request.scope["path"].startswith("/api/"):
            return JSONResponse({"error": text, "status": status}, status)
        near = error.near if isinstance(error, NotFoundError) else ()
        page = site.render(request, "error.html", {"status": status, "text": text, "near": near})
        return Response(page, status, media_type="text/html")

    def broken(request: Request, error: Exception) -> Response:
        log.error("%s failed", request.scope["path"], exc_info=error)
        lang = "en" if str(request.scope.get("path", "")).startswith("/en") else "de"
        return JSONResponse({"error": _said(500, lang), "status": 500}, 500)

    app.add_exception_handler(KleinstadtError, refuse)
    app.add_exception_handler(HTTPException, refuse)
    app.add_exception_handler(Exception, broken)


def _said(status: int, lang: str) -> str:
    known = {
        404: ("Diese Seite gibt es nicht.", "There is no such page."),
        405: ("So geht diese Anfrage nicht.", "This address does not take such a request."),
        500: ("Hier ist etwas schiefgegangen.", "Something went wrong here."),
    }
    german, english = known.get(status, ("Die Anfrage ging nicht.", "The request failed."))
    return german if lang == "de" else english
