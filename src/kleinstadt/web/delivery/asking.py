"""Asking the application inside this process, as a browser asks a server."""

import asyncio
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """What an address answers.

    Attributes
    ----------
    status : int
        Of HTTP.
    kind : str
        Media type, without its parameters.
    body : bytes
        All of it.
    """

    status: int
    kind: str
    body: bytes


class Asking:
    """One loop for many questions; to be used in a with statement."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application.

        Parameters
        ----------
        app : ASGIApp
            The application.
        """
        self.app, self.runner = app, asyncio.Runner()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the loop."""
        self.runner.close()

    def get(self, address: str) -> Answer:
        """The answer of an address.

        Parameters
        ----------
        address : str
            From the root of the server, with its query.

        Returns
        -------
        Answer
            Once it is whole.
        """
        return self.runner.run(_get(self.app, address))


async def _get(app: ASGIApp, address: str) -> Answer:
    parts = urlsplit(address)
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "root_path": "",
        "query_string": parts.query.encode(),
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
    }
    told: list[Message] = []
    asked: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if not asked:
            await asyncio.Event().wait()  # who asks does not leave before the answer is there
        return asked.pop()

    async def send(message: Message) -> None:
        told.append(message)

    await app(scope, receive, send)
    start = next(one for one in told if one["type"] == "http.response.start")
    headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    body = b"".join(one.get("body", b"") for one in told if one["type"] == "http.response.body")
    return Answer(start["status"], headers.get("content-type", "").partition(";")[0], body)
