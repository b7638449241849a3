"""What HTTP asks of every server, in one place: the Host, accepted encodings, ETags, CORS, and where redirects lead."""

import ipaddress
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
EVERY_ADDRESS: Final = frozenset({"0.0.0.0", "::", ""})
ANY_ADDRESS: Final = "any address"  # of this machine: it listens on all of them
READ_BY_OTHERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, X-Total-Count, Content-Disposition, Retry-After",
}
PREFLIGHT: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}


def hosts_of(host: str, public: Iterable[str] = ()) -> frozenset[str]:
    """The names that a server listening on `host` answers to: loopback, its own address, and those it is given.

    Parameters
    ----------
    host : str
        Name or address that it listens on; "0.0.0.0", "::" and "" mean all addresses of the machine.
    public : iterable of str
        Names that it is known by outside.

    Returns
    -------
    frozenset of str
        In lower case, for `KnownHosts`.

    Examples
    --------
    >>> sorted(hosts_of("127.0.0.1", ["Stadt.example."]))
    ['127.0.0.1', '::1', 'localhost', 'stadt.example']
    """
    own = {ANY_ADDRESS} if host in EVERY_ADDRESS else {host.lower()}
    return LOOPBACK | own | {name.lower().rstrip(".") for name in public}


def _name_of(host: str) -> str | None:
    """The name in a Host header, without its port; None if it is none."""
    try:
        found = urlsplit(f"//{host}")
        port_is_a_number = found.port is None or found.port >= 0
    except ValueError:
        return None
    plain = not any(sign in host for sign in "/@?#\\ \t,") and port_is_a_number
    return found.hostname.rstrip(".") if plain and found.hostname else None


class KnownHosts:
    """Answers 400 to requests without exactly one Host, or with one that nobody gave this server."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None = None) -> None:
        """Take the application inside, and the names it answers to; None: any.

        Parameters
        ----------
        app : ASGIApp
            The application inside.
        hosts : frozenset of str, optional
            Names that it answers to, of `hosts_of`; by default any.
        """
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the Host and pass the request on."""
        if scope["type"] == "http" and not self._is_known(Headers(scope=scope).getlist("host")):
            told = "This server does not answer to that name.\nDieser Server hat einen anderen Namen.\n"
            await PlainTextResponse(told, 400)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_known(self, given: list[str]) -> bool:
        name = _name_of(given[0]) if len(given) == 1 else None
        if name is None:
            return False
        return self.hosts is None or name in self.hosts or (ANY_ADDRESS in self.hosts and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Standards:
    """What is the same for every address.

    gzip is sent to those who take it ("gzip;q=0" does not); redirects lead to a path of this server and never to a
    name; calls of the API may be made from other sites, errors too, and preflights are answered; `If-None-Match: *` is
    304 where there is something.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Take the application inside.

        Parameters
        ----------
        app : ASGIApp
            The application inside.
        """
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Mend the request, and the head of the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers, open_ = Headers(scope=scope), str(scope["path"]).removeprefix("/en").startswith("/api/")
        if scope["method"] == "OPTIONS" and open_:
            await Response(status_code=204, headers=PREFLIGHT)(scope, receive, send)
            return
        has_any = headers.get("if-none-match", "").strip() == "*" and scope["method"] in {"GET", "HEAD"}
        dropped = False

        async def mended(message: Message) -> None:
            nonlocal dropped
            if message["type"] == "http.response.start":
                found = MutableHeaders(scope=message)
                if "location" in found:
                    found["location"] = on_this_server(found["location"])
                if open_:
                    found.update(READ_BY_OTHERS)
                if has_any and message["status"] == 200:
                    message["status"], dropped = 304, True
                    del found["content-length"]
            elif dropped:
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "headers": _plain_encodings(scope)}, receive, mended)


def on_this_server(address: str) -> str:
    """The path and query of an address: a redirect must not lead to a name that the asker chose.

    Parameters
    ----------
    address : str
        Where an answer redirects to.

    Returns
    -------
    str
        Without scheme and name; a path stays as it is.

    Examples
    --------
    >>> on_this_server("http://elsewhere.example/karte?i=area"), on_this_server("//elsewhere.example")
    ('/karte?i=area', '/')
    """
    plain = address.replace("\\", "/")
    parts = urlsplit(plain)
    if not parts.scheme and not plain.startswith("//"):
        return plain
    query, fragment = (f"{sign}{text}" if text else "" for sign, text in (("?", parts.query), ("#", parts.fragment)))
    return f"/{parts.path.lstrip('/')}{query}{fragment}"


def _plain_encodings(scope: Scope) -> list[tuple[bytes, bytes]]:
    """The headers with Accept-Encoding as "gzip" or "identity"."""
    given = ",".join(Headers(scope=scope).getlist("accept-encoding"))
    others = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return [*others, (b"accept-encoding", b"gzip" if takes_gzip(given) else b"identity")]


def takes_gzip(accepted: str) -> bool:
    """Whether Accept-Encoding names gzip, by itself or as "*", with a weight above 0 (RFC 9110, 12.5.3).

    Parameters
    ----------
    accepted : str
        The header; empty where there is none.

    Returns
    -------
    bool
        False without a header: then the answer is sent as it is.

    Examples
    --------
    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0"), takes_gzip("")
    (True, False, False)
    """
    weights = {}
    for part in accepted.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        try:
            weights[name] = float(weight)
        except ValueError:
            weights[name] = 0.0
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0
