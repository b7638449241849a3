"""Every error as a page that helps on, or as JSON under /api."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kleinstadt.errors import KleinstadtError, UnknownNameError
from kleinstadt.web.serving.problems import NotFoundError, RequestError
from kleinstadt.web.serving.security import HEADERS, in_its_language, is_call
from kleinstadt.web.serving.site import Site
from kleinstadt.web.serving.standards import READ_BY_OTHERS
from kleinstadt.words.language import Lang, pick

log = logging.getLogger(__name__)

# What is wrong with a parameter, by the validator's name for it; the validator itself speaks English.
WRONG_IN_GERMAN: Final = {
    "missing": "fehlt",
    "int_parsing": "ist keine ganze Zahl",
    "int_parsing_size": "ist eine zu große Zahl",
    "greater_than_equal": "muss mindestens {ge} sein",
    "less_than_equal": "darf höchstens {le} sein",
    "literal_error": "muss eines sein von {expected}",
    "string_pattern_mismatch": "muss dem Muster '{pattern}' folgen",
    "string_too_long": "darf höchstens {max_length} Zeichen haben",
}


def add_errors(app: FastAPI, site: Site) -> None:
    """Tell the application how to say that something went wrong.

    Parameters
    ----------
    app : FastAPI
        The application; its handlers are set.
    site : Site
        Renders the page of an error.
    """

    def refuse(request: Request, error: Exception) -> Response:
        status, text = _reason(request, error)
        near = error.near if isinstance(error, NotFoundError) else ()
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
        if is_call(request.scope["path"]):
            return _as_json(request, {"error": text, "status": status}, headers)
        page = site.render(request, "error.html", {"status": status, "text": text, "near": near})
        return Response(page, status, headers, media_type="text/html")

    def broken(request: Request, error: Exception) -> Response:
        """An error of our own: it goes to the log, and none of it to the reader.

        It is answered outside all middleware, which therefore have set neither language nor headers.
        """
        log.error("%s failed", request.scope["path"], exc_info=error)
        answer = refuse(Request(in_its_language(request.scope)), HTTPException(HTTPStatus.INTERNAL_SERVER_ERROR))
        answer.headers.update(HEADERS | (READ_BY_OTHERS if is_call(request.scope["path"]) else {}))
        return answer

    app.add_exception_handler(KleinstadtError, refuse)
    app.add_exception_handler(HTTPException, refuse)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, broken)


def _invalid(request: Request, error: Exception) -> Response:
    """Parameters of the API that are not of their kind: which, and why."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    text = _what_is_wrong(found, request.state.lang)
    return _as_json(request, {"error": text, "status": 422, "detail": jsonable_encoder(found)}, {})


def _as_json(request: Request, body: Mapping[str, Any], headers: Mapping[str, str]) -> Response:
    """A refusal of the API, which says in which language it is."""
    spoken = {"Content-Language": request.state.lang, "Vary": "Accept-Language"}
    return JSONResponse(body, body["status"], {**headers, **spoken})


def _what_is_wrong(found: Sequence[Mapping[str, Any]], lang: Lang) -> str:
    said = ((f"{one['loc'][-1]} {_in_german(one)}", f"{one['loc'][-1]}: {one['msg']}") for one in found)
    return "; ".join(pick(pair, lang) for pair in said)


def _in_german(one: Mapping[str, Any]) -> str:
    words = WRONG_IN_GERMAN.get(one["type"], "ist nicht von der verlangten Art")
    return words.format(**one.get("ctx", {})).replace("' or '", "' oder '")


def _reason(request: Request, error: Exception) -> tuple[int, str]:
    """Status and reason of an error."""
    lang = request.state.lang
    if isinstance(error, RequestError):
        return error.status, error.text(lang)
    if isinstance(error, HTTPException):
        return error.status_code, _said(error.status_code, lang)
    if isinstance(error, UnknownNameError):
        return 404, pick((error.german, str(error)), lang) + _list_of_all(request, error)
    return 400, str(error)


def _list_of_all(request: Request, error: UnknownNameError) -> str:
    """Which call lists what there is, for those who ask the API."""
    if not error.listed or not is_call(request.scope["path"]):
        return ""
    address = f"/api/v1/{error.listed}"
    return pick((f" {address} nennt alle.", f" {address} lists all."), request.state.lang)


def _said(status: int, lang: Lang) -> str:
    known = {
        404: ("Diese Seite gibt es nicht.", "There is no such page."),
        405: ("So geht diese Anfrage nicht.", "This address does not take such a request."),
        500: (
            "Hier ist etwas schiefgegangen. Der Fehler liegt beim Programm und ist vermerkt.",
            "Something went wrong here. The fault is the program's; it has been noted.",
        ),
    }
    german, english = known.get(status, ("Die Anfrage ging nicht.", "The request failed."))
    return pick((german, english), lang)
