"""What every answer carries, the language in its address, and answers without a body."""

from typing import Final

from starlette.datastructures import MutableHeaders
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


class SecurityHeaders:
    """Adds HEADERS to every answer that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application inside."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; write the headers when the answer starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded)


class LanguagePrefix:
    """Takes /en off an address and remembers it: one route serves both languages."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application inside."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Set state.lang and shorten the path."""
        if scope["type"] == "http":
            path = str(scope["path"])
            english = path == "/en" or path.startswith("/en/")
            scope = {**scope, "state": {**scope.get("state", {}), "lang": "en" if english else "de"}}
            if english:
                scope["path"] = path.removeprefix("/en") or "/"
                scope["raw_path"] = scope["path"].encode()
        await self.app(scope, receive, send)


class HeadAsGet:
    """Answers HEAD as GET, without the body: every address has both."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application inside."""
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
