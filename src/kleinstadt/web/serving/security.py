"""What every answer carries, the language it is asked for in, and answers without a body."""

import re
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Scripts, styles, fonts and data come from this server alone. MapLibre starts its workers from blobs.
POLICY: Final = (
    "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

# A page made to stand in a frame on another site: no script, no form, and nobody is kept from framing it.
EMBEDDED: Final = "/einbetten/"
HEADERS_OF_EMBEDDED: Final = {name: value for name, value in HEADERS.items() if name != "X-Frame-Options"} | {
    "Content-Security-Policy": "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

# One of the site's languages in Accept-Language, whatever its country, and how much it is wanted.
_NAMED: Final = re.compile(r"\s*(de|en)(?:-[a-z0-9-]*)?\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?)\s*)?$")


class SecurityHeaders:
    """Adds HEADERS to every answer that does not set them itself; pages to embed have their own."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application inside.

        Parameters
        ----------
        app : ASGIApp
            The application inside.
        """
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; write the headers when the answer starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        path = str(scope["path"]).removeprefix("/en")
        added = HEADERS_OF_EMBEDDED if path.startswith(EMBEDDED) else HEADERS

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded)


def is_call(path: str) -> bool:
    """Whether a path, without its language, is one of the API (whose own page is a page).

    Parameters
    ----------
    path : str
        Without language.

    Returns
    -------
    bool
        False for /api itself.

    Examples
    --------
    >>> is_call("/api/v1/areas"), is_call("/api"), is_call("/karte")
    (True, False, False)
    """
    return path.startswith("/api/")


def in_its_language(scope: Scope) -> Scope:
    """The scope with state.lang, and its path without /en.

    A page's language is that of its address. The API's words are English, unless the caller prefers German.

    Parameters
    ----------
    scope : Scope
        ASGI's, of a request by HTTP; not changed.

    Returns
    -------
    Scope
        A copy, with "de" or "en" in state.lang.
    """
    path = str(scope["path"])
    english = path == "/en" or path.startswith("/en/")
    lang = "en" if english else _preferred(Headers(scope=scope)) if is_call(path) else "de"
    scope = {**scope, "state": {**scope.get("state", {}), "lang": lang}}
    if english:
        scope["path"] = path.removeprefix("/en") or "/"
        scope["raw_path"] = scope["path"].encode()
    return scope


def _preferred(headers: Headers) -> str:
    """ "de" if Accept-Language ranks German before English, else "en"."""
    named = [_NAMED.match(part) for part in headers.get("accept-language", "").lower().split(",")]
    ranks = [(float(found[2] or 1), found[1]) for found in named if found]
    ranks.sort(key=lambda one: -one[0])
    return ranks[0][1] if ranks and ranks[0][0] > 0 else "en"


class LanguagePrefix:
    """Takes /en off an address and remembers it: one route serves both languages."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application inside.

        Parameters
        ----------
        app : ASGIApp
            The application inside.
        """
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Set state.lang and shorten the path."""
        await self.app(in_its_language(scope) if scope["type"] == "http" else scope, receive, send)


class HeadAsGet:
    """Answers HEAD as GET, without the body: every address has both."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application inside.

        Parameters
        ----------
        app : ASGIApp
            The application inside.
        """
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask inside with GET; send the headers and leave out the rest."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def bare(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, bare)
