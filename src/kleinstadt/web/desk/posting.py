"""Who may post: a form of ours, sent from a page of ours, by the session that it was made for; each one once."""

import hmac
import secrets
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from kleinstadt.web.serving.problems import RequestError

COOKIE: Final = "schreibtisch"
NAME_COOKIE: Final = "schreibtisch-name"
YEAR: Final = 365 * 24 * 3600
MOST_SENT: Final = 200_000_000  # bytes
OWN_SITES: Final = ("same-origin", "none")
LOCAL_NAMES: Final = ("localhost", "127.0.0.1", "::1", "testserver")


class RefusedError(RequestError):
    """A form that did not come from a page of ours, or to a name that is not ours."""

    status = 403


class TooLargeError(RequestError):
    """A form or file that is larger than any plan."""

    status = 413


def check_size(request: Request) -> None:
    """Refuse what is larger than any plan's file before it is read.

    Parameters
    ----------
    request : Request
        Its Content-Length is read.

    Raises
    ------
    TooLargeError
        If it is larger than MOST_SENT, or does not say how large it is.
    """
    length = request.headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()) or int(length) > MOST_SENT:
        german = f"Das ist zu groß: Angenommen werden höchstens {MOST_SENT // 1_000_000} MB."
        raise TooLargeError(german, f"This is too large: at most {MOST_SENT // 1_000_000} MB are taken.")


def _session_of(request: Request) -> str:
    """The browser's session: a random number in a cookie that scripts cannot read; a new one where there is none."""
    known = request.cookies.get(COOKIE, "")
    if len(known) >= 32:
        return known
    if not hasattr(request.state, "session"):
        request.state.session = secrets.token_urlsafe(32)
    return str(request.state.session)


def token_of(request: Request) -> str:
    """The token that a form carries: made from the session, known to nobody else.

    Parameters
    ----------
    request : Request
        With its session; it gets a new one where it has none.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    return hmac.new(_session_of(request).encode(), b"form", "sha256").hexdigest()


def keep_session(request: Request, response: Response) -> None:
    """Give the browser its session, if it has none.

    Parameters
    ----------
    request : Request
        Whose session it is.
    response : Response
        Gets the cookie, for a year.
    """
    if request.cookies.get(COOKIE) != _session_of(request):
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, _session_of(request), max_age=YEAR, httponly=True, samesite="strict", secure=secure, path="/"
        )


def check_host(request: Request) -> None:
    """Plans of this machine answer to its own names only: no foreign name may point a browser here.

    Parameters
    ----------
    request : Request
        Its Host is read.

    Raises
    ------
    RefusedError
        If that is none of LOCAL_NAMES.
    """
    if (request.url.hostname or "") not in LOCAL_NAMES:
        german = "Pläne auf diesem Rechner öffnet nur die Adresse http://localhost oder http://127.0.0.1."
        raise RefusedError(german, "Plans on this machine are opened at http://localhost or http://127.0.0.1 only.")


def check(request: Request, form: FormData) -> None:
    """Refuse a form that is not ours; what was typed comes back with the page, by the browser's Back.

    Parameters
    ----------
    request : Request
        Its Origin, Sec-Fetch-Site and session are read.
    form : FormData
        With its `token`.

    Raises
    ------
    RefusedError
        If it was sent from a foreign page, or its token is not that of the session.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin", "null")
    foreign = site is not None and site not in OWN_SITES
    if origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
        foreign = True
    known = len(request.cookies.get(COOKIE, "")) >= 32
    fits = known and hmac.compare_digest(str(form.get("token", "")), token_of(request))
    if foreign or not fits:
        german = (
            "Dieses Formular kam nicht von einer Seite dieses Plans oder ist zu alt. Mit „Zurück“ steht Ihr Text noch"
            " da; bitte die Seite in einem zweiten Fenster neu öffnen und dort einfügen."
        )
        raise RefusedError(
            german, "This form did not come from a page of this plan. Go back: your text is still there."
        )


def remember(response: Response, who: str) -> Response:
    """Keep the name that the history shows, in the browser that gave it.

    Parameters
    ----------
    response : Response
        Gets the cookie, for a year.
    who : str
        As typed; its first 80 characters are kept, "Planung" for nothing.

    Returns
    -------
    Response
        The same.
    """
    name = quote(who.strip()[:80] or "Planung")
    response.set_cookie(NAME_COOKIE, name, max_age=YEAR, httponly=True, samesite="strict", path="/")
    return response


def once() -> str:
    """A one-time number for a form.

    Returns
    -------
    str
        24 hexadecimal digits.
    """
    return secrets.token_hex(12)


def name_of(request: Request) -> str:
    """The name that the history shows: as the person gave it.

    Parameters
    ----------
    request : Request
        With its cookie.

    Returns
    -------
    str
        At most 80 characters; "Planung" where nobody gave one.
    """
    return unquote(request.cookies.get(NAME_COOKIE, ""))[:80] or "Planung"
