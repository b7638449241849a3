"""Every error as a page that helps on, or as JSON under /api."""

import logging

from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kleinstadt.errors import KleinstadtError, UnknownNameError
from kleinstadt.web.problems import NotFoundError, RequestError
from kleinstadt.web.site import Site

log = logging.getLogger(__name__)


def add_errors(app: FastAPI, site: Site) -> None:
    """Tell the application how to say that something went wrong."""

    def refuse(request: Request, error: Exception) -> Response:
        status, text = _reason(request, error)
        near = error.near if isinstance(error, NotFoundError) else ()
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
        if request.scope["path"].startswith("/api/"):
            return JSONResponse({"error": text, "status": status}, status, headers)
        page = site.render(request, "error.html", {"status": status, "text": text, "near": near})
        return Response(page, status, headers, media_type="text/html")

    app.add_exception_handler(KleinstadtError, refuse)
    app.add_exception_handler(HTTPException, refuse)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, broken)


def invalid(_: Request, error: Exception) -> Response:
    """Parameters of the API that are not of their kind: which, and why."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    text = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in found)
    return JSONResponse({"error": text, "status": 422, "detail": jsonable_encoder(found)}, 422)


def broken(request: Request, error: Exception) -> Response:
    """An error of our own: it goes to the log, and none of it to the reader."""
    log.error("%s failed", request.scope["path"], exc_info=error)
    lang = "en" if str(request.scope.get("path", "")).startswith("/en") else "de"
    return JSONResponse({"error": _said(500, lang), "status": 500}, 500)


def _reason(request: Request, error: Exception) -> tuple[int, str]:
    """Status and reason of an error."""
    if isinstance(error, RequestError):
        return error.status, error.text(request.state.lang)
    if isinstance(error, HTTPException):
        return error.status_code, _said(error.status_code, request.state.lang)
    return 404 if isinstance(error, UnknownNameError) else 400, str(error)


def _said(status: int, lang: str) -> str:
    known = {
        404: ("Diese Seite gibt es nicht.", "There is no such page."),
        405: ("So geht diese Anfrage nicht.", "This address does not take such a request."),
        500: ("Hier ist etwas schiefgegangen.", "Something went wrong here."),
    }
    german, english = known.get(status, ("Die Anfrage ging nicht.", "The request failed."))
    return german if lang == "de" else english
